"""Which rows below a header are rows of its table; the others by the reason why they are none."""

from __future__ import annotations

from dataclasses import dataclass, field

from jobsearch.reading.files.grid import Grid, is_blank_row
from jobsearch.reading.layout.headers import Header
from jobsearch.reading.vocabulary.cell_values import is_empty
from jobsearch.reading.vocabulary.date_texts import why_no_day
from jobsearch.reading.vocabulary.dates import looks_like_date
from jobsearch.reading.vocabulary.lazy_pattern import late_pattern
from jobsearch.reading.vocabulary.status import parse_status
from jobsearch.schema import APPLICATIONS, Sheet
from jobsearch.spelling import normal, plain

NOTHING = "no company, role, date or status"
AGAIN = "the header again"
TOTAL = "a total"
HEADING = "a heading"
OUTREACH = "networking or outreach, not an application"

# An application is known by one of these.
_KNOWN_BY = ("company", "role", "applied_on", "response_on", "status")
_TOTAL = late_pattern(r"(?:grand |sub ?)?(?:totals?|summe|gesamt|sum|average|count)\b.{0,30}")
_KINDS = {"type", "kind", "category", "application type", "activity", "contact type", "art", "tipo"}
_KEPT_LAST = 3


@dataclass(frozen=True)
class FilteredRows:
    """
    The rows below a header that hold anything.

    ``numbers`` and ``cells`` are those of the table, ``set_aside`` and ``in_error`` the numbers of
    the others, ``too_long`` those that go on past the header: number → (place, cell).
    """

    numbers: list[int]
    cells: list[list[object]]
    set_aside: dict[str, list[int]] = field(default_factory=dict)
    in_error: list[int] = field(default_factory=list)
    too_long: dict[int, tuple[int, object]] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """All of them."""
        aside = sum(map(len, self.set_aside.values()))
        return len(self.numbers) + aside + len(self.in_error)


def filter_rows(grid: Grid, header: Header, sheet: Sheet) -> FilteredRows:
    """
    Sort the rows below `header` of `grid` into those of the table of `sheet` and the others.

    A row that is too long is of the table where its dates stand in their places, so that only what
    comes behind them is in doubt; else it is in error.
    """
    width = len(header.texts)
    rows = FilteredRows([], [])
    find = _Reasons(header) if sheet is APPLICATIONS else None
    for number, cells in enumerate(grid.rows[header.row + 1 :], start=header.row + 2):
        if is_blank_row(cells):
            continue
        if len(cells) < width:
            cells = [*cells, *[""] * (width - len(cells))]
        elif len(cells) > width:
            extra = [p for p in range(width, len(cells)) if not is_empty(cells[p])]
            if extra:
                rows.too_long[number] = (extra[0], cells[extra[0]])
                if not _is_in_place(header, cells):
                    rows.in_error.append(number)
                    continue
        if find is not None and (reason := find.reason(cells)):
            rows.set_aside.setdefault(reason, []).append(number)
            continue
        rows.numbers.append(number)
        rows.cells.append(cells)
    return rows


def _is_in_place(header: Header, cells: list[object]) -> bool:
    days = [p for n, p in header.columns.items() if n.endswith(("_on", "_at")) and n != "closed_on"]
    if not days or max(days) < len(header.texts) - _KEPT_LAST - len(days):
        days = [*days, *[p for n, p in header.columns.items() if n == "status"]]
    filled = [cells[p] for p in days if not is_empty(cells[p])]
    return bool(filled) and all(
        looks_like_date(c) or (isinstance(c, str) and parse_status(c, {}) is not None)
        for c in filled
    )


class _Reasons:
    """Why a row is no application, "" where it is one."""

    def __init__(self, header: Header) -> None:
        columns = header.columns
        self._known_by = [columns[name] for name in _KNOWN_BY if name in columns]
        self._known_by += [wide.place for wide in header.wide if wide.kind != "follow-up"]
        self._texts = header.texts
        self._is_own = header.is_own
        kinds = [p for p, text in enumerate(header.texts) if plain(text) in _KINDS]
        self._kinds = kinds + [columns[name] for name in ("status",) if name in columns]
        self._outreach: dict[object, bool] = {}

    def reason(self, cells: list[object]) -> str:
        filled = (c for p in self._known_by if (c := cells[p]) != "" and not is_empty(c))
        if self._is_own:
            return "" if any(True for _ in filled) else NOTHING
        known = list(filled)
        if not known:
            return NOTHING
        if len(known) > 1 and sum(cells[p] == self._texts[p] for p in self._known_by) > 1:
            return AGAIN
        for place in self._kinds:
            if self._is_outreach(cells[place]):
                return OUTREACH
        first = next(c for c in cells if c != "")
        if isinstance(first, str) and len(known) < 3:
            if first[:1] in "tsgacTSGAC" and _TOTAL.fullmatch(normal(first)):
                return TOTAL
            if len(known) == 1 and known[0] is first and why_no_day(first.strip(), True):
                others = sum(c != "" and not is_empty(c) for c in cells)
                return HEADING if others == 1 else ""
        return ""

    def _is_outreach(self, cell: object) -> bool:
        if not isinstance(cell, str) or not cell:
            return False
        if cell not in self._outreach:
            from jobsearch.reading.vocabulary.status_meaning import is_outreach

            self._outreach[cell] = is_outreach(cell)
        return self._outreach[cell]
