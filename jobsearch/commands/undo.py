"""The command `undo`: the last change, taken back."""

from __future__ import annotations

import argparse

from jobsearch.commands.change_options import add_write_options, carry_out, own_log

HELP = "undo the last change made with these commands"
EXAMPLE = "jobsearch undo --dry-run"
GROUP = "Log what happened"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the log and whether to write."""
    add_write_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Show the change and undo it; 0 where it was or was only shown, else 2."""
    from jobsearch.changes import undo

    path = own_log(arguments.log)
    return carry_out(path, lambda add: undo(path), arguments)
