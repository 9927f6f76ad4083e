"""What a person did, as a plan: heard, closed."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping, Sequence

import pandas as pd

from jobsearch.changes import lookups as facts
from jobsearch.changes.find import find_application, said
from jobsearch.changes.lookups import When
from jobsearch.changes.plan import Plan
from jobsearch.changes.plan_builder import PlanBuilder
from jobsearch.errors import LogError
from jobsearch.log import Log
from jobsearch.spelling import normal
from jobsearch.writing.workbook.cells import said as shown

# What is heard and how it ends, each with the other words that can only mean it.
_ANSWERS = {
    "rejection": ("rejected", "reject", "denied", "turned down"),
    "invitation": ("invited", "invite", "interview"),
    "offer": ("offered", "job offer"),
    "reply": ("replied", "answer", "answered", "response", "responded", "acknowledged"),
}
_ENDINGS = {
    "withdrawn": ("withdrew", "withdraw", "withdrawal"),
    "no_response": ("ghosted", "ghost", "no answer", "no reply", "silence", "silent"),
    "position_closed": ("filled", "position filled", "job filled", "cancelled", "canceled"),
    "accepted": ("accept", "hired"),
}
ANSWERS, ENDINGS = tuple(_ANSWERS), tuple(_ENDINGS)


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
        rejection, invitation, offer or reply, or another word for one of them, such as "invited".
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
    what = _word(what, _ANSWERS, "answer", instead=f"closed {_quoted(application)} --as")
    found = find_application(log, application)
    day = facts.day_of(on, "the answer")
    decision = facts.day_of(decision_by, "the decision") if decision_by else None
    if decision and what == "rejection":
        raise LogError(
            "After a rejection no decision is expected. Nothing was written. Leave it out."
        )
    draft = PlanBuilder(log, add=add)
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
        withdrawn, no_response, position_closed or accepted, or another word for one of them, such
        as "ghosted".
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
    how = _word(how, _ENDINGS, "end", instead=f"heard {_quoted(application)}")
    found = find_application(log, application)
    day = facts.day_of(on, "the end")
    draft = PlanBuilder(log, add=add)
    facts.doubt_if_closed(draft, found)
    facts.doubt_order(draft, found, day, "The end")
    row = int(found["row"])
    is_dated = draft.set_status(row, draft.word("applications", how), day)
    if draft.has("applications", "closed_on") or not is_dated:
        draft.set_day("applications", row, "closed_on", day)
    draft.set_own("applications", row, values or {})
    words = how.replace("_", " ")
    return draft.plan(
        f"Closed {said(found)} on {shown(day)}: {words}", str(found["application"]), day
    )


def _word(given: str, words: Mapping[str, Sequence[str]], kind: str, *, instead: str) -> str:
    """The word of ours that a person means; LogError with what is nearest where none is."""
    of_all = {normal(said): word for word, more in words.items() for said in (word, *more)}
    text = normal(given)
    if text in of_all:
        return of_all[text]
    others = _ENDINGS if words is _ANSWERS else _ANSWERS
    other = next((w for w, more in others.items() if text in map(normal, (w, *more))), None)
    near = [of_all[said] for said in difflib.get_close_matches(text, of_all, n=3)]
    meant = f"jobsearch {instead} {other}" if other else " or ".join(dict.fromkeys(near))
    asked = f" Did you mean {meant}?" if meant else ""
    raise LogError(
        f'"{given}" is no {kind} that is known.{asked} Nothing was written. Give '
        f"{facts.any_of(list(words))}."
    )


def _quoted(name: str) -> str:
    return name if name.isalnum() else f'"{name}"'


def _answer(
    draft: PlanBuilder, found: pd.Series, what: str, day: dt.date, decision: dt.date | None
) -> None:
    """An answer with cells of its own: the first word, the verdict, its day."""
    row = int(found["row"])
    is_first = not _is_answered(draft.log, found)
    is_written = False
    if is_first and draft.has("applications", "response_on"):
        draft.set("applications", row, "response_on", day)
        is_written = True
    is_told = draft.has("applications", "response")
    # The status tells of a rejection and of an offer, of an invitation nothing else does.
    if is_first and (is_told or (draft.add and is_written and what == "invitation")):
        draft.set("applications", row, "response", draft.word("applications", what))
        is_written = draft.has("applications", "response_on")
    elif is_written and what == "invitation":
        draft.doubts.append(
            f'The sheet {draft.sheet} has no column "Response", so it would not be written that '
            "the answer is an invitation; --add-column adds it."
        )
    if what == "rejection":
        is_written |= draft.set_status(row, draft.word("applications", "rejected"), day)
        if draft.has("applications", "closed_on") or not is_written:
            draft.set_day("applications", row, "closed_on", day)
    elif what == "offer":
        has_day = draft.has("applications", "offered_on")
        word = draft.word("applications", "offer")
        is_written |= draft.set_status(row, word, day, needed=not has_day)
        if has_day or not is_written:
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


def _reply(draft: PlanBuilder, found: pd.Series, day: dt.date, decision: dt.date | None) -> None:
    """A holding answer: to the last message, where one is open, else to the History."""
    sent = facts.on_sheet(draft, "follow_ups", found)
    mine = sent[sent["answered_on"].isna()]
    mine = mine[mine["sent_at"].dt.normalize() <= pd.Timestamp(day)].sort_values("sent_at")
    is_answer = not mine.empty and draft.has("follow_ups", "answered_on")
    if is_answer:
        draft.set("follow_ups", int(mine["row"].iloc[-1]), "answered_on", day)
    if decision or not is_answer:
        _history(draft, found, day, "reply", decision)


def _history(
    draft: PlanBuilder, found: pd.Series, day: dt.date, what: str, decision: dt.date | None
) -> None:
    draft.need_sheet("history")
    (row,) = draft.add_rows("history")
    draft.set("history", row, "application", facts.called(draft.log, found))
    draft.set("history", row, "on", day)
    draft.set("history", row, "what", what)
    if decision:
        draft.set("history", row, "decision_expected_on", decision)
