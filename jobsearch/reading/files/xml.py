"""The XML inside a workbook: a parser that takes no harm, the elements of a small part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from xml.parsers import expat

from jobsearch.reading.files.grid import Unusable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

DOCTYPE = (
    "declares a document type, which no spreadsheet program writes and which can do harm. Save a "
    "copy in your spreadsheet program and give that."
)
_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*? encoding=[\"']([^\"']*)")


def new_parser() -> expat.XMLParserType:
    """A parser that refuses document types and so never expands an entity."""

    def refuse(*_: object) -> None:
        raise Unusable(DOCTYPE)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    return parser


@lru_cache(maxsize=256)
def local_name(name: str) -> str:
    """The name of an element or attribute without its namespace."""
    return name.rpartition(" ")[2]


def elements(pieces: Iterator[bytes]) -> list[tuple[str, dict[str, str]]]:
    """The elements of a small part in their order, with attributes, all by their local names."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((local_name(name), {local_name(key): v for key, v in attributes.items()}))

    parser = new_parser()
    parser.StartElementHandler = start
    for piece in pieces:
        parser.Parse(piece)
    parser.Parse(b"", True)
    return found


def is_utf8(start: bytes) -> bool:
    """Whether a part is written in UTF-8, from its first bytes."""
    declared = _ENCODING.match(start)
    return b"\0" not in start[:100] and (declared is None or declared[1].lower() == b"utf-8")
