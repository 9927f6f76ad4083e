"""Taking changes back: the earlier bytes, or the cells that still hold what we wrote."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import jobsearch as js
from cells import at, cell
from crowded import libreoffice, make_crowded, needs_libreoffice
from jobsearch.changes.plan import Plan
from jobsearch.log import Log
from jobsearch.writing import file_safety as safely
from jobsearch.writing.template import empty_workbook

changes = js.changes
APPLY = sys.modules["jobsearch.changes.apply"]  # the function has the name of its module
DAYS = st.dates(dt.date(2026, 9, 1), dt.date(2026, 10, 30))
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30
).filter(lambda text: text.strip() == text and any(c.isalnum() for c in text))
CSV = "Company,Role,Applied on,Status,Notes\r\nAcme,Analyst,2026-08-01,applied,\r\n"


def change(log: Log, kind: str, name: str, day: Any, text: str) -> Plan:
    if kind == "applied":
        return changes.applied(log, text, "Cook", on=day, values={"Notes": text})
    if kind == "interviewed":
        return changes.interviewed(log, name, people=[text], ended=day, talked_about=text)
    if kind == "thanked":
        return changes.thanked(log, name, at=day, note=text)
    if kind == "followed up":
        return changes.followed_up(log, name, at=day, message=text)
    if kind == "closed":
        return changes.closed(log, name, "withdrawn", on=day)
    return changes.heard(log, name, kind, on=day)


KINDS = ["applied", "interviewed", "thanked", "followed up", "closed", *changes.ANSWERS]


@settings(max_examples=25, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(KINDS), st.sampled_from(["Acme", "Bolt"]), DAYS, TEXTS),
        min_size=1, max_size=12,
    ),
    suffix=st.sampled_from(["xlsx", "csv"]),
)  # fmt: skip
@pytest.mark.slow
def test_undo_after_any_sequence_gives_back_the_earlier_bytes(
    steps: list[tuple[str, str, Any, str]], suffix: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"log.{suffix}"
        path.write_bytes(empty_workbook() if suffix == "xlsx" else CSV.encode())
        states = [path.read_bytes()]
        for kind, name, day, text in [("applied", "", "2026-09-01", "Bolt"), *steps]:
            try:
                changes.apply(change(js.read_log(path), kind, name, day, text))
            except js.LogError:  # nobody to thank, a name that fits two, no such sheet
                assert path.read_bytes() == states[-1]
                continue
            states.append(path.read_bytes())
        for state in reversed(states[:-1]):
            plan = changes.undo(path)
            assert plan.table["before"].tolist() != plan.table["after"].tolist()
            changes.apply(plan)
            assert path.read_bytes() == state
        with pytest.raises(js.LogError) as error:
            changes.undo(path)
        assert str(error.value) == f"There is nothing to undo in {path}."


@pytest.fixture
def path(new_log: Path) -> Path:
    for company in ("Acme", "Bolt"):
        changes.apply(changes.applied(js.read_log(new_log), company, "Cook", on="2026-10-01"))
    return new_log


def saved_by_another_program(path: Path, cells: dict[str, object]) -> None:
    book = openpyxl.load_workbook(path)
    for name, value in cells.items():
        sheet, cell = at(name).split("!")
        book[sheet][cell] = value
    book.save(path)


def values(path: Path, *names: str) -> list[object]:
    book = openpyxl.load_workbook(path)
    return [book[sheet][cell].value for sheet, cell in (at(name).split("!") for name in names)]


def test_after_another_save_only_our_cells_are_set_back(path: Path) -> None:
    changes.apply(changes.heard(js.read_log(path), "Bolt", "rejection", on="2026-10-09"))
    saved_by_another_program(
        path, {"Applications![Notes]2": "mine", "Applications![Response]3": "offer"}
    )
    plan = changes.undo(path)
    assert plan.table.to_dict("split")["data"] == [
        ["Applications", cell("Applications", 3, "Response on"), "Response on", "2026-10-09", ""],
        ["Applications", cell("Applications", 3, "Status"), "Status", "rejected", "applied"],
        ["Applications", cell("Applications", 3, "Closed on"), "Closed on", "2026-10-09", ""],
    ]
    assert plan.notes == (
        "The file was saved since then: only cells that nobody edited are set back.",
        at("Applications![Response]3 was edited or moved since then and is left alone."),
    )
    changes.apply(plan)
    names = [
        f"Applications!{name}"
        for name in ("[Response on]3", "[Response]3", "[Status]3", "[Closed on]3", "[Notes]2")
    ]
    assert values(path, *names) == [None, "offer", "applied", None, "mine"]


def test_a_row_that_was_added_is_emptied_unless_anything_in_it_was_edited(path: Path) -> None:
    saved_by_another_program(path, {"Applications![Notes]2": "mine"})
    plan = changes.undo(path)
    assert {change.after for change in plan.changes} == {None}
    changes.apply(plan)
    log = js.read_log(path)
    assert log.applications["company"].tolist() == ["Acme"]
    # The one before: its row was edited, and it stays the last change until that is put right.
    for _ in range(2):
        with pytest.raises(js.LogError) as error:
            changes.undo(path)
        assert str(error.value) == (
            f"Nothing was undone in {path}. The last change was: Applied to Acme / Cook on "
            "Thu 1 Oct. Row 2 of Applications was edited or moved since then and is left alone."
        )
    assert values(path, "Applications![Company]2", "Applications![Notes]2") == [
        "Acme",
        "mine",
    ]
    # The emptied row takes the next application.
    changes.apply(changes.applied(log := js.read_log(path), "Cobalt", "Cook", on="2026-10-05"))
    assert values(path, "Applications![Company]3") == ["Cobalt"] and len(log.problems) == 0


def test_changes_that_were_edited_since_are_passed_over_and_then_forgotten(path: Path) -> None:
    saved_by_another_program(path, {"Applications![Notes]3": "mine"})
    changes.apply(changes.closed(js.read_log(path), "Bolt", "withdrawn", on="2026-10-09"))
    cells = {
        "Applications![Status]3": "applied",
        "Applications![Closed on]3": None,
        "Applications![Notes]9": "mine",
    }
    saved_by_another_program(path, cells)
    plan = changes.undo(path)
    assert plan.what == "Applied to Acme / Cook on Thu 1 Oct"
    assert tuple(map(str, plan.doubts)) == (
        at(
            "A later change cannot be undone: Closed Bolt / Cook on Fri 9 Oct: withdrawn. "
            "Applications![Status]3 was edited or moved since then and is left alone. "
            "Applications![Closed on]3 was edited or moved since then and is left alone."
        ),
        "A later change cannot be undone: Applied to Bolt / Cook on Thu 1 Oct. Row 3 of "
        "Applications was edited or moved since then and is left alone.",
    )
    # Until it is applied nothing is forgotten: what is put right is the last change again.
    saved_by_another_program(path, {"Applications![Status]3": "withdrawn"})
    assert changes.undo(path).what == "Closed Bolt / Cook on Fri 9 Oct: withdrawn"
    saved_by_another_program(path, {"Applications![Status]3": "applied"})
    changes.apply(changes.undo(path))
    assert js.read_log(path).applications["company"].tolist() == ["Bolt"]
    with pytest.raises(js.LogError) as error:
        changes.undo(path)
    assert str(error.value) == f"There is nothing to undo in {path}."


def test_where_nothing_is_as_it_was_written_nothing_is_taken_back(path: Path) -> None:
    changes.apply(changes.closed(js.read_log(path), "Acme", "withdrawn", on="2026-10-09"))
    cells = {
        "[Company]2": "Mine",
        "[Company]3": "Mine, too",
        "[Status]2": None,
        "[Closed on]2": None,
    }
    saved_by_another_program(path, {f"Applications!{name}": v for name, v in cells.items()})
    with pytest.raises(js.LogError) as error:
        changes.undo(path)
    assert str(error.value) == (
        at(
            f"Nothing was undone in {path}. The last change was: Closed Acme / Cook on "
            "Fri 9 Oct: withdrawn. Applications![Status]2 was edited or moved since then and is "
            "left alone. Applications![Closed on]2 was edited or moved since then and is left "
            "alone. The 2 changes before it cannot be undone either."
        )
    )


def test_in_a_list_that_was_sorted_no_other_application_is_set_back(path: Path) -> None:
    changes.apply(changes.closed(js.read_log(path), "Acme", "withdrawn", on="2026-10-09"))
    changes.apply(changes.closed(js.read_log(path), "Bolt", "withdrawn", on="2026-10-09"))
    saved_by_another_program(
        path, {"Applications![Company]2": "Bolt", "Applications![Company]3": "Acme"}
    )
    with pytest.raises(js.LogError) as error:
        changes.undo(path)
    assert str(error.value) == (
        f"Nothing was undone in {path}. The last change was: Closed Bolt / Cook on Fri 9 Oct: "
        "withdrawn. Row 3 of Applications was edited or moved since then and is left alone. The 3 "
        "changes before it cannot be undone either."
    )
    # A name that was put right since is no other application.
    saved_by_another_program(
        path, {"Applications![Company]2": "Acme", "Applications![Company]3": "Bolt Ltd"}
    )
    assert changes.undo(path).table["cell"].tolist() == [
        cell("Applications", 3, name) for name in ("Status", "Closed on")
    ]


def test_in_a_list_that_lost_a_row_no_other_application_is_set_back(path: Path) -> None:
    changes.apply(changes.applied(js.read_log(path), "Cobalt", "Clerk", on="2026-10-02"))
    for company in ("Bolt", "Cobalt"):
        changes.apply(changes.closed(js.read_log(path), company, "withdrawn", on="2026-10-09"))
    book = openpyxl.load_workbook(path)
    book["Applications"].delete_rows(3)
    book.save(path)
    plan = changes.undo(path)
    assert plan.what == "Applied to Acme / Cook on Thu 1 Oct"
    assert [str(doubt).partition(". Row")[0] for doubt in plan.doubts] == [
        "A later change cannot be undone: Closed Cobalt / Clerk on Fri 9 Oct: withdrawn",
        "A later change cannot be undone: Closed Bolt / Cook on Fri 9 Oct: withdrawn",
        "A later change cannot be undone: Applied to Cobalt / Clerk on Fri 2 Oct",
        "A later change cannot be undone: Applied to Bolt / Cook on Thu 1 Oct",
    ]


def test_an_earlier_file_that_was_put_back_knows_only_its_own_changes(path: Path) -> None:
    earlier = path.read_bytes()
    for company in ("Acme", "Bolt"):
        changes.apply(changes.closed(js.read_log(path), company, "withdrawn", on="2026-10-09"))
    path.write_bytes(earlier)
    plan = changes.undo(path)
    assert (plan.what, plan.doubts, plan.notes) == (
        "Applied to Bolt / Cook on Thu 1 Oct", (), ()
    )  # fmt: skip
    changes.apply(plan)
    assert js.read_log(path).applications["company"].tolist() == ["Acme"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty: it has 0 bytes. Look for another copy of it."),
        (b"PK\x03\x04", "is not complete: its end is missing. Copy or download it again."),
    ],
)
def test_of_a_file_that_is_lost_the_copies_are_named(path: Path, data: bytes, message: str) -> None:
    path.write_bytes(data)
    with pytest.raises(js.LogError) as error:
        changes.undo(path)
    copies = path.parent / "jobsearch-backups"
    assert str(error.value) == (
        f"applications.xlsx {message} Nothing was written. Earlier copies of it are in {copies}."
    )
    assert len(list(copies.glob("applications *.xlsx"))) == 2


def test_a_change_that_was_never_made_is_forgotten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(APPLY, "replace", lambda path, data: None)  # as if it ended right there
        changes.apply(changes.closed(js.read_log(path), "Acme", on="2026-10-09"))
    assert path.read_bytes() == before
    assert changes.undo(path).what == "Applied to Bolt / Cook on Thu 1 Oct"
    changes.apply(changes.closed(js.read_log(path), "Acme", on="2026-10-09"))
    for _ in range(2):
        changes.apply(changes.undo(path))
    assert js.read_log(path).applications["company"].tolist() == ["Acme"]


def test_without_its_backup_the_cells_are_set_back(path: Path) -> None:
    changes.apply(changes.closed(js.read_log(path), "Acme", on="2026-10-09"))
    for backup in safely.backups(path):
        backup.unlink()
    changes.apply(changes.undo(path))
    assert values(path, "Applications![Status]2", "Applications![Closed on]2") == [
        "applied",
        None,
    ]


@needs_libreoffice
@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_after_a_save_in_libreoffice_its_edit_is_still_there(tmp_path: Path) -> None:
    path = make_crowded(tmp_path / "log.xlsx")
    changes.apply(changes.heard(js.read_log(path), "Acme", "rejection", on="2026-10-07"))
    changes.apply(
        changes.interviewed(js.read_log(path), "Bolt", people=["Eve"], ended="2026-10-08 11:20")
    )
    # Another cell edited, then saved by LibreOffice.
    other = tmp_path / "edited.xlsx"
    shutil.copy(path, other)
    saved_by_another_program(other, {"Applications!C5": "Chief engineer"})
    shutil.copy(libreoffice(other, "xlsx", tmp_path / "lo"), path)
    taken_back = changes.undo(path)
    assert {c.sheet for c in taken_back.changes} == {"Interviews"}
    changes.apply(taken_back)
    changes.apply(changes.undo(path))
    names = [f"Applications!{name}" for name in ("C5", "F4", "G4", "H4", "I4")]
    assert values(path, *names) == ["Chief engineer", None, None, "applied", None]
    assert js.read_log(path).interviews["interviewer"].tolist() == ["Dana Lee"]
