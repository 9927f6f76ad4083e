"""One worksheet's XML: where its rows and cells stand, and the same text with some of them new."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jobsearch.reading.files.archive import DAMAGED
from jobsearch.reading.files.grid import Unusable
from jobsearch.reading.files.xml import DOCTYPE, MAIN, is_utf8
from jobsearch.writing.workbook.cells import At, parse_cell_name
from jobsearch.writing.workbook.formulas import Area, Cell

Splice = tuple[int, int, bytes]  # from, to, what stands there instead

ATTRIBUTES = rb"""((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)"""
_ATTRIBUTE = re.compile(rb"""\s+([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_NOT_SEEN = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.S)
_ROOT = re.compile(rb"<((?:[\w.-]+:)?)(\w+)" + ATTRIBUTES + rb"\s*/?>")
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT = (
    "is a strict Open XML workbook, and jobsearch cannot write to those. Save it as an ordinary "
    "Excel workbook (.xlsx)."
)


ENCODED = (
    "does not keep its cells in UTF-8, and jobsearch cannot write to those. Save it in your "
    "spreadsheet program and repeat."
)


@dataclass(frozen=True)
class Row:
    """A row: its number, where its tag starts, where its cells do, where they and it end."""

    number: int
    start: int
    inside: int
    close: int
    end: int


@dataclass(frozen=True)
class Found:
    """A cell: its column, where it stands in the text, its attributes, and what it holds."""

    position: int
    start: int
    end: int
    attributes: dict[str, str]
    content: bytes

    def first(self, element: str) -> tuple[dict[str, str], bytes] | None:
        """Attributes and text of its first child of this name."""
        return child(self.content, element)


def visible(xml: bytes) -> bytes:
    """The same text with blanks for comments and the like: what is found in it is markup."""
    if not is_utf8(xml[:1000]):
        raise Unusable(ENCODED)
    if b"<!DOCTYPE" in xml[:10_000]:
        raise Unusable(DOCTYPE)
    if b"<!" not in xml and xml.find(b"<?", 5) < 0:
        return xml
    return _NOT_SEEN.sub(lambda m: b" " * len(m[0]), xml)


def attributes_of(tag: bytes) -> dict[str, str]:
    """The attributes of a tag, by their names as they are spelled."""
    return {n.decode(): (a or b).decode() for n, a, b in _ATTRIBUTE.findall(tag)}


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """A start tag with an attribute that it has or does not have yet set to a value."""
    old = re.compile(rb"(\s" + name.encode() + rb"""\s*=\s*)(["'])(.*?)\2""")
    if old.search(tag):
        return old.sub(lambda m: m[1] + m[2] + value.encode() + m[2], tag, count=1)
    end = -2 if tag.endswith(b"/>") else -1
    return tag[:end].rstrip() + f' {name}="{value}"'.encode() + tag[end:]


def without_attributes(tag: bytes, *names: str) -> bytes:
    """A start tag without some attributes."""
    return re.sub(rb"""\s+(?:%s)\s*=\s*(["']).*?\1""" % "|".join(names).encode(), b"", tag)


def child(content: bytes, element: str) -> tuple[dict[str, str], bytes] | None:
    """Attributes and content of the first element of this name, whatever its prefix."""
    found = re.search(
        rb"<((?:[\w.-]+:)?" + element.encode() + rb")" + ATTRIBUTES + rb"\s*(?:/>|>(.*?)</\1\s*>)",
        content,
        re.S,
    )
    return found and (attributes_of(found[2]), found[3] or b"")


def root_prefix(seen: bytes, element: str) -> str:
    """The prefix of a part's root, such as "x:"; Unusable where it is another element."""
    root = _ROOT.search(seen)
    if root is None or root[2] != element.encode():
        raise Unusable(DAMAGED)
    space = b"xmlns:" + root[1][:-1] if root[1] else b"xmlns"
    names = {n: a or b for n, a, b in _ATTRIBUTE.findall(root[3])}
    if names.get(space) == _STRICT:
        raise Unusable(STRICT)
    if names.get(space) != MAIN.encode():
        raise Unusable(DAMAGED)
    return root[1].decode()


def spliced(xml: bytes, splices: list[Splice]) -> bytes:
    """The text with these pieces put in; they may not overlap."""
    pieces, at = [], 0
    for start, end, piece in sorted(splices, key=lambda s: (s[0], s[1])):
        if start < at:
            raise Unusable(DAMAGED)
        pieces += [xml[at:start], piece]
        at = end
    return b"".join([*pieces, xml[at:]])


class WorksheetXml:
    """
    A worksheet.

    Raises
    ------
    Unusable
        If it is a strict or damaged one.
    """

    def __init__(self, xml: bytes, name: str) -> None:
        self.name, self.xml, self.seen = name, xml, visible(xml)
        self.prefix = root_prefix(self.seen, "worksheet")
        p = self.prefix.encode()
        data = re.search(rb"<" + p + rb"sheetData\s*(/?)>", self.seen)
        if data is None:
            raise Unusable(DAMAGED)
        self.is_blank = bool(data[1])
        self.data_tag = data.span()
        self.data_start = data.end()
        close = b"</" + p + b"sheetData"
        self.data_end = self.data_start if data[1] else self.seen.index(close, data.end())
        self._cell = re.compile(
            rb"<" + p + rb"c" + ATTRIBUTES + rb"\s*(?:/>|>(.*?)</" + p + rb"c\s*>)", re.S
        )
        self._formula = re.compile(
            rb"<" + p + rb"c" + ATTRIBUTES + rb"\s*>\s*<" + p + rb"f" + ATTRIBUTES
            + rb"\s*(?:/>|>([^<]*)</)"
        )  # fmt: skip
        self.rows = self._find_rows(p)
        self._numbers = [row.number for row in self.rows]

    def _find_rows(self, p: bytes) -> list[Row]:
        tag = re.compile(rb"<" + p + rb"""row((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
        number_of = re.compile(rb"""\sr\s*=\s*["'](\d+)""")
        closing, rows, number = b"</" + p + b"row", [], 0
        for found in tag.finditer(self.seen, self.data_start, self.data_end):
            said = number_of.search(found[1])
            before, number = number, int(said[1]) if said else number + 1
            if number <= before:
                raise Unusable(DAMAGED)
            close = end = found.end()
            if not found[1].endswith(b"/"):
                close = self.seen.index(closing, found.end())
                end = self.seen.index(b">", close) + 1
            rows.append(Row(number, found.start(), found.end(), close, end))
        return rows

    def row(self, number: int) -> Row | None:
        """The row of this number, if the file has it."""
        position = bisect_left(self._numbers, number)
        found = self.rows[position : position + 1]
        return found[0] if found and found[0].number == number else None

    def cells(self, number: int) -> list[Found]:
        """The cells of a row, in their order."""
        row, found, position = self.row(number), [], -1
        for match in self._cell.finditer(self.seen, row.inside, row.close) if row else ():
            attributes = attributes_of(match[1])
            position = parse_cell_name(attributes["r"])[1] if "r" in attributes else position + 1
            content = self.xml[slice(*match.span(2))] if match[2] is not None else b""
            found.append(Found(position, match.start(), match.end(), attributes, content))
        return found

    def cell(self, at: At) -> Found | None:
        """One cell, if the file has it."""
        return next((cell for cell in self.cells(at[0]) if cell.position == at[1]), None)

    def row_attributes(self, number: int) -> dict[str, str]:
        """The attributes of a row."""
        row = self.row(number)
        return attributes_of(self.seen[row.start : row.inside]) if row else {}

    def column_style(self, position: int) -> str | None:
        """The style that the column gives to cells which the file does not have."""
        tag = rb"<" + self.prefix.encode() + rb"col" + ATTRIBUTES + rb"\s*/?>"
        for found in re.finditer(tag, self.seen[: self.data_start]):
            a = attributes_of(found[1])
            if int(a.get("min", 0)) <= position + 1 <= int(a.get("max", 0)):
                return a.get("style")
        return None

    def merged(self, at: At) -> bool:
        """Whether a cell is part of a merged one."""
        tag = rb"<" + self.prefix.encode() + rb"mergeCell(?=\s)" + ATTRIBUTES
        return any(
            inside(attributes_of(found[1]).get("ref", ""), at)
            for found in re.finditer(tag, self.seen[self.data_end :])
        )

    def formulas(self) -> Iterator[tuple[Cell, dict[str, str]]]:
        """Its formula cells, and the attributes of each formula; a shared one with its own text."""
        shared: dict[str, Cell] = {}
        for found in self._formula.finditer(self.seen, self.data_start, self.data_end):
            said, kind = attributes_of(found[1]), attributes_of(found[2])
            at = parse_cell_name(said["r"]) if "r" in said else self._position(found.start())
            text = entities(self.xml[slice(*found.span(3))]) if found[3] is not None else ""
            cell = Cell(self.name, at, text)
            if kind.get("t") == "shared" and text:
                shared[kind.get("si", "")] = cell
            elif kind.get("t") == "shared" and kind.get("si", "") in shared:
                master = shared[kind.get("si", "")]
                below, beside = at[0] - master.at[0], at[1] - master.at[1]
                cell = Cell(self.name, at, master.text, below, beside)
            elif kind.get("t") in {"array", "dataTable"} and "ref" in kind:
                area = area_of(kind["ref"])
                spill = ((area.top, area.left), (area.bottom, area.right))
                cell = Cell(self.name, at, text or "INDIRECT()", spill=spill)
            yield cell, kind

    def _position(self, offset: int) -> At:
        """The cell that starts at this position of the text."""
        starts = [row.start for row in self.rows]
        row = self.rows[bisect_left(starts, offset) - 1]
        cell = next(c for c in self.cells(row.number) if c.start == offset)
        return row.number, cell.position

    def splices(self, cells: Mapping[At, bytes], like: Mapping[int, int]) -> list[Splice]:
        """
        What puts these cells in.

        Parameters
        ----------
        cells : mapping
            Cell → its XML, whole.
        like : mapping
            New row → the row whose height and look it takes.
        """
        rows: dict[int, dict[int, bytes]] = {}
        for (number, position), cell in cells.items():
            rows.setdefault(number, {})[position] = cell
        found: list[Splice] = []
        new: list[bytes] = []
        for number in sorted(rows):
            row = self.row(number)
            if row is not None:
                found += self._row_splices(row, rows[number])
                continue
            xml = self._new_row(number, rows[number], like.get(number))
            after = bisect_left(self._numbers, number)
            if after < len(self.rows):
                found.append((self.rows[after].start, self.rows[after].start, xml))
            else:
                new.append(xml)
        if new and self.is_blank:
            p = self.prefix.encode()
            body = b"<" + p + b"sheetData>" + b"".join(new) + b"</" + p + b"sheetData>"
            found.append((*self.data_tag, body))
        elif new:
            found.append((self.data_end, self.data_end, b"".join(new)))
        return found

    def _row_splices(self, row: Row, cells: dict[int, bytes]) -> list[Splice]:
        there = self.cells(row.number)
        found: list[Splice] = []
        added: dict[int, bytes] = {}
        for position in sorted(cells):
            own = next((c for c in there if c.position == position), None)
            if own is not None:
                found.append((own.start, own.end, cells[position]))
                continue
            after = next((c.start for c in there if c.position > position), row.close)
            added[after] = added.get(after, b"") + cells[position]
        tag = self.xml[row.start : row.inside]
        if row.close == row.end:  # <row r="5"/>
            whole = b"".join(cells[position] for position in sorted(cells))
            tag = without_attributes(tag[:-2].rstrip() + b">", "spans")
            return [(row.start, row.end, tag + whole + b"</" + self.prefix.encode() + b"row>")]
        found += [(at, at, cell) for at, cell in added.items()]
        if added and b"spans" in tag:
            found.append((row.start, row.inside, without_attributes(tag, "spans")))
        return found

    def _new_row(self, number: int, cells: dict[int, bytes], like: int | None) -> bytes:
        p, model = self.prefix.encode(), self.row(like) if like else None
        tag = b"<" + p + b"row>"
        if model is not None:
            tag = self.xml[model.start : model.inside]
            tag = tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag
            tag = without_attributes(tag, "spans", "hidden", "collapsed", "outlineLevel")
        tag = with_attribute(tag, "r", str(number))
        return tag + b"".join(cells[position] for position in sorted(cells)) + b"</" + p + b"row>"


def entities(text: bytes) -> str:
    """Text of an element, its entities resolved."""
    from html import unescape

    return unescape(text.decode()) if b"&" in text else text.decode()


def area_of(ref: str, sheet: str = "") -> Area:
    """The cells of a ``ref`` such as "A1:R50"; whole rows and columns reach to the sheet's end."""
    ends = [end.replace("$", "") for end in ref.split(":")]
    if all(end.isalpha() for end in ends):
        ends = [ends[0] + "1", ends[-1] + "1048576"]
    elif all(end.isdigit() for end in ends):
        ends = ["A" + ends[0], "XFD" + ends[-1]]
    (top, left), (bottom, right) = parse_cell_name(ends[0]), parse_cell_name(ends[-1])
    return Area(sheet, top, left, bottom, right)


def inside(ref: str, at: At) -> bool:
    """Whether a cell lies inside a ``ref``."""
    area = area_of(ref)
    return area.top <= at[0] <= area.bottom and area.left <= at[1] <= area.right
