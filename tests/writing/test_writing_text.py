"""Changes to a .csv: encoding, mark, delimiter, quoting and line ends stay."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import jobsearch as js
from jobsearch.reading.files.delimited import read_delimited
from jobsearch.reading.files.grid import Unusable
from jobsearch.writing.csv_text import Delimited
from jobsearch.writing.workbook.edit import CellEdit

changes = js.changes
HEAD = "Company,Role,Date applied,Status,Comments\n"


def written(tmp_path: Path, data: bytes, **closed: object) -> bytes:
    path = tmp_path / "log.csv"
    path.write_bytes(data)
    options = {"on": "2026-10-09", "values": {"Comments": "so be it"}, **closed}
    changes.apply(changes.heard(js.read_log(path), "Acme", "rejection", **options))  # type: ignore
    return path.read_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_only_the_fields_differ(tmp_path: Path, encoding: str, end: str, delimiter: str) -> None:
    text = HEAD + 'Acme,"Cook ""A"" ",2026-09-01,applied,\nMüller & Söhne,Chef,2026-09-02, saved ,x'
    text = text.replace("\n", end).replace(",", delimiter)
    now = written(tmp_path, text.encode(encoding)).decode(encoding)
    assert now == text.replace(
        delimiter.join(["applied", ""]) + end, delimiter.join(["rejected", "so be it"]) + end
    )


def test_a_new_record_ends_as_the_file_does(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    for ending in ("", "\r\n"):
        text = HEAD.replace("\n", "\r\n") + "Acme,Cook,01/13/2025,applied," + ending
        path.write_bytes(text.encode())
        plan = changes.applied(js.read_log(path), "Bolt, Inc", "Chef", on="2026-03-14")
        changes.apply(plan)
        added = '"Bolt, Inc",Chef,03/14/2026,applied,'
        expected = text + (f"{added}\r\n" if ending else f"\r\n{added}")
        assert path.read_bytes().decode() == expected
        changes.apply(changes.undo(path))
        assert path.read_bytes() == text.encode()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("blank", ["", "  ", "\t", ",,,,"])
def test_a_new_record_takes_the_place_of_a_blank_line(tmp_path: Path, end: str, blank: str) -> None:
    path = tmp_path / "log.csv"
    text = (HEAD + "Acme,Cook,2026-09-01,applied,\n").replace("\n", end)
    path.write_bytes(f"{text}{blank}{end}{blank}{end}".encode())
    before = path.read_bytes()
    changes.apply(changes.applied(js.read_log(path), "Bolt, Inc", "Chef", on="2026-10-09"))
    added = '"Bolt, Inc",Chef,2026-10-09,applied,'
    assert path.read_bytes().decode() == f"{text}{added}{end}{blank}{end}"
    changes.apply(changes.undo(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("there", "spelled"),
    [
        ("14/12/2025", "09/10/2026"),
        ("1/13/25", "10/9/26"),
        ("28.10.2025", "09.10.2026"),
        ("2025-10-28", "2026-10-09"),
        ("14 Jan 2026", "2026-10-09"),
        ("12-25-2025", "10-09-2026"),
    ],
)
def test_a_date_is_spelled_as_the_others_of_its_column(
    tmp_path: Path, there: str, spelled: str
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(HEAD + f"Acme,Cook,{there},applied,\n")
    changes.apply(changes.applied(js.read_log(path), "Bolt", "Chef", on="2026-10-09"))
    log = js.read_log(path)
    assert path.read_text().splitlines()[-1] == f"Bolt,Chef,{spelled},applied,"
    assert str(log.applications["applied_on"].iloc[1].date()) == "2026-10-09"


@pytest.mark.parametrize(
    ("setting", "closed_on", "spelled"),
    [
        ("day first,yes", "", "25/10/2026"),
        ("day first,no", "", "10/25/2026"),
        ("", "13/12/2025", "25/10/2026"),
        ("", "12/13/2025", "10/25/2026"),
        ("", "", "2026-10-25"),
    ],
)
def test_a_date_never_decides_what_the_others_of_its_column_mean(
    tmp_path: Path, setting: str, closed_on: str, spelled: str
) -> None:
    path = tmp_path / "log.csv"
    path.write_text(f"Company,Date applied,Closed on\nAcme,01/12/2025,{closed_on}\n")
    path.with_suffix(".settings.csv").write_text(f"Setting,Value\n{setting}\n")
    before = js.read_log(path).applications["applied_on"]
    changes.apply(changes.applied(js.read_log(path), "Bolt", on="2026-10-25"))
    assert path.read_text().splitlines()[2] == f"Bolt,{spelled},"
    after = js.read_log(path).applications["applied_on"]
    assert after.tolist() == [before.iloc[0], pd.Timestamp("2026-10-25")]


def test_quotes_around_all_stay(tmp_path: Path) -> None:
    text = '"Company","Role","Date applied","Status"\n"Acme","Cook","2026-09-01","applied"\n'
    path = tmp_path / "log.csv"
    path.write_text(text)
    changes.apply(changes.applied(js.read_log(path), "Bolt", "Chef", on="2026-10-09"))
    assert path.read_text() == text + '"Bolt","Chef","2026-10-09","applied"\n'


def test_short_records_are_filled_up(tmp_path: Path) -> None:
    now = written(tmp_path, (HEAD + "Acme,Cook,2026-09-01\nBolt,Chef\n").encode())
    assert now.decode() == HEAD + "Acme,Cook,2026-09-01,rejected,so be it\nBolt,Chef\n"


def test_a_column_that_is_missing_is_added_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("Company,Role,Date applied\nAcme,Cook,2026-09-01\nBolt,Chef,2026-09-02\n")
    with pytest.raises(changes.MissingColumn) as error:
        changes.closed(js.read_log(path), "Acme", on="2026-10-09")
    assert str(error.value) == (
        'The sheet log.csv of log.csv has no column "Status", which this needs.'
    )
    changes.apply(changes.closed(js.read_log(path), "Acme", on="2026-10-09", add=True))
    assert path.read_text() == (
        "Company,Role,Date applied,Status,Closed on\n"
        "Acme,Cook,2026-09-01,no response,2026-10-09\nBolt,Chef,2026-09-02\n"
    )


def test_what_needs_a_second_sheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(HEAD + "Acme,Cook,2026-09-01,applied,\n")
    with pytest.raises(js.LogError) as error:
        changes.interviewed(js.read_log(path), "Acme", add=True)
    assert str(error.value) == (
        "log.csv is a .csv, which holds one table, and this needs a sheet Interviews. Nothing was "
        "written. Save it as .xlsx and repeat, or start a log with `jobsearch init`."
    )


def test_a_character_that_the_encoding_lacks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes((HEAD + "Acmé,Cook,2026-09-01,applied,\n").encode("cp1252"))
    before = path.read_bytes()
    with pytest.raises(js.LogError) as error:
        changes.applied(js.read_log(path), "東京", "Chef", on="2026-10-09")
    assert str(error.value) == (
        'log.csv is kept in cp1252, which has no "東". Nothing was written. Write it without that '
        "character, or save the file as UTF-8."
    )
    assert path.read_bytes() == before


def test_what_a_program_may_take_for_a_formula_is_doubtful(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(HEAD + "Acme,Cook,2026-09-01,applied,\n")
    assert changes.applied(js.read_log(path), "Bolt", "-", on="2026-10-09").doubts == ()
    plan = changes.applied(js.read_log(path), "=1+1", "Chef", on="2026-10-09")
    assert [str(doubt) for doubt in plan.doubts] == [
        'log.csv!A3: a spreadsheet program that opens the .csv may take "=1+1" for a formula.'
    ]


FIELDS = st.text(st.sampled_from('ab ,;"\n\r\té=|'), max_size=6)


@given(
    st.lists(st.lists(FIELDS, min_size=1, max_size=4), min_size=1, max_size=5),
    st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]), st.data(),
)  # fmt: skip
def test_any_field_of_any_table_of_text_can_be_set(
    rows: list[list[str]], delimiter: str, end: str, data: st.DataObject
) -> None:
    quoted = [['"' + f.replace('"', '""') + '"' for f in row] for row in rows]
    text = end.join(delimiter.join(row) for row in quoted)
    try:
        before = read_delimited(text.encode(), "t.csv").rows
        book = Delimited(text.encode(), "t.csv")
    except Unusable:
        return
    row = data.draw(st.integers(1, len(before)))
    if not before[row - 1]:
        return
    place = data.draw(st.integers(0, len(before[row - 1])))
    value = data.draw(FIELDS.filter(lambda t: t.strip()))
    new = book.edit([CellEdit("t.csv", (row, place), value)], [], 1).data
    after = Delimited(new, "t.csv")
    expected = [list(line) for line in before]
    expected[row - 1] = [*expected[row - 1], *[""] * (place + 1 - len(expected[row - 1]))]
    expected[row - 1][place] = value.strip()
    assert [[f.text.strip() for f in record] for record in after.records] == expected


def test_a_cyrillic_file_stays_in_its_encoding(tmp_path: Path) -> None:
    text = (
        "Company,Role,Applied on,Status,Closed on\n"
        "Сбербанк,Аналитик данных,2026-03-01,applied,\n"
        "Яндекс,Инженер,2026-03-02,applied,\n"
    )
    path = tmp_path / "log.csv"
    path.write_bytes(text.encode("cp1251"))
    log = js.read_log(path)
    plan = changes.closed(log, "Сбербанк", how="withdrawn", on="2026-04-01")
    changes.apply(plan)
    expected = text.replace("2026-03-01,applied,", "2026-03-01,withdrawn,2026-04-01")
    assert path.read_bytes() == expected.encode("cp1251")
