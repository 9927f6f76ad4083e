"""Which sheet of a file holds the applications."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from jobsearch.errors import LogError
from jobsearch.reading.files.grid import Grid, is_blank_row
from jobsearch.reading.layout.headers import Header, find_header
from jobsearch.reading.vocabulary.lazy_pattern import late_pattern
from jobsearch.schema import APPLICATIONS, SETTINGS_SHEET, SHEETS, Sheet
from jobsearch.settings import Settings
from jobsearch.spelling import fold, normal
from jobsearch.wording import quote

_MOST_ROWS = 250_000
_CORE = ("company", "role", "applied_on", "status", "response_on")
_GOOD_NAME = late_pattern(r"applic|job|bewerb|candidat|postul|solicit|tracker|log\b|search|main")
_POOR_NAME = late_pattern(
    r"old|archiv|template|example|sample|dashboard|pivot|lists?\b|lookup|stat|summary|contact|"
    r"network|chart|reference|settings|copy|backup|vorlage|modele|plantilla|saved"
)


class Choice(NamedTuple):
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
            listed = ", ".join(f"{quote(g.sheet)}" for g in grids)
            raise LogError(f"{name} has no sheet {quote(settings.sheet)}. It has {listed}.")
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
    from jobsearch.reading.layout.not_a_log import refusal

    raise LogError(f"{name} {refusal(looked_at, settings, row)}")


def _check_row(choices: list[list[Grid]], row: int, name: str) -> None:
    grids = [g for chosen in choices for g in chosen]
    if grids and all(row >= len(g.rows) for g in grids):
        longest = max(grids, key=lambda g: len(g.rows))
        raise LogError(
            f"{name} has no row {row + 1} for the header: the sheet {quote(longest.sheet)} has "
            f"{len(longest.rows)} rows."
        )


def _best(found: list[Choice], name: str, *, is_asked: bool) -> Choice:
    best = found[0] if len(found) == 1 else max(found, key=_score)
    n = n_rows(best.grid, best.header.row + 1)
    if n > _MOST_ROWS:
        raise LogError(
            f"{name} has {n:,} rows on the sheet {quote(best.grid.sheet)}, more than any log. "
            "Save a copy that holds the log alone."
        )
    is_ours = is_named(best.grid, APPLICATIONS) or best.header.is_own
    if not n and not is_ours and not is_asked:
        raise LogError(
            f"{name} holds no applications yet: below the header in row {best.header.row + 1} of "
            f"the sheet {quote(best.grid.sheet)} every row is empty. Fill it in, or name another "
            "sheet with --sheet."
        )
    if len(found) == 1:
        return best
    others = ", ".join(
        f"{quote(c.grid.sheet)} ({count} {'row' if count == 1 else 'rows'})"
        for c in found
        for count in [n_rows(c.grid, c.header.row + 1)]
        if c.grid is not best.grid
    )
    why = f"{len(found)} sheets could be the log; {quote(best.grid.sheet)} has the most of what "
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
    return sum(not is_blank_row(row) for row in grid.rows[start:])
