"""Which log a command reads, and as of which day: the options for it, and the log itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch.commands.output import say
from jobsearch.terminal.page import clean, quoted

if TYPE_CHECKING:
    import argparse

    import pandas as pd

    from jobsearch.log import Log
    from jobsearch.reading import Corrections

DEFAULT = "applications.xlsx"
_HELP = (
    "the log, a spreadsheet or .csv; else $JOBSEARCH_LOG, else applications.xlsx here, else the "
    "sample"
)


def add_log_options(parser: argparse.ArgumentParser) -> None:
    """Add the log, how to read it, and the day up to which it is looked at."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("log_argument", nargs="?", metavar="LOG", help=_HELP)
    where.add_argument("--log", metavar="LOG", help="the same")
    parser.add_argument(
        "--as-of", metavar="DATE", help="look at the log as it stood then, like 2026-10-30"
    )
    add_corrections(parser)


def add_corrections(parser: argparse.ArgumentParser) -> None:
    """Add what a person can say of how a file is to be read."""
    reading = parser.add_argument_group("how the file is read")
    reading.add_argument("--sheet", metavar="NAME", help="the sheet with the applications")
    reading.add_argument("--header-row", metavar="N", help="the row of its header")
    reading.add_argument(
        "--column",
        metavar="OURS=THEIRS",
        action="append",
        default=[],
        help="the header of one of our columns, like company=Firma; again for another one",
    )
    reading.add_argument(
        "--status",
        metavar="WORD=MEANING",
        action="append",
        default=[],
        help="what a word means, like Absage=rejected; again for another one",
    )
    order = reading.add_mutually_exclusive_group()
    order.add_argument(
        "--day-first", action="store_const", const=True, help="01/12/2026 is 1 December"
    )
    order.add_argument(
        "--month-first",
        dest="day_first",
        action="store_const",
        const=False,
        help="01/12/2026 is 12 January",
    )
    reading.add_argument(
        "--remember",
        action="store_true",
        help="keep these corrections in NAME.settings.csv beside the log",
    )


def asked_of(arguments: argparse.Namespace) -> Corrections:
    """The corrections that a call names."""
    from jobsearch.errors import LogError
    from jobsearch.reading import Corrections

    row = arguments.header_row
    if row is not None and not (row.isascii() and row.isdigit() and int(row) > 0):
        raise LogError(f'--header-row takes the number of a row, from 1, not "{row}".')
    return Corrections(
        sheet=arguments.sheet,
        header_row=None if row is None else int(row),
        columns=_pairs("--column", arguments.column, "company=Firma"),
        statuses=_pairs("--status", arguments.status, "Absage=rejected"),
        day_first=arguments.day_first,
    )


def same_log(arguments: argparse.Namespace) -> str:
    """What another call says to look at the same log in the same way; nothing in the usual case."""
    words = [word for word in (_named(arguments),) if word is not None]
    if day := getattr(arguments, "as_of", None):
        words += ["--as-of", day]
    if not arguments.remember:
        for option, value in (("--sheet", arguments.sheet), ("--header-row", arguments.header_row)):
            words += [] if value is None else [option, value]
        for option, pairs in (("--column", arguments.column), ("--status", arguments.status)):
            words += [word for pair in pairs for word in (option, pair)]
        if arguments.day_first is not None:
            words.append("--day-first" if arguments.day_first else "--month-first")
    return "".join(f" {quoted(clean(word))}" for word in words)


def own_log(arguments: argparse.Namespace) -> str:
    """What a command that changes the same log says to find it; nothing in the usual case."""
    words: list[str] = []
    for option, value in (("--log", _named(arguments)), ("--sheet", arguments.sheet)):
        words += [] if value is None else [option, quoted(clean(value))]
    return "".join(f" {word}" for word in words)


def _named(arguments: argparse.Namespace) -> str | None:
    named: str | None = vars(arguments).get("tracker", vars(arguments).get("log_argument"))
    return vars(arguments).get("log") if named is None else named


def _pairs(option: str, given: list[str], example: str) -> dict[str, str]:
    from jobsearch.errors import LogError

    pairs: dict[str, str] = {}
    for pair in given:
        # A word of the file may have the sign in it, one of ours never has.
        split = pair.partition if option == "--column" else pair.rpartition
        name, sign, value = split("=")
        if not (sign and name.strip() and value.strip()):
            raise LogError(f'{option} takes two words like {example}, not "{pair}".')
        pairs[name.strip()] = value.strip()
    return pairs


def open_log(arguments: argparse.Namespace) -> tuple[Log, pd.Timestamp, str]:
    """The log, the day up to which it is looked at, and where that day comes from."""
    from jobsearch.clock import as_timestamp, cut_off
    from jobsearch.errors import LogError
    from jobsearch.reading import read_with_tables

    try:
        day = None if arguments.as_of is None else as_timestamp(arguments.as_of)
    except ValueError as error:
        raise LogError(str(error)) from None
    path, asked = find_log(_named(arguments)), asked_of(arguments)
    log = read_with_tables(path, asked).log
    if arguments.remember:
        from jobsearch.changes.remember import remember

        say(f"Remembered in {remember(path, asked)}.")
    return log, *cut_off(log, day)


def find_log(named: str | None) -> Path:
    """The log that was named, else the usual places, else the sample, which is said."""
    from jobsearch.errors import LogError

    if named == "":
        raise LogError("The name of the log is empty. Name a file, or none for the usual places.")
    if named or os.environ.get("JOBSEARCH_LOG"):
        return Path(named or os.environ["JOBSEARCH_LOG"])
    if Path(DEFAULT).exists():
        return Path(DEFAULT)
    from jobsearch.sample import sample_path

    say(f"No {DEFAULT} here and no log named: this is the made-up sample that comes along.")
    return sample_path()
