"""One small file: how it is made, and what has to be read from it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl

import jobsearch as js
from jobsearch import Log

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Case:
    """
    A file and its right reading.

    ``told`` has a line an application: its name and what is known of it, ``rejection 2026-01-09``
    or without a day ``rejection``. ``sums`` are the rows read, set aside and in error. ``cells``
    are those with a problem, but for answers without a day and interviews without a person.
    """

    name: str
    rows: Rows | Mapping[str, Rows] | bytes | Callable[[], bytes]
    told: str
    sums: tuple[int, int, int]
    cells: str = ""
    suffix: str = ".csv"
    options: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    assumes: str = ""  # a part of the one thing that is assumed; "" for nothing
    prospects: int = 0


def write(case: Case, folder: Path) -> Path:
    """The file of a case, in `folder`."""
    path = folder / f"{case.name}{case.suffix}"
    rows = case.rows() if callable(case.rows) else case.rows
    if isinstance(rows, bytes):
        path.write_bytes(rows)
    elif case.suffix == ".csv":
        assert not isinstance(rows, Mapping)
        path.write_bytes(as_csv(rows).encode())
    else:
        path.write_bytes(as_xlsx(rows))
    return path


def as_csv(rows: Rows, delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def as_xlsx(rows: Rows | Mapping[str, Rows]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, table in (rows if isinstance(rows, Mapping) else {"Sheet1": rows}).items():
        page = book.create_sheet(name)
        for row in table:
            page.append([None if cell == "" else cell for cell in row])
        for cell in (cell for row in page.iter_rows() for cell in row):
            if isinstance(cell.value, str):
                cell.data_type = "s"  # "=1+1" is text, too
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(case: Case, path: Path) -> Log:
    return js.read_log(path, **case.options)


def facts(log: Log) -> dict[str, list[str]]:
    """What is known of each application."""
    known: dict[str, list[str]] = {name: [] for name in log.applications["application"]}
    days = log.events["at"].dt.strftime("%Y-%m-%d").fillna("")
    for name, what, day in zip(
        log.events["application"], log.events["what"].astype("str"), days, strict=True
    ):
        known[name].append(f"{what} {day}".strip())
    return {name: sorted(what) for name, what in known.items()}


def told(text: str) -> dict[str, list[str]]:
    """The same from the lines of a case."""
    known = {}
    for line in filter(None, map(str.strip, text.strip().splitlines())):
        name, _, what = line.rpartition(":")
        known[name.strip()] = sorted(filter(None, map(str.strip, what.split(","))))
    return known
