"""Stale applications: silent for so long that waiting further is not worth it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import DAY, NO_DAY, earliest, latest, undated_are_visible
from jobsearch.measures.following_up.contacts import application_contacts, is_proper_contact
from jobsearch.measures.following_up.waiting_events import InterviewHistory
from jobsearch.measures.responses.chances import chances_of_response
from jobsearch.measures.responses.times import next_step_times_of
from jobsearch.measures.snapshot import Snapshot

EARLIEST_THRESHOLD = 14
HORIZON = 30  # days ahead that a chance looks


def learned_threshold(
    times: pd.DataFrame, *, below_chance: float, minimum_at_risk: int, default_days: int
) -> tuple[int, str]:
    """
    The silence from which good news within 30 days is unlikely, learned from one's own answers.

    Parameters
    ----------
    times : DataFrame
        From `response_times`.
    below_chance : float
        What unlikely means. [0, 1]
    minimum_at_risk : int
        Applications that must still be waiting for a day to say anything.
    default_days : int
        The threshold where nothing can be learned. [days]

    Returns
    -------
    int, str
        Days of silence, and where they come from.

    Examples
    --------
    >>> few = pd.DataFrame({"duration_days": [3, 40], "event": ["positive", "none"]})
    >>> learned_threshold(few, below_chance=0.05, minimum_at_risk=10, default_days=30)
    (30, '30 days as usual: too few waited longer than 14 days to learn from')
    """
    days = times["duration_days"].to_numpy(dtype="float64", na_value=np.nan)
    longest = int(np.nanmax(days)) if np.isfinite(days).any() else 0
    silent = np.arange(EARLIEST_THRESHOLD, max(longest - HORIZON, EARLIEST_THRESHOLD - 1) + 1)
    chances = chances_of_response(
        times, silent_days=silent, within_days=HORIZON, minimum_at_risk=minimum_at_risk
    )
    known = chances["positive"].notna().to_numpy()
    silent, chance = silent[known], chances["positive"].to_numpy()[known]
    at_risk = chances["n_at_risk"].to_numpy()[known]
    if not len(silent):
        why = f"too few waited longer than {EARLIEST_THRESHOLD} days to learn from"
        return default_days, f"{default_days} days as usual: {why}"
    likely = np.flatnonzero(chance >= below_chance)
    from_here = likely[-1] + 1 if len(likely) else 0
    percent = f"{100 * below_chance:g}%"
    if from_here < len(silent):
        return int(silent[from_here]), (
            f"learned: from day {silent[from_here]} on less than {percent} heard good news within "
            f"{HORIZON} days, n = {at_risk[from_here]} still waiting"
        )
    day = max(int(silent[-1]) + 1, default_days)
    return day, (
        f"{day} days: on day {silent[-1]}, the last that can be judged, the chance was still "
        f"{percent} or more"
    )


def stale_applications(log: Log, *, as_of: AsOf) -> pd.DataFrame:
    """
    Open applications, not at an offer, that have been silent for too long.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off.

    Returns
    -------
    DataFrame
        The longest overdue first: ``application``, ``company``, ``role`` : str; ``stage`` :
        categorical; ``silent_days``, ``threshold_days`` : int [days]; ``threshold_from`` : str;
        ``chance``, ``low``, ``high`` : float in [0, 1], of good news within 30 days, NaN without a
        figure; ``n_at_risk`` : Int64, how many it is learned from; ``suggestion`` : str, "follow
        up", "wait until DATE" or "close"; ``contact`` : str; ``stale_since`` : datetime.

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
    return stale_of(Snapshot(log, as_of))


def stale_of(at: Snapshot) -> pd.DataFrame:
    """`stale_applications`, from where a log stands."""
    log, moment, now, waits, messages = at.log, at.as_of, at.now, at.waits, at.messages
    today = np.datetime64(moment, "D")
    settings = log.settings
    n = len(now)
    word = now["last_word_on"].to_numpy().astype(DAY)
    since = np.where(np.isnat(word), now["applied_on"].to_numpy().astype(DAY), word)
    answered = now["is_answered"].to_numpy()
    # Answered on a day that nobody wrote down: how long it has been silent is not known.
    since[answered & np.isnat(word)] = NO_DAY

    lasting = (waits["ended_by"] == "").to_numpy()
    position = waits["position"].to_numpy()
    move_on = latest(position, at.move_on_due, lasting, n)
    asked = np.zeros(n, dtype=bool)
    asked[messages.loc[messages["wait"].isin(np.flatnonzero(lasting)), "position"]] = True
    interviewed = np.zeros(n, dtype=bool)
    interviewed[position] = True

    learned, learned_from = learned_threshold(
        at.times,
        below_chance=settings.stale_below_chance,
        minimum_at_risk=settings.minimum_at_risk,
        default_days=settings.stale_after_days,
    )
    after_interview = interviewed & ~np.isnat(move_on)
    silent_response = ~after_interview & answered
    kind = np.select([after_interview, silent_response], [2, 1], 0)
    after = settings.move_on_after_days
    with np.errstate(invalid="ignore"):
        threshold = np.select(
            [kind == 2, kind == 1],
            [(move_on - since).astype("float64"), float(settings.stale_after_days)],
            float(learned),
        )
    source = np.select(
        [(kind == 2) & asked, kind == 2, kind == 1],
        [
            f"{after} days after your last follow-up",
            f"{after} days after the window for a follow-up",
            f"{settings.stale_after_days} days after their last word, with no interview since",
        ],
        learned_from,
    )
    silent = (today - since).astype("float64")
    silent[np.isnat(since)] = np.nan
    candidate = now["is_open"].to_numpy() & (now["stage"] != "offer").to_numpy()
    flagged = np.flatnonzero(candidate & (silent >= threshold))

    chance = _chances(log, at.course, at.times, silent[flagged], kind[flagged])
    contacts = application_contacts(log)
    about = log.applications.iloc[flagged].reset_index(drop=True)
    table = pd.DataFrame(
        {
            "application": about["application"],
            "company": about["company"],
            "role": about["role"],
            "stage": now["stage"].iloc[flagged].array,
            "silent_days": silent[flagged].astype(np.int64),
            "threshold_days": threshold[flagged].astype(np.int64),
            "threshold_from": pd.Series(source[flagged].astype(object), dtype="str"),
            **chance,
            "suggestion": _suggestions(at, contacts, kind, since, flagged),
            "contact": contacts.iloc[flagged].array,
            "stale_since": (since[flagged] + threshold[flagged].astype("m8[D]")).astype("M8[us]"),
        }
    )
    table["n_at_risk"] = table["n_at_risk"].astype("Int64")
    overdue = (table["threshold_days"] - table["silent_days"]).to_numpy()
    order = np.lexsort((flagged, overdue, -table["stage"].cat.codes.to_numpy()))
    return table.iloc[order].reset_index(drop=True)


def _chances(
    log: Log, course: InterviewHistory, times: pd.DataFrame, silent: np.ndarray, kind: np.ndarray
) -> dict[str, np.ndarray]:
    """The chance of good news within 30 days, by how far the application had come."""
    found = {name: np.full(len(kind), np.nan) for name in ("chance", "low", "high", "n_at_risk")}
    for which in (0, 2):
        mine = kind == which
        if not mine.any():
            continue
        table = times if which == 0 else next_step_times_of(log, course)
        chances = chances_of_response(
            table,
            silent_days=silent[mine].astype(np.int64),
            within_days=HORIZON,
            minimum_at_risk=log.settings.minimum_at_risk,
        )
        found["chance"][mine] = chances["positive"]
        found["low"][mine] = chances["positive_low"]
        found["high"][mine] = chances["positive_high"]
        found["n_at_risk"][mine] = chances["n_at_risk"]
    return found


def _suggestions(
    at: Snapshot, contacts: pd.Series, kind: np.ndarray, since: np.ndarray, flagged: np.ndarray
) -> pd.Series:
    """Wait for what is agreed, write once where nobody has while the search goes on, else close."""
    log, as_of, messages, n = at.log, at.as_of, at.messages, len(at.now)
    interviews = log.interviews
    ended = interviews["ended_at"].to_numpy()
    of_application = pd.Index(log.applications["application"])
    place = of_application.get_indexer(interviews["application"])
    invited = interviews.groupby("interview")["invited_on"].transform("min").to_numpy()
    told = np.where(
        np.isnat(invited), undated_are_visible(log, as_of), invited <= np.datetime64(as_of)
    )
    planned = earliest(place, ended.astype(DAY), told & (ended > np.datetime64(as_of)), n)
    expected = log.applications["decision_expected_on"].to_numpy().astype(DAY)
    ahead = np.where(expected > np.datetime64(as_of, "D"), expected, NO_DAY)
    until = np.fmin(planned, ahead)[flagged]
    position = messages["position"].to_numpy()
    wrote = latest(
        position, messages["day"].to_numpy().astype(DAY), messages["day"].notna().to_numpy(), n
    )
    has_written = wrote >= since
    proper = is_proper_contact(contacts.take(flagged), own_addresses=log.settings.own_addresses)
    ask = ((kind == 1) & ~has_written)[flagged] & proper & np.isnat(at.over)
    day = np.datetime_as_string(until).astype(object)
    said = np.where(np.isnat(until), np.where(ask, "follow up", "close"), "wait until " + day)
    return pd.Series(said, dtype="str")
