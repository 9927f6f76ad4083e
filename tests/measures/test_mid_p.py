"""Mid-P intervals: by enumeration, by scipy's incomplete beta function, and at the ends."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.special import betainc

from jobsearch.measures.mid_p import mid_p_interval


def tail(k: int, n: int, p: float) -> float:
    """P(X > k) + P(X = k) / 2, term by term."""
    terms = [math.comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(k, n + 1)]
    return math.fsum(terms) - terms[0] / 2


def test_none_of_fourteen_is_probably_under_a_fifth() -> None:
    low, high = mid_p_interval(0, 14)
    # Half of (1 - p)^14 is 2.5 %.
    assert (low[0], high[0]) == (0, pytest.approx(1 - 0.05 ** (1 / 14), abs=1e-15))
    assert round(high[0], 2) == 0.19
    low, high = mid_p_interval(1, 14)
    assert (low[0], high[0]) == (pytest.approx(0.05 ** (1 / 14), abs=1e-15), 1)


@pytest.mark.parametrize("n", [1, 2, 3, 5, 10, 25, 60])
def test_by_enumeration(n: int) -> None:
    k = np.arange(n + 1)
    low, high = mid_p_interval(k / n, n)
    for i in range(n + 1):
        if i > 0:
            assert tail(i, n, low[i]) == pytest.approx(0.025, abs=1e-9)
        if i < n:
            assert 1 - tail(i, n, high[i]) == pytest.approx(0.025, abs=1e-9)


@given(st.floats(0.001, 0.999), st.floats(0.5, 3000))
def test_by_scipy(share: float, n: float) -> None:
    k, m = share * n, (1 - share) * n

    def excess(p: float, tail: float) -> float:
        return float(betainc(k, m + 1, p) + betainc(k + 1, m, p)) / 2 - tail

    low, high = mid_p_interval(share, n)
    assert 0 <= low[0] < share < high[0] <= 1
    assert low[0] == pytest.approx(brentq(excess, 0, share, (0.025,), xtol=1e-14), abs=1e-9)
    assert high[0] == pytest.approx(brentq(excess, share, 1, (0.975,), xtol=1e-14), abs=1e-9)


def test_published() -> None:
    # R. G. Newcombe, Stat. Med. 17, 857 (1998), table I, method 6: 81/263, 15/148, 0/20, 1/29.
    low, high = mid_p_interval([81 / 263, 15 / 148, 0, 1 / 29], [263, 148, 20, 29])
    assert low.round(4).tolist() == [0.2544, 0.0601, 0.0, 0.0017]
    assert high.round(4).tolist() == [0.3658, 0.1581, 0.1391, 0.1585]


def test_many_are_each() -> None:
    share, n = np.array([0, 0.3, 1, 0.3, np.nan, 0.5]), np.array([7, 7, 7, 0, 7, 1e5])
    low, high = mid_p_interval(share, n)
    for i in range(len(share)):
        np.testing.assert_allclose([low[i], high[i]], np.ravel(mid_p_interval(share[i], n[i])))
    assert np.isnan(low[[3, 4]]).all() and np.isnan(high[[3, 4]]).all()
    assert [len(end) for end in mid_p_interval([], [])] == [0, 0]


def test_extremes_are_quiet() -> None:
    with np.errstate(all="raise", under="ignore"):
        low, high = mid_p_interval([1e-9, 1 - 1e-9, 1e-4, 0.5, 5e-324], [0.1, 0.1, 1e6, 1e7, 1])
    assert ((low >= 0) & (low <= high) & (high <= 1)).all()


@given(st.floats(0, 1), st.floats(0.5, 500))
def test_more_observations_and_the_other_side(share: float, n: float) -> None:
    low, high = mid_p_interval(share, n)
    narrower = mid_p_interval(share, 4 * n)
    assert narrower[0] >= low - 1e-9 and narrower[1] <= high + 1e-9
    other = mid_p_interval(1 - share, n)
    assert (other[0], other[1]) == (
        pytest.approx(1 - high, abs=1e-9),
        pytest.approx(1 - low, abs=1e-9),
    )
