"""
An Excel workbook (.xlsx, .xlsm) → grids, by python-calamine behind a guard.

Some files kill the process inside calamine, others lose cells in it without a word. So it never
sees the file itself, but a new one of the parts that passed: unpacked within limits (archive.py),
every sheet looked through (guard.py).
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from typing import NamedTuple, cast
from xml.parsers import expat

from jobsearch.reading.files.archive import (
    DAMAGED,
    MOST_UNPACKED,
    Archive,
    Part,
    part_name,
    stored,
    zipped,
)
from jobsearch.reading.files.calamine_values import tidy
from jobsearch.reading.files.grid import Grid, Unusable
from jobsearch.reading.files.guard import check_sheet
from jobsearch.reading.files.xml import DOCTYPE, MAIN, elements, is_utf8

# Calamine makes room for blank cells, too; one sheet may hold a third of these (guard.py).
_MOST_CELLS_IN_ALL = 60_000_000

# How damage shows in the zip file, its XML, names and numbers. Anything else is a fault of ours.
_DAMAGE = (
    expat.ExpatError, zlib.error, struct.error, zipfile.BadZipFile, EOFError,
    LookupError, ValueError, OverflowError, NotImplementedError,
)  # fmt: skip

_NO_WORKBOOK = "is not a spreadsheet: it is a zip file without a workbook in it."

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

# All that may stand before the first element of a part, and that element.
_OPENING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:(?:<\?[^>]*+>|<!--.*?-->)\s*+)*+<[\w:.-]++(?:\s[^>]*+)?>", re.S
)
# Calamine makes room for as many shared texts as their table claims to have.
_ABSURD_COUNT = re.compile(rb"uniqueCount\s*=\s*.[0-9]{8}")


def read_xlsx(data: bytes) -> list[Grid]:
    """
    The worksheets of a workbook, in its order, hidden ones included.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    list of Grid
        Numbers are float; a date-time at midnight is a date; times are rounded to the second.

    Raises
    ------
    Unusable
        If it is no workbook, or one that cannot be read without harm.
    """
    try:
        archive = Archive(data)
        workbook = find_sheets(archive)
        checked = [check_sheet(archive.part(part), sheet) for sheet, part in workbook.sheets]
        clean = _clean_copy(archive, workbook, [part for part, _ in checked])
        names = [sheet for sheet, _ in workbook.sheets]
        return _grids(clean, names, [broken for _, broken in checked])
    except _DAMAGE as error:
        raise Unusable(DAMAGED) from error
    except BaseException as error:
        # Calamine is not loaded yet where a file fails earlier; a panic in it is no Exception.
        if type(error).__name__ == "PanicException" or _is_of_calamine(error):
            raise Unusable(DAMAGED) from error
        raise


def _is_of_calamine(error: BaseException) -> bool:
    return any(kind.__name__ == "CalamineError" for kind in type(error).__mro__)


class Workbook(NamedTuple):
    """
    What the main part of a workbook says.

    Its own name, its worksheets as (name, part), the parts with texts and formats that they share,
    and whether days are counted from 1904.
    """

    main: str
    sheets: list[tuple[str, str]]
    shared: dict[str, str]
    is_1904: bool


def find_sheets(archive: Archive) -> Workbook:
    """The main part of a workbook; Unusable where there is none, or no worksheet."""
    starts = [part for kind, part in relations_of(archive, "").values() if kind == "officeDocument"]
    main = starts[0] if starts else "xl/workbook.xml"
    if main not in archive:
        raise Unusable(_NO_WORKBOOK)
    relations = relations_of(archive, main)
    sheets, is_1904, found = [], False, elements(archive.part(main).pieces())
    if found[0][0] != "workbook":
        raise Unusable(_NO_WORKBOOK)
    for element, attributes in found:
        if element == "workbookPr":
            is_1904 = attributes.get("date1904") in ("1", "true", "on")
        elif element == "sheet" and "id" in attributes:
            kind, part = relations[attributes["id"]]
            if kind == "worksheet":
                sheets.append((attributes["name"], part))
    if not sheets:
        raise Unusable("has no worksheet. Put the log on a sheet of its own and save the file.")
    # Many sheets may point to the same part.
    if sum(archive.size(part) for _, part in sheets) > MOST_UNPACKED:
        raise Unusable(DAMAGED)
    related = dict(relations.values())
    shared = {
        kind: related.get(kind, _resolved(posixpath.dirname(main), f"{kind}.xml"))
        for kind in ("sharedStrings", "styles")
    }
    return Workbook(main, sheets, shared, is_1904)


def relations_of(archive: Archive, name: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: id → (the last word of its type, the part's name)."""
    folder, file = posixpath.split(name)
    rels = f"{folder}/_rels/{file}.rels".removeprefix("/")
    if rels not in archive:
        return {}
    return {
        a["Id"]: (a["Type"].rpartition("/")[2], _resolved(folder, a["Target"]))
        for element, a in elements(archive.part(rels).pieces())
        if element == "Relationship"
    }


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, part_name(target))).lstrip("/")


def _clean_copy(archive: Archive, workbook: Workbook, sheets: list[Part]) -> bytes:
    """A workbook of these sheets, with the texts and formats of the archive."""
    listed = "".join(
        f'<sheet name="{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, len(sheets) + 1)
    )
    parts = {
        "_rels/.rels": _relationships(["officeDocument"], "xl/workbook.xml"),
        "xl/workbook.xml": stored(
            f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">'
            f'<workbookPr date1904="{workbook.is_1904:d}"/><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relationships(
            ["worksheet"] * len(sheets), "worksheets/{}.xml"
        ),
    }
    parts |= {f"xl/worksheets/{n}.xml": sheet for n, sheet in enumerate(sheets, 1)}
    for kind, name in workbook.shared.items():
        if name in archive:
            part = archive.part(name)
            _check_opening(part)
            parts[f"xl/{kind}.xml"] = part
    return zipped(parts)


def _relationships(kinds: list[str], target: str) -> Part:
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target.format(n)}"/>'
        for n, kind in enumerate(kinds, 1)
    )
    return stored(f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>')


def _check_opening(part: Part) -> None:
    """Refuse a part whose start can do harm; going through the rest checks what it unpacks to."""
    for number, piece in enumerate(part.pieces()):
        if number:
            continue
        if b"<!DOCTYPE" in piece:
            raise Unusable(DOCTYPE)
        opening = _OPENING.match(piece)
        if opening is None or not is_utf8(piece) or _ABSURD_COUNT.search(opening[0]):
            raise Unusable(DAMAGED)


def _grids(workbook: bytes, names: list[str], broken: list[dict[str, str]]) -> list[Grid]:
    from python_calamine import load_workbook

    grids, room = [], _MOST_CELLS_IN_ALL
    with load_workbook(io.BytesIO(workbook)) as opened:
        for index, name in enumerate(names):
            sheet = opened.get_sheet_by_index(index)
            last_row, last_column = sheet.end or (-1, -1)
            room -= (last_row + 1) * (last_column + 1)
            if room < 0:
                raise Unusable(
                    f"spans more than {_MOST_CELLS_IN_ALL:,} cells, nearly all of them blank. "
                    f'Clear what stands far down or far right on the sheet "{name}" and save the '
                    "file again."
                )
            rows = cast(list[list[object]], sheet.to_python(skip_empty_area=False))
            tidy(rows, broken[index])
            grids.append(Grid(name, rows, broken[index]))
    return grids
