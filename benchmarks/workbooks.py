"""Big workbooks, written fast: as many applications as wanted, in the sample's proportions."""

from __future__ import annotations

import datetime as dt
import string
import zipfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

from jobsearch.reading.files import read_grids
from jobsearch.reading.files.grid import Grid, cell_name
from jobsearch.sample import sample_path

# Far enough back that nothing of a copy lies in the future.
_YEARS_BACK = dt.timedelta(weeks=104)
# Copies start a week apart; after so many the first week is used again.
_WEEKS = 100
_NAMED_BY = {"Application", "Company", "ID"}
# What a note is compared with has to be disguised as the note is.
_DISGUISED = {
    "Application", "Company", "ID", "Interviewer",
    "Message", "Notes", "Talked about", "Thank-you note",
}  # fmt: skip


def make_workbook(path: Path, n_applications: int) -> Path:
    """
    Write a log of so many applications, with interviews, follow-ups and history.

    Parameters
    ----------
    path : Path
        The .xlsx file to write.
    n_applications : int
        Rows of its sheet Applications.

    Returns
    -------
    Path
        `path`.

    Notes
    -----
    The sample again and again: each copy under keys of its own, in letters of its own, and a week
    before the last copy. The newest copy comes first, its end cut off.
    """
    grids = {grid.sheet: grid for grid in read_grids(sample_path())}
    size = len(grids["Applications"].rows) - 1
    sheets = {name: [grid.rows[0]] for name, grid in grids.items()}
    for number in range(-(-n_applications // size)):
        wanted = min(size, n_applications - number * size)
        applications = grids["Applications"].rows[1 : wanted + 1]
        kept = {name for row in applications for name in row[:2]}
        for name, grid in grids.items():
            if name == "Settings":
                rows = grid.rows[1:] if number == 0 else []
            elif name == "Applications":
                rows = applications
            else:
                rows = [row for row in grid.rows[1:] if row[0] in kept]
            sheets[name] += (list(_copied(row, grid, number)) for row in rows)
    _write(path, sheets)
    return path


def _copied(row: list[object], grid: Grid, number: int) -> Iterator[object]:
    back = _YEARS_BACK + dt.timedelta(weeks=number % _WEEKS)
    turn = number % 26
    small, large = string.ascii_lowercase, string.ascii_uppercase
    disguise = str.maketrans(
        small + large, small[turn:] + small[:turn] + large[turn:] + large[:turn]
    )
    for header, value in zip(grid.rows[0], row, strict=True):
        if isinstance(value, dt.date):  # a datetime is one, too
            value = value - back
        elif isinstance(value, str) and value and header in _DISGUISED:
            value = value.translate(disguise)
        elif isinstance(value, str):
            value = value.replace(".example", f"-{number}.example")
        yield f"{value} {number}" if header in _NAMED_BY and value else value


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_DAY_ZERO = dt.datetime(1899, 12, 30)
_DAY, _MOMENT = 1, 2  # cell styles
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts><font/></fonts>'
    '<fills><fill><patternFill patternType="none"/></fill></fills><borders><border/></borders>'
    '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14" applyNumberFormat="1"/>'
    '<xf numFmtId="22" applyNumberFormat="1"/></cellXfs><cellStyles>'
    '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def _write(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    """A workbook of plain sheets, as small as the format allows, texts shared as usual."""
    texts: dict[str, int] = {}
    numbers = range(1, len(sheets) + 1)
    parts = {
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        + "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>'
            for n, name in zip(numbers, sheets, strict=True)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
            + [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
        ),
        "xl/styles.xml": _STYLES,
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + _override("workbook", "sheet.main")
        + _override("styles", "styles")
        + _override("sharedStrings", "sharedStrings")
        + "".join(_override(f"worksheets/sheet{n}", "worksheet") for n in numbers)
        + "</Types>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, rows in zip(numbers, sheets.values(), strict=True):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", _sheet(rows, texts))
        shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{shared}</sst>'
        for name, part in parts.items():
            archive.writestr(name, part)


def _sheet(rows: list[list[object]], texts: dict[str, int]) -> str:
    columns = [cell_name(1, place)[:-1] for place in range(max(map(len, rows)))]
    lines = []
    for number, row in zip(count(1), rows):
        cells = "".join(
            _cell(f"{column}{number}", value, texts)
            for column, value in zip(columns, row, strict=False)
            if value != ""
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(name: str, value: object, texts: dict[str, int]) -> str:
    if isinstance(value, dt.datetime):
        days = (value - _DAY_ZERO) / dt.timedelta(days=1)
        return f'<c r="{name}" s="{_MOMENT}"><v>{days}</v></c>'
    if isinstance(value, dt.date):
        days = (value - _DAY_ZERO.date()).days
        return f'<c r="{name}" s="{_DAY}"><v>{days}</v></c>'
    if isinstance(value, str):
        return f'<c r="{name}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'
    return f'<c r="{name}"><v>{value}</v></c>'


def _relations(pairs: list[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(pairs, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="/xl/{part}.xml" ContentType="{_KIND}{kind}+xml"/>'
