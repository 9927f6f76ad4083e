"""What is compared with what."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

import jobsearch as js
from benchmarks.taken import Result, grown_by_reading, in_turn, process, traced
from benchmarks.workbooks import make_workbook

# From the log.
_OF_A_LOG = (
    "response_times", "next_step_times", "waiting_periods", "obligations", "pipeline_history",
    "weekly_activity", "breadth", "pace_while_waiting", "funnel", "flows", "stale_applications",
)  # fmt: skip
# From the table of response times; two more take obligations.
_OF_TIMES: dict[str, dict[str, object]] = {
    "life_table": {},
    "response_curve": {},
    "cumulative_incidence": {},
    "median_response": {},
    "response_by_day": {},
    "naive_rate": {},
    "chance_of_response": {"silent_days": 10, "within_days": 30},
    "compare_groups": {"by": "source"},
}
_OF_OBLIGATIONS = ("compliance", "agenda")
MEASURES = (*_OF_A_LOG, *_OF_TIMES, *_OF_OBLIGATIONS)


@dataclass(frozen=True)
class Sizes:
    """How much is measured."""

    durations: int
    groups: int
    small_log: int
    large_log: int
    runs: int
    slow_runs: int  # of what takes seconds
    process_runs: int


FULL = Sizes(1_000_000, 1_000, 10_000, 100_000, runs=15, slow_runs=3, process_runs=15)
QUICK = Sizes(200_000, 200, 2_000, 20_000, runs=9, slow_runs=3, process_runs=7)
# How long the durations of the curves are followed: a curve has a row for each day of each group.
FOLLOWED_DAYS = 90
# What the commands are run on.
COMMAND_LOG = 500


def all_measures(log: js.Log) -> None:
    """Every public measure once."""
    as_of = log.settings.as_of
    table = {name: getattr(js, name)(log, as_of=as_of) for name in _OF_A_LOG}
    for name, options in _OF_TIMES.items():
        getattr(js, name)(table["response_times"], **options)
    js.compliance(table["obligations"])
    js.agenda(table["obligations"], stale=table["stale_applications"])


def curves(sizes: Sizes) -> Iterator[Result]:
    """The response curve against a sort of the same days; with groups against without."""
    rng = np.random.default_rng(1)
    n = sizes.durations
    days = np.minimum(rng.gamma(1.5, 14.0, n).astype(np.int64), FOLLOWED_DAYS)
    kinds = js.response_times(js.read_log(js.sample_path()), as_of="2026-10-30")["event"].dtype
    times = pd.DataFrame(
        {
            "duration_days": days,
            "event": pd.Categorical.from_codes(rng.integers(0, 4, n), dtype=kinds),
            "log": rng.integers(0, sizes.groups, n),
        }
    )
    curve = functools.partial(js.response_curve, times)
    taken, sort = in_turn(curve, functools.partial(np.sort, days), sizes.runs)
    yield Result(
        f"response_curve of {n:,} durations / np.sort of them", taken / sort, 3, _times(sizes.runs)
    )
    grouped = functools.partial(js.response_curve, times, by="log")
    taken, whole = in_turn(grouped, curve, sizes.runs)
    yield Result(
        f"response_curve of {sizes.groups:,} groups, {FOLLOWED_DAYS} days / of one",
        taken / whole, 4, _times(sizes.runs),
    )  # fmt: skip


def commands(sizes: Sizes, folder: Path) -> Iterator[Result]:
    """Whole commands against a Python that imports pandas and ends."""
    path = str(make_workbook(folder / "small.xlsx", COMMAND_LOG))
    pandas = process("-c", "import pandas")
    for words, target in ((("today", path), 1.5), (("review", path, "--json"), 2.0)):
        taken, alone = in_turn(process("-m", "jobsearch", *words), pandas, sizes.process_runs)
        command = " ".join(w for w in ("jobsearch", *words) if w != path)
        yield Result(
            f"{command}, {COMMAND_LOG} applications / import pandas",
            taken / alone, target, _times(sizes.process_runs, "processes"),
        )  # fmt: skip


def big_logs(sizes: Sizes, folder: Path) -> Iterator[Result]:
    """Reading, and all measures, of a large log and of one a tenth as long."""
    large = make_workbook(folder / "large.xlsx", sizes.large_log)
    small = make_workbook(folder / "tenth.xlsx", sizes.small_log)
    runs = _times(sizes.slow_runs)
    size, times = f"{sizes.large_log:,} applications", sizes.large_log / sizes.small_log
    read = functools.partial(js.read_log, large)
    log, tenth = js.read_log(large), js.read_log(small)
    measure = functools.partial(all_measures, log)
    taken, reading = in_turn(measure, read, sizes.slow_runs)
    yield Result(f"all {len(MEASURES)} measures of {size} / reading them", taken / reading, 1, runs)
    pandas = functools.partial(pd.read_excel, large, sheet_name=None, engine="openpyxl")
    taken, reading = in_turn(read, pandas, sizes.slow_runs)
    yield Result(f"reading {size} / pandas.read_excel with openpyxl", taken / reading, 0.2, runs)

    most = 1.2 * times
    than = f"{size} / {sizes.small_log:,}"
    pairs: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
        ("reading", read, functools.partial(js.read_log, small)),
        ("all measures", measure, functools.partial(all_measures, tenth)),
    ]
    for what, of_large, of_small in pairs:
        taken, whole = in_turn(of_large, of_small, sizes.slow_runs)
        yield Result(f"time of {what}, {than}", taken / whole, most, runs)
    grown = grown_by_reading(small, large) / grown_by_reading(folder / "small.xlsx", small)
    yield Result(f"memory of reading, {than}", grown, most, "peak of a process, once each")
    held = traced(measure) / traced(functools.partial(all_measures, tenth))
    yield Result(f"memory of all measures, {than}", held, most, "peak of tracemalloc, once each")


def _times(runs: int, of: str = "runs") -> str:
    return f"medians of {runs} {of} each"
