"""The clock, which is asked nowhere else, and the data cut-off."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd

from jobsearch.schema import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from jobsearch.log import Log

AsOf = pd.Timestamp | dt.datetime | dt.date | str

LAST_MICROSECOND = pd.Timedelta(days=1) - pd.Timedelta(microseconds=1)


def now() -> dt.datetime:
    """
    The local time, without a time zone: the only place that asks what day it is.

    Call it as ``clock.now()``, so that a test has one name to replace.

    Examples
    --------
    >>> now().tzinfo is None
    True
    """
    return dt.datetime.now()


def as_timestamp(as_of: AsOf) -> pd.Timestamp:
    """
    The cut-off as a naive local Timestamp.

    Parameters
    ----------
    as_of : Timestamp, datetime, date or str
        A moment, or a day (a date, an ISO string without a time, exactly midnight), which means
        the end of that day.

    Returns
    -------
    Timestamp
        Microsecond resolution, no time zone.

    Raises
    ------
    ValueError
        If it cannot be read as one moment, carries a time zone, or is not of 1990 to 2089.

    Examples
    --------
    >>> as_timestamp("2026-03-14 15:30")
    Timestamp('2026-03-14 15:30:00')
    >>> as_timestamp("2026-03-14")
    Timestamp('2026-03-14 23:59:59.999999')
    """
    try:
        given = dt.datetime.fromisoformat(as_of.strip()) if isinstance(as_of, str) else as_of
        moment = pd.Timestamp(given)
        if pd.isna(moment):
            raise ValueError
    except (ValueError, TypeError):
        raise ValueError(
            f'"{as_of}" is not a day. Write it like 2026-03-14 or 2026-03-14 15:30.'
        ) from None
    if moment.tzinfo is not None:
        raise ValueError(f'"{as_of}" has a time zone. Give the local time without one.')
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f'"{as_of}" is not between the years {FIRST_YEAR} and {LAST_YEAR}.')
    moment = moment.as_unit("us")
    return moment + LAST_MICROSECOND if moment == moment.normalize() else moment


def cut_off(log: Log, given: AsOf | None = None) -> tuple[pd.Timestamp, str]:
    """
    The cut-off to look at a log with, and where it comes from.

    Parameters
    ----------
    log : Log
    given : Timestamp, date or str, optional
        What was asked for; empty: the day in the log's Settings, else the clock.

    Returns
    -------
    Timestamp, str
        The cut-off, and "--as-of", "Settings" or "the clock".

    Raises
    ------
    ValueError
        As `as_timestamp`.

    Examples
    --------
    >>> import jobsearch as js
    >>> js.cut_off(js.read_log(js.sample_path()), "2026-07-01")
    (Timestamp('2026-07-01 23:59:59.999999'), '--as-of')
    """
    if given:
        return as_timestamp(given), "--as-of"
    if log.settings.as_of is not None:
        return as_timestamp(log.settings.as_of), "Settings"
    return pd.Timestamp(now()).as_unit("us"), "the clock"
