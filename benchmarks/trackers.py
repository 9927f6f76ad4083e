"""Somebody's own tracker against the kit's own workbook of the same length."""

from __future__ import annotations

import csv
import functools
import random
from collections.abc import Iterator
from pathlib import Path

import jobsearch as js
from benchmarks.taken import Result, in_turn
from benchmarks.workbooks import make_workbook

_HEADER = (
    "No", "Company Name", "Position", "Date Applied", "Heard back on", "Current Status",
    "1st Interview", "2nd Interview", "Job Board", "City", "Salary", "Comments",
)  # fmt: skip
_STATUSES = ("Applied", "Rejected", "Ghosted", "Rejected after interview", "Interviewing", "Offer")


def make_tracker(path: Path, n_applications: int) -> Path:
    """A .csv of so many applications: wide interviews, compound statuses, month first."""
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADER)
        for n in range(n_applications):
            month, day = chance.randint(1, 9), chance.randint(1, 28)
            status = chance.choice(_STATUSES)
            is_met = "nterview" in status
            writer.writerow([
                n, f"Company {n % 9000}", f"Analyst {n}", f"{month}/{day}/2025",
                f"{month + 1}/{day}/2025" if "Rejected" in status else "", status,
                f"{month + 2}/{day}/2025" if is_met else "", "yes" if status == "Offer" else "",
                chance.choice(("LinkedIn", "Indeed", "")), "Rome", 50_000 + n, "two words",
            ])  # fmt: skip
    return path


def trackers(n_applications: int, runs: int, folder: Path) -> Iterator[Result]:
    """Reading one against reading the other."""
    own = make_workbook(folder / "own.xlsx", n_applications)
    foreign = make_tracker(folder / "foreign.csv", n_applications)
    taken, whole = in_turn(
        functools.partial(js.read_log, foreign), functools.partial(js.read_log, own), runs
    )
    yield Result(
        f"reading a tracker of {n_applications:,} applications / the kit's own workbook of them",
        taken / whole, 1.5, f"medians of {runs} runs each",
    )  # fmt: skip
