"""Mid-P 95 % interval of a share: honest at small numbers, and where none or all happened."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_TAIL = 0.025
_EXACT = 1e-13
ROUNDING = 1e-12  # so near to 0 or 1 a share is exactly that


def mid_p_interval(share: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Floats, Floats]:
    """
    Mid-P 95 % interval of a share of `n`, where neither has to come from whole numbers.

    Parameters
    ----------
    share : float or array of float
        Estimated share. [0, 1]
    n : float or array of float
        How many independent observations it is worth. [> 0]

    Returns
    -------
    low, high : array of float
        In [0, 1], of one dimension or more; NaN where `share` or `n` is.

    Notes
    -----
    The shares p for which half the probability of `share` n out of n, and all of that of more (or
    of fewer), is 2.5 % [1]_. The binomial tail is the regularized incomplete beta function, which
    takes fractions too: so an estimate of a life table has an interval by its effective number
    n = F (1 - F) / Var(F) [2]_. Newton's method on the logit; scipy's function takes as long to
    import as a third of pandas.

    References
    ----------
    .. [1] H. O. Lancaster, J. Am. Stat. Assoc. 56, 223 (1961).
    .. [2] S. J. Cutler and F. Ederer, J. Chronic Dis. 8, 699 (1958).

    Examples
    --------
    >>> low, high = mid_p_interval([0, 0.25], [14, 8])
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.0, 0.044], [0.193, 0.612])
    """
    share, n = np.broadcast_arrays(np.atleast_1d(np.asarray(share, float)), np.asarray(n, float))
    low, high = np.full(share.shape, np.nan), np.full(share.shape, np.nan)
    none, all_ = (share <= ROUNDING) & (n > 0), (share >= 1 - ROUNDING) & (n > 0)
    inside = (n > 0) & ~none & ~all_ & ~np.isnan(share)
    successes = (share * n)[inside]
    failures = ((1 - share) * n)[inside]
    ends = _lower_end(np.r_[successes, failures], np.r_[failures, successes])
    low[inside], high[inside] = ends[: len(successes)], 1 - ends[len(successes) :]
    low[none], high[all_] = 0.0, 1.0
    high[none] = 1 - low_end_of_all(n[none])
    low[all_] = low_end_of_all(n[all_])
    return low, high


def low_end_of_all(n: npt.ArrayLike) -> Floats:
    """The lower end where all of `n` did it: half of p^n is 2.5 %; 0 where there is nobody."""
    with np.errstate(divide="ignore"):
        low: Floats = (2 * _TAIL) ** (1 / np.asarray(n, float))
    return low


def _lower_end(k: Floats, m: Floats) -> Floats:
    """The share p with P(X > k) + P(X = k) / 2 = 2.5 %, X binomial of k + m; both above 0."""
    if not len(k):
        return k
    n = k + m
    log_choose = np.array(
        [
            math.lgamma(all_ + 1) - math.lgamma(a + 1) - math.lgamma(b + 1)
            for all_, a, b in zip(n.tolist(), k.tolist(), m.tolist(), strict=True)
        ]
    )
    # Wilson's lower end is near; from there Newton's steps on the log of the tail settle fast.
    start = 2 * np.log(k) - np.log(n * (k + 2 + 2 * np.sqrt(k * m / n + 1)))
    logit = start - np.log1p(-np.exp(start))
    for _ in range(50):
        log_p, log_q = -np.logaddexp(0, -logit), -np.logaddexp(0, logit)
        p = np.exp(log_p)
        tail = 0.5 + p * m / (k + 1) * _beta_fraction(k + 1, m, p)
        excess = log_choose + k * log_p + m * log_q + np.log(tail) - math.log(_TAIL)
        step = excess * tail / (0.5 * (k * np.exp(log_q) + m * p))
        logit = logit - step
        # The error of the next one is the square of this step.
        if np.all(np.abs(step) <= 1e-7 * np.maximum(1, np.abs(logit))):
            break
    ends: Floats = np.exp(-np.logaddexp(0, -logit))
    return ends


def _beta_fraction(a: Floats, b: Floats, x: Floats) -> Floats:
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    c = np.ones_like(x)
    d = 1 / (1 - (a + b) * x / (a + 1))
    fraction = d
    for i in range(1, 10_000):
        even = i * (b - i) * x / ((a + 2 * i - 1) * (a + 2 * i))
        odd = -(a + i) * (a + b + i) * x / ((a + 2 * i) * (a + 2 * i + 1))
        d = 1 / (1 + even * d)
        c = 1 + even / c
        fraction = fraction * c * d
        d = 1 / (1 + odd * d)
        c = 1 + odd / c
        change = c * d
        fraction = fraction * change
        if np.all(np.abs(change - 1) <= _EXACT):
            break
    return fraction
