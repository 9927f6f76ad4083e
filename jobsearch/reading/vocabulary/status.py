"""What a status says: a stage, an outcome, or both."""

from __future__ import annotations

from collections.abc import Mapping

from jobsearch.schema import STAGES, STATUSES


def as_named(text: str) -> str:
    """A status as the schema would spell it: "No response" is no_response."""
    return text.strip().lower().replace(" ", "_")


def parse_status(text: str, own: Mapping[str, str]) -> tuple[str, str] | None:
    """
    Stage and outcome that a status names, "" where it names none; None if it is not understood.

    Compounds keep both: "Rejected after interview" is ("interview", "rejected").
    `own` are the user's words, normalised, with what they mean.

    Examples
    --------
    >>> parse_status("Rejected after interview", {})
    ('interview', 'rejected')
    """
    word = as_named(text)
    if word in STATUSES and not own:
        return (word, "") if word in STAGES else ("", word)
    # The words of other people's trackers are many: they are loaded where one is met.
    from jobsearch.reading.vocabulary.status_meaning import meaning_of

    return meaning_of(text, own)
