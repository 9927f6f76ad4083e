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
    latest,
    search_end,
    states,
)
from jobsearch.measures.following_up.contacts import application_contacts, is_proper_contact
from jobsearch.measures.following_up.sent_messages import move_on_due, sent_messages
from jobsearch.measures.following_up.waiting import waiting_periods
from jobsearch.measures.reasons import explain_limit
from jobsearch.measures.responses.chances import HORIZON, chances_of_response, learned_threshold
from jobsearch.measures.responses.times import next_step_times, response_times
from jobsearch.measures.snapshot import Snapshot
from jobsearch.schema import SUGGESTIONS
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
        categorical; ``silent_days``, ``threshold_days`` : int [days]; ``threshold_from`` : str;
        ``chance``, ``low``, ``high`` : float in [0, 1], of good news within 30 days, NaN without a
        figure; ``n_at_risk`` : Int64, how many it is learned from; ``suggestion`` : categorical,
        of ``schema.SUGGESTIONS``; ``wait_until`` : datetime, NaT where there is nothing to wait
        for; ``contact`` : str; ``stale_since`` : datetime.

    Notes
    -----
    Silence counts from the employer's last word, else from the day of applying. At ``applied`` the
    threshold is learned (`learned_threshold`); after a response without an interview it is
    ``stale after days``; after an interview the day on which moving on falls due, with no follow-up
    sent as long after its window.

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

    learned = learned_threshold(response_times(snapshot), settings)
    after_interview = interviewed & ~np.isnat(move_on)
    silent_response = ~after_interview & answered
    kind = np.select([after_interview, silent_response], [2, 1], 0)
    with np.errstate(invalid="ignore"):
        threshold = np.select(
            [kind == 2, kind == 1],
            [(move_on - since).astype("float64"), float(settings.stale_after_days)],
            float(learned.days),
        )
    after = count(settings.move_on_after_days, "day")
    after_reply = count(settings.stale_after_days, "day")
    source = np.array(
        [
            learned.in_words(),
            explain_limit("after_reply", days=after_reply),
            explain_limit("after_window", days=after),
            explain_limit("after_follow_up", days=after),
        ],
        dtype=object,
    )[kind + ((kind == 2) & asked)]
    silent = (snapshot.today - since).astype("float64")
    silent[np.isnat(since)] = np.nan
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
            "threshold_from": pd.Series(source[flagged], dtype="str"),
            **chance,
            "suggestion": suggestion,
            "wait_until": until.astype("M8[us]"),
            "contact": contacts.iloc[flagged].array,
            "stale_since": (since[flagged] + threshold[flagged].astype("m8[D]")).astype("M8[us]"),
        }
    )
    table["n_at_risk"] = table["n_at_risk"].astype("Int64")
    overdue = (table["threshold_days"] - table["silent_days"]).to_numpy()
    order = np.lexsort((flagged, overdue, -table["stage"].cat.codes.to_numpy()))
    return table.iloc[order].reset_index(drop=True)


def _chances(snapshot: Snapshot, silent: np.ndarray, kind: np.ndarray) -> dict[str, np.ndarray]:
    """The chance of good news within 30 days, by how far the application had come."""
    found = {name: np.full(len(kind), np.nan) for name in ("chance", "low", "high", "n_at_risk")}
    for which, times in ((0, response_times), (2, next_step_times)):
        mine = kind == which
        if not mine.any():
            continue
        chances = chances_of_response(
            times(snapshot),
            silent_days=silent[mine].astype(np.int64),
            within_days=HORIZON,
            minimum_at_risk=snapshot.settings.minimum_at_risk,
        )
        found["chance"][mine] = chances["positive"]
        found["low"][mine] = chances["positive_low"]
        found["high"][mine] = chances["positive_high"]
        found["n_at_risk"][mine] = chances["n_at_risk"]
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
