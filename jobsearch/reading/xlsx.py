"""
An Excel workbook (.xlsx, .xlsm) → grids, by python-calamine behind a guard.

Some files kill the process inside calamine, others lose cells in it without a word. So it never
sees the file itself: the guard unpacks each part within limits, looks every sheet through, and
hands over a new archive of what passed. A sheet in the usual spelling is checked by regular
expressions and passed on as it is, still compressed; any other is parsed and written anew.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import cast
from xml.parsers import expat

from jobsearch.reading.grid import Grid, Unusable, cell_name

# An honest workbook of 100,000 applications has 70 to 220 MB of XML, packed about 10 : 1.
_MOST_UNPACKED = 600_000_000
_MOST_PACKED = 200
_RATIO_COUNTS_FROM = 10_000_000
# Calamine makes room for every cell from A1 to the last row and the widest column of a sheet.
_MOST_CELLS = 20_000_000
_MOST_CELLS_IN_ALL = 60_000_000
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_PIECE = 1 << 16
_SECOND = dt.timedelta(seconds=1)
_LAST_SECOND = dt.datetime(9999, 12, 31, 23, 59, 59)

_DAMAGED = (
    "is damaged and cannot be read. Open it in a spreadsheet program, which may repair it, and "
    "save a copy."
)
_CUT_OFF = "is not complete: its end is missing. Copy or download it again."
_NO_WORKBOOK = "is not a spreadsheet: it is a zip file without a workbook in it."
_PASSWORD = (
    "is protected with a password. Remove the password in your spreadsheet program and save a copy."
)
_DOCTYPE = (
    "declares a document type, which no spreadsheet program writes and which can do harm. Save a "
    "copy in your spreadsheet program and give that."
)

_NO_VALUE = "holds a formula without a stored value"

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def read_xlsx(data: bytes) -> list[Grid]:
    """
    The worksheets of a workbook, in its order, hidden ones included.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    list of Grid
        Numbers are float; a date-time at midnight is a date; times are rounded to the second.

    Raises
    ------
    Unusable
        If it is no workbook, or one that cannot be read without harm.
    """
    try:
        package = _Package(data)
        sheets, is_1904 = _worksheets(package)
        checked = [_check_sheet(package, part, sheet) for sheet, part in sheets]
        archive = _archive(package, [part for part, _ in checked], is_1904)
        names = [sheet for sheet, _ in sheets]
        return _grids(archive, names, [broken for _, broken in checked])
    except Unusable:
        raise
    # Damage shows in as many ways as there are bytes, and a panic in calamine is no Exception.
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise Unusable(_DAMAGED) from error
        raise


@dataclass(frozen=True)
class _Part:
    """One part of a zip file: how it is packed, checksum and size of its content, its bytes."""

    method: int
    checksum: int
    size: int
    packed: bytes


class _Package:
    """The zip file: its parts by name (case does not count), unpacked no further than declared."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                infos = [info for info in archive.infolist() if not info.is_dir()]
        except zipfile.BadZipFile as error:
            has_end = b"PK\5\6" in data[-(1 << 16) - 22 :]
            raise Unusable(_DAMAGED if has_end else _CUT_OFF) from error
        if any(info.flag_bits & 1 for info in infos):
            raise Unusable(_PASSWORD)
        unpacked = sum(info.file_size for info in infos)
        if unpacked > _MOST_UNPACKED:
            raise Unusable(
                f"unpacks to {unpacked / 1e6:,.0f} MB, more than any log needs. Save a copy that "
                "holds the log alone."
            )
        for info in infos:
            size = info.file_size
            if size > _RATIO_COUNTS_FROM and size > _MOST_PACKED * info.compress_size:
                raise Unusable(
                    f"unpacks to more than {_MOST_PACKED} times its size, which no honest workbook "
                    "does. Save a copy that holds the log alone."
                )
        self._infos = {_normal(info.filename): info for info in infos}
        infos.sort(key=lambda info: info.header_offset)
        ends = [info.header_offset + 30 + info.compress_size for info in infos]
        overlap = any(
            end > after.header_offset for end, after in zip(ends, infos[1:], strict=False)
        )
        is_twice = len(self._infos) < len(infos)
        if overlap or is_twice or not all(self._is_in_place(info) for info in infos):
            raise Unusable(_DAMAGED)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def _is_in_place(self, info: zipfile.ZipInfo) -> bool:
        """Whether the part stands where the directory says, under the same name."""
        name = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437")
        at = info.header_offset
        return self._data.startswith(b"PK\3\4", at) and self._data.startswith(name, at + 30)

    def part(self, name: str) -> _Part:
        """A part as it is packed. What it unpacks to, `pieces` has to check."""
        info = self._infos[name]
        lengths = struct.unpack_from("<HH", self._data, info.header_offset + 26)
        start = info.header_offset + 30 + sum(lengths)
        packed = self._data[start : start + info.compress_size]
        return _Part(info.compress_type, info.CRC, info.file_size, packed)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part unpacked, piece by piece; at its end size and checksum must be as declared."""
        part = self.part(name)
        size = checksum = 0
        for piece in _unpack(part):
            size += len(piece)
            if size > part.size:
                raise Unusable(_DAMAGED)
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if size != part.size or checksum != part.checksum:
            raise Unusable(_DAMAGED)

    def size(self, name: str) -> int:
        return self._infos[name].file_size

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id → (the last word of its type, the part's name)."""
        folder, file = posixpath.split(name)
        rels = f"{folder}/_rels/{file}.rels".removeprefix("/")
        if rels not in self._infos:
            return {}
        return {
            a["Id"]: (a["Type"].rpartition("/")[2], _resolved(folder, a["Target"]))
            for element, a in _elements(self.pieces(rels))
            if element == "Relationship"
        }


def _normal(name: str) -> str:
    return name.replace("\\", "/").lower()


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, _normal(target))).lstrip("/")


def _unpack(part: _Part) -> Iterator[bytes]:
    slices = (part.packed[a : a + _PIECE] for a in range(0, len(part.packed), _PIECE))
    if part.method == zipfile.ZIP_STORED:
        yield from slices
        return
    if part.method != zipfile.ZIP_DEFLATED:
        raise Unusable(_DAMAGED)
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    most = 16 * _PIECE
    for rest in slices:
        while True:
            piece = stream.decompress(rest, most)
            rest = stream.unconsumed_tail
            if piece:
                yield piece
            if not rest and len(piece) < most:
                break
    if not stream.eof:
        raise Unusable(_DAMAGED)


def _parser() -> expat.XMLParserType:
    def refuse(*_: object) -> None:
        raise Unusable(_DOCTYPE)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    return parser


@lru_cache(maxsize=256)
def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _elements(pieces: Iterator[bytes]) -> list[tuple[str, dict[str, str]]]:
    """The elements of a small part in their order, with attributes, all by their local names."""
    elements: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        elements.append((_local(name), {_local(key): v for key, v in attributes.items()}))

    parser = _parser()
    parser.StartElementHandler = start
    for piece in pieces:
        parser.Parse(piece)
    parser.Parse(b"", True)
    return elements


def _main_part(package: _Package) -> str:
    found = [part for kind, part in package.relations("").values() if kind == "officeDocument"]
    main = found[0] if found else "xl/workbook.xml"
    if main not in package:
        raise Unusable(_NO_WORKBOOK)
    return main


def _worksheets(package: _Package) -> tuple[list[tuple[str, str]], bool]:
    """The worksheets as (name, part), and whether days are counted from 1904."""
    main = _main_part(package)
    relations = package.relations(main)
    sheets, is_1904, elements = [], False, _elements(package.pieces(main))
    if elements[0][0] != "workbook":
        raise Unusable(_NO_WORKBOOK)
    for element, attributes in elements:
        if element == "workbookPr":
            is_1904 = attributes.get("date1904") in ("1", "true", "on")
        elif element == "sheet" and "id" in attributes:
            kind, part = relations[attributes["id"]]
            if kind == "worksheet":
                sheets.append((attributes["name"], part))
    if not sheets:
        raise Unusable("has no worksheet. Put the log on a sheet of its own and save the file.")
    # Many sheets may point to the same part.
    if sum(package.size(part) for _, part in sheets) > _MOST_UNPACKED:
        raise Unusable(_DAMAGED)
    return sheets, is_1904


# One cell in the usual spelling: <c r="H14" s="3" t="s">, neither an error nor a formula. The
# group holds its column's letters, from row 100,000 on its whole name; any other spelling matches
# without the group. Possessive quantifiers (++, *+, ?+) keep it fast.
_USUAL = re.compile(
    rb'<c(?: r="([A-Z]{1,3}+(?:[0-9]{6,7}+(?="))?+)[0-9]{0,5}+"'
    rb'(?: s="[0-9]++")?+(?: t="[a-df-z][a-zA-Z]*+")?+(?: ?/>|>(?!<f))|[\s/>])'
)
_ROW_WITHOUT_NAME = 99_999
# A cell of one namespace prefix or another, such as <x:c r="H14">.
_PREFIXED = re.compile(rb":c[\s/>]")
# A cell with an error or a formula: its name, attributes, formula, value.
_ERROR_OR_FORMULA = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"((?: [a-qs-z]+="[^"<>]*+")*+)>(?:(?<= t="e">)|(?=<f))'
    rb"(<f(?:[^<>]*/>|[^<>]*>[^<]*</f>))?(<v>[^<]*</v>|<v ?/>)?</c>"
)
_KNOWN_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*? encoding=[\"']([^\"']*)")
# All that may stand before the first element of a part, and that element.
_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:(?:<\?[^>]*+>|<!--.*?-->)\s*+)*+<[\w:.-]++(?:\s[^>]*+)?>", re.S
)
_NAME = re.compile("([A-Za-z]+)([0-9]+)")
# Calamine makes room for as many shared texts as their table claims to have.
_ABSURD_COUNT = re.compile(rb"uniqueCount\s*=\s*.[0-9]{8}")


@dataclass
class _Sheet:
    """What the guard found out about one sheet: its size, and the cells that have no value."""

    rows: int = 0
    columns: int = 0
    broken: dict[str, str] = field(default_factory=dict)

    def reach(self, column: int, row: int) -> None:
        self.columns = max(self.columns, column)
        self.rows = max(self.rows, row)


def _check_sheet(package: _Package, name: str, sheet: str) -> tuple[_Part, dict[str, str]]:
    """The part to hand over for one sheet, and its broken cells."""
    if name not in package:
        raise Unusable(_DAMAGED)
    usual = _look_through(package.pieces(name))
    if usual is not None and usual.rows * usual.columns <= _MOST_CELLS:
        return package.part(name), usual.broken
    anew = _Rewriter()
    part = anew.rewrite(package.pieces(name))
    found = anew.found
    if found.rows * found.columns > _MOST_CELLS:
        by_row = found.rows / _LAST_ROW > found.columns / _LAST_COLUMN
        raise Unusable(
            f"has something in cell {anew.lowest if by_row else anew.widest} of the sheet "
            f'"{sheet}", which makes it {found.rows:,} rows by {found.columns:,} columns. Clear '
            "that cell and save the file again."
        )
    return part, found.broken


def _look_through(pieces: Iterator[bytes]) -> _Sheet | None:
    """
    The size of a sheet in the usual spelling and its broken cells; None for any other spelling.

    The size may come out too large: blank cells count, and rows below 100,000 are not told apart.
    """
    found = _Sheet()
    is_first = True
    for text in _whole_cells(pieces):
        if is_first and not (_is_plain(text) and b"<sheetData" in text):
            return None
        is_first = False
        # Comments, quoted text and instructions. One byte is found much faster than two.
        if (b"!" in text and b"<!" in text) or (b"?" in text and text.find(b"<?", 5) >= 0):
            return None
        if _PREFIXED.search(text):
            return None
        names = _USUAL.findall(text)
        cells = set(names)
        if b"" in cells:
            cells.discard(b"")
            others = _ERROR_OR_FORMULA.findall(text)
            if len(others) != names.count(b"") or not _note_broken(others, found):
                return None
            cells.update(name for name, *_ in others)
        for cell in cells:
            letters = cell.rstrip(b"0123456789")
            found.reach(_column(letters), int(cell[len(letters) :] or _ROW_WITHOUT_NAME))
    return found


def _is_plain(start: bytes) -> bool:
    """Whether a part is written in UTF-8, from its first bytes."""
    declared = _ENCODING.match(start)
    return b"\0" not in start[:100] and (declared is None or declared[1].lower() == b"utf-8")


def _whole_cells(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same text, cut only where a cell begins."""
    kept: list[bytes] = []
    for piece in pieces:
        cut = piece.rfind(b"<c r=")
        if cut >= 0:
            yield b"".join([*kept, piece[:cut]])
            kept = []
        kept.append(piece[max(cut, 0) :])
    yield b"".join(kept)


def _note_broken(cells: list[tuple[bytes, ...]], found: _Sheet) -> bool:
    """Note which of these cells have no value; False where calamine has to be kept from one."""
    for name, attributes, formula, value in cells:
        held = value[len(b"<v>") : -len(b"</v>")] if value.endswith(b"</v>") else b""
        if attributes.endswith(b' t="e"'):
            error = held.decode()
            # On one that it does not know calamine gives up the whole workbook.
            if error not in _KNOWN_ERRORS:
                return False
            found.broken[name.decode()] = f"holds the error {error}"
        elif formula and not held and not (value and b' t="str"' in attributes):
            found.broken[name.decode()] = _NO_VALUE
    return True


@lru_cache(maxsize=256)
def _column(letters: bytes) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


class _Rewriter:
    """A sheet in any spelling, written anew in the usual one: its cells that have a value."""

    def __init__(self) -> None:
        self.lowest = self.widest = ""
        self.found = _Sheet()
        self._cells: list[str] = []
        self._is_sheet = self._is_inside = self._is_reading = self._is_reading_aloud = (
            self._is_formula
        ) = False
        self._row = self._column = 0
        self._name = self._type = self._style = ""
        self._value: list[str] | None = None

    def rewrite(self, pieces: Iterator[bytes]) -> _Part:
        parser = _parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        for piece in pieces:
            parser.Parse(piece)
        parser.Parse(b"", True)
        if not self._is_sheet:
            raise Unusable(_DAMAGED)
        cells = "".join(self._cells)
        return _stored(
            f'<worksheet xmlns="{_MAIN}"><sheetData><row>{cells}</row></sheetData></worksheet>'
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = _local(name)
        if element == "sheetData":
            self._is_sheet = self._is_inside = True
        elif not self._is_inside:
            return
        elif element == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
        elif element == "c":
            self._place(attributes.get("r"))
            self._type, self._style = attributes.get("t", ""), attributes.get("s", "0")
            self._is_formula, self._value = False, None
        elif element == "f":
            self._is_formula = True
        elif element == "rPh":
            self._is_reading_aloud = True
        elif element == "t":
            self._type = "inlineStr"
            self._is_reading = not self._is_reading_aloud
            self._value = self._value or []
        elif element == "v" and self._type != "inlineStr":
            self._is_reading, self._value = True, []

    def _place(self, name: str | None) -> None:
        """Go to the cell of this name; without one it follows the cell before it."""
        if name is None:
            self._column += 1
            self._name = cell_name(self._row, self._column - 1)
            return
        named = _NAME.fullmatch(name)
        if named is None:
            raise Unusable(_DAMAGED)
        self._column, self._row = _column(named[1].encode()), int(named[2])
        self._name = name.upper()

    def _text(self, text: str) -> None:
        if self._is_reading and self._value is not None:
            self._value.append(text)

    def _end(self, name: str) -> None:
        element = _local(name)
        if element in ("v", "t"):
            self._is_reading = False
        elif element == "rPh":
            self._is_reading_aloud = False
        elif element == "c" and self._is_inside:
            self._cell()
        elif element == "sheetData":
            self._is_inside = False

    def _cell(self) -> None:
        value = "".join(self._value or ())
        if self._type == "e":
            error = f"holds the error {value}" if value else "holds an error"
            self.found.broken[self._name] = error
        elif not value:
            if self._is_formula and (self._type != "str" or self._value is None):
                self.found.broken[self._name] = _NO_VALUE
        else:
            if self._row > self.found.rows:
                self.lowest = self._name
            if self._column > self.found.columns:
                self.widest = self._name
            self.found.reach(self._column, self._row)
            self._cells.append(self._written(value))

    def _written(self, value: str) -> str:
        if not f"{self._style}{self._type}".isalnum():
            raise Unusable(_DAMAGED)
        kind = f' t="{self._type}"' if self._type else ""
        if self._type == "inlineStr":
            text = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
        else:
            text = f"<v>{escape(value if self._type == 'str' else value.strip())}</v>"
        return f'<c r="{self._name}" s="{self._style}"{kind}>{text}</c>'


def _stored(text: str) -> _Part:
    content = text.encode()
    return _Part(zipfile.ZIP_STORED, zlib.crc32(content), len(content), content)


def _archive(package: _Package, sheets: list[_Part], is_1904: bool) -> bytes:
    """A workbook of these sheets, with the texts and formats of the package."""
    listed = "".join(
        f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1)
    )
    parts = {
        "_rels/.rels": _relationships(["officeDocument"], "xl/workbook.xml"),
        "xl/workbook.xml": _stored(
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr date1904="{is_1904:d}"/>'
            f"<sheets>{listed}</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _relationships(
            ["worksheet"] * len(sheets), "worksheets/{}.xml"
        ),
    }
    parts |= {f"xl/worksheets/{n}.xml": sheet for n, sheet in enumerate(sheets, 1)}
    main = _main_part(package)
    related = dict(package.relations(main).values())
    for kind in ("sharedStrings", "styles"):
        name = related.get(kind, _resolved(posixpath.dirname(main), f"{kind}.xml"))
        if name in package:
            _check_opening(package.pieces(name))
            parts[f"xl/{kind}.xml"] = package.part(name)
    return _zipped(parts)


def _relationships(kinds: list[str], target: str) -> _Part:
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target.format(n)}"/>'
        for n, kind in enumerate(kinds, 1)
    )
    return _stored(f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>')


def _check_opening(pieces: Iterator[bytes]) -> None:
    """Refuse a part whose start can do harm; going through the rest checks what it unpacks to."""
    for number, piece in enumerate(pieces):
        if number:
            continue
        if b"<!DOCTYPE" in piece:
            raise Unusable(_DOCTYPE)
        opening = _OPENING.match(piece)
        if opening is None or not _is_plain(piece) or _ABSURD_COUNT.search(opening[0]):
            raise Unusable(_DAMAGED)


def _zipped(parts: dict[str, _Part]) -> bytes:
    """A zip file of parts that are packed already, which zipfile cannot write."""
    out, directory = io.BytesIO(), b""
    for name, part in parts.items():
        at = out.tell()
        # Version, flags, method, time, date; checksum and sizes; lengths of name and extra field.
        entry = struct.pack(
            "<5H3I2H", 20, 0, part.method, 0, 33,
            part.checksum, len(part.packed), part.size, len(name), 0,
        )  # fmt: skip
        out.write(b"PK\3\4" + entry + name.encode() + part.packed)
        directory += b"PK\1\2\x14\0" + entry + struct.pack("<3H2I", 0, 0, 0, 0, at) + name.encode()
    at, n = out.tell(), len(parts)
    out.write(directory + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, n, n, len(directory), at, 0))
    return out.getvalue()


def _grids(archive: bytes, names: list[str], broken: list[dict[str, str]]) -> list[Grid]:
    from python_calamine import load_workbook

    grids, room = [], _MOST_CELLS_IN_ALL
    with load_workbook(io.BytesIO(archive)) as workbook:
        for index, name in enumerate(names):
            sheet = workbook.get_sheet_by_index(index)
            last_row, last_column = sheet.end or (-1, -1)
            room -= (last_row + 1) * (last_column + 1)
            if room < 0:
                raise Unusable(
                    f"spans more than {_MOST_CELLS_IN_ALL:,} cells, nearly all of them blank. "
                    f'Clear what stands far down or far right on the sheet "{name}" and save the '
                    "file again."
                )
            rows = cast(list[list[object]], sheet.to_python(skip_empty_area=False))
            _tidy(rows, broken[index])
            grids.append(Grid(name, rows, broken[index]))
    return grids


def _tidy(rows: list[list[object]], broken: dict[str, str]) -> None:
    """Round times to the second, as the cell shows them; take out what is no number."""
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            # Nearly every cell: exact types are the fast question.
            if type(value) is str:
                continue
            if type(value) is float:
                if not math.isfinite(value):
                    row[column] = ""
                    broken[cell_name(number, column)] = f"holds {value}, which is no number"
            elif type(value) is dt.datetime:
                if value.microsecond:
                    row[column] = _to_the_second(value)
            elif type(value) is dt.time:
                row[column] = _to_the_second(dt.datetime.combine(dt.date.max, value)).time()
            elif type(value) is dt.timedelta:
                row[column] = dt.timedelta(seconds=round(value.total_seconds()))


def _to_the_second(moment: dt.datetime) -> dt.datetime:
    second = moment.replace(microsecond=0)
    # The last second of a day, for a time alone, and of the calendar has no next one.
    is_up = moment.microsecond >= 500_000 and second < _LAST_SECOND
    return second + _SECOND if is_up else second
