"""The command `applied`: an application that was sent."""

from __future__ import annotations

import argparse

from jobsearch.commands.change_options import DAY, add_change_options, make_change

HELP = "log an application you sent"
EXAMPLE = 'jobsearch applied "Acme" "Data Analyst" --source Referral'
GROUP = "Log what happened"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the employer, the job and when."""
    parser.add_argument("company", metavar="COMPANY", help="the employer")
    parser.add_argument("role", metavar="ROLE", nargs="?", help="the job title")
    parser.add_argument("--source", metavar="TEXT", help="where you found it")
    parser.add_argument("--on", metavar="DATE", help=f"the day you sent it, {DAY}")
    add_change_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show the change and make it; 0 where it was made or only shown, else 2."""
    from jobsearch.changes import applied

    return make_change(
        arguments, applied, arguments.company, arguments.role,
        source=arguments.source, on=arguments.on,
    )  # fmt: skip
