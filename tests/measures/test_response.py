"""Response times and next-step times: worked out by hand, then by definition on random logs."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd
import pytest

from jobsearch import median_response, next_step_times, response_times
from logs import make_log
from oracle import SEEDS, random_looks

ACME = {"ID": "A", "Company": "Acme", "Role": "Analyst", "Applied on": "2026-03-02"}
MET = {"Application": "A", "Round": "First interview", "Invited on": "2026-03-09",
       "Ended at": "2026-03-16 10:00", "Interviewer": "Ana Ruiz"}  # fmt: skip
AS_OF = "2026-04-01"  # 30 days after 2 March


def said(row: Any) -> tuple[int | None, str, str]:
    days = None if pd.isna(row.duration_days) else int(row.duration_days)
    return days, row.event, row.left_out


def one(cells: dict[str, str], as_of: str = AS_OF) -> tuple[int | None, str, str]:
    return said(next(response_times(make_log([ACME | cells]), as_of=as_of).itertuples()))


def test_four_applications() -> None:
    log = make_log(
        [
            ACME | {"Response on": "2026-03-12", "Response": "invitation", "Source": "board"},
            ACME | {"ID": "B", "Status": "rejected", "Closed on": "2026-03-02"},
            ACME | {"ID": "C", "Status": "withdrawn", "Closed on": "2026-03-20"},
            ACME | {"ID": "D"},
        ]
    )
    times = response_times(log, as_of=AS_OF)
    assert times["application"].tolist() == ["A", "B", "C", "D"]
    assert times["duration_days"].tolist() == [10, 0, 18, 30]
    assert times["event"].tolist() == ["positive", "negative", "none", "none"]
    assert times["source"].fillna("").tolist() == ["board", "", "", ""]
    assert times["left_out"].tolist() == ["", "", "", ""]
    assert times.loc[0, "responded_on"] == pd.Timestamp("2026-03-12")
    # Three days earlier one of them had not answered yet, and the withdrawal is not looked at.
    times = response_times(log, as_of="2026-03-09")
    assert times["duration_days"].tolist() == [7, 0, 7, 7]
    assert times["event"].tolist() == ["none", "negative", "none", "none"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        # The mailbox of who was given up stays open.
        ({"Status": "no_response", "Closed on": "2026-03-20"}, (30, "none", "")),
        ({"Status": "no_response"}, (30, "none", "")),
        ({"Status": "position_closed", "Closed on": "2026-03-20"}, (18, "none", "")),
        ({"Status": "position_closed"}, (None, "none", "closed_without_date")),
        ({"Status": "withdrawn"}, (None, "none", "closed_without_date")),
        (
            {"Status": "withdrawn", "Closed on": "2026-03-01"},
            (None, "none", "closed_before_application"),
        ),
        # Withdrawn after an answer: the answer counts.
        (
            {"Status": "withdrawn", "Closed on": "2026-03-20", "Response on": "2026-03-05"},
            (3, "unclear", ""),
        ),
        ({"Status": "rejected"}, (None, "negative", "no_response_date")),
        ({"Response": "invitation"}, (None, "positive", "no_response_date")),
        ({"Status": "offer"}, (None, "positive", "no_response_date")),
        ({"Status": "interview"}, (None, "positive", "no_response_date")),
        (
            {"Status": "accepted", "Closed on": "2026-03-20"},
            (None, "positive", "no_response_date"),
        ),
        (
            {"Response": "invitation", "Status": "rejected", "Closed on": "2026-03-20"},
            (None, "positive", "no_response_date"),
        ),
        (
            {"Response": "rejection", "Response on": "2026-03-01"},
            (None, "negative", "response_before_application"),
        ),
        ({"Applied on": "soon"}, (None, "none", "unreadable_application_date")),
    ],
    ids=str,
)
def test_what_an_application_gives(
    cells: dict[str, str], expected: tuple[int | None, str, str]
) -> None:
    assert one(cells) == expected


@pytest.mark.parametrize(
    "cells",
    [
        {"Applied on": ""},
        {"Applied on": "", "Response on": "2026-03-12", "Response": "invitation"},
        {"Applied on": "", "Status": "prospect"},
        {"Applied on": "2026-04-02"},
    ],
    ids=str,
)
def test_who_was_not_sent_by_then_is_not_there(cells: dict[str, str]) -> None:
    assert len(response_times(make_log([ACME | cells]), as_of=AS_OF)) == 0


def test_answers_without_a_date_take_the_median_away() -> None:
    dated = {"Response on": "2026-03-05", "Response": "rejection"}
    rows = [ACME | dated | {"ID": str(i)} for i in range(9)]
    lost = [ACME | {"ID": str(i), "Status": "rejected"} for i in range(9, 11)]
    # One of ten is no more than 10 %, two of eleven are.
    some, more = (
        median_response(response_times(make_log(rows + lost[:n]), as_of=AS_OF)) for n in (1, 2)
    )
    assert (some["median_days"], some["reason"]) == (3, "")
    assert more["reason"] == "2 of 11 answers have no date"


# From an interview to the next word.


@pytest.mark.parametrize(
    ("cells", "interviews", "expected"),
    [
        ({}, [], (16, "none", "")),
        ({"Status": "rejected", "Closed on": "2026-03-20"}, [], (4, "negative", "")),
        ({"Offered on": "2026-03-21"}, [], (5, "positive", "")),
        ({}, [MET | {"Round": "Second", "Invited on": "2026-03-18", "Ended at": ""}],
         (2, "positive", "")),
        ({}, [MET | {"Round": "Second", "Invited on": "", "Ended at": "2026-03-26"}],
         (10, "positive", "")),
        ({"Status": "withdrawn", "Closed on": "2026-03-20"}, [], (4, "none", "")),
        ({"Status": "position_closed", "Closed on": "2026-03-20"}, [], (4, "none", "")),
        # Giving up is no word.
        ({"Status": "no_response", "Closed on": "2026-03-20"}, [], (16, "none", "")),
        ({"Status": "no_response"}, [], (16, "none", "")),
        # Words that have no day.
        ({"Status": "rejected"}, [], (None, "negative", "no_response_date")),
        ({"Status": "offer"}, [], (None, "positive", "no_response_date")),
        ({}, [MET | {"Round": "Second", "Invited on": "", "Ended at": ""}],
         (None, "positive", "no_response_date")),
        ({"Status": "accepted", "Closed on": "2026-03-20"}, [],
         (None, "positive", "no_response_date")),
        ({"Status": "withdrawn"}, [], (None, "none", "closed_without_date")),
    ],
    ids=str,
)  # fmt: skip
def test_what_follows_an_interview(
    cells: dict[str, str], interviews: list[dict[str, str]], expected: tuple[int | None, str, str]
) -> None:
    log = make_log([ACME | cells], [MET, *interviews])
    first = next(next_step_times(log, as_of=AS_OF).itertuples())
    assert (first.application, first.interview) == ("A", "A · 2026-03-16 · first interview")
    assert first.ended_on == pd.Timestamp("2026-03-16")
    assert said(first) == expected


def test_a_holding_answer_is_no_next_step() -> None:
    log = make_log(
        [ACME | {"Status": "rejected", "Closed on": "2026-03-30"}],
        [MET],
        [{"Application": "A", "Sent at": "2026-03-26", "Answered on": "2026-03-27"}],
        [{"Application": "A", "On": "2026-03-20", "What": "reply"}],
    )
    assert said(next(next_step_times(log, as_of=AS_OF).itertuples())) == (14, "negative", "")


@pytest.mark.parametrize("seed", SEEDS)
def test_times_follow_the_definitions(seed: int) -> None:
    _, log, looks = random_looks(seed)
    for as_of, world in looks:
        times = response_times(log, as_of=as_of)
        found = {row.application: said(row)[:2] for row in times.itertuples()}
        assert found == world.response_times(), as_of
        steps = next_step_times(log, as_of=as_of)
        found_steps = Counter(
            (row.application, f"{row.ended_on:%Y-%m-%d}", *said(row)[:2])
            for row in steps.itertuples()
        )
        assert found_steps == Counter(
            (meeting.application, str(meeting.day), *time)
            for meeting, time in world.next_step_times()
        ), as_of
