"""What the tests of the charts share: logs of any size, every table, and texts that overlap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import jobsearch as js
from jobsearch.charts.registry import CHARTS
from jobsearch.reading import log_from_grids
from jobsearch.reading.files import read_grids
from jobsearch.reading.files.grid import Grid

AS_OF = "2026-10-30"
LONG = "Vereinigte Nordwestdeutsche Gesellschaft für Versorgungstechnik und Datenverarbeitung mbH"
HOSTILE = (
    LONG,
    "株式会社山田太郎",
    "🚀 Rocket 🦄",
    "$x_$ & $\\frac{1}{0}$",
    "_private",
    "شركة التقنية",
    "two\nlines\tand a tab",
    "e\u0301cole\u202e desrever \x07",
    "W" * 60,
    "{braces} %d \\n <b>&amp;</b>",
)


@cache
def log_of(n: int, names: Sequence[str] = ()) -> js.Log:
    """
    A log of so many applications: the sample's, those with interviews first, again and again.

    Each copy lies a week before the one before. `names` take the place of all that is text.
    """
    grids = {grid.sheet: grid for grid in read_grids(js.sample_path())}
    header, *rows = grids["Applications"].rows
    met = {row[0] for row in grids["Interviews"].rows[1:]}
    rows.sort(key=lambda row: (row[0] in met or row[1] in met, str(row[7])), reverse=True)
    sheets = {name: [grid.rows[0]] for name, grid in grids.items() if name != "Settings"}
    for copy in range(-(-n // len(rows))):
        chosen = rows[: n - copy * len(rows)]
        keys = {key for row in chosen for key in row[:2]}
        for name, found in sheets.items():
            mine = chosen if name == "Applications" else grids[name].rows[1:]
            kept = (row for row in mine if name == "Applications" or row[0] in keys)
            found += [_copied(row, found[0], copy, names, k) for k, row in enumerate(kept)]
    del header
    return log_from_grids(
        [Grid(name, found, {}) for name, found in sheets.items()], path="log.xlsx"
    )


def _copied(
    row: list[object], header: list[object], copy: int, names: Sequence[str], nth: int
) -> list[object]:
    found: list[object] = []
    for title, value in zip(header, row, strict=True):
        if isinstance(value, dt.date) and copy:
            value = value - dt.timedelta(weeks=copy)
        elif value and copy and title in ("ID", "Application"):
            value = f"{value} {copy}"
        if value and names and title in ("Company", "Role", "Source", "Industry", "Interviewer"):
            value = names[(nth + len(str(title))) % len(names)]
        found.append(value)
    return found


def tables(log: js.Log, as_of: str = AS_OF) -> dict[str, pd.DataFrame]:
    """The table of every chart."""
    return {name: chart.measure(log, pd.Timestamp(as_of)) for name, chart in CHARTS.items()}


# Measures that say less, which the charts take as well.
PLAIN: dict[str, Callable[[js.Log], pd.DataFrame]] = {
    "response-curve-by-source": lambda log: js.response_curve(
        js.response_times(log, as_of=AS_OF), by="source"
    ),
    "pipeline-history": lambda log: js.pipeline_history(log, as_of=AS_OF),
    "flows": lambda log: js.flows(log, as_of=AS_OF),
}


def axes(wide: float = 8.0, high: float = 4.5) -> Axes:
    """Axes alone in a figure that no window knows of."""
    figure = Figure(figsize=(wide, high))
    FigureCanvasAgg(figure)
    return figure.subplots()


def words(ax: Axes) -> list[str]:
    """All texts of a picture, the title first."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    found = [text.get_text() for text in figure.findobj(Text) if text.get_visible()]
    title = ax.get_title()
    return [title, *(text.replace("\n", " ") for text in found if text and text != title)]


def boxes(ax: Axes) -> Iterator[tuple[str, Bbox]]:
    """What is written where. [pixels]"""
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            yield text.get_text(), text.get_window_extent(renderer)


def faults(ax: Axes) -> list[str]:
    """Texts that overlap, and those that leave the figure; a pixel is no matter."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    found = list(boxes(ax))
    wide, high = figure.get_size_inches() * figure.dpi
    crossed = [
        f"{a!r} overlaps {b!r}"
        for (a, one), (b, two) in combinations(found, 2)
        if min(one.x1, two.x1) - max(one.x0, two.x0) > 1
        and min(one.y1, two.y1) - max(one.y0, two.y0) > 1
    ]
    outside = [
        f"{text!r} leaves the figure"
        for text, box in found
        if box.x0 < -1 or box.y0 < -1 or box.x1 > wide + 1 or box.y1 > high + 1
    ]
    return crossed + outside
