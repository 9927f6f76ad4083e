"""The command `show`: one application's story."""

from __future__ import annotations

import argparse

from jobsearch.commands.log_options import add_json_option, add_log_options, open_log, view
from jobsearch.commands.output import print_json, print_text, screen

HELP = "show one application's story: its dates, people, errands, chance and notes"
EXAMPLE = "jobsearch show Acme applications.xlsx --as-of 2026-10-30"
GROUP = "Look at your search"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the application, the log and the form of the output."""
    parser.add_argument(
        "application", metavar="NAME",
        help='its company, role, "Company / Role" or ID, or the beginning of one',
    )  # fmt: skip
    add_log_options(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the story; 0."""
    from jobsearch.application_story import story
    from jobsearch.terminal.story import story_text

    opened = open_log(arguments)
    told = story(opened.log, arguments.application, as_of=opened.as_of).to_dict()
    if arguments.json:
        print_json(told)
    else:
        print_text(story_text(told, view(opened, arguments), screen()))
    return 0
