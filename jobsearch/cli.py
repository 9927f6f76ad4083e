"""The command `jobsearch`: which commands there are, and what their ends mean."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from jobsearch.commands.output import say

# Command → the module in `jobsearch.commands` that has it, and what it is for.
_COMMANDS = {
    "review": ("show", "print how the search is going: the scorecard"),
    "today": ("show", "print what to do today, with whom and how; what to leave alone until when"),
    "stale": ("show", "print the applications that have been silent for too long"),
    "check": ("show", "print how the log was understood, and its problems, each with its cell"),
    "applied": ("update", "log an application that you sent"),
    "interviewed": ("update", "log an interview, and everybody whom you met"),
    "thanked": ("update", "log a thank-you"),
    "followed-up": ("update", "log a message that you sent while waiting"),
    "heard": ("update", "log what the employer said"),
    "closed": ("update", "log how an application ended"),
    "undo": ("update", "take back the last change that one of these commands made"),
    "charts": ("charts", "draw every picture of the search into files"),
    "adopt": ("adopt", "make the kit's own workbook from a tracker that you keep already"),
    "report": ("report", "run a notebook on the log, and keep what it shows as one page"),
    "init": ("init", "start a log: an empty workbook, with the notebooks beside it"),
}
_EXAMPLES = {
    name: f"jobsearch {name} applications.xlsx --as-of 2026-10-30"
    for name in ("review", "today", "stale", "check")
} | {
    "applied": 'jobsearch applied "Acme" "Data Analyst" --source Referral',
    "interviewed": 'jobsearch interviewed Acme --with "Dana Lee <dana@acme.example>"',
    "thanked": 'jobsearch thanked Acme "Dana Lee" --by e-mail',
    "followed-up": "jobsearch followed-up Acme --to dana@acme.example",
    "heard": "jobsearch heard Acme reply --decision-by 2026-11-27",
    "closed": "jobsearch closed Acme --as withdrawn",
    "undo": "jobsearch undo --dry-run",
    "charts": "jobsearch charts applications.xlsx --out charts --format png,svg",
    "adopt": "jobsearch adopt my-tracker.xlsx --out applications.xlsx",
    "report": "jobsearch report applications.xlsx --out report.html",
    "init": "jobsearch init my-search",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0, for `check` 1 with problems, 2 for a wrong call or an unusable file."""
    # A command lives for a second, of which the collector of garbage would take a fifth to look
    # again and again, and once more at the end, at all that pandas brings.
    gc.set_threshold(1_000_000)
    atexit.register(gc.freeze)
    given = sys.argv[1:] if argv is None else list(argv)
    if not given or (not given[0].startswith("-") and given[0] not in _COMMANDS):
        say(_which_command(given))
        return 2
    arguments = _parser(given).parse_args(given)
    from jobsearch.errors import LogError

    try:
        module = import_module(f"jobsearch.commands.{_COMMANDS[arguments.command][0]}")
        status: int = module.run(arguments.command, arguments)
        return status
    except LogError as error:
        say(f"jobsearch: {error}")
        return 2
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130  # as a shell says of a program that Ctrl-C ended


def _which_command(given: Sequence[str]) -> str:
    from difflib import get_close_matches

    if not given:
        return f"jobsearch: Name a command: {', '.join(_COMMANDS)}. Try: jobsearch --help"
    near = get_close_matches(given[0], _COMMANDS, n=1)
    instead = f"Did you mean {near[0]}?" if near else f"There are {', '.join(_COMMANDS)}."
    return f'jobsearch: "{given[0]}" is not a command. {instead} Try: jobsearch --help'


class _Parser(argparse.ArgumentParser):
    """A parser that says in one sentence what is wrong with a call."""

    def error(self, message: str) -> NoReturn:
        say(f"{self.prog}: {message}. Try: {self.prog} --help")
        self.exit(2)


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    from jobsearch import __version__

    parser = _Parser(
        prog="jobsearch",
        description="How a job search is going and what to do next, from the spreadsheet you keep.",
        epilog="Example: jobsearch review applications.xlsx",
    )
    parser.add_argument("--version", action="version", version=f"jobsearch {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, text) in _COMMANDS.items():
        command = commands.add_parser(
            name,
            help=text,
            description=f"{text[0].upper()}{text[1:]}.",
            epilog=f"Example: {_EXAMPLES[name]}",
        )
        if name in given:  # the others are only listed
            import_module(f"jobsearch.commands.{module}").add_arguments(name, command)
    return parser
