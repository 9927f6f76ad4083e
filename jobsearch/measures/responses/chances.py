"""What silence means: the chance of still hearing back, and the silence after which it is small."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.intervals import loglog_band
from jobsearch.measures.reasons import Reason, explain, explain_limit
from jobsearch.measures.responses.curves import (
    ANSWERS,
    KaplanMeier,
    aalen_johansen,
    delta_variance,
    kaplan_meier,
)
from jobsearch.measures.responses.sample import Floats, Ints, read_sample, whole_days
from jobsearch.measures.responses.times import response_times
from jobsearch.measures.snapshot import Snapshot
from jobsearch.settings import Settings
from jobsearch.wording import count

COLUMNS = ("chance", "low", "high", "positive", "positive_low", "positive_high")
POSITIVE = ANSWERS.index("positive")
HORIZON = 30  # days ahead that a chance looks
EARLIEST_THRESHOLD = 14


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
        ``reason`` : str, why there is no figure, else "".
        Without a figure all are NaN. Where nobody was answered within those days the figure is 0
        and its interval NaN: the data say nothing about how close to 0 it is.

    Raises
    ------
    ValueError
        If `silent_days` < 0, `within_days` <= 0, or one is not whole; for `times` as `life_table`.

    Notes
    -----
    1 - S(s + h) / S(s), S the Kaplan-Meier estimate [1]_; the positive part is
    (F(s + h) - F(s)) / S(s), F the Aalen-Johansen estimate [2]_. The intervals are those of the
    curve and of the incidence restarted at s among those still waiting.

    References
    ----------
    .. [1] E. L. Kaplan and P. Meier, J. Am. Stat. Assoc. 53, 457 (1958).
    .. [2] O. O. Aalen and S. Johansen, Scand. J. Stat. 5, 141 (1978).

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


def _figures(counts: Ints, curve: KaplanMeier, start: Ints, end: Ints) -> Floats:
    """COLUMNS for answers after the day `start` and by the day `end`, both observed."""
    before = curve.still_silent[0, start]
    silent = curve.still_silent[0, end] / before
    of_steps = curve.steps[0].cumsum()
    # At its start, 1, the restarted curve has no interval: an answer has still to be seen.
    low, high = loglog_band(silent, np.sqrt(of_steps[end] - of_steps[start]), start=np.nan)

    split = aalen_johansen(counts, curve)
    incidence = split.incidence[0, POSITIVE]
    grown = incidence[end] - incidence[start]
    # Many small steps may miss 1 by a rounding.
    positive = np.where(grown / before > 1 - 1e-12, 1.0, grown / before)
    of_a, of_b, of_c = (running[0, POSITIVE] for running in split.sums)
    variance = delta_variance(
        incidence[end], of_a[end] - of_a[start], of_b[end] - of_b[start], of_c[end] - of_c[start]
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(variance) / grown
    positive_low, positive_high = loglog_band(positive, error, start=np.nan)
    return np.array([1 - silent, 1 - high, 1 - low, positive, positive_low, positive_high]).T


def chance_by_silence(log: Log | Snapshot, *, as_of: AsOf | None = None) -> pd.DataFrame:
    """
    Chance of hearing back within 30 days, after every number of silent days.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now.

    Returns
    -------
    DataFrame
        A row for each day of silence for which there is a figure: ``silent_days`` : int [days];
        ``chance``, ``low``, ``high`` : float in [0, 1], any answer within 30 days with its 95 %
        interval; ``positive``, ``positive_low``, ``positive_high`` : the part that is good news;
        ``n_at_risk`` : int, those still waiting then.

        Its ``attrs``: ``n`` applications; ``within_days``; ``threshold_days``, from how many days
        of silence on an application is stale, ``threshold_source`` (learned, undecided, default)
        and ``threshold_from``, the same in words;
        ``below_chance``, what unlikely means; ``reason``, why there is no row, else "".

    Notes
    -----
    Each row is `chance_of_response`; the threshold is that of `stale_applications`.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> table = js.chance_by_silence(log, as_of="2026-10-30")
    >>> table["silent_days"].is_monotonic_increasing, table.attrs["threshold_days"]
    (True, 34)
    """
    snapshot = Snapshot.of(log, as_of)
    times, settings = response_times(snapshot), snapshot.settings
    silent = np.arange(_longest(times) + 1)
    chances = chances_of_response(
        times, silent_days=silent, within_days=HORIZON, minimum_at_risk=settings.minimum_at_risk
    )
    threshold = learned_threshold(times, settings)
    known = (chances["reason"] == "").to_numpy()
    table = chances.loc[known, [*COLUMNS, "n_at_risk"]].reset_index(drop=True)
    table.insert(0, "silent_days", silent[known])
    table.attrs = {
        "n": int(times["duration_days"].notna().sum()),
        "within_days": HORIZON,
        "threshold_days": threshold.days,
        "threshold_source": threshold.source,
        "threshold_from": threshold.in_words(),
        "below_chance": settings.stale_below_chance,
        "reason": "" if known.any() else str(chances["reason"].iloc[0]),
    }
    return table


class Threshold(NamedTuple):
    """
    The days of silence from which an application is stale, and where they come from.

    ``source``: learned from the answers; undecided, where even the longest silence that can be
    judged was often followed by good news; default, where there is nothing to learn from.
    ``n_at_risk`` had waited that long; ``judged_days`` is the longest silence that can be judged.
    """

    days: int
    source: Literal["learned", "undecided", "default"]
    below_chance: float
    n_at_risk: int = 0
    judged_days: int = 0

    def in_words(self) -> str:
        """Where the days come from."""
        return explain_limit(
            self.source,
            days=count(self.days, "day"),
            judged=count(self.judged_days, "day"),
            percent=f"{100 * self.below_chance:g}%",
            n=self.n_at_risk,
            horizon=count(HORIZON, "day"),
            earliest=count(EARLIEST_THRESHOLD, "day"),
        )


def learned_threshold(times: pd.DataFrame, settings: Settings) -> Threshold:
    """
    The silence from which good news within 30 days is unlikely, learned from one's own answers.

    Parameters
    ----------
    times : DataFrame
        From `response_times`.
    settings : Settings
        ``stale_below_chance`` is what unlikely means; ``minimum_at_risk`` applications must still
        be waiting for a day to say anything; ``stale_after_days`` where nothing can be learned.

    Examples
    --------
    >>> few = pd.DataFrame({"duration_days": [3, 40], "event": ["positive", "none"]})
    >>> learned_threshold(few, Settings())[:2]
    (30, 'default')
    """
    default, below = settings.stale_after_days, settings.stale_below_chance
    silent = np.arange(EARLIEST_THRESHOLD, max(_longest(times) - HORIZON + 1, EARLIEST_THRESHOLD))
    chances = chances_of_response(
        times,
        silent_days=silent,
        within_days=HORIZON,
        minimum_at_risk=settings.minimum_at_risk,
    )
    known = chances["positive"].notna().to_numpy()
    silent, chances = silent[known], chances[known]
    if not len(silent):
        return Threshold(default, "default", below)
    judged = int(silent[-1])
    likely = np.flatnonzero(chances["positive"] >= below)
    first = likely[-1] + 1 if len(likely) else 0
    if first < len(silent):
        n = int(chances["n_at_risk"].iloc[first])
        return Threshold(int(silent[first]), "learned", below, n, judged)
    return Threshold(max(judged + 1, default), "undecided", below, 0, judged)


def _longest(times: pd.DataFrame) -> int:
    longest = times["duration_days"].max()
    return 0 if pd.isna(longest) else int(longest)
