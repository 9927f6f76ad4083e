"""A table of a notebook, written again for a page: text as text, and readable on a phone."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser

# Rows with more text than this are read from top to bottom on a phone, not from side to side.
_WIDE = 48
# Where a long word may go on in the next line.
_BREAK = re.compile(r"@(?=\S)|[^\s@]{20}(?=\S{3})")


class _Found(HTMLParser):
    """The cells of a table, which columns are figures, and the text beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.figures: list[bool] = []
        self.beside: list[str] = []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td") and self.rows:
            self._into = self.rows[-1]
            self._into.append("")
            if len(self.rows) == 1:
                self.figures.append("right" in (dict(attrs).get("style") or ""))
        elif tag == "p":
            self._into = self.beside
            self._into.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td", "p"):
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into[-1] += data


def tidied(html: str) -> str:
    """
    The table of an output, each cell as text under its heading.

    Parameters
    ----------
    html : str
        What a table shows of itself in a notebook. Only its cells and paragraphs are used.

    Returns
    -------
    str
        HTML of our own: headings beside the cells, for narrow screens.

    Examples
    --------
    >>> print(tidied("<table><tr><th>rate</th></tr><tr><td>&lt;1%</td></tr></table>"))
    <div class="table" tabindex="0"><table>
    <thead><tr><th>rate</th></tr></thead>
    <tbody>
    <tr><td data-label="rate"><span>&lt;1%</span></td></tr>
    </tbody></table></div>
    """
    found = _Found()
    found.feed(html)
    found.close()
    parts = [_table(*found.rows, figures=found.figures)] if found.rows else []
    return "\n".join([*parts, *(f"<p>{escape(text)}</p>" for text in found.beside)])


def _table(head: list[str], *body: list[str], figures: list[bool]) -> str:
    kinds = [' class="figure"' if is_figure else "" for is_figure in figures]
    top = "".join(f"<th{k}>{escape(text)}</th>" for k, text in zip(kinds, head, strict=True))
    rows = ["".join(_cell(*about) for about in zip(row, head, kinds, strict=False)) for row in body]
    is_wide = any(sum(map(len, row)) > _WIDE for row in body)
    return (
        f'<div class="table{" wide" if is_wide else ""}" tabindex="0"><table>\n'
        f"<thead><tr>{top}</tr></thead>\n<tbody>\n"
        + "".join(f"<tr>{row}</tr>\n" for row in rows)
        + "</tbody></table></div>"
    )


def _cell(text: str, heading: str, kind: str) -> str:
    breakable = escape(_BREAK.sub("\\g<0>\0", text)).replace("\0", "<wbr>")
    shown = f"<span>{breakable}</span>" if text else ""  # an empty cell is not there on a phone
    return f'<td{kind} data-label="{escape(heading)}">{shown}</td>'
