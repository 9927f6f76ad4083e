"""Files on disk that cannot be used, and the words in which they are refused."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import hostile
from checkout import PACKAGE
from filed import CUT_OFF, DAMAGED, DOCTYPE, PASSWORD, read, refused
from hostile import as_prefixed, cell, members, retargeted, sheet, texts, workbook, zipped
from jobsearch.errors import LogError
from jobsearch.reading.files import read_grids, xlsx
from jobsearch.reading.files.grid import Grid

# Files that cannot be used, in a process of their own: each could end it.

BITING = {
    "stray.xlsx": (
        lambda: hostile.stray("XFD1048576"),
        'has something in cell XFD1048576 of the sheet "Applications", which makes it 1,048,576 '
        "rows by 16,384 columns. Clear that cell and save the file again.",
    ),
    "wide.xlsx": (
        lambda: hostile.stray("ZZ100000"),
        'has something in cell ZZ100000 of the sheet "Applications", which makes it 100,000 rows '
        "by 702 columns. Clear that cell and save the file again.",
    ),
    "deep.xlsx": (
        lambda: workbook(sheet(cell("A1048576", 1) + cell("Z1", 1))),
        'has something in cell A1048576 of the sheet "Applications", which makes it 1,048,576 '
        "rows by 26 columns. Clear that cell and save the file again.",
    ),
    "prefixed.xlsx": (
        lambda: workbook(as_prefixed(sheet(cell("XFD1048576", 1)))),
        'has something in cell XFD1048576 of the sheet "Applications", which makes it 1,048,576 '
        "rows by 16,384 columns. Clear that cell and save the file again.",
    ),
    "letters.xlsx": (
        lambda: hostile.stray("ZZZZZZZ1"),
        'has something in cell ZZZZZZZ1 of the sheet "Applications", which makes it 1 rows by '
        "8,353,082,582 columns. Clear that cell and save the file again.",
    ),
    "twice.xlsx": (
        lambda: workbook(sheet('<c r="A1" r="XFD1048576"><v>1</v></c>')),
        DAMAGED,
    ),
    "slash.xlsx": (
        lambda: workbook(sheet('<a/b:c r="XFD1048576"><v>1</v></a/b:c>')),
        DAMAGED,
    ),
    "gigabyte.xlsx": (
        hostile.gigabyte,
        "unpacks to 1,074 MB, more than any log needs. Save a copy that holds the log alone.",
    ),
    "tight.xlsx": (
        lambda: hostile.gigabyte(declared=500_000_000),
        "unpacks to more than 200 times its size, which no honest workbook does. Save a copy that "
        "holds the log alone.",
    ),
    "liar.xlsx": (lambda: hostile.gigabyte(declared=1000), DAMAGED),
    "laughs.xlsx": (hostile.billion_laughs, DOCTYPE),
    "laughs16.xlsx": (
        lambda: workbook(
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16")
        ),
        DOCTYPE,
    ),
    "texts.xlsx": (
        lambda: workbook(sheet(cell("A1", 0, "s")), shared=texts("a", count="99999999999")),
        DAMAGED,
    ),
    "doctype.xlsx": (
        lambda: workbook(
            sheet(cell("A1", 0, "s")), shared="<!DOCTYPE sst>" + texts("a", count="1")
        ),
        DOCTYPE,
    ),
    "index.xlsx": (
        lambda: workbook(sheet(cell("A1", 7, "s")), shared=texts("a", count="1")),
        DAMAGED,
    ),
    "fractions.xlsx": (lambda: workbook(sheet(cell("A1", "1e300", style=3))), DAMAGED),
    "row.xlsx": (
        lambda: hostile.stray("A4294967296"),
        'has something in cell A4294967296 of the sheet "Applications", which makes it '
        "4,294,967,296 rows by 1 columns. Clear that cell and save the file again.",
    ),
    "circle.xlsx": (
        lambda: zipped(
            retargeted("worksheets/sheet1.xml", "workbook.xml")(members(sheet(cell("A1", 1))))
        ),
        DAMAGED,
    ),
}


def in_a_process_of_its_own(folder: Path) -> dict[str, str]:
    program = Path(hostile.__file__)
    places = os.pathsep.join([str(program.parents[1]), str(program.parent)])
    done = subprocess.run(
        [sys.executable, program, folder],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": places},
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("biting")
    for name, (make, _) in BITING.items():
        (folder / name).write_bytes(make())
    return in_a_process_of_its_own(folder)


@pytest.mark.parametrize("name", BITING)
def test_files_that_bite_are_refused(outcomes, name):
    assert outcomes[name] == f"{name} {BITING[name][1]}"


def test_many_sheets_that_are_nearly_blank(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx, "_MOST_CELLS_IN_ALL", 10)
    four_cells, seven_cells = sheet(cell("B2", 1)), sheet(cell("A7", 1))
    assert len(read(tmp_path, workbook(four_cells, four_cells))) == 2
    assert refused(tmp_path, workbook(four_cells, seven_cells)) == (
        "log.xlsx spans more than 10 cells, nearly all of them blank. Clear what stands far down "
        'or far right on the sheet "Interviews" and save the file again.'
    )


def test_a_gigabyte_is_small_on_disk():
    assert len(hostile.gigabyte()) < 2_000_000


@pytest.mark.slow
def test_500_damaged_workbooks_load_or_are_refused(tmp_path):
    for n, data in enumerate(hostile.mutations(500, seed=20260314)):
        (tmp_path / f"{n}.xlsx").write_bytes(data)
    outcomes = in_a_process_of_its_own(tmp_path)
    assert len(outcomes) == 500
    odd = {
        name: outcome
        for name, outcome in outcomes.items()
        if not outcome.startswith(f"{name} ") and not outcome.endswith(" sheets")
    }
    assert odd == {}
    assert sum(outcome.endswith(" sheets") for outcome in outcomes.values()) > 20


def test_damage_to_the_bytes_never_changes_a_value(tmp_path):
    """Flipped, cut or repeated bytes: refused, or the very values of the whole file."""
    whole = hostile.good()
    expected = read(tmp_path, whole)
    chance = hostile.random.Random(14)
    for _ in range(300):
        damage = chance.choice((hostile._flip, hostile._cut, hostile._repeat))
        with contextlib.suppress(LogError):
            assert read(tmp_path, damage(whole, {}, chance)) == expected


def test_a_panic_in_calamine_is_a_damaged_file_and_an_interrupt_is_none(tmp_path, monkeypatch):
    class PanicException(BaseException):
        """What a panic in compiled code arrives as."""

    def fail(error: type[BaseException]):
        def load(_: object) -> None:
            raise error

        monkeypatch.setattr("python_calamine.load_workbook", load)

    fail(PanicException)
    assert refused(tmp_path, hostile.good()) == f"log.xlsx {DAMAGED}"
    fail(KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        read(tmp_path, hostile.good())


def test_truncated_workbooks(tmp_path):
    whole = hostile.good()
    end = whole.rindex(b"PK\5\6")
    for length in [*range(4, end, len(whole) // 50), end]:
        assert refused(tmp_path, whole[:length]) == f"log.xlsx {CUT_OFF}"
    for length in range(end + 4, len(whole)):
        assert refused(tmp_path, whole[:length]) == f"log.xlsx {DAMAGED}"


# Refusals, word by word.

NOT_READ = "which is not read. Save it as .xlsx or .csv."
GIVE = "Give an .xlsx or .csv file."

NO_TABLE = (
    "is a web page (HTML) without a table in it. Open what it shows in a spreadsheet program and "
    "save it as .xlsx or .csv."
)
UNREADABLE = (
    "cannot be read: it is damaged, or something stands far down and far right in it. Copy the log "
    "into a new workbook and save it as .xlsx."
)
NO_TABLE_IN_ZIP = "is a .zip without a table in it. Unpack it and give the file that is one."


def zip_of(*names: str) -> bytes:
    return zipped(dict.fromkeys(names, "x"))


REFUSED = {
    "empty": ("log.xlsx", b"", "is empty: it has 0 bytes. Look for another copy of it."),
    "blank text": (
        "log.csv",
        b"\xef\xbb\xbf \r\n\t\r\n",
        "is empty: it holds nothing but blanks. Look for another copy of it.",
    ),
    "text": (
        "log.xlsx",
        b"Company,Role\n",
        f"is not a spreadsheet: its name ends in .xlsx, but it does not hold a workbook. {GIVE}",
    ),
    "picture": ("log.xlsx", b"\x89PNG\r\n\x1a\n", f"is not a spreadsheet: it is a picture. {GIVE}"),
    "photo": ("log.csv", b"\xff\xd8\xff\xe0", f"is not a spreadsheet: it is a picture. {GIVE}"),
    "pdf": ("log.xlsx", b"%PDF-1.7", f"is not a spreadsheet: it is a PDF document. {GIVE}"),
    "rtf": (
        "log.csv",
        b"{\\rtf1",
        f"is not a spreadsheet: it is a text document (.rtf). {GIVE}",
    ),
    "html": ("log.xls", b"\n<HTML><table>", NO_TABLE),
    "html table": ("log.csv", b"\xef\xbb\xbf<table border=1>", NO_TABLE),
    "xml sheet": (
        "log.xls",
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        f"is a spreadsheet saved as XML, {NOT_READ}",
    ),
    "xml": (
        "log.csv",
        b'<?xml version="1.0"?><rss/>',
        f"is not a spreadsheet: it is an XML document. {GIVE}",
    ),
    "ods": ("log.ods", zip_of("mimetype", "content.xml"), UNREADABLE),
    "xlsb": ("log.xlsx", zip_of("_rels/.rels", "xl/workbook.bin"), UNREADABLE),
    "numbers": (
        "log.numbers",
        zip_of("Index/Document.iwa"),
        f"is a Numbers spreadsheet, {NOT_READ}",
    ),
    "exports": ("export.zip", zip_of("Notes.txt", "photo.jpg"), NO_TABLE_IN_ZIP),
    "empty zip": ("log.xlsx", zip_of(), NO_TABLE_IN_ZIP),
    "word": (
        "log.xlsx",
        zip_of("_rels/.rels", "word/document.xml"),
        f"is not a spreadsheet: it is a text document or presentation. {GIVE}",
    ),
    "package": (
        "log.xlsx",
        zipped({"_rels/.rels": hostile.relations(), "thing.xml": "<x/>"}),
        "is not a spreadsheet: it is a zip file without a workbook in it.",
    ),
    "old word": (
        "log.xls",
        hostile.ole("WordDocument"),
        f"is not a spreadsheet: it is an old Office document without a sheet. {GIVE}",
    ),
    "password": ("log.xlsx", hostile.ole("EncryptionInfo", "EncryptedPackage"), PASSWORD),
    "zip password": ("log.xlsx", hostile.flagged(hostile.good()), PASSWORD),
    "no worksheet": (
        "log.xlsx",
        workbook(),
        "has no worksheet. Put the log on a sheet of its own and save the file.",
    ),
    "no such part": (
        "log.xlsx",
        zipped({k: v for k, v in members(sheet("")).items() if "sheet1" not in k}),
        DAMAGED,
    ),
    "no sheet in it": ("log.xlsx", workbook("<styleSheet/>"), DAMAGED),
    "not well-formed": ("log.xlsx", workbook(sheet("<c><v>1</w></c>")), DAMAGED),
    "not UTF-8": ("log.xlsx", workbook(sheet(cell("A1", "é", "str")).encode("latin-1")), DAMAGED),
    "bytes": (
        "log.csv",
        bytes(range(256)),
        "is not a spreadsheet: it holds neither a workbook nor text. Give an .xlsx or .csv file.",
    ),
    "open quote": (
        "log.csv",
        b'Company,Notes\nAcme,fine\nBeta,"not closed\nCeta,x\n',
        "has a quotation mark in row 3 that is never closed, so the rows below it cannot be told "
        "apart. Close it or take it out.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refusals(tmp_path, case):
    name, data, why = REFUSED[case]
    assert refused(tmp_path, data, name) == f"{name} {why}"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_two_parts_of_one_name(tmp_path, part):
    out = io.BytesIO(hostile.good())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(part.upper(), "<x/>")
    assert refused(tmp_path, out.getvalue()) == f"log.xlsx {DAMAGED}"


def test_parts_that_overlap(tmp_path):
    """Two entries of the directory that point to the same bytes."""
    data = workbook(sheet(cell("A1", 1)), sheet(cell("A1", 2)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        at = {info.filename: info.header_offset for info in archive.infolist()}
    one, two = (at[f"xl/worksheets/sheet{n}.xml"].to_bytes(4, "little") for n in (1, 2))
    end = data.index(b"PK\1\2")
    assert data[end:].count(two) == 1
    assert refused(tmp_path, data[:end] + data[end:].replace(two, one)) == f"log.xlsx {DAMAGED}"


def test_missing_file_and_folder(tmp_path):
    missing = tmp_path / "missing.xlsx"
    for path in (missing, f"{missing}\0", tmp_path / "missing" / "log.xlsx"):
        with pytest.raises(LogError) as caught:
            read_grids(path)
        assert str(caught.value) == f"{path} does not exist. Check the name and the folder."
    with pytest.raises(LogError) as caught:
        read_grids(tmp_path)
    assert str(caught.value) == f"{tmp_path} is a folder. Give the file in it that holds the log."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such thing here")
def test_what_is_no_file_on_disk(tmp_path):
    os.mkfifo(tmp_path / "pipe.xlsx")
    with pytest.raises(LogError) as caught:
        read_grids(tmp_path / "pipe.xlsx")
    assert str(caught.value) == f"{tmp_path / 'pipe.xlsx'} is not a file on disk. {GIVE}"


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            PermissionError(13, "Permission denied"),
            "log.xlsx cannot be read: permission is denied. Allow reading it, or close the program "
            "that has it open.",
        ),
        (OSError(5, "Input/output error"), "{path} cannot be read: Input/output error."),
    ],
)
def test_files_that_cannot_be_opened(tmp_path, monkeypatch, error, message):
    def fail(path: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", fail)
    assert refused(tmp_path, b"x") == message.format(path=tmp_path / "log.xlsx")


def test_files_that_are_too_large(tmp_path):
    with (tmp_path / "log.csv").open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(LogError) as caught:
        read_grids(tmp_path / "log.csv")
    assert str(caught.value) == (
        "log.csv has 300 MB, more than any log needs. Save a copy that holds the log alone."
    )


@pytest.mark.parametrize("name", ["~$log.xlsx", ".~lock.log.xlsx#"])
def test_lock_files(tmp_path, name):
    assert refused(tmp_path, b"somebody", name) == (
        f"{name} is a lock file that a spreadsheet program leaves while log.xlsx is "
        "open. Give log.xlsx instead."
    )


def test_the_content_decides_not_the_name(tmp_path):
    data = workbook(sheet(cell("A1", 1)))
    assert read(tmp_path, data, "log.csv") == [Grid("Applications", [[1.0]], {})]
    assert read(tmp_path, b"Company\nAcme\n", "log.txt") == [
        Grid("log.txt", [["Company"], ["Acme"]], {})
    ]


def test_neither_pandas_nor_openpyxl_is_asked():
    reading = PACKAGE / "reading"
    modules = [*(reading / "files").glob("*.py")]
    assert len(modules) > 10
    for path in modules:
        text = path.read_text(encoding="utf-8")
        assert "pandas" not in text
        assert "openpyxl" not in text
