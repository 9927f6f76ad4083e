"""Pipeline: how many applications are open at which stage, and how broad the search is."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from jobsearch.as_of import AsOf, as_timestamp
from jobsearch.log import Log
from jobsearch.measures.intervals import poisson_rate_ratio, wilson
from jobsearch.measures.marks import held_interviews
from jobsearch.measures.standing import Standing
from jobsearch.measures.states import DAY, is_any, seen, states, states_of, timeline
from jobsearch.measures.waiting import spells
from jobsearch.schema import BLANK, OUTCOMES, STAGES

PIPELINE = STAGES[1:]
_DIMENSIONS = {"employers": "employer", "sources": "source", "industries": "industry"}


def pipeline_history(
    log: Log, *, as_of: AsOf, every: Literal["day", "week"] = "day"
) -> pd.DataFrame:
    """
    Open applications at each stage, at the end of each day or week.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off, and the last day.
    every : {"day", "week"}
        Each day, or each Sunday and the last day.

    Returns
    -------
    DataFrame
        Indexed by ``date``: ``applied``, ``screening``, ``interview``, ``offer`` : int, open
        applications whose furthest stage that is; ``open`` : int, their sum.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> history = js.pipeline_history(log, as_of="2026-10-30")
    >>> bool(
    ...     (
    ...         history[["applied", "screening", "interview", "offer"]].sum(axis=1)
    ...         == history["open"]
    ...     ).all()
    ... )
    True
    """
    events = seen(log, as_of)
    if events.undated.all():
        return _history(np.zeros((len(STAGES), 0), np.int64), np.array([], dtype=DAY))
    # An undated fact is seen from the last logged day on, or all along where nothing is logged.
    first = events.day[~events.undated].min()
    logged = np.fmax(first, log.last_logged_on.to_datetime64().astype(DAY))
    day = np.where(events.undated, logged, events.day)
    order = np.lexsort((events.undated, day, events.application))
    events, day = events.take(order), day[order]
    line = timeline(log, events)
    app = events.application
    offset = (day - first).astype(np.int64)
    span = int((events.today - first).astype(np.int64)) + 1
    # At each event an application leaves one count and enters another.
    counts = np.zeros((len(STAGES), span + 1), dtype=np.int64)
    is_first = np.r_[True, app[1:] != app[:-1]]
    before = np.r_[0, line.stage[:-1]]
    was_open = np.r_[False, line.is_open[:-1]] & ~is_first
    np.subtract.at(counts, (before[was_open], offset[was_open]), 1)
    np.add.at(counts, (line.stage[line.is_open], offset[line.is_open]), 1)
    open_at = counts.cumsum(axis=1)[:, :span]
    days = first + np.arange(span)
    if every == "week":
        # 1970-01-04 was a Sunday.
        chosen = (days - np.datetime64("1970-01-04", "D")).astype(np.int64) % 7 == 0
        chosen[-1] = True
        return _history(open_at[:, chosen], days[chosen])
    return _history(open_at, days)


def _history(open_at: np.ndarray, days: np.ndarray) -> pd.DataFrame:
    index = pd.DatetimeIndex(days.astype("datetime64[us]"), name="date")
    table = pd.DataFrame({s: open_at[STAGES.index(s)] for s in PIPELINE}, index=index)
    return table.assign(open=table.sum(axis=1))


def weekly_activity(log: Log, *, as_of: AsOf) -> pd.DataFrame:
    """
    Applications, first responses and interviews of each ISO week.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off; its week is the last.

    Returns
    -------
    DataFrame
        Indexed by ``week``, the Monday; ``applications``, ``responses``, ``interviews`` : int;
        weeks without anything are rows of 0.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> set(js.weekly_activity(log, as_of="2026-10-30").index.day_of_week)
    {0}
    """
    events = seen(log, as_of)
    now = states_of(log, events)
    days = {
        "applications": now.loc[now["is_sent"], "applied_on"],
        "responses": now["responded_on"],
    }
    known = {name: d.dropna().to_numpy().astype(DAY) for name, d in days.items()}
    known["interviews"] = held_interviews(log, events).day
    everything = np.concatenate(list(known.values()))
    today = np.datetime64(as_timestamp(as_of), "D")
    first = _monday(everything.min() if len(everything) else today)
    n_weeks = int((_monday(today) - first).astype(np.int64)) // 7 + 1 if len(everything) else 0
    weeks = {
        name: np.bincount((d - first).astype(np.int64) // 7, minlength=n_weeks)[:n_weeks]
        for name, d in known.items()
    }
    mondays = first + 7 * np.arange(n_weeks)
    index = pd.DatetimeIndex(mondays.astype("datetime64[us]"), name="week")
    return pd.DataFrame(weeks, index=index, dtype="int64")


def _monday(day: np.datetime64) -> np.datetime64:
    # 1970-01-05 was a Monday.
    return day - (day - np.datetime64("1970-01-05", "D")).astype(np.int64) % 7


def breadth(log: Log, *, as_of: AsOf) -> pd.DataFrame:
    """
    Over how many employers, sources and industries the open applications spread.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off.

    Returns
    -------
    DataFrame
        A row each for ``employers``, ``sources``, ``industries`` (the index): ``n`` : int, the
        plain count; ``effective_n1``, ``effective_n2`` : float, Hill numbers; ``largest_share`` :
        float in [0, 1]; NaN with nothing open; ``n_applications`` : int, what they are of.

    Notes
    -----
    N1 = exp(-sum p ln p), N2 = 1 / sum p^2 [1]_, of the sent, open applications; blanks are one
    group.

    References
    ----------
    .. [1] M. O. Hill, Ecology 54, 427 (1973).

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> table = js.breadth(log, as_of="2026-10-30")
    >>> bool((table["effective_n2"] <= table["effective_n1"]).all())
    True
    """
    return breadth_of(Standing(log, as_of))


def breadth_of(at: Standing) -> pd.DataFrame:
    """`breadth`, from where a log stands."""
    log, now = at.log, at.now
    chosen = (now["is_open"] & now["is_sent"]).to_numpy()
    rows = []
    for column in _DIMENSIONS.values():
        sizes = log.applications.loc[chosen, column].fillna(BLANK).value_counts().to_numpy()
        share = sizes / sizes.sum() if len(sizes) else np.array([np.nan])
        rows.append(
            {
                "n": len(sizes),
                "effective_n1": float(np.exp(-(share * np.log(share)).sum())),
                "effective_n2": float(1 / (share**2).sum()),
                "largest_share": float(share.max()),
                "n_applications": int(chosen.sum()),
            }
        )
    return pd.DataFrame(rows, index=pd.Index(_DIMENSIONS, name="of"))


def eggs_in_one_basket(at: Standing) -> bool:
    """
    Whether all hope is on one employer.

    Exactly one employer has an open application at interview or later, and fewer than
    ``fresh applications`` were sent within ``fresh within days``.

    Examples
    --------
    >>> import jobsearch as js
    >>> eggs_in_one_basket(Standing(js.read_log(js.sample_path()), "2026-10-30"))
    False
    """
    log, now = at.log, at.now
    far = (now["is_open"] & (now["stage"] >= "interview")).to_numpy()
    employers = log.applications.loc[far, "employer"].fillna(BLANK).nunique()
    today = at.as_of.normalize()
    fresh = now["applied_on"] >= today - pd.Timedelta(days=log.settings.fresh_within_days)
    return bool(employers == 1 and fresh.sum() < log.settings.fresh_applications)


def pace_while_waiting(log: Log, *, as_of: AsOf) -> pd.Series:
    """
    Applications per week inside the spells of waiting against outside.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off; the comparison ends there, or with the end of the search.

    Returns
    -------
    Series
        ``n_inside``, ``days_inside``, ``n_outside``, ``days_outside`` : int;
        ``pace_inside``, ``pace_outside`` : float [applications / week]; ``ratio``, ``low``,
        ``high`` : float, the rate ratio with its exact conditional 95 % interval; ``reason`` : str,
        why there is no ratio, else "".

    Notes
    -----
    Given their sum, the applications inside are binomial; the interval is Clopper and Pearson's.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> pace = js.pace_while_waiting(log, as_of="2026-10-30")
    >>> bool(pace["low"] < pace["ratio"] < pace["high"])
    True
    """
    return pace_of(Standing(log, as_of))


def pace_of(at: Standing) -> pd.Series:
    """`pace_while_waiting`, from where a log stands."""
    start, stop = spells(at.waits, at.move_on_due)
    applied = at.now["applied_on"].dropna().to_numpy().astype(DAY)
    over = at.over
    end = (np.datetime64(at.as_of, "D") if np.isnat(over) else over) + np.timedelta64(1, "D")
    applied = np.sort(applied[applied < end])
    first = applied[0] if len(applied) else end
    start, stop = np.clip(start, first, end), np.clip(stop, first, end)
    inside = int((stop - start).astype(np.int64).sum())
    total = int((end - first).astype(np.int64))
    n_inside = int((np.searchsorted(applied, stop) - np.searchsorted(applied, start)).sum())
    n_outside = len(applied) - n_inside
    outside = total - inside
    reason = ""
    if not len(applied):
        reason = "no application was sent"
    elif not inside:
        reason = "no day was spent waiting"
    elif not outside:
        reason = "every day was spent waiting"
    ratio, low, high = poisson_rate_ratio(n_inside, inside, n_outside, outside)
    return pd.Series(
        {
            "n_inside": n_inside,
            "days_inside": inside,
            "n_outside": n_outside,
            "days_outside": outside,
            "pace_inside": 7 * n_inside / inside if inside else np.nan,
            "pace_outside": 7 * n_outside / outside if outside else np.nan,
            "ratio": ratio,
            "low": low,
            "high": high,
            "reason": reason,
        },
        dtype=object,
    )


def funnel(log: Log, *, as_of: AsOf) -> pd.DataFrame:
    """
    How far the applications that were sent have come, so far.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off.

    Returns
    -------
    DataFrame
        Indexed by ``stage``: ``n_reached`` : int, came at least so far; ``n_furthest`` : int, and
        no further; ``n_open`` : int, of those still open; ``rate``, ``low``, ``high`` : float,
        share of all sent with Wilson's 95 % interval.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> js.funnel(log, as_of="2026-10-30")["n_reached"].is_monotonic_decreasing
    True
    """
    return funnel_of(Standing(log, as_of))


def funnel_of(at: Standing) -> pd.DataFrame:
    """`funnel`, from where a log stands."""
    now = at.now
    sent = now[now["is_known"] & now["is_sent"]]
    stage = sent["stage"].cat.codes.to_numpy()
    furthest = np.bincount(stage, minlength=len(STAGES))[1:]
    still = np.bincount(stage[sent["is_open"].to_numpy()], minlength=len(STAGES))[1:]
    reached = furthest[::-1].cumsum()[::-1]
    low, high = wilson(reached, np.full(len(reached), len(sent)))
    return pd.DataFrame(
        {
            "n_reached": reached,
            "n_furthest": furthest,
            "n_open": still,
            "rate": reached / len(sent) if len(sent) else np.nan,
            "low": low,
            "high": high,
        },
        index=pd.Index(PIPELINE, name="stage"),
    )


def flows(log: Log, *, as_of: AsOf) -> pd.DataFrame:
    """
    The flow of the applications that were sent: source, furthest stage, outcome.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off.

    Returns
    -------
    DataFrame
        ``source`` : str, ``stage``, ``outcome`` : categorical, ``n`` : int, the largest first.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> table = js.flows(log, as_of="2026-10-30")
    >>> int(table["n"].sum()) == int(js.funnel(log, as_of="2026-10-30").loc["applied", "n_reached"])
    True
    """
    now = states(log, as_of=as_of)
    now["source"] = log.applications["source"].fillna(BLANK)
    sent = now[now["is_known"] & now["is_sent"]]
    sizes = sent.groupby(["source", "stage", "outcome"], observed=True).size()
    table = sizes.rename("n").reset_index()
    table["outcome"] = table["outcome"].cat.set_categories(list(OUTCOMES))
    return table.sort_values("n", ascending=False, kind="stable", ignore_index=True)


def days_since_last_application(at: Standing) -> int | None:
    """
    Days since the last application was sent; None without one.

    Examples
    --------
    >>> import jobsearch as js
    >>> days_since_last_application(Standing(js.read_log(js.sample_path()), "2026-10-30")) >= 0
    True
    """
    events = at.events
    days = events.day[is_any(events.what, ("applied",)) & ~events.undated]
    return int((events.today - days.max()).astype(np.int64)) if len(days) else None
