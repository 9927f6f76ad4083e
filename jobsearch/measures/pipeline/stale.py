"""Stale applications: silent for so long that waiting further is not worth it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import (
    DAY,
    NO_DAY,
    earliest,
    is_any,
    latest,
    search_end,
    states,
    visible_events,
)
from jobsearch.measures.calendar import add_days
from jobsearch.measures.following_up.contacts import application_contacts, is_proper_contact
from jobsearch.measures.following_up.sent_messages import move_on_due, sent_messages
from jobsearch.measures.following_up.waiting import waiting_periods
from jobsearch.measures.reasons import Limit, explain_limit
from jobsearch.measures.responses.chances import HORIZON, expected_chance
from jobsearch.measures.responses.silence import Threshold, stale_threshold
from jobsearch.measures.responses.times import next_step_times, response_times
from jobsearch.measures.snapshot import Snapshot
from jobsearch.schema import SUGGESTIONS
from jobsearch.settings import Settings
from jobsearch.wording import count


def stale_applications(log: Log | Snapshot, *, as_of: AsOf | None = None) -> pd.DataFrame:
    """
    Open applications, not at an offer, that have been silent for too long.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in Settings, else now.

    Returns
    -------
    DataFrame
        The longest overdue first: ``application``, ``company``, ``role`` : str; ``stage`` :
        categorical; ``silent_days``, ``threshold_days`` : int [days]; ``threshold_source`` :
        categorical, of `Limit`; ``threshold_from`` : str, the same in words; ``chance``, ``low``,
        ``high`` : float in [0, 1], of good news within 30 days with its 95 % interval, always
        there for an unanswered application; ``suggestion`` : categorical, of
        ``schema.SUGGESTIONS``; ``wait_until`` : datetime, NaT where there is nothing to wait for;
        ``contact`` : str; ``stale_since`` : datetime.

        Its ``attrs``: ``threshold``, the `Threshold` of unanswered applications.

    Notes
    -----
    Silence counts from the employer's last word, else from the day of applying. An unanswered
    application is stale when most of the good news to be expected has come (`stale_threshold`);
    after a response without an interview it is ``stale after days``; after an interview the day on
    which moving on falls due, with no follow-up sent as long after its window. Nothing is stale
    before ``move on after days`` have passed since the person's own last message. The chance is
    `expected_chance`; after an interview `chance_of_response` of the next steps.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> stale = js.stale_applications(log, as_of="2026-10-30")
    >>> bool((stale["silent_days"] >= stale["threshold_days"]).all())
    True
    """
    snapshot = Snapshot.of(log, as_of)
    applications, settings, now = snapshot.log.applications, snapshot.settings, states(snapshot)
    waits, messages = waiting_periods(snapshot), sent_messages(snapshot)
    n = len(now)
    word = now["last_word_on"].to_numpy().astype(DAY)
    since = np.where(np.isnat(word), now["applied_on"].to_numpy().astype(DAY), word)
    answered = now["is_answered"].to_numpy()
    # Answered on a day that nobody wrote down: how long it has been silent is not known.
    since[answered & np.isnat(word)] = NO_DAY

    lasting = (waits["ended_by"] == "").to_numpy()
    position = waits["position"].to_numpy()
    move_on = latest(position, move_on_due(snapshot), lasting, n)
    asked = np.zeros(n, dtype=bool)
    asked[messages.loc[messages["wait"].isin(np.flatnonzero(lasting)), "position"]] = True
    interviewed = np.zeros(n, dtype=bool)
    interviewed[position] = True

    expected = stale_threshold(response_times(snapshot), settings)
    after_interview = interviewed & ~np.isnat(move_on)
    silent_response = ~after_interview & answered
    kind = np.select([after_interview, silent_response], [2, 1], 0)
    threshold = np.select(
        [kind == 2, kind == 1],
        [_days_between(since, move_on), float(settings.stale_after_days)],
        float(expected.days),
    )
    limit = np.array(
        [expected.limit, Limit.AFTER_REPLY, Limit.AFTER_WINDOW, Limit.AFTER_FOLLOW_UP], object
    )[kind + ((kind == 2) & asked)]
    # Who wrote last week can wait for an answer to that.
    answer_by = _days_between(since, _answer_due(snapshot))
    limit[answer_by > threshold] = Limit.AFTER_MESSAGE
    threshold = np.fmax(threshold, answer_by)
    silent = _days_between(since, np.full(n, snapshot.today))
    candidate = now["is_open"].to_numpy() & (now["stage"] != "offer").to_numpy()
    flagged = np.flatnonzero(candidate & (silent >= threshold))

    chance = _chances(snapshot, silent[flagged], kind[flagged])
    contacts = application_contacts(snapshot.log)
    suggestion, until = _suggestions(snapshot, contacts, kind, since, flagged)
    about = applications.iloc[flagged].reset_index(drop=True)
    table = pd.DataFrame(
        {
            "application": about["application"],
            "company": about["company"],
            "role": about["role"],
            "stage": now["stage"].iloc[flagged].array,
            "silent_days": silent[flagged].astype(np.int64),
            "threshold_days": threshold[flagged].astype(np.int64),
            "threshold_source": pd.Categorical(limit[flagged], categories=list(Limit)),
            "threshold_from": _in_words(limit[flagged], expected, settings),
            **chance,
            "suggestion": suggestion,
            "wait_until": until.astype("M8[us]"),
            "contact": contacts.iloc[flagged].array,
            "stale_since": (since[flagged] + threshold[flagged].astype("m8[D]")).astype("M8[us]"),
        }
    )
    overdue = (table["threshold_days"] - table["silent_days"]).to_numpy()
    order = np.lexsort((flagged, overdue, -table["stage"].cat.codes.to_numpy()))
    table = table.iloc[order].reset_index(drop=True)
    table.attrs["threshold"] = expected
    return table


def _days_between(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Whole days, NaN where either is missing."""
    days = (end - start).astype("float64")
    days[np.isnat(start) | np.isnat(end)] = np.nan
    return np.asarray(days)


def _answer_due(snapshot: Snapshot) -> np.ndarray:
    """For each application the day by which the person's last message may be answered."""
    events, settings = visible_events(snapshot), snapshot.settings
    written = is_any(events.what, ("thank_you", "follow_up"))
    last = latest(events.application, events.day, written, events.n)
    return add_days(last, settings.move_on_after_days, business=settings.count_business_days)


def _in_words(limit: np.ndarray, expected: Threshold, settings: Settings) -> pd.Series:
    """Where each limit comes from."""
    after = count(settings.move_on_after_days, "day")
    words = {
        which: explain_limit(which, days=after)
        for which in (Limit.AFTER_WINDOW, Limit.AFTER_FOLLOW_UP, Limit.AFTER_MESSAGE)
    }
    words[Limit.AFTER_REPLY] = explain_limit(
        Limit.AFTER_REPLY, days=count(settings.stale_after_days, "day")
    )
    words[expected.limit] = expected.in_words()
    return pd.Series([words[which] for which in limit], dtype="str")


def _chances(snapshot: Snapshot, silent: np.ndarray, kind: np.ndarray) -> dict[str, np.ndarray]:
    """The chance of good news within 30 days, by how far the application had come."""
    found = {name: np.full(len(kind), np.nan) for name in ("chance", "low", "high")}
    settings = snapshot.settings
    weight = settings.reference_applications
    for which, times, leaning_on in ((0, response_times, weight), (2, next_step_times, 0)):
        mine = kind == which
        if not mine.any():
            continue
        chances = expected_chance(
            times(snapshot),
            silent_days=silent[mine].astype(np.int64),
            within_days=HORIZON,
            reference_applications=leaning_on,
            minimum_at_risk=settings.minimum_at_risk,
        )
        found["chance"][mine] = chances["positive"]
        found["low"][mine] = chances["positive_low"]
        found["high"][mine] = chances["positive_high"]
    return found


def _suggestions(
    snapshot: Snapshot,
    contacts: pd.Series,
    kind: np.ndarray,
    since: np.ndarray,
    flagged: np.ndarray,
) -> tuple[pd.Series, np.ndarray]:
    """Wait for what is agreed, write once where nobody has while the search goes on, else close."""
    log, as_of, messages = snapshot.log, snapshot.as_of, sent_messages(snapshot)
    n = len(log.applications)
    interviews = log.interviews
    ended = interviews["ended_at"].to_numpy()
    of_application = pd.Index(log.applications["application"])
    position = of_application.get_indexer(interviews["application"])
    invited = interviews.groupby("interview")["invited_on"].transform("min").to_numpy()
    known = np.where(np.isnat(invited), snapshot.sees_undated, invited <= np.datetime64(as_of))
    planned = earliest(position, ended.astype(DAY), known & (ended > np.datetime64(as_of)), n)
    expected = log.applications["decision_expected_on"].to_numpy().astype(DAY)
    ahead = np.where(expected > snapshot.today, expected, NO_DAY)
    until = np.fmin(planned, ahead)[flagged]
    position = messages["position"].to_numpy()
    wrote = latest(
        position, messages["day"].to_numpy().astype(DAY), messages["day"].notna().to_numpy(), n
    )
    has_written = wrote >= since
    proper = is_proper_contact(contacts.take(flagged), own_addresses=log.settings.own_addresses)
    ask = ((kind == 1) & ~has_written)[flagged] & proper & np.isnat(search_end(snapshot))
    suggestion = np.where(np.isnat(until), np.where(ask, "follow_up", "close"), "wait")
    return pd.Series(pd.Categorical(suggestion, categories=list(SUGGESTIONS))), until
