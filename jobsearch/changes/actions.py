"""
What a person did, as a plan: applied, interviewed, thanked, followed up, heard, closed.

All of them take `values` (header → text, for any other column) and `add` (add columns and sheets
that are missing), and find the application by its ID, company, role or the start of one.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd

from jobsearch import clock
from jobsearch.changes import doubts, lookups
from jobsearch.changes.doubts import Doubt, DoubtCode, in_words
from jobsearch.changes.lookups import When, day_of, moment_of
from jobsearch.changes.plan import Plan
from jobsearch.changes.plan_builder import PlanBuilder
from jobsearch.errors import LogError
from jobsearch.finding import describe_application, find_application
from jobsearch.log import Log
from jobsearch.reading.vocabulary.cell_values import is_screening
from jobsearch.spelling import fold, normal
from jobsearch.wording import listing

# Answers and outcomes, each with the other words that can only mean it.
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


def applied(
    log: Log,
    company: str,
    role: str | None = None,
    *,
    source: str | None = None,
    on: When | None = None,
    values: Mapping[str, str] | None = None,
    add: bool = False,
) -> Plan:
    """
    A new application was sent.

    Parameters
    ----------
    log : Log
    company, role : str
        As they are to stand in the log; a prospect of this company and role is filled in.
    source : str, optional
        Where it was found.
    on : date or str, optional
        The day that it was sent; today where it is left out.
    values : mapping, optional
        Header → text, for any other column.
    add : bool
        Add the columns that are missing.

    Returns
    -------
    Plan

    Raises
    ------
    LogError
        If the file cannot take it: what was found, where, and what to do.
    """
    rows = log.applications
    company = lookups.known_spelling(company, rows["company"])
    role = " ".join(role.split()) if role else None
    if not company:
        raise LogError("No company is named. Nothing was written. Give the company's name.")
    day = day_of(on, "the application")
    builder = PlanBuilder(log, add=add)
    same = rows[rows["employer"] == fold(company)]
    same = same[same["role"].fillna("").map(fold) == fold(role or "")]
    prospects = same[~same["is_sent"] & (same["status_stage"].astype("str") == "prospect")]
    if not same.empty and len(prospects) != len(same):
        builder.doubts += doubts.if_applied(same)
    builder.doubts += doubts.if_ahead(day, "The application date")
    is_new = not len(prospects) == 1 == len(same)
    row = builder.add_rows("applications")[0] if is_new else int(prospects["row"].iloc[0])
    fill = partial(builder.set, "applications", row)
    if is_new:
        fill("id", lookups.next_id(rows["id"].dropna().tolist()), needed=False)
        fill("company", company, needed=builder.file.has("applications", "company") or not role)
        fill("role", role)
    fill("applied_on", day)
    fill("source", source and lookups.known_spelling(source, rows["source"]))
    builder.set_status(row, builder.word("applications", "applied"), day, needed=False)
    builder.set_own("applications", row, values)
    both = f"{company} / {role}" if role else company
    return builder.plan(f"Applied to {both} on {in_words(day)}", builder.key(row) or both, day)


def interviewed(
    log: Log,
    application: str,
    *,
    people: Sequence[str] = (),
    ended: When | None = None,
    round: str | None = None,
    decision_by: When | None = None,
    talked_about: str | None = None,
    values: Mapping[str, str] | None = None,
    add: bool = False,
) -> Plan:
    """
    An interview was held, or is planned: a row for each person met.

    Parameters
    ----------
    log : Log
    application : str
        Its ID, company, role or the start of one.
    people : sequence of str
        "Dana Lee <dana@acme.example>", or a name or an address alone.
    ended : datetime or str, optional
        When it ended; now where it is left out.
    round, talked_about : str, optional
    decision_by : date or str, optional
        The date that they gave for their decision.
    values, add
        As `applied`.

    Returns
    -------
    Plan

    Raises
    ------
    LogError
        As `applied`; also for a name that fits none or several.
    """
    found = find_application(log, application)
    moment = moment_of(ended, "the end of the interview")
    decision = day_of(decision_by, "the decision") if decision_by else None
    builder = PlanBuilder(log, add=add)
    builder.file.need_sheet("interviews")
    builder.doubts += doubts.if_closed(found)
    builder.doubts += doubts.if_early(found, moment, "The end of the interview")
    mine = lookups.rows_on_sheet(log, "interviews", found)
    met = [lookups.parse_person(text) for text in people] or [("", "")]
    builder.doubts += doubts.if_named_twice([name for name, _ in met])
    planned = [lookups.planned_row(mine, name, contact, moment) for name, contact in met]
    count = planned.count(None)
    new = iter(builder.add_rows("interviews", count) if count else [])
    for (name, contact), known in zip(met, planned, strict=True):
        row = next(new) if known is None else known
        fill = partial(builder.set, "interviews", row)
        if known is None:
            fill("application", lookups.reference_to(log, found))
            builder.doubts += doubts.if_met(mine, name, moment)
        fill("round", round)
        fill("ended_at", moment)
        fill("interviewer", name)
        fill("contact", contact)
        fill("talked_about", talked_about)
        fill("decision_expected_on", decision)
        builder.set_own("interviews", row, values)
    stage = "screening" if round and is_screening(round) else "interview"
    is_over = pd.Timestamp(moment) <= clock.now()  # a day of which no more is known has come
    if is_over and lookups.is_further(stage, found):
        status = builder.word("applications", stage)
        builder.set_status(int(found["row"]), status, day_of(moment, "the end"), needed=False)
    builder.doubts += doubts.if_several(people)
    who = " and ".join(name or contact for name, contact in met if name or contact)
    what = f"Interview with {who}" if who else "Interview"
    verb = "ended" if is_over else "is planned to end"
    what = f"{what} at {describe_application(found)} {verb} on {in_words(moment)}"
    return builder.plan(what, found["application"], moment)


def thanked(
    log: Log,
    application: str,
    person: str | None = None,
    *,
    at: When | None = None,
    by: str | None = None,
    note: str | None = None,
    values: Mapping[str, str] | None = None,
    add: bool = False,
) -> Plan:
    """
    A thank-you went out.

    Parameters
    ----------
    log : Log
    application : str
    person : str, optional
        The interviewer, where more than one is still to be thanked.
    at : datetime or str, optional
        When it went out; now where it is left out.
    by : str, optional
        E-mail, phone, letter, …; else what the contact suggests.
    note : str, optional
        Its text.
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
    found = find_application(log, application)
    moment = moment_of(at, "the thank-you")
    builder = PlanBuilder(log, add=add)
    builder.file.need_sheet("interviews")
    where = describe_application(found)
    mine = lookups.rows_on_sheet(log, "interviews", found)
    interview = lookups.row_to_thank(mine, person, where, moment)
    who = interview["interviewer"]
    who = who if isinstance(who, str) else "the interviewer"
    builder.doubts += doubts.of_thanks(interview, who, lookups.end_of(moment))
    builder.doubts += doubts.if_ahead(moment, "The thank-you")
    row = int(interview["row"])
    fill = partial(builder.set, "interviews", row)
    fill("thanked_at", moment)
    contact = interview["contact"] if isinstance(interview["contact"], str) else ""
    channel = lookups.channel_of("thanked_by", by, contact)
    fill("thanked_by", channel, needed=by is not None)
    fill("thank_you_note", note)
    builder.set_own("interviews", row, values)
    what = f"Thanked {who} at {where} on {in_words(moment)}"
    return builder.plan(what, found["application"], moment)


def followed_up(
    log: Log,
    application: str,
    *,
    at: When | None = None,
    to: str | None = None,
    message: str | None = None,
    channel: str | None = None,
    values: Mapping[str, str] | None = None,
    add: bool = False,
) -> Plan:
    """
    A message went out while waiting.

    Parameters
    ----------
    log : Log
    application : str
    at : datetime or str, optional
        When it went out; now where it is left out.
    to : str, optional
        The address that it went to; else the contact that the log has.
    message, channel : str, optional
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
    found = find_application(log, application)
    moment = moment_of(at, "the message")
    builder = PlanBuilder(log, add=add)
    builder.file.need_sheet("follow_ups")
    builder.doubts += doubts.if_closed(found)
    builder.doubts += doubts.if_early(found, moment, "The message")
    builder.doubts += doubts.if_ahead(moment, "The message")
    mine = log.interviews[log.interviews["application"] == found["application"]]
    contacts = [*mine.sort_values("ended_at")["contact"].dropna().tolist()[-1:]]
    contacts += [c for c in (found["contact_email"],) if isinstance(c, str)]
    address = to or next((c for c in contacts if "@" in c), "")
    (row,) = builder.add_rows("follow_ups")
    fill = partial(builder.set, "follow_ups", row)
    fill("application", lookups.reference_to(log, found))
    fill("sent_at", moment)
    fill("to", address, needed=to is not None)
    word = lookups.channel_of("channel", channel, address)
    fill("channel", word, needed=channel is not None)
    fill("message", message)
    builder.set_own("follow_ups", row, values)
    what = f"Followed up with {describe_application(found)} on {in_words(moment)}"
    return builder.plan(what, found["application"], moment)


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
    The employer answered: a rejection, an invitation, an offer, a reply.

    Parameters
    ----------
    log : Log
    application : str
    what : str
        rejection, invitation, offer or reply, or another word for one of them, such as "invited".
        What has no cell of its own goes to the sheet History.
    on : date or str, optional
        The day; today where it is left out.
    decision_by : date or str, optional
        The new date that they gave for their decision.
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
    day = day_of(on, "the answer")
    decision = day_of(decision_by, "the decision") if decision_by else None
    if decision and what == "rejection":
        raise LogError(
            "There is no decision to expect after a rejection. Nothing was written. Leave its date "
            "out."
        )
    builder = PlanBuilder(log, add=add)
    builder.doubts += doubts.if_closed(found)
    builder.doubts += doubts.if_early(found, day, "The answer")
    builder.doubts += doubts.if_ahead(day, "The answer")
    if what == "reply":
        _reply(builder, found, day, decision)
    else:
        _answer(builder, found, what, day, decision)
    builder.set_own("applications", int(found["row"]), values)
    text = f"Heard from {describe_application(found)} on {in_words(day)}: {what}"
    return builder.plan(text, found["application"], day)


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
        The closing date; today where it is left out.
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
    how = _word(how, _ENDINGS, "outcome", instead=f"heard {_quoted(application)}")
    found = find_application(log, application)
    day = day_of(on, "the end")
    builder = PlanBuilder(log, add=add)
    builder.doubts += doubts.if_closed(found)
    builder.doubts += doubts.if_early(found, day, "The closing date")
    builder.doubts += doubts.if_ahead(day, "The closing date")
    row = int(found["row"])
    is_dated = builder.set_status(row, builder.word("applications", how), day)
    if builder.file.has("applications", "closed_on") or not is_dated:
        builder.set_day("applications", row, "closed_on", day)
    builder.set_own("applications", row, values)
    what = f"Closed {describe_application(found)} on {in_words(day)}: {how.replace('_', ' ')}"
    return builder.plan(what, found["application"], day)


def _word(text: str, words: Mapping[str, Sequence[str]], kind: str, *, instead: str) -> str:
    """The word of ours that a person means; LogError with what is nearest where none is."""
    of_all = {normal(name): word for word, more in words.items() for name in (word, *more)}
    wanted = normal(text)
    if wanted in of_all:
        return of_all[wanted]
    others = _ENDINGS if words is _ANSWERS else _ANSWERS
    other = next((w for w, more in others.items() if wanted in map(normal, (w, *more))), None)
    near = [of_all[name] for name in difflib.get_close_matches(wanted, of_all, n=3)]
    meant = f"jobsearch {instead} {other}" if other else listing(dict.fromkeys(near), last="or")
    question = f" Did you mean {meant}?" if meant else ""
    raise LogError(
        f'I don\'t know the {kind} "{text}".{question} Nothing was written. Use '
        f"{listing(words, last='or')}."
    )


def _quoted(name: str) -> str:
    return name if name.isalnum() else f'"{name}"'


def _answer(
    builder: PlanBuilder, found: pd.Series, what: str, day: dt.date, decision: dt.date | None
) -> None:
    """An answer with cells of its own: the response, its kind, its day."""
    row = int(found["row"])
    fill, has = partial(builder.set, "applications", row), partial(builder.file.has, "applications")
    is_first = not lookups.is_answered(builder.file.log, found)
    is_written = is_first and has("response_on")
    if is_written:
        fill("response_on", day)
    # The status tells of a rejection and of an offer, of an invitation nothing else does.
    if is_first and (has("response") or (builder.file.add and is_written and what == "invitation")):
        fill("response", builder.word("applications", what))
        is_written = has("response_on")
    elif is_written and what == "invitation":
        sheet = builder.file.sheet
        text = f'The sheet {sheet} has no column "Response" to say that it was an invitation.'
        builder.doubts.append(Doubt(DoubtCode.MISSING_COLUMN, text))
    if what == "rejection":
        is_written |= builder.set_status(row, builder.word("applications", "rejected"), day)
        if has("closed_on") or not is_written:
            builder.set_day("applications", row, "closed_on", day)
    elif what == "offer":
        has_day = has("offered_on")
        word = builder.word("applications", "offer")
        is_written |= builder.set_status(row, word, day, needed=not has_day)
        if has_day or not is_written:
            builder.set_day("applications", row, "offered_on", day)
    elif not is_written:
        _history(builder, found, day, "invitation", decision)
        return
    fill("decision_expected_on", decision)


def _reply(builder: PlanBuilder, found: pd.Series, day: dt.date, decision: dt.date | None) -> None:
    """A holding answer: to the last message, where one is open, else to the History."""
    mine = lookups.rows_on_sheet(builder.file.log, "follow_ups", found)
    mine = mine[mine["answered_on"].isna() & (mine["sent_at"].dt.normalize() <= pd.Timestamp(day))]
    is_answer = not mine.empty and builder.file.has("follow_ups", "answered_on")
    if is_answer:
        row = int(mine.sort_values("sent_at")["row"].iloc[-1])
        builder.set("follow_ups", row, "answered_on", day)
    if decision or not is_answer:
        _history(builder, found, day, "reply", decision)


def _history(
    builder: PlanBuilder, found: pd.Series, day: dt.date, what: str, decision: dt.date | None
) -> None:
    builder.file.need_sheet("history")
    (row,) = builder.add_rows("history")
    fill = partial(builder.set, "history", row)
    fill("application", lookups.reference_to(builder.file.log, found))
    fill("on", day)
    fill("what", what)
    fill("decision_expected_on", decision)
