"""Reading back: the new file differs from the old one in what was planned and in nothing else."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING

from jobsearch.errors import LogError
from jobsearch.reading.files import grids_of
from jobsearch.reading.files.grid import Grid, cell_name
from jobsearch.reading.files.xlsx import find_sheets, read_xlsx
from jobsearch.reading.files.xml import MAIN
from jobsearch.writing.workbook.cells import (
    At,
    Formula,
    Value,
    cell_text,
    parse_cell_name,
    same_value,
)
from jobsearch.writing.workbook.package import Package
from jobsearch.writing.workbook.worksheet import visible

if TYPE_CHECKING:
    from jobsearch.changes.plan import Plan

_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)""")
_CELLS = re.compile(rb"(?=<(?:[\w.-]+:)?c[\s/>])")
_NAME = re.compile(rb"""^<[\w.:-]+\s(?:[^<>]*?\s)?r\s*=\s*["'](\w+)""")
_NO_ROW = (1 << 30, b"")
_DATA = re.compile(rb"<((?:[\w.-]+:)?sheetData)\s*(?:/>|>(.*)</\1\s*>)", re.S)
_VALUE = re.compile(rb"<((?:[\w.-]+:)?v)(?:\s[^>]*)?(?:/>|>[^<]*</\1\s*>)")
# What may grow without being a cell: the reach of tables, filters, rules; how many of a thing.
_REACH = re.compile(rb"""(\s(?:ref|sqref|count|fullCalcOnLoad)\s*=\s*)(?:"[^"]*"|'[^']*')""")
_EMPTY = re.compile(rb"<([\w:.-]+)([^<>]*?)\s*/>")
_INNER_REACH = re.compile(rb"(<[\w.-]+:sqref\s*>)[^<]*")


class NotAsPlanned(LogError):
    """What was written is not what was planned; the file was not replaced."""


def check_plan(plan: Plan) -> None:
    """
    Compare the file that a plan makes with the old one, and what a reader finds with the plan.

    Parameters
    ----------
    plan : Plan

    Raises
    ------
    NotAsPlanned
        If anything but the planned cells differs.
    """
    if plan.result.is_restored:
        return
    if plan.old.startswith(b"PK"):
        new = Package(plan.result.data)
        check_package(
            Package(plan.old), new,
            cells=plan.result.cells, recalculated=plan.result.recalculated, rows=plan.rows,
        )  # fmt: skip
        check_values(_planned_rows(new, plan.result.cells), plan.result.cells)
    else:
        (before,), after = grids_of(plan.old, plan.path), grids_of(plan.result.data, plan.path)
        _check_text(before, after[0], {at for _, at in plan.result.cells})
        check_values(after, plan.result.cells)


def _planned_rows(new: Package, cells: Collection[tuple[str, At]]) -> list[Grid]:
    """The new file as the kit's reader sees it, all but the rows of planned cells left out."""
    parts: dict[str, bytes] = {}
    book = find_sheets(new.archive)
    for sheet, part in book.sheets:
        wanted = {at for where, at in cells if where == sheet}
        rows = {row for row, _ in wanted}
        xml = visible(new.read(part)) if wanted else b""
        found = _DATA.search(xml)
        if found is None:
            parts[part] = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()
            continue
        p = found[1].removesuffix(b"sheetData")
        kept = [
            b'<%brow r="%d">%b</%brow>' % (p, number, _only(row, number, wanted), p)
            for number, row in _rows(found) if number in rows
        ]  # fmt: skip
        close = b"</" + found[1] + b">"
        parts[part] = b"".join([xml[: found.start(2)], *kept, close, xml[found.end() :]])
    if book.shared["sharedStrings"] in new:  # nothing that we write is one
        parts[book.shared["sharedStrings"]] = f'<sst xmlns="{MAIN}"/>'.encode()
    return read_xlsx(new.with_parts(parts))


def check_package(
    old: Package,
    new: Package,
    *,
    cells: Mapping[tuple[str, At], Value],
    recalculated: Collection[tuple[str, At]],
    rows: Collection[tuple[str, int]],
) -> None:
    """
    Compare two workbooks part by part.

    Parameters
    ----------
    old, new : Package
        The file before and after.
    cells : mapping
        (sheet, cell) → the planned value.
    recalculated : collection
        Formula cells that may have lost their stored value.
    rows : collection
        (sheet, row) of the new rows.

    Raises
    ------
    NotAsPlanned
        If anything else differs.
    """
    sheet_of = {part: sheet for sheet, part in find_sheets(new.archive).sheets}
    if added := [n for n in new.members if n not in old.members and n not in sheet_of]:
        raise _fault(f"its part {added[0]} is new")
    for name in old.members:
        if name not in new.members:
            if not name.endswith("calcchain.xml"):
                raise _fault(f"its part {name} is missing")
        elif old.packed(name) != new.packed(name):
            if name in sheet_of:
                sheet = sheet_of[name]
                planned = {at for where, at in cells if where == sheet}
                _check_sheet(
                    old.read(name), new.read(name), sheet, planned,
                    {at for where, at in recalculated if where == sheet},
                    {row for where, row in rows if where == sheet},
                )  # fmt: skip
            elif not _only_grew(old.read(name), new.read(name)):
                raise _fault(f"its part {name} differs")


def check_values(grids: Collection[Grid], cells: Mapping[tuple[str, At], Value]) -> None:
    """
    Compare what a reader finds in the planned cells with what was planned.

    Raises
    ------
    NotAsPlanned
        If a cell reads otherwise.
    """
    rows_of = {grid.sheet: grid.rows for grid in grids}
    for (sheet, (row, position)), value in cells.items():
        if isinstance(value, Formula):
            continue
        rows = rows_of.get(sheet, [])
        line = rows[row - 1] if row <= len(rows) else []
        found = line[position] if position < len(line) else ""
        is_text = isinstance(value, str) and str(found).split() == value.split()
        is_same = is_text or same_value(found or None, value)  # type: ignore[arg-type]
        if not is_same and str(found).strip() != cell_text(value).strip():
            raise _fault(f'{sheet}!{cell_name(row, position)} reads "{found}"')


def _fault(what: str) -> NotAsPlanned:
    return NotAsPlanned(
        f"The new file was read back, and {what}, which was not planned. Nothing was written: the "
        "file is as it was. Please report this, and make the change in your spreadsheet program."
    )


def _only(row: bytes, number: int, wanted: Collection[At]) -> bytes:
    """The wanted cells of a row."""
    return b"".join(
        _alone(cell) for name, cell in _named(row) if (number, parse_cell_name(name)[1]) in wanted
    )


def _check_text(before: Grid, after: Grid, planned: set[At]) -> None:
    """Compare the records of a text file, field by field."""
    for number in range(1, max(len(before.rows), len(after.rows)) + 1):
        old = before.rows[number - 1] if number <= len(before.rows) else []
        new = after.rows[number - 1] if number <= len(after.rows) else []
        for position in range(max(len(old), len(new))):
            was = old[position] if position < len(old) else ""
            now = new[position] if position < len(new) else ""
            if was != now and (number, position) not in planned:
                raise _fault(f"{before.sheet}!{cell_name(number, position)} differs")


def _check_sheet(
    old: bytes, new: bytes, sheet: str, planned: set[At], recalculated: set[At], rows: set[int]
) -> None:
    old, new = visible(old), visible(new)
    before, after = _DATA.search(old), _DATA.search(new)
    if before is None or after is None:
        raise _fault(f"its sheet {sheet} has no cells")
    for part in (slice(0, before.start()), slice(before.end(), None)):
        other = slice(0, after.start()) if part.start == 0 else slice(after.end(), None)
        if _reachless(old[part]) != _reachless(new[other]):
            raise _fault(f"its sheet {sheet} differs outside of the cells")
    theirs = iter(_rows(before))
    old_row, was = next(theirs, _NO_ROW)
    for row, now in _rows(after):
        if row == old_row:
            if now != was:
                _check_row(was, now, sheet, row, planned, recalculated, rows)
            old_row, was = next(theirs, _NO_ROW)
        elif row > old_row:
            break
        else:
            _check_row(None, now, sheet, row, planned, recalculated, rows)
    if (old_row, was) != _NO_ROW:
        raise _fault(f"row {old_row} of {sheet} is missing")


def _rows(data: re.Match[bytes]) -> Iterator[tuple[int, bytes]]:
    """The rows of a sheet's data by their numbers, each without the first letters of its tag."""
    tag = b"<" + data[1].removesuffix(b"sheetData") + b"row"
    number = 0
    for row in (data[2] or b"").split(tag)[1:]:
        found = _ROW_NUMBER.match(row) or _ROW_NUMBER.search(row, 0, row.index(b">") + 1)
        number = int(found[1]) if found else number + 1
        yield number, row


def _check_row(
    old: bytes | None, new: bytes, sheet: str, row: int,
    planned: set[At], recalculated: set[At], rows: set[int],
) -> None:  # fmt: skip
    before, after = dict(_named(old or b"")), dict(_named(new))
    if old is None and row not in rows and not any(at[0] == row for at in planned):
        raise _fault(f"{sheet} has a row {row}")
    for name in {**before, **after}:
        was, now = _alone(before.get(name)), _alone(after.get(name))
        at = (row, parse_cell_name(name)[1])
        if was == now or at in planned:
            continue
        is_blank = b"<" not in now.partition(b">")[2]
        if was == b"" and is_blank and row in rows:
            continue  # the look of the row above
        if at in recalculated and now == _without_value(was):
            continue
        raise _fault(f"{sheet}!{name} differs")


def _named(row: bytes) -> Iterator[tuple[str, bytes]]:
    """The cells of a row by their names; the row's own tag is left out."""
    for piece in _CELLS.split(row)[1:]:
        if found := _NAME.match(piece):
            yield found[1].decode(), piece


def _alone(cell: bytes | None) -> bytes:
    """A cell without what follows it in the row."""
    if cell is None:
        return b""
    found = re.match(rb"<((?:[\w.-]+:)?c)(?:[^<>]*/>|[^<>]*>.*?</\1\s*>)", cell, re.S)
    return found[0] if found else cell


def _without_value(cell: bytes) -> bytes:
    tag, end, rest = cell.partition(b">")
    return re.sub(rb"""\st\s*=\s*["']\w+["']""", b"", tag) + end + _VALUE.sub(b"", rest)


def _reachless(xml: bytes) -> bytes:
    return _INNER_REACH.sub(rb"\1", _REACH.sub(rb"\1", xml))


def _only_grew(old: bytes, new: bytes) -> bool:
    """Whether one of two small parts is the other with some elements more."""
    # An empty element, which <x/> is short for, may have come to hold something.
    before, after = (
        re.findall(rb"<[^>]*>|[^<>]+", _EMPTY.sub(rb"<\1\2></\1>", _reachless(xml)))
        for xml in (old, new)
    )
    before, after = (
        [t.replace(b" fullCalcOnLoad=", b"") for t in tokens] for tokens in (before, after)
    )
    if len(before) > len(after):
        before, after = after, before
    rest = iter(after)
    return all(token in rest for token in before)
