"""A web page that a program saved as a workbook → grids: the tables in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from jobsearch.reading.files.grid import Grid, Unusable

_MOST_CELLS = 5_000_000
_MOST_SPAN = 100


class _Tables(HTMLParser):
    """The cells of every table; a table inside a cell is text of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[object]]] = []
        self._depth = self._n = self._silent = 0
        self._text: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style"}:
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif self._depth == 1 and tag == "tr":
            self._finish()
            self.tables[-1].append([])
        elif self._depth == 1 and tag in {"td", "th"}:
            self._finish()
            self._text = []
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), _MOST_SPAN) if re.fullmatch("[1-9][0-9]{0,4}", span) else 1
        elif tag in {"br", "p", "div"} and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._finish()
            self._depth -= 1
        elif self._depth == 1 and tag in {"td", "th", "tr"}:
            self._finish()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._silent:
            self._text.append(data)

    def _finish(self) -> None:
        if self._text is None:
            return
        if not self.tables[-1]:
            self.tables[-1].append([])
        lines = (" ".join(line.split()) for line in "".join(self._text).split("\n"))
        row = self.tables[-1][-1]
        row += ["\n".join(filter(None, lines)), *[""] * (self._span - 1)]
        self._text = None
        self._n += self._span
        if self._n > _MOST_CELLS:
            raise Unusable("holds far more cells than any log. Save a copy that holds the log.")


def read_webpage(text: str, name: str) -> list[Grid]:
    """
    The tables of a web page, the first under the file's name, the others numbered.

    Parameters
    ----------
    text : str
        The page.
    name : str
        The file's name.

    Returns
    -------
    list of Grid
        Cells are str; each grid notes that it is one.

    Raises
    ------
    Unusable
        If no table is in it.

    Examples
    --------
    >>> read_webpage("<table><tr><th>Company<tr><td>Acme &amp; Co</table>", "log.xls")[0].rows
    [['Company'], ['Acme & Co']]
    """
    parser = _Tables()
    parser.feed(text)
    parser.close()
    tables = [rows for rows in parser.tables if any(cell != "" for row in rows for cell in row)]
    if not tables:
        raise Unusable(
            "is a web page (HTML) without a table in it. Open what it shows in a spreadsheet "
            "program and save it as .xlsx or .csv."
        )
    note = "it is a web page (HTML); its table is read"
    return [
        Grid(name if n == 1 else f"{name} ({n})", rows, {}, (note,))
        for n, rows in enumerate(tables, 1)
    ]
