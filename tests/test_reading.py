"""Sheets to a Log: its tables, keys, events and reading, and what is said of what is wrong."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jobsearch as js
from jobsearch import Log, LogError
from jobsearch.reading import log_from_grids
from jobsearch.reading.grid import Grid
from jobsearch.reading.rows import NOTHING
from jobsearch.schema import (
    ACTORS,
    APPLICATIONS,
    CHANNELS,
    EVENTS,
    HISTORY_WORDS,
    INTERVIEWS,
    OUTCOMES,
    RESPONSES,
    SHEETS,
    STAGES,
    STATUSES,
)
from logs import Row, grid, make_grids, make_log

ACME: Row = {"Company": "Acme", "Role": "Dev", "Applied on": "2025-01-10"}
BOLT: Row = {"Company": "Bolt", "Role": "Ops", "Applied on": "2025-01-20"}
MEETING: Row = {"Application": "Acme", "Ended at": "2025-02-03 15:00", "Interviewer": "Ann"}

Said = list[tuple[str, str, str, str]]


def said(log: Log) -> Said:
    """The problems of a log: where, header, value, problem."""
    return [
        (f"{p.sheet}!{p.cell}", p.column, p.value, p.problem)
        for p in log.problems.itertuples(index=False)
    ]


def facts(log: Log) -> list[tuple[str, str, str, str, str, int]]:
    """The events of a log: application, what, when, who, where."""
    return [
        (e.application, e.what, "" if pd.isna(e.at) else str(e.at), e.by, e.sheet, e.row)
        for e in log.events.itertuples(index=False)
    ]


# Problems: whole messages, each with its cell.

ONE_IS_WRONG = "One of the two dates is wrong."
NAME_IT = "Write the ID, the company or Company / Role."


def test_a_log_without_a_mistake_has_no_problems() -> None:
    log = make_log(
        [ACME, BOLT | {"Response on": "2025-01-20", "Response": "rejection"}],
        [MEETING | {"Thanked at": "2025-02-03 15:00", "Thanked by": "letter"}],
        [{"Application": "Bolt / Ops", "Sent at": "2025-01-30", "Answered on": "2025-01-30"}],
        [{"Application": "acme", "On": "2025-01-10", "What": "acknowledged"}],
        {"minimum at risk": 5},
    )
    assert said(log) == []


@pytest.mark.parametrize(
    ("extra", "cell", "column", "value", "problem"),
    [
        (
            {"Response on": "2025-01-09"},
            "I2",
            "Response on",
            "2025-01-09",
            f"2025-01-09 is before the application was sent (2025-01-10). {ONE_IS_WRONG}",
        ),
        (
            {"Offered on": "2025-01-01"},
            "L2",
            "Offered on",
            "2025-01-01",
            f"2025-01-01 is before the application was sent (2025-01-10). {ONE_IS_WRONG}",
        ),
        (
            {"Status": "ghosted", "Closed on": "2024-12-31"},
            "N2",
            "Closed on",
            "2024-12-31",
            f"2024-12-31 is before the application was sent (2025-01-10). {ONE_IS_WRONG}",
        ),
        (
            {"Decision expected on": "2025-01-02"},
            "K2",
            "Decision expected on",
            "2025-01-02",
            f"2025-01-02 is before the application was sent (2025-01-10). {ONE_IS_WRONG}",
        ),
        (
            {"Response on": dt.date(2062, 9, 17)},
            "I2",
            "Response on",
            "2062-09-17",
            "2062-09-17 is in the future. It counts from that day on.",
        ),
        (
            {"Applied on": dt.date(205, 1, 10)},
            "H2",
            "Applied on",
            "0205-01-10",
            "0205-01-10 cannot be right: the year is not between 1990 and 2089.",
        ),
        (
            {"Applied on": 5000.0},
            "H2",
            "Applied on",
            "5000",
            '"5000" is not a date. Write it like 2026-03-14.',
        ),
        (
            {"Applied on": "last week"},
            "H2",
            "Applied on",
            "last week",
            '"last week" is not a date. Write it like 2026-03-14.',
        ),
        (
            {"Response": "maybe"},
            "J2",
            "Response",
            "maybe",
            '"maybe" is not understood here. Write invitation, rejection or offer.',
        ),
        (
            {"Response": "rejection"},
            "I2",
            "Response on",
            "",
            "They answered, but no day says when: left out of response times.",
        ),
        (
            {"Status": "rejected"},
            "I2",
            "Response on",
            "",
            "The status says rejected, but no day says when they answered: left out of response "
            "times.",
        ),
        (
            {"Status": "accepted", "Closed on": "2025-02-01"},
            "I2",
            "Response on",
            "",
            "The status says accepted, but no day says when they answered: left out of response "
            "times.",
        ),
        (
            {"Status": "saved"},
            "M2",
            "Status",
            "prospect",
            "The status says that it was not sent, but Applied on has a day: taken as sent.",
        ),
        (
            {"Status": "applied", "Applied on": ""},
            "H2",
            "Applied on",
            "",
            "The status says that it was sent, but Applied on is empty: left out of response "
            "times.",
        ),
        (
            {"Closed on": "2025-02-01"},
            "M2",
            "Status",
            "",
            "Closed on has a day, but the status is no outcome: taken as open. Write how it ended.",
        ),
    ],
)
def test_one_thing_wrong_on_applications(
    extra: Row, cell: str, column: str, value: str, problem: str
) -> None:
    log = make_log([ACME | extra, BOLT])
    assert said(log) == [(f"Applications!{cell}", column, value, problem)]


@pytest.mark.parametrize(
    ("extra", "cell", "column", "value", "problem"),
    [
        (
            {"Application": "Acne"},
            "A2",
            "Application",
            "Acne",
            f'"Acne" is no application of this log. The row is left out. {NAME_IT}',
        ),
        (
            {"Application": ""},
            "A2",
            "Application",
            "",
            f"The row does not say which application it is about. It is left out. {NAME_IT}",
        ),
        (
            {"Application": "Bolt"},
            "A2",
            "Application",
            "Bolt",
            f'"Bolt" fits 2 applications ("Bolt / Ops", "Bolt / Lab"). The row is left out. '
            f"{NAME_IT}",
        ),
        (
            {"Ended at": "9/3/26 25:00"},
            "D2",
            "Ended at",
            "9/3/26 25:00",
            '"9/3/26 25:00" is not a date and time. Write it like 2026-03-14 15:30.',
        ),
        (
            {"Ended at": "2025-01-09 10:00"},
            "D2",
            "Ended at",
            "2025-01-09 10:00",
            f"2025-01-09 10:00 is before the application was sent (2025-01-10). {ONE_IS_WRONG}",
        ),
        (
            {"Invited on": "2025-02-04"},
            "D2",
            "Ended at",
            "2025-02-03 15:00",
            f"2025-02-03 15:00 is before they invited you (2025-02-04). {ONE_IS_WRONG}",
        ),
        (
            {"Decision expected on": "2025-02-02"},
            "H2",
            "Decision expected on",
            "2025-02-02",
            f"2025-02-02 is before the interview ended (2025-02-03 15:00). {ONE_IS_WRONG}",
        ),
        (
            {"Thanked at": "2025-02-03 14:59"},
            "I2",
            "Thanked at",
            "2025-02-03 14:59",
            "2025-02-03 14:59 is before the interview ended (2025-02-03 15:00). One of the two "
            "dates is wrong.",
        ),
        (
            {"Thanked at": "2062-02-03 14:59"},
            "I2",
            "Thanked at",
            "2062-02-03 14:59",
            "2062-02-03 14:59 is in the future. It counts from that day on.",
        ),
        (
            {"Thanked by": "owl"},
            "J2",
            "Thanked by",
            "owl",
            '"owl" is not understood here. Write e-mail, phone, letter, message, in person or '
            "contact form.",
        ),
        (
            {"Interviewer": ""},
            "E2",
            "Interviewer",
            "",
            "The interview has no interviewer. Write who you met, one person a row, so that "
            "everybody gets a thank-you.",
        ),
    ],
)
def test_one_thing_wrong_on_interviews(
    extra: Row, cell: str, column: str, value: str, problem: str
) -> None:
    applications = [ACME | {"Response on": "2025-01-30"}, BOLT, BOLT | {"Role": "Lab"}]
    log = make_log(applications, [MEETING | extra])
    assert said(log) == [(f"Interviews!{cell}", column, value, problem)]


def test_what_is_wrong_on_follow_ups_and_history() -> None:
    log = make_log(
        [ACME],
        follow_ups=[
            {"Application": "Acme", "Sent at": "2025-01-20 10:00", "Answered on": "2025-01-19"},
            {"Application": "Acme", "Sent at": "soon", "Channel": "pigeon"},
        ],
        history=[
            {"Application": "Acme", "On": "2025-01-09", "What": "acknowledged"},
            {"Application": "Acme", "On": "2062-01-01", "What": "reply"},
            {"Application": "Acme", "On": "2062-01-02", "What": "interview"},
            {"Application": "Acme", "On": "2025-01-12", "What": "coffee"},
            {"Application": "Acme", "On": "2025-01-12", "What": "reply",
             "Decision expected on": "2025-01-11"},
        ],
    )  # fmt: skip
    assert said(log) == [
        (
            "Follow-ups!F2",
            "Answered on",
            "2025-01-19",
            f"2025-01-19 is before the message was sent (2025-01-20 10:00). {ONE_IS_WRONG}",
        ),
        (
            "Follow-ups!B3",
            "Sent at",
            "soon",
            '"soon" is not a date and time. Write it like 2026-03-14 15:30.',
        ),
        (
            "Follow-ups!D3",
            "Channel",
            "pigeon",
            '"pigeon" is not understood here. Write e-mail, phone, letter, message, in person or '
            "contact form.",
        ),
        (
            "History!B2",
            "On",
            "2025-01-09",
            f"2025-01-09 is before the application was sent (2025-01-10). {ONE_IS_WRONG}",
        ),
        (
            "History!B3",
            "On",
            "2062-01-01",
            "2062-01-01 is in the future. It counts from that day on.",
        ),
        (
            "History!C5",
            "What",
            "coffee",
            '"coffee" is not understood here. Write acknowledged, reply, invitation, screening, '
            "interview, offer, rejection, accepted, withdrawn, position closed or no response.",
        ),
        (
            "History!D6",
            "Decision expected on",
            "2025-01-11",
            f"2025-01-11 is before the word that came with it (2025-01-12). {ONE_IS_WRONG}",
        ),
    ]


def test_what_may_stand_as_it_is() -> None:
    ahead = f"{dt.date.today() + dt.timedelta(days=600)}"
    log = make_log(
        [ACME | {"Response on": "2025-01-10", "Decision expected on": ahead}],
        [
            # Only the day is known: it may have been later that day.
            MEETING | {"Thanked at": "2025-02-03"},
            # A planned interview, and an assessment without a person.
            MEETING | {"Ended at": f"{ahead} 10:00", "Interviewer": ""},
            MEETING | {"Round": "Online assessment", "Interviewer": ""},
        ],
    )
    assert said(log) == []


def test_what_may_lie_ahead_may_not_lie_years_ahead() -> None:
    log = make_log(
        [ACME | {"Response on": "2025-01-10", "Decision expected on": "2062-01-01"}],
        [MEETING | {"Ended at": "2062-02-03 10:00"}],
    )
    assert [problem[1:] for problem in said(log)] == [
        (
            "Decision expected on",
            "2062-01-01",
            "2062-01-01 is more than two years ahead. Look at the year.",
        ),
        (
            "Ended at",
            "2062-02-03 10:00",
            "2062-02-03 10:00 is more than two years ahead. Look at the year.",
        ),
    ]


def test_today_is_not_in_the_future_and_tomorrow_is(monkeypatch: pytest.MonkeyPatch) -> None:
    class Date(dt.date):
        @classmethod
        def today(cls) -> dt.date:  # type: ignore[override]
            return dt.date(2025, 3, 14)

    monkeypatch.setattr("jobsearch.reading.dt", SimpleNamespace(date=Date))
    rows = [
        {"Company": "A", "Applied on": "2025-03-14"},
        {"Company": "B", "Applied on": "2025-03-15"},
    ]
    ahead = "2025-03-15 is in the future. It counts from that day on."
    assert said(make_log(rows)) == [("Applications!H3", "Applied on", "2025-03-15", ahead)]
    assert make_log(rows).last_logged_on == pd.Timestamp("2025-03-14")
    # A later day in Settings is one that somebody looks from.
    later = make_log(rows, settings={"as of": "2025-03-15"})
    assert said(later) == []
    assert later.last_logged_on == pd.Timestamp("2025-03-15")


def test_a_cell_with_an_error_or_without_a_value_is_named_and_its_date_counts_as_unreadable() -> (
    None
):
    rows = [
        ["Company", "Applied on", "Status"],
        ["Acme", "", ""],
        ["Bolt", "", ""],
        ["Dyne", "", ""],
    ]
    log = log_from_grids(
        [
            Grid(
                "Applications",
                rows,
                {
                    "B2": "holds the error #N/A",
                    "B3": "holds a formula without a stored value",
                    "C4": "holds the error #REF!",
                    "Z9": "holds the error #DIV/0!",
                },
            )
        ],
        path="log.xlsx",
    )
    assert said(log) == [
        ("Applications!B2", "Applied on", "", "The cell holds the error #N/A."),
        ("Applications!B3", "Applied on", "", "The cell holds a formula without a stored value."),
        ("Applications!C4", "Status", "", "The cell holds the error #REF!."),
    ]
    assert log.applications["is_sent"].tolist() == [True, True, False]


def test_a_sheet_without_its_header_is_not_used_and_that_is_said() -> None:
    log = log_from_grids(
        [grid(APPLICATIONS, [ACME]), Grid("interviews", [["Who", "When"], ["Ann", "today"]], {}),
         Grid("History", [["", ""]], {})],
        path="log.xlsx",
    )  # fmt: skip
    problem = "This sheet has no header row with Application. Nothing on it is used."
    assert said(log) == [("interviews!A1", "", "", problem)]
    assert log.interviews.empty


# Text that bites: kept as it is in the tables, harmless in messages.

HOSTILE = (
    "$x_$",
    "=1+1",
    "<script>alert(1)</script>",
    "\x1b[31mred\x1b[0m",
    "'; DROP TABLE log",
    "\u202egnp.exe",
    "Ünïcødé 株式会社 🙂",
    "a\r\nb",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_kept_as_text(name: str) -> None:
    log = make_log(
        [{"Company": name, "Role": name, "Applied on": "2025-01-10", "Notes": name, "Mine": name}],
        [{"Application": f"{name} / {name}", "Interviewer": name, "Ended at": "2025-02-01"}],
    )
    row = log.applications.iloc[0]
    assert [row[c] for c in ("company", "role", "notes", "Mine")] == [name] * 4
    assert log.interviews["interviewer"].tolist() == [name]
    assert row["application"] == f"{name} / {name}"
    unknown = make_log([ACME], [{"Application": name}])
    (problem,) = unknown.problems["problem"]
    assert problem.isprintable()
    shown = " ".join(re.sub(r"[\x1b\u202e]", " ", name).split())
    assert unknown.problems["value"].tolist() == [shown]


def test_the_longest_cell_is_kept_whole_and_shown_shortened() -> None:
    longest = "n" * 32_767
    log = make_log(
        [
            ACME | {"Notes": longest},
            {"Company": longest, "Role": longest},
            {"Company": longest, "Role": longest},
        ],
        [MEETING | {"Thank-you note": longest}, {"Application": longest}],
    )
    assert log.applications["notes"].iloc[0] == longest
    assert log.interviews["thank_you_note"].tolist() == [longest]
    short = f"{'n' * 59}…"
    one, other = (
        f'An earlier row has the company and role "{short}", too. This one is called '
        f'"{short} (row 4)".',
        f'"{short}" fits 2 applications ("{short}", "{short}"). The row is left out. {NAME_IT}',
    )
    assert said(log) == [
        ("Applications!C4", "Role", short, one),
        ("Interviews!A3", "Application", short, other),
    ]


# Keys.


def test_the_key_of_an_application() -> None:
    log = make_log(
        [
            {"ID": "A-1", "Company": "Acme", "Role": "Dev"},
            {"Company": "Acme", "Role": "Dev"},
            {"Role": "Dev"},
            {"Company": "Acme", "Status": "saved"},
            {"Company": "Acme", "Role": "Dev"},
            {"ID": "A-1", "Company": "Bolt"},
            {"Role": "Dev"},
        ]
    )
    assert log.applications["application"].tolist() == [
        "A-1",
        "Acme / Dev",
        "Dev",
        "row 5",
        "Acme / Dev (row 6)",
        "A-1 (row 7)",
        "Dev (row 8)",
    ]
    assert said(log) == [
        (
            "Applications!C6",
            "Role",
            "Dev",
            'An earlier row has the company and role "Acme / Dev", too. This one is called '
            '"Acme / Dev (row 6)".',
        ),
        (
            "Applications!A7",
            "ID",
            "A-1",
            'An earlier row has the ID "A-1", too. This one is called "A-1 (row 7)".',
        ),
        (
            "Applications!C8",
            "Role",
            "Dev",
            'An earlier row has the role "Dev", too. This one is called "Dev (row 8)".',
        ),
    ]


def test_a_duplicate_id_names_no_application() -> None:
    log = make_log([ACME | {"ID": "A"}, BOLT | {"ID": "A"}], [MEETING | {"Application": "a"}])
    assert said(log)[1:] == [
        (
            "Interviews!A2",
            "Application",
            "a",
            f'"a" fits 2 applications ("A", "A (row 3)"). The row is left out. {NAME_IT}',
        )
    ]
    named = make_log(
        [ACME | {"ID": "A"}, BOLT | {"ID": "A"}], [MEETING, MEETING | {"Application": "A (row 3)"}]
    )
    assert named.interviews["application"].tolist() == ["A", "A (row 3)"]


def test_company_and_role_of_two_applications_name_neither() -> None:
    twice = {"Company": "Acme", "Role": "Dev", "Applied on": "2025-01-01"}
    log = make_log([twice, twice], [MEETING | {"Application": "acme / DEV"}])
    assert said(log)[1:] == [
        (
            "Interviews!A2",
            "Application",
            "acme / DEV",
            '"acme / DEV" fits 2 applications ("Acme / Dev", "Acme / Dev (row 3)"). The row is '
            f"left out. {NAME_IT}",
        )
    ]
    named = make_log(
        [twice | {"ID": "Acme / Dev"}, twice],
        [MEETING | {"Application": "Acme / Dev"}, MEETING | {"Application": "Acme / Dev (row 3)"}],
    )
    assert named.interviews["application"].tolist() == ["Acme / Dev", "Acme / Dev (row 3)"]


NAMES = st.sampled_from(["", "A", "a", "A (row 3)", "A (row 4)", "A / A", "row 3", "row 5"])


@given(st.lists(st.tuples(NAMES, NAMES, NAMES), max_size=6))
@settings(max_examples=15, deadline=None)
def test_keys_are_unique_whatever_people_write(cells: list[tuple[str, str, str]]) -> None:
    rows = [{"ID": i, "Company": c, "Role": r, "Applied on": "2025-01-01"} for i, c, r in cells]
    log = make_log(rows)
    assert log.applications["application"].is_unique
    assert len(log.applications) == len(cells)


def test_employers_are_case_folded_with_blanks_collapsed_and_never_fuzzy() -> None:
    names = ["Acme  GmbH", "ACME gmbh", " Acme GmbH ", "Acme", "Straße AG", "STRASSE AG", ""]
    log = make_log([{"ID": str(i), "Company": n, "Role": "Dev"} for i, n in enumerate(names)])
    employers = log.applications["employer"]
    assert employers.tolist()[:6] == ["acme gmbh"] * 3 + ["acme", "strasse ag", "strasse ag"]
    assert employers.isna().tolist() == [False] * 6 + [True]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("B-1", "B-1"),
        (" b-1 ", "B-1"),
        ("Acme", "Acme / Dev"),
        ("ACME  /  dev", "Acme / Dev"),
        ("Bolt / Ops", "B-1"),
        ("Bolt / Lab", "B-2"),
        ("Bolt", None),
        ("Ops", None),
        ("Acm", None),
        ("Dyne", None),
        ("row 5", "row 5"),
        ("Dyne / Lab", "Dyne / Lab"),
    ],
)
def test_how_other_sheets_name_an_application(written: str, key: str | None) -> None:
    log = make_log(
        [
            ACME,
            BOLT | {"ID": "B-1"},
            BOLT | {"ID": "B-2", "Role": "Lab"},
            {"Company": "Dyne", "Applied on": "2025-01-10"},
            {"Company": "Dyne", "Role": "Lab"},
        ],
        [MEETING | {"Application": written}],
    )
    assert log.interviews["application"].tolist() == ([] if key is None else [key])
    assert len(said(log)) == (key is None)


def test_an_interview_is_one_application_one_day_one_round() -> None:
    log = make_log(
        [ACME, BOLT],
        [
            MEETING | {"Round": "Panel"},
            MEETING | {"Round": "panel ", "Ended at": "2025-02-03 16:30", "Interviewer": "Bob"},
            MEETING | {"Round": "Lunch"},
            MEETING | {"Round": "Panel", "Ended at": "2025-02-04"},
            MEETING | {"Round": "Panel", "Application": "Bolt"},
            MEETING | {"Round": "Panel", "Ended at": ""},
        ],
    )
    assert log.interviews["interview"].tolist() == [
        "Acme / Dev · 2025-02-03 · panel",
        "Acme / Dev · 2025-02-03 · panel",
        "Acme / Dev · 2025-02-03 · lunch",
        "Acme / Dev · 2025-02-04 · panel",
        "Bolt / Ops · 2025-02-03 · panel",
        "Acme / Dev · no day · panel",
    ]
    held = [f for f in facts(log) if f[1] == "interview"]
    # The panel's end is the latest of its rows.
    assert ("Acme / Dev", "interview", "2025-02-03 16:30:00", "employer", "Interviews", 3) in held
    assert len(held) == 5


# Events.


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


# The tables, held.

US, TEXT, FLAG = "datetime64[us]", "str", "bool"


def words(*categories: str) -> pd.CategoricalDtype:
    return pd.CategoricalDtype(list(categories))


TABLES: dict[str, dict[str, object]] = {
    "applications": {
        "application": TEXT,
        "employer": TEXT,
        "row": "int64",
        **dict.fromkeys("id company role source industry company_size location".split(), TEXT),
        "applied_on": US,
        "response_on": US,
        "says_answered": FLAG,
        "response": words(*RESPONSES),
        "decision_expected_on": US,
        "offered_on": US,
        "status": words(*STATUSES),
        "status_stage": words(*STAGES),
        "status_outcome": words(*OUTCOMES),
        "closed_on": US,
        **dict.fromkeys("contact contact_email link notes".split(), TEXT),
        "is_sent": FLAG,
    },
    "interviews": {
        "row": "int64",
        "interview": TEXT,
        "application": TEXT,
        "round": TEXT,
        "invited_on": US,
        "ended_at": US,
        "ended_at_is_date": FLAG,
        "interviewer": TEXT,
        "contact": TEXT,
        "talked_about": TEXT,
        "decision_expected_on": US,
        "thanked_at": US,
        "thanked_at_is_date": FLAG,
        "thanked_by": words(*CHANNELS),
        "thank_you_note": TEXT,
        "owes_thanks": FLAG,
        "is_thanked": FLAG,
        "is_held_some_day": FLAG,
    },
    "follow_ups": {
        "row": "int64",
        "application": TEXT,
        "sent_at": US,
        "sent_at_is_date": FLAG,
        "to": TEXT,
        "channel": words(*CHANNELS),
        "message": TEXT,
        "answered_on": US,
    },
    "history": {
        "row": "int64",
        "application": TEXT,
        "on": US,
        "what": words(*HISTORY_WORDS),
        "decision_expected_on": US,
        "notes": TEXT,
    },
    "events": {
        "application": TEXT,
        "at": US,
        "at_is_date": FLAG,
        "what": words(*EVENTS),
        "by": words(*ACTORS),
        "sheet": TEXT,
        "row": "int64",
    },
    "problems": dict.fromkeys(("sheet", "cell", "column", "value", "problem"), TEXT),
}
FULL = make_grids(
    [ACME | {"Response": "rejection", "Status": "rejected"}],
    [MEETING | {"Thanked at": "2025-02-04", "Thanked by": "phone"}],
    [{"Application": "Acme", "Sent at": "2025-02-20", "Channel": "phone"}],
    [{"Application": "Acme", "On": "2025-02-21", "What": "reply"}],
)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("content", ["full", "headers only", "one bare sheet", "sample"])
def test_the_columns_and_types_of_the_tables(content: str, table: str) -> None:
    log = {
        "full": lambda: log_from_grids(FULL, path="log.xlsx"),
        "headers only": make_log,
        "one bare sheet": lambda: log_from_grids(
            [Grid("Sheet1", [["Company", "Applied on"], ["Acme", "2025-01-01"]], {})],
            path="log.xlsx",
        ),
        "sample": lambda: js.read_log(js.sample_path()),
    }[content]()
    found = getattr(log, table)
    own = [t.not_used for t in log.reading.tables if t.table == table]
    found = found.drop(columns=list(own[0]) if own else [])
    assert list(found.dtypes.items()) == list(TABLES[table].items())
    assert isinstance(found.index, pd.RangeIndex)


def test_days_are_midnights_and_moments_know_whether_only_the_day_is_known() -> None:
    log = make_log(
        [ACME | {"Applied on": dt.datetime(2025, 1, 10, 15, 30)}],
        [MEETING, MEETING | {"Ended at": dt.date(2025, 2, 4)}, MEETING | {"Ended at": ""}],
    )
    assert log.applications["applied_on"].tolist() == [pd.Timestamp("2025-01-10")]
    assert log.interviews["ended_at_is_date"].tolist() == [False, True, False]


def test_columns_of_the_users_own_are_carried_through_untouched() -> None:
    salary = [50_000.0, "", "n/a"]
    rows = [
        BOLT | {"Salary": s, "Role": str(i), "row": i, "employer": "x"}
        for i, s in enumerate(salary)
    ]
    own = {"Mood": dt.date(2025, 1, 1), "interview": "?"}
    log = make_log(rows, [MEETING | {"Application": "Bolt / 0"} | own])
    assert log.applications["Salary"].tolist()[::2] == [50_000.0, "n/a"]
    assert pd.isna(log.applications["Salary"].iloc[1])
    assert log.applications["employer"].tolist() == ["bolt"] * 3
    assert log.applications["employer (T1)"].tolist() == ["x"] * 3
    assert log.applications["row"].tolist() == [2, 3, 4]
    assert log.applications["row (U1)"].tolist() == [0, 1, 2]
    assert log.interviews["Mood"].tolist() == [dt.date(2025, 1, 1)]
    assert log.interviews["interview (M1)"].tolist() == ["?"]
    assert log.reading.tables[0].not_used == ("Salary", "employer", "row")


def test_two_columns_of_one_name_are_both_carried() -> None:
    log = log_from_grids(
        [Grid("Log", [["Company", "Status", "Mine", "Mine", ""], ["Acme", "", 1, 2, 3]], {})],
        path="log.xlsx",
    )
    assert log.applications["Mine"].tolist() == [1]
    assert log.applications["Mine (D1)"].tolist() == [2]


def test_the_grids_are_not_changed() -> None:
    before = copy.deepcopy(FULL)
    log_from_grids(FULL, path="log.xlsx")
    assert before == FULL


def test_facts_that_the_readers_add_to_interviews() -> None:
    log = make_log(
        [ACME],
        [
            MEETING,
            MEETING | {"Round": "Take-home test", "Interviewer": ""},
            MEETING | {"Round": "Take-home test"},
            MEETING | {"Interviewer": ""},
            MEETING | {"Thanked by": "phone"},
            MEETING | {"Ended at": "", "Thanked at": "2025-02-04"},
            MEETING | {"Ended at": "some day"},
            MEETING | {"Ended at": ""},
            MEETING | {"Thanked at": "soon"},
        ],
    )
    rows = log.interviews
    assert rows["owes_thanks"].tolist() == [True, False, True, True, True, True, True, True, True]
    assert rows["is_thanked"].tolist() == [
        False,
        False,
        False,
        False,
        True,
        True,
        False,
        False,
        True,
    ]
    assert rows["is_held_some_day"].tolist() == [False] * 5 + [True, True, False, False]


# How the file was understood.


def test_the_reading_names_sheets_columns_words_and_what_was_left_alone() -> None:
    log = log_from_grids(
        [
            Grid("Dashboard", [["Sent", 12]], {}),
            Grid("Mein Log", [["Title"], ["Company", "Position", "Status", "Pay"],
                              ["Acme", "Dev", "Ghosted", 5], ["", "", "", 6]], {}),
            Grid("Follow ups", [["Application", "Sent at"], ["Acme", "01/02/2025"]], {}),
        ],
        path="folder/log.xlsx",
    )  # fmt: skip
    assert dataclasses.asdict(log.reading) == {
        "path": "folder/log.xlsx",
        "tables": (
            {
                "sheet": "Mein Log",
                "table": "applications",
                "header_row": 2,
                "n_rows": 2,
                "n_set_aside": 1,
                "columns": {"company": "Company", "status": "Status", "role": "Position"},
                "not_used": ("Pay",),
                "words": {"Ghosted": "no_response"},
                "places": {"company": 0, "role": 1, "status": 2},
                "n_read": 1,
                "counts": {"Ghosted": 1},
                "set_aside": {NOTHING: (4,)},
                "n_in_error": 0,
                "also": {},
                "unknown": {},
                "in_error": (),
                "made_from": "",
            },
            {
                "sheet": "Follow ups",
                "table": "follow_ups",
                "header_row": 1,
                "n_rows": 1,
                "n_set_aside": 0,
                "columns": {"application": "Application", "sent_at": "Sent at"},
                "not_used": (),
                "words": {},
                "places": {"application": 0, "sent_at": 1},
                "n_read": 1,
                "counts": {},
                "set_aside": {},
                "n_in_error": 0,
                "also": {},
                "unknown": {},
                "in_error": (),
                "made_from": "",
            },
        ),
        "other_sheets": {"Dashboard": 1},
        "assumed": (
            'Follow ups: "Sent at" is taken month first: no cell decides what "01/02/2025" means. '
            "Say --day-first or --month-first.",
        ),
        "given": {},
        "chosen": "",
        "digest": "",
    }


def sheets(**named: list[list[object]]) -> list[Grid]:
    return [Grid(name, rows, {}) for name, rows in named.items()]


TABLE: list[list[object]] = [["Company", "Status"], ["Acme", "ghosted"]]
WIDER: list[list[object]] = [["Company", "Status", "Role"], ["Acme", "ghosted", "Dev"]]


def test_which_sheet_holds_the_applications() -> None:
    def chosen(grids: list[Grid], sheet: str | None = None) -> str:
        return log_from_grids(grids, path="log.xlsx", sheet=sheet).reading.tables[0].sheet

    assert chosen(sheets(Wide=WIDER, applications=TABLE)) == "applications"
    assert chosen(sheets(Applications=[["", ""]], Data=TABLE)) == "Data"
    assert chosen(sheets(Applications=[["My log"]], Data=TABLE)) == "Data"
    assert chosen(sheets(One=TABLE, Two=WIDER, Three=TABLE)) == "Two"
    assert chosen(sheets(One=TABLE, Two=[*TABLE, ["Bolt", ""]])) == "Two"
    assert chosen(sheets(Wide=WIDER, Applications=TABLE), " wide ") == "Wide"


@pytest.mark.parametrize(
    ("grids", "sheet", "message"),
    [
        (
            sheets(Data=TABLE, Other=[]),
            "Dta",
            'log.xlsx has no sheet "Dta". It has "Data", "Other".',
        ),
        (
            sheets(Data=TABLE, Other=[["", ""]]),
            "other",
            'log.xlsx holds nothing that could be a log: the sheet "other" is empty.',
        ),
        (
            sheets(Applications=[], Interviews=[[]]),
            None,
            "log.xlsx holds nothing that could be a log: every sheet is empty.",
        ),
        (
            sheets(Applications=[], Interviews=[["Application", "Round"]]),
            None,
            "log.xlsx has no table that could be a log of applications. It needs a header row with "
            "Company or Role, and with Applied on, Response on or Status; "
            'the sheet "Interviews" starts with "Application", "Round". '
            "If it is one, say --header-row N and --column company=HEADER.",
        ),
    ],
)
def test_no_sheet_holds_the_applications(
    grids: list[Grid], sheet: str | None, message: str
) -> None:
    with pytest.raises(LogError) as error:
        log_from_grids(grids, path="folder/log.xlsx", sheet=sheet)
    assert str(error.value) == message


# Workbooks and text files from a disk.


def saved(path: Path, **named: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in named.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def test_a_workbook_with_cells_of_every_kind(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "log.xlsx",
        Applications=[
            [],
            [None, "Status", "Company", "Applied on", "My mood", "ID", "Closed on", "Notes"],
            [None, "rejected", "Acme", dt.date(2025, 1, 10), ":)", 7, dt.date(2025, 1, 31), None],
            [],
            [None, None, "Bolt", dt.datetime(2025, 1, 20, 9, 30), None, "007", None, 12.5],
            [None, "open", "Crane", "28 Jan 2025", True, 1.5, None, "=1+1"],
            [None, "ghosted", "Dyne", 5000, None, None, "=TODAY()", None],
        ],
        Interviews=[
            ["Interviewer", "Ended at", "Application"],
            ["Ann", dt.datetime(2025, 1, 25, 15, 30), 7],
            ["Bob", dt.date(2025, 1, 26), "Acme"],
            ["Cid", "2025-01-27 10:00", "BOLT"],
        ],
    )
    log = js.read_log(path)
    assert log.reading.tables[0].header_row == 2
    rows = log.applications
    assert rows["row"].tolist() == [3, 5, 6, 7]
    assert rows["application"].tolist() == ["7", "007", "1.5", "row 7"]
    assert rows["applied_on"].dt.strftime("%m-%d").tolist()[:3] == ["01-10", "01-20", "01-28"]
    assert rows["status"].astype(object).tolist()[::2] == ["rejected", "open"]
    assert rows["notes"].tolist()[1] == "12.5"
    assert log.interviews["application"].tolist() == ["7", "7", "007"]
    assert log.interviews["ended_at_is_date"].tolist() == [False, True, False]
    no_value = "The cell holds a formula without a stored value."
    no_date = '"5000" is not a date. Write it like 2026-03-14.'
    assert said(log) == [
        ("Applications!H6", "Notes", "", no_value),
        ("Applications!D7", "Applied on", "5000", no_date),
        ("Applications!G7", "Closed on", "", no_value),
    ]


def test_a_workbook_with_only_applications_in_it(tmp_path: Path) -> None:
    log = js.read_log(saved(tmp_path / "log.xlsx", Applications=TABLE))
    assert (len(log.applications), len(log.interviews), len(log.history)) == (1, 0, 0)
    assert log.settings == js.Settings()
    assert [t.sheet for t in log.reading.tables] == ["Applications"]


@pytest.mark.parametrize(
    ("headers", "key"),
    [
        (["Company", "Role"], "Acme / Dev"),
        (["Role", "Notes"], "Dev"),
        (["ID", "Applied on"], "A-1"),
        (["Status", "Link"], "row 2"),
    ],
)
def test_on_the_sheet_applications_any_column_may_be_missing(headers: list[str], key: str) -> None:
    cells = ACME | {"ID": "A-1", "Status": "sent", "Notes": "x", "Link": "y"}
    rows = [headers, [cells[header] for header in headers]]
    log = log_from_grids([Grid("Applications", rows, {})], path="log.xlsx")
    assert log.applications["application"].tolist() == [key]
    with pytest.raises(LogError):
        log_from_grids([Grid("Sheet1", rows, {})], path="log.xlsx")


def test_a_hidden_sheet_and_a_missing_column_are_no_matter(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "log.xlsx",
        Applications=[["Role", "Status"], ["Dev", "sent"]],
        History=[["Application", "What", "On"], ["Dev", "acknowledged", dt.date(2025, 1, 3)]],
    )
    book = openpyxl.load_workbook(path)
    book["History"].sheet_state = "hidden"
    book.save(path)
    log = js.read_log(path)
    assert log.applications["company"].isna().all()
    assert [f[1] for f in facts(log)] == ["acknowledged", "applied"]


CSV = "Company;Role;Date applied;Response date;Status\r\n{}\r\nBolt;Ops;{};;Ghosted\r\n"


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("one", "other", "day"),
    [
        ("13/01/2025", "02/01/2025", "2025-01-02"),
        ("01/13/2025", "02/01/2025", "2025-02-01"),
        ("13.01.2025", "02.01.2025", "2025-01-02"),
        ("2025-01-13", "2025-01-02", "2025-01-02"),
    ],
)
def test_a_csv_file_from_anywhere(tmp_path: Path, bom: str, one: str, other: str, day: str) -> None:
    path = tmp_path / "log.csv"
    text = CSV.format(f'"Söhne; & Co";"Dev\n""x""";{one};14 Jan 2025;Rejected', other)
    path.write_bytes((bom + text).encode())
    log = js.read_log(path)
    assert log.applications["company"].tolist() == ["Söhne; & Co", "Bolt"]
    assert log.applications["role"].tolist() == ['Dev\n"x"', "Ops"]
    assert log.applications["applied_on"].astype("str").tolist() == ["2025-01-13", day]
    assert log.applications["row"].tolist() == [2, 3]
    assert log.reading.assumed == ()
    assert said(log) == []


def test_a_csv_file_whose_days_and_months_nothing_decides(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("Company,Applied\nAcme,01/12/2025\n")
    log = js.read_log(path)
    assert log.applications["applied_on"].astype("str").tolist() == ["2025-01-12"]
    assert log.reading.assumed == (
        'log.csv: "Applied" is taken month first: no cell decides what "01/12/2025" means. '
        "Say --day-first or --month-first.",
    )
    told = js.read_log(path, day_first=True)
    assert told.applications["applied_on"].astype("str").tolist() == ["2025-12-01"]
    assert told.reading.assumed == ()
    assert told.reading.given == {"day first": ("yes", "--day-first")}


def test_the_path_may_be_text_or_a_path(tmp_path: Path) -> None:
    path = saved(tmp_path / "log.xlsx", Log=TABLE)
    for given_as in (path, str(path)):
        assert js.read_log(given_as).reading.path == str(path)
        assert js.read_log(given_as, sheet="log").reading.tables[0].sheet == "Log"


# Properties: what does not matter.


@given(st.randoms(use_true_random=False), st.integers(0, 3))
@settings(max_examples=8, deadline=None)
def test_the_order_of_columns_blank_rows_and_unknown_columns_never_matter(
    chance: object, n_blank: int
) -> None:
    expected = log_from_grids(FULL, path="log.xlsx")
    shuffled = []
    for one in FULL:
        order = list(range(len(one.rows[0])))
        chance.shuffle(order)  # type: ignore[attr-defined]
        rows: list[list[object]] = [[*(row[i] for i in order), "mine"] for row in one.rows]
        rows[0][-1] = "A column of mine"
        blank: list[list[object]] = [["", " "] for _ in range(n_blank)]
        shuffled.append(Grid(one.sheet, [*blank, rows[0], *blank, *rows[1:]], {}))
    log = log_from_grids(shuffled, path="log.xlsx")
    for kind in SHEETS:
        rows_of = getattr(log, kind.table).drop(columns=["A column of mine", "row"])
        pd.testing.assert_frame_equal(rows_of, getattr(expected, kind.table).drop(columns="row"))
    pd.testing.assert_frame_equal(
        log.events.drop(columns="row"), expected.events.drop(columns="row")
    )
    assert [p[1:] for p in said(log)] == [p[1:] for p in said(expected)]
    assert (log.events["row"] == expected.events["row"] + 2 * n_blank).all()


def test_the_order_of_rows_matters_to_no_fact() -> None:
    rows = [ACME | {"Status": "rejected"}, BOLT | {"Response on": "2025-02-01"}, {"Role": "Pet"}]
    meetings = [MEETING, MEETING | {"Ended at": "2025-02-03 17:00", "Interviewer": "Bob"}]
    one = make_log(rows, meetings)
    other = make_log(rows[::-1], meetings[::-1])
    assert sorted(f[:4] for f in facts(one)) == sorted(f[:4] for f in facts(other))


def test_interviews_have_the_columns_of_the_schema() -> None:
    assert {c.name for c in INTERVIEWS.columns} <= set(make_log().interviews.columns)
