"""The form of `update_log` in JupyterLab in a real browser: filled, saved, and in the workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

import browser
from jobsearch.cli import main

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Lab]:
    """JupyterLab on a log that `jobsearch init` started, with the notebooks beside it."""
    folder = tmp_path_factory.mktemp("search")
    assert main(["init", str(folder)]) == 0
    home = tmp_path_factory.mktemp("jupyter")
    with browser.chromium() as chromium, browser.lab(chromium, folder, home) as server:
        yield server


def companies(folder: Path) -> list[object]:
    sheet = openpyxl.load_workbook(folder / "applications.xlsx")["Applications"]
    (column,) = (cell.column for cell in sheet[1] if cell.value == "Company")
    return [row[column - 1].value for row in sheet.iter_rows(min_row=2) if row[column - 1].value]


def test_what_is_saved_in_the_form_is_in_the_workbook(lab: browser.Lab, tmp_path: Path) -> None:
    lab.run("update_log.ipynb")
    page, pictures = lab.page, browser.artefacts(tmp_path)
    page.get_by_label("Company", exact=True).fill("Orchard & Sons")
    page.get_by_label("Role", exact=True).fill("Data analyst")
    page.get_by_label("Sent on").fill("2026-10-29")
    page.get_by_role("button", name="Show the change").click()
    page.get_by_text("Applied to Orchard & Sons / Data analyst on Thu 29 Oct").wait_for()
    assert companies(lab.folder) == []
    lab.screenshot(pictures / "form-change.png")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved in applications.xlsx: Applied to Orchard & Sons").wait_for()
    assert companies(lab.folder) == ["Orchard & Sons"]

    page.get_by_label("What happened").select_option("interviewed")
    page.get_by_label("Application").select_option("Orchard & Sons / Data analyst")
    page.get_by_label("People, one a line").fill("Dana Lee <dana@orchard.example>")
    page.get_by_role("button", name="Show the change").click()
    page.get_by_text("Agenda: Thank Dana Lee").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved in applications.xlsx: Interview with Dana Lee").wait_for()
    agenda = page.locator("table", has_text="due by")
    assert "dana@orchard.example" in agenda.inner_text()
    lab.screenshot(pictures / "form-saved.png")

    for taken_back in ("Interview with Dana Lee", "Applied to Orchard & Sons"):
        page.get_by_role("button", name="Undo the last change").click()
        page.get_by_text(f"Undo: {taken_back}").wait_for()
    assert companies(lab.folder) == []
    assert browser.faults(lab.saved("update_log.ipynb")) == []
    lab.close()


def test_the_form_on_the_sample_says_where_to_start(
    lab: browser.Lab, tmp_path: Path
) -> None:  # fmt: skip
    notebook = json.loads((browser.ROOT / "notebooks" / "update_log.ipynb").read_text("utf-8"))
    (lab.folder / "sample.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    lab.run("sample.ipynb")
    page = lab.page
    page.get_by_label("What happened").select_option("closed")
    page.get_by_label("Application").select_option("Hexagon Meadow / Analytics engineer")
    page.get_by_role("button", name="Show the change").click()
    page.get_by_text("Closed A-015").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("There is no log in this folder. Start one with jobsearch init.").wait_for()
    lab.screenshot(browser.artefacts(tmp_path) / "form-sample.png")
    lab.close()
