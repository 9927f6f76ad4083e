"""Anyone's tracker → the kit's own workbook, with everything that was understood in its place."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from jobsearch.errors import LogError
from jobsearch.log import Log
from jobsearch.reading import ReadResult
from jobsearch.reading.tables.application_keys import base_keys
from jobsearch.reading.tables.typed_table import Table
from jobsearch.reading.vocabulary.cell_values import is_empty
from jobsearch.reading.vocabulary.dates import looks_like_date
from jobsearch.schema import APPLICATIONS, SETTINGS_SHEET, SHEETS, Column, Sheet
from jobsearch.settings import Settings, setting_fields
from jobsearch.writing.file_safety import create
from jobsearch.writing.template import make_workbook, setting_rows

PROBLEMS = "Problems"
_FIRST_DAY = dt.date(1900, 3, 1)  # before it spreadsheets disagree on the number of a day
_MOST_LETTERS = 32_767
_ESCAPED = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
_NO_DATE = " (not understood)"
# What the readers add to the tables, and what a row is known by in its own sheet.
_NOT_THEIRS = {
    *("row", "application", "employer", "interview", "is_sent", "says_answered", "owes_thanks"),
    *("is_thanked", "is_held_some_day", "status_stage", "status_outcome"),
}


def adopt(read: ReadResult, out: Path) -> None:
    """
    Write the kit's workbook with what was read from a tracker.

    Parameters
    ----------
    read : ReadResult
        From `jobsearch.reading.read_with_tables`: the log, and the cells that it was made of.
    out : Path
        The new file.

    Raises
    ------
    LogError
        If there is a file of that name already, or it cannot be written.

    Notes
    -----
    Applications, interviews, follow-ups and dated statuses stand on their sheets, columns that are
    none of ours on the right of Applications, settings on their sheet, and what could not be
    understood on a sheet Problems, with the cells of the tracker. What is a problem in a cell stays
    in that cell. An application gets an ID only where its name alone would not tell it apart.
    """
    if out.suffix.lower() != ".xlsx":
        raise LogError(
            f"The new file has to end in .xlsx, and {out.name} does not. Nothing was written."
        )
    data = _workbook(read)
    try:
        create(out, data)
    except FileExistsError:
        raise LogError(
            f"{out} exists already. Nothing was written. Give another name with --out."
        ) from None
    except OSError as error:
        raise LogError(
            f"{out} cannot be written: {error.strerror or error}. Nothing was written."
        ) from error


def _workbook(read: ReadResult) -> bytes:
    log, tables = read.log, read.tables
    ids = _ids(log, tables)
    rows: dict[str, Sequence[Mapping[str, Any]]] = {}
    for sheet in SHEETS:
        table = tables[sheet.table]
        columns = {column.header: _cells(table, column) for column in sheet.columns}
        if sheet is APPLICATIONS:
            columns["ID"] = ids
        else:
            columns["Application"] = table.rows["application"].tolist()
        columns |= _theirs(table, sheet)
        rows[sheet.name] = [
            dict(zip(columns, map(_writable, cells), strict=True))
            for cells in zip(*columns.values(), strict=True)
        ]
    rows[SETTINGS_SHEET.name] = setting_rows(_settings(log.settings))
    book = make_workbook(rows)
    for page in book.worksheets:
        _as_text(page.iter_rows(min_row=2))
    if len(log.problems):
        page = book.create_sheet(PROBLEMS)
        listed = log.problems.drop(columns="code")
        page.append([f"{name.capitalize()} in {Path(log.reading.path).name}" if name == "cell"
                     else name.capitalize() for name in listed.columns])  # fmt: skip
        for problem in listed.itertuples(index=False):
            page.append([_writable(text) for text in problem])
        _as_text(page.iter_rows())
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _as_text(rows: Iterable[Iterable[Any]]) -> None:
    """Text stays text, whatever it starts with."""
    for row in rows:
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"


def _ids(log: Log, tables: dict[str, Table]) -> list[str | None]:
    """The IDs that there are, and one where an application would go by another name."""
    rows = log.applications
    given = [None if pd.isna(ident) else str(ident) for ident in rows["id"].tolist()]
    keys = rows["application"].tolist()
    bases = base_keys(given, rows, range(2, len(rows) + 2))
    n_of: dict[str, int] = {}
    for base in bases:
        n_of[base.casefold()] = n_of.get(base.casefold(), 0) + 1
    spoken_of = {
        key for name, table in tables.items() if name != "applications"
        for key in table.rows["application"].tolist()
    }  # fmt: skip
    base_of = dict(zip(keys, bases, strict=True))
    shared = {base_of[key].casefold() for key in spoken_of if n_of[base_of[key].casefold()] > 1}
    ids: list[str | None] = []
    for position, (key, base, ident) in enumerate(zip(keys, bases, given, strict=True)):
        # A key that its row makes unique stays what it is where the row does.
        is_same = key in (base, f"{base} (row {position + 2})")
        is_told_apart = key != base or base.casefold() not in shared
        ids.append(ident if is_same and (is_told_apart or ident is not None) else key)
    return ids


def _cells(table: Table, column: Column) -> list[Any]:
    """What stands in a column of ours: what was understood, else the cell as it was."""
    name, rows = column.name, table.rows
    raw = list(table.raw.get(name, [""] * len(rows)))
    values: list[Any] = rows[name].astype(object).tolist()
    if column.kind == "text":
        return [None if pd.isna(value) else value for value in values]
    if name == "status":
        values = _statuses(rows)
    elif column.kind == "word":
        values = [None if pd.isna(v) else str(v).replace("_", " ") for v in values]
    else:
        values = [_day_or_moment(value, column.kind) for value in values]
        # Alone in its column such a text could be taken for a date after all.
        raw = [f"{c}{_NO_DATE}" if isinstance(c, str) and looks_like_date(c) else c for c in raw]
    return [
        (None if is_empty(cell) else cell) if value is None else value
        for value, cell in zip(values, raw, strict=True)
    ]


def _day_or_moment(value: Any, kind: str) -> dt.date | None:
    if pd.isna(value):
        return None
    moment: dt.datetime = value.to_pydatetime()
    is_day = kind == "day" or moment.time() == dt.time()
    return moment.date() if is_day else moment


def _statuses(rows: pd.DataFrame) -> list[str | None]:
    """Stage and outcome in words that say both: "rejected after interview"."""
    pairs = zip(
        rows["status_stage"].astype(object).tolist(),
        rows["status_outcome"].astype(object).tolist(),
        strict=True,
    )
    texts = []
    for stage, outcome in pairs:
        words = [str(word).replace("_", " ") for word in (outcome, stage) if not pd.isna(word)]
        texts.append(" after ".join(words) or None)
    return texts


def _theirs(table: Table, sheet: Sheet) -> dict[str, list[Any]]:
    """The columns that are none of ours, each under a name that no other column has."""
    ours = {column.name for column in sheet.columns} | _NOT_THEIRS
    ours |= {f"{name}_is_date" for name in ours}
    taken = {column.header.casefold() for column in sheet.columns}
    found: dict[str, list[Any]] = {}
    for name in table.rows.columns:
        if name in ours:
            continue
        called = " ".join(ILLEGAL_CHARACTERS_RE.sub("", str(name)).split()) or "Column"
        while called.casefold() in taken:
            called += " (theirs)"
        taken.add(called.casefold())
        cells = table.rows[name].astype(object)
        found[called] = [None if pd.isna(v) else v for v in cells.tolist()]
    return found


def _writable(value: Any) -> Any:
    """A value as a cell takes it: no control characters, no day that no spreadsheet knows."""
    if isinstance(value, str):
        # A workbook writes the end of a line as one character, and others by their number.
        text = _ESCAPED.sub(r"_x005F_\1", ILLEGAL_CHARACTERS_RE.sub(" ", value))
        return text.replace("\r", "_x000D_")[:_MOST_LETTERS]
    if isinstance(value, pd.Timestamp):
        value = value.to_pydatetime()
    if isinstance(value, dt.datetime):
        return value if value.date() >= _FIRST_DAY else value.isoformat(" ")
    if isinstance(value, dt.date):
        return value if value >= _FIRST_DAY else value.isoformat()
    return value


def _settings(settings: Settings) -> dict[str, Any]:
    """The settings that are no defaults, as a sheet holds them."""
    changed: dict[str, Any] = {}
    for name, field in setting_fields().items():
        value = getattr(settings, name)
        if value == field.default:
            continue
        if isinstance(value, bool):
            value = "yes" if value else "no"
        elif isinstance(value, tuple):
            value = ", ".join(value)
        elif isinstance(value, pd.Timestamp):
            value = _day_or_moment(value, "moment")
        changed[name] = value
    return changed
