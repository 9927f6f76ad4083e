"""The looks of cells: whether one shows a date, and the same look with a date format."""

from __future__ import annotations

import re

from jobsearch.reading.files.archive import DAMAGED
from jobsearch.reading.files.grid import Unusable
from jobsearch.writing.workbook.worksheet import (
    ATTRIBUTES,
    attributes_of,
    root_prefix,
    spliced,
    visible,
    with_attribute,
)

DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
# Formats that every program knows by number.
_DATES = {14: "d", 15: "d", 16: "d", 17: "d", 22: "dh"} | dict.fromkeys(range(27, 37), "d")
_TIMES = dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h") | dict.fromkeys(range(50, 59), "d")
_BUILT_IN = _DATES | _TIMES
_FIRST_OWN = 164
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.I)


class Styles:
    """The styles of a workbook; `xml` grows as formats are asked for that are not there."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.prefix = root_prefix(visible(xml), "styleSheet")
        self._read()

    def _read(self) -> None:
        seen, p = visible(self.xml), self.prefix.encode()
        formats = re.compile(rb"<" + p + rb"numFmt" + ATTRIBUTES + rb"\s*/?>").finditer(seen)
        formats_found = [attributes_of(found[1]) for found in formats]
        self._codes = {int(a["numFmtId"]): _plain(a.get("formatCode", "")) for a in formats_found}
        block = re.compile(
            rb"<" + p + rb"cellXfs" + ATTRIBUTES + rb"\s*>(.*?)</" + p + rb"cellXfs\s*>", re.S
        ).search(seen)
        if block is None:
            raise Unusable(DAMAGED)
        self._block = block.span()
        self._inside = block.span(2)
        xf = re.compile(
            rb"<" + p + rb"xf" + ATTRIBUTES + rb"\s*(?:/>|>.*?</" + p + rb"xf\s*>)", re.S
        )
        self._xfs = [
            (attributes_of(found[1]), self.xml[slice(*found.span())])
            for found in xf.finditer(seen, *self._inside)
        ]

    def shows(self, style: int) -> str:
        """What a style shows of a number as a date: "d", "h", "dh", or "" for a plain number."""
        if not 0 <= style < len(self._xfs):
            return ""
        number = int(self._xfs[style][0].get("numFmtId", "0"))
        if number in self._codes:
            code = self._codes[number]
            return "d" * ("y" in code or "d" in code) + "h" * ("h" in code or "s" in code)
        return _BUILT_IN.get(number, "")

    def dated(self, style: int, *, with_time: bool) -> int:
        """A style that looks the same and shows a date, with its time where that counts."""
        shows = self.shows(style)
        if "d" in shows and ("h" in shows or not with_time):
            return style
        code = MOMENT if with_time else DAY
        number = next((n for n, c in self._codes.items() if c == code), None)
        if number is None:
            number = self._add_format(code)
        base = (
            self._xfs[style][1] if 0 <= style < len(self._xfs) else f"<{self.prefix}xf/>".encode()
        )
        end = base.index(b">") + 1
        tag = with_attribute(base[:end], "numFmtId", str(number))
        xf = with_attribute(tag, "applyNumberFormat", "1") + base[end:]
        known = next((n for n, (_, other) in enumerate(self._xfs) if other == xf), None)
        if known is not None:
            return known
        start = self._block[0]
        tag_end = self.xml.index(b">", start) + 1
        tag = with_attribute(self.xml[start:tag_end], "count", str(len(self._xfs) + 1))
        at = self._inside[1]
        self.xml = spliced(self.xml, [(start, tag_end, tag), (at, at, xf)])
        self._read()
        return len(self._xfs) - 1

    def _add_format(self, code: str) -> int:
        number = max([_FIRST_OWN - 1, *self._codes]) + 1
        seen, p = visible(self.xml), self.prefix
        new = f'<{p}numFmt numFmtId="{number}" formatCode="{code}"/>'.encode()
        block = re.compile(rb"<" + p.encode() + rb"numFmts" + ATTRIBUTES + rb"\s*>").search(seen)
        close = seen.find(b"</" + p.encode() + b"numFmts")
        if block and close > 0:
            tag = with_attribute(block[0], "count", str(len(self._codes) + 1))
            self.xml = spliced(self.xml, [(*block.span(), tag), (close, close, new)])
        else:
            root = re.compile(rb"<" + p.encode() + rb"styleSheet" + ATTRIBUTES + rb"\s*>").search(
                seen
            )
            if root is None:
                raise Unusable(DAMAGED)
            whole = f'<{p}numFmts count="1">'.encode() + new + f"</{p}numFmts>".encode()
            empty = re.compile(rb"<" + p.encode() + rb"numFmts" + ATTRIBUTES + rb"\s*/>").search(
                seen
            )
            span = empty.span() if empty else (root.end(), root.end())
            self.xml = spliced(self.xml, [(*span, whole)])
        self._read()
        return number


def _plain(code: str) -> str:
    """A number format without what it shows word for word."""
    from html import unescape

    first = unescape(code).split(";")[0]
    return _NOT_CODE.sub("", first).lower()
