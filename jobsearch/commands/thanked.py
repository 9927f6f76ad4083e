"""The command `thanked`: a thank-you that was sent."""

from __future__ import annotations

import argparse

from jobsearch.commands.change_options import (
    MOMENT,
    add_application,
    add_change_options,
    make_change,
    text_or_file,
)

HELP = "log a thank-you you sent"
EXAMPLE = 'jobsearch thanked Acme "Dana Lee" --by e-mail'
GROUP = "Log what happened"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the application, the person and the note."""
    add_application(parser)
    parser.add_argument("person", metavar="PERSON", nargs="?", help="the interviewer you thanked")
    parser.add_argument("--at", metavar="DATETIME", help=f"when you sent it, {MOMENT}")
    parser.add_argument("--by", metavar="CHANNEL", help="e-mail, phone, letter, in person or other")
    parser.add_argument("--note", metavar="FILE|TEXT", help="what you wrote, or a file with it")
    add_change_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show the change and make it; 0 where it was made or only shown, else 2."""
    from jobsearch.changes import thanked

    return make_change(
        arguments, thanked, arguments.application,
        person=arguments.person, at=arguments.at, by=arguments.by,
        note=text_or_file(arguments.note),
    )  # fmt: skip
