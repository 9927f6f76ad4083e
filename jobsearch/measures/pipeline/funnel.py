"""Funnel: how far the applications that were sent have come, and which ways they went."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import states
from jobsearch.measures.intervals import wilson
from jobsearch.measures.snapshot import Snapshot
from jobsearch.schema import BLANK, OUTCOMES, PIPELINE, STAGES


def funnel(log: Log, *, as_of: AsOf) -> pd.DataFrame:
    """
    How far the applications that were sent have come, so far.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off.

    Returns
    -------
    DataFrame
        Indexed by ``stage``: ``n_reached`` : int, came at least so far; ``n_furthest`` : int, and
        no further; ``n_open`` : int, of those still open; ``rate``, ``low``, ``high`` : float,
        share of all sent with Wilson's 95 % interval.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> js.funnel(log, as_of="2026-10-30")["n_reached"].is_monotonic_decreasing
    True
    """
    return funnel_of(Snapshot(log, as_of))


def funnel_of(at: Snapshot) -> pd.DataFrame:
    """`funnel`, from where a log stands."""
    now = at.now
    sent = now[now["is_known"] & now["is_sent"]]
    stage = sent["stage"].cat.codes.to_numpy()
    furthest = np.bincount(stage, minlength=len(STAGES))[1:]
    still = np.bincount(stage[sent["is_open"].to_numpy()], minlength=len(STAGES))[1:]
    reached = furthest[::-1].cumsum()[::-1]
    low, high = wilson(reached, np.full(len(reached), len(sent)))
    return pd.DataFrame(
        {
            "n_reached": reached,
            "n_furthest": furthest,
            "n_open": still,
            "rate": reached / len(sent) if len(sent) else np.nan,
            "low": low,
            "high": high,
        },
        index=pd.Index(PIPELINE, name="stage"),
    )


def flows(log: Log, *, as_of: AsOf) -> pd.DataFrame:
    """
    The flow of the applications that were sent: source, furthest stage, outcome.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off.

    Returns
    -------
    DataFrame
        ``source`` : str, ``stage``, ``outcome`` : categorical, ``n`` : int, the largest first.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> table = js.flows(log, as_of="2026-10-30")
    >>> int(table["n"].sum()) == int(js.funnel(log, as_of="2026-10-30").loc["applied", "n_reached"])
    True
    """
    now = states(log, as_of=as_of)
    now["source"] = log.applications["source"].fillna(BLANK)
    sent = now[now["is_known"] & now["is_sent"]]
    sizes = sent.groupby(["source", "stage", "outcome"], observed=True).size()
    table = sizes.rename("n").reset_index()
    table["outcome"] = table["outcome"].cat.set_categories(list(OUTCOMES))
    return table.sort_values("n", ascending=False, kind="stable", ignore_index=True)
