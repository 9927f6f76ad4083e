"""`Log`: the typed tables of one search, its events, settings and problems."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd

from jobsearch import wording
from jobsearch.settings import Settings, with_changes


@dataclass(frozen=True)
class TableReading:
    """
    How one sheet was understood.

    Attributes
    ----------
    sheet, table, header_row
        The sheet of the file, the table that it became, the row of its header.
    n_rows, n_read, n_set_aside, n_in_error : int
        The rows below the header that hold anything; the first is the sum of the others.
    columns : dict
        Our names → the file's headers.
    also : dict
        Further headers → what their cells tell of: interviews, dated statuses.
    not_used : tuple of str
        The headers that are carried along.
    words, counts : dict
        How the words of the sheet were read, and in how many rows each stands.
    unknown : dict
        Words of a status that are not known → the meanings that are nearest.
    set_aside : dict
        Why rows are none of this table → their rows in the sheet.
    in_error : tuple of int
        Rows that could not be read.
    made_from : str
        The sheet whose wide columns this table was made from, else "".
    places : dict
        The column of each of our names, from 0.
    """

    sheet: str
    table: str
    header_row: int
    n_rows: int
    n_set_aside: int
    columns: dict[str, str]
    not_used: tuple[str, ...]
    words: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict, compare=False)
    n_read: int = 0
    n_in_error: int = 0
    also: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    set_aside: dict[str, tuple[int, ...]] = field(default_factory=dict)
    in_error: tuple[int, ...] = ()
    made_from: str = ""


@dataclass(frozen=True)
class Reading:
    """
    How a file was understood.

    Attributes
    ----------
    path : str
    tables : tuple of TableReading
    other_sheets : dict
        The sheets that were left alone → their rows that hold anything.
    assumed : tuple of str
        What was taken so without anything that decides it, or has to be known of the file.
    given : dict
        What is no default → its value and where that comes from: an option, a file, a sheet.
    chosen : str
        Why this sheet, where there were others to choose from.
    digest : str
        The SHA-256 of the file's bytes, as it was read.
    """

    path: str
    tables: tuple[TableReading, ...] = ()
    other_sheets: dict[str, int] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()
    given: dict[str, tuple[str, str]] = field(default_factory=dict)
    chosen: str = ""
    digest: str = field(default="", compare=False)


@dataclass(frozen=True, repr=False)
class Log:
    """
    One search, as read from a file by `read_log`.

    Attributes
    ----------
    applications, interviews, follow_ups, history : DataFrame
        The sheets: columns named as in ``schema.py``, the sheet's ``row``, the key ``application``;
        columns of the user's own keep their header.
    events : DataFrame
        ``application, at, at_is_date, what, by, sheet, row``: every dated fact, and with ``at``
        missing the undated ones (a status without its day).
    settings : Settings
    problems : DataFrame
        ``sheet, cell, column, value, problem, code``: what could not be understood, and where;
        ``code`` is a `ProblemCode`, for programs.
    reading : Reading
        How the file was understood.
    last_logged_on : Timestamp
        The last day on which anything but an interview is dated; NaT where nothing is.

    Examples
    --------
    >>> import jobsearch as js
    >>> js.read_log(js.sample_path())
    Log(applications: 140, interviews: 49, follow_ups: 16, history: 27, events: 470, problems: 6)
    """

    applications: pd.DataFrame
    interviews: pd.DataFrame
    follow_ups: pd.DataFrame
    history: pd.DataFrame
    events: pd.DataFrame
    settings: Settings
    problems: pd.DataFrame
    reading: Reading
    last_logged_on: pd.Timestamp

    def __repr__(self) -> str:
        tables = ("applications", "interviews", "follow_ups", "history", "events", "problems")
        return f"Log({', '.join(f'{name}: {len(getattr(self, name))}' for name in tables)})"

    def _repr_html_(self) -> str:
        columns = {"applications": "applied_on", "interviews": "ended_at"}
        columns |= {"follow_ups": "sent_at", "history": "on"}
        body = "".join(
            f"<tr><td>{name.replace('_', '-')}</td>{_extent(getattr(self, name)[column])}</tr>"
            for name, column in columns.items()
        )
        problems = "No problems"
        if len(self.problems):
            problems = f"{wording.count(len(self.problems), 'problem')}: see <code>.problems</code>"
        return (
            f"<table><caption>{escape(wording.file_name(self.reading.path))}</caption>"
            "<thead><tr><th>table</th><th>rows</th><th>from</th><th>to</th></tr></thead>"
            f"<tbody>{body}</tbody></table><p>{problems}.</p>"
        )

    def with_settings(self, **changes: Any) -> Log:
        """
        The same log under other settings, by their Python names.

        Raises
        ------
        LogError
            If a setting is unknown or its value impossible.

        Examples
        --------
        >>> import jobsearch as js
        >>> log = js.read_log(js.sample_path())
        >>> log.with_settings(follow_up_after_days=5).settings.follow_up_after_days
        5
        """
        return dataclasses.replace(self, settings=with_changes(self.settings, changes))


def _extent(dates: pd.Series) -> str:
    """The cells of a table's number of rows, first day and last day."""
    days = dates.dt.normalize()
    ends = (wording.day(d, weekday=False, year=True) for d in (days.min(), days.max()))
    return f"<td>{len(dates):,}</td>" + "".join(f"<td>{end}</td>" for end in ends)
