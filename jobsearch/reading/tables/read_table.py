"""One sheet → one typed table: dates, words and text, every row knowing its sheet row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from jobsearch.log import TableReading
from jobsearch.reading.files.grid import Grid, cell_name
from jobsearch.reading.layout.headers import Header
from jobsearch.reading.layout.row_filter import FilteredRows, filter_rows
from jobsearch.reading.problems import ProblemCode, Problems
from jobsearch.reading.tables.column_parser import ColumnParser
from jobsearch.reading.tables.typed_table import Table
from jobsearch.reading.vocabulary.cell_values import is_empty
from jobsearch.reading.vocabulary.dates import order_of
from jobsearch.schema import Column, Sheet
from jobsearch.settings import Settings

if TYPE_CHECKING:
    from jobsearch.reading.tables.wide_to_long import Derived

# What the readers add to the tables: a column of the user's own does not take these names.
_ADDED = {
    *("application", "employer", "interview"),
    *("is_sent", "says_answered", "owes_thanks", "is_thanked", "is_held_some_day"),
}


def read_table(
    grid: Grid,
    header: Header,
    sheet: Sheet,
    settings: Settings,
    problems: Problems,
    *,
    rows: FilteredRows | None = None,
    derived: Derived | None = None,
) -> Table:
    """
    The rows below the header of `grid` as the table of `sheet`.

    `rows` are these rows, sorted; `derived` what the wide columns tell beside it.
    """
    rows = rows or filter_rows(grid, header, sheet)
    numbers = rows.numbers
    width = len(header.texts)
    by_place: list[tuple[object, ...]] = list(zip(*rows.cells, strict=False)) or [()] * width
    table = Table(sheet, grid.sheet, pd.DataFrame(), dict(header.columns))
    broken = _report_broken(grid, header, numbers, problems)
    data: dict[str, object] = {"row": np.array(numbers, dtype="int64")}
    read = ColumnParser(settings, table)
    read.find_known = lambda: known_order(header, rows, sheet)

    for column in sheet.columns:
        name = column.name
        place = header.columns.get(name, 0)
        values = by_place[place] if name in header.columns else ("",) * len(numbers)
        text = header.texts[place] if name in header.columns else ""
        filled = _filled(name, derived, values)
        wrong = read.column(data, column, text, values if filled is None else filled)
        table.raw[name] = values if filled is None else filled
        for position, why in wrong.items():
            problems.add(
                _code(column),
                grid.sheet,
                numbers[position],
                place,
                column=text,
                value=values[position],
                problem=why,
            )
        if name in table.wrong and name in broken:
            table.wrong[name] |= broken[name]
            table.raw[name] = [
                f"(the cell {grid.broken[cell_name(number, place)]})" if is_broken else cell
                for number, is_broken, cell in zip(
                    numbers, broken[name], table.raw[name], strict=True
                )
            ]
    used = {*header.columns.values()}
    for place, text in enumerate(header.texts):
        if text and place not in used:
            is_free = text not in data and text not in _ADDED
            own = text if is_free else f"{text} ({cell_name(header.row + 1, place)})"
            data[own] = pd.Series(by_place[place], dtype=object).replace("", np.nan)
    table.rows = pd.DataFrame(data)
    for number, (place, cell) in rows.too_long.items():
        left_out = " The row is not counted." if number in rows.in_error else ""
        problems.add(
            ProblemCode.ROW_TOO_LONG,
            grid.sheet,
            number,
            place,
            column="",
            value=cell,
            problem=f"The row goes on past the header's {width} columns, so its cells may stand "
            f"in the wrong ones.{left_out} A text with a comma in it needs quotation marks.",
        )
    for code, position, place, cell, why in derived.wrong if derived else ():
        problems.add(
            code, grid.sheet, numbers[position], place,
            column=header.texts[place], value=cell, problem=why,
        )  # fmt: skip
    table.assumed += derived.assumed if derived else ()
    table.reading = TableReading(
        sheet=grid.sheet,
        table=sheet.table,
        header_row=header.row + 1,
        n_rows=rows.n,
        n_set_aside=sum(map(len, rows.set_aside.values())),
        columns={name: header.texts[place] for name, place in header.columns.items()},
        not_used=tuple(text for text, _ in header.not_used()),
        words=read.words,
        places=dict(header.columns),
        n_read=len(numbers),
        n_in_error=len(rows.in_error),
        counts={word: read.counts[word] for word in {**read.words, **read.unknown}},
        unknown=read.unknown,
        set_aside={reason: tuple(found) for reason, found in rows.set_aside.items()},
        in_error=tuple(rows.in_error),
    )
    return table


def _code(column: Column) -> ProblemCode:
    if column.kind in {"day", "moment"}:
        return ProblemCode.NOT_A_DATE
    return ProblemCode.UNKNOWN_STATUS if column.name == "status" else ProblemCode.UNKNOWN_WORD


def _filled(
    name: str, derived: Derived | None, values: Sequence[object]
) -> Sequence[object] | None:
    """The cells of a column with what wide columns tell in its blanks; None where they do not."""
    if derived is None or name not in {"applied_on", "status"}:
        return None
    told: dict[int, object] = {}
    if name == "applied_on":
        told = {position: day for position, (day, _) in derived.applied.items()}
    elif derived.sent:
        told = {p: "applied" if yes else "prospect" for p, (yes, _) in derived.sent.items()}
    if not told:
        return None
    return [told.get(p, cell) if is_empty(cell) else cell for p, cell in enumerate(values)]


def known_order(header: Header, rows: FilteredRows, sheet: Sheet) -> str:
    """The one order that the columns of dates decide, "" where they decide none or both."""
    kinds = {column.name: column.kind for column in sheet.columns}
    days = [p for name, p in header.columns.items() if kinds[name] in {"day", "moment"}]
    days += [wide.place for wide in header.wide]
    days += [p for p in (header.status_date, *(w.date_place for w in header.wide)) if p]
    orders: set[str] = set()
    for place in dict.fromkeys(p for p in days if p >= 0):
        texts = {c for cells in rows.cells if isinstance(c := cells[place], str) and c}
        orders.add(order_of(texts))
    orders.discard("")
    return orders.pop() if len(orders) == 1 else ""


def _report_broken(
    grid: Grid, header: Header, numbers: list[int], problems: Problems
) -> dict[str, np.ndarray]:
    """Report the cells that have no value; which rows they are in, by column."""
    broken = {}
    for name, place in header.columns.items() if grid.broken else ():
        whys = [grid.broken.get(cell_name(number, place)) for number in numbers]
        for number, why in zip(numbers, whys, strict=True):
            if why:
                text = header.texts[place]
                problems.add(
                    ProblemCode.BROKEN_CELL, grid.sheet, number, place,
                    column=text, value="", problem=f"The cell {why}.",
                )  # fmt: skip
        broken[name] = np.array([why is not None for why in whys], dtype=bool)
    return broken


def empty_table(sheet: Sheet) -> Table:
    """A sheet that the file does not have."""
    data: dict[str, object] = {"row": np.array([], dtype="int64")}
    table = Table(sheet, sheet.name, pd.DataFrame(), {})
    read = ColumnParser(Settings(), table)
    for column in sheet.columns:
        read.column(data, column, "", ())
    table.rows = pd.DataFrame(data)
    return table
