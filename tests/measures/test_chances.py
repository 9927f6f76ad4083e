"""The figures read off the curves: by hand, published, by definition, and where there is none."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.special import betainc
from statsmodels.duration.survfunc import SurvfuncRight

from jobsearch.measures.intervals import Z
from jobsearch.measures.responses.chances import (
    chance_of_response,
    chances_of_response,
    expected_chance,
)
from jobsearch.measures.responses.curves import cumulative_incidence, life_table, response_curve
from jobsearch.measures.responses.reference import reference_life_table
from jobsearch.measures.responses.summary import median_response, naive_rate, response_by_day
from jobsearch.schema import RESPONSE_EVENTS

Row = tuple[int, str]
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
FIGURES = ["chance", "low", "high", "positive", "positive_low", "positive_high"]
NOTHING_KNOWN = "no application has a response time"


def table(rows: list[Row], **columns: Any) -> pd.DataFrame:
    days, events = zip(*rows, strict=True) if rows else ([], [])
    return pd.DataFrame(
        {
            "duration_days": pd.array(days, dtype="Int64"),
            "event": pd.Categorical(events, categories=list(RESPONSE_EVENTS)),
            **columns,
        }
    )


def with_lost(rows: list[Row], lost: list[tuple[str, str]]) -> pd.DataFrame:
    """The rows, and more without a duration: (event, left_out)."""
    events = [kind for _, kind in rows] + [kind for kind, _ in lost]
    days = [t for t, _ in rows] + [pd.NA] * len(lost)
    why = [""] * len(rows) + [reason for _, reason in lost]
    return pd.DataFrame(
        {"duration_days": pd.array(days, dtype="Int64"), "event": events, "left_out": why}
    )


# The median.


def test_median_by_hand() -> None:
    found = median_response(table(SIX))
    assert list(found.index) == [
        *("n", "n_responses", "n_left_out", "median_days", "median_low", "median_high", "reason")
    ]
    # S = 1/2 on day 3; its lower band is below 1/2 from day 1 on, its upper band never.
    assert found.tolist() == [6, 4, 0, 3, 1, math.inf, ""]
    assert [type(figure) for figure in found[:3]] == [int, int, int]


def test_median_published() -> None:
    # 6-MP: median 23 weeks, interval from 13 on and open, as SAS's PROC LIFETEST and R's survfit
    # (conf.type "log-log") print it; data of E. J. Freireich et al., Blood 21, 699 (1963).
    weeks = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+".split()
    rows = [(int(w.strip("+")), "none" if "+" in w else "negative") for w in weeks]
    assert median_response(table(rows)).tolist() == [21, 9, 0, 23, 13, math.inf, ""]


def test_median_is_exact_where_a_product_is_not() -> None:
    # 10 of 20 answered, one a day: ten factors whose product misses 1/2 by a rounding.
    for n in range(2, 60, 2):
        rows = [(t, "positive") for t in range(n // 2)] + [(n, "none")] * (n // 2)
        assert median_response(table(rows))["median_days"] == n // 2 - 1


def test_median_not_reached_and_none() -> None:
    silent = median_response(table([(3, "none"), (4, "none")]))
    assert silent[["n", "n_responses", "median_days", "reason"]].tolist() == [2, 0, math.inf, ""]
    # Of two who are silent, both might have been of the half that answers on the first day.
    assert silent[["median_low", "median_high"]].tolist() == [0, math.inf]
    # With twenty that is out of the question: they were watched for 81 days.
    many = median_response(table([(81, "none")] * 20))
    assert many[["median_low", "median_high"]].tolist() == [81, math.inf]
    for empty in (table([]), with_lost([], [("none", "closed_without_date")])):
        found = median_response(empty)
        assert found[["n", "n_responses", "n_left_out"]].tolist() == [0, 0, 0]
        assert found[["median_days", "median_low", "median_high"]].isna().all()
        assert found["reason"] == NOTHING_KNOWN


@checked
@given(LOGS)
@pytest.mark.slow
def test_median_agrees_with_statsmodels_and_the_curve(rows: list[Row]) -> None:
    found = median_response(table(rows))
    answered = [kind != "none" for _, kind in rows]
    if not rows:
        return
    curve = response_curve(table(rows)).set_index("day")
    if any(answered):
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            models = SurvfuncRight([t for t, _ in rows], answered)
        # Its own quantile wants S below 1/2, after SAS.
        below = models.surv_times[models.surv_prob <= 0.5 + 1e-12]
        assert found["median_days"] == (below[0] if len(below) else math.inf)
    # R's rule: the days on which the ends of the band come down to 1/2.
    down = {end: curve.index[curve[end] <= 0.5 + 1e-12] for end in ("low", "high")}
    low = down["low"][0] if len(down["low"]) else max(t for t, _ in rows)
    high = down["high"][0] if len(down["high"]) else math.inf
    assert (found["median_low"], found["median_high"]) == (low, high)
    assert found["median_low"] <= found["median_days"] <= found["median_high"]


@checked
@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(RESPONSE_EVENTS), st.booleans())))
@pytest.mark.slow
def test_median_of_groups_is_the_median_of_each(rows: list[tuple[int, str, bool]]) -> None:
    names = ["b" if is_b else None for *_, is_b in rows]
    times = table([row[:2] for row in rows], source=pd.array(names, dtype="str"))
    found = median_response(times, by="source")
    assert found["source"].tolist() == [
        name for name, key in (("b", "b"), ("(blank)", None)) if key in names
    ]
    for name, mine in found.set_index("source").iterrows():
        alone = median_response(times[times["source"].fillna("(blank)") == name])
        pd.testing.assert_series_equal(mine, alone, check_names=False)


def test_median_of_a_group_whose_dates_are_missing() -> None:
    times = with_lost([(4, "positive"), (5, "none")], [("negative", "no_response_date")])
    times["source"] = pd.Categorical(["a", "b", "b"], categories=["a", "b", "never used"])
    found = median_response(times, by="source")
    assert found["source"].tolist() == ["a", "b"]
    assert found["reason"].tolist() == ["", "1 of 1 answers has no date"]
    assert found[["n", "n_responses", "n_left_out"]].to_numpy().tolist() == [[1, 1, 0], [1, 0, 1]]
    assert found["median_days"].tolist() == pytest.approx([4, math.nan], nan_ok=True)


# Left-out answers.


@pytest.mark.parametrize(
    ("n_fine", "lost", "reason"),
    [
        (0, [("positive", "no_response_date")] * 28, "28 of 28 answers have no date"),
        (
            18,
            [("negative", "no_response_date")] * 7
            + [("positive", "response_before_application")] * 5,
            "12 of 30 answers have no usable date",
        ),
        (
            18,
            [("positive", "response_before_application")] * 3,
            "3 of 21 answers have no usable date",
        ),
        (8, [("unclear", "unreadable_application_date")], "1 of 9 answers has no usable date"),
        # A tenth is still fine, and what is no answer never counts.
        (9, [("positive", "no_response_date")], ""),
        (9, [("positive", "no_response_date")] + [("none", "closed_without_date")] * 9, ""),
        (0, [("none", "closed_without_date")], NOTHING_KNOWN),
    ],
)
def test_too_many_answers_without_a_date(
    n_fine: int, lost: list[tuple[str, str]], reason: str
) -> None:
    times = with_lost([(5, "positive")] * n_fine + [(40, "none")] * (20 if n_fine else 0), lost)
    found = median_response(times)
    assert found["reason"] == reason
    assert found["n_left_out"] == sum(event != "none" for event, _ in lost)
    assert found["n_responses"] == n_fine
    assert math.isnan(found["median_days"]) == bool(reason)
    chance = chance_of_response(times, silent_days=1, within_days=5)
    assert chance["reason"] == reason
    assert chance[FIGURES].isna().all() == bool(reason)
    by_day = response_by_day(times, days=(7,)).loc[0]
    assert math.isnan(by_day["any"]) == bool(reason)
    # The naive rate needs no dates.
    answers = n_fine + sum(kind != "none" for kind, _ in lost)
    assert naive_rate(times)[["n_responses", "n"]].tolist() == [answers, len(times)]


def test_without_the_column_a_missing_duration_is_a_missing_date() -> None:
    times = with_lost([(5, "positive")], [("positive", "response_before_application")] * 2)
    reason = median_response(times.drop(columns="left_out"))["reason"]
    assert reason == "2 of 3 answers have no date"


# By day, and naive.


def test_response_by_day_by_hand() -> None:
    found = response_by_day(table(SIX), days=(0, 3, 5, 30))
    assert list(found.columns) == [
        *("day", "any", "positive", "negative", "unclear", "any_low", "any_high", "n_at_risk")
    ]
    assert found["day"].tolist() == [0, 3, 5, 30]
    # Everybody at risk has answered on day 6: nothing can change after it.
    for name, figures in {
        "any": [0, 1 / 2, 1 / 2, 1],
        "positive": [0, 1 / 3, 1 / 3, 1 / 3],
        "negative": [0, 1 / 6, 1 / 6, 1 / 6],
        "unclear": [0, 0, 0, 1 / 2],
    }.items():
        assert found[name].tolist() == pytest.approx(figures, abs=1e-15)
    assert found["n_at_risk"].tolist() == [6, 5, 2, 0]
    curve = response_curve(table(SIX))
    assert found["any_low"][1] == 1 - curve["high"][3]
    assert found["any_high"][1] == 1 - curve["low"][3]
    assert found["any_low"][3] == 1 - curve["high"][6] and found["any_high"][3] == 1


def test_response_by_day_past_the_longest_time() -> None:
    found = response_by_day(table([(3, "positive"), (9, "none")]))
    assert found["day"].tolist() == [7, 14, 30, 60]
    assert found["any"].tolist() == pytest.approx([0.5, *[math.nan] * 3], nan_ok=True)
    assert found["n_at_risk"].tolist() == [1, 0, 0, 0]
    empty = response_by_day(table([]))
    assert empty.drop(columns=["day", "n_at_risk"]).isna().all().all()
    assert empty["n_at_risk"].tolist() == [0] * 4
    pd.testing.assert_series_equal(empty.dtypes, found.dtypes)
    assert len(response_by_day(table(SIX), days=())) == 0


def test_where_nobody_has_answered_the_share_has_an_upper_end() -> None:
    found = response_by_day(table([(9, "none")] * 6), days=[0, 7])
    assert found[["any", "any_low"]].to_numpy().tolist() == [[0, 0], [0, 0]]
    assert found["any_high"].tolist() == pytest.approx([1 - 0.05 ** (1 / 6)] * 2)


@checked
@given(LOGS, st.lists(st.integers(0, 15), max_size=6))
@pytest.mark.slow
def test_response_by_day_is_read_off_the_curves(rows: list[Row], days: list[int]) -> None:
    times = table(rows)
    curve = response_curve(times).set_index("day")
    split = cumulative_incidence(times).set_index(["event", "day"])["incidence"]
    for row in response_by_day(times, days=days).itertuples():
        assert row.n_at_risk == sum(t >= row.day for t, _ in rows)
        last = curve.index.max() if rows else -1
        if row.day > last and not (rows and curve["still_silent"][last] == 0):
            assert math.isnan(row.any) and math.isnan(row.positive)
            continue
        at = min(row.day, last)
        assert row.any == 1 - curve["still_silent"][at]
        assert (row.any_low, row.any_high) == (1 - curve["high"][at], 1 - curve["low"][at])
        kinds = (row.positive, row.negative, row.unclear)
        assert kinds == tuple(split[kind][at] for kind in RESPONSE_EVENTS[:3])
        assert row.any == pytest.approx(sum(kinds), abs=1e-12)


def test_naive_rate_by_hand() -> None:
    found = naive_rate(table(SIX))
    # Wilson for 4 of 6.
    middle, half = 2 / 3 + Z**2 / 12, Z * math.sqrt(2 / 9 / 6 + Z**2 / 144)
    ends = [(middle - half) / (1 + Z**2 / 6), (middle + half) / (1 + Z**2 / 6)]
    assert found.tolist() == pytest.approx([4, 6, 2 / 3, *ends], abs=1e-15)
    assert [type(figure) for figure in found] == [int, int, float, float, float]
    empty = naive_rate(table([]))
    assert empty[["n_responses", "n"]].tolist() == [0, 0]
    assert empty[["rate", "low", "high"]].isna().all()


# The chance of still hearing back.


def test_chance_by_hand() -> None:
    # Silent for 2 days: 5 are left, of whom 2 answer on day 3, one of them with good news.
    found = chance_of_response(table(SIX), silent_days=2, within_days=2, minimum_at_risk=5)
    assert list(found.index) == [*FIGURES, "n_at_risk", "reason"]
    assert found["chance"] == pytest.approx(2 / 5, abs=1e-15)
    assert found["positive"] == pytest.approx(1 / 5, abs=1e-15)
    assert (found["n_at_risk"], found["reason"]) == (5, "")
    # Restarted, both are shares of 5: the variance is c (1 - c) / 5.
    for share, names in ((2 / 5, ["low", "high"]), (1 / 5, ["positive_low", "positive_high"])):
        assert found[names].tolist() == pytest.approx(mid_p(share, 5), abs=1e-9)


def test_chance_where_nothing_or_everything_happens() -> None:
    quiet = chance_of_response(table(SIX), silent_days=3, within_days=2, minimum_at_risk=2)
    assert quiet[["chance", "positive", "n_at_risk", "reason"]].tolist() == [0, 0, 2, ""]
    # Two were at risk on day 5.
    ends = [0, pytest.approx(1 - 0.05 ** (1 / 2))]
    assert quiet[["low", "high"]].tolist() == ends
    assert quiet[["positive_low", "positive_high"]].tolist() == ends
    # By day 6 everybody left has answered; of the days after it nothing was seen.
    sure = chance_of_response(table(SIX), silent_days=3, within_days=3, minimum_at_risk=2)
    assert sure[["chance", "positive", "reason"]].tolist() == [1, 0, ""]
    assert sure[["low", "high"]].tolist() == [pytest.approx(0.05), 1]
    beyond = chance_of_response(table(SIX), silent_days=3, within_days=4, minimum_at_risk=2)
    assert beyond["reason"] == "no application was observed for 7 days; the longest for 6 days"
    assert beyond[FIGURES].isna().all()


def test_none_of_fourteen() -> None:
    quiet = chance_of_response(table([(60, "none")] * 14), silent_days=20, within_days=30)
    assert quiet[["chance", "low"]].tolist() == [0, 0]
    assert round(quiet["high"], 2) == 0.19


def mid_p(share: float, n: float) -> list[float]:
    """The shares at which half the probability of n shares, and all beyond, is 2.5 %."""
    k, m = share * n, (1 - share) * n

    def beyond(p: float, tail: float) -> float:
        return float(betainc(k, m + 1, p) + betainc(k + 1, m, p)) / 2 - tail

    return [brentq(beyond, 0, 1, (tail,), xtol=1e-14) for tail in (0.025, 0.975)]


@checked
@given(LOGS, st.integers(0, 10), st.integers(1, 11))
@pytest.mark.slow
def test_chance_is_the_curve_restarted(rows: list[Row], s: int, h: int) -> None:
    found = chance_of_response(table(rows), silent_days=s, within_days=h, minimum_at_risk=1)
    waiting = [(t - s, kind) for t, kind in rows if t > s]
    assert found["n_at_risk"] == len(waiting)
    longest = max((t for t, _ in waiting), default=0)
    if not waiting or h > longest:
        assert found["reason"]
        assert found[FIGURES].isna().all()
        return
    assert found["reason"] == ""
    curve = response_curve(table(waiting)).set_index("day").loc[h]
    good = cumulative_incidence(table(waiting)).set_index(["event", "day"]).loc[("positive", h)]
    for names, share, row, of_log in (
        (FIGURES[:3], 1 - curve["still_silent"], curve, curve["still_silent"]),
        (FIGURES[3:], good["incidence"], good, good["incidence"]),
    ):
        if 1e-9 < share < 1 - 1e-9:
            # The standard error, out of the width of the band on the log(-log) scale.
            width = math.log(math.log(row["low"]) / math.log(row["high"])) / (2 * Z)
            error = width * of_log * -math.log(of_log)
            ends = mid_p(share, share * (1 - share) / error**2)
        else:
            one = 0.05 ** (1 / curve["n_at_risk"])
            ends = [0, 1 - one] if share < 0.5 else [one, 1]
        assert found[names].tolist() == pytest.approx([share, *ends], abs=1e-8)


@checked
@given(LOGS, st.lists(st.integers(0, 12), max_size=8), st.integers(1, 5), st.integers(0, 5))
@pytest.mark.slow
def test_many_chances_are_each_chance(
    rows: list[Row], silent: list[int], within_days: int, minimum: int
) -> None:
    asked = {"within_days": within_days, "minimum_at_risk": minimum}
    found = chances_of_response(table(rows), silent_days=np.array(silent, int), **asked)
    assert list(found.columns) == [*FIGURES, "n_at_risk", "reason"]
    assert list(found.index) == list(range(len(silent)))
    for s, row in zip(silent, found.itertuples(index=False), strict=True):
        alone = chance_of_response(table(rows), silent_days=s, **asked)
        assert list(row) == pytest.approx(alone.tolist(), nan_ok=True)
    pd.testing.assert_frame_equal(
        found, chances_of_response(table(rows), silent_days=pd.Series(silent, dtype=int), **asked)
    )


@pytest.mark.parametrize(
    ("rows", "s", "minimum", "reason"),
    [
        (
            [(9, "none")] * 4,
            5,
            10,
            "only 4 applications were still waiting after {}; 10 are needed",
        ),
        ([(9, "none")], 5, 2, "only 1 application was still waiting after {}; 2 are needed"),
        ([(5, "none")] * 30, 5, 10, "no application was still waiting after {}; 10 are needed"),
        ([(5, "none")] * 30, 5, 0, "no application was still waiting after {}; 1 is needed"),
        ([(5, "none")] * 30, 99, 1, "no application was still waiting after {}; 1 is needed"),
        ([(5, "none")] * 3, 1, 4, "only 3 applications were still waiting after {}; 4 are needed"),
    ],
)
def test_too_few_are_waiting(rows: list[Row], s: int, minimum: int, reason: str) -> None:
    found = chance_of_response(table(rows), silent_days=s, within_days=2, minimum_at_risk=minimum)
    silence = f"{s} {'day' if s == 1 else 'days'} of silence"
    assert found["reason"] == reason.format(silence)
    assert found[FIGURES].isna().all()
    assert found["n_at_risk"] == sum(t > s for t, _ in rows)


def test_nobody_was_watched_that_long() -> None:
    times = table([(3, "positive")] * 5 + [(50, "none")] * 20)
    fine = chance_of_response(times, silent_days=20, within_days=30)
    assert (fine["chance"], fine["reason"]) == (0, "")
    found = chance_of_response(times, silent_days=21, within_days=30)
    assert found["reason"] == "no application was observed for 51 days; the longest for 50 days"
    assert found[FIGURES].isna().all()
    assert found["n_at_risk"] == 20


def test_no_application_at_all() -> None:
    found = chance_of_response(table([]), silent_days=0, within_days=1)
    assert found["reason"] == NOTHING_KNOWN
    assert found["n_at_risk"] == 0
    none = chances_of_response(table(SIX), silent_days=[], within_days=1)
    assert none.shape == (0, 8)


# With published searches to lean on.


def test_expected_chance_of_the_published_searches_alone() -> None:
    published = reference_life_table()
    # As many rows as shares: 10,000 applications shared out as they are, to the nearest one.
    rows = [
        (int(day), "none" if kind == "censored" else kind)
        for day, row in (published * 10_000).round().astype(int).iterrows()
        for kind, n in row.items()
        for _ in range(n)
    ]
    found = expected_chance(table([]), silent_days=[0, 21, 60], within_days=30)
    alone = chances_of_response(table(rows), silent_days=[0, 21, 60], within_days=30)
    for name in ("chance", "positive"):
        assert found[name].tolist() == pytest.approx(alone[name].tolist(), abs=2e-3)
    assert found["n_at_risk"].tolist() == [0, 0, 0] and (found["reason"] == "").all()
    # Forty applications are worth at most as much as forty that were watched to the end.
    share = found["positive"][0]
    assert found["positive_low"][0] <= mid_p(share, 40)[0]
    assert found["positive_high"][0] >= mid_p(share, 40)[1]
    # Half of them lean half as hard; none at all is the own chance, of which there is none.
    weaker = expected_chance(table([]), silent_days=[0], within_days=30, reference_applications=20)
    assert weaker["positive"][0] == pytest.approx(share)
    assert weaker["positive_high"][0] > found["positive_high"][0]
    off = expected_chance(table([]), silent_days=[0], within_days=30, reference_applications=0)
    assert off["positive"].isna().all() and off["reason"][0] == NOTHING_KNOWN


def test_expected_chance_is_that_of_the_sum_of_the_life_tables() -> None:
    own = [(5, "positive")] * 3 + [(40, "negative")] * 4 + [(200, "none")] * 9
    counts = life_table(table(own)).add(40 * reference_life_table(), fill_value=0)
    answers = counts[["positive", "negative", "unclear"]].sum(axis=1)
    at_risk = counts.sum(axis=1)[::-1].cumsum()[::-1]
    silent = (1 - answers / at_risk).cumprod()
    good = (silent.shift(fill_value=1) * counts["positive"] / at_risk).cumsum()
    found = expected_chance(table(own), silent_days=[21], within_days=30).loc[0]
    assert found["chance"] == pytest.approx(1 - silent[51] / silent[21], abs=1e-12)
    assert found["positive"] == pytest.approx((good[51] - good[21]) / silent[21], abs=1e-12)


def test_own_answers_outvote_the_published_ones() -> None:
    # Of 200 nobody ever heard: the own interval ends lower, and is inside.
    never = table([(100, "none")] * 200)
    found = expected_chance(never, silent_days=[0], within_days=30).loc[0]
    own = chance_of_response(never, silent_days=0, within_days=30)
    assert (own["low"], own["high"]) == (0, pytest.approx(1 - 0.05 ** (1 / 200)))
    assert found["low"] == found["positive_low"] == 0
    assert own["high"] < found["high"]
    assert 0 < found["positive"] < found["positive_high"] < 0.04
    # Nine that were watched so long do not outvote them; ten do.
    for n, is_heard in ((9, False), (10, True)):
        few = expected_chance(table([(100, "none")] * n), silent_days=[0], within_days=30).loc[0]
        assert bool(few["low"] == 0) == is_heard


def test_a_silence_that_nobody_was_watched_for() -> None:
    found = expected_chance(table(SIX), silent_days=[60, 300, 3000], within_days=30)
    assert found.notna().all(axis=None)
    assert found.loc[1, FIGURES].tolist() == found.loc[2, FIGURES].tolist()
    assert found["positive_high"].max() < 0.3
    # Longer than any published search: only the own log could say.
    beyond = expected_chance(table(SIX), silent_days=[0], within_days=600)
    assert beyond["reason"][0] == (
        "only 6 applications were still waiting after 0 days of silence; 10 are needed"
    )


def test_expected_chance_without_dates() -> None:
    undated = with_lost([(50, "none")] * 20, [("positive", "no_response_date")] * 3)
    found = expected_chance(undated, silent_days=[30], within_days=30)
    alone = expected_chance(table([]), silent_days=[30], within_days=30)
    assert found[FIGURES].to_numpy().tolist() == alone[FIGURES].to_numpy().tolist()


@checked
@given(LOGS, st.integers(0, 600), st.integers(1, 60), st.integers(1, 200))
def test_expected_chance_is_always_there(rows: list[Row], s: int, h: int, weight: int) -> None:
    found = expected_chance(
        table(rows), silent_days=s, within_days=h, reference_applications=weight
    ).loc[0]
    for share, low, high in (FIGURES[:3], FIGURES[3:]):
        assert 0 <= found[low] <= found[share] <= found[high] <= 1
    assert found["positive"] <= found["chance"] + 1e-12


# What is refused, and what is left alone.


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"silent_days": -1}, "silent_days is -1. Give whole days from 0 on."),
        ({"silent_days": 2.5}, "silent_days is 2.5. Give whole days from 0 on."),
        ({"within_days": 0}, "within_days is 0. Give whole days from 1 on."),
        ({"within_days": math.nan}, "within_days is nan. Give whole days from 1 on."),
    ],
)
def test_impossible_questions(asked: dict[str, Any], message: str) -> None:
    asked = {"silent_days": 3, "within_days": 3} | asked
    for measure in (chance_of_response, chances_of_response):
        with pytest.raises(ValueError) as error:
            measure(table(SIX), **asked)
        assert str(error.value) == message
    with pytest.raises(ValueError) as error:
        response_by_day(table(SIX), days=(7, -7))
    assert str(error.value) == "days is -7. Give whole days from 0 on."


def test_inputs_are_unchanged_and_order_never_matters() -> None:
    times = with_lost(SIX * 4, [("positive", "no_response_date"), ("none", "")])
    times["source"] = ["a", "b"] * 13
    before = times.copy(deep=True)
    backwards = times.iloc[::-1]
    for measure, asked in (
        (median_response, {}),
        (median_response, {"by": "source"}),
        (response_by_day, {"days": (2, 5)}),
        (naive_rate, {}),
        (chance_of_response, {"silent_days": 2, "within_days": 2}),
        (chances_of_response, {"silent_days": [1, 2], "within_days": 2}),
    ):
        found, other = measure(times, **asked), measure(backwards, **asked)  # type: ignore[operator]
        if isinstance(found, pd.Series):
            found, other = found.to_frame(), other.to_frame()
        pd.testing.assert_frame_equal(found, other)
    pd.testing.assert_frame_equal(times, before)
