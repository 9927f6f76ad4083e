"""A page of text for a terminal or a pipe: wrapped lines, headings, tables in columns."""

from __future__ import annotations

import os
import re
import shlex
import textwrap
import unicodedata
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

_ASCII = {
    "→": "->",
    "←": "<-",
    "…": "...",
    "–": "-",
    "—": "-",
    "·": "-",
    "’": "'",
    "●": "*",
    "○": "o",
    "│": "|",
}

_WORDS = 16  # columns below which words are hard to read


class Screen(NamedTuple):
    """What a page is printed on: its columns, whether it shows bold text, its encoding."""

    width: int = 80
    styled: bool = False
    encoding: str = "utf-8"


PLAIN = Screen()


class Page:
    """Lines of text as they are put together; ``str(page)`` is the whole."""

    def __init__(self, screen: Screen) -> None:
        self._width, self._styled, self._encoding = screen
        self._lines: list[str] = []

    def __str__(self) -> str:
        return "\n".join(self._lines)

    def line(self, text: str = "", *, indent: int = 0, bold: bool = False) -> None:
        """A paragraph, wrapped."""
        bold = bold and self._styled
        for part in _wrapped(self._encodable(text), self._width - indent):
            line = (" " * indent + part).rstrip()
            self._lines.append(f"\x1b[1m{line}\x1b[0m" if bold else line)

    def heading(self, text: str) -> None:
        """What the next lines are about."""
        self.line()
        self.line(text, bold=True)

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], *, figures: Collection[str] = ()
    ) -> None:
        """
        Columns under their heads; those of `figures` stand on the right and are never broken.

        Where the page is too narrow for that, each row is a list of what stands under which head.
        """
        rows = [[self._encodable(cell) for cell in row] for row in rows]
        is_figure = [head in figures for head in heads]
        lines = columns([heads, *rows], is_figure)
        if max(map(len, lines)) <= self._width - 2 and _is_simple(" ".join(lines)):
            self._lines += [f"  {line}".rstrip() for line in lines]
        elif _least_width([heads, *rows], is_figure) <= self._width - 2:
            self._lines += [f"  {line}".rstrip() for line in self._folded(heads, rows, is_figure)]
        else:
            for first, *others in rows:
                self.line(first, indent=2)
                for head, cell in zip(heads[1:], others, strict=True):
                    if cell:
                        self.line(f"{head}: {cell}", indent=4)

    def _folded(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], is_figure: Sequence[bool]
    ) -> list[str]:
        # Imported where words have to be wrapped: a page of lines has to be there in an instant.
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
        for head, figure in zip(heads, is_figure, strict=True):
            table.add_column(
                Text(head), justify="right" if figure else "left", overflow="fold", no_wrap=figure
            )
        for row in rows:
            table.add_row(*map(Text, row))
        console = _console(self._width - 2)
        with console.capture() as drawn:
            console.print(table)
        lines: list[str] = drawn.get().splitlines()
        return lines

    def _encodable(self, text: str) -> str:
        """The text in characters that the encoding has; what it lacks in ASCII, before wrapping."""
        try:
            text.encode(self._encoding)
        except UnicodeEncodeError:
            return "".join(_encoded(character, self._encoding) for character in text)
        return text


def columns(rows: Sequence[Sequence[str]], is_figure: Sequence[bool]) -> list[str]:
    """
    Rows as lines, each column as wide as it has to be.

    Examples
    --------
    >>> columns([["sheet", "n"], ["Notes", "12"]], [False, True])
    ['sheet   n', 'Notes  12']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            text.rjust(width) if figure else text.ljust(width)
            for text, width, figure in zip(row, widths, is_figure, strict=True)
        ).rstrip()
        for row in rows
    ]


def _least_width(rows: Sequence[Sequence[str]], is_figure: Sequence[bool]) -> int:
    """The columns that a table needs: a figure cannot be broken, words can."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    least = [w if f else min(w, _WORDS) for w, f in zip(widths, is_figure, strict=True)]
    return sum(least) + 2 * (len(least) - 1)


def _wrapped(text: str, width: int) -> list[str]:
    """The lines of a paragraph, counted in columns of a terminal: some signs take two, or none."""
    if _is_simple(text):
        return textwrap.wrap(text, width, break_on_hyphens=False) or [""]
    from rich.text import Text

    return [line.plain for line in Text(text).wrap(_console(width), width)]


def _is_simple(text: str) -> bool:
    """Whether every character takes one column."""
    return text.isascii() or all(map(_takes_one_column, text))


def _takes_one_column(character: str) -> bool:
    return unicodedata.east_asian_width(character) not in "WF" and (
        unicodedata.category(character) not in ("Mn", "Me", "Cf")
    )


def _console(width: int) -> Any:
    """Draw in plain text: no colours, and nothing in the log's text is taken for markup."""
    from rich.console import Console

    return Console(
        width=width, color_system=None, force_terminal=False, highlight=False, markup=False,
        emoji=False, legacy_windows=False,
    )  # fmt: skip


def quoted(word: str) -> str:
    """A word of a call as the shell of this system takes it."""
    if os.name != "nt":
        # Double quotes where they do, as on Windows.
        is_plain = shlex.quote(word) == word or re.search(r'["$`\\!]', word)
        return shlex.quote(word) if is_plain else f'"{word}"'
    return word if re.fullmatch(r"[\w.:=\\/+-]+", word) else f'"{word}"'


def _encoded(character: str, encoding: str) -> str:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
        return _ASCII.get(character) or plain or "?"
    return character
