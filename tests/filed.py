"""A file written and read: its grids, or the sentence that refuses it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobsearch.errors import LogError
from jobsearch.reading.files import read_grids
from jobsearch.reading.files.grid import Grid

DAMAGED = (
    "is damaged and cannot be read. Open it in a spreadsheet program, which may repair it, and "
    "save a copy."
)
CUT_OFF = "is not complete: its end is missing. Copy or download it again."
PASSWORD = (
    "is protected with a password. Remove the password in your spreadsheet program and save a copy."
)
DOCTYPE = (
    "declares a document type, which no spreadsheet program writes and which can do harm. Save a "
    "copy in your spreadsheet program and give that."
)


def read(tmp_path: Path, data: bytes, name: str = "log.xlsx") -> list[Grid]:
    path = tmp_path / name
    path.write_bytes(data)
    return read_grids(path)


def refused(tmp_path: Path, data: bytes, name: str = "log.xlsx") -> str:
    with pytest.raises(LogError) as caught:
        read(tmp_path, data, name)
    return str(caught.value)
