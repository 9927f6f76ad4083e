"""The command `charts`: every picture of a search as a file."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from pathlib import Path

from jobsearch.commands.log_options import add_log_options, open_log
from jobsearch.commands.output import printable, progress, say
from jobsearch.wording import file_name, listing

HELP = "draw every chart of your search into files"
EXAMPLE = "jobsearch charts applications.xlsx --out charts --format png,svg"
GROUP = "Make files"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the log, and where to and how the pictures go."""
    from jobsearch.charts.files import FORMATS
    from jobsearch.charts.registry import CHARTS

    add_log_options(parser)
    parser.add_argument(
        "--out", metavar="DIR", required=True, help="the folder for the files; made if missing"
    )
    parser.add_argument(
        "--format", metavar="FORMAT", default="png",
        help=f"{listing(FORMATS, last='or')}, several with commas; png if you leave it out",
    )  # fmt: skip
    parser.add_argument(
        "--only", metavar="NAME",
        help=f"only this chart, several with commas: {', '.join(CHARTS)}",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Draw them one after the other, and print the name of each file."""
    from jobsearch.charts.files import FORMATS, chart_bytes
    from jobsearch.charts.registry import CHARTS

    formats = _chosen(arguments.format, FORMATS, "format")
    only = _chosen(",".join(CHARTS) if arguments.only is None else arguments.only, CHARTS, "chart")
    folder = _folder(arguments.out)
    log, as_of, as_of_from = open_log(arguments)
    say(f"{file_name(log.reading.path)} as of {as_of:%Y-%m-%d}, from {as_of_from}")

    import matplotlib as mpl

    mpl.use("agg")  # files need no window
    from matplotlib import pyplot as plt

    from jobsearch.charts.text_fit import without_font

    n, of = 0, len(only) * len(formats)
    with progress("Drawing") as done:
        for name in only:
            ax = CHARTS[name].draw(log, as_of)
            for file_format in formats:
                path = folder / f"{name}.{file_format}"
                _write(path, chart_bytes(ax, file_format))
                done(n := n + 1, of, printable(str(path)))
            plt.close(ax.get_figure(root=True))
    names = log.applications[["company", "role", "source", "industry"]].fillna("")
    if lacking := without_font("".join(names.to_numpy().ravel())):
        say(
            f'No font on this computer has {" ".join(lacking[:10])}: the charts show "?" instead. '
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
            instead = f"Did you mean {near[0]}?" if near else f"The {what}s are {listing(known)}."
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
