"""Every tracker of the corpus: the right reading, the sum of its rows, the same once adopted."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

import jobsearch as js
from corpus import CASES, Case, facts, read, write
from corpus.cases import as_xlsx, told
from corpus.days import DAYS
from corpus.formats import FORMATS
from corpus.places import PLACES
from corpus.stages import STAGES
from crowded import SOFFICE, needs_libreoffice
from jobsearch.measures.scorecard import check
from jobsearch.reading import Corrections, read_with_tables
from jobsearch.reading.problems import ProblemCode
from jobsearch.terminal.check import check_text
from jobsearch.writing.adopt import adopt

# Said of nearly every tracker, and right: not what a case is about.
USUAL = {ProblemCode.NO_RESPONSE_DATE, ProblemCode.NO_INTERVIEWER}


@pytest.fixture(params=CASES.values(), ids=lambda case: case.name)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


def test_there_are_enough() -> None:
    assert len(CASES) >= 60


def test_the_reading_is_right(case: Case, tmp_path: Path) -> None:
    log = read(case, write(case, tmp_path))
    assert facts(log) == told(case.told)
    table = log.reading.tables[0]
    assert (table.n_read, table.n_set_aside, table.n_in_error) == case.sums
    assert table.n_rows == sum(case.sums)
    assert {name: table.columns.get(name) for name in case.columns} == dict(case.columns)
    odd = log.problems[~log.problems["code"].isin(USUAL)]
    assert sorted(set(odd["cell"])) == sorted(case.cells.split())
    assert bool(case.assumes) == bool(log.reading.assumed), log.reading.assumed
    assert any(case.assumes in said for said in log.reading.assumed or ("",))
    assert figures(log)["log"]["prospects"] == case.prospects


def figures(log: js.Log) -> dict[str, Any]:
    """What `review --json` prints, but for the name of the file."""
    card = js.scorecard(log, as_of="2062-12-31")
    del card["log"]["path"]
    return card


def adopted(case: Case, folder: Path) -> tuple[js.Log, js.Log]:
    """A log, and that of the workbook that `adopt` makes of it."""
    path, out = write(case, folder), folder / "adopted.xlsx"
    before = path.read_bytes()
    found = read_with_tables(path, Corrections(**case.options))
    adopt(found, out)
    assert path.read_bytes() == before
    return found.log, js.read_log(out)


@pytest.mark.slow
def test_adopted_it_has_the_same_figures(case: Case, tmp_path: Path) -> None:
    original, made = adopted(case, tmp_path)
    assert facts(made) == facts(original)
    given, got = figures(original), figures(made)
    # A row that could not be used stands on the sheet Problems.
    assert got["log"].pop("problems") <= given["log"].pop("problems")
    assert got == given
    assert made.reading.other_sheets.keys() <= {"Problems"}


def rows_read(read: int, aside: int, error: int) -> str:
    n = read + aside + error
    rows = f"{n} row{'s' if n != 1 else ''}"
    if n == read:
        return rows if n == 1 else f"all {rows} were read"
    sums = ((read, "read"), (aside, "set aside"), (error, "in error"))
    *others, last = (f"{k} {what}" for k, what in sums if k)
    return f"{rows}: {', '.join(others)} and {last}" if others else f"{rows}: {last}"


def test_check_says_how_each_was_understood(case: Case, tmp_path: Path) -> None:
    log = read(case, write(case, tmp_path))
    text = check_text(check(log))
    assert f", {rows_read(*case.sums)}. " in " ".join(text.split()) + " "
    for header in log.reading.tables[0].not_used:
        assert " ".join(header.split()) in " ".join(text.split())


@needs_libreoffice
def test_converted_they_read_the_same(tmp_path: Path) -> None:
    """As .xlsx, .ods and .xls: the very figures, and the rows by the same numbers."""
    assert SOFFICE is not None
    source = tmp_path / "source"
    source.mkdir()
    families = (DAYS, STAGES, PLACES, FORMATS)
    cases = [c for family in families for c in family if not isinstance(c.rows, bytes)]
    for case in cases:
        rows = case.rows
        assert not isinstance(rows, bytes) and not callable(rows)
        (source / f"{case.name}.xlsx").write_bytes(as_xlsx(rows))
    for suffix in ("ods", "xls"):
        call = [SOFFICE, "--headless", "--convert-to", suffix, "--outdir", tmp_path / suffix]
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        files = sorted(source.glob("*.xlsx"))
        subprocess.run([*call, profile, *files], check=True, capture_output=True, timeout=300)
    for case in cases:
        expected = read(case, source / f"{case.name}.xlsx")
        for suffix in ("ods", "xls"):
            log = read(case, tmp_path / suffix / f"{case.name}.{suffix}")
            assert facts(log) == facts(expected), (case.name, suffix)
            assert log.applications["row"].tolist() == expected.applications["row"].tolist()
            assert log.problems["cell"].tolist() == expected.problems["cell"].tolist()
