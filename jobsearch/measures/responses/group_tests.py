"""Whether groups of applications hear back at different speeds: the logrank test."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from jobsearch.measures.reasons import (
    ANSWERS_AT_LEAST,
    APPLICATIONS_AT_LEAST,
    Reason,
    explain,
)
from jobsearch.measures.responses.sample import (
    NO_ANSWER,
    Floats,
    Ints,
    Sample,
    count_per_group,
    read_sample,
)
from jobsearch.schema import GROUPINGS
from jobsearch.wording import count


def compare_groups(times: pd.DataFrame, *, by: str | Sequence[str] = GROUPINGS) -> pd.DataFrame:
    """
    Whether groups of applications hear back at different speeds.

    Parameters
    ----------
    times : DataFrame
        From `response_times`: ``duration_days`` [days, int >= 0, missing where left out],
        ``event`` (positive, negative, unclear, none), and the columns to group by.
    by : str or sequence of str
        One grouping or several. Of the default ones, those that the table lacks are skipped.

    Returns
    -------
    DataFrame
        A row for each grouping: ``by``; ``n_groups``, ``n``, ``n_responses`` inside the test;
        ``chi2``, ``df``, ``p_value``; ``p_holm``, corrected for the number of groupings tested;
        ``left_out``, a tuple that names the groups outside the test (fewer than 20 applications
        or 5 answers, or too many answers without a date); ``reason``, why there is no figure,
        else "".

    Raises
    ------
    ValueError
        If a named column is not there, a duration is negative, not whole or over a hundred years,
        or an event is unknown.

    Notes
    -----
    The k-sample logrank test [1]_ of the time to any answer, with the covariance matrix of the
    groups' counts; Holm's correction [2]_.

    References
    ----------
    .. [1] N. Mantel, Cancer Chemother. Rep. 50, 163 (1966).
    .. [2] S. Holm, Scand. J. Stat. 6, 65 (1979).

    Examples
    --------
    >>> times = pd.DataFrame(
    ...     {
    ...         "duration_days": [*range(1, 21), *range(11, 31), 3],
    ...         "event": ["negative"] * 40 + ["positive"],
    ...         "source": ["board"] * 20 + ["referral"] * 20 + ["fair"],
    ...     }
    ... )
    >>> test = compare_groups(times, by="source").loc[0]
    >>> print(round(test["chi2"], 2), test["df"], *test["left_out"])
    20.3 1 fair (n = 1, 1 answer)
    """
    if isinstance(by, str):
        columns = [by]
    else:
        columns = [name for name in by if by is not GROUPINGS or name in times]
    overall = read_sample(times).explain()
    tests = [{"by": name} | _compare(read_sample(times, name), overall) for name in columns]
    table = pd.DataFrame(
        tests,
        columns=[
            "by",
            "n_groups",
            "n",
            "n_responses",
            "chi2",
            "df",
            "p_value",
            "left_out",
            "reason",
        ],
    ).astype({"by": str, "chi2": float, "p_value": float, "reason": str})
    table.insert(7, "p_holm", holm(table["p_value"].to_numpy()))
    return table


def _compare(sample: Sample, overall: str) -> dict[str, Any]:
    """One grouping's test."""
    n_groups = len(sample.groups)
    answered = sample.event != NO_ANSWER
    n_responses = count_per_group(sample.group, n_groups, answered)
    n = n_responses + count_per_group(sample.group, n_groups, ~answered)
    tested = (
        (n >= APPLICATIONS_AT_LEAST) & (n_responses >= ANSWERS_AT_LEAST) & (sample.reasons == "")
    )
    outside = np.flatnonzero(~tested & (n + sample.n_left_out > 0)).tolist()
    figures: dict[str, Any] = {
        "n_groups": np.count_nonzero(tested),
        "n": n[tested].sum(),
        "n_responses": n_responses[tested].sum(),
        "chi2": np.nan,
        "df": 0,
        "p_value": np.nan,
        "left_out": tuple(_name_group(sample, g, int(n[g]), int(n_responses[g])) for g in outside),
        "reason": overall,
    }
    if overall:
        return figures
    if figures["n_groups"] < 2:
        reason = Reason.ONE_LARGE_GROUP if figures["n_groups"] else Reason.NO_LARGE_GROUP
        return figures | {"reason": explain(reason)}
    chi2 = logrank(sample.of_groups(tested).life_counts())
    if math.isnan(chi2):
        return figures | {"reason": explain(Reason.SAME_TIMES)}
    from scipy.special import chdtrc  # slow to import

    df = figures["n_groups"] - 1
    return figures | {"chi2": chi2, "df": df, "p_value": float(chdtrc(df, chi2))}


def _name_group(sample: Sample, g: int, n: int, n_responses: int) -> str:
    answers = sample.explain(g) or count(n_responses, "answer")
    return f"{sample.groups[g]} ({explain(Reason.SMALL_GROUP, n=n, answers=answers)})"


def logrank(counts: Ints) -> float:
    """The k-sample logrank statistic; NaN where no day has both an answer and a silent one."""
    n_responses = counts[:, :NO_ANSWER].sum(axis=1)
    n_at_risk = counts.sum(axis=1)[:, ::-1].cumsum(axis=1)[:, ::-1]
    days = n_responses.any(axis=0)
    d_i, n_i = n_responses[:, days], n_at_risk[:, days]
    d, n = d_i.sum(axis=0), n_i.sum(axis=0)
    share = n_i / n
    spread = d * (n - d) / np.maximum(n - 1, 1)
    if not spread.any():
        return math.nan
    excess = (d_i - d * share).sum(axis=1)
    covariance = np.diag((share * spread).sum(axis=1)) - (share * spread) @ share.T
    # The rows add up to 0: without one group the matrix has an inverse.
    excess, covariance = excess[1:], covariance[1:, 1:]
    return float(excess @ np.linalg.solve(covariance, excess))


def holm(p_values: Floats) -> Floats:
    """Holm's step-down correction over the p-values that are there."""
    order = np.argsort(p_values)[: np.count_nonzero(~np.isnan(p_values))]
    corrected = np.full(len(p_values), np.nan)
    times_left = np.arange(len(order), 0, -1)
    corrected[order] = np.minimum(np.maximum.accumulate(times_left * p_values[order]), 1)
    return corrected
