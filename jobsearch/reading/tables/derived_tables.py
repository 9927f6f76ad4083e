"""What the wide columns of a tracker tell, as rows of the tables that other sheets may have."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter

import numpy as np
import pandas as pd

from jobsearch.log import TableReading
from jobsearch.reading.files.grid import Grid
from jobsearch.reading.layout.headers import Header, find_header
from jobsearch.reading.problems import Problems
from jobsearch.reading.tables.read_table import read_table
from jobsearch.reading.tables.typed_table import Origin, Table
from jobsearch.reading.tables.wide_to_long import Derived
from jobsearch.schema import FOLLOW_UPS, HISTORY, INTERVIEWS, LAST_ROW, Sheet
from jobsearch.settings import Settings

# What a row of each sheet is called where it is counted.
_CALLED = {"Interviews": "interview", "Follow-ups": "follow-up", "History": "word of history"}
_MEETINGS = ("screening", "interview")
_NO_DAY = "~"  # behind all days
# Place in the table of applications, column → cell, column of the cell that it comes from.
Made = tuple[int, dict[str, object], int]


def add_made(
    tables: dict[str, Table], derived: Derived, header: Header, settings: Settings
) -> None:
    """
    Make the tables that the file has no sheet for, and add to the others what their sheets lack.

    The reading says what they came from.
    """
    applications = tables["applications"]
    made: dict[Sheet, list[Made]] = {
        INTERVIEWS: [
            (p, {"Round": what, "Ended at": day}, place)
            for p, what, day, place in derived.interviews
        ],
        FOLLOW_UPS: [(p, {"Sent at": day}, place) for p, day, place in derived.follow_ups],
        HISTORY: [
            (p, {"On": "" if day is None else day, "What": what}, place)
            for p, what, day, place in derived.history
        ],
    }
    told: dict[int, Counter[str]] = {}
    for sheet, rows in made.items():
        table = tables[sheet.table]
        if table.reading is not None:
            rows = _not_told(rows, tables, sheet)
        if rows:
            rows.sort(key=lambda row: (row[0], _day(row[1]), row[2]))
            new = _table(sheet, rows, applications, header, settings)
            tables[sheet.table] = new if table.reading is None else _joined(table, new)
            for _, _, place in rows:
                told.setdefault(place, Counter())[_CALLED[sheet.name]] += 1
    if derived.applied:
        for _, place in derived.applied.values():
            told.setdefault(place, Counter())["day of applying"] += 1
    if derived.sent:
        for _, place in derived.sent.values():
            told.setdefault(place, Counter())["answer to whether it was sent"] += 1
    reading = applications.reading
    if reading is not None:
        also = {
            header.texts[place]: ", ".join(_counted(n, what) for what, n in counts.items())
            for place, counts in sorted(told.items())
            if place not in header.columns.values()
        }
        for wide in header.wide:
            also.setdefault(header.texts[wide.place], "nothing more")
        reading.also.update({k: v for k, v in also.items() if k not in reading.columns.values()})


def _not_told(rows: list[Made], tables: dict[str, Table], sheet: Sheet) -> list[Made]:
    """Those that the sheet of this kind, or for a meeting the one of interviews, does not have."""
    keys = tables["applications"].rows["application"].tolist()
    on_sheet = _told(tables[sheet.table])
    if sheet is HISTORY:
        met = _told(tables["interviews"])
        on_sheet |= {(key, what, day) for what in _MEETINGS for key, _, day in met}
    dated = {(key, what) for key, what, _ in on_sheet}
    return [
        (position, cells, place)
        for position, cells, place in rows
        for key, what, day in [(keys[position], _what(cells), _day(cells))]
        if (key, what, day) not in on_sheet and (day != _NO_DAY or (key, what) not in dated)
    ]


def _told(table: Table) -> set[tuple[str, str, str]]:
    """Application, word and day of each row of a table; only those of History have a word."""
    column = {"interviews": "ended_at", "follow_ups": "sent_at", "history": "on"}
    rows = table.rows
    days = rows[column[table.sheet.table]].dt.strftime("%Y-%m-%d").fillna(_NO_DAY)
    words = rows["what"].astype("str").fillna("") if "what" in rows else [""] * len(rows)
    return set(zip(rows["application"], words, days, strict=True))


def _joined(table: Table, new: Table) -> Table:
    """A table of a sheet, and behind its rows those that other columns tell of."""
    n = len(table.rows)
    return dataclasses.replace(
        table,
        rows=pd.concat([table.rows, new.rows], ignore_index=True),
        wrong={name: np.r_[table.wrong[name], new.wrong[name]] for name in table.wrong},
        raw={name: [*table.raw[name], *new.raw[name]] for name in table.raw},
        origin=[*[None] * n, *new.origin],
    )


def _counted(n: int, what: str) -> str:
    first, *rest = what.split()
    return " ".join([f"{n:,}", first if n == 1 else f"{first}s", *rest])


def _what(cells: dict[str, object]) -> str:
    return str(cells.get("What", ""))


def _day(cells: dict[str, object]) -> str:
    """What rows of one application are sorted by; undated ones come last."""
    day = next((c for c in cells.values() if isinstance(c, dt.date)), None)
    return _NO_DAY if day is None else day.isoformat()[:10]


def _table(
    sheet: Sheet, rows: list[Made], applications: Table, header: Header, settings: Settings
) -> Table:
    headers = [column.header for column in sheet.columns]
    keys = applications.rows["application"].tolist()
    lines = [
        [{"Application": keys[position], **cells}.get(h, "") for h in headers]
        for position, cells, _ in rows
    ]
    grid = Grid(applications.name, [list(headers), *lines], {})
    found = find_header(grid, sheet, {})
    assert found is not None
    table = read_table(grid, found, sheet, settings, Problems())
    numbers = applications.rows["row"].tolist()
    table.origin = [
        Origin(applications.name, numbers[position], place, header.texts[place])
        for position, _, place in rows
    ]
    # No row of any sheet has such a number.
    table.rows["row"] = LAST_ROW + 1 + np.arange(len(rows))
    table.rows["application"] = pd.array([keys[position] for position, _, _ in rows], dtype="str")
    table.reading = TableReading(
        sheet=f"{applications.name} ({sheet.name.lower()})",
        table=sheet.table,
        header_row=header.row + 1,
        n_rows=len(rows),
        n_set_aside=0,
        columns={},
        not_used=(),
        n_read=len(rows),
        made_from=applications.name,
    )
    return table
