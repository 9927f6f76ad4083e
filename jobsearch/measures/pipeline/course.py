"""The course of a search: the pipeline with interviews and offers, the weeks with waiting."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import CODE, DAY, earliest, visible_events
from jobsearch.measures.following_up.waiting import spells
from jobsearch.measures.following_up.waiting_events import held_interviews
from jobsearch.measures.pipeline.history import pipeline_history, weekly_activity
from jobsearch.measures.snapshot import Snapshot


def pipeline_course(
    log: Log, *, as_of: AsOf, every: Literal["day", "week"] = "day"
) -> pd.DataFrame:
    """
    The pipeline's history with the interviews and offers of each day or week.

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
        The table of `pipeline_history` with two columns more: ``interviews`` : int, those that
        ended on the day, or since the row before; ``offers`` : int, applications with their first
        offer then.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> course = js.pipeline_course(log, as_of="2026-10-30")
    >>> int(course["interviews"].sum()), int(course["offers"].sum())
    (32, 2)
    """
    table = pipeline_history(log, as_of=as_of, every=every)
    events = visible_events(log, as_of)
    is_offer = (events.what == CODE["offer"]) & ~events.undated
    offers = earliest(events.application, events.day, is_offer, events.n)
    days = table.index.to_numpy().astype(DAY)
    waiting_events = {"interviews": held_interviews(log, events).day, "offers": offers}
    return table.assign(
        **{
            name: np.bincount(np.searchsorted(days, day[~np.isnat(day)]), minlength=len(days))
            for name, day in waiting_events.items()
        }
    )


def weeks_with_waiting(log: Log, *, as_of: AsOf) -> pd.DataFrame:
    """
    The activity of each week, and on how many of its days a decision was waited for.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off; its week is the last.

    Returns
    -------
    DataFrame
        The table of `weekly_activity` with one column more: ``waiting_days`` : int, 0 to 7, the
        days of the week inside a spell of waiting after an interview. [days]

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> weeks = js.weeks_with_waiting(log, as_of="2026-10-30")
    >>> bool(weeks["waiting_days"].between(0, 7).all())
    True
    """
    table = weekly_activity(log, as_of=as_of)
    at = Snapshot(log, as_of)
    start, stop = spells(at.waits, at.move_on_due)
    n_days = 7 * len(table)
    monday = table.index[:1].to_numpy().astype(DAY)
    after = at.events.today + np.timedelta64(1, "D")
    steps = np.zeros(n_days + 1, dtype=np.int64)
    if n_days:
        for day, step in ((start, 1), (np.minimum(stop, after), -1)):
            place = (day - monday).astype(np.int64).clip(0, n_days)
            np.add.at(steps, place, step)
    waiting = steps.cumsum()[:n_days].reshape(-1, 7) > 0
    return table.assign(waiting_days=waiting.sum(axis=1).astype(np.int64))
