"""Corrections of the reading → NAME.settings.csv beside the log, in one step."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from jobsearch.errors import LogError
from jobsearch.reading import Corrections, settings_path
from jobsearch.reading.files.delimited import read_delimited
from jobsearch.reading.files.grid import Unusable
from jobsearch.schema import APPLICATIONS, SETTINGS_SHEET
from jobsearch.spelling import normal
from jobsearch.writing.file_safety import check_own, refusals, replace

_HEADERS = {column.name: column.header for column in APPLICATIONS.columns}
_MEANS = {
    "sheet": "The sheet with the applications.",
    "header row": "The row of its header.",
    "day first": "Does 01/12/2026 mean 1 December? Only where text dates leave it open.",
    "column": "The header of this column in the file.",
    "status": "What this word means: a stage or an outcome.",
}


def remember(path: Path, asked: Corrections) -> Path:
    """
    Write the corrections into the settings beside a log; what they do not name stays there.

    Parameters
    ----------
    path : Path
        The log, which is not touched.
    asked : Corrections

    Returns
    -------
    Path
        The file with the settings: NAME.settings.csv beside NAME.xlsx.

    Raises
    ------
    LogError
        If nothing is asked for, the log is the sample, or the file cannot be read or written.
    """
    asked = asked.checked()
    new: dict[str, str] = {}
    if asked.sheet is not None:
        new["sheet"] = asked.sheet
    if asked.header_row is not None:
        new["header row"] = str(asked.header_row)
    if asked.day_first is not None:
        new["day first"] = "yes" if asked.day_first else "no"
    new |= {f"column: {_HEADERS[name]}": header for name, header in asked.columns.items()}
    new |= {f"status: {word}": meaning for word, meaning in asked.statuses.items()}
    if not new:
        raise LogError(
            "--remember has nothing to remember. Use it with --sheet, --header-row, --column, "
            "--status, --day-first or --month-first."
        )
    check_own(path)
    target = settings_path(path)
    header = [column.header for column in SETTINGS_SHEET.columns]
    rows = _kept(target, new, header)
    rows += [[name, value, _MEANS[name.partition(":")[0]]] for name, value in new.items()]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    with refusals(target):
        replace(target, out.getvalue().encode())
    return target


def _kept(target: Path, new: dict[str, str], header: list[str]) -> list[list[str]]:
    """The rows that are there already, without those that are said anew."""
    if not target.exists():
        return []
    try:
        rows = read_delimited(target.read_bytes(), target.name).rows
    except Unusable as why:
        raise LogError(f"{target.name} {why} Nothing was written.") from why
    replaced = {normal(name) for name in new} | {normal(header[0])}
    return [
        [str(cell) for cell in row]
        for row in rows
        if row and any(row) and normal(row[0]) not in replaced
    ]
