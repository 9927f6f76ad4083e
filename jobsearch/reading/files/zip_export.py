"""A .zip of other files, such as the one that LinkedIn sends → grids: the tables in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from jobsearch.reading.files.archive import Archive
from jobsearch.reading.files.grid import Grid, Unusable

# What LinkedIn calls its own: the rest of its export is about other things.
_LINKEDIN = r"(?:job applications|saved jobs)(?:[ _]?\d+)?\.csv"
_MOST_TABLES = 40
_MOST_BYTES = 200_000_000


def read_export(
    data: bytes, suffixes: tuple[str, ...], read: Callable[[bytes, str], list[Grid]]
) -> list[Grid]:
    """
    The sheets of the tables in a .zip.

    Parameters
    ----------
    data : bytes
        The file.
    suffixes : tuple of str
        How the names of the tables may end.
    read : callable
        Makes grids of the content and name of one file.

    Returns
    -------
    list of Grid
        Under the names of the files in it; of a LinkedIn export the applications and the saved
        jobs alone.

    Raises
    ------
    Unusable
        If no table is in it, or one of them cannot be used.
    """
    archive = Archive(data)
    names = {archive.spelled(name): name for name in archive}
    tables = [
        name
        for name in names
        if name.lower().endswith(suffixes)
        and not posixpath.basename(name).startswith((".", "~$"))
        and not name.startswith("__MACOSX/")
    ]
    tables = [n for n in tables if re.fullmatch(_LINKEDIN, posixpath.basename(n), re.I)] or tables
    if not tables:
        raise Unusable("is a .zip without a table in it. Unpack it and give the file that is one.")
    if len(tables) > _MOST_TABLES:
        raise Unusable(
            f"is a .zip with {len(tables)} tables in it. Unpack it and give the one with the "
            "applications."
        )
    if sum(archive.size(names[table]) for table in tables) > _MOST_BYTES:
        raise Unusable(
            "unpacks to more than any log needs. Unpack it and give the file with the applications."
        )
    grids: list[Grid] = []
    for table in sorted(tables, key=lambda name: not _is_applications(name)):
        content = b"".join(archive.part(names[table]).pieces())
        file = posixpath.basename(table)
        if not content.strip():
            continue
        for grid in read(content, file):
            name = file if grid.sheet == file else f"{file}: {grid.sheet}"
            grids.append(Grid(name, grid.rows, grid.broken, grid.notes))
    if not grids:
        raise Unusable("is a .zip with nothing but empty tables in it. Look for another copy.")
    return grids


def _is_applications(name: str) -> bool:
    return "job applications" in posixpath.basename(name).lower()
