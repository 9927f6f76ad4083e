"""What is wrong in a log: whole messages, each with its cell."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
import pytest

from cells import at
from jobsearch.reading import log_from_grids
from jobsearch.reading.files.grid import Grid
from jobsearch.reading.problems import ProblemCode
from jobsearch.schema import (
    APPLICATIONS,
)
from logs import ACME, BOLT, MEETING, NAME_IT, Row, grid, make_log, said

ONE_IS_WRONG = "One of the two dates is wrong."


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
            "[Response on]2",
            "Response on",
            "2025-01-09",
            f"2025-01-09 is before the application was sent (2025-01-10). {ONE_IS_WRONG}",
        ),
        (
            {"Offered on": "2025-01-01"},
            "[Offered on]2",
            "Offered on",
            "2025-01-01",
            f"2025-01-01 is before the application was sent (2025-01-10). {ONE_IS_WRONG}",
        ),
        (
            {"Status": "ghosted", "Closed on": "2024-12-31"},
            "[Closed on]2",
            "Closed on",
            "2024-12-31",
            f"2024-12-31 is before the application was sent (2025-01-10). {ONE_IS_WRONG}",
        ),
        (
            {"Decision expected on": "2025-01-02"},
            "[Decision expected on]2",
            "Decision expected on",
            "2025-01-02",
            f"2025-01-02 is before the application was sent (2025-01-10). {ONE_IS_WRONG}",
        ),
        (
            {"Response on": dt.date(2062, 9, 17)},
            "[Response on]2",
            "Response on",
            "2062-09-17",
            "2062-09-17 is in the future. It counts from that day on.",
        ),
        (
            {"Applied on": dt.date(205, 1, 10)},
            "[Applied on]2",
            "Applied on",
            "0205-01-10",
            "0205-01-10 cannot be right: the year is not between 1990 and 2089.",
        ),
        (
            {"Applied on": 5000.0},
            "[Applied on]2",
            "Applied on",
            "5000",
            '"5000" is not a date. Write it like 2026-03-14.',
        ),
        (
            {"Applied on": "last week"},
            "[Applied on]2",
            "Applied on",
            "last week",
            '"last week" is not a date. Write it like 2026-03-14.',
        ),
        (
            {"Response": "maybe"},
            "[Response]2",
            "Response",
            "maybe",
            '"maybe" is not known here. Write invitation, rejection or offer.',
        ),
        (
            {"Response": "rejection"},
            "[Response on]2",
            "Response on",
            "",
            "They answered, but there is no response date. It is not counted in response times.",
        ),
        (
            {"Status": "rejected"},
            "[Response on]2",
            "Response on",
            "",
            "The status says rejected, but there is no response date. "
            "It is not counted in response times.",
        ),
        (
            {"Status": "accepted", "Closed on": "2025-02-01"},
            "[Response on]2",
            "Response on",
            "",
            "The status says accepted, but there is no response date. "
            "It is not counted in response times.",
        ),
        (
            {"Status": "saved"},
            "[Status]2",
            "Status",
            "prospect",
            "The status says that it was not sent, but Applied on has a date. It is read as sent.",
        ),
        (
            {"Status": "applied", "Applied on": ""},
            "[Applied on]2",
            "Applied on",
            "",
            "The status says that it was sent, but Applied on is empty. It "
            "is not counted in response times.",
        ),
        (
            {"Closed on": "2025-02-01"},
            "[Status]2",
            "Status",
            "",
            "Closed on has a date, but the status is not an outcome. It is read as open. "
            "Write how it ended.",
        ),
    ],
)
def test_one_thing_wrong_on_applications(
    extra: Row, cell: str, column: str, value: str, problem: str
) -> None:
    log = make_log([ACME | extra, BOLT])
    assert said(log) == [(at(f"Applications!{cell}"), column, value, problem)]


@pytest.mark.parametrize(
    ("extra", "cell", "column", "value", "problem"),
    [
        (
            {"Application": "Acne"},
            "[Application]2",
            "Application",
            "Acne",
            'No application is called "Acne". Did you mean "Acme"? The row is not counted. '
            f"{NAME_IT}",
        ),
        (
            {"Application": ""},
            "[Application]2",
            "Application",
            "",
            f"The row does not say which application it is about. It is not counted. {NAME_IT}",
        ),
        (
            {"Application": "Bolt"},
            "[Application]2",
            "Application",
            "Bolt",
            f'"Bolt" fits 2 applications ("Bolt / Ops", "Bolt / Lab"). The row is not counted. '
            f"{NAME_IT}",
        ),
        (
            {"Ended at": "9/3/26 25:00"},
            "[Ended at]2",
            "Ended at",
            "9/3/26 25:00",
            '"9/3/26 25:00" is not a date and time. Write it like 2026-03-14 15:30.',
        ),
        (
            {"Ended at": "2025-01-09 10:00"},
            "[Ended at]2",
            "Ended at",
            "2025-01-09 10:00",
            f"2025-01-09 10:00 is before the application was sent (2025-01-10). {ONE_IS_WRONG}",
        ),
        (
            {"Invited on": "2025-02-04"},
            "[Ended at]2",
            "Ended at",
            "2025-02-03 15:00",
            f"2025-02-03 15:00 is before they invited you (2025-02-04). {ONE_IS_WRONG}",
        ),
        (
            {"Decision expected on": "2025-02-02"},
            "[Decision expected on]2",
            "Decision expected on",
            "2025-02-02",
            f"2025-02-02 is before the interview ended (2025-02-03 15:00). {ONE_IS_WRONG}",
        ),
        (
            {"Thanked at": "2025-02-03 14:59"},
            "[Thanked at]2",
            "Thanked at",
            "2025-02-03 14:59",
            "2025-02-03 14:59 is before the interview ended (2025-02-03 15:00). One of the two "
            "dates is wrong.",
        ),
        (
            {"Thanked at": "2062-02-03 14:59"},
            "[Thanked at]2",
            "Thanked at",
            "2062-02-03 14:59",
            "2062-02-03 14:59 is in the future. It counts from that day on.",
        ),
        (
            {"Thanked by": "owl"},
            "[Thanked by]2",
            "Thanked by",
            "owl",
            '"owl" is not known here. Write e-mail, phone, letter, message, in person or '
            "contact form.",
        ),
        (
            {"Interviewer": ""},
            "[Interviewer]2",
            "Interviewer",
            "",
            "The interview has no interviewer. Write who you met, one person per row, so that "
            "everybody gets a thank-you.",
        ),
    ],
)
def test_one_thing_wrong_on_interviews(
    extra: Row, cell: str, column: str, value: str, problem: str
) -> None:
    applications = [ACME | {"Response on": "2025-01-30"}, BOLT, BOLT | {"Role": "Lab"}]
    log = make_log(applications, [MEETING | extra])
    assert said(log) == [(at(f"Interviews!{cell}"), column, value, problem)]


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
            at("Follow-ups![Answered on]2"),
            "Answered on",
            "2025-01-19",
            f"2025-01-19 is before the message was sent (2025-01-20 10:00). {ONE_IS_WRONG}",
        ),
        (
            at("Follow-ups![Sent at]3"),
            "Sent at",
            "soon",
            '"soon" is not a date and time. Write it like 2026-03-14 15:30.',
        ),
        (
            at("Follow-ups![Channel]3"),
            "Channel",
            "pigeon",
            '"pigeon" is not known here. Write e-mail, phone, letter, message, in person or '
            "contact form.",
        ),
        (
            at("History![On]2"),
            "On",
            "2025-01-09",
            f"2025-01-09 is before the application was sent (2025-01-10). {ONE_IS_WRONG}",
        ),
        (
            at("History![On]3"),
            "On",
            "2062-01-01",
            "2062-01-01 is in the future. It counts from that day on.",
        ),
        (
            at("History![What]5"),
            "What",
            "coffee",
            '"coffee" is not known here. Write acknowledged, reply, invitation, screening, '
            "interview, offer, rejection, accepted, withdrawn, position closed or no response.",
        ),
        (
            at("History![Decision expected on]6"),
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
            "2062-01-01 is more than two years ahead. Check the year.",
        ),
        (
            "Ended at",
            "2062-02-03 10:00",
            "2062-02-03 10:00 is more than two years ahead. Check the year.",
        ),
    ]


def test_today_is_not_in_the_future_and_tomorrow_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobsearch.clock.now", lambda: dt.datetime(2025, 3, 14, 12))
    rows = [
        {"Company": "A", "Applied on": "2025-03-14"},
        {"Company": "B", "Applied on": "2025-03-15"},
    ]
    ahead = "2025-03-15 is in the future. It counts from that day on."
    assert said(make_log(rows)) == [
        (at("Applications![Applied on]3"), "Applied on", "2025-03-15", ahead)
    ]
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
        f'"{short}" fits 2 applications ("{short}", "{short}"). The row is not counted. {NAME_IT}',
    )
    assert said(log) == [
        (at("Applications![Role]4"), "Role", short, one),
        (at("Interviews![Application]3"), "Application", short, other),
    ]


@pytest.mark.parametrize(
    ("applications", "interviews", "code"),
    [
        ({"Response on": "2025-01-09"}, {}, "before_application"),
        ({"Applied on": "soon"}, {}, "not_a_date"),
        ({"Applied on": "2099-01-01"}, {}, "not_a_date"),
        ({"Applied on": "2089-01-01"}, {}, "in_the_future"),
        ({"Decision expected on": "2088-01-01"}, {}, "far_ahead"),
        ({"Response": "perhaps"}, {}, "unknown_word"),
        ({"Status": "declined"}, {}, "unknown_status"),
        ({"Closed on": "2025-02-01", "Status": "open"}, {}, "closed_without_outcome"),
        ({"Status": "prospect"}, {}, "saved_with_date"),
        ({"Status": "offer"}, {}, "no_response_date"),
        ({"Applied on": "", "Status": "applied"}, {}, "no_application_date"),
        ({}, {"Application": ""}, "no_application"),
        ({}, {"Application": "Nobody"}, "unknown_application"),
        ({}, {"Interviewer": ""}, "no_interviewer"),
        ({}, {"Thanked at": "2025-02-03 14:00"}, "before_interview_end"),
        ({}, {"Invited on": "2025-02-04"}, "out_of_order"),
    ],
)
def test_a_problem_has_a_code_for_programs(applications: Row, interviews: Row, code: str) -> None:
    log = make_log([ACME | applications], [MEETING | interviews] if interviews else [])
    assert log.problems["code"].tolist() == [ProblemCode(code)]
