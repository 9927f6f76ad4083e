"""Comparing groups: published, by definition, against other libraries, and who leaves the test."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.stats import CensoredData, chi2
from scipy.stats import logrank as scipy_logrank
from statsmodels.duration.survfunc import survdiff
from statsmodels.stats.multitest import multipletests

from jobsearch.measures.responses.group_tests import GROUPINGS, compare_groups, holm
from jobsearch.schema import RESPONSE_EVENTS

COLUMNS = ["by", "n_groups", "n", "n_responses", "chi2", "df", "p_value", "p_holm"]
COLUMNS += ["left_out", "reason"]


def table(days: Any, events: Any, **groups: Any) -> pd.DataFrame:
    return pd.DataFrame({"duration_days": days, "event": events, **groups})


def random_times(seed: int, n: int, k: int, longest: int = 40) -> pd.DataFrame:
    """Applications to k sources, some of which are faster; same-day answers and ties abound."""
    random = np.random.default_rng(seed)
    group = random.integers(0, k, n)
    days = np.minimum(random.exponential(6 + 3 * group).astype(int), longest)
    events = random.choice(RESPONSE_EVENTS, n)
    return table(days, events, source=pd.array([f"source {g}" for g in group], dtype="str"))


def group(name: str, n: int, n_answers: int, day: int = 5) -> pd.DataFrame:
    """A source with n applications, the answers one a day from a day on."""
    days = [*range(day, day + n_answers), *[60] * (n - n_answers)]
    events = ["negative"] * n_answers + ["none"] * (n - n_answers)
    return table(days, events, source=name)


# Published, by hand, by definition.


def test_logrank_published() -> None:
    # 6-MP against placebo, 16.79 with 1 degree of freedom: D. R. Cox, D. Oakes, Analysis of
    # Survival Data (1984), 7.3; data of E. J. Freireich et al., Blood 21, 699 (1963).
    treated = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+".split()
    placebo = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23".split()
    weeks = treated + placebo
    times = table(
        [int(w.strip("+")) for w in weeks],
        ["none" if "+" in w else "negative" for w in weeks],
        group=["6-MP"] * 21 + ["placebo"] * 21,
    )
    found = compare_groups(times, by="group")
    assert list(found.columns) == COLUMNS
    row = found.loc[0]
    assert round(row["chi2"], 2) == 16.79
    assert row["p_value"] == row["p_holm"] == pytest.approx(chi2.sf(row["chi2"], 1), rel=1e-12)
    others = row.drop(["chi2", "p_value", "p_holm"]).tolist()
    assert others == ["group", 2, 42, 30, 1, (), ""]


def test_logrank_by_hand() -> None:
    # Group a answers on day 1 (5 of 20), group b on day 2 (5 of 20); 30 stay silent.
    # Day 1: 5 of 40 answer, expected in a 5 · 20/40 = 2.5, variance 2.5 · 1/2 · 35/39.
    # Day 2: 5 of 35 answer, expected in a 5 · 15/35 = 15/7, variance 15/7 · 4/7 · 30/34.
    times = table(
        [1] * 5 + [9] * 15 + [2] * 5 + [9] * 15,
        (["positive"] * 5 + ["none"] * 15) * 2,
        source=["a"] * 20 + ["b"] * 20,
    )
    excess = 5 - 2.5 - 15 / 7
    variance = 2.5 / 2 * 35 / 39 + 15 / 7 * 4 / 7 * 30 / 34
    found = compare_groups(times, by="source").loc[0]
    assert found["chi2"] == pytest.approx(excess**2 / variance, rel=1e-12)


def definition(times: pd.DataFrame) -> float:
    """The k-sample logrank statistic, day by day, with the generalised inverse of all k."""
    names = sorted(times["source"].unique())
    excess, covariance = np.zeros(len(names)), np.zeros((len(names), len(names)))
    answered = times[times["event"] != "none"]
    for day in sorted(answered["duration_days"].unique()):
        n_g = np.array(
            [((times["duration_days"] >= day) & (times["source"] == name)).sum() for name in names]
        )
        d_g = np.array(
            [((answered["duration_days"] == day) & (answered["source"] == g)).sum() for g in names]
        )
        n, d = n_g.sum(), d_g.sum()
        excess += d_g - d * n_g / n
        if n > 1:
            spread = d * (n - d) / (n - 1)
            covariance += spread * (np.diag(n_g / n) - np.outer(n_g / n, n_g / n))
    return float(excess @ np.linalg.pinv(covariance) @ excess)


@pytest.mark.parametrize("seed", range(12))
def test_logrank_as_defined_and_as_in_statsmodels(seed: int) -> None:
    k = 2 + seed % 4
    times = random_times(seed, n=60 * k, k=k)
    found = compare_groups(times, by="source").loc[0]
    assert (found["n_groups"], found["df"], found["n"]) == (k, k - 1, 60 * k)
    assert found["n_responses"] == (times["event"] != "none").sum()
    assert found["chi2"] == pytest.approx(definition(times), rel=1e-9)
    statistic, p = survdiff(times["duration_days"], times["event"] != "none", times["source"])
    assert found["chi2"] == pytest.approx(statistic, rel=1e-9)
    assert found["p_value"] == pytest.approx(p, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_two_groups_as_in_scipy(seed: int) -> None:
    times = random_times(seed, n=90, k=2)
    samples = [
        CensoredData(
            uncensored=mine.loc[mine["event"] != "none", "duration_days"],
            right=mine.loc[mine["event"] == "none", "duration_days"],
        )
        for _, mine in times.groupby("source")
    ]
    expected = scipy_logrank(*samples)
    found = compare_groups(times, by="source").loc[0]
    assert found["chi2"] == pytest.approx(expected.statistic**2, rel=1e-9)
    assert found["p_value"] == pytest.approx(expected.pvalue, rel=1e-9)


def test_equal_groups_do_not_differ() -> None:
    one = random_times(3, n=80, k=1)
    both = pd.concat([one.assign(source="a"), one.assign(source="b")])
    found = compare_groups(both, by="source").loc[0]
    assert found["chi2"] == pytest.approx(0, abs=1e-20)
    assert found["p_value"] == pytest.approx(1)


# Several groupings.


def test_holm_by_hand() -> None:
    # 0.01 · 4, 0.02 · 3, then 0.03 · 2 and no less than the one before, then 0.9 · 1.
    found = holm(np.array([0.03, math.nan, 0.01, 0.9, 0.02]))
    assert found.tolist() == pytest.approx([0.06, math.nan, 0.04, 0.9, 0.06], nan_ok=True)
    assert holm(np.array([0.6, 0.7])).tolist() == [1, 1]
    assert holm(np.array([])).tolist() == []


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.slow
def test_holm_as_in_statsmodels(seed: int) -> None:
    p = np.random.default_rng(seed).random(1 + seed).round(1)
    assert holm(p) == pytest.approx(multipletests(p, method="holm")[1], abs=1e-15)


def test_holm_counts_only_the_groupings_tested() -> None:
    times = random_times(1, n=200, k=3)
    times["role"] = random_times(2, n=200, k=2)["source"]
    times["industry"] = "one and the same"
    found = compare_groups(times)
    # The default groupings that are there, in their order.
    assert found["by"].tolist() == ["source", "industry", "role"]
    assert found["p_holm"].isna().tolist() == [False, True, False]
    p = found["p_value"].dropna()
    expected = multipletests(p, method="holm")[1]
    assert found["p_holm"].dropna().to_numpy() == pytest.approx(expected)
    for by in ("source", ["source"], ("source",)):
        alone = compare_groups(times, by=by).loc[0]
        assert alone["p_holm"] == alone["p_value"] == p[0]


def test_no_grouping_there_is_an_empty_table() -> None:
    found = compare_groups(table([3], ["none"]))
    assert len(found) == 0
    assert list(found.columns) == COLUMNS
    assert GROUPINGS == ("source", "industry", "company_size", "role")


# Who leaves the test.


def test_small_groups_leave_and_are_named() -> None:
    big = [group("Board", 20, 5), group("Referral", 30, 20)]
    small = [group("Acme board", 12, 3), group("Fair", 40, 4), group("Mail", 19, 19)]
    small += [group("Lone", 1, 1), group("", 2, 0)]
    times = pd.concat([*big, *small], ignore_index=True)
    found = compare_groups(times, by="source").loc[0]
    assert found["left_out"] == (
        "Acme board (n = 12, 3 answers)",
        "Fair (n = 40, 4 answers)",
        "Lone (n = 1, 1 answer)",
        "Mail (n = 19, 19 answers)",
        "(blank) (n = 2, 0 answers)",
    )
    assert found[["n_groups", "n", "n_responses", "df", "reason"]].tolist() == [2, 50, 25, 1, ""]
    # They leave nothing behind.
    alone = compare_groups(pd.concat(big), by="source").loc[0]
    assert found["chi2"] == alone["chi2"]


def test_a_group_without_its_dates_leaves_too() -> None:
    lost = table([math.nan] * 3, ["positive"] * 3, source="Mail")
    three = [group(name, 60, 30) for name in ("Board", "Mail", "Referral")]
    found = compare_groups(pd.concat([*three, lost]), by="source").loc[0]
    # 3 of 33 in Mail is less than a tenth.
    assert found[["n_groups", "left_out"]].tolist() == [3, ()]
    found = compare_groups(pd.concat([*three, lost, lost]), by="source").loc[0]
    assert found["n_groups"] == 2
    assert found["left_out"] == ("Mail (n = 60, 6 of 36 answers have no date)",)
    assert found["reason"] == ""


@pytest.mark.parametrize(
    ("groups", "n_groups", "reason"),
    [
        (
            [group("Board", 19, 9), group("Fair", 30, 4)],
            0,
            "no group has 20 applications and 5 answers",
        ),
        (
            [group("Board", 20, 5), group("Fair", 30, 4)],
            1,
            "only one group has 20 applications and 5 answers",
        ),
        (
            [table([4] * 40, ["positive"] * 40, source=["a", "b"] * 20)],
            2,
            "all answers came after the same number of days",
        ),
        (
            [group("Board", 40, 20), table([None] * 4, ["positive"] * 4, source="Fair")],
            1,
            "4 of 24 answers have no date",
        ),
        ([group("Board", 0, 0)], 0, "no application has a response time"),
    ],
)
def test_no_figure_and_why(groups: list[pd.DataFrame], n_groups: int, reason: str) -> None:
    times = pd.concat(groups, ignore_index=True)
    found = compare_groups(times, by="source").loc[0]
    assert found["reason"] == reason
    assert found["n_groups"] == n_groups
    assert found[["chi2", "p_value", "p_holm"]].isna().all()


# Whatever the table looks like.


def test_inputs_are_unchanged_and_order_never_matters() -> None:
    times = random_times(5, n=150, k=4)
    times["role"] = random_times(6, n=150, k=2)["source"].where(np.arange(150) % 9 > 0)
    before = times.copy(deep=True)
    expected = compare_groups(times)
    pd.testing.assert_frame_equal(compare_groups(times.iloc[::-1]), expected)
    words = {"event": "category", "source": "category", "duration_days": "Int64"}
    pd.testing.assert_frame_equal(compare_groups(times.astype(words)), expected)
    pd.testing.assert_frame_equal(times, before)


def test_many_small_groups_cost_no_memory() -> None:
    # A role of its own for each of 30,000 applications, and categories that nobody uses.
    n = 30_000
    roles = pd.Categorical.from_codes(
        np.arange(n), pd.Index([f"role {i:05}" for i in range(2 * n)])
    )
    times = table(np.arange(n) % 2_000, ["none"] * n, role=roles)
    found = compare_groups(times, by="role").loc[0]
    assert len(found["left_out"]) == n
    assert found["left_out"][1] == "role 00001 (n = 1, 0 answers)"


def test_unknown_grouping() -> None:
    with pytest.raises(ValueError) as error:
        compare_groups(table([3], ["none"], source="a"), by=("source", "sorce"))
    assert str(error.value) == 'There is no column "sorce" to group by.'
