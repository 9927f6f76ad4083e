"""Formats, encodings and delimiters, and the exports of other programs."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile

from corpus.binary import as_xlsb
from corpus.cases import Case, as_csv, as_xlsx

_ROWS = [
    ["Company", "Role", "Date Applied", "Status", "ID"],
    ["Söhne & Co", "Dev, senior", "2026-01-05", "Rejected", "2026-2038"],
    ["Bolt", "Ops", "2026-01-06", "Applied", "007"],
]
_TWO = """
    2026-2038: applied 2026-01-05, rejection
    007: applied 2026-01-06
"""
_NATIVE = [
    [dt.date.fromisoformat(str(cell)) if str(cell).startswith("2026-01") else cell for cell in row]
    for row in _ROWS
]


def _text(delimiter: str = ",", encoding: str = "utf-8", start: str = "") -> bytes:
    return (start + as_csv(_ROWS, delimiter)).encode(encoding)


def _html() -> bytes:
    rows = "".join(
        "<tr>" + "".join(f"<td>{str(c).replace('&', '&amp;')}</td>" for c in row) + "</tr>"
        for row in _ROWS
    )
    return f"<html><head><style>td {{}}</style></head><body><table>{rows}</table></body>".encode()


def _zip(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _linkedin() -> bytes:
    applications = (
        "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,"
        "Resume Name,Question And Answers\n"
        '"11/20/25, 8:15 AM",me@home.example,555,Acme,Dev,https://jobs.example/1,cv.pdf,'
        '"Do you know ""C"", or C++?:Yes | Years:3"\n'
        '"11/21/25, 9:15 PM",me@home.example,555,Bolt,Ops,https://jobs.example/2,cv.pdf,\n'
    )
    saved = 'Saved Date,Job Url,Job Title,Company Name\n"11/1/25, 8:15 AM",https://x,Lab,Crane\n'
    return _zip(**{
        "Jobs/Job Applications.csv": applications.encode(),
        "Jobs/Saved Jobs.csv": saved.encode(),
        "Connections.csv": b"First Name,Company\nDana,Acme\n",
    })  # fmt: skip


_SIMPLIFY = [
    "Job Title,Company Name,Location,Job URL,Applied Date,Status,Status Date,Archived,"
    "Date Archived,Notes,job_type".split(","),
    ["Dev", "Acme", "Rome", "https://jobs.example/1", "01/05/2026", "REJECTED", "01/20/2026",
     "No", "N/A", "N/A", "N/A"],
    ["Ops", "Bolt", "N/A", "N/A", "N/A", "SAVED", "01/06/2026", "No", "N/A", "N/A", "N/A"],
    ["Lab", "Crane", "N/A", "N/A", "01/07/2026", "INTERVIEWING", "01/21/2026", "No", "N/A",
     "N/A", "N/A"],
]  # fmt: skip


def _teal(name: str, applied: str, status: str) -> list[str]:
    return ["1", name, "Dev", "Rome", "https://jobs.example/1", "3", "LinkedIn", "", "", "", "",
            "2026-01-01T10:00:00Z", applied, "", "2026-03-01T10:00:00Z", "",
            json.dumps({"id": 1, "name": status}), status]  # fmt: skip


_TEAL = [
    "id,company_name,role,location,url,excitement,source,min_salary,max_salary,salary_currency,"
    "salary_pay_period,added_at,applied_at,follow_up_at,updated_at,archived_at,status,statusName"
    .split(","),
    _teal("Acme", "2026-01-05T10:00:00Z", "Applied"),
    ["2", *_teal("Bolt", "", "Bookmarked")[1:]],
    ["3", *_teal("Crane", "2026-01-07T10:00:00Z", "Interviewing")[1:]],
]  # fmt: skip

FORMATS = [
    Case("comma", _text(), _TWO, (2, 0, 0)),
    Case("semicolon", _text(";"), _TWO, (2, 0, 0)),
    Case("tab", _text("\t"), _TWO, (2, 0, 0), suffix=".tsv"),
    Case("bar", _text("|"), _TWO, (2, 0, 0), suffix=".txt"),
    Case("byte order mark", _text(start="\ufeff"), _TWO, (2, 0, 0)),
    Case("utf-16", _text("\t", "utf-16"), _TWO, (2, 0, 0)),
    Case("utf-16 without a mark", _text("\t", "utf-16-le"), _TWO, (2, 0, 0)),
    Case("windows-1252", _text(encoding="cp1252"), _TWO, (2, 0, 0), assumes="Windows-1252"),
    Case(
        "gb18030",
        as_csv([["Company", "Role", "Date Applied", "Status"],
                *[["北京科技有限公司", f"软件开发工程师{n}", f"2026-01-0{n}", ""] for n in (5, 6)]])
        .encode("gb18030"),
        "北京科技有限公司 / 软件开发工程师5: applied 2026-01-05\n"
        "北京科技有限公司 / 软件开发工程师6: applied 2026-01-06",
        (2, 0, 0),
        assumes="its text is read as gb18030",
    ),
    Case("xlsx", _NATIVE, _TWO, (2, 0, 0), suffix=".xlsx"),
    Case("xlsm", _NATIVE, _TWO, (2, 0, 0), suffix=".xlsm"),
    Case("xlsb", as_xlsb(_ROWS), _TWO, (2, 0, 0), suffix=".xlsb"),
    Case("xlsb by another name", as_xlsb(_ROWS), _TWO, (2, 0, 0), suffix=".xlsx",
         assumes="its name ends in .xlsx, but it is a workbook like .xlsb"),
    Case("xlsx by another name", as_xlsx(_NATIVE), _TWO, (2, 0, 0), suffix=".csv",
         assumes="its name ends in .csv, but it is a workbook like .xlsx"),
    Case("xls that is a web page", _html(), _TWO, (2, 0, 0), suffix=".xls",
         assumes="it is a web page (HTML)"),
    Case("cells of many lines", [_ROWS[0], ["Söhne & Co", "Dev", "2026-01-05", "Rejected\n",
         "2026-2038"], ["Bolt", "Ops\r\nand more", "2026-01-06", "Applied", "007"]], _TWO,
         (2, 0, 0)),
    Case("a zip", _zip(**{"export/log.csv": _text()}), _TWO, (2, 0, 0), suffix=".zip"),
    Case("LinkedIn", _linkedin(), """
         Acme / Dev: applied 2025-11-20
         Bolt / Ops: applied 2025-11-21
         """, (2, 0, 0), suffix=".zip", columns={"applied_on": "Application Date"}),
    Case("Simplify", _SIMPLIFY, """
         Acme / Dev: applied 2026-01-05, rejection 2026-01-20
         Bolt / Ops:
         Crane / Lab: applied 2026-01-07, interview 2026-01-21
         """, (3, 0, 0), prospects=1,
         assumes='"Applied Date" is read month first, like the other dates of the sheet'),
    Case("Teal", _TEAL, """
         1: applied 2026-01-05
         2:
         3: applied 2026-01-07, interview
         """, (3, 0, 0), columns={"status": "statusName", "applied_on": "applied_at"},
         prospects=1),
    Case("Huntr", [["listName", "companyName", "title", "location", "htmlDescription"],
         ["Applied", "Acme", "Dev", "Rome", "<p>Come</p>"],
         ["Wishlist", "Bolt", "Ops", "", "<p>Come</p>"]], """
         Acme / Dev: applied
         Bolt / Ops:
         """, (2, 0, 0), cells="A2", columns={"status": "listName"}, prospects=1),
]  # fmt: skip
