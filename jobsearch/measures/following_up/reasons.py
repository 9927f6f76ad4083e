"""Why something is owed and what became of it: the sentences of following up, all of them."""

from __future__ import annotations

from string import Formatter
from typing import Any

SENTENCES = {
    # When news is expected, by where the day comes from.
    "expected_answer": "They promised an answer by {day}.",
    "expected_interview": "At the interview they said to expect news by {day}.",
    "expected_application": "You noted that they decide by {day}.",
    "expected_median": "No date was given, so expect news around {day}, as usual in your search.",
    "expected_default": "No date was given, so expect news around {day}.",
    # What became of an obligation.
    "followed_up": "Your last follow-up was {day}.",
    "too_early": "sent before {day}",
    "too_many": "more than {most} in one wait",
    "too_soon": "less than {days} days after the one before",
    "applied": "{sent} of {wanted} sent",
    "within": "within {hours:g} h",
    "late": "late",
    "contact_form": "sent through a contact form, which reaches nobody",
    "not_personal": "sent to an address that is not a person's",
    "unknown_way": "the log does not say how it was sent, and there is no proper contact",
    "before_end": "sent before the interview ended",
    "unknown_hour": "the log does not say at what hour",
    "undated": "the interview has no date",
    "undated_closing": "it is not known when the application closed",
    "closed_first": "the application closed first",
    "no_contact": "no proper contact",
    "no_mailbox": "no named mailbox and no phone number",
    "words": "{words} words",
    "copied": "nearly the same words as a note to somebody else",
    "nameless": "names neither the person nor the company",
    "off_topic": "says nothing of what you talked about",
    # Why something is on the agenda; `detail` is what the obligation says.
    "by": "by {day}",
    "thank_late": "Due {due}. Still worth sending today.",
    "thank": "Send it {by_due}.",
    "ask_hr_to_thank": "You have no address for {person}. Look it up, or ask HR.",
    "ask_hr": "You have no address to follow up with. Ask HR for one.",
    "nameless_person": "this interviewer",
    "follow_up_late": "{detail} The best time to ask ended {due}: write now, or let it go.",
    "follow_up": "{detail} Write {by_due}.",
    "close_now": "{detail} There was no answer: close it.",
    "close": "{detail} If there is no answer {by_due}, close it.",
    "apply": "Keep applying while you wait: {detail} in the week to {due}.",
    "interview": "{detail}. Ask for the next steps.",
    "interview_ahead": "Ask for the next steps.",
    "wait": "{detail} Hold off until {opens}.",
    "stale": "Silent for {days} days. The limit is {limit}.",
}


def sentence(code: str, **values: Any) -> Any:
    """
    A sentence, or one for each row where a value is an array of texts.

    Examples
    --------
    >>> import numpy as np
    >>> sentence("too_many", most=1), sentence("by", day=np.array(["today"], dtype=object))
    ('more than 1 in one wait', array(['by today'], dtype=object))
    """
    text: Any = ""
    for words, name, form, _ in Formatter().parse(SENTENCES[code]):
        value = values[name] if name else ""
        text = text + words + (value if hasattr(value, "dtype") else format(value, form or ""))
    return text
