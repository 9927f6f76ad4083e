"""Obligations: everything that following up well demands, one row for each thing owed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import (
    DAY,
    NO_DAY,
    earliest,
    has,
    latest,
    search_end,
    states,
)
from jobsearch.measures.calendar import bounds
from jobsearch.measures.following_up.contacts import people_met
from jobsearch.measures.following_up.first_match import first_match
from jobsearch.measures.following_up.obligations.follow_ups import follow_ups
from jobsearch.measures.following_up.obligations.obligation_table import assemble, rule_rows
from jobsearch.measures.following_up.obligations.thanks import Closing, thanks
from jobsearch.measures.following_up.reasons import sentence
from jobsearch.measures.following_up.sent_messages import move_on_due
from jobsearch.measures.following_up.waiting import spells, waiting_periods
from jobsearch.measures.snapshot import Snapshot
from jobsearch.measures.waiting_events import held_interviews

_DAY = np.timedelta64(1, "D")
_WEEK = 7


def obligations(log: Log | Snapshot, *, as_of: AsOf | None = None) -> pd.DataFrame:
    """
    Everything owed to following up well, with what became of it by `as_of`.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now.

    Returns
    -------
    DataFrame
        A row for each thing owed, by rule and time:

        - ``rule`` : categorical, of ``schema.RULES``
        - ``application``, ``company``, ``interviewer`` : str, missing where it is about none
        - ``opens_at``, ``due_by``, ``done_at`` : datetime; exactly midnight means the day
        - ``verdict`` : categorical, of ``schema.VERDICTS``
        - ``tier`` : str, how soon a thank-you went out; ``detail`` : str, in words
        - ``role``, ``contact``, ``talked_about`` : str, for the to-do list
        - ``is_open`` : bool, of the application; ``as_of`` : datetime, the cut-off

    Notes
    -----
    What was done keeps its verdict. Of what was not: ``waived`` where it was no longer owed before
    it fell due, else ``blocked`` without a proper contact, else ``pending`` until the latest
    possible deadline has passed, then ``missed``; ``unknown`` where the log is too coarse to say.
    A planned interview is a ``pending`` row of ``ask_next_steps``.

    References
    ----------
    The rules come from careers guidance on the dos and don'ts of following up after an interview:
    thank everyone within a day, ask for the next steps, follow up once, keep applying.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> owed = js.obligations(log, as_of="2026-10-30")
    >>> sorted(owed.loc[owed["rule"] == "thank_everyone", "tier"].unique())
    ['', 'late', 'within 1 h', 'within 24 h']
    """
    return Snapshot.of(log, as_of).part(_obligations)


def _obligations(snapshot: Snapshot) -> pd.DataFrame:
    people = people_met(snapshot.log)
    pieces = [piece for rules in RULE_FUNCTIONS for piece in rules(snapshot, people)]
    return assemble(pieces, snapshot)


def _closing(snapshot: Snapshot) -> Closing:
    log, now, over = snapshot.log, states(snapshot), search_end(snapshot)
    closed = now["closed_on"].to_numpy().astype(DAY)
    undated = (now["outcome"] != "open").to_numpy() & np.isnat(closed)
    first = np.fmin(closed, over)  # fmin takes the one that is a day
    low, high = _day_bounds(first, log)
    # The day of the acceptance is still part of the search for what fell due before it.
    return Closing(low, high, undated, _day_bounds(np.array([over]), log)[0][0])


def _day_bounds(day: np.ndarray, log: Log) -> tuple[np.ndarray, np.ndarray]:
    moments = pd.Series(day.astype("datetime64[us]"))
    return bounds(moments, np.ones(len(day), dtype=bool), log.settings.time_zone)


def _ask_next_steps(snapshot: Snapshot, people: pd.DataFrame) -> dict[str, Any]:
    """A decision day written down for each interview held; planned ones are pending."""
    log, as_of, now = snapshot.log, np.datetime64(snapshot.as_of), states(snapshot)
    interviews = held_interviews(snapshot)
    of_application = log.applications["decision_expected_on"].to_numpy().astype(DAY)
    day, at_large = interviews.day, of_application[interviews.position]
    asked = (interviews.decision >= day) | (interviews.is_last & (at_large >= day))

    # The interviews of the sheet, by the first row of each.
    code, n = interviews.code_of_row, int(interviews.code_of_row.max(initial=-1)) + 1
    first_row = np.full(max(n, int(interviews.code.max(initial=-1)) + 1), -1)
    first_row[code[::-1]] = np.arange(len(code))[::-1]
    rows = np.sort(first_row[first_row >= 0])
    application, end = people["position"].to_numpy()[rows], people["end"].to_numpy()[rows]
    everyone = np.ones(len(code), dtype=bool)
    decision = people["decision_expected_on"].to_numpy().astype(DAY)
    decision = latest(code, decision, everyone, n)[code[rows]]
    invited = people["invited_on"].to_numpy().astype(DAY)
    invited = earliest(code, invited, everyone, n)[code[rows]]
    some_day = has(code, people["is_held_some_day"].to_numpy(), n)[code[rows]]
    known = np.where(np.isnat(invited), snapshot.sees_undated, invited <= as_of)
    is_open = now["is_known"].to_numpy() & now["is_open"].to_numpy()
    ahead = ((end > as_of) | (np.isnat(end) & ~some_day)) & is_open[application] & known
    more = ahead | (np.isnat(end) & some_day & snapshot.sees_undated)
    verdict = np.r_[
        first_match([(asked, "met"), (day >= search_end(snapshot), "waived")], "missed"),
        first_match([(ahead[more], "pending"), (np.isnat(decision[more]), "unknown")], "met"),
    ]
    row = np.r_[first_row[interviews.code], rows[more]]
    at = np.r_[interviews.at, end[more]]
    # Names only for the few that lie ahead: the agenda says whom you will meet.
    coming = people[np.isin(code, code[rows[more]]) & people["interviewer"].notna().to_numpy()]
    names = coming.groupby("interview")["interviewer"].agg(", ".join)

    def of_interview(column: str) -> np.ndarray:
        # Of one that only History tells of nothing more is known.
        return np.append(people[column].to_numpy(dtype=object), np.nan)[row]

    detail = of_interview("round")
    return rule_rows(
        "ask_next_steps",
        np.r_[interviews.position, application[more]].astype(np.int64),
        verdict,
        interviewer=names.reindex(of_interview("interview")).to_numpy(dtype=object),
        contact=of_interview("contact"),
        talked_about=of_interview("talked_about"),
        opens_at=at,
        due_by=at,
        detail=np.where(pd.isna(detail), "", detail),
    )


def _keep_applying(snapshot: Snapshot) -> dict[str, Any]:
    """New applications in each 7 days of each spell of waiting."""
    today, over = snapshot.today, search_end(snapshot)
    waits, due = waiting_periods(snapshot), move_on_due(snapshot)
    start, stop = spells(waits, due)
    started = (start <= today) & ~(start >= over)
    start, stop = start[started], stop[started]
    # When the search ends while a spell lasts, the week that it interrupts is waived.
    until_now = np.minimum(today, over - _DAY) if not np.isnat(over) else today
    lasts = stop > np.fmin(today, over)
    until = np.minimum(stop, until_now + _DAY)
    # The week in progress counts, while the spell lasts.
    days = np.where(lasts, until - start + (_WEEK - 1) * _DAY, stop - start)
    n_blocks = days.astype(np.int64) // _WEEK
    spell = np.repeat(np.arange(len(start)), n_blocks)
    nth = np.arange(len(spell)) - np.repeat(np.cumsum(n_blocks) - n_blocks, n_blocks)
    begins = start[spell] + nth * (_WEEK * _DAY)
    ends = begins + (_WEEK - 1) * _DAY
    unsure = _in_doubt(waits, due, begins, np.minimum(ends, stop[spell] - _DAY))
    # Of a spell that has ended, nobody knows when, the week in progress is not owed.
    owed_now = ~(unsure & (ends >= today))
    begins, ends, unsure = begins[owed_now], ends[owed_now], unsure[owed_now]
    applied = np.sort(states(snapshot)["applied_on"].dropna().to_numpy().astype(DAY))
    first = np.searchsorted(applied, begins)
    n_sent = np.searchsorted(applied, ends, side="right") - first
    wanted = snapshot.settings.applications_per_week
    enough = n_sent >= wanted
    # The application that made it enough.
    done = np.full(len(begins), NO_DAY)
    done[enough] = applied[first[enough] + wanted - 1]
    lapsed = ends >= over
    verdict = first_match(
        [(enough, "met"), (unsure, "unknown"), (lapsed, "waived"), (ends >= today, "pending")],
        "missed",
    )
    detail = sentence("applied", sent=n_sent.astype(str).astype(object), wanted=wanted)
    return rule_rows(
        "keep_applying", np.full(len(begins), -1), verdict, opens_at=begins, due_by=ends,
        done_at=done, detail=detail,
    )  # fmt: skip


def _in_doubt(
    waits: pd.DataFrame, due: np.ndarray, begins: np.ndarray, ends: np.ndarray
) -> np.ndarray:
    """Blocks that no wait surely covers: the reply that ended it has no date."""
    doubtful = waits["is_undated_end"].to_numpy()
    if not doubtful.any():
        return np.zeros(len(begins), dtype=bool)
    start = np.sort(waits["started_on"].to_numpy().astype(DAY)[doubtful])
    first_after = np.searchsorted(start, ends, side="right")
    stop = np.sort(due.astype(DAY)[doubtful])
    over_by = np.searchsorted(stop, begins)
    first, after = spells(waits[~doubtful], due[~doubtful])
    nth = np.searchsorted(first, begins, side="right") - 1
    surely = np.r_[after, NO_DAY][nth] > ends
    return np.asarray((first_after > over_by) & ~surely)


# What makes the rows of the rules, one piece for each; a new rule joins here.
RULE_FUNCTIONS: list[Callable[[Snapshot, pd.DataFrame], list[dict[str, Any]]]] = [
    lambda snapshot, people: thanks(snapshot, people, _closing(snapshot)),
    lambda snapshot, people: [_ask_next_steps(snapshot, people)],
    follow_ups,
    lambda snapshot, people: [_keep_applying(snapshot)],
]
