"""The sample log: made by its script, fit to keep, and showing every rule and every verdict."""

from __future__ import annotations

import datetime as dt
import importlib.util
import io
import re
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import jobsearch as js
from checkout import DATA
from jobsearch.schema import (
    APPLICATIONS,
    RESPONSE_EVENTS,
    RULES,
    SETTINGS_SHEET,
    SHEETS,
    TIERS,
    VERDICTS,
)
from jobsearch.settings import setting_fields, sheet_name

SAMPLE = DATA / "applications.xlsx"
PAGES = [sheet.name for sheet in (*SHEETS, SETTINGS_SHEET)]
AS_OF = "2026-10-30"


# The file.


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_sample", DATA / "make_sample.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look their module up by name.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "make_sample", module)
        spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(script: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "applications.xlsx"
    script.write_sample(path)
    return path


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(SAMPLE.read_bytes()))


@pytest.fixture(params=PAGES)
def page(book: Workbook, request: pytest.FixtureRequest) -> Worksheet:
    return book[request.param]


def _headers(page: Worksheet) -> list[str]:
    return [cell.value for cell in page[1]]


def _cells(page: Worksheet) -> list[tuple[object, ...]]:
    return [
        (cell.coordinate, cell.value, cell.number_format, cell.font.name, cell.font.b,
         cell.alignment.wrap_text, cell.alignment.vertical, cell.fill.fgColor.rgb)
        for row in page.iter_rows()
        for cell in row
    ]  # fmt: skip


def test_the_script_makes_the_committed_file_cell_for_cell(made: Path, book: Workbook) -> None:
    again = openpyxl.load_workbook(made)
    assert again.sheetnames == book.sheetnames
    for name in book.sheetnames:
        assert _cells(again[name]) == _cells(book[name])


def test_the_script_makes_the_committed_file_byte_for_byte(made: Path) -> None:
    # Entry by entry, unpacked: how tightly they are packed depends on the zlib at hand.
    with zipfile.ZipFile(made) as new, zipfile.ZipFile(SAMPLE) as old:
        assert new.namelist() == old.namelist()
        for a, b in zip(new.infolist(), old.infolist(), strict=True):
            assert (a.filename, a.date_time) == (b.filename, b.date_time)
            assert new.read(a) == old.read(b), a.filename


def test_two_runs_give_the_same_bytes(script: ModuleType, made: Path, tmp_path: Path) -> None:
    script.write_sample(tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == made.read_bytes()


def test_the_workbook_does_not_tell_when_it_was_made(book: Workbook) -> None:
    assert book.properties.created == dt.datetime(2026, 10, 30, 18)
    assert book.properties.modified == dt.datetime(2026, 10, 30, 18)
    with zipfile.ZipFile(SAMPLE) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 10, 30, 18, 0, 0)}


def test_the_sheets_are_those_of_the_schema_in_order(book: Workbook) -> None:
    assert book.sheetnames == PAGES


def test_the_columns_are_those_of_the_schema_and_one_of_the_users_own(book: Workbook) -> None:
    for sheet in (*SHEETS, SETTINGS_SHEET):
        own = ["Salary"] if sheet is APPLICATIONS else []
        assert _headers(book[sheet.name]) == [c.header for c in sheet.columns] + own


def test_every_sheet_is_a_table_with_filter_buttons(page: Worksheet) -> None:
    (table,) = page.tables.values()
    assert table.ref == f"A1:{get_column_letter(page.max_column)}{page.max_row}"
    assert table.autoFilter.ref == table.ref
    assert table.displayName == re.sub(r"\W", "", page.title)
    assert table.tableStyleInfo.name.startswith("TableStyle")


def test_no_row_of_a_table_is_empty(page: Worksheet) -> None:
    for row in page.iter_rows(values_only=True):
        assert any(value is not None for value in row)


def test_the_header_stays_in_view(page: Worksheet) -> None:
    assert page.freeze_panes == ("C2" if page.title == APPLICATIONS.name else "A2")
    assert page.print_title_rows == "$1:$1"


def test_a_page_prints_in_landscape_on_one_page_width(page: Worksheet) -> None:
    assert page.page_setup.orientation == "landscape"
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_dates_are_real_and_show_what_is_expected(book: Workbook) -> None:
    no_date = []
    for sheet in SHEETS:
        page = book[sheet.name]
        for place, column in enumerate(sheet.columns, start=1):
            if column.kind not in {"day", "moment"}:
                continue
            for number in range(2, page.max_row + 1):
                cell = page.cell(number, place)
                if isinstance(cell.value, str):
                    no_date.append((sheet.name, cell.coordinate, cell.value))
                elif cell.value is not None:
                    # A day alone is shown as a day, a moment with its time.
                    timed = cell.value.time() != dt.time()
                    assert cell.number_format == ("yyyy-mm-dd hh:mm" if timed else "yyyy-mm-dd")
                    assert timed <= (column.kind == "moment")
    assert [(sheet, value) for sheet, _, value in no_date] == [("Interviews", "9/3/26 25:00")]


def test_what_is_written_fits_its_column(page: Worksheet) -> None:
    long = {"Company", "Thank-you note", "Message"}  # one long name; notes show their first lines
    for place, header in enumerate(_headers(page), start=1):
        width = page.column_dimensions[get_column_letter(place)].width
        assert 8 <= width <= 90
        texts = [
            cell.value for cell in page[get_column_letter(place)] if isinstance(cell.value, str)
        ]
        if header not in long:
            assert max(map(len, texts)) <= width + 6, header


def test_rows_are_one_or_two_lines_high(page: Worksheet) -> None:
    for number in range(2, page.max_row + 1):
        assert page.row_dimensions[number].height in {16.5, 33.0}


def test_words_with_a_fixed_meaning_have_a_drop_down(book: Workbook) -> None:
    for sheet in SHEETS:
        page = book[sheet.name]
        choices = {
            str(v.sqref).split(":")[0].rstrip("2"): v
            for v in page.data_validations.dataValidation
            if v.formula1.startswith('"')  # the others list what the sheet Applications has
        }
        with_words = {
            get_column_letter(place): column
            for place, column in enumerate(sheet.columns, start=1)
            if column.words
        }
        assert set(choices) == set(with_words)
        for letter, column in with_words.items():
            words = choices[letter].formula1.strip('"').split(",")
            assert words == [word.replace("_", " ") for word in column.words]
            assert {c.value for c in page[letter][1:]} <= {*words, None}


def test_headers_say_what_to_write(book: Workbook) -> None:
    for sheet in (*SHEETS, SETTINGS_SHEET):
        for cell, column in zip(book[sheet.name][1], sheet.columns, strict=False):
            assert cell.comment.text.startswith(column.note)


def test_settings_lists_every_setting_and_sets_as_of_alone(book: Workbook) -> None:
    rows = list(book[SETTINGS_SHEET.name].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [sheet_name(f) for f in setting_fields().values()]
    assert {row[0]: row[1] for row in rows if row[1] is not None} == {
        "as of": dt.datetime(2026, 10, 30)
    }
    for row, field in zip(rows, setting_fields().values(), strict=True):
        assert row[2].startswith(field.metadata["sentence"])


def test_every_address_is_made_up(book: Workbook) -> None:
    texts = [
        cell.value
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]
    hosts = [h for text in texts for h in re.findall(r"(?:@|https?://)([^\s/]+)", text)]
    assert len(hosts) > 150
    assert {host.rpartition(".")[2] for host in hosts} == {"example"}


def test_names_are_as_varied_as_real_ones(book: Workbook) -> None:
    names = {row[1] for row in book["Applications"].iter_rows(min_row=2, values_only=True)}
    assert 90 <= len(names) <= 105
    for sign in ("ü", "&", "'"):
        assert any(sign in name for name in names)
    assert max(map(len, names)) > 60


# What the kit finds in it.


@pytest.fixture(scope="module")
def log() -> js.Log:
    return js.read_log(SAMPLE)


@pytest.fixture(scope="module")
def owed(log: js.Log) -> pd.DataFrame:
    return js.obligations(log, as_of=AS_OF)


@pytest.fixture(scope="module")
def times(log: js.Log) -> pd.DataFrame:
    return js.response_times(log, as_of=AS_OF)


def test_the_log_is_of_the_size_of_a_real_search(log: js.Log) -> None:
    applications, interviews = log.applications, log.interviews
    assert len(applications) == 140
    assert (applications["status"] == "prospect").sum() == 5
    inbound = applications["applied_on"].isna() & applications["response_on"].notna()
    assert inbound.sum() == 3
    assert 45 <= len(interviews) <= 52
    assert 28 <= interviews["interview"].nunique() <= 36
    assert interviews.groupby("interview").size().max() == 3
    assert applications["industry"].nunique() == 7
    assert applications["source"].nunique() == 8
    assert set(applications["company_size"]) == {"small", "medium", "large"}
    assert "Salary" in applications


def test_check_finds_the_mistakes_that_are_meant_and_no_other(log: js.Log) -> None:
    found = log.problems[["sheet", "column", "value", "problem"]].to_dict("split")["data"]
    undated = (
        "The status says rejected, but there is no response date. It is not counted in "
        "response times."
    )
    assert found == [
        ["Applications", "Response on", "", undated],
        ["Applications", "Response on", "", undated],
        [
            "Applications", "Response on", "2026-07-06",
            "2026-07-06 is before the application was sent (2026-07-16). "
            "One of the two dates is wrong.",
        ],
        [
            "Applications", "Response on", "2062-09-17",
            "2062-09-17 is in the future. It counts from that day on.",
        ],
        [
            "Interviews", "Application", "Xylo Instrumants",
            'No application is called "Xylo Instrumants". Did you mean "Xylo Instruments"? '
            "The row is not counted. "
            "Write the ID, the company or Company / Role.",
        ],
        [
            "Interviews", "Ended at", "9/3/26 25:00",
            '"9/3/26 25:00" is not a date and time. Write it like 2026-03-14 15:30.',
        ],
    ]  # fmt: skip


def test_every_rule_and_every_verdict_occur(owed: pd.DataFrame) -> None:
    shown = {rule: set(rows["verdict"]) for rule, rows in owed.groupby("rule", observed=True)}
    assert shown == {
        "thank_everyone": {"met", "late", "missed", "pending", "blocked", "unknown", "waived"},
        "proper_contact": {"met", "missed", "pending"},
        "personal_note": {"met", "broken"},
        "brief_note": {"met", "broken"},
        "ask_next_steps": {"met", "missed", "pending", "unknown"},
        "follow_up": {"met", "late", "missed", "pending", "blocked", "unknown", "waived"},
        "not_too_early": {"met", "broken"},
        "not_too_often": {"met", "broken"},
        "move_on": {"met", "late", "missed", "pending", "waived"},
        "keep_applying": {"met", "missed", "pending"},
    }
    assert set(shown) == set(RULES)
    assert set.union(*shown.values()) == set(VERDICTS)
    assert set(TIERS) <= set(owed["tier"])


def test_the_broken_notes_are_those_that_are_meant(owed: pd.DataFrame) -> None:
    broken = owed[owed["verdict"] == "broken"]
    people = {rule: list(rows["interviewer"]) for rule, rows in broken.groupby("rule")}
    assert people["personal_note"] == ["Magnus Pike", "Fitz O'Hara"]
    assert people["brief_note"] == ["Simon Aldous"]


def test_response_times_are_those_of_a_real_search(times: pd.DataFrame) -> None:
    assert set(times["event"]) == set(RESPONSE_EVENTS)
    days = times["duration_days"].dropna()
    assert (days == 0).any() and days.max() > 120
    answered = times["event"] != "none"
    assert 0.55 <= answered.mean() <= 0.62
    assert 15 <= js.median_response(times)["median_days"] <= 25


def test_sources_and_sizes_answer_differently(log: js.Log, times: pd.DataFrame) -> None:
    answered = (times["event"] != "none").set_axis(times["application"])
    rows = log.applications.set_index("application").loc[answered.index]
    by_source = answered.groupby(rows["source"]).mean()
    assert by_source["Referral"] > by_source["Company site"] > by_source["Aggregator"]
    by_size = answered.groupby(rows["company_size"]).mean()
    assert by_size["small"] > by_size["medium"] > by_size["large"]


def test_the_agenda_of_the_day_has_every_errand(log: js.Log, owed: pd.DataFrame) -> None:
    stale = js.stale_applications(log, as_of=AS_OF)
    todo = js.agenda(owed, stale=stale)
    named = [
        (do, company, interviewer, verdict)
        for do, company, interviewer, verdict in zip(
            todo["do"], todo["company"], todo["interviewer"], todo["verdict"], strict=True
        )
        if do in {"thank", "follow_up"} and verdict != "stale"
    ]
    assert named == [
        ("thank", "Orchard Street Schools", "Maud Ferris", "missed"),
        ("thank", "Dunmore Clinics", "Rhea Sollis", "pending"),
        ("follow_up", "Amberley University", "Ines Haart", "pending"),
    ]

    def companies(do: str) -> set[str]:
        return set(todo.loc[todo["do"] == do, "company"].dropna())

    assert {"Dunmore Clinics", "Zephyr Rail"} <= companies("ask_hr")
    assert {"Granary Foods", "Juniper Freight", "Tolliver Bank"} <= companies("close")
    assert companies("interview") == {"Marrow & Pine", "Solveig Marine"}
    assert {"Isolde Labs", "Orchard Street Schools"} <= companies("wait")
    assert (todo["do"] == "apply").sum() == 1


def test_some_silent_applications_are_stale(log: js.Log) -> None:
    stale = js.stale_applications(log, as_of=AS_OF)
    assert {"applied", "interview"} <= set(stale["stage"])
    assert 5 <= (stale["stage"] == "applied").sum() <= 20


def test_any_day_of_the_search_can_be_replayed(log: js.Log) -> None:
    for day in ("2026-05-28", "2026-06-23", "2026-08-15", "2026-09-30"):
        assert len(js.obligations(log, as_of=day)) <= len(js.obligations(log, as_of=AS_OF))
