"""The time to an answer as curves: Kaplan-Meier's S(t) and Aalen-Johansen's F_k(t), by day."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobsearch.measures.intervals import loglog_band
from jobsearch.measures.reasons import Reason
from jobsearch.measures.responses.sample import (
    NO_ANSWER,
    Bools,
    Floats,
    Ints,
    Sample,
    read_sample,
)
from jobsearch.schema import RESPONSE_EVENTS

ANSWERS = RESPONSE_EVENTS[:NO_ANSWER]


def life_table(times: pd.DataFrame) -> pd.DataFrame:
    """
    Answers and censorings per whole day, from which every curve comes.

    Parameters
    ----------
    times : DataFrame
        From `response_times`: ``duration_days`` [days, int >= 0, missing where left out],
        ``event`` (positive, negative, unclear, none).

    Returns
    -------
    DataFrame
        Indexed by ``day``, from 0 to the longest time: ``positive``, ``negative``, ``unclear``,
        ``censored``, counts. Life tables add up: the sum of two is the life table of both.

    Raises
    ------
    ValueError
        If a duration is negative, not whole or over a hundred years, or an event is unknown.

    Examples
    --------
    >>> times = pd.DataFrame({"duration_days": [0, 2, 2], "event": ["positive", "none", "none"]})
    >>> life_table(times)
         positive  negative  unclear  censored
    day
    0           1         0        0         0
    1           0         0        0         0
    2           0         0        0         2
    """
    counts = read_sample(times).life_counts()[0]
    days = pd.RangeIndex(counts.shape[1], name="day")
    return pd.DataFrame(counts.T, index=days, columns=[*ANSWERS, "censored"])


def response_curve(times: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """
    Share of the applications still without an answer, day by day.

    Parameters
    ----------
    times : DataFrame
        From `response_times`: ``duration_days`` [days, int >= 0, missing where left out],
        ``event`` (positive, negative, unclear, none).
    by : str, optional
        A column to group by: one curve for each of its values, blanks are ``(blank)``.

    Returns
    -------
    DataFrame
        A row for each day from 0 to the longest time observed: the group (first column, with
        `by`), ``day``, ``n_at_risk`` (with this time or a longer one), ``n_responses``,
        ``n_censored``, ``still_silent`` = S(t), ``low``, ``high`` (95 % band). No rows where
        there is no estimate: `median_response` says why.

    Raises
    ------
    ValueError
        As `life_table`, and if there is no column `by`.

    Notes
    -----
    Kaplan-Meier [1]_, answers before censorings on the same day; Greenwood's variance on the
    log(-log S) scale [2]_. Where nobody has answered, half the probability that nobody at risk
    would is 2.5 %.

    References
    ----------
    .. [1] E. L. Kaplan and P. Meier, J. Am. Stat. Assoc. 53, 457 (1958).
    .. [2] J. D. Kalbfleisch and R. L. Prentice, The Statistical Analysis of Failure Time Data,
       2nd ed. (2002), 1.4.

    Examples
    --------
    >>> times = pd.DataFrame({"duration_days": [1, 2, 2], "event": ["positive", "none", "none"]})
    >>> response_curve(times).round(3)
       day  n_at_risk  n_responses  n_censored  still_silent    low   high
    0    0          3            0           0         1.000  0.368  1.000
    1    1          3            1           0         0.667  0.054  0.945
    2    2          2            0           2         0.667  0.054  0.945
    """
    sample = read_sample(times, by)
    counts = sample.life_counts()
    curve = kaplan_meier(counts)
    kept, table = _rows_to_show(sample, curve, by)
    low, high = band_of_silence(curve)
    table |= {
        "n_at_risk": curve.n_at_risk[kept],
        "n_responses": curve.n_responses[kept],
        "n_censored": counts[:, NO_ANSWER][kept],
        "still_silent": curve.still_silent[kept],
        "low": low[kept],
        "high": high[kept],
    }
    return pd.DataFrame(table, copy=False)


def cumulative_incidence(times: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """
    Share of the applications answered by each day, split by the kind of answer.

    Parameters
    ----------
    times : DataFrame
        From `response_times`: ``duration_days`` [days, int >= 0, missing where left out],
        ``event`` (positive, negative, unclear, none).
    by : str, optional
        A column to group by, as in `response_curve`.

    Returns
    -------
    DataFrame
        Three rows, ``event`` positive, negative and unclear, for each day from 0 to the longest
        time observed: the group (first column, with `by`), ``day``, ``event``, ``n_at_risk``,
        ``n_events``, ``incidence`` = F_k(t), ``low``, ``high`` (95 % band). S and the three F_k
        add up to 1 on every day. No rows where there is no estimate: `median_response` says why.

    Raises
    ------
    ValueError
        As `life_table`, and if there is no column `by`.

    Notes
    -----
    Aalen-Johansen [1]_: the sum of S(t_i -) d_ki / n_i up to t. The variance is the delta
    method's, multinomial within a day [2]_: without rival kinds it is Greenwood's. Band on the
    log(-log F) scale; before the first answer of a kind as in `response_curve`.

    References
    ----------
    .. [1] O. O. Aalen and S. Johansen, Scand. J. Stat. 5, 141 (1978); J. P. Klein and M. L.
       Moeschberger, Survival Analysis, 2nd ed. (2003), 4.7.
    .. [2] G. E. Dinse and M. G. Larson, Biometrika 73, 379 (1986).

    Examples
    --------
    >>> times = pd.DataFrame({"duration_days": [0, 0, 0], "event": ["positive", "none", "none"]})
    >>> cumulative_incidence(times).round(3)
       day     event  n_at_risk  n_events  incidence    low   high
    0    0  positive          3         1      0.333  0.009  0.774
    1    0  negative          3         0      0.000  0.000  0.632
    2    0   unclear          3         0      0.000  0.000  0.632
    """
    sample = read_sample(times, by)
    counts = sample.life_counts()
    curve = kaplan_meier(counts)
    split = aalen_johansen(counts, curve)
    kept, table = _rows_to_show(sample, curve, by)

    def long(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return values.transpose(0, 2, 1)[kept].ravel()

    with np.errstate(invalid="ignore"):
        error = np.sqrt(delta_variance(split.incidence, *split.sums)) / split.incidence
    low, high = loglog_band(split.incidence, error, curve.n_at_risk[:, None], start=0.0)
    kinds = np.tile(np.arange(len(ANSWERS)), np.count_nonzero(kept))
    return pd.DataFrame(
        {name: column.repeat(len(ANSWERS)) for name, column in table.items()}
        | {
            "event": pd.Categorical.from_codes(kinds, pd.Index(ANSWERS)),
            "n_at_risk": curve.n_at_risk[kept].repeat(len(ANSWERS)),
            "n_events": long(counts[:, :NO_ANSWER]),
            "incidence": long(split.incidence),
            "low": long(low),
            "high": long(high),
        }
    )


def _rows_to_show(
    sample: Sample, curve: KaplanMeier, by: str | None
) -> tuple[Bools, dict[str, Any]]:
    """Groups x days up to each group's own longest time, and the columns that name them."""
    kept = curve.n_at_risk > 0
    kept[sample.reasons != Reason.NONE] = False
    table: dict[str, Any] = {"day": np.broadcast_to(np.arange(kept.shape[1]), kept.shape)[kept]}
    if by is None:
        return kept, table
    group = np.arange(len(kept)).repeat(np.count_nonzero(kept, axis=1))
    return kept, {by: pd.Categorical.from_codes(group, pd.Index(sample.groups))} | table


class KaplanMeier(NamedTuple):
    """Groups x days; NaN past a group's longest time."""

    n_at_risk: Ints | Floats
    n_responses: Ints | Floats
    still_silent: Floats
    # The terms d / (n (n - d)) of Greenwood's variance of log S: infinite where S becomes 0.
    steps: Floats


def kaplan_meier(counts: Ints | Floats) -> KaplanMeier:
    """S(t) of each group. A thousand groups fill many pages of memory: work in place."""
    n_responses = counts[:, 0] + counts[:, 1]
    n_responses += counts[:, 2]
    n_at_risk = n_responses + counts[:, NO_ANSWER]
    np.cumsum(n_at_risk[:, ::-1], axis=1, out=n_at_risk[:, ::-1])
    with np.errstate(divide="ignore", invalid="ignore"):
        hazard = n_responses / n_at_risk
        steps = hazard / (n_at_risk - n_responses)
    still_silent = np.subtract(1, hazard, out=hazard)
    return KaplanMeier(n_at_risk, n_responses, still_silent.cumprod(axis=1, out=hazard), steps)


def band_of_silence(curve: KaplanMeier) -> tuple[Floats, Floats]:
    """The 95 % band of S(t), groups x days."""
    error = np.sqrt(curve.steps.cumsum(axis=1))
    return loglog_band(curve.still_silent, error, curve.n_at_risk, start=1.0)


class AalenJohansen(NamedTuple):
    """
    Groups x kinds x days; NaN past a group's longest time.

    With D = F(t) - F(t_i), a = d / (n (n - d)), b = S(t_i -) d_k / n^2 and
    c = S(t_i -)^2 d_k (n - d_k) / n^3, the variance of F(t) is the sum of D^2 a - 2 D b + c;
    ``sums`` are the running sums of a, F a + b, and F^2 a + 2 F b + c.
    """

    incidence: Floats
    sums: tuple[Floats, Floats, Floats]


def aalen_johansen(counts: Ints | Floats, curve: KaplanMeier) -> AalenJohansen:
    """F_k(t) of each group."""
    n = curve.n_at_risk[:, None]
    d = counts[:, :NO_ANSWER]
    before = np.ones_like(curve.still_silent)
    before[:, 1:] = curve.still_silent[:, :-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        step = before[:, None] / n
        incidence = (step * d).cumsum(axis=2)
        # Many small steps may miss 1 by a rounding.
        incidence[incidence > 1 - 1e-12] = 1.0
        # Where S becomes 0 nothing comes after, so that D = 0 there.
        a = np.where(np.isinf(curve.steps), 0.0, curve.steps)[:, None]
        b = step * d / n
        c = step * b * (n - d)
        terms = (a, incidence * a + b, incidence**2 * a + 2 * incidence * b + c)
        of_a, of_b, of_c = (term.cumsum(axis=2) for term in np.broadcast_arrays(*terms))
    return AalenJohansen(incidence, (of_a, of_b, of_c))


def delta_variance(incidence: Floats, of_a: Floats, of_b: Floats, of_c: Floats) -> Floats:
    """The variance of an incidence from the running sums of `AalenJohansen`."""
    variance = incidence**2 * of_a - 2 * incidence * of_b + of_c
    # Rounding may leave a trace below 0.
    return np.maximum(variance, 0.0)
