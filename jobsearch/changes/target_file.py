"""Where things stand in the file to change: its sheets, which column is which, what it lacks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from jobsearch.errors import LogError
from jobsearch.log import Log, TableReading
from jobsearch.reading.files import read_content
from jobsearch.reading.files.grid import cell_name
from jobsearch.schema import LAST_ROW, SHEETS, Column
from jobsearch.spelling import fold, normal
from jobsearch.writing.csv_text import Delimited
from jobsearch.writing.edit_file import open_file
from jobsearch.writing.file_safety import changed_meanwhile, digest_of
from jobsearch.writing.workbook.cells import cell_text
from jobsearch.writing.workbook.new_sheet import with_sheet
from jobsearch.writing.workbook.workbook import WritableWorkbook

SHEET_OF = {sheet.table: sheet for sheet in SHEETS}


class MissingColumn(LogError):
    """The log has no column or sheet for what has to be written; it can be added."""


class TargetFile:
    """
    The file of a log as a change meets it; a column or a sheet that it lacks may be added.

    Parameters
    ----------
    log : Log
        As it was read; the file must still be that one.
    add : bool
        Whether to add columns and sheets that are missing.
    """

    def __init__(self, log: Log, *, add: bool = False) -> None:
        self.log, self.add = log, add
        self.path = Path(log.reading.path)
        self.old = read_content(self.path)
        if digest_of(self.old) != log.reading.digest:
            raise changed_meanwhile(self.path)
        self.book = open_file(self.path, self.old)
        # What was made of wide columns has no sheet of its own.
        self.tables: dict[str, TableReading] = {
            t.table: replace(t, places=dict(t.places))  # a column may be added to it
            for t in log.reading.tables if not t.made_from
        }  # fmt: skip
        self.sheet = self.tables["applications"].sheet
        self.added_sheets: list[str] = []
        self._widths: dict[str, int] = {}  # sheet → how far its headers reach

    def has(self, table: str, column: str) -> bool:
        """Whether the file has a column for this."""
        return table in self.tables and column in self.tables[table].places

    def need_sheet(self, table: str) -> None:
        """See that the file has this sheet."""
        if table in self.tables:
            return
        sheet, name = SHEET_OF[table], self.path.name
        if isinstance(self.book, Delimited):
            raise LogError(
                f"{name} is a .csv, which holds one table, and this needs a sheet {sheet.name}. "
                "Nothing was written. Save it as .xlsx and repeat, or start a log with "
                "`jobsearch init`."
            )
        if any(normal(s) == normal(sheet.name) for s in self.book.sheets):
            raise LogError(
                f"The sheet {sheet.name} of {name} has no header row with "
                f"{sheet.columns[0].header}. Nothing was written. Write one and repeat."
            )
        if not self.add:
            raise MissingColumn(f"{name} has no sheet {sheet.name}, which this needs.")
        self.book = WritableWorkbook(with_sheet(self.book, sheet), name)
        self.added_sheets.append(sheet.name)
        self.tables[table] = TableReading(
            sheet.name, table, 1, 0, 0, {c.name: c.header for c in sheet.columns}, (),
            places={c.name: position for position, c in enumerate(sheet.columns)},
        )  # fmt: skip

    def add_column(self, table: str, column: Column) -> int:
        """The position of a new column, right of the others."""
        t = self.tables[table]
        position = self._widths.get(t.sheet) or self.book.width(t.sheet, t.header_row)
        for row in range(t.header_row + 1, self.last_row(table) + 1):
            value = self.book.value(t.sheet, (row, position))
            if value is not None:
                raise LogError(
                    f'{t.sheet}!{cell_name(row, position)} holds "{cell_text(value)}", right of '
                    "the list, so there is no room for a new column. Nothing was written. Leave an "
                    "empty column there and repeat."
                )
        self._widths[t.sheet] = position + 1
        t.places[column.name] = position
        return position

    def last_row(self, table: str) -> int:
        """The last row of a list, else its header."""
        numbers = getattr(self.log, table)["row"]
        rows: list[int] = numbers[numbers <= LAST_ROW].tolist()
        return max([self.tables[table].header_row, *rows])

    def status_columns(self) -> dict[int, int | None]:
        """The columns of statuses from the first, each with that of its day if it has one."""
        t = self.tables["applications"]
        if "status" not in t.columns:
            return {}
        headers = self.book.row_values(t.sheet, t.header_row)
        positions = {normal(str(text)).replace(" ", ""): p for p, text in headers.items()}
        days = {text: p for text, p in positions.items() if p not in t.places.values()}
        first = normal(t.columns["status"]).replace(" ", "")
        stem = first.rstrip("0123456789")
        if stem == first:
            return {positions[first]: days.get(f"{first}date")} if first in positions else {}
        found, number = {}, int(first.removeprefix(stem))
        while (header := f"{stem}{number}") in positions:
            found[positions[header]] = days.get(f"{header}date")
            number += 1
        return found

    def column(self, table: str, header: str) -> Column:
        """One of our columns by its header here or in the schema, else one of the user's own."""
        t, columns = self.tables[table], SHEET_OF[table].columns
        for column in columns:
            if fold(t.columns.get(column.name, "")) == fold(header):
                return column
        for column in columns:
            if normal(column.header) == normal(header):
                return column
        return Column(header, "own", "")
