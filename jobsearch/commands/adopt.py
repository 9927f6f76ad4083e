"""The command `adopt`: the kit's own workbook, made from a tracker of one's own."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from jobsearch.commands.log_options import (
    DEFAULT,
    add_corrections,
    corrections,
    remember_if_asked,
    repeat_options,
)
from jobsearch.commands.output import print_text, screen

HELP = "make a jobsearch workbook from a tracker you keep already"
EXAMPLE = "jobsearch adopt my-tracker.xlsx --out applications.xlsx"
GROUP = "Make files"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the tracker, the new workbook, and how to read the one."""
    parser.add_argument("tracker", metavar="TRACKER", help="the spreadsheet you keep")
    parser.add_argument(
        "--out", metavar="FILE", default=DEFAULT, help=f"the new workbook; else {DEFAULT} here"
    )
    add_corrections(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make the workbook and say what went into it; 0."""
    from jobsearch.reading import read_with_tables
    from jobsearch.terminal.check import adopted_text
    from jobsearch.writing.adopt import adopt

    path, out, asked = Path(arguments.tracker), Path(arguments.out), corrections(arguments)
    found = read_with_tables(path, asked)
    adopt(found, out)
    remember_if_asked(arguments, path, asked)
    log = found.log
    counts = {
        "application": len(log.applications),
        "interview": int(log.interviews["interview"].nunique()),
        "follow-up": len(log.follow_ups),
        "dated event": len(log.history),
        "problem": len(log.problems),
    }
    reading = dataclasses.asdict(log.reading)
    print_text(adopted_text(reading, str(out), counts, screen(), repeat=repeat_options(arguments)))
    return 0
