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


def funnel(log: Log | Snapshot, *, as_of: AsOf | None = None) -> pd.DataFrame:
    """
    How far the applications that were sent have come, so far.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now.

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
    now = states(log, as_of=as_of)
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


def flows(
    log: Log | Snapshot, *, as_of: AsOf | None = None, sources_at_most: int | None = None
) -> pd.DataFrame:
    """
    The flow of the applications that were sent: source, furthest stage, outcome.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now.
    sources_at_most : int, optional
        So many sources, the largest, keep their name; the others are one source, ``other (N
        sources)``. [>= 1]

    Returns
    -------
    DataFrame
        ``source`` : str, ``stage``, ``outcome`` : categorical, ``n`` : int, the largest first.

        Its ``attrs``: ``n_other``, the number of sources taken together.

    Raises
    ------
    ValueError
        If `sources_at_most` is not positive.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> table = js.flows(log, as_of="2026-10-30")
    >>> int(table["n"].sum()) == int(js.funnel(log, as_of="2026-10-30").loc["applied", "n_reached"])
    True
    """
    snapshot = Snapshot.of(log, as_of)
    now = states(snapshot).assign(source=snapshot.log.applications["source"].fillna(BLANK))
    now = now[now["is_known"] & now["is_sent"]]
    n_other = 0
    if sources_at_most is not None:
        now, n_other = _merge_sources(now, sources_at_most)
    sizes = now.groupby(["source", "stage", "outcome"], observed=True).size()
    table = sizes.rename("n").reset_index()
    table["outcome"] = table["outcome"].cat.set_categories(list(OUTCOMES))
    table = table.sort_values("n", ascending=False, kind="stable", ignore_index=True)
    table.attrs = {"n_other": n_other}
    return table


def _merge_sources(sent: pd.DataFrame, at_most: int) -> tuple[pd.DataFrame, int]:
    """The applications with the smaller sources taken together, and how many these are."""
    if at_most < 1:
        raise ValueError(f"sources_at_most is {at_most}; it has to be 1 or more.")
    sizes = sent["source"].value_counts(sort=False).sort_index()
    others = sizes.sort_values(ascending=False, kind="stable").index[at_most:]
    # One left over is no shorter under another name.
    others = others if len(others) > 1 else others[:0]
    other = f"other ({len(others)} sources)"
    source = sent["source"].where(~sent["source"].isin(others), other)
    return sent.assign(source=source.astype("str")), len(others)
