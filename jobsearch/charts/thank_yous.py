"""Thank-yous as a picture: how soon after the interview everybody was thanked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobsearch.charts.colors import FAINT, GRID, INK, MAIN, MUTED, SHADE, WARN
from jobsearch.charts.frame import (
    Floats,
    empty,
    finish,
    label,
    points,
    require_columns,
    start,
    style,
)
from jobsearch.charts.ticks import date_ticks, day_numbers, day_of
from jobsearch.schema import VERDICTS
from jobsearch.wording import count, day

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HOURS = ("ended_at", "hours_low", "hours_high", "verdict")
_LANES = ("pending", "blocked", "missed")
_LANE = 60.0  # how wide a lane is [points]
_SHORTEST, _LONGEST = 0.05, 24 * 60.0  # the ends of the scale [h]
# Ticks where there is room. [h]
_TICKS = {5 / 60: "5 min", 6.0: "6 h", 168.0: "1 week", 720.0: "30 days"}


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
    'from the end of the interview to the thank-you'
    """
    require_columns(table, _HOURS, "thank_you_hours")
    with style():
        if not len(table):
            reason = "your log has no interview yet"
            return empty(ax, title="Nobody to thank yet", reason=reason)
        return _thank_yous(table, ax)


def _thank_yous(table: pd.DataFrame, ax: Axes | None) -> Axes:
    best = float(table.attrs.get("best_within_hours", 1))
    limit = float(table.attrs.get("thank_you_within_hours", 24))
    verdict = table["verdict"].astype("str").to_numpy()
    sent = table["hours_high"].notna().to_numpy()
    n, n_met = len(table), int((verdict == "met").sum())
    hours = f"{limit:g} {'hour' if limit == 1 else 'hours'}"
    title = f"You thanked {n_met:,} of {count(n, 'interviewer')} within {hours}"
    lanes = [lane for lane in _LANES if (~sent & (verdict == lane)).any()]
    note = "Dots are interviewers; a line means that only the day is known. Latest at the bottom."
    rest = {v: int((~sent & (verdict == v)).sum()) for v in VERDICTS if v not in _LANES}
    gone = ", ".join(f"{k:,} {v}" for v, k in rest.items() if k)
    note += f" Not drawn: {gone}." if gone else ""
    ax = start(ax, title=title, note=note, size=(8.0, 4.8), left=80, right=18, bottom=42)

    at = day_numbers(table["ended_at"])
    known = at[~np.isnan(at)]
    first, last = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    pad = max((last - first) * 0.04, 0.5)
    y = np.where(np.isnan(at), last + pad / 2, at)
    ax.set_ylim(last + pad, first - pad)
    # The scale of hours, and right of it the lanes.
    begin, end = np.log10([_SHORTEST, _LONGEST])
    lane = (end - begin) * _LANE / max(points(ax)[0] - _LANE * len(lanes), _LANE)
    ax.set_xlim(begin, end + lane * len(lanes))
    _dates_down(ax, first, last)
    _scale(ax, best, limit)
    _dots(ax, table, y, verdict, sent)
    for k, name in enumerate(lanes):
        left = end + lane * k
        shade = SHADE if k % 2 == 0 else "#F6F6F6"
        ax.axvspan(left, left + lane, color=shade, linewidth=0, zorder=0)
        mine = y[~sent & (verdict == name)]
        sign = "o" if name == "pending" else "x"
        ax.plot(
            np.full(len(mine), left + lane / 2), mine, sign, markersize=6, markeredgewidth=1.6,
            color=WARN if name == "missed" else MUTED, markerfacecolor="none",
        )  # fmt: skip
        text = f"{name} {len(mine):,}"
        label(ax, (left + lane / 2, 0), text, (0, -12), of="x", ha="center", size=8.5)
    ax.set_xlabel("from the end of the interview to the thank-you")
    counts = ", ".join(
        f"{int((verdict == v).sum()):,} {v}" for v in VERDICTS if (verdict == v).any()
    )
    return finish(
        ax,
        "Dots, one for each interviewer, by hours from the end of the interview to the "
        f"thank-you, on a logarithmic scale. {title}. Verdicts: {counts}.",
    )


def _dots(
    ax: Axes, table: pd.DataFrame, y: Floats, verdict: npt.NDArray[Any], sent: npt.NDArray[Any]
) -> None:
    """Those who were thanked: a dot, or a line over the hours that it could have been."""
    hours = table[["hours_low", "hours_high"]].to_numpy()
    low, high = np.log10(np.clip(hours, _SHORTEST * 1.1, _LONGEST / 1.05)).T
    exact = np.isclose(hours[:, 0], hours[:, 1])
    color = np.select([verdict == "met", verdict == "late"], [MAIN, WARN], FAINT)
    span = sent & ~exact
    ax.hlines(y[span], low[span], high[span], color=color[span], linewidth=2, alpha=0.6)
    others = ~np.isin(verdict, ("met", "late"))
    for which, sign, face in (
        (verdict == "met", "o", MAIN), (verdict == "late", "D", WARN), (others, "s", FAINT)
    ):  # fmt: skip
        drawn = which & sent & exact
        ax.plot(
            high[drawn], y[drawn], sign, color=face, alpha=0.8, markersize=6,
            markeredgecolor="white", markeredgewidth=0.5,
        )  # fmt: skip


def _scale(ax: Axes, best: float, limit: float) -> None:
    """The lines of the two limits, and other ticks where there is room."""
    low, high = ax.get_xlim()
    per_point = (high - low) / points(ax)[0]
    named = {limit: f"{limit:g} h", best: f"{best:g} h"}
    for hours, dash in ((best, (0, (4, 2))), (limit, "-")):
        ax.axvline(np.log10(hours), color=INK, linewidth=1.2, linestyle=dash)
    for hours, text in _TICKS.items():
        ends = np.log10([*named, _LONGEST * 1.2])
        if min(abs(np.log10(hours) - ends)) > 42 * per_point:
            named[hours] = text
    ax.set_xticks(np.log10(list(named)), list(named.values()))


def _dates_down(ax: Axes, first: float, last: float) -> None:
    """Some days down the left side."""
    ticks, texts = date_ticks(first, last, max(int(points(ax)[1] // 30), 2))
    if not texts:
        ticks, texts = np.array([first]), [day(day_of(first), weekday=False, year=True)]
    ax.set_yticks(ticks, texts)
    ax.grid(axis="y", color=GRID)
