"""What a person did, as a plan: heard, closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from jobsearch.log import Log, LogError
from jobsearch.writing import facts
from jobsearch.writing.cells import said as shown
from jobsearch.writing.draft import Draft
from jobsearch.writing.facts import When
from jobsearch.writing.names import find_application, said
from jobsearch.writing.plan import Plan

ANSWERS = ("rejection", "invitation", "offer", "reply")
ENDINGS = ("withdrawn", "no_response", "position_closed", "accepted")


def heard(
    log: Log,
    application: str,
    what: str,
    *,
    on: When | None = None,
    decision_by: When | None = None,
    values: Mapping[str, str] | None = None,
    add: bool = False,
) -> Plan:
    """
    The employer said something: a rejection, an invitation, an offer, a reply.

    Parameters
    ----------
    log : Log
    application : str
    what : str
        What has no cell of its own goes to the sheet History.
    on : date or str, optional
        The day; today where it is not given.
    decision_by : date or str, optional
        When they now say that they will decide.
    values, add
        As `applied`; the values are of the sheet Applications.

    Returns
    -------
    Plan

    Raises
    ------
    LogError
        As `interviewed`.
    """
    if what not in ANSWERS:
        raise LogError(f'"{what}" is no answer that is known. Give {facts.any_of(ANSWERS)}.')
    found = find_application(log, application)
    day = facts.day_of(on, "the answer")
    decision = facts.day_of(decision_by, "the decision") if decision_by else None
    if decision and what == "rejection":
        raise LogError("After a rejection no decision is expected. Leave --decision-by out.")
    draft = Draft(log, add=add)
    facts.doubt_if_closed(draft, found)
    facts.doubt_order(draft, found, day, "The answer")
    row = int(found["row"])
    if what == "reply":
        _reply(draft, found, day, decision)
    else:
        _answer(draft, found, what, day, decision)
    draft.set_own("applications", row, values or {})
    return draft.plan(
        f"Heard from {said(found)} on {shown(day)}: {what}", str(found["application"]), day
    )


def closed(
    log: Log,
    application: str,
    how: str = "no_response",
    *,
    on: When | None = None,
    values: Mapping[str, str] | None = None,
    add: bool = False,
) -> Plan:
    """
    An application ended: given up, withdrawn, filled, or accepted.

    Parameters
    ----------
    log : Log
    application : str
    how : str
        withdrawn, no_response, position_closed or accepted.
    on : date or str, optional
        The day; today where it is not given.
    values, add
        As `applied`.

    Returns
    -------
    Plan

    Raises
    ------
    LogError
        As `interviewed`.
    """
    if how not in ENDINGS:
        raise LogError(f'"{how}" is no end that is known. Give {facts.any_of(ENDINGS)}.')
    found = find_application(log, application)
    day = facts.day_of(on, "the end")
    draft = Draft(log, add=add)
    facts.doubt_if_closed(draft, found)
    facts.doubt_order(draft, found, day, "The end")
    row = int(found["row"])
    draft.set("applications", row, "status", draft.word("applications", how))
    draft.set_day("applications", row, "closed_on", day)
    draft.set_own("applications", row, values or {})
    words = how.replace("_", " ")
    return draft.plan(
        f"Closed {said(found)} on {shown(day)}: {words}", str(found["application"]), day
    )


def _answer(
    draft: Draft, found: pd.Series, what: str, day: dt.date, decision: dt.date | None
) -> None:
    """An answer with cells of its own: the first word, the verdict, its day."""
    row = int(found["row"])
    is_first = not _is_answered(draft.log, found)
    is_written = False
    if is_first and draft.has("applications", "response_on"):
        draft.set("applications", row, "response_on", day)
        is_written = True
    if is_first and draft.has("applications", "response"):
        draft.set("applications", row, "response", draft.word("applications", what))
        is_written = draft.has("applications", "response_on")
    if what == "rejection":
        draft.set("applications", row, "status", draft.word("applications", "rejected"))
        if draft.has("applications", "closed_on") or not is_written:
            draft.set_day("applications", row, "closed_on", day)
    elif what == "offer":
        draft.set("applications", row, "status", draft.word("applications", "offer"), needed=False)
        if draft.has("applications", "offered_on") or not is_written:
            draft.set_day("applications", row, "offered_on", day)
    elif not is_written:
        _history(draft, found, day, "invitation", decision)
        return
    if decision:
        draft.set("applications", row, "decision_expected_on", decision)


def _is_answered(log: Log, found: pd.Series) -> bool:
    """Whether a person at the employer decided something before, by any sheet."""
    events = log.events[log.events["application"] == found["application"]]
    words = ("response", "invitation", "screening", "interview", "offer", "rejection")
    return bool(events["what"].isin(words).any())


def _reply(draft: Draft, found: pd.Series, day: dt.date, decision: dt.date | None) -> None:
    """A holding answer: to the last message, where one is open, else to the History."""
    sent = draft.log.follow_ups
    mine = sent[(sent["application"] == found["application"]) & sent["answered_on"].isna()]
    mine = mine[mine["sent_at"].dt.normalize() <= pd.Timestamp(day)].sort_values("sent_at")
    is_answer = not mine.empty and draft.has("follow_ups", "answered_on")
    if is_answer:
        draft.set("follow_ups", int(mine["row"].iloc[-1]), "answered_on", day)
    if decision or not is_answer:
        _history(draft, found, day, "reply", decision)


def _history(
    draft: Draft, found: pd.Series, day: dt.date, what: str, decision: dt.date | None
) -> None:
    draft.need_sheet("history")
    (row,) = draft.add_rows("history")
    draft.set("history", row, "application", facts.called(draft.log, found))
    draft.set("history", row, "on", day)
    draft.set("history", row, "what", what)
    if decision:
        draft.set("history", row, "decision_expected_on", decision)
