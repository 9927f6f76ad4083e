"""One change to a log against openpyxl, which loads and saves it: whole process each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.taken import Result, in_turn, process
from benchmarks.workbooks import make_workbook

_USUAL_LOG = 5_000
_LOAD_AND_SAVE = """
import sys
import openpyxl
book = openpyxl.load_workbook(sys.argv[1])
page = book["Applications"]
page.cell(page.max_row + 1, 2, "Acme")
book.save(sys.argv[2])
"""
# Reads the log, plans, reads the new file back and puts it in place.
_CHANGE = ("-m", "jobsearch", "applied", "Acme", "Cook", "--on", "2026-10-30", "--yes", "--log")


def writing(large_log: int, runs: int, folder: Path) -> Iterator[Result]:
    """A new application in a workbook of 5,000 applications, and in a large one."""
    for size, target in ((_USUAL_LOG, 0.3), (large_log, 0.15)):
        path = make_workbook(folder / f"written-{size}.xlsx", size)
        log = shutil.copy(path, folder / f"changed-{size}.xlsx")
        by_openpyxl = process("-c", _LOAD_AND_SAVE, str(path), str(folder / "saved.xlsx"))
        taken, saved = in_turn(process(*_CHANGE, str(log)), by_openpyxl, runs)
        yield Result(
            f"jobsearch applied, {size:,} applications / openpyxl loading and saving them",
            taken / saved, target, f"medians of {runs} processes each",
        )  # fmt: skip
