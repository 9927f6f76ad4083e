"""Each notebook in JupyterLab in a real browser: run by its menu command, saved without a fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import browser
from checkout import NOTEBOOKS

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Lab]:
    """JupyterLab on copies of the notebooks that were never run."""
    folder = tmp_path_factory.mktemp("notebooks")
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook = browser.emptied(json.loads(path.read_text(encoding="utf-8")))
        (folder / path.name).write_text(json.dumps(notebook), encoding="utf-8")
    home = tmp_path_factory.mktemp("jupyter")
    with browser.chromium() as chromium, browser.lab(chromium, folder, home) as server:
        yield server


@pytest.mark.parametrize("name", [path.name for path in sorted(NOTEBOOKS.glob("*.ipynb"))])
def test_a_notebook_runs_from_top_to_bottom_in_jupyterlab(
    lab: browser.Lab, name: str, tmp_path: Path
) -> None:
    lab.run(name)
    saved = lab.saved(name)
    lab.screenshot(browser.artefacts(tmp_path) / f"{Path(name).stem}.png")
    lab.close()
    assert browser.faults(saved) == []
    assert any(cell.get("outputs") for cell in saved["cells"])


def test_what_is_wrong_with_a_saved_notebook_is_found() -> None:
    def code(count: int | None, *outputs: dict[str, object]) -> dict[str, object]:
        return {
            "cell_type": "code", "source": ["x"], "execution_count": count, "outputs": [*outputs]
        }  # fmt: skip

    error = {"output_type": "error", "ename": "NameError", "evalue": "name 'x' is not defined"}
    warning = {"output_type": "stream", "name": "stderr", "text": ["Warn", "ing"]}
    shown = {"output_type": "stream", "name": "stdout", "text": ["fine"]}
    empty = {"cell_type": "code", "source": [], "execution_count": None, "outputs": []}
    cells = [code(1, shown), {"cell_type": "markdown"}, code(None), code(2, error, warning), empty]
    assert browser.faults({"cells": cells}) == [
        "cell 3 was not run",
        "cell 4: NameError: name 'x' is not defined",
        "cell 4 on standard error: Warning",
    ]
