"""Thank-yous as a picture: how soon after the interview everybody was thanked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch.charts.canvas import (
    beside,
    date_ticks,
    day_numbers,
    empty,
    finish,
    need,
    points,
    start,
    style,
)
from jobsearch.charts.colours import FAINT, GRID, INK, MAIN, MUTED, SHADE, WARN
from jobsearch.charts.words import count
from jobsearch.schema import VERDICTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HOURS = ("ended_at", "hours_low", "hours_high", "verdict")
_LANES = ("pending", "blocked", "missed")
_SHORTEST, _LONGEST = 0.05, 24 * 60  # of the scale [h]
_MARKS = {0.0833: "5 min", 1.0: "1 h", 6.0: "6 h", 24.0: "24 h", 168.0: "1 week", 720.0: "30 days"}


def plot_thank_yous(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """
    Draw how soon every interviewer was thanked, on a scale of hours.

    Parameters
    ----------
    table : DataFrame
        From `thank_you_hours`.
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
    >>> hours = js.thank_you_hours(js.read_log(js.sample_path()), as_of="2026-10-30")
    >>> js.plot_thank_yous(hours, ax=Figure().subplots()).get_xlabel()
    "from the interview's end to the thank-you"
    """
    need(table, _HOURS, "thank_you_hours")
    with style():
        if not len(table):
            reason = "no interviewer is owed a thank-you: no interview is logged"
            return empty(ax, title="Nobody to thank yet", reason=reason)
        return _thank_yous(table, ax)


def _thank_yous(table: pd.DataFrame, ax: Axes | None) -> Axes:
    best = float(table.attrs.get("best_within_hours", 1))
    limit = float(table.attrs.get("thank_you_within_hours", 24))
    verdict = table["verdict"].astype("str").to_numpy()
    sent = table["hours_high"].notna().to_numpy()
    n_met, n = int((verdict == "met").sum()), len(table)
    title = f"{n_met:,} of {count(n, 'interviewer')} thanked within {limit:g} h"
    if n_met == n:
        title = f"Everybody thanked within {limit:g} h: {count(n, 'interviewer')}"
    lanes = [v for v in _LANES if (~sent & (verdict == v)).any()]
    others = int((~sent & ~np.isin(verdict, _LANES)).sum())
    note = "A dot is an interviewer, a line where only the day is known; time runs down."
    if others:
        gone = ", ".join(
            f"{int((~sent & (verdict == v)).sum())} {v}"
            for v in VERDICTS
            if v not in _LANES and (~sent & (verdict == v)).any()
        )
        note += f" Not drawn: {gone}."
    ax = start(ax, title=title, note=note, size=(8.0, 4.8), left=70, right=18, bottom=42)
    top, bottom = day_numbers(table["ended_at"]), _LONGEST
    known = top[~np.isnan(top)]
    first, last = (known.min(), known.max()) if len(known) else (0.0, 1.0)
    pad = max((last - first) * 0.04, 0.5)
    y = np.where(np.isnan(top), last + pad / 2, top)
    # The lanes lie right of the scale, each as wide as a label.
    wide = max(58 / max(points(ax)[0] - 62 * len(lanes), 200), 0.06)
    low_log, high_log = np.log10(_SHORTEST), np.log10(bottom)
    lane = wide * (high_log - low_log)
    right = high_log + lane * len(lanes)
    ax.set_xlim(low_log, right)
    ax.set_ylim(last + pad, first - pad)

    low, high = (
        np.log10(np.clip(table[c].to_numpy(), _SHORTEST * 1.1, bottom / 1.05))
        for c in ("hours_low", "hours_high")
    )
    in_time = verdict == "met"
    late = verdict == "late"
    exact = np.isclose(table["hours_low"], table["hours_high"], equal_nan=False)
    span = sent & ~exact
    colour = np.select([in_time, late], [MAIN, WARN], FAINT)
    ax.hlines(y[span], low[span], high[span], color=colour[span], linewidth=2, alpha=0.6)
    for which, marker, face in (
        (in_time, "o", MAIN),
        (late, "D", WARN),
        (~in_time & ~late, "s", FAINT),
    ):
        here = which & sent & exact
        ax.plot(
            high[here],
            y[here],
            marker,
            color=face,
            alpha=0.8,
            markersize=6,
            markeredgecolor="white",
            markeredgewidth=0.5,
        )
    for hours, is_limit in ((best, False), (limit, True)):
        ax.axvline(
            np.log10(hours),
            color=INK,
            linewidth=1.3 if is_limit else 1,
            linestyle="-" if is_limit else (0, (4, 2)),
        )
    ax.axvline(high_log, color=GRID, linewidth=1)
    for k, name in enumerate(lanes):
        mine = ~sent & (verdict == name)
        x = high_log + lane * (k + 0.5)
        ax.axvspan(
            high_log + lane * k,
            high_log + lane * (k + 1),
            color=SHADE if k % 2 == 0 else "#F6F6F6",
            linewidth=0,
            zorder=0,
        )
        ax.plot(
            np.full(mine.sum(), x),
            y[mine],
            "x" if name != "pending" else "o",
            color=WARN if name == "missed" else MUTED,
            markersize=6,
            markeredgewidth=1.6,
            markerfacecolor="none",
        )
        beside(
            ax,
            x,
            0,
            f"{name} {int(mine.sum()):,}",
            dy=-12,
            ha="center",
            of="x",
            size=8.5,
            colour=INK,
        )
    marks = {
        h: t
        for h, t in _MARKS.items()
        if min(abs(np.log10(h / best)), abs(np.log10(h / limit))) > 0.35
    }
    marks |= {best: f"{best:g} h", limit: f"{limit:g} h"}
    ax.set_xticks(np.log10(list(marks)), list(marks.values()))
    _dates_down(ax, first, last)
    ax.set_xlabel("from the interview's end to the thank-you")
    said = ", ".join(f"{int((verdict == v).sum())} {v}" for v in VERDICTS if (verdict == v).any())
    return finish(
        ax,
        f"Dots, one for each interviewer, on a logarithmic scale of hours from the "
        f"interview's end to the thank-you. {title}. Verdicts: {said}.",
    )


def _dates_down(ax: Axes, first: float, last: float) -> None:
    """Some days of interviews down the left side."""
    places, texts = date_ticks(first, last, max(int(points(ax)[1] // 30), 2))
    if not texts:
        places, texts = np.array([first]), [_day(first)]
    ax.set_yticks(places, texts)
    ax.grid(axis="y", color=GRID)


def _day(number: float) -> str:
    day = np.datetime64(int(number), "D").astype(object)
    return f"{day:%d %b %Y}".lstrip("0")
