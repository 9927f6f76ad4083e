"""What a person did, as a plan: applied, interviewed, thanked, followed up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from jobsearch import clock
from jobsearch.changes import lookups as facts
from jobsearch.changes.find import find_application, said
from jobsearch.changes.lookups import When
from jobsearch.changes.plan import Plan
from jobsearch.changes.plan_builder import PlanBuilder
from jobsearch.errors import LogError
from jobsearch.log import Log
from jobsearch.reading.vocabulary.cell_values import is_screening
from jobsearch.spelling import fold
from jobsearch.writing.workbook.cells import said as shown


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
        The day that it was sent; today where it is not given.
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
    company = facts.named(company, log.applications["company"])
    role = " ".join(role.split()) if role else None
    if not company:
        raise LogError("The company has no name. Nothing was written. Give its name.")
    day = facts.day_of(on, "the day of applying")
    draft = PlanBuilder(log, add=add)
    rows = log.applications
    same = rows[rows["employer"] == fold(company)]
    same = same[same["role"].fillna("").map(fold) == fold(role or "")]
    prospects = same[~same["is_sent"] & (same["status_stage"].astype("str") == "prospect")]
    if not same.empty and len(prospects) != len(same):
        earlier = same[same["is_sent"]].iloc[-1] if same["is_sent"].any() else same.iloc[-1]
        when = "" if pd.isna(earlier["applied_on"]) else f", of {earlier['applied_on']:%Y-%m-%d}"
        draft.doubts.append(f"There is an application to it already: {said(earlier)}{when}.")
    facts.doubt_if_ahead(draft, day, "The day of applying")
    if len(prospects) == 1 == len(same):
        row = int(prospects["row"].iloc[0])
    else:
        (row,) = draft.add_rows("applications")
        if (ident := facts.next_id(rows["id"].dropna().tolist())) is not None:
            draft.set("applications", row, "id", ident, needed=False)
        is_named = draft.has("applications", "company")
        draft.set("applications", row, "company", company, needed=is_named or not role)
        if role:
            draft.set("applications", row, "role", role)
    draft.set("applications", row, "applied_on", day)
    if source:
        draft.set("applications", row, "source", facts.named(source, rows["source"]))
    draft.set_status(row, draft.word("applications", "applied"), day, needed=False)
    draft.set_own("applications", row, values or {})
    both = f"{company} / {role}" if role else company
    return draft.plan(f"Applied to {both} on {shown(day)}", draft.key(row) or both, day)


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
        When it ended; now where it is not given.
    round, talked_about : str, optional
    decision_by : date or str, optional
        When they said that they would decide.
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
    moment = facts.moment_of(ended, "the end of the interview")
    decision = facts.day_of(decision_by, "the decision") if decision_by else None
    draft = PlanBuilder(log, add=add)
    draft.need_sheet("interviews")
    facts.doubt_if_closed(draft, found)
    facts.doubt_if_early(draft, found, moment, "The end of the interview")
    mine = facts.on_sheet(draft, "interviews", found)
    met = [facts.person(text) for text in people] or [("", "")]
    for name in facts.named_again([name for name, _ in met]):
        draft.doubts.append(f"{name} is named more than once.")
    planned = [facts.planned_row(mine, name, contact, moment) for name, contact in met]
    count = planned.count(None)
    new = iter(draft.add_rows("interviews", count) if count else [])
    for (name, contact), there in zip(met, planned, strict=True):
        row = next(new) if there is None else there
        if there is None:
            draft.set("interviews", row, "application", facts.called(log, found))
            facts.doubt_if_met(draft, mine, name, moment)
        filled: dict[str, object] = {
            "round": round, "ended_at": moment, "interviewer": name, "contact": contact,
            "talked_about": talked_about, "decision_expected_on": decision,
        }  # fmt: skip
        for column, value in filled.items():
            if value:
                draft.set("interviews", row, column, value)  # type: ignore[arg-type]
        draft.set_own("interviews", row, values or {})
    stage = "screening" if round and is_screening(round) else "interview"
    is_over = pd.Timestamp(moment) <= clock.now()  # a day of which no more is known has come
    if is_over and facts.is_further(stage, found):
        status = draft.word("applications", stage)
        draft.set_status(int(found["row"]), status, facts.day_of(moment, "the end"), needed=False)
    who = " and ".join(name or contact for name, contact in met if name or contact)
    what = f"Interview with {who}" if who else "Interview"
    verb = "ended" if is_over else "is planned to end"
    return draft.plan(
        f"{what} at {said(found)} {verb} {shown(moment)}", str(found["application"]), moment
    )


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
        When it went out; now where it is not given.
    by : str, optional
        E-mail, phone, letter, …; else told from the contact.
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
    moment = facts.moment_of(at, "the thank-you")
    draft = PlanBuilder(log, add=add)
    draft.need_sheet("interviews")
    mine = facts.on_sheet(draft, "interviews", found)
    row = facts.row_to_thank(mine, person, said(found), moment)
    who = row["interviewer"] if isinstance(row["interviewer"], str) else "the interviewer"
    if row["is_thanked"]:
        when = "" if pd.isna(row["thanked_at"]) else f" on {facts.of_moment(row['thanked_at'])}"
        draft.doubts.append(f"{who} was thanked already{when}.")
    if pd.isna(row["ended_at"]):
        draft.doubts.append(f"The interview with {who} has no end in the log.")
    elif facts.end_of(moment) < row["ended_at"]:
        ended = facts.of_moment(row["ended_at"])
        draft.doubts.append(f"The interview with {who} ended {ended}, after this thank-you.")
    facts.doubt_if_ahead(draft, moment, "The thank-you")
    number = int(row["row"])
    draft.set("interviews", number, "thanked_at", moment)
    contact = row["contact"] if isinstance(row["contact"], str) else ""
    channel = facts.channel_of("thanked_by", by, contact)
    if channel:
        draft.set("interviews", number, "thanked_by", channel, needed=by is not None)
    if note:
        draft.set("interviews", number, "thank_you_note", note)
    draft.set_own("interviews", number, values or {})
    return draft.plan(
        f"Thanked {who} at {said(found)} on {shown(moment)}", str(found["application"]), moment
    )


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
        When it went out; now where it is not given.
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
    moment = facts.moment_of(at, "the message")
    draft = PlanBuilder(log, add=add)
    draft.need_sheet("follow_ups")
    facts.doubt_if_closed(draft, found)
    facts.doubt_order(draft, found, moment, "The message")
    mine = log.interviews[log.interviews["application"] == found["application"]]
    contacts = [*mine.sort_values("ended_at")["contact"].dropna().tolist()[-1:]]
    contacts += [c for c in (found["contact_email"],) if isinstance(c, str)]
    address = to or next((c for c in contacts if "@" in c), "")
    (row,) = draft.add_rows("follow_ups")
    draft.set("follow_ups", row, "application", facts.called(log, found))
    draft.set("follow_ups", row, "sent_at", moment)
    if address:
        draft.set("follow_ups", row, "to", address, needed=to is not None)
    if word := facts.channel_of("channel", channel, address):
        draft.set("follow_ups", row, "channel", word, needed=channel is not None)
    if message:
        draft.set("follow_ups", row, "message", message)
    draft.set_own("follow_ups", row, values or {})
    return draft.plan(
        f"Followed up with {said(found)} on {shown(moment)}", str(found["application"]), moment
    )
