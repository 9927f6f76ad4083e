"""What all charts share: axes with a title, ticks, labels beside lines, the empty chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobsearch.charts.colors import INK, MUTED
from jobsearch.charts.text_fit import FAMILY, drawable, families, widest, wrap

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

STYLE = Path(__file__).with_name("jobsearch.mplstyle")
TITLE, NOTE, LABEL, SMALL = 12.5, 9.0, 9.0, 8.0  # font sizes [points]
EDGE = 10.0  # from the figure's edge to the text [points]
_LINE = 1.3  # from line to line, in font sizes

Floats = npt.NDArray[np.float64]


@contextmanager
def style() -> Iterator[None]:
    """The one style sheet, whatever the user's own settings are."""
    # Slow to import, so only what draws imports it.
    from matplotlib import rc_context

    with rc_context(fname=STYLE):
        yield


def require_columns(table: pd.DataFrame, columns: Sequence[str], measure: str) -> None:
    """Refuse a table that is not of the measure."""
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise ValueError(
            f"The table has no column {', '.join(missing)}. Use the table of {measure}."
        )


def start(
    ax: Axes | None,
    *,
    title: str,
    note: str = "",
    size: tuple[float, float] = (8.0, 4.5),
    left: float = 45.0,
    right: float = 14.0,
    bottom: float = 40.0,
) -> Axes:
    """
    Axes with the finding above them, and the note below it.

    Parameters
    ----------
    ax : Axes, optional
        Without it a new figure of `size` is made.
    title, note : str
        The finding, and what to know when reading it.
    size : float, float
        [inches]
    left, right, bottom : float
        The margins of axes that are alone in their figure. [points]
    """
    if ax is None:
        from matplotlib import pyplot as plt

        ax = plt.figure(figsize=size).add_subplot()
    else:
        _dress(ax)
    figure = ax.get_figure(root=True)
    assert figure is not None
    alone = figure.axes == [ax]
    wide, high = (float(side) * 72 for side in figure.get_size_inches())
    line = wide - 2 * EDGE if alone else points(ax)[0]
    titles = wrap(drawable(title), line, TITLE, "bold", 2)
    notes = wrap(drawable(note), line, NOTE)
    above = len(titles) * TITLE * _LINE + len(notes) * NOTE * _LINE + 6
    if alone:
        bottom = min(bottom, high / 3)
        squeeze = min(1.0, 0.8 * wide / (left + right))
        left, right = left * squeeze, right * squeeze
        top = min(above + EDGE, high / 2)
        ax.set_position(
            (left / wide, bottom / high, 1 - (left + right) / wide, 1 - (bottom + top) / high)
        )
    # Two of the titles of the axes, so that layouts leave them room: upwards and downwards from one
    # line, both from the left.
    x = (EDGE - left if alone else 0.0) / points(ax)[0]
    at: Any = {"x": x, "ha": "left", "pad": len(notes) * NOTE * _LINE + 4}
    ax.set_title(
        "\n".join(titles), y=1 + 3 / points(ax)[1], va="bottom", fontsize=TITLE,
        fontweight="bold", color=INK, fontfamily=families("".join(titles)), **at,
    )  # fmt: skip
    ax.set_title(
        "\n".join(notes), loc="left", y=1.0, va="top", fontsize=NOTE, fontweight="normal",
        color=MUTED, fontfamily=families("".join(notes)), **at,
    )  # fmt: skip
    return ax


def _dress(ax: Axes) -> None:
    """Give axes that were made in another style ours."""
    from matplotlib import rcParams

    rc: Any = rcParams
    for side, spine in ax.spines.items():
        spine.set(visible=rc[f"axes.spines.{side}"], color=rc["axes.edgecolor"])
        spine.set_linewidth(rc["axes.linewidth"])
    ax.set_facecolor(rc["axes.facecolor"])
    ax.set_axisbelow(rc["axes.axisbelow"])
    ax.grid(visible=False)
    for name, axis in (("xtick", ax.xaxis), ("ytick", ax.yaxis)):
        axis.set_tick_params(
            color=rc[f"{name}.color"], labelcolor=rc[f"{name}.labelcolor"],
            labelsize=rc[f"{name}.labelsize"], labelfontfamily=FAMILY,
        )  # fmt: skip
        axis.label.set(
            fontsize=rc["axes.labelsize"], color=rc["axes.labelcolor"], fontfamily=FAMILY
        )


def available_width(ax: Axes | None, wide: float) -> float:
    """Points from edge to edge, in the figure of the axes or in one so many inches wide."""
    figure = None if ax is None else ax.get_figure(root=True)
    inches = wide if figure is None else float(figure.get_size_inches()[0])
    return inches * 72 - 2 * EDGE


def finish(ax: Axes, alt: str) -> Axes:
    """The axes with their alt text, which `alt_text` gives."""
    ax.set_label(drawable(alt))
    # Ticks made later would miss the style.
    ax.get_xticklabels(), ax.get_yticklabels()
    return ax


def alt_text(ax: Axes) -> str:
    """
    What a chart shows in words, for people who cannot see it.

    Parameters
    ----------
    ax : Axes
        From one of the ``plot_`` functions.

    Returns
    -------
    str
        One paragraph: the kind of chart, its finding, and the most important figures.

    Examples
    --------
    >>> import jobsearch as js
    >>> from matplotlib.figure import Figure
    >>> spread = js.breadth(js.read_log(js.sample_path()), as_of="2026-10-30")
    >>> alt_text(js.plot_breadth(spread, ax=Figure().subplots())).split(":")[0]
    'Bars'
    """
    return str(ax.get_label())


def empty(ax: Axes | None, *, title: str, reason: str) -> Axes:
    """A chart of nothing, which says why."""
    reason = reason[:1].upper() + reason[1:].rstrip(".") + "."
    ax = start(ax, title=title, size=(8.0, 2.6), left=EDGE, right=EDGE, bottom=EDGE)
    ax.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
    ax.set_axis_off()
    lines = wrap(drawable(reason), 0.8 * points(ax)[0], LABEL + 1)
    for n, line in enumerate(lines):
        dy = ((len(lines) - 1) / 2 - n) * (LABEL + 1) * _LINE
        label(ax, (0.5, 0.5), line, (0, dy), of="axes", ha="center", size=LABEL + 1, color=MUTED)
    return finish(ax, f"Empty chart: {title}. {reason}")


def points(ax: Axes) -> tuple[float, float]:
    """Width and height of the axes, in points."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    wide, high = figure.get_size_inches() * 72
    box = ax.get_position()
    return float(box.width * wide), float(box.height * high)


def label(
    ax: Axes,
    at: tuple[float, float],
    text: str,
    offset: tuple[float, float] = (0, 0),
    *,
    of: str = "data",
    **looks: Any,
) -> Text:
    """Text so many points from a point of the data, the axes, or one of each ("x", "y")."""
    coordinates: Any = {
        "data": "data",
        "axes": "axes fraction",
        "x": ("data", "axes fraction"),
        "y": ("axes fraction", "data"),
    }[of]
    text = drawable(text)
    usual: dict[str, Any] = {"ha": "left", "va": "center", "size": LABEL, "color": INK}
    return ax.annotate(
        text, at, offset, xycoords=coordinates, textcoords="offset points",
        fontfamily=families(text), annotation_clip=False, **(usual | looks),
    )  # fmt: skip


def spread_labels(at: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """
    Positions near the given ones for labels, at least a gap apart, from low to high.

    Examples
    --------
    >>> spread_labels([1, 5, 5.5, 9], 2, 0, 10)
    [1.0, 5.0, 7.0, 9.0]
    >>> spread_labels([9, 9.5], 2, 0, 10)
    [8.0, 10.0]
    """
    order = np.argsort(at, kind="stable")
    steps = gap * np.arange(len(at))
    up = np.maximum.accumulate(np.maximum(np.asarray(at, float)[order] - steps, low)) + steps
    down = steps - steps[-1:]  # from the last one
    spread = np.empty(len(at))
    spread[order] = np.minimum.accumulate((up - down).clip(max=high)[::-1])[::-1] + down
    return spread.tolist()


def labels_right(
    ax: Axes, at: Sequence[float], texts: Sequence[str], colors: Sequence[str]
) -> None:
    """Labels right of the axes, at the height of the data where there is room."""
    low, high = sorted(ax.get_ylim())
    per_point = (high - low) / points(ax)[1]
    gap = LABEL * _LINE * per_point
    heights = spread_labels(at, gap, low + gap / 2, high - gap / 2)
    for y, text, color in zip(heights, texts, colors, strict=True):
        label(ax, (1, y), text, (6, 0), of="y", color=color)


def label_margin(texts: Sequence[str], size: float = LABEL, weight: str = "normal") -> float:
    """Room for labels beside the axes, in points."""
    return widest([drawable(t) for t in texts], size, weight) + 6 + EDGE
