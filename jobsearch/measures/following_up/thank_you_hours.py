"""How soon every interviewer was thanked, in hours from the interview's end."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.calendar import bounds
from jobsearch.measures.following_up.obligations import obligations
from jobsearch.measures.snapshot import Snapshot

_HOUR = np.timedelta64(3_600_000_000, "us")


def thank_you_hours(log: Log | Snapshot, *, as_of: AsOf | None = None) -> pd.DataFrame:
    """
    Hours from the interview's end to the thank-you, for every interviewer.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now.

    Returns
    -------
    DataFrame
        A row for each interviewer who is owed a thank-you, by the interview's end:

        - ``application``, ``company``, ``interviewer`` : str
        - ``ended_at``, ``thanked_at`` : datetime; exactly midnight means that only the day is known
        - ``hours_low``, ``hours_high`` : float [h], the least and the most that it can have been;
          the same where both moments are known, NaN where nobody was thanked, negative where it was
          before the interview ended
        - ``verdict`` : categorical, of ``schema.VERDICTS``

        Its ``attrs``: ``best_within_hours`` and ``thank_you_within_hours`` of the Settings.

    Notes
    -----
    True hours where the Settings name a time zone, else hours by the clock on the wall.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> hours = js.thank_you_hours(log, as_of="2026-10-30")
    >>> bool((hours["hours_low"] <= hours["hours_high"]).sum() == hours["hours_low"].notna().sum())
    True
    """
    snapshot = Snapshot.of(log, as_of)
    owed, settings = obligations(snapshot), snapshot.settings
    rows = owed[(owed["rule"] == "thank_everyone").to_numpy()].reset_index(drop=True)
    ended, thanked = rows["opens_at"], rows["done_at"]
    zone = settings.time_zone
    end_low, end_high = bounds(ended, _is_day(ended), zone)
    sent_low, sent_high = bounds(thanked, _is_day(thanked), zone)
    low, high = (sent_low - end_high) / _HOUR, (sent_high - end_low) / _HOUR
    table = rows[["application", "company", "interviewer"]].assign(
        ended_at=ended,
        thanked_at=thanked,
        # On the day of the interview means after it, where the day is all that is known.
        hours_low=np.where(high >= 0, np.maximum(low, 0), low),
        hours_high=high,
        verdict=rows["verdict"],
    )
    table.attrs = {
        "best_within_hours": settings.best_within_hours,
        "thank_you_within_hours": settings.thank_you_within_hours,
    }
    return table


def _is_day(at: pd.Series) -> np.ndarray:
    return np.asarray(at == at.dt.normalize())
