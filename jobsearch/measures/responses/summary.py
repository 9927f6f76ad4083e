"""The response times in a few figures: the median, the shares by day, the naive rate."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from jobsearch.measures.intervals import wilson
from jobsearch.measures.reasons import Reason
from jobsearch.measures.responses.curves import (
    ANSWERS,
    aalen_johansen,
    band_of_silence,
    kaplan_meier,
)
from jobsearch.measures.responses.sample import (
    NO_ANSWER,
    Bools,
    Floats,
    Ints,
    event_codes,
    read_sample,
    whole_days,
)


def median_response(times: pd.DataFrame, *, by: str | None = None) -> pd.Series | pd.DataFrame:
    """
    The day by which half of the applications have heard back.

    Parameters
    ----------
    times : DataFrame
        From `response_times`: ``duration_days`` [days, int >= 0, missing where left out],
        ``event`` (positive, negative, unclear, none), ``left_out`` where it is there.
    by : str, optional
        A column to group by, as in `response_curve`.

    Returns
    -------
    Series, or with `by` a DataFrame with the group as first column
        ``n``, ``n_responses`` (inside the estimate), ``n_left_out`` (answers without a day);
        ``median_days`` [days], inf if not reached; ``median_low``, ``median_high`` [days], 95 %
        interval, the upper end inf where it is open; ``reason``, why there is no figure, else "".

    Raises
    ------
    ValueError
        As `life_table`, and if there is no column `by`.

    Notes
    -----
    The smallest t with S(t) <= 0.5. The interval goes from the first day on which the lower band
    of `response_curve` is 0.5 or less to the first on which the upper band is [1]_; where not even
    the lower band comes down to it, from the longest time observed.

    References
    ----------
    .. [1] R. Brookmeyer and J. Crowley, Biometrics 38, 29 (1982).

    Examples
    --------
    >>> times = pd.DataFrame({"duration_days": [1, 4, 6, 9], "event": ["positive"] * 3 + ["none"]})
    >>> median_response(times)[["n", "median_days", "median_low", "median_high"]].tolist()
    [4, 4.0, 0.0, inf]
    """
    sample = read_sample(times, by)
    counts = sample.life_counts()
    curve = kaplan_meier(counts)
    day = np.arange(counts.shape[2])
    # A product of many fractions may miss 0.5 by a rounding.
    median, high, low = (
        _first(day, share <= 0.5 + 1e-12)
        for share in (curve.still_silent, *reversed(band_of_silence(curve)))
    )
    longest = np.count_nonzero(curve.n_at_risk, axis=1) - 1.0
    low = np.minimum(low, longest)
    unknown = sample.reasons != Reason.NONE
    median[unknown] = low[unknown] = high[unknown] = np.nan
    table = pd.DataFrame(
        {
            "n": counts.sum(axis=(1, 2)),
            "n_responses": curve.n_responses.sum(axis=1),
            "n_left_out": sample.n_left_out,
            "median_days": median,
            "median_low": low,
            "median_high": high,
            "reason": pd.Series(
                [sample.explain(g) for g in range(len(sample.groups))], dtype="str"
            ),
        }
    )
    if by is None:
        return pd.Series(table.astype(object).iloc[0].to_dict())
    groups = pd.Index(sample.groups)
    table.insert(0, by, pd.Series(pd.Categorical(groups, categories=groups)))
    return table[table["n"] + table["n_left_out"] > 0].reset_index(drop=True)


def _first(day: Ints, where: Bools) -> Floats:
    """The first day of each group, inf where there is none."""
    first: Floats = np.where(where, day, np.inf).min(axis=1, initial=np.inf)
    return first


def response_by_day(times: pd.DataFrame, *, days: Sequence[int] = (7, 14, 30, 60)) -> pd.DataFrame:
    """
    Share of the applications answered by certain days: any answer, and each kind.

    Parameters
    ----------
    times : DataFrame
        From `response_times`: ``duration_days`` [days, int >= 0, missing where left out],
        ``event`` (positive, negative, unclear, none).
    days : sequence of int
        [days, >= 0]

    Returns
    -------
    DataFrame
        A row for each of `days`: ``day``; ``any`` = 1 - S(t), ``positive``, ``negative``,
        ``unclear`` = F_k(t); ``any_low``, ``any_high``, the band of `response_curve`;
        ``n_at_risk``, those with this time or a longer one. NaN past the
        longest time observed unless S = 0 there, and where there is no estimate: `median_response`
        says why.

    Raises
    ------
    ValueError
        As `life_table`, and if one of `days` is negative or not whole.

    Examples
    --------
    >>> times = pd.DataFrame(
    ...     {"duration_days": [3, 9, 20, 20], "event": ["positive"] + ["none"] * 3}
    ... )
    >>> response_by_day(times, days=(7, 30))[["day", "any", "positive", "n_at_risk"]]
       day   any  positive  n_at_risk
    0    7  0.25      0.25          3
    1   30   NaN       NaN          0
    """
    day = whole_days(days, "days", at_least=0)
    sample = read_sample(times)
    counts = sample.life_counts()
    curve = kaplan_meier(counts)
    n_days = counts.shape[2]
    table = pd.DataFrame(
        np.nan, index=range(len(day)), columns=["any", *ANSWERS, "any_low", "any_high"]
    )
    if not sample.reasons[0]:
        at = np.minimum(day, n_days - 1)
        silent = curve.still_silent[0, at]
        low, high = (end[0, at] for end in band_of_silence(curve))
        split = aalen_johansen(counts, curve).incidence[0][:, at]
        seen = (day < n_days) | (silent == 0)
        table[:] = np.where(seen, [1 - silent, *split, 1 - high, 1 - low], np.nan).T
    table.insert(0, "day", day)
    return table.assign(n_at_risk=np.append(curve.n_at_risk[0], 0)[np.minimum(day, n_days)])


def naive_rate(times: pd.DataFrame) -> pd.Series:
    """
    Answers per application, which counts every young application as a failure.

    It stands beside `response_by_day`, named as what it is; it needs no dates.

    Parameters
    ----------
    times : DataFrame
        From `response_times`: ``event`` (positive, negative, unclear, none).

    Returns
    -------
    Series
        ``n_responses`` of ``n`` rows, those that the estimates leave out included; ``rate``,
        ``low``, ``high``, 95 % interval, NaN without a row.

    Raises
    ------
    ValueError
        If an event is unknown.

    References
    ----------
    E. B. Wilson, J. Am. Stat. Assoc. 22, 209 (1927).

    Examples
    --------
    >>> naive_rate(pd.DataFrame({"event": ["positive", "none", "none", "none"]})).round(3).tolist()
    [1, 4, 0.25, 0.046, 0.699]
    """
    event = event_codes(times["event"])
    n_responses, n = int(np.count_nonzero(event != NO_ANSWER)), len(event)
    low, high = wilson(n_responses, n)
    rate = n_responses / n if n else np.nan
    return pd.Series(
        {"n_responses": n_responses, "n": n, "rate": rate, "low": float(low), "high": float(high)},
        dtype=object,
    )
