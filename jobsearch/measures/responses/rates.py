"""Which groups of applications are answered: the share answered by a certain day, by group."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from jobsearch.measures.reasons import ANSWERS_AT_LEAST, APPLICATIONS_AT_LEAST
from jobsearch.measures.responses.curves import response_curve
from jobsearch.measures.responses.summary import median_response, response_by_day


def response_rates(
    times: pd.DataFrame, *, by: str = "source", within_days: int = 30, groups_at_most: int = 8
) -> pd.DataFrame:
    """
    Share of the applications answered within some days, group by group.

    Parameters
    ----------
    times : DataFrame
        From `response_times`: ``duration_days`` [days, int >= 0, missing where left out],
        ``event`` (positive, negative, unclear, none), and the column to group by.
    by : str
        A column to group by: source, industry, company_size, role.
    within_days : int
        The day that the share is read at. [days, > 0]
    groups_at_most : int
        Of the groups that are large enough only so many, the largest, are kept in.

    Returns
    -------
    DataFrame
        A row for each group, those with a figure first, by rate: ``group`` : str; ``rate``,
        ``low``, ``high`` : float in [0, 1], any answer within that time with its 95 % band, NaN
        where left out; ``n``, ``n_responses`` : int, inside
        the estimate; ``left_out`` : str, why there is no figure, else "".

        Its ``attrs``: ``by``, ``within_days``; ``n``, ``rate``, ``low``, ``high`` of all together;
        ``reason``, why there is no figure at all, else "".

    Raises
    ------
    ValueError
        As `response_curve`, and if `within_days` or `groups_at_most` is not positive.

    Notes
    -----
    The rate is 1 - S(t) of each group's `response_curve`: the young applications of a group are no
    failures. Groups with fewer than 20 applications or 5 answers are left out, as in
    `compare_groups`, and those that were not observed for so long.

    Examples
    --------
    >>> times = pd.DataFrame(
    ...     {
    ...         "duration_days": [*range(1, 41), 3],
    ...         "event": ["positive"] * 41,
    ...         "source": ["board"] * 40 + ["fair"],
    ...     }
    ... )
    >>> response_rates(times).loc[:, ["group", "rate", "n", "left_out"]]
       group  rate   n         left_out
    0  board  0.75  40
    1   fair   NaN   1  n = 1, 1 answer
    """
    for name, value in (("within_days", within_days), ("groups_at_most", groups_at_most)):
        if value < 1:
            raise ValueError(f"{name} is {value}; it has to be 1 or more.")
    sizes = pd.DataFrame(median_response(times, by=by))
    curve = response_curve(times, by=by)
    # The last row up to that day; earlier ones hold where everybody has been answered.
    at = curve[curve["day"] <= within_days].groupby(by, observed=True).tail(1).set_index(by)
    observed = at[(at["day"] == within_days) | (at["still_silent"] <= 0)]
    band = observed.reindex(sizes[by].astype(object))
    n, answers = sizes["n"].to_numpy(), sizes["n_responses"].to_numpy()
    large = _is_large(sizes)
    has_reason, has_figure = (sizes["reason"] != "").to_numpy(), band["day"].notna().to_numpy()
    drawn = large & ~has_reason & has_figure
    rank = np.full(len(n), len(n))
    order = np.flatnonzero(drawn)[np.argsort(-n[drawn], kind="stable")]
    rank[order] = np.arange(len(order))
    kept = drawn & (rank < groups_at_most)
    count = "n = " + sizes["n"].astype(str).astype(object)
    said = np.where(answers == 1, " answer", " answers")
    left_out = np.select(
        [kept, has_reason, ~large, ~has_figure],
        [
            "",
            sizes["reason"].astype(object),
            count + ", " + answers.astype(str).astype(object) + said,
            count + f", none of them observed for {within_days} days",
        ],
        count + f", not among the {groups_at_most} largest",
    )
    table = pd.DataFrame(
        {
            "group": pd.Series(sizes[by].astype(object).to_numpy(), dtype="str"),
            "rate": np.where(kept, 1 - band["still_silent"].to_numpy(), np.nan),
            "low": np.where(kept, 1 - band["high"].to_numpy(), np.nan),
            "high": np.where(kept, 1 - band["low"].to_numpy(), np.nan),
            "n": n,
            "n_responses": answers,
            "left_out": pd.Series(left_out, dtype="str"),
        }
    )
    table = table.iloc[np.lexsort((-n, -table["rate"].fillna(-1).to_numpy()))]
    whole: dict[Any, Any] = median_response(times).to_dict()
    total = response_by_day(times, days=[within_days]).iloc[0]
    table.attrs = {
        "by": by,
        "within_days": within_days,
        "n": int(whole["n"]),
        "rate": float(total["any"]),
        "low": float(total["any_low"]),
        "high": float(total["any_high"]),
        "reason": str(whole["reason"]),
    }
    return table.reset_index(drop=True)


def curves_of_groups(
    times: pd.DataFrame, *, by: str = "source", groups_at_most: int = 6
) -> pd.DataFrame:
    """
    The `response_curve` of each group that is large enough to be told from the others.

    Parameters
    ----------
    times : DataFrame
        From `response_times`: ``duration_days`` [days, int >= 0, missing where left out],
        ``event`` (positive, negative, unclear, none), and the column to group by.
    by : str
        A column to group by: source, industry, company_size, role.
    groups_at_most : int
        Only so many, the largest.

    Returns
    -------
    DataFrame
        As `response_curve` with `by`, of the groups with at least 20 applications and 5 answers.

        Its ``attrs``: ``left_out``, a list that names the other groups and says why.

    Raises
    ------
    ValueError
        As `response_curve`, and if `groups_at_most` is not positive.

    Examples
    --------
    >>> import jobsearch as js
    >>> times = js.response_times(js.read_log(js.sample_path()), as_of="2026-10-30")
    >>> curves = js.curves_of_groups(times, by="source")
    >>> curves["source"].unique().tolist(), len(curves.attrs["left_out"])
    (['Aggregator', 'Company site', 'Job board', 'Referral'], 4)
    """
    if groups_at_most < 1:
        raise ValueError(f"groups_at_most is {groups_at_most}; it has to be 1 or more.")
    sizes = pd.DataFrame(median_response(times, by=by))
    drawn = _is_large(sizes) & (sizes["reason"] == "").to_numpy()
    order = np.argsort(-sizes["n"].to_numpy() * drawn, kind="stable")
    kept = np.zeros(len(sizes), dtype=bool)
    kept[order[:groups_at_most]] = True
    kept &= drawn
    curves = response_curve(times, by=by)
    table = curves[curves[by].isin(sizes.loc[kept, by])].reset_index(drop=True)
    table[by] = table[by].cat.remove_unused_categories()
    rest = sizes[~kept]
    table.attrs = {
        "left_out": [
            f"{name} ({reason or f'n = {n:,}'})"
            for name, n, reason in zip(rest[by], rest["n"], rest["reason"], strict=True)
        ],
        "reason": f"no {by.replace('_', ' ')} has 20 applications and 5 answers",
    }
    return table


def _is_large(sizes: pd.DataFrame) -> np.ndarray:
    enough = sizes["n"] >= APPLICATIONS_AT_LEAST
    return np.asarray(enough & (sizes["n_responses"] >= ANSWERS_AT_LEAST))
