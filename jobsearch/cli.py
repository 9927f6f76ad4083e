"""The command `jobsearch`: parse, call, print."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jobsearch.log import Log

_DEFAULT = "applications.xlsx"
_COMMANDS = {
    "review": "how the search is going: the scorecard",
    "today": "what to do today, with whom and how; what to leave alone until when",
    "stale": "applications that have been silent for too long",
    "check": "how the log was understood, and its problems, each with sheet and cell",
}
_LOG_HELP = (
    "the log, .xlsx or .csv; else $JOBSEARCH_LOG, else applications.xlsx here, else the sample"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0, for `check` 1 with problems, 2 for a wrong call or an unusable file."""
    arguments = _parser().parse_args(argv)
    from jobsearch.log import LogError

    try:
        return _run(arguments)
    except LogError as error:
        _say(f"jobsearch: {error}")
        return 2
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    from jobsearch import __version__

    parser = argparse.ArgumentParser(
        prog="jobsearch",
        description="How a job search is going and what to do next, from the spreadsheet you keep.",
        epilog="Example: jobsearch review applications.xlsx",
    )
    parser.add_argument("--version", action="version", version=f"jobsearch {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in _COMMANDS.items():
        command = commands.add_parser(
            name,
            help=text,
            description=f"Print {text}.",
            epilog=f"Example: jobsearch {name} applications.xlsx --as-of 2026-10-30",
        )
        where = command.add_mutually_exclusive_group()
        where.add_argument("log_argument", nargs="?", metavar="LOG", help=_LOG_HELP)
        where.add_argument("--log", metavar="LOG", help="the same")
        command.add_argument(
            "--as-of", metavar="DATE", help="look at the log as it stood then, like 2026-10-30"
        )
        command.add_argument("--sheet", metavar="NAME", help="the sheet with the applications")
        command.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser


def _run(arguments: argparse.Namespace) -> int:
    from jobsearch.as_of import cut_off
    from jobsearch.log import LogError
    from jobsearch.reading import read_log

    path = _find_log(arguments.log_argument or arguments.log)

    log = read_log(path, sheet=arguments.sheet)
    try:
        as_of, as_of_from = cut_off(log, arguments.as_of)
    except ValueError as error:
        raise LogError(str(error)) from None
    commands: dict[str, Callable[[Log, Any, str, bool], int]] = {
        "review": _review,
        "today": _today,
        "stale": _stale,
        "check": _check,
    }
    return commands[arguments.command](log, as_of, as_of_from, arguments.json)


def _find_log(given: str | None) -> Path:
    """The log that was named, else the usual places, else the sample, which is said."""
    for path in (given, os.environ.get("JOBSEARCH_LOG")):
        if path:
            return Path(path)
    if Path(_DEFAULT).exists():
        return Path(_DEFAULT)
    from jobsearch.sample import sample_path

    _say(f"No {_DEFAULT} here and no log named: this is the made-up sample that comes along.")
    return sample_path()


def _review(log: Log, as_of: Any, as_of_from: str, as_json: bool) -> int:
    from jobsearch.summary import full_scorecard, quiet_since, scorecard

    if as_json:
        card = scorecard(log, as_of=as_of)
        as_of_key = {"as_of": card.pop("as_of"), "as_of_from": as_of_from}
        return _print_json(as_of_key | card)
    from jobsearch.terminal import review_text

    card = full_scorecard(log, as_of=as_of)
    return _print(review_text(card, as_of_from, quiet_since(log, as_of=as_of), **_screen()))


def _today(log: Log, as_of: Any, as_of_from: str, as_json: bool) -> int:
    from jobsearch.summary import iso, quiet_since, todo

    errands = todo(log, as_of=as_of)
    if as_json:
        return _print_json(errands)
    from jobsearch.terminal import today_text

    said = (log.reading.path, iso(as_of), as_of_from, quiet_since(log, as_of=as_of))
    return _print(today_text(errands, *said, **_screen()))


def _stale(log: Log, as_of: Any, as_of_from: str, as_json: bool) -> int:
    from jobsearch.summary import STALE_KEYS, flags, iso, quiet_since

    found = flags(log, as_of=as_of)
    if as_json:
        return _print_json([{key: flag[key] for key in STALE_KEYS} for flag in found])
    from jobsearch.terminal import stale_text

    said = (log.reading.path, iso(as_of), as_of_from, quiet_since(log, as_of=as_of))
    return _print(stale_text(found, *said, **_screen()))


def _check(log: Log, as_of: Any, as_of_from: str, as_json: bool) -> int:
    from jobsearch.summary import check

    del as_of, as_of_from  # how a file is understood does not hang on the day
    found = check(log)
    if as_json:
        _print_json(found)
    else:
        from jobsearch.terminal import check_text

        _print(check_text(found, **_screen()))
    return 1 if found["problems"] else 0


def _screen() -> dict[str, Any]:
    """80 columns, fewer on a narrow terminal; bold headings only on a terminal."""
    import shutil

    is_terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if is_terminal else 80
    return {
        "width": max(min(width, 80), 40),
        "styled": is_terminal and os.name != "nt",
        "encoding": sys.stdout.encoding or "utf-8",
    }


def _print(text: str) -> int:
    print(text, flush=True)
    return 0


def _print_json(value: Any) -> int:
    import json

    # ASCII only: any standard output can encode it.
    print(json.dumps(value, indent=2, allow_nan=False), flush=True)
    return 0


def _say(text: str) -> None:
    print(text.encode(sys.stderr.encoding or "utf-8", "replace").decode(
        sys.stderr.encoding or "utf-8"), file=sys.stderr)  # fmt: skip
