"""What a search is spread over: the largest employers, sources and industries, and the rest."""

from __future__ import annotations

import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import states
from jobsearch.measures.pipeline.breadth import breadth
from jobsearch.schema import BLANK

_NAMES = {"employers": "company", "sources": "source", "industries": "industry"}
_KEYS = {"employers": "employer", "sources": "source", "industries": "industry"}


def breadth_with_shares(log: Log, *, as_of: AsOf) -> pd.DataFrame:
    """
    The breadth of the open applications, with the names and sizes of the largest groups.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off.

    Returns
    -------
    DataFrame
        The table of `breadth` with one column more: ``largest`` : a tuple of (name, number of
        applications) of the 8 largest groups, the largest first.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> spread = js.breadth_with_shares(log, as_of="2026-10-30")
    >>> len(spread.loc["employers", "largest"])
    8
    """
    table = breadth(log, as_of=as_of)
    now = states(log, as_of=as_of)
    mine = log.applications[(now["is_open"] & now["is_sent"]).to_numpy()]
    largest = [_largest(mine[_KEYS[of]], mine[_NAMES[of]]) for of in _KEYS]
    return table.assign(largest=pd.Series(largest, index=table.index, dtype=object))


def _largest(keys: pd.Series, names: pd.Series, at_most: int = 8) -> tuple[tuple[str, int], ...]:
    """The largest groups under the name that is written first; of equals the first by name."""
    sizes = keys.fillna(BLANK).value_counts(sort=False).sort_index()
    sizes = sizes.sort_values(ascending=False, kind="stable").head(at_most)
    written = names.fillna(BLANK).groupby(keys.fillna(BLANK)).first()
    return tuple(zip(written.loc[sizes.index].tolist(), sizes.tolist(), strict=True))


def largest_sources(flows: pd.DataFrame, *, sources_at_most: int = 8) -> pd.DataFrame:
    """
    The flow of the search with the smaller sources taken together.

    Parameters
    ----------
    flows : DataFrame
        From `flows`: ``source``, ``stage``, ``outcome``, ``n``.
    sources_at_most : int
        So many sources, the largest, keep their name. [>= 1]

    Returns
    -------
    DataFrame
        The columns of `flows`; the others are one source, ``other (N sources)``.

        Its ``attrs``: ``n_other``, the number of sources taken together.

    Raises
    ------
    ValueError
        If `sources_at_most` is not positive.

    Examples
    --------
    >>> import jobsearch as js
    >>> table = js.flows(js.read_log(js.sample_path()), as_of="2026-10-30")
    >>> small = js.largest_sources(table, sources_at_most=2)
    >>> small["source"].nunique(), bool(small["n"].sum() == table["n"].sum())
    (3, True)
    """
    if sources_at_most < 1:
        raise ValueError(f"sources_at_most is {sources_at_most}; it has to be 1 or more.")
    sizes = flows.groupby("source")["n"].sum().sort_values(ascending=False, kind="stable")
    others = sizes.index[sources_at_most:]
    # One left over is no shorter under another name.
    others = others if len(others) > 1 else others[:0]
    source = flows["source"].where(~flows["source"].isin(others), f"other ({len(others)} sources)")
    table = flows.assign(source=source.astype("str"))
    table = table.groupby(["source", "stage", "outcome"], observed=True)["n"].sum().reset_index()
    table["outcome"] = table["outcome"].cat.set_categories(flows["outcome"].cat.categories)
    table["stage"] = table["stage"].cat.set_categories(flows["stage"].cat.categories)
    table = table.sort_values("n", ascending=False, kind="stable", ignore_index=True)
    table.attrs = {"n_other": len(others)}
    return table[list(flows.columns)]
