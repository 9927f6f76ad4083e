"""The typed tables → `log.events`, the one spine: every dated fact, and the undated ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import pandas as pd

from jobsearch.reading.vocabulary.cell_values import is_screening
from jobsearch.schema import ACTORS, EVENTS

COLUMNS = ("application", "at", "at_is_date", "what", "by", "sheet", "row")
_BY_ME = {"applied", "thank_you", "follow_up", "no_response", "withdrawn", "accepted"}
_MEETINGS = ("screening", "interview")
_DAY = "datetime64[D]"
_STATUS_EVENT = {
    "accepted": "accepted",
    "rejected": "rejection",
    "withdrawn": "withdrawn",
    "position_closed": "position_closed",
    "no_response": "no_response",
}


class _Events:
    """Pieces of the table, gathered; an application is its place in the log."""

    def __init__(self, applications: pd.Series) -> None:
        self._names = applications.array
        self._index = pd.Index(applications)
        none = np.array([], dtype=np.int64)
        self._pieces = [(none, none.astype("datetime64[us]"), none)]
        self._what = [0]
        self._sheets = [""]
        self._having: dict[str, np.ndarray] = {}

    def of(self, rows: pd.DataFrame, sheet: str) -> Callable[..., None]:
        """The function that adds events of one sheet."""
        application = self._index.get_indexer(rows["application"])
        number = rows["row"].to_numpy()

        def add(where: np.ndarray, what: str, at: str = "") -> None:
            """`what` happened in the rows of the mask `where`, at column `at` ("" is undated)."""
            chosen = np.flatnonzero(where)
            if len(chosen):
                undated = np.full(len(chosen), np.datetime64("NaT", "us"))
                day = rows[at].to_numpy()[chosen] if at else undated
                self._pieces.append((application[chosen], day, number[chosen]))
                self._what.append(EVENTS.index(what))
                self._sheets.append(sheet)
                self._having.setdefault(what, self.has(what))[application[chosen]] = True

        return add

    def has(self, what: str) -> np.ndarray:
        """Which of the applications have `what` already."""
        return self._having.get(what, np.zeros(len(self._names), dtype=bool))

    def met(self, what: str, today: dt.date, history: str) -> np.ndarray:
        """
        Which applications have the meeting `what` by the last logged day, or without a day.

        One after it may still lie ahead on a day on which undated facts are seen; what the History
        says has come.
        """
        met = {EVENTS.index(word) for word in _MEETINGS}
        pieces = zip(self._what, self._pieces, strict=True)
        days = [at for code, (_, at, _) in pieces if code not in met]
        last = _last_day(np.concatenate(days), today)
        found = np.zeros(len(self._names), dtype=bool)
        for code, (application, at, _), sheet in zip(
            self._what, self._pieces, self._sheets, strict=True
        ):
            if EVENTS[code] == what:
                has_come = np.isnat(at) | (at.astype(_DAY) <= last) | (sheet == history)
                found[application[has_come]] = True
        return found

    def table(self) -> pd.DataFrame:
        sizes = [len(application) for application, _, _ in self._pieces]
        what = np.repeat(self._what, sizes)
        sheet = np.repeat(np.arange(len(sizes)), sizes)
        application, at, row = (np.concatenate(part) for part in zip(*self._pieces, strict=True))
        by_me = np.array([word in _BY_ME for word in EVENTS])[what]
        return pd.DataFrame(
            {
                "application": self._names.take(application),
                "at": at,
                "at_is_date": at == at.astype("datetime64[D]"),
                "what": pd.Categorical.from_codes(what, categories=pd.Index(EVENTS)),
                "by": pd.Categorical.from_codes(
                    np.where(by_me, ACTORS.index("me"), ACTORS.index("employer")),
                    categories=pd.Index(ACTORS),
                ),
                "sheet": pd.array(self._sheets, dtype="str").take(sheet),
                "row": row,
            }
        )


def make_events(
    applications: pd.DataFrame,
    interviews: pd.DataFrame,
    follow_ups: pd.DataFrame,
    history: pd.DataFrame,
    *,
    unreadable: dict[str, np.ndarray],
    sheets: dict[str, str],
    today: dt.date,
) -> pd.DataFrame:
    """
    Every fact of every sheet, dated or not.

    `unreadable` marks for each column of dates the applications that hold something there that is
    no date: it happened, nobody knows when. `sheets` maps our table names to the names in the file.
    What is dated after `today` is not logged yet.
    """
    events = _Events(applications["application"])
    invited = _add_interviews(events.of(interviews, sheets["interviews"]), interviews)
    add = events.of(history, sheets["history"])
    said = history["what"].cat.codes.to_numpy()
    for code, word in enumerate(history["what"].cat.categories):
        add(said == code, word.replace(" ", "_"), "on")
    add = events.of(follow_ups, sheets["follow_ups"])
    add(np.ones(len(follow_ups), dtype=bool), "follow_up", "sent_at")
    add(_is_dated(follow_ups, "answered_on"), "reply", "answered_on")
    add = events.of(applications, sheets["applications"])
    _add_applications(add, events.has, applications, unreadable)
    for reached in _MEETINGS:
        says = (applications["status_stage"] == reached).to_numpy()
        # One that lies ahead is known from its invitation, else like an undated fact.
        known = applications["application"].isin(invited[reached]).to_numpy()
        add(says & ~events.met(reached, today, sheets["history"]) & ~known, reached)
    return events.table()


def _is_dated(rows: pd.DataFrame, column: str) -> np.ndarray:
    return np.asarray(~np.isnat(rows[column].to_numpy()))


def _add_interviews(add: Callable[..., None], interviews: pd.DataFrame) -> dict[str, pd.Series]:
    """Add them; return for each meeting the applications that were invited to it on a day."""
    interview = pd.factorize(interviews["interview"])[0]
    n = len(interview)
    # A panel is one interview: its last row by time speaks for it. NaT is the earliest number.
    order = np.lexsort((interviews["ended_at"].to_numpy().astype(np.int64), interview))
    is_last = np.ones(n, dtype=bool)
    is_last[:-1] = interview[order[1:]] != interview[order[:-1]]
    speaks = np.zeros(n, dtype=bool)
    speaks[order[is_last]] = True
    rounds = interviews["round"].fillna("").tolist()
    is_known = {name: is_screening(name) for name in set(rounds)}
    screening = np.array([is_known[name] for name in rounds], dtype=bool)
    add(speaks & screening, "screening", "ended_at")
    add(speaks & ~screening, "interview", "ended_at")
    dated = _is_dated(interviews, "invited_on")
    add(dated & ~interviews.duplicated(["interview", "invited_on"]), "invitation", "invited_on")
    is_invited = np.zeros(n, dtype=bool)
    is_invited[interview[dated]] = True
    add(speaks & ~is_invited[interview], "invitation")
    add(_is_dated(interviews, "thanked_at"), "thank_you", "thanked_at")
    invited = is_invited[interview]
    return {
        "screening": interviews["application"][invited & screening],
        "interview": interviews["application"][invited & ~screening],
    }


def _add_applications(
    add: Callable[..., None],
    has: Callable[[str], np.ndarray],
    rows: pd.DataFrame,
    unreadable: dict[str, np.ndarray],
) -> None:
    dated, closed = _is_dated(rows, "applied_on"), _is_dated(rows, "closed_on")
    answered, offered = _is_dated(rows, "response_on"), _is_dated(rows, "offered_on")
    outcome, stage, response = (
        np.append(rows[column].cat.categories, "")[rows[column].cat.codes]
        for column in ("status_outcome", "status_stage", "response")
    )

    add(dated, "applied", "applied_on")
    said_sent = (stage == "applied") | (outcome == "open") | (outcome == "no_response")
    add(~dated & (unreadable["applied_on"] | said_sent), "applied")
    unclear = response == ""
    add(unclear & answered, "response", "response_on")
    said_answered = rows["says_answered"].to_numpy() | unreadable["response_on"]
    add(unclear & ~answered & said_answered, "response")
    for kind in ("invitation", "rejection", "offer"):
        add((response == kind) & answered, kind, "response_on")
        if kind == "invitation":
            add((response == kind) & ~answered, kind)
    add(offered, "offer", "offered_on")
    said_offer = (stage == "offer") | ((response == "offer") & ~answered)
    said_offer |= unreadable["offered_on"]
    add(said_offer & ~has("offer"), "offer")
    for word, what in _STATUS_EVENT.items():
        is_word = outcome == word
        if word == "rejected":  # Response says it, too
            is_word |= (response == "rejection") & ~answered & (outcome == "")
        add(is_word & closed, what, "closed_on")
        add(is_word & ~closed & ~has(what), what)
    add((response == "rejection") & ~answered & ~has("rejection"), "rejection")


def last_logged_on(events: pd.DataFrame, today: dt.date) -> pd.Timestamp:
    """The last day up to `today` on which anything but an interview is dated; NaT without one."""
    is_met = events["what"].isin(_MEETINGS).to_numpy()
    last = _last_day(events["at"].to_numpy()[~is_met], today)
    return pd.Timestamp(last).as_unit("us")


def _last_day(at: np.ndarray, today: dt.date) -> np.datetime64:
    """The last day up to `today`; NaT without one."""
    days = at.astype(_DAY)
    past = days[days <= np.datetime64(today)]
    return np.datetime64(past.max() if len(past) else "NaT", "D")
