"""Published searches to lean on while one's own log is small: the expected life table."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobsearch.published import reference_counts
from jobsearch.schema import RESPONSE_EVENTS

Floats = npt.NDArray[np.float64]

_ANSWERS = RESPONSE_EVENTS[:-1]


def reference_life_table() -> pd.DataFrame:
    """
    Answers and censorings per day in the published searches, each search weighing the same.

    Returns
    -------
    DataFrame
        Indexed by ``day``: ``positive``, ``negative``, ``unclear``, ``censored``, shares of all
        applications that add up to 1.

    Examples
    --------
    >>> table = reference_life_table()
    >>> round(float(table.to_numpy().sum()), 12), round(float(table.loc[:7, "positive"].sum()), 3)
    (1.0, 0.027)
    """
    shares = reference_shares(reference_counts())
    days = pd.RangeIndex(shares.shape[1], name="day")
    return pd.DataFrame(shares.T, index=days, columns=[*_ANSWERS, "censored"])


def reference_shares(counts: npt.NDArray[np.int64]) -> Floats:
    """One life table of several searches (searches x events x days), each weighing the same."""
    shares: Floats = (counts / counts.sum(axis=(1, 2), keepdims=True)).mean(axis=0)
    return shares


def expected_counts(
    counts: npt.NDArray[np.int64], applications: float, shares: Floats | None = None
) -> Floats:
    """
    A life table (groups x events x days) with so many applications of the reference added.

    Without `shares` the reference is that of the published searches. The days go to the longer of
    the two; with 0 applications the table stays as it is.
    """
    if applications == 0:
        return counts.astype(np.float64)
    if shares is None:
        shares = reference_shares(reference_counts())
    n_days = max(counts.shape[2], shares.shape[1])
    expected = np.zeros((*counts.shape[:2], n_days))
    expected[:, :, : counts.shape[2]] = counts
    expected[:, :, : shares.shape[1]] += applications * shares
    return expected
