"""Timelines: of the open applications, a line each, and of one application, a row a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from jobsearch.charts.colors import FAINT, GRID, INK, MAIN, MUTED, WARN
from jobsearch.charts.frame import (
    EDGE,
    SMALL,
    Floats,
    available_width,
    empty,
    finish,
    label,
    label_margin,
    points,
    require_columns,
    start,
    style,
)
from jobsearch.charts.text_fit import drawable, shorten, width
from jobsearch.charts.ticks import date_axis, day_numbers, day_of
from jobsearch.schema import ERRANDS
from jobsearch.wording import count, day

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLUMNS = ("rank", "company", "role", "what", "at", "is_stale", "to_do")
# What happened: its sign, whether it is filled, and what the key calls it.
_SIGNS = {
    "applied": ("o", False, "applied"),
    "response": ("^", True, "response"),
    "interview": ("s", True, "interview"),
    "thank_you": ("d", True, "thank-you"),
    "follow_up": (">", False, "follow-up"),
    "offer": ("*", True, "offer"),
    "planned": ("s", False, "planned interview"),
    "expected": ("D", False, "decision expected"),
}


def plot_timelines(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """
    Draw a timeline for each open application, the most urgent on top.

    Parameters
    ----------
    table : DataFrame
        From `timelines`.
    ax : Axes, optional
        Where to draw; without it in a new figure, as high as there are lines.

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
    >>> lines = js.timelines(js.read_log(js.sample_path()), as_of="2026-10-30")
    >>> js.alt_text(js.plot_timelines(lines, ax=Figure(figsize=(8, 9)).subplots())).split(":")[0]
    'Timelines'
    """
    require_columns(table, _COLUMNS, "timelines")
    with style():
        if not len(table):
            return empty(
                ax, title="No open applications", reason="none of your applications is open"
            )
        return _timelines(table, ax)


def _timelines(table: pd.DataFrame, ax: Axes | None) -> Axes:
    rows = table.drop_duplicates("rank")
    n = len(rows)
    n_open, n_stale = (
        table.attrs.get("n_open", n),
        int(table.attrs.get("n_stale", rows["is_stale"].sum())),
    )
    left_out = table.attrs.get("n_left_out", 0)
    stale = f"{n_stale:,}" if n_stale else "none"
    title = f"{count(n_open, 'open application')}, {stale} of them stale"
    at = day_numbers(table["at"])
    what = table["what"].astype("str").to_numpy()
    today = day_numbers([table.attrs["as_of"]])[0] if "as_of" in table.attrs else np.nanmax(at)
    note = f"As of {day(day_of(today), year=True)}. "
    note += "Solid: until the employer's last reply. Dotted: silence since then."
    if left_out:
        title += f"; the {n} most urgent"
        note += f" {left_out:,} more are not drawn."
    names = [_name(company, role) for company, role in rows[["company", "role"]].to_numpy()]
    line = table["rank"].to_numpy()
    since = dict(zip(line[what == "silent_since"], at[what == "silent_since"], strict=True))
    texts = [_state(row, today - since.get(row["rank"], np.nan)) for _, row in rows.iterrows()]
    shown = [name for name in _SIGNS if (what == name).any()]
    wide = 8.4
    key = _key_offsets(shown, available_width(ax, wide))
    bottom = 10.0 - min((dy for _, dy in key), default=-26.0)
    left = label_margin(names, SMALL) + 2
    ax = start(
        ax,
        title=title,
        note=note,
        size=(wide, 0.8 + (bottom + 15.5 * max(n, 2)) / 72),
        left=left,
        right=label_margin(texts, SMALL) + 2,
        bottom=bottom,
    )
    size = min(SMALL, max(points(ax)[1] / n / 1.28, 3))
    dated = at[~np.isnan(at)]
    first, last = min(dated.min(initial=today), today), max(dated.max(initial=today), today)
    pad = max((last - first) * 0.02, 0.6)
    date_axis(ax, first - pad, last + pad)
    ax.set_ylim(n - 0.4, -0.6)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.axvline(today, color=FAINT, linewidth=1, zorder=0)

    for y, (number, is_stale) in enumerate(rows[["rank", "is_stale"]].to_numpy()):
        mine = at[(line == number) & (what != "expected") & (what != "planned")]
        begin = np.nanmin(np.append(mine, today))
        silent = since.get(number, np.nan)
        silent = begin if np.isnan(silent) else max(silent, begin)
        color = WARN if is_stale else MAIN
        ax.axhline(y, color=GRID, linewidth=0.5, zorder=0)
        ax.plot([begin, silent], [y, y], color=MAIN, linewidth=1.6)
        ax.plot([silent, today], [y, y], ":", color=color, linewidth=1.6)
        label(ax, (0, y), names[y], (-6, 0), of="y", ha="right", size=size)
        ink = WARN if is_stale else MUTED
        label(ax, (1, y), texts[y], (6, 0), of="y", size=size, color=ink)
    row_of = {number: y for y, number in enumerate(rows["rank"])}
    y_of = np.array([row_of[number] for number in line])
    for name in shown:
        mine = what == name
        # A thank-you soon after the interview would lie on it.
        _signs(ax, at[mine], y_of[mine] - (0.34 if name == "thank_you" else 0.0), name)
    _key(ax, shown, key, left - EDGE)
    flagged = ", ".join(names[y] for y in range(min(n, 5)))
    return finish(ax, f"Timelines: {title}. The first: {flagged}.")


def _name(company: object, role: object) -> str:
    parts = [drawable(part) for part in (company, role) if isinstance(part, str)]
    return shorten(" · ".join(part for part in parts if part) or "(no name)", 190, SMALL)


def _state(row: pd.Series, silent: float) -> str:
    """What to do, how long the silence, and whether it is stale."""
    do = str(row["to_do"])
    days = (
        "no date"
        if np.isnan(silent)
        else "silent since today"
        if silent < 1
        else f"silent {count(int(silent), 'day')}"
    )
    parts = [days, "stale" if row["is_stale"] else "", ERRANDS[do].label if do else ""]
    return ", ".join(part for part in parts if part)


def _key_offsets(shown: list[str], wide: float) -> list[tuple[float, float]]:
    """Where the signs are explained under the axis: points right of its start and down."""
    offsets: list[tuple[float, float]] = []
    x, line = 0.0, 0
    for name in shown:
        needed = width(_SIGNS[name][2], SMALL) + 28
        if x > 0 and x + needed > wide:
            x, line = 0.0, line + 1
        offsets.append((x, -36.0 - 13 * line))
        x += needed
    return offsets


def _key(ax: Axes, shown: list[str], offsets: list[tuple[float, float]], left: float) -> None:
    """What the signs mean, in lines under the axis that begin so many points left of it."""
    from matplotlib.transforms import ScaledTranslation

    figure = ax.get_figure(root=True)
    assert figure is not None
    for name, (x, dy) in zip(shown, offsets, strict=True):
        moved = ScaledTranslation((x - left + 5) / 72, dy / 72, figure.dpi_scale_trans)
        _signs(ax, np.zeros(1), np.zeros(1), name, transform=ax.transAxes + moved)
        offset = (x - left + 12, dy)
        label(ax, (0, 0), _SIGNS[name][2], offset, of="axes", size=SMALL, color=MUTED)


def _signs(ax: Axes, x: Floats, y: Floats, name: str, **options: Any) -> None:
    sign, filled, _ = _SIGNS[name]
    color = INK if filled else MAIN
    ax.plot(
        x, y, sign, color=color, markerfacecolor=color if filled else "white",
        markersize=8 if sign == "*" else 5, markeredgewidth=1, clip_on=False, **options,
    )  # fmt: skip


_STORY_COLUMNS = ("at", "what", "person", "is_ahead")
_STORY_AT_MOST = 60
# Facts without a sign of their own; any other, such as an end, has that of `applied`.
_STORY_SIGNS = {
    **{name: name for name in _SIGNS},
    **dict.fromkeys(("acknowledged", "reply", "invitation"), "response"),
    "screening": "interview",
}


def plot_story(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """
    Draw one application's dates, the first on top, up to what is expected.

    Parameters
    ----------
    table : DataFrame
        The ``events`` of a `story`.
    ax : Axes, optional
        Where to draw; without it in a new figure, as high as there are dates.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If it is another table.

    Notes
    -----
    The last 60 dates are drawn.

    Examples
    --------
    >>> import jobsearch as js
    >>> from matplotlib.figure import Figure
    >>> log = js.read_log(js.sample_path())
    >>> told = js.story(log, "Fennel", as_of="2026-10-30")
    >>> js.alt_text(js.plot_story(told.events, ax=Figure(figsize=(8, 5)).subplots())).split(":")[0]
    'Timeline'
    """
    require_columns(table, _STORY_COLUMNS, "story")
    dated = table[table["at"].notna()]
    title = str(table.attrs.get("title", "One application"))
    with style():
        if not len(dated):
            return empty(ax, title=title, reason="no date is written down")
        return _story(dated, title, ax)


def _story(table: pd.DataFrame, title: str, ax: Axes | None) -> Axes:
    rows = table.iloc[-_STORY_AT_MOST:]
    left_out, n = len(table) - len(rows), len(rows)
    at, ahead = day_numbers(rows["at"]), rows["is_ahead"].to_numpy()
    as_of = rows["at"].max() if "as_of" not in table.attrs else table.attrs["as_of"]
    today = day_numbers([as_of])[0]
    note = f"As of {day(day_of(today), year=True)}."
    note += " Hollow: still ahead." if ahead.any() else ""
    note += f" {count(left_out, 'earlier date is', 'earlier dates are')} not drawn." * bool(
        left_out
    )
    what = rows["what"].astype("str").tolist()
    people = rows["person"].tolist()
    names = [_fact(*pair) for pair in zip(what, people, strict=True)]
    days = [day(moment, as_of=as_of) for moment in rows["at"]]
    ax = start(
        ax,
        title=title,
        note=note,
        size=(8.4, 1.1 + 16.5 * max(n, 3) / 72),
        left=label_margin(names, SMALL) + 2,
        right=label_margin(days, SMALL) + 2,
        bottom=32.0,
    )
    size = min(SMALL, max(points(ax)[1] / n / 1.28, 3))
    first, last = min(at.min(), today), max(at.max(), today)
    pad = max((last - first) * 0.02, 0.6)
    date_axis(ax, first - pad, last + pad)
    ax.set_ylim(n - 0.4, -0.6)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.axvline(today, color=FAINT, linewidth=1, zorder=0)
    # From date to date down the page, so that the waits between them are seen.
    past = np.flatnonzero(~ahead)
    ax.step(at[past], past, where="pre", color=MAIN, linewidth=1)
    for y, (name, when) in enumerate(zip(names, days, strict=True)):
        ax.axhline(y, color=GRID, linewidth=0.5, zorder=0)
        label(ax, (0, y), name, (-6, 0), of="y", ha="right", size=size)
        label(ax, (1, y), when, (6, 0), of="y", size=size, color=MUTED)
        sign, _, _ = _SIGNS[_STORY_SIGNS.get(what[y], "applied")]
        ax.plot(
            [at[y]], [y], sign, color=MAIN if ahead[y] else INK,
            markerfacecolor="white" if ahead[y] else INK,
            markersize=8 if sign == "*" else 5, markeredgewidth=1, clip_on=False,
        )  # fmt: skip
    facts = "; ".join(f"{name} {when}" for name, when in zip(names, days, strict=True))
    return finish(ax, f"Timeline: {title}. {facts}.")


def _fact(what: str, person: object) -> str:
    words = _SIGNS[what][2] if what in _SIGNS else what.replace("_", " ")
    text = f"{words} · {drawable(person)}" if isinstance(person, str) else words
    return shorten(text, 190, SMALL)
