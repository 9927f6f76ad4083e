"""What calamine's values need before they are a grid's."""

from __future__ import annotations

import datetime as dt
import math

from jobsearch.reading.files.grid import cell_name

_AS_THEY_ARE = {str, dt.date, bool}
_SECOND = dt.timedelta(seconds=1)
_LAST_SECOND = dt.datetime(9999, 12, 31, 23, 59, 59)


def tidy(rows: list[list[object]], broken: dict[str, str]) -> None:
    """Round times to the second, as the cell shows them; take out what is no number."""
    for number, row in enumerate(rows, 1):
        # Nearly every row: exact types are the fast question.
        if _AS_THEY_ARE.issuperset(map(type, row)):
            continue
        for column, value in enumerate(row):
            if type(value) is float:
                if not math.isfinite(value):
                    row[column] = ""
                    broken[cell_name(number, column)] = f"holds {value}, which is not a number"
            elif type(value) is dt.datetime:
                if value.microsecond:
                    row[column] = _to_the_second(value)
            elif type(value) is dt.time:
                row[column] = _to_the_second(dt.datetime.combine(dt.date.max, value)).time()
            elif type(value) is dt.timedelta:
                row[column] = dt.timedelta(seconds=round(value.total_seconds()))


def _to_the_second(moment: dt.datetime) -> dt.datetime:
    second = moment.replace(microsecond=0)
    # The last second of a day, for a time alone, and of the calendar has no next one.
    is_up = moment.microsecond >= 500_000 and second < _LAST_SECOND
    return second + _SECOND if is_up else second
