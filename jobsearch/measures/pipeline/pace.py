"""Pace: whether applying goes on while waiting."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import DAY, search_end, states
from jobsearch.measures.following_up.sent_messages import move_on_due
from jobsearch.measures.following_up.waiting import spells, waiting_periods
from jobsearch.measures.intervals import poisson_rate_ratio
from jobsearch.measures.reasons import Reason, explain
from jobsearch.measures.snapshot import Snapshot


def pace_while_waiting(log: Log | Snapshot, *, as_of: AsOf | None = None) -> pd.Series:
    """
    Applications per week inside the spells of waiting against outside.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now. The comparison
        ends there, or with the end of the search.

    Returns
    -------
    Series
        ``n_inside``, ``days_inside``, ``n_outside``, ``days_outside`` : int;
        ``pace_inside``, ``pace_outside`` : float [applications / week]; ``ratio``, ``low``,
        ``high`` : float, the rate ratio with its exact conditional 95 % interval; ``reason`` : str,
        why there is no ratio, else "".

    Notes
    -----
    Given their sum, the applications inside are binomial; the interval is Clopper and Pearson's.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> pace = js.pace_while_waiting(log, as_of="2026-10-30")
    >>> bool(pace["low"] < pace["ratio"] < pace["high"])
    True
    """
    snapshot = Snapshot.of(log, as_of)
    start, stop = spells(waiting_periods(snapshot), move_on_due(snapshot))
    applied = states(snapshot)["applied_on"].dropna().to_numpy().astype(DAY)
    over = search_end(snapshot)
    end = (snapshot.today if np.isnat(over) else over) + np.timedelta64(1, "D")
    applied = np.sort(applied[applied < end])
    first = applied[0] if len(applied) else end
    start, stop = np.clip(start, first, end), np.clip(stop, first, end)
    inside = int((stop - start).astype(np.int64).sum())
    total = int((end - first).astype(np.int64))
    n_inside = int((np.searchsorted(applied, stop) - np.searchsorted(applied, start)).sum())
    n_outside = len(applied) - n_inside
    outside = total - inside
    reason = Reason.NONE
    if not len(applied):
        reason = Reason.NOTHING_SENT
    elif not inside:
        reason = Reason.NEVER_WAITING
    elif not outside:
        reason = Reason.ALWAYS_WAITING
    ratio, low, high = poisson_rate_ratio(n_inside, inside, n_outside, outside)
    return pd.Series(
        {
            "n_inside": n_inside,
            "days_inside": inside,
            "n_outside": n_outside,
            "days_outside": outside,
            "pace_inside": 7 * n_inside / inside if inside else np.nan,
            "pace_outside": 7 * n_outside / outside if outside else np.nan,
            "ratio": ratio,
            "low": low,
            "high": high,
            "reason": explain(reason),
        },
        dtype=object,
    )
