"""Automatic receipts: a word for one makes the response date the day of an acknowledgement."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from jobsearch import read_log
from jobsearch.measures.application_states import states
from jobsearch.measures.scorecard import check, full_scorecard
from jobsearch.reading import Corrections, read_with_tables
from jobsearch.reading.vocabulary.status_meaning import is_receipt
from jobsearch.sample import sample_path
from jobsearch.terminal.check import check_text
from jobsearch.terminal.page import Screen
from jobsearch.writing.adopt import adopt

TRACKER = """\
Company,Date applied,Status,Response date
Acme,2026-01-05,Application received,2026-01-06
Bolt,2026-01-05,Acknowledged,2026-01-06
Crane,2026-01-05,Eingangsbestätigung,2026-01-07
Dyne,2026-01-05,Rejected,2026-01-16
Eon,2026-01-05,applied,2026-01-18
Fox,2026-01-05,Interview,2026-01-19
Gale,2026-01-05,Acknowledged,
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "tracker.csv"
    found.write_text(TRACKER, encoding="utf-8")
    return found


def test_the_day_of_a_receipt_is_no_response(path: Path) -> None:
    log = read_log(path)
    now = states(log, as_of="2026-03-01")
    assert now["is_answered"].tolist() == [False, False, False, True, True, True, False]
    assert now["event"].tolist() == [*["none"] * 3, "negative", "unclear", "positive", "none"]
    receipts = log.history[["application", "on", "what"]].astype(str).to_numpy().tolist()
    assert receipts == [
        ["row 2", "2026-01-06", "acknowledged"],
        ["row 3", "2026-01-06", "acknowledged"],
        ["row 4", "2026-01-07", "acknowledged"],
    ]
    # By hand: Dyne, Eon and Fox answered, of seven.
    naive = full_scorecard(log, as_of="2026-03-01")["beside"]["naive"]
    assert (naive["n_responses"], naive["n"]) == (3, 7)
    assert log.problems.empty


def test_it_is_said_in_the_reading(path: Path) -> None:
    said = check_text(check(read_log(path)), Screen(400))
    assert (
        "  words: Acknowledged 2 → open, their response dates → acknowledged; "
        "Application received 1 → open, their response dates → acknowledged; "
        "Eingangsbestätigung 1 → open, their response dates → acknowledged; "
        "Rejected 1; applied 1; Interview 1\n"
    ) in said


def test_once_adopted_it_is_the_same(path: Path, tmp_path: Path) -> None:
    adopt(read_with_tables(path, Corrections()), tmp_path / "applications.xlsx")
    before, after = read_log(path), read_log(tmp_path / "applications.xlsx")
    columns = ["is_answered", "responded_on", "event", "stage", "outcome"]
    as_of = "2026-03-01"
    assert states(after, as_of=as_of)[columns].equals(states(before, as_of=as_of)[columns])
    assert after.history["what"].tolist() == ["acknowledged"] * 3
    assert after.problems.empty


def test_the_word_may_stand_in_the_response(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text(
        "Company,Date applied,Status,Response,Response date\n"
        "Acme,2026-01-05,pending,Acknowledgement,2026-01-06\n"
        "Bolt,2026-01-05,Rejected,auto-reply,2026-01-06\n"
        "Crane,2026-01-05,Application received,rejection,2026-01-09\n"
        "Dyne,2026-01-05,pending,invitation,2026-01-16\n"
    )
    log = read_log(path)
    now = states(log, as_of="2026-03-01")
    assert now["event"].tolist() == ["none", "negative", "negative", "positive"]
    assert now["responded_on"].dt.strftime("%d").fillna("").tolist() == ["", "", "09", "16"]
    assert log.reading.tables[0].words == {
        "Acknowledgement": "no response, their response dates → acknowledged",
        "auto-reply": "no response, their response dates → acknowledged",
        "rejection": "rejection",
        "invitation": "invitation",
        "pending": "open",
        "Rejected": "rejected",
        "Application received": "open",
    }
    problems = [tuple(problem) for problem in log.problems[["cell", "problem"]].to_numpy()]
    assert problems == [
        (
            "E3",
            "The status says rejected, but there is no response date. "
            "It is not counted in response times.",
        )
    ]


def test_a_day_that_cannot_be_read_is_no_response_either(tmp_path: Path) -> None:
    path = tmp_path / "tracker.csv"
    path.write_text(
        "Company,Date applied,Status,Response date\n"
        "Acme,2026-01-05,Acknowledged,last week\nBolt,2026-01-05,Rejected,2026-01-16\n"
    )
    log = read_log(path)
    assert states(log, as_of="2026-03-01")["is_answered"].tolist() == [False, True]
    assert log.history.empty
    assert log.problems["cell"].tolist() == ["D2"]


def test_the_kits_own_workbook_has_a_sheet_for_it(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sample_path())
    page = book["Applications"]
    places = {cell.value: cell.column for cell in page[1]}
    page.delete_rows(2, page.max_row)
    for header, value in {
        "Company": "Acme", "Applied on": dt.date(2026, 1, 5), "Response on": dt.date(2026, 1, 6),
        "Status": "Acknowledged",
    }.items():  # fmt: skip
        page.cell(2, places[header], value)
    for name in ("Interviews", "Follow-ups", "History"):
        book[name].delete_rows(2, book[name].max_row)
    path = tmp_path / "applications.xlsx"
    book.save(path)
    log = read_log(path)
    assert states(log, as_of="2026-03-01")["is_answered"].tolist() == [False]
    assert log.problems["problem"].tolist() == [
        '"Acknowledged" is an acknowledgement, not a response, '
        "so this date is not used. Write it on the sheet History, with What: acknowledged."
    ]


RECEIPTS = (
    "Acknowledged|ACKNOWLEDGEMENT|Aknowledged|Acknowledged by e-mail|Application received|"
    "application received (auto)|Applied, confirmation received|1. Application received|received|"
    "Auto-reply|Automatic response|Eingangsbestätigung|Eingangsbestätigung erhalten|"
    "Accusé de réception|Acuse de recibo|Empfangsbestätigung"
)
NONE = (
    "applied|pending|under review|viewed|waiting for confirmation|Interview confirmed|"
    "Offer received|Rejection received|Acknowledged, then rejected|call received|no response|"
    "Application received, interview|on hold|foo"
)


@pytest.mark.parametrize("said", RECEIPTS.split("|"))
def test_what_is_a_receipt(said: str) -> None:
    assert is_receipt(said, {})


@pytest.mark.parametrize("said", NONE.split("|"))
def test_what_is_none(said: str) -> None:
    assert not is_receipt(said, {})


def test_what_a_person_says_of_a_word_goes_before() -> None:
    assert not is_receipt("Acknowledged", {"acknowledged": "screening"})
    assert is_receipt("Acknowledged", {"acknowledged": "open"})
