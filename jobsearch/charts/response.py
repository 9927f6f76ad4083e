"""Response times as charts: who is still waiting by day, and what the answers were."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jobsearch.charts.colors import BAND, DARK, GROUPS, INK, KINDS, MAIN, MUTED
from jobsearch.charts.frame import (
    SMALL,
    empty,
    finish,
    label,
    label_margin,
    labels_right,
    require_columns,
    start,
    style,
)
from jobsearch.charts.text_fit import drawable, shorten
from jobsearch.charts.ticks import day_axis, percent_axis
from jobsearch.wording import count, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_CURVE = ("day", "n_at_risk", "n_censored", "still_silent", "low", "high")
_INCIDENCE = ("day", "event", "n_at_risk", "incidence")
_KINDS = {"positive": "good news", "negative": "rejection", "unclear": "unclear answer"}
_NO_CURVE = "no application has a response time, or too many answers have no date"
_HALF = 0.5 + 1e-12  # a product of many fractions may miss 0.5 by a rounding


def plot_response_curve(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """
    Draw the share of the applications that are still waiting, by day.

    Parameters
    ----------
    table : DataFrame
        From `response_curve`; with groups a line for each, the 6 largest.
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
    >>> ax = js.plot_response_curve(js.response_curve(times), ax=Figure().subplots())
    >>> ax.get_xlabel()
    'days since applying'
    """
    require_columns(table, _CURVE, "response_curve")
    with style():
        if not len(table):
            reason = table.attrs.get("reason") or _NO_CURVE
            return empty(ax, title="No response curve yet", reason=reason)
        return _curve(table, ax) if table.columns[0] == "day" else _curves(table, ax)


def _curve(table: pd.DataFrame, ax: Axes | None) -> Axes:
    day, silent = table["day"].to_numpy(), table["still_silent"].to_numpy()
    n, longest = int(table["n_at_risk"].iloc[0]), int(day[-1])
    half = day[silent <= _HALF][:1]
    if len(half):
        title = f"Half of your applications heard back within {count(int(half[0]), 'day')}"
    elif silent[-1] == 1:
        title = f"Nobody has answered in {count(longest, 'day')}"
    else:
        title = f"{percent(1 - silent[-1])} have heard back; too early to say when half will"
    note = f"{count(n, 'application')}. Shaded: 95% interval. Ticks: applications still waiting."
    ax = start(ax, title=title, note=note, left=58, bottom=62, right=20)
    ends = longest + 1  # the last step holds for its day
    ax.set_xlim(0, ends)
    percent_axis(ax)
    x, low, high = (np.append(v, v[-1:]) for v in (day, table["low"], table["high"]))
    x[-1] = ends
    ax.fill_between(x, low, high, step="post", color=BAND, linewidth=0)
    ax.step(x, np.append(silent, silent[-1]), where="post", color=MAIN)
    censored = (table["n_censored"] > 0).to_numpy()
    looks: Any = {"color": MAIN, "markersize": 7, "markeredgewidth": 1, "clip_on": False}
    ax.plot(day[censored], silent[censored], "|", **looks)
    if len(half):
        ax.plot([0, half[0], half[0]], [0.5, 0.5, 0], ":", color=INK, linewidth=1.2)
        right = half[0] < 0.75 * ends
        offset, ha = (6 if right else -6, 9), "left" if right else "right"
        label(ax, (half[0], 0.5), f"half: day {half[0]}", offset, ha=ha)
    ax.set_ylabel("share still waiting")
    ticks = day_axis(ax, ends)
    _at_risk(ax, table, ticks, "waiting", 0, INK)
    ax.set_xlabel("days since applying", labelpad=18)
    shown = [d for d in (7, 14, 30, 60) if d <= longest]
    by_day = ", ".join(f"{percent(silent[d])} after {count(d, 'day')}" for d in shown)
    return finish(
        ax,
        f"Falling curve: the share of {count(n, 'application')} still waiting by day "
        f"since applying. {title}. Still waiting: {by_day or percent(silent[-1])}.",
    )


def _at_risk(
    ax: Axes, table: pd.DataFrame, ticks: list[int], name: str, line: int, color: str
) -> None:
    """How many are still waiting at each tick, in a line under the axis."""
    dy = -24 - 12 * line
    at_risk = dict(zip(table["day"], table["n_at_risk"], strict=True))
    for tick in ticks:
        text = f"{at_risk.get(tick, 0):,}"
        label(ax, (tick, 0), text, (0, dy), of="x", ha="center", size=SMALL, color=color)
    label(ax, (0, 0), name, (-18, dy), of="x", ha="right", size=SMALL, color=color)


def _curves(table: pd.DataFrame, ax: Axes | None) -> Axes:
    by = str(table.columns[0])
    first = table.drop_duplicates(by).sort_values("n_at_risk", ascending=False, kind="stable")
    names = first[by].tolist()
    chosen = names[: len(GROUPS)]
    lines = [table[(table[by] == name).to_numpy()] for name in chosen]
    halves = [line.loc[line["still_silent"] <= _HALF, "day"].tolist()[:1] for line in lines]
    texts = [shorten(drawable(name), 110) for name in chosen]
    reached = sorted((h[0], t) for h, t in zip(halves, texts, strict=True) if h)
    what = by.replace("_", " ")
    if len(reached) > 1:
        title = (
            f"Half heard back within {int(reached[0][0])} ({reached[0][1]}) to "
            f"{count(int(reached[-1][0]), 'day')} ({reached[-1][1]})"
        )
    elif reached:
        title = f"{reached[0][1]}: half heard back within {count(int(reached[0][0]), 'day')}"
    else:
        title = f"Half have not heard back yet, whatever the {what}"
    if reached and (n := len(chosen) - len(reached)):
        title += f"; {count(n, 'other')} not yet"
    left_out = f" The {len(chosen)} largest of {len(names)}." if len(names) > len(chosen) else ""
    listed = table.attrs.get("left_out", ())
    left_out += f" Not drawn: {_some(listed)}." if listed else ""
    note = f"Share still waiting, by {what}. Dot: half have heard back.{left_out}"
    ax = start(
        ax,
        title=title,
        note=note,
        left=max(58, label_margin(texts, SMALL) + 14),
        right=label_margin(texts),
        bottom=50 + 12 * len(chosen),
    )
    ends = int(max(line["day"].iloc[-1] for line in lines)) + 1
    ax.set_xlim(0, ends)
    percent_axis(ax)
    ticks = day_axis(ax, ends)
    for n, (line, half) in enumerate(zip(lines, halves, strict=True)):
        color, dash = GROUPS[n]
        day, silent = line["day"].to_numpy(), line["still_silent"].to_numpy()
        x, y = np.append(day, day[-1] + 1), np.append(silent, silent[-1])
        ax.step(x, y, where="post", color=color, linestyle=dash)
        if half:
            ax.plot(half, [0.5], "o", color=color, clip_on=False)
        _at_risk(ax, line, ticks, texts[n], n, color)
    last = [float(line["still_silent"].iloc[-1]) for line in lines]
    labels_right(ax, last, texts, [color for color, _ in GROUPS[: len(texts)]])
    ax.set_ylabel("share still waiting")
    ax.set_xlabel(
        "days since applying; below the axis, how many are still waiting",
        labelpad=6 + 12 * len(chosen),
    )
    shares = ", ".join(
        f"{t} {percent(v)} after {count(int(line['day'].iloc[-1]), 'day')}"
        for t, v, line in zip(texts, last, lines, strict=True)
    )
    return finish(
        ax,
        f"Falling curves, one for each {what}: the share still waiting by day since "
        f"applying. {title}. Still waiting: {shares}.",
    )


def _some(listed: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    more = f"; and {len(listed) - 6} more" if len(listed) > 6 else ""
    return "; ".join(listed[:6]) + more


def plot_cumulative_incidence(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """
    Draw the share answered by each day, good news and bad, stacked under what is still waiting.

    Parameters
    ----------
    table : DataFrame
        From `cumulative_incidence`, without groups.
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
    >>> ax = js.plot_cumulative_incidence(js.cumulative_incidence(times), ax=Figure().subplots())
    >>> ax.get_ylabel()
    'share of applications'
    """
    require_columns(table, _INCIDENCE, "cumulative_incidence")
    if len(table) and table.columns[0] != "day":
        raise ValueError("The table has groups. Use the table of cumulative_incidence without by.")
    with style():
        if not len(table):
            reason = table.attrs.get("reason") or _NO_CURVE
            return empty(ax, title="No answers yet", reason=reason)
        return _stack(table, ax)


def _stack(table: pd.DataFrame, ax: Axes | None) -> Axes:
    event = table["event"].astype("str").to_numpy()
    share = {kind: table.loc[event == kind, "incidence"].to_numpy() for kind in _KINDS}
    n_at_risk = table.drop_duplicates("day")["n_at_risk"].to_numpy()
    n, longest = int(n_at_risk[0]), len(n_at_risk) - 1
    # The title is about a day on which enough were still waiting.
    enough = int(np.flatnonzero(n_at_risk >= min(10, n / 4))[-1])
    day = next((d for d in (90, 60, 30, 14, 7) if d <= enough), enough)
    day = day if any(share[kind][day] for kind in _KINDS) else longest
    good, bad = (percent(share[kind][day]) for kind in ("positive", "negative"))
    title = (
        f"Within {count(day, 'day')}, {good} of applications got good news and {bad} a rejection"
    )
    if not any(share[kind][-1] for kind in _KINDS):
        title = f"Nobody has answered in {count(longest, 'day')}"
    ends = longest + 1  # the last step holds for its day
    kinds = [k for k in _KINDS if share[k].any()]
    tops = np.cumsum([np.append(share[k], share[k][-1]) for k in kinds], axis=0)
    rest = max(0.0, 1 - float(tops[-1][-1])) if kinds else 1.0
    texts = [f"{_KINDS[k]} {percent(share[k][-1])}" for k in kinds] + [
        f"still waiting {percent(rest)}"
    ]
    note = f"{count(n, 'application')}. On the right: the shares after {count(longest, 'day')}."
    ax = start(ax, title=title, note=note, left=58, bottom=62, right=label_margin(texts))
    ax.set_xlim(0, ends)
    percent_axis(ax)
    x = np.append(np.arange(longest + 1), ends)
    below = np.zeros(len(x))
    ax.set_facecolor(KINDS["silent"])
    for kind, top in zip(kinds, tops, strict=True):
        ax.fill_between(x, below, top, step="post", color=KINDS[kind], linewidth=0)
        ax.step(x, top, where="post", color="white", linewidth=1)
        below = top
    ends_at = [0.0, *(top[-1] for top in tops), 1.0]
    middles = [(a + b) / 2 for a, b in pairwise(ends_at)]
    colors = {"positive": MAIN, "negative": DARK}
    labels_right(ax, middles, texts, [*(colors.get(k, MUTED) for k in kinds), MUTED])
    ax.set_ylabel("share of applications")
    ticks = day_axis(ax, ends)
    _at_risk(ax, table.drop_duplicates("day"), ticks, "waiting", 0, INK)
    ax.set_xlabel("days since applying", labelpad=18)
    return finish(
        ax,
        f"Stacked areas by day since applying, {count(n, 'application')}. {title}. "
        f"After {count(longest, 'day')}: {', '.join(texts)}.",
    )
