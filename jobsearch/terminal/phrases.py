"""Words and figures that every page has: shares, days, people, the first line."""

from __future__ import annotations

import datetime as dt
from typing import Any

from jobsearch.terminal.page import Page, clean
from jobsearch.wording import whole_percent

WIDTH = 80


def _whole(share: float) -> str:
    """Whole percent; 0 and 100 only where it is none and all, as in the pictures and tables."""
    if 0 < share < 0.005:
        return "<1"
    return ">99" if 0.995 <= share < 1 else str(whole_percent(share))


def percent(share: float | None) -> str:
    """A share in whole percent; "-" where there is none."""
    return "-" if share is None else f"{_whole(share)}%"


def interval(row: dict[str, Any]) -> str:
    """The interval of a share: 8 to 27%."""
    return f"{_whole(row['low'])} to {_whole(row['high'])}%"


def count(n: int, thing: str, things: str = "") -> str:
    """A number of things: 1 answer, 2 answers."""
    return f"{n:,} {thing if n == 1 else things or thing + 's'}"


def day(iso: str | None, *, year: bool = False) -> str:
    """2026-11-20T15:30:00 as Fri 20 Nov 15:30."""
    if iso is None:
        return ""
    moment = dt.datetime.fromisoformat(iso)
    said = f"{moment:%a} {moment.day} {moment:%b}" + (f" {moment.year}" if year else "")
    return f"{said} {moment:%H:%M}" if "T" in iso else said


def first_line(page: Page, path: str, as_of: str, as_of_from: str, quiet: str | None) -> None:
    """Which log, as of which day, where that day comes from, and since when nothing was logged."""
    said = f"{_file_name(path)} as of {day(as_of, year=True)}, from {as_of_from}"
    page.line(said, bold=True)
    if quiet is not None:
        page.line(quiet)


def _file_name(path: str) -> str:
    return clean(path.replace("\\", "/").rsplit("/", 1)[-1])


def whom(row: dict[str, Any]) -> str:
    """The person, the company and the role, as far as they are known."""
    company, role = clean(row["company"] or ""), clean(row["role"] or "")
    place = (
        f"{company} ({role})" if company and role else company or clean(row["application"] or "")
    )
    return ", ".join(filter(None, [clean(row.get("interviewer") or ""), place]))
