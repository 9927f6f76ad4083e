"""The data cut-off: one function makes a Timestamp of whatever a person gives."""

from __future__ import annotations

import datetime as dt

import pandas as pd

AsOf = pd.Timestamp | dt.datetime | dt.date | str

LAST_MICROSECOND = pd.Timedelta(days=1) - pd.Timedelta(microseconds=1)


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
        If it cannot be read as one moment, or carries a time zone.

    Examples
    --------
    >>> as_timestamp("2026-03-14 15:30")
    Timestamp('2026-03-14 15:30:00')
    >>> as_timestamp("2026-03-14")
    Timestamp('2026-03-14 23:59:59.999999')
    """
    try:
        if isinstance(as_of, str):
            as_of = dt.datetime.fromisoformat(as_of.strip())
        moment = pd.Timestamp(as_of)
    except (ValueError, TypeError):
        moment = pd.NaT
    if moment is pd.NaT:
        raise ValueError(f'"{as_of}" is not a day. Write it like 2026-03-14 or 2026-03-14 15:30.')
    if moment.tzinfo is not None:
        raise ValueError(f'"{as_of}" has a time zone. Give the local time without one.')
    moment = moment.as_unit("us")
    return moment + LAST_MICROSECOND if moment == moment.normalize() else moment


def now() -> pd.Timestamp:
    """The clock, for whoever is asked to look at the log as it stands: never for a measure."""
    return pd.Timestamp.now().as_unit("us")
