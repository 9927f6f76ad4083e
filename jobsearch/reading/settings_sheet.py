"""The rows of a Settings sheet; what cannot be used is a problem, and the default is used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jobsearch.reading.files.grid import Grid
from jobsearch.reading.layout.headers import ROWS_SEARCHED, Header
from jobsearch.reading.problems import ProblemCode, Problems
from jobsearch.reading.vocabulary.cell_values import is_empty
from jobsearch.schema import APPLICATIONS, STATUSES
from jobsearch.settings import (
    RETIRED,
    ImpossibleValue,
    closes_too_early,
    parse_row_number,
    parse_setting,
    setting_fields,
    sheet_name,
    unknown_setting,
)
from jobsearch.spelling import fold, normal, plain
from jobsearch.wording import quote

COLUMN_NAMES = {normal(column.header): column.name for column in APPLICATIONS.columns}
STATUS_NAMES = {normal(word): word for word in STATUSES}


def read_settings(
    grid: Grid, header: Header, grids: Sequence[Grid], problems: Problems
) -> dict[str, Any]:
    """
    The settings of one sheet, by Python name; ``columns`` and ``statuses`` are dicts.

    The headers that `column:` may name, and the sheets, are in the other `grids`.
    """
    by_name = {normal(sheet_name(f)): f for f in setting_fields().values()}
    found: dict[str, Any] = {"columns": {}, "statuses": {}}
    name_at, value_at = header.columns["setting"], header.columns["value"]
    for row, cells in enumerate(grid.rows[header.row + 1 :], start=header.row + 2):
        name, value = (cells[at] if at < len(cells) else "" for at in (name_at, value_at))
        if is_empty(name):
            continue
        kind, _, word = map(str.strip, str(name).partition(":"))
        key = normal(name)
        is_known = key in by_name or key in _OF_THE_FILE
        if key in RETIRED and is_empty(value):
            continue  # an empty row of a workbook that an earlier version made
        if not is_known and not (word and normal(kind) in _MAPPINGS):
            why = unknown_setting(name, {n: sheet_name(f) for n, f in by_name.items()})
            problems.add(
                ProblemCode.UNKNOWN_SETTING, grid.sheet, row, name_at,
                column="Setting", value=name, problem=why,
            )  # fmt: skip
        elif not is_empty(value):
            try:
                if key in by_name:
                    found[by_name[key].name] = parse_setting(by_name[key], value)
                elif key in _OF_THE_FILE:
                    found[key.replace(" ", "_")] = _OF_THE_FILE[key](value, grids)
                else:
                    plural, read = _MAPPINGS[normal(kind)]
                    ours, theirs = read(word, value, grids)
                    found[plural][ours] = theirs
            except ImpossibleValue as takes:
                why = f"{quote(name)} cannot be {quote(value)}. Write {takes}. "
                problems.add(
                    ProblemCode.IMPOSSIBLE_SETTING, grid.sheet, row, value_at,
                    column="Value", value=value, problem=why + "The default is used.",
                )  # fmt: skip
    if closes_too_early(found):
        problems.add(
            ProblemCode.IMPOSSIBLE_SETTING, grid.sheet, header.row + 1, value_at,
            column="Value", value="",
            problem="The window for a follow-up would close before it opens: follow up until days "
            "is less than follow up after days. Both defaults are used.",
        )  # fmt: skip
        found = {name: value for name, value in found.items() if not name.startswith("follow_up_")}
    return found


def _sheet(value: object, grids: Sequence[Grid]) -> str:
    names = [g.sheet for g in grids if fold(g.sheet) == fold(value)]
    if not names:
        listed = ", ".join(quote(g.sheet) for g in grids)
        raise ImpossibleValue(f"the name of a sheet of this file ({listed})")
    return names[0]


def _header_row(value: object, _: Sequence[Grid]) -> int:
    return parse_row_number(value)


def _column(word: str, value: object, grids: Sequence[Grid]) -> tuple[str, str]:
    if normal(word) not in COLUMN_NAMES:
        raise ImpossibleValue("the name of a column of Applications after the colon")
    rows = (row for grid in grids for row in grid.rows[:ROWS_SEARCHED])
    if not any(isinstance(c, str) and plain(c) == plain(str(value)) for r in rows for c in r):
        raise ImpossibleValue("a header of this file")
    return COLUMN_NAMES[normal(word)], str(value).strip()


def _status(word: str, value: object, _: Sequence[Grid]) -> tuple[str, str]:
    if normal(value) not in STATUS_NAMES:
        raise ImpossibleValue("a stage or an outcome")
    return normal(word), STATUS_NAMES[normal(value)]


_OF_THE_FILE = {"sheet": _sheet, "header row": _header_row}
_MAPPINGS = {"column": ("columns", _column), "status": ("statuses", _status)}
