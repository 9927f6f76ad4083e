"""Response rates, curves of groups and chances by silence: by hand, then from their definitions."""

from __future__ import annotations

import math
import random

import numpy as np
import pandas as pd
import pytest

from jobsearch import (
    chance_by_silence,
    chance_of_response,
    curves_of_groups,
    response_curve,
    response_rates,
    response_times,
)
from logs import make_log
from oracle import SEEDS, random_looks


def times(**groups: list[tuple[int, str]]) -> pd.DataFrame:
    rows = [(days, event, name) for name, found in groups.items() for days, event in found]
    return pd.DataFrame(rows, columns=["duration_days", "event", "source"])


# Of 20 on a board one hears each second day up to day 38; of 24 referrals all within 6 days.
TWO = times(
    board=[(2 * n, "positive") for n in range(20)],
    referral=[(1 + n % 6, "negative") for n in range(24)],
    fair=[(3, "positive")],
    late=[(4, "positive")] * 5 + [(20, "none")] * 16,
)


def test_rates_by_hand() -> None:
    table = response_rates(TWO, within_days=30)
    # 16 of the 20 by day 30; the referrals are all answered on day 6.
    assert table["group"].tolist() == ["referral", "board", "late", "fair"]
    assert table["rate"].round(6).tolist()[:2] == [1.0, 0.8]
    assert table["n"].tolist() == [24, 20, 21, 1]
    assert table["n_responses"].tolist() == [24, 20, 5, 1]
    assert table["left_out"].tolist() == [
        "", "", "n = 21, none of them observed for 30 days", "n = 1, 1 answer",
    ]  # fmt: skip
    assert table.attrs["by"] == "source" and table.attrs["within_days"] == 30
    assert table.attrs["n"] == 66 and table.attrs["reason"] == ""
    assert table["low"].iloc[1] < 0.8 < table["high"].iloc[1]


def test_only_the_largest_groups_are_kept() -> None:
    table = response_rates(TWO, within_days=20, groups_at_most=2)
    assert table["group"].tolist()[:2] == ["referral", "late"]
    assert table["left_out"].tolist() == [
        "", "", "n = 20, not among the 2 largest", "n = 1, 1 answer",
    ]  # fmt: skip
    curves = curves_of_groups(TWO, groups_at_most=2)
    assert curves["source"].unique().tolist() == ["late", "referral"]
    assert curves.attrs["left_out"] == ["board (n = 20)", "fair (n = 1)"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"within_days": 0}, "within_days is 0; it has to be 1 or more."),
        ({"groups_at_most": 0}, "groups_at_most is 0; it has to be 1 or more."),
        ({"by": "luck"}, 'There is no column "luck" to group by.'),
    ],
)
def test_wrong_calls(options: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError) as error:
        response_rates(TWO, **options)  # type: ignore[arg-type]
    assert str(error.value) == said
    if "within_days" not in options:
        with pytest.raises(ValueError) as error:
            curves_of_groups(TWO, **options)  # type: ignore[arg-type]
        assert str(error.value) == said


def kaplan_meier(rows: list[tuple[int, str]], day: int) -> float | None:
    """S(day) by definition; None past the longest time unless it is 0."""
    silent, longest = 1.0, max(days for days, _ in rows)
    for t in range(min(day, longest) + 1):
        at_risk = sum(days >= t for days, _ in rows)
        answers = sum(days == t and event != "none" for days, event in rows)
        silent *= 1 - answers / at_risk
    return silent if day <= longest or silent < 1e-12 else None


def test_a_group_without_an_answer_by_that_day_has_an_upper_end() -> None:
    table = response_rates(times(slow=[(40, "positive")] * 20), within_days=30)
    assert table["rate"].tolist() == [0] and table.attrs["rate"] == 0
    # Nobody of 20: half of (1 - p)^20 is 2.5 %.
    high = pytest.approx(1 - 0.05 ** (1 / 20))
    assert (table["low"].tolist(), table["high"].tolist()) == ([0], [high])
    assert (table.attrs["low"], table.attrs["high"]) == (0, high)


@pytest.mark.parametrize("seed", range(20))
def test_rates_against_their_definition(seed: int) -> None:
    rng = random.Random(seed)
    groups = {
        name: [
            (rng.randint(0, 45), rng.choice(["positive", "negative", "none", "none"]))
            for _ in range(rng.randint(1, 60))
        ]
        for name in "abcdef"
    }
    within = rng.choice([7, 14, 30])
    table = response_rates(times(**groups), within_days=within).set_index("group")
    for name, rows in groups.items():
        silent = kaplan_meier(rows, within)
        answers = sum(event != "none" for _, event in rows)
        drawn = len(rows) >= 20 and answers >= 5 and silent is not None
        assert (table.loc[name, "left_out"] == "") == drawn
        assert table.loc[name, ["n", "n_responses"]].tolist() == [len(rows), answers]
        if drawn:
            assert math.isclose(table.loc[name, "rate"], 1 - silent, abs_tol=1e-12)
        else:
            assert table.loc[name, ["rate", "low", "high"]].isna().all()
    rates = table["rate"].dropna()
    assert rates.is_monotonic_decreasing and table["rate"].isna().is_monotonic_increasing
    # The order of the rows and what is not looked at change nothing.
    mixed = times(**groups).sample(frac=1, random_state=seed)
    again = response_rates(mixed, within_days=within).set_index("group")
    pd.testing.assert_frame_equal(again.sort_index(), table.sort_index())
    curves = curves_of_groups(times(**groups))
    whole = response_curve(times(**groups), by="source")
    for name in curves["source"].unique():
        mine = curves[curves["source"] == name].drop(columns="source").reset_index(drop=True)
        other = whole[whole["source"] == name].drop(columns="source").reset_index(drop=True)
        pd.testing.assert_frame_equal(mine, other)


@pytest.mark.parametrize("seed", SEEDS)
def test_chances_are_those_of_each_day(seed: int) -> None:
    _, log, looks = random_looks(seed)
    log = log.with_settings(minimum_at_risk=2)
    for as_of, _ in looks:
        table = chance_by_silence(log, as_of=as_of)
        found = response_times(log, as_of=as_of)
        longest = found["duration_days"].max()
        for day in range(0 if pd.isna(longest) else int(longest) + 1):
            one = chance_of_response(found, silent_days=day, within_days=30, minimum_at_risk=2)
            mine = table[table["silent_days"] == day]
            assert len(mine) == (one["reason"] == "")
            for name in mine.columns.drop("silent_days") if len(mine) else ():
                np.testing.assert_allclose(mine[name].iloc[0], one[name], atol=1e-12)
        assert (table.attrs["reason"] == "") == (len(table) > 0)


def test_columns_hold_in_an_empty_log() -> None:
    empty = make_log()
    rates = response_rates(response_times(empty, as_of="2026-05-01"))
    assert {name: str(kind) for name, kind in rates.dtypes.items()} == {
        "group": "str", "rate": "float64", "low": "float64", "high": "float64", "n": "int64",
        "n_responses": "int64", "left_out": "str",
    }  # fmt: skip
    chances = chance_by_silence(empty, as_of="2026-05-01")
    assert {name: str(kind) for name, kind in chances.dtypes.items()} == {
        "silent_days": "int64", "chance": "float64", "low": "float64", "high": "float64",
        "positive": "float64", "positive_low": "float64", "positive_high": "float64",
        "n_at_risk": "int64",
    }  # fmt: skip
    assert len(curves_of_groups(response_times(empty, as_of="2026-05-01"))) == 0
