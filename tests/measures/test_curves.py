"""Curves: hand-worked, published, by definition on random logs, and against other libraries."""

from __future__ import annotations

import math
import subprocess
import sys
import warnings
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight

from jobsearch.measures.intervals import Z
from jobsearch.measures.responses.curves import cumulative_incidence, life_table, response_curve
from jobsearch.schema import RESPONSE_EVENTS

Row = tuple[int, str]
KINDS = RESPONSE_EVENTS[:3]
checked = settings(deadline=None, max_examples=60)
LOGS = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(RESPONSE_EVENTS)), max_size=30)

# Six applications: S = 5/6 on day 1, 5/6 · 3/5 = 1/2 on day 3, 1/2 · 0 = 0 on day 6.
SIX: list[Row] = [
    (1, "positive"),
    (3, "negative"),
    (3, "positive"),
    (3, "none"),
    (5, "none"),
    (6, "unclear"),
]

# Weeks in remission of 21 children on 6-MP and 21 on placebo: E. J. Freireich et al., Blood 21,
# 699 (1963); "+" is still in remission.
REMISSION_6MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
REMISSION_PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def table(rows: list[Row], **columns: Any) -> pd.DataFrame:
    days, events = zip(*rows, strict=True) if rows else ([], [])
    return pd.DataFrame(
        {
            "duration_days": np.array(days, np.int64),
            "event": pd.Categorical(events, categories=list(RESPONSE_EVENTS)),
            **columns,
        }
    )


def remission(weeks: str) -> pd.DataFrame:
    return table([(int(w.strip("+")), "none" if "+" in w else "negative") for w in weeks.split()])


# By hand.


def test_life_table_by_hand() -> None:
    found = life_table(table(SIX))
    assert found.index.name == "day"
    assert found.to_dict("list") == {
        "positive": [0, 1, 0, 1, 0, 0, 0],
        "negative": [0, 0, 0, 1, 0, 0, 0],
        "unclear": [0, 0, 0, 0, 0, 0, 1],
        "censored": [0, 0, 0, 1, 0, 1, 0],
    }
    assert set(found.dtypes) == {np.dtype("int64")}


def test_response_curve_by_hand() -> None:
    found = response_curve(table(SIX))
    assert found["day"].tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert found["n_at_risk"].tolist() == [6, 6, 5, 5, 2, 2, 1]
    assert found["n_responses"].tolist() == [0, 1, 0, 2, 0, 0, 1]
    assert found["n_censored"].tolist() == [0, 0, 0, 1, 0, 1, 0]
    silent = [1, 5 / 6, 5 / 6, 1 / 2, 1 / 2, 1 / 2, 0]
    assert found["still_silent"].tolist() == pytest.approx(silent, abs=1e-15)
    # On day 3 Greenwood's variance of log S is 1 / (6 · 5) + 2 / (5 · 3) = 1/6.
    factor = math.exp(Z * math.sqrt(1 / 6) / math.log(2))
    assert found["low"][3] == pytest.approx(0.5**factor, abs=1e-15)
    assert found["high"][3] == pytest.approx(0.5 ** (1 / factor), abs=1e-15)
    # Nobody of six before the first answer: half of S^6 is 2.5 %. The last one alone says less
    # than the days before.
    assert (found["low"][0], found["high"][0]) == (pytest.approx(0.05 ** (1 / 6)), 1)
    assert (found["low"][6], found["high"][6]) == (0, found["high"][5])


def test_cumulative_incidence_by_hand() -> None:
    found = cumulative_incidence(table(SIX))
    assert list(found.columns) == [
        *("day", "event", "n_at_risk", "n_events", "incidence", "low", "high")
    ]
    assert found["day"].tolist() == np.repeat(np.arange(7), 3).tolist()
    assert found["event"].tolist() == list(KINDS) * 7
    # S before day 3 is 5/6, of which each answer takes a fifth; before day 6 it is 1/2.
    for kind, share in {
        "positive": [0, 1 / 6, 1 / 6, 1 / 3, 1 / 3, 1 / 3, 1 / 3],
        "negative": [0, 0, 0, 1 / 6, 1 / 6, 1 / 6, 1 / 6],
        "unclear": [0, 0, 0, 0, 0, 0, 1 / 2],
    }.items():
        shares = found.loc[found["event"] == kind, "incidence"].tolist()
        assert shares == pytest.approx(share, abs=1e-15)
    rows = found.set_index(["day", "event"])
    assert rows.loc[(3, "positive"), "n_at_risk"] == 5
    assert rows.loc[(3, "positive"), "n_events"] == 1
    # On day 1 it is a binomial share, 1 of 6; before the first answer of its kind none of 5.
    factor = math.exp(Z * math.sqrt(5 / 216) / (1 / 6 * math.log(6)))
    ends = rows.loc[(1, "positive"), ["low", "high"]].tolist()
    assert ends == pytest.approx([(1 / 6) ** factor, (1 / 6) ** (1 / factor)], abs=1e-15)
    ends = rows.loc[(2, "negative"), ["low", "high"]].tolist()
    assert ends == [0, pytest.approx(1 - 0.05 ** (1 / 5))]


# Published.


def test_kaplan_meier_and_greenwood_published() -> None:
    # D. R. Cox, D. Oakes, Analysis of Survival Data (1984), 4.2, and the log(-log) intervals that
    # Stata's "sts list" prints for these children.
    published = """
         6 21 3 .8571 .0764 .6197 .9516
         7 17 1 .8067 .0869 .5631 .9228
        10 15 1 .7529 .0963 .5032 .8894
        13 12 1 .6902 .1068 .4316 .8491
        16 11 1 .6275 .1141 .3675 .8049
        22  7 1 .5378 .1282 .2678 .7468
        23  6 1 .4482 .1346 .1881 .6801
    """
    found = response_curve(remission(REMISSION_6MP))
    found = found[found["n_responses"] > 0].set_index("day")
    for line in published.strip().splitlines():
        day, n, d, silent, error, low, high = (float(x) for x in line.split())
        row = found.loc[int(day)]
        assert (row["n_at_risk"], row["n_responses"]) == (n, d)
        assert row[["still_silent", "low", "high"]].round(4).tolist() == [silent, low, high]
        # Greenwood's standard error, out of the width of the band.
        width = math.log(math.log(row["low"]) / math.log(row["high"])) / (2 * Z)
        log = math.log(row["still_silent"])
        assert round(-width * row["still_silent"] * log, 4) == error


# By definition.


def definition(rows: list[Row], day: int) -> tuple[float, float, dict[str, tuple[float, float]]]:
    """S(t), the standard error of log S(t), and F_k(t) with its standard error, row by row."""
    silent, greenwood = Fraction(1), 0.0
    hazards: list[tuple[int, dict[str, int]]] = []
    for t in sorted({t for t, kind in rows if kind != "none" and t <= day}):
        n = sum(u >= t for u, _ in rows)
        d = {k: sum((u, kind) == (t, k) for u, kind in rows) for k in KINDS}
        hazards.append((n, d))
        total = sum(d.values())
        silent *= Fraction(n - total, n)
        greenwood += total / (n * (n - total)) if n > total else math.inf
    split = {k: incidence(hazards, k) for k in KINDS}
    return float(silent), math.sqrt(greenwood), split


def incidence(hazards: list[tuple[int, dict[str, int]]], kind: str) -> tuple[float, float]:
    """F_k, and its error by the delta method: gradient, times multinomial covariance, times it."""

    def f(shares: list[dict[str, float]]) -> float:
        before, total = 1.0, 0.0
        for share in shares:
            total += before * share[kind]
            before *= 1 - sum(share.values())
        return total

    shares = [{k: d[k] / n for k in KINDS} for n, d in hazards]
    variance = 0.0
    for i, (n, _) in enumerate(hazards):
        # F is linear in the shares of one day: a step of 1 is the derivative.
        gradient = {}
        for k in KINDS:
            moved = [dict(share) for share in shares]
            moved[i][k] += 1
            gradient[k] = f(moved) - f(shares)
        for a in KINDS:
            for b in KINDS:
                p, q = shares[i][a], shares[i][b]
                variance += gradient[a] * gradient[b] * ((a == b) * p - p * q) / n
    return f(shares), math.sqrt(max(variance, 0))


def band(
    share: float, error_of_log: float, n: int, start: float, before: list[tuple[float, float]]
) -> tuple[float, float]:
    """The band of a day with n at risk; ``before`` are those of the days before it."""
    if share < 1e-9:
        highs = [high for _, high in before] if start == 1 else []
        return 0, min([1 - 0.05 ** (1 / n), *highs])
    if share > 1 - 1e-9:
        lows = [low for low, _ in before] if start == 0 else []
        return max([0.05 ** (1 / n), *lows]), 1
    factor = math.exp(Z * error_of_log / abs(math.log(share)))
    return share**factor, share ** (1 / factor)


@checked
@given(LOGS)
@pytest.mark.slow
def test_every_day_is_as_defined(rows: list[Row]) -> None:
    times = table(rows)
    curve = response_curve(times)
    split = cumulative_incidence(times)
    assert len(curve) == (max(t for t, _ in rows) + 1 if rows else 0)
    before: dict[str, list[tuple[float, float]]] = {kind: [] for kind in ("any", *KINDS)}
    for row in curve.itertuples():
        silent, error, kinds = definition(rows, row.day)
        assert row.n_at_risk == sum(t >= row.day for t, _ in rows)
        assert row.n_responses == sum(t == row.day and kind != "none" for t, kind in rows)
        assert row.n_censored == sum(t == row.day and kind == "none" for t, kind in rows)
        assert row.still_silent == pytest.approx(silent, abs=1e-12)
        ends = band(silent, error, row.n_at_risk, 1, before["any"])
        assert (row.low, row.high) == pytest.approx(ends, abs=1e-9)
        before["any"].append(ends)
        today = split[split["day"] == row.day].set_index("event")
        assert abs(row.still_silent + today["incidence"].sum() - 1) < 1e-12
        for kind in KINDS:
            share, error = kinds[kind]
            found = today.loc[kind]
            assert found["n_at_risk"] == row.n_at_risk
            assert found["n_events"] == rows.count((row.day, kind))
            assert found["incidence"] == pytest.approx(share, abs=1e-12)
            ends = band(share, error / share if share else 0, row.n_at_risk, 0, before[kind])
            assert (found["low"], found["high"]) == pytest.approx(ends, abs=1e-9)
            before[kind].append(ends)


@checked
@given(LOGS)
@pytest.mark.slow
def test_curve_agrees_with_scipy_and_statsmodels(rows: list[Row]) -> None:
    answers = [t for t, kind in rows if kind != "none"]
    if not answers:
        return
    curve = response_curve(table(rows)).set_index("day")
    right = [t for t, kind in rows if kind == "none"]
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        scipy = ecdf(CensoredData(uncensored=answers, right=right)).sf
        ends = scipy.confidence_interval(0.95, method="log-log")
        models = SurvfuncRight([t for t, _ in rows], [kind != "none" for _, kind in rows])
    days = scipy.quantiles.astype(int)
    assert curve["still_silent"][days].to_numpy() == pytest.approx(scipy.probabilities, abs=1e-9)
    # What scipy says of the ends of the range, S = 1 and S = 0, is its own choice.
    inside = days[(scipy.probabilities > 0) & (scipy.probabilities < 1)]
    for name, end in (("low", ends.low), ("high", ends.high)):
        expected = end.probabilities[np.isin(days, inside)]
        assert curve[name][inside].to_numpy() == pytest.approx(expected, abs=1e-9)
    days = models.surv_times.astype(int)
    assert curve["n_at_risk"][days].tolist() == models.n_risk.tolist()
    assert curve["n_responses"][days].tolist() == models.n_events.tolist()
    assert curve["still_silent"][days].to_numpy() == pytest.approx(models.surv_prob, abs=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_incidence_agrees_with_statsmodels(seed: int) -> None:
    random = np.random.default_rng(seed)
    days, kind = random.integers(0, 60, 300), random.integers(0, 4, 300)
    # The last one is silent: where S = 0 statsmodels has no error.
    days[0], kind[0] = 60, 0
    models = CumIncidenceRight(days, kind)
    times = table([(t, [*RESPONSE_EVENTS[3:], *KINDS][k]) for t, k in zip(days, kind, strict=True)])
    found = cumulative_incidence(times)
    for k, name in enumerate(KINDS):
        mine = found[found["event"] == name].set_index("day").loc[models.times.astype(int)]
        assert mine["incidence"].to_numpy() == pytest.approx(models.cinc[k], abs=1e-9)
        # The error, out of the width of the band.
        started = mine["incidence"].to_numpy() > 0
        share, low, high = mine.loc[started, ["incidence", "low", "high"]].to_numpy().T
        error = share * -np.log(share) * np.log(np.log(low) / np.log(high)) / (2 * Z)
        assert error == pytest.approx(models.cinc_se[k][started], abs=1e-9)


@checked
@given(LOGS.map(lambda rows: [(t, "none" if k == "none" else "positive") for t, k in rows]))
@pytest.mark.slow
def test_without_rivals_the_incidence_is_the_curve_upside_down(rows: list[Row]) -> None:
    curve, found = response_curve(table(rows)), cumulative_incidence(table(rows))
    positive = found[found["event"] == "positive"]["incidence"].to_numpy()
    assert positive == pytest.approx(1 - curve["still_silent"].to_numpy(), abs=1e-12)


# Whatever the table looks like.


@checked
@given(LOGS, LOGS)
@pytest.mark.slow
def test_life_tables_add_up(one: list[Row], other: list[Row]) -> None:
    both = life_table(table(one)).add(life_table(table(other)), fill_value=0)
    pd.testing.assert_frame_equal(both.astype(np.int64), life_table(table(one + other)))


@pytest.mark.parametrize("measure", [life_table, response_curve, cumulative_incidence])
@checked
@given(LOGS, st.randoms())
@pytest.mark.slow
def test_order_of_rows_never_matters(measure: Any, rows: list[Row], random: Any) -> None:
    shuffled = table(random.sample(rows, len(rows)))
    pd.testing.assert_frame_equal(measure(shuffled), measure(table(rows)))


@pytest.mark.parametrize("measure", [life_table, response_curve, cumulative_incidence])
@pytest.mark.parametrize("days", ["int32", "uint8", "float64", "Int64", "Float64", "object"])
@pytest.mark.parametrize("words", ["object", "str", "category", "other category"])
def test_dtypes_never_matter(measure: Any, days: Any, words: str) -> None:
    expected = measure(table(SIX))
    times = table(SIX).astype({"duration_days": days}).assign(other=1)
    if words == "other category":
        order = ["none", "unclear", "never used", "negative", "positive"]
        times["event"] = times["event"].cat.set_categories(order)
    else:
        times["event"] = times["event"].astype("str").astype(words)
    before = times.copy(deep=True)
    pd.testing.assert_frame_equal(measure(times), expected)
    pd.testing.assert_frame_equal(times, before)


@checked
@given(LOGS)
@pytest.mark.slow
def test_rows_without_a_duration_are_left_out(rows: list[Row]) -> None:
    times = table(rows)
    silent = pd.DataFrame({"duration_days": pd.array([pd.NA] * 3, "Int64"), "event": "none"})
    longer = pd.concat([silent, times.astype({"duration_days": "Int64", "event": "str"})])
    pd.testing.assert_frame_equal(response_curve(longer), response_curve(times))
    pd.testing.assert_frame_equal(
        response_curve(longer.astype({"duration_days": float})), response_curve(times)
    )


def test_no_curve_where_too_many_answers_have_no_date() -> None:
    undated = pd.DataFrame({"duration_days": [float("nan")] * 2, "event": "positive"})
    # 2 of 20 is a tenth and still fine, 2 of 19 is more.
    for n, is_there in ((18, True), (17, False)):
        times = pd.concat([undated, table([(5, "negative")] * n).astype({"event": "str"})])
        assert (len(response_curve(times)) > 0) == is_there
        assert (len(cumulative_incidence(times)) > 0) == is_there
        assert len(life_table(times)) == 6


def test_empty_tables_have_their_columns() -> None:
    for empty in (table([]), pd.DataFrame(columns=["duration_days", "event"])):
        assert life_table(empty).to_dict("list") == {k: [] for k in (*KINDS, "censored")}
        curve = response_curve(empty)
        assert len(curve) == 0
        assert list(curve.columns) == list(response_curve(table(SIX)).columns)
        assert len(cumulative_incidence(empty)) == 0
        pd.testing.assert_series_equal(
            cumulative_incidence(empty).dtypes, cumulative_incidence(table(SIX)).dtypes
        )


def test_one_row_all_silent_and_all_answered_at_once() -> None:
    one = response_curve(table([(2, "none")]))
    assert one["still_silent"].tolist() == one["high"].tolist() == [1, 1, 1]
    assert one["low"].tolist() == pytest.approx([0.05] * 3)
    silent = cumulative_incidence(table([(0, "none")] * 5))
    assert (silent[["incidence", "low"]] == 0).all().all()
    assert silent["high"].tolist() == pytest.approx([1 - 0.05 ** (1 / 5)] * 3)
    at_once = response_curve(table([(0, "positive"), (0, "negative")]))
    assert at_once[["day", "n_at_risk", "still_silent"]].to_numpy().tolist() == [[0, 2, 0]]
    assert at_once.loc[0, ["low", "high"]].tolist() == [0, pytest.approx(1 - 0.05 ** (1 / 2))]
    # Half of two, all known: the binomial error is sqrt(1/8), as without censoring it has to be.
    split = cumulative_incidence(table([(0, "positive"), (0, "negative")]))
    assert split["incidence"].tolist() == [0.5, 0.5, 0]
    factor = math.exp(Z * math.sqrt(1 / 8) / (0.5 * math.log(2)))
    assert split["low"].tolist() == pytest.approx([0.5**factor, 0.5**factor, 0], abs=1e-12)


# Groups.


@pytest.mark.parametrize("measure", [response_curve, cumulative_incidence])
@checked
@given(
    st.lists(
        st.tuples(
            st.integers(0, 9), st.sampled_from(RESPONSE_EVENTS), st.sampled_from(["b", "a", None])
        ),
        max_size=30,
    )
)
@pytest.mark.slow
def test_each_group_has_its_own_curve(measure: Any, rows: list[tuple[int, str, Any]]) -> None:
    names = [name for *_, name in rows]
    times = table([row[:2] for row in rows], source=pd.array(names, dtype="str"))
    found = measure(times, by="source")
    assert found.columns[0] == "source"
    assert list(found["source"].unique()) == [
        name
        for name in ("a", "b", "(blank)")
        if name in names or (name[0] == "(" and None in names)
    ]
    for name, mine in found.groupby("source", observed=True):
        alone = measure(times[times["source"].fillna("(blank)") == name])
        pd.testing.assert_frame_equal(mine.drop(columns="source").reset_index(drop=True), alone)


def test_groups_keep_their_order_and_blanks_come_last() -> None:
    sizes = ["large", "", "small", None, "  ", "(blank)"]
    order = ["small", "large", "none yet", "", "  ", "(blank)"]
    as_words = response_curve(table([(0, "none")] * 6, size=sizes), by="size")
    assert as_words["size"].tolist() == ["large", "small", "(blank)"]
    assert as_words["n_at_risk"].tolist() == [1, 1, 4]
    sizes_in_order = pd.Categorical(sizes, categories=order)
    as_categories = response_curve(table([(0, "none")] * 6, size=sizes_in_order), by="size")
    assert as_categories["size"].tolist() == ["small", "large", "(blank)"]
    assert as_categories["n_at_risk"].tolist() == [1, 1, 4]
    numbers = response_curve(table([(0, "none")] * 3, size=[250, 10, 250]), by="size")
    assert numbers["size"].tolist() == [10, 250]


def test_a_group_without_its_dates_has_no_curve() -> None:
    days = pd.array([1, 2, 3, pd.NA], dtype="Int64")
    times = pd.DataFrame({"duration_days": days, "event": "positive", "source": list("aabb")})
    assert response_curve(times, by="source")["source"].tolist() == ["a", "a", "a"]
    assert set(cumulative_incidence(times, by="source")["source"]) == {"a"}


# What is refused.


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ([3, -2], "duration_days is negative: -2 in row 1."),
        ([3.0, -2.0], "duration_days is negative: -2.0 in row 1."),
        ([np.nan, 2.5], "duration_days is not a whole number: 2.5 in row 1."),
        ([np.inf, 2.0], "duration_days is not a whole number: inf in row 0."),
        ([40_000, 2], "duration_days is over a hundred years: 40000 in row 0."),
        (pd.array([pd.NA, -7], dtype="Int64"), "duration_days is negative: -7 in row 1."),
    ],
)
def test_impossible_durations(days: Any, message: str) -> None:
    times = pd.DataFrame({"duration_days": days, "event": "none"})
    for measure in (life_table, response_curve, cumulative_incidence):
        with pytest.raises(ValueError) as error:
            measure(times)
        assert str(error.value) == (
            f"{message} Give whole days from 0 on, and leave it missing where it is not known."
        )


def test_durations_that_are_no_numbers() -> None:
    for days, dtype in (
        (pd.array(["1", "2"], dtype="str"), "str"),
        (np.array([1, 2], "timedelta64[us]"), "timedelta64[us]"),
    ):
        times = pd.DataFrame({"duration_days": days, "event": "none"})
        with pytest.raises(ValueError) as error:
            response_curve(times)
        assert str(error.value) == f"duration_days holds {dtype}, not numbers of days."


@pytest.mark.parametrize("kind", ["str", "category"])
def test_unknown_and_missing_events(kind: str) -> None:
    known = "It is one of positive, negative, unclear, none."
    for words, message in (
        (["maybe", "none", "yes", "maybe"], f'event holds "maybe", "yes". {known}'),
        (
            ["none", None, "positive", None],
            'event is missing in 2 of 4 rows. Without an answer it is "none".',
        ),
    ):
        times = pd.DataFrame({"duration_days": range(4), "event": pd.Series(words, dtype=kind)})
        with pytest.raises(ValueError) as error:
            response_curve(times)
        assert str(error.value) == message


def test_unknown_group() -> None:
    for measure in (response_curve, cumulative_incidence):
        with pytest.raises(ValueError) as error:
            measure(table(SIX), by="sorce")
        assert str(error.value) == 'There is no column "sorce" to group by.'


def test_nothing_heavy_is_loaded() -> None:
    code = (
        "import sys, jobsearch.measures.responses.curves, jobsearch.measures.responses.chances; "
        "print(*{'scipy', 'matplotlib', 'statsmodels'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
