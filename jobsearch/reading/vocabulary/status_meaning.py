"""What people write for a status: stages, outcomes, receipts, steps before an application."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from jobsearch.reading.vocabulary.cell_values import by_spelling
from jobsearch.reading.vocabulary.lazy_pattern import late_pattern
from jobsearch.reading.vocabulary.status_words import (
    FILLERS,
    NOT_REACHED,
    OUTREACH_WORDS,
    RECEIPT_WORDS,
    STATUS_WORDS,
)
from jobsearch.schema import OUTCOMES, STAGES
from jobsearch.spelling import normal, without_accents

# Theirs or mine: nobody can tell from the word alone.
AMBIGUOUS = {"declined"}
# Words of their own, however near to one of ours.
_NO_TYPOS = {"contract"}

_STATUSES = by_spelling(STATUS_WORDS)
_OUTREACH = {normal(word) for word in OUTREACH_WORDS.split(",")}
_RECEIPTS = {normal(word) for word in RECEIPT_WORDS.split(",")}


def is_outreach(text: str) -> bool:
    """Whether a status or kind names a step towards an application, and none itself."""
    return normal(text) in _OUTREACH


def meaning_of(text: str, own: Mapping[str, str]) -> tuple[str, str] | None:
    """`parse_status` of any text."""
    # "1. Applied" is the first in somebody's list, "2 interviews" are two.
    text = re.sub(r"^\s*\d{1,2}\s?[.):]\s+|^\s*\d{1,2}\s-\s", "", text)
    words = normal(text)
    if len(words) > _LONGEST:
        return None
    whole = own.get(words) or _STATUSES.get(words)
    parts: list[str] = [whole] if whole else []
    by_me = bool(re.search(r"\bby me\b|^i (?=re|tu|de|wi|ca)", words))
    for part in [] if whole else _split(text):
        found = _part(part, own)
        if found is None:
            return None
        parts += found
    if not parts:
        return None
    stages = [p for p in parts if p in STAGES]
    outcomes = {p for p in parts if p in OUTCOMES}
    if by_me:
        outcomes = {"withdrawn" if o == "rejected" else o for o in outcomes}
    # "Closed" says least beside a word that tells how.
    if "position_closed" in outcomes and outcomes <= {"position_closed", "rejected", "no_response"}:
        outcomes = outcomes - {"position_closed"} or outcomes
    if "prospect" in stages and len(parts) > 1:
        rest = {*stages, *outcomes} - {"prospect", "position_closed", "withdrawn"}
        return None if rest else ("prospect", "")
    if len(outcomes) > 1:
        return None
    if outcomes & {"withdrawn", "rejected"} and _OFFERS & set(words.split()):
        stages.append("offer")  # a declined offer was one
    return max(stages, key=STAGES.index, default=""), next(iter(outcomes), "")


def is_receipt(text: str, own: Mapping[str, str]) -> bool:
    """
    Whether a text says that the application arrived, and nothing that a person decided.

    Examples
    --------
    >>> is_receipt("Application received by email", {}), is_receipt("Interview confirmed", {})
    (True, False)
    """
    if meaning_of(text, own) not in {("", "open"), ("applied", ""), ("applied", "open")}:
        return False
    return any(_is_receipt(part.split()) for part in (normal(text), *_split(text)))


def _is_receipt(tokens: list[str]) -> bool:
    """Whether words are a receipt; one of two words and more may stand among fillers."""
    for start in range(len(tokens)):
        for end in range(start + 1, len(tokens) + 1):
            phrase, rest = " ".join(tokens[start:end]), tokens[:start] + tokens[end:]
            # "Call received" is none.
            is_whole = not rest or end - start > 1 or phrase.startswith("acknowledg")
            is_whole = is_whole and all(t in FILLERS for t in rest)
            if is_whole and any(alike(phrase, said) for said in _RECEIPTS):
                return True
    return False


def nearest_statuses(text: str) -> list[str]:
    """Up to two meanings whose words are nearest to a text that is not understood."""
    import difflib

    words = normal(text)[:_LONGEST]
    near = difflib.get_close_matches(words, list(_STATUSES), n=4, cutoff=0.8)
    # Short words have letters in common by chance: "on ice" is no "on site".
    near = [said for said in near if _is_near_by_word(words.split(), said.split())]
    # A word of it that means something by itself tells more than letters in common.
    inside = [_STATUSES[w] for w in words.split() if w in _STATUSES and w not in _WHOLE_ONLY]
    return list(dict.fromkeys([*inside, *(_STATUSES[w] for w in near)]))[:2]


def _is_near_by_word(mine: list[str], theirs: list[str]) -> bool:
    import difflib

    return len(mine) == len(theirs) and all(
        difflib.SequenceMatcher(None, a, b).ratio() >= 0.75
        for a, b in zip(mine, theirs, strict=True)
    )


# A status is a few words; a longer text tells a story.
_LONGEST = 120
_OFFERS = {"offer", "angebot", "offre", "oferta"}
# Mean something alone only: "no offer" is not a no and an offer.
_WHOLE_ONLY = {"no", "non", "nein", "nope", "apply", "nothing", "to do", "candidate"}
# What a word cut short may stand for.
_CUT_SHORT = (
    "interview, virtual interview, video interview, phone interview, rejected, rejection, "
    "accepted, assessment, screening, withdrawn, submitted, technical, unsuccessful"
).split(", ")
_JOINTS = late_pattern(
    r"[,;/+&|>()\[\]:\n\u2192]|\s[-\u2013\u2014]+\s|[.!?]+(?=\s|$)"
    r"|\b(?:after|then|and|but|nach|und|dann|apres|puis|et|tras|despues de|y)\b",
    re.I,
)


def _split(text: str) -> list[str]:
    text = without_accents(text).replace("/o ", " o ")
    reached = re.sub(NOT_REACHED, " ", text, flags=re.I)
    parts = _JOINTS.split(reached)
    words = [re.sub(r"^\d+\s+", "", normal(part)) for part in parts if part]
    return [word for word in words if word]


def _part(word: str, own: Mapping[str, str]) -> list[str] | None:
    """What one part of a compound names: known words, misspelt or cut short, among fillers."""
    for spelled in (word, word.removesuffix("s")):
        if found := own.get(spelled) or _STATUSES.get(spelled):
            return [found]
    if near := _near(word) or next((m for said, m in own.items() if alike(word, said)), None):
        return [near]
    tokens = word.split()
    found_in: list[str] = []
    at = 0
    while at < len(tokens):
        for size in range(min(6, len(tokens) - at), 0, -1):
            phrase = " ".join(tokens[at : at + size])
            meaning = own.get(phrase) or _STATUSES.get(phrase) or (size == 1 and _near(phrase))
            if meaning and phrase not in _WHOLE_ONLY:
                found_in.append(meaning)
                at += size
                break
        else:
            if not (tokens[at] in FILLERS or tokens[at].isdigit() or tokens[at] in {"me", "i"}):
                return None
            at += 1
    # Fillers alone tell nothing, but beside another part they do no harm.
    return found_in if found_in or all(t in FILLERS or t.isdigit() for t in tokens) else None


@lru_cache(maxsize=4096)
def _near(word: str) -> str | None:
    """The meaning of the known words that this is but for a typo, or cut short."""
    near = {_STATUSES[said] for said in _candidates().get(_shape(word), ()) if alike(word, said)}
    if not near and len(word) >= 4:
        near = {_STATUSES[s] for s in _CUT_SHORT if alike(word, s, cut_short=True)}
    return near.pop() if len(near) == 1 else None


@lru_cache(maxsize=1)
def _candidates() -> dict[tuple[int, str], list[str]]:
    """The known words by how many they are and what the first one starts with."""
    by_shape: dict[tuple[int, str], list[str]] = {}
    for said in _STATUSES:
        by_shape.setdefault(_shape(said), []).append(said)
    return by_shape


def _shape(word: str) -> tuple[int, str]:
    return word.count(" "), word[:1]


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
