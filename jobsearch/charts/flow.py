"""The flow of a search as a picture: from where, how far, how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch.charts.colors import INK, OUTCOMES, STAGES
from jobsearch.charts.frame import (
    Floats,
    empty,
    finish,
    label,
    points,
    require_columns,
    spread_labels,
    start,
    style,
)
from jobsearch.charts.text_fit import drawable, shorten, widest
from jobsearch.schema import OUTCOMES as ENDS
from jobsearch.schema import STAGES as ORDER
from jobsearch.wording import count

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

_NODE = 9.0  # how wide a node is [points]
_LINE = 13.0  # from label to label [points]


@dataclass(frozen=True)
class Column:
    """The nodes of one column from the top: names, sizes, and where each begins [points]."""

    names: list[str]
    sizes: Floats
    tops: Floats
    x: float

    @property
    def of(self) -> dict[str, int]:
        """The position of each name."""
        return {name: n for n, name in enumerate(self.names)}


def plot_flows(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """
    Draw the flow of the search: source, furthest stage, outcome.

    Parameters
    ----------
    table : DataFrame
        From `flows`, best with `sources_at_most`.
    ax : Axes, optional
        Where to draw; without it in a new figure.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If it is another table.

    Examples
    --------
    >>> import jobsearch as js
    >>> from matplotlib.figure import Figure
    >>> log = js.read_log(js.sample_path())
    >>> flows = js.flows(log, as_of="2026-10-30", sources_at_most=8)
    >>> ax = js.plot_flows(flows, ax=Figure().subplots())
    >>> js.alt_text(ax).split(":")[0]
    'Flow diagram from source over furthest stage to outcome'
    """
    require_columns(table, ("source", "stage", "outcome", "n"), "flows")
    with style():
        if not len(table) or not table["n"].sum():
            return empty(
                ax, title="No applications yet", reason="you have not sent an application yet"
            )
        return _flows(table, ax)


def _flows(table: pd.DataFrame, ax: Axes | None) -> Axes:
    flow = pd.DataFrame({c: table[c].astype("str") for c in ("source", "stage", "outcome")})
    flow["n"] = table["n"].to_numpy()
    total = int(flow["n"].sum())
    reached = {
        s: int(flow.loc[flow["stage"].isin(ORDER[k:]), "n"].sum()) for k, s in enumerate(ORDER)
    }
    still = int(flow.loc[flow["outcome"] == "open", "n"].sum())
    title = (
        f"Of {count(total, 'application')}, {_or_none(reached['interview'])} reached an interview"
    )
    title += f" and {reached['offer']:,} an offer" if reached["offer"] else ""
    title += f"; {_or_none(still)} {'is' if still == 1 else 'are'} open"
    note = "From left to right: source, furthest stage so far, outcome. The color is the outcome."
    sizes = {c: flow.groupby(c)["n"].sum() for c in ("source", "stage", "outcome")}
    sources = {str(s): f"{shorten(drawable(s), 140)} {n:,}" for s, n in sizes["source"].items()}
    ends = {str(o): f"{str(o).replace('_', ' ')} {n:,}" for o, n in sizes["outcome"].items()}
    ax = start(
        ax,
        title=title,
        note=note,
        size=(8.0, 5.0),
        bottom=14,
        left=widest(list(sources.values())) + 22,
        right=widest(list(ends.values())) + 22,
    )
    wide, high = points(ax)
    ax.set(xlim=(0, wide), ylim=(high, 0), xticks=[], yticks=[])
    ax.set_axis_off()

    stages = [s for s in reversed(ORDER) if s in sizes["stage"].index]
    middle = {s: n for n, s in enumerate(stages)}
    by_source = _near(flow, "source", flow["stage"].map(middle))
    by_outcome = _near(flow, "outcome", flow["stage"].map(middle))
    columns = [
        _column(by_source, sizes["source"], 0, high, total),
        _column(stages, sizes["stage"], (wide - _NODE) / 2, high, total, 20),
        _column(by_outcome, sizes["outcome"], wide - _NODE, high, total),
    ]
    for half, (begin, end) in enumerate((("source", "stage"), ("stage", "outcome"))):
        _ribbons(ax, flow, begin, end, columns[half], columns[half + 1])
    _nodes(ax, columns[0], ["#4D4D4D"] * len(by_source))
    _nodes(ax, columns[1], [STAGES[s] for s in stages])
    _nodes(ax, columns[2], [OUTCOMES[o] for o in by_outcome])
    _names(ax, columns[0], sources, -6, "right")
    _names(ax, columns[2], ends, _NODE + 6, "left")
    for stage, top in zip(stages, columns[1].tops, strict=True):
        text = f"{stage} {int(sizes['stage'][stage]):,}"
        label(ax, (wide / 2, top), text, (0, 7), ha="center")
    listed = "; ".join(
        f"{what}: " + ", ".join(texts)
        for what, texts in (
            ("sources", [sources[s] for s in by_source]),
            ("furthest stage", [f"{s} {int(sizes['stage'][s]):,}" for s in stages]),
            ("outcome", [ends[o] for o in by_outcome]),
        )
    )
    return finish(
        ax, f"Flow diagram from source over furthest stage to outcome: {title}. {listed}."
    )


def _or_none(n: int) -> str:
    return f"{n:,}" if n else "none"


def _near(flow: pd.DataFrame, column: str, position: pd.Series) -> list[str]:
    """The names of a column, ordered so that few ribbons cross: by where they lead on average."""
    weighed = (position * flow["n"]).groupby(flow[column]).sum() / flow.groupby(column)["n"].sum()
    rank = {o: n for n, o in enumerate(ENDS)}
    return sorted(weighed.index, key=lambda name: (weighed[name], rank.get(name, 0), name))


def _column(
    names: list[str], sizes: pd.Series, x: float, high: float, total: int, gap: float = _LINE
) -> Column:
    """Nodes down a column, with gaps that hold a label where there is room for that."""
    many = max(len(names) - 1, 1)
    above = 16.0  # for the label of the first
    # All columns have the same scale: as if ten gaps were needed.
    scale = (high - above) * 0.55 / total
    n = np.array([sizes[name] for name in names], float) * scale
    gap = min(gap if len(names) > 1 else 0, (high - above - n.sum()) / many)
    if len(names) > 1:
        gap = min(max(gap, (high - above - n.sum()) / many * 0.75), (high - above - n.sum()) / many)
    begin = above + (high - above - n.sum() - gap * (len(names) - 1)) / 2
    tops = begin + np.r_[0, np.cumsum(n[:-1] + gap)]
    return Column(names, n, tops, x)


def _ribbons(
    ax: Axes, flow: pd.DataFrame, begin: str, end: str, left: Column, right: Column
) -> None:
    """Bands from column to column, in the colors of their outcomes."""
    keys = list(dict.fromkeys((begin, end, "outcome")))
    bands = flow.groupby(keys)["n"].sum().reset_index()
    scale = left.sizes.sum() / flow["n"].sum()
    a, b = bands[begin].map(left.of).to_numpy(), bands[end].map(right.of).to_numpy()
    outcome = bands["outcome"].map({o: n for n, o in enumerate(ENDS)}).to_numpy()
    thick = bands["n"].to_numpy() * scale
    out = _stacked(a, left.tops, thick, np.lexsort((outcome, b, a)))
    into = _stacked(b, right.tops, thick, np.lexsort((outcome, a, b)))
    from matplotlib.collections import PathCollection

    x0, x1 = left.x + _NODE, right.x
    paths = [_band(x0, x1, y0, y1, h) for y0, y1, h in zip(out, into, thick, strict=True)]
    colors = [OUTCOMES[o] for o in bands["outcome"]]
    ax.add_collection(
        PathCollection(paths, facecolors=colors, linewidths=0, alpha=0.75), autolim=False
    )


def _stacked(node: np.ndarray, tops: Floats, thick: np.ndarray, order: np.ndarray) -> Floats:
    """Where each band touches its node: one below the other."""
    top = np.empty(len(node))
    running = np.cumsum(thick[order]) - thick[order]
    first = np.r_[True, node[order][1:] != node[order][:-1]]
    top[order] = tops[node[order]] + running - np.maximum.accumulate(np.where(first, running, 0))
    return top


def _band(x0: float, x1: float, y0: float, y1: float, h: float) -> Path:
    from matplotlib.path import Path

    m = (x0 + x1) / 2
    above = [(x0, y0), (m, y0), (m, y1), (x1, y1)]
    below = [(x, y + h) for x, y in ((x1, y1), (m, y1), (m, y0), (x0, y0))]
    c, to = Path.CURVE4, Path.LINETO
    return Path([*above, *below, (x0, y0)], [Path.MOVETO, c, c, c, to, c, c, c, Path.CLOSEPOLY])


def _nodes(ax: Axes, column: Column, colors: list[str]) -> None:
    from matplotlib.collections import PolyCollection

    x0, x1 = column.x, column.x + _NODE
    boxes = [
        [(x0, y), (x1, y), (x1, y + h), (x0, y + h)]
        for y, h in zip(column.tops, column.sizes, strict=True)
    ]
    ax.add_collection(
        PolyCollection(boxes, facecolors=colors, edgecolors=INK, linewidths=0.5), autolim=False
    )


def _names(ax: Axes, column: Column, texts: dict[str, str], dx: float, ha: str) -> None:
    """A label beside each node; of too many the largest."""
    for n, y in _that_fit(column, points(ax)[1]):
        label(ax, (column.x, y), texts[column.names[n]], (dx, 0), ha=ha)


def _that_fit(column: Column, high: float) -> Iterator[tuple[int, float]]:
    at_most = max(int(high // _LINE), 1)
    kept = sorted(np.argsort(-column.sizes, kind="stable")[:at_most].tolist())
    middles = (column.tops + column.sizes / 2)[kept]
    yield from zip(
        kept, spread_labels(middles.tolist(), _LINE, _LINE / 2, high - _LINE / 2), strict=True
    )
