"""What a person did, as a plan: applied, interviewed, thanked, followed up, heard, closed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

import pandas as pd

from jobsearch.log import Log, LogError
from jobsearch.reading.words import CHOICES, fold, is_screening, parse_word
from jobsearch.schema import STAGES
from jobsearch.writing.cells import said as shown
from jobsearch.writing.draft import Draft, MissingColumn, day_or_moment
from jobsearch.writing.names import find_application, find_person, said
from jobsearch.writing.plan import Plan

ANSWERS = ("rejection", "invitation", "offer", "reply")
ENDINGS = ("withdrawn", "no_response", "position_closed", "accepted")
_PERSON = re.compile(r"\s*(.*?)\s*<([^<>]*)>\s*")
_COUNTED = re.compile(r"(\D*)(\d+)")

When = dt.date | dt.datetime | str


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
    company = _named(company, log.applications["company"])
    role = " ".join(role.split()) if role else None
    if not company:
        raise LogError("The company has no name. Nothing was written. Give its name.")
    day = _day(on, "the day of applying")
    draft = Draft(log, add=add)
    rows = log.applications
    same = rows[rows["employer"] == fold(company)]
    same = same[same["role"].fillna("").map(fold) == fold(role or "")]
    prospects = same[~same["is_sent"] & (same["status_stage"].astype("str") == "prospect")]
    if not same.empty and len(prospects) != len(same):
        earlier = same[same["is_sent"]].iloc[-1] if same["is_sent"].any() else same.iloc[-1]
        when = "" if pd.isna(earlier["applied_on"]) else f", of {earlier['applied_on']:%Y-%m-%d}"
        draft.doubts.append(f"There is an application to it already: {said(earlier)}{when}.")
    if len(prospects) == 1 == len(same):
        row = int(prospects["row"].iloc[0])
    else:
        (row,) = draft.add_rows("applications")
        if (ident := _next_id(rows["id"].dropna().tolist())) is not None:
            draft.set("applications", row, "id", ident, needed=False)
        is_named = draft.has("applications", "company")
        draft.set("applications", row, "company", company, needed=is_named or not role)
        if role:
            draft.set("applications", row, "role", role)
    draft.set("applications", row, "applied_on", day)
    if source:
        draft.set("applications", row, "source", _named(source, rows["source"]))
    draft.set("applications", row, "status", draft.word("applications", "applied"), needed=False)
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
    moment = _moment(ended, "the end of the interview")
    decision = _day(decision_by, "the decision") if decision_by else None
    draft = Draft(log, add=add)
    draft.need_sheet("interviews")
    _doubt_if_closed(draft, found)
    mine = log.interviews[log.interviews["application"] == found["application"]]
    met = [_person(text) for text in people] or [("", "")]
    planned = [_planned(mine, name, contact, moment) for name, contact in met]
    count = planned.count(None)
    new = iter(draft.add_rows("interviews", count) if count else [])
    for (name, contact), there in zip(met, planned, strict=True):
        row = next(new) if there is None else there
        if there is None:
            draft.set("interviews", row, "application", _called(log, found))
            _doubt_if_met(draft, mine, name, moment)
        filled: dict[str, object] = {
            "round": round, "ended_at": moment, "interviewer": name, "contact": contact,
            "talked_about": talked_about, "decision_expected_on": decision,
        }  # fmt: skip
        for column, value in filled.items():
            if value:
                draft.set("interviews", row, column, value)  # type: ignore[arg-type]
        draft.set_own("interviews", row, values or {})
    stage = "screening" if round and is_screening(round) else "interview"
    if _end_of(moment) <= _now() and _is_further(stage, found):
        status = draft.word("applications", stage)
        draft.set("applications", int(found["row"]), "status", status, needed=False)
    who = " and ".join(name or contact for name, contact in met if name or contact)
    what = f"Interview with {who}" if who else "Interview"
    verb = "ended" if _end_of(moment) <= _now() else "is planned to end"
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
    moment = _moment(at, "the thank-you")
    draft = Draft(log, add=add)
    draft.need_sheet("interviews")
    mine = log.interviews[log.interviews["application"] == found["application"]]
    row = _to_thank(mine, person, said(found), moment)
    who = row["interviewer"] if isinstance(row["interviewer"], str) else "the interviewer"
    if row["is_thanked"]:
        when = "" if pd.isna(row["thanked_at"]) else f" on {_of(row['thanked_at'])}"
        draft.doubts.append(f"{who} was thanked already{when}.")
    if pd.isna(row["ended_at"]):
        draft.doubts.append(f"The interview with {who} has no end in the log.")
    elif _end_of(moment) < row["ended_at"]:
        ended = _of(row["ended_at"])
        draft.doubts.append(f"The interview with {who} ended {ended}, after this thank-you.")
    _doubt_if_ahead(draft, moment, "The thank-you")
    number = int(row["row"])
    draft.set("interviews", number, "thanked_at", moment)
    contact = row["contact"] if isinstance(row["contact"], str) else ""
    channel = _channel("thanked_by", by, contact)
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
    moment = _moment(at, "the message")
    draft = Draft(log, add=add)
    draft.need_sheet("follow_ups")
    _doubt_if_closed(draft, found)
    _doubt_if_ahead(draft, moment, "The message")
    mine = log.interviews[log.interviews["application"] == found["application"]]
    contacts = [*mine.sort_values("ended_at")["contact"].dropna().tolist()[-1:]]
    contacts += [c for c in (found["contact_email"],) if isinstance(c, str)]
    address = to or next((c for c in contacts if "@" in c), "")
    (row,) = draft.add_rows("follow_ups")
    draft.set("follow_ups", row, "application", _called(log, found))
    draft.set("follow_ups", row, "sent_at", moment)
    if address:
        draft.set("follow_ups", row, "to", address, needed=to is not None)
    if word := _channel("channel", channel, address):
        draft.set("follow_ups", row, "channel", word, needed=channel is not None)
    if message:
        draft.set("follow_ups", row, "message", message)
    draft.set_own("follow_ups", row, values or {})
    return draft.plan(
        f"Followed up with {said(found)} on {shown(moment)}", str(found["application"]), moment
    )


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
        raise LogError(f'"{what}" is no answer that is known. Give {_or(ANSWERS)}.')
    found = find_application(log, application)
    day = _day(on, "the answer")
    decision = _day(decision_by, "the decision") if decision_by else None
    if decision and what == "rejection":
        raise LogError("After a rejection no decision is expected. Leave --decision-by out.")
    draft = Draft(log, add=add)
    _doubt_if_closed(draft, found)
    _doubt_order(draft, found, day, "The answer")
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
        raise LogError(f'"{how}" is no end that is known. Give {_or(ENDINGS)}.')
    found = find_application(log, application)
    day = _day(on, "the end")
    draft = Draft(log, add=add)
    _doubt_if_closed(draft, found)
    _doubt_order(draft, found, day, "The end")
    row = int(found["row"])
    draft.set("applications", row, "status", draft.word("applications", how))
    draft.set_day("applications", row, "closed_on", day)
    draft.set_own("applications", row, values or {})
    words = how.replace("_", " ")
    return draft.plan(
        f"Closed {said(found)} on {shown(day)}: {words}", str(found["application"]), day
    )


# The parts of these.


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
    draft.set("history", row, "application", _called(draft.log, found))
    draft.set("history", row, "on", day)
    draft.set("history", row, "what", what)
    if decision:
        draft.set("history", row, "decision_expected_on", decision)


def _doubt_if_closed(draft: Draft, found: pd.Series) -> None:
    outcome = found["status_outcome"]
    if isinstance(outcome, str) and outcome != "open":
        when = "" if pd.isna(found["closed_on"]) else f" since {_of(found['closed_on'])}"
        draft.doubts.append(f"{said(found)} is closed{when}: {outcome.replace('_', ' ')}.")


def _doubt_order(draft: Draft, found: pd.Series, day: dt.date, what: str) -> None:
    sent = found["applied_on"]
    if not pd.isna(sent) and pd.Timestamp(day) < sent:
        draft.doubts.append(f"{what} is before the day of applying, {_of(sent)}.")
    _doubt_if_ahead(draft, day, what)


def _doubt_if_ahead(draft: Draft, when: dt.date, what: str) -> None:
    start = pd.Timestamp(when)
    if start > _now() and start.normalize() > _now().normalize():
        draft.doubts.append(f"{what} lies ahead: {shown(when)}.")


def _doubt_if_met(draft: Draft, mine: pd.DataFrame, name: str, moment: dt.date) -> None:
    same_day = mine["ended_at"].dt.normalize() == pd.Timestamp(moment).normalize()
    met = mine[same_day & (mine["interviewer"].fillna("").map(fold) == fold(name))]
    if not met.empty:
        who = f"with {name} " if name else ""
        draft.doubts.append(f"An interview {who}on that day is in the log already.")


def _planned(mine: pd.DataFrame, name: str, contact: str, moment: dt.date) -> int | None:
    """The row of a planned interview that this is: the same person, the same day or none yet."""
    people = mine["interviewer"].fillna("").map(fold)
    contacts = mine["contact"].fillna("").map(fold)
    is_open = ~mine["is_thanked"]
    same_day = mine["ended_at"].dt.normalize() == pd.Timestamp(moment).normalize()
    is_date = mine["ended_at_is_date"].astype(bool)
    when = mine["ended_at"].isna() | (same_day & is_date)
    who = (people == fold(name)) & ((contacts == fold(contact)) | (contacts == "") | (name != ""))
    fits = mine[is_open & when & who]
    return None if fits.empty else int(fits["row"].iloc[0])


def _to_thank(mine: pd.DataFrame, person: str | None, where: str, moment: dt.date) -> pd.Series:
    """The row of the interviewer who was thanked."""
    if mine.empty:
        raise LogError(
            f"The log has no interview at {where}. Nothing was written. Enter the interview first."
        )
    rows = find_person(mine, person, where) if person else mine
    held = rows[rows["ended_at"].isna() | (rows["ended_at"] <= _end_of(moment))]
    rows = held if not held.empty else rows
    still = rows[~rows["is_thanked"] & rows["owes_thanks"]]
    rows = (still if not still.empty else rows).sort_values("ended_at", kind="stable")
    people = list(dict.fromkeys(t for t in rows["interviewer"].tolist() if isinstance(t, str)))
    if person is None and len(people) > 1:
        listed = ", ".join(people)
        raise LogError(
            f"{len(people)} people at {where} may be meant: {listed}. Nothing was written. Name "
            "one of them."
        )
    return rows.iloc[-1]


def _person(text: str) -> tuple[str, str]:
    """
    Name and contact of "Dana Lee <dana@acme.example>".

    Examples
    --------
    >>> _person("Dana Lee <dana@acme.example>"), _person("dana@acme.example"), _person("Dana")
    (('Dana Lee', 'dana@acme.example'), ('', 'dana@acme.example'), ('Dana', ''))
    """
    if found := _PERSON.fullmatch(text):
        return found[1].strip('"'), found[2].strip()
    text = text.strip()
    return ("", text) if "@" in text and " " not in text else (text, "")


def _channel(column: str, given: str | None, contact: str) -> str:
    if given:
        word = parse_word(column, given)
        if word is None:
            raise LogError(
                f'"{given}" is no way to send it. Nothing was written. Give {CHOICES[column]}.'
            )
        return word
    if "@" in contact:
        return "e-mail"
    return "phone" if sum(c.isdigit() for c in contact) >= 6 and "." not in contact else ""


def _called(log: Log, found: pd.Series) -> str:
    """What the other sheets call an application: its ID, its company, or both names."""
    if isinstance(found["id"], str):
        return found["id"]
    company, role = found["company"], found["role"]
    if isinstance(company, str) and (log.applications["employer"] == found["employer"]).sum() == 1:
        return company
    is_both = isinstance(company, str) and isinstance(role, str)
    return f"{company} / {role}" if is_both else str(found["application"])


def _named(name: str, known: pd.Series) -> str:
    """A name as the log spells it already, blanks put right."""
    plain = " ".join(name.split())
    return next((k for k in known.dropna().tolist() if fold(k) == fold(plain)), plain)


def _next_id(known: list[str]) -> str | None:
    """The next of IDs that are counted, such as A-013 after A-012."""
    last = _COUNTED.fullmatch(known[-1]) if known else None
    if last is None:
        return None
    alike = [m for k in known if (m := _COUNTED.fullmatch(k)) and m[1] == last[1]]
    return f"{last[1]}{max(int(m[2]) for m in alike) + 1:0{len(last[2])}d}"


def _is_further(stage: str, found: pd.Series) -> bool:
    """Whether a stage is beyond what the status says, of an application that is open."""
    outcome, now = found["status_outcome"], found["status_stage"]
    if isinstance(outcome, str) and outcome != "open":
        return False
    return STAGES.index(stage) > (STAGES.index(now) if isinstance(now, str) else 0)


def _now() -> pd.Timestamp:
    return pd.Timestamp.now().as_unit("us")


def _day(given: When | None, what: str) -> dt.date:
    return day_or_moment(given if given is not None else dt.date.today(), what, with_time=False)


def _moment(given: When | None, what: str) -> dt.date:
    return day_or_moment(given if given is not None else dt.datetime.now(), what, with_time=True)


def _end_of(moment: dt.date) -> pd.Timestamp:
    """The last moment that a day or a moment can mean."""
    if isinstance(moment, dt.datetime):
        return pd.Timestamp(moment)
    return pd.Timestamp(moment) + pd.Timedelta(days=1) - pd.Timedelta(microseconds=1)


def _of(moment: pd.Timestamp) -> str:
    return shown(moment.to_pydatetime())


def _or(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + " or " + words[-1]


__all__ = ["MissingColumn", "applied", "closed", "followed_up", "heard", "interviewed", "thanked"]
