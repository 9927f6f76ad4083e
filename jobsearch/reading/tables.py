"""One sheet → one typed table: dates, words and text, every row knowing its sheet row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from jobsearch.log import TableReading
from jobsearch.reading.dates import order_of, parse_dates
from jobsearch.reading.derive import Derived, assumed_order, dated_words, whole_status
from jobsearch.reading.grid import Grid, cell_name
from jobsearch.reading.headers import Header
from jobsearch.reading.problems import Problems, shown
from jobsearch.reading.rows import Rows, sort_rows
from jobsearch.reading.words import (
    AMBIGUOUS,
    CHOICES,
    is_empty,
    is_flag,
    is_yes,
    nearest_statuses,
    normal,
    parse_status,
    parse_word,
)
from jobsearch.schema import OUTCOMES, STAGES, Column, Settings, Sheet

# What the readers add to the tables: a column of the user's own does not take these names.
_ADDED = {
    *("application", "employer", "interview"),
    *("is_sent", "says_answered", "owes_thanks", "is_thanked", "is_held_some_day"),
}
# Long texts are the user's own words: "-" or "none" in them stays.
_FREE_TEXT = {"notes", "message", "thank_you_note", "talked_about"}


@dataclass
class Table:
    """
    A sheet as a typed table, and where its columns stand, so that a message can name a cell.

    ``wrong`` says for each column of dates which rows hold something that is none, ``raw`` the
    cells of each column as they stand in the file. ``origin`` has the row and column of the cell
    that each row was made from, where a table has no sheet of its own.
    """

    sheet: Sheet
    name: str
    rows: pd.DataFrame
    places: dict[str, int]
    wrong: dict[str, np.ndarray] = field(default_factory=dict)
    reading: TableReading | None = None
    assumed: list[str] = field(default_factory=list)
    raw: dict[str, Sequence[object]] = field(default_factory=dict)
    origin: list[tuple[int, int]] = field(default_factory=list)
    headers: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name of the table among all: that of its sheet, if it has one of its own."""
        return self.reading.sheet if self.reading is not None else self.name

    def add_problems(
        self, problems: Problems, where: np.ndarray, column: str, texts: list[str] | str
    ) -> None:
        """A problem for each row of the mask `where`, at `column` or at what stands for it."""
        if not where.any():
            return
        name = next((n for n in (column, "status", "response") if n in self.places), column)
        header = next(c.header for c in self.sheet.columns if c.name == name)
        if self.reading is not None:
            header = self.reading.columns.get(name, header)
        chosen = self.rows.loc[where, ["row", name]]
        positions = np.flatnonzero(where).tolist()
        pairs = zip(positions, chosen["row"].tolist(), chosen[name].tolist(), strict=True)
        for nth, (position, row, value) in enumerate(pairs):
            place = self.places.get(name, 0)
            if self.origin:
                row, place = self.origin[position]
                header = self.headers[place]
            problems.add(
                self.name,
                row,
                place,
                column=header,
                value="" if pd.isna(value) else as_text(value),
                problem=texts if isinstance(texts, str) else texts[nth],
            )


def as_text(value: object) -> str:
    """A date as 2026-03-14, a moment as 2026-03-14 15:30, anything else as itself."""
    if isinstance(value, pd.Timestamp):
        whole_day = value == value.normalize()
        return value.strftime("%Y-%m-%d" if whole_day else "%Y-%m-%d %H:%M")
    return str(value)


def read_table(
    grid: Grid,
    header: Header,
    sheet: Sheet,
    settings: Settings,
    problems: Problems,
    *,
    rows: Rows | None = None,
    derived: Derived | None = None,
) -> Table:
    """
    The rows below the header of `grid` as the table of `sheet`.

    `rows` are these rows, sorted; `derived` what the wide columns tell beside it.
    """
    rows = rows or sort_rows(grid, header, sheet)
    numbers = rows.numbers
    width = len(header.texts)
    by_place: list[tuple[object, ...]] = list(zip(*rows.cells, strict=False)) or [()] * width
    table = Table(sheet, grid.sheet, pd.DataFrame(), dict(header.columns))
    broken = _report_broken(grid, header, numbers, problems)
    data: dict[str, object] = {"row": np.array(numbers, dtype="int64")}
    read = _Read(settings, table)
    read.find_known = lambda: known_order(header, rows, sheet)

    for column in sheet.columns:
        name = column.name
        place = header.columns.get(name, 0)
        values = by_place[place] if name in header.columns else ("",) * len(numbers)
        text = header.texts[place] if name in header.columns else ""
        filled = _filled(name, derived, values)
        wrong = read.column(data, column, text, values if filled is None else filled)
        table.raw[name] = values if filled is None else filled
        for position, why in wrong.items():
            problems.add(
                grid.sheet,
                numbers[position],
                place,
                column=text,
                value=values[position],
                problem=why,
            )
        if name in table.wrong and name in broken:
            table.wrong[name] |= broken[name]
            table.raw[name] = [
                f"(the cell {grid.broken[cell_name(number, place)]})" if is_broken else cell
                for number, is_broken, cell in zip(
                    numbers, broken[name], table.raw[name], strict=True
                )
            ]
    used = {*header.columns.values()}
    for place, text in enumerate(header.texts):
        if text and place not in used:
            is_free = text not in data and text not in _ADDED
            own = text if is_free else f"{text} ({cell_name(header.row + 1, place)})"
            data[own] = pd.Series(by_place[place], dtype=object).replace("", np.nan)
    table.rows = pd.DataFrame(data)
    for number, (place, cell) in rows.too_long.items():
        left_out = " The row is left out." if number in rows.in_error else ""
        problems.add(
            grid.sheet,
            number,
            place,
            column="",
            value=cell,
            problem=f"The row goes on past the header's {width} columns, so its cells may stand "
            f"in the wrong ones.{left_out} A text with a comma in it needs quotation marks.",
        )
    for position, place, cell, why in derived.wrong if derived else ():
        problems.add(
            grid.sheet, numbers[position], place,
            column=header.texts[place], value=cell, problem=why,
        )  # fmt: skip
    table.assumed += derived.assumed if derived else ()
    table.reading = TableReading(
        sheet=grid.sheet,
        table=sheet.table,
        header_row=header.row + 1,
        n_rows=rows.n,
        n_set_aside=sum(map(len, rows.set_aside.values())),
        columns={name: header.texts[place] for name, place in header.columns.items()},
        not_used=tuple(text for text, _ in header.not_used()),
        words=read.words,
        places=dict(header.columns),
        n_read=len(numbers),
        n_in_error=len(rows.in_error),
        counts={word: read.counts[word] for word in {**read.words, **read.unknown}},
        unknown=read.unknown,
        set_aside={reason: tuple(found) for reason, found in rows.set_aside.items()},
        in_error=tuple(rows.in_error),
    )
    return table


def _filled(
    name: str, derived: Derived | None, values: Sequence[object]
) -> Sequence[object] | None:
    """The cells of a column with what wide columns tell in its blanks; None where they do not."""
    if derived is None or name not in {"applied_on", "status"}:
        return None
    told: dict[int, object] = {}
    if name == "applied_on":
        told = {position: day for position, (day, _) in derived.applied.items()}
    elif derived.sent:
        told = {p: "applied" if yes else "prospect" for p, (yes, _) in derived.sent.items()}
    if not told:
        return None
    return [told.get(p, cell) if is_empty(cell) else cell for p, cell in enumerate(values)]


def known_order(header: Header, rows: Rows, sheet: Sheet) -> str:
    """The one order that the columns of dates decide, "" where they decide none or both."""
    kinds = {column.name: column.kind for column in sheet.columns}
    days = [p for name, p in header.columns.items() if kinds[name] in {"day", "moment"}]
    days += [wide.place for wide in header.wide]
    days += [p for p in (header.status_date, *(w.date_place for w in header.wide)) if p]
    orders: set[str] = set()
    for place in dict.fromkeys(p for p in days if p >= 0):
        texts = {c for cells in rows.cells if isinstance(c := cells[place], str) and c}
        orders.add(order_of(texts))
    orders.discard("")
    return orders.pop() if len(orders) == 1 else ""


def _report_broken(
    grid: Grid, header: Header, numbers: list[int], problems: Problems
) -> dict[str, np.ndarray]:
    """Report the cells that have no value; which rows they are in, by column."""
    broken = {}
    for name, place in header.columns.items() if grid.broken else ():
        whys = [grid.broken.get(cell_name(number, place)) for number in numbers]
        for number, why in zip(numbers, whys, strict=True):
            if why:
                text = header.texts[place]
                problem = f"The cell {why}."
                problems.add(grid.sheet, number, place, column=text, value="", problem=problem)
        broken[name] = np.array([why is not None for why in whys], dtype=bool)
    return broken


def empty_table(sheet: Sheet) -> Table:
    """A sheet that the file does not have."""
    data: dict[str, object] = {"row": np.array([], dtype="int64")}
    table = Table(sheet, sheet.name, pd.DataFrame(), {})
    read = _Read(Settings(), table)
    for column in sheet.columns:
        read.column(data, column, "", ())
    table.rows = pd.DataFrame(data)
    return table


class _Read:
    """The columns of one table as they are typed: its words are gathered on the way."""

    def __init__(self, settings: Settings, table: Table) -> None:
        self._settings, self._table = settings, table
        self.find_known: Callable[[], str] = str
        self.words: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self.unknown: dict[str, tuple[str, ...]] = {}

    def column(
        self, data: dict[str, object], column: Column, header: str, values: Sequence[object]
    ) -> dict[int, str]:
        """Put one typed column into `data`; return what is wrong, by position."""
        name = column.name
        if column.kind in {"day", "moment"}:
            return self._days(data, column, header, values)
        texts = _texts(values, name in _FREE_TEXT)
        if column.kind == "text":
            data[name] = pd.array(texts, dtype="str")
            return {}
        self.counts.update(text for text in texts if text is not None)
        if name == "status":
            return self._statuses(data, column, texts)
        return self._kinds(data, column, header, texts)

    def _days(
        self, data: dict[str, object], column: Column, header: str, values: Sequence[object]
    ) -> dict[int, str]:
        name, table = column.name, self._table
        day_first = self._settings.day_first
        is_moment = column.kind == "moment"
        dates = parse_dates(values, day_first=day_first, moment=is_moment)
        known = self.find_known() if dates.assumed else ""
        if known:
            dates = parse_dates(values, day_first=None, moment=is_moment, known=known)
        data[name] = dates.at
        table.wrong[name] = np.zeros(len(values), dtype=bool)
        table.wrong[name][list(dates.wrong)] = True
        if is_moment:
            data[f"{name}_is_date"] = ~np.isnat(dates.at) & (
                dates.at == dates.at.astype("datetime64[D]")
            )
        if known:
            why = assumed_order(header, dates.order, dates.example, known)
            table.assumed.append(f"{table.name}: {why}")
        elif dates.assumed:
            called = header or column.header
            why = assumed_order(called, dates.order, dates.example)
            table.assumed.append(f"{table.name}: {why}")
        elif day_first is not None and dates.order == ("month first" if day_first else "day first"):
            table.assumed.append(
                f'{table.name}: "{header}" is taken {dates.order} although the other order was '
                f'asked for: "{shown(dates.example)}" fits no other.'
            )
        for note in dates.notes:
            table.assumed.append(f'{table.name}: in "{header}" {note}.')
        return dates.wrong

    def _kinds(
        self, data: dict[str, object], column: Column, header: str, texts: list[str | None]
    ) -> dict[int, str]:
        """Words with a fixed meaning; Response may be no more than yes or no."""
        name = column.name
        wrong: dict[int, str] = {}
        flags = np.zeros(len(texts), dtype=bool)
        selected = normal(header) == "selected for interview"
        if name == "response" and not selected and all(t is None or is_flag(t) for t in texts):
            # No more than yes or no: who answered, not how.
            flags = np.array([t is not None and is_yes(t) for t in texts], dtype=bool)
            said = {t for t in texts if t is not None}
            self.words |= {t: "answered" if is_yes(t) else "no answer" for t in sorted(said)}
            texts = [None] * len(texts)
        if name == "response":
            data["says_answered"] = flags
        found: dict[str | None, str | None] = {None: None}
        for position, text in enumerate(texts):
            if text is not None and text not in found:
                if selected and is_flag(text):
                    found[text] = "invitation" if is_yes(text) else "rejection"
                else:
                    found[text] = parse_word(name, text)
                if word := found[text]:
                    self.words[text] = word
            if text is not None and found[text] is None:
                wrong[position] = f'"{shown(text)}" is not understood here. Write {CHOICES[name]}.'
        data[name] = _words([found[t] or "" for t in texts], column.words)
        return wrong

    def _statuses(
        self, data: dict[str, object], column: Column, texts: list[str | None]
    ) -> dict[int, str]:
        """Stages and outcomes; a word that is not known is told once, at its first cell."""
        own, wrong = self._settings.statuses, {}
        known: dict[str | None, tuple[str, str] | None] = {None: ("", "")}
        for position, text in enumerate(texts):
            if text is None or text in known:
                continue
            meaning = parse_status(text, own)
            if meaning is None and any(c.isdigit() for c in text):
                packed = dated_words(text, True, own) or dated_words(text, False, own)
                meaning = whole_status(packed) if packed else None
            known[text] = meaning
            if meaning is not None:
                self.words[text] = " and ".join(m for m in meaning if m)
            else:
                wrong[position] = self._unknown(text)
        pairs = [known[text] or ("", "") for text in texts]
        stages, outcomes = [s for s, _ in pairs], [o for _, o in pairs]
        both = [o or s for s, o in pairs]
        data["status"] = _words(both, column.words)
        data["status_stage"] = _words(stages, STAGES)
        data["status_outcome"] = _words(outcomes, OUTCOMES)
        return wrong

    def _unknown(self, text: str) -> str:
        n = self.counts[text]
        rows = f" ({n} rows)" if n > 1 else ""
        if AMBIGUOUS & set(normal(text).split()):
            near = ["rejected", "withdrawn"]
            why = "may be their word or yours; taken as open. Write rejected or withdrawn"
        else:
            near = nearest_statuses(text)
            why = "is not a status that is known; taken as open. Write a stage "
            why += f"({', '.join(STAGES)}) or an outcome ({', '.join(OUTCOMES)})"
        self.unknown[text] = tuple(near)
        options = " or ".join(f'--status "{shown(text)}"={word}' for word in near or ["WORD"])
        nearest = "the nearest are " if near else "like "
        return (
            f'"{shown(text)}"{rows} {why}, or say what it means ({nearest}{options}), '
            f'or write a line "status: {shown(text)}" in Settings.'
        )


def _words(chosen: list[str], words: tuple[str, ...]) -> object:
    """Words with a fixed meaning; "" is none of them."""
    code = {"": -1} | {word: place for place, word in enumerate(words)}
    return pd.Categorical.from_codes([code[word] for word in chosen], categories=pd.Index(words))


def _texts(values: Sequence[object], free: bool) -> list[str | None]:
    """The cells as text, None for blank ones."""
    if set(map(type, values)) == {str}:
        # Many cells say the same: each text is looked at once.
        known = {value: _text(value, free) for value in set(values)}
        return [known[value] for value in values]
    return [_text(value, free) for value in values]


def _text(value: object, free: bool) -> str | None:
    if isinstance(value, str):
        text = value.strip()
        return (text or None) if free else (None if is_empty(text) else text)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value)
