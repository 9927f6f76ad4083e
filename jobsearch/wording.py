"""
Figures, days and lists in words: the only writer of them, the same in every locale.

Everything that a person reads takes its percentages, counts, days, moments, lists and cleaned text
from here.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from typing import Any

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HALF_A_YEAR = dt.timedelta(days=183)


def whole_percent(share: float) -> int:
    """
    A share in whole percent, halves rounded up as people do.

    Examples
    --------
    >>> whole_percent(5 / 8), whole_percent(1 / 8)
    (63, 13)
    """
    return math.floor(100 * share + 0.5)


def percent(share: float | None) -> str:
    """
    A share in whole percent; 0% and 100% only where it is none and all, "-" without a figure.

    Examples
    --------
    >>> percent(0.284), percent(0.004), percent(0.998), percent(None)
    ('28%', '<1%', '>99%', '-')
    """
    if share is None or math.isnan(share):
        return "-"
    if 0 < share < 0.005:
        return "<1%"
    return ">99%" if 0.995 <= share < 1 else f"{whole_percent(share)}%"


def percent_range(low: float, high: float) -> str:
    """
    Two shares as one range.

    Examples
    --------
    >>> percent_range(0.08, 0.27)
    '8 to 27%'
    """
    return f"{percent(low).removesuffix('%')} to {percent(high)}"


def count(n: int, one: str, many: str = "") -> str:
    """
    A number of things.

    Examples
    --------
    >>> count(1, "day"), count(2000, "day"), count(2, "company", "companies")
    ('1 day', '2,000 days', '2 companies')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def spread(n: int, one: str, many: str, in_effect: float, largest_share: float) -> str:
    """
    How many there are, and how many of equal size that amounts to.

    Examples
    --------
    >>> spread(26, "employer", "employers", 25.1, 0.07)
    '26 employers, evenly spread'
    >>> spread(7, "source", "sources", 5.2, 0.28)
    '7 sources; the largest brings 28%, so in effect about 5'
    """
    total = count(n, one, many)
    if n < 2:
        return total
    if in_effect >= 0.85 * n:
        return f"{total}, evenly spread"
    return (
        f"{total}; the largest brings {percent(largest_share)}, so in effect about {in_effect:.0f}"
    )


def day(
    moment: dt.date | str | None,
    *,
    as_of: dt.date | str | None = None,
    weekday: bool = True,
    year: bool | None = None,
) -> str:
    """
    A day, or a moment with its time where it has one, as a person says it; "" where unknown.

    Parameters
    ----------
    moment : date, datetime, Timestamp or ISO text
        Exactly midnight means the day; so does its last microsecond.
    as_of : date or ISO text, optional
        The year is said where the day is more than half a year from this one.
    weekday : bool
        Whether to say which day of the week it is.
    year : bool, optional
        Whether to say the year; else as `as_of` asks, and without that not.

    Examples
    --------
    >>> day("2026-11-06"), day("2026-11-06T15:30:00"), day(dt.date(2026, 11, 6), year=True)
    ('Fri 6 Nov', 'Fri 6 Nov, 15:30', 'Fri 6 Nov 2026')
    >>> day("2021-12-06", as_of=dt.date(2026, 10, 30)), day("2026-11-06", weekday=False)
    ('Mon 6 Dec 2021', '6 Nov')
    """
    if moment is None or moment != moment:  # NaT
        return ""
    given = dt.datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    if year is None:
        year = as_of is not None and abs(_date(given) - _date(as_of)) >= _HALF_A_YEAR
    text = f"{given.day} {MONTHS[given.month - 1]}" + (f" {given.year}" if year else "")
    if weekday:
        text = f"{WEEKDAYS[given.weekday()]} {text}"
    if not isinstance(given, dt.datetime):
        return text
    time = given.time()
    is_day = time == dt.time() or time >= dt.time(23, 59, 59, 999_999)
    return text if is_day else f"{text}, {time.hour:02}:{time.minute:02}"


def _date(moment: dt.date | str) -> dt.date:
    if isinstance(moment, str):
        return dt.datetime.fromisoformat(moment).date()
    return moment.date() if isinstance(moment, dt.datetime) else moment


def listing(items: Iterable[str], *, last: str = "and") -> str:
    """
    Items as a sentence lists them.

    Examples
    --------
    >>> listing(["png"]), listing(["png", "svg"]), listing(["png", "svg", "pdf"], last="or")
    ('png', 'png and svg', 'png, svg or pdf')
    """
    *others, final = [*items] or [""]
    return f"{', '.join(others)} {last} {final}" if others else final


def row_ranges(rows: Iterable[int]) -> str:
    """
    Rows of a sheet, those that follow each other as a range.

    Examples
    --------
    >>> row_ranges([12]), row_ranges([9, 4, 5, 6]), row_ranges([1, 2])
    ('row 12', 'rows 4 to 6 and 9', 'rows 1 and 2')
    """
    runs: list[list[int]] = []
    for row in sorted(set(rows)):
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    parts: list[str] = []
    for run in runs:
        parts += [f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run)
    return f"{'row' if parts == [str(runs[0][0])] else 'rows'} {listing(parts)}"


def clean(text: Any, *, instead: str = " ") -> str:
    r"""
    Text of a log or a file's name on one line, without anything that steers a terminal.

    Examples
    --------
    >>> clean("Acme\x1b[31m Inc\n")
    'Acme [31m Inc'
    """
    return "".join(c if c.isprintable() else instead for c in str(text)).strip()


def shorten(text: str, most: int) -> str:
    """
    Text cut to so many characters, with a sign that it was.

    Examples
    --------
    >>> shorten("Data Analyst", 6), shorten("Cook", 6)
    ('Data …', 'Cook')
    """
    return text if len(text) <= most else f"{text[: most - 1]}…"


def sentence_case(text: str) -> str:
    """
    Text with a capital letter in front; the others stay.

    Examples
    --------
    >>> sentence_case("ask HR")
    'Ask HR'
    """
    return text[:1].upper() + text[1:]


def format_value(value: object) -> str:
    """
    What a cell holds, on one line and not too long.

    Examples
    --------
    >>> format_value(12.0)
    '12'
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return shorten(" ".join(clean(value).split()), 60)


def quote(value: object) -> str:
    """
    What a cell holds as a message quotes it.

    Examples
    --------
    >>> quote(" Acme  Inc ")
    '"Acme Inc"'
    """
    return f'"{format_value(value)}"'


def file_name(path: str) -> str:
    r"""
    The name of a file without its folder, of either system, safe to print.

    Examples
    --------
    >>> file_name("C:\\logs\\mine.xlsx"), file_name("logs/mine.xlsx")
    ('mine.xlsx', 'mine.xlsx')
    """
    return clean(path.replace("\\", "/").rsplit("/", 1)[-1])


def median_sentence(median: Mapping[str, Any]) -> str:
    """
    The median response time as a sentence.

    Parameters
    ----------
    median : mapping
        From `median_response` without groups: ``n``, ``median_days``, ``median_low``,
        ``median_high`` [days; inf, NaN or None where not reached], ``reason``.

    Returns
    -------
    str
        With its interval and its n; without a figure the reason.

    Examples
    --------
    >>> import pandas as pd
    >>> import jobsearch as js
    >>> times = pd.DataFrame({"duration_days": [3, 5, 9], "event": ["positive"] * 3})
    >>> median_sentence(js.median_response(times))
    'Half of 3 applications heard back within 5 days (too few to say how sure that is)'
    """
    if median["reason"]:
        return f"No median: {median['reason']}"
    days, low, high = (_days(median[k]) for k in ("median_days", "median_low", "median_high"))
    of = f"of {count(median['n'], 'application')}"
    if days is None:
        so_far = f"Fewer than half {of} have heard back so far"
        if low is None:
            return f"{so_far}; too early to say when half will"
        return f"{so_far}; half will take {_unit(low)} or more"
    if low is None or (low == "0" and high is None):
        interval = "too few to say how sure that is"
    else:
        interval = f"probably {low} or more" if high is None else f"probably {low} to {high}"
    return f"Half {of} heard back within {_unit(days)} ({interval})"


def _unit(days: str) -> str:
    return "1 day" if days == "1" else f"{days} days"


def _days(value: float | None) -> str | None:
    """A number of days as text; None where it is unknown or was not reached."""
    if value is None or not math.isfinite(value):
        return None
    return f"{value:g}"
