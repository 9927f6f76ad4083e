"""A log's file, workbook or text, opened to write into, and the same file with cells changed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from jobsearch.errors import LogError
from jobsearch.reading.files.formats import WRITABLE
from jobsearch.reading.files.grid import Unusable
from jobsearch.writing.csv_text import Delimited
from jobsearch.writing.workbook.edit import CellEdit, EditResult, edit_workbook
from jobsearch.writing.workbook.workbook import NewRow, WritableWorkbook

Book = WritableWorkbook | Delimited


def open_file(path: str | os.PathLike[str], data: bytes) -> Book:
    """
    The file as something to write into.

    Raises
    ------
    LogError
        If it is of a kind that is not written into: what to do instead.
    """
    path = Path(path)
    if not data:
        raise LogError(
            f"{path.name} is empty: it has 0 bytes. Look for another copy of it. Nothing was "
            "written."
        )
    suffix = path.suffix.lower()
    is_workbook = data.startswith(b"PK")
    if suffix not in WRITABLE or is_workbook == (suffix == ".csv"):
        raise LogError(
            f"jobsearch writes only to .xlsx, .xlsm and .csv files, and {path.name} is none of "
            "them. Nothing was written. Save it as .xlsx in your spreadsheet program and use that "
            "from now on."
        )
    try:
        return WritableWorkbook(data, path.name) if is_workbook else Delimited(data, path.name)
    except Unusable as why:
        raise LogError(f"{path.name} {why} Nothing was written.") from why


def edit_file(
    book: Book, edits: Sequence[CellEdit], rows: Sequence[tuple[str, NewRow]], header_row: int
) -> EditResult:
    """The file after these edits; `rows` are the new ones among them, by sheet."""
    if isinstance(book, Delimited):
        return book.edit(edits, [row for _, row in rows], header_row)
    return edit_workbook(book, edits, rows)
