"""A log as of one moment: what every measure takes, and keeps what several of them need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf, as_timestamp, cut_off
from jobsearch.log import Log
from jobsearch.settings import Settings

Part = TypeVar("Part")


class Snapshot:
    """
    A log as it stood at `as_of`.

    Several measures of one snapshot are quicker than of the log: what they share, such as the
    states of the applications, is worked out once.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now.

    Raises
    ------
    ValueError
        If `as_of` is not a day between 1990 and 2089.

    Examples
    --------
    >>> import jobsearch as js
    >>> snapshot = js.Snapshot(js.read_log(js.sample_path()), "2026-10-30")
    >>> snapshot.as_of
    Timestamp('2026-10-30 23:59:59.999999')
    >>> len(js.stale_applications(snapshot)) <= len(js.response_times(snapshot))
    True
    """

    def __init__(self, log: Log, as_of: AsOf | None = None) -> None:
        self.log = log
        self.as_of: pd.Timestamp = cut_off(log, as_of)[0] if as_of is None else as_timestamp(as_of)
        self._parts: dict[Callable[[Any], Any], Any] = {}

    @staticmethod
    def of(log: Log | Snapshot, as_of: AsOf | None = None) -> Snapshot:
        """Return a snapshot as it is, unless another day is asked for; of a log make one."""
        if not isinstance(log, Snapshot):
            return Snapshot(log, as_of)
        return log if as_of is None else Snapshot(log.log, as_of)

    @property
    def settings(self) -> Settings:
        """The settings of the log."""
        return self.log.settings

    @property
    def today(self) -> np.datetime64:
        """The day of `as_of`."""
        return np.datetime64(self.as_of, "D")

    @property
    def sees_undated(self) -> bool:
        """Whether facts without a day count: on or after the last day on which one is dated."""
        last = self.log.last_logged_on
        return bool(pd.isna(last) or self.as_of >= last)

    def part(self, work_out: Callable[[Snapshot], Part]) -> Part:
        """What `work_out` makes of this snapshot, worked out once; who takes a table owns it."""
        if work_out not in self._parts:
            self._parts[work_out] = work_out(self)
        found: Part = self._parts[work_out]
        return found.copy(deep=False) if isinstance(found, pd.DataFrame) else found
