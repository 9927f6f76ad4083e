"""The README shows what the kit prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checkout import README
from jobsearch.cli import main


def test_the_readme_shows_the_review_of_the_sample(
    capsys: pytest.CaptureFixture[str], in_empty_folder: Path
) -> None:
    assert main(["review"]) == 0
    printed = capsys.readouterr()
    text = README.read_text(encoding="utf-8")
    shown = re.search(r"<!-- review -->\n```text\n(.*?)```\n<!-- /review -->", text, re.S)
    assert shown is not None
    assert shown[1] == printed.out
    assert printed.err == (
        "There is no applications.xlsx in this folder, so this is the made-up sample.\n"
    )


def test_the_commands_of_the_readme_need_no_shell_but_the_named_one() -> None:
    text = README.read_text(encoding="utf-8")
    powershell = re.findall(r"```powershell\n(.*?)```", text, re.S)
    assert len(powershell) == text.count("in PowerShell:") == 4
    assert not any("&&" in block for block in powershell)


def test_the_python_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    import jobsearch as js

    text = README.read_text(encoding="utf-8")
    block = re.search(r"```python\n(.*?)```", text, re.S)
    assert block is not None
    monkeypatch.chdir(js.sample_path().parent)
    exec(block[1], {})


def test_no_public_name_is_hidden_by_a_module_of_the_same_name() -> None:
    import jobsearch as js

    package = Path(js.__file__).parent
    modules = {path.stem for path in package.glob("*.py")} | {
        path.name for path in package.iterdir() if path.is_dir()
    }
    assert modules & set(js._PUBLIC) == {"changes"}
