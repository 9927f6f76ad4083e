"""What a cell can hold: values to XML and back, and the limits that a spreadsheet sets."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from html import escape

from jobsearch.errors import LogError
from jobsearch.wording import format_value

# Excel counts UTF-16 units.
_MOST_CHARACTERS = 32_767
# What XML 1.0 cannot hold at all; a carriage return is put right instead.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")
_NAME = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_DAY_ZERO, _DAYS_TO_1904 = dt.datetime(1899, 12, 30), 1462
# Before it Excel counts a day that never was.
_FIRST_DAY = dt.datetime(1900, 3, 1)


@dataclass(frozen=True)
class Formula:
    """A formula as the file holds it, without its equals sign."""

    text: str

    def __str__(self) -> str:
        return f"={self.text}"


Value = str | int | float | bool | dt.date | dt.datetime | Formula | None
At = tuple[int, int]  # a cell: its row from 1, its column from 0


def parse_cell_name(name: str) -> At:
    """
    The row and column of a cell's name.

    Examples
    --------
    >>> parse_cell_name("H14"), parse_cell_name("$AA$1")
    ((14, 7), (1, 26))
    """
    found = _NAME.fullmatch(name.upper())
    if found is None:
        raise ValueError(f'"{name}" is not the name of a cell.')
    return int(found[2]), column_number(found[1])


def column_number(letters: str) -> int:
    """The column of these letters, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def check_value(value: Value, where: str) -> Value:
    r"""
    A value that a cell can hold, line ends put right.

    Raises
    ------
    LogError
        For control characters, a text that is too long, a date before 1900.

    Examples
    --------
    >>> check_value("one\r\ntwo", "Applications!R2")
    'one\ntwo'
    """
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        if found := _CONTROL.search(text):
            raise LogError(
                f"{where}: the text holds a control character (U+{ord(found[0]):04X}), which a "
                "spreadsheet cannot hold. Nothing was written. Take it out and repeat."
            )
        length = len(text.encode("utf-16-le")) // 2
        if length > _MOST_CHARACTERS:
            raise LogError(
                f"{where}: the text has {length:,} characters, and a cell holds "
                f"{_MOST_CHARACTERS:,} at most. Nothing was written. Shorten it and repeat."
            )
        return text or None
    if isinstance(value, dt.date):
        moment = _as_moment(value)
        if moment < _FIRST_DAY or moment.year > 9999:
            raise LogError(
                f"{where}: {cell_text(value)} is before March 1900, and a spreadsheet has no "
                "such dates. Nothing was written. Correct the date and repeat."
            )
    return value


def _as_moment(value: dt.date) -> dt.datetime:
    if isinstance(value, dt.datetime):
        return value
    return dt.datetime(value.year, value.month, value.day)


def serial(value: dt.date, *, is_1904: bool) -> float:
    """
    A date as a spreadsheet counts it: days since the end of 1899, or since 1904.

    Examples
    --------
    >>> serial(dt.datetime(2026, 3, 14, 12), is_1904=False)
    46095.5
    """
    days = (_as_moment(value) - _DAY_ZERO) / dt.timedelta(days=1)
    return days - (_DAYS_TO_1904 if is_1904 else 0)


def moment_of(number: float, *, is_1904: bool) -> dt.date:
    """The date, or with a time of day the moment, that a number stands for."""
    days = number + (_DAYS_TO_1904 if is_1904 else 0)
    moment = _DAY_ZERO + dt.timedelta(seconds=round(days * 86_400))
    return moment.date() if moment.time() == dt.time() else moment


def cell_xml(value: Value, name: str, attributes: str, prefix: str, *, is_1904: bool) -> bytes:
    """
    The XML of a cell.

    Parameters
    ----------
    value : str, number, bool, date, Formula or None
        None leaves the cell blank, its look kept. Text is text, whatever it starts with.
    name : str
        "H14".
    attributes : str
        What else stands in its tag, such as ``' s="3"'``.
    prefix : str
        The namespace prefix of the sheet, such as "x:", or "".

    Examples
    --------
    >>> cell_xml("=1+1", "A2", ' s="3"', "", is_1904=False).decode()
    '<c r="A2" s="3" t="inlineStr"><is><t>=1+1</t></is></c>'
    """
    p, start = prefix, f'<{prefix}c r="{name}"{attributes}'
    if value is None:
        return f"{start}/>".encode()
    if isinstance(value, Formula):
        text = escape(value.text, quote=False)
        return f"{start}><{p}f>{text}</{p}f></{p}c>".encode()
    if isinstance(value, str):
        space = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
        text = escape(_ESCAPED.sub(lambda m: "_x005F" + m[0], value), quote=False)
        return f'{start} t="inlineStr"><{p}is><{p}t{space}>{text}</{p}t></{p}is></{p}c>'.encode()
    if isinstance(value, bool):
        return f'{start} t="b"><{p}v>{value:d}</{p}v></{p}c>'.encode()
    number = serial(value, is_1904=is_1904) if isinstance(value, dt.date) else float(value)
    text = str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
    return f"{start}><{p}v>{text}</{p}v></{p}c>".encode()


def unescaped(text: str) -> str:
    """Text of a file, where ``_x000D_`` stands for a character."""
    return _ESCAPED.sub(lambda m: chr(int(m[0][2:6], 16)), text)


def cell_text(value: Value) -> str:
    """
    A value as a table of changes shows it.

    Examples
    --------
    >>> cell_text(dt.datetime(2026, 3, 14, 15, 30)), cell_text(None), cell_text(3.0)
    ('2026-03-14 15:30', '', '3')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes").removesuffix(" 00:00")
    if isinstance(value, dt.date):
        return value.isoformat()
    return format_value(value)


def same_value(a: Value, b: Value) -> bool:
    """Whether two values are the same to a person: 3 and 3.0, a day and its midnight."""
    if isinstance(a, dt.date) and isinstance(b, dt.date):
        return abs(_as_moment(a) - _as_moment(b)) < dt.timedelta(seconds=1)
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1)
    return (a or None) == (b or None)
