"""The command `stale`: what has been silent for too long."""

from __future__ import annotations

import argparse

from jobsearch.commands.log_options import add_json_option, add_log_options, open_log, view
from jobsearch.commands.output import print_json, print_text, screen

HELP = "show the applications that have been silent for too long"
EXAMPLE = "jobsearch stale applications.xlsx --as-of 2026-10-30"
GROUP = "Look at your search"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the log and the form of the output."""
    add_log_options(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the stale applications; 0."""
    from jobsearch.measures.scorecard import STALE_KEYS, flags

    opened = open_log(arguments)
    found = flags(opened.log, as_of=opened.as_of)
    if arguments.json:
        print_json([{key: flag[key] for key in STALE_KEYS} for flag in found])
        return 0
    from jobsearch.terminal.stale import stale_text

    print_text(stale_text(found, view(opened, arguments), screen()))
    return 0
