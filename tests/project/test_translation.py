"""Values decide, never sentences: in another language the kit decides the same."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import jobsearch as js
import translated
from checkout import ROOT
from corpus import CASES, write

LOGS = (
    "status history",
    "wide interviews",
    "mixed evidence",
    "unknown words",
    "inbound",
    "impossible",
)


def found(folder: Path, language: str) -> dict[str, Any]:
    call = [sys.executable, translated.__file__, str(folder), language]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.slow
def test_the_same_is_decided_in_another_language(tmp_path: Path) -> None:
    folder = tmp_path / "logs"
    folder.mkdir()
    shutil.copy(js.sample_path(), folder / "sample.xlsx")
    for name in LOGS:
        write(CASES[name], folder)
    plain, other = found(folder, "plain"), found(folder, "translated")
    assert other["found"] == plain["found"]
    # The translation is one: every page reads otherwise.
    assert [page for page, text in other["pages"].items() if text == plain["pages"][page]] == []
