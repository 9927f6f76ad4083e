"""Compliance as a picture: how well each rule was kept, and the count of every verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from jobsearch.charts.colors import FAINT, GRID, INK, MAIN, MUTED
from jobsearch.charts.frame import (
    EDGE,
    LABEL,
    SMALL,
    available_width,
    empty,
    finish,
    label,
    label_margin,
    require_columns,
    start,
    style,
)
from jobsearch.charts.text_fit import widest
from jobsearch.schema import RULES, VERDICTS
from jobsearch.wording import percent

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
    'share kept, of what was due and can be judged'
    """
    require_columns(table, _COLUMNS, "compliance")
    with style():
        if not table[list(VERDICTS)].to_numpy().any():
            reason = "your log has no interview to follow up on, and no message that you sent"
            return empty(ax, title="Nothing to follow up on yet", reason=reason)
        return _draw(table, ax)


def _draw(table: pd.DataFrame, ax: Axes | None) -> Axes:
    names = [RULES[rule].label for rule in table.index]
    rates = [percent(rate) if pd.notna(rate) else "" for rate in table["rate"]]
    title = _finding(table)
    note = "Dot: share kept. Bar: 95% interval. On the right: how often each verdict was given."
    left, column = label_margin(names) + 4, widest(VERDICTS, SMALL) + 5
    right = 48 + column * len(VERDICTS) + EDGE
    # In a figure too narrow for the columns everything is smaller.
    fit = min(1.0, available_width(ax, _WIDE) / (left + right + 100))
    size = (_WIDE, 1.35 + 0.3 * len(table))
    ax = start(ax, title=title, note=note, size=size, left=left * fit, right=right * fit, bottom=42)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
    ax.grid(axis="x", color=GRID)
    ax.set_ylim(len(table) - 0.5, -1.1)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("share kept, of what was due and can be judged")
    small = SMALL * fit
    columns = [(48 + column * (k + 0.5)) * fit for k in range(len(VERDICTS))]
    for dx, verdict in zip(columns, VERDICTS, strict=True):
        label(ax, (1, -0.85), verdict, (dx, 0), of="y", ha="center", size=small, color=MUTED)
    for y, (name, rate) in enumerate(zip(names, rates, strict=True)):
        row = table.iloc[y]
        label(ax, (0, y), name, (-8 * fit, 0), of="y", ha="right", size=LABEL * fit)
        if rate:
            ax.plot([row["low"], row["high"]], [y, y], color=MAIN, linewidth=2.2, alpha=0.45)
            ax.plot(row["rate"], y, "o", color=MAIN, markersize=7, clip_on=False)
            looks = {"ha": "right", "size": LABEL * fit, "weight": "bold"}
            label(ax, (1, y), rate, (42 * fit, 0), of="y", **looks)
        else:
            why = "nothing to judge yet" if row[list(VERDICTS)].any() else "nothing due"
            label(ax, (0.5, y), why, ha="center", size=small, color=MUTED)
        for dx, n in zip(columns, row[list(VERDICTS)].astype(int), strict=True):
            text, color = (f"{n:,}", INK) if n else ("·", FAINT)
            label(ax, (1, y), text, (dx, 0), of="y", ha="center", size=small, color=color)
    kept = ", ".join(f"{n} {r or 'no figure'}" for n, r in zip(names, rates, strict=True))
    return finish(
        ax, f"Points with intervals in a table, a row for each rule. {title}. Kept: {kept}."
    )


def _finding(table: pd.DataFrame) -> str:
    judged = table[table["rate"].notna()]
    if not len(judged):
        return "Nothing to judge yet"
    worst = judged.iloc[int(judged["rate"].to_numpy().argmin())]
    if worst["rate"] == 1:
        return "You kept every rule every time"
    habit = RULES[str(worst.name)].habit
    return f"Your weakest habit: {habit} ({int(worst['met']):,} of {int(worst['n']):,})"
