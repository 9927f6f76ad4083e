"""How a person corrects the reading: options, a file beside the log, its Settings sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jobsearch.errors import LogError
from jobsearch.reading.files.grid import Grid
from jobsearch.reading.layout.headers import Header, find_header
from jobsearch.reading.problems import ProblemCode, Problems
from jobsearch.reading.settings_sheet import COLUMN_NAMES, STATUS_NAMES, read_settings
from jobsearch.schema import SETTINGS_SHEET, STATUSES
from jobsearch.settings import Settings, closes_too_early, setting_fields
from jobsearch.settings import sheet_name as name_of
from jobsearch.spelling import normal, plain
from jobsearch.wording import quote

_OPTIONS = {"sheet": "--sheet", "header_row": "--header-row", "day_first": "--day-first"}


@dataclass(frozen=True)
class Corrections:
    """
    What a person says of a file when it is read.

    ``columns`` maps our names to headers of the file, ``statuses`` words of the file to our stages
    and outcomes.
    """

    sheet: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    day_first: bool | None = None

    def checked(self) -> Corrections:
        """The same by our own names; LogError where one is none of them."""
        columns, statuses = {}, {}
        for name, header in self.columns.items():
            if normal(name) not in COLUMN_NAMES:
                known = ", ".join(COLUMN_NAMES.values())
                raise LogError(
                    f"{quote(name)} is not a column of Applications. The columns are {known}."
                )
            columns[COLUMN_NAMES[normal(name)]] = header
        for word, meaning in self.statuses.items():
            if normal(meaning) not in STATUS_NAMES:
                raise LogError(
                    f"{quote(word)} cannot mean {quote(meaning)}: that is not a stage "
                    f"or an outcome. Use one of {', '.join(STATUSES)}."
                )
            statuses[word] = STATUS_NAMES[normal(meaning)]
        return Corrections(self.sheet, self.header_row, columns, statuses, self.day_first)


@dataclass
class Gathered:
    """The settings that hold, and where each comes from that is no default."""

    settings: Settings
    given: dict[str, tuple[str, str]]
    used: Grid | None = None


def gather(
    grids: Sequence[Grid], asked: Corrections, beside: Grid | None, problems: Problems
) -> Gathered:
    """The option goes before the file beside the log, that before the sheet, that before ours."""
    found: dict[str, Any] = {"columns": {}, "statuses": {}}
    given: dict[str, tuple[str, str]] = {}
    sheet = next((g for g in grids if normal(g.sheet) == normal(SETTINGS_SHEET.name)), None)
    others = [g for g in grids if g is not sheet]
    for grid in (sheet, beside):
        if grid is not None and (header := _header(grid, problems)) is not None:
            _merge(found, given, read_settings(grid, header, others, problems), grid.sheet)
    if closes_too_early(found):
        # Each source by itself was in order.
        for name in ("follow_up_until_days", "follow_up_after_days"):
            found.pop(name, None)
            given.pop(name_of(setting_fields()[name]), None)
    told: dict[str, Any] = {"columns": asked.columns, "statuses": asked.statuses}
    for name in ("sheet", "header_row", "day_first"):
        if getattr(asked, name) is not None:
            told[name] = getattr(asked, name)
    _merge(found, given, told, "")
    return Gathered(Settings(**found), given, sheet)


def _header(grid: Grid, problems: Problems) -> Header | None:
    header = find_header(grid, SETTINGS_SHEET, {})
    if header is None:
        no_header(grid, "Setting and Value", problems)
    return header


def no_header(grid: Grid, needed: str, problems: Problems) -> None:
    """Say that a sheet of ours has no header, unless it is blank."""
    if not grid.is_blank:
        why = f"This sheet has no header row with {needed}. Nothing on it is used."
        problems.add(ProblemCode.NO_HEADER, grid.sheet, 1, 0, column="", value="", problem=why)


def _merge(
    found: dict[str, Any], given: dict[str, tuple[str, str]], new: dict[str, Any], where: str
) -> None:
    """Let `new` go before what was found so far; where "" is an option."""
    for name, value in new.items():
        if name in {"columns", "statuses"}:
            one = "column" if name == "columns" else "status"
            for key, said in value.items():
                found[name][normal(key) if name == "statuses" else key] = said
                given[f"{one}: {key}"] = (said, where or f"--{one}")
            continue
        found[name] = value
        option = _OPTIONS.get(name, "")
        if name == "day_first" and value is False:
            option = "--month-first"
        called = name.replace("_", " ")
        if name in setting_fields():
            called = name_of(setting_fields()[name])
        given[called] = (_shown(value), where or option)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value).removesuffix(" 00:00:00")


def check_columns(asked: Corrections, grid: Grid, header: Header, name: str) -> None:
    """LogError where a column that was asked for is not in the header."""
    for ours, text in asked.columns.items():
        if not any(plain(text) == plain(said) for said in header.texts if said):
            listed = ", ".join(f"{quote(said)}" for said in header.texts if said)
            raise LogError(
                f"{name} has no column {quote(text)} for {ours} in row {header.row + 1} of the "
                f"sheet {quote(grid.sheet)}. It has {listed}."
            )


def check_statuses(asked: Corrections, counts: Mapping[str, int], name: str) -> None:
    """LogError where a word that was asked for stands in no status."""
    there: Counter[str] = Counter()
    for word, n in counts.items():
        there[word] += n
    parts = {part for word in there for part in (normal(word), *normal(word).split())}
    for word in asked.statuses:
        if normal(word) not in parts and not any(normal(word) in normal(w) for w in there):
            often = sorted(there.items(), key=lambda pair: (-pair[1], pair[0]))[:12]
            listed = ", ".join(f"{quote(said)} ({n})" for said, n in often)
            raise LogError(
                f"{name} has no status {quote(word)}. It has {listed}."
                if listed
                else f"{name} has no status {quote(word)}, nor any other: name the column with "
                "--column status=HEADER."
            )
