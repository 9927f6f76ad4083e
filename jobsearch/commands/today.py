"""The command `today`: the agenda."""

from __future__ import annotations

import argparse

from jobsearch.commands.log_options import add_json_option, add_log_options, open_log, view
from jobsearch.commands.output import print_json, print_text, screen

HELP = "show what to do today, and what to leave alone until when"
EXAMPLE = "jobsearch today applications.xlsx --as-of 2026-10-30"
GROUP = "Look at your search"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the log and the form of the output."""
    add_log_options(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the agenda; 0."""
    from jobsearch.measures.scorecard import offers_in_hand, search_over, todo

    opened = open_log(arguments)
    log, as_of, _ = opened
    errands = todo(log, as_of=as_of)
    if arguments.json:
        print_json(errands)
        return 0
    from jobsearch.terminal.agenda import SearchEnd, today_text

    end = SearchEnd(search_over(log, as_of=as_of), offers_in_hand(log, as_of=as_of))
    print_text(today_text(errands, end, view(opened, arguments), screen()))
    return 0
