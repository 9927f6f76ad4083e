"""The Settings sheet → `Settings`: what cannot be used is a problem, and its default holds."""

from __future__ import annotations

import dataclasses
import datetime as dt
import zoneinfo
from collections.abc import Mapping, Sequence
from dataclasses import Field
from typing import Any

import pandas as pd

from jobsearch.errors import LogError
from jobsearch.reading.files.grid import Grid
from jobsearch.reading.layout.headers import ROWS_SEARCHED, Header
from jobsearch.reading.problems import ProblemCode, Problems, shown
from jobsearch.reading.vocabulary.cell_values import fold, is_empty, is_flag, is_yes, normal, plain
from jobsearch.schema import APPLICATIONS, FIRST_YEAR, LAST_YEAR, STATUSES
from jobsearch.settings import Settings, setting_fields, sheet_name

_COLUMNS = {normal(c.header): c.name for c in APPLICATIONS.columns}
_WORDS = {normal(word): word for word in STATUSES}


class _Impossible(ValueError):
    """What a setting takes, for the message."""


def read_settings(
    grid: Grid, header: Header, grids: Sequence[Grid], problems: Problems
) -> dict[str, Any]:
    """
    The settings of one sheet, by Python name; ``columns`` and ``statuses`` are dicts.

    The headers that `column:` may name, and the sheets, are in the other `grids`.
    """
    names = {normal(sheet_name(f)): f for f in setting_fields().values()}
    found: dict[str, Any] = {"columns": {}, "statuses": {}}
    name_at, value_at = header.columns["setting"], header.columns["value"]
    for row, cells in enumerate(grid.rows[header.row + 1 :], start=header.row + 2):
        said = cells[name_at] if name_at < len(cells) else ""
        value = cells[value_at] if value_at < len(cells) else ""
        if is_empty(said):
            continue

        kind, _, word = str(said).partition(":")
        try:
            if word and normal(kind) in {"column", "status"}:
                _read_mapping(found, normal(kind), word.strip(), value, grids)
            elif normal(said) in {"sheet", "header row"}:
                _read_place(found, normal(said), value, grids)
            elif (setting := names.get(normal(said))) is None:
                near = _nearest(normal(said), {n: sheet_name(f) for n, f in names.items()})
                why = f'"{shown(said)}" is not a setting.{near}'
                problems.add(
                    ProblemCode.UNKNOWN_SETTING, grid.sheet, row, name_at,
                    column="Setting", value=said, problem=why,
                )  # fmt: skip
            elif not is_empty(value):
                found[setting.name] = _read(setting, value)
        except _Impossible as takes:
            why = (
                f'"{shown(value)}" cannot be "{shown(said)}": it takes {takes}. The default holds.'
            )
            problems.add(
                ProblemCode.IMPOSSIBLE_SETTING, grid.sheet, row, value_at,
                column="Value", value=value, problem=why,
            )  # fmt: skip
    if found.get("follow_up_until_days", 10) < found.get("follow_up_after_days", 3):
        problems.add(
            ProblemCode.IMPOSSIBLE_SETTING,
            grid.sheet,
            header.row + 1,
            value_at,
            column="Value",
            value="",
            problem="The window for a follow-up ends before it opens: follow up until days is less "
            "than follow up after days. Both defaults hold.",
        )
        found.pop("follow_up_until_days", None)
        found.pop("follow_up_after_days", None)
    return found


def _read_place(found: dict[str, Any], name: str, value: object, grids: Sequence[Grid]) -> None:
    if is_empty(value):
        return
    if name == "header row":
        found["header_row"] = _whole(value, 1, 1_048_576, "the number of a row")
        return
    names = [g.sheet for g in grids if fold(g.sheet) == fold(value)]
    if not names:
        listed = ", ".join(f'"{shown(g.sheet)}"' for g in grids)
        raise _Impossible(f"the name of a sheet of this file ({listed})")
    found["sheet"] = names[0]


def check_settings(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    """`settings` with `changes` by Python name; LogError where one is unknown or impossible."""
    known = setting_fields()
    new: dict[str, Any] = {}
    for name, value in changes.items():
        if name in {"columns", "statuses", "day_first", "sheet", "header_row"}:
            raise LogError(f"{name} is read with the file: set it on its Settings sheet.")
        if name not in known:
            near = _nearest(normal(name), {normal(n): n for n in known})
            raise LogError(f'"{name}" is not a setting.{near}')
        try:
            new[name] = known[name].default if value is None else _read(known[name], value)
        except _Impossible as takes:
            raise LogError(f'"{shown(value)}" cannot be {name}: it takes {takes}.') from None
    changed = dataclasses.replace(settings, **new)
    if changed.follow_up_until_days < changed.follow_up_after_days:
        raise LogError("The window for a follow-up ends before it opens.")
    return changed


def _nearest(said: str, names: Mapping[str, str]) -> str:
    import difflib

    near = difflib.get_close_matches(said, names, n=1)
    return f' Did you mean "{names[near[0]]}"?' if near else ""


def _read_mapping(
    found: dict[str, Any], kind: str, word: str, value: object, grids: Sequence[Grid]
) -> None:
    if is_empty(value):
        return
    if kind == "column":
        if normal(word) not in _COLUMNS:
            raise _Impossible("the name of a column of Applications after the colon")
        rows = (row for grid in grids for row in grid.rows[:ROWS_SEARCHED])
        if not any(isinstance(c, str) and plain(c) == plain(str(value)) for r in rows for c in r):
            raise _Impossible("a header of this file")
        found["columns"][_COLUMNS[normal(word)]] = str(value).strip()
    else:
        meaning = _WORDS.get(normal(value))
        if meaning is None:
            raise _Impossible("a stage or an outcome")
        found["statuses"][normal(word)] = meaning


def _read(setting: Field[Any], value: object) -> Any:
    return _READERS[setting.metadata["kind"]](value)


def _moment(value: object) -> pd.Timestamp:
    try:
        if isinstance(value, str):
            value = dt.datetime.fromisoformat(value.strip())
        if not isinstance(value, dt.date) or getattr(value, "tzinfo", None) is not None:
            raise ValueError
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise ValueError
    except ValueError:
        raise _Impossible("a day like 2026-03-14") from None
    return pd.Timestamp(value).as_unit("us")


def _zone(value: object) -> str:
    name = str(value).strip()
    try:
        return zoneinfo.ZoneInfo(name).key
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        raise _Impossible("a time zone like Europe/Berlin") from None


def _addresses(value: object) -> tuple[str, ...]:
    words = value if isinstance(value, (tuple, list)) else str(value).replace(";", ",").split(",")
    addresses = tuple(str(w).strip().casefold() for w in words if str(w).strip())
    if not all("@" in a and " " not in a for a in addresses):
        raise _Impossible("e-mail addresses, with commas between")
    return addresses


def _yes_no(value: object) -> bool:
    if not is_flag(value):
        raise _Impossible("yes or no")
    return is_yes(value)


def _number(value: object) -> float:
    if isinstance(value, (bool, dt.date)):
        raise ValueError
    number = float(str(value).strip().rstrip("%").replace(",", "."))
    return number / 100 if str(value).strip().endswith("%") else number


def _whole(value: object, least: int, most: int, takes: str) -> int:
    try:
        number = _number(value)
        if number != int(number) or not least <= number <= most:
            raise ValueError
    except (ValueError, OverflowError):
        raise _Impossible(takes) from None
    return int(number)


def _days(value: object) -> int:
    return _whole(value, 0, 3650, "a whole number of days from 0 to 3650")


def _count(value: object) -> int:
    return _whole(value, 1, 1_000_000, "a whole number from 1")


def _hours(value: object) -> float:
    try:
        number = _number(value)
        if not 0 < number <= 24 * 365:
            raise ValueError
    except ValueError:
        raise _Impossible("a number of hours above 0") from None
    return number


def _chance(value: object) -> float:
    try:
        number = _number(value)
        if not 0 < number < 1:
            raise ValueError
    except ValueError:
        raise _Impossible("a chance between 0 and 1") from None
    return number


_READERS = {
    "moment": _moment,
    "zone": _zone,
    "addresses": _addresses,
    "yes or no": _yes_no,
    "hours": _hours,
    "days": _days,
    "count": _count,
    "chance": _chance,
}
