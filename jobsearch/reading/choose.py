"""Which sheet of a file holds the applications; what to say of a file where none does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from jobsearch.log import LogError
from jobsearch.reading.corrections import is_blank
from jobsearch.reading.dates import looks_like_date
from jobsearch.reading.grid import Grid
from jobsearch.reading.headers import ROWS_SEARCHED, Header, find_header, plain
from jobsearch.reading.late import late_pattern
from jobsearch.reading.problems import shown
from jobsearch.reading.words import fold, is_empty, normal
from jobsearch.schema import APPLICATIONS, SETTINGS_SHEET, SHEETS, Settings, Sheet

_MOST_ROWS = 250_000
_CORE = ("company", "role", "applied_on", "status", "response_on")
_GOOD_NAME = late_pattern(r"applic|job|bewerb|candidat|postul|solicit|tracker|log\b|search|main")
_POOR_NAME = late_pattern(
    r"old|archiv|template|example|sample|dashboard|pivot|lists?\b|lookup|stat|summary|contact|"
    r"network|chart|reference|settings|copy|backup|vorlage|modele|plantilla|saved"
)


_COUNTED = {
    "count", "total", "sum", "number", "n", "sent", "applications", "interviews", "offers",
    "rejections", "percent", "anzahl", "nombre", "cantidad",
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """The sheet that was taken, its header, and why it and no other."""

    grid: Grid
    header: Header
    why: str = ""


def is_named(grid: Grid, sheet: Sheet) -> bool:
    """Whether a sheet of the file has the name of one of ours."""
    return normal(grid.sheet) == normal(sheet.name)


def choose(grids: Sequence[Grid], name: str, settings: Settings) -> Choice:
    """
    The sheet that holds the applications: the one asked for, ours, else the best fit.

    LogError where no sheet can be it.
    """
    row = settings.header_row - 1 if settings.header_row else None
    if settings.sheet is not None:
        wanted = [g for g in grids if fold(g.sheet) == fold(settings.sheet)]
        if not wanted:
            listed = ", ".join(f'"{shown(g.sheet)}"' for g in grids)
            raise LogError(f'{name} has no sheet "{shown(settings.sheet)}". It has {listed}.')
        choices = [wanted]
    else:
        ours = (*SHEETS, SETTINGS_SHEET)
        others = [g for g in grids if not any(is_named(g, sheet) for sheet in ours)]
        choices = [[g for g in grids if is_named(g, APPLICATIONS)], others]
    if row is not None:
        _check_row(choices, row, name)
    for chosen in choices:
        found = [
            Choice(g, header)
            for g in chosen
            if row is None or row < len(g.rows)
            if (header := find_header(g, APPLICATIONS, settings.columns, row=row)) is not None
        ]
        if found:
            return _best(found, name, is_asked=settings.sheet is not None)
    looked_at = choices[0] if settings.sheet is not None else [*choices[0], *choices[-1], *grids]
    raise LogError(f"{name} {_refusal(looked_at, settings, row)}")


def _check_row(choices: list[list[Grid]], row: int, name: str) -> None:
    grids = [g for chosen in choices for g in chosen]
    if grids and all(row >= len(g.rows) for g in grids):
        longest = max(grids, key=lambda g: len(g.rows))
        raise LogError(
            f'{name} has no row {row + 1} for the header: the sheet "{shown(longest.sheet)}" has '
            f"{len(longest.rows)} rows."
        )


def _best(found: list[Choice], name: str, *, is_asked: bool) -> Choice:
    best = found[0] if len(found) == 1 else max(found, key=_score)
    n = n_rows(best.grid, best.header.row + 1)
    if n > _MOST_ROWS:
        raise LogError(
            f'{name} has {n:,} rows on the sheet "{shown(best.grid.sheet)}", more than any log. '
            "Save a copy that holds the log alone."
        )
    is_ours = is_named(best.grid, APPLICATIONS) or best.header.is_own
    if not n and not is_ours and not is_asked:
        raise LogError(
            f"{name} holds no applications yet: below the header in row {best.header.row + 1} of "
            f'the sheet "{shown(best.grid.sheet)}" every row is empty. Fill it in, or name another '
            "sheet with --sheet."
        )
    if len(found) == 1:
        return best
    others = ", ".join(
        f'"{shown(c.grid.sheet)}" ({n_rows(c.grid, c.header.row + 1)} rows)'
        for c in found
        if c.grid is not best.grid
    )
    why = f'{len(found)} sheets could be the log; "{shown(best.grid.sheet)}" has the most of what '
    return Choice(best.grid, best.header, why + f"makes one. The others are not read: {others}.")


def _score(choice: Choice) -> float:
    """How much a table looks like a log: what its columns tell, and for how many rows."""
    columns = choice.header.columns
    core = sum(name in columns for name in _CORE) + 0.1 * len(columns)
    core += 0.2 * len(choice.header.wide)
    n = n_rows(choice.grid, choice.header.row + 1)
    name = choice.grid.sheet.casefold()
    weight = 1.15 if _GOOD_NAME.search(name) else 1.0
    weight *= 0.6 if _POOR_NAME.search(name) else 1.0
    return core * weight * math.log(n + 1)


def n_rows(grid: Grid, start: int = 0) -> int:
    """The rows of a sheet that hold anything."""
    return sum(
        any(not (isinstance(c, str) and not c.strip()) for c in row) for row in grid.rows[start:]
    )


def _refusal(looked_at: Sequence[Grid], settings: Settings, row: int | None) -> str:
    """The sentence for a file without a log: what was seen, and what would be needed."""
    filled = [g for g in looked_at if not is_blank(g)]
    if not filled:
        sheet = settings.sheet
        which = f'the sheet "{shown(sheet)}"' if sheet is not None else "every sheet"
        return f"holds nothing that could be a log: {which} is empty."
    grid = filled[0]
    seen = _what_it_is(grid)
    first = next(cells for cells in grid.rows if any(c != "" for c in cells))
    if row is not None:
        first = grid.rows[row] if row < len(grid.rows) else first
    cells = ", ".join(f'"{shown(c)}"' for c in [c for c in first if c != ""][:3])
    starts = f"row {row + 1} of " if row is not None else ""
    starts += f'the sheet "{shown(grid.sheet)}" starts with {cells or "nothing"}'
    if seen:
        return (
            f"is no log of applications: {seen}. It needs one row an application, below a header "
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
        return "it is turned on its side, with one column an application"
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
    from jobsearch.reading.spellings import SPELLINGS

    listed = {normal(s) for ways in SPELLINGS.values() for s in ways.split(",")}
    return listed | {normal(column.header) for column in APPLICATIONS.columns}
