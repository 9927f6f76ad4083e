"""Figures read off the curves: the median, shares by day, the chance of still hearing back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobsearch.measures.intervals import Z, loglog_band, wilson
from jobsearch.measures.responses.curves import (
    ANSWERS,
    KaplanMeier,
    aalen_johansen,
    delta_variance,
    kaplan_meier,
)
from jobsearch.measures.responses.groups import (
    NO_ANSWER,
    Bools,
    Floats,
    Ints,
    event_codes,
    read_sample,
)

COLUMNS = ("chance", "low", "high", "positive", "positive_low", "positive_high")
POSITIVE = ANSWERS.index("positive")


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
        interval, inf where it is open, NaN where no day is inside; ``reason``, why there is no
        figure, else "".

    Raises
    ------
    ValueError
        As `life_table`, and if there is no column `by`.

    Notes
    -----
    The smallest t with S(t) <= 0.5. The interval holds the days of an answer on which S does not
    differ from 0.5 on the log(-log) scale, up to the next such day [1]_.

    References
    ----------
    .. [1] R. Brookmeyer and J. Crowley, Biometrics 38, 29 (1982).

    Examples
    --------
    >>> times = pd.DataFrame({"duration_days": [1, 4, 6, 9], "event": ["positive"] * 3 + ["none"]})
    >>> median_response(times)[["n", "median_days", "median_low", "median_high"]].tolist()
    [4, 4.0, 1.0, inf]
    """
    rows = read_sample(times, by)
    cells = rows.cells()
    curve = kaplan_meier(cells)
    day = np.arange(cells.shape[2])
    answered = curve.n_responses > 0
    # A product of many fractions may miss 0.5 by a rounding.
    median = _first(day, curve.still_silent <= 0.5 + 1e-12)
    with np.errstate(divide="ignore", invalid="ignore"):
        log = np.log(curve.still_silent)
        distance = np.abs(np.log(-log) - np.log(np.log(2)))
        accepted = answered & (distance <= Z * np.sqrt(curve.steps.cumsum(axis=1)) / -log)
    last = np.where(accepted, day, -1).max(axis=1, initial=-1)
    none = ~accepted.any(axis=1)
    low, high = _first(day, accepted), _first(day, answered & (day > last[:, None]))
    low[none] = high[none] = np.nan
    unknown = rows.reasons != ""
    median[unknown] = low[unknown] = high[unknown] = np.nan
    table = pd.DataFrame(
        {
            "n": cells.sum(axis=(1, 2)),
            "n_responses": curve.n_responses.sum(axis=1),
            "n_left_out": rows.n_left_out,
            "median_days": median,
            "median_low": low,
            "median_high": high,
            "reason": pd.Series(rows.reasons, dtype="str"),
        }
    )
    if by is None:
        return pd.Series(table.astype(object).iloc[0].to_dict())
    groups = pd.Index(rows.groups)
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
        ``unclear`` = F_k(t); ``any_low``, ``any_high``, the band of `response_curve`, NaN where
        nobody has answered; ``n_at_risk``, those with this time or a longer one. NaN past the
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
    rows = read_sample(times)
    cells = rows.cells()
    curve = kaplan_meier(cells)
    n_days = cells.shape[2]
    table = pd.DataFrame(
        np.nan, index=range(len(day)), columns=["any", *ANSWERS, "any_low", "any_high"]
    )
    if not rows.reasons[0]:
        at = np.minimum(day, n_days - 1)
        silent = curve.still_silent[0, at]
        # Before the first answer there is no interval: how close to 0 the share is, is not known.
        low, high = loglog_band(silent, np.sqrt(curve.steps.cumsum(axis=1)[0, at]), start=np.nan)
        split = aalen_johansen(cells, curve).incidence[0][:, at]
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


def chance_of_response(
    times: pd.DataFrame, *, silent_days: int, within_days: int, minimum_at_risk: int = 10
) -> pd.Series:
    """
    Chance that an application still hears back, given its silence so far.

    Parameters
    ----------
    times : DataFrame
        From `response_times`: ``duration_days`` [days, int >= 0, missing where left out],
        ``event`` (positive, negative, unclear, none), ``left_out`` where it is there.
    silent_days : int
        Silence so far, s. [days, >= 0]
    within_days : int
        Horizon, h: the next h days. [days, > 0]
    minimum_at_risk : int
        With fewer applications than this still waiting just after s there is no figure.

    Returns
    -------
    Series
        ``chance``, ``low``, ``high`` : float in [0, 1], any answer, with its 95 % interval.
        ``positive``, ``positive_low``, ``positive_high`` : the part that is good news.
        ``n_at_risk`` : int, those still waiting just after s.
        ``reason`` : str, why there is no figure, else "".
        Without a figure all are NaN. Where nobody was answered within those days the figure is 0
        and its interval NaN: the data say nothing about how close to 0 it is.

    Raises
    ------
    ValueError
        If `silent_days` < 0, `within_days` <= 0, or one is not whole; for `times` as `life_table`.

    Notes
    -----
    1 - S(s + h) / S(s), S the Kaplan-Meier estimate [1]_; the positive part is
    (F(s + h) - F(s)) / S(s), F the Aalen-Johansen estimate [2]_. The intervals are those of the
    curve and of the incidence restarted at s among those still waiting.

    References
    ----------
    .. [1] E. L. Kaplan and P. Meier, J. Am. Stat. Assoc. 53, 457 (1958).
    .. [2] O. O. Aalen and S. Johansen, Scand. J. Stat. 5, 141 (1978).

    Examples
    --------
    >>> times = pd.DataFrame(
    ...     {"duration_days": [2, 9, 20, 20], "event": ["positive"] * 2 + ["none"] * 2}
    ... )
    >>> chance = chance_of_response(times, silent_days=5, within_days=10, minimum_at_risk=3)
    >>> round(chance["chance"], 3), chance["n_at_risk"]
    (0.333, 3)
    >>> chance_of_response(times, silent_days=5, within_days=10)["reason"]
    'after 5 silent days only 3 applications were still waiting, and 10 are needed'
    """
    table = chances_of_response(
        times,
        silent_days=[int(whole_days(silent_days, "silent_days", at_least=0)[0])],
        within_days=within_days,
        minimum_at_risk=minimum_at_risk,
    )
    return pd.Series(table.astype(object).iloc[0].to_dict())


def chances_of_response(
    times: pd.DataFrame,
    *,
    silent_days: npt.ArrayLike,
    within_days: int,
    minimum_at_risk: int = 10,
) -> pd.DataFrame:
    """
    `chance_of_response` for many silences at once.

    Parameters
    ----------
    times : DataFrame
        From `response_times`.
    silent_days : array of int
        Silences so far. [days, >= 0]
    within_days, minimum_at_risk : int
        As in `chance_of_response`.

    Returns
    -------
    DataFrame
        The columns of `chance_of_response`, a row for each of `silent_days`, in their order.

    Raises
    ------
    ValueError
        As `chance_of_response`.

    Examples
    --------
    >>> times = pd.DataFrame(
    ...     {"duration_days": [2, 9, 20, 20], "event": ["positive"] * 2 + ["none"] * 2}
    ... )
    >>> chances_of_response(times, silent_days=[0, 5], within_days=9, minimum_at_risk=3)["chance"]
    0    0.500000
    1    0.333333
    Name: chance, dtype: float64
    """
    asked = whole_days(silent_days, "silent_days", at_least=0)
    horizon = int(whole_days(within_days, "within_days", at_least=1)[0])
    rows = read_sample(times)
    cells = rows.cells()
    curve = kaplan_meier(cells)
    # One row for each silence that occurs: among many applications most occur more than once.
    silent, which = np.unique(asked, return_inverse=True)
    n_days = cells.shape[2]
    n_at_risk = np.append(curve.n_at_risk[0], 0)[np.minimum(silent + 1, n_days)]
    reasons = [
        rows.reasons[0] or _reason(int(s), int(n), horizon, minimum_at_risk, n_days - 1)
        for s, n in zip(silent, n_at_risk, strict=True)
    ]
    known = np.array([not reason for reason in reasons], bool)
    table = pd.DataFrame(np.nan, index=range(len(silent)), columns=list(COLUMNS))
    if known.any():
        start = silent[known]
        table.loc[known] = _figures(cells, curve, start, start + horizon)
    table = table.assign(n_at_risk=n_at_risk, reason=pd.Series(reasons, dtype="str"))
    return table.take(which).reset_index(drop=True)


def whole_days(values: npt.ArrayLike, name: str, *, at_least: int) -> Ints:
    """Numbers of days that somebody asks about; anything else is a ValueError."""
    days = np.atleast_1d(np.asarray(values))
    wrong = ~((days >= at_least) & (days % 1 == 0))
    if wrong.any():
        raise ValueError(f"{name} is {days[wrong][0]}. Give whole days from {at_least} on.")
    return days.astype(np.int64)


def _reason(s: int, n: int, horizon: int, needed: int, longest: int) -> str:
    """Why there is no chance after s silent days, else ""."""
    if n < max(needed, 1):
        waiting = {0: "no application was", 1: "only 1 application was"}.get(
            n, f"only {n} applications were"
        )
        days = "day" if s == 1 else "days"
        least = max(needed, 1)
        return (
            f"after {s} silent {days} {waiting} still waiting, and {least} "
            f"{'is' if least == 1 else 'are'} needed"
        )
    if s + horizon > longest:
        return f"day {s + horizon} is past the longest time observed, day {longest}"
    return ""


def _figures(cells: Ints, curve: KaplanMeier, start: Ints, end: Ints) -> Floats:
    """COLUMNS for answers after the day `start` and by the day `end`, both observed."""
    before = curve.still_silent[0, start]
    silent = curve.still_silent[0, end] / before
    of_steps = curve.steps[0].cumsum()
    # At its start, 1, the restarted curve has no interval: an answer has still to be seen.
    low, high = loglog_band(silent, np.sqrt(of_steps[end] - of_steps[start]), start=np.nan)

    split = aalen_johansen(cells, curve)
    incidence = split.incidence[0, POSITIVE]
    grown = incidence[end] - incidence[start]
    # Many small steps may miss 1 by a rounding.
    positive = np.where(grown / before > 1 - 1e-12, 1.0, grown / before)
    of_a, of_b, of_c = (running[0, POSITIVE] for running in split.sums)
    variance = delta_variance(
        incidence[end], of_a[end] - of_a[start], of_b[end] - of_b[start], of_c[end] - of_c[start]
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(variance) / grown
    positive_low, positive_high = loglog_band(positive, error, start=np.nan)
    return np.array([1 - silent, 1 - high, 1 - low, positive, positive_low, positive_high]).T
