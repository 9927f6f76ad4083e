"""Sheets to a Log: its tables, and how a file was understood."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jobsearch as js
from jobsearch import LogError
from jobsearch.reading import log_from_grids
from jobsearch.reading.files.grid import Grid
from jobsearch.reading.layout.row_filter import NOTHING
from jobsearch.schema import (
    ACTORS,
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
from logs import ACME, BOLT, MEETING, facts, make_grids, make_log, said

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
    "problems": dict.fromkeys(("sheet", "cell", "column", "value", "problem", "code"), TEXT),
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
            'Follow ups: "Sent at" is read month first: no cell settles what "01/02/2025" means. '
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
        'log.csv: "Applied" is read month first: no cell settles what "01/12/2025" means. '
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
