"""Stale applications: thresholds worked out by hand, then by definition on random logs."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from jobsearch import Log, Settings, stale_applications
from jobsearch.measures.responses.chances import Threshold, learned_threshold
from logs import make_log
from oracle import N_LOGS, random_looks

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


def learned(rows: list[tuple[int, str]], *, below: float = 0.05, least: int = 2) -> Threshold:
    return learned_threshold(
        times(rows), Settings(stale_below_chance=below, minimum_at_risk=least, stale_after_days=30)
    )


DEFAULT = (
    "30 days, the default: too few of your applications have waited longer than 14 days to learn "
    "from"
)
LEARNED = (
    "20 days: in your search, good news rarely came later (less than 5% heard any within 30 days "
    "more; 9 had waited that long)"
)


# The learned threshold.


def test_a_threshold_that_is_learned() -> None:
    # Of ten, one hears good news on day 20. Just after day 14, nine or ten wait; of s = 14 .. 19
    # the chance is 1/10, from day 20 on nobody hears within 30 days. 50 days are looked at, so
    # day 20 is the last that can be judged, and the first.
    rows = [(20, "positive")] + [(50, "none")] * 9
    found = learned(rows)
    assert found == Threshold(20, "learned", below_chance=0.05, n_at_risk=9, judged_days=20)
    assert found.in_words() == LEARNED
    # Less than 20 % is what day 14 shows.
    assert learned(rows, below=0.2) == Threshold(14, "learned", 0.2, 10, 20)
    # A rejection is no good news.
    assert learned([(20, "negative")] + [(50, "none")] * 9).days == 14


def test_a_threshold_after_which_the_chance_never_rises_again() -> None:
    # Below 5 % on day 14, not on days 16 to 45, and below from day 46 on.
    rows = [(46, "positive")] + [(80, "none")] * 9
    assert learned(rows).days == 46


def test_still_likely_on_the_last_day_that_can_be_judged() -> None:
    # 44 days are looked at: only day 14 can be judged, and its chance is 1/10.
    found = learned([(40, "positive")] + [(44, "none")] * 9)
    assert found == Threshold(30, "undecided", below_chance=0.05, judged_days=14)
    assert found.in_words() == (
        "30 days: even after 14 days of silence, the longest that can be judged, 5% or more heard "
        "good news within 30 days"
    )
    # The day after it where that is later than 30.
    found = learned([(66, "positive")] + [(70, "none")] * 9)
    assert found == Threshold(41, "undecided", below_chance=0.05, judged_days=40)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(43, "none")] * 20,  # 14 + 30 is past the longest time
        [(10, "positive")] * 20 + [(50, "none")],  # one is left just after day 14
        # More than one of ten answers has no day.
        [(50, "none")] * 20 + [(10, "positive")] * 8 + [(pd.NA, "positive")],
    ],
    ids=["empty", "young", "few", "left out"],
)
def test_nothing_can_be_learned(rows: list[tuple[int, str]]) -> None:
    assert learned(rows) == Threshold(30, "default", below_chance=0.05)
    assert learned(rows).in_words() == DEFAULT


# Silence.


def test_thirty_days_where_nothing_can_be_learned() -> None:
    log = make_log([ACME])
    assert flag(log, "2026-03-31") is None
    found = flag(log, "2026-04-01")
    assert found is not None
    assert found[["application", "company", "role", "stage", "suggestion"]].tolist() == [
        "A", "Acme", "Analyst", "applied", "close",
    ]  # fmt: skip
    assert (found["silent_days"], found["threshold_days"]) == (30, 30)
    assert found["threshold_from"] == DEFAULT
    assert found[["chance", "low", "high"]].isna().all()
    assert found["stale_since"] == pd.Timestamp("2026-04-01")
    # By the settings.
    assert days(make_log([ACME], settings={"stale after days": "10"}), "2026-03-12") == (10, 10)


def test_the_learned_threshold_flags() -> None:
    # Nine of 1 January are silent for 50 days on 20 February, one was invited after 20.
    others = [{"ID": str(i), "Company": "Beta", "Applied on": "2026-01-01"} for i in range(10)]
    others[0] |= {"Response on": "2026-01-21", "Response": "invitation"}
    log = make_log(
        [
            *others,
            ACME | {"Applied on": "2026-01-31"},
            ACME | {"ID": "B", "Applied on": "2026-02-01"},
        ],
        settings={"minimum at risk": "2"},
    )
    table = stale_applications(log, as_of="2026-02-20")
    # The one that was invited has 30 days after that.
    assert table["application"].tolist() == [*map(str, range(1, 10)), "0", "A"]
    assert table["silent_days"].tolist() == [50] * 9 + [30, 20]
    assert table["threshold_days"].tolist() == [20] * 9 + [30, 20]
    row = table.loc[10]
    assert row["threshold_from"] == LEARNED
    assert row["chance"] == 0
    assert row["n_at_risk"] == 9


@pytest.mark.parametrize(
    ("cells", "history", "silent_on_30_april"),
    [
        ({}, [], 59),
        ({}, [("2026-03-05", "acknowledged")], 59),  # a machine's receipt
        ({}, [("2026-03-26", "reply")], 35),
        ({"Response on": "2026-03-21", "Response": "invitation"}, [], 40),
        # Answered on a day that nobody wrote down: nobody knows how long it has been silent.
        ({"Response": "invitation"}, [], None),
    ],
    ids=str,
)
def test_silence_counts_from_the_last_word(
    cells: dict[str, str], history: list[tuple[str, str]], silent_on_30_april: int | None
) -> None:
    words = [{"Application": "A", "On": on, "What": what} for on, what in history]
    found = flag(make_log([ACME | cells], history=words), "2026-04-30")
    assert (None if found is None else found["silent_days"]) == silent_on_30_april


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
    again = [flag(make_log([invited | asked], follow_ups=f), "2026-04-11") for f in ([], sent)]
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


@pytest.mark.parametrize("seed", range(N_LOGS))
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
