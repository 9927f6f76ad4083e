"""Days and hours: calendar or business days, and both ends of a day where only the day is known."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from jobsearch import wording
from jobsearch.measures.application_states import DAY

_DAY_LENGTH = np.timedelta64(86_400_000_000 - 1, "us")


def add_days(day: np.ndarray, days: int | np.ndarray, *, business: bool) -> np.ndarray:
    """
    The day so many days later; with `business` weekends do not count.

    From a Saturday the first business day is Monday.

    Examples
    --------
    >>> str(add_days(np.array(["2026-03-06"], "M8[D]"), 3, business=True)[0])
    '2026-03-11'
    """
    day = day.astype(DAY)
    if not business:
        return np.asarray(day + np.asarray(days).astype("timedelta64[D]"))
    later = np.full(day.shape, np.datetime64("NaT", "D"))
    there = ~np.isnat(day)
    steps = np.broadcast_to(np.asarray(days), day.shape)[there]
    moved = np.busday_offset(day[there], steps, roll="backward")
    later[there] = np.where(steps == 0, day[there], moved)
    return later


def bounds(
    at: pd.Series, is_date: np.ndarray, time_zone: str | None
) -> tuple[np.ndarray, np.ndarray]:
    """
    Earliest and latest moment that `at` can mean [us], in true hours where the zone is known.

    A day only is any moment of it; an hour that occurs twice is either of the two; one that never
    occurs is none (NaT).
    """
    low = at.to_numpy().astype("datetime64[us]")
    high = np.where(is_date, low + _DAY_LENGTH, low)
    if time_zone is None:
        return low, high
    whole = pd.Series(is_date, dtype=bool).to_numpy()
    return (
        _to_utc(low, whole, time_zone, first=True),
        _to_utc(high, whole, time_zone, first=False),
    )


def latest_moment(at: pd.Timestamp, time_zone: str | None) -> np.datetime64:
    """The latest moment that the clock can mean by `at`, as `bounds` counts."""
    moment = np.array([at.to_datetime64()]).astype("datetime64[us]")
    if time_zone is not None:
        moment = _to_utc(moment, np.array([True]), time_zone, first=False)
    return np.datetime64(moment[0])


def _to_utc(at: np.ndarray, is_date: np.ndarray, time_zone: str, *, first: bool) -> np.ndarray:
    moments = pd.Series(at)
    fold = np.full(len(at), first)
    local = moments.dt.tz_localize(time_zone, ambiguous=fold, nonexistent="NaT")
    # A day may begin or end in the skipped hour; a written time may not.
    shifted = moments.dt.tz_localize(time_zone, ambiguous=fold, nonexistent="shift_forward")
    utc = local.where(~is_date, shifted).dt.tz_convert("UTC").dt.tz_localize(None)
    return utc.to_numpy().astype("datetime64[us]")


def to_local(at: np.ndarray, time_zone: str | None) -> np.ndarray:
    """Moments of `bounds` back on the wall clock."""
    if time_zone is None:
        return at
    local = pd.Series(at).dt.tz_localize("UTC").dt.tz_convert(time_zone).dt.tz_localize(None)
    return local.to_numpy().astype("datetime64[us]")


def days_in_words(at: pd.Series, *, as_of: pd.Timestamp) -> np.ndarray:
    """
    Moments as a person says them at `as_of`, "" where unknown.

    Examples
    --------
    >>> moments = np.array(["2026-11-06 15:30", "2026-10-31 09:00", "2021-12-06 00:00"], "M8[us]")
    >>> days_in_words(pd.Series(moments), as_of=pd.Timestamp("2026-10-30")).tolist()
    ['Fri 6 Nov, 15:30', 'tomorrow, 09:00', 'Mon 6 Dec 2021']
    """
    # Each distinct moment is put into words once.
    moments, which = np.unique(at.to_numpy().astype("datetime64[us]"), return_inverse=True)
    words = np.array([_in_words(moment, as_of) for moment in moments.tolist()], dtype=object)
    return words[which]


def _in_words(moment: dt.datetime | None, as_of: pd.Timestamp) -> str:
    if moment is None:
        return ""
    text = wording.day(moment, as_of=as_of)
    days = (moment.date() - as_of.date()).days
    if name := {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days):
        return name + text.removeprefix(wording.day(moment.date()))
    return text
