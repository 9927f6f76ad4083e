"""Pipeline: how many applications are open at which stage, and what came in each week."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf, as_timestamp
from jobsearch.log import Log
from jobsearch.measures.application_states import DAY, states_of, timeline, visible_events
from jobsearch.measures.following_up.waiting_events import held_interviews
from jobsearch.schema import PIPELINE, STAGES


def pipeline_history(
    log: Log, *, as_of: AsOf, every: Literal["day", "week"] = "day"
) -> pd.DataFrame:
    """
    Open applications at each stage, at the end of each day or week.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off, and the last day.
    every : {"day", "week"}
        Each day, or each Sunday and the last day.

    Returns
    -------
    DataFrame
        Indexed by ``date``: ``applied``, ``screening``, ``interview``, ``offer`` : int, open
        applications whose furthest stage that is; ``open`` : int, their sum.

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
    events = visible_events(log, as_of)
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
    span = int((events.today - first).astype(np.int64)) + 1
    # At each event an application leaves one count and enters another.
    counts = np.zeros((len(STAGES), span + 1), dtype=np.int64)
    is_first = np.r_[True, app[1:] != app[:-1]]
    before = np.r_[0, line.stage[:-1]]
    was_open = np.r_[False, line.is_open[:-1]] & ~is_first
    np.subtract.at(counts, (before[was_open], offset[was_open]), 1)
    np.add.at(counts, (line.stage[line.is_open], offset[line.is_open]), 1)
    open_at = counts.cumsum(axis=1)[:, :span]
    days = first + np.arange(span)
    if every == "week":
        # 1970-01-04 was a Sunday.
        chosen = (days - np.datetime64("1970-01-04", "D")).astype(np.int64) % 7 == 0
        chosen[-1] = True
        return _history(open_at[:, chosen], days[chosen])
    return _history(open_at, days)


def _history(open_at: np.ndarray, days: np.ndarray) -> pd.DataFrame:
    index = pd.DatetimeIndex(days.astype("datetime64[us]"), name="date")
    table = pd.DataFrame({s: open_at[STAGES.index(s)] for s in PIPELINE}, index=index)
    return table.assign(open=table.sum(axis=1))


def weekly_activity(log: Log, *, as_of: AsOf) -> pd.DataFrame:
    """
    Applications, first responses and interviews of each ISO week.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off; its week is the last.

    Returns
    -------
    DataFrame
        Indexed by ``week``, the Monday; ``applications``, ``responses``, ``interviews`` : int;
        weeks without anything are rows of 0.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> set(js.weekly_activity(log, as_of="2026-10-30").index.day_of_week)
    {0}
    """
    events = visible_events(log, as_of)
    now = states_of(log, events)
    days = {
        "applications": now.loc[now["is_sent"], "applied_on"],
        "responses": now["responded_on"],
    }
    known = {name: d.dropna().to_numpy().astype(DAY) for name, d in days.items()}
    known["interviews"] = held_interviews(log, events).day
    everything = np.concatenate(list(known.values()))
    today = np.datetime64(as_timestamp(as_of), "D")
    first = _monday(everything.min() if len(everything) else today)
    n_weeks = int((_monday(today) - first).astype(np.int64)) // 7 + 1 if len(everything) else 0
    weeks = {
        name: np.bincount((d - first).astype(np.int64) // 7, minlength=n_weeks)[:n_weeks]
        for name, d in known.items()
    }
    mondays = first + 7 * np.arange(n_weeks)
    index = pd.DatetimeIndex(mondays.astype("datetime64[us]"), name="week")
    return pd.DataFrame(weeks, index=index, dtype="int64")


def _monday(day: np.datetime64) -> np.datetime64:
    # 1970-01-05 was a Monday.
    return day - (day - np.datetime64("1970-01-05", "D")).astype(np.int64) % 7
