"""Pipeline: how many applications are open at which stage, and what came in each week."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import (
    CODE,
    DAY,
    earliest,
    states,
    timeline,
    visible_events,
)
from jobsearch.measures.following_up.sent_messages import move_on_due
from jobsearch.measures.following_up.waiting import spells, waiting_periods
from jobsearch.measures.snapshot import Snapshot
from jobsearch.measures.waiting_events import held_interviews
from jobsearch.schema import PIPELINE, STAGES


def pipeline_history(
    log: Log | Snapshot,
    *,
    as_of: AsOf | None = None,
    every: Literal["day", "week"] = "day",
    with_events: bool = False,
) -> pd.DataFrame:
    """
    Open applications at each stage, at the end of each day or week.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now, and the last day.
    every : {"day", "week"}
        Each day, or each Sunday and the last day.
    with_events : bool
        Whether to count interviews and offers, too.

    Returns
    -------
    DataFrame
        Indexed by ``date``: ``applied``, ``screening``, ``interview``, ``offer`` : int, open
        applications whose furthest stage that is; ``open`` : int, their sum. With `with_events`
        also ``interviews`` : int, those that ended on the day, or since the row before, and
        ``offers`` : int, applications with their first offer then.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> history = js.pipeline_history(log, as_of="2026-10-30")
    >>> bool(
    ...     (
    ...         history[["applied", "screening", "interview", "offer"]].sum(axis=1)
    ...         == history["open"]
    ...     ).all()
    ... )
    True
    """
    snapshot = Snapshot.of(log, as_of)
    table = _open_by_stage(snapshot)
    if every == "week":
        dates = pd.DatetimeIndex(table.index)
        table = table[(dates.day_of_week == 6) | (dates == dates.max())]
    return table.assign(**_count_events(snapshot, table.index)) if with_events else table


def _open_by_stage(snapshot: Snapshot) -> pd.DataFrame:
    log, events = snapshot.log, visible_events(snapshot)
    if events.undated.all():
        return _history(np.zeros((len(STAGES), 0), np.int64), np.array([], dtype=DAY))
    # An undated fact is seen from the last logged day on, or all along where nothing is logged.
    first = events.day[~events.undated].min()
    logged = np.fmax(first, log.last_logged_on.to_datetime64().astype(DAY))
    day = np.where(events.undated, logged, events.day)
    order = np.lexsort((events.undated, day, events.application))
    events, day = events.take(order), day[order]
    line = timeline(log, events)
    app = events.application
    offset = (day - first).astype(np.int64)
    span = int((snapshot.today - first).astype(np.int64)) + 1
    # At each event an application leaves one count and enters another.
    counts = np.zeros((len(STAGES), span + 1), dtype=np.int64)
    is_first = np.r_[True, app[1:] != app[:-1]]
    before = np.r_[0, line.stage[:-1]]
    was_open = np.r_[False, line.is_open[:-1]] & ~is_first
    np.subtract.at(counts, (before[was_open], offset[was_open]), 1)
    np.add.at(counts, (line.stage[line.is_open], offset[line.is_open]), 1)
    open_at = counts.cumsum(axis=1)[:, :span]
    return _history(open_at, first + np.arange(span))


def _history(open_at: np.ndarray, days: np.ndarray) -> pd.DataFrame:
    index = pd.DatetimeIndex(days.astype("datetime64[us]"), name="date")
    table = pd.DataFrame({s: open_at[STAGES.index(s)] for s in PIPELINE}, index=index)
    return table.assign(open=table.sum(axis=1))


def _count_events(snapshot: Snapshot, dates: pd.Index) -> dict[str, np.ndarray]:
    """The interviews and first offers since the date before."""
    events = visible_events(snapshot)
    is_offer = (events.what == CODE["offer"]) & ~events.undated
    offers = earliest(events.application, events.day, is_offer, events.n)
    days = dates.to_numpy().astype(DAY)
    return {
        name: np.bincount(np.searchsorted(days, day[~np.isnat(day)]), minlength=len(days))
        for name, day in (("interviews", held_interviews(snapshot).day), ("offers", offers))
    }


def weekly_activity(log: Log | Snapshot, *, as_of: AsOf | None = None) -> pd.DataFrame:
    """
    Applications, first responses, interviews and days of waiting of each ISO week.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now; its week is the last.

    Returns
    -------
    DataFrame
        Indexed by ``week``, the Monday; ``applications``, ``responses``, ``interviews`` : int;
        weeks without anything are rows of 0; ``waiting_days`` : int, 0 to 7, the days of the week
        inside a spell of waiting after an interview. [days]

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> set(js.weekly_activity(log, as_of="2026-10-30").index.day_of_week)
    {0}
    """
    snapshot = Snapshot.of(log, as_of)
    now = states(snapshot)
    days = {
        "applications": now.loc[now["is_sent"], "applied_on"],
        "responses": now["responded_on"],
    }
    known = {name: d.dropna().to_numpy().astype(DAY) for name, d in days.items()}
    known["interviews"] = held_interviews(snapshot).day
    everything = np.concatenate(list(known.values()))
    first = _monday(everything.min() if len(everything) else snapshot.today)
    n_weeks = (
        int((_monday(snapshot.today) - first).astype(np.int64)) // 7 + 1 if len(everything) else 0
    )
    weeks = {
        name: np.bincount((d - first).astype(np.int64) // 7, minlength=n_weeks)[:n_weeks]
        for name, d in known.items()
    }
    weeks["waiting_days"] = _waiting_days(snapshot, first, n_weeks)
    mondays = first + 7 * np.arange(n_weeks)
    index = pd.DatetimeIndex(mondays.astype("datetime64[us]"), name="week")
    return pd.DataFrame(weeks, index=index, dtype="int64")


def _waiting_days(snapshot: Snapshot, first: np.datetime64, n_weeks: int) -> np.ndarray:
    """The days inside a spell of waiting in each week from `first` on."""
    start, stop = spells(waiting_periods(snapshot), move_on_due(snapshot))
    stop = np.minimum(stop, snapshot.today + np.timedelta64(1, "D"))
    steps = np.zeros(7 * n_weeks + 1, dtype=np.int64)
    for day, step in ((start, 1), (stop, -1)):
        np.add.at(steps, (day - first).astype(np.int64).clip(0, 7 * n_weeks), step)
    is_waiting = steps.cumsum()[:-1].reshape(-1, 7) > 0
    return np.asarray(is_waiting.sum(axis=1))


def _monday(day: np.datetime64) -> np.datetime64:
    # 1970-01-05 was a Monday.
    return day - (day - np.datetime64("1970-01-05", "D")).astype(np.int64) % 7
