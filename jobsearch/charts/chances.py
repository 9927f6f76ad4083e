"""Chances as pictures: of still hearing back after some silence, and by source or other group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch.charts.colors import BAND, GRID, INK, MAIN, MUTED, WARN
from jobsearch.charts.frame import (
    SMALL,
    empty,
    finish,
    label,
    label_margin,
    labels_right,
    points,
    require_columns,
    start,
    style,
)
from jobsearch.charts.text_fit import drawable, shorten, width
from jobsearch.charts.ticks import day_axis, percent_axis
from jobsearch.wording import count, percent

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
    require_columns(table, _CHANCE, "chance_by_silence")
    with style():
        if not len(table):
            reason = table.attrs.get("reason") or "no day of silence has enough applications"
            return empty(ax, title="Too early to say how likely an answer is", reason=reason)
        return _chance(table, ax)


def _chance(table: pd.DataFrame, ax: Axes | None) -> Axes:
    about = table.attrs
    within = about.get("within_days", 30)
    limit = about.get("threshold")
    threshold = None if limit is None else limit.days
    day = table["silent_days"].to_numpy()
    if threshold is not None and day[-1] >= threshold:
        row = table.iloc[int(np.searchsorted(day, threshold))]
        title = (
            f"After {count(int(row['silent_days']), 'day')} of silence, the chance of good news "
            f"in the next {within} days is {percent(row['positive'])}"
        )
    else:
        row = table.iloc[int(np.abs(day - 14).argmin())]
        title = (
            f"After {count(int(row['silent_days']), 'day')} of silence, the chance of an answer "
            f"in the next {within} days is {percent(row['chance'])}"
        )
    why = "" if limit is None else f" Stale: {limit.in_words()}."
    n = f"{count(about['n'], 'application')}. " if "n" in about else ""
    last = table.iloc[-1]
    texts = [f"any answer {percent(last['chance'])}", f"good news {percent(last['positive'])}"]
    ax = start(
        ax, title=title, note=f"{n}Shaded: 95% intervals.{why}", left=58, right=label_margin(texts)
    )
    ends = max(int(day[-1]), (threshold or 0) + 1)
    ax.set_xlim(0, ends)
    percent_axis(ax, most=float(np.nanmax(table[["chance", "high"]].to_numpy())))
    for name, low, high, color, band in (
        ("chance", "low", "high", MUTED, "#E4E4E4"),
        ("positive", "positive_low", "positive_high", MAIN, BAND),
    ):
        ax.fill_between(day, table[low], table[high], color=band, linewidth=0)
        ax.plot(
            day,
            table[name],
            color=color,
            linestyle="-" if name == "positive" else "--",
            marker="o" if len(day) == 1 else "",
        )
    if threshold is not None:
        ax.axvline(threshold, color=WARN, linewidth=1.3, linestyle=(0, (4, 2)))
        text = f"stale from day {threshold}"
        right = threshold / ends * points(ax)[0] + width(text) + 10 < points(ax)[0]
        ha = "left" if right else "right"
        label(ax, (threshold, 1), text, (5 if right else -5, -8), of="x", color=WARN, ha=ha)
    labels_right(ax, [float(last["chance"]), float(last["positive"])], texts, [MUTED, MAIN])
    ax.set_ylabel(f"chance in the next {within} days")
    day_axis(ax, ends)
    ax.set_xlabel("days of silence so far")
    stale = "" if threshold is None else f" Applications are stale from day {threshold} on."
    return finish(
        ax,
        f"Two curves by days of silence: the chance of any answer and of good news in the next "
        f"{within} days. {title}.{stale}",
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
    require_columns(table, _RATES, "response_rates")
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
                else "you have not sent an application yet"
            )
            return empty(ax, title=f"No response rates by {what} yet", reason=reason)
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
    note = "Bars: 95% intervals." + (f" Not drawn: {shown}{more}." if listed else "")
    counts = [f"{rate}, n = {n:,}" for rate, n in zip(rates, rows["n"], strict=True)]
    ax = start(
        ax,
        title=title,
        note=note,
        size=(8.0, 2.2 + 0.34 * len(rows)),
        left=label_margin(names) + 4,
        right=max(label_margin(counts), 30),
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
        label(ax, (x, 1), text, (0, -5), of="axes", ha="center", size=SMALL)
    for y, (_, row) in enumerate(rows.iterrows()):
        ax.plot([row["low"], row["high"]], [y, y], color=MAIN, linewidth=2.2, alpha=0.45)
        ax.plot(row["rate"], y, "o", color=MAIN, markersize=7, clip_on=False)
        label(ax, (0, y), names[y], (-8, 0), of="y", ha="right")
        label(ax, (1, y), counts[y], (8, 0), of="y", color=MUTED)
        ax.axhline(y, color=GRID, linewidth=0.6, zorder=0)
    ax.set_xlabel(f"heard back within {count(within, 'day')}")
    by_group = ", ".join(f"{name} {text}" for name, text in zip(names, counts, strict=True))
    tail = "" if np.isnan(overall) else f" All together {percent(overall)}."
    tail += f" Not drawn: {'; '.join(listed)}." if listed else ""
    return finish(ax, f"Points with intervals, one for each {what}: {by_group}.{tail}")
