"""The command `interviewed`: an interview, and everybody met there."""

from __future__ import annotations

import argparse

from jobsearch.commands.change_options import (
    MOMENT,
    add_application,
    add_change_options,
    make_change,
)

HELP = "log an interview, with everyone you met"
EXAMPLE = 'jobsearch interviewed Acme --with "Dana Lee <dana@acme.example>"'
GROUP = "Log what happened"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the application, the people and what was said."""
    add_application(parser)
    parser.add_argument(
        "--with", dest="people", metavar="PERSON", action="append", default=[],
        help="an interviewer, like 'Dana Lee <dana@acme.example>'; repeat it for each person",
    )  # fmt: skip
    parser.add_argument("--ended", "--at", metavar="DATETIME", help=f"when it ended, {MOMENT}")
    parser.add_argument("--round", metavar="TEXT", help="like 'Phone screen', 'First interview'")
    parser.add_argument("--decision-by", metavar="DATE", help="the date they gave for a decision")
    parser.add_argument(
        "--talked-about", metavar="TEXT", help="a few words, for a personal thank-you"
    )
    add_change_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show the change and make it; 0 where it was made or only shown, else 2."""
    from jobsearch.changes import interviewed

    return make_change(
        arguments, interviewed, arguments.application,
        people=arguments.people, ended=arguments.ended, round=arguments.round,
        decision_by=arguments.decision_by, talked_about=arguments.talked_about,
    )  # fmt: skip
