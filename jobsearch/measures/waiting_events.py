"""What begins and ends waiting: interviews held, invitations, offers, answers and outcomes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from jobsearch.log import Log
from jobsearch.measures.application_states import (
    CODE,
    DAY,
    ENDING,
    NO_DAY,
    VisibleEvents,
    has,
    is_any,
    latest,
    visible_events,
)
from jobsearch.measures.snapshot import Snapshot

_SLOTS = 1_000_000  # places within a day, for sorting


class HeldInterviews(NamedTuple):
    """
    Interviews held by the cut-off, by application and end.

    ``decision`` is the latest day written on an interview's own rows.
    """

    position: np.ndarray  # of the application
    interview: np.ndarray  # the key
    code_of_row: np.ndarray  # a number for the interview of each row of the sheet
    code: np.ndarray  # and for those held
    at: np.ndarray
    day: np.ndarray
    decision: np.ndarray
    is_last: np.ndarray  # of its application


class WaitingEvents(NamedTuple):
    """
    What begins and ends waiting, by application and time.

    ``place`` orders marks and messages of one application: the day, and within it written times
    first, then invitations to a further round, then answers and outcomes.
    """

    application: np.ndarray
    place: np.ndarray
    day: np.ndarray
    what: np.ndarray
    held: np.ndarray  # place in `HeldInterviews`, -1 where it is no interview
    decision: np.ndarray  # the day of the decision given with it


def place_of(day: np.ndarray, slot: np.ndarray | float) -> np.ndarray:
    """A whole number that orders moments: the day, and a share of it in [0, 1)."""
    days = np.asarray(day).astype(DAY).astype(np.int64)
    return np.asarray(days * _SLOTS + np.floor(np.asarray(slot) * _SLOTS).astype(np.int64))


def clock_share(at: np.ndarray) -> np.ndarray:
    """The first half of the day's places: the time of day, 0 where only the day is known."""
    return np.asarray((at - at.astype(DAY)) / np.timedelta64(1, "D") / 2)


def held_interviews(snapshot: Snapshot) -> HeldInterviews:
    """The interviews held by the cut-off, as the sheet tells of them and else History."""
    return snapshot.part(_held_interviews)


def _held_interviews(snapshot: Snapshot) -> HeldInterviews:
    log, events = snapshot.log, visible_events(snapshot)
    is_interview = is_any(events.what, ("screening", "interview")) & ~events.undated
    on_sheet = np.flatnonzero(is_interview & events.is_on("interviews"))
    others = np.flatnonzero(is_interview & ~events.is_on("interviews"))
    # History may repeat what the Interviews sheet says, and itself.
    day_of = events.application * (1 << 20) + events.day.astype(np.int64)
    days, first, again = np.unique(day_of[others], return_index=True, return_inverse=True)
    told = _history_decisions(log, events)[others]
    told = latest(again, told, np.ones(len(told), dtype=bool), len(days))
    is_new = ~np.isin(days, day_of[on_sheet])
    others, told = others[first[is_new]], told[is_new]

    applications = log.applications["application"].to_numpy()[events.application[others]]
    untold = [
        f"{name} · {day}"
        for name, day in zip(applications, events.day[others].astype(str), strict=True)
    ]
    keys = np.r_[log.interviews["interview"].to_numpy(dtype=object), np.array(untold, dtype=object)]
    codes, names = pd.factorize(keys, sort=True)
    n = len(log.interviews)
    written = log.interviews["decision_expected_on"].to_numpy().astype(DAY)
    decisions = latest(codes[:n], written, np.ones(n, dtype=bool), len(names))
    code = np.r_[codes[places(log.interviews, events.row[on_sheet])], codes[n:]]
    decision = np.r_[decisions[code[: len(on_sheet)]], told]
    chosen = np.r_[on_sheet, others]
    order = np.lexsort((code, events.at[chosen], events.application[chosen]))
    chosen, code = chosen[order], code[order]
    position = events.application[chosen]
    is_last = np.ones(len(position), dtype=bool)
    is_last[:-1] = position[1:] != position[:-1]
    return HeldInterviews(
        position, names[code], codes[:n], code, events.at[chosen], events.day[chosen],
        decision[order], is_last,
    )  # fmt: skip


def places(table: pd.DataFrame, rows: np.ndarray) -> np.ndarray:
    """Where the sheet rows `rows` stand in a table."""
    numbers = table["row"].to_numpy()
    place = np.zeros(numbers.max(initial=0) + 1, dtype=np.int64)
    place[numbers] = np.arange(len(numbers))
    return np.asarray(place[rows])


def _history_decisions(log: Log, events: VisibleEvents) -> np.ndarray:
    """The decision day that came with each event of History; NaT for all others."""
    given = np.full(len(events.what), NO_DAY)
    mine = events.is_on("history")
    written = log.history["decision_expected_on"].to_numpy().astype(DAY)
    given[mine] = written[places(log.history, events.row[mine])]
    return given


def waiting_events(snapshot: Snapshot) -> WaitingEvents:
    """Interviews, invitations, offers, holding answers and outcomes, dated, in their order."""
    return snapshot.part(_waiting_events)


def _waiting_events(snapshot: Snapshot) -> WaitingEvents:
    log, events, held = snapshot.log, visible_events(snapshot), held_interviews(snapshot)
    ends = is_any(events.what, ("invitation", "offer", "reply", *ENDING)) & ~events.undated
    slot = np.where(events.what == CODE["invitation"], 0.7, 0.8)
    slot[_comes_first(log, events)] = -0.1
    chosen = np.flatnonzero(ends)
    n = len(held.position)
    application = np.r_[held.position, events.application[chosen]]
    day = np.r_[held.day, events.day[chosen]]
    place = np.r_[
        place_of(held.day, clock_share(held.at)), place_of(events.day[chosen], slot[chosen])
    ]
    what = np.r_[np.full(n, CODE["interview"]), events.what[chosen]]
    interview = np.r_[np.arange(n), np.full(len(chosen), -1)]
    decision = np.r_[held.decision, _history_decisions(log, events)[chosen]]
    order = np.lexsort((what, place, application))
    columns = (application, place, day, what, interview, decision)
    return _without_repeats(WaitingEvents(*(values[order] for values in columns)))


def _without_repeats(line: WaitingEvents) -> WaitingEvents:
    """Holding answers that two sheets tell of are one, with the later decision day of the two."""
    reply = line.what == CODE["reply"]
    again = np.zeros(len(reply), dtype=bool)
    again[1:] = (
        (reply[1:] & reply[:-1])
        & (line.application[1:] == line.application[:-1])
        & (line.day[1:] == line.day[:-1])
    )
    # fmax takes the one that is a day where the other is none.
    decision = line.decision.copy()
    decision[:-1][again[1:]] = np.fmax(decision[:-1][again[1:]], decision[1:][again[1:]])
    fields = (line.application, line.place, line.day, line.what, line.held, decision)
    return WaitingEvents(*(values[~again] for values in fields))


def _comes_first(log: Log, events: VisibleEvents) -> np.ndarray:
    """Invitations that, on the day of an interview, are the ones to that very interview."""
    invited = events.what == CODE["invitation"]
    ended = log.interviews["ended_at"].to_numpy().astype(DAY)
    own = invited & events.is_on("interviews")
    first = invited & events.is_on("applications")
    first[own] = ended[places(log.interviews, events.row[own])] == events.day[own]
    return np.asarray(first)


class NextWords(NamedTuple):
    """For each interview held: the next decided word, or until when there was none."""

    application: np.ndarray
    interview: np.ndarray
    ended: np.ndarray
    until: np.ndarray
    kind: np.ndarray  # 1 good, -1 a rejection, 0 none by then
    decided: np.ndarray  # the day of the word; NaT where there is none
    lost_on: np.ndarray  # since when it is known that a word without its day came; NaT without one


def next_words(snapshot: Snapshot) -> NextWords:
    """What followed each interview, holding answers left aside."""
    return snapshot.part(_next_words)


def _next_words(snapshot: Snapshot) -> NextWords:
    events, line = visible_events(snapshot), waiting_events(snapshot)
    good = is_any(line.what, ("interview", "invitation", "offer"))
    bad = line.what == CODE["rejection"]
    gone = is_any(line.what, ("withdrawn", "position_closed", "accepted"))
    counts = good | bad | gone
    accepted = line.what == CODE["accepted"]
    at = np.flatnonzero(line.held >= 0)
    following = next_of(counts, line.application)[at]
    there = following >= 0
    day = np.full(len(at), snapshot.today)
    day[there] = line.day[following[there]]
    kind = np.zeros(len(at), dtype=np.int64)
    kind[there] = good[following[there]].astype(int) - bad[following[there]].astype(int)
    decided = np.where(kind != 0, day, NO_DAY)
    # Who accepted had an offer, on whatever day.
    kind[there] += accepted[following[there]]
    lost_on = np.full(len(at), NO_DAY)
    lost_on[there] = np.where(accepted[following[there]], day[there], NO_DAY)
    # Words without a day; giving up is none, and the silence goes on.
    undated = undated_ends(snapshot) & (events.what != CODE["no_response"])
    kind_of = np.zeros(events.n, dtype=np.int64)
    for words, sign in ((("rejection",), -1), (("invitation", "offer", "accepted"), 1)):
        kind_of[events.application[undated & is_any(events.what, words)]] = sign
    last = ~there & has(events.application, undated, events.n)[line.application[at]]
    kind[last] = kind_of[line.application[at[last]]]
    logged = snapshot.log.last_logged_on.to_datetime64().astype(DAY)
    lost_on[last] = line.day[at[last]] if np.isnat(logged) else logged
    interview = held_interviews(snapshot).interview[line.held[at]]
    return NextWords(line.application[at], interview, line.day[at], day, kind, decided, lost_on)


def next_of(where: np.ndarray, application: np.ndarray) -> np.ndarray:
    """For each position the next later one of the same application where `where` holds, else -1."""
    n = len(where)
    position = np.where(where, np.arange(n), n)
    # The nearest chosen one at or after each position, then one step on.
    ahead = np.minimum.accumulate(position[::-1])[::-1] if n else position
    following = np.r_[ahead[1:], n] if n else position
    found = following < n
    same = np.zeros(n, dtype=bool)
    same[found] = application[following[found]] == application[found]
    return np.where(same, following, -1)


def undated_ends(snapshot: Snapshot) -> np.ndarray:
    """Undated words that end waiting: offers, outcomes, an invitation to an interview ahead."""
    events, held = visible_events(snapshot), held_interviews(snapshot)
    mine = events.undated & (events.what == CODE["invitation"]) & events.is_on("interviews")
    code = held.code_of_row[places(snapshot.log.interviews, events.row[mine])]
    ahead = np.zeros(len(mine), dtype=bool)
    ahead[mine] = ~np.isin(code, held.code)
    return np.asarray(events.undated & (ahead | is_any(events.what, ("offer", *ENDING))))


def has_undated_offer(events: VisibleEvents) -> np.ndarray:
    """Applications with an offer that has no day."""
    return has(events.application, events.undated & (events.what == CODE["offer"]), events.n)
