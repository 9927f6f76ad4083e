"""
The guard: one sheet's XML, looked through before calamine sees it.

Some sheets kill the process inside calamine, in others it loses cells without a word. A sheet in
the usual spelling is checked by regular expressions and passed on as it is, still compressed; any
other is parsed and written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from jobsearch.reading.files.archive import DAMAGED, Part, stored
from jobsearch.reading.files.grid import Unusable, cell_name
from jobsearch.reading.files.xml import MAIN, is_utf8, local_name, new_parser
from jobsearch.schema import LAST_COLUMN, LAST_ROW

# Calamine makes room for every cell from A1 to the last row and the widest column of a sheet.
_MOST_CELLS = 20_000_000

_NO_VALUE = "holds a formula without a stored value"

# One cell in the usual spelling: <c r="H14" s="3" t="s">, neither an error nor a formula. The
# group holds its column's letters, from row 100,000 on its whole name; any other spelling matches
# without the group. Possessive quantifiers (++, *+, ?+) keep it fast.
_USUAL = re.compile(
    rb'<c(?: r="([A-Z]{1,3}+(?:[0-9]{6,7}+(?="))?+)[0-9]{0,5}+"'
    rb'(?: s="[0-9]++")?+(?: t="[a-df-z][a-zA-Z]*+")?+(?:>(?!<f)| ?/>)|[\s/>])'
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
_NAME = re.compile("([A-Za-z]+)([0-9]+)")


@dataclass
class _Sheet:
    """What the guard found out about one sheet: its size, and the cells that have no value."""

    rows: int = 0
    columns: int = 0
    broken: dict[str, str] = field(default_factory=dict)

    def reach(self, column: int, row: int) -> None:
        self.columns = max(self.columns, column)
        self.rows = max(self.rows, row)


def check_sheet(part: Part, sheet: str) -> tuple[Part, dict[str, str]]:
    """
    What calamine may see of a sheet.

    Parameters
    ----------
    part : Part
        Its XML.
    sheet : str
        Its name, for the message.

    Returns
    -------
    Part
        The same part, or its cells written anew.
    dict
        Its broken cells, as in `Grid`.

    Raises
    ------
    Unusable
        If the XML is damaged, or a cell stands so far away that calamine would run out of memory.
    """
    usual = _look_through(part.pieces())
    if usual is not None and usual.rows * usual.columns <= _MOST_CELLS:
        return part, usual.broken
    anew = _Rewriter()
    rewritten = anew.rewrite(part.pieces())
    found = anew.found
    if found.rows * found.columns > _MOST_CELLS:
        by_row = found.rows / LAST_ROW > found.columns / LAST_COLUMN
        raise Unusable(
            f"has something in cell {anew.lowest if by_row else anew.widest} of the sheet "
            f'"{sheet}", which makes it {found.rows:,} rows by {found.columns:,} columns. Clear '
            "that cell and save the file again."
        )
    return rewritten, found.broken


def _look_through(pieces: Iterator[bytes]) -> _Sheet | None:
    """
    The size of a sheet in the usual spelling and its broken cells; None for any other spelling.

    The size may come out too large: blank cells count, and rows below 100,000 are not told apart.
    """
    found = _Sheet()
    is_first = True
    for text in _whole_cells(pieces):
        if is_first and not (is_utf8(text) and b"<sheetData" in text):
            return None
        is_first = False
        # Comments, quoted text and instructions. One byte is found much faster than two.
        if (b"!" in text and b"<!" in text) or (b"?" in text and text.find(b"<?", 5) >= 0):
            return None
        if b":" in text and _PREFIXED.search(text):
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
        self._is_sheet = self._is_inside = False
        self._is_formula = self._is_reading = self._is_reading_aloud = False
        self._row = self._column = 0
        self._name = self._type = self._style = ""
        self._value: list[str] | None = None

    def rewrite(self, pieces: Iterator[bytes]) -> Part:
        parser = new_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        for piece in pieces:
            parser.Parse(piece)
        parser.Parse(b"", True)
        if not self._is_sheet:
            raise Unusable(DAMAGED)
        cells = "".join(self._cells)
        return stored(
            f'<worksheet xmlns="{MAIN}"><sheetData><row>{cells}</row></sheetData></worksheet>'
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        element = local_name(name)
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
            raise Unusable(DAMAGED)
        self._column, self._row = _column(named[1].encode()), int(named[2])
        self._name = name.upper()

    def _text(self, text: str) -> None:
        if self._is_reading and self._value is not None:
            self._value.append(text)

    def _end(self, name: str) -> None:
        element = local_name(name)
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
            raise Unusable(DAMAGED)
        from html import escape  # its table of names takes long to load, and is rarely needed

        kind = f' t="{self._type}"' if self._type else ""
        if self._type == "inlineStr":
            text = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
        else:
            text = f"<v>{escape(value if self._type == 'str' else value.strip())}</v>"
        return f'<c r="{self._name}" s="{self._style}"{kind}>{text}</c>'
