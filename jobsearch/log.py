"""`Log`: the typed tables of one search, its events, settings and problems."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from jobsearch.schema import Settings


class LogError(Exception):
    """A file that cannot be used, or settings that cannot hold: one sentence for a person."""


@dataclass(frozen=True)
class TableReading:
    """
    How one sheet was understood.

    ``columns`` maps our names to the file's headers, ``not_used`` are the headers carried along,
    ``words`` says how the words of the sheet were read, ``n_set_aside`` counts rows with nothing
    that makes them a row of this sheet, ``places`` is the column of each of our names, from 0.
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


@dataclass(frozen=True)
class Reading:
    """
    How a file was understood: its path, its tables, the sheets left alone, what was assumed.

    ``digest`` is the SHA-256 of its bytes, as it was read.
    """

    path: str
    tables: tuple[TableReading, ...] = ()
    other_sheets: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    digest: str = field(default="", compare=False)


@dataclass(frozen=True)
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
        ``sheet, cell, column, value, problem``: what could not be understood, and where.
    reading : Reading
        How the file was understood.
    last_logged_on : Timestamp
        The last day on which anything but an interview is dated; NaT where nothing is.
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
        from jobsearch.reading.settings import check_settings

        return dataclasses.replace(self, settings=check_settings(self.settings, changes))
