"""The agenda: what can still be done, by urgency, and what to leave alone until when."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from jobsearch.measures.calendar import days_in_words
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
    today: pd.Timestamp = obligations["as_of"].dt.normalize().max()
    do = _errands(obligations, today, within_days)
    chosen = np.flatnonzero(do != "")
    rows, do = obligations.take(chosen), do[chosen]
    table = rows[[c for c in COLUMNS if c not in {"do", "why"}]].assign(
        do=do, why=_why(do, rows, today)
    )
    table["verdict"] = table["verdict"].astype("str")
    # One question to HR is enough, where a thank-you waits for it already.
    asks = do == "ask_hr"
    thank = (rows["rule"] == "thank_everyone").to_numpy()
    to_thank = table["application"].isin(table.loc[asks & thank, "application"]).to_numpy()
    again = table.duplicated(["application", "interviewer"]).to_numpy() | (to_thank & ~thank)
    table = table[~(asks & again)]
    if stale is not None:
        table = pd.concat([table, _stale_errands(stale, table)])
    return _by_urgency(table, today)


def _errands(obligations: pd.DataFrame, today: pd.Timestamp, within_days: int) -> np.ndarray:
    """What to do about each row, "" where nothing can be done any more, or yet."""
    rule, verdict = (
        dict(zip(codes.cat.categories, _each(codes), strict=True))
        for codes in (obligations["rule"], obligations["verdict"])
    )
    day = today.to_datetime64().astype("M8[D]")
    opens = obligations["opens_at"].to_numpy().astype("M8[D]")
    due = obligations["due_by"].to_numpy().astype("M8[D]")
    days_late = (day - due).astype("float64")  # NaN without a day: never late
    days_late[np.isnat(due)] = np.nan
    is_open = opens <= day
    soon = day + np.timedelta64(within_days, "D")
    near = (opens <= soon) | (due <= soon)
    pending, missed, blocked = (verdict[v] for v in ("pending", "missed", "blocked"))
    thank, follow = rule["thank_everyone"], rule["follow_up"]
    late_thanks, late_follow_ups = days_late < _LATE_THANKS, days_late < _LATE_FOLLOW_UPS
    errands = [
        ("thank", thank & (pending | (missed & late_thanks))),
        ("ask_hr", (thank | follow) & blocked & is_open),
        ("follow_up", follow & ((pending & is_open) | (missed & late_follow_ups))),
        ("close", rule["move_on"] & (missed | (pending & near))),
        ("apply", rule["keep_applying"] & pending),
        ("interview", rule["ask_next_steps"] & pending),
        ("wait", follow & (pending | blocked)),
    ]
    found = np.full(len(obligations), "", dtype=object)
    for errand, where in reversed(errands):  # the first that holds is written last
        found[where] = errand
    found[~obligations["is_open"].to_numpy()] = ""
    return found


def _each(codes: pd.Series) -> list[np.ndarray]:
    """Where each category stands."""
    place = codes.cat.codes.to_numpy()
    return [place == code for code in range(len(codes.cat.categories))]


def _why(do: np.ndarray, rows: pd.DataFrame, today: pd.Timestamp) -> np.ndarray:
    """The reason for each errand, in words."""
    due, opens = (days_in_words(rows[name], as_of=today) for name in ("due_by", "opens_at"))
    missed = (rows["verdict"] == "missed").to_numpy()
    detail = rows["detail"].fillna("").to_numpy(dtype=object)
    person = rows["interviewer"].fillna("this interviewer").to_numpy(dtype=object)
    thank = (rows["rule"] == "thank_everyone").to_numpy()
    no_address = "You have no address for " + person
    best_time = " The best time to ask ended " + due + ": write now, or let it go."
    keep_on = "Keep applying while you wait: " + detail + " in the week to " + due + "."
    is_today = (rows["due_by"].dt.normalize() == today).to_numpy()
    by_due = np.where(is_today, due, "by " + due)
    reasons: list[tuple[np.ndarray, Any]] = [
        ((do == "thank") & missed, "Due " + due + ". Still worth sending today."),
        (do == "thank", "Send it " + by_due + "."),
        ((do == "ask_hr") & thank, no_address + ". Look it up, or ask HR."),
        (do == "ask_hr", "You have no address to follow up with. Ask HR for one."),
        ((do == "follow_up") & missed, detail + best_time),
        (do == "follow_up", detail + " Write " + by_due + "."),
        ((do == "close") & missed, detail + " There was no answer: close it."),
        (do == "close", detail + " If there is no answer " + by_due + ", close it."),
        (do == "apply", keep_on),
        (do == "interview", detail + np.where(detail == "", "", ". ") + "Ask for the next steps."),
        (do == "wait", detail + " Hold off until " + opens + "."),
    ]
    why = np.full(len(rows), "", dtype=object)
    for where, words in reversed(reasons):  # the first that holds is written last
        why[where] = words if isinstance(words, str) else words[where]
    return why


def _stale_errands(stale: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Stale applications to close, and to write to where no other errand speaks of them."""
    do = stale["suggestion"].astype("str").mask(stale["suggestion"] == "wait")
    closing = table.loc[table["do"] == "close", "application"]
    spoken = stale["application"].isin(table["application"]) & (do != "close")
    chosen = (do.notna() & ~spoken & ~stale["application"].isin(closing)).to_numpy()
    some = stale[chosen]
    silent = "Silent for " + some["silent_days"].astype("str") + " days. The limit is "
    return pd.DataFrame(
        {
            "do": do[chosen],
            "application": some["application"],
            "company": some["company"],
            "role": some["role"],
            "interviewer": pd.Series(np.nan, index=some.index, dtype="str"),
            "contact": some["contact"],
            "talked_about": pd.Series(np.nan, index=some.index, dtype="str"),
            "opens_at": some["stale_since"],
            "due_by": pd.Series(pd.NaT, index=some.index, dtype="datetime64[us]"),
            "verdict": "stale",
            "why": silent.astype("str") + some["threshold_from"] + ".",
        }
    )


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
