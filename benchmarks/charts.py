"""The pictures: all of them against importing matplotlib, and a large log against the sample."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.taken import Result, in_turn, process
from benchmarks.workbooks import make_workbook
from jobsearch.sample import sample_path

LARGE = 2_000


def charts(runs: int, folder: Path) -> Iterator[Result]:
    """Whole commands `jobsearch charts`, all pictures as .png."""
    large = make_workbook(folder / "charts.xlsx", LARGE)
    out = ("--out", str(folder / "charts"))
    of_sample = process("-m", "jobsearch", "charts", str(sample_path()), *out)
    of_large = process("-m", "jobsearch", "charts", str(large), *out)
    how = f"medians of {runs} processes each"
    taken, alone = in_turn(of_sample, process("-c", "import matplotlib.pyplot"), runs)
    yield Result("jobsearch charts / import matplotlib.pyplot", taken / alone, 12, how)
    taken, small = in_turn(of_large, of_sample, runs)
    yield Result(f"jobsearch charts, {LARGE:,} applications / the sample", taken / small, 2, how)
