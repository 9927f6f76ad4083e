"""
Older and other workbooks (.xls, .xlsb, .ods) → grids, by python-calamine in a process apart.

Nothing looks through these formats first, as guard.py does for .xlsx. A file that makes calamine
run out of memory or time ends that process and not this one.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

from jobsearch.reading.files.archive import DAMAGED, MOST_UNPACKED, PASSWORD, Archive, zipped
from jobsearch.reading.files.calamine_values import tidy
from jobsearch.reading.files.grid import Grid, Unusable
from jobsearch.reading.files.xml import DOCTYPE

_CHILD = Path(__file__).with_name("isolated_worker.py")
# A small file gets little: honest ones of 5 MB need a tenth of it.
_SMALL = 5_000_000
_SECONDS = {True: 8, False: 120}
_BYTES = {True: 700_000_000, False: 4_000_000_000}
_CELLS = {True: 2_000_000, False: 20_000_000}

_TOO_MUCH = (
    "needs more memory or time than any log does. Copy the log into a new workbook and save it as "
    ".xlsx."
)

# Calamine does not say which.
_UNREADABLE = (
    "cannot be read: it is damaged, or something stands far down and far right in it. Copy the log "
    "into a new workbook and save it as .xlsx."
)


def read_apart(data: bytes, *, is_zip: bool) -> list[Grid]:
    """
    The worksheets of a workbook, in its order, hidden ones included.

    Parameters
    ----------
    data : bytes
        The file.
    is_zip : bool
        Whether it is a zip file (.ods, .xlsb), which is checked as one first.

    Returns
    -------
    list of Grid
        As from `read_xlsx`; cells with an error are blank.

    Raises
    ------
    Unusable
        If it is damaged or protected, or needs more memory or time than any log.
    """
    if is_zip:
        data = _checked(data)
    is_small = len(data) < _SMALL
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_CHILD), str(_BYTES[is_small]), str(_CELLS[is_small])],
            input=data,
            capture_output=True,
            timeout=_SECONDS[is_small],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unusable(_TOO_MUCH) from error
    if done.returncode != 0:
        is_short = b"emory" in done.stderr or done.returncode < 0
        raise Unusable(_TOO_MUCH if is_short else _UNREADABLE)
    found = pickle.loads(done.stdout)
    if isinstance(found, str):
        raise Unusable({"password": PASSWORD, "large": _TOO_MUCH}.get(found, _UNREADABLE))
    if not found:
        raise Unusable("has no worksheet. Put the log on a sheet of its own and save the file.")
    grids = []
    for name, rows in found:
        broken: dict[str, str] = {}
        tidy(rows, broken)
        grids.append(Grid(name, rows, broken))
    return grids


def _checked(data: bytes) -> bytes:
    """The same zip file of parts that unpack to what they declare, and declare no harm."""
    archive = Archive(data)
    parts = {}
    for name in archive:
        part = archive.part(name)
        for number, piece in enumerate(part.pieces()):
            if number == 0 and b"<!DOCTYPE" in piece and not name.startswith("configurations"):
                raise Unusable(DOCTYPE)
            if name == "meta-inf/manifest.xml" and b"encryption-data" in piece:
                raise Unusable(PASSWORD)
        parts[archive.spelled(name)] = part
    if sum(part.size for part in parts.values()) > MOST_UNPACKED:
        raise Unusable(DAMAGED)
    return zipped(parts)
