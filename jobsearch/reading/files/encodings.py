"""How the text of a file is encoded: asked by the reader and by the writer of text files."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# What people's files are in, where they are not in Unicode: in one short text many others fit, too.
_USUAL = [
    *("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r"),
    *("gb18030", "cp932", "cp949", "big5"),
]
# How much that is not text a guess may leave before others are tried.
_POOR_FIT = 0.1
_HEAD = 1 << 16
# Letters with accents, quotation marks, dashes, and a few signs, as Western texts have them.
_LATIN = "[À-ÖØ-öø-ÿŒœŠšŽžŸ\u2018-\u201e\u2013\u2014…•€£©®°·«»¡¿ºª§\xa0\x81\x8d\x8f\x90\x9d\ufffd]+"


class Encoding(NamedTuple):
    """The codec of a text file, the mark that it starts with, and whether that is a guess."""

    codec: str
    mark: bytes = b""
    is_guess: bool = False

    @property
    def label(self) -> str:
        """The name that people know."""
        return re.sub(r"^cp(125\d)$", r"Windows-\1", self.codec)


def detect_encoding(data: bytes) -> Encoding:
    """
    The encoding of a text file, by its mark, else by what its bytes can be.

    Examples
    --------
    >>> detect_encoding("Söhne".encode("cp1252")).label
    'Windows-1252'
    """
    for mark, codec in _MARKS.items():
        if data.startswith(mark):
            return Encoding(codec, mark)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return Encoding("utf-8")
    # A file without a mark whose every other byte is 0 in its Latin part.
    for codec, zeros in (("utf-16-le", data[1:400:2]), ("utf-16-be", data[0:400:2])):
        if zeros and zeros.count(0) > len(zeros) / 2:
            return Encoding(codec)
    if _is_latin(data.decode("cp1252", errors="replace")):
        return Encoding("cp1252", is_guess=True)
    return Encoding(_best_fit(data[:_HEAD]), is_guess=True)


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file without its mark, and what has to be said of its encoding."""
    encoding = detect_encoding(data)
    text = data[len(encoding.mark) :].decode(encoding.codec, errors="replace")
    return text, (f"its text is read as {encoding.label}",) if encoding.is_guess else ()


def _is_latin(text: str) -> bool:
    """Whether what is not ASCII looks like the accents, quotes and dashes of a Latin text."""
    odd = re.findall(r"[^\x00-\x7f]+", text)
    # Other alphabets come out as runs of accented letters and signs.
    usual = sum(len(run) <= 2 and bool(re.fullmatch(_LATIN, run)) for run in odd)
    return not odd or usual > 0.7 * len(odd)


def _best_fit(head: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(head, cp_isolation=_USUAL).best()
    if best is None or best.chaos > _POOR_FIT:
        best = from_bytes(head).best() or best
    return "cp1252" if best is None else best.encoding
