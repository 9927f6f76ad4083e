"""The scorecard: every measure of one search in one nested dict, as `--json` prints it."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import numpy as np
import pandas as pd

from jobsearch.clock import LAST_MICROSECOND, AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import (
    CODE,
    latest,
    search_end,
    states,
    visible_events,
)
from jobsearch.measures.following_up.agenda import agenda
from jobsearch.measures.following_up.compliance import compliance
from jobsearch.measures.following_up.obligations import obligations
from jobsearch.measures.pipeline.breadth import (
    breadth,
    days_since_last_application,
    eggs_in_one_basket,
)
from jobsearch.measures.pipeline.funnel import funnel
from jobsearch.measures.pipeline.pace import pace_while_waiting
from jobsearch.measures.pipeline.stale import stale_applications
from jobsearch.measures.responses.summary import median_response, naive_rate, response_by_day
from jobsearch.measures.responses.times import response_times
from jobsearch.measures.snapshot import Snapshot
from jobsearch.schema import PIPELINE, VERDICTS

QUIET_DAYS = 60

STALE_KEYS = (
    "application",
    "company",
    "role",
    "stage",
    "silent_days",
    "threshold_days",
    "threshold_from",
    "chance",
    "low",
    "high",
    "suggestion",
)


def scorecard(log: Log | Snapshot, *, as_of: AsOf | None = None) -> dict[str, Any]:
    """
    How the search is going, in one nested dict of plain values.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now.

    Returns
    -------
    dict
        ``as_of``, ``log``, ``response_times``, ``compliance``, ``breadth``, ``funnel``, ``stale``,
        ``agenda``: text, numbers and None where there is no figure; dates in ISO 8601, rates in
        [0, 1], times in days.

    Examples
    --------
    >>> import jobsearch as js
    >>> card = js.scorecard(js.read_log(js.sample_path()), as_of="2026-10-30")
    >>> list(card)
    ['as_of', 'log', 'response_times', 'compliance', 'breadth', 'funnel', 'stale', 'agenda']
    """
    card = full_scorecard(log, as_of=as_of)
    del card["beside"]
    return card


def full_scorecard(log: Log | Snapshot, *, as_of: AsOf | None = None) -> dict[str, Any]:
    """
    The `scorecard` with what a reader wants beside its figures.

    ``beside``: the naive rate with its interval, the pace with its counts, how many of the open
    ones were sent, how the search ended, the offers to answer, how many closed ones the response
    times leave out.
    """
    snapshot = Snapshot.of(log, as_of)
    log, now, times = snapshot.log, states(snapshot), response_times(snapshot)
    owed, stale = obligations(snapshot), stale_applications(snapshot)
    pace = pace_while_waiting(snapshot)
    naive = naive_rate(times)
    known = now["is_known"]
    return {
        "as_of": iso(snapshot.as_of),
        "log": {
            "path": log.reading.path,
            "applications": int((known & (now["stage"] != "prospect")).sum()),
            "prospects": int((known & (now["stage"] == "prospect")).sum()),
            **_counts(log, owed, snapshot.as_of),
            "problems": len(log.problems),
        },
        "response_times": _response_times(times, naive, now),
        "compliance": {
            rule: {name: plain(row[name]) for name in ("rate", "low", "high", *VERDICTS)}
            for rule, row in compliance(owed).to_dict("index").items()
        },
        "breadth": _breadth(snapshot, pace),
        "funnel": {s: int(n) for s, n in funnel(snapshot)["n_reached"].items()},
        "stale": _flags(stale),
        "agenda": records(agenda(owed, stale=stale)),
        "beside": {
            "naive": {key: plain(value) for key, value in naive.items()},
            "pace": {key: plain(value) for key, value in pace.items()},
            "open_sent": int((now["is_open"] & now["is_sent"]).sum()),
            "over": _over(snapshot),
            "offers": _offers(snapshot),
            "closed_undated": int(times["left_out"].eq("closed_without_date").sum()),
        },
    }


def todo(log: Log | Snapshot, *, as_of: AsOf | None = None) -> list[dict[str, Any]]:
    """The agenda of the day as plain values."""
    snapshot = Snapshot.of(log, as_of)
    return records(agenda(obligations(snapshot), stale=stale_applications(snapshot)))


def flags(log: Log | Snapshot, *, as_of: AsOf | None = None) -> list[dict[str, Any]]:
    """The stale applications as plain values."""
    return _flags(stale_applications(log, as_of=as_of))


def _flags(stale: pd.DataFrame) -> list[dict[str, Any]]:
    """With what to do in the words of the JSON: follow up, wait until DATE, close."""
    words = stale["suggestion"].astype("str").str.replace("_", " ")
    until = " until " + stale["wait_until"].dt.strftime("%Y-%m-%d")
    table = stale[list(STALE_KEYS)].assign(suggestion=words + until.fillna(""))
    return records(table)


def quiet_sentence(
    log: Log | Snapshot, *, as_of: AsOf | None = None, option: str = "--as-of {}"
) -> str | None:
    """
    That nothing was logged for 60 days before `as_of`, or ever, and the day to look at instead.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
    option : str
        How a reader gives that day, ``{}`` in its place.

    Returns
    -------
    str or None
        None where something was logged.

    Examples
    --------
    >>> import jobsearch as js
    >>> quiet_sentence(js.read_log(js.sample_path()), as_of="2026-01-01")
    'The log has nothing up to this day: it begins on 2026-05-29.'
    """
    snapshot = Snapshot.of(log, as_of)
    moment, at = snapshot.as_of, snapshot.log.events["at"]
    last = at[at <= moment].max()
    if last is pd.NaT:
        first = at.min()
        if first is pd.NaT:
            return None
        return f"The log has nothing up to this day: it begins on {first.date()}."
    if (moment.normalize() - last.normalize()).days < QUIET_DAYS:
        return None
    return (
        f"Nothing was logged in the {QUIET_DAYS} days before: the last logged day is "
        f"{last.date()}. For the search as it stood then: {option.format(last.date())}"
    )


def search_over(log: Log | Snapshot, *, as_of: AsOf | None = None) -> dict[str, Any] | None:
    """The day on which an offer was accepted and how many are still open; None while it goes on."""
    snapshot = Snapshot.of(log, as_of)
    if not snapshot.log.events["what"].eq("accepted").any():
        return None
    return _over(snapshot)


def _over(snapshot: Snapshot) -> dict[str, Any] | None:
    over = search_end(snapshot)
    if np.isnat(over):
        return None
    return {"on": str(over), "n_open": int(states(snapshot)["is_open"].sum())}


def offers_in_hand(log: Log | Snapshot, *, as_of: AsOf | None = None) -> list[dict[str, Any]]:
    """The open applications with an offer while the search goes on, and the last day of each."""
    snapshot = Snapshot.of(log, as_of)
    if not snapshot.log.events["what"].eq("offer").any():
        return []
    return _offers(snapshot)


def _offers(snapshot: Snapshot) -> list[dict[str, Any]]:
    if not np.isnat(search_end(snapshot)):
        return []
    events, now = visible_events(snapshot), states(snapshot)
    applications = snapshot.log.applications
    on = latest(events.application, events.day, events.what == CODE["offer"], events.n)
    about = applications[["application", "company", "role"]].assign(
        # What a change calls it: the company where that means no other application.
        name=applications["company"].where(
            ~applications["employer"].duplicated(keep=False),
            applications["application"],
        ),
        on=on.astype("datetime64[us]"),
    )
    return records(about[(now["is_open"] & (now["stage"] == "offer")).to_numpy()])


def _counts(log: Log, owed: pd.DataFrame, as_of: pd.Timestamp) -> dict[str, int]:
    rule = owed["rule"].astype("str").to_numpy()
    held = (owed["opens_at"] <= as_of).to_numpy()
    named = owed["interviewer"].notna().to_numpy()
    sent = log.follow_ups["sent_at"]
    return {
        "interviews": int(np.count_nonzero((rule == "ask_next_steps") & held)),
        "interviewers": int(np.count_nonzero((rule == "thank_everyone") & named)),
        "follow_ups": int((sent.isna() | (sent <= as_of)).sum()),
    }


def _response_times(times: pd.DataFrame, naive: pd.Series, now: pd.DataFrame) -> dict[str, Any]:
    median: dict[Any, Any] = median_response(times).to_dict()
    by_day = response_by_day(times)
    names = ("any", "positive", "negative", "unclear", "n_at_risk")
    return {
        "n": int(median["n"]),
        "n_responses": int(median["n_responses"]),
        "n_left_out": int(median["n_left_out"]),
        "n_inbound": int(now["is_inbound"].sum()),
        "reason": median["reason"] or None,
        "median_days": plain(median["median_days"]),
        "median_low": plain(median["median_low"]),
        "median_high": plain(median["median_high"]),
        "by_day": {
            str(row["day"]): {name: plain(row[name]) for name in names}
            for row in by_day.to_dict("records")
        },
        "naive_rate": plain(naive["rate"]),
    }


def _breadth(snapshot: Snapshot, pace: pd.Series) -> dict[str, Any]:
    spread, now = breadth(snapshot), states(snapshot)
    is_open = now["is_open"]
    return {
        "open": int(is_open.sum()),
        "by_stage": {s: int((is_open & (now["stage"] == s)).sum()) for s in PIPELINE},
        **{
            str(name): {
                key: plain(row[key])
                for key in ("n", "effective_n1", "effective_n2", "largest_share")
            }
            for name, row in spread.to_dict("index").items()
        },
        "eggs_in_one_basket": eggs_in_one_basket(snapshot),
        "days_since_last_application": days_since_last_application(snapshot),
        "pace_ratio": plain(pace["ratio"]),
        "pace_low": plain(pace["low"]),
        "pace_high": plain(pace["high"]),
    }


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as dicts of plain values."""
    columns = {name: [plain(v) for v in table[name].tolist()] for name in table.columns}
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]


def plain(value: Any) -> Any:
    """A value as JSON takes it: None for no figure and what was not reached, dates as ISO text."""
    if isinstance(value, (dt.date, pd.Timestamp)):
        return iso(value) if value is not pd.NaT else None
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, (float, np.floating)):
        return float(value) if math.isfinite(value) else None
    return value.item() if isinstance(value, np.generic) else value


def iso(moment: Any) -> str:
    """ISO 8601; a day only where the time is midnight or the end of the day."""
    stamp = pd.Timestamp(moment)
    if stamp - stamp.normalize() in (pd.Timedelta(0), LAST_MICROSECOND):
        return stamp.date().isoformat()
    return stamp.isoformat(timespec="seconds")


def check(log: Log) -> dict[str, Any]:
    """How the file was understood, what was counted, and the problems, as plain values."""
    import dataclasses

    reading = dataclasses.asdict(log.reading)
    del reading["digest"]  # says nothing to a person
    return {
        "reading": reading,
        "counts": {
            "applications": len(log.applications),
            "interviews": int(log.interviews["interview"].nunique()),
            "interviewers": int(log.interviews["interviewer"].notna().sum()),
            "follow_ups": len(log.follow_ups),
            "history": len(log.history),
            "events": len(log.events),
            "problems": len(log.problems),
        },
        "problems": records(log.problems),
    }
