"""The typed tables → `log.events`, the one spine: every dated fact, and the undated ones."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from jobsearch.reading.words import is_screening
from jobsearch.schema import ACTORS, EVENTS

COLUMNS = ("application", "at", "at_is_date", "what", "by", "sheet", "row")
_BY_ME = {"applied", "thank_you", "follow_up", "no_response", "withdrawn", "accepted"}
_STATUS_EVENT = {
    "accepted": "accepted",
    "rejected": "rejection",
    "withdrawn": "withdrawn",
    "position_closed": "position_closed",
    "no_response": "no_response",
}


class _Events:
    """Pieces of the table, gathered."""

    def __init__(self) -> None:
        self._pieces: list[tuple[pd.DataFrame, np.ndarray, str, str]] = []
        self._having: dict[str, set[str]] = {}

    def add(
        self, rows: pd.DataFrame, where: pd.Series | np.ndarray, what: str, at: str, sheet: str
    ) -> None:
        """`what` happened in the rows of the mask `where`, at column `at` ("" is undated)."""
        chosen = rows[np.asarray(where, dtype=bool)]
        if len(chosen):
            undated = np.full(len(chosen), np.datetime64("NaT", "us"))
            self._pieces.append((chosen, chosen[at].to_numpy() if at else undated, what, sheet))
            self._having.setdefault(what, set()).update(chosen["application"])

    def has(self, rows: pd.DataFrame, what: str) -> np.ndarray:
        """Which of the applications have `what` already."""
        return rows["application"].isin(self._having.get(what, ())).to_numpy()

    def table(self) -> pd.DataFrame:
        applications = [p[0]["application"].to_numpy(dtype=object) for p in self._pieces]
        whats = np.repeat([p[2] for p in self._pieces], [len(p[0]) for p in self._pieces])
        sheets = np.repeat([p[3] for p in self._pieces], [len(p[0]) for p in self._pieces])
        at = _joined([p[1] for p in self._pieces], "datetime64[us]")
        return pd.DataFrame(
            {
                "application": pd.Series(_joined(applications, object), dtype="str"),
                "at": at,
                "at_is_date": at == at.astype("datetime64[D]"),
                "what": pd.Categorical(whats, categories=list(EVENTS)),
                "by": pd.Categorical(
                    np.where(np.isin(whats, list(_BY_ME)), "me", "employer"),
                    categories=list(ACTORS),
                ),
                "sheet": pd.Series(sheets.astype(object), dtype="str"),
                "row": _joined([p[0]["row"].to_numpy() for p in self._pieces], "int64"),
            }
        )


def _joined(parts: list[np.ndarray], dtype: object) -> np.ndarray:
    return np.concatenate(parts) if parts else np.array([], dtype=dtype)  # type: ignore[call-overload]


def make_events(
    applications: pd.DataFrame,
    interviews: pd.DataFrame,
    follow_ups: pd.DataFrame,
    history: pd.DataFrame,
    *,
    unreadable: dict[str, np.ndarray],
    sheets: dict[str, str],
) -> pd.DataFrame:
    """
    Every fact of every sheet, dated or not.

    `unreadable` marks for each column of dates the applications that hold something there that is
    no date: it happened, nobody knows when. `sheets` maps our table names to the names in the file.
    """
    events = _Events()
    _add_interviews(events, interviews, sheets["interviews"])
    for what in history["what"].cat.categories:
        events.add(
            history, history["what"] == what, what.replace(" ", "_"), "on", sheets["history"]
        )
    name = sheets["follow_ups"]
    events.add(follow_ups, np.ones(len(follow_ups), bool), "follow_up", "sent_at", name)
    events.add(follow_ups, follow_ups["answered_on"].notna(), "reply", "answered_on", name)
    _add_applications(events, applications, unreadable, sheets["applications"])
    return events.table()


def _add_interviews(events: _Events, interviews: pd.DataFrame, sheet: str) -> None:
    # A panel is one interview: its last row by time speaks for it.
    latest = interviews.sort_values("ended_at", kind="stable", na_position="first")
    one = latest.drop_duplicates("interview", keep="last").sort_index()
    screening = one["round"].fillna("").map(is_screening).to_numpy(dtype=bool)
    events.add(one, screening, "screening", "ended_at", sheet)
    events.add(one, ~screening, "interview", "ended_at", sheet)
    invited = interviews[interviews["invited_on"].notna()].drop_duplicates(
        ["interview", "invited_on"]
    )
    events.add(invited, np.ones(len(invited), bool), "invitation", "invited_on", sheet)
    events.add(one, ~one["interview"].isin(invited["interview"]), "invitation", "", sheet)
    events.add(interviews, interviews["thanked_at"].notna(), "thank_you", "thanked_at", sheet)


def _add_applications(
    events: _Events, applications: pd.DataFrame, unreadable: dict[str, np.ndarray], sheet: str
) -> None:
    rows = applications
    dated, closed = rows["applied_on"].notna(), rows["closed_on"].notna()
    outcome, stage = rows["status_outcome"], rows["status_stage"]
    answered = rows["response_on"].notna()

    events.add(rows, dated, "applied", "applied_on", sheet)
    said_sent = (stage == "applied") | outcome.isin(["open", "no_response"])
    events.add(rows, ~dated & (unreadable["applied_on"] | said_sent), "applied", "", sheet)
    unclear = rows["response"].isna()
    events.add(rows, unclear & answered, "response", "response_on", sheet)
    said_answered = rows["says_answered"] | unreadable["response_on"]
    events.add(rows, unclear & ~answered & said_answered, "response", "", sheet)
    for kind in ("invitation", "rejection", "offer"):
        is_kind = rows["response"] == kind
        events.add(rows, is_kind & answered, kind, "response_on", sheet)
        if kind == "invitation":
            events.add(rows, is_kind & ~answered, kind, "", sheet)
    offered = rows["offered_on"].notna()
    events.add(rows, offered, "offer", "offered_on", sheet)
    said_offer = (stage == "offer") | ((rows["response"] == "offer") & ~answered)
    said_offer |= unreadable["offered_on"]
    events.add(rows, said_offer & ~events.has(rows, "offer"), "offer", "", sheet)
    for word, what in _STATUS_EVENT.items():
        is_word = outcome == word
        if word == "rejected":  # Response says it, too
            is_word |= (rows["response"] == "rejection") & ~answered & outcome.isna()
        events.add(rows, is_word & closed, what, "closed_on", sheet)
        events.add(rows, is_word & ~closed & ~events.has(rows, what), what, "", sheet)
    unsaid = (rows["response"] == "rejection") & ~answered
    events.add(rows, unsaid & ~events.has(rows, "rejection"), "rejection", "", sheet)
    for reached in ("screening", "interview"):
        events.add(rows, (stage == reached) & ~events.has(rows, reached), reached, "", sheet)


def last_logged_on(events: pd.DataFrame, today: dt.date) -> pd.Timestamp:
    """The last day up to `today` on which anything but an interview is dated; NaT without one."""
    days = events.loc[~events["what"].isin(["interview", "screening"]), "at"].dt.normalize()
    return pd.Timestamp(days[days <= pd.Timestamp(today)].max())
