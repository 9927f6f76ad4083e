"""A file on disk → `Log`."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import os
from pathlib import Path

import numpy as np

from jobsearch.log import Log, LogError, Reading
from jobsearch.reading.checks import check_answers, check_tables, check_zone
from jobsearch.reading.events import last_logged_on, make_events
from jobsearch.reading.files import grids_of, read_content
from jobsearch.reading.grid import Grid
from jobsearch.reading.headers import Header, find_header
from jobsearch.reading.keys import add_application_keys, add_interview_keys, add_references
from jobsearch.reading.problems import Problems, shown
from jobsearch.reading.settings import read_settings
from jobsearch.reading.tables import Table, empty_table, read_table
from jobsearch.reading.words import fold, is_assessment, normal
from jobsearch.schema import APPLICATIONS, SETTINGS_SHEET, SHEETS, Settings, Sheet


def read_log(path: str | os.PathLike[str], *, sheet: str | None = None) -> Log:
    """
    Read an application log from a spreadsheet.

    Parameters
    ----------
    path : str or PathLike
        The kit's workbook or another one-sheet log: .xlsx or .csv.
    sheet : str, optional
        The sheet that holds the applications, where it is not the one that would be chosen.

    Returns
    -------
    Log
        The tables, events, settings, problems, and how the file was understood.

    Raises
    ------
    LogError
        If the file cannot be used: one sentence that says why, and what to do.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> [table.table for table in log.reading.tables]
    ['applications', 'interviews', 'follow_ups', 'history']
    """
    data = read_content(path)
    grids = grids_of(data, path)
    digest = hashlib.sha256(data).hexdigest()
    return log_from_grids(grids, path=os.fspath(path), sheet=sheet, digest=digest)


def log_from_grids(
    grids: list[Grid], *, path: str, sheet: str | None = None, digest: str = ""
) -> Log:
    """The Log of sheets that are in memory already; as `read_log`."""
    problems = Problems()
    settings, settings_grid = _settings(grids, problems)
    today = dt.date.today()
    if settings.as_of is not None:
        today = max(today, settings.as_of.date())
    grid, header = _applications(grids, Path(path).name, sheet, settings)

    tables = {"applications": read_table(grid, header, APPLICATIONS, settings, problems)}
    _set_aside(tables["applications"])
    add_application_keys(tables["applications"], problems)
    used = [grid.sheet] + ([settings_grid.sheet] if settings_grid else [])
    for kind in SHEETS[1:]:
        table = None
        other = next((g for g in grids if g is not grid and _is_named(g, kind)), None)
        if other is not None:
            used.append(other.sheet)
            if (found := find_header(other, kind, {})) is not None:
                table = read_table(other, found, kind, settings, problems)
            else:
                _no_header(other, kind.columns[0].header, problems)
        table = table or empty_table(kind)
        add_references(table, tables["applications"].rows, problems)
        tables[kind.table] = table

    applications, interviews = tables["applications"], tables["interviews"]
    # Sent, on a day that is known or on one that cannot be read.
    applications.rows["is_sent"] = (
        applications.rows["applied_on"].notna() | applications.wrong["applied_on"]
    )
    add_interview_keys(interviews.rows)
    _add_facts(interviews)
    rows = {name: table.rows for name, table in tables.items()}
    events = make_events(
        **rows,
        unreadable=tables["applications"].wrong,
        sheets={name: table.name for name, table in tables.items()},
    )
    check_tables(tables, today=today, problems=problems)
    check_answers(tables, events, problems)
    if settings.time_zone:
        check_zone(interviews, ("ended_at", "thanked_at"), settings.time_zone, problems)
    assumed = tuple(a for table in tables.values() for a in table.assumed)
    return Log(
        **rows,
        events=events,
        settings=settings,
        problems=problems.table([g.sheet for g in grids]),
        reading=Reading(
            path=path,
            tables=tuple(t.reading for t in tables.values() if t.reading is not None),
            other_sheets=tuple(g.sheet for g in grids if g.sheet not in used),
            assumed=assumed,
            digest=digest,
        ),
        last_logged_on=last_logged_on(events, today),
    )


def _settings(grids: list[Grid], problems: Problems) -> tuple[Settings, Grid | None]:
    grid = next((g for g in grids if _is_named(g, SETTINGS_SHEET)), None)
    if grid is None:
        return Settings(), None
    header = find_header(grid, SETTINGS_SHEET, {})
    if header is None:
        _no_header(grid, "Setting and Value", problems)
        return Settings(), grid
    return read_settings(grid, header, [g for g in grids if g is not grid], problems), grid


def _no_header(grid: Grid, needed: str, problems: Problems) -> None:
    if not _is_blank(grid):
        why = f"This sheet has no header row with {needed}. Nothing on it is used."
        problems.add(grid.sheet, 1, 0, column="", value="", problem=why)


def _is_named(grid: Grid, sheet: Sheet) -> bool:
    return normal(grid.sheet) == normal(sheet.name)


def _is_blank(grid: Grid) -> bool:
    return all(cell == "" for row in grid.rows for cell in row)


def _applications(
    grids: list[Grid], name: str, sheet: str | None, settings: Settings
) -> tuple[Grid, Header]:
    """The sheet that holds the applications: the one asked for, ours, else the best fit."""
    if sheet is not None:
        wanted = [g for g in grids if fold(g.sheet) == fold(sheet)]
        if not wanted:
            listed = ", ".join(f'"{shown(g.sheet)}"' for g in grids)
            raise LogError(f'{name} has no sheet "{shown(sheet)}". It has {listed}.')
        choices = [wanted]
    else:
        others = [g for g in grids if not any(_is_named(g, s) for s in (*SHEETS, SETTINGS_SHEET))]
        choices = [[g for g in grids if _is_named(g, APPLICATIONS)], others]
    for chosen in choices:
        found = [(g, find_header(g, APPLICATIONS, settings.columns)) for g in chosen]
        fitting = [(g, h) for g, h in found if h is not None]
        if fitting:
            return max(fitting, key=lambda f: (len(f[1].columns), len(f[0].rows)))
    looked_at = choices[0] if sheet is not None else [*choices[0], *choices[-1], *grids]
    filled = [g for g in looked_at if not _is_blank(g)]
    if not filled:
        which = "every sheet" if sheet is None else f'the sheet "{shown(sheet)}"'
        raise LogError(f"{name} holds nothing that could be a log: {which} is empty.")
    first = next(row for row in filled[0].rows if any(c != "" for c in row))
    cells = ", ".join(f'"{shown(c)}"' for c in [c for c in first if c != ""][:3])
    raise LogError(
        f"{name} has no table that could be a log of applications. It needs a header row with "
        f"Company or Role, and with Applied on, Response on or Status; "
        f'the sheet "{shown(filled[0].sheet)}" starts with {cells}.'
    )


def _set_aside(table: Table) -> None:
    """Rows that hold nothing an application is known by: padding, a total, a stray number."""
    keep = table.wrong["applied_on"].copy()
    for column in ("company", "role", "applied_on", "response_on", "status"):
        keep |= table.rows[column].notna().to_numpy()
    if keep.all():
        return
    if table.reading is not None:
        aside = int((~keep).sum())
        table.reading = dataclasses.replace(table.reading, n_set_aside=aside)
    table.rows = table.rows[keep].reset_index(drop=True)
    table.wrong = {name: wrong[keep] for name, wrong in table.wrong.items()}


def _add_facts(interviews: Table) -> None:
    """
    Three facts that the measures ask for.

    ``owes_thanks``: anything but an assessment without a person; ``is_thanked``: a thank-you is
    logged, with or without a day that can be read; ``is_held_some_day``: it was held, nobody knows
    when (without a day, and not thanked, it may still lie ahead).
    """
    rows = interviews.rows
    rounds = rows["round"].fillna("").tolist()
    is_known = {name: is_assessment(name) for name in set(rounds)}
    assessment = np.array([is_known[name] for name in rounds], dtype=bool)
    rows["owes_thanks"] = ~(assessment & rows["interviewer"].isna())
    rows["is_thanked"] = (
        rows["thanked_at"].notna() | rows["thanked_by"].notna() | interviews.wrong["thanked_at"]
    )
    rows["is_held_some_day"] = interviews.wrong["ended_at"] | (
        rows["ended_at"].isna() & rows["is_thanked"]
    )


__all__ = ["Sheet", "log_from_grids", "read_log"]
