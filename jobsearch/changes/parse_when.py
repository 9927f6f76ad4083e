"""Days and moments as a person types them."""

from __future__ import annotations

import datetime as dt
import re

from jobsearch import clock, wording
from jobsearch.errors import LogError
from jobsearch.reading.vocabulary.date_texts import day_in
from jobsearch.schema import FIRST_YEAR, LAST_YEAR
from jobsearch.writing.workbook.cells import cell_text

_NAMED = {"yesterday": -1, "today": 0, "tomorrow": 1}
_BY_NAME = re.compile(r"(yesterday|today|tomorrow)?,?\s*((?<!\d)\d{1,2}:\d{2})?", re.I)
_ZONE = re.compile(r":\d{2}.*?(?:z|utc|gmt|[ecmp][sd]t|ces?t|[+-]\d{2}:?\d{2})$", re.I)


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
    value = _read(text.strip(), what, with_time=with_time) if isinstance(text, str) else text
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
            f'"{cell_text(value)}" for {what} cannot be right: the year is not between '
            f"{FIRST_YEAR} and {LAST_YEAR}. Nothing was written."
        )
    return value


def _read(text: str, what: str, *, with_time: bool) -> dt.datetime:
    """The moment that a text names, in the spellings that a log may have, or by its name."""
    try:
        return dt.datetime.fromisoformat(_by_name(text, with_time=with_time))
    except ValueError:
        both = [day for first in (True, False) if (day := day_in(text, first)) is not None]
    example = "2026-03-14 15:30" if with_time else "2026-03-14"
    if _ZONE.search(text):
        raise LogError(
            f'"{text}" has a time zone. Nothing was written. Give the local time without one.'
        )
    if not both:
        kind = "a date and time" if with_time else "a date"
        raise LogError(
            f'"{text}" is not {kind} for {what}. Nothing was written. Write it like {example}.'
        )
    if both[0] != both[-1]:
        first, second = (wording.day(day.date(), weekday=False, year=False) for day in both)
        raise LogError(
            f'"{text}" for {what} may be {first} or {second}. Nothing was written. Write it like '
            f"{example}."
        )
    return both[0]


def _by_name(text: str, *, with_time: bool) -> str:
    """Yesterday, today or tomorrow, and a time alone as one of today, as 2026-03-14 15:30."""
    found = _BY_NAME.fullmatch(text)
    if not text or found is None or not (found[1] or with_time):
        return text
    day = clock.now().date() + dt.timedelta(_NAMED[(found[1] or "today").lower()])
    return f"{day} {found[2]:0>5}" if found[2] else str(day)
