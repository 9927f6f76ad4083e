"""The journal of our changes, and how the last one is taken back."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

from jobsearch.log import LogError
from jobsearch.reading.files import read_content
from jobsearch.writing.cells import Formula, Value, same
from jobsearch.writing.delimited import Delimited
from jobsearch.writing.draft import open_book
from jobsearch.writing.edit import Edit, Edited, edited
from jobsearch.writing.plan import Change, Plan, value_from_json, value_to_json
from jobsearch.writing.safely import KEPT, backups_of, digest_of, target_of, write_new
from jobsearch.writing.workbook import Workbook

Entry = dict[str, Any]


def journal_of(path: str | os.PathLike[str]) -> Path:
    """The journal of a log, in the folder of its backups."""
    return backups_of(path) / f"{target_of(path).name}.undo.json"


def read_journal(path: str | os.PathLike[str]) -> list[Entry]:
    """Our changes to a log, the oldest first; those of the last 20 that can be taken back."""
    with contextlib.suppress(OSError, ValueError):
        entries = json.loads(journal_of(path).read_text(encoding="utf-8"))
        if isinstance(entries, list):
            return [entry for entry in entries if isinstance(entry, dict)]
    return []


def write_journal(path: str | os.PathLike[str], entries: list[Entry]) -> None:
    """Put the journal in the place of the old one in one step."""
    journal = journal_of(path)
    temporary = journal.with_suffix(".new")
    kept = json.dumps(entries[-KEPT:], indent=1, ensure_ascii=False)
    write_new(temporary, kept.encode())
    temporary.replace(journal)


def entry_of(plan: Plan, backup: Path) -> Entry:
    """What the journal keeps of a change."""
    return {
        "when": f"{dt.datetime.now():%Y-%m-%d %H:%M:%S}",
        "what": plan.what,
        "application": plan.application,
        "before": plan.digest,
        "after": digest_of(plan.edited.data),
        "backup": backup.name,
        "header_row": plan.header_row,
        "rows": [list(row) for row in plan.rows],
        "changes": [
            {
                "sheet": change.sheet, "at": list(change.at), "column": change.column,
                "before": value_to_json(change.before), "after": value_to_json(change.after),
                "is_header": change.is_header,
            }
            for change in plan.changes
        ],
    }  # fmt: skip


def undo(path: str | os.PathLike[str]) -> Plan:
    """
    Take back our last change to a log.

    Parameters
    ----------
    path : str or PathLike
        The log. Where it is byte for byte what our change left, the earlier bytes come back; where
        it was saved since, the cells that still hold our value are set back, and nothing else.

    Returns
    -------
    Plan
        For `apply`; its ``notes`` say what is left alone.

    Raises
    ------
    LogError
        If there is nothing to take back, or every cell of it was edited since; it then stays the
        last change.
    """
    path = Path(path)
    data = read_content(path)
    digest = digest_of(data)
    entries = read_journal(path)
    while entries and entries[-1]["after"] != digest and entries[-1]["before"] == digest:
        entries.pop()  # it was never made: the process ended before it
    if not entries:
        raise LogError(f"There is nothing to take back in {path.name}.")
    entry = entries[-1]
    changes = [_change(kept) for kept in entry["changes"]]
    what = f"Take back: {entry['what']}"
    rows = {(sheet, row) for sheet, row in entry["rows"]}
    if entry["after"] == digest:
        earlier = _backup(path, entry)
        if earlier is not None:
            turned = tuple(
                Change(c.sheet, c.at, c.column, c.after, c.before, c.is_header) for c in changes
            )
            return _plan(
                path, entry, what, turned, (), digest, data, Edited(earlier, {}, is_restored=True)
            )
    return _set_back(path, entry, what, changes, rows, digest, data)


def _change(kept: dict[str, Any]) -> Change:
    row, place = kept["at"]
    return Change(
        kept["sheet"], (row, place), kept["column"], value_from_json(kept["before"]),
        value_from_json(kept["after"]), kept["is_header"],
    )  # fmt: skip


def _backup(path: Path, entry: Entry) -> bytes | None:
    """The bytes before a change, if the backup is still there and whole."""
    with contextlib.suppress(OSError):
        earlier = (backups_of(path) / Path(entry["backup"]).name).read_bytes()
        if digest_of(earlier) == entry["before"]:
            return earlier
    return None


def _set_back(
    path: Path, entry: Entry, what: str, changes: list[Change], rows: set[tuple[str, int]],
    digest: str, data: bytes,
) -> Plan:  # fmt: skip
    """Set back the cells that still hold our value; the rows that we added only whole."""
    book = open_book(path, data)
    notes = ["The file was saved since, so only the cells that still hold this are set back."]
    known = set(book.parts) if isinstance(book, Workbook) else {book.name}
    edited_rows = {
        (sheet, row) for sheet, row in rows
        if sheet not in known or not _is_ours(book, sheet, row, changes)
    }  # fmt: skip
    notes += [
        f"Row {row} of {sheet} was edited or moved since and is left alone."
        for sheet, row in sorted(edited_rows)
    ]
    back: list[Change] = []
    for change in changes:
        where = f"{change.sheet}!{change.cell}"
        if (change.sheet, change.at[0]) in edited_rows:
            continue
        if change.is_header:
            notes.append(f"The column {change.column} that was added stays.")
        elif change.sheet not in known or not same(
            book.value(change.sheet, change.at), change.after
        ):
            notes.append(f"{where} was edited or moved since and is left alone.")
        else:
            before = None if (change.sheet, change.at[0]) in rows else change.before
            back.append(Change(change.sheet, change.at, change.column, change.after, before))
    if not back:
        first = f"Nothing was taken back in {path.name}. The last change was: {entry['what']}."
        raise LogError(" ".join((first, *notes[1:])))
    edits = [Edit(c.sheet, c.at, c.after, isinstance(c.after, dt.datetime)) for c in back]
    if isinstance(book, Delimited):
        result = book.edited(edits, [], entry["header_row"])
    else:
        result = edited(book, edits, [])
    return _plan(path, entry, what, tuple(back), tuple(notes), digest, data, result)


def _is_ours(book: Workbook | Delimited, sheet: str, row: int, changes: list[Change]) -> bool:
    """Whether a row that we added holds what we wrote, formulas aside, and nothing else."""
    ours: dict[int, Value] = {
        c.at[1]: c.after for c in changes if (c.sheet, c.at[0]) == (sheet, row)
    }
    held = {
        place: value for place, value in book.row_values(sheet, row).items()
        if not isinstance(value, Formula)
    }  # fmt: skip
    written = {place: value for place, value in ours.items() if value is not None}
    return held.keys() == written.keys() and all(same(held[p], v) for p, v in written.items())


def _plan(
    path: Path, entry: Entry, what: str, changes: tuple[Change, ...], notes: tuple[str, ...],
    digest: str, data: bytes, result: Edited,
) -> Plan:  # fmt: skip
    return Plan(
        path, what, str(entry["application"]), changes, (), (), (*notes, *result.notes), digest,
        data, result, header_row=entry["header_row"], is_undo=True,
    )  # fmt: skip
