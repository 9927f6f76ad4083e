"""Why there is no figure, and where a limit of silence comes from: codes, and a sentence each."""

from __future__ import annotations

from enum import StrEnum

APPLICATIONS_AT_LEAST, ANSWERS_AT_LEAST = 20, 5  # of a group that is told from the others


class Reason(StrEnum):
    """Why there is no figure; `NONE`, which is false, where there is one."""

    NONE = ""
    NO_TIMES = "no_times"
    NO_DATES = "no_dates"
    NO_USABLE_DATES = "no_usable_dates"
    TOO_FEW_AT_RISK = "too_few_at_risk"
    PAST_LONGEST_TIME = "past_longest_time"
    NO_LARGE_GROUP = "no_large_group"
    ONE_LARGE_GROUP = "one_large_group"
    SAME_TIMES = "same_times"
    SMALL_GROUP = "small_group"
    NOT_OBSERVED = "not_observed"
    NOT_AMONG_LARGEST = "not_among_largest"
    NOTHING_SENT = "nothing_sent"
    NEVER_WAITING = "never_waiting"
    ALWAYS_WAITING = "always_waiting"
    AFTER_REPLY = "after_reply"
    SILENCE_UNKNOWN = "silence_unknown"


_LARGE = f"{APPLICATIONS_AT_LEAST} applications and {ANSWERS_AT_LEAST} answers"
SENTENCES = {
    Reason.NONE: "",
    Reason.NO_TIMES: "no application has a response time",
    Reason.NO_DATES: "{lost} of {answers} answers {have} no date",
    Reason.NO_USABLE_DATES: "{lost} of {answers} answers {have} no usable date",
    Reason.TOO_FEW_AT_RISK: "{waiting} still waiting after {silent} of silence; {least} needed",
    Reason.PAST_LONGEST_TIME: "no application was observed for {days}; the longest for {longest}",
    Reason.NO_LARGE_GROUP: f"no group has {_LARGE}",
    Reason.ONE_LARGE_GROUP: f"only one group has {_LARGE}",
    Reason.SAME_TIMES: "all answers came after the same number of days",
    Reason.SMALL_GROUP: "n = {n:,}, {answers}",
    Reason.NOT_OBSERVED: "n = {n:,}, none of them observed for {days} days",
    Reason.NOT_AMONG_LARGEST: "n = {n:,}, not among the {most} largest",
    Reason.NOTHING_SENT: "no application was sent",
    Reason.NEVER_WAITING: "no day was spent waiting",
    Reason.ALWAYS_WAITING: "every day was spent waiting",
    Reason.AFTER_REPLY: "there is one only for unanswered applications and after an interview",
    Reason.SILENCE_UNKNOWN: "the day of their last reply, or of your application, is unknown",
}


def explain(reason: Reason, **values: object) -> str:
    """
    A reason in words, "" where there is none.

    Examples
    --------
    >>> explain(Reason.NO_DATES, lost=28, answers=28, have="have")
    '28 of 28 answers have no date'
    """
    return SENTENCES[reason].format(**values)


class Limit(StrEnum):
    """What makes a silence too long."""

    EXPECTED = "expected"
    DEFAULT = "default"
    AFTER_REPLY = "after_reply"
    AFTER_WINDOW = "after_window"
    AFTER_FOLLOW_UP = "after_follow_up"
    AFTER_MESSAGE = "after_message"


LIMITS = {
    Limit.EXPECTED: "{days}: good news rarely comes later ({evidence})",
    Limit.DEFAULT: "{days}, the default: there is no good news to learn from",
    Limit.AFTER_REPLY: "{days} after their last reply, with no interview since",
    Limit.AFTER_WINDOW: "{days} after the best time for a follow-up ended",
    Limit.AFTER_FOLLOW_UP: "{days} after your last follow-up",
    Limit.AFTER_MESSAGE: "{days} after your last message",
}
# How much good news came later: by the number of one's own good answers, and in published searches.
NO_OWN_GOOD_NEWS = "you have had none yet"
ONE_OWN_GOOD_NEWS = {False: "yours came by then", True: "yours came later"}
OWN_GOOD_NEWS = "{later:,} of your {n:,} good answers did"
PUBLISHED_GOOD_NEWS = "{share} did in published searches"


def explain_limit(limit: Limit, **values: object) -> str:
    """
    Where a limit of silence comes from, in words.

    Examples
    --------
    >>> explain_limit(Limit.AFTER_FOLLOW_UP, days="14 days")
    '14 days after your last follow-up'
    """
    return LIMITS[limit].format(**values)
