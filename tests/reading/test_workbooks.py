"""Workbooks on disk → grids: every spelling and layout reads the same."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hostile
from filed import read
from hostile import (
    MAIN,
    OFFICE,
    as_prefixed,
    cell,
    members,
    retargeted,
    sheet,
    texts,
    workbook,
    zipped,
)
from jobsearch.reading.files import guard, read_grids
from jobsearch.reading.files.grid import Grid, cell_name

# Workbooks that are read.


def test_a_small_workbook_by_hand(tmp_path):
    applications = sheet(
        cell("A1", 0, "s")
        + cell("B1", "Applied on", "inlineStr")
        + cell("A2", 1, "s")
        + cell("B2", 46095, style=1)
        + cell("C2", 46095.645833333336, style=2)
        + cell("D2", 3.5)
        + cell("E2", 1, "b")
        + cell("F2", 1.5, style=3)
    )
    settings_sheet = sheet(cell("A1", "as of", "str"))
    data = workbook(applications, settings_sheet, shared=texts("Company", "Söhne &amp; Co"))
    assert read(tmp_path, data) == [
        Grid(
            "Applications",
            [
                ["Company", "Applied on", "", "", "", ""],
                [
                    "Söhne & Co",
                    dt.date(2026, 3, 14),
                    dt.datetime(2026, 3, 14, 15, 30),
                    3.5,
                    True,
                    dt.timedelta(hours=36),
                ],
            ],
            {},
        ),
        Grid("Interviews", [["as of"]], {}),
    ]


def test_what_a_person_can_type_comes_back(tmp_path):
    rows = [
        ["Company", "Applied on", "Notes"],
        ["$x_$", dt.date(2026, 3, 14), "<script>alert('x')</script>"],
        ["Ünïcödé 株式会社 🙂", dt.datetime(2026, 3, 14, 15, 30), "n" * 32_767],
        [True, 3.5, "two\nlines"],
        [False, 7, "ends &amp; all, 'quoted', \"twice\""],
        [None, dt.time(15, 30), " blanks around "],
    ]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    formula_like = book.active.cell(7, 1, "=1+1")
    formula_like.data_type = "s"
    book.save(tmp_path / "log.xlsx")
    (grid,) = read_grids(tmp_path / "log.xlsx")
    expected = [["" if value is None else value for value in row] for row in rows]
    assert grid == Grid("Sheet", [*expected, ["=1+1", "", ""]], {})
    assert [type(row[1]) for row in grid.rows[1:6]] == [dt.date, dt.datetime, float, float, dt.time]


def test_blank_rows_and_columns_before_the_table_keep_their_numbers(tmp_path):
    (grid,) = read(tmp_path, workbook(sheet(cell("C4", "Company", "str"))))
    assert grid.rows == [["", "", ""], ["", "", ""], ["", "", ""], ["", "", "Company"]]


def test_sheets_keep_their_order_and_names_and_hidden_ones_are_read(tmp_path):
    parts = members(sheet(cell("A1", 1)), sheet(cell("A1", 2)), sheet(cell("A1", 3)))
    listed = str(parts["xl/workbook.xml"])
    listed = listed.replace('name="Interviews"', 'name="R&amp;D &lt;x&gt;" state="veryHidden"')
    parts["xl/workbook.xml"] = listed.replace('name="Settings"', 'name="設定" state="hidden"')
    grids = read(tmp_path, zipped(parts))
    assert [(g.sheet, g.rows) for g in grids] == [
        ("Applications", [[1.0]]),
        ("R&D <x>", [[2.0]]),
        ("設定", [[3.0]]),
    ]


def test_chart_and_macro_sheets_are_left_out(tmp_path):
    parts = members(sheet(cell("A1", 1)), "<chartsheet/>", "<macrosheet/>")
    rels = str(parts["xl/_rels/workbook.xml.rels"])
    for n, kind in ((2, "chartsheet"), (3, "xlMacrosheet")):
        rels = rels.replace(
            f'/worksheet" Target="worksheets/sheet{n}', f'/{kind}" Target="{kind}s/sheet{n}'
        )
    parts["xl/_rels/workbook.xml.rels"] = rels
    assert [g.sheet for g in read(tmp_path, zipped(parts))] == ["Applications"]


def test_times_are_rounded_to_the_second(tmp_path):
    stored = [46095.645833333, 46095.64583, 46095.6458358, 46095.99999999, 0.64583, 0.999999]
    cells = [cell(cell_name(1, place), value, style=2) for place, value in enumerate(stored)]
    cells.append(cell("G1", 1.64583, style=3))
    (grid,) = read(tmp_path, workbook(sheet("".join(cells))))
    half_past = dt.datetime(2026, 3, 14, 15, 30)
    assert grid.rows == [
        [
            half_past,
            half_past,
            half_past,
            dt.datetime(2026, 3, 15),
            dt.time(15, 30),
            dt.time(23, 59, 59),
            dt.timedelta(days=1, hours=15, minutes=30),
        ]
    ]


@pytest.mark.parametrize("is_1904", ['date1904="1"', 'date1904="true"'])
def test_days_counted_from_1904(tmp_path, is_1904):
    data = workbook(sheet(cell("A1", 44633, style=1)), properties=f"<workbookPr {is_1904}/>")
    (grid,) = read(tmp_path, data)
    assert grid.rows == [[dt.date(2026, 3, 14)]]
    assert dt.date(1904, 1, 1) + dt.timedelta(days=44633) == dt.date(2026, 3, 14)


def test_escaped_characters_in_texts(tmp_path):
    (grid,) = read(tmp_path, workbook(sheet(cell("A1", "a_x000D_b _x005F_x0041_", "inlineStr"))))
    assert grid.rows == [["a\rb _x0041_"]]


def test_an_empty_sheet_is_an_empty_grid(tmp_path):
    assert read(tmp_path, workbook(sheet(""))) == [Grid("Applications", [], {})]


def test_formatted_cells_far_away_do_no_harm(tmp_path):
    far = '<c r="XFD1" s="1"/><c r="A1048576" s="1"/><c r="XFD1048576" s="1"></c>'
    false = '<dimension ref="A1:XFD1048576"/>'
    (grid,) = read(tmp_path, workbook(sheet(cell("A1", 1) + far, before=false)))
    assert grid == Grid("Applications", [[1.0]], {})


def test_long_honest_sheets_pass(tmp_path):
    """Rows from 100,000 on, and over a megabyte of XML, cut into pieces while it is checked."""
    cells = "".join(cell(f"A{row}", f"Note {row}", "inlineStr") for row in range(99_000, 131_000))
    (grid,) = read(tmp_path, workbook(sheet(cells + cell("C131000", 1))))
    assert (len(grid.rows), len(grid.rows[0])) == (131_000, 3)
    assert [grid.rows[98_999][0], grid.rows[130_998][0]] == ["Note 99000", "Note 130999"]


def test_what_spreadsheet_libraries_write_is_not_written_anew(tmp_path, monkeypatch):
    """Parsing a sheet and writing it anew costs ten times as much as checking it."""
    book = openpyxl.Workbook()
    book.active.append(["Company", "Applied on", "=1+1", "<x>", None, True, 3.5])
    book.active.cell(1, 5).number_format = "0.00"
    book.active["B2"].value = dt.date(2026, 3, 14)
    book.save(tmp_path / "log.xlsx")
    expected = read_grids(tmp_path / "log.xlsx")
    monkeypatch.delattr(guard, "_Rewriter")
    assert read_grids(tmp_path / "log.xlsx") == expected
    assert len(read(tmp_path, hostile.good())) == 3


# Broken cells.


def test_errors_and_formulas_without_a_value_are_named(tmp_path):
    cells = (
        cell("A1", "#N/A", "e")
        + '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        + '<c r="C1"><f>NOW()</f></c>'
        + '<c r="D1" s="1"><f>NOW()</f><v></v></c>'
        + '<c r="E1"><f t="shared" si="0"/><v/></c>'
        + '<c r="F1" t="str"><f>IF(A1=1,1,"")</f><v></v></c>'
        + '<c r="G1"><f>1+1</f><v>2</v></c>'
        + '<c r="H1" t="str"><f>A2</f><v>text</v></c>'
        + cell("I1", "NaN")
        + cell("J1", "1e999")
        + cell("K1", "#N/A", "inlineStr")
    )
    (grid,) = read(tmp_path, workbook(sheet(cells)))
    assert grid.rows == [["", "", "", "", "", "", 2.0, "text", "", "", "#N/A"]]
    assert grid.broken == {
        "A1": "holds the error #N/A",
        "B1": "holds the error #DIV/0!",
        "C1": "holds a formula without a stored value",
        "D1": "holds a formula without a stored value",
        "E1": "holds a formula without a stored value",
        "I1": "holds nan, which is not a number",
        "J1": "holds inf, which is not a number",
    }


def test_formulas_that_openpyxl_writes_have_no_value(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Company", "=1+1"])
    book.save(tmp_path / "log.xlsx")
    (grid,) = read_grids(tmp_path / "log.xlsx")
    assert grid.broken == {"B1": "holds a formula without a stored value"}


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#GETTING_DATA", "Err:502"])
def test_an_error_that_is_news_costs_its_cell_only(tmp_path, error):
    (grid,) = read(tmp_path, workbook(sheet(cell("A1", error, "e") + cell("B1", 2))))
    assert grid == Grid("Applications", [["", 2.0]], {"A1": f"holds the error {error}"})


# Other spellings of the same sheet.


def without_names(part: str) -> str:
    """Its cells without their names: A1, C1 and A3 are blank or given by the order."""
    for name in ("A1", "B1", "C1", "D1", "E1", "F1", "G1", "H1", "I1"):
        part = part.replace(f'<c r="{name}"', "<c")
    return part


SPELLINGS = {
    "prefixed": as_prefixed,
    "single quotes": lambda p: p.replace('"', "'"),
    "no names": without_names,
    "other order": lambda p: p.replace('<c r="D1" s="1"', '<c s="1" r="D1"'),
    "more attributes": lambda p: p.replace('<c r="D1"', '<c r="D1" cm="1"'),
    "line breaks": lambda p: p.replace("<c ", "<c\n").replace("</c>", "\n</c>"),
    "a comment": lambda p: p.replace("<v>", "<v><!-- x -->"),
    "an instruction": lambda p: p.replace("<v>", "<v><?x?>"),
    "quoted text": lambda p: p.replace("<v>46095</v>", "<v><![CDATA[46095]]></v>"),
    "no type": lambda p: p.replace(' t="inlineStr"', ""),
    "small letters": lambda p: p.replace('"I1"', '"i1"'),
    "UTF-16": lambda p: p.replace("UTF-8", "UTF-16").encode("utf-16"),
    "Latin-1": lambda p: p.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
    "phonetic": lambda p: p.replace("</t></is>", "</t><rPh sb='0' eb='1'><t>X</t></rPh></is>"),
    "rich text": lambda p: p.replace("<t xml", "<r><t xml").replace("</t></is>", "</t></r></is>"),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_reads_the_same(tmp_path, spelling):
    cells = (
        cell("A1", 0, "s")
        + cell("B1", "Grün &amp; Söhne &lt;x&gt;", "inlineStr")
        + cell("C1", 1, "b")
        + cell("D1", 46095, style=1)
        + cell("E1", "#N/A", "e")
        + '<c r="F1"><f>1+1</f></c><c r="G1" t="str"><f>A1</f><v></v></c>'
        + '<c r="H1"><f>1+1</f><v>2</v></c>'
        + cell("I1", -1.5)
    )
    usual = sheet(cells)
    other = SPELLINGS[spelling](usual)
    assert other not in (usual, usual.encode())
    shared = texts("Acme")
    expected = read(tmp_path, workbook(usual, shared=shared))
    assert expected[0].rows == [
        ["Acme", "Grün & Söhne <x>", True, dt.date(2026, 3, 14), "", "", "", 2.0, -1.5]
    ]
    assert read(tmp_path, workbook(other, shared=shared)) == expected


def strict(parts: dict[str, str | bytes]) -> dict[str, str | bytes]:
    return {
        name: str(part)
        .replace(MAIN, hostile.STRICT_MAIN)
        .replace(OFFICE, hostile.STRICT_OFFICE)
        .replace("http://schemas.openxmlformats.org/officeDocument", hostile.STRICT_OFFICE)
        for name, part in parts.items()
    }


def moved(old: str, new: str):
    def layout(parts: dict[str, str | bytes]) -> dict[str, str | bytes]:
        return {name.replace(old, new): part for name, part in parts.items()}

    return layout


def prefixed_workbook(parts: dict[str, str | bytes]) -> dict[str, str | bytes]:
    listed = str(parts["xl/workbook.xml"]).replace("xmlns=", "xmlns:x=").replace(" r:id", " q:id")
    listed = listed.replace("xmlns:r=", "xmlns:q=").replace("</", "</x:")
    for name in ("workbook ", "workbookPr", "sheets", "sheet "):
        listed = listed.replace(f"<{name}", f"<x:{name}")
    return {**parts, "xl/workbook.xml": listed}


LAYOUTS = {
    "strict": strict,
    "upper case": moved("worksheets/sheet1.xml", "Worksheets/Sheet1.XML"),
    "backslashes": moved("xl/worksheets/", "xl\\worksheets\\"),
    "absolute targets": retargeted("worksheets/", "/xl/worksheets/"),
    "targets from above": retargeted("worksheets/", "../xl/./worksheets/"),
    "prefixed workbook": prefixed_workbook,
    "its own folder": lambda parts: retargeted("xl/", "/book/")(moved("xl/", "book/")(parts)),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_reads_the_same(tmp_path, layout):
    parts = members(
        sheet(cell("A1", 0, "s") + cell("B1", 44633, style=1)),
        shared=texts("Acme"),
        properties='<workbookPr date1904="1"/>',
    )
    other = LAYOUTS[layout](parts)
    assert other != parts
    assert read(tmp_path, zipped(other)) == read(tmp_path, zipped(parts))
    assert read(tmp_path, zipped(other))[0].rows == [["Acme", dt.date(2026, 3, 14)]]


VALUES = st.one_of(
    st.just(""),
    st.booleans(),
    # openpyxl writes 16 digits of a number.
    st.integers(-(10**12), 10**12).map(lambda cents: cents / 100),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1).filter(
        lambda text: "_x" not in text and text == text.strip()
    ),
    st.dates(dt.date(1905, 1, 1), dt.date(9999, 12, 30)),
    st.datetimes(dt.datetime(1905, 1, 1), dt.datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0, second=1 + moment.second % 59)
    ),
)
GRIDS = st.lists(st.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=6)


@given(rows=GRIDS, top=st.integers(0, 3), left=st.integers(0, 30))
@settings(max_examples=60, deadline=None)
def test_whatever_openpyxl_writes_comes_back(tmp_path_factory, rows, top, left):
    book = openpyxl.Workbook()
    filled = {}
    for row, values in enumerate(rows, 1 + top):
        for column, value in enumerate(values, left):
            if value != "":
                cell_there = book.active.cell(row, column + 1, value)
                if isinstance(value, str):
                    cell_there.data_type = "s"
                filled[row, column] = value
    path = tmp_path_factory.mktemp("book") / "log.xlsx"
    book.save(path)
    (grid,) = read_grids(path)
    came = {
        (row, column): value
        for row, values in enumerate(grid.rows, 1)
        for column, value in enumerate(values)
        if value != ""
    }
    assert came == filled
    assert {k: type(v) for k, v in came.items()} == {k: type(v) for k, v in filled.items()}


@pytest.mark.parametrize("name", ["A1", "Z9", "AA10", "AZ1", "BA1", "ZZ702", "AAA1", "XFD1048576"])
def test_cell_names(name):
    column, row = openpyxl.utils.cell.coordinate_from_string(name)
    place = openpyxl.utils.column_index_from_string(column)
    assert cell_name(row, place - 1) == name
