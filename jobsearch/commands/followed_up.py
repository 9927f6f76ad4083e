"""The command `followed-up`: a message that was sent while waiting."""

from __future__ import annotations

import argparse

from jobsearch.commands.change_options import (
    MOMENT,
    add_application,
    add_change_options,
    make_change,
    text_or_file,
)

HELP = "log a follow-up you sent while waiting"
EXAMPLE = "jobsearch followed-up Acme --to dana@acme.example"
GROUP = "Log what happened"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the application and the message."""
    add_application(parser)
    parser.add_argument("--at", metavar="DATETIME", help=f"when you sent it, {MOMENT}")
    parser.add_argument("--to", metavar="ADDRESS", help="the address you sent it to")
    parser.add_argument("--message", metavar="FILE|TEXT", help="what you wrote, or a file with it")
    add_change_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show the change and make it; 0 where it was made or only shown, else 2."""
    from jobsearch.changes import followed_up

    return make_change(
        arguments, followed_up, arguments.application,
        at=arguments.at, to=arguments.to, message=text_or_file(arguments.message),
    )  # fmt: skip
