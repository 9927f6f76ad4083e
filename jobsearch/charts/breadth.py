"""How broad a search is, as a picture: shares as bars, effective against plain count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch.charts.colors import GRID, INK, MAIN, MUTED, SHADE
from jobsearch.charts.frame import (
    SMALL,
    empty,
    finish,
    label,
    points,
    require_columns,
    start,
    style,
)
from jobsearch.charts.text_fit import drawable, shorten, width
from jobsearch.wording import count, percent, spread

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLUMNS = ("n", "effective_n1", "largest_share", "n_applications")
_ONE = {"employers": "employer", "sources": "source", "industries": "industry"}
# From the largest share on, each lighter than the one before.
_BLUES = (
    "#0B5394", "#2264A4", "#3A77B3", "#538AC2", "#6D9ED0", "#88B2DD", "#A4C6E8", "#C1DAF2",
)  # fmt: skip


def plot_breadth(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """
    Draw over how many employers, sources and industries the open applications spread.

    Parameters
    ----------
    table : DataFrame
        From `breadth`.
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
    >>> spread = js.breadth(js.read_log(js.sample_path()), as_of="2026-10-30")
    >>> js.plot_breadth(spread, ax=Figure().subplots()).get_xlabel()
    'share of the open applications'
    """
    require_columns(table, _COLUMNS, "breadth")
    with style():
        if not len(table) or not table["n_applications"].max():
            reason = "none of the applications you sent is open"
            return empty(ax, title="Nothing is open", reason=reason)
        return _breadth(table, ax)


def _breadth(table: pd.DataFrame, ax: Axes | None) -> Axes:
    n = int(table["n_applications"].max())
    captions = [
        spread(int(row["n"]), _ONE[str(of)], str(of), row["effective_n1"], row["largest_share"])
        for of, row in table.iterrows()
    ]
    title = f"{count(n, 'open application')}: {captions[0]}"
    note = "Bars: shares, the largest first. On the right: how many (ring), in effect (dot)."
    ax = start(
        ax,
        title=title,
        note=note,
        size=(8.0, 1.6 + 0.75 * len(table)),
        left=14,
        right=200,
        bottom=42,
    )
    ax.set_xlim(0, 1)
    ax.set_ylim(len(table) - 0.42, -0.72)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    ax.set_xlabel("share of the open applications")
    for y, (caption, (_, row)) in enumerate(zip(captions, table.iterrows(), strict=True)):
        label(ax, (0, y - 0.4), caption, of="y")
        _bar(ax, y, row, n)
    side = ax.inset_axes((1 + 32 / points(ax)[0], 0, 148 / points(ax)[0], 1))
    side.set_ylim(ax.get_ylim())
    most = float(table["n"].max())
    side.set_xlim(0, most * 1.06)
    side.set_yticks([])
    side.spines["left"].set_visible(False)
    step = next(s for s in (m * 10**e for e in range(7) for m in (1, 2, 5)) if most / s <= 3)
    ticks = list(range(0, int(most) + 1, step))
    side.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    side.set_xlabel("number")
    for y, (_, row) in enumerate(table.iterrows()):
        side.axhline(y, color=GRID, linewidth=0.6)
        side.plot([row["effective_n1"], row["n"]], [y, y], color=MAIN, linewidth=2, alpha=0.45)
        side.plot(
            row["n"], y, "o", color=MAIN, markersize=8, markerfacecolor="white", clip_on=False
        )
        side.plot(row["effective_n1"], y, "o", color=MAIN, markersize=5, clip_on=False)
    side.get_xticklabels()
    return finish(ax, f"Bars: {count(n, 'open application')}. {'. '.join(captions)}.")


def _bar(ax: Axes, y: int, row: pd.Series, n: int) -> None:
    """One bar of shares; those that have room say whose they are."""
    named = row["largest"] if "largest" in row else (("", row["largest_share"] * n),)
    left, wide = 0.0, points(ax)[0]
    for k, (name, size) in enumerate(named):
        share = size / n
        color = _BLUES[k % len(_BLUES)]
        ax.barh(y, share, 0.42, left, color=color, edgecolor="white", linewidth=0.8)
        text = shorten(drawable(name), share * wide - 6, SMALL) if name else percent(share)
        if width(text, SMALL) <= share * wide - 5 and len(text) >= min(len(name), 7):
            ink = "white" if k < 4 else INK
            label(ax, (left + share / 2, y), text, ha="center", size=SMALL, color=ink)
        left += share
    rest = int(row["n"]) - len(named)
    if rest > 0:
        ax.barh(y, 1 - left, 0.42, left, color=SHADE, edgecolor="white", linewidth=0.8)
        text = f"{rest:,} more"
        if width(text, SMALL) <= (1 - left) * wide - 5:
            label(ax, ((1 + left) / 2, y), text, ha="center", size=SMALL, color=MUTED)
