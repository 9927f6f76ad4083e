"""The journal of our changes, and how the last one is taken back."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jobsearch import clock
from jobsearch.changes.plan import Change, Plan, value_from_json, value_to_json
from jobsearch.changes.target_file import open_book
from jobsearch.errors import LogError
from jobsearch.reading.files import read_content
from jobsearch.writing.csv_text import Delimited
from jobsearch.writing.file_safety import KEPT, backups_of, digest_of, target_of, write_new
from jobsearch.writing.workbook.cells import Formula, Value, same
from jobsearch.writing.workbook.edit import CellEdit, EditResult, edit_workbook
from jobsearch.writing.workbook.workbook import WritableWorkbook

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
        "when": f"{clock.now():%Y-%m-%d %H:%M:%S}",
        "what": plan.what,
        "application": plan.application,
        "before": plan.digest,
        "after": digest_of(plan.result.data),
        "backup": backup.name,
        "header_row": plan.header_row,
        "rows": [list(row) for row in plan.rows],
        "named": [
            [sheet, row, {place: value_to_json(value) for place, value in held.items()}]
            for (sheet, row), held in plan.named.items()
        ],
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
        If there is nothing to take back, or all of it was edited since; it then stays the last
        change.

    Notes
    -----
    Where every cell of the last change was edited since, the one before it is planned, and a doubt
    of the plan names what is passed over; that is forgotten once the plan is applied.
    """
    path = Path(path)
    data = read_content(path)
    digest = digest_of(data)
    entries = made(read_journal(path), digest)
    if not entries:
        raise LogError(f"There is nothing to take back in {path.absolute()}.")
    entry = entries[-1]
    earlier = _backup(path, entry) if entry["after"] == digest else None
    if earlier is not None:
        turned = tuple(
            Change(c.sheet, c.at, c.column, c.after, c.before, c.is_header) for c in _changes(entry)
        )
        restored = EditResult(earlier, {}, is_restored=True)
        return _plan(path, entry, turned, digest, data, restored, n_before=len(entries) - 1)
    return _set_back(path, entries, digest, data)


def forget(plan: Plan) -> None:
    """Take a change that was taken back out of the journal; its backup is the log again."""
    entries = read_journal(plan.path)
    if plan.result.is_restored:
        backup = Path(entries[plan.n_before]["backup"]).name
        (backups_of(plan.path) / backup).unlink(missing_ok=True)
    write_journal(plan.path, entries[: plan.n_before])


def made(entries: list[Entry], digest: str) -> list[Entry]:
    """Without those that are not in the file: never made, or an earlier file was put back."""
    for n in range(len(entries), 0, -1):
        if entries[n - 1]["after"] == digest:
            return entries[:n]
        if entries[n - 1]["before"] == digest:
            return entries[: n - 1]
    return entries


def _changes(entry: Entry) -> list[Change]:
    return [_change(kept) for kept in entry["changes"]]


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


def _set_back(path: Path, entries: list[Entry], digest: str, data: bytes) -> Plan:
    """Set back what still holds our values, of the last change of which anything does."""
    try:
        book = open_book(path, data)
    except LogError as error:
        copies = backups_of(path)
        raise LogError(f"{error} Copies of it as it was are in {copies}.") from error
    passed: list[str] = []
    for n in range(len(entries) - 1, -1, -1):
        entry = entries[n]
        back, left = _still_ours(book, entry)
        if not back:
            passed.append(f"{entry['what']}, cannot be taken back: {' '.join(left)}")
            continue
        edits = [CellEdit(c.sheet, c.at, c.after, isinstance(c.after, dt.datetime)) for c in back]
        if isinstance(book, Delimited):
            result = book.edit(edits, [], entry["header_row"])
        else:
            result = edit_workbook(book, edits, [])
        notes = [
            "The file was saved since, so only the cells that still hold this are set back.", *left
        ]  # fmt: skip
        doubts = [f"A later change, {text}" for text in passed]
        return _plan(
            path, entry, tuple(back), digest, data, result, n_before=n, notes=notes, doubts=doubts
        )
    _, left = _still_ours(book, entries[-1])
    others = {0: (), 1: ("Nor can the one before it be.",)}.get(
        len(entries) - 1, (f"Nor can the {len(entries) - 1} before it be.",)
    )
    raise LogError(
        " ".join(
            [
                f"Nothing was taken back in {path.absolute()}.",
                f"The last change was: {entries[-1]['what']}.",
                *left,
                *others,
            ]
        )
    )


def _still_ours(book: WritableWorkbook | Delimited, entry: Entry) -> tuple[list[Change], list[str]]:
    """The cells of a change to set back, the rows that it added only whole; what is left alone."""
    changes = _changes(entry)
    rows = {(sheet, row) for sheet, row in entry["rows"]}
    known = set(book.parts) if isinstance(book, WritableWorkbook) else {book.name}
    others = {
        (sheet, row) for sheet, row in rows
        if sheet not in known or not _is_ours(book, sheet, row, changes)
    }  # fmt: skip
    others |= {
        (sheet, row) for sheet, row, named in entry.get("named", [])
        if sheet not in known or _has_moved(book, sheet, row, named)
    }  # fmt: skip
    left = [
        f"Row {row} of {sheet} was edited or moved since and is left alone."
        for sheet, row in sorted(others)
    ]
    back: list[Change] = []
    for change in changes:
        where = f"{change.sheet}!{change.cell}"
        if (change.sheet, change.at[0]) in others:
            continue
        if change.is_header:
            left.append(f"The column {change.column} that was added stays.")
        elif change.sheet not in known or not same(
            book.value(change.sheet, change.at), change.after
        ):
            left.append(f"{where} was edited or moved since and is left alone.")
        else:
            before = None if (change.sheet, change.at[0]) in rows else change.before
            back.append(Change(change.sheet, change.at, change.column, change.after, before))
    return back, left


def _has_moved(
    book: WritableWorkbook | Delimited, sheet: str, row: int, named: dict[str, Any]
) -> bool:
    """Whether a row that we changed is no longer where it was: another name stands there."""
    was = {int(place): value_from_json(value) for place, value in named.items()}
    kept = [same(book.value(sheet, (row, place)), value) for place, value in was.items()]
    if all(kept):
        return False
    if not any(kept):
        return True
    if isinstance(book, Delimited):
        numbers = list(range(1, len(book.records) + 1))
    else:
        numbers = [there.number for there in book.sheet(sheet).rows]
    return any(
        all(same(book.value(sheet, (number, place)), value) for place, value in was.items())
        for number in numbers
    )


def _is_ours(
    book: WritableWorkbook | Delimited, sheet: str, row: int, changes: list[Change]
) -> bool:
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
    path: Path, entry: Entry, changes: tuple[Change, ...], digest: str, data: bytes,
    result: EditResult, *, n_before: int, notes: Sequence[str] = (), doubts: Sequence[str] = (),
) -> Plan:  # fmt: skip
    return Plan(
        path, f"Take back: {entry['what']}", str(entry["application"]), changes, (),
        tuple(doubts), (*notes, *result.notes), digest, data, result,
        header_row=entry["header_row"], is_undo=True, n_before=n_before,
    )  # fmt: skip
