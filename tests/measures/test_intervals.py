"""Intervals: textbook values, the definitions they invert, and the ends of their ranges."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

from jobsearch.measures.intervals import Z, loglog_band, poisson_rate_ratio, wilson


def test_z_is_the_normal_quantile() -> None:
    assert pytest.approx(1.959963984540054, abs=1e-15) == Z


def test_wilson_by_hand() -> None:
    # 0 of 10: the upper end is z² / (n + z²).
    low, high = wilson(0, 10)
    assert low == 0
    assert high == pytest.approx(3.841458820694124 / 13.841458820694124, abs=1e-15)


def test_wilson_published() -> None:
    # R. G. Newcombe, Stat. Med. 17, 857 (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29.
    low, high = wilson([81, 15, 0, 1], [263, 148, 20, 29])
    assert low.round(4).tolist() == [0.2553, 0.0624, 0.0, 0.0061]
    assert high.round(4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_inverts_the_score_test(counts: tuple[int, int]) -> None:
    k, n = counts
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    for end in (low, high):
        assert (k / n - end) ** 2 == pytest.approx(Z**2 * end * (1 - end) / n, abs=1e-12)
    expected = proportion_confint(k, n, method="wilson")
    assert (low, high) == pytest.approx(expected, abs=1e-12)


def test_wilson_of_many_is_wilson_of_each() -> None:
    k, n = np.array([0, 3, 7, 7]), np.array([5, 5, 7, 0])
    k[3] = 0
    low, high = wilson(k, n)
    assert [low.tolist()[:3], high.tolist()[:3]] == [
        [float(wilson(a, b)[end]) for a, b in zip(k[:3], n[:3], strict=True)] for end in (0, 1)
    ]
    assert low[0] == 0 and high[2] == 1
    assert math.isnan(low[3]) and math.isnan(high[3])
    assert all(math.isnan(end) for end in wilson(0, 0))


@pytest.mark.parametrize(
    ("k", "n", "message"),
    [
        (3, 2, "3 of 2 is not a share. Give counts."),
        (-1, 2, "-1 of 2 is not a share. Give counts."),
        ([1, 4], [2, 3], "4 of 3 is not a share. Give counts."),
    ],
)
def test_wilson_refuses(k: object, n: object, message: str) -> None:
    with pytest.raises(ValueError) as error:
        wilson(k, n)  # type: ignore[arg-type]
    assert str(error.value) == message


def test_rate_ratio_published() -> None:
    # Breast cancer after fluoroscopy: K. J. Rothman, S. Greenland, Modern Epidemiology, 2nd ed.
    # (1998); the exact interval as Stata's epitab manual prints it.
    ratio = poisson_rate_ratio(41, 28010, 15, 19017)
    assert ratio == pytest.approx((1.855759, 1.005684, 3.6093), abs=5e-7)


@given(st.integers(0, 60), st.floats(0.5, 500), st.integers(0, 60), st.floats(0.5, 500))
def test_rate_ratio_is_the_exact_binomial_one(a: int, ta: float, b: int, tb: float) -> None:
    ratio, low, high = poisson_rate_ratio(a, ta, b, tb)
    if a + b == 0:
        assert all(math.isnan(figure) for figure in (ratio, low, high))
        return
    share = binomtest(a, a + b).proportion_ci(0.95, "exact")
    for figure, p in ((low, share.low), (high, share.high)):
        expected = p / (1 - p) * tb / ta if p < 1 else math.inf
        assert figure == pytest.approx(expected, rel=1e-9)
    assert ratio == (pytest.approx(a * tb / (b * ta)) if b else math.inf)
    assert low <= ratio <= high
    # The other way round it is the other ratio.
    other = poisson_rate_ratio(b, tb, a, ta)
    assert other[1] == pytest.approx(1 / high if high else math.inf)


def test_rate_ratio_where_there_is_none() -> None:
    nothing = [poisson_rate_ratio(3, 0, 2, 5), poisson_rate_ratio(3, 5, 2, 0)]
    nothing.append(poisson_rate_ratio(0, 5, 0, 5))
    assert all(math.isnan(figure) for figures in nothing for figure in figures)
    ratio, low, high = poisson_rate_ratio(4, 10, 0, 10)
    assert (ratio, high) == (math.inf, math.inf) and 0 < low < math.inf
    assert poisson_rate_ratio(0, 10, 4, 10)[:2] == (0, 0)


def test_rate_ratio_refuses() -> None:
    with pytest.raises(ValueError) as error:
        poisson_rate_ratio(3, -2, 4, 1)
    assert str(error.value) == "3 in -2 against 4 in 1: a count or a time cannot be negative."


def test_band_by_hand() -> None:
    # S = e^-1, standard error of log S = ln 2 / z: the exponents are 2 and 1/2.
    low, high = loglog_band(np.array([math.exp(-1)]), np.array([math.log(2) / Z]), 9, start=1.0)
    assert low == pytest.approx([math.exp(-2)]) and high == pytest.approx([math.exp(-0.5)])


def test_band_at_the_ends() -> None:
    # Nobody of 9 and of 8 has: half of (1 - p)^n is 2.5 %.
    of_9, of_8 = 0.05 ** (1 / 9), 0.05 ** (1 / 8)
    error, at_risk = np.zeros(2), np.array([9, 8])
    low, high = loglog_band(np.ones(2), error, at_risk, start=1.0)
    assert (low.tolist(), high.tolist()) == (pytest.approx([of_9, of_8]), [1, 1])
    low, high = loglog_band(np.zeros(2), error, at_risk, start=0.0)
    assert (low.tolist(), high.tolist()) == ([0, 0], pytest.approx([1 - of_9, 1 - of_8]))
    # Everybody at once; and the last one of many, whose share was small already before.
    low, high = loglog_band(np.zeros(1), np.array([np.inf]), np.array([9]), start=1.0)
    assert (low.tolist(), high.tolist()) == ([0], pytest.approx([1 - of_9]))
    low, high = loglog_band(
        np.array([0.1, 0.0]), np.array([0.4, np.inf]), np.array([9, 1]), start=1.0
    )
    assert 0.1 < high[0] < 0.5 and high[1] == high[0] and low[1] == 0
    low, high = loglog_band(
        np.array([0.9, 1.0]), np.array([0.04, 0.0]), np.array([9, 1]), start=0.0
    )
    assert 0.5 < low[0] < 0.9 and low[1] == low[0] and high[1] == 1
