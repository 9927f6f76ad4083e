"""The command `closed`: how an application ended."""

from __future__ import annotations

import argparse

from jobsearch.commands.change_options import DAY, add_application, add_change_options, make_change
from jobsearch.wording import listing

HELP = "log how an application ended"
EXAMPLE = "jobsearch closed Acme --as withdrawn"
GROUP = "Log what happened"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the application, its end and when."""
    from jobsearch.changes.actions import ENDINGS

    add_application(parser)
    parser.add_argument(
        "--as", dest="how", metavar="HOW", default="no_response",
        help=f"{listing(ENDINGS, last='or')}; no_response if you leave it out",
    )  # fmt: skip
    parser.add_argument("--on", metavar="DATE", help=f"the day it ended, {DAY}")
    add_change_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show the change and make it; 0 where it was made or only shown, else 2."""
    from jobsearch.changes import closed

    return make_change(arguments, closed, arguments.application, how=arguments.how, on=arguments.on)
