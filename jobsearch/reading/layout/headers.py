"""Which row of a sheet is its header, and which column is which of ours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from jobsearch.reading.files.grid import Grid
from jobsearch.schema import APPLICATIONS, SETTINGS_SHEET, Sheet
from jobsearch.spelling import normal, plain

if TYPE_CHECKING:
    from jobsearch.reading.layout.wide_columns import WideColumn

ROWS_SEARCHED = 30
MOST_COLUMNS = 500  # no log has more, and looking at each takes time


class Header(NamedTuple):
    """
    The header of one sheet: its 0-based row, and the 0-based column of each of our names.

    ``wide`` are the columns that hold what our other sheets do, ``status_date`` the column that
    dates the status, ``assumed`` the columns of ours that only their cells speak for.
    """

    row: int
    columns: dict[str, int]
    texts: tuple[str, ...]
    wide: tuple[WideColumn, ...] = ()
    status_date: int | None = None
    assumed: tuple[str, ...] = ()

    @property
    def is_own(self) -> bool:
        """Whether it is the header of the kit's own sheet, with every column."""
        return len(self.columns) >= len(APPLICATIONS.columns) and not self.wide

    def not_used(self) -> list[tuple[str, int]]:
        """The headers that are none of ours, with their columns."""
        used = {*self.columns.values(), *(w.place for w in self.wide)}
        used |= {w.date_place for w in self.wide}
        used |= set() if self.status_date is None else {self.status_date}
        return [(t, i) for i, t in enumerate(self.texts) if t and i not in used]


def find_header(
    grid: Grid, sheet: Sheet, own: Mapping[str, str], *, row: int | None = None
) -> Header | None:
    """
    The header row that fits `sheet` best, or None.

    `own` are the user's `column: NAME` settings, our name → the header in this file; `row` is the
    0-based row that the user named.
    """
    found: list[Header] = []
    for loosely in (False, True):
        # Typos and cells cost time: they are looked at where there is a header, else everywhere.
        searched: Iterable[int] = range(min(len(grid.rows), ROWS_SEARCHED))
        if row is not None:
            searched = [row]
        elif found:
            searched = [found[0].row]
        found = []
        for number in searched:
            texts = tuple(_header_text(c) for c in grid.rows[number])
            if 2 <= sum(map(bool, texts)) <= MOST_COLUMNS:
                matched, assumed = _match(grid, number, texts, sheet, own, loosely=loosely)
                columns = {c.name: matched[c.name] for c in sheet.columns if c.name in matched}
                found.append(Header(number, columns, texts, assumed=assumed))
                if len(columns) == len(sheet.columns):
                    return found[-1]  # no other row can fit better
        found = [h for h in found if _is_enough(h, sheet, grid)]
        found.sort(key=lambda h: -len(h.columns))
    if not found:
        return None
    header = found[0]
    if sheet is not APPLICATIONS:
        return header
    from jobsearch.reading.layout.wide_columns import find_wide

    wide, status_date = find_wide(grid, header.row, header.texts, header.columns)
    return header._replace(wide=tuple(wide), status_date=status_date)


def _match(
    grid: Grid,
    row: int,
    texts: tuple[str, ...],
    sheet: Sheet,
    own: Mapping[str, str],
    *,
    loosely: bool,
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Our names → their columns; those that only their cells speak for."""
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if text:
            places.setdefault(plain(text), []).append(place)
    headers = {normal(column.header): column.name for column in sheet.columns}
    if not own and headers.keys() <= places.keys():
        return {name: places[said][0] for said, name in headers.items()}, ()
    from jobsearch.reading.layout.matching import match

    return match(grid, row, texts, places, sheet, own, loosely=loosely)


def _header_text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _is_enough(header: Header, sheet: Sheet, grid: Grid) -> bool:
    columns = header.columns
    if sheet is SETTINGS_SHEET:
        return {"setting", "value"} <= columns.keys()
    if sheet is not APPLICATIONS:
        return "application" in columns
    named = bool({"company", "role"} & columns.keys())
    told = bool({"applied_on", "status", "response_on", "response"} & columns.keys())
    if normal(grid.sheet) == normal(sheet.name):  # ours, where any column may be missing
        return (named or told) and len(columns) > 1
    if named and not told:
        from jobsearch.reading.layout.wide_columns import find_wide

        told = bool(find_wide(grid, header.row, header.texts, columns)[0])
    return named and told
