"""Measure every claim about speed and say which hold; 1 where one does not."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.cases import FULL, QUICK, Sizes, big_logs, commands, curves
from benchmarks.charts import charts
from benchmarks.report import report
from benchmarks.taken import Result
from benchmarks.trackers import trackers
from benchmarks.writing import writing


def main() -> int:
    """Print a line for each claim as soon as it is measured."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="What the project claims about speed, as ratios taken in one run.",
    )
    parser.add_argument("--quick", action="store_true", help="smaller sizes, a few minutes")
    sizes = QUICK if parser.parse_args().quick else FULL
    if sizes is QUICK:
        print("Smaller sizes than claimed, for a quick look.")
    n_missed = 0
    for result in results(sizes):
        print(line(result), flush=True)
        n_missed += not result.is_met
    return 1 if n_missed else 0


def results(sizes: Sizes) -> Iterator[Result]:
    """All comparisons, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        yield from curves(sizes)
        yield from commands(sizes, Path(folder))
        yield from charts(sizes.slow_runs, Path(folder))
        yield from report(sizes.slow_runs, Path(folder))
        yield from big_logs(sizes, Path(folder))
        yield from trackers(sizes.large_log, sizes.slow_runs, Path(folder))
        yield from writing(sizes.large_log, sizes.slow_runs, Path(folder))


def line(result: Result) -> str:
    """One comparison: what, ratio, target, met or not, how."""
    verdict = "met" if result.is_met else "NOT MET"
    return f"{result.what}: {result.ratio:.2f}, at most {result.target:g}: {verdict} ({result.how})"


if __name__ == "__main__":
    sys.exit(main())
