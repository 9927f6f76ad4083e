"""The list that everything goes on that a reader could not understand."""

from __future__ import annotations

import pandas as pd

from jobsearch.reading.files.grid import cell_name

COLUMNS = ("sheet", "cell", "column", "value", "problem")


class Problems:
    """Problems in the order in which they are found; `table` makes them a DataFrame."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, int, int, str, str, str]] = []

    def add(
        self, sheet: str, row: int, position: int, *, column: str, value: object, problem: str
    ) -> None:
        """Note a problem at sheet row ``row`` (1-based) and column ``position`` (0-based)."""
        self._rows.append((sheet, row, position, column, shown(value), problem))

    def table(self, sheets: list[str]) -> pd.DataFrame:
        """``sheet, cell, column, value, problem``, by sheet as in `sheets`, then by row."""
        order = {sheet: place for place, sheet in enumerate(sheets)}
        rows = sorted(self._rows, key=lambda r: (order.get(r[0], len(order)), r[1], r[2]))
        cells = [(r[0], cell_name(r[1], r[2]), r[3], r[4], r[5]) for r in rows]
        return pd.DataFrame(cells, columns=list(COLUMNS), dtype="str")


def shown(value: object) -> str:
    """A cell's value as a person would see it, on a line, without what steers a terminal."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())
    return text if len(text) <= 60 else text[:59] + "…"
