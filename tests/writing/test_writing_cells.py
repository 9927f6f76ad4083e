"""What an edit has to mind, and what it refuses: made small, by hand."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.worksheet.formula import ArrayFormula

import jobsearch as js
from crowded import cells, parts
from jobsearch.writing.template import empty_workbook
from jobsearch.writing.workbook.cells import check_value
from jobsearch.writing.workbook.styles import Styles

changes = js.changes
HEADERS = ("Company", "Role", "Applied on", "Status", "Closed on", "Notes", "Days")
ROWS = [("Acme", "Cook", dt.date(2026, 9, 1), "applied"),
        ("Bolt", "Cook", dt.date(2026, 9, 2), "applied")]  # fmt: skip


def make(path: Path, then: Callable[[Any], None] = lambda book: None) -> Path:
    """A small log by openpyxl, with something more in it."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Applications"
    for row in (HEADERS, *ROWS):
        page.append(row)
    then(book)
    book.save(path)
    return path


def close_acme(path: Path, **options: Any) -> Any:
    return changes.closed(js.read_log(path), "Acme", "withdrawn", on="2026-10-09", **options)


def apply_to(path: Path, **options: Any) -> Any:
    return changes.applied(js.read_log(path), "Cobalt", "Cook", on="2026-10-09", **options)


def rewritten(path: Path, part: str, old: str, new: str) -> Path:
    """The workbook with some text of a part replaced."""
    held = parts(path)
    assert old.encode() in held[part]
    held[part] = held[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return path


def refused(path: Path, planned: Callable[[Path], Any]) -> str:
    before = path.read_bytes()
    with pytest.raises(js.LogError) as error:
        changes.apply(planned(path))
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    return str(error.value)


# Refused, the cell named.


def test_a_cell_inside_a_merge(tmp_path: Path) -> None:
    path = make(tmp_path / "log.xlsx", lambda book: book.active.merge_cells("D2:E2"))
    assert refused(path, close_acme) == (
        "Applications!D2 is part of a merged cell. Nothing was written. Unmerge it and repeat."
    )


def test_the_cells_of_an_array_formula(tmp_path: Path) -> None:
    def array(book: Any) -> None:
        book.active["E2"] = ArrayFormula("E2:E3", "=C2:C3+1")

    path = make(tmp_path / "log.xlsx", array)
    assert refused(path, close_acme) == (
        "Applications!E2 belongs to an array formula. Nothing was written. Change it in your "
        "spreadsheet program."
    )


def test_the_master_of_a_shared_formula_and_not_the_others(tmp_path: Path) -> None:
    def formulas(book: Any) -> None:
        book.active["E2"], book.active["E3"] = "=C2+1", "=C3+1"

    path = make(tmp_path / "log.xlsx", formulas)
    sheet = "xl/worksheets/sheet1.xml"
    rewritten(path, sheet, "<f>C2+1</f>", '<f t="shared" ref="E2:E3" si="0">C2+1</f>')
    rewritten(path, sheet, "<f>C3+1</f>", '<f t="shared" si="0"/>')
    assert refused(path, close_acme) == (
        "Applications!E2 holds the formula that other cells share. Nothing was written. Change it "
        "in your spreadsheet program."
    )
    plan = changes.closed(js.read_log(path), "Bolt", "withdrawn", on="2026-10-09")
    assert [str(doubt) for doubt in plan.doubts] == [
        "Applications!E3 holds a formula (=C3+1), which this would replace."
    ]
    changes.apply(plan)
    assert openpyxl.load_workbook(path)["Applications"]["E3"].value == dt.datetime(2026, 10, 9)


def table(path: Path, **options: Any) -> Path:
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Applications")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    page.add_table(0, 0, 2 + options.get("total_row", 0), len(HEADERS) - 1, {
        "columns": [{"header": header} for header in HEADERS], **options,
    })  # fmt: skip
    for number, (company, role, on, status) in enumerate(ROWS, 1):
        page.write_row(number, 0, (company, role))
        page.write_datetime(number, 2, on, day)
        page.write_string(number, 3, status)
    below = options.pop("below", None)
    if below:
        page.write_string(3, 5, below)
    book.close()
    return path


def test_a_totals_row(tmp_path: Path) -> None:
    path = table(tmp_path / "log.xlsx", total_row=True)
    assert refused(path, apply_to) == (
        "Applications!A4: the table ends there in a row of totals, so there is no room for "
        "a new row. Nothing was written. Switch the totals row off, or insert a row above it, and "
        "repeat."
    )


@pytest.mark.parametrize("held", ["see below", "=COUNTA(A2:A3)"])
def test_filled_cells_below_the_list(tmp_path: Path, held: str) -> None:
    def below(book: Any) -> None:
        book.active["F4"] = held

    path = make(tmp_path / "log.xlsx", below)
    assert refused(path, apply_to) == (
        f'Applications!F4 holds "{held}", right below the list, so there is no room for a new '
        "row. Nothing was written. Leave an empty row below the list and repeat."
    )


@pytest.mark.parametrize("held", [4, True])
def test_numbers_that_stand_ready_below_the_list_are_no_hindrance(
    tmp_path: Path, held: object
) -> None:
    def below(book: Any) -> None:
        book.active["G4"] = held

    path = make(tmp_path / "log.xlsx", below)
    changes.apply(apply_to(path))
    page = openpyxl.load_workbook(path)["Applications"]
    assert [page["A4"].value, page["G4"].value] == ["Cobalt", held]


def test_a_signed_workbook(tmp_path: Path) -> None:
    path = make(tmp_path / "log.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<Signature/>")
    assert refused(path, close_acme) == (
        "log.xlsx is digitally signed, and any change would break the signature. Save a copy "
        "without it. Nothing was written."
    )


def test_a_strict_workbook(tmp_path: Path) -> None:
    path = make(tmp_path / "log.xlsx")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        rewritten(path, part, main, strict)
    assert refused(path, close_acme) == (
        "log.xlsx is a strict Open XML workbook, and jobsearch cannot write to those. Save it as "
        "an ordinary Excel workbook (.xlsx). Nothing was written."
    )


def test_a_sheet_that_is_kept_in_another_encoding(tmp_path: Path) -> None:
    path = make(tmp_path / "log.xlsx")
    held = parts(path)
    sheet = held["xl/worksheets/sheet1.xml"].decode()
    _, _, rest = sheet.partition("?>") if sheet.startswith("<?xml") else ("", "", sheet)
    text = f'<?xml version="1.0" encoding="UTF-16"?>{rest}'
    held["xl/worksheets/sheet1.xml"] = text.encode("utf-16")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    for planned in (close_acme, apply_to):
        assert refused(path, planned) == (
            "log.xlsx does not keep its cells in UTF-8, and jobsearch cannot write to those. "
            "Save it in your spreadsheet program and repeat. Nothing was written."
        )


# Minded.


def test_a_row_beyond_the_table_joins_it_and_the_filter_grows(tmp_path: Path) -> None:
    path = table(tmp_path / "log.xlsx")
    changes.apply(apply_to(path))
    page = openpyxl.load_workbook(path)["Applications"]
    (found,) = page.tables.values()
    assert found.ref == found.autoFilter.ref == "A1:G4"


def test_an_empty_row_inside_a_table_is_filled_first(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    path.write_bytes(empty_workbook())
    for number, company in enumerate(("Acme", "Bolt"), 2):
        changes.apply(changes.applied(js.read_log(path), company, "Cook", on="2026-10-09"))
        page = openpyxl.load_workbook(path)["Applications"]
        assert page.tables["Applications"].ref == f"A1:R{number}"
        assert page[f"H{number}"].number_format == "yyyy-mm-dd"


def test_the_new_row_takes_look_and_formulas_of_the_row_above(tmp_path: Path) -> None:
    def more(book: Any) -> None:
        page = book.active
        for row in (2, 3):
            page[f"G{row}"] = f"=C{row}-$C$2"
            page[f"C{row}"].number_format = "d mmm yyyy"
            page[f"F{row}"].font = openpyxl.styles.Font(bold=True)
        page.row_dimensions[3].height = 30

    path = make(tmp_path / "log.xlsx", more)
    changes.apply(apply_to(path))
    page = openpyxl.load_workbook(path)["Applications"]
    assert page["G4"].value == "=C4-$C$2"
    assert page["C4"].number_format == "d mmm yyyy"
    assert page["F4"].font.b and page.row_dimensions[4].height == 30
    assert js.read_log(path).applications["applied_on"].iloc[2].day == 9


def test_a_date_where_no_date_was_gets_a_date_format(tmp_path: Path) -> None:
    path = make(tmp_path / "log.xlsx")
    changes.apply(close_acme(path))
    cell = openpyxl.load_workbook(path)["Applications"]["E2"]
    assert (cell.value, cell.number_format) == (dt.datetime(2026, 10, 9), "yyyy-mm-dd")


def test_a_number_format_is_reused(tmp_path: Path) -> None:
    path = make(tmp_path / "log.xlsx")
    styles = Styles(parts(path)["xl/styles.xml"])
    once = styles.dated(0, with_time=True)
    assert styles.dated(0, with_time=True) == once == styles.dated(once, with_time=True)
    assert styles.dated(once, with_time=False) == once
    assert styles.shows(once) == "dh" and styles.shows(0) == ""


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+49 30 1234", "@Acme", "-", " two  blanks ", "a\nb\tc", "_x000D_ and _x0041_",
     "<b>&amp;</b>", "'quoted", "1e5", "TRUE", "🙂 東京", "x" * 32_767],
)  # fmt: skip
def test_text_stays_the_text_that_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "log.xlsx"
    path.write_bytes(empty_workbook())
    changes.apply(changes.applied(js.read_log(path), "Acme", "Cook", values={"Notes": text}))
    page = cells(parts(path)["xl/worksheets/sheet1.xml"])
    assert dict(page["R2"][0])["t"] == "inlineStr"
    assert not any(isinstance(x, tuple) and x[0] == "f" for x in page["R2"][1:])
    from python_calamine import load_workbook

    with load_workbook(path) as book:
        row = book.get_sheet_by_name("Applications").to_python(skip_empty_area=False)[1]
    assert row[17] == text.strip()
    assert js.read_log(path).applications["notes"].tolist() == [text.strip()]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("bell \x07", "the text holds a control character (U+0007), which a spreadsheet cannot "
         "hold. Nothing was written. Take it out and repeat."),
        ("x" * 32_768, "the text has 32,768 characters, and a cell holds 32,767 at most. Nothing "
         "was written. Shorten it and repeat."),
        ("🙂" * 16_384, "the text has 32,768 characters, and a cell holds 32,767 at most. Nothing "
         "was written. Shorten it and repeat."),
        (dt.date(1899, 12, 31), "1899-12-31 is before March 1900, and a spreadsheet has no such "
         "dates. Nothing was written. Correct the date and repeat."),
    ],
)  # fmt: skip
def test_what_a_cell_cannot_hold(value: Any, message: str) -> None:
    with pytest.raises(js.LogError) as error:
        check_value(value, "Applications!R2")
    assert str(error.value) == f"Applications!R2: {message}"


@pytest.mark.parametrize("on", ["1899-12-31", "0205-03-14", "2026-02-30", "next week", "2026-14-3"])
def test_days_that_cannot_be(tmp_path: Path, on: str) -> None:
    path = make(tmp_path / "log.xlsx")
    if on[0] in "10":
        message = (
            f'"{on}" for the end cannot be right: the year is not between 1990 and 2089. Nothing '
            "was written."
        )
    else:
        message = (
            f'"{on}" is not a date for the end. Nothing was written. Write it like 2026-03-14.'
        )
    planned = lambda path: changes.closed(js.read_log(path), "Acme", on=on)  # noqa: E731
    assert refused(path, planned) == message


def test_days_counted_from_1904(tmp_path: Path) -> None:
    def epoch(book: Any) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    path = make(tmp_path / "log.xlsx", epoch)
    changes.apply(plan := close_acme(path))
    log = plan.log
    assert log.applications["closed_on"].iloc[0] == pd.Timestamp("2026-10-09")


def test_prefixed_names_single_quotes_comments_and_missing_names(tmp_path: Path) -> None:
    path = make(tmp_path / "log.xlsx")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    row = (
        "<x:row r='{n}'><!-- <x:row r='9'> --><x:c t='inlineStr'><x:is><x:t>{a}</x:t></x:is></x:c>"
    )
    row += "<x:c r='B{n}' t='inlineStr'><x:is><x:t>{b}</x:t></x:is></x:c></x:row>"
    body = row.format(n=1, a="Company", b="Status") + row.format(n=2, a="Acme", b="applied")
    sheet = f"<x:worksheet xmlns:x='{main}'><x:sheetData>{body}</x:sheetData></x:worksheet>"
    held = parts(path)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, sheet if name.endswith("sheet1.xml") else content)
    changes.apply(changes.closed(js.read_log(path), "Acme", on="2026-10-09", add=True))
    plan = changes.applied(js.read_log(path), "Bolt", on="2026-10-09", add=True)
    changes.apply(plan)
    log = plan.log
    assert log.applications["status"].tolist() == ["no_response", "applied"]
    text = parts(path)["xl/worksheets/sheet1.xml"].decode()
    assert text.startswith(sheet[: sheet.index("applied")].split("<x:c r='B2'")[0][:100])
    assert "<!-- <x:row r='9'> -->" in text and '<x:c r="D3"' in text


def test_a_formula_cell_that_is_overwritten_takes_the_chain_with_it(tmp_path: Path) -> None:
    def formula(book: Any) -> None:
        book.active["E2"] = "=C2+30"
        book.active["G2"] = "=E2-C2"

    path = make(tmp_path / "log.xlsx", formula)
    held = parts(path)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    held["xl/calcChain.xml"] = b"<calcChain/>"
    rels, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    held[rels] = held[rels].replace(
        b"</Relationships>",
        f'<Relationship Id="rc" Type="{kind}" Target="calcChain.xml"/></Relationships>'.encode(),
    )
    held[types] = held[types].replace(
        b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="x"/></Types>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    plan = close_acme(path)
    assert [str(doubt) for doubt in plan.doubts] == [
        "Applications!E2 holds a formula (=C2+30), which this would replace."
    ]
    changes.apply(plan)
    now = parts(path)
    assert "xl/calcChain.xml" not in now
    assert b"calcChain" not in now[rels] + now[types]
    assert openpyxl.load_workbook(path)["Applications"]["G2"].value == "=E2-C2"


def test_a_formula_that_a_new_row_takes_over_is_kept(tmp_path: Path) -> None:
    def formula(book: Any) -> None:
        for row in (2, 3):
            book.active[f"D{row}"] = f'=IF(E{row}="","applied","withdrawn")'

    path = make(tmp_path / "log.xlsx", formula)
    plan = apply_to(path)
    assert plan.notes[0] == "Applications!D4 is calculated by a formula, which stays."
    changes.apply(plan)
    page = openpyxl.load_workbook(path)["Applications"]
    assert page["D4"].value == '=IF(E4="","applied","withdrawn")'


def test_formats_that_are_not_written_into(tmp_path: Path) -> None:
    from jobsearch.writing.edit_file import open_file

    for name in ("log.xls", "log.ods", "log.tsv", "log.xlsb"):
        with pytest.raises(js.LogError) as error:
            open_file(tmp_path / name, b"Company,Role")
        assert str(error.value) == (
            f"jobsearch writes only to .xlsx, .xlsm and .csv files, and {name} is none of them. "
            "Nothing was written. Save it as .xlsx in your "
            "spreadsheet program and use that from now on."
        )
