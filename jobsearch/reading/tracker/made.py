"""Tables that have no sheet of their own, made from what the wide columns of a tracker tell."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pandas as pd

from jobsearch.log import TableReading
from jobsearch.reading.grid import Grid
from jobsearch.reading.headers import Header, find_header
from jobsearch.reading.problems import Problems
from jobsearch.reading.table import Table
from jobsearch.reading.tables import read_table
from jobsearch.reading.tracker.derive import Derived
from jobsearch.schema import FOLLOW_UPS, HISTORY, INTERVIEWS, Settings, Sheet

# Place in the table of applications, column → cell, column of the cell that it comes from.
Made = tuple[int, dict[str, object], int]


def add_made(
    tables: dict[str, Table], derived: Derived, header: Header, settings: Settings
) -> None:
    """Make the tables that the file has no sheet for; say in the reading what they came from."""
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
        if rows and table.reading is None:
            rows.sort(key=lambda row: (row[0], _day(row[1]), row[2]))
            tables[sheet.table] = _table(sheet, rows, applications, header, settings)
            for _, _, place in rows:
                told.setdefault(place, Counter())[sheet.name.lower()] += 1
    if derived.applied:
        for _, place in derived.applied.values():
            told.setdefault(place, Counter())["applied on"] += 1
    if derived.sent:
        for _, place in derived.sent.values():
            told.setdefault(place, Counter())["sent or not"] += 1
    reading = applications.reading
    if reading is not None:
        also = {
            header.texts[place]: ", ".join(f"{n} {what}" for what, n in counts.items())
            for place, counts in sorted(told.items())
            if place not in header.columns.values()
        }
        for wide in header.wide:
            also.setdefault(header.texts[wide.place], "nothing more")
        reading.also.update({k: v for k, v in also.items() if k not in reading.columns.values()})


def _day(cells: dict[str, object]) -> str:
    """What rows of one application are sorted by; undated ones come last."""
    day = next((c for c in cells.values() if isinstance(c, dt.date)), None)
    return "~" if day is None else day.isoformat()


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
    table.origin = [(numbers[position], place) for position, _, place in rows]
    table.headers = header.texts
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
