"""A text file (.csv) with some fields changed: encoding, delimiter, quoting and line ends stay."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jobsearch.errors import LogError
from jobsearch.reading.files.delimited import read_delimited
from jobsearch.reading.files.encodings import detect_encoding
from jobsearch.reading.files.grid import Unusable
from jobsearch.reading.vocabulary.dates import order_of
from jobsearch.writing.workbook.cells import At, Value, cell_text
from jobsearch.writing.workbook.edit import CellEdit, EditResult
from jobsearch.writing.workbook.workbook import NewRow

_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:,?\s.*)?")


@dataclass(frozen=True)
class Field:
    """One field: where it starts and ends in the text, and what it says."""

    start: int
    end: int
    text: str


class Delimited:
    """
    A table of text, open for looking at what a change would meet.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, which is the sheet's.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name, self.data = name, data
        self.encoding, self.mark, _ = detect_encoding(data)
        self.text = data[len(self.mark) :].decode(self.encoding, "surrogateescape")
        named = re.match(r'"?sep=([^\r\n"])"?[ \t]*(?=[\r\n]|$)', self.text)
        self.delimiter, self.records = self._told_apart(named.end() if named else 0)
        ends = re.findall(r"\r\n|\n|\r", self.text)
        self.line_end = max(set(ends), key=ends.count) if ends else "\n"
        filled = [f for record in self.records[1:] for f in record if f.end > f.start]
        self.quotes_all = bool(filled) and all(self.text[f.start] == '"' for f in filled)

    def _told_apart(self, at: int) -> tuple[str, list[list[Field]]]:
        """The delimiter with which the records are those that the reader finds, and they."""
        rows = [row or [""] for row in read_delimited(self.data, self.name).rows]
        others = re.findall(r"[^\w\s\"]", self.text[:99])
        for delimiter in dict.fromkeys([",", ";", "\t", "|", *others]):
            records = _records(self.text, at, delimiter)
            if [[field.text.strip() for field in record] for record in records] == rows:
                return delimiter, records
        raise Unusable(
            "is a text file whose columns cannot be told apart well enough to write to it. Save "
            "it as an .xlsx file."
        )

    @property
    def sheets(self) -> tuple[str, ...]:
        """Its one sheet."""
        return (self.name,)

    def row_numbers(self, sheet: str) -> list[int]:
        """The numbers of the records."""
        del sheet
        return [*range(1, len(self.records) + 1)]

    def value(self, sheet: str, at: At) -> Value:
        """What a field says."""
        del sheet
        record = self.records[at[0] - 1] if at[0] <= len(self.records) else []
        return record[at[1]].text.strip() or None if at[1] < len(record) else None

    def row_values(self, sheet: str, number: int) -> dict[int, Value]:
        """What the fields of a record say, by column; blank ones left out."""
        record = self.records[number - 1] if number <= len(self.records) else []
        values = {
            position: self.value(sheet, (number, position)) for position in range(len(record))
        }
        return {position: value for position, value in values.items() if value is not None}

    def width(self, sheet: str, number: int) -> int:
        """How many fields a record has."""
        del sheet
        return len(self.records[number - 1])

    def new_rows(
        self, sheet: str, header_row: int, last_row: int, positions: Mapping[str, int],
        *, anchor: str = "", count: int = 1,
    ) -> list[NewRow]:  # fmt: skip
        """The records for something new, below the last one that says anything."""
        del sheet, header_row, positions, anchor
        filled = [n for n, record in enumerate(self.records, 1) if any(f.text for f in record)]
        last = max([last_row, *filled[-1:]])
        return [NewRow(last + n, last) for n in range(1, count + 1)]

    def column(self, position: int, header_row: int) -> list[str]:
        """What the fields below a header say; blank ones left out."""
        rows = range(header_row + 1, len(self.records) + 1)
        return [v for row in rows if isinstance(v := self.value("", (row, position)), str)]

    def edit(
        self, edits: Sequence[CellEdit], rows: Sequence[NewRow], header_row: int
    ) -> EditResult:
        """The file after these edits."""
        fields: dict[int, dict[int, str]] = {}
        for edit in edits:
            text = full_text(edit.value)
            fields.setdefault(edit.at[0], {})[edit.at[1]] = text
        splices: list[tuple[int, int, str]] = []
        new = {row.number for row in rows}
        for number, texts in sorted(fields.items()):
            below = self.records[number - 1 : number]
            if number in new and (not below or _is_blank(below[0])):
                width = max(self.width("", header_row), max(texts) + 1)
                record = [texts.get(position, "") for position in range(width)]
                line = self.delimiter.join(self._spelled(text) for text in record)
                if below:
                    splices.append((below[0][0].start, below[0][0].end, line))
                    continue
                end = len(self.text)
                # A last record ends as the file does: with a line end, or without.
                is_ended = self.text.endswith(("\n", "\r"))
                line = line + self.line_end if is_ended else self.line_end + line
                splices.append((end, end, line))
            else:
                splices += self._changed(number, texts)
        text, at = "", 0
        for start, end, piece in sorted(splices, key=lambda s: (s[0], s[1])):
            text, at = text + self.text[at:start] + piece, end
        data = self.mark + self._encoded(text + self.text[at:])
        return EditResult(data, {(e.sheet, e.at): e.value for e in edits})

    def _changed(self, number: int, texts: dict[int, str]) -> list[tuple[int, int, str]]:
        record = self.records[number - 1]
        splices = [
            (record[p].start, record[p].end, self._spelled(text))
            for p, text in texts.items() if p < len(record)
        ]  # fmt: skip
        further = {p: text for p, text in texts.items() if p >= len(record)}
        if further:
            added = [
                self._spelled(further.get(p, "")) for p in range(len(record), max(further) + 1)
            ]
            end = record[-1].end
            splices.append((end, end, self.delimiter + self.delimiter.join(added)))
        return splices

    def _spelled(self, text: str) -> str:
        # A reader could take any of these for what parts the fields.
        parts = {self.delimiter, *',;|\t"\n\r'}
        needs = any(c in parts for c in text) or text != text.strip()
        if needs or (self.quotes_all and text):
            return '"' + text.replace('"', '""') + '"'
        return text

    def _encoded(self, text: str) -> bytes:
        try:
            return text.encode(self.encoding, "surrogateescape")
        except UnicodeEncodeError as error:
            raise LogError(
                f'{self.name} is kept in {self.encoding}, which has no "{text[error.start]}". '
                "Nothing was written. Write it without that character, or save the file as UTF-8."
            ) from None


def full_text(value: Value) -> str:
    """A value as text, nothing cut off."""
    return value if isinstance(value, str) else cell_text(value)


def like_others(value: dt.date, texts: Sequence[str], known: str = "") -> str:
    """
    A date as the other texts of its column spell it, where that can be told, else as 2026-03-14.

    Parameters
    ----------
    value : date
    texts : sequence of str
        The other fields of the column.
    known : str
        "day first" or "month first", where no text of the column decides it.

    Examples
    --------
    >>> like_others(dt.date(2026, 3, 4), ["14/12/2025", "02/01/2026"])
    '04/03/2026'
    >>> like_others(dt.date(2026, 3, 4), ["02/01/2026"])
    '2026-03-04'
    """
    plain = cell_text(value)
    shaped = [found for text in texts if (found := _NUMBERS.fullmatch(text.strip()))]
    if not shaped or len(shaped) < len(texts) / 2:
        return plain
    last = shaped[-1]
    order = "day first" if last[2] == "." else order_of(texts) or known
    if not order:
        return plain  # else it would decide what the others mean
    is_padded = all(len(f[1]) == 2 and len(f[3]) == 2 for f in shaped)
    first, second = value.month, value.day
    if order == "day first":
        first, second = second, first
    width = 2 if is_padded else 1
    year = f"{value.year % 100:02d}" if len(last[4]) == 2 else str(value.year)
    day = f"{first:0{width}d}{last[2]}{second:0{width}d}{last[2]}{year}"
    time = plain[10:]
    return day + time


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program that opens a .csv may take a text for a formula."""
    is_number = re.fullmatch(r"[-+]?[\d.,\s()/-]*%?", text) is not None
    return text.startswith(("=", "+", "-", "@")) and not is_number


def _records(text: str, at: int, delimiter: str) -> list[list[Field]]:
    """The records, told apart as the reader of text files does; a blank line has one field."""
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    records = []
    while at < len(text):
        record: list[Field] = []
        begin = at
        while True:
            while text[at : at + 1] == " ":
                at += 1
            start = at
            if text[at : at + 1] == '"':
                at, said_text = _quoted(text, at, plain)
            else:
                at = _end(plain, text, at)
                said_text = text[start:at]
            record.append(Field(start, at, said_text))
            if text[at : at + 1] != delimiter:
                break
            at += 1
        records.append([Field(begin, at, "")] if _is_blank(record) else record)
        at += 2 if text.startswith("\r\n", at) else 1
    return records


def _is_blank(record: list[Field]) -> bool:
    """Whether a line has nothing in it, no delimiter either."""
    return len(record) == 1 and not record[0].text.strip()


def _end(plain: re.Pattern[str], text: str, at: int) -> int:
    found = plain.match(text, at)
    return found.end() if found else at


def _quoted(text: str, at: int, plain: re.Pattern[str]) -> tuple[int, str]:
    """The end of a field that starts with a quotation mark, and what it says."""
    pieces: list[str] = []
    at += 1
    while True:
        close = text.find('"', at)
        if close < 0:
            return len(text), "".join([*pieces, text[at:]])
        pieces.append(text[at:close])
        if text.startswith('""', close):
            pieces.append('"')
            at = close + 2
            continue
        end = _end(plain, text, close + 1)
        return end, "".join([*pieces, text[close + 1 : end]])
