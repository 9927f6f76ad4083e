"""The journal of our changes, and how the last one is undone."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jobsearch import clock
from jobsearch.changes.doubts import Doubt, DoubtCode
from jobsearch.changes.plan import Change, Plan, value_from_json, value_to_json
from jobsearch.errors import LogError
from jobsearch.reading.files import read_content
from jobsearch.wording import count
from jobsearch.writing.edit_file import Book, edit_file, open_file
from jobsearch.writing.file_safety import KEPT, backups_of, digest_of, replace, target_of
from jobsearch.writing.workbook.cells import Formula, same_value
from jobsearch.writing.workbook.edit import CellEdit, EditResult

Entry = dict[str, Any]


def journal_of(path: str | os.PathLike[str]) -> Path:
    """The journal of a log, in the folder of its backups."""
    return backups_of(path) / f"{target_of(path).name}.undo.json"


def read_journal(path: str | os.PathLike[str]) -> list[Entry]:
    """Our changes to a log, the oldest first; those of the last 20 that can be undone."""
    with contextlib.suppress(OSError, ValueError):
        entries = json.loads(journal_of(path).read_text(encoding="utf-8"))
        if isinstance(entries, list):
            return [entry for entry in entries if isinstance(entry, dict)]
    return []


def write_journal(path: str | os.PathLike[str], entries: list[Entry]) -> None:
    """Put the journal in the place of the old one in one step."""
    text = json.dumps(entries[-KEPT:], indent=1, ensure_ascii=False)
    replace(journal_of(path), text.encode())


def entry_for(plan: Plan, backup: Path) -> Entry:
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
            [sheet, row, {column: value_to_json(value) for column, value in values.items()}]
            for (sheet, row), values in plan.named.items()
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
    Undo our last change to a log.

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
        If there is nothing to undo, or all of it was edited since; it then stays the last change.

    Notes
    -----
    Where every cell of the last change was edited since, the one before it is planned, and a doubt
    of the plan names what is passed over; that is forgotten once the plan is applied.
    """
    path = Path(path)
    data = read_content(path)
    digest = digest_of(data)
    entries = entries_in_file(read_journal(path), digest)
    if not entries:
        raise LogError(f"There is nothing to undo in {path.absolute()}.")

    def plan(
        n: int,
        changes: Sequence[Change],
        result: EditResult,
        notes: Sequence[str] = (),
        doubts: Sequence[Doubt] = (),
    ) -> Plan:
        return Plan(
            path=path,
            what=entries[n]["what"],
            application=str(entries[n]["application"]),
            changes=tuple(changes),
            doubts=tuple(doubts),
            notes=(*notes, *result.notes),
            digest=digest,
            old=data,
            result=result,
            header_row=entries[n]["header_row"],
            is_undo=True,
            n_before=n,
        )

    last = len(entries) - 1
    earlier = _backup(path, entries[last]) if entries[last]["after"] == digest else None
    if earlier is not None:
        back = [
            Change(c.sheet, c.at, c.column, c.after, c.before, c.is_header)
            for c in _changes(entries[last])
        ]
        return plan(last, back, EditResult(earlier, {}, is_restored=True))
    try:
        book = open_file(path, data)
    except LogError as error:
        raise LogError(f"{error} Earlier copies of it are in {backups_of(path)}.") from error
    doubts: list[Doubt] = []
    for n in range(last, -1, -1):
        back, left = _still_ours(book, entries[n])
        if back:
            edits = [
                CellEdit(c.sheet, c.at, c.after, isinstance(c.after, dt.datetime)) for c in back
            ]
            result = edit_file(book, edits, [], entries[n]["header_row"])
            saved = "The file was saved since then: only cells that nobody edited are set back."
            return plan(n, back, result, [saved, *left], doubts)
        text = f"A later change cannot be undone: {entries[n]['what']}. {' '.join(left)}"
        doubts.append(Doubt(DoubtCode.PASSES_OVER, text))
    _, left = _still_ours(book, entries[last])
    if last:
        before = "change" if last == 1 else count(last, "change")
        left.append(f"The {before} before it cannot be undone either.")
    raise LogError(
        f"Nothing was undone in {path.absolute()}. The last change was: {entries[last]['what']}. "
        + " ".join(left)
    )


def forget(plan: Plan) -> None:
    """Take a change that was undone out of the journal; its backup is the log again."""
    entries = read_journal(plan.path)
    if plan.result.is_restored:
        backup = Path(entries[plan.n_before]["backup"]).name
        (backups_of(plan.path) / backup).unlink(missing_ok=True)
    write_journal(plan.path, entries[: plan.n_before])


def entries_in_file(entries: list[Entry], digest: str) -> list[Entry]:
    """Without those that are not in the file: never made, or an earlier file was put back."""
    for n in range(len(entries), 0, -1):
        if entries[n - 1]["after"] == digest:
            return entries[:n]
        if entries[n - 1]["before"] == digest:
            return entries[: n - 1]
    return entries


def _changes(entry: Entry) -> list[Change]:
    return [
        Change(
            kept["sheet"],
            (kept["at"][0], kept["at"][1]),
            kept["column"],
            value_from_json(kept["before"]),
            value_from_json(kept["after"]),
            kept["is_header"],
        )
        for kept in entry["changes"]
    ]


def _backup(path: Path, entry: Entry) -> bytes | None:
    """The bytes before a change, if the backup is still there and whole."""
    with contextlib.suppress(OSError):
        earlier = (backups_of(path) / Path(entry["backup"]).name).read_bytes()
        if digest_of(earlier) == entry["before"]:
            return earlier
    return None


def _still_ours(book: Book, entry: Entry) -> tuple[list[Change], list[str]]:
    """The cells of a change to set back, the rows that it added only whole; what is left alone."""
    changes = _changes(entry)
    rows = {(sheet, row) for sheet, row in entry["rows"]}
    others = {
        (sheet, row) for sheet, row in rows
        if sheet not in book.sheets or not _is_ours(book, sheet, row, changes)
    }  # fmt: skip
    others |= {
        (sheet, row) for sheet, row, named in entry.get("named", [])
        if sheet not in book.sheets or _has_moved(book, sheet, row, named)
    }  # fmt: skip
    left = [
        f"Row {row} of {sheet} was edited or moved since then and is left alone."
        for sheet, row in sorted(others)
    ]
    back: list[Change] = []
    for change in changes:
        if (change.sheet, change.at[0]) in others:
            continue
        if change.is_header:
            left.append(f"The added column {change.column} stays.")
        elif change.sheet not in book.sheets or not same_value(
            book.value(change.sheet, change.at), change.after
        ):
            where = f"{change.sheet}!{change.cell}"
            left.append(f"{where} was edited or moved since then and is left alone.")
        else:
            before = None if (change.sheet, change.at[0]) in rows else change.before
            back.append(Change(change.sheet, change.at, change.column, change.after, before))
    return back, left


def _has_moved(book: Book, sheet: str, row: int, named: dict[str, Any]) -> bool:
    """Whether a row that we changed is no longer where it was: another name stands there."""
    names = {int(column): value_from_json(value) for column, value in named.items()}

    def matches(number: int) -> list[bool]:
        return [same_value(book.value(sheet, (number, c)), value) for c, value in names.items()]

    same = matches(row)
    if all(same) or not any(same):
        return not all(same)
    return any(all(matches(number)) for number in book.row_numbers(sheet))


def _is_ours(book: Book, sheet: str, row: int, changes: list[Change]) -> bool:
    """Whether a row that we added holds what we wrote, formulas aside, and nothing else."""
    ours = {
        c.at[1]: c.after for c in changes
        if (c.sheet, c.at[0]) == (sheet, row) and c.after is not None
    }  # fmt: skip
    values = {
        column: value for column, value in book.row_values(sheet, row).items()
        if not isinstance(value, Formula)
    }  # fmt: skip
    return values.keys() == ours.keys() and all(same_value(values[c], v) for c, v in ours.items())
