"""A workbook to write into: what its cells hold, where a new row goes, the file after a change."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from jobsearch.errors import LogError
from jobsearch.reading.files.grid import Unusable, cell_name
from jobsearch.reading.files.xlsx import find_sheets, relations_of
from jobsearch.writing.workbook.cells import (
    At,
    Formula,
    Value,
    cell_text,
    moment_of,
    unescaped,
)
from jobsearch.writing.workbook.formulas import Cell, DefinedNames, moved
from jobsearch.writing.workbook.growth import ExcelTable, read_table
from jobsearch.writing.workbook.package import Package
from jobsearch.writing.workbook.styles import Styles
from jobsearch.writing.workbook.worksheet import (
    STRICT,
    Found,
    WorksheetXml,
    attributes_of,
    entities,
    visible,
)

_SIGNED = "is digitally signed, and any change would break the signature. Save a copy without it."


@dataclass(frozen=True)
class NewRow:
    """A row to fill: its number, and the row above whose look and formulas it takes, if any."""

    number: int
    like: int | None
    formulas: Mapping[int, Formula] = field(default_factory=dict)


class WritableWorkbook:
    """
    An Excel workbook, open for looking at what a change would meet.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name.

    Raises
    ------
    LogError
        If it, or a part that is looked at later, is signed, strict, protected or damaged.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        with self._usable():
            self.package = Package(data)
            book = find_sheets(self.package.archive)
            if any(part.startswith("_xmlsignatures/") for part in self.package.members):
                raise Unusable(_SIGNED)
            if b"purl.oclc.org/ooxml" in self.package.read(book.main)[:4000]:
                raise Unusable(STRICT)
        self.main, self.is_1904, self._shared = book.main, book.is_1904, book.shared
        self.parts = dict(book.sheets)
        self._sheets: dict[str, WorksheetXml] = {}
        self._with_formulas: dict[str, bool] = {}

    @contextlib.contextmanager
    def _usable(self) -> Iterator[None]:
        """What a part cannot be used for, as a sentence with the file's name."""
        try:
            yield
        except Unusable as why:
            raise LogError(f"{self.name} {why} Nothing was written.") from why

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of its sheets."""
        return tuple(self.parts)

    def row_numbers(self, sheet: str) -> list[int]:
        """The numbers of the rows that the file has."""
        return [row.number for row in self.sheet(sheet).rows]

    def sheet(self, name: str) -> WorksheetXml:
        """A worksheet by its name."""
        if name not in self._sheets:
            with self._usable():
                self._sheets[name] = WorksheetXml(self.package.read(self.parts[name]), name)
        return self._sheets[name]

    def value(self, sheet: str, at: At) -> Value:
        """What a cell holds."""
        found = self.sheet(sheet).cell(at)
        return None if found is None else self._value(found, self._formula_at(sheet, at, found))

    def row_values(self, sheet: str, number: int) -> dict[int, Value]:
        """What the cells of a row hold, by column; blank ones left out."""
        cells = self.sheet(sheet).cells(number)
        held = {
            c.position: self._value(c, self._formula_at(sheet, (number, c.position), c))
            for c in cells
        }
        return {position: value for position, value in held.items() if value is not None}

    def width(self, sheet: str, number: int) -> int:
        """How far a row reaches: the column after its last cell that holds something."""
        return max(self.row_values(sheet, number), default=-1) + 1

    def _formula_at(self, sheet: str, at: At, found: Found) -> str | None:
        formula = found.first("f")
        if formula is None:
            return None
        if formula[1]:
            return entities(formula[1])
        cell = next((c for c in self.formula_cells(sheet) if c.at == at), None)
        return moved(cell.text, cell.rows_below) if cell else ""

    def _value(self, found: Found, formula: str | None) -> Value:
        if formula is not None:
            return Formula(formula)
        kind = found.attributes.get("t", "n")
        if kind == "inlineStr":
            inline = found.first("is")
            return _text(inline[1]) or None if inline else None
        held = found.first("v")
        text = entities(held[1]) if held else ""
        if not text:
            return None
        if kind == "s":
            return self._shared_text(int(text)) or None
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "n":
            number = float(text)
            if self.styles and self.styles.shows(int(found.attributes.get("s", "0"))):
                return moment_of(number, is_1904=self.is_1904)
            return number
        return unescaped(text)

    @cached_property
    def styles(self) -> Styles | None:
        """The styles, if the workbook has any."""
        part = self._shared["styles"]
        with self._usable():
            return Styles(self.package.read(part)) if part in self.package else None

    @property
    def styles_part(self) -> str:
        """The part that holds the styles."""
        return self._shared["styles"]

    def _shared_text(self, number: int) -> str:
        xml, starts = self._texts
        end = starts[number + 1] if number + 1 < len(starts) else len(xml)
        return _text(xml[starts[number] : end])

    @cached_property
    def _texts(self) -> tuple[bytes, list[int]]:
        xml = visible(self.package.read(self._shared["sharedStrings"]))
        return xml, [m.start() for m in re.finditer(rb"<(?:[\w.-]+:)?si[\s/>]", xml)]

    def tables(self, sheet: str) -> list[ExcelTable]:
        """The tables of a sheet."""
        related = relations_of(self.package.archive, self.parts[sheet]).values()
        parts = [part for kind, part in related if kind == "table" and part in self.package]
        with self._usable():
            return [read_table(part, self.package.read(part), sheet.casefold()) for part in parts]

    def formula_cells(self, sheet: str) -> list[Cell]:
        """The cells of a sheet that hold a formula."""
        return [cell for cell, _ in self.sheet(sheet).formulas()]

    def has_formulas(self, sheet: str) -> bool:
        """Whether a sheet may hold formulas, looked at as fast as can be."""
        if sheet not in self._with_formulas:
            xml = self.package.read(self.parts[sheet])
            found = re.search(rb"<f[\s>/]|<[\w.-]+:f[\s>/]", xml)
            self._with_formulas[sheet] = found is not None
        return self._with_formulas[sheet]

    @cached_property
    def names(self) -> DefinedNames:
        """The tables and the defined names."""
        tables = {t.name.casefold(): t.area for s in self.parts for t in self.tables(s)}
        defined = {name.casefold(): text for name, text in self.defined_names.items()}
        return DefinedNames(tables, defined)

    @cached_property
    def defined_names(self) -> dict[str, str]:
        """The defined names, each with its formula."""
        main = visible(self.package.read(self.main))
        found = re.finditer(rb"<((?:[\w.-]+:)?)definedName\s([^>]*)>([^<]*)</", main)
        names = [(attributes_of(b" " + m[2]), entities(m[3])) for m in found]
        return {a.get("name", ""): text for a, text in names}

    def relation(self, kind: str) -> str | None:
        """The part that the workbook itself calls this."""
        related = relations_of(self.package.archive, self.main)
        return dict(related.values()).get(kind)

    # Where a new row goes.

    def new_rows(
        self,
        sheet: str,
        header_row: int,
        last_row: int,
        positions: Mapping[str, int],
        *,
        anchor: str = "",
        count: int = 1,
    ) -> list[NewRow]:
        """
        The rows for something new on a sheet, below the last one of its list.

        Parameters
        ----------
        sheet : str
        header_row, last_row : int
            The row of the headers, the last row that the list has.
        places : mapping
            Our name of each column → its place.
        anchor : str
            The column whose text makes a row one of the list, if one does.
        count : int
            How many.

        Raises
        ------
        LogError
            If something stands there already.
        """
        at = positions.get(anchor)
        while at is not None and isinstance(self.value(sheet, (last_row + 1, at)), str):
            last_row += 1
        like = last_row if last_row > header_row else None
        table = self.table_of(sheet, header_row, set(positions.values()))
        columns = range(min(positions.values()), max(positions.values()) + 1)
        if table:
            columns = range(table.area.left, table.area.right + 1)
        rows = []
        for number in range(last_row + 1, last_row + 1 + count):
            if table and table.has_totals and number >= table.area.bottom:
                raise LogError(
                    f"{sheet}!{cell_name(table.area.bottom, table.area.left)}: the table ends "
                    "there in a row of totals, so there is no room for a new row. Nothing was "
                    "written. Switch the totals row off, or insert a row above it, and repeat."
                )
            formulas = self._formulas_below(sheet, like, number) if like else {}
            for position, held in self.row_values(sheet, number).items():
                is_padding = not isinstance(held, (str, Formula))
                if position in columns and not is_padding and held != formulas.get(position):
                    raise LogError(
                        f'{sheet}!{cell_name(number, position)} holds "{cell_text(held)}", right '
                        "below the list, so there is no room for a new row. Nothing was written. "
                        "Leave an empty row below the list and repeat."
                    )
            rows.append(NewRow(number, like, formulas))
        return rows

    def table_of(self, sheet: str, header_row: int, positions: set[int]) -> ExcelTable | None:
        """The table whose header this is."""
        for table in self.tables(sheet):
            a = table.area
            if a.top == header_row and any(a.left <= p <= a.right for p in positions):
                return table
        return None

    def _formulas_below(self, sheet: str, like: int, number: int) -> dict[int, Formula]:
        """The formulas of a row, as they read in a row further down."""
        if not any(cell.first("f") for cell in self.sheet(sheet).cells(like)):
            return {}
        return {
            cell.at[1]: Formula(moved(cell.text, cell.rows_below + number - like))
            for cell in self.formula_cells(sheet)
            if cell.at[0] == like and cell.spill is None
        }

    def check_writable(self, sheet: str, at: At) -> None:
        """LogError where a cell cannot be changed without harm to others."""
        where = f"{sheet}!{cell_name(*at)}"
        page = self.sheet(sheet)
        if page.merged(at):
            raise LogError(
                f"{where} is part of a merged cell. Nothing was written. Unmerge it and repeat."
            )
        for cell, kind in page.formulas() if self.has_formulas(sheet) else ():
            if cell.spill is not None and _in(cell.spill, at):
                raise LogError(
                    f"{where} belongs to an array formula. Nothing was written. Change it in your "
                    "spreadsheet program."
                )
            if cell.at == at and kind.get("t") == "shared" and ":" in kind.get("ref", ""):
                raise LogError(
                    f"{where} holds the formula that other cells share. Nothing was written. "
                    "Change it in your spreadsheet program."
                )


def _in(spill: tuple[At, At], at: At) -> bool:
    (top, left), (bottom, right) = spill
    return top <= at[0] <= bottom and left <= at[1] <= right


def _text(content: bytes) -> str:
    """The text of a shared or inline string, phonetic hints left out."""
    plain = re.sub(rb"<((?:[\w.-]+:)?rPh)[\s>].*?</\1\s*>", b"", content, flags=re.S)
    texts = re.findall(rb"<((?:[\w.-]+:)?t)(?:\s[^>]*)?>([^<]*)</\1", plain)
    return unescaped("".join(entities(text) for _, text in texts))
