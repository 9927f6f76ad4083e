"""The agenda: what can still be done, by urgency, and what to leave alone until when."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.measures.calendar import days_in_words
from jobsearch.measures.following_up.first_match import first_match
from jobsearch.measures.following_up.reasons import sentence
from jobsearch.schema import ERRANDS

COLUMNS = (
    "do application company role interviewer contact talked_about opens_at due_by verdict why"
).split()
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
        (thank & (pending | (missed & late_thanks)), "thank"),
        ((thank | follow) & blocked & is_open, "ask_hr"),
        (follow & ((pending & is_open) | (missed & late_follow_ups)), "follow_up"),
        (rule["move_on"] & (missed | (pending & near)), "close"),
        (rule["keep_applying"] & pending, "apply"),
        (rule["ask_next_steps"] & pending, "interview"),
        (follow & (pending | blocked), "wait"),
    ]
    found = first_match(errands, "").astype(object)
    found[~obligations["is_open"].to_numpy()] = ""
    return found


def _each(categorical: pd.Series) -> list[np.ndarray]:
    """Where each category occurs."""
    code = categorical.cat.codes.to_numpy()
    return [code == of_category for of_category in range(len(categorical.cat.categories))]


def _why(do: np.ndarray, rows: pd.DataFrame, today: pd.Timestamp) -> np.ndarray:
    """The reason for each errand, in words."""
    due, opens = (days_in_words(rows[name], as_of=today) for name in ("due_by", "opens_at"))
    missed = (rows["verdict"] == "missed").to_numpy()
    detail = rows["detail"].fillna("").to_numpy(dtype=object)
    is_today = (rows["due_by"].dt.normalize() == today).to_numpy()
    values = {
        "due": due,
        "by_due": np.where(is_today, due, sentence("by", day=due)),
        "opens": opens,
        "detail": detail,
        "person": rows["interviewer"].fillna(sentence("nameless_person")).to_numpy(dtype=object),
    }
    reasons = [
        ((do == "thank") & missed, "thank_late"),
        ((do == "ask_hr") & (rows["rule"] == "thank_everyone").to_numpy(), "ask_hr_to_thank"),
        ((do == "follow_up") & missed, "follow_up_late"),
        ((do == "close") & missed, "close_now"),
        ((do == "interview") & (detail == ""), "interview_ahead"),
    ]
    plain = ("thank", "ask_hr", "follow_up", "close", "apply", "interview", "wait")
    reasons += [(do == errand, errand) for errand in plain]
    return first_match([(where, sentence(code, **values)) for where, code in reasons], "")


def _stale_errands(stale: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """Stale applications to close, and to write to where no other errand speaks of them."""
    do = stale["suggestion"].astype("str").mask(stale["suggestion"] == "wait")
    closing = table.loc[table["do"] == "close", "application"]
    spoken = stale["application"].isin(table["application"]) & (do != "close")
    chosen = (do.notna() & ~spoken & ~stale["application"].isin(closing)).to_numpy()
    some = stale[chosen]
    return some[["application", "company", "role", "contact"]].assign(
        do=do[chosen],
        opens_at=some["stale_since"],
        verdict="stale",
        why=sentence("stale", days=some["silent_days"].astype("str"), limit=some["threshold_from"]),
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
    return table.assign(do=do).iloc[order].reset_index(drop=True)[COLUMNS]
