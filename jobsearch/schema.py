"""Every name of a log, spelled once: sheets, columns, words with a fixed meaning."""

from __future__ import annotations

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
