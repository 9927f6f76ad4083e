"""A plan is a table of changes: until it is applied, the log that it was made from stays."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import jobsearch as js

changes = js.changes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path, book = tmp_path / "tracker.xlsx", openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.append(["Company", "Role", "Date applied", "Status"])
    sheet.append(["Acme", "Analyst", "2026-10-01", "applied"])
    book.save(path)
    return path


def test_a_column_of_a_plan_that_was_not_made_is_added_by_the_next_plan(path: Path) -> None:
    log = js.read_log(path)
    dropped = changes.closed(log, "Acme", on="2026-11-01", add=True)
    plan = changes.closed(log, "Acme", on="2026-11-01", add=True)
    assert plan.table.equals(dropped.table)
    assert set(plan.table["cell"]) == {"E1", "D2", "E2"}
    changes.apply(plan)
    closed_on = js.read_log(path).applications["closed_on"]
    assert closed_on.dt.strftime("%Y-%m-%d").tolist() == ["2026-11-01"]
