"""A plan as it is put together: the cells to fill, in which rows, and what is doubtful."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from jobsearch.changes.doubts import Doubt, DoubtCode
from jobsearch.changes.parse_when import day_or_moment
from jobsearch.changes.plan import Change, Plan
from jobsearch.changes.target_file import SHEET_OF, MissingColumn, TargetFile
from jobsearch.errors import LogError
from jobsearch.log import Log, TableReading
from jobsearch.reading.files.grid import cell_name
from jobsearch.reading.layout.row_filter import OUTREACH
from jobsearch.reading.vocabulary.cell_values import choices, parse_word
from jobsearch.reading.vocabulary.dates import order_of
from jobsearch.reading.vocabulary.status import parse_status
from jobsearch.schema import Column
from jobsearch.spelling import fold
from jobsearch.writing.csv_text import Delimited, full_text, like_others, looks_like_formula
from jobsearch.writing.edit_file import edit_file
from jobsearch.writing.workbook.cells import (
    At,
    Formula,
    Value,
    cell_text,
    check_value,
    same_value,
)
from jobsearch.writing.workbook.edit import CellEdit
from jobsearch.writing.workbook.workbook import NewRow

_NAMES = ("id", "company", "role", "application", "interviewer")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d+)?")


class PlanBuilder:
    """
    The cells that a change fills, collected; `plan` makes a `Plan` of them.

    Parameters
    ----------
    log : Log
        As it was read; the file must still be that one.
    add : bool
        Whether to add columns and sheets that are missing.
    """

    def __init__(self, log: Log, *, add: bool = False) -> None:
        self.file = TargetFile(log, add=add)
        self.changes: dict[tuple[str, At], Change] = {}
        self.rows: list[tuple[str, NewRow]] = []
        self.doubts: list[Doubt] = []
        self.notes: list[str] = []
        self._with_time: set[tuple[str, At]] = set()

    def set(self, table: str, row: int, name: str, value: Value, *, needed: bool = True) -> None:
        """
        Fill a cell, unless there is nothing to fill in or it holds the value already.

        A column that is missing is an error where it is `needed`, else it is left out.
        """
        if value is not None and value != "":
            self._set(table, row, name, value, needed=needed)

    def _set(self, table: str, row: int, name: str, value: Value, *, needed: bool = True) -> None:
        t = self.file.tables[table]
        column = next(c for c in SHEET_OF[table].columns if c.name == name)
        position = self._position(table, column) if needed else t.places.get(name)
        if position is not None:
            self._put(table, (row, position), column, value)
        elif needed:
            raise MissingColumn(
                f'The sheet {t.sheet} of {self.file.path.name} has no column "{column.header}", '
                "which this needs."
            )

    def set_day(self, table: str, row: int, name: str, day: dt.date) -> None:
        """Fill in a day; where the file has no column for it, that is doubtful."""
        column = next(c for c in SHEET_OF[table].columns if c.name == name)
        if self._position(table, column) is None:
            sheet = self.file.tables[table].sheet
            text = f'The sheet {sheet} has no column "{column.header}" for the date.'
            self.doubts.append(Doubt(DoubtCode.MISSING_COLUMN, text))
            return
        self.set(table, row, name, day)

    def set_status(self, row: int, word: str, day: dt.date, *, needed: bool = True) -> bool:
        """
        Fill in a status; where a tracker keeps several with their days, the next one is taken.

        Returns
        -------
        bool
            Whether the day is written beside it.
        """
        file, t, columns = self.file, self.file.tables["applications"], self.file.status_columns()
        if not any(columns.values()):
            self.set("applications", row, "status", word, needed=needed)
            return False
        headers = file.book.row_values(t.sheet, t.header_row)
        free = [
            p for p in columns if len(columns) == 1 or file.book.value(t.sheet, (row, p)) is None
        ]
        if not free:
            if needed:
                raise LogError(
                    f"{t.sheet}!{cell_name(row, max(columns))}: every status column of this row is "
                    f'filled, up to "{headers[max(columns)]}". Nothing was written. Add one more, '
                    "with its date, and repeat."
                )
            return False
        day_position = columns[free[0]]
        for position, kind, value in ((free[0], "text", word), (day_position, "day", day)):
            if position is not None:
                column = Column(str(headers[position]), kind, "")
                self._put("applications", (row, position), column, value)
        return day_position is not None

    def _position(self, table: str, column: Column) -> int | None:
        """The position of a column; where it is missing, it is added or None."""
        found = self.file.tables[table].places.get(column.name)
        return self._add_column(table, column) if found is None and self.file.add else found

    def _add_column(self, table: str, column: Column) -> int:
        t = self.file.tables[table]
        at = (t.header_row, self.file.add_column(table, column))
        self.changes[t.sheet, at] = Change(t.sheet, at, column.header, None, column.header, True)
        return at[1]

    def _put(self, table: str, at: At, column: Column, value: Value) -> None:
        t = self.file.tables[table]
        where = f"{t.sheet}!{cell_name(*at)}"
        new = next((r for s, r in self.rows if s == t.sheet and r.number == at[0]), None)
        value = self._as_stored(table, at[1], check_value(value, where))
        if isinstance(self.file.book, Delimited) and value and looks_like_formula(str(value)):
            text = (
                f"{where}: a spreadsheet program that opens the .csv may take "
                f'"{cell_text(value)}" for a formula.'
            )
            self.doubts.append(Doubt(DoubtCode.LIKE_A_FORMULA, text))
        before = None if new else self.file.book.value(t.sheet, at)
        if new and at[1] in new.formulas:
            self.notes.append(f"{where} is calculated by a formula, which stays.")
            return
        if isinstance(before, Formula):
            text = f"{where} holds a formula ({cell_text(before)}), which this would replace."
            self.doubts.append(Doubt(DoubtCode.FORMULA_LOST, text))
        if same_value(before, value):
            self.changes.pop((t.sheet, at), None)
            return
        if column.kind == "moment":
            self._with_time.add((t.sheet, at))
        header = t.columns.get(column.name, column.header)
        self.changes[t.sheet, at] = Change(t.sheet, at, header, before, value)

    def _as_stored(self, table: str, position: int, value: Value) -> Value:
        """A value as the file has it: in a file of text a date in the way of its column."""
        book = self.file.book
        if not isinstance(book, Delimited):
            return value
        if not isinstance(value, dt.date):
            return full_text(value) or None
        t, day_first = self.file.tables[table], self.file.log.settings.day_first
        if day_first is not None:
            known = "day first" if day_first else "month first"
        else:
            days = [c.name for c in SHEET_OF[table].columns if c.kind in {"day", "moment"}]
            others = [t.places[name] for name in days if name in t.places]
            orders = {order_of(book.column(p, t.header_row)) for p in others} - {""}
            known = orders.pop() if len(orders) == 1 else ""
        return like_others(value, book.column(position, t.header_row), known)

    def add_rows(self, table: str, count: int = 1) -> list[int]:
        """New rows below the list: their numbers."""
        t, book = self.file.tables[table], self.file.book
        anchor = "" if table == "applications" else "application"
        last = self.file.last_row(table)
        if isinstance(book, Delimited):
            self._check_nothing_below(t, last)
        rows = book.new_rows(t.sheet, t.header_row, last, t.places, anchor=anchor, count=count)
        self.rows += [(t.sheet, row) for row in rows]
        return [row.number for row in rows]

    def _check_nothing_below(self, t: TableReading, last: int) -> None:
        """LogError where a total or the like ends a list of text, which grows at its end."""
        among = t.set_aside.get(OUTREACH, ())
        for row in sorted({r for rows in t.set_aside.values() for r in rows} - {*among}):
            values = self.file.book.row_values(t.sheet, row) if row > last else {}
            for position, value in values.items():
                raise LogError(
                    f'{t.sheet}!{cell_name(row, position)} holds "{cell_text(value)}", below '
                    "the list, so there is no room for a new row. Nothing was written. Take that "
                    "row out of the file and repeat."
                )

    def set_own(self, table: str, row: int, values: Mapping[str, str] | None) -> None:
        """Fill columns by their headers, the user's own or ours, from text."""
        t = self.file.tables[table]
        for header, text in (values or {}).items():
            column = self.file.column(table, header)
            if column.name in {c.name for c in SHEET_OF[table].columns}:
                self._set_own(table, row, column, text)
                continue
            headers = self.file.book.row_values(t.sheet, t.header_row)
            position = next(
                (p for p, v in headers.items() if isinstance(v, str) and fold(v) == fold(header)),
                None,
            )
            if position is None and self.file.add:
                position = self._add_column(table, column)
            if position is None:
                listed = ", ".join(str(v) for v in headers.values())
                raise MissingColumn(
                    f'The sheet {t.sheet} of {self.file.path.name} has no column "{header}". It '
                    f"has {listed}."
                )
            self._put(table, (row, position), column, parse_value(column, text))

    def _set_own(self, table: str, row: int, column: Column, text: str) -> None:
        """Fill one of our columns from text; a status may be named more closely."""
        t, value = self.file.tables[table], parse_value(column, text)
        at = (row, t.places.get(column.name, -1))
        planned = self.changes.get((t.sheet, at))
        is_free = column.name == "status" and not _are_two_ends(planned, text)
        if (
            planned
            and not (is_free or value is None)
            and not same_value(planned.after, self._as_stored(table, at[1], value))
        ):
            raise LogError(
                f'{planned.column} cannot be both "{cell_text(planned.after)}" and '
                f'"{text.strip()}". Nothing was written. Give it once.'
            )
        self._set(table, row, column.name, value)

    def key(self, row: int) -> str | None:
        """The ID that an application has, or will have."""
        t, rows = self.file.tables["applications"], self.file.log.applications
        change = self.changes.get((t.sheet, (row, t.places.get("id", -1))))
        if change is not None:
            return str(change.after)
        known = rows.loc[rows["row"] == row, "application"]
        return str(known.iloc[0]) if len(known) else None

    def word(self, table: str, meaning: str) -> str:
        """How this log writes a word with a fixed meaning, such as a status."""
        tables = self.file.tables
        read = tables[table].words if table in tables else {}
        return next((text for text, m in read.items() if m == meaning), meaning.replace("_", " "))

    def plan(self, what: str, application: object, at: dt.date | None = None) -> Plan:
        """The plan."""
        edits = [
            CellEdit(c.sheet, c.at, c.after, key in self._with_time, c.is_header)
            for key, c in self.changes.items()
        ]
        if not edits:
            raise LogError("The log already says this; there is nothing to change.")
        file = self.file
        header_row = file.tables["applications"].header_row
        result = edit_file(file.book, edits, self.rows, header_row)
        added = [f"The sheet {sheet} is added." for sheet in file.added_sheets]
        return Plan(
            path=file.path,
            what=what,
            application=str(application),
            changes=tuple(self.changes.values()),
            rows=tuple(sorted({(sheet, row.number) for sheet, row in self.rows})),
            doubts=tuple(self.doubts),
            notes=(*added, *self.notes, *result.notes),
            digest=file.log.reading.digest,
            old=file.old,
            result=result,
            at=at,
            header_row=header_row,
            sheet=file.sheet,
            named=self._named(),
            before=file.log,
        )

    def _named(self) -> dict[tuple[str, int], dict[int, Value]]:
        """What tells each row that was there from the others, so that it is known again."""
        book, new = self.file.book, {(sheet, row.number) for sheet, row in self.rows}
        names = {t.sheet: [t.places.get(n) for n in _NAMES] for t in self.file.tables.values()}
        old = {(s, at[0]) for (s, at), c in self.changes.items() if not c.is_header} - new
        return {
            (s, row): {
                position: value
                for position in names[s]
                if position is not None and (s, (row, position)) not in self.changes
                and (value := book.value(s, (row, position))) is not None
            }
            for s, row in sorted(old)
        }  # fmt: skip


def _are_two_ends(planned: Change | None, text: str) -> bool:
    """Whether a status that is planned is an end, and the text another one."""
    texts = (cell_text(planned.after) if planned else "", text)
    first, second = (status[1] if (status := parse_status(t, {})) else "" for t in texts)
    return bool(first and second and first != second and first != "open")


def parse_value(column: Column, text: str) -> Value:
    """
    What a person typed for a column; in a column of their own numbers and days are such.

    Raises
    ------
    LogError
        If it is not a date or not one of the words that the column takes.

    Examples
    --------
    >>> salary = Column("Salary", "own", "")
    >>> parse_value(salary, "50k"), parse_value(salary, "50000")
    ('50k', 50000.0)
    """
    text = text.strip()
    if not text:
        return None
    if column.kind in {"day", "moment"}:
        return day_or_moment(text, column.header, with_time=column.kind == "moment")
    if column.kind == "word":
        known = parse_status(text, {}) if column.name == "status" else parse_word(column.name, text)
        if not known and choices(column.name):
            raise LogError(
                f'{column.header} cannot be "{text}". Nothing was written. Use '
                f"{choices(column.name)}."
            )
        return text
    if column.kind == "own" and _NUMBER.fullmatch(text):
        return float(text)
    if column.kind == "own" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return day_or_moment(text, column.header, with_time=False)
    return text
