"""Delimited text → a grid: encodings, delimiters, quotes, ragged rows."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filed import read
from jobsearch.reading.files import read_grids

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


CYRILLIC = (
    "Company,Role,Applied on,Status\n"
    "Сбербанк,Аналитик данных,2026-03-01,applied\n"
    "Яндекс,Инженер,2026-03-02,applied\n"
    "Авито,Аналитик,2026-03-03,rejected\n"
)


@pytest.mark.parametrize(
    ("text", "codec", "label"),
    [
        (CYRILLIC, "cp1251", "Windows-1251"),
        (CYRILLIC.partition("Яндекс")[0], "cp1251", "Windows-1251"),
        ("公司,职位\n腾讯,数据分析师\n阿里巴巴,工程师\n", "gbk", "gb18030"),
        ("会社,職種\n楽天,データアナリスト\nソニー,エンジニア\n", "shift_jis", "cp932"),
        ("회사,직무\n삼성,데이터 분석가\n네이버,엔지니어\n", "euc_kr", "cp949"),
        ("公司,職位\n台積電,資料分析師\n聯發科,工程師\n", "big5", "big5"),
    ],
)
def test_a_short_text_is_in_an_encoding_that_people_have(
    tmp_path: Path, text: str, codec: str, label: str
) -> None:
    (grid,) = read(tmp_path, text.encode(codec), "log.csv")
    assert grid.rows == [line.split(",") for line in text.splitlines()]
    assert grid.notes == (f"its text is read as {label}",)
