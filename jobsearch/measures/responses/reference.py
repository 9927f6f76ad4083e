"""Published searches to lean on while one's own log is small: the expected life table."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobsearch.schema import RESPONSE_EVENTS

Floats = npt.NDArray[np.float64]

_FOLDER = Path(__file__).parent
_ANSWERS = RESPONSE_EVENTS[:-1]


def reference_searches() -> pd.DataFrame:
    """
    The published searches that expectations lean on.

    Returns
    -------
    DataFrame
        A row for each search: ``search``, ``source`` (its address), ``first_month``,
        ``last_month`` : str; ``applications``, ``replies``, ``good_news`` : int; ``country``,
        ``jobs`` : str. Silence was counted in all of them.

    Notes
    -----
    Six logs that single persons kept and published, mostly of technical and analytical jobs in the
    USA and France. No company, role, person or calendar date is kept. Answers dated before their
    application (3) are left out; in F only the last reply is dated.

    Examples
    --------
    >>> searches = reference_searches()
    >>> len(searches), int(searches["applications"].sum()), int(searches["good_news"].sum())
    (6, 1686, 72)
    """
    return pd.read_csv(_FOLDER / "reference_searches.csv")


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


@cache
def reference_counts() -> npt.NDArray[np.int64]:
    """Counts of the published searches: searches x events x days. Not to be changed."""
    with (_FOLDER / "reference_life_tables.csv").open(encoding="utf-8", newline="") as file:
        cells = np.array(list(csv.reader(file))[1:])
    names, search = np.unique(cells[:, 0], return_inverse=True)
    day, events = cells[:, 1].astype(np.int64), cells[:, 2:].astype(np.int64)
    counts = np.zeros((len(names), len(RESPONSE_EVENTS), int(day.max()) + 1), np.int64)
    counts[search, :, day] = events
    counts.flags.writeable = False
    return counts


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
