"""The command `report`: a notebook run on the log, as one page."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch.commands.opening import add_log_options, asked_of, open_log
from jobsearch.commands.output import print_text

if TYPE_CHECKING:
    import argparse

_FORM = "update_log"  # a form, nothing to read


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Add the log, where the page goes, and of which notebook it is."""
    del name
    add_log_options(parser)
    parser.add_argument(
        "--out", metavar="FILE.html",
        help="the page; without it report.html here, or report-NAME.html of another notebook",
    )  # fmt: skip
    parser.add_argument(
        "--notebook", metavar="NAME", default="review", help="which notebook; without it review"
    )


def run(name: str, arguments: argparse.Namespace) -> int:
    """Run the notebook, write the page, print its name; 0."""
    del name
    notebook = _notebook(arguments.notebook)
    out = _out(arguments.out, notebook.stem)
    log, as_of, _ = open_log(arguments)

    from jobsearch.report.page import page
    from jobsearch.report.run import run_notebook

    given = {"log": str(Path(log.reading.path).absolute()), "as_of": arguments.as_of or ""}
    reading = dataclasses.asdict(asked_of(arguments))
    with _progress() as done:
        ran = run_notebook(notebook, given, reading=reading, done=done)
    _write(out, page(ran, day=f"{as_of:%A} {as_of.day} {as_of:%B %Y}"))
    print_text(f"Written to {_printable(str(out))}. Open it in a browser, or print it from there.")
    return 0


def _notebook(name: str) -> Path:
    from jobsearch.errors import LogError
    from jobsearch.writing.notebooks import notebooks_folder

    known = {path.stem: path for path in sorted(notebooks_folder().glob("*.ipynb"))}
    known.pop(_FORM, None)
    plain = name.removesuffix(".ipynb").replace("-", "_").lower()
    if plain not in known:
        raise LogError(f'"{name}" is not a notebook of the kit. There are {", ".join(known)}.')
    return known[plain]


def _out(given: str | None, notebook: str) -> Path:
    """Where the page goes: a new file, or one in the place of an earlier page of ours."""
    from jobsearch.errors import LogError
    from jobsearch.report.page import MARK

    default = "report.html" if notebook == "review" else f"report-{notebook}.html"
    out = Path(default if given is None else given)
    if out.suffix.lower() not in (".html", ".htm"):
        raise LogError(f'The page is a file that ends in .html, not "{given}". Try --out {default}')
    if out.is_dir():
        raise LogError(f"{out} is a folder. Name a file in it with --out.")
    if not out.parent.is_dir():
        raise LogError(f"There is no folder {out.parent}. Make it, or name another with --out.")
    if out.exists():
        try:
            with out.open("rb") as file:
                start = file.read(1000)
        except OSError as error:
            raise _unwritable(out, error) from None
        if MARK.encode() not in start:
            raise LogError(
                f"{out} is there and is no report of jobsearch, so it is left alone. Name another "
                "file with --out."
            )
    return out


def _write(out: Path, text: str) -> None:
    """In one step: the earlier page stays whole until the new one is there."""
    new = out.with_name(f".{out.name}.new")
    try:
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(out)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise _unwritable(out, error) from None


def _unwritable(out: Path, error: OSError) -> Exception:
    from jobsearch.errors import LogError

    return LogError(f"{out} cannot be written: {error.strerror}. Name another file with --out.")


def _printable(text: str) -> str:
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal's standard error; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda n, of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Running the notebook", total=None)
        yield lambda n, of: progress.update(task, completed=n, total=of)
