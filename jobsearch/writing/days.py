"""Days and moments as a person types them."""

from __future__ import annotations

import datetime as dt
import re

from jobsearch.log import LogError
from jobsearch.schema import FIRST_YEAR, LAST_YEAR
from jobsearch.writing.cells import said

_NAMED = {"yesterday": -1, "today": 0, "tomorrow": 1}
_SPLIT = re.compile(r"(\S+?)(?:,?\s+(\d{1,2}:\d{2}))?")
_NUMBERS = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})")


def today() -> dt.date:
    """The day by the clock."""
    return dt.date.today()


def day_or_moment(text: str | dt.date, what: str, *, with_time: bool) -> dt.date:
    """
    A day, or a moment, from what a person typed.

    Raises
    ------
    LogError
        If it is none, or not of this age.

    Examples
    --------
    >>> day_or_moment("14.3.2026 15:30", "the end", with_time=True)
    datetime.datetime(2026, 3, 14, 15, 30)
    """
    example = "2026-03-14 15:30" if with_time else "2026-03-14"
    value = text
    if isinstance(text, str):
        try:
            value = dt.datetime.fromisoformat(_as_iso(text.strip()))
        except ValueError:
            if two := _both_days(text):
                first, second = (f"{day.day} {day:%B}" for day in two)
                raise LogError(
                    f'"{text}" for {what} may be {first} or {second}. Nothing was written. Write '
                    f"it like {example}."
                ) from None
            kind = "a date and time" if with_time else "a date"
            raise LogError(
                f'"{text}" is not {kind} for {what}. Nothing was written. Write it like {example}.'
            ) from None
    if isinstance(value, dt.datetime):
        if value.tzinfo is not None:
            raise LogError(
                f'"{text}" has a time zone. Nothing was written. Give the local time without one.'
            )
        value = value.replace(second=0, microsecond=0, fold=0)
        if not with_time or value.time() == dt.time():
            value = value.date()
    assert isinstance(value, dt.date)
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise LogError(
            f'"{said(value)}" for {what} cannot be right: the year is not between {FIRST_YEAR} and '
            f"{LAST_YEAR}. Nothing was written."
        )
    return value


def _both_days(text: str) -> tuple[dt.date, dt.date] | None:
    """The two days that 5/10/2026 may be."""
    split = _SPLIT.fullmatch(text.strip())
    numbers = split and _NUMBERS.fullmatch(split[1])
    if not numbers:
        return None
    try:
        first, second, year = int(numbers[1]), int(numbers[3]), int(numbers[4])
        return dt.date(year, second, first), dt.date(year, first, second)
    except ValueError:
        return None


def _as_iso(text: str) -> str:
    """
    A day by its name, or by its numbers where they have one order only, as 2026-03-14.

    Examples
    --------
    >>> _as_iso("20/11/2026"), _as_iso("11/20/2026 9:05"), _as_iso("11/10/2026")
    ('2026-11-20', '2026-11-20 09:05', '11/10/2026')
    """
    split = _SPLIT.fullmatch(text)
    if split is None:
        return text
    day, time = split[1], f" {split[2]:0>5}" if split[2] else ""
    if day.casefold() in _NAMED:
        return f"{today() + dt.timedelta(_NAMED[day.casefold()])}{time}"
    numbers = _NUMBERS.fullmatch(day)
    if numbers is None:
        return text
    first, second, year = int(numbers[1]), int(numbers[3]), numbers[4]
    # With dots the day comes first; with strokes it may be either, unless one is no month.
    if numbers[2] == "." or first > 12 or first == second:
        return f"{year}-{second:02d}-{first:02d}{time}"
    return f"{year}-{first:02d}-{second:02d}{time}" if second > 12 else text
