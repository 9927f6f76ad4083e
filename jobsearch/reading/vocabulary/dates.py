"""Cells to dates: native ones as they are, text by one order a column, anything else a problem."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from jobsearch.reading.vocabulary.cell_values import is_empty
from jobsearch.reading.vocabulary.date_texts import day_in, days_within, numbers_of, why_no_day
from jobsearch.schema import FIRST_YEAR, LAST_YEAR
from jobsearch.wording import quote

EARLIEST = np.datetime64(f"{FIRST_YEAR}-01-01")
LATEST = np.datetime64(f"{LAST_YEAR + 1}-01-01")

# Numbers as the cells of a column of dates hold them: days as spreadsheets count them, seconds or
# milliseconds since 1970, and 20260314. All for the years 1990 to 2089.
_DAY_ZERO = dt.datetime(1899, 12, 30)
_SERIALS = (32_874, 69_397)
_SECONDS = (631_152_000, 3_786_912_000)
_COMPACT = (19_900_101, 20_891_231)
NUMBERS = {
    "serial": "numbers are read as a spreadsheet's dates",
    "epoch": "numbers are read as seconds since 1970 (UTC)",
}


class Dates(NamedTuple):
    """A column of moments: NaT where blank or not understood; ``wrong`` maps positions to why."""

    at: np.ndarray
    wrong: dict[int, str]
    order: str = ""  # how the text dates of the column were taken, where it had to be decided
    assumed: bool = False
    example: str = ""  # a text that decided the order, or that was left open
    notes: tuple[str, ...] = ()


def parse_dates(
    values: Sequence[object], *, day_first: bool | None, moment: bool, known: str = ""
) -> Dates:
    """
    Read one column of dates.

    Parameters
    ----------
    values : sequence
        The cells: date, datetime, text, "" for blank, anything else is wrong.
    day_first : bool or None
        What 01/12/2026 means where no cell of the column decides it; None: as `known`, else month
        first, assumed.
    moment : bool
        Keep the time of day; else only the day counts.
    known : str
        The order of another column of the sheet, "day first" or "month first".
    """
    wrong: dict[int, str] = {}
    expected = "a date. Write it like 2026-03-14"
    if moment:
        expected = "a date and time. Write it like 2026-03-14 15:30"
    order, assumed, example = "", False, ""
    notes: list[str] = []
    if all(v == "" or isinstance(v, dt.date) for v in values):
        at = np.array([v or None for v in values], dtype="datetime64[us]")
    else:
        # Only what is a date in some order says anything of the order.
        texts = {v for v in values if isinstance(v, str)}
        texts = {v for v in texts if day_in(v.strip(), True) or day_in(v.strip(), False)}
        order, assumed, example = _order(texts, day_first, known)
        day_leads = order != "month first"
        # Many cells say the same: each is looked at once.
        read: dict[object, dt.datetime | None] = {}
        why: dict[object, str] = {}
        cells: list[dt.datetime | dt.date | None] = []
        for position, value in enumerate(values):
            if isinstance(value, dt.date):
                cells.append(value)
                continue
            key = (type(value), value)
            if key not in read:
                read[key], told = _parse(value, day_leads, notes)
                if told:
                    why[key] = f"{quote(value)} {told} {expected.partition('. ')[2]}."
                elif read[key] is None and not (value == "" or is_empty(value)):
                    why[key] = f"{quote(value)} is not {expected}."
            cells.append(read[key])
            if key in why:
                wrong[position] = why[key]
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
    return Dates(at, wrong, order, assumed, example, tuple(dict.fromkeys(notes)))


def looks_like_date(value: object) -> bool:
    """Whether a cell could be a date, in either order."""
    return _parse(value, True, [])[0] is not None or _parse(value, False, [])[0] is not None


def order_of(values: Iterable[object]) -> str:
    """The order that the cells of a column decide, "" where they leave it open."""
    return _order({v for v in values if isinstance(v, str)}, None, "-")[0].replace("-", "")


def _order(texts: Iterable[str], day_first: bool | None, known: str) -> tuple[str, bool, str]:
    """Day or month first, from the texts that fit only one; whether it is assumed; an example."""
    days: list[str] = []
    months: list[str] = []
    either: list[str] = []
    for text in texts:
        for first, second in numbers_of(text):
            chosen = days if first > 12 else months if second > 12 else either
            chosen.append(text)
    if days or months:
        if len(days) > len(months):
            return "day first", False, min(days)
        return "month first", False, min(months)
    if not either:
        return "", False, ""
    if day_first is not None:
        return ("day first" if day_first else "month first"), False, min(either)
    return known or "month first", True, min(either)


def assumed_order(column: str, order: str, example: str, known: str = "") -> str:
    """The sentence for a column whose order no cell decides, or only those of others do."""
    if known:
        return (
            f'"{column}" is read {order}, like the other dates of the sheet; no cell of its '
            "own settles it. Say --day-first or --month-first."
        )
    return (
        f'"{column}" is read {order}: no cell settles what {quote(example)} means. '
        "Say --day-first or --month-first."
    )


def _parse(value: object, day_first: bool, notes: list[str]) -> tuple[dt.datetime | None, str]:
    """The moment that a cell names, or None and why not where that can be said."""
    if isinstance(value, dt.datetime):
        return value, ""
    if isinstance(value, dt.date):
        return dt.datetime.combine(value, dt.time()), ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _of_number(float(value), notes), ""
    if not isinstance(value, str):
        return None, ""
    text = value.strip()
    # ASCII digits with at most one point: a number that came as text.
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return _of_number(float(text), notes) if len(text) <= 20 else None, ""
    found = day_in(text, day_first)
    return (found, "") if found else (None, why_no_day(text, day_first))


def _of_number(number: float, notes: list[str]) -> dt.datetime | None:
    try:
        if _SERIALS[0] <= number <= _SERIALS[1]:
            notes.append(NUMBERS["serial"])
            return _DAY_ZERO + dt.timedelta(seconds=round(number * 86_400))
        if _COMPACT[0] <= number <= _COMPACT[1] and number.is_integer():
            return dt.datetime.strptime(str(int(number)), "%Y%m%d")
        for unit in (1, 1000):
            if _SECONDS[0] <= number / unit <= _SECONDS[1]:
                notes.append(NUMBERS["epoch"])
                return dt.datetime(1970, 1, 1) + dt.timedelta(seconds=number // unit)
    except ValueError:
        return None
    return None


__all__ = [
    "EARLIEST",
    "LATEST",
    "Dates",
    "assumed_order",
    "days_within",
    "looks_like_date",
    "order_of",
    "parse_dates",
]
