"""Files on disk → grids: what is read, and what is refused in which words."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hostile
from hostile import MAIN, OFFICE, cell, members, sheet, texts, workbook, zipped
from jobsearch.log import LogError
from jobsearch.reading import guard, xlsx
from jobsearch.reading.files import read_grids
from jobsearch.reading.grid import Grid, cell_name

DAMAGED = (
    "is damaged and cannot be read. Open it in a spreadsheet program, which may repair it, and "
    "save a copy."
)
CUT_OFF = "is not complete: its end is missing. Copy or download it again."
PASSWORD = (
    "is protected with a password. Remove the password in your spreadsheet program and save a copy."
)
DOCTYPE = (
    "declares a document type, which no spreadsheet program writes and which can do harm. Save a "
    "copy in your spreadsheet program and give that."
)


def read(tmp_path: Path, data: bytes, name: str = "log.xlsx") -> list[Grid]:
    path = tmp_path / name
    path.write_bytes(data)
    return read_grids(path)


def refused(tmp_path: Path, data: bytes, name: str = "log.xlsx") -> str:
    with pytest.raises(LogError) as caught:
        read(tmp_path, data, name)
    return str(caught.value)


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
        "I1": "holds nan, which is no number",
        "J1": "holds inf, which is no number",
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


def as_prefixed(part: str) -> str:
    for name in ("worksheet", "sheetData", "row", "c", "v", "is", "t", "f"):
        for end in (" ", ">", "/"):
            part = part.replace(f"<{name}{end}", f"<x:{name}{end}")
        part = part.replace(f"</{name}>", f"</x:{name}>")
    return part.replace("xmlns=", "xmlns:x=")


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


def retargeted(old: str, new: str):
    def layout(parts: dict[str, str | bytes]) -> dict[str, str | bytes]:
        return {
            name: str(part).replace(f'Target="{old}', f'Target="{new}')
            for name, part in parts.items()
        }

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


# Files that cannot be used, in a process of their own: each could end it.

BITING = {
    "stray.xlsx": (
        lambda: hostile.stray("XFD1048576"),
        'has something in cell XFD1048576 of the sheet "Applications", which makes it 1,048,576 '
        "rows by 16,384 columns. Clear that cell and save the file again.",
    ),
    "wide.xlsx": (
        lambda: hostile.stray("ZZ100000"),
        'has something in cell ZZ100000 of the sheet "Applications", which makes it 100,000 rows '
        "by 702 columns. Clear that cell and save the file again.",
    ),
    "deep.xlsx": (
        lambda: workbook(sheet(cell("A1048576", 1) + cell("Z1", 1))),
        'has something in cell A1048576 of the sheet "Applications", which makes it 1,048,576 '
        "rows by 26 columns. Clear that cell and save the file again.",
    ),
    "prefixed.xlsx": (
        lambda: workbook(as_prefixed(sheet(cell("XFD1048576", 1)))),
        'has something in cell XFD1048576 of the sheet "Applications", which makes it 1,048,576 '
        "rows by 16,384 columns. Clear that cell and save the file again.",
    ),
    "letters.xlsx": (
        lambda: hostile.stray("ZZZZZZZ1"),
        'has something in cell ZZZZZZZ1 of the sheet "Applications", which makes it 1 rows by '
        "8,353,082,582 columns. Clear that cell and save the file again.",
    ),
    "twice.xlsx": (
        lambda: workbook(sheet('<c r="A1" r="XFD1048576"><v>1</v></c>')),
        DAMAGED,
    ),
    "slash.xlsx": (
        lambda: workbook(sheet('<a/b:c r="XFD1048576"><v>1</v></a/b:c>')),
        DAMAGED,
    ),
    "gigabyte.xlsx": (
        hostile.gigabyte,
        "unpacks to 1,074 MB, more than any log needs. Save a copy that holds the log alone.",
    ),
    "tight.xlsx": (
        lambda: hostile.gigabyte(declared=500_000_000),
        "unpacks to more than 200 times its size, which no honest workbook does. Save a copy that "
        "holds the log alone.",
    ),
    "liar.xlsx": (lambda: hostile.gigabyte(declared=1000), DAMAGED),
    "laughs.xlsx": (hostile.billion_laughs, DOCTYPE),
    "laughs16.xlsx": (
        lambda: workbook(
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16")
        ),
        DOCTYPE,
    ),
    "texts.xlsx": (
        lambda: workbook(sheet(cell("A1", 0, "s")), shared=texts("a", count="99999999999")),
        DAMAGED,
    ),
    "doctype.xlsx": (
        lambda: workbook(
            sheet(cell("A1", 0, "s")), shared="<!DOCTYPE sst>" + texts("a", count="1")
        ),
        DOCTYPE,
    ),
    "index.xlsx": (
        lambda: workbook(sheet(cell("A1", 7, "s")), shared=texts("a", count="1")),
        DAMAGED,
    ),
    "fractions.xlsx": (lambda: workbook(sheet(cell("A1", "1e300", style=3))), DAMAGED),
    "row.xlsx": (
        lambda: hostile.stray("A4294967296"),
        'has something in cell A4294967296 of the sheet "Applications", which makes it '
        "4,294,967,296 rows by 1 columns. Clear that cell and save the file again.",
    ),
    "circle.xlsx": (
        lambda: zipped(
            retargeted("worksheets/sheet1.xml", "workbook.xml")(members(sheet(cell("A1", 1))))
        ),
        DAMAGED,
    ),
}


def in_a_process_of_its_own(folder: Path) -> dict[str, str]:
    program = Path(hostile.__file__)
    places = os.pathsep.join([str(program.parents[1]), str(program.parent)])
    done = subprocess.run(
        [sys.executable, program, folder],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": places},
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("biting")
    for name, (make, _) in BITING.items():
        (folder / name).write_bytes(make())
    return in_a_process_of_its_own(folder)


@pytest.mark.parametrize("name", BITING)
def test_files_that_bite_are_refused(outcomes, name):
    assert outcomes[name] == f"{name} {BITING[name][1]}"


def test_many_sheets_that_are_nearly_blank(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "_MOST_CELLS_IN_ALL", 10)
    four_cells, seven_cells = sheet(cell("B2", 1)), sheet(cell("A7", 1))
    assert len(read(tmp_path, workbook(four_cells, four_cells))) == 2
    assert refused(tmp_path, workbook(four_cells, seven_cells)) == (
        "log.xlsx spans more than 10 cells, nearly all of them blank. Clear what stands far down "
        'or far right on the sheet "Interviews" and save the file again.'
    )


def test_a_gigabyte_is_small_on_disk():
    assert len(hostile.gigabyte()) < 2_000_000


def test_500_damaged_workbooks_load_or_are_refused(tmp_path):
    for n, data in enumerate(hostile.mutations(500, seed=20260314)):
        (tmp_path / f"{n}.xlsx").write_bytes(data)
    outcomes = in_a_process_of_its_own(tmp_path)
    assert len(outcomes) == 500
    odd = {
        name: outcome
        for name, outcome in outcomes.items()
        if not outcome.startswith(f"{name} ") and not outcome.endswith(" sheets")
    }
    assert odd == {}
    assert sum(outcome.endswith(" sheets") for outcome in outcomes.values()) > 20


def test_damage_to_the_bytes_never_changes_a_value(tmp_path):
    """Flipped, cut or repeated bytes: refused, or the very values of the whole file."""
    whole = hostile.good()
    expected = read(tmp_path, whole)
    chance = hostile.random.Random(14)
    for _ in range(300):
        damage = chance.choice((hostile._flip, hostile._cut, hostile._repeat))
        with contextlib.suppress(LogError):
            assert read(tmp_path, damage(whole, {}, chance)) == expected


def test_a_panic_in_calamine_is_a_damaged_file_and_an_interrupt_is_none(tmp_path, monkeypatch):
    class PanicException(BaseException):
        """What a panic in compiled code arrives as."""

    def fail(error: type[BaseException]):
        def load(_: object) -> None:
            raise error

        monkeypatch.setattr("python_calamine.load_workbook", load)

    fail(PanicException)
    assert refused(tmp_path, hostile.good()) == f"log.xlsx {DAMAGED}"
    fail(KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        read(tmp_path, hostile.good())


def test_truncated_workbooks(tmp_path):
    whole = hostile.good()
    end = whole.rindex(b"PK\5\6")
    for length in [*range(4, end, len(whole) // 50), end]:
        assert refused(tmp_path, whole[:length]) == f"log.xlsx {CUT_OFF}"
    for length in range(end + 4, len(whole)):
        assert refused(tmp_path, whole[:length]) == f"log.xlsx {DAMAGED}"


# Refusals, word by word.

NOT_READ = "which is not read. Save it as .xlsx or .csv."
GIVE = "Give an .xlsx or .csv file."

NO_TABLE = (
    "is a web page (HTML) without a table in it. Open what it shows in a spreadsheet program and "
    "save it as .xlsx or .csv."
)
NO_TABLE_IN_ZIP = "is a .zip without a table in it. Unpack it and give the file that is one."


def zip_of(*names: str) -> bytes:
    return zipped(dict.fromkeys(names, "x"))


REFUSED = {
    "empty": ("log.xlsx", b"", "is empty: it has 0 bytes. Look for another copy of it."),
    "blank text": (
        "log.csv",
        b"\xef\xbb\xbf \r\n\t\r\n",
        "is empty: it holds nothing but blanks. Look for another copy of it.",
    ),
    "text": (
        "log.xlsx",
        b"Company,Role\n",
        f"is not a spreadsheet: its name ends in .xlsx, but what it holds is no workbook. {GIVE}",
    ),
    "picture": ("log.xlsx", b"\x89PNG\r\n\x1a\n", f"is not a spreadsheet: it is a picture. {GIVE}"),
    "photo": ("log.csv", b"\xff\xd8\xff\xe0", f"is not a spreadsheet: it is a picture. {GIVE}"),
    "pdf": ("log.xlsx", b"%PDF-1.7", f"is not a spreadsheet: it is a PDF document. {GIVE}"),
    "rtf": (
        "log.csv",
        b"{\\rtf1",
        f"is not a spreadsheet: it is a text document (.rtf). {GIVE}",
    ),
    "html": ("log.xls", b"\n<HTML><table>", NO_TABLE),
    "html table": ("log.csv", b"\xef\xbb\xbf<table border=1>", NO_TABLE),
    "xml sheet": (
        "log.xls",
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        f"is a spreadsheet saved as XML, {NOT_READ}",
    ),
    "xml": (
        "log.csv",
        b'<?xml version="1.0"?><rss/>',
        f"is not a spreadsheet: it is an XML document. {GIVE}",
    ),
    "ods": ("log.ods", zip_of("mimetype", "content.xml"), DAMAGED),
    "xlsb": ("log.xlsx", zip_of("_rels/.rels", "xl/workbook.bin"), DAMAGED),
    "numbers": (
        "log.numbers",
        zip_of("Index/Document.iwa"),
        f"is a Numbers spreadsheet, {NOT_READ}",
    ),
    "exports": ("export.zip", zip_of("Notes.txt", "photo.jpg"), NO_TABLE_IN_ZIP),
    "empty zip": ("log.xlsx", zip_of(), NO_TABLE_IN_ZIP),
    "word": (
        "log.xlsx",
        zip_of("_rels/.rels", "word/document.xml"),
        f"is not a spreadsheet: it is a text document or presentation. {GIVE}",
    ),
    "package": (
        "log.xlsx",
        zipped({"_rels/.rels": hostile.relations(), "thing.xml": "<x/>"}),
        "is not a spreadsheet: it is a zip file without a workbook in it.",
    ),
    "old word": (
        "log.xls",
        hostile.ole("WordDocument"),
        f"is not a spreadsheet: it is an old Office document without a sheet. {GIVE}",
    ),
    "password": ("log.xlsx", hostile.ole("EncryptionInfo", "EncryptedPackage"), PASSWORD),
    "zip password": ("log.xlsx", hostile.flagged(hostile.good()), PASSWORD),
    "no worksheet": (
        "log.xlsx",
        workbook(),
        "has no worksheet. Put the log on a sheet of its own and save the file.",
    ),
    "no such part": (
        "log.xlsx",
        zipped({k: v for k, v in members(sheet("")).items() if "sheet1" not in k}),
        DAMAGED,
    ),
    "no sheet in it": ("log.xlsx", workbook("<styleSheet/>"), DAMAGED),
    "not well-formed": ("log.xlsx", workbook(sheet("<c><v>1</w></c>")), DAMAGED),
    "not UTF-8": ("log.xlsx", workbook(sheet(cell("A1", "é", "str")).encode("latin-1")), DAMAGED),
    "bytes": (
        "log.csv",
        bytes(range(256)),
        "is not a spreadsheet: it holds neither a workbook nor text. Give an .xlsx or .csv file.",
    ),
    "open quote": (
        "log.csv",
        b'Company,Notes\nAcme,fine\nBeta,"not closed\nCeta,x\n',
        "has a quotation mark in row 3 that is never closed, so the rows below it cannot be told "
        "apart. Close it or take it out.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals(tmp_path, case):
    name, data, why = REFUSED[case]
    assert refused(tmp_path, data, name) == f"{name} {why}"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_two_parts_of_one_name(tmp_path, part):
    out = io.BytesIO(hostile.good())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(part.upper(), "<x/>")
    assert refused(tmp_path, out.getvalue()) == f"log.xlsx {DAMAGED}"


def test_parts_that_overlap(tmp_path):
    """Two entries of the directory that point to the same bytes."""
    data = workbook(sheet(cell("A1", 1)), sheet(cell("A1", 2)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at = {info.filename: info.header_offset for info in archive.infolist()}
    one, two = (at[f"xl/worksheets/sheet{n}.xml"].to_bytes(4, "little") for n in (1, 2))
    end = data.index(b"PK\1\2")
    assert data[end:].count(two) == 1
    assert refused(tmp_path, data[:end] + data[end:].replace(two, one)) == f"log.xlsx {DAMAGED}"


def test_missing_file_and_folder(tmp_path):
    missing = tmp_path / "missing.xlsx"
    for path in (missing, f"{missing}\0", tmp_path / "missing" / "log.xlsx"):
        with pytest.raises(LogError) as caught:
            read_grids(path)
        assert str(caught.value) == f"{path} does not exist. Check the name and the folder."
    with pytest.raises(LogError) as caught:
        read_grids(tmp_path)
    assert str(caught.value) == f"{tmp_path} is a folder. Give the file in it that holds the log."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such thing here")
def test_what_is_no_file_on_disk(tmp_path):
    os.mkfifo(tmp_path / "pipe.xlsx")
    with pytest.raises(LogError) as caught:
        read_grids(tmp_path / "pipe.xlsx")
    assert str(caught.value) == f"{tmp_path / 'pipe.xlsx'} is not a file on disk. {GIVE}"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            PermissionError(13, "Permission denied"),
            "log.xlsx cannot be read: permission is denied. Allow reading it, or close the program "
            "that has it open.",
        ),
        (OSError(5, "Input/output error"), "{path} cannot be read: Input/output error."),
    ],
)
def test_files_that_cannot_be_opened(tmp_path, monkeypatch, error, message):
    def fail(path: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", fail)
    assert refused(tmp_path, b"x") == message.format(path=tmp_path / "log.xlsx")


def test_files_that_are_too_large(tmp_path):
    with (tmp_path / "log.csv").open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(LogError) as caught:
        read_grids(tmp_path / "log.csv")
    assert str(caught.value) == (
        "log.csv has 300 MB, more than any log needs. Save a copy that holds the log alone."
    )


@pytest.mark.parametrize("name", ["~$log.xlsx", ".~lock.log.xlsx#"])
def test_lock_files(tmp_path, name):
    assert refused(tmp_path, b"somebody", name) == (
        f"{name} is no workbook but the mark that a spreadsheet program leaves while log.xlsx is "
        "open. Give log.xlsx instead."
    )


def test_the_content_decides_not_the_name(tmp_path):
    data = workbook(sheet(cell("A1", 1)))
    assert read(tmp_path, data, "log.csv") == [Grid("Applications", [[1.0]], {})]
    assert read(tmp_path, b"Company\nAcme\n", "log.txt") == [
        Grid("log.txt", [["Company"], ["Acme"]], {})
    ]


# Delimited text.


def rows_of(tmp_path: Path, data: bytes) -> list[list[object]]:
    (grid,) = read(tmp_path, data, "log.csv")
    assert (grid.sheet, grid.broken) == ("log.csv", {})
    return grid.rows


TABLE = [["Company", "Role"], ["Söhne & Co", "Analyst"]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"], ids=lambda name: name
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semi", "tab", "bar"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_encodings_delimiters_line_ends(tmp_path, encoding, delimiter, line_end):
    text = line_end.join(delimiter.join(row) for row in TABLE)
    for end in ("", line_end):
        assert rows_of(tmp_path, (text + end).encode(encoding)) == TABLE


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le"])
def test_utf_16_both_ways(tmp_path, encoding):
    text = "\ufeff" + "\n".join(",".join(row) for row in TABLE)
    assert rows_of(tmp_path, text.encode(encoding)) == TABLE


def test_bytes_that_windows_1252_does_not_know(tmp_path):
    assert rows_of(tmp_path, b"Company\nS\xf6hne \x81\n") == [["Company"], ["Söhne \ufffd"]]


def test_cells_stay_text_without_blanks_around(tmp_path):
    data = b'ID, Applied on ,"Notes"\r\n2026-2038, 01/12/2023 ,  =1+1\r\n007,\xc2\xa0,1.50\r\n'
    assert rows_of(tmp_path, data) == [
        ["ID", "Applied on", "Notes"],
        ["2026-2038", "01/12/2023", "=1+1"],
        ["007", "", "1.50"],
    ]


def test_quotes_and_cells_of_many_lines(tmp_path):
    data = (
        b'Company,Notes,Status\n"Acme, Inc.","first\r\nsecond, ""quoted""",applied\n'
        b'Beta, "after a blank, quoted",offer\nCeta,5" screens,"$x_$"\n'
    )
    assert rows_of(tmp_path, data) == [
        ["Company", "Notes", "Status"],
        ["Acme, Inc.", 'first\r\nsecond, "quoted"', "applied"],
        ["Beta", "after a blank, quoted", "offer"],
        ["Ceta", '5" screens', "$x_$"],
    ]


def test_blank_lines_are_rows_and_ragged_rows_stay_ragged(tmp_path):
    data = b"\nMy search\n\nCompany,Role,Status\nAcme,Analyst\nBeta,Analyst, Junior,applied\n\n"
    assert rows_of(tmp_path, data) == [
        [],
        ["My search"],
        [],
        ["Company", "Role", "Status"],
        ["Acme", "Analyst"],
        ["Beta", "Analyst", "Junior", "applied"],
        [],
    ]


def test_the_header_line_decides_the_delimiter(tmp_path):
    quoted = b'"Company, name";Role;Status\nA, B, C, D, E;Analyst, junior;applied\n'
    assert rows_of(tmp_path, quoted)[0] == ["Company, name", "Role", "Status"]
    titled = b"My search, 2026\nCompany;Role;Status\nAcme;Analyst;applied\n"
    assert rows_of(tmp_path, titled)[1:] == [
        ["Company", "Role", "Status"],
        ["Acme", "Analyst", "applied"],
    ]


@pytest.mark.parametrize("line", [b"sep=|\r\n", b'"sep=|"\n', b"\xef\xbb\xbfsep=|\n"])
def test_the_line_that_names_the_delimiter(tmp_path, line):
    rows = rows_of(tmp_path, line + b"Company, a|Role, b\nAcme|x;y;z\n")
    assert rows == [[], ["Company, a", "Role, b"], ["Acme", "x;y;z"]]


def test_long_cells_and_the_limit_of_the_process(tmp_path):
    import csv

    limit = csv.field_size_limit()
    long = "n" * 300_000
    assert rows_of(tmp_path, f'Notes\n"{long}"\n'.encode()) == [["Notes"], [long]]
    assert csv.field_size_limit() == limit


@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))).map(str.strip),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=5,
    ),
    delimiter=st.sampled_from(",;\t|"),
)
@settings(max_examples=100, deadline=None)
def test_whatever_csv_writes_comes_back(tmp_path_factory, rows, delimiter):
    import csv

    table = [["Company", "Role", "Status"], *rows]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    path = tmp_path_factory.mktemp("text") / "log.csv"
    path.write_bytes(out.getvalue().encode())
    (grid,) = read_grids(path)
    assert grid.rows == table


def test_neither_pandas_nor_openpyxl_is_asked():
    reading = Path(__file__).parents[1] / "jobsearch" / "reading"
    for name in ("grid", "files", "xlsx", "archive", "guard", "markup", "delimited"):
        text = (reading / f"{name}.py").read_text(encoding="utf-8")
        assert "pandas" not in text
        assert "openpyxl" not in text
