"""Which log a command reads, and as of which day: the options for it, and the log itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch.commands.output import say

if TYPE_CHECKING:
    import argparse

    import pandas as pd

    from jobsearch.log import Log

DEFAULT = "applications.xlsx"
_HELP = "the log, .xlsx or .csv; else $JOBSEARCH_LOG, else applications.xlsx here, else the sample"


def add_log_options(parser: argparse.ArgumentParser) -> None:
    """Add the log, its sheet, and the day up to which it is looked at."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("log_argument", nargs="?", metavar="LOG", help=_HELP)
    where.add_argument("--log", metavar="LOG", help="the same")
    parser.add_argument(
        "--as-of", metavar="DATE", help="look at the log as it stood then, like 2026-10-30"
    )
    parser.add_argument("--sheet", metavar="NAME", help="the sheet with the applications")


def open_log(arguments: argparse.Namespace) -> tuple[Log, pd.Timestamp, str]:
    """The log, the day up to which it is looked at, and where that day comes from."""
    from jobsearch.as_of import as_timestamp, cut_off
    from jobsearch.log import LogError
    from jobsearch.reading import read_log

    try:
        day = None if arguments.as_of is None else as_timestamp(arguments.as_of)
    except ValueError as error:
        raise LogError(str(error)) from None
    named = arguments.log if arguments.log_argument is None else arguments.log_argument
    log = read_log(find_log(named), sheet=arguments.sheet)
    return log, *cut_off(log, day)


def find_log(named: str | None) -> Path:
    """The log that was named, else the usual places, else the sample, which is said."""
    from jobsearch.log import LogError

    if named == "":
        raise LogError("The name of the log is empty. Name a file, or none for the usual places.")
    if named or os.environ.get("JOBSEARCH_LOG"):
        return Path(named or os.environ["JOBSEARCH_LOG"])
    if Path(DEFAULT).exists():
        return Path(DEFAULT)
    from jobsearch.sample import sample_path

    say(f"No {DEFAULT} here and no log named: this is the made-up sample that comes along.")
    return sample_path()
