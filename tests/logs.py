"""Logs made in memory, through the same road as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from jobsearch import Log
from jobsearch.reading import log_from_grids
from jobsearch.reading.files.grid import Grid
from jobsearch.schema import APPLICATIONS, FOLLOW_UPS, HISTORY, INTERVIEWS, SETTINGS_SHEET, Sheet

Row = Mapping[str, object]
ACME: Row = {"Company": "Acme", "Role": "Dev", "Applied on": "2025-01-10"}
BOLT: Row = {"Company": "Bolt", "Role": "Ops", "Applied on": "2025-01-20"}
MEETING: Row = {"Application": "Acme", "Ended at": "2025-02-03 15:00", "Interviewer": "Ann"}

NAME_IT = "Write the ID, the company or Company / Role."
Said = list[tuple[str, str, str, str]]


def said(log: Log) -> Said:
    """The problems of a log: where, header, value, problem."""
    return [
        (f"{p.sheet}!{p.cell}", p.column, p.value, p.problem)
        for p in log.problems.itertuples(index=False)
    ]


def facts(log: Log) -> list[tuple[str, str, str, str, str, int]]:
    """The events of a log: application, what, when, who, where."""
    return [
        (e.application, e.what, "" if pd.isna(e.at) else str(e.at), e.by, e.sheet, e.row)
        for e in log.events.itertuples(index=False)
    ]


def make_log(
    applications: Sequence[Row] = (),
    interviews: Sequence[Row] = (),
    follow_ups: Sequence[Row] = (),
    history: Sequence[Row] = (),
    settings: Mapping[str, object] | None = None,
) -> Log:
    """The log of a workbook with these rows, given as header → text; other cells are blank."""
    return log_from_grids(
        make_grids(applications, interviews, follow_ups, history, settings), path="log.xlsx"
    )


def make_grids(
    applications: Sequence[Row] = (),
    interviews: Sequence[Row] = (),
    follow_ups: Sequence[Row] = (),
    history: Sequence[Row] = (),
    settings: Mapping[str, object] | None = None,
) -> list[Grid]:
    """The workbook's sheets as grids."""
    pairs = [{"Setting": k, "Value": v} for k, v in (settings or {}).items()]
    return [
        grid(APPLICATIONS, applications),
        grid(INTERVIEWS, interviews),
        grid(FOLLOW_UPS, follow_ups),
        grid(HISTORY, history),
        grid(SETTINGS_SHEET, pairs),
    ]


def grid(sheet: Sheet, rows: Sequence[Row]) -> Grid:
    """One sheet: our headers, then those that only the rows have, then the rows."""
    headers = [c.header for c in sheet.columns]
    headers += sorted({name for row in rows for name in row} - set(headers))
    return Grid(
        sheet.name, [list(headers), *[[row.get(h, "") for h in headers] for row in rows]], {}
    )
