"""How a page begins, and how it names a person and an application."""

from __future__ import annotations

from typing import Any, NamedTuple

from jobsearch.terminal.page import Page
from jobsearch.wording import clean, day, file_name


class LogView(NamedTuple):
    """
    Which log a page shows, as of which day, and how other calls name it.

    ``note`` says that the log is out of date; ``repeat_options`` is what another call says to look
    at the same log, ``update_options`` what one says to change it.
    """

    path: str
    as_of: str
    as_of_from: str
    note: str | None = None
    repeat_options: str = ""
    update_options: str = ""


def add_heading(page: Page, view: LogView, *, bold: bool = True) -> None:
    """Which log, as of which day, and where that day comes from."""
    when = day(view.as_of, year=True)
    page.line(f"{file_name(view.path)} as of {when}, from {view.as_of_from}", bold=bold)
    if view.note is not None:
        page.line(view.note)


def whom(row: dict[str, Any]) -> str:
    """The person, the company and the role, as far as they are known."""
    company, role = clean(row["company"] or ""), clean(row["role"] or "")
    both = f"{company} ({role})" if company and role else company
    where = both or clean(row["application"] or "")
    return ", ".join(filter(None, [clean(row.get("interviewer") or ""), where]))
