"""Breadth: how many employers, sources and industries the open applications are spread over."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import is_any, states, visible_events
from jobsearch.measures.snapshot import Snapshot
from jobsearch.schema import BLANK

# What the open applications spread over: the columns that tell groups apart and that name them.
_GROUPS = {
    "employers": ("employer", "company"),
    "sources": ("source", "source"),
    "industries": ("industry", "industry"),
}
LARGEST = 8  # groups that are named


def breadth(log: Log | Snapshot, *, as_of: AsOf | None = None) -> pd.DataFrame:
    """
    Over how many employers, sources and industries the open applications spread.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now.

    Returns
    -------
    DataFrame
        A row each for ``employers``, ``sources``, ``industries`` (the index): ``n`` : int, the
        plain count; ``effective_n1``, ``effective_n2`` : float, Hill numbers; ``largest_share`` :
        float in [0, 1]; NaN with nothing open; ``n_applications`` : int, what they are of;
        ``largest`` : a tuple of (name, number of applications) of the 8 largest, largest first.

    Notes
    -----
    N1 = exp(-sum p ln p), N2 = 1 / sum p^2 [1]_, of the sent, open applications; blanks are one
    group.

    References
    ----------
    .. [1] M. O. Hill, Ecology 54, 427 (1973).

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> table = js.breadth(log, as_of="2026-10-30")
    >>> bool((table["effective_n2"] <= table["effective_n1"]).all())
    True
    """
    snapshot = Snapshot.of(log, as_of)
    now = states(snapshot)
    mine = snapshot.log.applications[(now["is_open"] & now["is_sent"]).to_numpy()]
    rows = []
    for key, name in _GROUPS.values():
        sizes = mine[key].fillna(BLANK).value_counts(sort=False).sort_index()
        sizes = sizes.sort_values(ascending=False, kind="stable")
        share = (sizes / sizes.sum()).to_numpy() if len(sizes) else np.array([np.nan])
        # A group is called what it is called first.
        names = mine[name].fillna(BLANK).groupby(mine[key].fillna(BLANK)).first()
        largest = sizes.head(LARGEST)
        rows.append(
            {
                "n": len(sizes),
                "effective_n1": float(np.exp(-(share * np.log(share)).sum())),
                "effective_n2": float(1 / (share**2).sum()),
                "largest_share": float(share.max()),
                "n_applications": len(mine),
                "largest": tuple(
                    zip(names.loc[largest.index].tolist(), largest.tolist(), strict=True)
                ),
            }
        )
    return pd.DataFrame(rows, index=pd.Index(_GROUPS, name="of"))


def eggs_in_one_basket(snapshot: Snapshot) -> bool:
    """
    Whether all hope is on one employer.

    Exactly one employer has an open application at interview or later, and fewer than
    ``fresh applications`` were sent within ``fresh within days``. Those without a company are not
    known to be of one employer.

    Examples
    --------
    >>> import jobsearch as js
    >>> eggs_in_one_basket(Snapshot(js.read_log(js.sample_path()), "2026-10-30"))
    False
    """
    log, now = snapshot.log, states(snapshot)
    far = (now["is_open"] & (now["stage"] >= "interview")).to_numpy()
    employers = log.applications.loc[far, "employer"].nunique(dropna=False)
    nameless = int(log.applications.loc[far, "employer"].isna().sum())
    today = snapshot.as_of.normalize()
    fresh = now["applied_on"] >= today - pd.Timedelta(days=log.settings.fresh_within_days)
    return bool(employers == 1 and nameless <= 1 and fresh.sum() < log.settings.fresh_applications)


def days_since_last_application(snapshot: Snapshot) -> int | None:
    """
    Days since the last application was sent; None without one.

    Examples
    --------
    >>> import jobsearch as js
    >>> days_since_last_application(Snapshot(js.read_log(js.sample_path()), "2026-10-30")) >= 0
    True
    """
    events = visible_events(snapshot)
    days = events.day[is_any(events.what, ("applied",)) & ~events.undated]
    return int((snapshot.today - days.max()).astype(np.int64)) if len(days) else None
