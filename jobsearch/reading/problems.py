"""Problems found while reading, each with its cell."""

from __future__ import annotations

from enum import StrEnum

import pandas as pd

from jobsearch.reading.files.grid import cell_name
from jobsearch.wording import format_value

COLUMNS = ("sheet", "cell", "column", "value", "problem", "code")


class ProblemCode(StrEnum):
    """What kind of problem it is, for code that decides on it; the sentence may change."""

    NO_HEADER = "no_header"
    ROW_TOO_LONG = "row_too_long"
    BROKEN_CELL = "broken_cell"
    NOT_A_DATE = "not_a_date"
    UNKNOWN_WORD = "unknown_word"
    UNKNOWN_STATUS = "unknown_status"
    UNKNOWN_SETTING = "unknown_setting"
    IMPOSSIBLE_SETTING = "impossible_setting"
    DUPLICATE_NAME = "duplicate_name"
    NO_APPLICATION = "no_application"
    UNKNOWN_APPLICATION = "unknown_application"
    AMBIGUOUS_APPLICATION = "ambiguous_application"
    ACKNOWLEDGEMENT = "acknowledgement"
    BEFORE_APPLICATION = "before_application"
    BEFORE_INTERVIEW_END = "before_interview_end"
    OUT_OF_ORDER = "out_of_order"
    IN_THE_FUTURE = "in_the_future"
    FAR_AHEAD = "far_ahead"
    SKIPPED_HOUR = "skipped_hour"
    NO_INTERVIEWER = "no_interviewer"
    NO_RESPONSE_DATE = "no_response_date"
    NO_APPLICATION_DATE = "no_application_date"
    SAVED_WITH_DATE = "saved_with_date"
    CLOSED_WITHOUT_OUTCOME = "closed_without_outcome"


class Problems:
    """Problems in the order in which they are found; `table` makes them a DataFrame."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, int, int, str, str, str, ProblemCode]] = []

    def add(
        self,
        code: ProblemCode,
        sheet: str,
        row: int,
        position: int,
        *,
        column: str,
        value: object,
        problem: str,
    ) -> None:
        """Note a problem at sheet row ``row`` (1-based) and column ``position`` (0-based)."""
        self._rows.append((sheet, row, position, column, format_value(value), problem, code))

    def table(self, sheets: list[str]) -> pd.DataFrame:
        """``sheet, cell, column, value, problem, code``, by sheet as in `sheets`, then by row."""
        order = {sheet: n for n, sheet in enumerate(sheets)}
        rows = sorted(self._rows, key=lambda r: (order.get(r[0], len(order)), r[1], r[2]))
        cells = [(r[0], cell_name(r[1], r[2]), *r[3:6], r[6].value) for r in rows]
        return pd.DataFrame(cells, columns=list(COLUMNS), dtype="str")
