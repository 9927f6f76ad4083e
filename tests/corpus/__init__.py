"""Small trackers made by the tests, one quirk or two each, with the reading that is right."""

from __future__ import annotations

from corpus.cases import Case, facts, read, write
from corpus.columns import COLUMNS
from corpus.days import DAYS
from corpus.formats import FORMATS
from corpus.languages import LANGUAGES
from corpus.places import PLACES
from corpus.stages import STAGES
from corpus.statuses import STATUSES

CASES: dict[str, Case] = {
    case.name: case
    for family in (COLUMNS, STATUSES, DAYS, STAGES, PLACES, LANGUAGES, FORMATS)
    for case in family
}

__all__ = ["CASES", "Case", "facts", "read", "write"]
