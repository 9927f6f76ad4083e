"""Pace: whether applying goes on while waiting."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import DAY
from jobsearch.measures.following_up.waiting import spells
from jobsearch.measures.intervals import poisson_rate_ratio
from jobsearch.measures.snapshot import Snapshot


def pace_while_waiting(log: Log, *, as_of: AsOf) -> pd.Series:
    """
    Applications per week inside the spells of waiting against outside.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off; the comparison ends there, or with the end of the search.

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
    return pace_of(Snapshot(log, as_of))


def pace_of(at: Snapshot) -> pd.Series:
    """`pace_while_waiting`, from where a log stands."""
    start, stop = spells(at.waits, at.move_on_due)
    applied = at.now["applied_on"].dropna().to_numpy().astype(DAY)
    over = at.over
    end = (np.datetime64(at.as_of, "D") if np.isnat(over) else over) + np.timedelta64(1, "D")
    applied = np.sort(applied[applied < end])
    first = applied[0] if len(applied) else end
    start, stop = np.clip(start, first, end), np.clip(stop, first, end)
    inside = int((stop - start).astype(np.int64).sum())
    total = int((end - first).astype(np.int64))
    n_inside = int((np.searchsorted(applied, stop) - np.searchsorted(applied, start)).sum())
    n_outside = len(applied) - n_inside
    outside = total - inside
    reason = ""
    if not len(applied):
        reason = "no application was sent"
    elif not inside:
        reason = "no day was spent waiting"
    elif not outside:
        reason = "every day was spent waiting"
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
            "reason": reason,
        },
        dtype=object,
    )
