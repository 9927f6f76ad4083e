"""The command `init`: an empty workbook, and the notebooks beside it."""

from __future__ import annotations

import argparse
from pathlib import Path

from jobsearch.commands.log_options import DEFAULT
from jobsearch.commands.output import print_text
from jobsearch.terminal.page import quoted

HELP = "start a log: an empty workbook and the notebooks"
EXAMPLE = "jobsearch init my-search"
GROUP = "Make files"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder, and the log that is there already."""
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", default=".", help="the folder; else the current one"
    )
    parser.add_argument(
        "--log", metavar="FILE", help="a log you keep already: the notebooks will read it"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make what is missing, and say what was kept; 0."""
    from jobsearch.errors import LogError

    folder = Path(arguments.folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lines = _start(folder, arguments.log)
    except OSError as error:
        raise LogError(
            f"{error.filename or folder} cannot be written: {error.strerror or error}."
        ) from error
    print_text("\n".join(lines))
    return 0


def _start(folder: Path, log: str | None) -> list[str]:
    from jobsearch.errors import LogError
    from jobsearch.writing.notebooks import copy_notebooks

    path = Path(log) if log else folder / DEFAULT
    if log and not path.is_file():
        raise LogError(f"{path} does not exist. Check the name and the folder.")
    if log:
        lines = [f"Your log: {path}"]
    elif path.exists():
        lines = [f"Kept: {path}, which exists already"]
    else:
        from jobsearch.writing.file_safety import create
        from jobsearch.writing.template import empty_workbook

        create(path, empty_workbook())
        lines = [f"Made: {path}"]
    for copy in copy_notebooks(folder, path):
        why = f", {copy.why}" if copy.why else ""
        lines.append(f"{'Made' if copy.is_new else 'Kept'}: {copy.path}{why}")
    where = f" --log {quoted(str(path))}" if log or folder.resolve() != Path.cwd() else ""
    lines.append(f'Next: jobsearch applied "Acme" "Data Analyst"{where}')
    return lines
