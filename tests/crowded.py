"""Workbooks full of what a person may have in theirs, and programs that open them."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import struct
import subprocess
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.parsers import expat

import pytest
import xlsxwriter

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
skipped_without_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice (soffice) is not installed here"
)


def needs_libreoffice(test: Callable[..., None]) -> Callable[..., None]:
    return pytest.mark.office(skipped_without_libreoffice(test))


APPLIED = [dt.date(2026, 9, 1), dt.date(2026, 9, 8), dt.date(2026, 9, 15)]
HEADERS = (
    "ID", "Company", "Role", "Source", "Applied on", "Response on", "Response", "Status",
    "Closed on", "Contact email", "Salary", "Days", "Stars",
)  # fmt: skip
ROWS = (
    ("A-1", "Acme", "Data analyst", "Referral", APPLIED[0], None, None, "applied"),
    ("A-2", "Bolt", "Engineer", "Job board", APPLIED[1], dt.date(2026, 9, 20), "invitation",
     "interview"),
    ("A-3", "Ćma & Söhne", "Analyst", "Job board", APPLIED[2], None, None, "applied"),
)  # fmt: skip
TITLE_ROWS = 2  # above the header of Applications
LAST = TITLE_ROWS + 1 + len(ROWS)


def picture() -> bytes:
    """A PNG of one grey dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\x80")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def make_crowded(path: Path) -> Path:
    """A log with everything around it that openpyxl would lose, and more."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd.mm.yyyy"})
    book.set_properties({"title": "My search", "author": "Robin"})
    day, moment = book.add_format({"num_format": "dd.mm.yyyy"}), book.add_format(
        {"num_format": "dd.mm.yyyy hh:mm", "bg_color": "#EEEEFF"})  # fmt: skip
    bold, red = book.add_format({"bold": True}), book.add_format({"font_color": "red"})
    page = book.add_worksheet("Applications")
    page.merge_range("A1:F1", "My search", book.add_format({"bold": True, "align": "center"}))
    page.write_rich_string("H1", "Never ", bold, "give", red, " up")
    for number, row in enumerate(ROWS, TITLE_ROWS + 1):
        for place, value in enumerate(row):
            if isinstance(value, dt.date):
                page.write_datetime(number, place, value, day)
            elif value is None:
                page.write_blank(number, place, None, day if place in (5, 8) else None)
            else:
                page.write_string(number, place, value)
        page.write_blank(number, 8, None, day)
        page.write_number(number, 10, 50_000 + number, book.add_format({"num_format": "#,##0"}))
        page.write_formula(
            number, 11, "=DATE(2026,10,1)-Log[[#This Row],[Applied on]]", None, 30 - number
        )
        page.write_number(number, 12, number)
    page.add_table(
        TITLE_ROWS, 0, LAST - 1, len(HEADERS) - 1,
        {"name": "Log", "columns": [
            {"header": h} | ({"formula": "=DATE(2026,10,1)-[@[Applied on]]"} if h == "Days" else {})
            for h in HEADERS
        ]},
    )  # fmt: skip
    for number in range(TITLE_ROWS + 1, LAST):  # add_table wrote the formula without its value
        page.write_formula(
            number, 11, "=DATE(2026,10,1)-Log[[#This Row],[Applied on]]", None, 30 - number
        )
    below = f"{TITLE_ROWS + 2}"
    page.data_validation(f"D{below}:D{LAST}", {"validate": "list", "source": "=Lists!$A$1:$A$3"})
    page.data_validation(f"H{below}:H{LAST}", {
        "validate": "list", "source": ["applied", "interview", "rejected", "withdrawn"],
    })  # fmt: skip
    page.conditional_format(f"K{below}:K{LAST}", {
        "type": "data_bar", "data_bar_2010": True, "bar_solid": True,
    })  # fmt: skip
    page.conditional_format(f"M{below}:M{LAST}", {"type": "icon_set", "icon_style": "3_arrows"})
    page.conditional_format(f"A{below}:K{LAST}", {
        "type": "formula", "criteria": f'=$H{below}="rejected"', "format": red,
    })  # fmt: skip
    page.write_comment("B4", "Met them at the fair.")
    page.write_url("O4", "https://acme.example/jobs", string="posting")
    page.insert_textbox("P6", "Text in a box")
    page.insert_image("P12", "dot.png", {"image_data": io.BytesIO(picture())})
    page.freeze_panes(TITLE_ROWS + 1, 2)
    page.set_column("B:B", 24)
    page.set_row(TITLE_ROWS + 1, 22)
    page.set_landscape()
    page.repeat_rows(TITLE_ROWS)
    page.print_area(0, 0, 60, 12)
    page.set_header("&CMy search")

    met = book.add_worksheet("Interviews")
    heads = ("Application", "Round", "Ended at", "Interviewer", "Contact", "Talked about",
             "Decision expected on", "Thanked at", "Thanked by", "Thank-you note")  # fmt: skip
    met.write_row(0, 0, heads, bold)
    met.write_row(1, 0, ("A-2", "First interview"))
    met.write_datetime(1, 2, dt.datetime(2026, 9, 28, 15, 30), moment)
    met.write_row(1, 3, ("Dana Lee", "dana@bolt.example", "trams"))
    for place, look in ((6, day), (7, moment)):
        met.write_blank(1, place, None, look)
    met.autofilter(0, 0, 1, len(heads) - 1)
    met.conditional_format("H2:H2", {"type": "blanks", "format": red})

    sent = book.add_worksheet("Follow-ups")
    sent.write_row(0, 0, ("Application", "Sent at", "To", "Channel", "Message", "Answered on"))

    board = book.add_worksheet("Dashboard")
    board.merge_range("A1:C1", "How it goes", bold)
    board.write_formula("A2", "=COUNTA(Log[Company])", None, 3)
    board.write_formula("A3", "=SUM(Applications!K:K)", None, 150_012)
    board.write_formula("A4", "=A2*2", None, 6)
    board.write_formula("A5", "=COUNTA(Lists!A1:A3)", None, 3)
    board.write_formula("A6", f"=COUNTA(Applications!B{below}:B{LAST})", None, 3)
    board.write_array_formula("B2:B4", "{=Applications!K4:K6*2}", None, 100_006)
    board.add_sparkline("D2", {"range": f"Applications!K{below}:K{LAST}"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"=Applications!$K${below}:$K${LAST}"})
    board.insert_chart("F2", chart)
    board.protect("secret")

    lists = book.add_worksheet("Lists")
    lists.write_column(0, 0, ("Referral", "Job board", "Company site"))
    lists.hide()
    secret = book.add_worksheet("Secret")
    secret.write_string(0, 0, "salary wishes")
    secret.very_hidden()
    book.define_name("Sources", "=Lists!$A$1:$A$3")
    book.define_name("Salaries", f"=Applications!$K${below}:$K${LAST}")
    if path.suffix == ".xlsm":
        book.add_vba_project(io.BytesIO(b"not really a macro project"), is_stream=True)
    book.close()
    return path


def libreoffice(path: Path, kind: str, folder: Path) -> Path:
    """The file as LibreOffice saves it, recalculated, in another folder."""
    assert SOFFICE is not None
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [SOFFICE, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless",
             "--convert-to", kind, "--outdir", str(folder), str(path)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
    return folder / f"{path.stem}.{kind.partition(':')[0]}"


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a zip file, unpacked."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path) -> dict[str, bytes]:
    """The entries of a zip file as they stand in it: header, name, packed bytes."""
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos, end = archive.infolist(), archive.start_dir
    starts = [*sorted(i.header_offset for i in infos), end]
    return {
        info.filename: data[info.header_offset : starts[starts.index(info.header_offset) + 1]]
        for info in infos
    }


def sheet_parts(path: Path) -> dict[str, str]:
    """Sheet → its part, by openpyxl."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    numbered = [n for n in parts(path) if n.startswith("xl/worksheets/sheet")]
    by_number = sorted(numbered, key=lambda n: int("".join(filter(str.isdigit, n))))
    return dict(zip(book.sheetnames, by_number, strict=True))


def cells(xml: bytes) -> dict[str, tuple[Any, ...]]:
    """Every cell of a sheet: attributes and all that is in it, by an XML parser."""
    found: dict[str, tuple[Any, ...]] = {}
    now: list[Any] | None = None

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal now
        if name.rpartition(":")[2] == "c":
            now = [tuple(sorted(attributes.items()))]
        elif now is not None:
            now.append((name, tuple(sorted(attributes.items()))))

    def text(data: str) -> None:
        if now is not None:
            now.append(data)

    def end(name: str) -> None:
        nonlocal now
        if name.rpartition(":")[2] == "c" and now is not None:
            found[dict(now[0])["r"]] = tuple(now)
            now = None

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.Parse(xml, True)
    return found
