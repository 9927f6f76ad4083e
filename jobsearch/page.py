"""A page of text for a terminal or a pipe: wrapped lines, headings, tables in columns."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

_ASCII = {"→": "->", "…": "...", "–": "-", "—": "-", "·": "-", "’": "'"}


class Page:
    """Lines of text as they are put together; ``str(page)`` is the whole."""

    def __init__(self, width: int, styled: bool, encoding: str) -> None:
        self._encoding = encoding
        self._console = Console(
            file=io.StringIO(), width=width, force_terminal=styled, no_color=True,
            highlight=False, markup=False, emoji=False, legacy_windows=False,
        )  # fmt: skip

    def __str__(self) -> str:
        stream = self._console.file
        assert isinstance(stream, io.StringIO)
        return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())

    def line(self, text: str = "", *, indent: int = 0, style: str = "") -> None:
        """A paragraph, wrapped."""
        for part in Text(self._encodable(text), style=style).wrap(
            self._console, self._console.width - indent
        ):
            part.rstrip()
            self._console.print(Text(" " * indent) + part, soft_wrap=True)

    def _encodable(self, text: str) -> str:
        """The text in characters that the encoding has; what it lacks in ASCII, before wrapping."""
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return "".join(_encoded(character, self._encoding) for character in text)
        return text

    def heading(self, text: str) -> None:
        """What the next lines are about."""
        self.line()
        self.line(text, style="bold")

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Columns; a head that ends on a blank is of words, the others are of figures."""
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
        for head in heads:
            words = head.endswith(" ")
            table.add_column(
                Text(head.strip()), justify="left" if words else "right",
                overflow="fold", no_wrap=not words,
            )  # fmt: skip
        for row in rows:
            table.add_row(*(Text(self._encodable(cell)) for cell in row))
        self._console.print(Padding(table, (0, 0, 0, 2)))


def clean(text: Any) -> str:
    """Text of the log on one line, without anything that steers a terminal."""
    return "".join(c if c.isprintable() else " " for c in str(text)).strip()


def _encoded(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
        return _ASCII.get(character) or plain or "?"
    return character
