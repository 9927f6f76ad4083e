"""The command `heard`: what the employer answered."""

from __future__ import annotations

import argparse

from jobsearch.commands.change_options import DAY, add_application, add_change_options, make_change
from jobsearch.wording import listing

HELP = "log what the employer told you"
EXAMPLE = "jobsearch heard Acme reply --decision-by 2026-11-27"
GROUP = "Log what happened"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the application, the answer and when."""
    from jobsearch.changes.actions import ANSWERS

    add_application(parser)
    parser.add_argument("what", metavar="WHAT", help=listing(ANSWERS, last="or"))
    parser.add_argument("--on", metavar="DATE", help=f"the day they answered, {DAY}")
    parser.add_argument("--decision-by", metavar="DATE", help="the new date for their decision")
    add_change_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show the change and make it; 0 where it was made or only shown, else 2."""
    from jobsearch.changes import heard

    return make_change(
        arguments, heard, arguments.application,
        what=arguments.what, on=arguments.on, decision_by=arguments.decision_by,
    )  # fmt: skip
