"""Which column of a tracker is which of ours: by how its header is spelled, and by its cells."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping

from jobsearch.reading.files.grid import Grid
from jobsearch.reading.layout.column_profile import ColumnProfile
from jobsearch.reading.layout.wide_columns import is_stage
from jobsearch.reading.vocabulary.cell_values import parse_word, tick
from jobsearch.reading.vocabulary.header_words import (
    NOT_APPLIED,
    OTHER_SPELLINGS,
    PATTERNS,
    SPELLINGS,
)
from jobsearch.reading.vocabulary.status import parse_status
from jobsearch.reading.vocabulary.status_meaning import alike
from jobsearch.schema import APPLICATIONS, Column, Sheet
from jobsearch.spelling import normal, plain, yes_or_no

_DAYS = {"applied_on", "response_on", "offered_on", "closed_on", "decision_expected_on"}
# Headers whose cells have to confirm them.
_DAYS_OR_NOT = {
    "applied", "submitted", "sent", "date", "final answer", "timestamp", "datum", "fecha", "data",
    "beworben", "ruckmeldung", "antwort", "reponse", "respuesta", "first response",
    "application sent", "application submitted", "applied on", "applied at", "closed",
}  # fmt: skip
_ADDRESSES = {"email", "e mail", "email address", "correo", "e mail adresse"}
_STATUS_OR_NOT = {
    "response", "state", "result", "decision", "stand", "etat", "fase", "phase", "progress",
    "outcome", "antwort", "reponse", "respuesta", "etapa", "ergebnis", "resultado", "resultat",
}  # fmt: skip


def match(
    grid: Grid,
    row: int,
    texts: tuple[str, ...],
    places: dict[str, list[int]],
    sheet: Sheet,
    own: Mapping[str, str],
    *,
    loosely: bool,
) -> tuple[dict[str, int], tuple[str, ...]]:
    """
    Our names → their columns, and the names that only the cells speak for.

    `places` has the columns of each header of the 0-based `row`, as it is compared; `own` are the
    user's `column: NAME` settings. Only `loosely` are typos, patterns and cells looked at.
    """
    columns: dict[str, int] = {}
    taken: set[int] = set()
    profiles: dict[int, ColumnProfile] = {}

    def profile(place: int) -> ColumnProfile:
        return profiles.setdefault(place, ColumnProfile(grid, row, place))

    own_headers = {normal(column.header) for column in sheet.columns}
    spelled = _spelled(sheet.name, sheet.columns)
    if not any(name == "role" and spelling in places for name, spelling in spelled):
        spelled = [s for s in spelled if s != ("company", "name")]
    # With a column for the status, Response is what it says, whatever a cell of it holds.
    has_status = any(
        _fits("status", spelling, profile(place))
        for name, spelling in spelled
        if name == "status" and spelling != "response"
        for place in places.get(spelling, ())
    )

    def take(name: str, spelling: str, written: str = "", *, filled: bool = False) -> None:
        if name in columns:
            return
        for place in places.get(written or spelling, ()):
            if place in taken or (filled and not len(profile(place))):
                continue
            if filled and name == "status" and profile(place).statuses < 0.3:
                continue
            is_kind = has_status and name == "response" and spelling == "response"
            if is_kind or _fits(name, spelling, profile(place)):
                columns[name] = place
                taken.add(place)
                return

    for name, text in own.items():
        take(name, plain(text))
    is_ours = own_headers <= places.keys()
    for name, spelling in spelled:
        # Of two spellings the one with something below it, of two statuses the one with words.
        if spelling in places:
            take(name, spelling, filled=not (is_ours and spelling in own_headers))
    for name, spelling in spelled:
        if spelling in places:
            take(name, spelling)
    if not loosely:
        return columns, ()
    left = [said for said, at in places.items() if not taken.issuperset(at)]
    for name, spelling in spelled:
        for written in left if name not in columns else ():
            if alike(written, spelling):
                take(name, spelling, written)
    if sheet is not APPLICATIONS or len(columns) == len(sheet.columns):
        return columns, ()
    left = [said for said, at in places.items() if not taken.issuperset(at)]
    for name, says, says_not in PATTERNS:
        for written in left if name not in columns else ():
            for place in places[written]:
                fits = says.search(written) and not says_not.search(written)
                if place not in taken and fits and _may_be(name, profile(place)):
                    columns.setdefault(name, place)
                    taken.add(columns[name])
    return columns, _by_cells(texts, columns, taken, profile)


def _may_be(name: str, profile: ColumnProfile) -> bool:
    """Whether the cells may be what a header seems to say that no list has."""
    if name in _DAYS:
        return profile.dates >= 0.5
    if not len(profile):
        return name not in {"status", "link", "contact_email"}
    if name == "status":
        return profile.statuses >= 0.4 and profile.flags < 0.5
    if name == "link":
        return profile.links >= 0.5
    if name == "contact_email":
        return profile.emails >= 0.5
    return name == "notes" or (profile.is_text and not _holds_statuses(profile))


def _by_cells(
    texts: tuple[str, ...],
    columns: dict[str, int],
    taken: set[int],
    profile: Callable[[int], ColumnProfile],
) -> tuple[str, ...]:
    """Give what is missing to the column whose cells speak for it; the names of what was given."""
    left = [p for p, text in enumerate(texts) if text and p not in taken]
    assumed: list[str] = []

    def give(name: str, fitting: list[int]) -> None:
        if name not in columns and fitting:
            columns[name] = fitting[0]
            taken.add(fitting[0])
            left.remove(fitting[0])
            assumed.append(name)

    if not {"status", "response"} & columns.keys():
        give("status", [p for p in left if _holds_statuses(profile(p))])
    if "applied_on" not in columns:
        days = [
            p for p in left
            if not NOT_APPLIED.search(plain(texts[p])) and profile(p).dates >= 0.7
            and not is_stage(plain(texts[p]))
        ]  # fmt: skip
        give("applied_on", days if len(days) == 1 else [])
    if not {"company", "role"} & columns.keys() and {"applied_on", "status"} & columns.keys():
        names = [
            p for p in left
            if profile(p).is_text and len(profile(p)) > 2
            and profile(p).distinct > 0.6 * len(profile(p)) and profile(p).length <= 40
        ]  # fmt: skip
        is_a_search = "status" in columns and profile(columns["status"]).statuses >= 0.5
        give("company", names[:1] if is_a_search else [])
    if "link" not in columns:
        give("link", [p for p in left if len(profile(p)) and profile(p).links >= 0.8])
    return tuple(assumed)


def _holds_statuses(profile: ColumnProfile) -> bool:
    if len(profile) < 2 or profile.statuses < 0.7 or profile.flags >= 0.5:
        return False
    meanings = {parse_status(c, {}) for c in profile.cells if isinstance(c, str)}
    known = {word for meaning in meanings if meaning for word in meaning}
    return bool(known & {"applied", "rejected", "no_response", "interview", "offer"})


@functools.cache
def _spelled(sheet_name: str, columns: tuple[Column, ...]) -> list[tuple[str, str]]:
    """Our names and how they are spelled: the sheet's own headers first."""
    spelled = [(column.name, normal(column.header)) for column in columns]
    is_main = sheet_name == APPLICATIONS.name
    others = SPELLINGS if is_main else OTHER_SPELLINGS.get(sheet_name, {})
    spelled += [(name, normal(s)) for name, ways in others.items() for s in ways.split(",")]
    return spelled


def _fits(name: str, spelling: str, profile: ColumnProfile) -> bool:
    """Whether the cells below may be what the header says."""
    cells = profile.cells
    if name in _DAYS and spelling in _DAYS_OR_NOT:
        return not cells or profile.dates > 0.05 or _are_day_numbers(profile)
    if name == "contact_email" and spelling in _ADDRESSES:
        return not cells or profile.emails >= 0.3
    if name == "link" and spelling in {"posting", "job posting", "application link", "job ad"}:
        return not cells or profile.links >= 0.3
    if name in {"company", "role", "source"}:
        # A flag or a date under such a header is about something else.
        return len(cells) < 3 or max(profile.dates, profile.flags) < 0.7
    if name == "response" and spelling not in {"response", "selected for interview"}:
        kinds = sum(isinstance(c, str) and parse_word("response", c) is not None for c in cells)
        return bool(cells) and (profile.flags >= 0.8 or kinds >= 0.6 * len(cells))
    if name == "status" and spelling not in _STATUS_OR_NOT:
        return not cells or (profile.dates < 0.7 and not _is_yes_or_no(profile))
    if name not in {"status", "response"}:
        return True
    statuses = [c for c in cells if isinstance(c, str) and parse_status(c, {})]
    if spelling == "selected for interview":
        return True
    if spelling not in {"response", "antwort", "reponse", "respuesta"}:
        return not cells or (bool(statuses) and not _is_yes_or_no(profile))
    # "Response?" holds statuses in some files: more than the three kinds of an answer.
    is_kind = all(parse_word("response", c) for c in statuses) or all(
        yes_or_no(c) is not None for c in cells
    )
    return is_kind == (name == "response")


def _is_yes_or_no(profile: ColumnProfile) -> bool:
    """Flags; a lone "no" among nothing else is a rejection."""
    return profile.flags >= 0.9 and any(tick(cell) for cell in profile.cells)


def _are_day_numbers(profile: ColumnProfile) -> bool:
    """Whether the cells are whole numbers that a spreadsheet would show as days."""
    return profile.numbers == 1 and all(
        not isinstance(c, str) and 32_874 <= float(c) <= 69_397  # type: ignore[arg-type]
        for c in profile.cells
    )
