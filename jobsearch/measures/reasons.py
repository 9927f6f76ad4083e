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
    Reason.AFTER_REPLY: "they have replied, and no interview has followed yet",
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


LIMITS = {
    "learned": "{days}: in your search, good news rarely came later (less than {percent} heard any "
    "within {horizon} more; {n:,} had waited that long)",
    "undecided": "{days}: even after {judged} of silence, the longest that can be judged, "
    "{percent} or more heard good news within {horizon}",
    "default": "{days}, the default: too few of your applications have waited longer than "
    "{earliest} to learn from",
    "after_follow_up": "{days} after your last follow-up",
    "after_window": "{days} after the best time for a follow-up ended",
    "after_reply": "{days} after their last reply, with no interview since",
}


def explain_limit(source: str, **values: object) -> str:
    """
    Where a limit of silence comes from, in words.

    Examples
    --------
    >>> explain_limit("after_follow_up", days="14 days")
    '14 days after your last follow-up'
    """
    return LIMITS[source].format(**values)
