"""Columns that hold what our other sheets do: interviews, statuses with dates, flags of a stage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jobsearch.reading.files.grid import Grid
from jobsearch.reading.layout.column_profile import ColumnProfile
from jobsearch.reading.vocabulary.cell_values import is_screening
from jobsearch.reading.vocabulary.lazy_pattern import late_pattern
from jobsearch.reading.vocabulary.status import parse_status
from jobsearch.spelling import normal

# What is left of a header that names a stage or an outcome, once these are gone.
_AROUND = late_pattern(
    r"\b(?:dates?|days?|when|of|on|time|datetime|datum|fecha|de|du|le|la|am|der|des|dates|held|was|"
    r"happened|did|have|had|has|any|number|count|num|if|how many|made|extended|you|i|we|get|got|"
    r"receive|received|reached|an|a|the|been|ever)\b"
)
_NUMBERED = late_pattern(r"(?:date (?:of )?)?(?:status|stage|update|step|etape|etapa) (\d{1,2})")
_STATUS_DATE = late_pattern(
    r"(?:(?:date|datum|fecha) (?:(?:of|der|des|du|de|del) )?)?(?:current |final |last |latest )?"
    r"(?:status|stage|outcome|decision|result|ergebnis(?:ses)?|statut|resultat|estado|resultado)"
    r"(?: (?:change|update|changed|updated))?(?: (?:date|on|at|datum|am|le))?"
)
_HISTORY = late_pattern(
    r"\b(?:history|timeline|updates?|events?|activity|log|progress|verlauf|historique|historial)\b"
)
_FOLLOWED_UP = late_pattern(
    r"(?:date )?followed up(?: on| at| date)?|follow up (?:date )?sent(?: on)?|nachgefasst(?: am)?|"
    r"relance(?:e)? le|relance envoyee(?: le)?"
)
# Says a stage, but the cells hold something else about it.
_BESIDE = late_pattern(
    r"\b(?:notes?|questions?|prep\w*|feedback|score|rating|link|name|names|interviewers?|location|"
    r"type|format|selected|follow|thank\w*|tips|address|letter|resume|cv|salary|amount|deadline|"
    r"due|time to|days to|until|since|chance|likelihood|reason|method|medium|platform|details|"
    r"manager|duration|length|dress|panel members|contact|expected|easy)\b"
)
# Clear in a header where they would not be in a cell.
_SHORT = {
    "phone": ("screening", ""), "telephone": ("screening", ""), "call": ("screening", ""),
    "final": ("interview", ""), "hm": ("interview", ""), "round": ("interview", ""),
    "f2f": ("interview", ""), "rejects": ("", "rejected"),
}  # fmt: skip
_NEVER = {"no", "nr", "n", "non", "nein", "open", "active", "int", "apply", "test", "process"}
_COUNTED = late_pattern(
    r"\b(?:interviews|rounds|screens|calls|tests|offers|entretiens|entrevistas)\b"
)


class WideColumn(NamedTuple):
    """
    One column that tells of an event: what kind of column, and of what.

    ``kind`` is interview (a day is an interview), fact (a yes or a day is that event), status (a
    word, with its day in ``date_place``), history (words and days in one cell), follow-up.
    ``what`` is the round of an interview, or the stage or outcome of a fact.
    """

    place: int
    kind: str
    what: str = ""
    date_place: int = -1


def find_wide(
    grid: Grid, row: int, texts: tuple[str, ...], columns: dict[str, int]
) -> tuple[list[WideColumn], int | None]:
    """The columns of that kind among those not taken, and the one that dates the status."""
    taken = set(columns.values())
    plain = {place: _plain(text) for place, text in enumerate(texts) if text}
    left = {place: said for place, said in plain.items() if place not in taken}
    profiles = {place: ColumnProfile(grid, row, place) for place in left}
    found = list(_numbered(plain, columns))
    used = {p for wide in found for p in (wide.place, wide.date_place)}
    status_date: int | None = None
    for place, said in left.items():
        profile = profiles[place]
        if place in used or not len(profile):
            continue
        is_dated = profile.dates >= 0.5
        if _FOLLOWED_UP.fullmatch(said) and is_dated:
            found.append(WideColumn(place, "follow-up"))
        elif _STATUS_DATE.fullmatch(said) and is_dated:
            status_date = place if status_date is None else status_date
        elif _HISTORY.search(said) and _is_packed(profile):
            found.append(WideColumn(place, "history"))
        elif _STATUS_DATE.fullmatch(said) and profile.statuses >= 0.5 and profile.flags < 0.5:
            found.append(WideColumn(place, "status"))
        elif (wide := _stage(place, said, texts[place], profile)) is not None:
            found.append(wide)
    return sorted(found, key=lambda wide: wide.place), status_date


def _plain(text: str) -> str:
    said = normal(re.sub(r"\(.*?\)", "", text)) or normal(text)
    return re.sub(r"(?<=[a-z])(?=\d)", " ", said)


def _numbered(plain: dict[int, str], columns: dict[str, int]) -> Iterator[WideColumn]:
    """Status 1, Status 1 Date, Status 2, …: each word with the date of its number."""
    words: dict[str, int] = {}
    days: dict[str, int] = {}
    for place, said in plain.items():
        number = _NUMBERED.match(said)
        if number is None:
            continue
        if "date" in said.split() or said.endswith((" on", " at")):
            days.setdefault(number[1], place)
        elif number.end() == len(said):
            words.setdefault(number[1], place)
    if len(words) + len(days) < 2:
        return
    for nth, place in words.items():
        if place not in columns.values() or columns.get("status") == place:
            yield WideColumn(place, "status", date_place=days.get(nth, -1))


def _is_packed(profile: ColumnProfile) -> bool:
    from jobsearch.reading.vocabulary.dates import days_within

    told = sum(
        isinstance(cell, str) and bool(days_within(cell, True) or days_within(cell, False))
        for cell in profile.cells
    )
    return told >= 0.5 * len(profile)


def is_stage(said: str) -> bool:
    """Whether a header, as it is compared, names a stage or an outcome."""
    return parse_status(" ".join(_AROUND.sub(" ", said).split()), {}) is not None


def _stage(place: int, said: str, text: str, profile: ColumnProfile) -> WideColumn | None:
    """A column whose header names a stage or an outcome, if its cells may tell of it."""
    if said in _NEVER or _BESIDE.search(said):
        return None
    core = " ".join(_AROUND.sub(" ", said).split())
    meaning = _SHORT.get(core) or parse_status(core, {})
    if meaning is None or meaning[0] == "prospect" or meaning[1] == "open":
        return None
    stage, outcome = meaning
    what = outcome or stage
    is_meeting = what in {"interview", "screening"}
    if profile.links >= 0.5 or profile.emails >= 0.5:
        return None
    is_told = max(profile.dates / 0.3, profile.flags / 0.5, profile.statuses / 0.5) >= 1
    is_counted = profile.numbers >= 0.5 and (bool(_COUNTED.search(said)) or what == "offer")
    # A few words again and again: done, scheduled, passed.
    is_worded = is_meeting and profile.distinct <= max(3, len(profile) // 3)
    if not (is_told or is_counted or (is_worded and profile.length <= 40)):
        return None
    if is_meeting:
        # The round is what the header says; the readers ask it whether it is a screening.
        name = " ".join(text.split())
        if what == "screening" and not is_screening(name):
            name = f"{name} (screening)"
        return WideColumn(place, "interview", name)
    return WideColumn(place, "fact", what)
