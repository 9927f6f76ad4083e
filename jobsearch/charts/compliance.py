"""Compliance as a picture: how well each rule was kept, and the count of every verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch.charts.colors import FAINT, GRID, INK, MAIN, MUTED
from jobsearch.charts.frame import (
    EDGE,
    LABEL,
    SMALL,
    beside,
    empty,
    finish,
    margin,
    need,
    room,
    start,
    style,
)
from jobsearch.charts.text_fit import percent, widest
from jobsearch.schema import RULES, VERDICTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLUMNS = ("rate", "low", "high", "n", *VERDICTS)
_WIDE = 9.2  # inches


def plot_compliance(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """
    Draw how well each rule of following up was kept.

    Parameters
    ----------
    table : DataFrame
        From `compliance`.
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
    >>> owed = js.obligations(js.read_log(js.sample_path()), as_of="2026-10-30")
    >>> js.plot_compliance(js.compliance(owed), ax=Figure().subplots()).get_xlabel()
    'kept, of what was owed and decided'
    """
    need(table, _COLUMNS, "compliance")
    with style():
        if not table[list(VERDICTS)].to_numpy().any():
            reason = "there was no interview to follow up on, and no message was sent"
            return empty(ax, title="Nothing was owed yet", reason=reason)
        return _draw(table, ax)


def _draw(table: pd.DataFrame, ax: Axes | None) -> Axes:
    names = [RULES[rule].label for rule in table.index]
    rates = [percent(rate) if pd.notna(rate) else "" for rate in table["rate"]]
    title = _finding(table)
    note = "Share kept with its 95% interval; right of it the count of every verdict."
    left, column = margin(names) + 4, widest(VERDICTS, SMALL) + 5
    right = 48 + column * len(VERDICTS) + EDGE
    # In a figure too narrow for the columns everything is smaller.
    fit = min(1.0, room(ax, _WIDE) / (left + right + 100))
    size = (_WIDE, 1.35 + 0.3 * len(table))
    ax = start(ax, title=title, note=note, size=size, left=left * fit, right=right * fit, bottom=42)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    ax.grid(axis="x", color=GRID)
    ax.set_ylim(len(table) - 0.5, -1.1)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("kept, of what was owed and decided")
    small = SMALL * fit
    places = [(48 + column * (k + 0.5)) * fit for k in range(len(VERDICTS))]
    for dx, verdict in zip(places, VERDICTS, strict=True):
        beside(ax, 1, -0.85, verdict, dx=dx, ha="center", size=small, colour=MUTED, of="y")
    for y, (name, rate) in enumerate(zip(names, rates, strict=True)):
        row = table.iloc[y]
        beside(ax, 0, y, name, dx=-8 * fit, ha="right", size=LABEL * fit, of="y")
        if rate:
            ax.plot([row["low"], row["high"]], [y, y], color=MAIN, linewidth=2.2, alpha=0.45)
            ax.plot(row["rate"], y, "o", color=MAIN, markersize=7, clip_on=False)
            beside(ax, 1, y, rate, dx=42 * fit, ha="right", size=LABEL * fit, weight="bold", of="y")
        else:
            why = "nothing decided yet" if row[list(VERDICTS)].any() else "nothing owed"
            beside(ax, 0.5, y, why, ha="center", size=small, colour=MUTED)
        for dx, n in zip(places, row[list(VERDICTS)].astype(int), strict=True):
            text, colour = (f"{n:,}", INK) if n else ("·", FAINT)
            beside(ax, 1, y, text, dx=dx, ha="center", size=small, colour=colour, of="y")
    said = ", ".join(f"{n} {r or 'no figure'}" for n, r in zip(names, rates, strict=True))
    return finish(
        ax, f"Points with intervals in a table, a row for each rule. {title}. Kept: {said}."
    )


def _finding(table: pd.DataFrame) -> str:
    decided = table[table["rate"].notna()]
    if not len(decided):
        return "Nothing is decided yet"
    kept, n = decided["rate"].to_numpy(), decided["n"].to_numpy()
    least = int(kept.argmin())
    if kept[least] == 1:
        return "Every rule was always kept"
    return (
        f"Kept least: {RULES[decided.index[least]].label}, {percent(kept[least])} of {n[least]:,}"
    )
