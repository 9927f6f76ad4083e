"""Starting a log: the workbook, its lists, notes and colours, and the notebooks beside it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import jobsearch as js
from crowded import libreoffice, needs_libreoffice
from jobsearch.cli import main
from jobsearch.schema import SETTINGS_SHEET, SHEETS
from jobsearch.settings import setting_fields, sheet_name
from jobsearch.writing.notebooks import notebooks_folder
from jobsearch.writing.template import ROOM, empty_workbook, make_workbook, setting_rows
from jobsearch.writing.workbook.conditional_formats import DUE, OVERDUE

pytestmark = pytest.mark.usefixtures("in_empty_folder")

NOTEBOOKS = sorted(path.name for path in notebooks_folder().glob("*.ipynb"))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("empty") / "applications.xlsx"
    path.write_bytes(empty_workbook())
    return openpyxl.load_workbook(path)


# The command.


def test_it_makes_the_workbook_and_the_notebooks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "search"]) == 0
    made = [str(Path("search", name)) for name in ("applications.xlsx", *NOTEBOOKS)]
    log = made[0]
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines() == [
        *(f"Made: {name}" for name in made),
        f'Next: jobsearch applied "Acme" "Data Analyst" --log {log}',
    ]
    assert len(js.read_log(log).applications) == 0
    for name in NOTEBOOKS:
        cells = json.loads(Path("search", name).read_text(encoding="utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert all(cell["outputs"] == [] for cell in code)
        (parameters,) = [c for c in code if "parameters" in c["metadata"].get("tags", [])]
        assert 'path = "applications.xlsx"\n' in parameters["source"]


def test_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init"]) == 0
    assert capsys.readouterr().out.endswith('Next: jobsearch applied "Acme" "Data Analyst"\n')
    assert main(["applied", "Acme", "Data Analyst"]) == 0
    assert main(["check"]) == 0


def test_what_is_there_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    main(["init"])
    log, notebook = Path("applications.xlsx"), Path(NOTEBOOKS[0])
    log.write_bytes(b"mine"), notebook.write_text("mine")
    capsys.readouterr()
    assert main(["init"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Kept: applications.xlsx, which exists already",
        f"Kept: {notebook}, which was there",
        *(f"Kept: {name}, which is the same" for name in NOTEBOOKS[1:]),
        'Next: jobsearch applied "Acme" "Data Analyst"',
    ]
    assert (log.read_bytes(), notebook.read_text()) == (b"mine", "mine")


def test_for_a_log_of_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.csv").write_text("Company,Status\nAcme,applied\n")
    assert main(["init", "books", "--log", "mine.csv"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "Your log: mine.csv"
    assert sorted(path.name for path in Path("books").iterdir()) == NOTEBOOKS
    cells = json.loads(Path("books", NOTEBOOKS[0]).read_text(encoding="utf-8"))["cells"]
    assert any('path = "../mine.csv"\n' in cell["source"] for cell in cells)
    assert main(["init", "--log", "nothing.csv"]) == 2
    assert capsys.readouterr().err == (
        "jobsearch: nothing.csv does not exist. Check the name and the folder.\n"
    )


def test_a_folder_that_cannot_be_made(capsys: pytest.CaptureFixture[str]) -> None:
    Path("file").write_text("")
    assert main(["init", "file"]) == 2
    assert capsys.readouterr().err == "jobsearch: file cannot be written: File exists.\n"


# The workbook.


def test_sheets_columns_tables_and_frozen_headers(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [sheet.name for sheet in (*SHEETS, SETTINGS_SHEET)]
    for sheet in (*SHEETS, SETTINGS_SHEET):
        page = book[sheet.name]
        assert [cell.value for cell in page[1]] == [column.header for column in sheet.columns]
        (table,) = page.tables.values()
        assert table.ref == table.autoFilter.ref
        assert page.freeze_panes in ("A2", "C2")
        formats = {"day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}
        for cell, column in zip(page[2], sheet.columns, strict=True):
            if column.kind in formats:
                assert cell.number_format == formats[column.kind]
        for cell, column in zip(page[1], sheet.columns, strict=True):
            assert cell.comment.text.startswith(column.note)
            if column.kind == "moment":
                assert "Like 2026-03-14 15:30." in cell.comment.text


def test_headers_say_which_rule_they_are_used_for(book: openpyxl.Workbook) -> None:
    said = {cell.value: cell.comment.text for cell in book["Interviews"][1]}
    assert said["Ended at"].endswith("Used for: thank everyone.")
    assert said["Contact"].endswith("Used for: proper contact.")
    assert said["Thank-you note"].endswith("Used for: personal note (hint), brief note.")
    assert said["Decision expected on"].endswith("Used for: ask for next steps, follow up.")


def test_drop_downs(book: openpyxl.Workbook) -> None:
    found = {
        (page.title, str(choice.sqref)): choice.formula1
        for page in book
        for choice in page.data_validations.dataValidation
    }
    assert found[("Applications", f"M2:M{ROOM}")].startswith('"prospect,applied,')
    assert found[("Applications", f"J2:J{ROOM}")] == '"invitation,rejection,offer"'
    assert found[("Applications", f"D2:D{ROOM}")] == f"Applications!$D$2:$D${ROOM}"
    assert found[("Interviews", f"J2:J{ROOM}")].startswith('"e-mail,phone,')
    assert found[("Follow-ups", f"D2:D{ROOM}")].startswith('"e-mail,phone,')
    for name in ("Interviews", "Follow-ups", "History"):
        assert found[(name, f"A2:A{ROOM}")] == f"Applications!$B$2:$B${ROOM}"


def test_settings_have_every_rule_with_its_default(book: openpyxl.Workbook) -> None:
    rows = list(book["Settings"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [sheet_name(field) for field in setting_fields().values()]
    assert {row[1] for row in rows} == {None}
    assert ("thank-you within hours", None, "A thank-you sent later than this after the interview "
            "is late. Default: 24.") in rows  # fmt: skip


# The colours, as LibreOffice works them out.


def interview(name: str, ended: dt.datetime, **more: object) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(column.header for column in SHEETS[1].columns)
    return row | {"Application": name, "Ended at": ended, "Interviewer": "Dana"} | {
        key.replace("_", " "): value for key, value in more.items()
    }  # fmt: skip


@needs_libreoffice
def test_colours_where_something_is_due_or_overdue(tmp_path: Path) -> None:
    day = dt.datetime(2026, 11, 20)
    names = ["Due", "Late", "Long ago", "Thanked", "Window", "Past", "Written", "Closed", "Early"]
    blank = dict.fromkeys(column.header for column in SHEETS[0].columns)
    applications = [
        blank | {"Company": name, "Role": "Cook",
                 "Status": "rejected" if name == "Closed" else "interview"}
        for name in names
    ]  # fmt: skip
    thanked = {"Thanked_at": day}
    ago = lambda days: day - dt.timedelta(days=days)  # noqa: E731
    rows = [
        interview("Due", ago(0) + dt.timedelta(hours=10)),
        interview("Late", ago(2)),
        interview("Long ago", ago(9), Decision_expected_on=day),
        interview("Thanked", ago(0), **thanked),
        interview("Window", ago(20), Decision_expected_on=ago(4), **thanked),
        interview("Past", ago(30), Decision_expected_on=ago(12), **thanked),
        interview("Written", ago(20), Decision_expected_on=ago(4), **thanked),
        interview("Closed", ago(20), Decision_expected_on=ago(4), **thanked),
        interview("Early", ago(3), Decision_expected_on=ago(1), **thanked),
    ]
    sent = dict.fromkeys(column.header for column in SHEETS[2].columns)
    book = make_workbook({
        "Applications": applications,
        "Interviews": rows,
        "Follow-ups": [sent | {"Application": "Written", "Sent at": day}],
        "Settings": setting_rows({"as_of": day.date()}),
    })  # fmt: skip
    # A cell beside each row that says which rule holds there.
    page = book["Interviews"]
    rules = [
        (str(area.sqref)[0], rule.dxf.fill.bgColor.rgb[-6:], rule.formula[0])
        for area in page.conditional_formatting
        for rule in area.rules
    ]
    shown: Callable[[int, int], str] = lambda row, nth: page.cell(row, 13 + nth).coordinate  # noqa: E731
    for row in range(2, len(rows) + 2):
        for nth, (_, _, formula) in enumerate(rules):
            page[shown(row, nth)] = "=IF(" + formula.replace("2,", f"{row},").replace(
                "2=", f"{row}=").replace("2<", f"{row}<").replace("2+", f"{row}+").replace(
                "2)", f"{row})") + ",1,0)"  # fmt: skip
    path = tmp_path / "log.xlsx"
    book.save(path)
    saved = openpyxl.load_workbook(libreoffice(path, "xlsx", tmp_path / "lo"), data_only=True)
    page = saved["Interviews"]
    found = {
        name: {
            (column, colour)
            for nth, (column, colour, _) in enumerate(rules)
            if page[shown(row, nth)].value == 1
        }
        for row, name in enumerate(names, 2)
    }
    assert found == {
        "Due": {("I", DUE)}, "Late": {("I", OVERDUE)}, "Long ago": set(), "Thanked": set(),
        "Window": {("H", DUE)}, "Past": {("H", OVERDUE)}, "Written": set(), "Closed": set(),
        "Early": set(),
    }  # fmt: skip
