"""What grows with a new row: tables, filters, the reach of drop-downs and color rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from jobsearch.reading.files.grid import Unusable, cell_name
from jobsearch.writing.workbook.formulas import Area, area_name
from jobsearch.writing.workbook.worksheet import (
    ATTRIBUTES,
    Splice,
    WorksheetXml,
    area_of,
    attributes_of,
    root_prefix,
    spliced,
    visible,
    with_attribute,
)


@dataclass(frozen=True)
class ExcelTable:
    """A table of a sheet: its part, its name, its area, and whether its last row holds totals."""

    part: str
    name: str
    area: Area
    has_totals: bool
    xml: bytes


def read_table(part: str, xml: bytes, sheet: str) -> ExcelTable:
    """What a table's part says."""
    seen = visible(xml)
    root_prefix(seen, "table")
    found = re.search(rb"<(?:[\w.-]+:)?table" + ATTRIBUTES + rb"\s*>", seen)
    a = attributes_of(found[1]) if found else {}
    area = area_of(a["ref"], sheet)
    has_totals = int(a.get("totalsRowCount", "0")) > 0
    return ExcelTable(part, a.get("displayName", a.get("name", "")), area, has_totals, xml)


def grown_table(table: ExcelTable, area: Area) -> bytes:
    """The table's part when it covers this area; its filter grows with it."""
    seen, splices = visible(table.xml), []
    for element in ("table", "autoFilter"):
        tag = re.compile(rb"<(?:[\w.-]+:)?" + element.encode() + ATTRIBUTES + rb"\s*/?>")
        if found := tag.search(seen):
            new = with_attribute(table.xml[slice(*found.span())], "ref", area_name(area))
            splices.append((found.start(), found.end(), new))
    return spliced(table.xml, splices)


def with_column(table: ExcelTable, header: str) -> bytes:
    """The table's part with one more column on its right."""
    area = Area(
        table.area.sheet, table.area.top, table.area.left, table.area.bottom, table.area.right + 1
    )
    xml = grown_table(table, area)
    seen = visible(xml)
    columns = re.compile(rb"<(?:[\w.-]+:)?tableColumns" + ATTRIBUTES + rb"\s*>").search(seen)
    close = re.compile(rb"</((?:[\w.-]+:)?)tableColumns\s*>").search(seen)
    if columns is None or close is None:
        raise Unusable("has a table without columns. Nothing was written.")
    ids = [
        int(n) for n in re.findall(rb"""<(?:[\w.-]+:)?tableColumn\s[^>]*?\bid=["'](\d+)""", seen)
    ]
    count = attributes_of(columns[1]).get("count", str(len(ids)))
    name = escape(header).replace("\n", "_x000a_")
    new = f'<{close[1].decode()}tableColumn id="{max(ids, default=0) + 1}" name="{name}"/>'
    tag = with_attribute(xml[slice(*columns.span())], "count", str(int(count) + 1))
    return spliced(xml, [(*columns.span(), tag), (close.start(), close.start(), new.encode())])


def grown_ranges(sheet: WorksheetXml, last: int, new: int) -> list[Splice]:
    """
    What lets the sheet's filter, color rules and drop-downs cover a new row below the last.

    Parameters
    ----------
    sheet : Sheet
    last, new : int
        The last row so far, the row that is new.
    """
    splices: list[Splice] = []
    tail, offset = sheet.seen[sheet.data_end :], sheet.data_end
    covered = [a for _, _, ref, is_choice in _reaches(tail) if is_choice for a in _areas(ref)]
    for start, end, ref, is_choice in _reaches(tail):
        grown = _grown(ref, last, new, covered if is_choice else [])
        if grown != ref:
            splices.append((offset + start, offset + end, grown.encode()))
    p = sheet.prefix.encode()
    found = re.search(rb"<" + p + rb"autoFilter" + ATTRIBUTES + rb"\s*/?>", tail)
    if found and "ref" in attributes_of(found[1]):
        ref = attributes_of(found[1])["ref"]
        tag = with_attribute(found[0], "ref", _grown(ref, last, new, []))
        splices.append((offset + found.start(), offset + found.end(), tag))
    return splices


def _reaches(tail: bytes) -> Iterator[tuple[int, int, str, bool]]:
    """Where a color rule or drop-down says what it covers: from, to, the text, is a drop-down."""
    tag = re.compile(
        rb"""<(?:[\w.-]+:)?(conditionalFormatting|dataValidation)\s[^<]*?\bsqref\s*=\s*["']([^"']*)"""
    )
    for found in tag.finditer(tail):
        yield *found.span(2), found[2].decode(), found[1] == b"dataValidation"
    block = re.compile(
        rb"<([\w.-]+:(?:conditionalFormatting|dataValidation))[\s>].*?</\1\s*>", re.S
    )
    inner = re.compile(rb"<([\w.-]+:sqref)\s*>([^<]*)</")
    for around in block.finditer(tail):
        for found in inner.finditer(tail, *around.span()):
            yield *found.span(2), found[2].decode(), around[1].endswith(b"dataValidation")


def _areas(ref: str) -> list[Area]:
    return [area_of(one) for one in ref.split()]


def _grown(ref: str, last: int, new: int, covered: list[Area]) -> str:
    """The text of a ``sqref`` whose ranges that end on the last row end on the new one."""
    ends = []
    for one in ref.split():
        area = area_of(one)
        ends_here = area.bottom == last and area.top < last
        taken = any(
            a.top <= new <= a.bottom and a.left <= area.right and area.left <= a.right
            for a in covered
        )
        if ends_here and not taken:
            one = area_name(Area("", area.top, area.left, new, area.right))
        ends.append(one)
    return " ".join(ends)


def grown_dimension(sheet: WorksheetXml, row: int, position: int) -> list[Splice]:
    """What lets the sheet's stated size cover a cell."""
    tag = rb"<" + sheet.prefix.encode() + rb"dimension" + ATTRIBUTES + rb"\s*/?>"
    found = re.search(tag, sheet.seen[: sheet.data_start])
    ref = attributes_of(found[1]).get("ref") if found else None
    if found is None or ref is None:
        return []
    area = area_of(ref)
    if sheet.is_blank:
        area = Area("", row, position, row, position)
    grown = Area(
        "",
        min(area.top, row),
        min(area.left, position),
        max(area.bottom, row),
        max(area.right, position),
    )
    if grown == area and not sheet.is_blank:
        return []
    name = f"{cell_name(grown.top, grown.left)}:{cell_name(grown.bottom, grown.right)}"
    return [(found.start(), found.end(), with_attribute(found[0], "ref", name))]
