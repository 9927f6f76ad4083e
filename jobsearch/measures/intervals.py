"""95 % intervals: of a share (Wilson), of a ratio of two rates (exact), of a point of a curve."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from jobsearch.measures.mid_p import low_end_of_all

Floats = npt.NDArray[np.float64]

Z = 1.959963984540054  # the 0.975 quantile of the normal distribution


def wilson(successes: npt.ArrayLike, totals: npt.ArrayLike) -> tuple[Any, Any]:
    """
    Wilson's 95 % interval of a share.

    Parameters
    ----------
    successes, totals : int or array of int
        Counts, 0 <= `successes` <= `totals`.

    Returns
    -------
    low, high : float or array of float
        In [0, 1]; NaN where the total is 0.

    Raises
    ------
    ValueError
        If a count is negative, or larger than its total.

    References
    ----------
    E. B. Wilson, J. Am. Stat. Assoc. 22, 209 (1927).

    Examples
    --------
    >>> low, high = wilson(15, 50)
    >>> round(float(low), 3), round(float(high), 3)
    (0.191, 0.438)
    """
    k, n = np.broadcast_arrays(np.asarray(successes, float), np.asarray(totals, float))
    wrong = (k < 0) | (k > n)
    if wrong.any():
        raise ValueError(f"{k[wrong][0]:g} of {n[wrong][0]:g} is not a share. Give counts.")
    with np.errstate(divide="ignore", invalid="ignore"):
        share = k / n
        middle = share + Z**2 / (2 * n)
        half = Z * np.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
        low, high = (middle - half) / (1 + Z**2 / n), (middle + half) / (1 + Z**2 / n)
    # Exactly 0 and 1 at the ends, where rounding would leave a trace.
    low, high = np.where((k == 0) & (n > 0), 0.0, low), np.where((k == n) & (n > 0), 1.0, high)
    return low[()], high[()]


def poisson_rate_ratio(
    count_a: int, time_a: float, count_b: int, time_b: float
) -> tuple[float, float, float]:
    """
    Ratio of two rates with its exact conditional 95 % interval.

    Parameters
    ----------
    count_a, count_b : int
        Things that happened.
    time_a, time_b : float
        The time that they had. [any one unit]

    Returns
    -------
    ratio, low, high : float
        (`count_a` / `time_a`) / (`count_b` / `time_b`). All NaN where either time is 0 or both
        counts are 0; ratio and high are inf where only `count_b` is 0.

    Raises
    ------
    ValueError
        If a count or a time is negative.

    Notes
    -----
    Given both counts, `count_a` is binomial; the interval is Clopper and Pearson's [1]_ for its
    probability, carried over to the ratio [2]_.

    References
    ----------
    .. [1] C. J. Clopper and E. S. Pearson, Biometrika 26, 404 (1934).
    .. [2] J. Przyborowski and H. Wilenski, Biometrika 31, 313 (1940).

    Examples
    --------
    >>> [round(x, 2) for x in poisson_rate_ratio(12, 6, 10, 10)]
    [2.0, 0.79, 5.17]
    """
    if min(count_a, time_a, count_b, time_b) < 0:
        raise ValueError(
            f"{count_a} in {time_a:g} against {count_b} in {time_b:g}: "
            "a count or a time cannot be negative."
        )
    if time_a == 0 or time_b == 0 or count_a + count_b == 0:
        return np.nan, np.nan, np.nan
    low = _least_share(count_a, count_a + count_b)
    high = 1 - _least_share(count_b, count_a + count_b)
    scale = time_b / time_a
    odds_high = high / (1 - high) if high < 1 else np.inf
    ratio = count_a / count_b * scale if count_b else np.inf
    return ratio, low / (1 - low) * scale, odds_high * scale


def _least_share(k: int, n: int) -> float:
    """
    The share with which `k` of `n` or more happen with probability 0.025: Clopper-Pearson's low.

    By halving: scipy's inverse of the beta function takes as long to import as half of pandas.
    """
    if k == 0:
        return 0.0
    # The share sought is below k / n: so far above k nothing is left of the binomial.
    j = np.arange(k, min(n, k + math.ceil(12 * math.sqrt(k)) + 60) + 1)
    log_factorial = np.r_[0.0, np.log(np.arange(1, n + 1)).cumsum()]
    log_choose = log_factorial[n] - log_factorial[j] - log_factorial[n - j]
    low, high = 0.0, k / n
    while low < (middle := (low + high) / 2) < high:
        tail = np.exp(log_choose + j * math.log(middle) + (n - j) * math.log1p(-middle)).sum()
        low, high = (low, middle) if tail > 0.025 else (middle, high)
    return middle


def loglog_band(
    share: Floats, error: Floats, n_at_risk: npt.ArrayLike, *, start: float
) -> tuple[Floats, Floats]:
    """
    95 % band of a share that moves from its start, 0 or 1, day by day along the last axis.

    On the log(-log) scale; ``error`` is the standard error of the share's log. Where nobody or
    everybody has done it the band goes by the number at risk (mid-P); at its far end the share is
    also no farther from that end than it could be on an earlier day.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        log = np.log(share)
        factor = error / log
        factor *= -Z
        np.exp(factor, out=factor)
        low = log * factor
        high = np.divide(log, factor, out=log)
    np.exp(low, out=low)
    np.exp(high, out=high)
    none, all_ = share <= 0, share >= 1
    if none.any() or all_.any():
        of_all = np.broadcast_to(low_end_of_all(n_at_risk), share.shape)
        low[none], high[none] = 0.0, 1 - of_all[none]
        low[all_], high[all_] = of_all[all_], 1.0
        if start == 1:
            high[none] = np.fmin.accumulate(high, axis=-1)[none]
        else:
            low[all_] = np.fmax.accumulate(low, axis=-1)[all_]
    return low, high
