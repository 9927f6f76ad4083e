"""The chance of still hearing back: in one's own log, and with published searches to lean on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobsearch.measures.mid_p import ROUNDING, mid_p_interval
from jobsearch.measures.reasons import Reason, explain
from jobsearch.measures.responses.curves import (
    ANSWERS,
    KaplanMeier,
    aalen_johansen,
    delta_variance,
    kaplan_meier,
)
from jobsearch.measures.responses.reference import expected_counts
from jobsearch.measures.responses.sample import Floats, Ints, Sample, read_sample, whole_days
from jobsearch.wording import count

COLUMNS = ("chance", "low", "high", "positive", "positive_low", "positive_high")
HORIZON = 30  # days ahead that people are told of
_LOWS, _HIGHS = [1, 4], [2, 5]
POSITIVE = ANSWERS.index("positive")
_WATCHED_AT_LEAST = 10  # for a silence to be judged with the published searches


def chance_of_response(
    times: pd.DataFrame, *, silent_days: int, within_days: int, minimum_at_risk: int = 10
) -> pd.Series:
    """
    Chance that an application still hears back, given its silence so far.

    Parameters
    ----------
    times : DataFrame
        From `response_times`: ``duration_days`` [days, int >= 0, missing where left out],
        ``event`` (positive, negative, unclear, none), ``left_out`` where it is there.
    silent_days : int
        Silence so far, s. [days, >= 0]
    within_days : int
        Horizon, h: the next h days. [days, > 0]
    minimum_at_risk : int
        With fewer applications than this still waiting just after s there is no figure.

    Returns
    -------
    Series
        ``chance``, ``low``, ``high`` : float in [0, 1], any answer, with its 95 % interval.
        ``positive``, ``positive_low``, ``positive_high`` : the part that is good news.
        ``n_at_risk`` : int, those still waiting just after s.
        ``reason`` : str, why there is no figure (all are NaN then), else "".

    Raises
    ------
    ValueError
        If `silent_days` < 0, `within_days` <= 0, or one is not whole; for `times` as `life_table`.

    Notes
    -----
    1 - S(s + h) / S(s), S the Kaplan-Meier estimate [1]_; the positive part is
    (F(s + h) - F(s)) / S(s), F the Aalen-Johansen estimate [2]_. The intervals are mid-P ones on
    the effective number c (1 - c) / Var(c), Var of the curve or incidence restarted at s; where a
    chance c is 0 or 1, on the number at risk at s + h [3]_.

    References
    ----------
    .. [1] E. L. Kaplan and P. Meier, J. Am. Stat. Assoc. 53, 457 (1958).
    .. [2] O. O. Aalen and S. Johansen, Scand. J. Stat. 5, 141 (1978).
    .. [3] H. O. Lancaster, J. Am. Stat. Assoc. 56, 223 (1961); S. J. Cutler and F. Ederer,
       J. Chronic Dis. 8, 699 (1958).

    Examples
    --------
    >>> times = pd.DataFrame(
    ...     {"duration_days": [2, 9, 20, 20], "event": ["positive"] * 2 + ["none"] * 2}
    ... )
    >>> chance = chance_of_response(times, silent_days=5, within_days=10, minimum_at_risk=3)
    >>> round(chance["chance"], 3), chance["n_at_risk"]
    (0.333, 3)
    >>> chance_of_response(times, silent_days=5, within_days=10)["reason"]
    'only 3 applications were still waiting after 5 days of silence; 10 are needed'
    """
    table = chances_of_response(
        times,
        silent_days=[int(whole_days(silent_days, "silent_days", at_least=0)[0])],
        within_days=within_days,
        minimum_at_risk=minimum_at_risk,
    )
    return pd.Series(table.astype(object).iloc[0].to_dict())


def chances_of_response(
    times: pd.DataFrame,
    *,
    silent_days: npt.ArrayLike,
    within_days: int,
    minimum_at_risk: int = 10,
) -> pd.DataFrame:
    """
    `chance_of_response` for many silences at once.

    Parameters
    ----------
    times : DataFrame
        From `response_times`.
    silent_days : array of int
        Silences so far. [days, >= 0]
    within_days, minimum_at_risk : int
        As in `chance_of_response`.

    Returns
    -------
    DataFrame
        The columns of `chance_of_response`, a row for each of `silent_days`, in their order.

    Raises
    ------
    ValueError
        As `chance_of_response`.

    Examples
    --------
    >>> times = pd.DataFrame(
    ...     {"duration_days": [2, 9, 20, 20], "event": ["positive"] * 2 + ["none"] * 2}
    ... )
    >>> chances_of_response(times, silent_days=[0, 5], within_days=9, minimum_at_risk=3)["chance"]
    0    0.500000
    1    0.333333
    Name: chance, dtype: float64
    """
    asked = whole_days(silent_days, "silent_days", at_least=0)
    horizon = int(whole_days(within_days, "within_days", at_least=1)[0])
    sample = read_sample(times)
    counts = sample.life_counts()
    curve = kaplan_meier(counts)
    # One row for each silence that occurs: among many applications most occur more than once.
    silent, which = np.unique(asked, return_inverse=True)
    n_days = counts.shape[2]
    n_at_risk = np.append(curve.n_at_risk[0], 0)[np.minimum(silent + 1, n_days)]
    least = max(minimum_at_risk, 1)
    too_few, too_long = n_at_risk < least, silent + horizon >= n_days
    known = ~(too_few | too_long) & (sample.reasons[0] == Reason.NONE)
    table = pd.DataFrame(np.nan, index=range(len(silent)), columns=list(COLUMNS))
    if known.any():
        start = silent[known]
        table.loc[known] = _figures(counts, curve, start, start + horizon)
    reasons = [
        sample.explain()
        or (_explain_few(int(s), int(n), least) if few else "")
        or (_explain_long(int(s) + horizon, n_days - 1) if long else "")
        for s, n, few, long in zip(silent, n_at_risk, too_few, too_long, strict=True)
    ]
    table = table.assign(n_at_risk=n_at_risk, reason=pd.Series(reasons, dtype="str"))
    return table.take(which).reset_index(drop=True)


def _explain_few(silent: int, n: int, least: int) -> str:
    were = count(n, "application was", "applications were")
    return explain(
        Reason.TOO_FEW_AT_RISK,
        waiting=f"only {were}" if n else "no application was",
        silent=count(silent, "day"),
        least=f"{least:,} {'is' if least == 1 else 'are'}",
    )


def _explain_long(days: int, longest: int) -> str:
    return explain(Reason.PAST_LONGEST_TIME, days=count(days, "day"), longest=count(longest, "day"))


def _figures(counts: Ints | Floats, curve: KaplanMeier, start: Ints, end: Ints) -> Floats:
    """COLUMNS for answers after the day `start` and by the day `end`, both observed."""
    before = curve.still_silent[0, start]
    silent = curve.still_silent[0, end] / before
    steps = curve.steps[0].cumsum()
    split = aalen_johansen(counts, curve)
    incidence = split.incidence[0, POSITIVE]
    of_a, of_b, of_c = (running[0, POSITIVE] for running in split.sums)
    chance = np.array([1 - silent, (incidence[end] - incidence[start]) / before])
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.array(
            [
                silent**2 * (steps[end] - steps[start]),
                delta_variance(
                    incidence[end],
                    of_a[end] - of_a[start],
                    of_b[end] - of_b[start],
                    of_c[end] - of_c[start],
                )
                / before**2,
            ]
        )
        n_effective = chance * (1 - chance) / variance
    # Many small steps may miss 0 and 1 by a rounding.
    chance[chance < ROUNDING], chance[chance > 1 - ROUNDING] = 0.0, 1.0
    at_an_end = (chance == 0) | (chance == 1)
    n = np.where(at_an_end, curve.n_at_risk[0, end], n_effective)
    low, high = mid_p_interval(chance, n)
    return np.array([chance[0], low[0], high[0], chance[1], low[1], high[1]]).T


def expected_chance(
    times: pd.DataFrame,
    *,
    silent_days: npt.ArrayLike,
    within_days: int,
    reference_applications: float = 40,
    minimum_at_risk: int = 10,
) -> pd.DataFrame:
    """
    The chance to reckon with: that of one's own log, leaning on published searches.

    Parameters
    ----------
    times : DataFrame
        From `response_times`.
    silent_days : int or array of int
        Silences so far. [days, >= 0]
    within_days : int
        The next so many days. [days, > 0]
    reference_applications : float
        How many applications the published searches weigh. With 0 it is `chances_of_response`.
    minimum_at_risk : int
        As in `chance_of_response`, for the own chance.

    Returns
    -------
    DataFrame
        The columns of `chance_of_response`, a row for each of `silent_days`, in their order;
        ``n_at_risk`` counts own applications alone.

    Raises
    ------
    ValueError
        As `chance_of_response`.

    Notes
    -----
    `chance_of_response` of the own life table with so many applications added that are shared out
    like `reference_life_table`; there is a figure from the first application on, and also where
    the own answers have no dates (they are left out then). Where fewer than 10 were watched for
    the silence and `within_days` more, the longest silence for which 10 were stands for it. The
    interval includes that of the own chance where 10 own applications were watched so long: a
    search unlike the published ones shows there. Before that the chance of any answer may well
    be outside of it; good news is so rare everywhere that its interval holds.

    Examples
    --------
    >>> times = pd.DataFrame({"duration_days": [2, 9], "event": ["positive", "none"]})
    >>> chance = expected_chance(times, silent_days=[9, 60], within_days=30)
    >>> chance["positive"].round(3).tolist()
    [0.014, 0.002]
    """
    own = chances_of_response(
        times,
        silent_days=silent_days,
        within_days=within_days,
        minimum_at_risk=minimum_at_risk,
    )
    sample = read_sample(times)
    counts = own_and_reference(sample, reference_applications)
    curve = kaplan_meier(counts)
    n_at_risk = curve.n_at_risk[0]
    if reference_applications == 0 or within_days >= len(n_at_risk):
        return own
    enough = min(_WATCHED_AT_LEAST, n_at_risk[0] / 4)
    last = max(int(np.count_nonzero(n_at_risk >= enough)) - 1 - within_days, 0)
    silent = whole_days(silent_days, "silent_days", at_least=0)
    judged, which = np.unique(np.minimum(silent, last), return_inverse=True)
    figures = _figures(counts, curve, judged, judged + within_days)[which]
    watched = len(sample.days) - np.searchsorted(np.sort(sample.days), silent + within_days)
    of_own = np.where(watched[:, None] >= _WATCHED_AT_LEAST, own[list(COLUMNS)], np.nan)
    for end, wider in ((_LOWS, np.fmin), (_HIGHS, np.fmax)):
        figures[:, end] = wider(figures[:, end], of_own[:, end])
    return pd.DataFrame(figures, columns=list(COLUMNS)).assign(
        n_at_risk=own["n_at_risk"], reason=pd.Series("", index=own.index, dtype="str")
    )


def own_and_reference(sample: Sample, reference_applications: float) -> Floats:
    """The life table to reckon with: without own answers where they have no dates."""
    counts = sample.life_counts()
    if sample.reasons[0] != Reason.NONE:
        counts = counts[:, :, :0]
    return expected_counts(counts, reference_applications)
