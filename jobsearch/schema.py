"""Every name of a log, spelled once: sheets, columns, words with a fixed meaning, settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any, NamedTuple

import pandas as pd

# Words with fixed meanings, in their natural order.

STAGES = ("prospect", "applied", "screening", "interview", "offer")
OUTCOMES = ("open", "accepted", "rejected", "withdrawn", "position_closed", "no_response")
STATUSES = (*STAGES, *OUTCOMES)
PIPELINE = STAGES[1:]  # a prospect is not in it yet
RESPONSES = ("invitation", "rejection", "offer")
RESPONSE_EVENTS = ("positive", "negative", "unclear", "none")
CHANNELS = ("e-mail", "phone", "letter", "message", "in person", "contact form")
HISTORY_WORDS = (
    "acknowledged",
    "reply",
    "invitation",
    "screening",
    "interview",
    "offer",
    "rejection",
    "accepted",
    "withdrawn",
    "position closed",
    "no response",
)
# What an event can be. "response" is an answer whose kind was not logged.
EVENTS = (
    "applied",
    "thank_you",
    "follow_up",
    "acknowledged",
    "reply",
    "response",
    "invitation",
    "screening",
    "interview",
    "offer",
    "rejection",
    "no_response",
    "withdrawn",
    "position_closed",
    "accepted",
)
ACTORS = ("me", "employer")
# What response times are compared by, and the group of those that leave it open.
GROUPINGS = ("source", "industry", "company_size", "role")
BLANK = "(blank)"

RULES = (
    "thank_everyone",
    "proper_contact",
    "personal_note",
    "brief_note",
    "ask_next_steps",
    "follow_up",
    "not_too_early",
    "not_too_often",
    "move_on",
    "keep_applying",
)
VERDICTS = ("met", "late", "missed", "broken", "pending", "blocked", "unknown", "waived")
TIERS = ("within 1 h", "within 24 h", "late")
ERRANDS = ("thank", "ask_hr", "follow_up", "close", "apply", "interview", "wait")


FIRST_YEAR, LAST_YEAR = 1990, 2089  # of any day of a log


# Sheets and their columns.


class Column(NamedTuple):
    """
    One column of the log.

    ``kind`` is text, day (a date), moment (a date with its time) or word (one of ``words``).
    ``note`` says what a person writes there, and which rule it feeds.
    """

    header: str
    kind: str
    note: str
    words: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The column's name in the tables of a `Log`."""
        return self.header.lower().replace("-", "_").replace(" ", "_")


class Sheet(NamedTuple):
    """One sheet of the workbook: one row per ``row_is``."""

    name: str
    row_is: str
    columns: tuple[Column, ...]

    @property
    def table(self) -> str:
        """The attribute of `Log` that holds this sheet."""
        return self.name.lower().replace("-", "_").replace(" ", "_")


APPLICATIONS = Sheet(
    "Applications",
    "application",
    (
        Column("ID", "text", "Any short name of your own. Empty: Company / Role is the name."),
        Column("Company", "text", "The employer, spelled the same way every time."),
        Column("Role", "text", "The job's title."),
        Column(
            "Source", "text", "Where you found it: a job board, a referral, the company's site."
        ),
        Column("Industry", "text", "For comparing, and for breadth."),
        Column("Company size", "text", "For comparing: small, medium, large, or what you like."),
        Column("Location", "text", "Where the work is."),
        Column(
            "Applied on", "day", "The day that you sent it. Empty: not sent, or they came first."
        ),
        Column("Response on", "day", "The day of the first word that a person decided."),
        Column("Response", "word", "What that word was. An automatic receipt is none.", RESPONSES),
        Column("Decision expected on", "day", "When they said that you would hear. Always ask."),
        Column("Offered on", "day", "The day of the offer."),
        Column("Status", "word", "Stage or outcome: how far it is, or how it ended.", STATUSES),
        Column("Closed on", "day", "The day that it ended."),
        Column("Contact", "text", "Who speaks for them: often HR."),
        Column("Contact email", "text", "Their address."),
        Column("Link", "text", "The posting."),
        Column("Notes", "text", "Anything."),
    ),
)
INTERVIEWS = Sheet(
    "Interviews",
    "interviewer met in one interview (a panel of three is three rows)",
    (
        Column("Application", "text", "The ID, the company, or Company / Role."),
        Column("Round", "text", "Recruiter call, first interview, onsite panel, assessment, …"),
        Column("Invited on", "day", "The day that they asked you to come."),
        Column("Ended at", "moment", "When it ended: the 24 hours run from here."),
        Column("Interviewer", "text", "One person a row: everybody gets a thank-you."),
        Column("Contact", "text", "Their own e-mail or phone. None? Look them up, or ask HR."),
        Column("Talked about", "text", "A few words, for a personal note."),
        Column("Decision expected on", "day", "Ask for the next steps before you leave."),
        Column("Thanked at", "moment", "When your thank-you went out."),
        Column("Thanked by", "word", "How it went out.", CHANNELS),
        Column("Thank-you note", "text", "Its text, if you like hints on it."),
    ),
)
FOLLOW_UPS = Sheet(
    "Follow-ups",
    "message that you sent while waiting",
    (
        Column("Application", "text", "The ID, the company, or Company / Role."),
        Column("Sent at", "moment", "When it went out."),
        Column("To", "text", "The address it went to."),
        Column("Channel", "word", "How it went out.", CHANNELS),
        Column("Message", "text", "Its text, if you like hints on it."),
        Column("Answered on", "day", "The day that they answered it."),
    ),
)
HISTORY = Sheet(
    "History",
    "dated word that no other sheet holds",
    (
        Column("Application", "text", "The ID, the company, or Company / Role."),
        Column("On", "day", "The day."),
        Column("What", "word", "What happened.", HISTORY_WORDS),
        Column("Decision expected on", "day", "When they now say that you will hear."),
        Column("Notes", "text", "Anything."),
    ),
)
SETTINGS_SHEET = Sheet(
    "Settings",
    "rule or preference",
    (
        Column("Setting", "text", "The setting's name."),
        Column("Value", "text", "Yours. Empty: the default holds."),
        Column("What it means", "text", "In words, with the default."),
    ),
)
SHEETS = (APPLICATIONS, INTERVIEWS, FOLLOW_UPS, HISTORY)


# Settings.


def _setting(kind: str, default: Any, sentence: str, sheet_name: str = "") -> Any:
    return field(
        default=default, metadata={"kind": kind, "sentence": sentence, "sheet_name": sheet_name}
    )


@dataclass(frozen=True)
class Settings:
    """
    The rules and preferences of one search; every field is a row of the Settings sheet.

    Examples
    --------
    >>> Settings().follow_up_after_days
    3
    >>> sheet_name(setting_fields()["thank_you_within_hours"])
    'thank-you within hours'
    """

    as_of: pd.Timestamp | None = _setting(
        "moment", None, "Look at the log as it stood then. Empty: now."
    )
    time_zone: str | None = _setting(
        "zone", None, "Such as Europe/Berlin. With it, hours across a clock change are true hours."
    )
    own_addresses: tuple[str, ...] = _setting(
        "addresses", (), "Your own e-mail addresses: never an interviewer's contact."
    )
    day_first: bool | None = _setting(
        "yes or no", None, "Does 01/12/2026 mean 1 December? Only where text dates leave it open."
    )
    thank_you_within_hours: float = _setting(
        "hours",
        24.0,
        "A thank-you later than this after the interview's end is late.",
        "thank-you within hours",
    )
    best_within_hours: float = _setting("hours", 1.0, "A thank-you this soon is the best tier.")
    note_words_at_most: int = _setting("count", 200, "A note or message with more words is long.")
    expected_after_days: int = _setting(
        "days", 7, "Nobody named a day for the decision: expect it this long after the interview."
    )
    follow_up_after_days: int = _setting(
        "days", 3, "The window for a follow-up opens this long after the expected day."
    )
    follow_up_until_days: int = _setting(
        "days", 10, "The window for a follow-up closes this long after the expected day."
    )
    follow_ups_per_wait: int = _setting(
        "count", 1, "No more follow-ups than this in one wait.", "follow-ups per wait"
    )
    days_between_messages: int = _setting("days", 7, "Days between two messages to the same place.")
    move_on_after_days: int = _setting(
        "days", 14, "Silence this long after the last follow-up: close it and move on."
    )
    applications_per_week: int = _setting(
        "count", 1, "New applications in each week of waiting, at least."
    )
    count_business_days: bool = _setting(
        "yes or no", False, "Count days without weekends, for expecting, following up, moving on."
    )
    minimum_at_risk: int = _setting(
        "count", 10, "With fewer applications still waiting there is no chance and no threshold."
    )
    stale_after_days: int = _setting(
        "days", 30, "Silence that makes an application stale where nothing can be learned."
    )
    stale_below_chance: float = _setting(
        "chance", 0.05, "Stale: a chance of good news within 30 days below this."
    )
    fresh_applications: int = _setting(
        "count", 5, "Fewer fresh applications than this, and one employer: eggs in one basket."
    )
    fresh_within_days: int = _setting("days", 14, "How long an application counts as fresh.")
    # How the file is read: free names, so no rows of their own in an empty Settings sheet.
    sheet: str | None = None
    header_row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)


def setting_fields() -> dict[str, Field[Any]]:
    """The settings by their Python names, without those on how to read the file."""
    return {f.name: f for f in fields(Settings) if f.metadata}


def sheet_name(setting: Field[Any]) -> str:
    """The setting's name on the Settings sheet."""
    return setting.metadata["sheet_name"] or setting.name.replace("_", " ")
