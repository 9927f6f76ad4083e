"""What changed: the figures of the search now and some days before, and what happened since."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import states
from jobsearch.measures.following_up.compliance import compliance
from jobsearch.measures.following_up.obligations import obligations
from jobsearch.measures.pipeline.breadth import breadth
from jobsearch.measures.pipeline.stale import stale_applications
from jobsearch.measures.responses.summary import median_response, response_by_day
from jobsearch.measures.responses.times import response_times
from jobsearch.measures.snapshot import Snapshot
from jobsearch.measures.waiting_events import held_interviews

# Figure → its unit, in the order in which they are shown.
_UNITS = {
    "applications sent": "",
    "answers": "",
    "interviews held": "",
    "open applications": "",
    "open at interview or later": "",
    "stale applications": "",
    "median response time": "days",
    "heard back within 30 days": "share",
    "good news within 30 days": "share",
    "everyone thanked in time": "share",
    "followed up in the window": "share",
    "effective number of employers": "",
}


def compare_with_earlier(
    log: Log | Snapshot, *, as_of: AsOf | None = None, days: int = 7
) -> pd.DataFrame:
    """
    The main figures of the search now, and as they were some days before.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now: now.
    days : int
        How long before that "then" is. [days, > 0]

    Returns
    -------
    DataFrame
        A row for each ``figure`` (the index): ``unit`` : str, share (in [0, 1]), days, or "" for a
        number; ``then``, ``now``, ``change`` : float, NaN where there was no figure, inf where the
        median was not reached.

    Raises
    ------
    ValueError
        If `days` is not positive.

    Notes
    -----
    Both are replays of today's log: a correction made since is in both. What has no day is seen
    from the last logged day on, and so may count as a change of the week.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> table = js.compare_with_earlier(log, as_of="2026-10-30")
    >>> table.loc["interviews held", ["then", "now", "change"]].tolist()
    [29.0, 32.0, 3.0]
    """
    now = Snapshot.of(log, as_of)
    then = Snapshot(now.log, _before(now, days))
    table = pd.DataFrame({"unit": _UNITS, "then": _figures(then), "now": _figures(now)})
    with np.errstate(invalid="ignore"):
        change = table["now"].to_numpy() - table["then"].to_numpy()
    return table.assign(change=change).rename_axis("figure")


def recent_events(log: Log | Snapshot, *, as_of: AsOf | None = None, days: int = 7) -> pd.DataFrame:
    """
    What happened within some days, in order.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now.
    days : int
        How far back to look. [days, > 0]

    Returns
    -------
    DataFrame
        A row for each dated fact, however often it is logged: ``at`` : datetime, exactly midnight
        means the day; ``what`` : categorical, of ``schema.EVENTS``; ``by`` : categorical, me or
        employer; ``application``, ``company``, ``role`` : str.

    Raises
    ------
    ValueError
        If `days` is not positive.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> js.recent_events(log, as_of="2026-10-30")["what"].tolist().count("invitation")
    2
    """
    now = Snapshot.of(log, as_of)
    at = now.log.events["at"]
    events = now.log.events[(at > _before(now, days)) & (at <= now.as_of)]
    # The same word of the same day may stand on two sheets.
    again = events.assign(day=events["at"].dt.normalize()).duplicated(
        ["application", "what", "day"]
    )
    several = events["what"].isin(["thank_you", "follow_up"])
    events = events[~again | several].sort_values(["at", "application", "what"], kind="stable")
    about = now.log.applications.set_index("application")[["company", "role"]]
    table = events[["at", "what", "by", "application"]].join(about, on="application")
    return table.reset_index(drop=True)


def _before(now: Snapshot, days: int) -> pd.Timestamp:
    if days < 1:
        raise ValueError(f"days is {days}; it has to be 1 or more.")
    return now.as_of - pd.Timedelta(days=days)


def _figures(snapshot: Snapshot) -> dict[str, float]:
    now, times = states(snapshot), response_times(snapshot)
    is_open = now["is_open"]
    by_day = response_by_day(times).set_index("day").loc[30]
    kept = compliance(obligations(snapshot))["rate"]
    spread = breadth(snapshot)
    values = (
        (now["is_known"] & now["is_sent"]).sum(),
        now["is_answered"].sum(),
        len(held_interviews(snapshot).day),
        is_open.sum(),
        (is_open & (now["stage"] >= "interview")).sum(),
        len(stale_applications(snapshot)),
        median_response(times)["median_days"],
        by_day["any"],
        by_day["positive"],
        kept["thank_everyone"],
        kept["follow_up"],
        spread.loc["employers", "effective_n1"],
    )
    return dict(zip(_UNITS, map(float, values), strict=True))
