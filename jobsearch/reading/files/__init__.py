"""A file on disk → grids. What a file is, its content says; its name only settles the rest."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from jobsearch.errors import LogError
from jobsearch.reading.files.formats import Content, read_format
from jobsearch.reading.files.grid import Grid, Unusable

_MOST_BYTES = 200_000_000


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
        return read_format(Content(data, path.name))
    except Unusable as why:
        raise LogError(f"{path.name} {why}") from why


def read_content(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a file; LogError where it is none, or far too large."""
    path = Path(path)
    owner = _marked_workbook(path.name)
    if owner:
        raise LogError(
            f"{path.name} is a lock file that a spreadsheet program leaves while {owner} is open. "
            f"Give {owner} instead."
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
