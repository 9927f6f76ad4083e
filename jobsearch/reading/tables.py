"""One sheet → one typed table: dates, words and text, every row knowing its sheet row."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from jobsearch.log import TableReading
from jobsearch.reading.dates import parse_dates
from jobsearch.reading.grid import Grid, cell_name
from jobsearch.reading.headers import Header
from jobsearch.reading.problems import Problems, shown
from jobsearch.reading.words import (
    AMBIGUOUS,
    CHOICES,
    is_empty,
    is_flag,
    is_yes,
    normal,
    parse_status,
    parse_word,
)
from jobsearch.schema import APPLICATIONS, OUTCOMES, STAGES, Column, Settings, Sheet

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

    ``wrong`` says for each column of dates which rows hold something that is none.
    """

    sheet: Sheet
    name: str
    rows: pd.DataFrame
    places: dict[str, int]
    wrong: dict[str, np.ndarray] = field(default_factory=dict)
    reading: TableReading | None = None
    assumed: list[str] = field(default_factory=list)

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
        pairs = zip(chosen["row"].tolist(), chosen[name].tolist(), strict=True)
        for nth, (row, value) in enumerate(pairs):
            problems.add(
                self.name,
                row,
                self.places.get(name, 0),
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
    grid: Grid, header: Header, sheet: Sheet, settings: Settings, problems: Problems
) -> Table:
    """The rows below the header of `grid` as the table of `sheet`."""
    kept = [
        (number, cells)
        for number, cells in enumerate(grid.rows[header.row + 1 :], start=header.row + 2)
        if any(not (isinstance(c, str) and not c.strip()) for c in cells)
    ]
    numbers = [number for number, _ in kept]
    width = len(header.texts)
    padded = [c if len(c) >= width else [*c, *[""] * (width - len(c))] for _, c in kept]
    by_place: list[tuple[object, ...]] = list(zip(*padded, strict=False)) or [()] * width
    table = Table(sheet, grid.sheet, pd.DataFrame(), dict(header.columns))
    broken = _report_broken(grid, header, numbers, problems)
    data: dict[str, object] = {"row": np.array(numbers, dtype="int64")}
    words: dict[str, str] = {}
    column_of = {c.name: c for c in sheet.columns}

    for name, column in column_of.items():
        place = header.columns.get(name, 0)
        values = by_place[place] if name in header.columns else ("",) * len(numbers)
        text = header.texts[place] if name in header.columns else ""
        wrong = _read_column(data, column, text, values, settings, words, table)
        for position, why in wrong.items():
            problems.add(
                grid.sheet,
                numbers[position],
                place,
                column=header.texts[place],
                value=values[position],
                problem=why,
            )
        if name in table.wrong and name in broken:
            table.wrong[name] |= broken[name]
    for text, place in header.not_used():
        is_free = text not in data and text not in _ADDED
        own = text if is_free else f"{text} ({cell_name(header.row + 1, place)})"
        data[own] = pd.Series(by_place[place], dtype=object).replace("", np.nan)
    table.rows = pd.DataFrame(data)
    for number, cells in kept:
        extra = [p for p in range(width, len(cells)) if not is_empty(cells[p])]
        if extra:
            problems.add(
                grid.sheet,
                number,
                extra[0],
                column="",
                value=cells[extra[0]],
                problem=f"The row goes on past the header's {width} columns, so its cells may "
                "stand in the wrong ones. A text with a comma in it needs quotation marks.",
            )
    for text, place in header.second("status") if sheet is APPLICATIONS else ():
        if any(isinstance(v, str) and parse_status(v, {}) for v in by_place[place]):
            table.assumed.append(
                f'{grid.sheet}: the status is read from "{header.texts[header.columns["status"]]}";'
                f' "{text}" is carried along. Write "column: status" in Settings to choose.'
            )
    table.reading = TableReading(
        sheet=grid.sheet,
        table=sheet.table,
        header_row=header.row + 1,
        n_rows=len(numbers),
        n_set_aside=0,
        columns={name: header.texts[place] for name, place in header.columns.items()},
        not_used=tuple(text for text, _ in header.not_used()),
        words=words,
        places=dict(header.columns),
    )
    return table


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
    for column in sheet.columns:
        _read_column(data, column, "", (), Settings(), {}, table)
    table.rows = pd.DataFrame(data)
    return table


def _read_column(
    data: dict[str, object],
    column: Column,
    header: str,
    values: tuple[object, ...],
    settings: Settings,
    words: dict[str, str],
    table: Table,
) -> dict[int, str]:
    """Put one typed column into `data`; return what is wrong, by position."""
    name = column.name
    if column.kind in {"day", "moment"}:
        dates = parse_dates(values, day_first=settings.day_first, moment=column.kind == "moment")
        data[name] = dates.at
        table.wrong[name] = np.zeros(len(values), dtype=bool)
        table.wrong[name][list(dates.wrong)] = True
        if column.kind == "moment":
            data[f"{name}_is_date"] = ~np.isnat(dates.at) & (
                dates.at == dates.at.astype("datetime64[D]")
            )
        if dates.assumed:
            table.assumed.append(
                f"{table.name}: {column.header} is taken {dates.order}; no cell decides it. "
                'Write "day first" yes or no in Settings.'
            )
        return dates.wrong
    texts = _texts(values, name in _FREE_TEXT)
    if column.kind == "text":
        data[name] = pd.array(texts, dtype="str")
        return {}
    wrong: dict[int, str] = {}
    if name == "status":
        stages, outcomes = _read_statuses(texts, settings, words, wrong)
        both = [o or s for s, o in zip(stages, outcomes, strict=True)]
        data["status"] = _words(both, column.words)
        data["status_stage"] = _words(stages, STAGES)
        data["status_outcome"] = _words(outcomes, OUTCOMES)
        return wrong
    flags = np.zeros(len(texts), dtype=bool)
    selected = normal(header) == "selected for interview"
    if name == "response" and not selected and all(t is None or is_flag(t) for t in texts):
        # No more than yes or no: who answered, not how.
        flags = np.array([t is not None and is_yes(t) for t in texts], dtype=bool)
        words |= {t: "answered" if is_yes(t) else "no answer" for t in texts if t is not None}
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
                words[text] = word
        if text is not None and found[text] is None:
            wrong[position] = f'"{shown(text)}" is not understood here. Write {CHOICES[name]}.'
    data[name] = _words([found[t] or "" for t in texts], column.words)
    return wrong


def _read_statuses(
    texts: list[str | None], settings: Settings, words: dict[str, str], wrong: dict[int, str]
) -> tuple[list[str], list[str]]:
    known: dict[str | None, tuple[str, str] | None] = {None: ("", "")}
    for position, text in enumerate(texts):
        if text not in known:
            known[text] = parse_status(text or "", settings.statuses)
            if (meaning := known[text]) is not None:
                words[text or ""] = " and ".join(m for m in meaning if m)
        if known[text] is None:
            if AMBIGUOUS & set(normal(text).split()):
                why = "may be their word or yours; taken as open. Write rejected or withdrawn"
            else:
                why = "is not a status that is known; taken as open. Write a stage "
                why += f"({', '.join(STAGES)}) or an outcome ({', '.join(OUTCOMES)})"
            line = f'or a line "status: {shown(text)}" in Settings'
            wrong[position] = f'"{shown(text)}" {why}, {line}.'
    pairs = [known[text] or ("", "") for text in texts]
    return [s for s, _ in pairs], [o for _, o in pairs]


def _words(chosen: list[str], words: tuple[str, ...]) -> object:
    """Words with a fixed meaning; "" is none of them."""
    code = {"": -1} | {word: place for place, word in enumerate(words)}
    return pd.Categorical.from_codes([code[word] for word in chosen], categories=pd.Index(words))


def _texts(values: tuple[object, ...], free: bool) -> list[str | None]:
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
