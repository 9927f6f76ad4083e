"""The command `jobsearch`: finds the commands, and says what their ends mean."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import NoReturn

from jobsearch import commands
from jobsearch.commands.output import say
from jobsearch.wording import listing, sentence_case

# What the commands are for, in the order in which the help lists them.
GROUPS = ("Look at your search", "Log what happened", "Make files")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0, for `check` 1 with problems, 2 for a wrong call or an unusable file."""
    # A command lives for a second, of which the collector of garbage would take a fifth to look
    # again and again, and once more at the end, at all that pandas brings.
    gc.set_threshold(1_000_000)
    atexit.register(gc.freeze)
    name, *rest = (sys.argv[1:] if argv is None else [*argv]) or [""]
    if name.startswith("-"):
        _about([name, *rest])
    command = _find(name)
    if command is None:
        say(_which_command(name))
        return 2
    parser = _Parser(
        prog=f"jobsearch {name}",
        description=f"{sentence_case(command.HELP)}.",
        epilog=f"Example: {command.EXAMPLE}",
    )
    command.add_arguments(parser)
    arguments = parser.parse_args(rest)
    from jobsearch.errors import LogError

    try:
        status: int = command.run(arguments)
        return status
    except LogError as error:
        say(f"jobsearch: {error}")
        return 2
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130  # as a shell says of a program that Ctrl-C ended


def _find(name: str) -> ModuleType | None:
    """The module of a command; None where there is no such command."""
    if name not in _modules():
        return None
    module = import_module(f"{commands.__name__}.{name.replace('-', '_')}")
    return module if hasattr(module, "HELP") else None  # the others are what the commands share


def _modules() -> list[str]:
    return [found.name.replace("_", "-") for found in iter_modules(commands.__path__)]


def all_commands() -> dict[str, ModuleType]:
    """
    Every command with its module, in the order of the help.

    Examples
    --------
    >>> list(all_commands())[:4]
    ['check', 'review', 'show', 'stale']
    """
    found = {name: module for name in _modules() if (module := _find(name)) is not None}
    return dict(sorted(found.items(), key=lambda pair: (GROUPS.index(pair[1].GROUP), pair[0])))


def _about(given: Sequence[str]) -> NoReturn:
    """The options that belong to no command: the help and the version."""
    from jobsearch import __version__

    lines = ["How your job search is going and what to do next, from the spreadsheet you keep."]
    found = all_commands()
    for group in GROUPS:
        lines += ["", f"{group}:"]
        lines += [f"  {name:12} {m.HELP}" for name, m in found.items() if group == m.GROUP]
    parser = _Parser(
        prog="jobsearch",
        usage="jobsearch COMMAND ...",
        description="\n".join(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Example: jobsearch review applications.xlsx\n"
        "More about a command: jobsearch COMMAND --help",
    )
    parser.add_argument("--version", action="version", version=f"jobsearch {__version__}")
    parser.parse_args(given)
    parser.error("the command comes first")


def _which_command(name: str) -> str:
    from difflib import get_close_matches

    known = all_commands()
    if not name:
        return f"jobsearch: Name a command: {listing(known, last='or')}. Try: jobsearch --help"
    near = get_close_matches(name, known, n=1)
    instead = f"Did you mean {near[0]}?" if near else f"The commands are {listing(known)}."
    return f'jobsearch: "{name}" is not a command. {instead} Try: jobsearch --help'


class _Parser(argparse.ArgumentParser):
    """A parser that says in one sentence what is wrong with a call."""

    def error(self, message: str) -> NoReturn:
        say(f"{self.prog}: {sentence_case(message)}. Try: {self.prog} --help")
        self.exit(2)
