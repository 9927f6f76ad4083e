"""`Table`: one typed sheet, which knows the cells that it was read from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from jobsearch.log import TableReading
from jobsearch.reading.problems import ProblemCode, Problems
from jobsearch.schema import Sheet


class Origin(NamedTuple):
    """The cell that a row was made from: its sheet, row, column from 0, and the header there."""

    sheet: str
    row: int
    place: int
    header: str


@dataclass
class Table:
    """
    A sheet as a typed table, and where its columns stand, so that a message can name a cell.

    ``wrong`` says for each column of dates which rows hold something that is none, ``raw`` the
    cells of each column as they stand in the file. ``origin`` has the cell that each row was made
    from, None for those of the table's own sheet; empty where all are.
    """

    sheet: Sheet
    name: str
    rows: pd.DataFrame
    places: dict[str, int]
    wrong: dict[str, np.ndarray] = field(default_factory=dict)
    reading: TableReading | None = None
    assumed: list[str] = field(default_factory=list)
    raw: dict[str, Sequence[object]] = field(default_factory=dict)
    origin: list[Origin | None] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The name of the table among all: that of its sheet, if it has one of its own."""
        return self.reading.sheet if self.reading is not None else self.name

    def add_problems(
        self,
        problems: Problems,
        code: ProblemCode,
        where: np.ndarray,
        column: str,
        texts: list[str] | str,
    ) -> None:
        """A problem for each row of the mask `where`, at `column` or at what stands for it."""
        if not where.any():
            return
        name = next((n for n in (column, "status", "response") if n in self.places), column)
        header = next(c.header for c in self.sheet.columns if c.name == name)
        if self.reading is not None:
            header = self.reading.columns.get(name, header)
        chosen = self.rows.loc[where, ["row", name]]
        positions = np.flatnonzero(where).tolist()
        pairs = zip(positions, chosen["row"].tolist(), chosen[name].tolist(), strict=True)
        for nth, (position, row, value) in enumerate(pairs):
            own = Origin(self.name, row, self.places.get(name, 0), header)
            at = (self.origin[position] if self.origin else None) or own
            problems.add(
                code,
                at.sheet,
                at.row,
                at.place,
                column=at.header,
                value="" if pd.isna(value) else as_text(value),
                problem=texts if isinstance(texts, str) else texts[nth],
            )


def as_text(value: object) -> str:
    """A date as 2026-03-14, a moment as 2026-03-14 15:30, anything else as itself."""
    if isinstance(value, pd.Timestamp):
        whole_day = value == value.normalize()
        return value.strftime("%Y-%m-%d" if whole_day else "%Y-%m-%d %H:%M")
    return str(value)
