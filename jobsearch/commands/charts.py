"""The command `charts`: every picture of a search as a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch.commands.opening import add_log_options, open_log
from jobsearch.commands.output import print_text, say

if TYPE_CHECKING:
    import argparse

    import pandas as pd
    from matplotlib.axes import Axes

    from jobsearch.log import Log

# The names of the files, in the order in which they are drawn.
CHARTS = (
    "response-curve",
    "response-curve-by-source",
    "cumulative-incidence",
    "chance-of-response",
    "response-rates-by-source",
    "thank-yous",
    "compliance",
    "pipeline-history",
    "weekly-activity",
    "breadth",
    "flows",
    "timelines",
)
FORMATS = ("png", "svg", "pdf")


def add_arguments(name: str, parser: argparse.ArgumentParser) -> None:
    """Add the log, and where to and how the pictures go."""
    del name
    add_log_options(parser)
    parser.add_argument(
        "--out", metavar="DIR", required=True, help="the folder for the files; made if not there"
    )
    parser.add_argument(
        "--format", metavar="FORMAT", default="png",
        help="png, svg or pdf, several with commas between; without it png",
    )  # fmt: skip
    parser.add_argument(
        "--only", metavar="NAME",
        help=f"only this chart, several with commas between: {', '.join(CHARTS)}",
    )  # fmt: skip


def run(name: str, arguments: argparse.Namespace) -> int:
    """Draw them one after the other, and print the name of each file."""
    del name
    formats = _chosen(arguments.format, FORMATS, "format of pictures")
    only = CHARTS if arguments.only is None else _chosen(arguments.only, CHARTS, "chart")
    folder = _folder(arguments.out)
    log, as_of, as_of_from = open_log(arguments)
    say(f"{Path(log.reading.path).name} as of {as_of:%Y-%m-%d}, from {as_of_from}")

    import matplotlib as mpl

    mpl.use("agg")  # files need no window
    from matplotlib import pyplot as plt

    from jobsearch.charts.files import chart_bytes
    from jobsearch.charts.text_fit import without_font

    draw = _drawings(log, as_of)
    with _progress(len(only) * len(formats)) as done:
        for chart in only:
            ax = draw[chart]()
            for file_format in formats:
                path = folder / f"{chart}.{file_format}"
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


def _chosen(given: str, known: Sequence[str], what: str) -> list[str]:
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


def _drawings(log: Log, as_of: pd.Timestamp) -> dict[str, Callable[[], Axes]]:
    """For each name what draws it."""
    import jobsearch as js

    times = js.response_times(log, as_of=as_of)
    reason = js.median_response(times)["reason"]

    def because(table: pd.DataFrame) -> pd.DataFrame:
        """The table, which says why it is empty."""
        table.attrs["reason"] = reason or table.attrs.get("reason", "")
        return table

    return {
        "response-curve": lambda: js.plot_response_curve(because(js.response_curve(times))),
        "response-curve-by-source": lambda: js.plot_response_curve(
            because(js.curves_of_groups(times, by="source"))
        ),
        "cumulative-incidence": lambda: js.plot_cumulative_incidence(
            because(js.cumulative_incidence(times))
        ),
        "chance-of-response": lambda: js.plot_chance_of_response(
            js.chance_by_silence(log, as_of=as_of)
        ),
        "response-rates-by-source": lambda: js.plot_response_rates(
            js.response_rates(times, by="source")
        ),
        "thank-yous": lambda: js.plot_thank_yous(js.thank_you_hours(log, as_of=as_of)),
        "compliance": lambda: js.plot_compliance(js.compliance(js.obligations(log, as_of=as_of))),
        "pipeline-history": lambda: js.plot_pipeline_history(js.pipeline_course(log, as_of=as_of)),
        "weekly-activity": lambda: js.plot_weekly_activity(js.weeks_with_waiting(log, as_of=as_of)),
        "breadth": lambda: js.plot_breadth(js.breadth_with_shares(log, as_of=as_of)),
        "flows": lambda: js.plot_flows(js.largest_sources(js.flows(log, as_of=as_of))),
        "timelines": lambda: js.plot_timelines(js.timelines(log, as_of=as_of)),
    }
