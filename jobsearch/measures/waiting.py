"""Interviews and what follows them: the employer's next word, waiting periods, spells."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from jobsearch.as_of import AsOf
from jobsearch.log import Log
from jobsearch.measures.calendar import add_days
from jobsearch.measures.groups import LEFT_OUT_AT_MOST
from jobsearch.measures.states import (
    CODE,
    DAY,
    ENDING,
    NO_DAY,
    Seen,
    has,
    is_any,
    latest,
    seen,
)

_SLOTS = 1_000_000  # places within a day, for sorting


@dataclass(frozen=True)
class Held:
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


@dataclass(frozen=True)
class Marks:
    """
    What begins and ends waiting, by application and time.

    ``place`` orders marks and messages of one application: the day, and within it written times
    first, then invitations to a further round, then answers and outcomes.
    """

    application: np.ndarray
    place: np.ndarray
    day: np.ndarray
    what: np.ndarray
    held: np.ndarray  # place in `Held`, -1 where it is no interview
    decision: np.ndarray  # the day of the decision given with it


def place_of(day: np.ndarray, slot: np.ndarray | float) -> np.ndarray:
    """A whole number that orders moments: the day, and a share of it in [0, 1)."""
    days = np.asarray(day).astype(DAY).astype(np.int64)
    return np.asarray(days * _SLOTS + np.floor(np.asarray(slot) * _SLOTS).astype(np.int64))


def clock_share(at: np.ndarray) -> np.ndarray:
    """The first half of the day's places: the time of day, 0 where only the day is known."""
    return np.asarray((at - at.astype(DAY)) / np.timedelta64(1, "D") / 2)


def held_interviews(log: Log, events: Seen) -> Held:
    """The interviews held by the cut-off, as the sheet tells of them and else History."""
    is_interview = is_any(events.what, ("screening", "interview")) & ~events.undated
    on_sheet = np.flatnonzero(is_interview & events.is_on("interviews"))
    others = np.flatnonzero(is_interview & ~events.is_on("interviews"))
    # History may repeat what the Interviews sheet says, and itself.
    day_of = events.application * (1 << 20) + events.day.astype(np.int64)
    others = others[np.unique(day_of[others], return_index=True)[1]]
    others = others[~np.isin(day_of[others], day_of[on_sheet])]

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
    decision = np.r_[decisions[code[: len(on_sheet)]], _history_decisions(log, events)[others]]
    chosen = np.r_[on_sheet, others]
    order = np.lexsort((code, events.at[chosen], events.application[chosen]))
    chosen, code = chosen[order], code[order]
    position = events.application[chosen]
    is_last = np.ones(len(position), dtype=bool)
    is_last[:-1] = position[1:] != position[:-1]
    return Held(
        position, names[code], codes[:n], code, events.at[chosen], events.day[chosen],
        decision[order], is_last,
    )  # fmt: skip


def places(table: pd.DataFrame, rows: np.ndarray) -> np.ndarray:
    """Where the sheet rows `rows` stand in a table."""
    numbers = table["row"].to_numpy()
    place = np.zeros(numbers.max(initial=0) + 1, dtype=np.int64)
    place[numbers] = np.arange(len(numbers))
    return np.asarray(place[rows])


def _history_decisions(log: Log, events: Seen) -> np.ndarray:
    """The decision day that came with each event of History; NaT for all others."""
    given = np.full(len(events.what), NO_DAY)
    mine = events.is_on("history")
    written = log.history["decision_expected_on"].to_numpy().astype(DAY)
    given[mine] = written[places(log.history, events.row[mine])]
    return given


def marks(log: Log, events: Seen, held: Held) -> Marks:
    """Interviews, invitations, offers, holding answers and outcomes, dated, in their order."""
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
    return _without_repeats(Marks(*(values[order] for values in columns)))


def _without_repeats(line: Marks) -> Marks:
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
    return Marks(*(values[~again] for values in fields))


def _comes_first(log: Log, events: Seen) -> np.ndarray:
    """Invitations that, on the day of an interview, are the ones to that very interview."""
    invited = events.what == CODE["invitation"]
    ended = log.interviews["ended_at"].to_numpy().astype(DAY)
    own = invited & events.is_on("interviews")
    first = invited & events.is_on("applications")
    first[own] = ended[places(log.interviews, events.row[own])] == events.day[own]
    return np.asarray(first)


@dataclass(frozen=True)
class Course:
    """What has been seen of a search, its interviews, and what begins and ends waiting."""

    events: Seen
    held: Held
    line: Marks


def course_of(log: Log, events: Seen) -> Course:
    """All that waiting is made of, from the events seen."""
    held = held_interviews(log, events)
    return Course(events, held, marks(log, events, held))


@dataclass(frozen=True)
class NextWords:
    """For each interview held: the next decided word, or until when there was none."""

    application: np.ndarray
    interview: np.ndarray
    ended: np.ndarray
    until: np.ndarray
    kind: np.ndarray  # 1 good, -1 a rejection, 0 none by then
    decided: np.ndarray  # the day of the word; NaT where there is none
    lost_on: np.ndarray  # since when it is known that a word without its day came; NaT without one


def next_words_of(log: Log, course: Course) -> NextWords:
    """What followed each interview, holding answers left aside."""
    events, line = course.events, course.line
    good = is_any(line.what, ("interview", "invitation", "offer"))
    bad = line.what == CODE["rejection"]
    gone = is_any(line.what, ("withdrawn", "position_closed", "accepted"))
    counts = good | bad | gone
    accepted = line.what == CODE["accepted"]
    at = np.flatnonzero(line.held >= 0)
    following = _next_of(counts, line.application)[at]
    there = following >= 0
    day = np.full(len(at), events.today)
    day[there] = line.day[following[there]]
    kind = np.zeros(len(at), dtype=np.int64)
    kind[there] = good[following[there]].astype(int) - bad[following[there]].astype(int)
    decided = np.where(kind != 0, day, NO_DAY)
    # Who accepted had an offer, on whatever day.
    kind[there] += accepted[following[there]]
    lost_on = np.full(len(at), NO_DAY)
    lost_on[there] = np.where(accepted[following[there]], day[there], NO_DAY)
    # Words without a day; giving up is none, and the silence goes on.
    undated = _undated_ends(log, course) & (events.what != CODE["no_response"])
    kind_of = np.zeros(events.n, dtype=np.int64)
    for words, sign in ((("rejection",), -1), (("invitation", "offer", "accepted"), 1)):
        kind_of[events.application[undated & is_any(events.what, words)]] = sign
    last = ~there & has(events.application, undated, events.n)[line.application[at]]
    kind[last] = kind_of[line.application[at[last]]]
    logged = log.last_logged_on.to_datetime64().astype(DAY)
    lost_on[last] = line.day[at[last]] if np.isnat(logged) else logged
    return NextWords(
        line.application[at], course.held.interview[line.held[at]], line.day[at], day, kind,
        decided, lost_on,
    )  # fmt: skip


def _next_of(where: np.ndarray, application: np.ndarray) -> np.ndarray:
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


def _undated_ends(log: Log, course: Course) -> np.ndarray:
    """Undated words that end waiting: offers, outcomes, an invitation to an interview ahead."""
    events, held = course.events, course.held
    mine = events.undated & (events.what == CODE["invitation"]) & events.is_on("interviews")
    code = held.code_of_row[places(log.interviews, events.row[mine])]
    ahead = np.zeros(len(mine), dtype=bool)
    ahead[mine] = ~np.isin(code, held.code)
    return np.asarray(events.undated & (ahead | is_any(events.what, ("offer", *ENDING))))


def waiting_periods(log: Log, *, as_of: AsOf) -> pd.DataFrame:
    """
    Every wait for a word after an interview, with its window for a follow-up.

    A period runs from an interview's end to the employer's next word (a new invitation or
    interview, an offer) or to any outcome; a holding answer ends it and opens a new one.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off.

    Returns
    -------
    DataFrame
        A row a period, by application and start:

        - ``position`` : int, of the application in ``log.applications``; ``interview`` : str
        - ``start_place`` : int, orders it among messages; ``started_on``, ``ended_on`` : datetime;
          ``ended_on`` is NaT while it lasts and where the word that ended it has no day
        - ``ended_by`` : str, employer, me, or "" while it lasts; ``is_undated_end`` : bool
        - ``expected_on``, ``opens_on``, ``closes_on`` : datetime; ``expected_from`` : str

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> waits = js.waiting_periods(log, as_of="2026-10-30")
    >>> bool((waits["opens_on"] <= waits["closes_on"]).all())
    True
    """
    return waiting_periods_of(log, course_of(log, seen(log, as_of)))


def waiting_periods_of(log: Log, course: Course) -> pd.DataFrame:
    """`waiting_periods`, from what has been seen."""
    events, line = course.events, course.line
    begins = line.held >= 0
    reply = line.what == CODE["reply"]
    # A holding answer counts while waiting: the last other mark of its application is an interview.
    position = np.arange(len(begins))
    other = np.maximum.accumulate(np.where(reply, -1, position)) if len(begins) else position
    waiting = np.zeros(len(begins), dtype=bool)
    after = reply & (other >= 0)
    waiting[after] = begins[other[after]] & (
        line.application[other[after]] == line.application[after]
    )
    starts = begins | waiting
    counts = starts | ~reply
    first = np.flatnonzero(starts)
    following = _next_of(counts, line.application)[first]
    there = following >= 0
    application = line.application[first]
    n = len(first)

    ended = np.full(n, NO_DAY)
    ended[there] = line.day[following[there]]
    by_me = np.zeros(n, dtype=bool)
    by_me[there] = is_any(line.what[following[there]], ("withdrawn", "no_response"))
    undated, undated_by_me = _undated_end(log, course, application, there)
    offered = ~there & has_undated_offer(events)[application]
    started = line.day[first]
    ended[offered] = started[offered]
    undated &= ~offered
    by_me |= undated_by_me & undated

    after = line.held[np.where(begins[first], first, np.maximum(other[first], 0))]
    expected, source = _expected(log, course, first, after)
    settings = log.settings
    business = settings.count_business_days
    opens = add_days(expected, settings.follow_up_after_days, business=business)
    closes = add_days(expected, settings.follow_up_until_days, business=business)
    is_over = there | offered | undated
    return pd.DataFrame(
        {
            "position": application,
            "interview": pd.Series(course.held.interview[after], dtype="str"),
            "start_place": line.place[first],
            "started_on": started.astype("datetime64[us]"),
            "ended_on": ended.astype("datetime64[us]"),
            "ended_by": np.where(is_over, np.where(by_me, "me", "employer"), ""),
            "is_undated_end": undated,
            "expected_on": expected.astype("datetime64[us]"),
            "expected_from": pd.Series(source, dtype="str"),
            "opens_on": opens.astype("datetime64[us]"),
            "closes_on": closes.astype("datetime64[us]"),
        }
    )


def has_undated_offer(events: Seen) -> np.ndarray:
    """Applications with an offer that has no day."""
    return has(events.application, events.undated & (events.what == CODE["offer"]), events.n)


def _undated_end(
    log: Log, course: Course, application: np.ndarray, there: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Periods that ended on a day nobody knows, and which of them the applicant ended."""
    events, ends = course.events, _undated_ends(log, course)
    mine = ends & is_any(events.what, ("withdrawn", "no_response"))
    over = has(events.application, ends, events.n)[application] & ~there
    by_me = has(events.application, mine, events.n) & ~has(
        events.application, ends & ~mine, events.n
    )
    return over, by_me[application]


def _expected(
    log: Log, course: Course, first: np.ndarray, after: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """
    The day on which a decision is expected, and where that comes from.

    `first` are the marks that begin the periods, `after` the interviews that they follow.
    """
    held, line, settings = course.held, course.line, log.settings
    started = line.day[first]
    given, own = line.decision[first], held.decision[after]
    answered = line.held[first] < 0
    of_application = log.applications["decision_expected_on"].to_numpy().astype(DAY)
    at_large = of_application[line.application[first]]
    median = _known_medians(next_words_of(log, course), started, settings.minimum_at_risk)
    default = add_days(started, settings.expected_after_days, business=settings.count_business_days)
    # A day before the wait began says nothing about it.
    choices = [
        (np.where(answered, given, NO_DAY), "as they answered"),
        (own, "as said at the interview"),
        (np.where(held.is_last[after], at_large, NO_DAY), "as noted on the application"),
        (started + median, "median"),
    ]
    fits = [~np.isnat(day) & (day >= started) for day, _ in choices]
    expected = np.select(fits, [day for day, _ in choices], default=default)
    source = np.select(fits, [s for _, s in choices], default="default").astype(object)
    days = median.astype("timedelta64[D]").astype(str)
    median_used = source == "median"
    source[median_used] = [f"the median next step so far is {d}" for d in days[median_used]]
    kind = "business days" if settings.count_business_days else "days"
    source[source == "default"] = f"nobody said: {settings.expected_after_days} {kind} after"
    return expected, source


def _known_medians(words: NextWords, started: np.ndarray, minimum: int) -> np.ndarray:
    """The median next-step time known on each day, NaT where too few were on the clock."""
    medians = np.full(len(started), np.timedelta64("NaT", "D"))
    order = np.argsort(words.ended, kind="stable")
    ended, until, decided = words.ended[order], words.until[order], words.decided[order]
    lost_on, answered = words.lost_on[order], words.kind[order] != 0
    for day in np.unique(started):  # days, not rows: as many as the search is long
        n = int(np.searchsorted(ended, day))
        lost = lost_on[:n] <= day
        is_event = decided[:n] <= day
        n_lost = int((lost & answered[:n]).sum())
        too_many = n_lost > LEFT_OUT_AT_MOST * (n_lost + int(is_event.sum()))
        if n - int(lost.sum()) < minimum or too_many:
            continue
        is_event = is_event[~lost]
        days = (np.minimum(until[:n], day) - ended[:n])[~lost].astype(np.int64)
        happened = np.bincount(days[is_event], minlength=int(days.max()) + 1)
        at_risk = np.bincount(days, minlength=len(happened))[::-1].cumsum()[::-1]
        still = np.cumprod(1 - happened / np.maximum(at_risk, 1))
        reached = np.flatnonzero(still <= 0.5 + 1e-12)
        if len(reached):
            medians[started == day] = np.timedelta64(int(reached[0]), "D")
    return medians


def spells(waits: pd.DataFrame, due_on: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """
    The union of the waiting periods that overlap or touch: first days, and days after the last.

    `due_on` is the day on which each period's ``move_on`` falls due: waiting lasts no longer.
    """
    start = waits["started_on"].to_numpy().astype(DAY)
    ended = waits["ended_on"].to_numpy().astype(DAY)
    due = due_on.astype(DAY) + np.timedelta64(1, "D")
    stop = np.fmin(due, np.where(np.isnat(ended), due, ended))
    return union(start, stop)


def union(start: np.ndarray, stop: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Half-open day intervals merged where they overlap or touch; empty ones go."""
    there = stop > start
    start, stop = start[there], stop[there]
    if not len(start):
        return start, stop
    order = np.argsort(start, kind="stable")
    start, stop = start[order], np.maximum.accumulate(stop[order].astype(np.int64)).astype(DAY)
    new = np.r_[True, start[1:] > stop[:-1]]
    return start[new], stop[np.r_[new[1:], True]]
