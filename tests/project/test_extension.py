"""A new rule, column or chart is one thing in one place: commands, charts and report have it."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

import jobsearch as js
import toy
from checkout import ROOT
from jobsearch import schema
from jobsearch.charts import registry
from jobsearch.cli import all_commands, main
from jobsearch.measures.following_up import obligations
from jobsearch.schema import APPLICATIONS, Column
from jobsearch.writing.template import empty_workbook
from logs import make_log

PACKAGE = Path(js.__file__).parent
LABEL = toy.RULE.label


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Everything that a test adds is taken out again."""
    rules, functions = dict(schema.RULES), list(obligations.RULE_FUNCTIONS)
    columns, charts = APPLICATIONS.columns, dict(registry.CHARTS)
    yield
    schema.RULES.clear(), schema.RULES.update(rules)
    obligations.RULE_FUNCTIONS[:] = functions
    APPLICATIONS.columns = columns
    registry.CHARTS.clear(), registry.CHARTS.update(charts)


def printed(capsys: pytest.CaptureFixture[str], *argv: str, status: int = 0) -> str:
    assert main([*argv]) == status
    return capsys.readouterr().out


def test_a_new_rule_is_in_every_place_that_shows_rules(
    capsys: pytest.CaptureFixture[str], sample: Path, tmp_path: Path
) -> None:
    toy.add_rule()
    n = len(js.read_log(sample).applications)
    page = printed(capsys, "review", str(sample))
    assert re.search(rf"{LABEL} +{n} of {n} ", page)
    card = json.loads(printed(capsys, "review", str(sample), "--json"))
    assert list(card["compliance"])[-1] == toy.RULE.name
    assert card["compliance"][toy.RULE.name]["met"] == n
    kept = js.compliance(js.obligations(js.read_log(sample), as_of="2026-10-30"))
    assert kept.loc[toy.RULE.name, "met"] == n
    assert LABEL in repr(js.readable(kept))
    for command in ("today", "stale"):
        printed(capsys, command, str(sample))
    printed(capsys, "charts", str(sample), "--out", str(tmp_path), "--only", "compliance",
            "--format", "svg")  # fmt: skip
    assert LABEL in (tmp_path / "compliance.svg").read_text(encoding="utf-8")


def test_a_new_column_is_read_checked_and_in_the_workbook(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "log.csv"
    log.write_text("Company,Applied on,Mood\nAcme,2026-10-01,good\n", encoding="utf-8")
    assert js.read_log(log).applications["Mood"].tolist() == ["good"]  # a column of one's own
    toy.add_column()
    assert js.read_log(log).applications["mood"].tolist() == ["good"]
    assert "your own columns" not in printed(capsys, "check", str(log))
    new = tmp_path / "applications.xlsx"
    new.write_bytes(empty_workbook())
    page = openpyxl.load_workbook(new)["Applications"]
    head = page.cell(1, len(APPLICATIONS.columns))
    assert head.value == "Mood" and head.comment is not None
    assert head.comment.text == "How you felt about it."
    assert page.column_dimensions[head.column_letter].width == toy.COLUMN.width
    monkeypatch.chdir(tmp_path)
    printed(capsys, "applied", "Bolt", "Cook", "--on", "2026-10-02", "--set", "Mood=bad")
    assert js.read_log(new).applications["mood"].tolist() == ["bad"]


def test_a_new_column_of_fixed_words_takes_them_and_tells_what_it_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    column = Column("Work place", "word", "Where you would work.", ("office", "at home"))
    monkeypatch.setattr(APPLICATIONS, "columns", (*APPLICATIONS.columns, column))
    row = {"Company": "Acme", "Role": "Cook", "Applied on": "2026-03-02"}
    log = make_log([row | {"Work place": "At home"}, row | {"Role": "Chef", "Work place": "moon"}])
    assert log.applications["work_place"].tolist()[0] == "at home"
    assert log.problems["problem"].tolist() == [
        '"moon" is not known here. Write office or at home.'
    ]


def test_a_new_chart_is_drawn_and_listed(
    capsys: pytest.CaptureFixture[str], sample: Path, tmp_path: Path
) -> None:
    name = toy.add_chart()
    drawn = printed(capsys, "charts", str(sample), "--out", str(tmp_path), "--only", name)
    assert drawn == f"{tmp_path / name}.png\n"
    with pytest.raises(SystemExit):
        main(["charts", "--help"])
    assert name in capsys.readouterr().out


@pytest.mark.kernel
def test_a_new_rule_is_in_the_report(
    capsys: pytest.CaptureFixture[str], sample: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    # Python runs this at its start, so the notebook's own process has the rule, too.
    (tmp_path / "sitecustomize.py").write_text("import toy\ntoy.add_rule()\n", encoding="utf-8")
    path = os.pathsep.join([str(tmp_path), str(Path(toy.__file__).parent), str(ROOT)])
    monkeypatch.setenv("PYTHONPATH", path)
    out = tmp_path / "report.html"
    printed(capsys, "report", str(sample), "--out", str(out))
    assert LABEL in out.read_text(encoding="utf-8")


def test_a_new_command_is_one_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "wave.py").write_text(
        'HELP, EXAMPLE, GROUP = "wave", "jobsearch wave", "Make files"\n'
        "def add_arguments(parser): parser.add_argument('name')\n"
        "def run(arguments): print('Hello', arguments.name); return 0\n",
        encoding="utf-8",
    )
    from jobsearch import commands

    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path)])
    try:
        assert printed(capsys, "wave", "Acme") == "Hello Acme\n"
        assert "wave" in all_commands()
    finally:
        sys.modules.pop("jobsearch.commands.wave", None)


def test_figures_and_days_are_put_into_words_in_one_place() -> None:
    # Days by name depend on the locale, and shares are rounded in more than one way.
    elsewhere = re.compile(
        r'strftime\([^)]*%[aAbBpc]|\{[^{}"]*:[^{}"]*%[aAbBpc]|\{100 \*[^}]*\.0f|\.\df?%\}|f\}%'
    )
    found = [
        f"{path.relative_to(PACKAGE).as_posix()}:{n}"
        for path in PACKAGE.rglob("*.py")
        if path.name != "wording.py"
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if elsewhere.search(line)
    ]
    assert found == []
