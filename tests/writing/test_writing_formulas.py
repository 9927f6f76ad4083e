"""Formulas further down, and what depends on what: by hand, and against openpyxl."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from jobsearch.writing.workbook.formulas import Area, Cell, DefinedNames, areas, dependents, moved

NAMES = DefinedNames(
    {"log": Area("log", 1, 0, 50, 5)}, {"total": "Log!$A$1:$A$9", "loop": "loop+1"}
)


@pytest.mark.parametrize(
    ("formula", "below"),
    [
        ("A1", "A2"),
        ("$A1+A$1+$A$1", "$A2+A$1+$A$1"),
        ("SUM(A1:B2,$C$1:C2)", "SUM(A2:B3,$C$1:C3)"),
        ("A:A+5:5+$5:5", "A:A+6:6+$5:6"),
        ("'It''s A1'!B2&\"A1\"&Log!C3", "'It''s A1'!B3&\"A1\"&Log!C4"),
        ("LOG10(A1)+A1X+Table1[A1]+[@A1]", "LOG10(A2)+A1X+Table1[A1]+[@A1]"),
        ("Log[[#This Row],[Applied on]]*1E5", "Log[[#This Row],[Applied on]]*1E5"),
        ("A1048576", "#REF!"),
        ("", ""),
    ],
)
def test_a_formula_one_row_down(formula: str, below: str) -> None:
    assert moved(formula, 1) == below


CELLS = st.builds(
    "{}{}{}{}".format, st.sampled_from(["", "$"]), st.sampled_from(["A", "Z", "AB", "XFD"]),
    st.sampled_from(["", "$"]), st.integers(2, 9_999),
)  # fmt: skip
SHEETS = st.sampled_from(["", "Log!", "'My Log'!", "'It''s'!"])
TERMS = st.one_of(
    st.builds("{}{}".format, SHEETS, CELLS),
    st.builds("{}{}:{}".format, SHEETS, CELLS, CELLS),
    st.sampled_from(['"A1"', '"a ""B2"" c"', "1.5E3", "TRUE", "Rate", "C:D", "Log[Days]"]),
    st.builds("ROUND({},2)".format, CELLS),
    st.builds("IF({}>{},1,0)".format, CELLS, CELLS),
)


@given(st.lists(TERMS, min_size=1, max_size=5).map("+".join), st.integers(-1, 40))
def test_moved_agrees_with_openpyxl(formula: str, rows: int) -> None:
    theirs = Translator("=" + formula, origin="A2").translate_formula(f"A{2 + rows}")
    assert "=" + moved(formula, rows) == theirs


@pytest.mark.parametrize(
    ("formula", "looks_at"),
    [
        ("B2", [Area("log", 2, 1, 2, 1)]),
        ("Sum!B2:$C$3", [Area("sum", 2, 1, 3, 2)]),
        ("A:C", [Area("log", 1, 0, 1_048_576, 2)]),
        ("3:4", [Area("log", 3, 0, 4, 16_383)]),
        ("Total", [Area("log", 1, 0, 9, 0)]),
        ("Loop", []),
        ("COUNTA(Log[Company])", [Area("log", 1, 0, 50, 5)]),
        ("Log[[#This Row],[x]]", [Area("log", 5, 0, 5, 5)]),
        ("[@x]", [Area("log", 5, 0, 5, 5)]),
        ("TODAY()&\"A1\"", []),
        ("[1]Log!A1", []),
        ("'[other.xlsx]Log'!A1", []),
        ("INDIRECT(\"A1\")", [None]),
        ("Jan:Dec!A1", [None]),
    ],
)  # fmt: skip
def test_what_a_formula_looks_at(formula: str, looks_at: list[Area | None]) -> None:
    assert list(areas(Cell("Log", (5, 2), formula), NAMES)) == looks_at


def test_a_shared_formula_looks_where_it_stands() -> None:
    cell = Cell("Log", (7, 4), "B2+$B$2+C$1", rows_below=5, columns_beside=1)
    assert list(areas(cell, DefinedNames())) == [
        Area("log", 7, 2, 7, 2), Area("log", 2, 1, 2, 1), Area("log", 1, 3, 1, 3),
    ]  # fmt: skip


def test_what_hangs_on_a_change_directly_or_through_others() -> None:
    cells = [
        Cell("Log", (9, 0), "SUM(B2:B8)"),
        Cell("Sum", (1, 0), "Log!A9*2"),
        Cell("Sum", (2, 0), "A1"),
        Cell("Sum", (3, 0), "Log!C9"),
        Cell("Sum", (4, 0), "A2:A2", spill=((4, 0), (5, 0))),
        Cell("Sum", (6, 0), "A5"),
        Cell("Sum", (7, 0), "A7"),  # itself
    ]
    assert dependents(cells, {"Log": [(3, 1)]}, DefinedNames()) == {
        ("Log", (9, 0)), ("Sum", (1, 0)), ("Sum", (2, 0)), ("Sum", (4, 0)), ("Sum", (5, 0)),
        ("Sum", (6, 0)),
    }  # fmt: skip
    assert dependents(cells, {"Log": [(9, 1)]}, DefinedNames()) == set()


@given(
    st.dictionaries(st.integers(1, 12), st.lists(st.integers(1, 12), max_size=3), max_size=10),
    st.sets(st.integers(1, 12), max_size=3),
)
def test_dependents_are_what_can_be_reached(edges: dict[int, list[int]], start: set[int]) -> None:
    cells = [Cell("S", (row, 0), "+".join(f"A{n}" for n in to)) for row, to in edges.items()]
    reached, size = set(start), -1
    while len(reached) != size:
        size = len(reached)
        reached |= {row for row, to in edges.items() if reached & {*to}}
    direct = {row for row, to in edges.items() if reached & {*to}}
    found = dependents(cells, {"S": [(row, 0) for row in start]}, DefinedNames())
    assert found == {("S", (row, 0)) for row in direct}
