"""The one spine: every dated fact of every sheet, and the undated ones."""

from __future__ import annotations

import pandas as pd
import pytest

from logs import ACME, BOLT, MEETING, Row, facts, make_log


def test_every_fact_is_there_once_with_its_sheet_and_row() -> None:
    log = make_log(
        [
            ACME
            | {
                "Response on": "2025-01-15",
                "Response": "invitation",
                "Decision expected on": "2025-02-20",
                "Offered on": "2025-02-21",
                "Status": "accepted",
                "Closed on": "2025-02-24",
            },
            BOLT | {"Response on": "2025-01-25"},
            {"Company": "Crane", "Applied on": "2025-01-21", "Status": "rejected after interview"},
            {"Company": "Dyne", "Applied on": "soon", "Status": "ghosted"},
            {"Company": "Echo", "Status": "saved"},
        ],
        [
            MEETING
            | {
                "Round": "Panel",
                "Invited on": "2025-01-15",
                "Thanked at": "2025-02-03 16:00",
                "Thanked by": "e-mail",
            },
            MEETING | {"Round": "Panel", "Invited on": "2025-01-15", "Interviewer": "Bob"},
            MEETING | {"Round": "HR call", "Ended at": "2025-01-28"},
        ],
        [
            {"Application": "Bolt", "Sent at": "2025-02-10 09:00", "Answered on": "2025-02-11"},
            {"Application": "Bolt", "Message": "Hello?"},
        ],
        [
            {"Application": "Acme", "On": "2025-01-11", "What": "acknowledged"},
            {"Application": "Bolt", "On": "2025-03-01", "What": "position closed"},
            {"Application": "Bolt", "What": "reply"},
        ],
    )
    acme, bolt = "Acme / Dev", "Bolt / Ops"
    assert sorted(facts(log)) == sorted(
        [
            (acme, "applied", "2025-01-10 00:00:00", "me", "Applications", 2),
            (acme, "acknowledged", "2025-01-11 00:00:00", "employer", "History", 2),
            (acme, "invitation", "2025-01-15 00:00:00", "employer", "Applications", 2),
            (acme, "invitation", "2025-01-15 00:00:00", "employer", "Interviews", 2),
            (acme, "invitation", "", "employer", "Interviews", 4),
            (acme, "screening", "2025-01-28 00:00:00", "employer", "Interviews", 4),
            (acme, "interview", "2025-02-03 15:00:00", "employer", "Interviews", 3),
            (acme, "thank_you", "2025-02-03 16:00:00", "me", "Interviews", 2),
            (acme, "offer", "2025-02-21 00:00:00", "employer", "Applications", 2),
            (acme, "accepted", "2025-02-24 00:00:00", "me", "Applications", 2),
            (bolt, "applied", "2025-01-20 00:00:00", "me", "Applications", 3),
            (bolt, "response", "2025-01-25 00:00:00", "employer", "Applications", 3),
            (bolt, "follow_up", "2025-02-10 09:00:00", "me", "Follow-ups", 2),
            (bolt, "follow_up", "", "me", "Follow-ups", 3),
            (bolt, "reply", "2025-02-11 00:00:00", "employer", "Follow-ups", 2),
            (bolt, "reply", "", "employer", "History", 4),
            (bolt, "position_closed", "2025-03-01 00:00:00", "employer", "History", 3),
            ("row 4", "applied", "2025-01-21 00:00:00", "me", "Applications", 4),
            ("row 4", "interview", "", "employer", "Applications", 4),
            ("row 4", "rejection", "", "employer", "Applications", 4),
            ("row 5", "applied", "", "me", "Applications", 5),
            ("row 5", "no_response", "", "me", "Applications", 5),
        ]
    )
    timed = log.events.loc[~log.events["at_is_date"] & log.events["at"].notna(), "what"]
    assert sorted(timed) == ["follow_up", "interview", "thank_you"]
    assert log.last_logged_on == pd.Timestamp("2025-03-01")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"Response on": "soon"}, [("response", "")]),
        ({"Response on": "soon", "Response": "rejection"}, [("rejection", "")]),
        ({"Response on": "soon", "Response": "offer"}, [("offer", "")]),
        ({"Offered on": "soon"}, [("offer", "")]),
        ({"Response": "invitation"}, [("invitation", "")]),
        ({"Response": "rejection", "Closed on": "2025-02-01"}, [("rejection", "2025-02-01")]),
        (
            {"Response": "rejection", "Status": "withdrawn", "Closed on": "2025-02-01"},
            [("rejection", ""), ("withdrawn", "2025-02-01")],
        ),
        (
            {"Response": "rejection", "Response on": "2025-01-20", "Status": "rejected"},
            [("rejection", "2025-01-20")],
        ),
        (
            {"Response": "rejection", "Response on": "2025-01-20", "Status": "rejected",
             "Closed on": "2025-01-21"},
            [("rejection", "2025-01-20"), ("rejection", "2025-01-21")],
        ),
        ({"Status": "rejected", "Closed on": "2025-02-01"}, [("rejection", "2025-02-01")]),
        ({"Status": "rejected", "Closed on": "soon"}, [("rejection", "")]),
        ({"Status": "interview"}, [("interview", "")]),
        ({"Status": "offer", "Offered on": "2025-02-01"}, [("offer", "2025-02-01")]),
        ({"Status": "declined offer"}, [("offer", ""), ("withdrawn", "")]),
        ({"Status": "open"}, []),
        ({"Decision expected on": "2025-02-01"}, []),
    ],
)  # fmt: skip
def test_facts_with_and_without_their_day(row: Row, expected: list[tuple[str, str]]) -> None:
    log = make_log([ACME | row])
    found = sorted((what, at[:10]) for _, what, at, *_ in facts(log) if what != "applied")
    assert found == expected


def test_a_word_of_the_status_is_not_repeated_where_another_sheet_dates_it() -> None:
    log = make_log(
        [ACME | {"Status": "rejected after interview"}, BOLT | {"Status": "ghosted"}],
        [MEETING],
        history=[
            {"Application": "Acme", "On": "2025-02-20", "What": "rejection"},
            {"Application": "Bolt", "On": "2025-02-20", "What": "no response"},
        ],
    )
    whats = [
        (a, w, sheet) for a, w, _, _, sheet, _ in facts(log) if w not in {"applied", "invitation"}
    ]
    assert sorted(whats) == [
        ("Acme / Dev", "interview", "Interviews"),
        ("Acme / Dev", "rejection", "History"),
        ("Bolt / Ops", "no_response", "History"),
    ]


def test_the_last_logged_day_counts_anything_but_interviews_and_nothing_ahead() -> None:
    assert make_log().last_logged_on is pd.NaT
    assert make_log([{"Company": "Acme", "Status": "ghosted"}]).last_logged_on is pd.NaT
    screened = {"Application": "Acme", "On": "2025-03-01", "What": "screening"}
    log = make_log([ACME], [MEETING], history=[screened])
    assert log.last_logged_on == pd.Timestamp("2025-01-10")
    log = make_log([ACME], [MEETING | {"Thanked at": "2025-02-03 23:30"}])
    assert log.last_logged_on == pd.Timestamp("2025-02-03")
    log = make_log([ACME | {"Response on": "2062-01-01"}])
    assert log.last_logged_on == pd.Timestamp("2025-01-10")
