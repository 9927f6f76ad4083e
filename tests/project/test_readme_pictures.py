"""The README's pictures are those of the sample; its notebooks and commands are there."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import sys
from pathlib import Path
from types import ModuleType

import matplotlib as mpl
import pytest
from matplotlib.testing.compare import compare_images
from PIL import Image

import jobsearch as js
from checkout import ROOT
from jobsearch.charts.registry import CHARTS
from jobsearch.cli import main

SCRIPT = ROOT / "data" / "make_pictures.py"
AGAIN = "Draw them again: python data/make_pictures.py"
# The root mean square of the differences, of 255; the same a week earlier makes 7 and more.
TOLERANCE = 4.0


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_pictures", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def minor(version: str) -> list[str]:
    return version.removeprefix("matplotlib ").split(".")[:2]


def test_the_words_are_those_of_today(script: ModuleType) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    charts = script.charts()
    assert {path.stem for path in script.FOLDER.iterdir()} == {*charts}
    for name, ax in charts.items():
        with Image.open(script.FOLDER / f"{name}.png") as picture:
            assert picture.text["Description"] == js.alt_text(ax), AGAIN
        assert script.shown(name, ax) in text.splitlines(), AGAIN


@pytest.mark.slow
def test_the_pictures_look_like_those_of_today(script: ModuleType, tmp_path: Path) -> None:
    for name, ax in script.charts().items():
        kept = script.FOLDER / f"{name}.png"
        with Image.open(kept) as picture:
            drawn_with = picture.text["Software"]
        if minor(drawn_with) != minor(mpl.__version__):
            pytest.skip(f"{drawn_with} drew them and sets texts otherwise than {mpl.__version__}.")
        script.save(ax, tmp_path / kept.name)
        assert compare_images(str(kept), str(tmp_path / kept.name), TOLERANCE) is None, AGAIN


@pytest.mark.slow
def test_another_picture_is_seen(script: ModuleType, tmp_path: Path) -> None:
    for name, ax in script.charts("2026-10-23").items():
        script.save(ax, tmp_path / f"{name}.png")
        found = compare_images(
            str(script.FOLDER / f"{name}.png"), str(tmp_path / f"{name}.png"), TOLERANCE
        )
        assert found is not None, name


def test_the_pictures_are_small(script: ModuleType) -> None:
    assert sum(path.stat().st_size for path in script.FOLDER.iterdir()) < 200_000


def section(title: str) -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {title}$(.*?)^## ", text, re.M | re.S)
    assert found is not None
    return found[1]


def test_the_table_of_notebooks_has_their_questions() -> None:
    rows = re.findall(r"\| \[(\w+)\]\((.*?)\) \| (.*?) \|", section("Notebooks and pictures"))
    assert [name for name, _, _ in rows] == [
        "review", "response_times", "follow_ups", "pipeline", "stale",
    ]  # fmt: skip
    for name, path, question in rows:
        assert path == f"notebooks/{name}.ipynb"
        title = json.loads((ROOT / path).read_text(encoding="utf-8"))["cells"][0]["source"]
        assert "".join(title).splitlines()[0] == f"# {question}"


def test_the_table_of_charts_has_all() -> None:
    rows = [line for line in section("Notebooks and pictures").splitlines() if "`plot_" in line]
    assert rows == [
        f"| `{chart.name}` | {chart.about} | `{chart.plot.__name__}` |" for chart in CHARTS.values()
    ]
    # The story is of one application, which only a call names.
    drawing = {name for name in js._PUBLIC if name.startswith("plot_")} - {"plot_story"}
    assert {chart.plot.__name__ for chart in CHARTS.values()} == drawing


def test_the_routine_has_ten_lines_and_its_commands_work(
    in_empty_folder: Path, sample_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = section("The weekly routine").strip().splitlines()[2:]
    assert [line.partition(".")[0] for line in lines] == [str(n) for n in range(1, 11)]
    commands = re.findall(r"`jobsearch (.*?)`", "\n".join(lines))
    assert len(commands) == 7
    # In the order of the page: each builds on those before it.
    for command in commands:
        words = shlex.split(command)
        is_change = words[0] not in ("today", "check")
        status = main([*words, *(["--yes"] if is_change else [])])
        assert status == (1 if words[0] == "check" else 0), (command, capsys.readouterr())
