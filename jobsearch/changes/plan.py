"""A change before it is made: a table of cells with what they hold and what they will hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch.changes.doubts import Doubt
from jobsearch.log import Log
from jobsearch.reading.files.grid import cell_name
from jobsearch.writing.workbook.cells import At, Formula, Value, cell_text

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch.writing.workbook.edit import EditResult


@dataclass(frozen=True)
class Change:
    """One cell: where it is, under which header, what it holds, what it will hold."""

    sheet: str
    at: At
    column: str
    before: Value
    after: Value
    is_header: bool = False

    @property
    def cell(self) -> str:
        """The cell's name, such as "H14"."""
        return cell_name(*self.at)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """
    A change to a log that is not made yet; `jobsearch.changes.apply` makes it.

    Attributes
    ----------
    path : Path
        The log.
    what : str
        The change in words; of what `undo` plans, the change that is undone.
    changes : tuple of Change
    doubts : tuple of Doubt
        Why it may not be meant, each with a code and a sentence.
    notes : tuple of str
        What else is worth knowing.
    table : DataFrame
        ``sheet, cell, column, before, after``.
    is_undo : bool
        It is what `undo` plans.
    n_before : int
        Then: how many changes the journal has before the one that is undone.
    named : mapping
        Sheet and row that exist already → column → what tells this row from others.
    before : Log, optional
        The log as it was read; None for what `undo` plans.
    log : Log
        The log as it will be, or as it is once this was applied.
    """

    path: Path
    what: str
    application: str
    changes: tuple[Change, ...]
    digest: str
    old: bytes
    result: EditResult
    rows: tuple[tuple[str, int], ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()
    at: dt.date | None = None
    header_row: int = 1
    sheet: str | None = None
    is_undo: bool = False
    n_before: int = 0
    named: Mapping[tuple[str, int], Mapping[int, Value]] = field(default_factory=dict)
    before: Log | None = None

    @property
    def title(self) -> str:
        """What it does, in words."""
        return f"Undo: {self.what}" if self.is_undo else self.what

    @property
    def is_new_application(self) -> bool:
        """Whether all it does is to add an application."""
        added = {*self.rows}
        return bool(added) and all(
            c.sheet == self.sheet and (c.is_header or (c.sheet, c.at[0]) in added)
            for c in self.changes
        )

    @property
    def table(self) -> pd.DataFrame:
        """The changes, a row for each cell."""
        import pandas as pd

        rows = [
            (c.sheet, c.cell, c.column, cell_text(c.before), cell_text(c.after))
            for c in self.changes
        ]
        return pd.DataFrame(
            rows, columns=["sheet", "cell", "column", "before", "after"], dtype="str"
        )

    @cached_property
    def is_checked(self) -> bool:
        """Whether the new file, read back, is as planned; NotAsPlanned where it is not."""
        from jobsearch.changes.verify import check_plan

        check_plan(self)
        return True

    @cached_property
    def log(self) -> Log:
        """The log as it will be; for a `Plan` that was applied, as it is."""
        from jobsearch.reading import log_from_grids, settings_path
        from jobsearch.reading.files import grids_of, read_content
        from jobsearch.writing.file_safety import digest_of

        digest = digest_of(self.result.data)
        grids = grids_of(self.result.data, self.path)
        own = settings_path(self.path)
        beside = grids_of(read_content(own), own)[0] if own.is_file() else None
        return log_from_grids(
            grids, path=str(self.path), sheet=self.sheet, beside=beside, digest=digest
        )


def value_to_json(value: Value) -> object:
    """
    A value as JSON keeps it.

    Examples
    --------
    >>> value_to_json(dt.date(2026, 3, 14))
    {'day': '2026-03-14'}
    """
    if isinstance(value, Formula):
        return {"formula": value.text}
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    return value


def value_from_json(value: object) -> Value:
    """The value that `value_to_json` turned into this."""
    if isinstance(value, dict):
        ((kind, text),) = value.items()
        if kind == "formula":
            return Formula(text)
        return dt.datetime.fromisoformat(text) if kind == "moment" else dt.date.fromisoformat(text)
    assert value is None or isinstance(value, (str, int, float))
    return value
