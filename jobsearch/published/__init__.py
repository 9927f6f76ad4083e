"""The published searches that come with the kit, as counts by day: read once, never written."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobsearch.schema import RESPONSE_EVENTS

_FOLDER = Path(__file__).parent


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
    return pd.read_csv(_FOLDER / "searches.csv")


@cache
def reference_counts() -> npt.NDArray[np.int64]:
    """Counts of the published searches: searches x events x days. Not to be changed."""
    with (_FOLDER / "life_tables.csv").open(encoding="utf-8", newline="") as file:
        cells = np.array(list(csv.reader(file))[1:])
    names, search = np.unique(cells[:, 0], return_inverse=True)
    day, events = cells[:, 1].astype(np.int64), cells[:, 2:].astype(np.int64)
    counts = np.zeros((len(names), len(RESPONSE_EVENTS), int(day.max()) + 1), np.int64)
    counts[search, :, day] = events
    counts.flags.writeable = False
    return counts
