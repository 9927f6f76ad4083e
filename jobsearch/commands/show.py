"""The commands that look at a log: `review`, `today`, `stale` and `check`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jobsearch.commands.opening import add_log_options, open_log, own_log, same_log
from jobsearch.commands.output import print_json, print_text, screen

if TYPE_CHECKING:
    import argparse

    import pandas as pd

    from jobsearch.log import Log


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Add the same ones for all four."""
    del name
    add_log_options(parser)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")


def run(name: str, arguments: argparse.Namespace) -> int:
    """Print it; 0, for `check` 1 if there are problems."""
    log, as_of, as_of_from = open_log(arguments)
    # What the next call says to look at the same log, or to change it; none where only JSON is
    # asked for.
    same = None if arguments.json else same_log(arguments)
    if name in {"review", "today"}:
        show = {"review": _review, "today": _today}[name]
        return show(log, as_of, as_of_from, same, own_log(arguments))
    return {"stale": _stale, "check": _check}[name](log, as_of, as_of_from, same)


def _review(log: Log, as_of: pd.Timestamp, as_of_from: str, same: str | None, own: str) -> int:
    from jobsearch.measures.scorecard import full_scorecard, quiet_sentence, scorecard

    if same is None:
        card = scorecard(log, as_of=as_of)
        print_json({"as_of": card.pop("as_of"), "as_of_from": as_of_from} | card)
        return 0
    import dataclasses

    from jobsearch.terminal.check import reading_lines
    from jobsearch.terminal.review import review_text

    card = full_scorecard(log, as_of=as_of)
    quiet, build_log = (
        quiet_sentence(log, as_of=as_of),
        reading_lines(dataclasses.asdict(log.reading), same),
    )
    said = review_text(card, as_of_from, quiet, build_log=build_log, same=same, own=own, **screen())
    print_text(said)
    return 0


def _today(log: Log, as_of: pd.Timestamp, as_of_from: str, same: str | None, own: str) -> int:
    from jobsearch.measures.scorecard import iso, offers_in_hand, quiet_sentence, search_over, todo

    errands = todo(log, as_of=as_of)
    if same is None:
        print_json(errands)
        return 0
    from jobsearch.terminal.agenda import today_text

    said = (log.reading.path, iso(as_of), as_of_from, quiet_sentence(log, as_of=as_of))
    over, offers = search_over(log, as_of=as_of), offers_in_hand(log, as_of=as_of)
    page = today_text(errands, *said, over=over, offers=offers, same=same, own=own, **screen())
    print_text(page)
    return 0


def _stale(log: Log, as_of: pd.Timestamp, as_of_from: str, same: str | None) -> int:
    from jobsearch.measures.scorecard import STALE_KEYS, flags, iso, quiet_sentence

    found = flags(log, as_of=as_of)
    if same is None:
        print_json([{key: flag[key] for key in STALE_KEYS} for flag in found])
        return 0
    from jobsearch.terminal.stale import stale_text

    said = (log.reading.path, iso(as_of), as_of_from, quiet_sentence(log, as_of=as_of))
    print_text(stale_text(found, *said, **screen()))
    return 0


def _check(log: Log, as_of: pd.Timestamp, as_of_from: str, same: str | None) -> int:
    from jobsearch.measures.scorecard import check

    del as_of, as_of_from  # how a file is understood does not hang on the day
    found = check(log)
    if same is None:
        print_json(found)
    else:
        from jobsearch.terminal.check import check_text

        print_text(check_text(found, **screen()))
    return 1 if found["problems"] else 0
