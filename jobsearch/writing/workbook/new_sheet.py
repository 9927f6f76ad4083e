"""A sheet that a workbook does not have yet."""

from __future__ import annotations

import re
from html import escape

from jobsearch.reading.files.archive import DAMAGED
from jobsearch.reading.files.grid import Unusable, cell_name
from jobsearch.reading.files.xml import MAIN
from jobsearch.schema import Sheet
from jobsearch.writing.workbook.cells import cell_xml
from jobsearch.writing.workbook.workbook import WritableWorkbook
from jobsearch.writing.workbook.worksheet import spliced, visible

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def with_sheet(book: WritableWorkbook, sheet: Sheet) -> bytes:
    """The workbook with one of our sheets added at its end: its headers, and nothing else."""
    package = book.package
    folder = book.main.rpartition("/")[0]
    numbers = range(1, len(package.members) + 2)
    number = next(n for n in numbers if f"{folder}/worksheets/sheet{n}.xml" not in package)
    part = f"{folder}/worksheets/sheet{number}.xml"
    relations = f"{folder}/_rels/{book.main.rpartition('/')[2]}.rels"
    main, rels = package.read(book.main), package.read(relations)
    ident = next(
        f"rId{n}" for n in range(1, 10_000) if not re.search(rb"[\"']rId%d[\"']" % n, rels)
    )
    ids = [int(n) for n in re.findall(rb"""\bsheetId\s*=\s*["'](\d+)""", main)]
    entry = f'sheet name="{escape(sheet.name)}" sheetId="{max(ids, default=0) + 1}"'
    entry += f' xmlns:r="{_OFFICE}" r:id="{ident}"/>'
    kind = f'Relationship Id="{ident}" Type="{_OFFICE}/worksheet" Target="/{part}"/>'
    types = f'Override PartName="/{part}" ContentType="{_TYPE}"/>'
    return package.with_parts(
        {
            book.main: _inserted(main, "sheets", entry),
            relations: _inserted(rels, "Relationships", kind),
            "[content_types].xml": _inserted(package.read("[content_types].xml"), "Types", types),
            part: _worksheet(sheet),
        }
    )


def _inserted(xml: bytes, element: str, entry: str) -> bytes:
    """A part with one more child at the end of this element."""
    close = re.search(rb"</((?:[\w.-]+:)?)" + element.encode() + rb"\s*>", visible(xml))
    if close is None:
        raise Unusable(DAMAGED)
    return spliced(xml, [(close.start(), close.start(), b"<" + close[1] + entry.encode())])


def _worksheet(sheet: Sheet) -> bytes:
    headers = b"".join(
        cell_xml(column.header, cell_name(1, position), "", "", is_1904=False)
        for position, column in enumerate(sheet.columns)
    ).decode()
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        f'<dimension ref="A1:{cell_name(1, len(sheet.columns) - 1)}"/>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(sheet.columns)}" width="20" customWidth="1"/></cols>'
        f'<sheetData><row r="1">{headers}</row></sheetData></worksheet>'
    ).encode()
