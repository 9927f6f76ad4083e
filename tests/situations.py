"""Small situations of a search, and the verdicts that the definitions of following up give them.

Every situation was worked out by hand from the text of the definitions, not from the code, and a
person can check one in a minute. Most start from the same Monday, 2026-03-02:

    2026-03-02  Mon  10:00 Ana Ruiz of Acme ends the interview; the thank-you is due
    2026-03-03  Tue  10:00
    2026-03-09  Mon  nobody named a day: the decision is expected 7 days later
    2026-03-12  Thu  the window for a follow-up opens, 3 days after the expected day,
    2026-03-19  Thu  and this is its last day, 10 days after it
    2026-03-26  Thu  14 days after a follow-up of 2026-03-12: the last day to move on
    2026-04-02  Thu  14 days after the window: without a follow-up the wait counts until here

`expect` names some rules; of such a rule the table must hold exactly these rows, in any order.
Where the text leaves a choice, `doubt` gives the reading that was not taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """
    What one row of the obligations must say; what is empty here is not looked at.

    ``who`` is the interviewer, the company or the application; ``opens``, ``due`` and ``done``
    are a day or a moment.
    """

    verdict: str
    who: str = ""
    opens: str = ""
    due: str = ""
    done: str = ""
    tier: str = ""


@dataclass(frozen=True)
class Situation:
    """A log, the day on which it is looked at, and the verdicts of some rules."""

    name: str
    as_of: str
    applications: Sequence[Cells] = ()
    interviews: Sequence[Cells] = ()
    follow_ups: Sequence[Cells] = ()
    history: Sequence[Cells] = ()
    settings: Cells = field(default_factory=dict)
    expect: Mapping[str, Sequence[str | Row]] = field(default_factory=dict)
    doubt: str = ""


# Every verdict that a rule can give. What does not count is not done, so a bad thank-you is not
# broken; the next steps are asked for at the interview or not at all, so never late.
POSSIBLE = {
    "thank_everyone": "met late missed pending blocked unknown waived",
    "proper_contact": "met missed pending waived",
    "personal_note": "met broken",
    "brief_note": "met broken",
    "ask_next_steps": "met missed pending waived",
    "follow_up": "met late missed pending blocked unknown waived",
    "not_too_early": "met broken",
    "not_too_often": "met broken unknown",
    "move_on": "met late missed pending unknown waived",
    "keep_applying": "met missed pending unknown waived",
}

ACME = {"ID": "A", "Company": "Acme", "Role": "Analyst", "Applied on": "2026-02-02"}
BETA = {"ID": "B", "Company": "Beta", "Role": "Analyst", "Applied on": "2026-02-03"}
ANA = {
    "Application": "A",
    "Round": "First interview",
    "Ended at": "2026-03-02 10:00",
    "Interviewer": "Ana Ruiz",
    "Contact": "ana.ruiz@acme.example",
}
BEN = {
    "Application": "B",
    "Round": "First interview",
    "Ended at": "2026-03-02 10:00",
    "Interviewer": "Ben Olsen",
    "Contact": "ben.olsen@beta.example",
}
CLEO = ANA | {"Interviewer": "Cleo Park", "Contact": "cleo.park@acme.example"}
DAN = ANA | {"Interviewer": "Dan Wolf", "Contact": "dan.wolf@acme.example"}
NOBODY = ANA | {"Contact": ""}
BERLIN = {"time zone": "Europe/Berlin"}
NEW_YORK = {"time zone": "America/New_York"}
WEEKDAYS = {"count business days": "yes"}


def ended(at: str, who: Cells = ANA) -> dict[str, str]:
    """The interview with this end."""
    return {**who, "Ended at": at}


def thanked(at: str, who: Cells = ANA, by: str = "e-mail", note: str = "") -> dict[str, str]:
    """The interviewer, thanked at this moment."""
    return {**who, "Thanked at": at, "Thanked by": by, "Thank-you note": note}


def second(at: str, invited: str = "", who: Cells = ANA) -> dict[str, str]:
    """A second interview with the same person."""
    return {**who, "Round": "Second interview", "Ended at": at, "Invited on": invited}


def expected(day: str, row: Cells = ANA) -> dict[str, str]:
    """The row with a decision date."""
    return {**row, "Decision expected on": day}


def sent(
    at: str, application: str = "A", to: str = "", message: str = "", answered: str = ""
) -> dict[str, str]:
    """A follow-up."""
    return {
        "Application": application,
        "Sent at": at,
        "To": to,
        "Channel": "e-mail",
        "Message": message,
        "Answered on": answered,
    }


def word(on: str, what: str, decision: str = "", application: str = "A") -> dict[str, str]:
    """A row of the history."""
    return {
        "Application": application,
        "On": on,
        "What": what,
        "Decision expected on": decision,
    }


def status(now: str, closed_on: str = "", application: Cells = ACME) -> dict[str, str]:
    """The application with this status."""
    return {**application, "Status": now, "Closed on": closed_on}


def new(applied_on: str, company: str = "Gamma") -> dict[str, str]:
    """Another application."""
    return {"ID": company, "Company": company, "Role": "Analyst", "Applied on": applied_on}


# thank_everyone: "a thank-you within 24 h of the interview's end -> met, after -> late; tier says
# within 1 h, within 24 h, late".
THANKS = [
    Situation(
        "thanked after 40 minutes",
        "2026-03-02",
        [ACME],
        [thanked("2026-03-02 10:40")],
        expect={
            "thank_everyone": [
                Row(
                    "met",
                    "Ana Ruiz",
                    opens="2026-03-02 10:00",
                    due="2026-03-03 10:00",
                    done="2026-03-02 10:40",
                    tier="within 1 h",
                )
            ]
        },
    ),
    # Both limits belong to the better side: "within".
    Situation(
        "thanked after exactly one hour",
        "2026-03-02",
        [ACME],
        [thanked("2026-03-02 11:00")],
        expect={"thank_everyone": [Row("met", tier="within 1 h")]},
    ),
    Situation(
        "thanked a second after the hour",
        "2026-03-02",
        [ACME],
        [thanked("2026-03-02 11:00:01")],
        expect={"thank_everyone": [Row("met", tier="within 24 h")]},
    ),
    Situation(
        "thanked after exactly 24 hours",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-03 10:00")],
        expect={"thank_everyone": [Row("met", tier="within 24 h")]},
    ),
    Situation(
        "thanked a second after the 24 hours",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-03 10:00:01")],
        expect={"thank_everyone": [Row("late", tier="late")]},
    ),
    Situation(
        "thanked a week later",
        "2026-03-10",
        [ACME],
        [thanked("2026-03-09 09:00")],
        expect={"thank_everyone": [Row("late", tier="late")]},
    ),
    # "pending until the latest possible deadline has passed": at the deadline it has not.
    Situation(
        "not thanked, at the deadline",
        "2026-03-03 10:00",
        [ACME],
        [ANA],
        expect={"thank_everyone": [Row("pending", due="2026-03-03 10:00")]},
    ),
    Situation(
        "not thanked, a second after the deadline",
        "2026-03-03 10:00:01",
        [ACME],
        [ANA],
        expect={"thank_everyone": ["missed"]},
    ),
    # "what is dated after it has not been seen yet, so any past day can be replayed".
    Situation(
        "thanked in time, looked at before that",
        "2026-03-03 08:00",
        [ACME],
        [thanked("2026-03-03 09:00")],
        expect={"thank_everyone": ["pending"]},
    ),
    Situation(
        "thanked too late, looked at before that",
        "2026-03-04",
        [ACME],
        [thanked("2026-03-05 09:00")],
        expect={"thank_everyone": ["missed"]},
    ),
    Situation(
        "48 hours by the settings, thanked after 47",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-04 09:00")],
        settings={"thank-you within hours": "48"},
        expect={"thank_everyone": [Row("met", due="2026-03-04 10:00")]},
    ),
    # "a panel of three is three rows"; the interview is one.
    Situation(
        "a panel of three: one in time, one late, one not at all",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02 15:00"), thanked("2026-03-04 15:00", CLEO), DAN],
        expect={
            "thank_everyone": [
                Row("met", "Ana Ruiz"),
                Row("late", "Cleo Park"),
                Row("missed", "Dan Wolf"),
            ],
            "proper_contact": ["met", "met", "met"],
            "ask_next_steps": ["missed"],
            "follow_up": ["pending"],
        },
    ),
    # "its end is the latest ended_at of its rows": 12:00 for both, so 23 hours for Ana.
    Situation(
        "a panel ends with its last part",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-03 11:00"), thanked("2026-03-02 12:30", ended("2026-03-02 12:00", CLEO))],
        expect={
            "thank_everyone": [
                Row("met", "Ana Ruiz", due="2026-03-03 12:00", tier="within 24 h"),
                Row("met", "Cleo Park", tier="within 1 h"),
            ]
        },
    ),
    Situation(
        "thanked after her own part, before the panel's end",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02 11:00"), ended("2026-03-02 12:00", CLEO)],
        expect={"thank_everyone": [Row("met", "Ana Ruiz"), Row("missed", "Cleo Park")]},
        doubt="A thank-you before the interview's end could be an impossible date; it is in time.",
    ),
    # "each interviewer of each interview": two people, two days, both owed.
    Situation(
        "the same person in two interviews is thanked twice or not enough",
        "2026-03-20",
        [ACME],
        [thanked("2026-03-02 10:30"), second("2026-03-12 10:00", "2026-03-06")],
        expect={
            "thank_everyone": [
                Row("met", opens="2026-03-02 10:00"),
                Row("missed", opens="2026-03-12 10:00"),
            ]
        },
    ),
    # "by phone, letter or in person it always does" count.
    Situation(
        "thanked by phone, nothing on file",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02 16:00", NOBODY, by="phone")],
        expect={"thank_everyone": [Row("met", tier="within 24 h")], "proper_contact": ["missed"]},
    ),
    Situation(
        "thanked by letter the same day, nothing on file",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02", NOBODY, by="letter")],
        expect={"thank_everyone": ["met"]},
    ),
    Situation(
        "thanked in person at the door",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02 10:00", NOBODY, by="in person")],
        expect={"thank_everyone": [Row("met", tier="within 1 h")]},
    ),
    Situation(
        "thanked by phone although only a shared mailbox is on file",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-05 10:00", ANA | {"Contact": "info@acme.example"}, by="phone")],
        expect={"thank_everyone": [Row("late", tier="late")]},
    ),
    # "A note by e-mail or message to an improper contact, or through a contact form, does not
    # count ... Not thanked and no proper contact -> blocked": at once and for good.
    Situation(
        "e-mail, but no contact on file, in time",
        "2026-03-02 12:00",
        [ACME],
        [thanked("2026-03-02 11:00", NOBODY)],
        expect={"thank_everyone": ["blocked"], "proper_contact": ["pending"]},
    ),
    Situation(
        "e-mail to a shared mailbox",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02 11:00", ANA | {"Contact": "info@acme.example"})],
        expect={"thank_everyone": ["blocked"], "proper_contact": ["missed"]},
    ),
    Situation(
        "message to a no-reply address",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02 11:00", ANA | {"Contact": "no-reply@acme.example"}, by="message")],
        expect={"thank_everyone": ["blocked"]},
    ),
    Situation(
        "message to a phone number",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02 11:00", ANA | {"Contact": "+49 30 1234567"}, by="message")],
        expect={"thank_everyone": ["met"], "proper_contact": ["met"]},
    ),
    Situation(
        "contact form although her address is on file, in time",
        "2026-03-02 12:00",
        [ACME],
        [thanked("2026-03-02 11:00", by="contact form")],
        expect={"thank_everyone": ["pending"]},
    ),
    Situation(
        "contact form although her address is on file, a day later",
        "2026-03-04",
        [ACME],
        [thanked("2026-03-02 11:00", by="contact form")],
        expect={"thank_everyone": ["missed"], "proper_contact": ["met"]},
    ),
    Situation(
        "contact form and nothing else",
        "2026-03-04",
        [ACME],
        [thanked("2026-03-02 11:00", ANA | {"Contact": "contact form"}, by="contact form")],
        expect={"thank_everyone": ["blocked"]},
    ),
    Situation(
        "not thanked and nothing on file",
        "2026-03-30",
        [ACME],
        [NOBODY],
        expect={"thank_everyone": ["blocked"], "proper_contact": ["missed"]},
    ),
    Situation(
        "not thanked, a phone number on file",
        "2026-03-04",
        [ACME],
        [ANA | {"Contact": "+1 212 555 0123"}],
        expect={"thank_everyone": ["missed"], "proper_contact": ["met"]},
    ),
    Situation(
        "thanked, the channel not said, her address on file",
        "2026-03-04",
        [ACME],
        [thanked("2026-03-02 11:00", by="")],
        expect={"thank_everyone": ["met"]},
    ),
    Situation(
        "thanked, the channel not said, nothing on file",
        "2026-03-04",
        [ACME],
        [thanked("2026-03-02 11:00", NOBODY, by="")],
        expect={"thank_everyone": ["unknown"]},
        doubt="An unsaid channel could be taken as e-mail: blocked; it may have been in person.",
    ),
    # "unknown where the log is too coarse to say": something was done, nobody knows when.
    Situation(
        "thanked at a time that cannot be read",
        "2026-03-09",
        [ACME],
        [thanked("soon after")],
        expect={"thank_everyone": ["unknown"]},
        doubt="An unreadable cell could count as empty: missed.",
    ),
    Situation(
        "thanked by e-mail, no day",
        "2026-03-09",
        [ACME],
        [thanked("")],
        expect={"thank_everyone": ["unknown"]},
        doubt="Only Thanked by is filled: it could count as not thanked, missed.",
    ),
    # "an assessment without a person owes none", nor a contact.
    Situation(
        "an assessment without a person",
        "2026-03-09",
        [ACME],
        [ANA | {"Round": "Online assessment", "Interviewer": "", "Contact": ""}],
        expect={"thank_everyone": [], "proper_contact": []},
    ),
    Situation(
        "an assessment with a person",
        "2026-03-09",
        [ACME],
        [ANA | {"Round": "Assessment day"}],
        expect={"thank_everyone": ["missed"], "proper_contact": ["met"]},
    ),
    Situation(
        "an assessment is an interview that is waited on",
        "2026-03-20",
        [ACME],
        [ANA | {"Round": "Online assessment", "Interviewer": "", "Contact": ""}],
        expect={"ask_next_steps": ["missed"], "follow_up": ["blocked"]},
        doubt="An assessment could owe no follow-up and no question about the next steps.",
    ),
    Situation(
        "the interviewer's name was not written down",
        "2026-03-02 12:00",
        [ACME],
        [ANA | {"Interviewer": ""}],
        expect={"thank_everyone": ["pending"], "proper_contact": ["met"]},
        doubt="Without a name there could be no interviewer to thank; only assessments are freed.",
    ),
    # "An application without applied_on (the employer came first) is in pipeline and obligations".
    Situation(
        "the employer came first",
        "2026-03-04",
        [ACME | {"Applied on": ""}],
        [ANA],
        expect={"thank_everyone": ["missed"], "follow_up": ["pending"]},
    ),
    # "Planned interviews (after as_of) are no error: on the agenda, in no rate", and one table
    # carries the agenda: the one thing due at the interview itself is there, pending.
    Situation(
        "an interview that is still ahead",
        "2026-02-27",
        [ACME],
        [ANA | {"Invited on": "2026-02-20"}],
        expect={
            "thank_everyone": [],
            "proper_contact": [],
            "ask_next_steps": [Row("pending", "Acme", due="2026-03-02 10:00")],
            "follow_up": [],
            "keep_applying": [],
        },
        doubt="Nothing could be owed before the interview, or everything could be pending already.",
    ),
    Situation(
        "invited, the day not fixed",
        "2026-02-27",
        [ACME],
        [ANA | {"Invited on": "2026-02-20", "Ended at": ""}],
        expect={
            "thank_everyone": [],
            "proper_contact": [],
            "ask_next_steps": ["pending"],
            "follow_up": [],
        },
        doubt="As for an interview that is still ahead.",
    ),
]

# "where only a day is known both ends of it are tried".
DATE_ONLY = [
    # 15:00 is at most 15 hours after an end on the same day.
    Situation(
        "end date-only, thanked that afternoon",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02 15:00", ended("2026-03-02"))],
        expect={"thank_everyone": ["met"]},
    ),
    Situation(
        "end date-only, thanked that afternoon: the tier",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02 15:00", ended("2026-03-02"))],
        expect={"thank_everyone": [Row("met", tier="within 24 h")]},
        doubt="The two ends give two tiers, the weaker is true of both; it could be left empty.",
    ),
    # 9 to 33 hours.
    Situation(
        "end date-only, thanked next morning",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-03 09:00", ended("2026-03-02"))],
        expect={"thank_everyone": ["unknown"]},
    ),
    # At least 24 h 30 min.
    Situation(
        "end date-only, thanked in the night after the next day",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-04 00:30", ended("2026-03-02"))],
        expect={"thank_everyone": [Row("late", tier="late")]},
    ),
    Situation(
        "thanked date-only, the same day",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02")],
        expect={"thank_everyone": ["met"]},
    ),
    # 14 to 38 hours.
    Situation(
        "thanked date-only, the next day",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-03")],
        expect={"thank_everyone": ["unknown"]},
    ),
    # At least 38 hours.
    Situation(
        "thanked date-only, two days later",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-04")],
        expect={"thank_everyone": ["late"]},
    ),
    Situation(
        "both date-only, the same day",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02", ended("2026-03-02"))],
        expect={"thank_everyone": ["met"]},
    ),
    Situation(
        "both date-only, the next day",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-03", ended("2026-03-02"))],
        expect={"thank_everyone": ["unknown"]},
    ),
    # The nearest pair of moments, the end of one day and the start of the next but one, is still
    # more than 24 hours apart.
    Situation(
        "both date-only, two days later",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-04", ended("2026-03-02"))],
        expect={"thank_everyone": ["late"]},
    ),
    # "pending until the latest possible deadline has passed": the end of 2026-03-03.
    Situation(
        "end date-only, not thanked, next evening",
        "2026-03-03 22:00",
        [ACME],
        [ended("2026-03-02")],
        expect={"thank_everyone": ["pending"]},
    ),
    Situation(
        "end date-only, not thanked, at the end of the next day",
        "2026-03-03",
        [ACME],
        [ended("2026-03-02")],
        expect={"thank_everyone": ["pending"]},
    ),
    Situation(
        "end date-only, not thanked, two days later",
        "2026-03-04 00:01",
        [ACME],
        [ended("2026-03-02")],
        expect={"thank_everyone": ["missed"]},
    ),
]

# "With `time zone` in Settings elapsed hours are true hours there; a time that occurs twice is
# tried both ways, one that never occurs is a problem." Berlin: 2026-03-29 has 23 hours,
# 2026-10-25 has 25. New York: 2026-03-08 has 23 hours, 2025-11-02 has 25.
CLOCK_CHANGES = [
    # 24.5 hours on the wall, 23.5 in truth.
    Situation(
        "spring in Berlin, with the zone",
        "2026-04-01",
        [ACME],
        [thanked("2026-03-29 15:30", ended("2026-03-28 15:00"))],
        settings=BERLIN,
        expect={"thank_everyone": [Row("met", due="2026-03-29 16:00", tier="within 24 h")]},
    ),
    Situation(
        "spring in Berlin, without the zone",
        "2026-04-01",
        [ACME],
        [thanked("2026-03-29 15:30", ended("2026-03-28 15:00"))],
        expect={"thank_everyone": [Row("late", due="2026-03-29 15:00")]},
    ),
    # 25 hours on the wall, 24 in truth; then one second more.
    Situation(
        "spring in Berlin, exactly 24 true hours",
        "2026-04-01",
        [ACME],
        [thanked("2026-03-29 16:00", ended("2026-03-28 15:00"))],
        settings=BERLIN,
        expect={"thank_everyone": ["met"]},
    ),
    Situation(
        "spring in Berlin, 24 true hours and a second",
        "2026-04-01",
        [ACME],
        [thanked("2026-03-29 16:00:01", ended("2026-03-28 15:00"))],
        settings=BERLIN,
        expect={"thank_everyone": ["late"]},
    ),
    Situation(
        "spring in Berlin, not thanked after 24.5 hours on the wall",
        "2026-03-29 15:30",
        [ACME],
        [ended("2026-03-28 15:00")],
        settings=BERLIN,
        expect={"thank_everyone": [Row("pending", due="2026-03-29 16:00")]},
    ),
    Situation(
        "spring, no zone, not thanked after 24.5 hours on the wall",
        "2026-03-29 15:30",
        [ACME],
        [ended("2026-03-28 15:00")],
        expect={"thank_everyone": ["missed"]},
    ),
    # 23.5 hours on the wall, 24.5 in truth.
    Situation(
        "autumn in Berlin, with the zone",
        "2026-10-28",
        [ACME],
        [thanked("2026-10-25 14:30", ended("2026-10-24 15:00"))],
        settings=BERLIN,
        expect={"thank_everyone": [Row("late", due="2026-10-25 14:00", tier="late")]},
    ),
    Situation(
        "autumn in Berlin, without the zone",
        "2026-10-28",
        [ACME],
        [thanked("2026-10-25 14:30", ended("2026-10-24 15:00"))],
        expect={"thank_everyone": [Row("met", due="2026-10-25 15:00", tier="within 24 h")]},
    ),
    Situation(
        "spring in New York, with the zone",
        "2026-03-12",
        [ACME],
        [thanked("2026-03-08 16:30", ended("2026-03-07 16:00"))],
        settings=NEW_YORK,
        expect={"thank_everyone": [Row("met", due="2026-03-08 17:00")]},
    ),
    # Europe changes its clocks on another day: here 24.5 hours are 24.5 hours.
    Situation(
        "spring in New York, seen from Berlin",
        "2026-03-12",
        [ACME],
        [thanked("2026-03-08 16:30", ended("2026-03-07 16:00"))],
        settings=BERLIN,
        expect={"thank_everyone": ["late"]},
    ),
    Situation(
        "autumn in New York, with the zone",
        "2025-11-05",
        [ACME | {"Applied on": "2025-10-06"}],
        [thanked("2025-11-02 15:30", ended("2025-11-01 16:00"))],
        settings=NEW_YORK,
        expect={"thank_everyone": [Row("late", due="2025-11-02 15:00")]},
    ),
    Situation(
        "autumn in New York, without the zone",
        "2025-11-05",
        [ACME | {"Applied on": "2025-10-06"}],
        [thanked("2025-11-02 15:30", ended("2025-11-01 16:00"))],
        expect={"thank_everyone": ["met"]},
    ),
    # 02:30 comes twice on 2026-10-25: 23 h 45 min or 24 h 45 min.
    Situation(
        "thanked in the hour that comes twice",
        "2026-10-28",
        [ACME],
        [thanked("2026-10-25 02:30", ended("2026-10-24 02:45"))],
        settings=BERLIN,
        expect={"thank_everyone": ["unknown"]},
    ),
    Situation(
        "ended in the hour that comes twice, thanked a day later",
        "2026-10-28",
        [ACME],
        [thanked("2026-10-26 02:15", ended("2026-10-25 02:30"))],
        settings=BERLIN,
        expect={"thank_everyone": ["unknown"]},
    ),
    Situation(
        "ended in the hour that comes twice, thanked at noon",
        "2026-10-28",
        [ACME],
        [thanked("2026-10-25 12:00", ended("2026-10-25 02:30"))],
        settings=BERLIN,
        expect={"thank_everyone": [Row("met", tier="within 24 h")]},
    ),
    Situation(
        "thanked in the hour that never comes",
        "2026-04-01",
        [ACME],
        [thanked("2026-03-29 02:30", ended("2026-03-28 15:00"))],
        settings=BERLIN,
        expect={"thank_everyone": ["unknown"]},
        doubt="02:30 could be pushed to 03:30: met. The text calls it a problem.",
    ),
    # From 0 to 25 hours: the two ends of a day of 25 hours do not agree.
    Situation(
        "both date-only on a day of 25 hours",
        "2026-10-28",
        [ACME],
        [thanked("2026-10-25", ended("2026-10-25"))],
        settings=BERLIN,
        expect={"thank_everyone": ["unknown"]},
        doubt="The same day could always count as met; true hours leave it open on this one.",
    ),
    # From 23 hours (a day of 23 hours lies between) to 71.
    Situation(
        "both date-only, two days later, a day of 23 hours between",
        "2026-04-01",
        [ACME],
        [thanked("2026-03-30", ended("2026-03-28"))],
        settings=BERLIN,
        expect={"thank_everyone": ["unknown"]},
        doubt="Two days later could always count as late; true hours leave it open here.",
    ),
]

# "Waived if the application closed first"; "what was done keeps its verdict"; "waived where the
# rule's waiver came before it fell due; else blocked; else pending ... then missed".
CLOSED_FIRST = [
    Situation(
        "rejected on the day of the interview",
        "2026-03-09",
        [status("rejected", "2026-03-02")],
        [ANA],
        expect={"thank_everyone": ["waived"]},
    ),
    Situation(
        "withdrawn on the day of the interview",
        "2026-03-09",
        [status("withdrawn", "2026-03-02")],
        [ANA],
        expect={"thank_everyone": ["waived"]},
    ),
    Situation(
        "position closed on the day of the interview",
        "2026-03-09",
        [status("position_closed", "2026-03-02")],
        [ANA],
        expect={"thank_everyone": ["waived"]},
    ),
    # Due at 10:00 on 2026-03-03, closed at some time on 2026-03-03: both ends are tried.
    Situation(
        "rejected on the day when the thank-you falls due",
        "2026-03-09",
        [status("rejected", "2026-03-03")],
        [ANA],
        expect={"thank_everyone": ["unknown"]},
        doubt="The closing day could count from its start: waived.",
    ),
    Situation(
        "rejected two days after the interview",
        "2026-03-09",
        [status("rejected", "2026-03-04")],
        [ANA],
        expect={"thank_everyone": ["missed"]},
    ),
    Situation(
        "rejected first, thanked late all the same",
        "2026-03-09",
        [status("rejected", "2026-03-02")],
        [thanked("2026-03-05 10:00")],
        expect={"thank_everyone": ["late"]},
    ),
    Situation(
        "rejected first, thanked in time all the same",
        "2026-03-09",
        [status("rejected", "2026-03-02")],
        [thanked("2026-03-02 18:00")],
        expect={"thank_everyone": ["met"]},
    ),
    # Waived comes before blocked. The rule proper_contact has no waiver of its own.
    Situation(
        "rejected first, nothing on file",
        "2026-03-09",
        [status("rejected", "2026-03-02")],
        [NOBODY],
        expect={"thank_everyone": ["waived"]},
    ),
    Situation(
        "rejected first, nothing on file: the contact",
        "2026-03-09",
        [status("rejected", "2026-03-02")],
        [NOBODY],
        expect={"proper_contact": ["missed"]},
        doubt="The text gives proper_contact no waiver; it could be waived with the thank-you.",
    ),
    # "An undated fact ...; a verdict that needs its day is unknown."
    Situation(
        "rejected without a day, not thanked",
        "2026-03-30",
        [status("rejected")],
        [ANA],
        expect={"thank_everyone": ["unknown"]},
    ),
    Situation(
        "rejected without a day, thanked in time",
        "2026-03-30",
        [status("rejected")],
        [thanked("2026-03-02 18:00")],
        expect={"thank_everyone": ["met"]},
    ),
    Situation(
        "rejected without a day, still in time",
        "2026-03-02 20:00",
        [status("rejected")],
        [ANA],
        expect={"thank_everyone": ["waived"]},
        doubt="Whatever its day, it came before the deadline; it could be called unknown.",
    ),
    # An offer closes nothing.
    Situation(
        "an offer on the day of the interview",
        "2026-03-09",
        [ACME | {"Status": "offer", "Offered on": "2026-03-02"}],
        [ANA],
        expect={"thank_everyone": ["missed"]},
    ),
    # The closing is dated after the day looked at: not seen yet.
    Situation(
        "rejected the day after the interview, looked at before that",
        "2026-03-02 12:00",
        [status("rejected", "2026-03-03")],
        [ANA],
        expect={"thank_everyone": ["pending"]},
    ),
]


def _contact(contact: str, met: bool, doubt: str = "") -> Situation:
    # Not thanked, after the deadline: what is on file decides both rules.
    return Situation(
        f'contact on file: "{contact}"',
        "2026-03-09",
        [ACME],
        [ANA | {"Contact": contact}],
        settings={"own addresses": "me@home.example"},
        expect={
            "proper_contact": ["met" if met else "missed"],
            "thank_everyone": ["missed" if met else "blocked"],
        },
        doubt=doubt,
    )


# proper_contact: "a named mailbox or a phone number on file ... Not proper: nothing, a web address
# or contact form, a no-reply or shared mailbox (info, contact, careers, jobs, recruiting, hr,
# hello, office, team, ...@), one of the `own addresses`."
CONTACTS = [
    _contact("ana.ruiz@acme.example", True),
    _contact("Ana.Ruiz@Acme.example", True),
    _contact("Ana Ruiz <ana.ruiz@acme.example>", True),
    _contact("+49 30 1234567", True),
    _contact("(212) 555-0123", True),
    _contact("", False),
    _contact("noreply@acme.example", False),
    _contact("do-not-reply@acme.example", False),
    _contact("info@acme.example", False),
    _contact("contact@acme.example", False),
    _contact("Careers@Acme.example", False),
    _contact("jobs@acme.example", False),
    _contact("recruiting@acme.example", False),
    _contact("HR@acme.example", False),
    _contact("hello@acme.example", False),
    _contact("office@acme.example", False),
    _contact("team@acme.example", False),
    _contact("https://acme.example/contact", False),
    _contact("www.acme.example", False),
    _contact("contact form", False),
    _contact("me@home.example", False),
    _contact("Me@Home.example", False),
    _contact("ask at the front desk", False),
    _contact(
        "https://www.linkedin.com/in/ana-ruiz",
        False,
        "A personal profile can be written to; the text says that a web address is not proper.",
    ),
    _contact(
        "info@acme.example, +49 30 1234567",
        True,
        "A cell with two contacts could be judged by its first; a phone number is on file.",
    ),
    # "by the thank-you's deadline"; "it counts as known from the interview on".
    Situation(
        "no contact yet, at the thank-you's deadline",
        "2026-03-03 10:00",
        [ACME],
        [NOBODY],
        expect={"proper_contact": [Row("pending", "Ana Ruiz", due="2026-03-03 10:00")]},
    ),
    Situation(
        "no contact, a second after the thank-you's deadline",
        "2026-03-03 10:00:01",
        [ACME],
        [NOBODY],
        expect={"proper_contact": ["missed"]},
    ),
    Situation(
        "a contact is known at once",
        "2026-03-02 10:00",
        [ACME],
        [ANA],
        expect={"proper_contact": ["met"]},
    ),
    Situation(
        "a panel with one known and one unknown address",
        "2026-03-09",
        [ACME],
        [ANA, CLEO | {"Contact": ""}],
        expect={
            "proper_contact": [Row("met", "Ana Ruiz"), Row("missed", "Cleo Park")],
            "thank_everyone": [Row("missed", "Ana Ruiz"), Row("blocked", "Cleo Park")],
        },
    ),
]

COPIED = ", thank you for your time and for the honest words about this trade."
COLOURS = "red green blue black white brown pink grey gold"


def _unlike(i: int) -> str:
    # Ten words that no other note has.
    mark = "abcdefghij"[i // 10] + "abcdefghij"[i % 10]
    return " ".join(stem + mark for stem in "ka ke ki ko ku la le li lo lu".split())


def _panel(notes: Sequence[str]) -> list[dict[str, str]]:
    # One interviewer a note, thanked a minute after the other: Pa, Pb, ... each with a surname.
    rows = []
    for i, note in enumerate(notes):
        name = "P" + "abcdefghij"[i // 10] + "abcdefghij"[i % 10]
        who = ANA | {"Interviewer": name, "Contact": f"{name.lower()}@acme.example"}
        rows.append(thanked(f"2026-03-02 11:{i:02}", who, note=f"Dear {name}, {note}"))
    return rows


# personal_note: "names the interviewer or the company, shares a content word with `talked_about`
# (where there is one), is no near-copy ... of one of the 30 notes sent before it or with it to
# somebody else; else broken".
PERSONAL = [
    Situation(
        "names her and what was talked about",
        "2026-03-09",
        [ACME],
        [
            thanked(
                "2026-03-02 11:00",
                ANA | {"Talked about": "forecasting for the stores"},
                note="Dear Ana, thank you. Your FORECASTING problem stays with me.",
            )
        ],
        expect={"personal_note": [Row("met", "Ana Ruiz")], "brief_note": ["met"]},
    ),
    Situation(
        "names her by her surname",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02 11:00", note="Dear Ms Ruiz, thank you for your time.")],
        expect={"personal_note": ["met"]},
    ),
    Situation(
        "names the company only",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02 11:00", note="Hello, thank you for the good hour at Acme.")],
        expect={"personal_note": ["met"]},
    ),
    Situation(
        "names nobody",
        "2026-03-09",
        [ACME],
        [
            thanked(
                "2026-03-02 11:00",
                ANA | {"Talked about": "forecasting"},
                note="Hello, thank you for the good hour on forecasting.",
            )
        ],
        expect={"personal_note": ["broken"]},
    ),
    Situation(
        "names her, not what was talked about",
        "2026-03-09",
        [ACME],
        [
            thanked(
                "2026-03-02 11:00",
                ANA | {"Talked about": "forecasting"},
                note="Dear Ana, thank you for your time.",
            )
        ],
        expect={"personal_note": ["broken"]},
    ),
    # "the" and "and" are no content words.
    Situation(
        "shares only little words with what was talked about",
        "2026-03-09",
        [ACME],
        [
            thanked(
                "2026-03-02 11:00",
                ANA | {"Talked about": "the forecasting and the stores"},
                note="Dear Ana, thank you for the hour and the coffee.",
            )
        ],
        expect={"personal_note": ["broken"]},
    ),
    Situation(
        "no text logged",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02 11:00")],
        expect={"personal_note": [], "brief_note": []},
    ),
    Situation(
        "a note that was not sent yet",
        "2026-03-02 10:30",
        [ACME],
        [thanked("2026-03-02 11:00", note="Dear Ana, thank you for your time.")],
        expect={"personal_note": [], "brief_note": []},
    ),
    Situation(
        "a note's text without any sending",
        "2026-03-09",
        [ACME],
        [thanked("", by="", note="Dear Ana, thank you for your time.")],
        expect={"personal_note": ["met"], "brief_note": ["met"], "thank_everyone": ["missed"]},
        doubt="A text with neither time nor channel may be a draft and owe nothing.",
    ),
    # Of two copies the one sent second is broken; the first had nothing before it.
    Situation(
        "the same note to somebody else later",
        "2026-03-09",
        [ACME, BETA],
        [
            thanked("2026-03-02 12:00", note="Dear Ana" + COPIED),
            thanked("2026-03-02 11:00", BEN, note="Dear Ben" + COPIED),
        ],
        expect={"personal_note": [Row("broken", "Ana Ruiz"), Row("met", "Ben Olsen")]},
    ),
    Situation(
        "the same note to a whole panel at once",
        "2026-03-09",
        [ACME],
        [
            thanked("2026-03-02 11:00", note="Dear Ana" + COPIED),
            thanked("2026-03-02 11:00", CLEO, note="Dear Cleo" + COPIED),
        ],
        expect={"personal_note": ["broken", "broken"]},
    ),
    Situation(
        "the same note to the same person",
        "2026-03-20",
        [ACME],
        [
            thanked("2026-03-02 11:00", note="Dear Ana" + COPIED),
            thanked(
                "2026-03-12 11:00",
                second("2026-03-12 10:00", "2026-03-06"),
                note="Dear Ana" + COPIED,
            ),
        ],
        expect={"personal_note": ["met", "met"]},
    ),
    # Ten words each without the names, nine shared: 100 * 2 * 9 / 20 = 90.
    Situation(
        "nine of ten words the same",
        "2026-03-09",
        [ACME, BETA],
        [
            thanked("2026-03-02 11:00", note=f"Ana {COLOURS} silver"),
            thanked("2026-03-02 12:00", BEN, note=f"Ben {COLOURS} copper"),
        ],
        expect={"personal_note": [Row("met", "Ana Ruiz"), Row("broken", "Ben Olsen")]},
    ),
    # Ten words and eleven, nine shared: 100 * 2 * 9 / 21 = 86.
    Situation(
        "nine of ten and eleven words the same",
        "2026-03-09",
        [ACME, BETA],
        [
            thanked("2026-03-02 11:00", note=f"Ana {COLOURS} silver"),
            thanked("2026-03-02 12:00", BEN, note=f"Ben {COLOURS} copper tin"),
        ],
        expect={"personal_note": ["met", "met"]},
    ),
    # The words are a set: repeating and upper case change nothing, 100 * 2 * 9 / 18 = 100.
    Situation(
        "the same words, louder and twice",
        "2026-03-09",
        [ACME, BETA],
        [
            thanked("2026-03-02 11:00", note=f"Ana {COLOURS}"),
            thanked("2026-03-02 12:00", BEN, note=f"Ben {COLOURS.upper()} {COLOURS}"),
        ],
        expect={"personal_note": [Row("met", "Ana Ruiz"), Row("broken", "Ben Olsen")]},
    ),
    # 29 other notes between: the copied one is the 30th before.
    Situation(
        "a copy of the thirtieth note before",
        "2026-03-09",
        [ACME],
        _panel([COPIED, *map(_unlike, range(29)), COPIED]),
        expect={"personal_note": [*["met"] * 30, Row("broken", "Pda")]},
    ),
    Situation(
        "a copy of the thirty-first note before",
        "2026-03-09",
        [ACME],
        _panel([COPIED, *map(_unlike, range(30)), COPIED]),
        expect={"personal_note": ["met"] * 32},
    ),
]

# brief_note: "each note or message whose text is logged: at most 200 words, else broken".
BRIEF = [
    Situation(
        "a note of 200 words",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02 11:00", note="Ana " + "word " * 199)],
        expect={"brief_note": ["met"]},
    ),
    Situation(
        "a note of 201 words",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-02 11:00", note="Ana " + "word " * 200)],
        expect={"brief_note": ["broken"]},
    ),
    Situation(
        "messages of 200 and 201 words outside every wait",
        "2026-03-09",
        [ACME],
        follow_ups=[
            sent("2026-02-10", message="word " * 200),
            sent("2026-02-20", message="word " * 201),
            sent("2026-03-02"),
        ],
        expect={"brief_note": ["met", "broken"], "personal_note": []},
    ),
    Situation(
        "a note and a message, at most 5 words by the settings",
        "2026-03-12",
        [ACME],
        [thanked("2026-03-02 11:00", note="Thank you so much, Ana.")],
        [sent("2026-03-12", message="Is there any news, dear Ana?")],
        settings={"note words at most": "5"},
        expect={"brief_note": ["met", "broken"]},
    ),
]

# ask_next_steps: "a decision date written down, on one of its rows, or on the application, on or
# after its day, for the last interview; else missed from the interview's end".
NEXT_STEPS = [
    Situation(
        "nobody asked, at the interview's end",
        "2026-03-02 10:00",
        [ACME],
        [ANA],
        expect={"ask_next_steps": ["missed"]},
    ),
    Situation(
        "the date is on the interview's row",
        "2026-03-02",
        [ACME],
        [expected("2026-03-16")],
        expect={"ask_next_steps": [Row("met", "Acme")]},
    ),
    Situation(
        "the date is on one row of a panel",
        "2026-03-02",
        [ACME],
        [ANA, expected("2026-03-16", CLEO)],
        expect={"ask_next_steps": ["met"]},
    ),
    Situation(
        "the date is on the application",
        "2026-03-02",
        [expected("2026-03-16", ACME)],
        [ANA],
        expect={"ask_next_steps": ["met"]},
    ),
    Situation(
        "the application's date is the interview's own day",
        "2026-03-02",
        [expected("2026-03-02", ACME)],
        [ANA],
        expect={"ask_next_steps": ["met"]},
    ),
    # A date of the first round says nothing about the next step after this interview.
    Situation(
        "the application's date is before the interview",
        "2026-03-02",
        [expected("2026-03-01", ACME)],
        [ANA],
        expect={"ask_next_steps": ["missed"]},
    ),
    Situation(
        "the application's date is for the last interview only",
        "2026-03-13",
        [expected("2026-03-20", ACME)],
        [ANA, second("2026-03-12 10:00", "2026-03-06")],
        expect={
            "ask_next_steps": [
                Row("missed", opens="2026-03-02 10:00"),
                Row("met", opens="2026-03-12 10:00"),
            ]
        },
    ),
    # "An expected date is knowledge, not an event": before the second interview took place, the
    # first was the last.
    Situation(
        "the application's date, before the second interview",
        "2026-03-05",
        [expected("2026-03-20", ACME)],
        [ANA, second("2026-03-12 10:00", "2026-03-06")],
        expect={
            "ask_next_steps": ["met"],
            "follow_up": [Row("pending", opens="2026-03-23", due="2026-03-30")],
        },
    ),
    Situation(
        "rejected afterwards, and nobody asked",
        "2026-03-09",
        [status("rejected", "2026-03-06")],
        [ANA],
        expect={"ask_next_steps": ["missed"]},
    ),
]

# follow_up: "one message in the window -> met; else one after it -> late; else one before it ->
# waived (it is broken below); else by precedence; waived if the employer spoke before the window
# ended". not_too_early: "not before the window opens, else broken".
FOLLOW_UPS = [
    Situation(
        "nothing sent, before the window",
        "2026-03-05",
        [ACME],
        [ANA],
        expect={
            "follow_up": [Row("pending", "Acme", opens="2026-03-12", due="2026-03-19")],
            "not_too_early": [],
            "not_too_often": [],
            "move_on": [],
        },
    ),
    Situation(
        "nothing sent, on the window's last day",
        "2026-03-19",
        [ACME],
        [ANA],
        expect={"follow_up": ["pending"]},
    ),
    Situation(
        "nothing sent, the day after the window",
        "2026-03-20 00:01",
        [ACME],
        [ANA],
        expect={"follow_up": ["missed"]},
    ),
    # "Limits in days compare calendar dates, both ends included."
    Situation(
        "sent on the window's first day",
        "2026-03-12",
        [ACME],
        [ANA],
        [sent("2026-03-12 00:05")],
        expect={
            "follow_up": [Row("met", done="2026-03-12 00:05")],
            "not_too_early": ["met"],
            "not_too_often": ["met"],
            "move_on": [Row("pending", due="2026-03-26")],
        },
    ),
    Situation(
        "sent late in the evening of the window's last day",
        "2026-03-23",
        [ACME],
        [ANA],
        [sent("2026-03-19 23:59")],
        expect={"follow_up": ["met"], "not_too_early": ["met"]},
    ),
    Situation(
        "sent on the window's last day, date-only",
        "2026-03-23",
        [ACME],
        [ANA],
        [sent("2026-03-19")],
        expect={"follow_up": ["met"]},
    ),
    Situation(
        "sent the day after the window",
        "2026-03-23",
        [ACME],
        [ANA],
        [sent("2026-03-20 08:00")],
        expect={
            "follow_up": [Row("late", due="2026-03-19", done="2026-03-20 08:00")],
            "not_too_early": ["met"],
            "move_on": [Row("pending", due="2026-04-03")],
        },
    ),
    Situation(
        "sent the day before the window",
        "2026-03-30",
        [ACME],
        [ANA],
        [sent("2026-03-11 23:00")],
        expect={"follow_up": ["waived"], "not_too_early": ["broken"], "not_too_often": ["met"]},
    ),
    Situation(
        "sent before the window, looked at before the window",
        "2026-03-06",
        [ACME],
        [ANA],
        [sent("2026-03-05")],
        expect={
            "follow_up": ["waived"],
            "not_too_early": ["broken"],
            "move_on": [Row("pending", due="2026-03-19")],
        },
    ),
    Situation(
        "sent in the window, looked at before that",
        "2026-03-11",
        [ACME],
        [ANA],
        [sent("2026-03-12")],
        expect={"follow_up": ["pending"], "not_too_early": [], "move_on": []},
    ),
    Situation(
        "one before the window and one in it",
        "2026-03-23",
        [ACME],
        [ANA],
        [sent("2026-03-05"), sent("2026-03-12")],
        expect={
            "follow_up": [Row("met", done="2026-03-12")],
            "not_too_early": [
                Row("broken", done="2026-03-05"),
                Row("met", done="2026-03-12"),
            ],
            "not_too_often": ["met", "met"],
            "move_on": [Row("pending", due="2026-03-26")],
        },
    ),
    Situation(
        "one before the window and one after it",
        "2026-03-23",
        [ACME],
        [ANA],
        [sent("2026-03-05"), sent("2026-03-21")],
        expect={"follow_up": ["late"], "not_too_early": ["broken", "met"]},
    ),
    Situation(
        "one in the window and one after it",
        "2026-03-23",
        [ACME],
        [ANA],
        [sent("2026-03-12"), sent("2026-03-21")],
        expect={
            "follow_up": [Row("met", done="2026-03-12")],
            "not_too_often": [Row("met", done="2026-03-12"), Row("broken", done="2026-03-21")],
            "move_on": [Row("pending", due="2026-04-04")],
        },
    ),
    # Sent before the interview was over: outside the wait.
    Situation(
        "sent on the morning of the interview",
        "2026-03-05",
        [ACME],
        [ANA],
        [sent("2026-03-02 08:00")],
        expect={
            "follow_up": ["pending"],
            "not_too_early": [],
            "not_too_often": ["met"],
            "move_on": [],
        },
    ),
    # "blocked (cannot be done: no proper contact)", before "pending ... then missed".
    Situation(
        "nothing sent and nobody to write to, before the window",
        "2026-03-05",
        [ACME],
        [NOBODY],
        expect={"follow_up": ["blocked"]},
    ),
    Situation(
        "nothing sent and nobody to write to, after the window",
        "2026-03-30",
        [ACME],
        [NOBODY],
        expect={"follow_up": ["blocked"]},
    ),
    Situation(
        "nobody to write to, but written",
        "2026-03-30",
        [ACME],
        [NOBODY],
        [sent("2026-03-13")],
        expect={"follow_up": ["met"]},
    ),
    Situation(
        "nobody to write to, and rejected in the window",
        "2026-03-30",
        [status("rejected", "2026-03-14")],
        [NOBODY],
        expect={"follow_up": ["waived"]},
    ),
    Situation(
        "one of the panel can be written to",
        "2026-03-05",
        [ACME],
        [NOBODY, CLEO],
        expect={"follow_up": ["pending"]},
    ),
    Situation(
        "the application's contact can be written to",
        "2026-03-05",
        [ACME | {"Contact": "Hana Kim", "Contact email": "hana.kim@acme.example"}],
        [NOBODY],
        expect={"follow_up": ["pending"], "thank_everyone": ["blocked"]},
    ),
    Situation(
        "the application's contact is a shared mailbox",
        "2026-03-05",
        [ACME | {"Contact email": "hr@acme.example"}],
        [NOBODY],
        expect={"follow_up": ["blocked"]},
        doubt="HR's mailbox could do for a follow-up; the text calls it improper for every rule.",
    ),
    Situation(
        "a follow-up on a day that cannot be read",
        "2026-03-30",
        [ACME],
        [ANA],
        [sent("last week", message="Is there any news?")],
        expect={
            "follow_up": ["unknown"],
            "not_too_early": [],
            "not_too_often": ["unknown"],
            "move_on": [],
            "brief_note": ["met"],
        },
        doubt="A message without a day could be left out: missed.",
    ),
]

# The expected day: "the latest decision date on the rows of its own interview ..., else the
# application's if on or after the period's first day and this is its last interview, else first
# day + the median next-step time known by then ..., else + 7 days".
EXPECTED = [
    Situation(
        "expected by the interview's row",
        "2026-03-05",
        [expected("2026-03-30", ACME)],
        [expected("2026-03-06")],
        expect={"follow_up": [Row("pending", opens="2026-03-09", due="2026-03-16")]},
    ),
    Situation(
        "expected by the latest row of the panel",
        "2026-03-05",
        [ACME],
        [expected("2026-03-11"), expected("2026-03-06", CLEO), DAN],
        expect={"follow_up": [Row("pending", opens="2026-03-14", due="2026-03-21")]},
    ),
    Situation(
        "expected by the application",
        "2026-03-05",
        [expected("2026-03-13", ACME)],
        [ANA],
        expect={"follow_up": [Row("pending", opens="2026-03-16", due="2026-03-23")]},
    ),
    Situation(
        "the application expected it before the interview",
        "2026-03-05",
        [expected("2026-02-27", ACME)],
        [ANA],
        expect={"follow_up": [Row("pending", opens="2026-03-12", due="2026-03-19")]},
    ),
    Situation(
        "the application's date is for the wait after the last interview",
        "2026-03-13",
        [expected("2026-03-20", ACME)],
        [ANA, second("2026-03-12 10:00", "2026-03-06")],
        expect={
            "follow_up": [
                Row("waived", opens="2026-03-12", due="2026-03-19"),
                Row("pending", opens="2026-03-23", due="2026-03-30"),
            ]
        },
    ),
    Situation(
        "expected after 10 days by the settings, window 5 to 7",
        "2026-03-05",
        [ACME],
        [ANA],
        settings={
            "expected after days": "10",
            "follow up after days": "5",
            "follow up until days": "7",
        },
        expect={"follow_up": [Row("pending", opens="2026-03-17", due="2026-03-19")]},
    ),
]


def _earlier(days: Sequence[str], rejected_on: Sequence[str]) -> tuple[list[Cells], list[Cells]]:
    applications: list[Cells] = [ACME]
    interviews: list[Cells] = [ANA]
    for i, (day, closed_on) in enumerate(zip(days, rejected_on, strict=True)):
        application = new("2026-01-02", f"Early {'ABCDEFGHIJ'[i]}")
        applications.append(status("rejected", closed_on, application))
        interviews.append(ended(f"{day} 10:00", BEN | {"Application": application["ID"]}))
    return applications, interviews


def _median(
    name: str, as_of: str, days: Sequence[str], closed: Sequence[str], opens: str, due: str
) -> Situation:
    applications, interviews = _earlier(days, closed)
    return Situation(
        name,
        as_of,
        applications,
        interviews,
        expect={"follow_up": [*["waived"] * len(days), Row("pending", "Acme", opens, due)]},
    )


JANUARY = [f"2026-01-{day:02}" for day in range(12, 22)]
MEDIANS = [
    # Ten interviews on 12 to 21 January, each answered after 4 days: expected 2026-03-06.
    _median(
        "ten earlier interviews were answered after 4 days",
        "2026-03-03",
        JANUARY,
        [f"2026-01-{day:02}" for day in range(16, 26)],
        "2026-03-09",
        "2026-03-16",
    ),
    _median(
        "nine earlier interviews are too few",
        "2026-03-03",
        JANUARY[:9],
        [f"2026-01-{day:02}" for day in range(16, 25)],
        "2026-03-12",
        "2026-03-19",
    ),
    # Five after 3 days, five after 9: S(3) = 0.5, so the median is 3 and 2026-03-05 is expected.
    _median(
        "half of ten earlier interviews were answered after 3 days",
        "2026-03-03",
        ["2026-01-12"] * 10,
        ["2026-01-15"] * 5 + ["2026-01-21"] * 5,
        "2026-03-08",
        "2026-03-15",
    ),
]
_applications, _interviews = _earlier(["2026-02-27"] * 10, ["2026-03-04"] * 10)
MEDIANS.append(
    # "known by then": on 2026-03-02 nobody had answered yet.
    Situation(
        "ten earlier interviews, all silent on that day",
        "2026-03-05",
        _applications,
        _interviews,
        expect={
            "follow_up": [*["waived"] * 10, Row("pending", "Acme", "2026-03-12", "2026-03-19")]
        },
        doubt="The text does not say what to do with a median that is not reached: 7 days.",
    )
)

# "A waiting period runs from an interview's end to the employer's next word: a new invitation or
# interview, an offer, any outcome; an offer without a date ends it at the interview."
WORDS = [
    Situation(
        "rejected before the window",
        "2026-03-30",
        [status("rejected", "2026-03-10")],
        [ANA],
        expect={"follow_up": ["waived"], "move_on": []},
    ),
    Situation(
        "rejected on the window's last day",
        "2026-03-30",
        [status("rejected", "2026-03-19")],
        [ANA],
        expect={"follow_up": ["waived"]},
        doubt="The window ends with this day, so the word came before its end; or it came with it.",
    ),
    Situation(
        "rejected the day after the window",
        "2026-03-30",
        [status("rejected", "2026-03-20")],
        [ANA],
        expect={"follow_up": ["missed"]},
    ),
    Situation(
        "rejected by the history's word",
        "2026-03-30",
        [ACME],
        [ANA],
        history=[word("2026-03-10", "rejection")],
        expect={"follow_up": ["waived"]},
    ),
    Situation(
        "rejected by the response's day",
        "2026-03-30",
        [status("rejected") | {"Response on": "2026-03-10", "Response": "rejection"}],
        [ANA],
        expect={"follow_up": ["waived"]},
    ),
    Situation(
        "position closed in the window",
        "2026-03-30",
        [status("position_closed", "2026-03-14")],
        [ANA],
        expect={"follow_up": ["waived"]},
    ),
    Situation(
        "withdrawn before the window",
        "2026-03-30",
        [status("withdrawn", "2026-03-10")],
        [ANA],
        expect={"follow_up": ["waived"]},
    ),
    Situation(
        "given up in the window without a message",
        "2026-03-30",
        [status("no_response", "2026-03-15")],
        [ANA],
        expect={"follow_up": ["waived"], "move_on": []},
        doubt="Giving up is no word of the employer's: it could leave the follow-up missed.",
    ),
    Situation(
        "given up after the window without a message",
        "2026-03-30",
        [status("no_response", "2026-03-25")],
        [ANA],
        expect={"follow_up": ["missed"], "move_on": []},
    ),
    Situation(
        "rejected without a day, after the window",
        "2026-03-30",
        [status("rejected")],
        [ANA],
        expect={"follow_up": ["unknown"], "ask_next_steps": ["missed"]},
    ),
    Situation(
        "rejected without a day, in the window",
        "2026-03-15",
        [status("rejected")],
        [ANA],
        expect={"follow_up": ["waived"]},
        doubt="Whatever its day, it came before the window ended; it could be called unknown.",
    ),
    Situation(
        "rejected without a day, but written in time",
        "2026-03-30",
        [status("rejected")],
        [ANA],
        [sent("2026-03-12")],
        expect={"follow_up": ["met"]},
    ),
    # "An undated fact is seen where `as_of` is on or after the last day on which anything but an
    # interview is dated": here 2026-03-25, so on 2026-03-21 the application was open.
    Situation(
        "rejected without a day, looked at before the log's last day",
        "2026-03-21",
        [status("rejected"), new("2026-03-25")],
        [ANA],
        expect={"follow_up": ["missed"]},
    ),
    Situation(
        "rejected without a day, looked at on the log's last day",
        "2026-03-25",
        [status("rejected"), new("2026-03-25")],
        [ANA],
        expect={"follow_up": ["unknown"]},
    ),
    Situation(
        "rejected in the window, looked at before that",
        "2026-03-13",
        [status("rejected", "2026-03-14")],
        [ANA],
        expect={"follow_up": ["pending"]},
    ),
    Situation(
        "an offer before the window",
        "2026-03-30",
        [ACME | {"Status": "offer", "Offered on": "2026-03-10"}],
        [ANA],
        expect={"follow_up": ["waived"]},
    ),
    Situation(
        "an offer after the window",
        "2026-03-30",
        [ACME | {"Status": "offer", "Offered on": "2026-03-23"}],
        [ANA],
        expect={"follow_up": ["missed"]},
    ),
    Situation(
        "an offer without a day",
        "2026-03-30",
        [ACME | {"Status": "offer"}],
        [ANA],
        expect={"follow_up": ["waived"], "keep_applying": []},
    ),
    Situation(
        "invited to a second interview that is still ahead",
        "2026-03-10",
        [ACME],
        [ANA, second("2026-03-20 10:00", "2026-03-09")],
        expect={"follow_up": ["waived"], "thank_everyone": ["missed"]},
    ),
    Situation(
        "a second interview that is still ahead, the invitation's day unknown",
        "2026-03-10",
        [ACME],
        [ANA, second("2026-03-20 10:00")],
        expect={"follow_up": ["waived"]},
        doubt="Known like an undated fact: invited by now; it could be pending until then.",
    ),
    Situation(
        "a second interview in the window, the invitation's day unknown",
        "2026-03-17",
        [ACME],
        [ANA, second("2026-03-16 10:00")],
        expect={
            "follow_up": [
                Row("waived", opens="2026-03-12", due="2026-03-19"),
                Row("pending", opens="2026-03-26", due="2026-04-02"),
            ]
        },
    ),
    Situation(
        "a second interview after the window, the invitation's day unknown",
        "2026-03-26",
        [ACME],
        [ANA, second("2026-03-25 10:00")],
        expect={
            "follow_up": [
                Row("missed", opens="2026-03-12"),
                Row("pending", opens="2026-04-04", due="2026-04-11"),
            ]
        },
        doubt="The invitation came some day before: it could be unknown. The text ends the wait at "
        "the interview.",
    ),
    Situation(
        "invited back at the end of the interview",
        "2026-03-10",
        [ACME],
        [ANA, second("2026-03-05 10:00", "2026-03-02")],
        expect={
            "follow_up": [
                Row("waived", opens="2026-03-12"),
                Row("pending", opens="2026-03-15", due="2026-03-22"),
            ]
        },
    ),
    # Its own invitation, of the same day, does not end an interview's wait.
    Situation(
        "invited and met on the same day",
        "2026-03-10",
        [ACME],
        [ANA | {"Invited on": "2026-03-02"}],
        expect={"follow_up": ["pending"]},
    ),
    Situation(
        "both rounds were fixed beforehand",
        "2026-03-10",
        [ACME],
        [ANA | {"Invited on": "2026-02-25"}, second("2026-03-09 10:00", "2026-02-25")],
        expect={
            "follow_up": [
                Row("waived", opens="2026-03-12"),
                Row("pending", opens="2026-03-19", due="2026-03-26"),
            ]
        },
    ),
    Situation(
        "two interviews on one day",
        "2026-03-04",
        [ACME],
        [ANA, ended("2026-03-02 14:00", CLEO | {"Round": "Technical interview"})],
        expect={
            "follow_up": ["waived", "pending"],
            "ask_next_steps": ["missed", "missed"],
            "thank_everyone": [
                Row("missed", "Ana Ruiz", due="2026-03-03 10:00"),
                Row("missed", "Cleo Park", due="2026-03-03 14:00"),
            ],
            "keep_applying": [Row("pending", opens="2026-03-02", due="2026-03-08")],
        },
    ),
    # Keys: the other role of the company is another application, with its own wait.
    Situation(
        "two roles at one company, one rejected",
        "2026-03-30",
        [
            status("rejected", "2026-03-10"),
            ACME | {"ID": "A2", "Role": "Engineer"},
        ],
        [ANA, CLEO | {"Application": "A2"}],
        [sent("2026-03-13", "A2")],
        expect={
            "follow_up": [
                Row("waived", "A", opens="2026-03-12"),
                Row("met", "A2", done="2026-03-13"),
            ],
            "not_too_early": [Row("met", "A2")],
        },
    ),
    # A machine's receipt is no word that ends a wait.
    Situation(
        "an acknowledgement in the wait",
        "2026-03-10",
        [ACME],
        [ANA],
        history=[word("2026-03-05", "acknowledged")],
        expect={"follow_up": [Row("pending", opens="2026-03-12", due="2026-03-19")]},
    ),
]

# "A holding answer (a reply, an answered follow-up) ends it too and opens a new one from its day."
HOLDING = [
    Situation(
        "a reply with a new date",
        "2026-03-16",
        [ACME],
        [ANA],
        history=[word("2026-03-10", "reply", "2026-03-20")],
        expect={
            "follow_up": [
                Row("waived", opens="2026-03-12", due="2026-03-19"),
                Row("pending", opens="2026-03-23", due="2026-03-30"),
            ],
            "ask_next_steps": ["missed"],
        },
    ),
    # 2026-03-10 + 7 = 2026-03-17.
    Situation(
        "a reply without a date",
        "2026-03-16",
        [ACME],
        [ANA],
        history=[word("2026-03-10", "reply")],
        expect={
            "follow_up": [
                Row("waived", opens="2026-03-12", due="2026-03-19"),
                Row("pending", opens="2026-03-20", due="2026-03-27"),
            ]
        },
    ),
    Situation(
        "a reply after the window",
        "2026-03-26",
        [ACME],
        [ANA],
        history=[word("2026-03-25", "reply")],
        expect={
            "follow_up": [
                Row("missed", opens="2026-03-12", due="2026-03-19"),
                Row("pending", opens="2026-04-04", due="2026-04-11"),
            ]
        },
    ),
    Situation(
        "a reply without a date, after the interview's own date",
        "2026-03-16",
        [ACME],
        [expected("2026-03-12")],
        history=[word("2026-03-13", "reply")],
        expect={
            "follow_up": [
                Row("waived", opens="2026-03-15", due="2026-03-22"),
                Row("pending", opens="2026-03-23", due="2026-03-30"),
            ]
        },
        doubt="The interview's date could hold for the new wait too; it was for the first.",
    ),
    Situation(
        "a reply without a date, the application expects one later",
        "2026-03-16",
        [expected("2026-03-25", ACME)],
        [ANA],
        history=[word("2026-03-13", "reply")],
        expect={
            "follow_up": [
                Row("waived", opens="2026-03-28", due="2026-04-04"),
                Row("pending", opens="2026-03-28", due="2026-04-04"),
            ]
        },
        doubt="Of the two waits after the last interview both take the application's date.",
    ),
    Situation(
        "two replies",
        "2026-03-16",
        [ACME],
        [ANA],
        history=[word("2026-03-05", "reply"), word("2026-03-10", "reply")],
        expect={
            "follow_up": [
                Row("waived", opens="2026-03-12", due="2026-03-19"),
                Row("waived", opens="2026-03-15", due="2026-03-22"),
                Row("pending", opens="2026-03-20", due="2026-03-27"),
            ]
        },
    ),
    Situation(
        "a follow-up that was answered",
        "2026-03-20",
        [ACME],
        [ANA],
        [sent("2026-03-12 09:00", answered="2026-03-14")],
        expect={
            "follow_up": [
                Row("met", done="2026-03-12 09:00"),
                Row("pending", opens="2026-03-24", due="2026-03-31"),
            ],
            "move_on": ["waived"],
        },
    ),
    # The answer ends the wait in which the message was sent.
    Situation(
        "a follow-up that was answered the same day",
        "2026-03-20",
        [ACME],
        [ANA],
        [sent("2026-03-12 09:00", answered="2026-03-12")],
        expect={
            "follow_up": [
                Row("met", opens="2026-03-12", due="2026-03-19"),
                Row("pending", opens="2026-03-22", due="2026-03-29"),
            ],
            "not_too_early": ["met"],
            "move_on": ["waived"],
        },
    ),
    Situation(
        "a follow-up on the day of a reply",
        "2026-03-20",
        [ACME],
        [ANA],
        [sent("2026-03-14 09:00")],
        history=[word("2026-03-14", "reply")],
        expect={
            "follow_up": [
                Row("met", opens="2026-03-12", due="2026-03-19"),
                Row("pending", opens="2026-03-24", due="2026-03-31"),
            ],
            "not_too_early": ["met"],
        },
        doubt="The message could follow the reply and belong to the new wait, too early there.",
    ),
    Situation(
        "a follow-up that was answered, looked at before the answer",
        "2026-03-13",
        [ACME],
        [ANA],
        [sent("2026-03-12", answered="2026-03-14")],
        expect={"follow_up": ["met"], "move_on": [Row("pending", due="2026-03-26")]},
    ),
    # 2026-03-06 + 7 = 2026-03-13.
    Situation(
        "a message before the window that was answered",
        "2026-03-16",
        [ACME],
        [ANA],
        [sent("2026-03-05", answered="2026-03-06")],
        expect={
            "follow_up": [
                Row("waived", opens="2026-03-12"),
                Row("pending", opens="2026-03-16", due="2026-03-23"),
            ],
            "not_too_early": ["broken"],
            "move_on": ["waived"],
        },
    ),
    Situation(
        "an answered follow-up, and the answer's date in the history",
        "2026-03-20",
        [ACME],
        [ANA],
        [sent("2026-03-12", answered="2026-03-14")],
        history=[word("2026-03-14", "reply", "2026-03-25")],
        expect={
            "follow_up": [
                Row("met", opens="2026-03-12", due="2026-03-19"),
                Row("pending", opens="2026-03-28", due="2026-04-04"),
            ]
        },
        doubt="Two records of one answer could open a wait of no days between them.",
    ),
    Situation(
        "a follow-up in each of two waits",
        "2026-03-26",
        [ACME],
        [ANA],
        [sent("2026-03-12", answered="2026-03-14"), sent("2026-03-24")],
        expect={
            "follow_up": ["met", "met"],
            "not_too_early": ["met", "met"],
            "not_too_often": ["met", "met"],
            "move_on": [Row("waived"), Row("pending", due="2026-04-07")],
        },
    ),
    Situation(
        "after an answer, written again at once",
        "2026-03-30",
        [ACME],
        [ANA],
        [sent("2026-03-12", answered="2026-03-14"), sent("2026-03-18")],
        expect={
            "follow_up": [Row("met", done="2026-03-12"), Row("waived", opens="2026-03-24")],
            "not_too_early": [Row("met", done="2026-03-12"), Row("broken", done="2026-03-18")],
            "not_too_often": [Row("met", done="2026-03-12"), Row("broken", done="2026-03-18")],
        },
    ),
    # The invitation had ended the wait: there is none that a reply could end.
    Situation(
        "a reply between an invitation and its interview",
        "2026-03-10",
        [ACME],
        [ANA, second("2026-03-12 10:00", "2026-03-06")],
        history=[word("2026-03-08", "reply")],
        expect={"follow_up": ["waived"]},
        doubt="A reply could open a wait of its own.",
    ),
    Situation(
        "a reply after the rejection",
        "2026-03-30",
        [status("rejected", "2026-03-10")],
        [ANA],
        history=[word("2026-03-12", "reply")],
        expect={"follow_up": ["waived"]},
        doubt="A reply could open a wait of its own.",
    ),
    Situation(
        "an answered message where nobody was met",
        "2026-03-09",
        [ACME],
        follow_ups=[sent("2026-02-16", answered="2026-02-18")],
        history=[word("2026-02-20", "reply")],
        expect={
            "follow_up": [],
            "not_too_early": [],
            "move_on": [],
            "keep_applying": [],
            "not_too_often": ["met"],
        },
    ),
]

# not_too_often: "at most 1 from the window's opening on, and 7 days after the one before it for
# the same application or to the same address; of two the later is broken".
TOO_OFTEN = [
    Situation(
        "two in the window, six days apart",
        "2026-03-20",
        [ACME],
        [ANA],
        [sent("2026-03-12"), sent("2026-03-18")],
        expect={
            "follow_up": ["met"],
            "not_too_often": [Row("met", done="2026-03-12"), Row("broken", done="2026-03-18")],
        },
    ),
    Situation(
        "two in the window, seven days apart",
        "2026-03-20",
        [ACME],
        [ANA],
        [sent("2026-03-12"), sent("2026-03-19")],
        expect={
            "not_too_often": [Row("met", done="2026-03-12"), Row("broken", done="2026-03-19")],
            "not_too_early": ["met", "met"],
        },
    ),
    Situation(
        "two allowed by the settings, seven days apart",
        "2026-03-20",
        [ACME],
        [ANA],
        [sent("2026-03-12 20:00"), sent("2026-03-19 08:00")],
        settings={"follow-ups per wait": "2"},
        expect={"not_too_often": ["met", "met"]},
    ),
    Situation(
        "two allowed by the settings, six days apart",
        "2026-03-20",
        [ACME],
        [ANA],
        [sent("2026-03-18"), sent("2026-03-12")],
        settings={"follow-ups per wait": "2"},
        expect={"not_too_often": [Row("met", done="2026-03-12"), Row("broken", done="2026-03-18")]},
    ),
    # One before the window is not one "from the window's opening on"; six days are six days.
    Situation(
        "one before the window, six days before the next",
        "2026-03-20",
        [ACME],
        [ANA],
        [sent("2026-03-06"), sent("2026-03-12")],
        expect={
            "not_too_often": [Row("met", done="2026-03-06"), Row("broken", done="2026-03-12")],
            "not_too_early": [Row("broken", done="2026-03-06"), Row("met", done="2026-03-12")],
            "follow_up": ["met"],
        },
    ),
    Situation(
        "two on one day, date-only",
        "2026-03-20",
        [ACME],
        [ANA],
        [sent("2026-03-12"), sent("2026-03-12")],
        expect={"not_too_often": ["met", "broken"], "follow_up": ["met"]},
    ),
    # A recruiter who speaks for two employers gets one message in seven days.
    Situation(
        "the same address for two companies, four days apart",
        "2026-03-20",
        [ACME, BETA],
        [ANA, BEN],
        [
            sent("2026-03-12", "A", to="rita@agency.example"),
            sent("2026-03-16", "B", to="Rita@Agency.example"),
        ],
        expect={
            "not_too_often": [Row("met", "Acme"), Row("broken", "Beta")],
            "follow_up": ["met", "met"],
        },
    ),
    Situation(
        "the same address for two companies, seven days apart",
        "2026-03-20",
        [ACME, BETA],
        [ANA, BEN],
        [
            sent("2026-03-12", "A", to="rita@agency.example"),
            sent("2026-03-19", "B", to="rita@agency.example"),
        ],
        expect={"not_too_often": ["met", "met"]},
    ),
    Situation(
        "two addresses, two companies",
        "2026-03-20",
        [ACME, BETA],
        [ANA, BEN],
        [
            sent("2026-03-12", "A", to="ana.ruiz@acme.example"),
            sent("2026-03-13", "B", to="ben.olsen@beta.example"),
        ],
        expect={"not_too_often": ["met", "met"]},
    ),
    Situation(
        "no addresses, two companies",
        "2026-03-20",
        [ACME, BETA],
        [ANA, BEN],
        [sent("2026-03-12", "A"), sent("2026-03-13", "B")],
        expect={"not_too_often": ["met", "met"]},
    ),
    Situation(
        "two roles at one company, the same address",
        "2026-03-20",
        [ACME, ACME | {"ID": "A2", "Role": "Engineer"}],
        [ANA, CLEO | {"Application": "A2"}],
        [
            sent("2026-03-12", "A", to="ana.ruiz@acme.example"),
            sent("2026-03-13", "A2", to="ana.ruiz@acme.example"),
        ],
        expect={"not_too_often": [Row("met", "A"), Row("broken", "A2")]},
    ),
    # "A follow-up outside every waiting period owes brief_note and the 7 days of not_too_often
    # only."
    Situation(
        "outside every wait, four days apart",
        "2026-03-09",
        [ACME],
        follow_ups=[sent("2026-02-16", message="Any news?"), sent("2026-02-20")],
        expect={
            "not_too_often": [Row("met", done="2026-02-16"), Row("broken", done="2026-02-20")],
            "brief_note": ["met"],
            "follow_up": [],
            "not_too_early": [],
            "move_on": [],
        },
    ),
    Situation(
        "outside every wait, three of them seven days apart",
        "2026-03-09",
        [ACME],
        follow_ups=[sent("2026-02-09"), sent("2026-02-16"), sent("2026-02-23")],
        expect={"not_too_often": ["met", "met", "met"]},
    ),
    # The one before it counts even if it was one too many: 4 days after the second, 8 after the
    # first.
    Situation(
        "outside every wait, three of them four days apart",
        "2026-03-09",
        [ACME],
        follow_ups=[sent("2026-02-09"), sent("2026-02-13"), sent("2026-02-17")],
        expect={
            "not_too_often": [
                Row("met", done="2026-02-09"),
                Row("broken", done="2026-02-13"),
                Row("broken", done="2026-02-17"),
            ]
        },
    ),
    Situation(
        "after the rejection, outside the wait",
        "2026-03-30",
        [status("rejected", "2026-03-10")],
        [ANA],
        [sent("2026-03-13")],
        expect={
            "follow_up": ["waived"],
            "not_too_early": [],
            "not_too_often": ["met"],
            "move_on": [],
        },
    ),
    # A thank-you is no follow-up. The decision was expected on the day of the interview, so the
    # window opens on 2026-03-05.
    Situation(
        "a thank-you two days before the follow-up",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-03 09:00", expected("2026-03-02"))],
        [sent("2026-03-05", to="ana.ruiz@acme.example")],
        expect={"not_too_often": ["met"], "not_too_early": ["met"], "follow_up": ["met"]},
    ),
]

# move_on: "the last follow-up of each waiting period: within 14 days the applicant closes
# (no_response, withdrawn) -> met, later -> late, still open after -> missed; waived by any word
# from the employer first".
MOVE_ON = [
    Situation(
        "silence, 14 days after the follow-up",
        "2026-03-26",
        [ACME],
        [ANA],
        [sent("2026-03-12")],
        expect={"move_on": [Row("pending", "Acme", due="2026-03-26")]},
    ),
    Situation(
        "silence, 15 days after the follow-up",
        "2026-03-27",
        [ACME],
        [ANA],
        [sent("2026-03-12")],
        expect={"move_on": ["missed"]},
    ),
    Situation(
        "given up after 14 days",
        "2026-04-10",
        [status("no_response", "2026-03-26")],
        [ANA],
        [sent("2026-03-12 23:00")],
        expect={"move_on": [Row("met", done="2026-03-26")]},
    ),
    Situation(
        "given up after 15 days",
        "2026-04-10",
        [status("no_response", "2026-03-27")],
        [ANA],
        [sent("2026-03-12")],
        expect={"move_on": [Row("late", done="2026-03-27")]},
    ),
    Situation(
        "given up after 15 days, looked at before that",
        "2026-03-26",
        [status("no_response", "2026-03-27")],
        [ANA],
        [sent("2026-03-12")],
        expect={"move_on": ["pending"]},
    ),
    Situation(
        "withdrawn a week after the follow-up",
        "2026-04-10",
        [ACME],
        [ANA],
        [sent("2026-03-12")],
        history=[word("2026-03-19", "withdrawn")],
        expect={"move_on": ["met"]},
    ),
    Situation(
        "rejected a week after the follow-up",
        "2026-04-10",
        [status("rejected", "2026-03-19")],
        [ANA],
        [sent("2026-03-12")],
        expect={"move_on": ["waived"], "follow_up": ["met"]},
    ),
    Situation(
        "rejected 14 days after the follow-up",
        "2026-04-10",
        [status("rejected", "2026-03-26")],
        [ANA],
        [sent("2026-03-12")],
        expect={"move_on": ["waived"]},
        doubt="The word came on the last day, in time; it could be said to come with the deadline.",
    ),
    Situation(
        "rejected 15 days after the follow-up",
        "2026-04-10",
        [status("rejected", "2026-03-27")],
        [ANA],
        [sent("2026-03-12")],
        expect={"move_on": ["missed"]},
    ),
    Situation(
        "invited a week after the follow-up",
        "2026-03-20",
        [ACME],
        [ANA, second("2026-03-25 10:00", "2026-03-19")],
        [sent("2026-03-12")],
        expect={"move_on": ["waived"]},
    ),
    Situation(
        "an offer a week after the follow-up",
        "2026-04-10",
        [ACME | {"Status": "offer", "Offered on": "2026-03-19"}],
        [ANA],
        [sent("2026-03-12")],
        expect={"move_on": ["waived"]},
    ),
    Situation(
        "position closed a week after the follow-up",
        "2026-04-10",
        [status("position_closed", "2026-03-19")],
        [ANA],
        [sent("2026-03-12")],
        expect={"move_on": ["waived"]},
        doubt="Closed without an answer is hardly a word, but nothing is left to close.",
    ),
    Situation(
        "an acknowledgement after the follow-up",
        "2026-03-20",
        [ACME],
        [ANA],
        [sent("2026-03-12")],
        history=[word("2026-03-13", "acknowledged")],
        expect={"move_on": ["pending"]},
        doubt="An automatic receipt could be any word from the employer: waived.",
    ),
    Situation(
        "the last of two follow-ups counts",
        "2026-04-01",
        [ACME],
        [ANA],
        [sent("2026-03-12"), sent("2026-03-19")],
        expect={"move_on": [Row("pending", due="2026-04-02")]},
    ),
    Situation(
        "given up without a day, long after",
        "2026-04-30",
        [status("no_response")],
        [ANA],
        [sent("2026-03-12")],
        expect={"move_on": ["unknown"], "follow_up": ["met"]},
    ),
    Situation(
        "given up without a day, still in time",
        "2026-03-20",
        [status("no_response")],
        [ANA],
        [sent("2026-03-12")],
        expect={"move_on": ["met"]},
        doubt="Whatever its day, it came within the 14 days; it could be called unknown.",
    ),
    Situation(
        "rejected without a day, long after the follow-up",
        "2026-04-30",
        [status("rejected")],
        [ANA],
        [sent("2026-03-12")],
        expect={"move_on": ["unknown"]},
    ),
    Situation(
        "21 days by the settings",
        "2026-04-02",
        [ACME],
        [ANA],
        [sent("2026-03-12")],
        settings={"move on after days": "21"},
        expect={"move_on": [Row("pending", due="2026-04-02")]},
    ),
]

# keep_applying: "each 7 days of a spell of waiting: at least 1 new application -> met at once;
# else pending until the seventh day is over while the spell lasts, then missed".
KEEP_APPLYING = [
    Situation(
        "two days into the first week",
        "2026-03-04",
        [ACME],
        [ANA],
        expect={"keep_applying": [Row("pending", opens="2026-03-02", due="2026-03-08")]},
    ),
    Situation(
        "the seventh day is not over",
        "2026-03-08",
        [ACME],
        [ANA],
        expect={"keep_applying": ["pending"]},
    ),
    Situation(
        "the eighth day",
        "2026-03-09",
        [ACME],
        [ANA],
        expect={
            "keep_applying": [
                Row("missed", opens="2026-03-02", due="2026-03-08"),
                Row("pending", opens="2026-03-09", due="2026-03-15"),
            ]
        },
    ),
    Situation(
        "applied elsewhere on the fourth day: met at once",
        "2026-03-05",
        [ACME, new("2026-03-05")],
        [ANA],
        expect={"keep_applying": [Row("met", opens="2026-03-02")]},
    ),
    Situation(
        "applied elsewhere on the first day",
        "2026-03-02",
        [ACME, new("2026-03-02")],
        [ANA],
        expect={"keep_applying": ["met"]},
    ),
    Situation(
        "applied elsewhere on the seventh day",
        "2026-03-09",
        [ACME, new("2026-03-08")],
        [ANA],
        expect={
            "keep_applying": [Row("met", opens="2026-03-02"), Row("pending", opens="2026-03-09")]
        },
    ),
    Situation(
        "applied elsewhere on the eighth day",
        "2026-03-09",
        [ACME, new("2026-03-09")],
        [ANA],
        expect={
            "keep_applying": [Row("missed", opens="2026-03-02"), Row("met", opens="2026-03-09")]
        },
    ),
    Situation(
        "applied elsewhere, looked at before that",
        "2026-03-05",
        [ACME, new("2026-03-06")],
        [ANA],
        expect={"keep_applying": ["pending"]},
    ),
    Situation(
        "something saved but not sent is no new application",
        "2026-03-09",
        [ACME, new("") | {"Status": "prospect"}],
        [ANA],
        expect={"keep_applying": ["missed", "pending"]},
    ),
    Situation(
        "two a week by the settings, two and one sent",
        "2026-03-16",
        [
            ACME,
            new("2026-03-03"),
            new("2026-03-05", "Delta"),
            new("2026-03-10", "Epsilon"),
        ],
        [ANA],
        settings={"applications per week": "2"},
        expect={
            "keep_applying": [
                Row("met", opens="2026-03-02"),
                Row("missed", opens="2026-03-09"),
                Row("pending", opens="2026-03-16"),
            ]
        },
    ),
    Situation(
        "nobody was met, nothing is waited for",
        "2026-03-09",
        [ACME],
        expect={"keep_applying": []},
    ),
    # Without a follow-up the wait covers at most 2026-03-02 to 2026-04-02: four weeks and four
    # days, and "an unfinished last block of an ended spell is not owed".
    Situation(
        "a wait counts until 14 days after the window",
        "2026-05-29",
        [ACME],
        [ANA],
        expect={
            "keep_applying": [
                Row("missed", opens="2026-03-02"),
                Row("missed", opens="2026-03-09"),
                Row("missed", opens="2026-03-16"),
                Row("missed", opens="2026-03-23"),
            ]
        },
    ),
    Situation(
        "the fifth week while the wait still counts",
        "2026-03-31",
        [ACME],
        [ANA],
        expect={"keep_applying": [*["missed"] * 4, Row("pending", opens="2026-03-30")]},
    ),
    # After a follow-up on 2026-03-12 until 2026-03-26: three weeks and four days.
    Situation(
        "a wait counts until its move-on falls due",
        "2026-05-29",
        [ACME],
        [ANA],
        [sent("2026-03-12")],
        expect={"keep_applying": ["missed"] * 3},
    ),
    # Expected 2026-03-12, window until 2026-03-22, 14 days more: 2026-04-05, the 35th day.
    Situation(
        "the day on which the move-on falls due belongs to the wait",
        "2026-05-29",
        [ACME],
        [expected("2026-03-12")],
        expect={"keep_applying": ["missed"] * 5},
        doubt="Until that day could leave the day itself out: four blocks.",
    ),
    # Rejected on 2026-03-16: the wait covers 2026-03-02 to 2026-03-15, two whole weeks.
    Situation(
        "two whole weeks, then a rejection",
        "2026-04-10",
        [status("rejected", "2026-03-16")],
        [ANA],
        expect={"keep_applying": ["missed", "missed"]},
    ),
    Situation(
        "a day less than two weeks, then a rejection",
        "2026-04-10",
        [status("rejected", "2026-03-15")],
        [ANA],
        expect={"keep_applying": [Row("missed", opens="2026-03-02")]},
    ),
    Situation(
        "rejected within the first week",
        "2026-04-10",
        [status("rejected", "2026-03-06")],
        [ANA],
        expect={"keep_applying": []},
    ),
    Situation(
        "an offer within the second week",
        "2026-04-10",
        [ACME | {"Status": "offer", "Offered on": "2026-03-10"}],
        [ANA],
        expect={"keep_applying": [Row("missed", opens="2026-03-02")]},
    ),
    Situation(
        "an application in the unfinished last week of an ended spell",
        "2026-04-10",
        [status("rejected", "2026-03-12"), new("2026-03-10")],
        [ANA],
        expect={"keep_applying": [Row("missed", opens="2026-03-02")]},
        doubt="Met at once could hold: missed, met; but weeks that can only help are biased.",
    ),
    Situation(
        "rejected without a day",
        "2026-03-10",
        [status("rejected")],
        [ANA],
        expect={"keep_applying": [Row("unknown", opens="2026-03-02")]},
        doubt="The second week cannot be whole, the first may be; it could owe nothing.",
    ),
    # "A spell is the union of waiting periods that overlap or touch": 2026-03-02 to 2026-03-05,
    # then from 2026-03-06 on.
    Situation(
        "two waits that touch",
        "2026-03-10",
        [status("rejected", "2026-03-06"), BETA],
        [ANA, ended("2026-03-06 15:00", BEN)],
        expect={
            "keep_applying": [
                Row("missed", opens="2026-03-02", due="2026-03-08"),
                Row("pending", opens="2026-03-09", due="2026-03-15"),
            ]
        },
    ),
    # 2026-03-06 is waited on by nobody.
    Situation(
        "two waits with a day between",
        "2026-03-10",
        [status("rejected", "2026-03-06"), BETA],
        [ANA, ended("2026-03-07 15:00", BEN)],
        expect={"keep_applying": [Row("pending", opens="2026-03-07", due="2026-03-13")]},
    ),
    Situation(
        "two waits that overlap",
        "2026-03-10",
        [ACME, BETA],
        [ANA, ended("2026-03-05 15:00", BEN)],
        expect={
            "keep_applying": [
                Row("missed", opens="2026-03-02"),
                Row("pending", opens="2026-03-09"),
            ]
        },
    ),
    # The holding answer ends one wait and opens the next on the same day.
    Situation(
        "a reply does not interrupt the spell",
        "2026-03-12",
        [ACME],
        [ANA],
        history=[word("2026-03-05", "reply")],
        expect={
            "keep_applying": [
                Row("missed", opens="2026-03-02"),
                Row("pending", opens="2026-03-09"),
            ]
        },
    ),
    # Invited on 2026-03-06; the next wait begins on 2026-03-12.
    Situation(
        "between an invitation and its interview nothing is waited for",
        "2026-03-13",
        [ACME],
        [ANA, second("2026-03-12 10:00", "2026-03-06")],
        expect={"keep_applying": [Row("pending", opens="2026-03-12", due="2026-03-18")]},
    ),
]

HIRED = ACME | {"Status": "accepted", "Offered on": "2026-03-09", "Closed on": "2026-03-11"}

# "The first dated `accepted` ends the search"; "What is undone when the search ends is `waived`."
SEARCH_ENDS = [
    Situation(
        "accepted elsewhere after the follow-up fell open",
        "2026-03-30",
        [HIRED | {"Closed on": "2026-03-16"}, BETA],
        [BEN],
        expect={"follow_up": [Row("waived", "Beta")]},
    ),
    Situation(
        "accepted elsewhere after the window",
        "2026-03-30",
        [HIRED | {"Closed on": "2026-03-23"}, BETA],
        [BEN],
        expect={"follow_up": ["missed"]},
        doubt="Undone when the search ends could reach back to what was missed long before.",
    ),
    Situation(
        "accepted elsewhere, the thank-you was missed before",
        "2026-03-30",
        [HIRED, BETA],
        [BEN],
        expect={"thank_everyone": ["missed"]},
        doubt="As for the follow-up after the window: missed stays missed.",
    ),
    Situation(
        "accepted elsewhere on the day of the interview",
        "2026-03-30",
        [HIRED, BETA],
        [ended("2026-03-11 15:00", expected("2026-03-20", BEN | {"Contact": ""}))],
        expect={
            "thank_everyone": ["waived"],
            "proper_contact": ["waived"],
            "ask_next_steps": ["met"],
            "follow_up": ["waived"],
        },
    ),
    Situation(
        "an interview after the search ended",
        "2026-03-30",
        [HIRED, BETA],
        [ended("2026-03-13 15:00", BEN)],
        expect={
            "thank_everyone": ["waived"],
            "proper_contact": ["met"],
            "ask_next_steps": ["waived"],
            "follow_up": ["waived"],
        },
    ),
    Situation(
        "an interview after the search ended, thanked late all the same",
        "2026-03-30",
        [HIRED, BETA],
        [thanked("2026-03-16 15:00", ended("2026-03-13 15:00", BEN))],
        expect={"thank_everyone": ["late"]},
    ),
    Situation(
        "accepted elsewhere after the follow-up",
        "2026-04-10",
        [HIRED | {"Closed on": "2026-03-20"}, BETA],
        [BEN],
        [sent("2026-03-12", "B")],
        expect={"follow_up": ["met"], "move_on": ["waived"]},
    ),
    Situation(
        "accepted elsewhere after the move-on fell due",
        "2026-04-10",
        [HIRED | {"Closed on": "2026-03-30"}, BETA],
        [BEN],
        [sent("2026-03-12", "B")],
        expect={"move_on": ["missed"]},
        doubt="As for the follow-up after the window: missed stays missed.",
    ),
    Situation(
        "accepted elsewhere in the second week of waiting",
        "2026-03-12",
        [HIRED, BETA],
        [BEN],
        expect={
            "keep_applying": [Row("missed", opens="2026-03-02"), Row("waived", opens="2026-03-09")]
        },
        doubt="The search's end could end the spell, and its unfinished week would not be owed.",
    ),
    Situation(
        "accepted by the history's word",
        "2026-03-30",
        [ACME, BETA],
        [BEN],
        history=[word("2026-03-16", "accepted")],
        expect={"follow_up": ["waived"]},
    ),
    Situation(
        "accepted elsewhere, looked at before that",
        "2026-03-10",
        [HIRED, BETA],
        [BEN],
        expect={"follow_up": ["pending"], "keep_applying": ["missed", "pending"]},
    ),
    # "The first dated": without its day it ends nothing elsewhere.
    Situation(
        "accepted elsewhere without a day",
        "2026-03-30",
        [status("accepted"), BETA],
        [BEN],
        expect={"thank_everyone": ["missed"], "follow_up": ["missed"]},
        doubt="The undated end of the search could make what was undone unknown.",
    ),
    # At home: the offer ended the wait on 2026-03-09.
    Situation(
        "accepted where the interview was",
        "2026-03-30",
        [HIRED],
        [thanked("2026-03-02 10:30")],
        expect={
            "thank_everyone": ["met"],
            "follow_up": ["waived"],
            "move_on": [],
            "keep_applying": [Row("missed", opens="2026-03-02")],
        },
    ),
]

# "`count business days` (weekends skipped) applies to `expected after`, `follow up after/until`,
# `days between messages`, `move on after`."
BUSINESS_DAYS = [
    # 2026-03-02 + 7 = Wed 2026-03-11; + 3 = Mon 2026-03-16; + 10 = Wed 2026-03-25.
    Situation(
        "the window in business days",
        "2026-03-10",
        [ACME],
        [ANA],
        settings=WEEKDAYS,
        expect={"follow_up": [Row("pending", opens="2026-03-16", due="2026-03-25")]},
    ),
    Situation(
        "sent on a Friday, the window opens on Monday",
        "2026-03-20",
        [ACME],
        [ANA],
        [sent("2026-03-13")],
        settings=WEEKDAYS,
        expect={"follow_up": ["waived"], "not_too_early": ["broken"]},
    ),
    Situation(
        "sent on the last day in business days",
        "2026-03-27",
        [ACME],
        [ANA],
        [sent("2026-03-25")],
        settings=WEEKDAYS,
        expect={"follow_up": ["met"]},
    ),
    # Friday 2026-03-06 + 3 = Wed 2026-03-11; + 10 = Fri 2026-03-20.
    Situation(
        "expected on a Friday",
        "2026-03-10",
        [ACME],
        [expected("2026-03-06")],
        settings=WEEKDAYS,
        expect={"follow_up": [Row("pending", opens="2026-03-11", due="2026-03-20")]},
    ),
    # The third weekday after Saturday 2026-03-14 is Wed 2026-03-18, the tenth Fri 2026-03-27.
    Situation(
        "expected on a Saturday",
        "2026-03-10",
        [ACME],
        [expected("2026-03-14")],
        settings=WEEKDAYS,
        expect={"follow_up": [Row("pending", opens="2026-03-18", due="2026-03-27")]},
        doubt="A Saturday could first be moved to Monday: Thu 2026-03-19 to Mon 2026-03-30.",
    ),
    # 14 weekdays after Mon 2026-03-16: Fri 2026-04-03.
    Situation(
        "moving on in business days, the last day",
        "2026-04-03",
        [ACME],
        [ANA],
        [sent("2026-03-16")],
        settings=WEEKDAYS,
        expect={"move_on": [Row("pending", due="2026-04-03")], "not_too_early": ["met"]},
    ),
    Situation(
        "moving on in business days, the day after",
        "2026-04-04",
        [ACME],
        [ANA],
        [sent("2026-03-16")],
        settings=WEEKDAYS,
        expect={"move_on": ["missed"]},
    ),
    # Thu 2026-02-12 to Fri 2026-02-20 are 8 days, but 6 business days.
    Situation(
        "messages six business days apart",
        "2026-03-09",
        [ACME],
        follow_ups=[sent("2026-02-12"), sent("2026-02-20")],
        settings=WEEKDAYS,
        expect={"not_too_often": ["met", "broken"]},
    ),
    Situation(
        "messages seven business days apart",
        "2026-03-09",
        [ACME],
        follow_ups=[sent("2026-02-12"), sent("2026-02-23")],
        settings=WEEKDAYS,
        expect={"not_too_often": ["met", "met"]},
    ),
    # The 24 hours and the 7 days of applying are not in the list.
    Situation(
        "a Friday's thank-you is due on Saturday all the same",
        "2026-03-09",
        [ACME],
        [thanked("2026-03-09 08:00", ended("2026-03-06 16:00"))],
        settings=WEEKDAYS,
        expect={"thank_everyone": [Row("late", due="2026-03-07 16:00")]},
    ),
    Situation(
        "a week of applying has seven days all the same",
        "2026-03-09",
        [ACME],
        [ANA],
        settings=WEEKDAYS,
        expect={"keep_applying": [Row("missed", due="2026-03-08"), "pending"]},
    ),
]

SITUATIONS = [
    *THANKS,
    *DATE_ONLY,
    *CLOCK_CHANGES,
    *CLOSED_FIRST,
    *CONTACTS,
    *PERSONAL,
    *BRIEF,
    *NEXT_STEPS,
    *FOLLOW_UPS,
    *EXPECTED,
    *MEDIANS,
    *WORDS,
    *HOLDING,
    *TOO_OFTEN,
    *MOVE_ON,
    *KEEP_APPLYING,
    *SEARCH_ENDS,
    *BUSINESS_DAYS,
]
