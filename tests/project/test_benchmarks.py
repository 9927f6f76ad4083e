"""The benchmarks run, name what they measure, and say it where a claim does not hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import jobsearch as js
from benchmarks import __main__ as benchmarks
from benchmarks.cases import MEASURES, Sizes, all_measures, big_logs, commands, curves
from benchmarks.taken import Result
from benchmarks.workbooks import make_workbook
from checkout import ROOT

TINY = Sizes(2_000, 10, 20, 200, runs=1, slow_runs=1, process_runs=1)


def test_every_public_measure_is_measured() -> None:
    package = Path(js.__file__).parent
    from_measures = {name for name, module in js._PUBLIC.items() if module.startswith("measures.")}
    assert package.is_dir()
    assert from_measures >= set(MEASURES)
    wanted = (
        "response_times obligations pipeline_history weekly_activity breadth pace_while_waiting "
        "funnel stale_applications response_curve cumulative_incidence median_response "
        "chance_of_response compare_groups compliance agenda"
    )
    assert set(MEASURES) >= set(wanted.split())


def test_a_made_workbook_is_a_log_with_a_few_mistakes(tmp_path: Path) -> None:
    log = js.read_log(make_workbook(tmp_path / "log.xlsx", 300))
    assert len(log.applications) == 300
    assert 0 < len(log.problems) < 20
    assert len(log.interviews) > 30 and len(log.follow_ups) > 10
    all_measures(log)


@pytest.mark.slow
def test_each_comparison_names_what_it_compares(tmp_path: Path) -> None:
    found = [*curves(TINY), *commands(TINY, tmp_path), *big_logs(TINY, tmp_path)]
    assert [result.what for result in found] == [
        "response_curve of 2,000 durations / np.sort of them",
        "response_curve of 10 groups, 90 days / of one",
        "jobsearch today, 500 applications / import pandas",
        "jobsearch review --json, 500 applications / import pandas",
        f"all {len(MEASURES)} measures of 200 applications / reading them",
        "reading 200 applications / pandas.read_excel with openpyxl",
        "time of reading, 200 applications / 20",
        "time of all measures, 200 applications / 20",
        "memory of reading, 200 applications / 20",
        "memory of all measures, 200 applications / 20",
    ]
    assert [result.target for result in found] == [3, 4, 1.5, 2, 1, 0.2, 12, 12, 12, 12]
    assert all(result.ratio > 0 for result in found)


@pytest.mark.parametrize(("ratio", "said", "status"), [(2.0, "met", 0), (3.5, "NOT MET", 1)])
def test_a_claim_that_does_not_hold_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ratio: float, said: str,
    status: int,
) -> None:  # fmt: skip
    result = Result("a / b", ratio, 3, "medians of 1 runs each")
    monkeypatch.setattr(benchmarks, "results", lambda sizes: iter([result]))
    monkeypatch.setattr(sys, "argv", ["benchmarks"])
    assert benchmarks.main() == status
    line = f"a / b: {ratio:.2f}, at most 3: {said} (medians of 1 runs each)\n"
    assert capsys.readouterr().out == line


def test_the_help_tells_of_the_quick_look() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--help"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert re.search(r"--quick\s+smaller sizes, a few minutes", run.stdout)
