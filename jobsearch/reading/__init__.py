"""A file on disk → `Log`."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from jobsearch import clock
from jobsearch.log import Log, Reading
from jobsearch.reading.checks import check_answers, check_tables, check_zone
from jobsearch.reading.corrections import (
    Corrections,
    Gathered,
    check_columns,
    check_statuses,
    gather,
    no_header,
)
from jobsearch.reading.events import last_logged_on, make_events
from jobsearch.reading.files import grids_of, read_content
from jobsearch.reading.files.grid import Grid
from jobsearch.reading.layout.choose_sheet import Choice, choose, is_named, n_rows
from jobsearch.reading.layout.headers import find_header
from jobsearch.reading.layout.row_filter import filter_rows
from jobsearch.reading.problems import Problems
from jobsearch.reading.tables.application_keys import (
    ApplicationIndex,
    add_application_keys,
    add_interview_keys,
    add_references,
)
from jobsearch.reading.tables.read_table import empty_table, known_order, read_table
from jobsearch.reading.tables.typed_table import Table
from jobsearch.reading.vocabulary.cell_values import is_assessment
from jobsearch.reading.vocabulary.status import as_named
from jobsearch.schema import APPLICATIONS, RESPONSES, SHEETS, STATUSES, Sheet


class ReadResult(NamedTuple):
    """A log, and the tables that it was made of, which know the cells of the file."""

    log: Log
    tables: dict[str, Table]


def read_log(
    path: str | os.PathLike[str],
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    columns: Mapping[str, str] | None = None,
    statuses: Mapping[str, str] | None = None,
    day_first: bool | None = None,
) -> Log:
    """
    Read an application log from a spreadsheet: the kit's own workbook, or anyone's tracker.

    Parameters
    ----------
    path : str or PathLike
        .xlsx, .xlsm, .xlsb, .xls, .ods, .csv or .tsv, or a .zip with such files. A file
        ``NAME.settings.csv`` beside ``NAME.xlsx`` is read as its Settings sheet would be.
    sheet : str, optional
        The sheet that holds the applications, where it is not the one that would be chosen.
    header_row : int, optional
        The row of its header. [from 1]
    columns : mapping, optional
        Our names → headers of the file: ``{"company": "Firma"}``.
    statuses : mapping, optional
        Words of the file → stages or outcomes: ``{"Absage": "rejected"}``.
    day_first : bool, optional
        What 01/12/2026 means where no cell of its column decides it.

    Returns
    -------
    Log
        The tables, events, settings, problems, and how the file was understood.

    Raises
    ------
    LogError
        If the file cannot be used, or a correction does not fit it: one sentence that says why,
        and what to do.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> [table.table for table in log.reading.tables]
    ['applications', 'interviews', 'follow_ups', 'history']
    """
    asked = Corrections(sheet, header_row, columns or {}, statuses or {}, day_first)
    return read_with_tables(path, asked).log


def read_with_tables(path: str | os.PathLike[str], asked: Corrections) -> ReadResult:
    """As `read_log`, with the tables that the log was made of."""
    data = read_content(path)
    grids = grids_of(data, path)
    digest = hashlib.sha256(data).hexdigest()
    return build_log(
        grids, path=os.fspath(path), asked=asked, beside=_beside(Path(path)), digest=digest
    )


def settings_path(path: Path) -> Path:
    """Where the settings of a log without a Settings sheet are: NAME.settings.csv beside it."""
    return path.with_name(f"{path.stem}.settings.csv")


def _beside(path: Path) -> Grid | None:
    beside = settings_path(path)
    if not beside.is_file() or path.name.endswith(".settings.csv"):
        return None
    return grids_of(read_content(beside), beside)[0]


def log_from_grids(
    grids: list[Grid],
    *,
    path: str,
    sheet: str | None = None,
    asked: Corrections | None = None,
    beside: Grid | None = None,
    digest: str = "",
) -> Log:
    """The Log of sheets that are in memory already; as `read_log`."""
    asked = asked or Corrections(sheet)
    return build_log(grids, path=path, asked=asked, beside=beside, digest=digest).log


def build_log(
    grids: list[Grid],
    *,
    path: str,
    asked: Corrections,
    beside: Grid | None = None,
    digest: str = "",
) -> ReadResult:
    """The log of these sheets, and the tables that it was made of."""
    problems = Problems()
    asked = asked.checked()
    gathered = gather(grids, asked, beside, problems)
    settings, settings_grid = gathered.settings, gathered.used
    today = clock.now().date()
    if settings.as_of is not None:
        today = max(today, settings.as_of.date())
    choice = choose(grids, Path(path).name, settings)
    check_columns(asked, choice.grid, choice.header, Path(path).name)

    used = [choice.grid.sheet] + ([settings_grid.sheet] if settings_grid else [])
    tables = _read_tables(grids, choice, gathered, used, problems)
    check_statuses(asked, _status_counts(tables["applications"]), Path(path).name)
    applications, interviews = tables["applications"], tables["interviews"]
    # Sent, on a day that is known or on one that cannot be read.
    applications.rows["is_sent"] = (
        applications.rows["applied_on"].notna() | applications.wrong["applied_on"]
    )
    add_interview_keys(interviews.rows)
    _add_facts(interviews)
    rows = {name: table.rows for name, table in tables.items()}
    events = make_events(
        **rows,
        unreadable=tables["applications"].wrong,
        sheets={name: table.label for name, table in tables.items()},
        today=today,
    )
    check_tables(tables, today=today, problems=problems)
    check_answers(tables, events, problems)
    if settings.time_zone:
        check_zone(interviews, ("ended_at", "thanked_at"), settings.time_zone, problems)
    log = Log(
        **rows,
        events=events,
        settings=settings,
        problems=problems.table([g.sheet for g in grids]),
        reading=Reading(
            path=path,
            tables=tuple(t.reading for t in tables.values() if t.reading is not None),
            other_sheets={g.sheet: n_rows(g) for g in grids if g.sheet not in used},
            assumed=_assumed(choice, tables),
            given=gathered.given,
            chosen=choice.why,
            digest=digest,
        ),
        last_logged_on=last_logged_on(events, today),
    )
    return ReadResult(log, tables)


def _read_tables(
    grids: list[Grid], choice: Choice, gathered: Gathered, used: list[str], problems: Problems
) -> dict[str, Table]:
    """Every table of the log; what the file has no sheet for, its wide columns may tell."""
    grid, header, settings = choice.grid, choice.header, gathered.settings
    others = {kind: _other(grids, grid, kind) for kind in SHEETS[1:]}
    rows = filter_rows(grid, header, APPLICATIONS)
    derived = None
    if not header.is_own:
        from jobsearch.reading.tables.wide_to_long import derive

        known = known_order(header, rows, APPLICATIONS)
        derived = derive(header, rows, settings.statuses, settings.day_first, known)
    applications = read_table(
        grid, header, APPLICATIONS, settings, problems, rows=rows, derived=derived
    )
    add_application_keys(applications, problems)
    tables, names = {"applications": applications}, ApplicationIndex(applications.rows)
    for kind, other in others.items():
        table = None
        if other is not None:
            used.append(other.sheet)
            if (found := find_header(other, kind, {})) is not None:
                table = read_table(other, found, kind, settings, problems)
            else:
                no_header(other, kind.columns[0].header, problems)
        table = table or empty_table(kind)
        add_references(table, names, problems)
        tables[kind.table] = table
    has_history = header.is_own or tables["history"].reading is not None
    if _has_other_words(applications):
        from jobsearch.reading.tables.acknowledgements import set_receipts_apart

        to = None if has_history else derived
        set_receipts_apart(applications, to, settings.statuses, problems)
    if derived is not None:
        from jobsearch.reading.tables.derived_tables import add_made

        add_made(tables, derived, header, settings)
    return tables


def _has_other_words(applications: Table) -> bool:
    """Whether a response or a status is none of the schema's own words."""
    said = {*applications.raw.get("response", ()), *applications.raw.get("status", ()), ""} - {""}
    return not all(isinstance(c, str) and as_named(c) in (*STATUSES, *RESPONSES) for c in said)


def _other(grids: list[Grid], grid: Grid, kind: Sheet) -> Grid | None:
    return next((g for g in grids if g is not grid and is_named(g, kind)), None)


def _status_counts(applications: Table) -> dict[str, int]:
    reading = applications.reading
    return {} if reading is None or "status" not in reading.columns else reading.counts


def _assumed(choice: Choice, tables: dict[str, Table]) -> tuple[str, ...]:
    """What was taken so without anything that decides it, and what was unusual in the file."""
    said = [f"{choice.grid.sheet}: {note}." for note in choice.grid.notes]
    for name in choice.header.assumed:
        text = choice.header.texts[choice.header.columns[name]]
        said.append(
            f'{choice.grid.sheet}: "{text}" is read as {name.replace("_", " ")} because of what '
            f"its cells hold. Say --column {name}=HEADER for another one."
        )
    said += [assumed for table in tables.values() for assumed in table.assumed]
    return tuple(said)


def _add_facts(interviews: Table) -> None:
    """
    Three facts that the measures ask for.

    ``owes_thanks``: anything but an assessment without a person; ``is_thanked``: a thank-you is
    logged, with or without a day that can be read; ``is_held_some_day``: it was held, nobody knows
    when (without a day, and not thanked, it may still lie ahead).
    """
    rows = interviews.rows
    rounds = rows["round"].fillna("").tolist()
    is_known = {name: is_assessment(name) for name in set(rounds)}
    assessment = np.array([is_known[name] for name in rounds], dtype=bool)
    rows["owes_thanks"] = ~(assessment & rows["interviewer"].isna())
    rows["is_thanked"] = (
        rows["thanked_at"].notna() | rows["thanked_by"].notna() | interviews.wrong["thanked_at"]
    )
    rows["is_held_some_day"] = interviews.wrong["ended_at"] | (
        rows["ended_at"].isna() & rows["is_thanked"]
    )


__all__ = ["Corrections", "Sheet", "log_from_grids", "read_log", "understand"]
