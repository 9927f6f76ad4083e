"""The form of `update_log`, driven in Python: what it shows, writes, refuses and takes back."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from html import unescape
from pathlib import Path

import openpyxl
import pytest

import jobsearch as js
from cells import at
from jobsearch import sample_path

pytest.importorskip("ipywidgets", reason="ipywidgets is not installed")
from jobsearch.form import ACTS, UpdateForm, update_form

NO_LOG = "<p>There is no log in this folder. Start one with jobsearch init.</p>"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log of one's own: a copy of the sample."""
    return Path(shutil.copy(sample_path(), tmp_path / "mine.xlsx"))


def text(html: str) -> str:
    """What a widget says, cells apart by bars."""
    cells = re.sub(r"</t[hd]>\s*<t[hd][^>]*>", " | ", html)
    lines = re.sub(r"<[^>]*>", " ", cells.replace("</tr>", "\n").replace("</p>", "\n"))
    return "\n".join(" ".join(unescape(x).split()) for x in lines.split("\n") if x.strip())


def fill(form: UpdateForm, act: str, **values: object) -> None:
    form.what.value = act
    for name, value in values.items():
        field = form.fields[act][name]
        if name == "application":
            field.label = value
        else:
            field.value = value


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path)
    return [tuple(c.value for c in row) for row in book[sheet].iter_rows()]


def test_an_application_is_shown_saved_and_taken_back(path: Path) -> None:
    form, before = update_form(path), path.read_bytes()
    fill(
        form, "applied", company="Acme", role="Analyst", source="Referral", on=dt.date(2026, 10, 29)
    )
    assert (form.save.disabled, form.said.value) == (True, "")
    form.show.click()
    assert path.read_bytes() == before
    assert text(form.said.value) == (
        at(
            "Applied to Acme / Analyst on Thu 29 Oct.\n"
            "sheet | cell | column | before | after\n"
            "Applications | [ID]142 | ID | | A-141\n"
            "Applications | [Company]142 | Company | | Acme\n"
            "Applications | [Role]142 | Role | | Analyst\n"
            "Applications | [Applied on]142 | Applied on | | 2026-10-29\n"
            "Applications | [Source]142 | Source | | Referral\n"
            "Applications | [Status]142 | Status | | applied"
        )
    )
    assert (form.save.disabled, form.save.description) == (False, "Save")
    form.save.click()
    assert text(form.said.value) == ("Saved in mine.xlsx: Applied to Acme / Analyst on Thu 29 Oct.")
    assert rows(path, "Applications")[-1][1:4] == ("Acme", "Analyst", "Referral")
    assert form.save.disabled
    assert [f.value for f in form.fields["applied"].values()] == ["", "", "", None]
    assert "Acme / Analyst" in dict(form.fields["closed"]["application"].options)
    form.undo.click()
    assert path.read_bytes() == before
    assert text(form.said.value).startswith("Undo: Applied to Acme / Analyst on Thu 29 Oct.")
    assert "Acme / Analyst" not in dict(form.fields["closed"]["application"].options)
    form.undo.click()
    assert text(form.said.value) == f"There is nothing to undo in {path.absolute()}."


def test_a_change_before_one_that_was_edited_is_taken_back_when_asked_twice(path: Path) -> None:
    form = update_form(path)
    for company in ("Acme", "Bolt"):
        fill(form, "applied", company=company, on=dt.date(2026, 10, 29))
        form.show.click()
        form.save.click()
    book = openpyxl.load_workbook(path)
    book["Applications"]["C143"] = "Cook"
    book.save(path)
    fill(form, "applied", company="Cobalt")
    form.undo.click()
    assert text(form.said.value) == (
        at(
            "Undo: Applied to Acme on Thu 29 Oct.\n"
            "sheet | cell | column | before | after\n"
            "Applications | [ID]142 | ID | A-141 |\n"
            "Applications | [Company]142 | Company | Acme |\n"
            "Applications | [Applied on]142 | Applied on | 2026-10-29 |\n"
            "Applications | [Status]142 | Status | applied |\n"
            "Doubtful: A later change cannot be undone: Applied to Bolt on Thu 29 Oct. Row 143 of "
            "Applications was edited or moved since then and is left alone.\n"
            "Note: The file was saved since then: only cells that nobody edited are set back."
        )
    )
    assert rows(path, "Applications")[-2][1] == "Acme"
    assert (form.save.disabled, form.save.description) == (False, "Save all the same")
    form.save.click()
    assert [row[1:3] for row in rows(path, "Applications")[-2:]] == [(None, None), ("Bolt", "Cook")]
    assert text(form.said.value) == "Undone in mine.xlsx: Applied to Acme on Thu 29 Oct."
    assert form.fields["applied"]["company"].value == "Cobalt"  # no entry of its own


@pytest.mark.slow
def test_each_act_writes_what_its_function_writes(path: Path) -> None:
    form = update_form(path)
    fill(
        form, "interviewed", application="Granary Foods / Supply analyst",
        people="Dana Lee <dana@granary.example>\n\nCy Orr\n",
        ended=dt.datetime(2026, 10, 29, 15, 30), round="Final", talked_about="silos",
        decision_by=dt.date(2026, 11, 6),
    )  # fmt: skip
    form.show.click()
    form.save.click()
    new = rows(path, "Interviews")[-2:]
    assert [row[4:7] for row in new] == [
        ("Dana Lee", "dana@granary.example", "silos"), ("Cy Orr", None, "silos"),
    ]  # fmt: skip
    fill(form, "thanked", application="Granary Foods / Supply analyst")
    people = form.fields["thanked"]["person"]
    assert set(people.options) >= {"Dana Lee", "Cy Orr"}
    fill(form, "thanked", person="Dana Lee", at=dt.datetime(2026, 10, 29, 16), note="Thank you.")
    form.show.click()
    form.save.click()
    thanked = rows(path, "Interviews")[-2]
    assert thanked[8:11] == (dt.datetime(2026, 10, 29, 16), "e-mail", "Thank you.")
    assert people.options[0] == "Cy Orr"  # who is still to be thanked
    fill(
        form, "followed_up", application="Granary Foods / Supply analyst",
        at=dt.datetime(2026, 11, 10, 9), message="How is it going?",
    )  # fmt: skip
    form.show.click()
    form.save.click()
    assert rows(path, "Follow-ups")[-1][1] == dt.datetime(2026, 11, 10, 9)
    fill(
        form, "heard", application="Zephyr Rail / Timetable analyst", what="reply",
        on=dt.date(2026, 10, 30), decision_by=dt.date(2026, 11, 20),
    )  # fmt: skip
    form.show.click()
    form.save.click()
    assert rows(path, "History")[-1][1:4] == (
        dt.datetime(2026, 10, 30), "reply", dt.datetime(2026, 11, 20),
    )  # fmt: skip
    fill(
        form, "closed", application="Hexagon Meadow / Analytics engineer", how="withdrawn",
        on=dt.date(2026, 10, 30),
    )  # fmt: skip
    form.show.click()
    form.save.click()
    closed = next(row for row in rows(path, "Applications") if row[1] == "Hexagon Meadow")
    assert closed[12:14] == ("withdrawn", dt.datetime(2026, 10, 30))
    assert js.read_log(path).problems.equals(js.read_log(sample_path()).problems)


def test_the_agenda_follows_what_was_saved(path: Path) -> None:
    form = update_form(path)
    first = "thank | Orchard Street Schools | Data analyst | Maud Ferris"
    assert text(form.agenda.value).splitlines()[1].startswith(first)
    fill(form, "thanked", application="Orchard Street Schools / Data analyst")
    assert form.fields["thanked"]["person"].value == "Maud Ferris"
    fill(form, "thanked", at=dt.datetime(2026, 10, 30, 18))
    form.show.click()
    form.save.click()
    assert first not in text(form.agenda.value)
    form.undo.click()
    assert text(form.agenda.value).splitlines()[1].startswith(first)


def test_a_doubtful_change_is_said_and_saved_only_by_a_second_look(path: Path) -> None:
    form = update_form(path)
    fill(form, "applied", company="hexagon meadow", role="Analytics engineer")
    form.show.click()
    assert "Doubtful: You already have this application: " in text(form.said.value)
    assert form.save.description == "Save all the same"


def test_what_was_shown_holds_no_longer_after_another_entry(path: Path) -> None:
    form, before = update_form(path), path.read_bytes()
    fill(form, "closed", application="Hexagon Meadow / Analytics engineer")
    form.show.click()
    assert not form.save.disabled
    form.fields["closed"]["how"].value = "withdrawn"
    assert (form.save.disabled, form.said.value) == (True, "")
    form.save.click()
    assert path.read_bytes() == before


def test_a_rejection_has_no_later_decision(path: Path) -> None:
    form = update_form(path)
    fill(form, "heard", application="Zephyr Rail / Timetable analyst", what="reply")
    form.fields["heard"]["decision_by"].value = dt.date(2026, 11, 20)
    form.fields["heard"]["what"].value = "rejection"
    form.show.click()
    assert text(form.said.value).startswith("Heard from ")
    assert not form.save.disabled


def test_errors_are_sentences_in_the_form(path: Path) -> None:
    form = update_form(path)
    form.show.click()
    assert text(form.said.value) == (
        "No application is named. Nothing was written. Choose or enter one."
    )
    fill(form, "thanked", application="Hexagon Meadow / Analytics engineer")
    form.show.click()
    assert text(form.said.value) == (
        "The log has no interview at A-015 (Hexagon Meadow / Analytics engineer). Nothing was "
        "written. Add the interview first."
    )
    fill(form, "closed", application="Hexagon Meadow / Analytics engineer")
    form.show.click()
    (path.parent / f".~lock.{path.name}#").write_text(",ann,desk,today,x;", encoding="utf-8")
    form.save.click()
    assert text(form.said.value) == (
        "mine.xlsx is open in LibreOffice, by ann on desk (.~lock.mine.xlsx# exists). Nothing "
        "was written. Close it and repeat; if nobody has it open, delete that file."
    )
    (path.parent / f".~lock.{path.name}#").unlink()
    book = openpyxl.load_workbook(path)
    book.save(path)
    form.save.click()
    assert text(form.said.value) == (
        "mine.xlsx changed after it was read. Nothing was written. Read it again and repeat the "
        "change."
    )


def test_a_missing_column_is_added_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("Company,Status\nAcme,applied\n", encoding="utf-8")
    form = update_form(path)
    fill(form, "closed", application="Acme", on=dt.date(2026, 10, 30))
    form.show.click()
    assert text(form.said.value).endswith(
        'Doubtful: The sheet mine.csv has no column "Closed on" for the date. Tick "Add a '
        'column or a sheet that is missing" to add it.'
    )
    fill(form, "closed", application="Acme", on=dt.date(2026, 10, 30))
    form.add.value = True
    form.show.click()
    form.save.click()
    assert path.read_text(encoding="utf-8").splitlines()[0] == "Company,Status,Closed on"
    assert form.add.value is False


def test_a_missing_sheet_is_added_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Applications"
    book.active.append(["Company", "Status"])
    book.active.append(["Acme", "applied"])
    book.save(path)
    form = update_form(path)
    fill(form, "interviewed", application="Acme", people="Dana Lee")
    form.show.click()
    assert text(form.said.value) == (
        'mine.xlsx has no sheet Interviews, which this needs. Tick "Add a column or a sheet that '
        'is missing".'
    )
    form.add.value = True
    form.show.click()
    assert "Note: The sheet Interviews is added." in text(form.said.value)
    assert form.save.disabled is False


@pytest.mark.parametrize("log", ["", "the sample by name"])
def test_the_sample_is_shown_and_never_written(log: str) -> None:
    before = sample_path().read_bytes()
    form = update_form(sample_path() if log else "")
    assert "Orchard Street Schools" in form.agenda.value
    fill(form, "closed", application="Hexagon Meadow / Analytics engineer")
    form.show.click()
    assert "Hexagon Meadow" in form.said.value
    for button in (form.save, form.undo):
        button.click()
        assert form.said.value == NO_LOG
    assert sample_path().read_bytes() == before
    assert not (sample_path().parent / "jobsearch-backups").exists()


def test_a_log_that_is_not_there_is_told_in_the_form(tmp_path: Path) -> None:
    form = update_form(tmp_path / "none.xlsx")
    assert "does not exist" in text(form.said.value)
    form.what.value = "thanked"
    form.show.click()
    assert "does not exist" in text(form.said.value)


def test_markup_in_a_log_is_text(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    evil = "<img src=x onerror=alert(1)>"
    path.write_text(f"Company,Applied on,Closed on,Status\n{evil},2026-01-02,,\n", encoding="utf-8")
    form = update_form(path, as_of="2026-10-30")
    fill(form, "closed", application=evil)
    form.show.click()
    for html in (form.said.value, form.agenda.value):
        assert evil not in html
        assert evil in unescape(html)


def test_an_empty_log_of_init_takes_the_first_application(tmp_path: Path) -> None:
    from jobsearch.cli import main

    assert main(["init", str(tmp_path)]) == 0
    form = update_form(tmp_path / "applications.xlsx")
    for act in ACTS:
        form.what.value = act
    fill(form, "applied", company="Acme", role="Analyst")
    form.show.click()
    form.save.click()
    assert text(form.said.value).startswith("Saved in applications.xlsx: Applied to Acme")
    log = js.read_log(tmp_path / "applications.xlsx")
    assert log.applications["company"].tolist() == ["Acme"]


def test_the_form_shows_itself_in_a_notebook() -> None:
    bundle = update_form()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
