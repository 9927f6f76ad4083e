"""How broad a search is, as a picture: shares as bars, effective against plain count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from jobsearch.charts.colors import GRID, INK, MAIN, MUTED, SHADE
from jobsearch.charts.frame import (
    LABEL,
    SMALL,
    beside,
    empty,
    finish,
    need,
    points,
    start,
    style,
)
from jobsearch.charts.text_fit import count, drawable, percent, shorten, width

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
    need(table, _COLUMNS, "breadth")
    with style():
        if not len(table) or not table["n_applications"].max():
            reason = "no application that was sent is open"
            return empty(ax, title="No breadth: nothing is open", reason=reason)
        return _breadth(table, ax)


def _breadth(table: pd.DataFrame, ax: Axes | None) -> Axes:
    n = int(table["n_applications"].max())
    said = {
        str(of): f"{_several(row['n'], str(of))}, as broad as {row['effective_n1']:.1f} equal "
        f"{'one' if row['n'] == 1 else 'ones'}"
        for of, row in table.iterrows()
    }
    first = str(table.index[0])
    title = f"{count(n, 'open application')} over {said[first]}"
    note = "Bars: shares, the largest first. Right: plain count (ring) and effective count (dot)."
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
    for y, (of, row) in enumerate(table.iterrows()):
        beside(ax, 0, y - 0.4, said[str(of)], of="y", size=LABEL)
        _bar(ax, y, row, str(of), n)
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
    largest = "; ".join(
        f"the largest of the {of} has {percent(row['largest_share'])}"
        for of, row in table.iterrows()
    )
    return finish(
        ax,
        f"Bars: {count(n, 'open application')} spread over "
        f"{'; over '.join(said.values())}; {largest}.",
    )


def _several(n: Any, of: str) -> str:
    return count(int(n), _ONE.get(of, of), of)


def _bar(ax: Axes, y: int, row: pd.Series, of: str, n: int) -> None:
    """One bar of shares; those that have room say whose they are."""
    named = row["largest"] if "largest" in row else (("", row["largest_share"] * n),)
    left, wide = 0.0, points(ax)[0]
    for k, (name, size) in enumerate(named):
        share = size / n
        colour = _BLUES[k % len(_BLUES)]
        ax.barh(y, share, 0.42, left, color=colour, edgecolor="white", linewidth=0.8)
        text = shorten(drawable(name), share * wide - 6, SMALL) if name else percent(share)
        if width(text, SMALL) <= share * wide - 5 and len(text) >= min(len(name), 7):
            beside(
                ax,
                left + share / 2,
                y,
                text,
                ha="center",
                size=SMALL,
                colour="white" if k < 4 else INK,
            )
        left += share
    rest = int(row["n"]) - len(named)
    if rest > 0:
        ax.barh(y, 1 - left, 0.42, left, color=SHADE, edgecolor="white", linewidth=0.8)
        text = f"{rest:,} more"
        if width(text, SMALL) <= (1 - left) * wide - 5:
            beside(ax, (1 + left) / 2, y, text, ha="center", size=SMALL, colour=MUTED)
