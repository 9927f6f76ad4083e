"""Formulas: the cells that they look at, the same formula further down, what depends on what."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from jobsearch.reading.files.grid import cell_name
from jobsearch.writing.workbook.cells import At, column_number

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_CELL = r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![\w.(\[!])"
_SHEET = r"(?P<sheet>'(?:[^']|'')+'|(?:\[\d+\])?[^\W\d][\w.]*(?::[^\W\d][\w.]*)?|\[\d+\])!"
# Quoted text first, so that nothing in it is taken for a name; then what names cells.
_TOKEN = re.compile(
    rf"""
      "(?:[^"]|"")*"
    | (?:{_SHEET})?(?:
          (?P<area>{_CELL}(?:[:]{_CELL})?)
        | (?P<columns>(\$?)([A-Za-z]{{1,3}}):(\$?)([A-Za-z]{{1,3}})(?![\w.(\[!]))
        | (?P<rows>(\$?)([0-9]{{1,7}}):(\$?)([0-9]{{1,7}})(?![\w.(\[!]))
      )
    | (?P<table>[^\W\d][\w.\\]*)?(?P<brackets>\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])
    | (?:{_SHEET.replace("sheet", "of")})?(?P<name>[^\W\d][\w.\\?]*)(?P<call>\s*\()?
    | [0-9.]+(?:[Ee][+-]?[0-9]+)?
    | .
    """,
    re.X | re.S,
)
_ROW = re.compile(r"(\$?[A-Za-z]{1,3})?(\$?)([0-9]{1,7})")
_COLUMN = re.compile(r"(\$?)([A-Za-z]{1,3})")
# Their value hangs on cells that the formula does not name.
_ANYWHERE = {"INDIRECT", "OFFSET"}


@dataclass(frozen=True)
class Area:
    """Cells that a formula looks at; rows from 1, columns from 0, both ends included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Cell:
    """
    A cell with a formula: where it is, and how far below and beside the written formula it stands.

    ``spill`` are the cells that an array formula fills.
    """

    sheet: str
    at: At
    text: str
    rows_below: int = 0
    columns_beside: int = 0
    spill: tuple[At, At] | None = None


@dataclass
class DefinedNames:
    """What formulas name: tables as areas, defined names as formulas, both case-folded."""

    tables: dict[str, Area] = field(default_factory=dict)
    defined: dict[str, str] = field(default_factory=dict)


def moved(formula: str, rows: int) -> str:
    """
    The formula as it reads so many rows further down.

    Examples
    --------
    >>> moved('IF(A2="B2",SUM($C$2:C2),Log!D:D)', 1)
    'IF(A3="B2",SUM($C$2:C3),Log!D:D)'
    """

    def replaced(found: re.Match[str]) -> str:
        named = found["area"] or found["rows"]
        if not named:
            return found[0]
        text = _ROW.sub(down, named)
        return "#REF!" if "#REF!" in text else found[0].removesuffix(named) + text

    def down(found: re.Match[str]) -> str:
        column, is_fixed, row = found.groups("")
        number = int(row) + (0 if is_fixed else rows)
        return f"{column}{is_fixed}{number}" if 1 <= number <= _LAST_ROW else "#REF!"

    return _TOKEN.sub(replaced, formula)


def areas(cell: Cell, names: DefinedNames) -> Iterator[Area | None]:
    """What a formula looks at; None where that cannot be told from its text."""
    yield from _areas(cell.text, cell, names, set())


def _areas(text: str, cell: Cell, names: DefinedNames, seen: set[str]) -> Iterator[Area | None]:
    down, beside = cell.rows_below, cell.columns_beside
    for found in _TOKEN.finditer(text):
        sheet = _sheet(found["sheet"], cell.sheet)
        if found["area"] or found["columns"] or found["rows"]:
            if sheet == "":
                continue  # of another file
            if sheet is None:
                yield None
                continue
            named = found["area"] or found["columns"] or found["rows"]
            rows = [int(r) + (0 if b else down) for _, b, r in _ROW.findall(named)]
            columns = [column_number(c.upper()) + (0 if a else beside)
                       for a, c in _COLUMN.findall(named)]  # fmt: skip
            rows, columns = rows or [1, _LAST_ROW], columns or [0, _LAST_COLUMN - 1]
            yield Area(sheet, min(rows), min(columns), max(rows), max(columns))
        elif found["brackets"]:
            yield from _table_area(found["table"], found["brackets"], cell, names)
        elif found["name"] and found["call"]:
            if found["name"].upper().removeprefix("_XLFN.") in _ANYWHERE:
                yield None
        elif found["name"]:
            name = found["name"].casefold()
            if name in names.tables:
                yield names.tables[name]
            elif name in names.defined and name not in seen:
                yield from _areas(names.defined[name], cell, names, {*seen, name})


def _sheet(prefix: str | None, own: str) -> str | None:
    """The sheet of a prefix, case-folded; "" for another file, None for several sheets."""
    if prefix is None:
        return own.casefold()
    name = prefix[1:-1].replace("''", "'") if prefix.startswith("'") else prefix
    if "[" in name:
        return ""
    return None if ":" in name else name.casefold()


def _table_area(
    table: str | None, brackets: str, cell: Cell, names: DefinedNames
) -> Iterator[Area | None]:
    inside = brackets[1:-1].strip()
    if table is None and inside.isdigit():
        return  # another file's number
    if table is not None:
        area = names.tables.get(table.casefold())
    else:
        around = [a for a in names.tables.values() if _holds(a, cell.sheet, cell.at)]
        area = around[0] if around else None
    if area is None:
        yield None
    elif inside.startswith("@") or "#this row" in inside.casefold():
        row = cell.at[0]
        yield Area(area.sheet, row, area.left, row, area.right)
    else:
        yield area


def _holds(area: Area, sheet: str, at: At) -> bool:
    return (
        area.sheet == sheet.casefold()
        and area.top <= at[0] <= area.bottom
        and area.left <= at[1] <= area.right
    )


def dependents(
    cells: Iterable[Cell], changed: Mapping[str, Iterable[At]], names: DefinedNames
) -> set[tuple[str, At]]:
    """
    The formula cells whose value can hang on the changed cells, directly or through others.

    Parameters
    ----------
    cells : iterable of Cell
        All formula cells of the workbook.
    changed : mapping
        Sheet → cells that changed.
    names : Names
        Its tables and defined names.

    Returns
    -------
    set of (sheet, cell)
        What an array formula fills included.

    Examples
    --------
    >>> cells = [
    ...     Cell("Log", (9, 0), "SUM(B2:B8)"),
    ...     Cell("Sum", (1, 0), "Log!A9"),
    ...     Cell("Sum", (2, 0), "Log!C9"),
    ... ]
    >>> sorted(dependents(cells, {"Log": [(3, 1)]}, DefinedNames()))
    [('Log', (9, 0)), ('Sum', (1, 0))]
    """
    left = [(cell, list(areas(cell, names))) for cell in cells]
    dirty = _Dirty()
    for sheet, at in changed.items():
        dirty.add(sheet, at)
    found: set[tuple[str, At]] = set()
    while True:
        hit = [p for p in left if any(a is None or dirty.touches(a) for a in p[1])]
        if not hit:
            return found
        gone = {id(cell) for cell, _ in hit}
        left = [p for p in left if id(p[0]) not in gone]
        for cell, _ in hit:
            filled = _filled(cell)
            found.update((cell.sheet, at) for at in filled)
            dirty.add(cell.sheet, filled)


def _filled(cell: Cell) -> list[At]:
    if cell.spill is None:
        return [cell.at]
    (top, left), (bottom, right) = cell.spill
    return [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]


class _Dirty:
    """Changed cells by sheet and column, their rows in order."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, int], list[int]] = {}
        self._columns: dict[str, set[int]] = {}

    def add(self, sheet: str, cells: Iterable[At]) -> None:
        touched = set()
        for row, column in cells:
            key = (sheet.casefold(), column)
            self._rows.setdefault(key, []).append(row)
            self._columns.setdefault(key[0], set()).add(column)
            touched.add(key)
        for key in touched:
            self._rows[key].sort()

    def touches(self, area: Area) -> bool:
        for column in self._columns.get(area.sheet, ()):
            if area.left <= column <= area.right:
                rows = self._rows[area.sheet, column]
                first = bisect_left(rows, area.top)
                if first < len(rows) and rows[first] <= area.bottom:
                    return True
        return False


def area_name(area: Area) -> str:
    """The area's name as a table's or a filter's ``ref`` spells it."""
    first = cell_name(area.top, area.left)
    last = cell_name(area.bottom, area.right)
    return first if first == last else f"{first}:{last}"
