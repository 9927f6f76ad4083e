"""The command `check`: how the file was read, and its problems."""

from __future__ import annotations

import argparse

from jobsearch.commands.log_options import add_json_option, add_log_options, open_log
from jobsearch.commands.output import print_json, print_text, screen

HELP = "show how your log was read, and each problem with its cell"
EXAMPLE = "jobsearch check applications.xlsx --as-of 2026-10-30"
GROUP = "Look at your search"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the log and the form of the output."""
    add_log_options(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print how the file was read; 0, or 1 if there are problems."""
    from jobsearch.measures.scorecard import check

    found = check(open_log(arguments).log)
    if arguments.json:
        print_json(found)
    else:
        from jobsearch.terminal.check import check_text

        print_text(check_text(found, screen()))
    return 1 if found["problems"] else 0
