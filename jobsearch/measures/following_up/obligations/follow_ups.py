"""What is owed while waiting: one message in the window, not earlier, not more, then moving on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from jobsearch.measures.application_states import DAY, FAR, NO_DAY, search_end
from jobsearch.measures.calendar import add_days, days_in_words
from jobsearch.measures.following_up.contacts import application_contacts, is_proper_contact
from jobsearch.measures.following_up.first_match import first_match
from jobsearch.measures.following_up.obligations.obligation_table import rule_rows
from jobsearch.measures.following_up.obligations.thanks import note_rules
from jobsearch.measures.following_up.reasons import sentence
from jobsearch.measures.following_up.sent_messages import last_message, move_on_due, sent_messages
from jobsearch.measures.following_up.waiting import waiting_periods
from jobsearch.measures.snapshot import Snapshot
from jobsearch.schema import EXPECTED_FROM


def follow_ups(snapshot: Snapshot, people: pd.DataFrame) -> list[dict[str, Any]]:
    """`follow_up`, `not_too_early`, `not_too_often`, `move_on`, `brief_note` of messages."""
    messages = sent_messages(snapshot)
    texts = messages[messages["message"].notna()].reset_index(drop=True)
    whom = _whom(snapshot, people)
    return [
        _follow_up(snapshot, whom),
        _not_too_early(snapshot),
        _not_too_often(snapshot),
        _move_on(snapshot, whom),
        *note_rules(texts, snapshot.log, text="message", sent="sent_at"),
    ]


def _follow_up(
    snapshot: Snapshot, whom: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> dict[str, Any]:
    waits, messages = waiting_periods(snapshot), sent_messages(snapshot)
    search_over = search_end(snapshot)
    n = len(waits)
    opens = waits["opens_on"].to_numpy().astype(DAY)
    closes = waits["closes_on"].to_numpy().astype(DAY)
    ended = waits["ended_on"].to_numpy().astype(DAY)
    inside = messages["wait"].to_numpy() >= 0
    wait, at = messages["wait"].to_numpy()[inside], messages["sent_at"].to_numpy()[inside]
    day = at.astype(DAY)
    in_window = _first(n, wait, at, (day >= opens[wait]) & (day <= closes[wait]))
    after = _first(n, wait, at, day > closes[wait])
    too_early = _first(n, wait, at, day < opens[wait])
    position = waits["position"].to_numpy()
    some_undated = np.zeros(len(snapshot.log.applications), dtype=bool)
    some_undated[messages.loc[messages["day"].isna(), "position"]] = True

    undated = waits["is_undated_end"].to_numpy()
    spoke_first = ended <= closes
    over_first = (search_over <= closes) & ~np.isnat(search_over)
    name, contact, proper = whom
    open_until = closes >= snapshot.today
    verdict = first_match(
        [
            (~np.isnat(in_window), "met"),
            (~np.isnat(after), "late"),
            (~np.isnat(too_early), "waived"),
            (some_undated[position], "unknown"),
            (spoke_first | over_first | (undated & open_until), "waived"),
            (undated, "unknown"),
            (~proper, "blocked"),
            (open_until, "pending"),
        ],
        "missed",
    )
    done = np.where(np.isnat(in_window), np.where(np.isnat(after), too_early, after), in_window)
    expected = days_in_words(waits["expected_on"], as_of=snapshot.as_of)
    source = waits["expected_from"].to_numpy()
    reasons = [(source == s, sentence(f"expected_{s}", day=expected)) for s in EXPECTED_FROM]
    detail = first_match(reasons, "")
    return rule_rows(
        "follow_up", position, verdict, interviewer=name, contact=contact, opens_at=opens,
        due_by=closes, done_at=done, detail=detail,
    )  # fmt: skip


def _first(n: int, wait: np.ndarray, at: np.ndarray, where: np.ndarray) -> np.ndarray:
    """For each wait its first chosen message; NaT without one."""
    far = FAR.astype("datetime64[us]")
    found = np.full(n, far)
    np.minimum.at(found, wait[where], at[where])
    found[found == far] = NO_DAY
    return found


def _whom(snapshot: Snapshot, people: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Whom to write to: a person of this interview or an earlier one, else the application's."""
    log, waits = snapshot.log, waiting_periods(snapshot)
    people = people[people["proper"].to_numpy()]
    is_first = ~people["interview"].duplicated().to_numpy()
    own = pd.Index(people["interview"][is_first]).get_indexer(waits["interview"])
    own = np.where(own >= 0, np.flatnonzero(is_first)[own], -1) if len(people) else own

    # An earlier person of the application: the latest one met by then.
    ended = people["ended_at"].to_numpy()
    met = np.flatnonzero(ended <= np.datetime64(snapshot.as_of))
    met = met[np.lexsort((ended[met], people["position"].to_numpy()[met]))]
    at = waits["position"].to_numpy()
    until = _day_of(people["position"].to_numpy()[met], ended[met])
    found = np.searchsorted(until, _day_of(at, waits["started_on"].to_numpy()), side="right") - 1
    earlier = np.append(met, -1)[found]
    is_same = (earlier >= 0) & (np.append(people["position"].to_numpy(), -1)[earlier] == at)
    person = np.where((own < 0) & is_same, earlier, own)

    about = application_contacts(log).take(at)
    about_proper = is_proper_contact(about, own_addresses=log.settings.own_addresses)
    about_name = log.applications["contact"].take(at)
    name, contact = (
        np.where(
            person >= 0,
            np.append(people[column].to_numpy(dtype=object), np.nan)[person],
            other.where(about_proper).to_numpy(dtype=object),
        )
        for column, other in (("interviewer", about_name), ("known_contact", about))
    )
    return name, contact, (person >= 0) | about_proper


def _day_of(position: np.ndarray, at: np.ndarray) -> np.ndarray:
    """A whole number that orders days of applications."""
    return np.asarray(position * (1 << 20) + at.astype(DAY).astype(np.int64))


def _not_too_early(snapshot: Snapshot) -> dict[str, Any]:
    waits, messages = waiting_periods(snapshot), sent_messages(snapshot)
    rows = messages[messages["wait"] >= 0]
    day = rows["day"].to_numpy().astype(DAY)
    opens = waits["opens_on"].to_numpy().astype(DAY)[rows["wait"]]
    early = day < opens
    at = rows["sent_at"].to_numpy()
    return rule_rows(
        "not_too_early", rows["position"].to_numpy(), np.where(early, "broken", "met"),
        contact=rows["to"].to_numpy(dtype=object), opens_at=opens, due_by=at, done_at=at,
        detail=np.where(early, sentence("too_early", day=_day_in_words(opens, snapshot)), ""),
    )  # fmt: skip


def _not_too_often(snapshot: Snapshot) -> dict[str, Any]:
    settings = snapshot.settings
    waits, messages = waiting_periods(snapshot), sent_messages(snapshot)
    day = messages["day"].to_numpy().astype(DAY)
    wait = messages["wait"].to_numpy()
    opens = np.full(len(day), FAR)
    opens[wait >= 0] = waits["opens_on"].to_numpy().astype(DAY)[wait[wait >= 0]]
    counted = day >= opens
    too_many = counted & (_nth(counted, wait) > settings.follow_ups_per_wait)
    too_soon = np.zeros(len(day), dtype=bool)
    at = messages["sent_at"].to_numpy()
    name = pd.factorize(messages["application"], sort=True)[0]
    for to in (messages["position"].to_numpy(), pd.factorize(messages["address"])[0]):
        known = np.flatnonzero((to >= 0) & ~np.isnat(day))
        known = known[np.lexsort((name[known], at[known], to[known]))]
        before = np.full(len(known), NO_DAY)
        before[1:] = np.where(to[known[1:]] == to[known[:-1]], day[known[:-1]], NO_DAY)
        earliest = add_days(
            before, settings.days_between_messages, business=settings.count_business_days
        )
        too_soon[known] |= day[known] < earliest
    return rule_rows(
        "not_too_often", messages["position"].to_numpy(),
        first_match([(np.isnat(day), "unknown"), (too_many | too_soon, "broken")], "met"),
        contact=messages["to"].to_numpy(dtype=object), opens_at=at, due_by=at, done_at=at,
        detail=first_match(
            [(too_many, sentence("too_many", most=settings.follow_ups_per_wait)),
             (too_soon, sentence("too_soon", days=settings.days_between_messages))], "",
        ),
    )  # fmt: skip


def _nth(counted: np.ndarray, wait: np.ndarray) -> np.ndarray:
    """Which one of the messages counted in its wait each of them is."""
    order = np.argsort(wait, kind="stable")
    so_far = np.cumsum(counted[order])
    start = np.searchsorted(wait[order], wait[order])
    nth = np.empty(len(wait), dtype=np.int64)
    nth[order] = so_far - np.append(0, so_far)[start]
    return nth


def _move_on(snapshot: Snapshot, whom: tuple[np.ndarray, np.ndarray, np.ndarray]) -> dict[str, Any]:
    last, search_over = last_message(snapshot), search_end(snapshot)
    asked = ~np.isnat(last)
    rows, last = waiting_periods(snapshot)[asked], last[asked]
    due = move_on_due(snapshot)[asked]
    ended = rows["ended_on"].to_numpy().astype(DAY)
    undated = rows["is_undated_end"].to_numpy()
    by_me = (rows["ended_by"] == "me").to_numpy()
    in_time = snapshot.today <= due
    verdict = first_match(
        [
            (by_me & (ended <= due), "met"),
            (by_me & (ended > due) & ~(search_over <= due), "late"),
            (~by_me & (ended <= due), "waived"),
            (by_me & undated & in_time, "met"),
            (~by_me & ((undated & in_time) | (search_over <= due)), "waived"),
            (undated, "unknown"),
            (search_over <= due, "waived"),
            (np.isnat(ended) & in_time, "pending"),
        ],
        "missed",
    )
    name, contact = whom[0][asked], whom[1][asked]
    done = np.where(by_me, ended, NO_DAY)
    return rule_rows(
        "move_on", rows["position"].to_numpy(), verdict, interviewer=name, contact=contact,
        opens_at=last, due_by=due, done_at=done,
        detail=sentence("followed_up", day=_day_in_words(last, snapshot)),
    )  # fmt: skip


def _day_in_words(day: np.ndarray, snapshot: Snapshot) -> np.ndarray:
    return days_in_words(pd.Series(day.astype("datetime64[us]")), as_of=snapshot.as_of)
