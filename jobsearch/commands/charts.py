"""The command `charts`: every picture of a search as a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch.charts.files import FORMATS
from jobsearch.charts.registry import CHARTS
from jobsearch.commands.opening import add_log_options, open_log
from jobsearch.commands.output import print_text, say
from jobsearch.wording import listing

if TYPE_CHECKING:
    import argparse


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Add the log, and where to and how the pictures go."""
    del name
    add_log_options(parser)
    parser.add_argument(
        "--out", metavar="DIR", required=True, help="the folder for the files; made if not there"
    )
    parser.add_argument(
        "--format", metavar="FORMAT", default="png",
        help=f"{listing(FORMATS, last='or')}, several with commas between; without it png",
    )  # fmt: skip
    parser.add_argument(
        "--only", metavar="NAME",
        help=f"only this chart, several with commas between: {', '.join(CHARTS)}",
    )  # fmt: skip


def run(name: str, arguments: argparse.Namespace) -> int:
    """Draw them one after the other, and print the name of each file."""
    del name
    formats = _chosen(arguments.format, FORMATS, "format of pictures")
    only = _chosen(",".join(CHARTS) if arguments.only is None else arguments.only, CHARTS, "chart")
    folder = _folder(arguments.out)
    log, as_of, as_of_from = open_log(arguments)
    say(f"{Path(log.reading.path).name} as of {as_of:%Y-%m-%d}, from {as_of_from}")

    import matplotlib as mpl

    mpl.use("agg")  # files need no window
    from matplotlib import pyplot as plt

    from jobsearch.charts.files import chart_bytes
    from jobsearch.charts.text_fit import without_font

    with _progress(len(only) * len(formats)) as done:
        for name in only:
            ax = CHARTS[name].draw(log, as_of)
            for file_format in formats:
                path = folder / f"{name}.{file_format}"
                _write(path, chart_bytes(ax, file_format))
                done(_printable(str(path)))
            plt.close(ax.get_figure(root=True))
    names = log.applications[["company", "role", "source", "industry"]].fillna("")
    if lacking := without_font("".join(names.to_numpy().ravel())):
        say(
            f'No font here has {" ".join(lacking[:10])}: there is a "?" instead. '
            "Install a font for that script, such as Noto Sans CJK, and draw again."
        )
    return 0


def _chosen(given: str, known: Collection[str], what: str) -> list[str]:
    """The names between the commas, each once, in the order of the known ones."""
    from jobsearch.errors import LogError

    names = [name.strip().lower().replace("_", "-") for name in given.split(",")]
    for name in names:
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, n=1)
            instead = f"Did you mean {near[0]}?" if near else f"There are {', '.join(known)}."
            raise LogError(f'"{name}" is not a {what}. {instead}')
    return [name for name in known if name in names]


def _folder(given: str) -> Path:
    from jobsearch.errors import LogError

    if not given:
        raise LogError("The name of the folder is empty. Name one, such as --out charts.")
    folder = Path(given)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise LogError(f"{given} is not a folder. Name another with --out.") from None
    except OSError as error:
        raise LogError(f"{given} cannot be made: {error.strerror}. Name another folder.") from None
    return folder


def _write(path: Path, content: bytes) -> None:
    from jobsearch.errors import LogError

    try:
        path.write_bytes(content)
    except OSError as error:
        raise LogError(
            f"{path} cannot be written: {error.strerror}. Name another folder with --out."
        ) from None


def _printable(text: str) -> str:
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


@contextmanager
def _progress(n: int) -> Iterator[Callable[[str], None]]:
    """A bar on a terminal's standard error, and a line on standard output for what is done."""
    if not sys.stderr.isatty():
        yield print_text
        return
    from rich.console import Console
    from rich.progress import Progress

    # Lines on standard output would run into the bar; they come when it is through.
    lines: list[str] = []
    to_terminal = sys.stdout.isatty()
    try:
        console = Console(stderr=True)
        with Progress(console=console, transient=True, redirect_stdout=False) as progress:
            task = progress.add_task("Drawing", total=n)

            def done(line: str) -> None:
                progress.advance(task)
                lines.append(line) if to_terminal else print_text(line)

            yield done
    finally:
        for line in lines:
            print_text(line)
