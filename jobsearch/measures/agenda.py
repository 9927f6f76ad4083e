"""The agenda: what can still be done, by urgency, and what to leave alone until when."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from jobsearch.measures.calendar import said
from jobsearch.schema import ERRANDS

COLUMNS = (
    "do",
    "application",
    "company",
    "role",
    "interviewer",
    "contact",
    "talked_about",
    "opens_at",
    "due_by",
    "verdict",
    "why",
)
# A missed thank-you or follow-up is still worth it for so many days.
_LATE_THANKS, _LATE_FOLLOW_UPS = 7, 14


def agenda(
    obligations: pd.DataFrame, *, stale: pd.DataFrame | None = None, within_days: int = 7
) -> pd.DataFrame:
    """
    What can still be done for the open applications.

    Parameters
    ----------
    obligations : DataFrame
        From `obligations`.
    stale : DataFrame, optional
        From `stale_applications`: those to close or to write to come on the list, too.
    within_days : int
        How far ahead to look. [days, >= 0]

    Returns
    -------
    DataFrame
        By urgency, the waits last: ``do`` : categorical, of ``schema.ERRANDS``; ``application``,
        ``company``, ``role``, ``interviewer``, ``contact``, ``talked_about`` : str; ``opens_at``,
        ``due_by`` : datetime, exactly midnight means the day; ``verdict`` : str; ``why`` : str.

    Raises
    ------
    ValueError
        If `within_days` < 0.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> todo = js.agenda(js.obligations(log, as_of="2026-10-30"))
    >>> bool(todo["do"].eq("wait").is_monotonic_increasing)  # waits come last
    True
    """
    if within_days < 0:
        raise ValueError(f"within_days is {within_days}; it has to be 0 or more.")
    rows = obligations[obligations["is_open"]]
    today: pd.Timestamp = obligations["as_of"].dt.normalize().max()
    soon = today + pd.Timedelta(days=within_days)
    verdict = rows["verdict"].astype("str")
    due_day = rows["due_by"].dt.normalize()
    days_late = (today - due_day).dt.days
    pending, missed = verdict == "pending", verdict == "missed"
    blocked = verdict == "blocked"
    is_open = rows["opens_at"].dt.normalize() <= today
    near = (rows["opens_at"].dt.normalize() <= soon) | (due_day <= soon)

    def of(rule: str) -> pd.Series:
        return rows["rule"] == rule

    thank, follow, wait = (
        of("thank_everyone"),
        of("follow_up"),
        of("follow_up") & pending & ~is_open,
    )
    pieces = [
        _errand("thank", rows[thank & (pending | (missed & (days_late < _LATE_THANKS)))]),
        _errand("ask_hr", rows[thank & blocked & is_open]),
        # One question to HR is enough, where a thank-you waits for it already.
        _errand(
            "ask_hr",
            rows[follow & blocked & is_open & ~_named(rows, thank & blocked & is_open)],
        ),
        _errand(
            "follow_up",
            rows[follow & ((pending & is_open) | (missed & (days_late < _LATE_FOLLOW_UPS)))],
        ),
        _errand("close", rows[of("move_on") & (missed | (pending & near))]),
        _errand("apply", rows[of("keep_applying") & pending]),
        _errand("interview", rows[of("ask_next_steps") & pending]),
        _errand("wait", rows[wait]),
    ]
    if stale is not None:
        pieces += _stale_errands(stale, rows, pieces)
    table = pd.concat([p for p in pieces if len(p)] or pieces[:1], ignore_index=True)
    again = table.duplicated(["do", "application", "interviewer"]) & (table["do"] == "ask_hr")
    return _by_urgency(table[~again], today)


def _named(rows: pd.DataFrame, where: pd.Series) -> pd.Series:
    """Rows of an application that one of the chosen rows is about."""
    return rows["application"].isin(rows.loc[where, "application"])


def _errand(do: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as errands of one sort, each with its reason in words."""
    table = rows[[c for c in COLUMNS if c not in {"do", "why"}]].assign(why=_why(do, rows))
    table["verdict"] = table["verdict"].astype("str")
    table.insert(0, "do", do)
    return table


def _why(do: str, rows: pd.DataFrame) -> np.ndarray:
    """The reason for each errand of one sort, in words."""
    due, opens = said(rows["due_by"]), said(rows["opens_at"])
    missed = (rows["verdict"] == "missed").to_numpy()
    detail = rows["detail"].fillna("").to_numpy(dtype=object)
    early: Any
    if do == "thank":
        late, early = "was due " + due + "; late beats never", "thank-you due by " + due
    elif do == "ask_hr":
        missed = (rows["rule"] == "follow_up").to_numpy()
        late = np.full(len(rows), "no proper contact to follow up with: ask HR for one", object)
        early = "no proper contact to thank since the interview of " + opens
        early = early + ": look the person up, or ask HR for the address"
    elif do == "follow_up":
        late, early = "the window closed " + due + "; " + detail, detail + "; write by " + due
    elif do == "close":
        late = detail + ", silence since: move on"
        early = detail + ": move on by " + due + " if silent"
    elif do == "apply":
        late = early = "while you wait: " + detail + " this week, by " + due
    elif do == "interview":
        late = early = detail + np.where(detail == "", "", "; ") + "ask for the next steps"
    else:
        late = early = detail + ": do not write before " + opens
    return np.where(missed, late, early).astype(object)


def _stale_errands(
    stale: pd.DataFrame, rows: pd.DataFrame, pieces: list[pd.DataFrame]
) -> list[pd.DataFrame]:
    """Stale applications that no other errand speaks of."""
    spoken = pd.concat([p["application"] for p in pieces if len(p)] or [rows["application"][:0]])
    rest = stale[~stale["application"].isin(spoken)]
    found = []
    for do, suggestion in (("close", "close"), ("follow_up", "follow up")):
        some = rest[rest["suggestion"] == suggestion]
        why = "silent for " + some["silent_days"].astype("str") + " days: "
        table = pd.DataFrame(
            {
                "do": do,
                "application": some["application"],
                "company": some["company"],
                "role": some["role"],
                "interviewer": pd.Series(np.nan, index=some.index, dtype="str"),
                "contact": some["contact"],
                "talked_about": pd.Series(np.nan, index=some.index, dtype="str"),
                "opens_at": some["stale_since"],
                "due_by": pd.Series(pd.NaT, index=some.index, dtype="datetime64[us]"),
                "verdict": "stale",
                "why": why.astype("str") + some["threshold_from"],
            }
        )
        found.append(table)
    return found


def _by_urgency(table: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """What is late or due first; waits last, by the day on which their window opens."""
    do = pd.Categorical(table["do"], categories=list(ERRANDS))
    waits = np.asarray(table["do"] == "wait")
    # Closing what is silent can wait, and so can an address for thanks of long ago.
    old = (today - table["due_by"].dt.normalize()).dt.days >= _LATE_THANKS
    idle = np.asarray(
        ((table["do"] == "close") & (table["verdict"] != "pending"))
        | ((table["do"] == "ask_hr") & old)
    )
    time = table["due_by"].fillna(table["opens_at"]).to_numpy()
    time = np.where(waits, table["opens_at"].to_numpy(), time)
    order = np.lexsort((do.codes, time, waits * 2 + idle))
    return table.assign(do=do).iloc[order].reset_index(drop=True)[list(COLUMNS)]
