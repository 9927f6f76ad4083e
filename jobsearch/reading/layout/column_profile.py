"""What the cells of a column hold: shares of a sample, asked for one by one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from jobsearch.reading.files.grid import Grid
from jobsearch.reading.vocabulary.cell_values import is_empty, tick
from jobsearch.reading.vocabulary.date_texts import why_no_day
from jobsearch.reading.vocabulary.dates import looks_like_date
from jobsearch.reading.vocabulary.lazy_pattern import late_pattern
from jobsearch.reading.vocabulary.status import parse_status

_SAMPLE = 200
_EMAIL = late_pattern(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LINK = late_pattern(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/\S*", re.I)


class ColumnProfile:
    """The filled cells of a column below its header, the first two hundred of them."""

    def __init__(self, grid: Grid, row: int, place: int) -> None:
        self.cells: list[object] = []
        for cells in grid.rows[row + 1 :]:
            if place < len(cells) and not is_empty(cells[place]):
                self.cells.append(cells[place])
                if len(self.cells) == _SAMPLE:
                    break

    def __len__(self) -> int:
        return len(self.cells)

    def _share(self, holds: Callable[[object], bool]) -> float:
        return sum(map(holds, self.cells)) / max(1, len(self.cells))

    @cached_property
    def dates(self) -> float:
        """Days, moments and days without a year; bare numbers, which may be anything, are none."""
        return self._share(
            lambda c: (
                not isinstance(c, (int, float))
                and not (isinstance(c, str) and c.strip().isdigit())
                and (
                    looks_like_date(c) or (isinstance(c, str) and bool(why_no_day(c.strip(), True)))
                )
            )
        )

    @cached_property
    def flags(self) -> float:
        """Yes, no, 0, 1, ticks."""
        return self._share(lambda c: tick(c) is not None)

    @cached_property
    def numbers(self) -> float:
        """Numbers, written as such or as text."""
        return self._share(_is_number)

    @cached_property
    def statuses(self) -> float:
        """Words of a status."""
        return self._share(lambda c: isinstance(c, str) and parse_status(c, {}) is not None)

    @cached_property
    def emails(self) -> float:
        """E-mail addresses."""
        return self._share(lambda c: isinstance(c, str) and bool(_EMAIL.search(c)))

    @cached_property
    def links(self) -> float:
        """Addresses of web pages."""
        return self._share(lambda c: isinstance(c, str) and bool(_LINK.match(c.strip())))

    @cached_property
    def distinct(self) -> int:
        """How many different cells."""
        return len({str(c).strip().casefold() for c in self.cells})

    @cached_property
    def length(self) -> float:
        """Letters in a cell, on average."""
        return sum(len(str(c)) for c in self.cells) / max(1, len(self.cells))

    @property
    def is_text(self) -> bool:
        """Names and other short texts, neither dates nor numbers, flags, addresses or links."""
        return (
            max(self.dates, self.numbers, self.flags, self.emails, self.links) < 0.5
            and self.length <= 100
        )


def _is_number(cell: object) -> bool:
    if isinstance(cell, str):
        return bool(re.fullmatch(r"[-+$€£ ]*\d[\d., ]*[%k]?", cell.strip(), re.I))
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)
