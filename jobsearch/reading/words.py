"""What people write where a word has a fixed meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jobsearch.reading.problems import shown
from jobsearch.schema import CHANNELS, HISTORY_WORDS, OUTCOMES, STAGES

_YES, _NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0"}
_EMPTY = {"null", "na", "n a", "nan", "none", "unknown", "tbd", "company not in snippet"}
_EMPTY_ENDS = {word[0] + word[-1] for word in _EMPTY}
# Theirs or mine: nobody can tell from the word alone.
AMBIGUOUS = {"declined"}
# Words of their own, however near to one of ours.
_NO_TYPOS = {"contract"}

_STATUS_WORDS = {
    "prospect": "prospect, saved, wishlist, bookmarked, to apply, need to apply, planned, draft, "
    "not submitted, not sent, not applied, didn't apply, removed before submission",
    "applied": "applied, submitted, sent",
    "open": "open, pending, waiting, waiting for response, awaiting response, under review, "
    "active, in progress, ongoing, on hold",
    "screening": "screening, screen, phone screen, recruiter call, hr call, assessment, "
    "online assessment, coding challenge, case study, take home",
    "interview": "interview, interviewing, interviewed, virtual interview, video interview, "
    "phone interview, technical, technical interview, onsite, on site, panel, final round, "
    "1st interview, 2nd interview, first interview, second interview, final interview",
    "offer": "offer, offered, offer received",
    "accepted": "accepted, accepted offer, offer accepted, hired, signed",
    "rejected": "rejected, rejection, denied, not selected, no, unsuccessful, turned down, "
    "turned down by them, declined by them, auto rejected, reeejected",
    "withdrawn": "withdrawn, withdrew, i said no, declined offer, offer declined, turn down, "
    "turn down by me, turned down by me, declined by me, not interested, opted out",
    "position_closed": "position closed, position canceled, position cancelled, position removed, "
    "removed, role filled, position filled, filled, cancelled, canceled, not hiring, closed, "
    "expired, hiring freeze",
    "no_response": "no response, ghosted, no reply, no answer, unresponsive, suspected ghost job",
}
_RESPONSE_WORDS = {
    "invitation": "invitation, invited, interview, screening, assessment, call, positive",
    "rejection": "rejection, rejected, denied, negative",
    "offer": "offer, offered",
}
_CHANNEL_WORDS = {
    "e-mail": "e mail, email, mail",
    "phone": "phone, call, phone call, telephone",
    "letter": "letter, card, post",
    "message": "message, linkedin, linkedin message, text, text message, sms, chat",
    "in person": "in person, person",
    "contact form": "contact form, form, web form, website",
}


def normal(text: object) -> str:
    """Lower case, CamelCase split, anything but letters and digits a single blank."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(text))
    return re.sub(r"[\W_]+", " ", spaced.casefold().replace("'", "").replace("’", "")).strip()


def fold(text: object) -> str:
    """Case-folded, blanks collapsed: how names are compared."""
    return " ".join(str(text).casefold().split())


def is_empty(value: object) -> bool:
    """Blank, or one of the words that people write for it (n/a, -, null, ?)."""
    if not isinstance(value, str):
        return value is None
    text = value.strip(" \t\r\n\xa0-–—?./")
    ends = (text[:1] + text[-1:]).lower()
    # Nearly every text shows by its first and last letter that it is none of these words.
    if ends.isascii() and ends.isalnum() and ends not in _EMPTY_ENDS:
        return False
    return not text or normal(text) in _EMPTY


def is_flag(value: object) -> bool:
    """Whether a cell says no more than yes or no."""
    return normal(shown(value)) in {*_YES, *_NO}


def is_yes(value: object) -> bool:
    """Whether a cell says yes."""
    return normal(shown(value)) in _YES


def _by_spelling(words: Mapping[str, str]) -> dict[str, str]:
    return {
        normal(said): word for word, spellings in words.items() for said in spellings.split(",")
    }


_STATUSES = _by_spelling(_STATUS_WORDS)
_WORDS = {
    "response": _by_spelling(_RESPONSE_WORDS),
    "thanked_by": _by_spelling(_CHANNEL_WORDS),
    "channel": _by_spelling(_CHANNEL_WORDS),
    "what": {normal(word): word for word in HISTORY_WORDS} | {"acknowledgement": "acknowledged"},
}
CHOICES = {
    "response": "invitation, rejection or offer",
    "thanked_by": ", ".join(CHANNELS[:-1]) + " or " + CHANNELS[-1],
    "channel": ", ".join(CHANNELS[:-1]) + " or " + CHANNELS[-1],
    "what": ", ".join(HISTORY_WORDS[:-1]) + " or " + HISTORY_WORDS[-1],
}


def parse_word(column: str, text: str) -> str | None:
    """The fixed word that `text` stands for in `column`, or None."""
    return _WORDS[column].get(normal(text))


def parse_status(text: str, own: Mapping[str, str]) -> tuple[str, str] | None:
    """
    Stage and outcome that a status names, "" where it names none; None if it is not understood.

    Compounds keep both: "Rejected after interview" is ("interview", "rejected").
    `own` are the user's words, normalised, with what they mean.
    """
    known = {**_STATUSES, **own}
    whole = known.get(normal(text))
    parts = [whole] if whole else [_part(p, known) for p in _split(text)]
    if not parts or None in parts:
        return None
    stages = [p for p in parts if p in STAGES]
    outcomes = {p for p in parts if p in OUTCOMES}
    if len(outcomes) > 1 or (len(parts) > 1 and "prospect" in stages):
        return None
    if "withdrawn" in outcomes and "offer" in normal(text).split():
        stages.append("offer")  # a declined offer was one
    return max(stages, key=STAGES.index, default=""), next(iter(outcomes), "")


def _split(text: str) -> list[str]:
    parts = re.split(r"[,;/+&|>()]|\s[-–—]+\s|\bafter\b|\bthen\b|\band\b|\bbut\b", text, flags=re.I)
    words = [re.sub(r"^\d+\s+", "", normal(part)) for part in parts]
    return [word for word in words if word]


def _part(word: str, known: Mapping[str, str]) -> str | None:
    """One part of a compound: a known word, its plural, else misspelt or cut short."""
    for spelled in (word, word.removesuffix("s")):
        if spelled in known:
            return known[spelled]
    near = {
        meaning
        for said, meaning in known.items()
        if alike(word, said) or (len(word) >= 4 and alike(word, said, cut_short=True))
    }
    return near.pop() if len(near) == 1 else None


def alike(word: str, said: str, *, cut_short: bool = False) -> bool:
    """Whether each word is the same but for a typo; with `cut_short` the last may stop early."""
    mine, theirs = word.split(), said.split()
    if len(mine) != len(theirs):
        return False
    if cut_short and theirs[-1].startswith(mine[-1]):
        mine[-1] = theirs[-1]
    return all(a == b or _is_typo(a, b) for a, b in zip(mine, theirs, strict=True))


def _is_typo(a: str, b: str) -> bool:
    """Whether longer words with one first letter have one too many, missing, wrong or swapped."""
    if max(len(a), len(b)) < 5 or a in _NO_TYPOS:
        return False
    pairs = enumerate(zip(a, b, strict=False))
    same = next((i for i, (x, y) in pairs if x != y), min(len(a), len(b)))
    a, b = a[same:], b[same:]
    swapped = a[:2] == b[1::-1] and a[2:] == b[2:]
    return same > 0 and (swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:])


def is_screening(round_name: str) -> bool:
    """Whether a Round is a screening rather than an interview."""
    return bool(re.search(r"screen|recruiter|hr call|assessment|\btests?\b", normal(round_name)))


def is_assessment(round_name: str) -> bool:
    """Whether a Round is a test that needs no person."""
    return bool(re.search(r"assessment|\btests?\b|challenge|take home", normal(round_name)))
