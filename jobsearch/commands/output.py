"""What a command prints: pages, JSON and progress, each where it belongs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jobsearch.terminal.page import Screen


def screen() -> Screen:
    """80 columns, fewer on a narrow terminal; bold headings only on a terminal."""
    import shutil

    from jobsearch.terminal.page import Screen

    is_terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if is_terminal else 80
    return Screen(
        width=max(min(width, 80), 40),
        styled=is_terminal and os.name != "nt",
        encoding=sys.stdout.encoding or "utf-8",
    )


def print_text(text: str) -> None:
    """A page, or a line, on standard output."""
    print(text, flush=True)


def print_json(value: Any) -> None:
    """Figures for other programs, in ASCII, which any standard output can encode."""
    import json

    print(json.dumps(value, indent=2, allow_nan=False), flush=True)


def say(text: str) -> None:
    """A sentence on standard error, without anything in it that steers a terminal."""
    from jobsearch.wording import clean

    encoding = sys.stderr.encoding or "utf-8"
    print(clean(text, instead="?").encode(encoding, "replace").decode(encoding), file=sys.stderr)


def printable(text: str) -> str:
    """Text, such as a path, in characters that standard output has."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


@contextmanager
def progress(task: str) -> Iterator[Callable[..., None]]:
    """
    A bar on a terminal's standard error, and a line on standard output for what is done.

    What it yields is called with how many are done, of how many, and that line, if any.
    """
    if not sys.stderr.isatty():
        yield lambda n, of, line="": print_text(line) if line else None
        return
    from rich.console import Console
    from rich.progress import Progress

    # Lines on standard output would run into the bar; they come when it is through.
    lines: list[str] = []
    write = lines.append if sys.stdout.isatty() else print_text
    try:
        console = Console(stderr=True)
        with Progress(console=console, transient=True, redirect_stdout=False) as bar:
            known = bar.add_task(task, total=None)

            def done(n: int, of: int, line: str = "") -> None:
                bar.update(known, completed=n, total=of)
                if line:
                    write(line)

            yield done
    finally:
        for line in lines:
            print_text(line)
