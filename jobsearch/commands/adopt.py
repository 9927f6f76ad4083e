"""The command `adopt`: the kit's own workbook, made from a tracker of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch.commands.opening import DEFAULT, add_corrections, asked_of, same_log
from jobsearch.commands.output import print_text, screen

if TYPE_CHECKING:
    import argparse


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Add the tracker, the new workbook, and how to read the one."""
    del name
    parser.add_argument("tracker", metavar="TRACKER", help="the spreadsheet that you keep")
    parser.add_argument(
        "--out", metavar="FILE", default=DEFAULT, help=f"the new workbook; else {DEFAULT} here"
    )
    add_corrections(parser)


def run(name: str, arguments: argparse.Namespace) -> int:
    """Make the workbook and say what went into it; 0."""
    del name
    import dataclasses

    from jobsearch.reading import read_with_tables
    from jobsearch.terminal.check import adopted_text
    from jobsearch.writing.adopt import adopt

    path, out, asked = Path(arguments.tracker), Path(arguments.out), asked_of(arguments)
    found = read_with_tables(path, asked)
    adopt(found, out)
    if arguments.remember:
        from jobsearch.changes.remember import remember

        remember(path, asked)
    log = found.log
    counts = {
        "application": len(log.applications),
        "interview": int(log.interviews["interview"].nunique()),
        "follow-up": len(log.follow_ups),
        "dated word": len(log.history),
    }
    reading = dataclasses.asdict(log.reading)
    print_text(
        adopted_text(
            reading, str(out), counts, len(log.problems), same=same_log(arguments), **screen()
        )
    )
    return 0
