"""A workbook with some cells changed: only the parts that must change are written anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from jobsearch.errors import LogError
from jobsearch.reading.files.grid import cell_name
from jobsearch.writing.workbook.cells import At, Formula, Value, cell_text, cell_xml
from jobsearch.writing.workbook.formulas import Area, Cell, DefinedNames, areas, dependents
from jobsearch.writing.workbook.growth import (
    ExcelTable,
    grown_dimension,
    grown_ranges,
    grown_table,
    with_column,
)
from jobsearch.writing.workbook.workbook import NewRow, WritableWorkbook
from jobsearch.writing.workbook.worksheet import (
    ATTRIBUTES,
    Found,
    Splice,
    WorksheetXml,
    entities,
    spliced,
    visible,
    with_attribute,
    without_attributes,
)


@dataclass(frozen=True)
class CellEdit:
    """One cell and its new value; a date shows its time where ``with_time``."""

    sheet: str
    at: At
    value: Value
    with_time: bool = False
    is_header: bool = False


@dataclass(frozen=True)
class EditResult:
    """
    A changed file.

    Attributes
    ----------
    data : bytes
    cells : dict
        (sheet, cell) → what it holds now: the edits, and the formulas that a new row took over.
    recalculated : set
        Formula cells whose stored value went, because it can hang on what changed.
    notes : tuple of str
        What did not grow with a new row.
    is_restored : bool
        It is an earlier file, byte for byte.
    """

    data: bytes
    cells: dict[tuple[str, At], Value]
    recalculated: set[tuple[str, At]] = field(default_factory=set)
    notes: tuple[str, ...] = ()
    is_restored: bool = False


def edit_workbook(
    book: WritableWorkbook, edits: Sequence[CellEdit], rows: Sequence[tuple[str, NewRow]]
) -> EditResult:
    """
    The workbook after these edits.

    Parameters
    ----------
    book : WritableWorkbook
    edits : sequence of CellEdit
    rows : sequence of (sheet, NewRow)
        The rows among them that are new.

    Returns
    -------
    EditResult

    Raises
    ------
    LogError
        If a cell cannot be changed without harm to others.
    """
    return _WorkbookEditor(book, edits, rows).run()


class _WorkbookEditor:
    """The pieces of one change, put together sheet by sheet."""

    def __init__(
        self, book: WritableWorkbook, edits: Sequence[CellEdit], rows: Sequence[tuple[str, NewRow]]
    ) -> None:
        self.book, self.edits, self.rows = book, edits, rows
        self.parts: dict[str, bytes] = {}
        self.splices: dict[str, list[Splice]] = {}
        self.cells: dict[tuple[str, At], Value] = {(e.sheet, e.at): e.value for e in edits}
        self.tables: dict[str, Area] = {}  # name → area, of those that grow
        self.formulas_changed = False

    def run(self) -> EditResult:
        for edit in self.edits:
            self.book.check_writable(edit.sheet, edit.at)
        for name in dict.fromkeys(edit.sheet for edit in self.edits):
            self._edit_sheet(name)
        recalculated = self._drop_stale_values()
        for name, splices in self.splices.items():
            self.parts[self.book.parts[name]] = spliced(self.book.sheet(name).xml, splices)
        styles = self.book.styles
        if styles is not None and styles.xml != self.book.package.read(self.book.styles_part):
            self.parts[self.book.styles_part] = styles.xml
        without = self._drop_chain() if self.formulas_changed else []
        if recalculated or self.formulas_changed:
            main = self.parts.get(self.book.main) or self.book.package.read(self.book.main)
            self.parts[self.book.main] = recalculating(main)
        data = self.book.package.with_parts(self.parts, without=without)
        return EditResult(data, self.cells, recalculated, tuple(self._notes()))

    def _edit_sheet(self, name: str) -> None:
        page = self.book.sheet(name)
        rows = {row.number: row for sheet, row in self.rows if sheet == name}
        edits = {edit.at: edit for edit in self.edits if edit.sheet == name}
        cells: dict[At, bytes] = {}
        for at, edit in edits.items():
            cells[at] = self._cell(page, edit, rows.get(at[0]))
        for row in rows.values():
            cells |= self._rest_of_row(page, row, edits)
        like = {row.number: row.like for row in rows.values() if row.like}
        splices = page.splices(cells, like)
        for row in rows.values():
            self._grow_tables(page, row, {at[1] for at in edits if at[0] == row.number})
        if newest := max(rows.values(), key=lambda r: r.number, default=None):
            first = min(row.like or 0 for row in rows.values())
            if first:
                splices += grown_ranges(page, first, newest.number)
        reach = max(row for row, _ in cells), max(position for _, position in cells)
        splices += grown_dimension(page, *reach)
        for edit in edits.values():
            if edit.is_header:
                self._widen_table(page, edit)
        self.splices[name] = splices

    def _cell(self, page: WorksheetXml, edit: CellEdit, row: NewRow | None) -> bytes:
        own = page.cell(edit.at)
        if own is not None and own.first("f"):
            self.formulas_changed = True
        beside = (edit.at[0], edit.at[1] - 1) if edit.is_header else None
        above = (row.like, edit.at[1]) if row and row.like else beside
        return self._written(page, edit.at, edit.value, own, above, with_time=edit.with_time)

    def _written(
        self, page: WorksheetXml, at: At, value: Value, own: Found | None, above: At | None,
        *, with_time: bool = False,
    ) -> bytes:  # fmt: skip
        style, styles = _style(page, at, own, above), self.book.styles
        if not isinstance(value, (str, Formula)) and hasattr(value, "year"):
            if styles is None:
                value = cell_text(value)
            else:
                style = styles.dated(style, with_time=with_time)
        kept = {k: v for k, v in (own.attributes if own else {}).items() if k not in _OF_VALUE}
        attributes = f' s="{style}"' if style else ""
        attributes += "".join(f' {k}="{v}"' for k, v in kept.items())
        name, p = cell_name(*at), page.prefix
        return cell_xml(value, name, attributes, p, is_1904=self.book.is_1904)

    def _rest_of_row(
        self, page: WorksheetXml, row: NewRow, edits: dict[At, CellEdit]
    ) -> dict[At, bytes]:
        """The formulas and the looks that a new row takes from the row above."""
        there = {cell.position for cell in page.cells(row.number)}
        cells: dict[At, bytes] = {}
        for position, formula in row.formulas.items():
            at = (row.number, position)
            if at not in edits and self.book.value(page.name, at) is None:
                own = page.cell(at)
                above = (row.like, position) if row.like else None
                cells[at] = self._written(page, at, formula, own, above)
                self.cells[page.name, at] = formula
                self.formulas_changed = True
        for cell in page.cells(row.like) if row.like else ():
            at = (row.number, cell.position)
            taken = at in edits or at in cells or cell.position in there
            if not taken and "s" in cell.attributes:
                style = f' s="{cell.attributes["s"]}"'
                cells[at] = cell_xml(None, cell_name(*at), style, page.prefix, is_1904=False)
        return cells

    def _grow_tables(self, page: WorksheetXml, row: NewRow, positions: set[int]) -> None:
        for table in self.book.tables(page.name):
            area = self.tables.get(table.name.casefold(), table.area)
            inside = any(area.left <= position <= area.right for position in positions)
            if not inside or row.number <= area.bottom or (row.like or 0) < area.top:
                continue
            grown = replace(area, bottom=row.number)
            self._check_room(page, table, grown)
            self.tables[table.name.casefold()] = grown
            self.parts[table.part] = grown_table(table, grown)

    def _check_room(self, page: WorksheetXml, table: ExcelTable, grown: Area) -> None:
        for other in self.book.tables(page.name):
            a = other.area
            apart = (
                a.top > grown.bottom or a.bottom < grown.top
                or a.left > grown.right or a.right < grown.left
            )  # fmt: skip
            if other.part != table.part and not apart:
                raise LogError(
                    f"{page.name}!{cell_name(a.top, a.left)}: another table stands in the way of "
                    "the new row. Nothing was written. Move it and repeat."
                )

    def _widen_table(self, page: WorksheetXml, edit: CellEdit) -> None:
        for table in self.book.tables(page.name):
            key = table.name.casefold()
            area = self.tables.get(key, table.area)
            if area.top == edit.at[0] and area.right + 1 == edit.at[1]:
                wider = replace(table, area=area, xml=self.parts.get(table.part, table.xml))
                self.parts[table.part] = with_column(wider, str(edit.value))
                self.tables[key] = replace(area, right=area.right + 1)

    def _drop_stale_values(self) -> set[tuple[str, At]]:
        """Take the stored value from every formula cell that can hang on what changed."""
        formulas = [
            cell
            for sheet in self.book.parts if self.book.has_formulas(sheet)
            for cell in self.book.formula_cells(sheet) if (sheet, cell.at) not in self.cells
        ]  # fmt: skip
        formulas += [
            Cell(sheet, at, value.text)
            for (sheet, at), value in self.cells.items() if isinstance(value, Formula)
        ]  # fmt: skip
        if not formulas:
            return set()
        names = self.book.names
        tables = {
            name: replace(area, bottom=self.tables.get(name, area).bottom)
            for name, area in names.tables.items()
        }
        changed: dict[str, list[At]] = {}
        for sheet, at in self.cells:
            changed.setdefault(sheet, []).append(at)
        found = dependents(formulas, changed, DefinedNames(tables, names.defined))
        dropped = set()
        for sheet, at in sorted(found - self.cells.keys()):
            cell = self.book.sheet(sheet).cell(at)
            if cell is not None and cell.first("v"):
                page = self.book.sheet(sheet)
                splice = (cell.start, cell.end, without_value(page.xml[cell.start : cell.end]))
                self.splices.setdefault(sheet, []).append(splice)
                dropped.add((sheet, at))
        return dropped

    def _drop_chain(self) -> list[str]:
        """Forget the order of calculation; programs find it anew."""
        part = self.book.relation("calcChain")
        if part is None or part not in self.book.package:
            return []
        folder, _, file = self.book.main.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels".lstrip("/")
        for name, attribute in ((relations, "Target"), ("[content_types].xml", "PartName")):
            xml = self.parts.get(name) or self.book.package.read(name)
            self.parts[name] = re.sub(
                rb"""<(?:[\w.-]+:)?(?:Relationship|Override)\s[^<>]*?\b"""
                + attribute.encode() + rb"""=["'][^"'<>]*calcChain\.xml["'][^<>]*?/>""",
                b"", xml, flags=re.I,
            )  # fmt: skip
        return [part]

    def _notes(self) -> Iterator[str]:
        """What ends on the last row and does not grow with a new one."""
        for sheet, row in self.rows:
            if not row.like:
                continue
            for what in sorted(self._ending(sheet, row.like)):
                yield f"{what} ends on row {row.like} of {sheet} and does not grow."

    def _ending(self, sheet: str, last: int) -> set[str]:
        found = set()
        for name, text in self.book.defined_names.items():
            if not name.startswith("_xlnm.") and _ends(text, sheet, last):
                found.add(f'The named range "{name}"')
        for part in self.book.package.members:
            if part.startswith("xl/charts/") and part.endswith(".xml"):
                xml = visible(self.book.package.read(part))
                texts = re.findall(rb"<(?:[\w.-]+:)?f>([^<]*)</", xml)
                if any(_ends(entities(text), sheet, last) for text in texts):
                    found.add("A chart")
        for other in self.book.parts if len(found) < 5 else ():
            for cell in self.book.formula_cells(other) if self.book.has_formulas(other) else ():
                at = (cell.sheet, cell.at)
                if at not in self.cells and _ends(cell.text, sheet, last, cell):
                    found.add(f"The formula in {other}!{cell_name(*cell.at)}")
        return found if len(found) < 5 else {*sorted(found)[:4], "Another formula"}


_OF_VALUE = {"r", "s", "t", "cm", "vm"}


def _ends(text: str, sheet: str, last: int, cell: Cell | None = None) -> bool:
    """Whether a formula looks at several rows of a sheet that end with this one."""
    looked_at = areas(cell or Cell(sheet, (1, 0), text), DefinedNames())
    return any(
        a is not None and a.sheet == sheet.casefold() and a.top < a.bottom == last
        for a in looked_at
    )


def _style(page: WorksheetXml, at: At, own: Found | None, above: At | None) -> int:
    """The style of a cell: its own, that of the cell above, of its row, of its column."""
    if own is not None:
        return int(own.attributes.get("s", "0"))
    model = page.cell(above) if above else None
    if model is not None and "s" in model.attributes:
        return int(model.attributes["s"])
    row = page.row_attributes(at[0])
    if row.get("customFormat") in ("1", "true") and "s" in row:
        return int(row["s"])
    return int(page.column_style(at[1]) or "0")


def without_value(cell: bytes) -> bytes:
    """A formula cell without its stored value."""
    end = re.compile(rb"<(?:[\w.-]+:)?c" + ATTRIBUTES + rb"\s*>").match(cell)
    if end is None:
        return cell
    rest = re.sub(rb"<((?:[\w.-]+:)?v)(?:\s[^>]*)?(?:/>|>[^<]*</\1\s*>)", b"", cell[end.end() :])
    return without_attributes(cell[: end.end()], "t") + rest


def recalculating(main: bytes) -> bytes:
    """The workbook's main part, asking for a calculation when it is opened."""
    seen = visible(main)
    found = re.compile(rb"<(?:[\w.-]+:)?calcPr" + ATTRIBUTES + rb"\s*/?>").search(seen)
    if found:
        tag = with_attribute(main[slice(*found.span())], "fullCalcOnLoad", "1")
        return spliced(main, [(found.start(), found.end(), tag)])
    # Its place is after the defined names, else after the sheets.
    for element in (b"definedNames", b"externalReferences", b"functionGroups", b"sheets"):
        close = re.compile(rb"</((?:[\w.-]+:)?)" + element + rb"\s*>").search(seen)
        if close:
            new = f'<{close[1].decode()}calcPr fullCalcOnLoad="1"/>'.encode()
            return spliced(main, [(close.end(), close.end(), new)])
    return main
