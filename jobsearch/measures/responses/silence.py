"""What silence means: after how much of it an application is stale, and the chances on the way."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.reasons import (
    NO_OWN_GOOD_NEWS,
    ONE_OWN_GOOD_NEWS,
    OWN_GOOD_NEWS,
    PUBLISHED_GOOD_NEWS,
    Limit,
    explain_limit,
)
from jobsearch.measures.responses.chances import (
    COLUMNS,
    HORIZON,
    POSITIVE,
    chances_of_response,
    own_and_reference,
)
from jobsearch.measures.responses.curves import aalen_johansen, kaplan_meier
from jobsearch.measures.responses.reference import expected_counts
from jobsearch.measures.responses.sample import Floats, Ints, read_sample
from jobsearch.measures.responses.times import response_times
from jobsearch.measures.snapshot import Snapshot
from jobsearch.settings import Settings
from jobsearch.wording import count, percent

_EARLIEST = 21  # days; nothing is stale before
_GOOD_NEWS_WITHIN = 90  # days, of which the tail is asked for


class Threshold(NamedTuple):
    """
    The days of silence from which an unanswered application is stale, and what they rest on.

    ``limit`` is EXPECTED (from the good news to be expected) or DEFAULT (there is none to learn
    from). ``n_good`` own good answers are in the estimate, ``n_later`` of them came after more than
    ``days``. ``reference_applications`` published applications are in it, too; of their good news
    within 90 days the share ``reference_later`` came after more than ``days``.
    """

    days: int
    limit: Limit
    n_good: int
    n_later: int
    reference_applications: float
    reference_later: float

    def in_words(self) -> str:
        """Where the days come from."""
        if self.n_good > 1:
            own = OWN_GOOD_NEWS.format(later=self.n_later, n=self.n_good)
        else:
            own = ONE_OWN_GOOD_NEWS[self.n_later > 0] if self.n_good else NO_OWN_GOOD_NEWS
        evidence = [own]
        if self.reference_applications:
            evidence.append(PUBLISHED_GOOD_NEWS.format(share=percent(self.reference_later)))
        return explain_limit(self.limit, days=count(self.days, "day"), evidence="; ".join(evidence))


def stale_threshold(times: pd.DataFrame, settings: Settings) -> Threshold:
    """
    The silence by which most of the good news to be expected has come.

    Parameters
    ----------
    times : DataFrame
        From `response_times`.
    settings : Settings
        ``stale_tail``, the share of the good news that may come later; ``reference_applications``,
        the weight of the published searches; ``stale_after_days``, where nothing can be expected.

    Returns
    -------
    Threshold

    Notes
    -----
    The first day s of 21 or more with F(s) >= (1 - tail) F(90), F the incidence of good news in the
    life table of `expected_chance`. It asks what share of the good news comes late, and not whether
    good news is rare: with a limit on the chance itself, a search with few answers would be stale
    from its first day.

    Examples
    --------
    >>> few = pd.DataFrame({"duration_days": [3, 40], "event": ["positive", "none"]})
    >>> stale_threshold(few, Settings()).days
    47
    >>> stale_threshold(few, Settings(reference_applications=0)).limit.value
    'default'
    """
    sample = read_sample(times)
    weight = settings.reference_applications
    incidence = _good_news(own_and_reference(sample, weight))
    good = sample.days[sample.event == POSITIVE] if not sample.reasons[0] else sample.days[:0]
    days, limit = settings.stale_after_days, Limit.DEFAULT
    if len(incidence) > _GOOD_NEWS_WITHIN and incidence[_GOOD_NEWS_WITHIN] > 0:
        enough = (1 - settings.stale_tail) * incidence[_GOOD_NEWS_WITHIN] - 1e-12
        days, limit = max(int(np.argmax(incidence >= enough)), _EARLIEST), Limit.EXPECTED
    published = _good_news(expected_counts(np.zeros((1, 4, 0), np.int64), 1))
    came = published[min(days, _GOOD_NEWS_WITHIN)] / published[_GOOD_NEWS_WITHIN]
    return Threshold(
        days, limit, len(good), int(np.count_nonzero(good > days)), weight, float(1 - came)
    )


def _good_news(counts: Ints | Floats) -> Floats:
    """The incidence of good news by day."""
    incidence: Floats = aalen_johansen(counts, kaplan_meier(counts)).incidence[0, POSITIVE]
    return incidence


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

        Its ``attrs``: ``n`` applications; ``within_days``; ``threshold``, the `Threshold` from
        which on an application is stale; ``reason``, why there is no row, else "".

    Notes
    -----
    Each row is `chance_of_response`, from the own log alone; the threshold is that of
    `stale_applications`, which leans on published searches.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> table = js.chance_by_silence(log, as_of="2026-10-30")
    >>> table["silent_days"].is_monotonic_increasing, table.attrs["threshold"].days
    (True, 34)
    """
    snapshot = Snapshot.of(log, as_of)
    times, settings = response_times(snapshot), snapshot.settings
    longest = times["duration_days"].max()
    silent = np.arange((0 if pd.isna(longest) else int(longest)) + 1)
    chances = chances_of_response(
        times, silent_days=silent, within_days=HORIZON, minimum_at_risk=settings.minimum_at_risk
    )
    known = (chances["reason"] == "").to_numpy()
    table = chances.loc[known, [*COLUMNS, "n_at_risk"]].reset_index(drop=True)
    table.insert(0, "silent_days", silent[known])
    table.attrs = {
        "n": int(times["duration_days"].notna().sum()),
        "within_days": HORIZON,
        "threshold": stale_threshold(times, settings),
        "reason": "" if known.any() else str(chances["reason"].iloc[0]),
    }
    return table
