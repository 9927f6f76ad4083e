"""Round ticks, as many as there is room for: dates, days, numbers, percent."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np

from jobsearch.charts.colors import GRID
from jobsearch.charts.frame import Floats, points
from jobsearch.wording import MONTHS, day, whole_percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def day_numbers(at: Any) -> Floats:
    """Moments as days since 1970, as matplotlib counts them; NaN where missing."""
    moments = np.asarray(at, dtype="datetime64[us]")
    days = moments.astype(np.int64) / 86_400_000_000
    return np.where(np.isnat(moments), np.nan, days)


def day_of(number: float) -> dt.date:
    """The date of days since 1970."""
    return dt.date(1970, 1, 1) + dt.timedelta(days=int(number))


def date_axis(ax: Axes, first: float, last: float) -> None:
    """Days since 1970 as dates: ticks at days, weeks, months or years, as many as have room."""
    ax.set_xlim(first, last)
    at_most = max(int(points(ax)[0] // 52), 2)
    ticks, texts = date_ticks(first, last, at_most)
    ax.set_xticks(ticks, texts)


def date_ticks(first: float, last: float, at_most: int) -> tuple[Floats, list[str]]:
    """Round dates between two days since 1970, and what they are called."""
    span = last - first
    begin, end = (np.datetime64(int(np.floor(edge)), "D") for edge in (first, last))
    days = np.arange(begin, end + np.timedelta64(1, "D"))
    months = np.arange(begin.astype("M8[M]"), end.astype("M8[M]") + np.timedelta64(1, "M"))
    step = next((s for s in (1, 2, 7, 14) if span / s <= at_most and span <= 70), None)
    if step:
        ticks = days[days.astype(np.int64) % step == (4 % step)]  # weeks begin on Mondays
        texts = [day(tick, weekday=False) for tick in ticks.astype(object)]
    else:
        step = next(s for s in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if len(months) / s <= at_most)
        ticks = months[months.astype(np.int64) % step == 0]
        texts = [MONTHS[tick.month - 1] for tick in ticks.astype(object)]
    inside = [first <= tick <= last for tick in ticks.astype("M8[D]").astype(np.int64)]
    ticks, texts = ticks[inside], [t for t, is_in in zip(texts, inside, strict=True) if is_in]
    years = ticks.astype("M8[Y]").astype(np.int64) + 1970
    for n, year in enumerate(years):
        if n == 0 or year != years[n - 1]:
            texts[n] += f" {year}"
    return ticks.astype("M8[D]").astype(float), texts


def number_axis(ax: Axes, last: float, *, which: str = "x", at_least: int = 1) -> list[int]:
    """Ticks at round whole numbers from 0 on, as many as have room; gives them back."""
    wide, high = points(ax)
    at_most = max((wide if which == "x" else high) // (46 if which == "x" else 30), 2)
    steps = (m * 10**e for e in range(9) for m in (1, 2, 5))
    step = next(s for s in steps if s >= at_least and last / s <= at_most)
    ticks = list(range(0, int(last) + 1, step))
    texts = [f"{tick:,}" for tick in ticks]
    if which == "x":
        ax.set_xticks(ticks, texts)
    else:
        ax.set_yticks(ticks, texts)
    return ticks


def day_axis(ax: Axes, last: float) -> list[int]:
    """Ticks at round numbers of days, weeks where that fits; gives them back."""
    at_most = max(points(ax)[0] // 46, 2)
    steps = (1, 2, 7, 14, 30, 60, 90, 180, 365, 730, 3650, 36500)
    step = next(s for s in steps if last / s <= at_most)
    ticks = list(range(0, int(last) + 1, step))
    ax.set_xticks(ticks, [f"{tick:,}" for tick in ticks])
    return ticks


def percent_axis(ax: Axes, which: str = "y", most: float = 1.0) -> None:
    """Ticks from 0 to 100 %, or to the quarter that holds the most, with a faint grid."""
    ticks = [k / 4 for k in range(max(int(np.ceil(4 * min(most, 1.0))), 1) + 1)]
    texts = [f"{whole_percent(tick)}%" for tick in ticks]
    if which == "y":
        ax.set_ylim(0, ticks[-1])
        ax.set_yticks(ticks, texts)
    else:
        ax.set_xlim(0, 1)
        ax.set_xticks(ticks, texts)
    ax.grid(axis="y" if which == "y" else "x", color=GRID)
