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
    found = np.select(
        [
            thank & (pending | (missed & (days_late < _LATE_THANKS))),
            (thank | follow) & blocked & is_open,
            follow & ((pending & is_open) | (missed & (days_late < _LATE_FOLLOW_UPS))),
            rule["move_on"] & (missed | (pending & near)),
            rule["keep_applying"] & pending,
            rule["ask_next_steps"] & pending,
            follow & (pending | blocked),
        ],
        ["thank", "ask_hr", "follow_up", "close", "apply", "interview", "wait"],
        "",
    ).astype(object)
    found[~obligations["is_open"].to_numpy()] = ""
    return found


def _each(codes: pd.Series) -> list[np.ndarray]:
    """Where each category stands."""
    place = codes.cat.codes.to_numpy()
    return [place == code for code in range(len(codes.cat.categories))]


def _why(do: np.ndarray, rows: pd.DataFrame, today: pd.Timestamp) -> np.ndarray:
    """The reason for each errand, in words."""
    due, opens = (said(rows[name], as_of=today) for name in ("due_by", "opens_at"))
    missed = (rows["verdict"] == "missed").to_numpy()
    detail = rows["detail"].fillna("").to_numpy(dtype=object)
    thank, follow = ((rows["rule"] == rule).to_numpy() for rule in ("thank_everyone", "follow_up"))
    close = do == "close"
    to_hr = "no proper contact to thank since the interview of " + opens
    reasons: list[tuple[np.ndarray, Any]] = [
        ((do == "thank") & missed, "was due " + due + "; late beats never"),
        (do == "thank", "thank-you due by " + due),
        ((do == "ask_hr") & thank, to_hr + ": look the person up, or ask HR for the address"),
        (do == "ask_hr", "no proper contact to follow up with: ask HR for one"),
        ((do == "follow_up") & missed, "the window closed " + due + "; " + detail),
        (follow & (do == "follow_up"), detail + "; write by " + due),
        (close & missed, detail + ", silence since: move on"),
        (close, detail + ": move on by " + due + " if silent"),
        (do == "apply", "while you wait: " + detail + " this week, by " + due),
        (do == "interview", detail + np.where(detail == "", "", "; ") + "ask for the next steps"),
        (do == "wait", detail + ": do not write before " + opens),
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
    silent = "silent for " + some["silent_days"].astype("str") + " days; the limit is "
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
            "why": silent.astype("str") + some["threshold_from"],
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
