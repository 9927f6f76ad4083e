"""Tables as a person reads them: rates in percent, days as days, blanks blank, text as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from jobsearch.schema import ERRANDS, RULES, Errand, Rule
from jobsearch.terminal.page import columns
from jobsearch.wording import clean, day, percent, percent_range, shorten, whole_percent

# Shares in [0, 1]; all other numbers are counts, days or ratios.
_RATES = frozenset(
    "any chance incidence largest_share negative positive rate still_silent unclear".split()
)
_HEADINGS = {
    "any": "any answer",
    "effective_n1": "effective N1",
    "effective_n2": "effective N2",
    "n_applications": "applications",
    "n_at_risk": "still waiting",
    "n_furthest": "no further",
    "n_groups": "groups",
    "n_inside": "applications inside",
    "n_left_out": "left out",
    "n_open": "still open",
    "n_outside": "applications outside",
    "n_reached": "reached",
    "n_responses": "answers",
    "negative": "rejection",
    "p_holm": "p (Holm)",
    "p_value": "p",
    "pace_inside": "a week inside",
    "pace_outside": "a week outside",
    "positive": "good news",
    "unclear": "unclear answer",
}
# Columns of words of ours, with their labels; a log's own words stay as they are.
_OURS: dict[str, Mapping[str, Rule | Errand]] = {
    "by": {}, "rule": RULES, "do": ERRANDS, "to_do": ERRANDS,
}  # fmt: skip
_INTERVAL = "95% interval"
_TEXT = "text-align: left"
_DAY = "text-align: left; white-space: nowrap"
_NUMBER = "text-align: right; white-space: nowrap"
_LONGEST = 300  # signs of a cell
# What a notebook's page would otherwise take for a formula: $x_$.
_NO_FORMULAS = "tex2jax_ignore mathjax_ignore"
# Each table's HTML starts so: a report shows no other HTML.
HTML_START = '<div class="jobsearch-table'
# Rows with more text than this are read from top to bottom on a phone, not from side to side.
_WIDE = 48
# Where a long word may go on in the next line.
_BREAK = re.compile(r"@(?=\S)|[^\s@]{20}(?=\S{3})")


class ReadableTable:
    """Text in rows and columns, as a notebook and a terminal show it; ``cells`` is a DataFrame."""

    def __init__(self, cells: pd.DataFrame, styles: list[str], n_rows: int) -> None:
        self.cells = cells
        self._styles = styles
        self._n_rows = n_rows

    def __repr__(self) -> str:
        if self.cells.empty:
            return "None."
        rows: list[list[str]] = [list(map(str, self.cells)), *self.cells.to_numpy().tolist()]
        lines = columns(rows, [style == _NUMBER for style in self._styles])
        return "\n".join([*lines, *self._left_out()])

    def _repr_html_(self) -> str:
        if self.cells.empty:
            return f'{HTML_START}"><p>None.</p></div>'
        rows = self.cells.to_numpy().tolist()
        is_wide = any(sum(map(len, row)) > _WIDE for row in rows)
        head = "".join(
            f'<th style="{style}">{escape(text)}</th>'
            for text, style in zip(map(str, self.cells), self._styles, strict=True)
        )
        body = "\n".join(
            f"<tr>{''.join(map(self._cell, range(len(row)), row))}</tr>" for row in rows
        )
        below = "".join(f"\n<p>{text}</p>" for text in self._left_out())
        return (
            f'{HTML_START}{" wide" if is_wide else ""}" tabindex="0">'
            f'<table class="dataframe {_NO_FORMULAS}">\n<thead>\n<tr>{head}</tr>\n</thead>\n'
            f"<tbody>\n{body}\n</tbody>\n</table>{below}</div>"
        )

    def _cell(self, n: int, text: str) -> str:
        """A cell with its heading, which a phone shows beside it."""
        heading, style = escape(str(self.cells.columns[n])), self._styles[n]
        breakable = escape(_BREAK.sub("\\g<0>\0", text)).replace("\0", "<wbr>")
        content = f"<span>{breakable}</span>" if text else ""  # a phone leaves out an empty cell
        return f'<td style="{style}" data-label="{heading}">{content}</td>'

    def _left_out(self) -> list[str]:
        shown = len(self.cells)
        return [f"The first {shown:,} of {self._n_rows:,} rows."] if shown < self._n_rows else []


def readable(table: pd.DataFrame | pd.Series, *, rows: int | None = None) -> ReadableTable:
    """
    A measure's table as a person reads it.

    Parameters
    ----------
    table : DataFrame or Series
        From a measure, or some of its columns; a Series is one row.
    rows : int, optional
        Only the first ones; how many are left out is said. [>= 1]

    Returns
    -------
    ReadableTable
        What a notebook shows as a table and ``print`` as text. Its ``cells`` are a DataFrame of
        str.

    Raises
    ------
    ValueError
        If `rows` is not positive.

    Notes
    -----
    Rates are in percent, moments without a time are days, what is missing is blank. The two bounds
    of a figure are one column. Text of the log stays text: no markup, no formula; very long cells
    are cut.

    Examples
    --------
    >>> rates = pd.DataFrame(
    ...     {
    ...         "company": ["<b>Acme</b>", "Bolt"],
    ...         "rate": [0.75, float("nan")],
    ...         "low": [0.5, float("nan")],
    ...         "high": [0.9, float("nan")],
    ...         "applied_on": pd.to_datetime(["2026-03-14", None]),
    ...     }
    ... )
    >>> readable(rates)
    company      rate  95% interval  applied on
    <b>Acme</b>  75%      50 to 90%  14 Mar 2026
    Bolt
    """
    if rows is not None and rows < 1:
        raise ValueError(f"rows is {rows}; it has to be 1 or more.")
    if isinstance(table, pd.Series):
        table = table.to_frame().T.infer_objects()
    whole = table if table.index.name is None else table.reset_index()
    shown = whole if rows is None else whole.head(rows)
    bounds = _bounds(shown)
    units = shown["unit"].tolist() if table.index.name == "figure" and "unit" in shown else []
    headings, texts, styles = [], [], []
    for name in shown.columns:
        if name in bounds:
            heading, cells = _intervals(shown, name, bounds[name])
        elif name in bounds.values() or name == "code" or (units and name == "unit"):
            continue  # a code is for programs
        elif units and _is_number(shown[name]):
            write = _change if name == "change" else _in_unit
            heading, cells = name, list(map(write, shown[name], units))
        else:
            heading, cells = _heading(name), _cells(shown[name])
        headings.append(heading)
        texts.append(cells)
        styles.append(_style(shown[name]))
    rows_of_text = list(zip(*texts, strict=True))
    return ReadableTable(
        pd.DataFrame(rows_of_text, columns=headings, dtype=object), styles, len(whole)
    )


def _cells(column: pd.Series) -> list[str]:
    write = _writer(str(column.name)) if _is_number(column) else _text
    if column.name in _OURS or isinstance(column.dtype, pd.CategoricalDtype):
        labels = _OURS.get(str(column.name), {})
        write = partial(_word, labels=labels)
    return ["" if _is_blank(value) else write(value) for value in column.tolist()]


def _intervals(table: pd.DataFrame, low: str, high: str) -> tuple[str, list[str]]:
    """The heading and the cells of a figure's bounds: of that name, or that of the one before."""
    stem = low.removesuffix("low").rstrip("_")
    names = list(table)
    write = _writer(stem or str(names[max(names.index(low) - 1, 0)]))
    pairs = zip(table[low].tolist(), table[high].tolist(), strict=True)
    heading = f"{_INTERVAL} ({_heading(stem)})" if stem else _INTERVAL
    return heading, [_interval(*pair, write) for pair in pairs]


def _is_number(column: pd.Series) -> bool:
    kinds = pd.api.types
    return kinds.is_numeric_dtype(column) and not kinds.is_bool_dtype(column)


def _style(column: pd.Series) -> str:
    if _is_number(column):
        return _NUMBER
    return _DAY if pd.api.types.is_datetime64_dtype(column) else _TEXT


def _bounds(table: pd.DataFrame) -> dict[str, str]:
    """The name of each lower bound with that of its upper one."""
    numbers = [str(name) for name in table.select_dtypes("number")]
    lower = (name for name in numbers if name == "low" or name.endswith("_low"))
    pairs = {low: f"{low.removesuffix('low')}high" for low in lower}
    return {low: high for low, high in pairs.items() if high in numbers}


def _heading(name: str) -> str:
    return _HEADINGS.get(name) or clean(name).replace("_", " ")


def _word(value: Any, labels: Mapping[str, Rule | Errand]) -> str:
    """A word of ours, without underscores."""
    text = _text(value)
    return labels[text].label if text in labels else text.replace("_", " ")


def _writer(name: str) -> Callable[[Any], str]:
    """What writes the figures of a column."""
    if name in _RATES:
        return percent
    return _probability if name.startswith("p_") else _text


def _text(value: Any) -> str:
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if isinstance(value, pd.Timestamp):
        return day(value, weekday=False, year=True)
    if isinstance(value, float):
        return "not reached" if np.isinf(value) else f"{value:,.1f}".removesuffix(".0")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, tuple):
        return "; ".join(map(_text, value))
    return shorten(" ".join(clean(value).split()), _LONGEST)


def _probability(p: float) -> str:
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def _interval(low: Any, high: Any, write: Callable[[Any], str]) -> str:
    if _is_blank(low):
        return ""
    if _is_blank(high) or np.isinf(high):
        return "" if np.isinf(low) else f"{write(low)} or more"
    return percent_range(low, high) if write is percent else f"{write(low)} to {write(high)}"


def _in_unit(value: Any, unit: str) -> str:
    if _is_blank(value):
        return ""
    if unit == "share":
        return percent(value)
    return _text(value) if np.isinf(value) else _amount(value, unit)


def _change(value: Any, unit: str) -> str:
    """A difference with its sign; nothing where it is too small to be written."""
    if _is_blank(value) or np.isinf(value):
        return ""
    share = unit == "share"
    size = whole_percent(abs(value)) if share else round(abs(value), 1)
    sign = "+" if value > 0 else "−"
    return f"{sign}{_amount(size, 'points' if share else unit)}" if size else ""


def _amount(value: float, unit: str) -> str:
    return f"{_text(value)} {unit.removesuffix('s') if value == 1 else unit}".rstrip()


def _is_blank(value: Any) -> bool:
    return (
        value is None
        or value is pd.NaT
        or value is pd.NA
        or (isinstance(value, float) and value != value)
    )
