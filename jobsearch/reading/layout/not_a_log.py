"""What to say of a file without a log: what it holds instead, and what would be needed."""

from __future__ import annotations

from collections.abc import Sequence

from jobsearch.reading.files.grid import Grid
from jobsearch.reading.layout.headers import ROWS_SEARCHED
from jobsearch.reading.vocabulary.cell_values import is_empty
from jobsearch.reading.vocabulary.dates import looks_like_date
from jobsearch.reading.vocabulary.header_words import SPELLINGS
from jobsearch.schema import APPLICATIONS
from jobsearch.settings import Settings
from jobsearch.spelling import normal, plain
from jobsearch.wording import quote

_COUNTED = {
    "count", "total", "sum", "number", "n", "sent", "applications", "interviews", "offers",
    "rejections", "percent", "anzahl", "nombre", "cantidad",
}  # fmt: skip


def refusal(looked_at: Sequence[Grid], settings: Settings, row: int | None) -> str:
    """The sentence for a file without a log: what was seen, and what would be needed."""
    filled = [g for g in looked_at if not g.is_blank]
    if not filled:
        sheet = settings.sheet
        which = f"the sheet {quote(sheet)}" if sheet is not None else "every sheet"
        return f"holds nothing that could be a log: {which} is empty."
    grid = filled[0]
    seen = _what_it_is(grid)
    first = next(cells for cells in grid.rows if any(c != "" for c in cells))
    if row is not None:
        first = grid.rows[row] if row < len(grid.rows) else first
    cells = ", ".join(f"{quote(c)}" for c in [c for c in first if c != ""][:3])
    starts = f"row {row + 1} of " if row is not None else ""
    starts += f"the sheet {quote(grid.sheet)} starts with {cells or 'nothing'}"
    if seen:
        return (
            f"is not a log of applications: {seen}. A log has one row per application, "
            "below a header "
            f"row with Company or Role, and with Applied on, Response on or Status; {starts}."
        )
    return (
        "has no table that could be a log of applications. It needs a header row with Company or "
        f"Role, and with Applied on, Response on or Status; {starts}. "
        "If it is one, say --header-row N and --column company=HEADER."
    )


def _what_it_is(grid: Grid) -> str:
    """What a table is that is no log, as far as that can be told."""
    rows = [row[:100] for row in grid.rows[:ROWS_SEARCHED] if any(c != "" for c in row)]
    heads = [{plain(c) for c in row if isinstance(c, str) and c} for row in rows[:5]]
    if any({"from", "subject"} <= h or {"sender", "subject"} <= h for h in heads):
        return "it looks like an archive of e-mails"
    if any({"source", "target"} <= h or {"from", "to"} <= h for h in heads):
        return "it looks like a list of links between stages, as a flow chart takes"
    for cells in rows[:3]:
        filled = [c for c in cells if not is_empty(c)]
        days = sum(_is_day(c) for c in filled)
        if len(filled) >= 5 and days >= 0.7 * len(filled):
            return "it has one column for each day"
    known = _known_headers()
    down = [plain(str(row[0])) for row in rows if row and isinstance(row[0], str) and row[0]]
    if len(known & set(down)) >= 3 and not any(len(known & h) >= 3 for h in heads):
        return "it is turned on its side, with one column per application"
    numbers = [
        isinstance(c, (int, float)) or (isinstance(c, str) and c.strip().rstrip("%").isdigit())
        for row in rows[1:]
        for c in row[1:]
        if not is_empty(c)
    ]
    is_many = len(numbers) >= 3 or any(_COUNTED & set(" ".join(h).split()) for h in heads)
    if numbers and is_many and sum(numbers) >= 0.8 * len(numbers):
        return "it looks like a table of totals"
    return ""


def _is_day(cell: object) -> bool:
    if isinstance(cell, str) and normal(cell)[:3] in {
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "day",
    }:  # fmt: skip
        return True
    return not isinstance(cell, (int, float)) and looks_like_date(cell)


def _known_headers() -> set[str]:
    listed = {normal(s) for ways in SPELLINGS.values() for s in ways.split(",")}
    return listed | {normal(column.header) for column in APPLICATIONS.columns}
