"""What a change did not say, it did not change: in workbooks full of other things."""

from __future__ import annotations

import re
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import load_workbook

import jobsearch as js
from crowded import (
    LAST,
    cells,
    libreoffice,
    make_crowded,
    needs_libreoffice,
    packed,
    parts,
    sheet_parts,
    skipped_without_libreoffice,
)
from jobsearch.changes.plan import Plan
from jobsearch.log import Log
from jobsearch.writing.workbook.cells import parse_cell_name

changes = js.changes
CHANGES: dict[str, Callable[[Log], Plan]] = {
    "applied": lambda log: changes.applied(
        log, "Delta <& Co>", "Chef", source="Referral", on="2026-10-05", values={"Salary": "61000"}
    ),
    "interviewed": lambda log: changes.interviewed(
        log, "Acme", people=["Eve Moss <eve@acme.example>", "Bo"], ended="2026-10-06 15:30",
        talked_about="=1+1", decision_by="2026-10-12",
    ),
    "thanked": lambda log: changes.thanked(
        log, "Bolt", "Dana", at="2026-09-28 16:00", note=" Dear Dana,\nthank you "
    ),
    "followed-up": lambda log: changes.followed_up(
        log, "Bolt", at="2026-10-09 09:00", message="Any news?"
    ),
    "heard": lambda log: changes.heard(log, "Acme", "rejection", on="2026-10-07"),
    "heard, with a new sheet": lambda log: changes.heard(
        log, "Acme", "reply", on="2026-10-07", decision_by="2026-10-20", add=True
    ),
    "closed": lambda log: changes.closed(log, "Ćma", "withdrawn", on="2026-10-08"),
    "own column": lambda log: changes.closed(
        log, "Ćma", "accepted", on="2026-10-08", values={"Salary": "70000", "Stars": "3"}
    ),
    "new column": lambda log: changes.applied(
        log, "Delta", "Chef", on="2026-10-05", values={"Mood": "good"}, add=True
    ),
}  # fmt: skip
# The parts that each change has to write anew; what they are called is for openpyxl to say.
NEW_ROWS = {"applied": "Applications", "interviewed": "Interviews", "followed-up": "Follow-ups"}


LIBREOFFICE = pytest.param("LibreOffice", marks=(pytest.mark.office, skipped_without_libreoffice))


@pytest.fixture(scope="module", params=["xlsx", "xlsm", LIBREOFFICE])
def rich(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rich")
    if request.param != "LibreOffice":
        return make_crowded(folder / f"log.{request.param}")
    return libreoffice(make_crowded(folder / "log.xlsx"), "xlsx", folder / "saved")


@pytest.fixture
def log(rich: Path, tmp_path: Path) -> Log:
    return js.read_log(shutil.copy(rich, tmp_path))


def loaded(path: Path, **options: Any) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of all that openpyxl would lose
        return openpyxl.load_workbook(path, **options)


def by_sheet(path: Path) -> dict[str, str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return sheet_parts(path)


@pytest.mark.parametrize("kind", CHANGES)
def test_all_other_parts_keep_their_bytes(log: Log, rich: Path, kind: str) -> None:
    plan = CHANGES[kind](log)
    changes.apply(plan)
    path = Path(log.reading.path)
    before, after = packed(rich), packed(path)
    differing = {name for name, entry in before.items() if after.get(name) != entry}
    sheet_of = {part: sheet for sheet, part in by_sheet(path).items()}
    touched = {sheet for sheet, _ in plan.result.cells}
    touched |= {sheet for sheet, _ in plan.result.recalculated}
    allowed = {name for name in before if sheet_of.get(name) in touched}
    if kind in ("applied", "new column"):
        allowed |= {name for name in before if name.startswith("xl/tables/")}
    if plan.result.recalculated or kind == "applied":
        allowed |= {"xl/workbook.xml"}
    if kind == "heard, with a new sheet":
        allowed |= {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"}
    assert differing <= allowed | {"xl/styles.xml"}
    # Dates where no cell had such a format yet need one.
    if "xl/styles.xml" in differing:
        old, new = (parts(p)["xl/styles.xml"] for p in (rich, path))
        for xf in re.findall(rb"<xf .*?(?:/>|</xf>)", old):
            assert xf in new


@pytest.mark.parametrize("kind", CHANGES)
def test_all_other_cells_of_the_changed_sheets_stay(log: Log, rich: Path, kind: str) -> None:
    plan = CHANGES[kind](log)
    changes.apply(plan)
    path = Path(log.reading.path)
    old, new, names = parts(rich), parts(path), by_sheet(path)
    for sheet, part in names.items():
        if part not in old:
            continue
        planned = {c.cell for c in plan.changes if c.sheet == sheet}
        stale = {at for where, at in plan.result.recalculated if where == sheet}
        new_rows = {row for where, row in plan.rows if where == sheet}
        before, after = cells(old[part]), cells(new[part])
        assert before.keys() <= after.keys()
        for name, cell in after.items():
            row = int(re.sub(r"\D", "", name))
            if name in planned or row in new_rows:
                continue
            if before[name] != cell:
                assert parse_cell_name(name) in stale, name
                old_texts, new_texts = ([x for x in c if isinstance(x, str)] for c in
                                        (before[name], cell))  # fmt: skip
                assert new_texts == old_texts[:-1]  # the formula, if it is here, without the value
        # Outside of the cells only what a table, filter, rule or drop-down covers may differ.
        for xml in (old, new):
            xml[part] = re.sub(rb"<sheetData.*</sheetData>", b"", xml[part], flags=re.S)
            xml[part] = re.sub(rb'(<(?:dimension|autoFilter) ref=)"[^"]*"', rb"\1", xml[part])
            xml[part] = re.sub(rb'( sqref=)"[^"]*"', rb"\1", xml[part])
            xml[part] = re.sub(rb"(<xm:sqref>)[^<]*", rb"\1", xml[part])
        assert re.sub(rb"\s", b"", old[part]) == re.sub(rb"\s", b"", new[part])


@pytest.mark.parametrize("kind", CHANGES)
def test_other_readers_find_the_new_values(log: Log, kind: str) -> None:
    plan = CHANGES[kind](log)
    changes.apply(plan)
    path = Path(log.reading.path)
    book, sheets = loaded(path), {}
    with load_workbook(path) as opened:
        for change in plan.changes:
            cell = book[change.sheet][change.cell]
            found = cell.value.date() if hasattr(cell.value, "date") else cell.value
            wanted = change.after.date() if hasattr(change.after, "date") else change.after
            assert found == wanted
            assert cell.data_type != "f"
            if hasattr(change.after, "year"):
                assert cell.is_date
            if change.sheet not in sheets:
                sheet = opened.get_sheet_by_name(change.sheet)
                sheets[change.sheet] = sheet.to_python(skip_empty_area=False)
            row, place = change.at
            read = sheets[change.sheet][row - 1][place]
            assert (read.date() if hasattr(read, "date") else read) == wanted


@pytest.mark.parametrize("kind", NEW_ROWS)
def test_tables_filters_rules_and_drop_downs_grow_with_a_row(log: Log, kind: str) -> None:
    changes.apply(CHANGES[kind](log))
    book = loaded(Path(log.reading.path))
    if kind == "applied":
        page = book["Applications"]
        (table,) = page.tables.values()
        assert table.ref == table.autoFilter.ref == f"A3:M{LAST + 1}"
        for choice in page.data_validations.dataValidation:
            assert str(choice.sqref).endswith(str(LAST + 1))
        rules = [str(r.sqref) for r in page.conditional_formatting]
        assert rules and all(ref.endswith(str(LAST + 1)) for ref in rules)
        raw = parts(Path(log.reading.path))["xl/worksheets/sheet1.xml"]
        for ref in re.findall(rb"<xm:sqref>([^<]*)", raw):
            assert ref.endswith(str(LAST + 1).encode())
        assert page[f"L{LAST + 1}"].value == page[f"L{LAST}"].value  # this row's formula
        assert page[f"K{LAST + 1}"].number_format == "#,##0"
    elif kind == "interviewed":
        assert book["Interviews"].auto_filter.ref == "A1:J4"
        look = book["Interviews"]["C4"].number_format.replace("\\", "")
        assert look == "dd.mm.yyyy hh:mm"
        assert book["Interviews"]["C4"].value == book["Interviews"]["C3"].value
        assert book["Interviews"].max_row == 4


def test_stale_values_go_and_others_stay(log: Log) -> None:
    path = Path(log.reading.path)
    was = loaded(path, data_only=True)["Dashboard"]
    assert [was[cell].value for cell in ("A2", "A4", "A5", "B2")] == [3, 6, 3, 100_006]
    changes.apply(CHANGES["applied"](log))
    now = loaded(path, data_only=True)["Dashboard"]
    # A count of the table and what hangs on it, the sum of a whole column; not what does not.
    assert [now[cell].value for cell in ("A2", "A3", "A4")] == [None] * 3
    assert [now[cell].value for cell in ("A5", "A6", "B2")] == [3, 3, 100_006]
    assert b'fullCalcOnLoad="' in parts(path)["xl/workbook.xml"]


def test_what_does_not_grow_is_said(log: Log) -> None:
    notes = CHANGES["applied"](log).notes
    assert {n for n in notes if "named" in n or "chart" in n or "A6" in n} == {
        "A chart ends on row 6 of Applications and does not grow.",
        "The formula in Dashboard!A6 ends on row 6 of Applications and does not grow.",
        'The named range "Salaries" ends on row 6 of Applications and does not grow.',
    }


@needs_libreoffice
@pytest.mark.parametrize("kind", ["applied", "interviewed", "heard, with a new sheet"])
def test_libreoffice_opens_it_and_its_totals_count_the_new_row(
    log: Log, tmp_path: Path, kind: str
) -> None:
    plan = CHANGES[kind](log)
    changes.apply(plan)
    saved = libreoffice(Path(log.reading.path), "xlsx", tmp_path / "lo")
    book = loaded(saved, data_only=True)
    for change in plan.changes:
        found = book[change.sheet][change.cell].value
        wanted = change.after
        if hasattr(found, "year"):  # with a time of day, to the minute
            found, wanted = (f"{v}"[:16].removesuffix(" 00:00") for v in (found, wanted))
        assert found == wanted
    if kind == "applied":
        board = book["Dashboard"]
        assert [board[cell].value for cell in ("A2", "A3", "A4")] == [4, 150_012 + 61_000, 8]
        assert book["Applications"][f"L{LAST + 1}"].value == -4


def test_a_workbook_without_a_format_of_dates_gets_one(tmp_path: Path) -> None:
    # As other programs make it: <numFmts count="0" />, which has to come to hold something.
    path = tmp_path / "plain.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Applications"
    for row in (["Company", "Status", "Applied on"], ["Acme", "applied", "2026-11-02"]):
        book.active.append(row)
    book.save(path)
    before = path.read_bytes()
    js.changes.apply(js.changes.applied(js.read_log(path), "Bolt", on="2026-11-20"))
    cells = openpyxl.load_workbook(path)["Applications"]
    assert cells["A3"].value == "Bolt" and cells["C3"].is_date
    assert cells["C3"].value.date().isoformat() == "2026-11-20"
    js.changes.apply(js.changes.undo(path))
    assert path.read_bytes() == before
