"""Events → where each application stands: stage, outcome, first response, last word."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.snapshot import Snapshot
from jobsearch.schema import EVENTS, OUTCOMES, RESPONSE_EVENTS, SHEETS, STAGES

DAY = "datetime64[D]"
NO_DAY = np.datetime64("NaT", "D")
FAR = np.datetime64("2400-01-01", "D")  # later than any day of a log
_FIRST_DAY = np.datetime64("1000-01-01", "D")  # earlier than any

CODE = {word: code for code, word in enumerate(EVENTS)}
TABLES = [sheet.table for sheet in SHEETS]
ENDING = {
    "no_response": "no_response",
    "withdrawn": "withdrawn",
    "position_closed": "position_closed",
    "accepted": "accepted",
    "rejection": "rejected",
}
_POSITIVE = ("invitation", "screening", "interview", "offer")
_DECIDED = ("response", *_POSITIVE, "rejection")
# Anything from the employer but an automatic receipt.
_WORDS = (*_DECIDED, "reply", "position_closed")
_STAGE_OF = {
    **dict.fromkeys(("applied", "response", "invitation", "rejection", "reply", "no_response"), 1),
    "acknowledged": 1,
    "screening": STAGES.index("screening"),
    "interview": STAGES.index("interview"),
    "offer": STAGES.index("offer"),
    "accepted": STAGES.index("offer"),
}


def codes(words: tuple[str, ...] | dict[str, str]) -> np.ndarray:
    """The codes of some event words."""
    return np.array([CODE[w] for w in words])


def is_any(what: np.ndarray, words: tuple[str, ...] | dict[str, str]) -> np.ndarray:
    """Which codes of `what` are one of `words`; by a table, for there are few codes."""
    table = np.zeros(len(EVENTS) + 1, dtype=bool)
    table[codes(words)] = True
    return np.asarray(table[what])


class VisibleEvents(NamedTuple):
    """
    The events that `as_of` lets through, as arrays, by application, day and order of `EVENTS`.

    ``application`` is the position in ``log.applications``; undated ones come last. ``sheet`` is
    the place in TABLES. ``of_all`` are the applications of all events of the log, in its order.
    """

    n: int
    application: np.ndarray
    at: np.ndarray
    what: np.ndarray
    sheet: np.ndarray
    row: np.ndarray
    undated: np.ndarray
    of_all: np.ndarray

    @property
    def day(self) -> np.ndarray:
        """Calendar days; NaT where undated."""
        return self.at.astype(DAY)

    def take(self, order: np.ndarray) -> VisibleEvents:
        """The same events in another order."""
        arrays = ("application", "at", "what", "sheet", "row", "undated")
        return self._replace(**{name: getattr(self, name)[order] for name in arrays})

    def is_on(self, table: str) -> np.ndarray:
        """Which events come from a sheet."""
        return np.asarray(self.sheet == TABLES.index(table))


def visible_events(snapshot: Snapshot) -> VisibleEvents:
    """The one filter on the events."""
    return snapshot.part(_visible_events)


def _visible_events(snapshot: Snapshot) -> VisibleEvents:
    log = snapshot.log
    events = log.events
    at = events["at"].to_numpy()
    undated = np.isnat(at)
    keep = at <= np.datetime64(snapshot.as_of)
    if snapshot.sees_undated:
        keep |= undated
    of_all = pd.Index(log.applications["application"]).get_indexer(events["application"])
    chosen = np.flatnonzero(keep)
    application, at, undated = of_all[chosen], at[chosen], undated[chosen]
    what = events["what"].cat.codes.to_numpy()[chosen].astype(np.int64)
    day = np.where(undated, 0, (at.astype(DAY) - _FIRST_DAY).astype(np.int64))
    # One number to sort by: application, dated ones first, day, word.
    order = np.lexsort((at, (((application * 2 + undated) << 20) + day) * len(EVENTS) + what))
    chosen = chosen[order]
    sheet, names = pd.factorize(events["sheet"])
    table_of = {t.sheet: TABLES.index(t.table) for t in log.reading.tables}
    return VisibleEvents(
        n=len(log.applications),
        application=application[order],
        at=at[order],
        what=what[order],
        sheet=np.array([table_of[name] for name in names], dtype=np.int64)[sheet[chosen]],
        row=events["row"].to_numpy()[chosen],
        undated=undated[order],
        of_all=of_all,
    )


class Timeline(NamedTuple):
    """After each seen event: the furthest stage of its application, and whether it is open."""

    stage: np.ndarray
    is_open: np.ndarray
    last: np.ndarray  # position of each application's last event; -1 without one
    stands: np.ndarray  # events that are the outcome in the Status


def timeline(log: Log, events: VisibleEvents) -> Timeline:
    """Running stage and openness, by application in the order of the events."""
    n = len(events.what)
    table = np.zeros(len(EVENTS), dtype=np.int64)
    table[[CODE[w] for w in _STAGE_OF]] = list(_STAGE_OF.values())
    # A running maximum within each application: later applications start above earlier ones.
    lift = events.application * 16
    stage = np.maximum.accumulate(lift + table[events.what]) - lift if n else np.array([], int)

    ending = is_any(events.what, ENDING)
    reopening = is_any(events.what, _POSITIVE) & ~events.undated
    # An outcome without its day comes from the Status. An acceptance stands, too.
    stands = _says_the_status(log, events)
    final = ending & (events.undated | stands | (events.what == CODE["accepted"]))
    position = np.arange(n)
    first = _first_of_group(events.application)
    last_end = np.maximum.accumulate(np.where(ending, position, -1)) if n else position
    last_start = np.maximum.accumulate(np.where(reopening, position, -1)) if n else position
    last_final = np.maximum.accumulate(np.where(final, position, -1)) if n else position
    is_closed = (last_final >= first) | ((last_end >= first) & (last_end > last_start))
    last = np.full(events.n, -1)
    last[events.application] = position
    return Timeline(stage, ~is_closed, last, stands)


def _says_the_status(log: Log, events: VisibleEvents) -> np.ndarray:
    """
    The last dated end of each application that its Status names: that one stands.

    An earlier one of the same name may have been reopened before it.
    """
    outcome_of = np.full(len(EVENTS), -2)
    outcome_of[codes(ENDING)] = [OUTCOMES.index(o) for o in ENDING.values()]
    named = log.applications["status_outcome"].cat.codes.to_numpy()
    # Of all events: what `as_of` hides does not let an earlier one stand in for it.
    what = log.events["what"].cat.codes.to_numpy()
    day = log.events["at"].to_numpy().astype(DAY)
    stands_on = latest(events.of_all, day, outcome_of[what] == named[events.of_all], events.n)
    is_named = outcome_of[events.what] == named[events.application]
    return np.asarray(is_named & (events.day == stands_on[events.application]))


def _first_of_group(application: np.ndarray) -> np.ndarray:
    starts = np.r_[True, application[1:] != application[:-1]] if len(application) else np.array([])
    return np.maximum.accumulate(np.where(starts, np.arange(len(application)), 0)) if len(
        application
    ) else np.array([], dtype=np.int64)  # fmt: skip


def earliest(application: np.ndarray, day: np.ndarray, where: np.ndarray, n: int) -> np.ndarray:
    """For each of `n` applications the earliest of the chosen days; NaT without one."""
    found = np.full(n, FAR)
    chosen = where & ~np.isnat(day)
    np.minimum.at(found.view(np.int64), application[chosen], _number(day[chosen]))
    found[found == FAR] = NO_DAY
    return found


def latest(application: np.ndarray, day: np.ndarray, where: np.ndarray, n: int) -> np.ndarray:
    """For each of `n` applications the latest of the chosen days; NaT without one."""
    found = np.full(n, _FIRST_DAY)
    chosen = where & ~np.isnat(day)
    np.maximum.at(found.view(np.int64), application[chosen], _number(day[chosen]))
    found[found == _FIRST_DAY] = NO_DAY
    return found


def _number(day: np.ndarray) -> np.ndarray:
    """Days as whole numbers, with which numpy is faster."""
    return day.astype(DAY).astype(np.int64)


def has(application: np.ndarray, where: np.ndarray, n: int) -> np.ndarray:
    """Which of `n` applications have a chosen event."""
    found = np.zeros(n, dtype=bool)
    found[application[where]] = True
    return found


def states(log: Log | Snapshot, *, as_of: AsOf | None = None) -> pd.DataFrame:
    """
    Where each application stands at `as_of`.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now.

    Returns
    -------
    DataFrame
        A row for each row of ``log.applications``, in that order: ``application`` : str;
        ``is_known`` : bool, there by `as_of`; ``is_sent`` : bool; ``is_inbound`` : bool, in the
        pipeline without having been sent; ``applied_on`` : datetime; ``stage``, ``outcome`` :
        categorical; ``is_open`` : bool, known, no prospect and no outcome; ``closed_on`` :
        datetime, the day that it ended, NaT where open or undated; ``is_answered`` : bool;
        ``responded_on`` : datetime, the first response; ``event`` : categorical, its kind;
        ``last_word_on`` : datetime, of the employer.
    """
    return Snapshot.of(log, as_of).part(_states)


def _states(snapshot: Snapshot) -> pd.DataFrame:
    log, events = snapshot.log, visible_events(snapshot)
    line = timeline(log, events)
    n, app, day, what = events.n, events.application, events.day, events.what

    any_event = line.last >= 0
    never_any = ~has(events.of_all, np.ones(len(events.of_all), dtype=bool), n)
    is_known = any_event | never_any
    stage = np.zeros(n, dtype=np.int64)
    stage[any_event] = line.stage[line.last[any_event]]
    applied_on = earliest(app, day, what == CODE["applied"], n)
    # Sent on a day that cannot be read: as far as it is known, it is sent.
    unreadable = (log.applications["is_sent"] & log.applications["applied_on"].isna()).to_numpy()
    is_sent = ~np.isnat(applied_on) | (unreadable & is_known)

    open_now = np.ones(n, dtype=bool)
    open_now[any_event] = line.is_open[line.last[any_event]]
    outcome, closed_on = _outcomes(events, line, open_now)

    decided = is_any(what, _DECIDED)
    responded_on = earliest(app, day, decided, n)
    responded_on[_first_word_undated(snapshot, events, responded_on)] = NO_DAY
    # Who accepted had an offer, on whatever day.
    is_answered = has(app, decided | (what == CODE["accepted"]), n)
    kind = _kinds(events, responded_on, is_answered, stage, outcome)
    return pd.DataFrame(
        {
            "application": log.applications["application"],
            "is_known": is_known,
            "is_sent": is_sent,
            "is_inbound": is_known & ~is_sent & (stage > 0),
            "applied_on": applied_on.astype("datetime64[us]"),
            "stage": pd.Categorical.from_codes(stage, categories=pd.Index(STAGES), ordered=True),
            "outcome": pd.Categorical.from_codes(outcome, categories=pd.Index(OUTCOMES)),
            "is_open": is_known & open_now & (stage > 0),
            "closed_on": closed_on.astype("datetime64[us]"),
            "is_answered": is_answered,
            "responded_on": responded_on.astype("datetime64[us]"),
            "event": pd.Categorical.from_codes(kind, categories=pd.Index(RESPONSE_EVENTS)),
            "last_word_on": latest(app, day, is_any(what, _WORDS), n).astype("datetime64[us]"),
        }
    )


def _outcomes(
    events: VisibleEvents, line: Timeline, open_now: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Outcome codes and closing days: the Status where it names one, else the last dated end."""
    app, what, n = events.application, events.what, events.n
    ending = is_any(what, ENDING)
    outcome_of = np.zeros(len(EVENTS), dtype=np.int64)
    outcome_of[codes(ENDING)] = [OUTCOMES.index(o) for o in ENDING.values()]
    outcome = np.zeros(n, dtype=np.int64)
    for which in (ending, line.stands, what == CODE["accepted"]):
        outcome[app[which]] = outcome_of[what[which]]  # the last one is written last
    # It ended where it was last open before; what ended it may have no day.
    is_first = np.r_[True, app[1:] != app[:-1]] if len(app) else np.array([], dtype=bool)
    was_open = np.r_[True, line.is_open[:-1]] if len(app) else is_first
    closes = ~line.is_open & (is_first | was_open)
    closed_on = np.full(n, NO_DAY)
    closed_on[app[closes]] = events.day[closes]
    outcome[open_now] = 0
    closed_on[open_now] = NO_DAY
    return outcome, closed_on


def _first_word_undated(
    snapshot: Snapshot, events: VisibleEvents, responded_on: np.ndarray
) -> np.ndarray:
    """
    Applications whose Response was good, on a day that nobody wrote down.

    Where the first dated word is a rejection it is not the first word.
    """
    applications = snapshot.log.applications
    good_news = applications["response"].isin(["invitation", "offer"])
    undated = (good_news & applications["response_on"].isna()).to_numpy()
    first = is_any(events.what, _DECIDED) & (events.day == responded_on[events.application])
    good = has(events.application, first & (events.what != CODE["rejection"]), events.n)
    return np.asarray(undated & ~good & snapshot.sees_undated)


def _kinds(
    events: VisibleEvents,
    responded_on: np.ndarray,
    is_answered: np.ndarray,
    stage: np.ndarray,
    outcome: np.ndarray,
) -> np.ndarray:
    """Codes of RESPONSE_EVENTS: by the word itself, the first dated evidence, else the outcome."""
    app, what, n = events.application, events.what, events.n
    positive, negative, unclear, none = range(4)
    kind = np.full(n, none)
    kind[is_answered] = unclear
    rejected = outcome == OUTCOMES.index("rejected")
    kind[is_answered & rejected & (stage <= STAGES.index("applied"))] = negative
    kind[is_answered & (stage >= STAGES.index("screening"))] = positive
    for dated in (False, True):  # dated evidence is written last
        evidence = np.flatnonzero(
            is_any(what, (*_POSITIVE, "rejection")) & (events.undated != dated)
        )[::-1]
        evidence = evidence[np.isnat(responded_on[app[evidence]]) != dated]
        sign = np.where(what[evidence] == CODE["rejection"], negative, positive)
        kind[app[evidence]] = sign  # reversed: the first of each application is written last
    return kind


def search_end(log: Log | Snapshot, *, as_of: AsOf | None = None) -> np.datetime64:
    """The day of the first dated acceptance; NaT while the search goes on."""
    events = visible_events(Snapshot.of(log, as_of))
    day = events.day[(events.what == CODE["accepted"]) & ~events.undated]
    return np.datetime64(day.min() if len(day) else NO_DAY)
