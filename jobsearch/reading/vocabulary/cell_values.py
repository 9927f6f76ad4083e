"""What people write where a word has a fixed meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from jobsearch.schema import HISTORY_WORDS, SHEETS
from jobsearch.spelling import normal, yes_or_no
from jobsearch.wording import listing

# Ticks, and the letter that stands for one.
_TICKS, _CROSSES = {"x", "✓", "✔", "☑", "✅", "[x]"}, {"✗", "✘", "☐", "❌", "[]", "[ ]"}
_EMPTY = {"null", "na", "n a", "nan", "none", "unknown", "tbd", "company not in snippet", "nat"}
_EMPTY_ENDS = {word[0] + word[-1] for word in _EMPTY}

_RESPONSE_WORDS = {
    "invitation": "invitation, invited, interview, screening, assessment, call, positive",
    "rejection": "rejection, rejected, denied, negative",
    "offer": "offer, offered",
}
_CHANNEL_WORDS = {
    "e-mail": "e mail, email, mail",
    "phone": "phone, call, phone call, telephone",
    "letter": "letter, card, post",
    "message": "message, direct message, dm, text, text message, sms, chat, linkedin, linked in, "
    "linkedin message, linked in message, xing, whatsapp, whats app",
    "in person": "in person, person",
    "contact form": "contact form, form, web form, website",
}


def is_empty(value: object) -> bool:
    """Blank, or one of the words that people write for it (n/a, -, null, ?)."""
    if not isinstance(value, str):
        return value is None
    # Nearly every text shows by its first and last letter that it is none of these words.
    ends = (value[:1] + value[-1:]).lower()
    if ends.isascii() and ends.isalnum() and ends not in _EMPTY_ENDS:
        return False
    text = value.strip(" \t\r\n\xa0-–—?./")
    return not text or normal(text) in _EMPTY


def tick(value: object) -> bool | None:
    """Whether a cell is ticked: a yes, a tick, an x; None where it is no such sign."""
    sign = str(value).strip().lower()
    if sign in _TICKS or sign in _CROSSES:
        return sign in _TICKS
    return yes_or_no(value)


def by_spelling(words: Mapping[str, str]) -> dict[str, str]:
    """Each spelling, as it is compared → the word that it stands for."""
    return {
        normal(said): word for word, spellings in words.items() for said in spellings.split(",")
    }


_SPELLINGS = {
    "response": _RESPONSE_WORDS,
    "thanked_by": _CHANNEL_WORDS,
    "channel": _CHANNEL_WORDS,
    "what": {word: word for word in HISTORY_WORDS}
    | {"acknowledged": "acknowledged, acknowledgement"},
}


def choices(column: str) -> str:
    """The words that a column takes, as a sentence lists them; "" where it takes any."""
    return listing(_own_words(column), last="or") if column != "status" else ""


def _own_words(column: str) -> tuple[str, ...]:
    columns = (c for sheet in SHEETS for c in sheet.columns)
    return next((c.words for c in columns if c.name == column), ())


def parse_word(column: str, text: str) -> str | None:
    """The fixed word that `text` stands for in `column`, or None."""
    return _words_of(column).get(normal(text))


@cache
def _words_of(column: str) -> dict[str, str]:
    return by_spelling(_SPELLINGS.get(column) or {word: word for word in _own_words(column)})


_SCREENINGS = (
    r"screen|recruiter|hr call|assessment|\btests?\b|challenge|take home|case study|phone call"
    r"|\boa\b|telefon|telephonique|telefonica|\bprueba"
)


def is_screening(round_name: str) -> bool:
    """Whether a Round is a screening rather than an interview."""
    return bool(re.search(_SCREENINGS, normal(round_name)))


def is_assessment(round_name: str) -> bool:
    """Whether a Round is a test that needs no person."""
    return bool(re.search(r"assessment|\btests?\b|challenge|take home", normal(round_name)))
