"""Delimited text (.csv) → `Grid`. Cells stay text: what they mean is decided further on."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice

from jobsearch.reading.files.encodings import decode
from jobsearch.reading.files.grid import Grid, Unusable
from jobsearch.schema import LAST_COLUMN, LAST_ROW

_DELIMITERS = (",", ";", "\t", "|")
# How much of the text is looked at to find the header line.
_HEAD = 1 << 16
# A last record that only a quotation mark without its partner can swallow.
_END = "the end of the file"


def read_delimited(data: bytes, name: str) -> Grid:
    r"""
    The grid of a text file with one record a row.

    Parameters
    ----------
    data : bytes
        The file: UTF-8, UTF-16, else Windows-1252 or what else the bytes fit, which is noted.
    name : str
        Its name, which becomes the sheet's.

    Returns
    -------
    Grid
        Cells are str, without blanks around them; row numbers count records, as a spreadsheet
        program does, blank ones and a first line ``sep=;`` included.

    Raises
    ------
    Unusable
        If it is no text, holds nothing, or a quotation mark is never closed.

    Examples
    --------
    >>> read_delimited(b"Company;Role\nAcme; Analyst\n", "log.csv").rows
    [['Company', 'Role'], ['Acme', 'Analyst']]
    """
    text, notes = decode(data)
    if "\0" in text:
        raise Unusable(
            "is not a spreadsheet: it holds neither a workbook nor text. Give an .xlsx or .csv "
            "file."
        )
    if not text.strip():
        raise Unusable("is empty: it holds nothing but blanks. Look for another copy of it.")
    # Excel's own way to name the delimiter. The line stays a row, a blank one.
    named = re.match(r'"?sep=([^\r\n"])"?[ \t]*(?=[\r\n]|$)', text)
    if named:
        text = text[named.end() :]
    rows = _records(text, named[1] if named else _delimiter(text[:_HEAD]))
    return Grid(name, rows, {}, notes)


def _delimiter(head: str) -> str:
    """The delimiter of the header line: the first one with three cells, else with two."""
    lines = re.sub(r'"[^"]*"', "", head).splitlines()
    counts = [[line.count(d) for d in _DELIMITERS] for line in lines]
    for enough in (2, 1):
        for line in counts:
            if max(line) >= enough:
                return _DELIMITERS[line.index(max(line))]
    return ","


def _records(text: str, delimiter: str) -> list[list[object]]:
    # The limit on a cell's length is the whole process's: as high as it must be, and put back.
    limit = csv.field_size_limit(max(len(text), csv.field_size_limit()) + len(_END) + 1)
    try:
        end = _END if text.endswith(("\n", "\r")) else f"\n{_END}"
        lines = io.StringIO(text + end, newline="")
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
        rows: list[list[object]] = [
            [cell.strip() for cell in record] for record in islice(reader, LAST_ROW + 1)
        ]
    finally:
        csv.field_size_limit(limit)
    if len(rows) > LAST_ROW:
        raise Unusable(
            f"has more than {LAST_ROW:,} rows, which no spreadsheet takes. Save a copy that "
            "holds the log alone."
        )
    if rows.pop() != [_END]:
        raise Unusable(
            f"has a quotation mark in row {len(rows) + 1} that is never closed, so the rows below "
            "it cannot be told apart. Close it or take it out."
        )
    widest = max(range(len(rows)), key=lambda n: len(rows[n]), default=0)
    if rows and len(rows[widest]) > LAST_COLUMN:
        raise Unusable(
            f"has {len(rows[widest]):,} cells in row {widest + 1}, more than any spreadsheet "
            "takes. Save a copy that holds the log alone."
        )
    return rows
