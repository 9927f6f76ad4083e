"""Pipeline, breadth and pace: worked out by hand, then by definition on random logs."""

from __future__ import annotations

import math
from collections import Counter

import pandas as pd
import pytest

from jobsearch import (
    Log,
    breadth,
    flows,
    funnel,
    pace_while_waiting,
    pipeline_history,
    weekly_activity,
)
from jobsearch.measures.pipeline.breadth import days_since_last_application, eggs_in_one_basket
from jobsearch.measures.snapshot import Snapshot
from logs import make_log
from oracle import SEEDS, World, midnight, random_looks

STAGES = ["applied", "screening", "interview", "offer"]


def sent(name: str, on: str, company: str = "Acme", **cells: str) -> dict[str, str]:
    more = {header.replace("_", " ").capitalize(): text for header, text in cells.items()}
    return {"ID": name, "Company": company, "Applied on": on, **more}


def met(name: str, ended_at: str, round_name: str = "First interview") -> dict[str, str]:
    return {"Application": name, "Round": round_name, "Invited on": ended_at[:10],
            "Ended at": ended_at, "Interviewer": "Ana Ruiz"}  # fmt: skip


# One rejected after a screening, one interviewed, one silent, one saved.
FOUR = make_log(
    [
        sent("A", "2026-03-02", status="rejected", closed_on="2026-03-12", source="board"),
        sent("B", "2026-03-04", "Beta", source="referral"),
        sent("C", "2026-03-16", "Gamma", source="board"),
        {"ID": "D", "Company": "Delta", "Status": "prospect"},
    ],
    [met("A", "2026-03-09 10:00", "Phone screen"), met("B", "2026-03-10 10:00")],
)


def test_the_pipeline_day_by_day() -> None:
    history = pipeline_history(FOUR, as_of="2026-03-17")
    assert history.index[0] == pd.Timestamp("2026-03-02")
    assert history["open"].tolist() == [1, 1, *[2] * 8, *[1] * 4, 2, 2]
    assert history.loc["2026-03-08", STAGES].tolist() == [2, 0, 0, 0]
    assert history.loc["2026-03-09", STAGES].tolist() == [1, 1, 0, 0]
    assert history.loc["2026-03-10", STAGES].tolist() == [0, 1, 1, 0]
    assert history.loc["2026-03-12", STAGES].tolist() == [0, 0, 1, 0]
    assert history.loc["2026-03-17", STAGES].tolist() == [1, 0, 1, 0]


def test_the_pipeline_week_by_week_ends_on_sundays_and_on_the_last_day() -> None:
    history = pipeline_history(FOUR, as_of="2026-03-17", every="week")
    assert history.index.strftime("%a %d").tolist() == ["Sun 08", "Sun 15", "Tue 17"]
    assert history["open"].tolist() == [2, 1, 2]


def test_an_undated_end_stands_on_the_last_logged_day_even_before_a_later_interview() -> None:
    log = make_log(
        [sent("A", "2026-03-01", status="rejected"), sent("B", "2026-03-10", "Beta")],
        [met("A", "2026-03-20 10:00") | {"Invited on": "2026-03-05"}],
    )
    history = pipeline_history(log, as_of="2026-03-25")
    assert history.loc["2026-03-09", "open"] == 1
    assert history.loc["2026-03-10":, "open"].unique().tolist() == [1]
    assert history.loc["2026-03-25", STAGES].tolist() == [1, 0, 0, 0]


def test_activity_of_iso_weeks() -> None:
    # Monday 2 March to Tuesday 31 March: five weeks, two of them empty.
    weeks = weekly_activity(FOUR, as_of="2026-03-31")
    assert weeks.index.strftime("%d.%m.").tolist() == [
        "02.03.", "09.03.", "16.03.", "23.03.", "30.03.",
    ]  # fmt: skip
    assert weeks["applications"].tolist() == [2, 0, 1, 0, 0]
    assert weeks["responses"].tolist() == [0, 2, 0, 0, 0]
    assert weeks["interviews"].tolist() == [0, 2, 0, 0, 0]
    # A waits from 9 to 11 March, B from 10 March on.
    assert weeks["waiting_days"].tolist() == [0, 7, 7, 7, 2]


def test_a_week_crosses_the_year() -> None:
    log = make_log([sent("A", "2025-12-31"), sent("B", "2026-01-02"), sent("C", "2026-01-05")])
    weeks = weekly_activity(log, as_of="2026-01-05")
    assert weeks.index.strftime("%Y-%m-%d").tolist() == ["2025-12-29", "2026-01-05"]
    assert weeks["applications"].tolist() == [2, 1]


# Breadth.


def test_breadth_with_blanks() -> None:
    log = make_log(
        [
            sent("A", "2026-03-02", "Acme", source="board"),
            sent("B", "2026-03-02", " acme", source="board"),
            sent("C", "2026-03-02", "Beta", source="referral"),
            sent("D", "2026-03-02", ""),
            # Neither open, nor sent, nor known of by then.
            sent("E", "2026-03-02", "Gamma", status="rejected", closed_on="2026-03-05"),
            {"ID": "F", "Company": "Delta"},
            sent("G", "2026-03-30", "Delta"),
        ]
    )
    table = breadth(log, as_of="2026-03-20")
    assert table["n_applications"].tolist() == [4, 4, 4]
    # Shares 1/2, 1/4, 1/4: exp(-(1/2 ln 1/2 + 1/2 ln 1/4)) = exp(3/2 ln 2), 1 / (1/4 + 1/8).
    for of in ("employers", "sources"):
        assert table.loc[of, "n"] == 3
        assert table.loc[of, "effective_n1"] == pytest.approx(2 * math.sqrt(2), abs=1e-12)
        assert table.loc[of, "effective_n2"] == pytest.approx(8 / 3, abs=1e-12)
        assert table.loc[of, "largest_share"] == 0.5
    # Blanks are one group.
    assert table.loc["industries"].tolist() == [1, 1, 1, 1, 4, (("(blank)", 4),)]
    assert table.loc["employers", "largest"] == (("Acme", 2), ("(blank)", 1), ("Beta", 1))
    assert table.loc["sources", "largest"] == (("board", 2), ("(blank)", 1), ("referral", 1))


def test_nothing_open_has_no_breadth() -> None:
    table = breadth(make_log([sent("A", "2026-03-02")]), as_of="2026-03-01")
    assert table["n"].tolist() == table["n_applications"].tolist() == [0, 0, 0]
    assert table[["effective_n1", "effective_n2", "largest_share"]].isna().all(axis=None)


def basket(*more: dict[str, str], as_of: str = "2026-03-30", **settings: str) -> bool:
    log = make_log(
        [sent("A", "2026-02-02"), *more],
        [met("A", "2026-03-02 10:00")],
        settings={name.replace("_", " "): value for name, value in settings.items()},
    )
    return eggs_in_one_basket(Snapshot(log, as_of))


def test_eggs_in_one_basket() -> None:
    fresh = [sent(str(i), "2026-03-20", "Beta") for i in range(5)]
    assert basket()
    assert basket(*fresh[:4])
    assert not basket(*fresh)
    # 14 days ago is within the last 14 days, 15 are not.
    old = sent("old", "2026-03-16", "Beta")
    assert not basket(*fresh[:4], old)
    assert basket(*fresh[:4], old, as_of="2026-03-31")
    assert not basket(*fresh[:2], fresh_applications="2")
    # A second employer at interview, or the same one once more.
    assert not basket(sent("B", "2026-02-02", "Beta", status="interview"))
    assert basket(sent("B", "2026-02-02", "ACME", status="offer"))
    assert basket(sent("B", "2026-02-02", "Beta", status="screening"))
    # Whose employer is not known may be another one's; a single one is one.
    assert not basket(sent("B", "2026-02-02", "", status="interview"))
    nameless = [sent(name, "2026-02-02", "", status="interview") for name in "AB"]
    for n in (1, 2):
        assert eggs_in_one_basket(Snapshot(make_log(nameless[:n]), "2026-03-30")) == (n == 1)
    # Nobody is at interview yet, or any more.
    assert not basket(as_of="2026-03-01")
    ended = {"ID": "A", "Status": "rejected", "Closed on": "2026-03-10"}
    log = make_log([sent("A", "2026-02-02") | ended], [met("A", "2026-03-02 10:00")])
    assert not eggs_in_one_basket(Snapshot(log, "2026-03-30"))


# Pace.


def test_pace_inside_and_outside_the_wait() -> None:
    # First application on 23 February, waiting from 2 to 8 March, seen on 15 March: 7 days inside
    # with one application, 14 outside with three.
    log = make_log(
        [
            sent("A", "2026-02-23", status="rejected", closed_on="2026-03-09"),
            sent("B", "2026-03-01"),
            sent("C", "2026-03-05"),
            sent("D", "2026-03-09"),
            sent("E", "2026-03-16"),
        ],
        [met("A", "2026-03-02 10:00")],
    )
    pace = pace_while_waiting(log, as_of="2026-03-15")
    assert pace[["n_inside", "days_inside", "n_outside", "days_outside"]].tolist() == [1, 7, 3, 14]
    assert (pace["pace_inside"], pace["pace_outside"]) == (1.0, 1.5)
    assert pace["ratio"] == pytest.approx(2 / 3, abs=1e-12)
    assert pace["low"] < 2 / 3 < pace["high"]
    assert pace["reason"] == ""


def test_the_pace_ends_with_the_search() -> None:
    hired = sent("B", "2026-02-23", status="accepted", closed_on="2026-03-05")
    later = sent("C", "2026-03-10")
    log = make_log([sent("A", "2026-02-23"), hired, later], [met("A", "2026-03-02 10:00")])
    pace = pace_while_waiting(log, as_of="2026-03-31")
    # 2 to 5 March, and the seven days before.
    assert pace[["n_inside", "days_inside", "n_outside", "days_outside"]].tolist() == [0, 4, 2, 7]


def test_no_pace_where_one_side_has_no_day() -> None:
    def reason(log: Log) -> str:
        pace = pace_while_waiting(log, as_of="2026-03-05")
        assert pd.isna(pace["ratio"]) and pd.isna(pace["low"]) and pd.isna(pace["high"])
        return str(pace["reason"])

    assert reason(make_log([{"Company": "Acme"}])) == "no application was sent"
    assert reason(make_log([sent("A", "2026-03-02")])) == "no day was spent waiting"
    always = make_log([sent("A", "2026-03-02")], [met("A", "2026-03-02 10:00")])
    assert reason(always) == "every day was spent waiting"


# Funnel and flows.


def test_funnel_and_flows_of_four() -> None:
    table = funnel(FOUR, as_of="2026-03-31")
    assert table.index.tolist() == STAGES
    assert table["n_reached"].tolist() == [3, 2, 1, 0]
    assert table["n_furthest"].tolist() == [1, 1, 1, 0]
    assert table["n_open"].tolist() == [1, 0, 1, 0]
    assert table["rate"].tolist() == [1, 2 / 3, 1 / 3, 0]
    # Wilson's interval of 2 of 3.
    assert table.loc["screening", ["low", "high"]].tolist() == pytest.approx(
        [0.2077, 0.9385], abs=1e-4
    )
    found = flows(FOUR, as_of="2026-03-31")
    assert found.astype(str).to_numpy().tolist() == [
        ["board", "applied", "open", "1"],
        ["board", "screening", "rejected", "1"],
        ["referral", "interview", "open", "1"],
    ]


def test_who_came_first_is_in_the_pipeline_but_not_in_the_funnel() -> None:
    log = make_log([{"ID": "A", "Company": "Acme"}], [met("A", "2026-03-02 10:00")])
    assert pipeline_history(log, as_of="2026-03-05")["interview"].tolist() == [1, 1, 1, 1]
    assert funnel(log, as_of="2026-03-05")["n_reached"].tolist() == [0, 0, 0, 0]
    assert funnel(log, as_of="2026-03-05")[["rate", "low", "high"]].isna().all(axis=None)
    assert len(flows(log, as_of="2026-03-05")) == 0
    assert breadth(log, as_of="2026-03-05")["n"].tolist() == [0, 0, 0]


def test_days_since_the_last_application() -> None:
    assert days_since_last_application(Snapshot(FOUR, "2026-03-20")) == 4
    assert days_since_last_application(Snapshot(FOUR, "2026-03-16 08:00")) == 0
    assert days_since_last_application(Snapshot(FOUR, "2026-03-01")) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_the_pipeline_follows_the_definitions(seed: int) -> None:
    sheets, log, looks = random_looks(seed)
    for as_of, world in looks:
        history = pipeline_history(log, as_of=as_of)
        for day in history.index[::23]:
            seen = World(sheets, min(midnight(day.date()), world.now)).open_by_stage()
            assert history.loc[day, STAGES].tolist() == [seen[stage] for stage in STAGES], day
        if len(history):
            seen = world.open_by_stage()
            assert history.iloc[-1][STAGES].tolist() == [seen[stage] for stage in STAGES], as_of
        weeks = weekly_activity(log, as_of=as_of)
        found = {
            day.date(): tuple(row)
            for day, row in zip(weeks.index, weeks.to_numpy().tolist(), strict=True)
        }
        assert found == world.weekly_activity(), as_of


@pytest.mark.parametrize("seed", SEEDS)
def test_breadth_and_pace_follow_the_definitions(seed: int) -> None:
    _, log, looks = random_looks(seed)
    for as_of, world in looks:
        table = breadth(log, as_of=as_of)
        for of, header in (
            ("employers", "Company"),
            ("sources", "Source"),
            ("industries", "Industry"),
        ):
            expected = world.breadth(header)
            row = table.loc[of]
            if expected is None:
                assert row["n"] == 0 and pd.isna(row["effective_n1"]), as_of
                continue
            figures = row[["n", "effective_n1", "effective_n2", "largest_share"]].tolist()
            assert figures == pytest.approx(expected, abs=1e-12), (as_of, of)
        assert eggs_in_one_basket(Snapshot(log, as_of)) == world.eggs_in_one_basket(), as_of
        pace = pace_while_waiting(log, as_of=as_of)
        counts = pace[["n_inside", "days_inside", "n_outside", "days_outside"]].tolist()
        assert tuple(counts) == world.pace_while_waiting(), as_of
        rows = funnel(log, as_of=as_of)[["n_reached", "n_furthest", "n_open"]]
        assert {
            s: tuple(r) for s, r in zip(rows.index, rows.to_numpy().tolist(), strict=True)
        } == world.funnel()
        found = {(f.source, f.stage, f.outcome): f.n for f in flows(log, as_of=as_of).itertuples()}
        assert Counter(found) == world.flows(), as_of
