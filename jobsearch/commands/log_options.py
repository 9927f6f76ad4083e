"""Which log a command reads, how, and as of which day: the options, and the log itself."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jobsearch.commands.output import say
from jobsearch.terminal.page import quoted
from jobsearch.wording import clean

if TYPE_CHECKING:
    import pandas as pd

    from jobsearch.log import Log
    from jobsearch.reading import Corrections
    from jobsearch.terminal.heading import LogView

DEFAULT = "applications.xlsx"
_HELP = (
    "your log, a spreadsheet or .csv; else $JOBSEARCH_LOG, else applications.xlsx in this folder, "
    "else the sample"
)


class OpenLog(NamedTuple):
    """A log that was read, the day up to which it is looked at, and where that day comes from."""

    log: Log
    as_of: pd.Timestamp
    as_of_from: str


def add_log_options(parser: argparse.ArgumentParser) -> None:
    """Add the log, how to read it, and the day up to which it is looked at."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("log_argument", nargs="?", metavar="LOG", help=_HELP)
    where.add_argument("--log", metavar="LOG", help="the same, as an option")
    parser.add_argument(
        "--as-of", metavar="DATE", help="show the search as it stood that day, like 2026-10-30"
    )
    add_corrections(parser)


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """Add the output for other programs."""
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def add_corrections(parser: argparse.ArgumentParser) -> None:
    """Add what a person can say of how a file is to be read."""
    reading = parser.add_argument_group("how to read the file")
    reading.add_argument("--sheet", metavar="NAME", help="the sheet with the applications")
    reading.add_argument("--header-row", metavar="N", help="the number of its header row")
    reading.add_argument(
        "--column", metavar="OURS=YOURS", action="append", default=[],
        help="your header for one of our columns, like company=Firma; may be repeated",
    )  # fmt: skip
    reading.add_argument(
        "--status", metavar="WORD=MEANING", action="append", default=[],
        help="what a status of yours means, like Absage=rejected; may be repeated",
    )  # fmt: skip
    order = reading.add_mutually_exclusive_group()
    order.add_argument(
        "--day-first", action="store_const", const=True, help="01/12/2026 means 1 December"
    )
    order.add_argument(
        "--month-first", dest="day_first", action="store_const", const=False,
        help="01/12/2026 means 12 January",
    )  # fmt: skip
    reading.add_argument(
        "--remember", action="store_true",
        help="keep these corrections in NAME.settings.csv beside the log",
    )  # fmt: skip


def corrections(arguments: argparse.Namespace) -> Corrections:
    """The corrections that a call names."""
    from jobsearch.errors import LogError
    from jobsearch.reading import Corrections

    row = arguments.header_row
    if row is not None and not (row.isascii() and row.isdigit() and int(row) > 0):
        raise LogError(f'--header-row takes the number of a row, from 1 on, not "{row}".')
    return Corrections(
        sheet=arguments.sheet,
        header_row=None if row is None else int(row),
        columns=_pairs("--column", arguments.column, "company=Firma"),
        statuses=_pairs("--status", arguments.status, "Absage=rejected"),
        day_first=arguments.day_first,
    )


def repeat_options(arguments: argparse.Namespace) -> str:
    """What another call says to look at the same log in the same way; nothing in the usual case."""
    words = [word for word in (_named(arguments),) if word is not None]
    if day := vars(arguments).get("as_of"):
        words += ["--as-of", day]
    if not arguments.remember:
        for option, value in (("--sheet", arguments.sheet), ("--header-row", arguments.header_row)):
            words += [] if value is None else [option, value]
        for option, pairs in (("--column", arguments.column), ("--status", arguments.status)):
            words += [word for pair in pairs for word in (option, pair)]
        if arguments.day_first is not None:
            words.append("--day-first" if arguments.day_first else "--month-first")
    return "".join(f" {quoted(clean(word))}" for word in words)


def update_options(arguments: argparse.Namespace) -> str:
    """What a command that changes the same log says to find it; nothing in the usual case."""
    named = (("--log", _named(arguments)), ("--sheet", arguments.sheet))
    return "".join(f" {option} {quoted(clean(v))}" for option, v in named if v is not None)


def _named(arguments: argparse.Namespace) -> str | None:
    given = vars(arguments)
    named: str | None = given.get("tracker", given.get("log_argument"))
    return given.get("log") if named is None else named


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


def open_log(arguments: argparse.Namespace) -> OpenLog:
    """The log that a call names, with its day."""
    from jobsearch.clock import as_timestamp, cut_off
    from jobsearch.errors import LogError
    from jobsearch.reading import read_with_tables

    try:
        day = None if arguments.as_of is None else as_timestamp(arguments.as_of)
    except ValueError as error:
        raise LogError(str(error)) from None
    path, asked = find_log(_named(arguments)), corrections(arguments)
    log = read_with_tables(path, asked).log
    remember_if_asked(arguments, path, asked)
    return OpenLog(log, *cut_off(log, day))


def remember_if_asked(arguments: argparse.Namespace, path: Path, asked: Corrections) -> None:
    """Keep the corrections beside the log where ``--remember`` says so."""
    if arguments.remember:
        from jobsearch.changes.remember import remember

        say(f"Kept for next time in {remember(path, asked)}.")


def view(opened: OpenLog, arguments: argparse.Namespace) -> LogView:
    """What a page says of its log."""
    from jobsearch.measures.scorecard import iso, quiet_sentence
    from jobsearch.terminal.heading import LogView

    log, as_of, as_of_from = opened
    return LogView(
        log.reading.path, iso(as_of), as_of_from, quiet_sentence(log, as_of=as_of),
        repeat_options(arguments), update_options(arguments),
    )  # fmt: skip


def find_log(named: str | None) -> Path:
    """The log that was named, else the usual places, else the sample, which is said."""
    from jobsearch.errors import LogError

    if named == "":
        raise LogError("The name of the log is empty. Name a file, or leave the name out.")
    if given := named or os.environ.get("JOBSEARCH_LOG"):
        return Path(given)
    if Path(DEFAULT).exists():
        return Path(DEFAULT)
    from jobsearch.sample import sample_path

    say(f"There is no {DEFAULT} in this folder, so this is the made-up sample.")
    return sample_path()
