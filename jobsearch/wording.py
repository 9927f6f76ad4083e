"""Findings in words, where a number alone says little."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd


def whole_percent(share: float) -> int:
    """
    A share in whole percent, halves rounded up as people do.

    Examples
    --------
    >>> whole_percent(5 / 8), whole_percent(1 / 8)
    (63, 13)
    """
    return math.floor(100 * share + 0.5)


def median_sentence(median: Mapping[str, Any]) -> str:
    """
    The median response time as a sentence.

    Parameters
    ----------
    median : mapping
        From `median_response` without groups: ``n``, ``median_days``, ``median_low``,
        ``median_high`` [days; inf, NaN or None where not reached], ``reason``.

    Returns
    -------
    str
        With its interval and its n; without a figure the reason.

    Examples
    --------
    >>> times = pd.DataFrame({"duration_days": [3, 5, 9], "event": ["positive"] * 3})
    >>> import jobsearch as js
    >>> median_sentence(js.median_response(times))
    'Half heard back within 5 days (3 to 9), n = 3'
    """
    if median["reason"]:
        why: str = median["reason"]
        too_many = ", and above one in ten the rest would mislead" if why.endswith("date") else ""
        return f"No curve and no median: {why}{too_many}"
    days, low, high = (_days(median[k]) for k in ("median_days", "median_low", "median_high"))
    n = f"n = {median['n']:,}"
    if days is None:
        so_far = "Fewer than half have heard back so far"
        return (
            f"{so_far}, {n}"
            if low is None
            else f"{so_far}: the median is {_unit(low)} or more, {n}"
        )
    interval = "too few for an interval"
    if low is not None:
        interval = f"{low} or more" if high is None else f"{low} to {high}"
    return f"Half heard back within {_unit(days)} ({interval}), {n}"


def _unit(days: str) -> str:
    return "1 day" if days == "1" else f"{days} days"


def _days(value: float | None) -> str | None:
    """A number of days as text; None where it is unknown or was not reached."""
    if value is None or pd.isna(value) or value == float("inf"):
        return None
    return f"{value:g}"
