"""A change to a log as a page: where, what, the cells, and what to think about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jobsearch.terminal.page import PLAIN, Page, Screen
from jobsearch.wording import clean


def change_text(
    where: str,
    what: str,
    cells: Sequence[Sequence[str]],
    remarks: Mapping[str, Sequence[str]],
    screen: Screen = PLAIN,
) -> str:
    """The change; `cells` say sheet, cell, column, before and after, `remarks` are by kind."""
    page = Page(screen)
    page.line(clean(where))
    page.line(clean(f"{what}."))
    if cells:
        page.line()
        rows = [[clean(text) for text in row] for row in cells]
        page.table(("sheet", "cell", "column", "before", "after"), rows)
        page.line()
    for kind, texts in remarks.items():
        for text in texts:
            page.line(f"{kind}: {clean(text)}")
    return str(page)
