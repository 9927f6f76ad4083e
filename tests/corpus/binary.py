"""A binary workbook (.xlsb), byte by byte: no program at hand writes one."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
# The kinds of records: the parts of a sheet and of a workbook.
_ROW, _NUMBER, _TEXT = 0, 5, 6
_SHEET, _SHEET_END, _DATA, _DATA_END, _SIZE = 129, 130, 145, 146, 148
_BOOK, _BOOK_END, _SHEETS, _SHEETS_END, _LISTED = 131, 132, 143, 144, 156


def as_xlsb(rows: Sequence[Sequence[object]], name: str = "Log") -> bytes:
    """A workbook of one sheet; cells are text or numbers."""
    cells = b""
    for number, row in enumerate(rows):
        cells += _record(_ROW, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        for place, value in enumerate(row):
            start = struct.pack("<II", place, 0)
            if isinstance(value, (int, float)):
                cells += _record(_NUMBER, start + struct.pack("<d", value))
            elif value:
                cells += _record(_TEXT, start + _text(str(value)))
    size = struct.pack("<IIII", 0, len(rows) - 1, 0, max(map(len, rows)) - 1)
    sheet = _record(_SHEET) + _record(_SIZE, size) + _record(_DATA) + cells
    sheet += _record(_DATA_END) + _record(_SHEET_END)
    listed = struct.pack("<II", 0, 1) + _text("rId1") + _text(name)
    book = _record(_BOOK) + _record(_SHEETS) + _record(_LISTED, listed)
    book += _record(_SHEETS_END) + _record(_BOOK_END)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", _relation("officeDocument", "xl/workbook.bin"))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr(
            "xl/_rels/workbook.bin.rels", _relation("worksheet", "worksheets/sheet1.bin")
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return out.getvalue()


def _record(kind: int, body: bytes = b"") -> bytes:
    """Kind and length, seven bits a byte, then the content."""
    head = bytes([kind]) if kind < 128 else bytes([(kind & 0x7F) | 0x80, kind >> 7])
    length = len(body)
    while length > 0x7F:
        head += bytes([(length & 0x7F) | 0x80])
        length >>= 7
    return head + bytes([length]) + body


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/{kind}" '
        f'Target="{target}"/></Relationships>'
    )
