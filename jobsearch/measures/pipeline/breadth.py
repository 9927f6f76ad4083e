"""Breadth: how many employers, sources and industries the open applications are spread over."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import is_any
from jobsearch.measures.snapshot import Snapshot
from jobsearch.schema import BLANK

_DIMENSIONS = {"employers": "employer", "sources": "source", "industries": "industry"}


def breadth(log: Log, *, as_of: AsOf) -> pd.DataFrame:
    """
    Over how many employers, sources and industries the open applications spread.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off.

    Returns
    -------
    DataFrame
        A row each for ``employers``, ``sources``, ``industries`` (the index): ``n`` : int, the
        plain count; ``effective_n1``, ``effective_n2`` : float, Hill numbers; ``largest_share`` :
        float in [0, 1]; NaN with nothing open; ``n_applications`` : int, what they are of.

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
    return breadth_of(Snapshot(log, as_of))


def breadth_of(at: Snapshot) -> pd.DataFrame:
    """`breadth`, from where a log stands."""
    log, now = at.log, at.now
    chosen = (now["is_open"] & now["is_sent"]).to_numpy()
    rows = []
    for column in _DIMENSIONS.values():
        sizes = log.applications.loc[chosen, column].fillna(BLANK).value_counts().to_numpy()
        share = sizes / sizes.sum() if len(sizes) else np.array([np.nan])
        rows.append(
            {
                "n": len(sizes),
                "effective_n1": float(np.exp(-(share * np.log(share)).sum())),
                "effective_n2": float(1 / (share**2).sum()),
                "largest_share": float(share.max()),
                "n_applications": int(chosen.sum()),
            }
        )
    return pd.DataFrame(rows, index=pd.Index(_DIMENSIONS, name="of"))


def eggs_in_one_basket(at: Snapshot) -> bool:
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
    log, now = at.log, at.now
    far = (now["is_open"] & (now["stage"] >= "interview")).to_numpy()
    employers = log.applications.loc[far, "employer"].nunique(dropna=False)
    nameless = int(log.applications.loc[far, "employer"].isna().sum())
    today = at.as_of.normalize()
    fresh = now["applied_on"] >= today - pd.Timedelta(days=log.settings.fresh_within_days)
    return bool(employers == 1 and nameless <= 1 and fresh.sum() < log.settings.fresh_applications)


def days_since_last_application(at: Snapshot) -> int | None:
    """
    Days since the last application was sent; None without one.

    Examples
    --------
    >>> import jobsearch as js
    >>> days_since_last_application(Snapshot(js.read_log(js.sample_path()), "2026-10-30")) >= 0
    True
    """
    events = at.events
    days = events.day[is_any(events.what, ("applied",)) & ~events.undated]
    return int((events.today - days.max()).astype(np.int64)) if len(days) else None
