"""What the commands share that change a log: their options, and how a change is shown and made."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobsearch.commands.log_options import DEFAULT
from jobsearch.commands.output import print_text, say, screen
from jobsearch.terminal.page import quoted
from jobsearch.wording import clean

if TYPE_CHECKING:
    from jobsearch.changes import Doubt, Plan

DAY = "like 2026-03-14, 14.3.2026 or yesterday; today if you leave it out"
MOMENT = "like '2026-03-14 15:30' or 'yesterday 15:30'; now if you leave it out"
_FILES = {".txt", ".md", ".eml", ".htm", ".html", ".rtf", ".doc", ".docx", ".odt", ".pdf"}


def add_application(parser: argparse.ArgumentParser) -> None:
    """Add which application it is about."""
    parser.add_argument(
        "application", metavar="APPLICATION",
        help="the company, the role, Company / Role or the ID; the start of one is enough",
    )  # fmt: skip


def add_change_options(parser: argparse.ArgumentParser) -> None:
    """Add any other column, and what `add_write_options` adds."""
    parser.add_argument(
        "--set", metavar="COLUMN=VALUE", action="append", default=[],
        help="any other column, like --set 'Salary=50k'; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--add-column", action="store_true", help="add a column or sheet that is missing"
    )
    parser.add_argument("--sheet", metavar="NAME", help="the sheet with the applications")
    add_write_options(parser)


def add_write_options(parser: argparse.ArgumentParser) -> None:
    """Add the log, and whether to write into it."""
    parser.add_argument(
        "--log", metavar="LOG",
        help="your log; else $JOBSEARCH_LOG, else applications.xlsx in this folder",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="show the change, write nothing")
    parser.add_argument("--yes", action="store_true", help="write it even if something is doubtful")


def make_change(
    arguments: argparse.Namespace, action: Callable[..., Plan], *given: Any, **options: Any
) -> int:
    """Carry out one of the actions of `jobsearch.changes` on the log that a call names."""
    from jobsearch.reading import read_log

    path, values = own_log(arguments.log), _values(arguments.set)

    def plan(add: bool) -> Plan:
        log = read_log(path, sheet=arguments.sheet)
        return action(log, *given, **options, values=values, add=add)

    return carry_out(path, plan, arguments)


def carry_out(path: Path, plan_it: Callable[[bool], Plan], arguments: argparse.Namespace) -> int:
    """Plan, show and apply, with our other processes kept out; ask with them let in."""
    from jobsearch import changes
    from jobsearch.errors import LogError
    from jobsearch.terminal.change import change_text

    accepted: set[changes.Doubt] = set()
    add = bool(vars(arguments).get("add_column"))
    while True:
        with changes.locked(path):
            try:
                plan = plan_it(add)
            except changes.MissingColumn as missing:
                question = f"{missing} Add it?"
                if arguments.yes or not _ask(question):
                    raise LogError(
                        f"{missing} Nothing was written. Repeat with --add-column to add it."
                    ) from None
                add = True
                continue
            doubts, hints, errands = changes.preview(plan)
            if accepted and accepted.issuperset(doubts):
                return _write(plan)
            is_written = not arguments.dry_run and (arguments.yes or not doubts)
            remarks = {
                "Note": [*plan.notes, *hints],
                "Agenda": errands,
                "Doubtful": [_with_remedy(doubt) for doubt in doubts],
            }
            where = f"{'In' if is_written else 'Not written yet in'} {plan.path}:"
            changes_by_cell = plan.table.to_numpy().tolist()
            print_text(change_text(where, plan.title, changes_by_cell, remarks, screen()))
            if arguments.dry_run:
                print_text("Nothing was written: this is a dry run.")
                return 0
            if is_written:
                return _write(plan)
        if not _is_terminal():
            say("jobsearch: Nothing was written. Repeat with --yes if you mean it.")
            return 2
        if not _ask("Write it all the same?"):
            print_text("Nothing was written.")
            return 2
        accepted = set(doubts)


def _with_remedy(doubt: Doubt) -> str:
    """A doubt as a sentence, and the option that settles it."""
    from jobsearch.changes import DoubtCode

    remedy = " --add-column adds it." if doubt.code == DoubtCode.MISSING_COLUMN else ""
    return f"{doubt}{remedy}"


def _write(plan: Plan) -> int:
    from jobsearch import changes

    changes.apply(plan)
    name = clean(plan.path)
    if plan.is_undo:
        print_text(f"Undone in {name}.")
    else:
        print_text(f"Written to {name}. To undo it: {_undo_of(plan.path)}")
    return 0


def _undo_of(path: Path) -> str:
    """The call that undoes what was written, as a shell takes it."""
    usual = [Path(name) for name in (DEFAULT, os.environ.get("JOBSEARCH_LOG")) if name]
    if all(known.exists() and known.samefile(path) for known in usual):
        return "jobsearch undo"
    # A variable may be set for this one call, so the log that it names is repeated, too.
    return f"jobsearch undo --log {quoted(str(path))}"


def own_log(named: str | None) -> Path:
    """The log to write into: never the sample."""
    from jobsearch.errors import LogError
    from jobsearch.writing.file_safety import check_own

    if named == "":
        raise LogError("The name of the log is empty. Name a file, or leave the name out.")
    given = named or os.environ.get("JOBSEARCH_LOG")
    path = Path(given or DEFAULT)
    if not given and not path.exists():
        raise LogError("There is no log in this folder. Start one with `jobsearch init`.")
    check_own(path)
    return path


def _values(given: list[str]) -> dict[str, str]:
    from jobsearch.errors import LogError

    values: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        header = " ".join(name.split())
        if not equals or not header:
            raise LogError(
                f'"{text}" does not set a column. Nothing was written. Write --set "Column=value".'
            )
        if header.casefold() in {known.casefold() for known in values}:
            raise LogError(f'--set gives "{header}" twice. Nothing was written. Give it once.')
        values[header] = value
    return values


def text_or_file(given: str | None) -> str | None:
    """A text, or the text of a file of this name."""
    from jobsearch.errors import LogError

    if not given or "\n" in given or len(given) > 255:
        return given
    try:
        if not Path(given).is_file():
            if Path(given).suffix.lower() in _FILES and not any(c.isspace() for c in given):
                raise LogError(
                    f"There is no file {given}. Nothing was written. Name a file that exists, or "
                    "give the text itself."
                )
            return given
        return Path(given).read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError, ValueError):
        raise LogError(
            f"{given} cannot be read as text. Nothing was written. Give the text itself."
        ) from None


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()


def _ask(question: str) -> bool:
    if not _is_terminal():
        return False
    try:
        return input(f"{question} [y/N] ").strip().casefold() in {"y", "yes"}
    except EOFError:
        return False
