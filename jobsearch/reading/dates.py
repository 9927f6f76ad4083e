"""Cells to dates: native ones as they are, text by one order a column, anything else a problem."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from jobsearch.as_of import FIRST_YEAR, LAST_YEAR
from jobsearch.reading.problems import shown
from jobsearch.reading.words import is_empty

EARLIEST = np.datetime64(f"{FIRST_YEAR}-01-01")
LATEST = np.datetime64(f"{LAST_YEAR + 1}-01-01")

_TIME = (
    r"(?:[T,]?\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?)?"
)
_ISO = re.compile(rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_TIME}", re.I)
_NUMBERS = re.compile(
    rf"(?P<a>\d{{1,2}})([-/.])(?P<b>\d{{1,2}})\2(?P<year>\d{{4}}|\d{{2}}){_TIME}", re.I
)
_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})\.?[-\s]*(?P<name>[a-z]{3,9})\.?|"
    r"(?P<name2>[a-z]{3,9})\.?\s*(?P<day2>\d{1,2}))"
    rf"[-,\s]+(?P<year>\d{{4}}){_TIME}",
    re.I,
)
_MONTHS = (
    "january february march april may june july august september october november december"
).split()


@dataclass(frozen=True)
class Dates:
    """A column of moments: NaT where blank or not understood; ``wrong`` maps positions to why."""

    at: np.ndarray
    wrong: dict[int, str]
    order: str = ""  # how the text dates of the column were taken, where it had to be decided
    assumed: bool = False


def parse_dates(values: Sequence[object], *, day_first: bool | None, moment: bool) -> Dates:
    """
    Read one column of dates.

    Parameters
    ----------
    values : sequence
        The cells: date, datetime, text, "" for blank, anything else is wrong.
    day_first : bool or None
        What 01/12/2026 means where no cell of the column decides it; None: month first, assumed.
    moment : bool
        Keep the time of day; else only the day counts.
    """
    wrong: dict[int, str] = {}
    expected = "a date. Write it like 2026-03-14"
    if moment:
        expected = "a date and time. Write it like 2026-03-14 15:30"
    order, assumed = "", False
    if all(v == "" or isinstance(v, dt.date) for v in values):
        at = np.array([v or None for v in values], dtype="datetime64[us]")
    else:
        order, assumed = _order(values, day_first)
        cells: list[dt.datetime | dt.date | None] = []
        for position, value in enumerate(values):
            is_blank = value == "" or is_empty(value)
            cell = None if is_blank else _parse(value, order != "month first")
            if cell is None and not is_blank:
                wrong[position] = f'"{shown(value)}" is not {expected}.'
            cells.append(cell)
        at = np.array(cells, dtype="datetime64[us]")
    outside = ~np.isnat(at) & ((at < EARLIEST) | (at >= LATEST))
    for position in np.flatnonzero(outside).tolist():
        day = np.datetime_as_string(at[position], "D")
        wrong[position] = (
            f"{day} cannot be right: the year is not between {FIRST_YEAR} and {LAST_YEAR}."
        )
    at[outside] = np.datetime64("NaT", "us")
    if not moment:
        at = at.astype("datetime64[D]").astype("datetime64[us]")
    return Dates(at, wrong, order, assumed)


def looks_like_date(value: object) -> bool:
    """Whether a cell could be a date, in either order."""
    return _parse(value, True) is not None or _parse(value, False) is not None


def _order(values: Sequence[object], day_first: bool | None) -> tuple[str, bool]:
    """Day or month first, from the cells that fit only one of them; and whether it is assumed."""
    days = months = either = 0
    for value in values:
        found = _NUMBERS.fullmatch(value.strip()) if isinstance(value, str) else None
        if found and found[2] != "." and looks_like_date(value):  # 28.10.2025 is day first
            first, second = int(found["a"]), int(found["b"])
            days += first > 12
            months += second > 12
            either += first <= 12 and second <= 12
    if days or months:
        return ("day first" if days > months else "month first"), False
    if not either:
        return "", False
    if day_first is None:
        return "month first", True
    return ("day first" if day_first else "month first"), False


def _parse(value: object, day_first: bool) -> dt.datetime | dt.date | None:
    if isinstance(value, dt.date):  # a datetime is one, too
        return value
    if not isinstance(value, str):
        return None
    text = value.strip()
    try:
        if found := _ISO.fullmatch(text):
            year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
        elif found := _NUMBERS.fullmatch(text):
            first, second = int(found["a"]), int(found["b"])
            day, month = (first, second) if day_first or found[2] == "." else (second, first)
            year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
        elif found := _NAMED.fullmatch(text):
            name = (found["name"] or found["name2"]).lower()
            month = 1 + next(i for i, m in enumerate(_MONTHS) if m.startswith(name))
            year, day = int(found["year"]), int(found["day"] or found["day2"])
        else:
            return None
        hour, half = int(found["hour"] or 0), (found["half"] or "").lower()
        if half:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        return dt.datetime(
            year, month, day, hour, int(found["minute"] or 0), int(found["second"] or 0)
        )
    except (ValueError, StopIteration):
        return None
