"""What a planned change means: the rules that it would break, and what is then on the agenda."""

from __future__ import annotations

import pandas as pd

from jobsearch import clock
from jobsearch.changes.plan import Plan
from jobsearch.clock import as_timestamp, cut_off
from jobsearch.schema import ERRANDS, RULES
from jobsearch.wording import sentence_case

# What the check of a log says of dates, and how the change was doubted for it already.
_SAID_ALREADY = {
    "is in the future": "lies ahead",
    "is before the application was sent": "is before the day of applying",
    "is before the interview ended": "after this thank-you",
}
# What `applied` itself fills in; no other problem than its doubts can come of it.
_PLAIN = {"id", "company", "role", "source", "applied_on", "status"}


def consequences(plan: Plan) -> tuple[list[str], list[str], list[str]]:
    """
    What a change would mean, seen from the day of the change or now.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    doubts, hints, errands : list of str
        Rules that the change itself breaks, and problems that the log would have of it; hints on
        its text; what the agenda then has for this application.

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
    >>> consequences(plan)[0]
    ['Too early: sent before Fri 13 Nov.']
    """
    if plan.is_new_application:
        is_plain = _columns(plan) <= _PLAIN and _is_known_status(plan)
        return [] if is_plain else _problems(plan), [], []  # it owes nothing yet
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
    doubts: list[str] = []
    hints: list[str] = []
    for name, detail in zip(broken["rule"].tolist(), broken["detail"].tolist(), strict=True):
        if (rule := RULES[name]).doubt:
            (hints if rule.is_hint else doubts).append(f"{rule.doubt}: {detail}.")
    todo = agenda(owed, stale=stale_applications(log, as_of=now))
    todo = todo[todo["application"] == plan.application]
    errands = [_errand(row) for _, row in todo.iterrows()]
    return list(dict.fromkeys([*doubts, *_problems(plan)])), hints, errands


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


def _problems(plan: Plan) -> list[str]:
    """What a check of the log would find after the change and did not find before."""
    if plan.before is None:
        return []
    named = ["sheet", "cell", "problem"]
    known = set(plan.before.problems[named].itertuples(index=False, name=None))
    found = []
    for sheet, cell, problem in plan.log.problems[named].itertuples(index=False, name=None):
        is_said = any(
            check in problem and any(doubt in text for text in plan.doubts)
            for check, doubt in _SAID_ALREADY.items()
        )
        if (sheet, cell, problem) not in known and not is_said:
            found.append(f"{sheet}!{cell}: {problem}")
    return found


def _errand(row: pd.Series) -> str:
    is_named = isinstance(row["interviewer"], str)
    errand = ERRANDS[row["do"]]
    who = errand.whom.format(row["interviewer"]) if is_named else ""
    is_pending = row["do"] == "close" and row["verdict"] == "pending"
    return f"{sentence_case(errand.label)}{' if silent' if is_pending else ''}{who}: {row['why']}"
