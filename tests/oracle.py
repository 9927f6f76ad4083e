"""The definitions, row by row and day by day: plain loops over what a person wrote, no kit inside.

`Sheets` are the rows of a workbook as header → text, all dates in ISO 8601; `World` is what they
say at one moment. Where the definitions leave a choice, the readings of situations.py hold.
"""

from __future__ import annotations

import csv
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

import jobsearch
from jobsearch import Log
from logs import make_log

Cells = Mapping[str, str]

DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)
STAGES = ("prospect", "applied", "screening", "interview", "offer")
DEFAULTS = {
    "time zone": "",
    "own addresses": "",
    "thank-you within hours": "24",
    "best within hours": "1",
    "note words at most": "200",
    "expected after days": "7",
    "follow up after days": "3",
    "follow up until days": "10",
    "follow-ups per wait": "1",
    "days between messages": "7",
    "move on after days": "14",
    "applications per week": "1",
    "count business days": "no",
    "minimum at risk": "10",
    "stale after days": "30",
    "stale tail": "0.1",
    "reference applications": "40",
    "fresh applications": "5",
    "fresh within days": "14",
}
# What a fact says, in the order that facts of one day are taken in.
ORDER = (
    "applied acknowledged reply response invitation screening interview offer rejected "
    "no_response withdrawn position_closed accepted"
).split()
POSITIVE = {"invitation", "screening", "interview", "offer"}
DECIDED = {"response", "rejected", *POSITIVE}
ENDS = {"rejected", "no_response", "withdrawn", "position_closed", "accepted"}
BY_ME = {"no_response", "withdrawn"}
REACHES = {"screening": 2, "interview": 3, "offer": 4, "accepted": 4, "withdrawn": 0,
           "position_closed": 0}  # fmt: skip
HISTORY = {
    "rejection": "rejected",
    "position closed": "position_closed",
    "no response": "no_response",
}
SHARED = "info hr jobs careers office team hello contact recruiting".split()


@dataclass(frozen=True)
class Sheets:
    """A workbook's rows, every application with an ID of its own."""

    applications: tuple[Cells, ...] = ()
    interviews: tuple[Cells, ...] = ()
    follow_ups: tuple[Cells, ...] = ()
    history: tuple[Cells, ...] = ()
    settings: Cells = field(default_factory=dict)

    def log(self) -> Log:
        return make_log(
            self.applications, self.interviews, self.follow_ups, self.history, self.settings
        )


class Fact(NamedTuple):
    """Something that happened to an application; without `at` nobody knows when."""

    what: str
    at: datetime | None
    sheet: str = ""
    meeting: str = ""


@dataclass
class Meeting:
    """One interview: its rows, its end (the latest of theirs), the decision date given in it."""

    application: str
    key: str
    end: datetime | None
    decision: date | None
    rows: list[Cells]

    @property
    def day(self) -> date:
        assert self.end is not None
        return self.end.date()


@dataclass
class State:
    """Where an application stands."""

    stage: str
    outcome: str
    closed_on: date | None
    is_sent: bool
    applied_on: date | None
    is_answered: bool
    responded_on: date | None
    event: str
    last_word_on: date | None

    @property
    def is_open(self) -> bool:
        return self.outcome == "open" and self.stage != "prospect"


class Mark(NamedTuple):
    """What begins or ends waiting; `place` orders the marks and messages of one day."""

    day: date
    place: float
    what: str
    meeting: Meeting | None
    decision: date | None


@dataclass
class Wait:
    """A waiting period."""

    application: str
    meeting: Meeting
    start: date
    place: float
    given: date | None = None
    end: date | None = None
    ended_by: str = ""
    is_undated_end: bool = False
    expected: date = date.min
    opens: date = date.min
    closes: date = date.min
    messages: list[Cells] = field(default_factory=list)


class Owed(NamedTuple):
    """A row of the obligations."""

    rule: str
    application: str | None
    interviewer: str | None
    opens: datetime | None
    due: datetime | None
    done: datetime | None
    verdict: str
    tier: str = ""


class Time(NamedTuple):
    """A time until an answer."""

    days: int | None
    event: str


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def day_of(text: str | None) -> date | None:
    at = moment(text)
    return at.date() if at else None


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def only_day(at: datetime) -> bool:
    return at == midnight(at.date())


def clock(at: datetime) -> float:
    return (at - midnight(at.date())) / DAY


def later(day: date, days: int, business: bool) -> date:
    if not business:
        return day + days * DAY
    while days:
        day += DAY
        days -= day.weekday() < 5
    return day


def end_of(day: date) -> datetime:
    return midnight(day) + DAY - MICROSECOND


class World:
    """What the sheets say at one moment."""

    def __init__(self, sheets: Sheets, as_of: str | datetime) -> None:
        self.sheets = sheets
        now = datetime.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        self.now = end_of(now.date()) if only_day(now) else now
        self.today = self.now.date()
        self.set = {**DEFAULTS, **sheets.settings}
        self.zone = ZoneInfo(self.set["time zone"]) if self.set["time zone"] else None
        self.business = self.set["count business days"] == "yes"
        self.names = [row["ID"] for row in sheets.applications]
        self.row_of = {row["ID"]: row for row in sheets.applications}

    def employer(self, name: str) -> str:
        return " ".join(self.row_of[name].get("Company", "").casefold().split())

    def number(self, setting: str) -> int:
        return int(self.set[setting])

    def of(self, rows: Iterable[Cells], name: str) -> list[Cells]:
        return [row for row in rows if row["Application"] == name]

    # The log: facts, and what has been seen of them.

    @cached_property
    def meetings(self) -> dict[str, list[Meeting]]:
        groups: dict[tuple[str, date | None, str], list[Cells]] = defaultdict(list)
        for row in self.sheets.interviews:
            round_name = " ".join(row.get("Round", "").casefold().split())
            groups[row["Application"], day_of(row.get("Ended at")), round_name].append(row)
        found: dict[str, list[Meeting]] = defaultdict(list)
        for (name, day, round_name), rows in groups.items():
            ends = [at for row in rows if (at := moment(row.get("Ended at")))]
            decisions = [d for row in rows if (d := day_of(row.get("Decision expected on")))]
            found[name].append(
                Meeting(
                    name, f"{name} {day} {round_name}", max(ends, default=None),
                    max(decisions, default=None), rows,
                )
            )  # fmt: skip
        return found

    def facts(self, name: str) -> list[Fact]:
        """Everything that the sheets tell of one application."""
        facts, status = self._told(name), self.row_of[name].get("Status", "")
        last = self.last_logged_on
        # One that lies ahead is known from its invitation, else like an undated fact.
        invited = {f.meeting for f in facts if f.what == "invitation" and f.meeting and f.at}
        is_met = any(
            fact.what == status
            and (
                not fact.at
                or (last and fact.at.date() <= last)
                or fact.meeting in invited
                or fact.sheet == "history"
            )
            for fact in facts
        )
        if status in {"screening", "interview"} and not is_met:
            facts.append(Fact(status, None, "applications"))
        return facts

    def _told(self, name: str) -> list[Fact]:
        """The same but for the stage in the Status, which an interview ahead leaves undated."""
        row = self.row_of[name]
        facts = []
        for meeting in self.meetings[name]:
            what = "screening" if is_screening(meeting.rows[0].get("Round", "")) else "interview"
            facts.append(Fact(what, meeting.end, "interviews", meeting.key))
            invited = {day for r in meeting.rows if (day := moment(r.get("Invited on")))}
            for day in invited or {None}:
                facts.append(Fact("invitation", day, "interviews", meeting.key))
        for r in self.of(self.sheets.history, name):
            facts.append(Fact(HISTORY.get(r["What"], r["What"]), moment(r.get("On")), "history"))
        for r in self.of(self.sheets.follow_ups, name):
            if r.get("Answered on"):
                facts.append(Fact("reply", moment(r["Answered on"]), "follow-ups"))

        def told(what: str) -> bool:
            return any(fact.what == what for fact in facts)

        def say(what: str, day: str | None) -> None:
            facts.append(Fact(what, moment(day), "applications"))

        status, kind = row.get("Status", ""), row.get("Response", "")
        applied, closed = row.get("Applied on"), row.get("Closed on")
        answered = row.get("Response on")
        if applied or status in {"applied", "open", "no_response"}:
            say("applied", applied)
        kind = {"rejection": "rejected"}.get(kind, kind)
        if answered:
            say(kind or "response", answered)
        elif kind == "invitation":
            say(kind, None)
        if row.get("Offered on"):
            say("offer", row["Offered on"])
        if "offer" in {status, kind} and not told("offer"):
            say("offer", None)
        if status in ENDS and (closed or not told(status)):
            say(status, closed)
        if kind == "rejected" and not answered and not told("rejected"):
            say("rejected", closed if not status else None)
        return facts

    @cached_property
    def last_logged_on(self) -> date | None:
        """The last day on which anything but an interview is dated."""
        days = [
            fact.at.date()
            for name in self.names
            for fact in self._told(name)
            if fact.at and fact.what not in {"screening", "interview"}
        ]
        days += [d for row in self.sheets.interviews if (d := day_of(row.get("Thanked at")))]
        days += [d for row in self.sheets.follow_ups if (d := day_of(row.get("Sent at")))]
        return max(days, default=None)

    @property
    def sees_undated(self) -> bool:
        return self.last_logged_on is None or self.today >= self.last_logged_on

    def sees(self, at: datetime | None) -> bool:
        return self.sees_undated if at is None else at <= self.now

    def seen(self, name: str) -> list[Fact]:
        """The facts seen, the dated ones first, day by day."""
        facts = [fact for fact in self.facts(name) if self.sees(fact.at)]
        return sorted(
            facts,
            key=lambda f: (f.at is None, f.at.date() if f.at else date.min, ORDER.index(f.what)),
        )

    # States.

    def state(self, name: str) -> State:
        seen = self.seen(name)
        stage = max((REACHES.get(fact.what, 1) for fact in seen), default=0)
        # The last word that says what the Status says stands: nothing reopens it.
        status = self.row_of[name].get("Status", "")
        same = [f.at for f in self.facts(name) if f.what == status and status in ENDS]
        final = max((at for at in same if at), default=None)
        outcome, closed_on, stands = "open", None, False
        for fact in seen:
            if fact.what in ENDS:
                if outcome == "open":
                    closed_on = fact.at.date() if fact.at else None
                is_final = fact.at is None or (fact.what == status and fact.at == final)
                is_final |= fact.what == "accepted"
                if outcome != "accepted" and (is_final or not stands):
                    outcome = fact.what
                stands |= is_final
            elif fact.what in POSITIVE and fact.at and not stands:
                outcome, closed_on = "open", None

        applied = day_of(self.row_of[name].get("Applied on"))
        words = [fact for fact in seen if fact.what in DECIDED]
        dated = [fact for fact in words if fact.at]
        row = self.row_of[name]
        said_undated = row.get("Response") in POSITIVE and not row.get("Response on")
        if said_undated and self.sees_undated and dated and dated[0].what == "rejected":
            # Not their first word: that one was good, and nobody knows when it came.
            words, dated = [fact for fact in words if fact.at is None], []
        is_answered = bool(words) or outcome == "accepted"
        event = "none"
        if is_answered:
            event = self._kind(words, STAGES[stage], outcome)
        spoken = [
            f.at.date() for f in seen if f.at and f.what in {*DECIDED, "reply", "position_closed"}
        ]
        return State(
            stage=STAGES[stage],
            outcome=outcome,
            closed_on=closed_on,
            is_sent=applied is not None and applied <= self.today,
            applied_on=applied,
            is_answered=is_answered,
            responded_on=dated[0].at.date() if dated and dated[0].at else None,
            event=event,
            last_word_on=max(spoken, default=None),
        )

    def _kind(self, words: list[Fact], stage: str, outcome: str) -> str:
        for fact in words:  # the dated ones come first
            if fact.what != "response":
                return "negative" if fact.what == "rejected" else "positive"
        if STAGES.index(stage) >= 2:
            return "positive"
        return "negative" if outcome == "rejected" else "unclear"

    @cached_property
    def states(self) -> dict[str, State]:
        return {name: self.state(name) for name in self.names}

    @cached_property
    def search_over(self) -> date | None:
        """The day of the first dated acceptance."""
        days = [
            fact.at.date()
            for name in self.names
            for fact in self.facts(name)
            if fact.what == "accepted" and fact.at and fact.at <= self.now
        ]
        return min(days, default=None)

    # Response times.

    def response_times(self) -> dict[str, Time]:
        times = {}
        for name, state in self.states.items():
            if not state.is_sent or state.applied_on is None:
                continue
            if state.is_answered:
                end = state.responded_on
            elif state.outcome in {"withdrawn", "position_closed"}:
                end = state.closed_on
            else:
                end = self.today
            days = None if end is None else (end - state.applied_on).days
            times[name] = Time(days if days is not None and days >= 0 else None, state.event)
        return times

    def next_step_times(self) -> list[tuple[Meeting, Time]]:
        return self._next_steps

    @cached_property
    def _next_steps(self) -> list[tuple[Meeting, Time]]:
        return [(m, self._next_step(m)) for name in self.names for m in self.held(name)]

    def _next_step(self, meeting: Meeting) -> Time:
        marks = self.marks(meeting.application)
        at = next(i for i, mark in enumerate(marks) if mark.meeting is meeting)
        for mark in marks[at + 1 :]:
            days = (mark.day - meeting.day).days
            if mark.what in {"interview", "invitation", "offer"}:
                return Time(days, "positive")
            if mark.what == "rejected":
                return Time(days, "negative")
            if mark.what == "accepted":  # an offer came before it, nobody knows when
                return Time(None, "positive")
            if mark.what in {"withdrawn", "position_closed"}:
                return Time(days, "none")
        undated = self.undated_ends(meeting.application)
        if undated & {"offer", "invitation", "accepted"}:
            return Time(None, "positive")
        if "rejected" in undated:
            return Time(None, "negative")
        if undated - {"no_response"}:
            return Time(None, "none")
        return Time((self.today - meeting.day).days, "none")

    # Waiting.

    def held(self, name: str) -> list[Meeting]:
        """The interviews held, in their order; History tells of those that no row tells of."""
        if name not in self._held:
            self._held[name] = self._find_held(name)
        return self._held[name]

    @cached_property
    def _held(self) -> dict[str, list[Meeting]]:
        return {}

    def _find_held(self, name: str) -> list[Meeting]:
        held = [m for m in self.meetings[name] if m.end and m.end <= self.now]
        for row in self.of(self.sheets.history, name):
            at = moment(row.get("On"))
            is_meeting = row["What"] in {"interview", "screening"}
            if is_meeting and at and at <= self.now and all(m.day != at.date() for m in held):
                decision = day_of(row.get("Decision expected on"))
                held.append(Meeting(name, f"{name} {at.date()}", at, decision, []))
        return sorted(held, key=lambda m: (m.end, m.key))

    def marks(self, name: str) -> list[Mark]:
        if name not in self._marks:
            self._marks[name] = self._make_marks(name)
        return self._marks[name]

    @cached_property
    def _marks(self) -> dict[str, list[Mark]]:
        return {}

    def _make_marks(self, name: str) -> list[Mark]:
        marks = []
        for meeting in self.held(name):
            assert meeting.end is not None
            marks.append(
                Mark(meeting.day, clock(meeting.end) / 2, "interview", meeting, meeting.decision)
            )
        day_of_meeting = {m.key: m.end.date() for m in self.meetings[name] if m.end}
        for fact in self.seen(name):
            if fact.at is None or fact.what not in {"invitation", "offer", *ENDS}:
                continue
            day, place = fact.at.date(), 0.8
            if fact.what == "invitation":
                own = day_of_meeting.get(fact.meeting) == day or fact.sheet == "applications"
                place = -0.1 if own else 0.7
            marks.append(Mark(day, place, fact.what, None, None))
        for day, decisions in self._holding_answers(name).items():
            given = [d for d in decisions if d]
            marks.append(Mark(day, 0.8, "reply", None, max(given, default=None)))
        return sorted(marks, key=lambda m: (m.day, m.place, ORDER.index(m.what)))

    def _holding_answers(self, name: str) -> dict[date, list[date | None]]:
        found: dict[date, list[date | None]] = defaultdict(list)
        for row in self.of(self.sheets.follow_ups, name):
            at = moment(row.get("Answered on"))
            if at and at <= self.now:
                found[at.date()].append(None)
        for row in self.of(self.sheets.history, name):
            at = moment(row.get("On"))
            if row["What"] == "reply" and at and at <= self.now:
                found[at.date()].append(day_of(row.get("Decision expected on")))
        return found

    def undated_ends(self, name: str) -> set[str]:
        """Words without a day that end waiting."""
        held = {m.key for m in self.held(name)}
        return {
            fact.what
            for fact in self.seen(name)
            if fact.at is None
            and (
                fact.what in {"offer", *ENDS}
                or (fact.what == "invitation" and fact.meeting and fact.meeting not in held)
            )
        }

    @cached_property
    def waits(self) -> list[Wait]:
        waits = [wait for name in self.names for wait in self._waits_of(name)]
        for wait in waits:
            wait.expected = self._expected(wait)
            wait.opens = later(wait.expected, self.number("follow up after days"), self.business)
            wait.closes = later(wait.expected, self.number("follow up until days"), self.business)
        for row in self.sheets.follow_ups:
            at = moment(row.get("Sent at"))
            if at and at <= self.now and (wait := self._wait_of(waits, row["Application"], at)):
                wait.messages.append(row)
        return waits

    def _waits_of(self, name: str) -> list[Wait]:
        waits: list[Wait] = []
        lasting: Wait | None = None
        for mark in self.marks(name):
            if mark.what == "reply" and lasting is None:
                continue
            meeting = mark.meeting
            if lasting:
                lasting.end = mark.day
                lasting.ended_by = "me" if mark.what in BY_ME else "employer"
                meeting = meeting or lasting.meeting
                lasting = None
            if mark.what in {"interview", "reply"}:
                assert meeting is not None
                given = mark.decision if mark.what == "reply" else None
                lasting = Wait(name, meeting, mark.day, mark.place, given)
                waits.append(lasting)
        undated = self.undated_ends(name)
        if lasting and "offer" in undated:
            lasting.end, lasting.ended_by = lasting.start, "employer"
        elif lasting and undated:
            lasting.is_undated_end = True
            lasting.ended_by = "me" if undated <= BY_ME else "employer"
        return waits

    def _expected(self, wait: Wait) -> date:
        held = self.held(wait.application)
        of_application = day_of(self.row_of[wait.application].get("Decision expected on"))
        choices = [wait.given, wait.meeting.decision]
        if wait.meeting.key == held[-1].key:
            choices.append(of_application)
        for day in choices:
            if day and day >= wait.start:
                return day
        median = self.replay(wait.start)._known_median(wait.start)
        if median is not None:
            return wait.start + median * DAY
        return later(wait.start, self.number("expected after days"), self.business)

    @cached_property
    def _replays(self) -> dict[date, World]:
        return {}

    def replay(self, day: date) -> World:
        """The same sheets at the end of an earlier day."""
        if day not in self._replays:
            self._replays[day] = World(self.sheets, midnight(day))
        return self._replays[day]

    def _known_median(self, day: date) -> int | None:
        """The median next-step time of the interviews before `day`, as known on it."""
        times = [time for m, time in self._next_steps if m.day < day]
        on_the_clock = [time for time in times if time.days is not None]
        if len(on_the_clock) < self.number("minimum at risk") or too_many_left_out(times):
            return None
        return median_of(on_the_clock)

    def _wait_of(self, waits: list[Wait], name: str, at: datetime) -> Wait | None:
        """The wait that a message was sent in; on the day of a word it came before the word."""
        day = at.date()
        mine = [w for w in waits if w.application == name]
        if only_day(at):
            before = [w for w in mine if w.start < day]
        else:
            before = [w for w in mine if (w.start, w.place) <= (day, clock(at) / 2)]
        if before and (before[-1].end is None or before[-1].end >= day):
            return before[-1]
        # Only the day is known, and no earlier wait lasts: after the interview of that day.
        if only_day(at) and (today := [w for w in mine if w.start == day]):
            return today[-1]
        return None

    def move_on_due(self, wait: Wait) -> date:
        sent = [day for row in wait.messages if (day := day_of(row["Sent at"]))]
        return later(
            max(sent, default=wait.closes), self.number("move on after days"), self.business
        )

    def covers(self, wait: Wait, day: date) -> bool:
        last = min(self.move_on_due(wait), wait.end - DAY if wait.end else date.max)
        return wait.start <= day <= last

    def spells(self) -> list[tuple[date, date]]:
        """First and last day of each spell of waiting, whatever lies ahead."""
        days = {
            wait.start + i * DAY
            for wait in self.waits
            for i in range((self.move_on_due(wait) - wait.start).days + 1)
            if self.covers(wait, wait.start + i * DAY)
        }
        firsts = sorted(day for day in days if day - DAY not in days)
        lasts = sorted(day for day in days if day + DAY not in days)
        return list(zip(firsts, lasts, strict=True))

    # Obligations.

    def obligations(self) -> list[Owed]:
        return [
            *self._thanks(),
            *self._notes(),
            *self._next_steps_asked(),
            *self._follow_ups(),
            *self._too_often(),
            *self._move_on(),
            *self._keep_applying(),
        ]

    def bounds(self, at: datetime) -> tuple[datetime, datetime] | None:
        """The earliest and the latest moment that a cell can mean, in true hours."""
        low, high = (at, at + DAY - MICROSECOND) if only_day(at) else (at, at)
        if self.zone is None:
            return low, high
        ends = []
        for wall, second in ((low, 0), (high, 1)):
            utc = wall.replace(tzinfo=self.zone, fold=second).astimezone(UTC)
            if utc.astimezone(self.zone).replace(tzinfo=None) != wall:
                return None  # the clocks go forward over it
            ends.append(utc.replace(tzinfo=None))
        return ends[0], ends[1]

    def local(self, utc: datetime) -> datetime:
        if self.zone is None:
            return utc
        return utc.replace(tzinfo=UTC).astimezone(self.zone).replace(tzinfo=None)

    def contact_of(self, name: str, row: Cells) -> str:
        """The person's own contact, or what is on file of an earlier interview, or with HR."""
        person = row.get("Interviewer", "").casefold()
        at = moment(row.get("Ended at"))
        if row.get("Contact") or not person:
            return row.get("Contact", "")
        known = [
            (end, other["Contact"])
            for other in self.of(self.sheets.interviews, name)
            if (end := moment(other.get("Ended at"))) and (at is None or end < at)
            and other.get("Contact") and other.get("Interviewer", "").casefold() == person
        ]  # fmt: skip
        if known:
            return max(known)[1]
        about = self.row_of[name]
        if about.get("Contact", "").casefold() == person:
            return about.get("Contact email", "")
        return ""

    def is_proper(self, contact: str) -> bool:
        if re.fullmatch(r"\+?[\d ]{7,}", contact):
            return True
        box, _, domain = contact.casefold().partition("@")
        own = self.set["own addresses"].casefold()
        return (
            bool(box and domain)
            and box not in {*SHARED, "no-reply", "noreply"}
            and contact not in own
        )

    def _thanks(self) -> list[Owed]:
        owed = []
        hours = timedelta(hours=float(self.set["thank-you within hours"]))
        best = timedelta(hours=float(self.set["best within hours"]))
        now = self.bounds_of_now()
        for name in self.names:
            for meeting in self.meetings[name]:
                if meeting.end is None or meeting.end > self.now:
                    continue
                ended = self.bounds(meeting.end)
                for row in meeting.rows:
                    person = row.get("Interviewer") or None
                    if person is None and is_assessment(row.get("Round", "")):
                        continue
                    assert ended is not None
                    due_low, due_high = ended[0] + hours, ended[1] + hours
                    proper = self.is_proper(self.contact_of(name, row))
                    verdict, tier, done = self._thanked(row, ended, hours, best, proper)
                    if not verdict:
                        verdict = self._not_thanked(name, due_low, due_high, proper)
                    due = self.local(due_low)
                    owed.append(
                        Owed("thank_everyone", name, person, meeting.end, due, done, verdict, tier)
                    )
                    over = self.bounds(midnight(self.search_over)) if self.search_over else None
                    if proper:
                        contact = "met"
                    elif over and due_high >= over[0]:
                        contact = "waived"
                    else:
                        contact = "pending" if now <= due_high else "missed"
                    owed.append(
                        Owed("proper_contact", name, person, meeting.end, due, None, contact)
                    )
        return owed

    def bounds_of_now(self) -> datetime:
        if self.zone is None:
            return self.now
        return self.now.replace(tzinfo=self.zone, fold=1).astimezone(UTC).replace(tzinfo=None)

    def _thanked(
        self,
        row: Cells,
        ended: tuple[datetime, datetime],
        hours: timedelta,
        best: timedelta,
        proper: bool,
    ) -> tuple[str, str, datetime | None]:
        """Verdict, tier and day of what was done; no verdict where nothing was."""
        at, by = moment(row.get("Thanked at")), row.get("Thanked by", "")
        if (at is None and not by) or not self.sees(at):
            return "", "", None
        if by == "contact form" or (by in {"e-mail", "message"} and not proper):
            return "", "", None
        sent = self.bounds(at) if at else None
        own_end = moment(row.get("Ended at"))
        assert own_end is not None
        before = self.bounds(own_end)
        if sent is None or (by == "" and not proper):
            return "unknown", "", at
        if before and sent[1] < before[0]:  # thanked before it was over
            return "unknown", "", at
        if sent[1] - ended[0] <= hours:
            tier = "within 1 h" if sent[1] - ended[0] <= best else "within 24 h"
            return "met", tier, at
        if sent[0] - ended[1] > hours:
            return "late", "late", at
        return "unknown", "", at

    def _not_thanked(self, name: str, due_low: datetime, due_high: datetime, proper: bool) -> str:
        state = self.states[name]
        # The days on which it can have ended, for this application or for the whole search.
        first, last = datetime.max, datetime.max
        for day in (state.closed_on, self.search_over):
            if day and (ends := self.bounds(midnight(day))):
                first, last = min(first, ends[0]), min(last, ends[1])
        if state.outcome != "open" and state.closed_on is None:
            first, last = datetime.min, min(last, self.bounds_of_now())
        if last != datetime.max:
            last = min(last, self.bounds_of_now())
        if last <= due_low:
            return "waived"
        if first <= due_high and last != datetime.max:
            return "unknown"
        if not proper:
            return "blocked"
        return "pending" if self.bounds_of_now() <= due_high else "missed"

    def _notes(self) -> list[Owed]:
        owed = []
        most = self.number("note words at most")
        notes = []
        for name in self.names:
            company = self.row_of[name].get("Company", "")
            for row in self.of(self.sheets.interviews, name):
                at = moment(row.get("Thanked at"))
                if row.get("Thank-you note") and self.sees(at):
                    notes.append((name, company, row, at))
            for row in self.of(self.sheets.follow_ups, name):
                at = moment(row.get("Sent at"))
                if row.get("Message") and self.sees(at):
                    brief = len(row["Message"].split()) <= most
                    owed.append(
                        Owed("brief_note", name, None, at, at, at, "met" if brief else "broken")
                    )
        notes.sort(key=lambda n: n[3] or datetime.max)
        for i, (name, company, row, at) in enumerate(notes):
            text, person = row["Thank-you note"], row.get("Interviewer") or None
            brief = len(text.split()) <= most
            owed.append(Owed("brief_note", name, person, at, at, at, "met" if brief else "broken"))
            words = set(re.findall(r"\w+", text.casefold()))
            names = set(f"{person or ''} {company}".casefold().split())
            about = set(row.get("Talked about", "").casefold().split()) - {"the", "and"}
            personal = bool(words & names) and (not about or bool(words & about))
            for j, (_, other_company, other, sent) in enumerate(notes):
                before = i - 30 <= j < i
                together = j != i and sent is not None and sent == at
                to_another = (other.get("Interviewer") or None, other_company) != (person, company)
                if (before or together) and to_another:
                    personal &= not self._near_copy(text, names, other, other_company)
            owed.append(
                Owed("personal_note", name, person, at, at, at, "met" if personal else "broken")
            )
        return owed

    def _near_copy(self, text: str, names: set[str], other: Cells, company: str) -> bool:
        theirs = set(f"{other.get('Interviewer', '')} {company}".casefold().split())
        a = set(re.findall(r"\w+", text.casefold())) - names
        b = set(re.findall(r"\w+", other["Thank-you note"].casefold())) - theirs
        return bool(a or b) and 100 * 2 * len(a & b) / (len(a) + len(b)) >= 90

    def _next_steps_asked(self) -> list[Owed]:
        owed = []
        for name in self.names:
            held = self.held(name)
            for meeting in held:
                given = meeting.decision
                at_large = day_of(self.row_of[name].get("Decision expected on"))
                asked = bool(given and given >= meeting.day)
                asked |= meeting is held[-1] and bool(at_large and at_large >= meeting.day)
                over = self.search_over and meeting.day >= self.search_over
                verdict = "met" if asked else "waived" if over else "missed"
                owed.append(
                    Owed("ask_next_steps", name, None, meeting.end, meeting.end, None, verdict)
                )
            for meeting in self.meetings[name]:
                invited = [at for row in meeting.rows if (at := moment(row.get("Invited on")))]
                end, is_told = meeting.end, self.sees(min(invited, default=None))
                if self.states[name].is_open and is_told and (end is None or end > self.now):
                    owed.append(Owed("ask_next_steps", name, None, end, end, None, "pending"))
        return owed

    def _follow_ups(self) -> list[Owed]:
        owed = []
        for wait in self.waits:
            sent = sorted(at for row in wait.messages if (at := moment(row["Sent at"])))
            inside = [at for at in sent if wait.opens <= at.date() <= wait.closes]
            after = [at for at in sent if at.date() > wait.closes]
            undated = [
                row
                for row in self.of(self.sheets.follow_ups, wait.application)
                if not row.get("Sent at") and self.sees_undated
            ]
            over = self.search_over
            done = (inside or after or sent or [None])[0]
            if inside:
                verdict = "met"
            elif after:
                verdict = "late"
            elif sent:
                verdict = "waived"
            elif undated:
                verdict = "unknown"
            elif (wait.end and wait.end <= wait.closes) or (over and over <= wait.closes):
                verdict = "waived"
            elif wait.is_undated_end:
                verdict = "waived" if self.today <= wait.closes else "unknown"
            elif not self._someone_to_write_to(wait):
                verdict = "blocked"
            else:
                verdict = "pending" if self.today <= wait.closes else "missed"
            opens, due = midnight(wait.opens), midnight(wait.closes)
            owed.append(Owed("follow_up", wait.application, None, opens, due, done, verdict))
            for at in sent:
                early = "broken" if at.date() < wait.opens else "met"
                owed.append(Owed("not_too_early", wait.application, None, opens, at, at, early))
        return owed

    def _someone_to_write_to(self, wait: Wait) -> bool:
        """A person met by then, or the application's own contact."""
        row = self.row_of[wait.application]
        if self.is_proper(row.get("Contact email") or row.get("Contact", "")):
            return True
        return any(
            self.is_proper(self.contact_of(wait.application, person))
            for meeting in self.meetings[wait.application]
            if meeting.end and meeting.end <= self.now and meeting.day <= wait.start
            for person in meeting.rows
        )

    def _too_often(self) -> list[Owed]:
        owed = []
        gap = self.number("days between messages")
        sent = [
            (at, i, row)
            for i, row in enumerate(self.sheets.follow_ups)
            if (at := moment(row.get("Sent at"))) and at <= self.now
        ]
        sent.sort(key=lambda s: s[:2])
        counted: Counter[int] = Counter()
        for nth, (at, _, row) in enumerate(sent):
            broken = False
            wait = next((w for w in self.waits if any(row is r for r in w.messages)), None)
            if wait and at.date() >= wait.opens:
                counted[id(wait)] += 1
                broken = counted[id(wait)] > self.number("follow-ups per wait")
            for key in ("Application", "To"):
                before = [a for a, _, r in sent[:nth] if r.get(key) and r.get(key) == row.get(key)]
                if before and at.date() < later(before[-1].date(), gap, self.business):
                    broken = True
            verdict = "broken" if broken else "met"
            owed.append(Owed("not_too_often", row["Application"], None, at, at, at, verdict))
        for row in self.sheets.follow_ups:
            if not row.get("Sent at") and self.sees_undated:
                owed.append(
                    Owed("not_too_often", row["Application"], None, None, None, None, "unknown")
                )
        return owed

    def _move_on(self) -> list[Owed]:
        owed = []
        for wait in self.waits:
            if not wait.messages:
                continue
            due, over, done = self.move_on_due(wait), self.search_over, None
            in_time = self.today <= due
            if wait.ended_by == "me" and wait.end:
                done = wait.end
                verdict = "met" if wait.end <= due else "late"
                if verdict == "late" and over and over <= due:
                    verdict = "waived"  # not done when the search ended
            elif wait.end and wait.end <= due:
                verdict = "waived"
            elif wait.is_undated_end:
                verdict = "unknown"
                if in_time:
                    verdict = "met" if wait.ended_by == "me" else "waived"
            elif over and over <= due:
                verdict = "waived"
            else:
                verdict = "pending" if wait.end is None and in_time else "missed"
            last = max(day for row in wait.messages if (day := day_of(row["Sent at"])))
            owed.append(
                Owed(
                    "move_on", wait.application, None, midnight(last), midnight(due),
                    midnight(done) if done else None, verdict,
                )
            )  # fmt: skip
        return owed

    def _keep_applying(self) -> list[Owed]:
        owed = []
        over = self.search_over
        wanted = self.number("applications per week")
        sent = sorted(
            state.applied_on for state in self.states.values() if state.is_sent and state.applied_on
        )
        for first, last in self.spells():
            # Nothing is owed of a spell from the day on which the search ends.
            ends = min(last, over - DAY) if over else last
            begins = first
            while begins <= min(ends, self.today):
                due = begins + 6 * DAY
                inside = [day for day in sent if begins <= day <= due]
                interrupted = over is not None and over <= min(due, last)
                doubtful = self._in_doubt(begins, due)
                whole = due <= last
                done = None
                # Of a spell that ended, on a day that is known or not, only whole weeks are owed.
                if (doubtful and due >= self.today) or not (
                    whole or last >= self.today or interrupted
                ):
                    verdict = ""
                elif len(inside) >= wanted:
                    verdict, done = "met", inside[wanted - 1]
                elif doubtful:
                    verdict = "unknown"
                elif interrupted:
                    verdict = "waived"
                else:
                    verdict = "pending" if due >= self.today else "missed"
                if verdict:
                    owed.append(
                        Owed(
                            "keep_applying", None, None, midnight(begins), midnight(due),
                            midnight(done) if done else None, verdict,
                        )
                    )  # fmt: skip
                begins += 7 * DAY
        return owed

    def _in_doubt(self, first: date, last: date) -> bool:
        """Whether some day is covered by no wait but one that ended, nobody knows when."""
        days = [first + i * DAY for i in range((last - first).days + 1)]
        for day in days:
            covering = [wait for wait in self.waits if self.covers(wait, day)]
            if covering and all(wait.is_undated_end for wait in covering):
                return True
        return False

    # Pipeline.

    def open_by_stage(self) -> Counter[str]:
        return Counter(state.stage for state in self.states.values() if state.is_open)

    def weekly_activity(self) -> dict[date, tuple[int, int, int, int]]:
        """Applications, first responses, interviews and days of waiting."""

        def monday(day: date) -> date:
            return day - day.weekday() * DAY

        states = self.states.values()
        applied = [monday(s.applied_on) for s in states if s.is_sent and s.applied_on]
        responded = [monday(s.responded_on) for s in states if s.responded_on]
        held = [monday(m.day) for name in self.names for m in self.held(name)]
        everything = [*applied, *responded, *held]
        spells = self.spells()
        weeks = {}
        week = min(everything, default=date.max)
        while week <= self.today:
            days = [week + i * DAY for i in range(7)]
            waiting = sum(
                day <= self.today and any(first <= day <= last for first, last in spells)
                for day in days
            )
            weeks[week] = (applied.count(week), responded.count(week), held.count(week), waiting)
            week += 7 * DAY
        return weeks

    def breadth(self, header: str) -> tuple[int, float, float, float] | None:
        chosen = [name for name, s in self.states.items() if s.is_open and s.is_sent]
        groups = Counter(
            self.employer(name) if header == "Company" else self.row_of[name].get(header, "")
            for name in chosen
        )
        if not groups:
            return None
        shares = [n / len(chosen) for n in groups.values()]
        n1 = math.exp(-sum(p * math.log(p) for p in shares))
        n2 = 1 / sum(p**2 for p in shares)
        return len(groups), n1, n2, max(shares)

    def eggs_in_one_basket(self) -> bool:
        far = {
            self.employer(name) or ("not known", name)
            for name, s in self.states.items()
            if s.is_open and s.stage in {"interview", "offer"}
        }
        fresh = [
            s
            for s in self.states.values()
            if s.is_sent and s.applied_on
            and (self.today - s.applied_on).days <= self.number("fresh within days")
        ]  # fmt: skip
        return len(far) == 1 and len(fresh) < self.number("fresh applications")

    def pace_while_waiting(self) -> tuple[int, int, int, int]:
        """Applications and days inside the spells, then outside."""
        end = min(self.today, self.search_over or self.today)
        applied = [
            s.applied_on
            for s in self.states.values()
            if s.is_sent and s.applied_on and s.applied_on <= end
        ]
        spells = self.spells()
        counts = [0, 0, 0, 0]
        day = min(applied, default=date.max)
        while day <= end:
            outside = 0 if any(first <= day <= last for first, last in spells) else 2
            counts[outside] += applied.count(day)
            counts[outside + 1] += 1
            day += DAY
        return counts[0], counts[1], counts[2], counts[3]

    def funnel(self) -> dict[str, tuple[int, int, int]]:
        """Reached, no further, and of those open."""
        sent = [s for s in self.states.values() if s.is_sent]
        return {
            stage: (
                sum(STAGES.index(s.stage) >= STAGES.index(stage) for s in sent),
                sum(s.stage == stage for s in sent),
                sum(s.stage == stage and s.is_open for s in sent),
            )
            for stage in STAGES[1:]
        }

    def flows(self) -> Counter[tuple[str, str, str]]:
        return Counter(
            (self.row_of[name].get("Source") or "(blank)", s.stage, s.outcome)
            for name, s in self.states.items()
            if s.is_sent
        )

    # Stale applications.

    def stale_applications(self) -> dict[str, tuple[int, int, float | None]]:
        """Silent days, threshold, chance of good news within 30 days."""
        times = list(self.response_times().values())
        steps = [time for _, time in self._next_steps]
        flags = {}
        for name, state in self.states.items():
            since = state.last_word_on or (None if state.is_answered else state.applied_on)
            if not state.is_open or state.stage == "offer" or since is None:
                continue
            silent = (self.today - since).days
            lasting = [w for w in self.waits if w.application == name and not w.ended_by]
            if lasting:
                threshold = (self.move_on_due(lasting[-1]) - since).days
                chance = self.chance(steps, silent)
            elif state.is_answered:
                threshold, chance = self.number("stale after days"), None
            else:
                threshold = self.expected_threshold(times)
                chance = self.expected_chance(times, silent)
            written = [
                at.date()
                for rows, column in (
                    (self.sheets.interviews, "Thanked at"),
                    (self.sheets.follow_ups, "Sent at"),
                )
                for row in self.of(rows, name)
                if (at := moment(row.get(column))) and at <= self.now
            ]
            if written:
                due = later(max(written), self.number("move on after days"), self.business)
                threshold = max(threshold, (due - since).days)
            if silent >= threshold:
                flags[name] = (silent, threshold, chance)
        return flags

    def chance(self, times: list[Time], silent: int) -> float | None:
        """The chance of good news within 30 days; None where there is no figure."""
        return chance_of_good_news(times, silent, 30, self.number("minimum at risk"))

    def with_reference(self, times: list[Time]) -> LifeTable:
        """Own and published applications, counted by day and kind of answer."""
        counts: dict[tuple[int, str], float] = defaultdict(float)
        if not too_many_left_out(times):
            for time in times:
                if time.days is not None:
                    counts[time.days, time.event] += 1
        weight = self.number("reference applications")
        for (day, event), share in published_shares().items():
            if weight:
                counts[day, event] += weight * share
        return LifeTable(counts)

    def expected_chance(self, times: list[Time], silent: int) -> float | None:
        """The chance of good news within 30 days, with published searches to lean on."""
        if self.number("reference applications") == 0:
            return self.chance(times, silent)
        table = self.with_reference(times)
        enough = min(10, table.at_risk[0] / 4)
        last = max(day for day, n in enumerate(table.at_risk) if n >= enough) - 30
        day = max(min(silent, last), 0)
        return (table.good[day + 30] - table.good[day]) / table.silent[day]

    def expected_threshold(self, times: list[Time]) -> int:
        table = self.with_reference(times)
        if len(table.good) <= 90 or table.good[90] == 0:
            return self.number("stale after days")
        enough = (1 - float(self.set["stale tail"])) * table.good[90] - 1e-12
        return next(day for day, good in enumerate(table.good) if day >= 21 and good >= enough)


class LifeTable:
    """S(t), the incidence of good news and those at risk, on every day."""

    def __init__(self, counts: Mapping[tuple[int, str], float]) -> None:
        last = max((day for day, _ in counts), default=-1)
        of_day = [
            {event: n for (on, event), n in counts.items() if on == day} for day in range(last + 1)
        ]
        self.at_risk = [
            math.fsum(n for later_day in of_day[day:] for n in later_day.values())
            for day in range(last + 1)
        ]
        self.silent, self.good = [], []
        share, good = 1.0, 0.0
        for n, events in zip(self.at_risk, of_day, strict=True):
            good += share * events.get("positive", 0) / n
            share *= 1 - sum(m for event, m in events.items() if event != "none") / n
            self.silent.append(share)
            self.good.append(good)


@cache
def published_shares() -> dict[tuple[int, str], float]:
    """The published searches, each weighing the same: the share of each day and kind."""
    path = Path(jobsearch.__file__).parent / "published/life_tables.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    sizes: Counter[str] = Counter()
    for row in rows:
        sizes[row["search"]] += sum(int(row[k]) for k in list(row)[2:])
    shares: dict[tuple[int, str], float] = defaultdict(float)
    for row in rows:
        for kind in list(row)[2:]:
            event = "none" if kind == "censored" else kind
            shares[int(row["day"]), event] += int(row[kind]) / sizes[row["search"]] / len(sizes)
    return dict(shares)


def is_screening(round_name: str) -> bool:
    return any(
        w in round_name.casefold() for w in ("screen", "recruiter", "hr call", "assessment", "test")
    )


def is_assessment(round_name: str) -> bool:
    return any(w in round_name.casefold() for w in ("assessment", "test"))


def too_many_left_out(times: Iterable[Time]) -> bool:
    """More than 10 % of the answered ones have no duration."""
    answered = [time for time in times if time.event != "none"]
    return 10 * sum(time.days is None for time in answered) > len(answered)


def silent_share(times: list[Time], day: int) -> float:
    """Kaplan-Meier's S(day)."""
    share = 1.0
    for t in range(day + 1):
        at_risk = sum(time.days is not None and time.days >= t for time in times)
        answers = sum(time.days == t and time.event != "none" for time in times)
        share *= 1 - answers / at_risk if at_risk else 1
    return share


def median_of(times: list[Time]) -> int | None:
    longest = max((time.days for time in times if time.days is not None), default=0)
    return next((t for t in range(longest + 1) if silent_share(times, t) <= 0.5 + 1e-12), None)


def incidence(times: list[Time], event: str, day: int) -> float:
    """Aalen-Johansen's F(day) of one kind."""
    share, total = 1.0, 0.0
    for t in range(day + 1):
        at_risk = sum(time.days is not None and time.days >= t for time in times)
        if at_risk:
            total += share * sum(time.days == t and time.event == event for time in times) / at_risk
            answers = sum(time.days == t and time.event != "none" for time in times)
            share *= 1 - answers / at_risk
    return total


def chance_of_good_news(times: list[Time], silent: int, within: int, minimum: int) -> float | None:
    days = [time.days for time in times if time.days is not None]
    waiting = sum(d > silent for d in days)
    if too_many_left_out(times) or waiting < minimum or not days:
        return None
    if silent + within > max(days):
        return None
    gain = incidence(times, "positive", silent + within) - incidence(times, "positive", silent)
    return gain / silent_share(times, silent)


# Random logs: small, crowded, and odd in every way that a log may be.

FIRST_DAY = date(2026, 2, 2)
PEOPLE = ("Ana Ruiz", "Ben Olsen", "Cleo Park", "Dan Wolf", "")
ROUNDS = ("Phone screen", "First interview", "Second interview", "Panel", "Online assessment", "")
NOTES = (
    "Dear Ana, thank you for your time. The forecasting problem stays with me.",
    "Dear Ben, thank you for your time. The forecasting problem stays with me.",
    "Hello, it was good to meet the team at Acme.",
    "Many thanks.",
    "",
)


def random_sheets(rng: random.Random, *, undated: bool = True) -> Sheets:
    """A small log; without `undated` every fact has its day."""
    applications: list[Cells] = []
    interviews: list[Cells] = []
    follow_ups: list[Cells] = []
    history: list[Cells] = []

    def day(after: date, low: int, high: int) -> date:
        return after + rng.randint(low, high) * DAY

    def at(when: date) -> str:
        if rng.random() < 0.3:
            return when.isoformat()
        return f"{when} {rng.randint(0, 23):02}:{rng.choice((0, 1, 30, 59)):02}"

    def maybe(chance: float, text: object) -> str:
        return str(text) if rng.random() < chance else ""

    def a_day(chance: float, when: date) -> str:
        return maybe(chance if undated else 1, when)

    for i in range(rng.choice((0, 1, 2, 3, 5, 8, 12))):
        name = f"A{i}"
        applied = day(FIRST_DAY, 0, 60)
        status = rng.choice(
            ("", "", "", "open", "applied", "screening", "interview", "offer", "prospect",
             "rejected", "rejected", "withdrawn", "position_closed", "no_response", "accepted")
        )  # fmt: skip
        row = {
            "ID": name,
            "Company": rng.choice(("Acme", "acme ", "Beta", "Gamma", "Delta", "")),
            "Role": rng.choice(("Analyst", "Engineer", "")),
            "Source": rng.choice(("board", "referral", "")),
            "Industry": rng.choice(("retail", "energy", "")),
            "Applied on": maybe(0.85, applied),
            "Status": status,
            "Decision expected on": maybe(0.3, day(applied, 0, 50)),
            "Contact": rng.choice(("", "", "Ana Ruiz", "Hana Kim")),
            "Contact email": rng.choice(("", "", "hr@acme.example", "hana.kim@acme.example")),
        }
        if not row["Applied on"]:  # else there may be nothing that makes it an application
            row["Role"] = "Engineer"
        if not undated and (status in STAGES[2:] or (status != "" and not row["Applied on"])):
            row["Status"] = status = ""
        if status in ENDS:
            row["Closed on"] = a_day(0.8, day(applied, 0, 70))
        if rng.random() < 0.4 and status not in BY_ME:
            kinds = ["invitation", "offer", ""] + ["rejection"] * (
                status in {"", "open", "rejected"}
            )
            row["Response"] = rng.choice(kinds)
            early = rng.random() < 0.05
            row["Response on"] = a_day(0.8, day(applied, -3, -1) if early else day(applied, 0, 30))
        if rng.random() < 0.1:
            row["Offered on"] = str(day(applied, 10, 60))
        applications.append(row)
        if status == "prospect":
            continue

        last = applied
        for round_name in rng.sample(ROUNDS, rng.choice((0, 0, 0, 1, 1, 2, 3))):
            invited = day(last, 0, 12)
            last = day(invited, 0, 10)
            no_day = undated and rng.random() < 0.05
            told = a_day(0.6, invited)
            for person in rng.sample(PEOPLE, rng.choice((1, 1, 2, 3))):
                mailbox = person.casefold().replace(" ", ".") or "someone"
                ended = "" if no_day else at(last)
                met = {
                    "Application": name,
                    "Round": round_name,
                    "Invited on": told,
                    "Ended at": ended,
                    "Interviewer": person,
                    "Contact": rng.choice(
                        (f"{mailbox}@acme.example", f"{mailbox}@acme.example", "+49 30 1234567",
                         "info@acme.example", "me@home.example", "", "")
                    ),
                    "Talked about": rng.choice(("", "", "forecasting", "the stores")),
                    "Decision expected on": maybe(0.25, day(last, -1, 20)),
                }  # fmt: skip
                if ended and rng.random() < 0.6:
                    hours = rng.choice((0, 1, 5, 20, 23, 24, 25, 30, 49, 100, -2))
                    sent = datetime.fromisoformat(ended) + timedelta(
                        hours=hours, minutes=rng.randint(-1, 1)
                    )
                    met["Thanked at"] = (
                        at(sent.date()) if rng.random() < 0.3 else f"{sent:%Y-%m-%d %H:%M}"
                    )
                    met["Thanked at"] = a_day(0.95, met["Thanked at"])
                    met["Thanked by"] = rng.choice(
                        ("e-mail", "e-mail", "phone", "message", "in person", "contact form", "")
                    )
                    met["Thank-you note"] = rng.choice(NOTES)
                    if not met["Thanked at"] and not met["Thanked by"]:
                        met["Thank-you note"] = ""
                interviews.append(met)

        sent_on = last
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2, 3))):
            sent_on = day(sent_on, 0, 16)
            sent_at = at(sent_on)
            follow_ups.append(
                {
                    "Application": name,
                    "Sent at": a_day(0.95, sent_at),
                    "To": rng.choice(("", "ana.ruiz@acme.example", "rita@agency.example")),
                    "Message": rng.choice(
                        ("", "Is there any news?", "Is there any news on the job?")
                    ),
                }
            )
            if rng.random() < 0.25:
                follow_ups[-1]["Answered on"] = str(day(sent_on, 0, 9))
        for _ in range(rng.choice((0, 0, 0, 1, 1, 2))):
            what = rng.choice(
                ("acknowledged", "reply", "reply", "reply", "invitation", "screening", "interview",
                 "offer", "rejection", "accepted", "withdrawn", "position closed", "no response")
            )  # fmt: skip
            on = day(applied, 0, 60)
            decided = (
                maybe(0.4, day(on, 0, 14)) if what in {"reply", "interview", "screening"} else ""
            )
            history.append(
                {"Application": name, "On": str(on), "What": what, "Decision expected on": decided}
            )

    settings = {
        "minimum at risk": str(rng.choice((1, 2, 3, 10))),
        "own addresses": "me@home.example",
        "note words at most": rng.choice(("4", "200")),
        "applications per week": rng.choice(("1", "1", "2")),
        "count business days": rng.choice(("no", "no", "yes")),
        "time zone": rng.choice(("", "", "Europe/Berlin", "America/New_York")),
        "follow-ups per wait": rng.choice(("1", "2")),
        "expected after days": rng.choice(("7", "5")),
        "move on after days": rng.choice(("14", "8")),
        "days between messages": rng.choice(("7", "3")),
        "stale after days": rng.choice(("30", "15")),
        "stale tail": rng.choice(("0.1", "0.4")),
        "reference applications": rng.choice(("0", "8", "40")),
        "fresh applications": rng.choice(("5", "2")),
    }
    return Sheets(
        tuple(applications), tuple(interviews), tuple(follow_ups), tuple(history),
        {name: value for name, value in settings.items() if rng.random() < 0.5 and value},
    )  # fmt: skip


def moments_of_interest(rng: random.Random, n: int) -> list[str]:
    """Days and times at which to look at a random log."""
    days = sorted(FIRST_DAY + rng.randint(0, 160) * DAY for _ in range(n))
    return [str(day) if rng.random() < 0.7 else f"{day} {rng.randint(1, 23):02}:15" for day in days]


N_LOGS = 24
# The first few are quick enough to run after every change.
SEEDS = [
    pytest.param(seed, marks=[pytest.mark.slow] if seed >= 3 else []) for seed in range(N_LOGS)
]


@cache
def random_looks(seed: int) -> tuple[Sheets, Log, tuple[tuple[str, World], ...]]:
    """A random log, and what it says at two moments."""
    rng = random.Random(seed)
    sheets = random_sheets(rng)
    moments = moments_of_interest(rng, 2)
    return sheets, sheets.log(), tuple((as_of, World(sheets, as_of)) for as_of in moments)
