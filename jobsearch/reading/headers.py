"""Which row of a sheet is its header, and which column is which of ours."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from jobsearch.reading.dates import looks_like_date
from jobsearch.reading.grid import Grid
from jobsearch.reading.words import alike, is_empty, is_flag, normal, parse_status, parse_word
from jobsearch.schema import APPLICATIONS, SETTINGS_SHEET, SHEETS, Sheet

# How other trackers spell our columns, the best spelling first.
SPELLINGS = {
    "id": "app id, application id",
    "company": "company name, employer, organisation, organization, firm, name",
    "role": "job title, position, title, position title, position name, role name, job, opening, "
    "vacancy",
    "source": "job source, platform, applied via, application site, application method, "
    "channel, where, found on",
    "industry": "sector, company type",
    "company_size": "size",
    "location": "city",
    "applied_on": "date applied, applied date, application date, date submitted, date sent, "
    "applied, date, timestamp",
    "response_on": "response date, date of 1st response, date of first response, replied on, "
    "first reply on, date heard back, outcome date, date outcome, final answer",
    "status": "application status, current status, stage, state, outcome, result, decision, "
    "response",
    "response": "selected for interview",
    "contact": "contact person, contact name, recruiter, hiring manager",
    "contact_email": "contacts email, contact mail",
    "link": "url, job url, job posting url, posting link",
    "notes": "comments, remarks",
}
# Columns that the cells have to confirm.
_DAYS = {"applied_on", "response_on"}
ROWS_SEARCHED = 30


@dataclass(frozen=True)
class Header:
    """The header of one sheet: its 0-based row, and the 0-based column of each of our names."""

    row: int
    columns: dict[str, int]
    texts: tuple[str, ...]

    def not_used(self) -> list[tuple[str, int]]:
        """The headers that are none of ours, with their columns."""
        used = set(self.columns.values())
        return [(t, i) for i, t in enumerate(self.texts) if t and i not in used]

    def second(self, name: str) -> list[tuple[str, int]]:
        """Headers that say the same as the one that was taken for `name`, with their columns."""
        spellings = {said for ours, said in _spelled(APPLICATIONS.name) if ours == name}
        left = self.not_used() if name in self.columns else []
        return [(text, place) for text, place in left if plain(text) in spellings]


def find_header(grid: Grid, sheet: Sheet, own: Mapping[str, str]) -> Header | None:
    """
    The header row that fits `sheet` best, or None.

    `own` are the user's `column: NAME` settings, our name → the header in this file.
    """
    found: list[Header] = []
    for typos in (False, True):
        # Typos cost time: they are looked for where there is a header, else everywhere.
        rows = [h.row for h in found[:1]] or range(min(len(grid.rows), ROWS_SEARCHED))
        for row in rows:
            texts = tuple(c.strip() if isinstance(c, str) else "" for c in grid.rows[row])
            if sum(map(bool, texts)) >= 2:
                columns = _match(grid, row, texts, sheet, own, typos=typos)
                found.append(Header(row, columns, texts))
                if len(columns) == len(sheet.columns):
                    return found[-1]  # no other row can fit better
        found = [h for h in found if _is_enough(h.columns, sheet, grid.sheet)]
        found.sort(key=lambda h: -len(h.columns))
    return found[0] if found else None


def _is_enough(columns: dict[str, int], sheet: Sheet, name: str) -> bool:
    if sheet is SETTINGS_SHEET:
        return {"setting", "value"} <= columns.keys()
    if sheet is not APPLICATIONS:
        return "application" in columns
    named = bool({"company", "role"} & columns.keys())
    told = bool({"applied_on", "status", "response_on", "response"} & columns.keys())
    if normal(name) == normal(sheet.name):  # ours, where any column may be missing
        return (named or told) and len(columns) > 1
    return named and told


def _match(
    grid: Grid,
    row: int,
    texts: tuple[str, ...],
    sheet: Sheet,
    own: Mapping[str, str],
    *,
    typos: bool,
) -> dict[str, int]:
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if text:
            places.setdefault(plain(text), []).append(place)
    columns: dict[str, int] = {}
    taken: set[int] = set()

    spelled = _spelled(sheet.name)
    if not any(name == "role" and spelling in places for name, spelling in spelled):
        spelled = [s for s in spelled if s != ("company", "name")]
    # With a column for the status, Response is what it says, whatever a cell of it holds.
    has_status = any(
        _fits("status", spelling, grid, row, place)
        for name, spelling in spelled
        if name == "status" and spelling != "response"
        for place in places.get(spelling, ())
    )

    def take(name: str, spelling: str, written: str = "") -> None:
        if name in columns:
            return
        for place in places.get(written or spelling, ()):
            if place in taken:
                continue
            if (has_status and name == "response") or _fits(name, spelling, grid, row, place):
                columns[name] = place
                taken.add(place)
                return

    for name, text in own.items():
        take(name, plain(text))
    for name, spelling in spelled:
        take(name, spelling)
    if typos:
        left = [said for said, at in places.items() if not taken.issuperset(at)]
        for name, spelling in spelled:
            for written in left if name not in columns else ():
                if alike(written, spelling):
                    take(name, spelling, written)
    return columns


@functools.cache
def _spelled(sheet_name: str) -> list[tuple[str, str]]:
    """Our names and how they are spelled: the sheet's own headers first."""
    sheet = next(s for s in (*SHEETS, SETTINGS_SHEET) if s.name == sheet_name)
    spelled = [(column.name, normal(column.header)) for column in sheet.columns]
    if sheet is APPLICATIONS:
        spelled += [(name, normal(s)) for name, ways in SPELLINGS.items() for s in ways.split(",")]
    return spelled


def plain(text: str) -> str:
    """A header as it is compared: without hints in brackets."""
    return normal(re.sub(r"\(.*?\)", "", text)) or normal(text)


def _fits(name: str, spelling: str, grid: Grid, row: int, place: int) -> bool:
    """Whether the cells below may be what the header says."""
    is_day = name in _DAYS and spelling in {"applied", "date", "final answer", "timestamp"}
    if not is_day and spelling not in {"response", "state", "result", "decision"}:
        return True
    below = (r[place] for r in grid.rows[row + 1 :] if place < len(r))
    sample = [c for c, _ in zip((c for c in below if not is_empty(c)), range(200), strict=False)]
    if is_day:
        return not sample or any(looks_like_date(c) for c in sample)
    statuses = [c for c in sample if isinstance(c, str) and parse_status(c, {})]
    if spelling != "response":
        return not sample or bool(statuses)
    # "Response?" holds statuses in some files: more than the three kinds of an answer.
    is_kind = all(parse_word("response", c) for c in statuses) or all(map(is_flag, sample))
    return is_kind == (name == "response")
