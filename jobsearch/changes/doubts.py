"""Why a change may not be what was meant: each doubt with a code to decide on and a sentence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from jobsearch import clock
from jobsearch.finding import describe_application
from jobsearch.spelling import fold
from jobsearch.wording import day


class DoubtCode(StrEnum):
    """What is doubtful."""

    ALREADY_APPLIED = "already_applied"
    ALREADY_LOGGED = "already_logged"
    ALREADY_THANKED = "already_thanked"
    BEFORE_APPLICATION = "before_application"
    BEFORE_INTERVIEW_END = "before_interview_end"
    BREAKS_RULE = "breaks_rule"
    CLOSED = "closed"
    FORMULA_LOST = "formula_lost"
    IN_THE_FUTURE = "in_the_future"
    LIKE_A_FORMULA = "like_a_formula"
    LOG_PROBLEM = "log_problem"
    MISSING_COLUMN = "missing_column"
    NAMED_TWICE = "named_twice"
    NO_INTERVIEW_END = "no_interview_end"
    PASSES_OVER = "passes_over"
    SEVERAL_PEOPLE = "several_people"


@dataclass(frozen=True)
class Doubt:
    """Why a change may not be meant: the kind, for programs, and the sentence, for people."""

    code: DoubtCode
    text: str

    def __str__(self) -> str:
        return self.text


def if_closed(found: pd.Series) -> list[Doubt]:
    """A change to an application that ended."""
    outcome = found["status_outcome"]
    if not isinstance(outcome, str) or outcome == "open":
        return []
    when = "" if pd.isna(found["closed_on"]) else f" on {in_words(found['closed_on'])}"
    text = f"{describe_application(found)} was already closed{when}: {outcome.replace('_', ' ')}."
    return [Doubt(DoubtCode.CLOSED, text)]


def if_early(found: pd.Series, when: dt.date, what: str) -> list[Doubt]:
    """What is before the application date."""
    sent = found["applied_on"]
    if pd.isna(sent) or pd.Timestamp(when) >= sent:
        return []
    text = f"{what} is before the application date, {in_words(sent)}."
    return [Doubt(DoubtCode.BEFORE_APPLICATION, text)]


def if_ahead(when: dt.date, what: str) -> list[Doubt]:
    """What lies in the future."""
    start, now = pd.Timestamp(when), clock.now()
    if start <= now or start.date() <= now.date():
        return []
    return [Doubt(DoubtCode.IN_THE_FUTURE, f"{what} is in the future: {in_words(when)}.")]


def if_met(mine: pd.DataFrame, name: str, moment: dt.date) -> list[Doubt]:
    """An interview that is in the log already."""
    same_day = mine["ended_at"].dt.normalize() == pd.Timestamp(moment).normalize()
    if mine[same_day & (mine["interviewer"].fillna("").map(fold) == fold(name))].empty:
        return []
    who = f" with {name}" if name else ""
    text = f"The log already has an interview{who} on that day."
    return [Doubt(DoubtCode.ALREADY_LOGGED, text)]


def if_applied(same: pd.DataFrame) -> list[Doubt]:
    """An application of this company and role that is in the log already."""
    earlier = same[same["is_sent"]].iloc[-1] if same["is_sent"].any() else same.iloc[-1]
    sent = earlier["applied_on"]
    when = "" if pd.isna(sent) else f", sent on {in_words(sent)}"
    text = f"You already have this application: {describe_application(earlier)}{when}."
    return [Doubt(DoubtCode.ALREADY_APPLIED, text)]


def of_thanks(row: pd.Series, who: str, end: pd.Timestamp) -> list[Doubt]:
    """A second thank-you, or one that is out by the latest moment `end` that it may mean."""
    doubts = []
    if row["is_thanked"]:
        when = "" if pd.isna(row["thanked_at"]) else f" on {in_words(row['thanked_at'])}"
        doubts.append(Doubt(DoubtCode.ALREADY_THANKED, f"You already thanked {who}{when}."))
    if pd.isna(row["ended_at"]):
        text = f"The log does not say when the interview with {who} ended."
        doubts.append(Doubt(DoubtCode.NO_INTERVIEW_END, text))
    elif end < row["ended_at"]:
        ended = in_words(row["ended_at"])
        text = f"The interview with {who} ended on {ended}, after this thank-you."
        doubts.append(Doubt(DoubtCode.BEFORE_INTERVIEW_END, text))
    return doubts


def if_named_twice(names: Sequence[str]) -> list[Doubt]:
    """
    A person who is named again.

    Examples
    --------
    >>> print(*if_named_twice(["Dana Lee", "", "Bo", "", "dana  lee"]))
    dana  lee is named more than once.
    """
    folded = [fold(name) for name in names]
    return [
        Doubt(DoubtCode.NAMED_TWICE, f"{name} is named more than once.")
        for i, name in enumerate(names)
        if name and folded[i] in folded[:i]
    ]


def if_several(people: Sequence[str]) -> list[Doubt]:
    """
    One name that holds the names of several people: two words or more in each.

    Examples
    --------
    >>> [doubt.code.value for doubt in if_several(["Dana Lee", "Bo Ek and Ann Day", "Lee, Dana"])]
    ['several_people']
    """
    for text in people:
        names = re.split(r"[,;&]|\band\b", re.sub(r"<[^>]*>", " ", text))
        if len(names) > 1 and all(len(name.split()) > 1 for name in names):
            text = (
                f'"{text}" looks like several people. Enter each of them separately, so that '
                "everyone gets a thank-you."
            )
            return [Doubt(DoubtCode.SEVERAL_PEOPLE, text)]
    return []


def in_words(moment: dt.date) -> str:
    """A day or a moment as a person says it, seen from today."""
    return day(moment, as_of=clock.now())
