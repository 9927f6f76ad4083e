"""Wide columns → rows of our other sheets, each knowing the cell that it comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from jobsearch.reading.layout.headers import Header
from jobsearch.reading.layout.row_filter import FilteredRows
from jobsearch.reading.layout.wide_columns import WideColumn
from jobsearch.reading.problems import ProblemCode
from jobsearch.reading.vocabulary.cell_values import is_empty, is_screening, tick
from jobsearch.reading.vocabulary.date_texts import days_within
from jobsearch.reading.vocabulary.dates import assumed_order, order_of, parse_dates
from jobsearch.reading.vocabulary.status import parse_status
from jobsearch.spelling import normal
from jobsearch.wording import format_value, quote

# What a stage or an outcome is called on the sheet History; the others are no word of theirs.
WORD_OF = {
    "screening": "screening",
    "interview": "interview",
    "offer": "offer",
    "rejected": "rejection",
    "accepted": "accepted",
    "withdrawn": "withdrawn",
    "position_closed": "position closed",
    "no_response": "no response",
}
_NOT_YET = {
    "not yet", "pending", "waiting", "none", "nothing", "not applicable", "nope", "never",
    "no interview", "without", "cancelled", "canceled", "noch nicht", "pas encore", "todavia no",
}  # fmt: skip
_AHEAD = {"scheduled", "booked", "upcoming", "invited", "planned", "arranged", "geplant", "prevu"}
Day = dt.datetime | dt.date | None


@dataclass
class Derived:
    """
    Rows for the other sheets; each starts with its place in the table and ends with its column.

    ``applied`` and ``sent`` fill the applications: a day of applying by place, a yes or no.
    """

    interviews: list[tuple[int, str, Day, int]] = field(default_factory=list)
    history: list[tuple[int, str, Day, int]] = field(default_factory=list)
    follow_ups: list[tuple[int, Day, int]] = field(default_factory=list)
    applied: dict[int, tuple[Day, int]] = field(default_factory=dict)
    sent: dict[int, tuple[bool, int]] = field(default_factory=dict)
    wrong: list[tuple[ProblemCode, int, int, object, str]] = field(default_factory=list)
    assumed: list[str] = field(default_factory=list)


def dated_words(
    text: str, day_first: bool, own: Mapping[str, str]
) -> list[tuple[tuple[str, str], dt.datetime]] | None:
    """
    The statuses of a text that packs them with their days; None where that is not what it holds.

    Examples
    --------
    >>> for (stage, outcome), day in dated_words(
    ...     "Phone screen 3/1/26 > Rejected 3/9/26", False, {}
    ... ):
    ...     print(stage or outcome, day.date())
    screening 2026-03-01
    rejected 2026-03-09
    """
    days = days_within(text, day_first)
    if not days:
        return None
    edges = [0, *(edge for start, end, _ in days for edge in (start, end)), len(text)]
    between = [text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2)]
    # The word stands before its day, or behind it.
    is_before = any(c.isalnum() for c in between[0])
    words = between[:-1] if is_before else between[1:]
    rest = between[-1] if is_before else ""
    if any(c.isalnum() for c in rest):
        return None
    found = []
    for word, (_, _, day) in zip(words, days, strict=True):
        said = word.strip(" \t\r\n:;,-–—>→|/.()[]")
        meaning = parse_status(said, own) if said else None
        if meaning is None:
            return None
        found.append((meaning, day))
    return found


def whole_status(packed: list[tuple[tuple[str, str], dt.datetime]]) -> tuple[str, str]:
    """The stage and outcome that a packed history comes to."""
    from jobsearch.schema import STAGES

    stages = [stage for (stage, _), _ in packed if stage]
    outcomes = [outcome for (_, outcome), _ in sorted(packed, key=lambda p: p[1]) if outcome]
    return max(stages, key=STAGES.index, default=""), outcomes[-1] if outcomes else ""


def derive(
    header: Header, rows: FilteredRows, own: Mapping[str, str], day_first: bool | None, known: str
) -> Derived:
    """
    What the wide columns tell of each row.

    `own` are the user's words for statuses, `known` the order of the sheet's other text dates.
    """
    derived = Derived()
    for wide in header.wide:
        _Column(wide, header, rows, own, day_first, known, derived).read()
    if "status" in header.columns:
        _date_statuses(header, rows, own, day_first, known, derived)
    # What is told with its day is not told again without it.
    dated = {(p, what) for p, what, day, _ in derived.history if day is not None}
    dated |= {
        (p, "screening" if is_screening(name) else "interview")
        for p, name, day, _ in derived.interviews
    }
    derived.history = [row for row in derived.history if row[2] is not None or row[:2] not in dated]
    return derived


class _Column:
    """One wide column, read cell by cell into `derived`."""

    def __init__(
        self,
        wide: WideColumn,
        header: Header,
        rows: FilteredRows,
        own: Mapping[str, str],
        day_first: bool | None,
        known: str,
        derived: Derived,
    ) -> None:
        self._wide, self._own, self._derived = wide, own, derived
        self._text = header.texts[wide.place]
        self._cells = [cells[wide.place] for cells in rows.cells]
        self._is_first = "applied_on" not in header.columns
        read = parse_dates(self._cells, day_first=day_first, moment=True, known=known)
        self._order_first = read.order != "month first"
        self._days: list[Day] = read.at.astype(object).tolist()
        self._why = read.wrong
        if read.assumed:
            derived.assumed.append(assumed_order(self._text, read.order, read.example, known))
        self._dates: list[Day] | None = None
        if wide.date_place >= 0:
            beside = [cells[wide.date_place] for cells in rows.cells]
            dates = parse_dates(beside, day_first=day_first, moment=False, known=known)
            self._dates = dates.at.astype(object).tolist()
            derived.wrong += [
                (ProblemCode.NOT_A_DATE, p, wide.date_place, beside[p], w)
                for p, w in dates.wrong.items()
            ]
        self._taken_as_yes: dict[str, int] = {}
        self._known: dict[object, tuple[str, ...] | None] = {}
        self._meanings: dict[str, tuple[str, str] | None] = {}

    def read(self) -> None:
        for position, cell in enumerate(self._cells):
            if cell == "" or is_empty(cell):
                continue
            if self._wide.kind == "status":
                day = self._dates[position] if self._dates else None
                self._status(position, cell, day)
            elif self._wide.kind == "history":
                self._history(position, cell)
            elif self._wide.kind == "follow-up":
                self._follow_up(position, cell)
            else:
                self._event(position, cell)
        for word, n in self._taken_as_yes.items():
            self._derived.assumed.append(
                f'{quote(word)} in the column "{self._text}" ({n} '
                f"row{'s' if n > 1 else ''}) is read as: it happened, date unknown."
            )

    def _follow_up(self, position: int, cell: object) -> None:
        if (day := self._days[position]) is not None:
            self._derived.follow_ups.append((position, day, self._wide.place))
        elif tick(cell) is not False:
            self._wrong(position, cell)

    def _wrong(self, position: int, cell: object) -> None:
        why = self._why.get(position, f"{quote(cell)} is not understood here.")
        self._derived.wrong.append((ProblemCode.NOT_A_DATE, position, self._wide.place, cell, why))

    def _event(self, position: int, cell: object) -> None:
        """A day, a yes, or a word in a column of one stage or outcome."""
        if (day := self._days[position]) is not None and not _is_small(cell):
            self._happened(position, day)
            return
        if isinstance(cell, str) and len(days := days_within(cell, self._order_first)) == 1:
            self._happened(position, days[0][2])
            return
        if isinstance(cell, str) and "names" in self._why.get(position, "")[len(cell) :]:
            self._wrong(position, cell)  # two days
            return
        facts = self._facts(cell)
        if facts is None:
            self._taken_as_yes[str(cell)] = self._taken_as_yes.get(str(cell), 0) + 1
            facts = (self._wide.what,) if self._wide.kind == "fact" else ("",)
        for fact in facts:
            self._happened(position, None, fact)

    def _happened(self, position: int, day: Day, fact: str = "") -> None:
        place, what = self._wide.place, fact or self._wide.what
        if self._wide.kind == "interview" and not fact:
            if day is not None:
                self._derived.interviews.append((position, what, day, place))
                return
            what = "screening" if is_screening(what) else "interview"
        if what == "applied":
            if day is not None and self._is_first:
                self._derived.applied.setdefault(position, (day, place))
            self._derived.sent.setdefault(position, (True, place))
        elif what == "not applied":
            self._derived.sent.setdefault(position, (False, place))
        elif what in WORD_OF:
            on = day.date() if isinstance(day, dt.datetime) else day
            self._derived.history.append((position, WORD_OF[what], on, place))
        elif what == "invitation":
            self._derived.history.append((position, what, None, place))

    def _facts(self, cell: object) -> tuple[str, ...] | None:
        """What a cell without a day says: "" for yes; None where it is a word of its own."""
        key = (type(cell), cell)
        if key not in self._known:
            self._known[key] = self._told(cell)
        return self._known[key]

    def _told(self, cell: object) -> tuple[str, ...] | None:
        is_applied = self._wide.what == "applied"
        if (ticked := tick(cell)) is not None:
            return ("",) if ticked else ("not applied",) if is_applied else ()
        if isinstance(cell, (int, float)):
            return ("",) if cell > 0 else ()
        said = normal(cell)
        if said in _NOT_YET:
            return ()
        if said in _AHEAD:
            return ("invitation",)
        if is_applied:
            return ()
        if said.isdigit():
            return ("",) if int(said) else ()
        meaning = parse_status(str(cell), self._own)
        if meaning is None:
            return None
        told = [word for word in meaning if word in WORD_OF]
        if self._wide.kind == "interview" and "interview" not in told and "screening" not in told:
            # "Rejected" in such a column was said after it.
            return ("", *told) if told else ()
        return tuple(told)

    def _status(self, position: int, cell: object, day: Day) -> None:
        """A word of a history, with its day where there is a column for it."""
        place = self._wide.place
        if not isinstance(cell, str):
            if (on := self._days[position]) is not None and not _is_small(cell):
                why = _NO_WORD.format(format_value(on))
                self._derived.wrong.append((ProblemCode.UNKNOWN_WORD, position, place, cell, why))
            return
        if packed := dated_words(cell, self._order_first, self._own):
            self._packed(position, packed)
            return
        if cell not in self._meanings:
            self._meanings[cell] = parse_status(cell, self._own)
        if (meaning := self._meanings[cell]) is None:
            self._unknown_word(position, cell)
            return
        add_words(self._derived, position, meaning, day, place, self._is_first)

    def _history(self, position: int, cell: object) -> None:
        packed = dated_words(str(cell), self._order_first, self._own)
        if packed is None:
            self._unknown_word(position, cell)
            return
        self._packed(position, packed)

    def _unknown_word(self, position: int, cell: object) -> None:
        why = _UNKNOWN.format(format_value(cell))
        self._derived.wrong.append(
            (ProblemCode.UNKNOWN_WORD, position, self._wide.place, cell, why)
        )

    def _packed(self, position: int, packed: list[tuple[tuple[str, str], dt.datetime]]) -> None:
        for meaning, day in packed:
            add_words(self._derived, position, meaning, day, self._wide.place, self._is_first)


_UNKNOWN = '"{}" is not a status, with or without its date. The cell is kept but not used.'
_NO_WORD = '"{}" is not a status. The cell is kept but not used.'


def add_words(
    derived: Derived, position: int, meaning: tuple[str, str], day: Day, place: int, is_first: bool
) -> None:
    """Note the words of a status with their day."""
    stage, outcome = meaning
    on = day.date() if isinstance(day, dt.datetime) else day
    if stage == "applied" and not WORD_OF.get(outcome):
        if on is not None and is_first:
            derived.applied.setdefault(position, (on, place))
        derived.sent.setdefault(position, (True, place))
        return
    for word in dict.fromkeys((stage, outcome)):
        if word in WORD_OF:
            # Of two words in one status the day is that of the last one.
            is_last = word == (outcome if outcome in WORD_OF else stage)
            derived.history.append((position, WORD_OF[word], on if is_last else None, place))


def _date_statuses(
    header: Header,
    rows: FilteredRows,
    own: Mapping[str, str],
    day_first: bool | None,
    known: str,
    derived: Derived,
) -> None:
    """The days that stand in the cells of the status, or in a column of their own."""
    place = header.columns["status"]
    if any(wide.place == place for wide in header.wide):
        return
    cells = [row[place] for row in rows.cells]
    texts = {c for c in cells if isinstance(c, str) and any(x.isdigit() for x in c)}
    order = order_of(texts) or known
    if not order and day_first is not None:
        order = "day first" if day_first else "month first"
    is_first = "applied_on" not in header.columns
    packed = {text: dated_words(text, order == "day first", own) for text in texts}
    for position, cell in enumerate(cells):
        for meaning, day in (packed.get(cell) if isinstance(cell, str) else None) or ():
            add_words(derived, position, meaning, day, place, is_first)
    if header.status_date is None:
        return
    beside = [row[header.status_date] for row in rows.cells]
    dates = parse_dates(beside, day_first=day_first, moment=False, known=known)
    if dates.assumed:
        text = header.texts[header.status_date]
        derived.assumed.append(assumed_order(text, dates.order, dates.example, known))
    derived.wrong += [
        (ProblemCode.NOT_A_DATE, p, header.status_date, beside[p], w)
        for p, w in dates.wrong.items()
    ]
    meanings: dict[str, tuple[str, str] | None] = {}
    for position in np.flatnonzero(~np.isnat(dates.at)).tolist():
        cell = cells[position]
        if not isinstance(cell, str) or packed.get(cell):
            continue
        if cell not in meanings:
            meanings[cell] = parse_status(cell, own)
        said = meanings[cell]
        if said is not None and (said[0] in WORD_OF or said[1] in WORD_OF):
            day = dates.at[position].astype(object)
            add_words(derived, position, said, day, header.status_date, False)


def _is_small(cell: object) -> bool:
    """A number that counts something, and is no spreadsheet's day."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell < 1000
