"""The commands that change a log: `applied`, `interviewed`, `thanked`, …, and `undo`."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobsearch.commands.opening import DEFAULT
from jobsearch.commands.output import print_text, say, screen
from jobsearch.terminal.page import quoted

if TYPE_CHECKING:
    import argparse

    from jobsearch.changes.plan import Plan
    from jobsearch.log import Log
    from jobsearch.terminal.page import Page

_DAY = "like 2026-03-14, 14.3.2026 or yesterday; else today"
_MOMENT = "like '2026-03-14 15:30' or 'yesterday 15:30'; else now"
_FILES = {".txt", ".md", ".eml", ".htm", ".html", ".rtf", ".doc", ".docx", ".odt", ".pdf"}
_NAME = "the company, the role, Company / Role or the ID; the start of one is enough"


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Add what this command takes, and what all of them do."""
    if name != "undo":
        _ADD[name](parser)
        parser.add_argument(
            "--set", metavar="COL=VAL", action="append", default=[],
            help="any other column, like --set 'Salary=50k'; may be repeated",
        )  # fmt: skip
        parser.add_argument(
            "--add-column", action="store_true", help="add a column or sheet that is missing"
        )
        parser.add_argument("--sheet", metavar="NAME", help="the sheet with the applications")
    parser.add_argument(
        "--log", metavar="LOG", help="the log; else $JOBSEARCH_LOG, else applications.xlsx here"
    )
    parser.add_argument("--dry-run", action="store_true", help="show the change and write nothing")
    parser.add_argument("--yes", action="store_true", help="write it, doubtful or not")


def _add_applied(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("company", metavar="COMPANY")
    parser.add_argument("role", metavar="ROLE", nargs="?", help="the job's title")
    parser.add_argument("--source", metavar="TEXT", help="where you found it")
    parser.add_argument("--on", metavar="DATE", help=f"the day that you sent it, {_DAY}")


def _add_interviewed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("application", metavar="APPLICATION", help=_NAME)
    parser.add_argument(
        "--with", dest="people", metavar="PERSON", action="append", default=[],
        help="whom you met, like 'Dana Lee <dana@acme.example>'; again for everybody else",
    )  # fmt: skip
    parser.add_argument("--ended", "--at", metavar="DATETIME", help=f"when it ended, {_MOMENT}")
    parser.add_argument("--round", metavar="TEXT", help="like 'Phone screen', 'First interview'")
    parser.add_argument("--decision-by", metavar="DATE", help="when they will decide")
    parser.add_argument("--talked-about", metavar="TEXT", help="a few words, for the thank-you")


def _add_thanked(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("application", metavar="APPLICATION", help=_NAME)
    parser.add_argument("person", metavar="PERSON", nargs="?", help="the interviewer")
    parser.add_argument("--at", metavar="DATETIME", help=f"when it went out, {_MOMENT}")
    parser.add_argument("--by", metavar="CHANNEL", help="e-mail, phone, letter, in person or other")
    parser.add_argument("--note", metavar="FILE|TEXT", help="what you wrote, or a file with it")


def _add_followed_up(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("application", metavar="APPLICATION", help=_NAME)
    parser.add_argument("--at", metavar="DATETIME", help=f"when it went out, {_MOMENT}")
    parser.add_argument("--to", metavar="ADDRESS", help="where it went")
    parser.add_argument("--message", metavar="FILE|TEXT", help="what you wrote, or a file with it")


def _add_heard(parser: argparse.ArgumentParser) -> None:
    from jobsearch.changes.answers import ANSWERS

    parser.add_argument("application", metavar="APPLICATION", help=_NAME)
    parser.add_argument("what", metavar="WHAT", help=", ".join(ANSWERS))
    parser.add_argument("--on", metavar="DATE", help=f"the day, {_DAY}")
    parser.add_argument("--decision-by", metavar="DATE", help="when they will decide now")


def _add_closed(parser: argparse.ArgumentParser) -> None:
    from jobsearch.changes.answers import ENDINGS

    parser.add_argument("application", metavar="APPLICATION", help=_NAME)
    parser.add_argument(
        "--as", dest="how", metavar="HOW", default="no_response",
        help=", ".join(ENDINGS) + "; else no_response",
    )  # fmt: skip
    parser.add_argument("--on", metavar="DATE", help=f"the day, {_DAY}")


_ADD = {
    "applied": _add_applied,
    "interviewed": _add_interviewed,
    "thanked": _add_thanked,
    "followed-up": _add_followed_up,
    "heard": _add_heard,
    "closed": _add_closed,
}


def run(name: str, arguments: argparse.Namespace) -> int:
    """Show the change and make it; 0 where it was made or only shown, else 2."""
    from jobsearch import changes

    path = _own_log(arguments.log)
    if name == "undo":
        return _make(path, lambda add: changes.undo(path), arguments)
    from jobsearch.reading import read_log

    planned = _planner(name, arguments)
    return _make(
        path, lambda add: planned(read_log(path, sheet=arguments.sheet), add=add), arguments
    )


def _planner(name: str, given: argparse.Namespace) -> Callable[..., Plan]:
    """The function that plans this, with all that was given but the log."""
    from jobsearch import changes

    values = _values(given.set)
    if name == "applied":
        options: dict[str, Any] = {"source": given.source, "on": given.on}
        return lambda log, add: changes.applied(
            log, given.company, given.role, **options, values=values, add=add
        )
    if name == "interviewed":
        options = {
            "people": given.people, "ended": given.ended, "round": given.round,
            "decision_by": given.decision_by, "talked_about": given.talked_about,
        }  # fmt: skip
        plan: Callable[..., Plan] = changes.interviewed
    elif name == "thanked":
        options = {"at": given.at, "by": given.by, "note": _text(given.note)}
        options["person"] = given.person
        plan = changes.thanked
    elif name == "followed-up":
        options = {"at": given.at, "to": given.to, "message": _text(given.message)}
        plan = changes.followed_up
    elif name == "heard":
        options = {"what": given.what, "on": given.on, "decision_by": given.decision_by}
        plan = changes.heard
    else:
        options = {"how": given.how, "on": given.on}
        plan = changes.closed
    return partial(_plan, plan, given.application, {**options, "values": values})


def _plan(
    plan: Callable[..., Plan], application: str, options: dict[str, Any], log: Log, *, add: bool
) -> Plan:
    return plan(log, application, **options, add=add)


def _make(path: Path, plan_it: Callable[[bool], Plan], arguments: argparse.Namespace) -> int:
    """Plan, show and apply, with our other processes kept out; ask with them let in."""
    from jobsearch import changes
    from jobsearch.changes.preview import consequences
    from jobsearch.errors import LogError

    accepted: set[str] = set()
    add = bool(getattr(arguments, "add_column", False))
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
            doubts, hints, errands = consequences(plan)
            doubts = [*plan.doubts, *_several(getattr(arguments, "people", [])), *doubts]
            if accepted.issuperset(doubts) and accepted:
                return _write(plan)
            is_written = not arguments.dry_run and (arguments.yes or not doubts)
            print_text(change_text(plan, doubts, hints, errands, is_written=is_written))
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


def _several(people: Sequence[str]) -> list[str]:
    """The doubt that one name holds the names of several people: two words or more in each."""
    for text in people:
        names = re.split(r"[,;&]|\band\b", re.sub(r"<[^>]*>", " ", text))
        if len(names) > 1 and all(len(name.split()) > 1 for name in names):
            return [
                f"--with may name several people: {text}. Repeat --with for each, so that "
                "everybody gets a thank-you."
            ]
    return []


def _write(plan: Plan) -> int:
    from jobsearch import changes
    from jobsearch.terminal.page import clean

    changes.apply(plan)
    name = clean(str(plan.path))
    if plan.is_undo:
        print_text(f"Taken back in {name}.")
    else:
        print_text(f"Written to {name}. To take it back: {_undo_of(plan.path)}")
    return 0


def _undo_of(path: Path) -> str:
    """The call that takes back what was written here, as a shell takes it."""
    usual = [Path(name) for name in (DEFAULT, os.environ.get("JOBSEARCH_LOG")) if name]
    if all(place.exists() and place.samefile(path) for place in usual):
        return "jobsearch undo"
    # A variable may be set for this one call, so the log that it names is repeated, too.
    return f"jobsearch undo --log {quoted(str(path))}"


def change_text(
    plan: Plan, doubts: list[str], hints: list[str], errands: list[str], *, is_written: bool
) -> str:
    """A change as a page: where, what, the cells, what is doubtful, what the agenda then has."""
    from jobsearch.terminal.page import Page, clean
    from jobsearch.writing.workbook.cells import said

    page = Page(**screen())
    page.line(clean(f"{'In' if is_written else 'Not written yet in'} {plan.path}:"))
    page.line(clean(f"{plan.what}."))
    if plan.changes:
        page.line()
        rows = [
            [clean(text) for text in (c.sheet, c.cell, c.column, said(c.before), said(c.after))]
            for c in plan.changes
        ]
        _table(page, ("sheet", "cell", "column", "before", "after"), rows)
        page.line()
    for text in (*plan.notes, *hints):
        page.line(f"Note: {clean(text)}")
    for text in errands:
        page.line(f"Agenda: {clean(text)}")
    for text in doubts:
        page.line(f"Doubtful: {clean(text)}")
    return str(page)


def _table(page: Page, heads: tuple[str, ...], rows: list[list[str]]) -> None:
    """The changes in columns; what is too wide is left to the page, which takes longer to load."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    wide = any(ord(c) > 0x2FF for row in rows for text in row for c in text)
    if wide or sum(widths) + 2 * len(heads) > screen()["width"]:
        page.table(tuple(f"{head} " for head in heads), rows)
        return
    for row in (heads, *rows):
        cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        page.line("  ".join(cells).rstrip(), indent=2)


def _own_log(named: str | None) -> Path:
    """The log to write into: never the sample."""
    from jobsearch.errors import LogError
    from jobsearch.writing.file_safety import check_own

    if named == "":
        raise LogError("The name of the log is empty. Name a file, or none for the usual place.")
    given = named or os.environ.get("JOBSEARCH_LOG")
    path = Path(given or DEFAULT)
    if not given and not path.exists():
        raise LogError("No log here. Start one with `jobsearch init`.")
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


def _text(given: str | None) -> str | None:
    """A text, or the text of a file of this name."""
    from jobsearch.errors import LogError

    if not given or "\n" in given or len(given) > 255:
        return given
    try:
        if not Path(given).is_file():
            if Path(given).suffix.lower() in _FILES and not any(c.isspace() for c in given):
                raise LogError(
                    f"There is no file {given}. Nothing was written. Name one that is there, or "
                    "give its text instead."
                )
            return given
        return Path(given).read_text(encoding="utf-8-sig").strip()
    except (OSError, UnicodeDecodeError, ValueError):
        raise LogError(
            f"{given} cannot be read as text. Nothing was written. Give its text instead."
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
