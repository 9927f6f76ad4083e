"""Every format of a file that is known: how its content shows it, and what reads it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple, NoReturn

from jobsearch.reading.files.archive import PASSWORD
from jobsearch.reading.files.delimited import read_delimited
from jobsearch.reading.files.grid import Grid, Unusable
from jobsearch.reading.files.xlsx import read_xlsx

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_GIVE_ANOTHER = "Give an .xlsx or .csv file."


class Content:
    """The bytes of a file and its name, as the formats look at them."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data, self.name = data, name
        self.suffix = name[name.rfind(".") :].lower() if "." in name[1:] else ""

    @cached_property
    def start(self) -> bytes:
        """The first bytes in lower case, without a mark or blanks before them."""
        return self.data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()

    @property
    def is_zip(self) -> bool:
        """Whether it says that it is a zip file."""
        return self.data.startswith((b"PK\3\4", b"PK\5\6"))

    @cached_property
    def parts(self) -> set[str] | None:
        """The names in a zip file, in lower case; None where they cannot be read."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                return {name.replace("\\", "/").lower() for name in archive.namelist()}
        except Exception:
            return None  # cut off or damaged: the reader of workbooks says so


class Format(NamedTuple):
    """
    One format: what its files are called, whether a content is one, and what reads it.

    ``writable`` are those of its suffixes into which a change can be written.
    """

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[Content], bool]
    read: Callable[[Content], list[Grid]]
    writable: tuple[str, ...] = ()


def _has_part(*names: str) -> Callable[[Content], bool]:
    return lambda content: content.is_zip and not (content.parts or set()).isdisjoint(names)


def _starts(*starts: bytes) -> Callable[[Content], bool]:
    return lambda content: content.data.startswith(starts)


def _is_workbook(content: Content) -> bool:
    return content.is_zip and (
        content.parts is None
        or any(name.startswith("xl/") or name == "_rels/.rels" for name in content.parts)
    )


def _has_stream(*names: str) -> Callable[[Content], bool]:
    """Old Office files, and those of today with a password, are folders of named streams."""
    return lambda content: (
        content.data.startswith(_OLE)
        and any(name.encode("utf-16-le") in content.data for name in names)
    )


def _is_web_page(content: Content) -> bool:
    starts = (b"<!doctype html", b"<html", b"<head", b"<table", b"<meta", b"<style")
    is_xhtml = content.start.startswith(b"<?xml") and b"<html" in content.start
    return is_xhtml or content.start.startswith(starts)


def _is_xml_sheet(content: Content) -> bool:
    words = (b"excel.sheet", b":spreadsheet", b"<office:document")
    return content.start.startswith(b"<?xml") and any(word in content.start for word in words)


def _is_text(content: Content) -> bool:
    named = (suffix for kind in FORMATS if kind.name != ".csv" for suffix in kind.suffixes)
    return content.suffix not in named


def _refuse(why: str) -> Callable[[Content], NoReturn]:
    def read(content: Content) -> NoReturn:
        raise Unusable(why.format(suffix=content.suffix))

    return read


def _no_spreadsheet(what: str) -> Callable[[Content], NoReturn]:
    return _refuse(f"is not a spreadsheet: {what}. {_GIVE_ANOTHER}")


def _read_isolated(*, is_zip: bool) -> Callable[[Content], list[Grid]]:
    def read(content: Content) -> list[Grid]:
        from jobsearch.reading.files.isolated import read_apart

        return read_apart(content.data, is_zip=is_zip)

    return read


def _read_web_page(content: Content) -> list[Grid]:
    from jobsearch.reading.files.encodings import decode
    from jobsearch.reading.files.webpage import read_webpage

    return read_webpage(decode(content.data)[0], content.name)


def _read_export(content: Content) -> list[Grid]:
    from jobsearch.reading.files.zip_export import read_export

    def read(data: bytes, name: str) -> list[Grid]:
        return read_format(Content(data, name), is_inside=True)

    return read_export(content.data, READABLE, read)


# The first one that a content shows is its format; the last one takes what is left.
FORMATS = (
    Format(".xlsb", (".xlsb",), _has_part("xl/workbook.bin"), _read_isolated(is_zip=True)),
    Format(".ods", (".ods", ".ots"), _has_part("content.xml"), _read_isolated(is_zip=True)),
    Format(
        "Numbers",
        (".numbers",),
        _has_part("index/document.iwa", "index.zip"),
        _refuse("is a Numbers spreadsheet, which is not read. Save it as .xlsx or .csv."),
    ),
    Format(
        "document",
        (),
        _has_part("word/document.xml", "ppt/presentation.xml"),
        _no_spreadsheet("it is a text document or presentation"),
    ),
    Format(
        ".xlsx",
        (".xlsx", ".xlsm", ".xltx", ".xltm"),
        _is_workbook,
        lambda content: read_xlsx(content.data),
        writable=(".xlsx", ".xlsm"),
    ),
    Format(".zip", (), lambda content: content.is_zip, _read_export),
    Format("with a password", (), _has_stream("EncryptedPackage"), _refuse(PASSWORD)),
    Format(".xls", (".xls", ".xlt"), _has_stream("Workbook", "Book"), _read_isolated(is_zip=False)),
    Format(
        "old Office",
        (),
        _starts(_OLE),
        _no_spreadsheet("it is an old Office document without a sheet"),
    ),
    Format("PDF", (), _starts(b"%PDF"), _no_spreadsheet("it is a PDF document")),
    Format(
        "picture",
        (),
        _starts(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"),
        _no_spreadsheet("it is a picture"),
    ),
    Format("RTF", (), _starts(b"{\\rtf"), _no_spreadsheet("it is a text document (.rtf)")),
    Format("web page", (), _is_web_page, _read_web_page),
    Format(
        "XML spreadsheet",
        (),
        _is_xml_sheet,
        _refuse("is a spreadsheet saved as XML, which is not read. Save it as .xlsx or .csv."),
    ),
    Format(
        "XML",
        (),
        lambda content: content.start.startswith(b"<?xml"),
        _no_spreadsheet("it is an XML document"),
    ),
    Format(
        ".csv",
        (".csv", ".tsv"),
        _is_text,
        lambda content: [read_delimited(content.data, content.name)],
        writable=(".csv",),
    ),
    Format(
        "mislabeled",
        (),
        lambda _: True,
        _no_spreadsheet("its name ends in {suffix}, but it does not hold a workbook"),
    ),
)
READABLE = tuple(
    suffix for kind in FORMATS if kind.name.startswith(".") for suffix in kind.suffixes
)
WRITABLE = tuple(suffix for kind in FORMATS for suffix in kind.writable)


def read_format(content: Content, *, is_inside: bool = False) -> list[Grid]:
    """The sheets of a content by its format; one inside another file holds no other files."""
    if not content.data:
        raise Unusable("is empty: it has 0 bytes. Look for another copy of it.")
    kind = next(kind for kind in FORMATS if kind.sniff(content))
    if is_inside and kind.name == ".zip":
        raise Unusable(f"is not a spreadsheet: it is a .zip. {_GIVE_ANOTHER}")
    grids = kind.read(content)
    if not kind.suffixes or content.suffix in kind.suffixes or kind.name == ".csv":
        return grids
    called = content.suffix or "nothing"
    note = f"its name ends in {called}, but it is a workbook like {kind.name} and is read as one"
    return [Grid(g.sheet, g.rows, g.broken, (*g.notes, note)) for g in grids]
