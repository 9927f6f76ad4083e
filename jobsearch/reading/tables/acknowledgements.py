"""The day of an automatic receipt is no response: it is set apart from the days of those."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from jobsearch.reading.problems import ProblemCode, Problems
from jobsearch.reading.tables.typed_table import Table
from jobsearch.reading.vocabulary.cell_values import is_empty
from jobsearch.reading.vocabulary.status_meaning import is_receipt
from jobsearch.wording import format_value

if TYPE_CHECKING:
    from jobsearch.reading.tables.wide_to_long import Derived

_NO_RESPONSE = (
    '"{}" is an acknowledgement, not a response, so this date is not used. Write it on the '
    "sheet History, with What: acknowledged."
)


def set_receipts_apart(
    applications: Table, derived: Derived | None, own: Mapping[str, str], problems: Problems
) -> None:
    """
    Take response dates beside the word of a receipt for days of an acknowledgement.

    They go to `derived`; where that is None the log has a sheet for them, and they are problems.
    `own` are the user's words for statuses.
    """
    place, rows, reading = applications.places.get("response_on"), applications.rows, None
    if place is None or (reading := applications.reading) is None:
        return
    receipts: dict[object, bool] = {}
    is_open = rows["response"].isna().to_numpy()
    said: list[str] = [""] * len(rows)
    for name in ("response", "status"):
        for position, cell in enumerate(applications.raw.get(name, ())):
            if cell not in receipts:
                receipts[cell] = isinstance(cell, str) and is_receipt(cell, own)
            if receipts[cell] and is_open[position] and not said[position]:
                said[position] = str(cell).strip()
    days = applications.raw["response_on"]
    found = [p for p, word in enumerate(said) if word and not is_empty(days[p])]
    if not found:
        return
    where = np.zeros(len(rows), dtype=bool)
    where[found] = True
    if derived is None:
        texts = [_NO_RESPONSE.format(format_value(said[p])) for p in found]
        code = ProblemCode.ACKNOWLEDGEMENT
        applications.add_problems(problems, code, where, "response_on", texts)
    else:
        on = rows["response_on"].to_numpy().astype("datetime64[D]").astype(object)
        dated = [(p, on[p]) for p in found if isinstance(on[p], dt.date)]
        derived.history += [(p, "acknowledged", day, place) for p, day in dated]
        for word in dict.fromkeys(said[p] for p, _ in dated):
            meaning = reading.words.get(word, "open")
            reading.words[word] = f"{meaning}, their response dates → acknowledged"
        applications.raw["response_on"] = ["" if w else c for w, c in zip(where, days, strict=True)]
    rows.loc[where, "response_on"] = np.datetime64("NaT")
    rows.loc[where, "says_answered"] = False
    applications.wrong["response_on"] &= ~where
