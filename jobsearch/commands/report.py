"""The command `report`: a notebook run on the log, as one page."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from jobsearch.commands.log_options import add_log_options, corrections, open_log
from jobsearch.commands.output import print_text, printable, progress
from jobsearch.wording import day, listing

HELP = "run a notebook on your log and save the result as one page"
EXAMPLE = "jobsearch report applications.xlsx --out report.html"
GROUP = "Make files"
_FORM = "update_log"  # a form, nothing to read


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the log, where the page goes, and of which notebook it is."""
    add_log_options(parser)
    parser.add_argument(
        "--out", metavar="FILE.html",
        help="the page; report.html if you leave it out, or report-NAME.html",
    )  # fmt: skip
    parser.add_argument(
        "--notebook", metavar="NAME", default="review",
        help="which notebook; review if you leave it out",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Run the notebook, write the page, print its name; 0."""
    notebook = _notebook(arguments.notebook)
    out = _out(arguments.out, notebook.stem)
    log, as_of, _ = open_log(arguments)

    from jobsearch.report.page import page
    from jobsearch.report.run import run_notebook

    given = {
        "path": str(Path(log.reading.path).absolute()),
        "as_of": arguments.as_of or "",
        "reading": dataclasses.asdict(corrections(arguments)),
    }
    with progress("Running the notebook") as done:
        ran = run_notebook(notebook, given, done=done)
    _write(out, page(ran, day=day(as_of.date(), year=True)))
    print_text(f"Written to {printable(str(out))}. Open it in a browser, or print it from there.")
    return 0


def _notebook(name: str) -> Path:
    from jobsearch.errors import LogError
    from jobsearch.writing.notebooks import notebooks_folder

    known = {path.stem: path for path in sorted(notebooks_folder().glob("*.ipynb"))}
    known.pop(_FORM, None)
    plain = name.removesuffix(".ipynb").replace("-", "_").lower()
    if plain not in known:
        raise LogError(f'"{name}" is not a notebook. The notebooks are {listing(known)}.')
    return known[plain]


def _out(given: str | None, notebook: str) -> Path:
    """Where the page goes: a new file, or one in the place of an earlier page of ours."""
    from jobsearch.errors import LogError
    from jobsearch.report.page import MARK

    default = "report.html" if notebook == "review" else f"report-{notebook}.html"
    out = Path(default if given is None else given)
    if out.suffix.lower() not in (".html", ".htm"):
        raise LogError(
            f'The name of the page has to end in .html, and "{given}" does not. Try --out {default}'
        )
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
                f"{out} exists and was not made by jobsearch, so it is left alone. Name another "
                "file with --out."
            )
    return out


def _write(out: Path, text: str) -> None:
    """In one step: the earlier page stays whole until the new one is complete."""
    from jobsearch.writing.file_safety import replace

    try:
        replace(out, text.encode())
    except OSError as error:
        raise _unwritable(out, error) from None


def _unwritable(out: Path, error: OSError) -> Exception:
    from jobsearch.errors import LogError

    return LogError(f"{out} cannot be written: {error.strerror}. Name another file with --out.")
