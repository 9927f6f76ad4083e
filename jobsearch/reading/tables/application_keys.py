"""Keys: which application a row speaks of, which interview, which employer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import compress

import numpy as np
import pandas as pd

from jobsearch.reading.problems import ProblemCode, Problems
from jobsearch.reading.tables.typed_table import Table
from jobsearch.spelling import fold, nearest
from jobsearch.wording import format_value, quote

_MOST_COMPARED = 50  # unknown names: each is compared with every one that is known


def add_application_keys(table: Table, problems: Problems) -> None:
    """
    Put the keys ``application`` and ``employer`` in front of the applications.

    The ID, else Company / Role, else the role, else ``row 17``; what occurs twice gets
    `` (row 17)``.
    """
    rows = table.rows
    numbers = rows["row"].tolist()
    keys = base_keys(rows["id"].tolist(), rows, numbers)
    columns = (rows[name].tolist() for name in ("id", "company", "role"))
    sources = []
    for ident, company, role in zip(*columns, strict=True):
        if isinstance(ident, str):
            sources.append("id")
        elif isinstance(role, str):
            sources.append("company" if isinstance(company, str) else "role")
        else:
            sources.append("row")
    used: set[str] = set()
    alike = 0
    told: dict[str, dict[int, str]] = {"id": {}, "role": {}}
    for i, key in enumerate(keys):
        while keys[i] in used:
            keys[i] += f" (row {numbers[i]})"
        used.add(keys[i])
        if keys[i] == key:
            continue
        if sources[i] == "role" and "company" not in table.places:
            alike += 1  # without companies this is usual: told once, below
            continue
        what = {"id": "the ID", "role": "the role"}.get(sources[i], "the company and role")
        called = format_value(key) + keys[i].removeprefix(key)
        told["id" if sources[i] == "id" else "role"][i] = (
            f'An earlier row has {what} {quote(key)}, too. This one is called "{called}".'
        )
    for column, texts in told.items():
        where = np.zeros(len(keys), dtype=bool)
        where[list(texts)] = True
        code = ProblemCode.DUPLICATE_NAME
        table.add_problems(problems, code, where, column, list(texts.values()))
    if alike:
        share = "1 application shares its" if alike == 1 else f"{alike} applications share their"
        are = "is" if alike == 1 else "are"
        table.assumed.append(
            f"{table.name}: there is no company column, so {share} role with an earlier one and "
            f"{are} told apart by the row. Say --column company=HEADER if there is one."
        )
    rows.insert(0, "application", pd.Series(keys, dtype="str"))
    employers = [fold(c) if isinstance(c, str) else None for c in rows["company"].tolist()]
    rows.insert(1, "employer", pd.Series(employers, dtype="str"))


def base_keys(
    ids: Sequence[object], applications: pd.DataFrame, numbers: Iterable[int]
) -> list[str]:
    """The ID, else Company / Role, else the role, else ``row 17``: not unique yet."""
    keys = []
    columns = (applications[name].tolist() for name in ("company", "role"))
    for number, ident, company, role in zip(numbers, ids, *columns, strict=True):
        if isinstance(ident, str):
            keys.append(ident)
        elif isinstance(role, str):
            keys.append(f"{company} / {role}" if isinstance(company, str) else role)
        else:
            keys.append(f"row {number}")
    return keys


def add_references(table: Table, names: ApplicationIndex, problems: Problems) -> None:
    """
    Turn what a person wrote under Application into the application's key.

    A row that names no application, or more than one, is a problem and leaves the table.
    """
    if table.rows.empty:
        return
    said = [fold(t) if isinstance(t, str) else "" for t in table.rows["application"].tolist()]
    found: list[str | None] = []
    wrong: dict[int, tuple[ProblemCode, str]] = {}
    for name, text in zip(said, table.rows["application"].tolist(), strict=True):
        matches = names.find(name)
        found.append(matches[0] if len(matches) == 1 else None)
        if len(matches) == 1:
            continue
        if not isinstance(text, str):
            code = ProblemCode.NO_APPLICATION
            why = "The row does not say which application it is about. It is not counted."
        elif matches:
            code = ProblemCode.AMBIGUOUS_APPLICATION
            listed = ", ".join(f"{quote(m)}" for m in matches[:4])
            why = f"{quote(text)} fits {len(matches)} applications ({listed}). "
            why += "The row is not counted."
        else:
            code = ProblemCode.UNKNOWN_APPLICATION
            near = names.nearest(name) if len(wrong) < _MOST_COMPARED else None
            guess = f" Did you mean {quote(near)}?" if near else ""
            why = f"No application is called {quote(text)}.{guess} The row is not counted."
        wrong[len(found) - 1] = code, why + " Write the ID, the company or Company / Role."
    keep = np.array([key is not None for key in found], dtype=bool)
    if wrong:
        for position, (code, why) in wrong.items():
            table.add_problems(
                problems, code, np.arange(len(found)) == position, "application", why
            )
        table.rows = table.rows[keep].reset_index(drop=True)
        table.wrong = {column: rows[keep] for column, rows in table.wrong.items()}
        kept = keep.tolist()
        table.raw = {name: list(compress(cells, kept)) for name, cells in table.raw.items()}
    table.rows["application"] = pd.array([key for key in found if key is not None], dtype="str")


class ApplicationIndex:
    """What the applications are called on other sheets: ID or key, then company, then both."""

    def __init__(self, applications: pd.DataFrame) -> None:
        self._applications = applications

    def find(self, name: str) -> list[str]:
        """The applications that a folded name may mean."""
        if not name:
            return []
        # Most logs use the ID alone: the other names are not even put together.
        return self._own.get(name) or self._companies.get(name) or self._both.get(name, [])

    def nearest(self, name: str) -> str | None:
        """The ID, key or company that starts with a folded name, or is spelled most like it."""
        longer = [text for folded, text in self._called.items() if folded.startswith(f"{name} ")]
        return longer[-1] if longer else nearest(name, self._called)

    @cached_property
    def _called(self) -> dict[str, str]:
        columns = (self._applications[name].tolist() for name in ("id", "application", "company"))
        return {fold(text): text for column in columns for text in column if isinstance(text, str)}

    @cached_property
    def _own(self) -> dict[str, list[str]]:
        rows = self._applications
        keys, ids = rows["application"].tolist(), rows["id"].tolist()
        names: dict[str, list[str]] = {}
        for key, ident in zip(keys, ids, strict=True):
            if isinstance(ident, str):
                names.setdefault(fold(ident), []).append(key)
        if not rows["id"].isna().any() and rows["id"].is_unique:
            return names
        by_id = set(names)
        bases = base_keys(ids, rows, rows["row"].tolist())
        for key, base, ident in zip(keys, bases, ids, strict=True):
            # An ID is somebody's name; company and role may be those of two.
            if not isinstance(ident, str) and (folded := fold(base)) not in by_id:
                names.setdefault(folded, []).append(key)
        for key, base in zip(keys, bases, strict=True):
            if key != base:
                names.setdefault(fold(key), [key])
        return names

    @cached_property
    def _companies(self) -> dict[str, list[str]]:
        return self._gathered(self._applications["employer"].tolist())

    @cached_property
    def _both(self) -> dict[str, list[str]]:
        companies, roles = (self._applications[n].tolist() for n in ("company", "role"))
        pairs = zip(companies, roles, strict=True)
        return self._gathered(
            [
                fold(f"{c} / {r}") if isinstance(c, str) and isinstance(r, str) else ""
                for c, r in pairs
            ]
        )

    def _gathered(self, names: list[object]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key, name in zip(self._applications["application"].tolist(), names, strict=True):
            if isinstance(name, str):
                found.setdefault(name, []).append(key)
        return found


def add_interview_keys(interviews: pd.DataFrame) -> None:
    """Put the key ``interview`` in: one application, one day, one Round."""
    days = np.datetime_as_string(interviews["ended_at"].to_numpy(), "D").tolist()
    rounds = interviews["round"].fillna("").tolist()
    folded = {name: fold(name) for name in set(rounds)}
    keys = [
        " · ".join(filter(None, (application, "no day" if day == "NaT" else day, folded[name])))
        for application, day, name in zip(
            interviews["application"].tolist(), days, rounds, strict=True
        )
    ]
    interviews.insert(1, "interview", pd.Series(keys, dtype="str"))
