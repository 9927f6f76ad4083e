"""A file on disk → grids. What a file is, its content says; its name only settles the rest."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

from jobsearch.errors import LogError
from jobsearch.reading.files.archive import PASSWORD
from jobsearch.reading.files.delimited import decoded, read_delimited
from jobsearch.reading.files.grid import Grid, Unusable
from jobsearch.reading.files.xlsx import read_xlsx

_MOST_BYTES = 200_000_000

# Formats that are known and not read: what the file then "is".
_NOT_READ = {
    ".numbers": "a Numbers spreadsheet",
    "xml": "a spreadsheet saved as XML",
}
# Formats that hold no table at all.
_NO_SPREADSHEET = {
    b"%PDF": "it is a PDF document",
    b"\x89PNG": "it is a picture",
    b"\xff\xd8\xff": "it is a picture",
    b"GIF8": "it is a picture",
    b"II*\0": "it is a picture",
    b"MM\0*": "it is a picture",
    b"{\\rtf": "it is a text document (.rtf)",
}
# What is inside a zip of each kind, in lower case.
_ZIPPED = {
    "xl/workbook.bin": ".xlsb",
    "content.xml": ".ods",
    "index/document.iwa": ".numbers",
    "index.zip": ".numbers",
    "word/document.xml": "document",
    "ppt/presentation.xml": "document",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SUFFIXES = {
    ".xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"),
    ".xls": (".xls", ".xlt"),
    ".xlsb": (".xlsb",),
    ".ods": (".ods", ".ots"),
}
_WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".numbers")


def read_grids(path: str | os.PathLike[str]) -> list[Grid]:
    r"""
    The sheets of a spreadsheet file as plain values.

    Parameters
    ----------
    path : str or PathLike
        A workbook (.xlsx, .xlsm, .xlsb, .xls, .ods), a table of text (.csv, .tsv), or a .zip of
        such files.

    Returns
    -------
    list of Grid
        In the file's order, hidden sheets included, chart and macro sheets left out.

    Raises
    ------
    LogError
        If the file cannot be used: one sentence that says why, and what to do.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "log.csv"
    ...     _ = path.write_text("Company,Role\nAcme,Analyst\n")
    ...     read_grids(path)
    [Grid(sheet='log.csv', rows=[['Company', 'Role'], ['Acme', 'Analyst']], broken={})]
    """
    return grids_of(read_content(path), path)


def grids_of(data: bytes, path: str | os.PathLike[str]) -> list[Grid]:
    """The sheets of a file whose bytes are at hand; its name tells what its content leaves open."""
    path = Path(path)
    try:
        return _grids(data, path)
    except Unusable as why:
        raise LogError(f"{path.name} {why}") from why


def read_content(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file; LogError where it is none, or far too large."""
    path = Path(path)
    owner = _marked_workbook(path.name)
    if owner:
        raise LogError(
            f"{path.name} is no workbook but the mark that a spreadsheet program leaves while "
            f"{owner} is open. Give {owner} instead."
        )
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise LogError(f"{path} is a folder. Give the file in it that holds the log.")
        if not stat.S_ISREG(status.st_mode):
            raise LogError(f"{path} is not a file on disk. Give an .xlsx or .csv file.")
        if status.st_size > _MOST_BYTES:
            raise LogError(
                f"{path.name} has {status.st_size / 1e6:,.0f} MB, more than any log needs. "
                "Save a copy that holds the log alone."
            )
        return path.read_bytes()
    except PermissionError as error:
        raise LogError(
            f"{path.name} cannot be read: permission is denied. Allow reading it, or close the "
            "program that has it open."
        ) from error
    # A name with a zero character is a ValueError.
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise LogError(f"{path} does not exist. Check the name and the folder.") from error
    except OSError as error:
        raise LogError(f"{path} cannot be read: {error.strerror or error}.") from error


def _marked_workbook(name: str) -> str | None:
    """The workbook that a lock file of this name stands for: ~$NAME, .~lock.NAME#."""
    if name.startswith("~$"):
        return name.removeprefix("~$")
    if name.startswith(".~lock.") and name.endswith("#"):
        return name.removeprefix(".~lock.").removesuffix("#")
    return None


def _grids(data: bytes, path: Path) -> list[Grid]:
    if not data:
        raise Unusable("is empty: it has 0 bytes. Look for another copy of it.")
    kind = _kind(data, path.suffix.lower())
    if kind == "zip":
        from jobsearch.reading.files.zip_export import read_export

        return read_export(data, lambda content, name: _named(content, Path(name)))
    return _table(data, kind, path)


def _named(data: bytes, path: Path) -> list[Grid]:
    """The grids of one file out of an export, which holds no other export."""
    return _table(data, _kind(data, path.suffix.lower()), path)


def _table(data: bytes, kind: str, path: Path) -> list[Grid]:
    if kind == ".xlsx":
        grids = read_xlsx(data)
    elif kind in (".xls", ".xlsb", ".ods"):
        from jobsearch.reading.files.isolated import read_apart

        grids = read_apart(data, is_zip=kind != ".xls")
    elif kind == "html":
        from jobsearch.reading.files.webpage import read_webpage

        text, _ = decoded(data)
        return read_webpage(text, path.name)
    elif kind == ".csv":
        return [read_delimited(data, path.name)]
    elif kind in _NOT_READ:
        raise Unusable(f"is {_NOT_READ[kind]}, which is not read. Save it as .xlsx or .csv.")
    else:
        raise Unusable(f"is not a spreadsheet: {kind}. Give an .xlsx or .csv file.")
    suffix = path.suffix.lower()
    if suffix in _SUFFIXES[kind]:
        return grids
    note = f"its name ends in {suffix or 'nothing'}, but it is a workbook like {kind} and read so"
    return [Grid(g.sheet, g.rows, g.broken, (*g.notes, note)) for g in grids]


def _kind(data: bytes, suffix: str) -> str:
    """.xlsx, .csv, a key of `_NOT_READ`, or what else the file is."""
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        return _zipped_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    for start, what in _NO_SPREADSHEET.items():
        if data.startswith(start):
            return what
    start = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<table", b"<meta", b"<style")):
        return "html"
    if start.startswith(b"<?xml") and b"<html" in start:
        return "html"
    if start.startswith(b"<?xml"):
        is_sheet = any(w in start for w in (b"excel.sheet", b":spreadsheet", b"<office:document"))
        return "xml" if is_sheet else "it is an XML document"
    if suffix in _WORKBOOK_SUFFIXES:
        return f"its name ends in {suffix}, but what it holds is no workbook"
    return ".csv"


def _zipped_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.replace("\\", "/").lower() for name in archive.namelist()]
    except Exception:
        # Cut off or damaged: the reader of workbooks says so.
        return ".xlsx"
    for part, kind in _ZIPPED.items():
        if part in names:
            return "it is a text document or presentation" if kind == "document" else kind
    is_workbook = any(name.startswith("xl/") or name == "_rels/.rels" for name in names)
    return ".xlsx" if is_workbook else "zip"


def _ole_kind(data: bytes) -> str:
    """Old Office files, and today's with a password, are folders of named streams."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unusable(PASSWORD)
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return ".xls"
    return "it is an old Office document without a sheet"
