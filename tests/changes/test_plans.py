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


def test_a_sheet_added_for_an_interview_hides_none_that_stands_in_a_column(tmp_path: Path) -> None:
    path, book = tmp_path / "tracker.xlsx", openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.append(["Company", "Role", "Date applied", "Status", "Interview date", "Followed up on"])
    sheet.append(["Acme", "Cook", "2026-10-01", "applied", "2026-10-12", "2026-10-20"])
    sheet.append(["Bolt", "Cook", "2026-10-02", "applied", "", ""])
    book.save(path)

    def met(log: js.Log) -> list[tuple[str, str, str]]:
        rows = log.interviews
        days = rows["ended_at"].dt.strftime("%Y-%m-%d")
        people = rows["interviewer"].fillna("")
        return sorted(zip(rows["application"], days, people, strict=True))

    log = js.read_log(path)
    before = met(log)
    assert before == [("Acme / Cook", "2026-10-12", "")]
    for company, name, day in (("Bolt", "Ben", "2026-11-02"), ("Acme", "Ann", "2026-11-03")):
        changes.apply(
            changes.interviewed(log, company, people=[name], ended=f"{day} 10:00", add=True)
        )
        log = js.read_log(path)
        before = sorted([*before, (f"{company} / Cook", day, name)])
        assert met(log) == before
    changes.apply(changes.thanked(log, "Acme", at="2026-11-03 12:00"))
    changes.apply(changes.followed_up(js.read_log(path), "Bolt", at="2026-11-14 09:00", add=True))
    changes.apply(changes.heard(js.read_log(path), "Acme", "reply", on="2026-11-15", add=True))
    log = js.read_log(path)
    assert met(log) == before
    assert log.interviews["thanked_at"].notna().sum() == 1
    sent = zip(log.follow_ups["application"], log.follow_ups["sent_at"].astype(str), strict=True)
    assert sorted(sent) == [
        ("Acme / Cook", "2026-10-20 00:00:00"), ("Bolt / Cook", "2026-11-14 09:00:00"),
    ]  # fmt: skip
    assert log.history[["application", "what"]].astype("str").to_numpy().tolist() == [
        ["Acme / Cook", "reply"]
    ]
