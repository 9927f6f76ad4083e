"""Delimited text (.csv) → `Grid`. Cells stay text: what they mean is decided further on."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
from itertools import islice

from jobsearch.reading.files.grid import Grid, Unusable
from jobsearch.schema import LAST_COLUMN, LAST_ROW

_DELIMITERS = (",", ";", "\t", "|")
# How much of the text is looked at to find the header line.
_HEAD = 1 << 16
# Letters with accents, quotation marks, dashes, and a few signs, as Western texts have them.
_LATIN = "[À-ÖØ-öø-ÿŒœŠšŽžŸ\u2018-\u201e\u2013\u2014…•€£©®°·«»¡¿ºª§\xa0\x81\x8d\x8f\x90\x9d\ufffd]+"
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
    text, notes = decoded(data)
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


def decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what has to be said of its encoding."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace"), ()
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig"), ()
    # A file without a mark whose every other byte is 0 in its Latin part.
    for encoding, zeros in (("utf-16-le", data[1:400:2]), ("utf-16-be", data[0:400:2])):
        if zeros and zeros.count(0) > len(zeros) / 2:
            return data.decode(encoding, errors="replace"), ()
    text = data.decode("cp1252", errors="replace")
    if not _is_latin(text) and (name := _guessed(data)) is not None:
        return data.decode(name, errors="replace"), (f"its text is taken as {name}",)
    return text, ("its text is taken as Windows-1252",)


def _is_latin(text: str) -> bool:
    """Whether what is not ASCII looks like the accents, quotes and dashes of a Latin text."""
    odd = re.findall(r"[^\x00-\x7f]+", text)
    if not odd:
        return True
    # Other alphabets come out as runs of accented letters and signs.
    usual = sum(len(run) <= 2 and bool(re.fullmatch(_LATIN, run)) for run in odd)
    return usual > 0.7 * len(odd)


def _guessed(data: bytes) -> str | None:
    """The encoding that the bytes fit best; None where nothing does."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_HEAD]).best()
    return None if best is None else best.encoding


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
