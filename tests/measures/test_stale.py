"""Stale applications: thresholds worked out by hand, then by definition on random logs."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest

from jobsearch import Log, Settings, expected_chance, response_times, stale_applications
from jobsearch.measures.reasons import Limit
from jobsearch.measures.responses.silence import Threshold, stale_threshold
from logs import make_log
from oracle import SEEDS, random_looks

ACME = {"ID": "A", "Company": "Acme", "Role": "Analyst", "Applied on": "2026-03-02"}
MET = {"Application": "A", "Round": "First interview", "Invited on": "2026-03-09",
       "Ended at": "2026-03-16 10:00", "Interviewer": "Ana Ruiz",
       "Contact": "ana.ruiz@acme.example"}  # fmt: skip


def flag(log: Log, as_of: str) -> pd.Series | None:
    table = stale_applications(log, as_of=as_of)
    return table.loc[0] if len(table) else None


def waits_until(found: pd.Series | None) -> str:
    assert found is not None and found["suggestion"] == "wait"
    return str(found["wait_until"].date())


def days(log: Log, as_of: str) -> tuple[int, int] | None:
    found = flag(log, as_of)
    return None if found is None else (found["silent_days"], found["threshold_days"])


def times(rows: list[tuple[int, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["duration_days", "event"])


def threshold(rows: list[tuple[int, str]], **settings: Any) -> Threshold:
    return stale_threshold(times(rows), Settings(**settings))


DEFAULT = "30 days, the default: there is no good news to learn from"
PUBLISHED = (
    "50 days: good news rarely comes later (you have had none yet; 7% did in published searches)"
)


# The threshold of unanswered applications.


def test_nine_tenths_of_the_own_good_news() -> None:
    # All are answered: each good answer is a tenth. The ninth comes on day 45.
    days = [1, 2, 3, 4, 5, 6, 7, 8, 45, 80]
    rows = [(day, "positive") for day in days] + [(100, "none")]
    found = threshold(rows, reference_applications=0)
    assert found[:5] == (45, Limit.EXPECTED, 10, 1, 0)
    assert (
        found.in_words() == "45 days: good news rarely comes later (1 of your 10 good answers did)"
    )
    # Rejections and what comes after 90 days change nothing of it.
    rows += [(2, "negative")] * 4 + [(95, "positive")]
    assert threshold(rows, reference_applications=0)[:4] == (45, Limit.EXPECTED, 11, 2)
    # Seven tenths have come by day 7, and nothing is stale before day 21.
    assert threshold(rows, reference_applications=0, stale_tail=0.3).days == 21


def test_published_searches_alone() -> None:
    found = threshold([])
    # Nine tenths of the good news within 90 days had come by day 50.
    assert found[:5] == (50, Limit.EXPECTED, 0, 0, 40)
    assert round(found.reference_later, 3) == 0.072
    assert found.in_words() == PUBLISHED
    # Half came within 7, eight tenths within 43.
    assert [threshold([], stale_tail=tail).days for tail in (0.5, 0.2)] == [21, 43]


def test_own_answers_move_the_published_threshold() -> None:
    early = [(day, "positive") for day in range(10)] + [(100, "none")] * 10
    late = [(day, "positive") for day in range(60, 70)] + [(100, "none")] * 10
    assert threshold(early).days < 50 < threshold(late).days
    found = threshold(late)
    assert (found.n_good, found.n_later) == (10, sum(day > found.days for day in range(60, 70)))
    # More own applications outvote them.
    assert threshold(early * 20).days == 21
    # One alone is no share.
    one = [threshold([(day, "positive"), (100, "none")]).in_words() for day in (3, 95)]
    assert one[0].partition(" (")[2] == "yours came by then; 14% did in published searches)"
    assert one[1].partition(" (")[2] == "yours came later; 7% did in published searches)"


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(43, "none")] * 20,
        [(10, "positive")] * 20 + [(89, "none")],  # nobody was watched for 90 days
        [(10, "negative")] * 20 + [(200, "none")],
        # More than one of ten answers has no day.
        [(150, "none")] * 20 + [(10, "positive")] * 8 + [(pd.NA, "positive")],
    ],
    ids=["empty", "young", "short", "no good news", "left out"],
)
def test_nothing_can_be_expected(rows: list[tuple[int, str]]) -> None:
    found = threshold(rows, reference_applications=0)
    assert found[:2] == (30, Limit.DEFAULT)
    assert found.in_words() == DEFAULT
    # With published searches there is always something.
    assert threshold(rows).limit == Limit.EXPECTED


# Silence.


def test_an_unanswered_application() -> None:
    log = make_log([ACME])
    assert flag(log, "2026-04-20") is None
    found = flag(log, "2026-04-21")
    assert found is not None
    assert found[["application", "company", "role", "stage", "suggestion"]].tolist() == [
        "A", "Acme", "Analyst", "applied", "close",
    ]  # fmt: skip
    assert (found["silent_days"], found["threshold_days"]) == (50, 50)
    assert (found["threshold_source"], found["threshold_from"]) == (Limit.EXPECTED, PUBLISHED)
    expected = expected_chance(response_times(log, as_of="2026-04-21"), silent_days=50,
                               within_days=30).loc[0]  # fmt: skip
    assert found[["chance", "low", "high"]].tolist() == pytest.approx(
        expected[["positive", "positive_low", "positive_high"]].tolist()
    )
    assert 0 <= found["low"] <= found["chance"] <= found["high"] < 0.3
    assert found["stale_since"] == pd.Timestamp("2026-04-21")


def test_thirty_days_where_nothing_can_be_expected() -> None:
    alone = {"reference applications": "0"}
    log = make_log([ACME], settings=alone)
    assert flag(log, "2026-03-31") is None
    found = flag(log, "2026-04-01")
    assert found is not None
    assert (found["silent_days"], found["threshold_days"]) == (30, 30)
    assert (found["threshold_source"], found["threshold_from"]) == (Limit.DEFAULT, DEFAULT)
    assert found[["chance", "low", "high"]].isna().all()
    # By the settings.
    log = make_log([ACME], settings=alone | {"stale after days": "10"})
    assert days(log, "2026-03-12") == (10, 10)


def test_nothing_is_stale_just_after_a_message() -> None:
    # Fifty days of silence on 21 April; they were written to on the 10th.
    sent = {"Application": "A", "Sent at": "2026-04-10 09:00"}
    log = make_log([ACME], follow_ups=[sent])
    assert days(log, "2026-04-23") is None
    assert days(log, "2026-04-24") == (53, 53)
    found = flag(log, "2026-04-24")
    assert found is not None
    assert (found["threshold_source"], found["threshold_from"]) == (
        Limit.AFTER_MESSAGE,
        "14 days after your last message",
    )
    # A message of long ago, and one that has not been sent yet, change nothing.
    early, later = ({**sent, "Sent at": f"2026-{day} 09:00"} for day in ("03-12", "05-02"))
    assert days(make_log([ACME], follow_ups=[early, later]), "2026-04-21") == (50, 50)
    # In business days, after the invitation's 30 days too.
    invited = ACME | {"Response on": "2026-03-12", "Response": "invitation"}
    log = make_log([invited], follow_ups=[sent], settings={"count business days": "yes"})
    assert days(log, "2026-04-29") is None
    assert days(log, "2026-04-30") == (49, 49)


@pytest.mark.parametrize(
    ("cells", "history", "silent_on_30_may"),
    [
        ({}, [], 89),
        ({}, [("2026-03-05", "acknowledged")], 89),  # a machine's receipt
        ({}, [("2026-03-26", "reply")], 65),
        ({"Response on": "2026-03-21", "Response": "invitation"}, [], 70),
        # Answered on a day that nobody wrote down: nobody knows how long it has been silent.
        ({"Response": "invitation"}, [], None),
    ],
    ids=str,
)
def test_silence_counts_from_the_last_word(
    cells: dict[str, str], history: list[tuple[str, str]], silent_on_30_may: int | None
) -> None:
    words = [{"Application": "A", "On": on, "What": what} for on, what in history]
    found = flag(make_log([ACME | cells], history=words), "2026-05-30")
    assert (None if found is None else found["silent_days"]) == silent_on_30_may


def test_after_a_response_without_an_interview() -> None:
    invited = ACME | {"Response on": "2026-03-12", "Response": "invitation"}
    log = make_log([invited])
    assert flag(log, "2026-04-10") is None
    found = flag(log, "2026-04-11")
    assert found is not None
    assert (found["silent_days"], found["threshold_days"]) == (30, 30)
    assert found["threshold_from"] == "30 days after their last reply, with no interview since"
    assert found["chance"] is pd.NA or pd.isna(found["chance"])
    # There is somebody to ask, once.
    assert found["suggestion"] == "close"
    asked = {"Contact email": "hana.kim@acme.example"}
    sent = [{"Application": "A", "Sent at": "2026-04-02 09:00"}]
    again = [flag(make_log([invited | asked], follow_ups=f), "2026-04-16") for f in ([], sent)]
    assert [row["suggestion"] for row in again if row is not None] == ["follow_up", "close"]
    # Once an offer was accepted, nobody.
    taken = {"ID": "B", "Company": "Beta", "Status": "accepted", "Closed on": "2026-04-12"}
    log = make_log([invited | asked, taken])
    looks = [flag(log, day) for day in ("2026-04-11", "2026-04-12")]
    assert [row["suggestion"] for row in looks if row is not None] == ["follow_up", "close"]


def test_after_an_interview_without_a_follow_up() -> None:
    # Expected 23 March, window until 2 April, and 14 days more: 16 April, 31 days of silence.
    log = make_log([ACME], [MET])
    assert flag(log, "2026-04-15") is None
    found = flag(log, "2026-04-16")
    assert found is not None
    assert (found["stage"], found["silent_days"], found["threshold_days"]) == ("interview", 31, 31)
    assert found["threshold_from"] == "14 days after the best time for a follow-up ended"
    assert found["stale_since"] == pd.Timestamp("2026-04-16")


def test_after_an_interview_with_a_follow_up() -> None:
    # Sent on 27 March: 10 April, 25 days of silence.
    sent = {"Application": "A", "Sent at": "2026-03-27 09:00"}
    log = make_log([ACME], [MET], [sent])
    assert days(log, "2026-04-09") is None
    assert days(log, "2026-04-10") == (25, 25)
    found = flag(log, "2026-04-12")
    assert found is not None and found["threshold_from"] == "14 days after your last follow-up"
    assert (found["suggestion"], found["silent_days"]) == ("close", 27)


@pytest.mark.parametrize(
    "cells",
    [
        {"Status": "offer", "Offered on": "2026-03-20"},
        {"Status": "offer"},
        {"Status": "rejected", "Closed on": "2026-03-20"},
        {"Status": "no_response", "Closed on": "2026-03-20"},
        {"Applied on": "", "Status": "prospect"},
        {"Applied on": "2026-10-01"},
    ],
    ids=str,
)
def test_what_is_never_stale(cells: dict[str, str]) -> None:
    assert flag(make_log([ACME | cells]), "2026-09-30") is None


def test_wait_for_what_is_agreed() -> None:
    expected = ACME | {"Decision expected on": "2026-05-20"}
    found = flag(make_log([expected]), "2026-05-19")
    assert waits_until(found) == "2026-05-20"
    found = flag(make_log([expected]), "2026-05-20")
    assert found is not None and found["suggestion"] == "close"
    # An interview ahead: known of from its invitation on, and the earlier of the two days.
    planned = MET | {"Invited on": "2026-05-01", "Ended at": "2026-05-15 10:00"}
    invited = ACME | {"Response on": "2026-03-05", "Response": "invitation"}
    log = make_log([invited | {"Decision expected on": "2026-05-20"}], [planned])
    found = flag(log, "2026-04-30")
    assert waits_until(found) == "2026-05-20"
    log = make_log([invited, {"ID": "B", "Company": "Beta", "Applied on": "2026-04-10"}], [
        planned | {"Invited on": ""},
    ])  # fmt: skip
    found = flag(log, "2026-04-09")
    assert found is not None and found["suggestion"] == "close"
    found = flag(log, "2026-04-10")
    assert waits_until(found) == "2026-05-15"


@pytest.mark.parametrize("seed", SEEDS)
def test_flags_follow_the_definitions(seed: int) -> None:
    _, log, looks = random_looks(seed)
    for as_of, world in looks:
        table = stale_applications(log, as_of=as_of)
        found = {f.application: (f.silent_days, f.threshold_days) for f in table.itertuples()}
        expected = world.stale_applications()
        assert found == {name: flags[:2] for name, flags in expected.items()}, as_of
        for row in table.itertuples():
            chance = expected[row.application][2]
            chance = math.nan if chance is None else chance
            assert row.chance == pytest.approx(chance, abs=1e-12, nan_ok=True), as_of
            assert (row.suggestion == "wait") == (not pd.isna(row.wait_until))
        overdue = (table["silent_days"] - table["threshold_days"]).tolist()
        by_stage = table.groupby(table["stage"].astype(str), sort=False).groups.values()
        assert all(list(rows) == sorted(rows, key=lambda i: -overdue[i]) for rows in by_stage)
