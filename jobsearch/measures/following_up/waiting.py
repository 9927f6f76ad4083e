"""Waiting for a reply after an interview: periods, their windows, and spells of waiting."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import CODE, DAY, NO_DAY, has, is_any, visible_events
from jobsearch.measures.calendar import add_days
from jobsearch.measures.following_up.first_match import first_match
from jobsearch.measures.responses.sample import LEFT_OUT_AT_MOST
from jobsearch.measures.snapshot import Snapshot
from jobsearch.measures.waiting_events import (
    NextWords,
    has_undated_offer,
    held_interviews,
    next_of,
    next_words,
    undated_ends,
    waiting_events,
)
from jobsearch.schema import EXPECTED_FROM


def waiting_periods(log: Log | Snapshot, *, as_of: AsOf | None = None) -> pd.DataFrame:
    """
    Every wait for a reply after an interview, with its window for a follow-up.

    A period runs from an interview's end to the employer's next reply (a new invitation or
    interview, an offer) or to any outcome; a holding answer ends it and opens a new one.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now.

    Returns
    -------
    DataFrame
        A row a period, by application and start:

        - ``position`` : int, of the application in ``log.applications``; ``interview`` : str
        - ``start_place`` : int, orders it among messages; ``started_on``, ``ended_on`` : datetime;
          ``ended_on`` is NaT while it lasts and where the reply that ended it has no date
        - ``ended_by`` : str, employer, me, or "" while it lasts; ``is_undated_end`` : bool
        - ``expected_on``, ``opens_on``, ``closes_on`` : datetime; ``expected_from`` : categorical,
          of ``schema.EXPECTED_FROM``

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> waits = js.waiting_periods(log, as_of="2026-10-30")
    >>> bool((waits["opens_on"] <= waits["closes_on"]).all())
    True
    """
    return Snapshot.of(log, as_of).part(_waiting_periods)


def _waiting_periods(snapshot: Snapshot) -> pd.DataFrame:
    events, timeline = visible_events(snapshot), waiting_events(snapshot)
    begins = timeline.held >= 0
    reply = timeline.what == CODE["reply"]
    # A holding answer counts while waiting: the last other mark of its application is an interview.
    position = np.arange(len(begins))
    other = np.maximum.accumulate(np.where(reply, -1, position)) if len(begins) else position
    waiting = np.zeros(len(begins), dtype=bool)
    after = reply & (other >= 0)
    waiting[after] = begins[other[after]] & (
        timeline.application[other[after]] == timeline.application[after]
    )
    starts = begins | waiting
    counts = starts | ~reply
    first = np.flatnonzero(starts)
    following = next_of(counts, timeline.application)[first]
    followed = following >= 0
    application = timeline.application[first]
    n = len(first)

    ended = np.full(n, NO_DAY)
    ended[followed] = timeline.day[following[followed]]
    by_me = np.zeros(n, dtype=bool)
    by_me[followed] = is_any(timeline.what[following[followed]], ("withdrawn", "no_response"))
    undated, undated_by_me = _undated_end(snapshot, application, followed)
    offered = ~followed & has_undated_offer(events)[application]
    started = timeline.day[first]
    ended[offered] = started[offered]
    undated &= ~offered
    by_me |= undated_by_me & undated

    after = timeline.held[np.where(begins[first], first, np.maximum(other[first], 0))]
    expected, source = _expected(snapshot, first, after)
    settings = snapshot.settings
    business = settings.count_business_days
    opens = add_days(expected, settings.follow_up_after_days, business=business)
    closes = add_days(expected, settings.follow_up_until_days, business=business)
    is_over = followed | offered | undated
    return pd.DataFrame(
        {
            "position": application,
            "interview": pd.Series(held_interviews(snapshot).interview[after], dtype="str"),
            "start_place": timeline.place[first],
            "started_on": started.astype("datetime64[us]"),
            "ended_on": ended.astype("datetime64[us]"),
            "ended_by": np.where(is_over, np.where(by_me, "me", "employer"), ""),
            "is_undated_end": undated,
            "expected_on": expected.astype("datetime64[us]"),
            "expected_from": pd.Categorical(source, categories=list(EXPECTED_FROM)),
            "opens_on": opens.astype("datetime64[us]"),
            "closes_on": closes.astype("datetime64[us]"),
        }
    )


def _undated_end(
    snapshot: Snapshot, application: np.ndarray, followed: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Periods that ended on a day nobody knows, and which of them the applicant ended."""
    events, ends = visible_events(snapshot), undated_ends(snapshot)
    mine = ends & is_any(events.what, ("withdrawn", "no_response"))
    is_over, by_me, by_employer = (
        has(events.application, which, events.n)[application]
        for which in (ends, mine, ends & ~mine)
    )
    return is_over & ~followed, by_me & ~by_employer


def _expected(
    snapshot: Snapshot, first: np.ndarray, after: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """
    The day on which a decision is expected, and where that comes from.

    `first` are the events that begin the periods, `after` the interviews that they follow.
    """
    held, timeline = held_interviews(snapshot), waiting_events(snapshot)
    log, settings = snapshot.log, snapshot.settings
    started = timeline.day[first]
    answered = timeline.held[first] < 0
    of_application = log.applications["decision_expected_on"].to_numpy().astype(DAY)
    at_large = of_application[timeline.application[first]]
    median = _known_medians(next_words(snapshot), started, settings.minimum_at_risk)
    default = add_days(started, settings.expected_after_days, business=settings.count_business_days)
    # A day before the wait began says nothing about it.
    choices = [
        (np.where(answered, timeline.decision[first], NO_DAY), "answer"),
        (held.decision[after], "interview"),
        (np.where(held.is_last[after], at_large, NO_DAY), "application"),
        (started + median, "median"),
    ]
    fits = [(day >= started, day, source) for day, source in choices]  # NaT never does
    expected = first_match([(where, day) for where, day, _ in fits], default)
    return expected, first_match([(where, source) for where, _, source in fits], "default")


def _known_medians(words: NextWords, started: np.ndarray, minimum: int) -> np.ndarray:
    """The median next-step time known on each day, NaT where too few were on the clock."""
    medians = np.full(len(started), np.timedelta64("NaT", "D"))
    order = np.argsort(words.ended, kind="stable")
    ended, until, decided = words.ended[order], words.until[order], words.decided[order]
    lost_on, answered = words.lost_on[order], words.kind[order] != 0
    for day in np.unique(started):  # days, not rows: as many as the search is long
        n = int(np.searchsorted(ended, day))
        lost = lost_on[:n] <= day
        is_event = decided[:n] <= day
        n_lost = int((lost & answered[:n]).sum())
        too_many = n_lost > LEFT_OUT_AT_MOST * (n_lost + int(is_event.sum()))
        if n - int(lost.sum()) < minimum or too_many:
            continue
        is_event = is_event[~lost]
        days = (np.minimum(until[:n], day) - ended[:n])[~lost].astype(np.int64)
        happened = np.bincount(days[is_event], minlength=int(days.max()) + 1)
        at_risk = np.bincount(days, minlength=len(happened))[::-1].cumsum()[::-1]
        still = np.cumprod(1 - happened / np.maximum(at_risk, 1))
        reached = np.flatnonzero(still <= 0.5 + 1e-12)
        if len(reached):
            medians[started == day] = np.timedelta64(int(reached[0]), "D")
    return medians


def spells(waits: pd.DataFrame, due_on: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    The union of the waiting periods that overlap or touch: first days, and days after the last.

    `due_on` is the day on which each period's ``move_on`` falls due: waiting lasts no longer.
    """
    start = waits["started_on"].to_numpy().astype(DAY)
    ended = waits["ended_on"].to_numpy().astype(DAY)
    due = due_on.astype(DAY) + np.timedelta64(1, "D")
    stop = np.fmin(due, np.where(np.isnat(ended), due, ended))
    return union(start, stop)


def union(start: np.ndarray, stop: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Half-open day intervals merged where they overlap or touch; empty ones go."""
    nonempty = stop > start
    start, stop = start[nonempty], stop[nonempty]
    if not len(start):
        return start, stop
    order = np.argsort(start, kind="stable")
    start, stop = start[order], np.maximum.accumulate(stop[order].astype(np.int64)).astype(DAY)
    new = np.r_[True, start[1:] > stop[:-1]]
    return start[new], stop[np.r_[new[1:], True]]
