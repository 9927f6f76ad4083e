"""What silence means: the chance of still hearing back, day of silence by day of silence."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.pipeline.stale import HORIZON, learned_threshold
from jobsearch.measures.responses.chances import chances_of_response, median_response
from jobsearch.measures.snapshot import Snapshot

_FIGURES = ["chance", "low", "high", "positive", "positive_low", "positive_high"]


def chance_by_silence(log: Log, *, as_of: AsOf) -> pd.DataFrame:
    """
    Chance of hearing back within 30 days, after every number of silent days.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off.

    Returns
    -------
    DataFrame
        A row for each day of silence for which there is a figure: ``silent_days`` : int [days];
        ``chance``, ``low``, ``high`` : float in [0, 1], any answer within 30 days with its 95 %
        interval; ``positive``, ``positive_low``, ``positive_high`` : the part that is good news;
        ``n_at_risk`` : int, those still waiting then.

        Its ``attrs``: ``n`` applications; ``within_days``; ``threshold_days`` and
        ``threshold_from``, from how many days of silence on an application is stale, and why;
        ``below_chance``, what unlikely means; ``reason``, why there is no row, else "".

    Notes
    -----
    Each row is `chance_of_response`; the threshold is that of `stale_applications`.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> table = js.chance_by_silence(log, as_of="2026-10-30")
    >>> table["silent_days"].is_monotonic_increasing, table.attrs["threshold_days"]
    (True, 34)
    """
    times = Snapshot(log, as_of).times
    settings = log.settings
    days = times["duration_days"].to_numpy(dtype="float64", na_value=np.nan)
    longest = int(np.nanmax(days)) if np.isfinite(days).any() else 0
    silent = np.arange(longest + 1)
    chances = chances_of_response(
        times, silent_days=silent, within_days=HORIZON, minimum_at_risk=settings.minimum_at_risk
    )
    threshold, threshold_from = learned_threshold(
        times,
        below_chance=settings.stale_below_chance,
        minimum_at_risk=settings.minimum_at_risk,
        default_days=settings.stale_after_days,
    )
    whole: dict[Any, Any] = median_response(times).to_dict()
    known = (chances["reason"] == "").to_numpy()
    table = chances.loc[known, [*_FIGURES, "n_at_risk"]].reset_index(drop=True)
    table.insert(0, "silent_days", silent[known])
    table.attrs = {
        "n": int(whole["n"]),
        "within_days": HORIZON,
        "threshold_days": threshold,
        "threshold_from": threshold_from,
        "below_chance": settings.stale_below_chance,
        "reason": "" if known.any() else str(chances["reason"].iloc[0]),
    }
    return table
