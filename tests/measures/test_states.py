"""Where an application stands: worked out by hand, then by definition on random logs."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from jobsearch.measures.application_states import search_end, states
from logs import make_log
from oracle import SEEDS, random_looks

ACME = {"ID": "A", "Company": "Acme", "Role": "Analyst", "Applied on": "2026-03-02"}
MET = {"Application": "A", "Round": "First interview", "Invited on": "2026-03-09",
       "Ended at": "2026-03-16 10:00", "Interviewer": "Ana Ruiz"}  # fmt: skip


def on(day: str, what: str) -> dict[str, str]:
    return {"Application": "A", "On": day, "What": what}


def day(value: Any) -> str:
    return "" if pd.isna(value) else f"{value:%Y-%m-%d}"


def at(
    as_of: str,
    application: dict[str, str],
    interviews: list[dict[str, str]] | None = None,
    history: list[dict[str, str]] | None = None,
) -> pd.Series:
    log = make_log([application], interviews or [], history=history or [])
    return states(log, as_of=as_of).loc[0]


def standing(now: pd.Series) -> str:
    assert now["is_open"] == (now["outcome"] == "open")
    return f"{now['stage']} {now['outcome']} {day(now['closed_on'])}"


def test_a_search_is_followed_from_day_to_day() -> None:
    application = ACME | {"Status": "rejected", "Closed on": "2026-03-30"}
    found = []
    for as_of in ("2026-03-01", "2026-03-02", "2026-03-09", "2026-03-16", "2026-03-30"):
        now = at(as_of, application, [MET])
        found.append((now["is_known"], now["stage"], now["outcome"], now["is_open"], now["event"]))
    assert found == [
        (False, "prospect", "open", False, "none"),
        (True, "applied", "open", True, "none"),
        (True, "applied", "open", True, "positive"),
        (True, "interview", "open", True, "positive"),
        # A rejection never erases the stage, nor the first word.
        (True, "interview", "rejected", False, "positive"),
    ]
    assert day(now["closed_on"]) == day(now["last_word_on"]) == "2026-03-30"
    assert day(now["responded_on"]) == "2026-03-09"


@pytest.mark.parametrize(
    ("cells", "stage", "outcome"),
    [
        ({"Applied on": ""}, "prospect", "open"),
        ({"Applied on": "", "Status": "prospect"}, "prospect", "open"),
        ({"Applied on": "", "Status": "withdrawn"}, "prospect", "withdrawn"),
        ({"Applied on": "", "Status": "applied"}, "applied", "open"),
        ({"Applied on": "", "Status": "open"}, "applied", "open"),
        ({"Applied on": "", "Response": "invitation"}, "applied", "open"),
        ({"Applied on": "soon"}, "applied", "open"),
        ({}, "applied", "open"),
        ({"Status": "prospect"}, "applied", "open"),
        ({"Status": "screening"}, "screening", "open"),
        ({"Status": "interview"}, "interview", "open"),
        ({"Status": "offer"}, "offer", "open"),
        ({"Offered on": "2026-03-20"}, "offer", "open"),
        ({"Response": "offer", "Response on": "2026-03-20"}, "offer", "open"),
        ({"Status": "accepted"}, "offer", "accepted"),
        ({"Status": "rejected"}, "applied", "rejected"),
        ({"Status": "rejected after interview"}, "interview", "rejected"),
        ({"Status": "withdrawn"}, "applied", "withdrawn"),
        ({"Status": "position_closed"}, "applied", "position_closed"),
        ({"Status": "ghosted"}, "applied", "no_response"),
        ({"Closed on": "2026-03-20"}, "applied", "open"),
    ],
    ids=str,
)
def test_what_a_row_says(cells: dict[str, str], stage: str, outcome: str) -> None:
    now = at("2026-04-30", ACME | cells)
    assert (now["stage"], now["outcome"]) == (stage, outcome)
    assert now["is_open"] == (outcome == "open" and stage != "prospect")


@pytest.mark.parametrize(
    ("round_name", "stage"),
    [
        ("Phone screen", "screening"),
        ("Recruiter call", "screening"),
        ("HR call", "screening"),
        ("Online assessment", "screening"),
        ("Coding test", "screening"),
        ("First interview", "interview"),
        ("Onsite panel", "interview"),
        ("Latest round", "interview"),
        ("", "interview"),
    ],
)
def test_a_round_is_a_screening_or_an_interview(round_name: str, stage: str) -> None:
    assert at("2026-04-30", ACME, [MET | {"Round": round_name}])["stage"] == stage


def test_a_planned_interview_is_not_reached_yet() -> None:
    now = at("2026-03-15", ACME | {"Status": "interview"}, [MET])
    assert (now["stage"], now["event"], day(now["responded_on"])) == (
        "applied", "positive", "2026-03-09",
    )  # fmt: skip


# Response: the first word that somebody decided.


@pytest.mark.parametrize(
    ("cells", "history", "responded_on", "event"),
    [
        ({}, [], "", "none"),
        ({}, [on("2026-03-03", "acknowledged"), on("2026-03-04", "reply")], "", "none"),
        ({"Response on": "2026-03-09", "Response": "invitation"}, [], "2026-03-09", "positive"),
        ({"Response on": "2026-03-09", "Response": "rejection"}, [], "2026-03-09", "negative"),
        ({"Response on": "2026-03-09"}, [], "2026-03-09", "unclear"),
        # A blank kind comes from the first dated evidence,
        (
            {"Response on": "2026-03-09"},
            [on("2026-03-11", "rejection"), on("2026-03-20", "invitation")],
            "2026-03-09",
            "negative",
        ),
        ({"Response on": "2026-03-09"}, [on("2026-03-11", "screening")], "2026-03-09", "positive"),
        # else from the outcome and the stage.
        ({"Response on": "2026-03-09", "Status": "rejected"}, [], "2026-03-09", "negative"),
        ({"Response on": "2026-03-09", "Status": "interview"}, [], "2026-03-09", "positive"),
        (
            {"Response on": "2026-03-09", "Status": "rejected after screening"},
            [],
            "2026-03-09",
            "positive",
        ),
        # The earliest of all sheets.
        (
            {"Response on": "2026-03-20", "Response": "rejection"},
            [on("2026-03-12", "invitation")],
            "2026-03-12",
            "positive",
        ),
        ({"Offered on": "2026-03-20"}, [], "2026-03-20", "positive"),
        # The day of closing answers only where it was rejected.
        ({"Status": "rejected", "Closed on": "2026-03-25"}, [], "2026-03-25", "negative"),
        ({"Status": "withdrawn", "Closed on": "2026-03-25"}, [], "", "none"),
        ({"Status": "position_closed", "Closed on": "2026-03-25"}, [], "", "none"),
        ({"Status": "no_response", "Closed on": "2026-03-25"}, [], "", "none"),
        # Answered, nobody knows when.
        ({"Status": "rejected"}, [], "", "negative"),
        ({"Response": "invitation"}, [], "", "positive"),
        ({"Status": "accepted", "Closed on": "2026-03-25"}, [], "", "positive"),
        # The first word was good and has no day; the rejection was a later one.
        (
            {"Response": "invitation", "Status": "rejected", "Closed on": "2026-03-25"},
            [],
            "",
            "positive",
        ),
        (
            {"Response": "invitation", "Status": "rejected", "Closed on": "2026-03-25"},
            [on("2026-03-12", "screening")],
            "2026-03-12",
            "positive",
        ),
    ],
)
def test_the_first_response(
    cells: dict[str, str], history: list[dict[str, str]], responded_on: str, event: str
) -> None:
    now = at("2026-04-30", ACME | cells, history=history)
    assert (day(now["responded_on"]), now["event"]) == (responded_on, event)
    assert now["is_answered"] == (event != "none")


# Outcome: what ended it, and what may open it again.


def test_a_later_invitation_opens_it_again() -> None:
    history = [on("2026-03-10", "no response"), on("2026-03-20", "invitation")]
    assert standing(at("2026-03-15", ACME, history=history)) == "applied no_response 2026-03-10"
    assert standing(at("2026-03-20", ACME, history=history)) == "applied open "


def test_what_the_status_says_stands() -> None:
    # A second interview was in the calendar when they called it off.
    application = ACME | {"Status": "rejected", "Closed on": "2026-03-10"}
    assert standing(at("2026-03-20", application, [MET])) == "interview rejected 2026-03-10"


def test_an_end_that_was_taken_back_does_not_stand_for_the_one_that_came_later() -> None:
    application = ACME | {"Status": "rejected", "Closed on": "2026-03-30"}
    history = [on("2026-03-10", "rejection"), on("2026-03-20", "invitation")]
    found = [
        (now["outcome"], day(now["closed_on"]))
        for as_of in ("2026-03-15", "2026-03-25", "2026-03-30")
        for now in [at(as_of, application, history=history)]
    ]
    assert found == [("rejected", "2026-03-10"), ("open", ""), ("rejected", "2026-03-30")]


def test_an_acceptance_is_the_last_word() -> None:
    history = [on("2026-03-20", "accepted"), on("2026-03-25", "interview")]
    now = at("2026-03-30", ACME, history=history)
    assert (now["outcome"], day(now["closed_on"])) == ("accepted", "2026-03-20")


def test_it_ended_when_it_was_last_open() -> None:
    # Given up, and a rejection came all the same: the mailbox stays open.
    history = [on("2026-03-10", "no response"), on("2026-03-20", "rejection")]
    now = at("2026-03-30", ACME, history=history)
    assert (now["outcome"], day(now["closed_on"])) == ("rejected", "2026-03-10")
    assert (now["event"], day(now["responded_on"])) == ("negative", "2026-03-20")


# As of: an undated fact is seen from the last day on which anything but an interview is dated.


def test_an_undated_fact_is_seen_from_the_last_logged_day_on() -> None:
    log = make_log(
        [ACME | {"Status": "rejected"}, ACME | {"ID": "B", "Applied on": "2026-03-10"}],
        [MET | {"Application": "B", "Invited on": "", "Ended at": "2026-03-20 10:00"}],
    )
    assert f"{log.last_logged_on:%Y-%m-%d}" == "2026-03-10"
    outcomes = [
        states(log, as_of=as_of)["outcome"].tolist()
        for as_of in ("2026-03-09", "2026-03-10 08:00", "2026-03-10", "2026-04-01")
    ]
    assert outcomes == [["open", "open"], *[["rejected", "open"]] * 3]
    # And so is the invitation to an interview that is still ahead.
    answered = [
        bool(states(log, as_of=as_of).loc[1, "is_answered"])
        for as_of in ("2026-03-09", "2026-03-10")
    ]
    assert answered == [False, True]


def test_a_day_without_a_time_is_seen_from_its_start_and_a_time_from_that_moment() -> None:
    timed = [MET | {"Invited on": "2026-03-16"}]
    stages = [at(as_of, ACME, timed)["stage"] for as_of in ("2026-03-16 09:59", "2026-03-16 10:00")]
    assert stages == ["applied", "interview"]
    date_only = [MET | {"Ended at": "2026-03-16"}]
    assert at("2026-03-16 08:00", ACME, date_only)["stage"] == "interview"


def test_the_first_dated_acceptance_ends_the_search() -> None:
    log = make_log(
        [
            ACME | {"Status": "accepted", "Closed on": "2026-03-20"},
            ACME | {"ID": "B", "Status": "accepted"},
            ACME | {"ID": "C"},
        ],
        history=[{"Application": "C", "On": "2026-03-18", "What": "accepted"}],
    )
    assert [str(search_end(log, as_of=d)) for d in ("2026-03-17", "2026-03-18", "2026-04-30")] == [
        "NaT", "2026-03-18", "2026-03-18",
    ]  # fmt: skip


def test_who_came_first() -> None:
    now = states(
        make_log(
            [ACME, ACME | {"ID": "B", "Applied on": ""}, ACME | {"ID": "C", "Applied on": ""},
             ACME | {"ID": "D", "Applied on": "soon"}],
            [MET | {"Application": "B"}],
        ),
        as_of="2026-03-31",
    )  # fmt: skip
    assert now["is_sent"].tolist() == [True, False, False, True]
    assert now["is_inbound"].tolist() == [False, True, False, False]
    assert now["is_open"].tolist() == [True, True, False, True]


@pytest.mark.parametrize("seed", SEEDS)
def test_states_follow_the_definitions(seed: int) -> None:
    _, log, looks = random_looks(seed)
    for as_of, world in looks:
        for row in states(log, as_of=as_of).itertuples():
            expected = world.states[row.application]
            found = (
                row.stage, row.outcome, day(row.closed_on), row.is_known and row.is_sent,
                row.is_open, row.is_answered, day(row.responded_on), row.event,
                day(row.last_word_on),
            )  # fmt: skip
            assert found == (
                expected.stage, expected.outcome, day(expected.closed_on), expected.is_sent,
                expected.is_open, expected.is_answered, day(expected.responded_on),
                expected.event, day(expected.last_word_on),
            ), (as_of, row.application)  # fmt: skip
        over = search_end(log, as_of=as_of)
        assert str(over) == str(world.search_over or "NaT")
