"""The course of a search as pictures: what was open when, and what was done each week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch.charts.colors import DARK, GRID, INK, KINDS, MAIN, MUTED, SHADE, STAGES
from jobsearch.charts.frame import (
    empty,
    finish,
    label_margin,
    labels_right,
    require_columns,
    start,
    style,
)
from jobsearch.charts.ticks import date_axis, day_numbers, number_axis
from jobsearch.schema import STAGES as ORDER
from jobsearch.wording import count, day

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_STAGES = ORDER[:0:-1]  # the furthest at the bottom
_AT = {"applied": "applied", "offer": "with an offer"}


def plot_pipeline_history(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """
    Draw the open applications by stage over time, with the interviews and offers.

    Parameters
    ----------
    table : DataFrame
        From `pipeline_history`; with its events also the interviews and offers are drawn.
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
    >>> course = js.pipeline_history(
    ...     js.read_log(js.sample_path()), as_of="2026-10-30", with_events=True
    ... )
    >>> js.plot_pipeline_history(course, ax=Figure().subplots()).get_ylabel()
    'open applications'
    """
    require_columns(table, (*_STAGES, "open"), "pipeline_history")
    with style():
        if not len(table):
            return empty(ax, title="No pipeline yet", reason="nothing in your log has a date")
        return _history(table, ax)


def _history(table: pd.DataFrame, ax: Axes | None) -> Axes:
    now, today = table.iloc[-1], table.index[-1]
    stages = [s for s in _STAGES if table[s].any()]
    at = ", ".join(f"{int(now[s]):,} {_AT.get(s, f'at {s}')}" for s in reversed(stages) if now[s])
    most, peak = int(table["open"].max()), table.index[int(table["open"].argmax())]
    total = int(now["open"])
    title = (
        f"{count(total, 'application')} {'is' if total == 1 else 'are'} open: {at}"
        if total
        else "No application is open"
    )
    note = f"Most at once: {most:,}, on {day(peak, as_of=today)}."
    texts = [f"{s} {int(now[s]):,}" for s in stages]
    held = {
        name: table.index[table[name].to_numpy() > 0]
        for name in ("interviews", "offers")
        if name in table and table[name].any()
    }
    rugs = [f"{count(int(table[name].sum()), name[:-1])}" for name in held]
    right = max(label_margin([*texts, *rugs]), 34)  # a date at the end needs room, too
    ax = start(ax, title=title, note=note, left=48, right=right, bottom=30)
    x = day_numbers(table.index)
    first, last = float(x[0]), float(x[-1]) + 1
    date_axis(ax, first, last)
    top = max(most, 1) * (1.06 if not held else 1.26)
    ax.set_ylim(0, top)
    number_axis(ax, max(most, 1), which="y")
    ax.grid(axis="y", color=GRID)
    x = np.append(x, last)
    below = np.zeros(len(x))
    middles = []
    for stage in stages:
        values = table[stage].to_numpy()
        above = below + np.append(values, values[-1])
        ax.fill_between(x, below, above, step="post", color=STAGES[stage], linewidth=0)
        ax.step(x, above, where="post", color="white", linewidth=0.7)
        middles.append(float(below[-1] + above[-1]) / 2)
        below = above
    for n, (name, days) in enumerate(held.items()):
        y = top * (0.88 + 0.08 * n)
        sign = "|" if name == "interviews" else "*"
        x = day_numbers(days) + 0.5
        ax.plot(x, np.full(len(x), y), sign, color=INK, markersize=8, clip_on=False)
        middles.append(y)
    labels_right(ax, middles, [*texts, *rugs], [MAIN] * len(texts) + [INK] * len(rugs))
    ax.set_ylabel("open applications")
    rest = "".join(f", {text}" for text in rugs)
    return finish(
        ax,
        f"Stacked areas by day from {day(table.index[0], year=True)} to "
        f"{day(today, year=True)}. {title}{rest}. {note}",
    )


def plot_weekly_activity(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """
    Draw the applications of each week over its responses and interviews.

    Parameters
    ----------
    table : DataFrame
        From `weekly_activity`.
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
    >>> weeks = js.weekly_activity(js.read_log(js.sample_path()), as_of="2026-10-30")
    >>> js.plot_weekly_activity(weeks, ax=Figure().subplots()).get_ylabel()
    'per week'
    """
    require_columns(table, ("applications", "responses", "interviews"), "weekly_activity")
    with style():
        if not len(table):
            reason = "no application, response or interview has a date"
            return empty(ax, title="No activity yet", reason=reason)
        return _weeks(table, ax)


def _weeks(table: pd.DataFrame, ax: Axes | None) -> Axes:
    sent, responses, interviews = (
        table[name].to_numpy() for name in ("applications", "responses", "interviews")
    )
    none = int((sent == 0).sum())
    title = f"You sent {count(int(sent.sum()), 'application')} in {count(len(table), 'week')}"
    title += f"; in {count(none, 'week')} you sent none" if none else ", at least one in each"
    waiting = table["waiting_days"].to_numpy() > 0 if "waiting_days" in table else None
    note = "Weeks begin on Mondays."
    if waiting is not None and waiting.any():
        note = (
            f"Shaded: {count(int(waiting.sum()), 'week')} of waiting for a decision; "
            f"in {int((waiting & (sent == 0)).sum())} of them you sent nothing."
        )
    note = f"Responses: the first to each application, if it has a date. {note}"
    texts = [
        f"{count(int(v.sum()), name)}"
        for v, name in ((sent, "application"), (responses, "response"), (interviews, "interview"))
    ]
    ax = start(ax, title=title, note=note, left=48, right=max(label_margin(texts), 34), bottom=30)
    x = day_numbers(table.index)
    date_axis(ax, float(x[0]), float(x[-1]) + 7)
    up, down = max(int(sent.max()), 1), max(int((responses + interviews).max()), 1)
    ax.set_ylim(-down * 1.08, up * 1.08)
    if waiting is not None:
        # Neighbours are one shade: seams would show between them.
        edges = np.flatnonzero(np.diff(np.r_[False, waiting, False].astype(int)))
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            ax.axvspan(x[begin], x[end - 1] + 7, color=SHADE, linewidth=0, zorder=0)
    ax.bar(x + 3.5, sent, width=6, color=MAIN)
    ax.bar(x + 3.5, -responses, width=6, color=KINDS["negative"])
    ax.bar(x + 3.5, -interviews, bottom=-responses, width=6, color="#6B6B6B")
    ax.axhline(0, color=INK, linewidth=0.8)
    ax.spines["bottom"].set_visible(False)
    ticks = number_axis(ax, max(up, down), which="y")
    shown = [t for t in ticks if t <= up], [-t for t in ticks[1:] if t <= down]
    both = [*reversed(shown[1]), *shown[0]]
    ax.set_yticks(both, [f"{abs(tick):,}" for tick in both])
    labels_right(ax, [up / 2, -down * 0.25, -down * 0.75], texts, [MAIN, DARK, MUTED])
    ax.set_ylabel("per week")
    return finish(
        ax,
        f"Bars by week, applications above the line, {texts[1]} and {texts[2]} "
        f"below it. {title}. {note}",
    )
