"""A plan as it is put together: the cells to fill, in which rows, and what is doubtful."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from jobsearch.changes.parse_when import day_or_moment
from jobsearch.changes.plan import Change, Plan
from jobsearch.changes.target_file import SHEET_OF, MissingColumn, TargetFile
from jobsearch.errors import LogError
from jobsearch.log import Log, TableReading
from jobsearch.reading.files.grid import cell_name
from jobsearch.reading.layout.row_filter import OUTREACH
from jobsearch.reading.vocabulary.cell_values import CHOICES, parse_word
from jobsearch.reading.vocabulary.dates import order_of
from jobsearch.reading.vocabulary.status import parse_status
from jobsearch.schema import Column
from jobsearch.spelling import fold
from jobsearch.writing.csv_text import Delimited, like_others, looks_like_formula, said_whole
from jobsearch.writing.workbook.cells import At, Formula, Value, checked, said, same
from jobsearch.writing.workbook.edit import CellEdit, edit_workbook
from jobsearch.writing.workbook.workbook import NewRow

_NAMES = ("id", "company", "role", "application", "interviewer")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d+)?")


class PlanBuilder(TargetFile):
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
        super().__init__(log, add=add)
        self.times: set[tuple[str, At]] = set()
        self.rows: list[tuple[str, NewRow]] = []
        self.doubts: list[str] = []
        self.notes: list[str] = []

    def set(self, table: str, row: int, name: str, value: Value, *, needed: bool = True) -> None:
        """
        Fill a cell; one that holds the value already is left alone.

        A column that is missing is an error where it is `needed`, else it is left out.
        """
        t = self.tables[table]
        column = next(c for c in SHEET_OF[table].columns if c.name == name)
        place = self.place(table, column) if needed else t.places.get(name)
        if place is None:
            if needed:
                raise MissingColumn(
                    f'The sheet {t.sheet} of {self.path.name} has no column "{column.header}", '
                    "which this needs."
                )
            return
        self._put(table, (row, place), column, value)

    def set_day(self, table: str, row: int, name: str, day: dt.date) -> None:
        """Fill in a day; where the file has no column for it, that is doubtful."""
        column = next(c for c in SHEET_OF[table].columns if c.name == name)
        if self.place(table, column) is None:
            sheet = self.tables[table].sheet
            self.doubts.append(
                f'The sheet {sheet} has no column "{column.header}", so the day would not be '
                "written; --add-column adds it."
            )
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
        t, columns = self.tables["applications"], self.status_columns()
        if not any(columns.values()):
            self.set("applications", row, "status", word, needed=needed)
            return False
        headers = self.book.row_values(t.sheet, t.header_row)
        free = [
            p for p in columns if len(columns) == 1 or self.book.value(t.sheet, (row, p)) is None
        ]
        if not free:
            if needed:
                raise LogError(
                    f"{t.sheet}!{cell_name(row, max(columns))}: every column of a status is filled "
                    f'there, up to "{headers[max(columns)]}". Nothing was written. Add one more, '
                    "with its day, and repeat."
                )
            return False
        beside = columns[free[0]]
        for place, kind, value in ((free[0], "text", word), (beside, "day", day)):
            if place is not None:
                self._put(
                    "applications", (row, place), Column(str(headers[place]), kind, ""), value
                )
        return beside is not None

    def _put(self, table: str, at: At, column: Column, value: Value) -> None:
        t = self.tables[table]
        where = f"{t.sheet}!{cell_name(*at)}"
        value = checked(value, where)
        before = None if self._is_new(t.sheet, at[0]) else self.book.value(t.sheet, at)
        if isinstance(self.book, Delimited):
            value = self._spelled(table, at[1], value)
            if value and looks_like_formula(value):
                self.doubts.append(
                    f'{where}: a spreadsheet program may take "{said(value)}" for a formula when '
                    "it opens a .csv."
                )
        computed = self._computed(t.sheet, at)
        if computed is not None:
            self.notes.append(f"{where} is computed by a formula there, which is kept.")
            return
        if isinstance(before, Formula):
            self.doubts.append(f"{where} holds a formula ({said(before)}), which would go.")
        if same(before, value):
            self.changes.pop((t.sheet, at), None)
            return
        if column.kind == "moment":
            self.times.add((t.sheet, at))
        header = t.columns.get(column.name, column.header)
        self.changes[t.sheet, at] = Change(t.sheet, at, header, before, value)

    def _spelled(self, table: str, place: int, value: Value) -> str | None:
        """A value as a file of text has it; a date in the way of its column."""
        assert isinstance(self.book, Delimited)
        if not isinstance(value, dt.date):
            return said_whole(value) or None
        t, day_first = self.tables[table], self.log.settings.day_first
        if day_first is not None:
            known = "day first" if day_first else "month first"
        else:
            days = [c.name for c in SHEET_OF[table].columns if c.kind in {"day", "moment"}]
            others = [t.places[name] for name in days if name in t.places]
            orders = {order_of(self.book.column(p, t.header_row)) for p in others} - {""}
            known = orders.pop() if len(orders) == 1 else ""
        return like_others(value, self.book.column(place, t.header_row), known)

    def _is_new(self, sheet: str, row: int) -> bool:
        return any(s == sheet and r.number == row for s, r in self.rows)

    def _computed(self, sheet: str, at: At) -> Formula | None:
        """The formula that a new row takes over from the row above, if it does here."""
        rows = [r for s, r in self.rows if s == sheet and r.number == at[0]]
        return rows[0].formulas.get(at[1]) if rows else None

    def add_rows(self, table: str, count: int = 1) -> list[int]:
        """New rows below the list: their numbers."""
        t = self.tables[table]
        anchor = "" if table == "applications" else "application"
        last = self.last_row(table)
        if isinstance(self.book, Delimited):
            self._check_nothing_below(t, last)
        rows = self.book.new_rows(t.sheet, t.header_row, last, t.places, anchor=anchor, count=count)
        self.rows += [(t.sheet, row) for row in rows]
        return [row.number for row in rows]

    def _check_nothing_below(self, t: TableReading, last: int) -> None:
        """LogError where a total or the like ends a list of text, which grows at its end."""
        among = t.set_aside.get(OUTREACH, ())
        for row in sorted({r for rows in t.set_aside.values() for r in rows} - {*among}):
            held = self.book.row_values(t.sheet, row) if row > last else {}
            for place, value in held.items():
                raise LogError(
                    f'{t.sheet}!{cell_name(row, place)} holds "{said(value)}", below the list, so '
                    "a new row has no place. Nothing was written. Take that row out of the file "
                    "and repeat."
                )

    def set_own(self, table: str, row: int, values: Mapping[str, str]) -> None:
        """Fill columns by their headers, the user's own or ours, from text."""
        t = self.tables[table]
        for header, text in values.items():
            column = self.column(table, header)
            if column.name in {c.name for c in SHEET_OF[table].columns}:
                self._set_own(table, row, column, text)
                continue
            texts = self.book.row_values(t.sheet, t.header_row)
            places = [p for p, v in texts.items() if isinstance(v, str) and fold(v) == fold(header)]
            place = places[0] if places else (self.add_column(table, column) if self.add else None)
            if place is None:
                listed = ", ".join(str(v) for v in texts.values())
                raise MissingColumn(
                    f'The sheet {t.sheet} of {self.path.name} has no column "{header}". It has '
                    f"{listed}."
                )
            self._put(table, (row, place), column, parsed(column, text))

    def _set_own(self, table: str, row: int, column: Column, text: str) -> None:
        """Fill one of our columns from text; a status may be told more closely."""
        t, value = self.tables[table], parsed(column, text)
        at = (row, t.places.get(column.name, -1))
        planned = self.changes.get((t.sheet, at))
        is_free = column.name == "status" and not _are_two_ends(planned, text)
        if planned and value is not None and not is_free:
            new: Value = value
            if isinstance(self.book, Delimited):
                new = self._spelled(table, at[1], value)
            if not same(planned.after, new):
                raise LogError(
                    f'{planned.column} cannot be both "{said(planned.after)}" and '
                    f'"{text.strip()}". Nothing was written. Give it once.'
                )
        self.set(table, row, column.name, value)

    def key(self, row: int) -> str | None:
        """The ID that an application has, or will have."""
        t = self.tables["applications"]
        place = t.places.get("id")
        change = self.changes.get((t.sheet, (row, place))) if place is not None else None
        if change is not None:
            return str(change.after)
        known = self.log.applications.loc[self.log.applications["row"] == row, "application"]
        return str(known.iloc[0]) if len(known) else None

    def word(self, table: str, meaning: str) -> str:
        """How this log writes a word with a fixed meaning, such as a status."""
        read = self.tables[table].words if table in self.tables else {}
        return next((text for text, m in read.items() if m == meaning), meaning.replace("_", " "))

    def plan(self, what: str, application: str, at: dt.date | None = None) -> Plan:
        """The plan."""
        edits = [
            CellEdit(c.sheet, c.at, c.after, key in self.times, c.is_header)
            for key, c in self.changes.items()
        ]
        if not edits:
            raise LogError("The log says so already: there is nothing to write.")
        header_row = self.tables["applications"].header_row
        if isinstance(self.book, Delimited):
            result = self.book.edit(edits, [row for _, row in self.rows], header_row)
        else:
            result = edit_workbook(self.book, edits, self.rows)
        rows = {(s, r.number) for s, r in self.rows}
        added = [f"The sheet {sheet} is added." for sheet in self.added_sheets]
        notes = (*added, *self.notes, *result.notes)
        return Plan(
            self.path, what, application, tuple(self.changes.values()), tuple(sorted(rows)),
            tuple(self.doubts), notes, self.log.reading.digest, self.old, result, at,
            header_row, self.sheet, named=self._named(), before=self.log,
        )  # fmt: skip

    def _named(self) -> dict[tuple[str, int], dict[int, Value]]:
        """What tells each row that was there from the others, so that it is known again."""
        names = {t.sheet: [t.places.get(name) for name in _NAMES] for t in self.tables.values()}
        there = {
            (s, at[0])
            for (s, at), c in self.changes.items()
            if not (c.is_header or self._is_new(s, at[0]))
        }
        return {
            (s, row): {
                place: held
                for place in names[s]
                if place is not None and (s, (row, place)) not in self.changes
                and (held := self.book.value(s, (row, place))) is not None
            }
            for s, row in sorted(there)
        }  # fmt: skip


def _are_two_ends(planned: Change | None, text: str) -> bool:
    """Whether a status that is planned is an end, and the text another one."""
    statuses = [parse_status(s, {}) for s in (said(planned.after) if planned else "", text)]
    first, second = (status[1] if status else "" for status in statuses)
    return bool(first and second and first != second and first != "open")


def parsed(column: Column, text: str) -> Value:
    """
    What a person typed for a column; in a column of their own numbers and days are such.

    Raises
    ------
    LogError
        If it is no date or none of the words that the column takes.

    Examples
    --------
    >>> parsed(Column("Salary", "own", ""), "50k"), parsed(Column("Salary", "own", ""), "50000")
    ('50k', 50000.0)
    """
    text = text.strip()
    if not text:
        return None
    if column.kind in {"day", "moment"}:
        return day_or_moment(text, column.header, with_time=column.kind == "moment")
    if column.kind == "word":
        known = parse_status(text, {}) if column.name == "status" else parse_word(column.name, text)
        if not known and column.name in CHOICES:
            raise LogError(
                f'"{text}" is not understood for {column.header}. Nothing was written. Write '
                f"{CHOICES[column.name]}."
            )
        return text
    if column.kind == "own" and _NUMBER.fullmatch(text):
        return float(text)
    if column.kind == "own" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return day_or_moment(text, column.header, with_time=False)
    return text
