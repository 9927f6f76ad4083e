"""Every name of a log, spelled once: sheets, columns, words with a fixed meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

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
# Why an application is left out of the response times; "" where it is not.
LEFT_OUT = (
    "",
    "unreadable_application_date",
    "no_response_date",
    "response_before_application",
    "closed_without_date",
    "closed_before_application",
)

VERDICTS = ("met", "late", "missed", "broken", "pending", "blocked", "unknown", "waived")
TIERS = ("within 1 h", "within 24 h", "late")
# Where the day of a decision comes from: what they answered, said at the interview, what stands on
# the application, the median of the next steps so far, the setting.
EXPECTED_FROM = ("answer", "interview", "application", "median", "default")
# What to do about an application that is stale.
SUGGESTIONS = ("follow_up", "wait", "close")
FIRST_YEAR, LAST_YEAR = 1990, 2089  # of any day of a log
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of any sheet


# Rules and errands: name → all that is known of it, in their natural order.


class Rule(NamedTuple):
    """
    One rule of following up.

    ``label`` is its name for people; a hint is advice, no duty. ``doubt`` begins the sentence that
    warns of a planned change which would break it; "" where a change cannot.
    ``habit`` names what a person does who keeps the rule.
    """

    name: str
    label: str
    is_hint: bool = False
    doubt: str = ""
    habit: str = ""


class Errand(NamedTuple):
    """
    One kind of thing to do on the agenda.

    ``label`` is what to do in a word or two; ``whom`` adds the person it is about, where there is
    one.
    """

    name: str
    label: str
    whom: str = ""


RULES = {
    rule.name: rule
    for rule in (
        Rule("thank_everyone", "thank everyone", habit="thanking everyone"),
        Rule("proper_contact", "proper contact", habit="getting a proper contact"),
        Rule(
            "personal_note",
            "personal note (hint)",
            True,
            "The note is not personal",
            habit="writing personal notes",
        ),
        Rule("brief_note", "brief note", doubt="Long", habit="keeping notes brief"),
        Rule("ask_next_steps", "ask for next steps", habit="asking for next steps"),
        Rule("follow_up", "follow up", habit="following up"),
        Rule("not_too_early", "not too early", doubt="Too early", habit="not writing too early"),
        Rule("not_too_often", "not too often", doubt="Too often", habit="not writing too often"),
        Rule("move_on", "move on", habit="moving on"),
        Rule("keep_applying", "keep applying", habit="applying while you wait"),
    )
}
ERRANDS = {
    errand.name: errand
    for errand in (
        Errand("thank", "thank", " {}"),
        Errand("ask_hr", "ask HR", " about {}"),
        Errand("follow_up", "follow up", " with {}"),
        Errand("close", "close"),
        Errand("apply", "apply"),
        Errand("interview", "prepare", " to meet {}"),
        Errand("wait", "wait"),
    )
}


# Sheets and their columns.


class Column(NamedTuple):
    """
    One column of the log.

    ``kind`` is text, day (a date), moment (a date with its time) or word (one of ``words``).
    ``note`` says what a person writes there; ``width`` is that of the kit's own workbook, in
    characters. A long text wraps, and keeps what would else mean an empty cell. ``feeds`` names the
    rules, or the measure, that read it.
    """

    header: str
    kind: str
    note: str
    words: tuple[str, ...] = ()
    width: int = 16
    is_long: bool = False
    feeds: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The column's name in the tables of a `Log`."""
        return self.header.lower().replace("-", "_").replace(" ", "_")


@dataclass(eq=False)
class Sheet:
    """One sheet of the workbook, with so many lines a row."""

    name: str
    columns: tuple[Column, ...]
    row_lines: int = 1

    @property
    def table(self) -> str:
        """The attribute of `Log` that holds this sheet."""
        return self.name.lower().replace("-", "_").replace(" ", "_")


APPLICATIONS = Sheet(
    "Applications",
    (
        Column("ID", "text", "A short name of your own. Empty: Company / Role is used.", width=8),
        Column("Company", "text", "The employer, spelled the same way every time.", width=32),
        Column("Role", "text", "The job title.", width=24),
        Column(
            "Source", "text", "Where you found it: a job board, a referral, the company website.",
            width=15,
        ),
        Column("Industry", "text", "To compare industries and see how broad you search.", width=20),
        Column(
            "Company size", "text", "To compare: small, medium, large, or your own words.", width=14
        ),
        Column("Location", "text", "Where the job is.", width=14),
        Column(
            "Applied on", "day",
            "The day you sent it. Empty: not sent yet, or they contacted you first.",
            width=13, feeds=("response times", "keep_applying"),
        ),
        Column(
            "Response on", "day", "The day a person first told you what they decided.",
            width=14, feeds=("response times",),
        ),
        Column(
            "Response", "word", "What they decided. An automatic confirmation is not a response.",
            RESPONSES, width=12,
        ),
        Column(
            "Decision expected on", "day", "The date they gave for their decision. Always ask.",
            width=22, feeds=("ask_next_steps", "follow_up"),
        ),
        Column("Offered on", "day", "The day you got the offer.", width=13),
        Column(
            "Status", "word", "How far it has come, or how it ended.", STATUSES, width=15
        ),
        Column("Closed on", "day", "The day it ended.", width=12, feeds=("move_on",)),
        Column("Contact", "text", "Your contact at the company, often in HR.", width=18),
        Column("Contact email", "text", "Their email address.", width=39),
        Column("Link", "text", "The job posting.", width=38),
        Column("Notes", "text", "Anything you want to remember.", width=48, is_long=True),
    ),
)  # fmt: skip
_APPLICATION = "The ID, the company, or Company / Role."
INTERVIEWS = Sheet(
    "Interviews",
    (
        Column("Application", "text", _APPLICATION, width=31),
        Column("Round", "text", "Recruiter call, first interview, onsite panel, assessment, …"),
        Column("Invited on", "day", "The day they invited you.", width=12),
        Column(
            "Ended at", "moment", "When it ended: your time to say thank you starts here.",
            width=17, feeds=("thank_everyone",),
        ),
        Column(
            "Interviewer", "text", "One person per row: everyone gets a thank-you.",
            width=18, feeds=("thank_everyone", "personal_note"),
        ),
        Column(
            "Contact", "text", "Their own email or phone. None? Look it up, or ask HR.",
            width=40, feeds=("proper_contact",),
        ),
        Column(
            "Talked about", "text", "A few words, so that your thank-you can be personal.",
            width=30, is_long=True, feeds=("personal_note",),
        ),
        Column(
            "Decision expected on", "day",
            "The date they gave. Ask about the next steps before you leave.",
            width=22, feeds=("ask_next_steps", "follow_up"),
        ),
        Column(
            "Thanked at", "moment", "When you sent your thank-you.",
            width=17, feeds=("thank_everyone",),
        ),
        Column(
            "Thanked by", "word", "How you sent it.", CHANNELS, width=13, feeds=("thank_everyone",)
        ),
        Column(
            "Thank-you note", "text", "What you wrote, if you want hints on it.",
            width=70, is_long=True, feeds=("personal_note", "brief_note"),
        ),
    ),
    row_lines=2,
)  # fmt: skip
FOLLOW_UPS = Sheet(
    "Follow-ups",
    (
        Column("Application", "text", _APPLICATION, width=13),
        Column(
            "Sent at", "moment", "When you sent it.",
            width=17, feeds=("follow_up", "not_too_early", "not_too_often"),
        ),
        Column(
            "To", "text", "The address you sent it to.", width=40, feeds=("not_too_often",)
        ),
        Column("Channel", "word", "How you sent it.", CHANNELS, width=12),
        Column(
            "Message", "text", "What you wrote, if you want hints on it.",
            width=80, is_long=True, feeds=("brief_note",),
        ),
        Column(
            "Answered on", "day", "The day they answered it.",
            width=14, feeds=("follow_up", "move_on"),
        ),
    ),
    row_lines=2,
)  # fmt: skip
HISTORY = Sheet(
    "History",
    (
        Column("Application", "text", _APPLICATION, width=13),
        Column("On", "day", "The day it happened.", width=12),
        Column("What", "word", "What happened.", HISTORY_WORDS),
        Column(
            "Decision expected on", "day", "The new date they gave for their decision.",
            width=22, feeds=("ask_next_steps", "follow_up"),
        ),
        Column("Notes", "text", "Anything you want to remember.", width=46, is_long=True),
    ),
)  # fmt: skip
SETTINGS_SHEET = Sheet(
    "Settings",
    (
        Column("Setting", "text", "The name of the setting.", width=26),
        Column("Value", "text", "Your value. Empty: the default is used."),
        Column("What it means", "text", "What it does, and its default.", width=90, is_long=True),
    ),
)
SHEETS = (APPLICATIONS, INTERVIEWS, FOLLOW_UPS, HISTORY)
