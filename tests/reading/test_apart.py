"""Older and other workbooks, read in a process apart that may run out of memory or time."""

from __future__ import annotations

import io
import zipfile

import pytest

from jobsearch.reading.files import isolated as apart
from jobsearch.reading.files.grid import Unusable
from jobsearch.reading.files.isolated import read_apart

TOO_MUCH = (
    "needs more memory or time than any log does. Copy the log into a new workbook and save it as "
    ".xlsx."
)
UNREADABLE = (
    "cannot be read: it is damaged, or something stands far down and far right in it. Copy the log "
    "into a new workbook and save it as .xlsx."
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def ods(rows: str) -> bytes:
    """A workbook of one sheet with these rows, as LibreOffice parts them."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body>'
        f'<office:spreadsheet><table:table table:name="Log">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return file.getvalue()


def row(*texts: str, repeated: int = 1) -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def blank(*, rows: int = 1, columns: int = 1) -> str:
    cell = f'<table:table-cell table:number-columns-repeated="{columns}"/>'
    return f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'


RIGHT = '<table:table-cell table:number-columns-repeated="16383"/><table:table-cell'
LOG = row("Company", "Status") + row("Acme", "applied")


def test_the_cells_of_a_sheet() -> None:
    (grid,) = read_apart(ods(LOG + blank(rows=2) + row("Bolt")), is_zip=True)
    assert grid.sheet == "Log"
    assert grid.rows == [["Company", "Status"], ["Acme", "applied"], *[["", ""]] * 2, ["Bolt", ""]]


@pytest.mark.parametrize(
    ("far", "why"),
    [
        pytest.param(blank(rows=1_048_573) + row("x"), TOO_MUCH, id="down"),
        pytest.param(row("x", "y", repeated=1_048_573), TOO_MUCH, id="a row again and again"),
        pytest.param(
            blank(rows=1_048_573) + row("x").replace("<table:table-cell", RIGHT, 1),
            UNREADABLE,
            id="down and right",
        ),
    ],
)
def test_a_cell_far_away_is_more_than_any_log_needs(far: str, why: str) -> None:
    with pytest.raises(Unusable) as error:
        read_apart(ods(LOG + far), is_zip=True)
    assert str(error.value) == why


@pytest.mark.parametrize("limit", ["_BYTES", "_SECONDS"])
def test_what_takes_too_much_memory_or_time_ends_the_other_process_only(
    monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    many = LOG + "".join(row(f"company {n}", "applied") for n in range(2_000))
    assert len(read_apart(ods(many), is_zip=True)[0].rows) == 2_002
    monkeypatch.setitem(getattr(apart, limit), True, {"_BYTES": 1_000_000, "_SECONDS": 0.01}[limit])
    with pytest.raises(Unusable) as error:
        read_apart(ods(many), is_zip=True)
    assert str(error.value) == TOO_MUCH


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (ods(LOG)[:-40], "is not complete: its end is missing. Copy or download it again."),
        (ods(LOG).replace(b"content.xml", b"c0ntent.xml"), UNREADABLE),
    ],
)
def test_a_damaged_file(data: bytes, why: str) -> None:
    with pytest.raises(Unusable) as error:
        read_apart(data, is_zip=True)
    assert str(error.value) == why
