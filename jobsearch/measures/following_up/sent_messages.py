"""The messages that were sent while waiting: in which wait, where to, and when to move on."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from jobsearch.measures.application_states import DAY, latest
from jobsearch.measures.calendar import add_days
from jobsearch.measures.following_up.waiting import waiting_periods
from jobsearch.measures.snapshot import Snapshot
from jobsearch.measures.waiting_events import clock_share, place_of

_ADDRESS = re.compile(r"[\w.+%'-]+@[\w.-]+|\+?\d[\d\s()./-]{5,}\d")


def sent_messages(snapshot: Snapshot) -> pd.DataFrame:
    """
    The follow-ups seen by `as_of`, by application and time.

    ``position`` of the application, ``day`` (NaT where unknown), ``wait``: the waiting period in
    which it was sent, -1 outside of all; ``address`` : where it went, if that is an address.
    """
    return snapshot.part(_sent_messages)


def _sent_messages(snapshot: Snapshot) -> pd.DataFrame:
    log = snapshot.log
    follow_ups = log.follow_ups
    sent = follow_ups["sent_at"]
    keep = (sent <= snapshot.as_of) | (sent.isna() & snapshot.sees_undated)
    messages = follow_ups[keep.to_numpy()].copy()
    position = pd.Index(log.applications["application"]).get_indexer(messages["application"])
    messages["address"] = messages["to"].map(_address, na_action="ignore").astype("str")
    at = messages["sent_at"].to_numpy()
    # At one moment by address: the order of the rows says nothing.
    where = pd.factorize(messages["address"], sort=True)[0]
    order = np.lexsort((messages["row"].to_numpy(), where, at, np.isnat(at), position))
    messages = messages.take(order).reset_index(drop=True)
    messages["position"] = position[order]
    messages["day"] = messages["sent_at"].to_numpy().astype(DAY).astype("datetime64[us]")
    messages["wait"] = _waits_of(messages, waiting_periods(snapshot))
    return messages


def _address(to: str) -> str | float:
    found = _ADDRESS.search(to.casefold())
    return found[0] if found else np.nan


def _waits_of(messages: pd.DataFrame, waits: pd.DataFrame) -> np.ndarray:
    """The wait that each message falls into; on the day of a reply the message came before it."""
    wait = np.full(len(messages), -1)
    dated = messages["sent_at"].notna().to_numpy()
    if not len(waits) or not dated.any():
        return wait
    messages = messages[dated]
    position, at = messages["position"].to_numpy(), messages["sent_at"].to_numpy()
    day, is_date = at.astype(DAY), messages["sent_at_is_date"].to_numpy()
    order_key = place_of(day, np.where(is_date, 0.0, clock_share(at)))
    # By day only: before anything else of that day, else (no wait before it) after all of it.
    before = _covering(position, np.where(is_date, order_key - 1, order_key), day, waits)
    later = _covering(position, order_key + 999_999, day, waits)
    starts_today = waits["started_on"].to_numpy().astype(DAY)[later] == day
    wait[dated] = np.where((before < 0) & is_date & (later >= 0) & starts_today, later, before)
    return wait


def _covering(
    position: np.ndarray, order_key: np.ndarray, day: np.ndarray, waits: pd.DataFrame
) -> np.ndarray:
    """The application's last wait that began by `order_key` and had not ended before `day`."""
    span = np.int64(1) << 40
    starts = waits["position"].to_numpy() * span + waits["start_place"].to_numpy()
    found = np.searchsorted(starts, position * span + order_key, side="right") - 1
    known = found >= 0
    known &= waits["position"].to_numpy()[found] == position
    ended = waits["ended_on"].to_numpy().astype(DAY)[found]
    known &= np.isnat(ended) | (day <= ended)
    return np.where(known, found, -1)


def move_on_due(snapshot: Snapshot) -> np.ndarray:
    """When each wait is to be given up: after its last follow-up, without one after its window."""
    settings = snapshot.settings
    last = last_message(snapshot)
    closes = waiting_periods(snapshot)["closes_on"].to_numpy().astype(DAY)
    base = np.where(np.isnat(last), closes, last)
    return add_days(base, settings.move_on_after_days, business=settings.count_business_days)


def last_message(snapshot: Snapshot) -> np.ndarray:
    """The day of the last message of each wait; NaT without one."""
    messages = sent_messages(snapshot)
    wait, day = messages["wait"].to_numpy(), messages["day"].to_numpy().astype(DAY)
    return latest(wait, day, wait >= 0, len(waiting_periods(snapshot)))
