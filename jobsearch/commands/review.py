"""The command `review`: the scorecard."""

from __future__ import annotations

import argparse
import dataclasses

from jobsearch.commands.log_options import add_json_option, add_log_options, open_log, view
from jobsearch.commands.output import print_json, print_text, screen

HELP = "show how your search is going, with what to do first"
EXAMPLE = "jobsearch review applications.xlsx --as-of 2026-10-30"
GROUP = "Look at your search"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the log and the form of the output."""
    add_log_options(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the scorecard; 0."""
    from jobsearch.measures.scorecard import full_scorecard, scorecard

    opened = open_log(arguments)
    if arguments.json:
        card = scorecard(opened.log, as_of=opened.as_of)
        print_json({"as_of": card.pop("as_of"), "as_of_from": opened.as_of_from} | card)
        return 0
    from jobsearch.terminal.check import reading_lines
    from jobsearch.terminal.review import review_text

    shown = view(opened, arguments)
    reading = reading_lines(dataclasses.asdict(opened.log.reading), shown.repeat_options)
    card = full_scorecard(opened.log, as_of=opened.as_of)
    print_text(review_text(card, shown, screen(), reading=reading))
    return 0
