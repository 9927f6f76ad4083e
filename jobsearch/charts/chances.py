"""Chances as pictures: of still hearing back after some silence, and by source or other group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch.charts.colors import BAND, GRID, INK, MAIN, MUTED, WARN
from jobsearch.charts.frame import (
    SMALL,
    beside,
    empty,
    finish,
    labels_right,
    margin,
    need,
    points,
    start,
    style,
)
from jobsearch.charts.text_fit import count, drawable, percent, shorten, width
from jobsearch.charts.ticks import day_axis, percent_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_CHANCE = ("silent_days", "chance", "low", "high", "positive", "positive_low", "positive_high")
_RATES = ("group", "rate", "low", "high", "n", "left_out")


def plot_chance_of_response(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """
    Draw the chance of still hearing back against the days of silence so far.

    Parameters
    ----------
    table : DataFrame
        From `chance_by_silence`.
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
    >>> chances = js.chance_by_silence(js.read_log(js.sample_path()), as_of="2026-10-30")
    >>> js.plot_chance_of_response(chances, ax=Figure().subplots()).get_xlabel()
    'days of silence so far'
    """
    need(table, _CHANCE, "chance_by_silence")
    with style():
        if not len(table):
            reason = table.attrs.get("reason") or "no day of silence has enough applications"
            return empty(ax, title="No chance of hearing back can be told yet", reason=reason)
        return _chance(table, ax)


def _chance(table: pd.DataFrame, ax: Axes | None) -> Axes:
    said = table.attrs
    within = said.get("within_days", 30)
    threshold = said.get("threshold_days")
    learned = said.get("threshold_source") == "learned"
    day = table["silent_days"].to_numpy()
    if learned and threshold is not None:
        title = (
            f"After {count(threshold, 'silent day')} good news within {within} more is "
            f"unlikely: less than {percent(said['below_chance'])}"
        )
    else:
        row = table.iloc[int(np.abs(day - 14).argmin())]
        title = (
            f"After {count(int(row['silent_days']), 'silent day')} the chance of an answer "
            f"within {within} more is {percent(row['chance'])}"
        )
    why = "" if threshold is None or learned else f" Stale: {said['threshold_from']}."
    n = f"n = {said['n']:,}. " if "n" in said else ""
    last = table.iloc[-1]
    texts = [f"any answer {percent(last['chance'])}", f"good news {percent(last['positive'])}"]
    ax = start(ax, title=title, note=f"{n}Bands: 95% intervals.{why}", left=58, right=margin(texts))
    ends = max(int(day[-1]), (threshold or 0) + 1)
    ax.set_xlim(0, ends)
    percent_axis(ax, most=float(np.nanmax(table[["chance", "high"]].to_numpy())))
    for name, low, high, colour, band in (
        ("chance", "low", "high", MUTED, "#E4E4E4"),
        ("positive", "positive_low", "positive_high", MAIN, BAND),
    ):
        ax.fill_between(day, table[low], table[high], color=band, linewidth=0)
        ax.plot(
            day,
            table[name],
            color=colour,
            linestyle="-" if name == "positive" else "--",
            marker="o" if len(day) == 1 else "",
        )
    if threshold is not None:
        ax.axvline(threshold, color=WARN, linewidth=1.3, linestyle=(0, (4, 2)))
        text = f"stale from day {threshold}"
        right = threshold / ends * points(ax)[0] + width(text) + 10 < points(ax)[0]
        beside(
            ax,
            threshold,
            1,
            text,
            dx=5 if right else -5,
            dy=-8,
            of="x",
            colour=WARN,
            ha="left" if right else "right",
        )
    labels_right(ax, [float(last["chance"]), float(last["positive"])], texts, [MUTED, MAIN])
    ax.set_ylabel(f"chance within {within} days")
    day_axis(ax, ends)
    ax.set_xlabel("days of silence so far")
    stale = "" if threshold is None else f" Applications are stale from day {threshold} on."
    return finish(
        ax,
        f"Two curves against the days of silence so far: the chance of any answer "
        f"and of good news within {within} days. {title}.{stale}",
    )


def plot_response_rates(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """
    Draw the response rate of each source, or of other groups, with its interval.

    Parameters
    ----------
    table : DataFrame
        From `response_rates`.
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
    >>> times = js.response_times(js.read_log(js.sample_path()), as_of="2026-10-30")
    >>> js.plot_response_rates(js.response_rates(times), ax=Figure().subplots()).get_xlabel()
    'heard back within 30 days'
    """
    need(table, _RATES, "response_rates")
    with style():
        rows = table[table["rate"].notna().to_numpy()]
        what = str(table.attrs.get("by", "group")).replace("_", " ")
        left_out = table[table["rate"].isna().to_numpy()]
        listed = [
            f"{shorten(drawable(name), 130)} ({why})"
            for name, why in left_out[["group", "left_out"]].to_numpy()
        ]
        if not len(rows):
            reason = table.attrs.get("reason") or (
                f"no {what} has 20 applications and 5 answers"
                if listed
                else "no application was sent"
            )
            return empty(ax, title=f"No response rates by {what}", reason=reason)
        return _rates(table, rows, listed, what, ax)


def _rates(
    table: pd.DataFrame, rows: pd.DataFrame, listed: list[str], what: str, ax: Axes | None
) -> Axes:
    within, overall = table.attrs.get("within_days", 30), table.attrs.get("rate", np.nan)
    names = [shorten(drawable(name), 170) for name in rows["group"]]
    rates = [percent(rate) for rate in rows["rate"]]
    title = f"{names[0]}: {rates[0]} heard back within {count(within, 'day')}"
    if len(rows) > 1:
        title += f"; {names[-1]}: {rates[-1]}"
    shown = "; ".join(listed[:6])
    more = f"; and {len(listed) - 6} more" if len(listed) > 6 else ""
    note = "Lines: 95% intervals." + (f" Not drawn: {shown}{more}." if listed else "")
    counts = [f"{rate}, n = {n:,}" for rate, n in zip(rates, rows["n"], strict=True)]
    ax = start(
        ax,
        title=title,
        note=note,
        size=(8.0, 2.2 + 0.34 * len(rows)),
        left=margin(names) + 4,
        right=max(margin(counts), 30),
        bottom=56,
    )
    percent_axis(ax, "x")
    ax.set_ylim(len(rows) - 0.4, -1.1)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    if not np.isnan(overall):
        line = ([overall, overall], [len(rows) - 0.4, -0.62])
        ax.plot(*line, color=INK, linewidth=1.1, linestyle=(0, (1, 1.5)))
        text = f"all {percent(overall)}, n = {table.attrs['n']:,}"
        half = width(text, SMALL) / 2
        x = float(np.clip(overall * points(ax)[0], half, points(ax)[0] - half)) / points(ax)[0]
        beside(ax, x, 1, text, dy=-5, ha="center", size=SMALL, colour=INK, of="axes")
    for y, (_, row) in enumerate(rows.iterrows()):
        ax.plot([row["low"], row["high"]], [y, y], color=MAIN, linewidth=2.2, alpha=0.45)
        ax.plot(row["rate"], y, "o", color=MAIN, markersize=7, clip_on=False)
        beside(ax, 0, y, names[y], dx=-8, ha="right", of="y")
        beside(ax, 1, y, counts[y], dx=8, of="y", colour=MUTED)
        ax.axhline(y, color=GRID, linewidth=0.6, zorder=0)
    ax.set_xlabel(f"heard back within {count(within, 'day')}")
    said = ", ".join(f"{name} {text}" for name, text in zip(names, counts, strict=True))
    tail = "" if np.isnan(overall) else f" All together {percent(overall)}."
    tail += f" Not drawn: {'; '.join(listed)}." if listed else ""
    return finish(ax, f"Points with intervals, one for each {what}: {said}.{tail}")
