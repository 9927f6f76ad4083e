"""What a planned change means: the rules that it would break, and what is then on the agenda."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from jobsearch import clock
from jobsearch.changes.doubts import Doubt, DoubtCode
from jobsearch.changes.plan import Plan
from jobsearch.clock import as_timestamp, cut_off
from jobsearch.reading.problems import ProblemCode
from jobsearch.schema import ERRANDS, RULES
from jobsearch.wording import sentence_case

# A problem that the log would then have, and the doubt of a plan that says the same.
_DOUBTED = {
    ProblemCode.IN_THE_FUTURE: DoubtCode.IN_THE_FUTURE,
    ProblemCode.BEFORE_APPLICATION: DoubtCode.BEFORE_APPLICATION,
    ProblemCode.BEFORE_INTERVIEW_END: DoubtCode.BEFORE_INTERVIEW_END,
}
# What `applied` itself fills in; no other problem than its doubts can come of it.
_PLAIN = {"id", "company", "role", "source", "applied_on", "status"}


class Preview(NamedTuple):
    """
    What a change would mean.

    ``doubts``: those of the plan, the rules that the change itself breaks, and problems that the
    log would have of it. ``hints``: on its text. ``errands``: what the agenda then has for this
    application.
    """

    doubts: tuple[Doubt, ...]
    hints: tuple[str, ...] = ()
    errands: tuple[str, ...] = ()


def preview(plan: Plan) -> Preview:
    """
    What a change would mean, seen from the day of the change or now.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    Preview

    Raises
    ------
    LogError
        If the plan does not come out as planned.

    Examples
    --------
    >>> import jobsearch as js
    >>> from jobsearch import changes
    >>> log = js.read_log(js.sample_path())
    >>> plan = changes.followed_up(log, "Dunmore", at="2026-10-30 18:00")
    >>> print(*preview(plan).doubts)
    Too early: sent before Fri 13 Nov.
    """
    if plan.is_undo:
        return Preview(plan.doubts)
    if plan.is_new_application:  # it owes nothing yet
        is_plain = _columns(plan) <= _PLAIN and _is_known_status(plan)
        return Preview(plan.doubts if is_plain else _each_once(*plan.doubts, *_problems(plan)))
    from jobsearch.measures.following_up.agenda import agenda
    from jobsearch.measures.following_up.obligations import obligations
    from jobsearch.measures.pipeline.stale import stale_applications

    log = plan.log
    now, _ = cut_off(log)
    at = None if plan.at is None else pd.Timestamp(plan.at).as_unit("us")
    if at is not None and (log.settings.as_of is not None or at <= clock.now()):
        now = max(now, as_timestamp(at))
    owed = obligations(log, as_of=now)
    mine = owed[(owed["application"] == plan.application)]
    broken = mine[(mine["verdict"] == "broken") & (mine["done_at"] == at)]
    doubts, hints = [], []
    for name, detail in zip(broken["rule"].tolist(), broken["detail"].tolist(), strict=True):
        rule, text = RULES[name], f"{RULES[name].doubt}: {detail}."
        if rule.doubt and rule.is_hint:
            hints.append(text)
        elif rule.doubt:
            doubts.append(Doubt(DoubtCode.BREAKS_RULE, text))
    todo = agenda(owed, stale=stale_applications(log, as_of=now))
    todo = todo[todo["application"] == plan.application]
    errands = tuple(_errand(row) for _, row in todo.iterrows())
    return Preview(_each_once(*plan.doubts, *doubts, *_problems(plan)), tuple(hints), errands)


def _each_once(*doubts: Doubt) -> tuple[Doubt, ...]:
    return tuple(dict.fromkeys(doubts))


def _columns(plan: Plan) -> set[str]:
    """Our names of the columns that change; those of the user's own under their header."""
    assert plan.before is not None
    tables = {t.sheet: t for t in plan.before.reading.tables}
    names = {(t.sheet, h): name for t in tables.values() for name, h in t.columns.items()}
    return {names.get((c.sheet, c.column), c.column) for c in plan.changes}


def _is_known_status(plan: Plan) -> bool:
    """Whether the status that is written is one that this log has already, or the usual one."""
    assert plan.before is not None
    tables = {t.sheet: t for t in plan.before.reading.tables}
    known = {word for t in tables.values() for word in t.words} | {"applied"}
    of = {t.sheet: t.columns.get("status", "Status") for t in tables.values()}
    return all(c.after in known for c in plan.changes if c.column == of.get(c.sheet))


def _problems(plan: Plan) -> list[Doubt]:
    """What a check of the log would find after the change and did not find before."""
    if plan.before is None:
        return []
    columns = ["sheet", "cell", "problem", "code"]
    known = set(plan.before.problems[columns].itertuples(index=False, name=None))
    doubted = {doubt.code for doubt in plan.doubts}
    return [
        Doubt(DoubtCode.LOG_PROBLEM, f"{sheet}!{cell}: {problem}")
        for sheet, cell, problem, code in plan.log.problems[columns].itertuples(index=False)
        if (sheet, cell, problem, code) not in known
        and _DOUBTED.get(ProblemCode(code)) not in doubted
    ]


def _errand(row: pd.Series) -> str:
    errand, person = ERRANDS[row["do"]], row["interviewer"]
    whom = errand.whom.format(person) if isinstance(person, str) else ""
    condition = " if silent" if (row["do"], row["verdict"]) == ("close", "pending") else ""
    return f"{sentence_case(errand.label)}{condition}{whom}: {row['why']}"
