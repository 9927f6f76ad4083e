"""Response times: from the application to the employer's first word, silence as censored."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import DAY, states
from jobsearch.measures.snapshot import Snapshot
from jobsearch.measures.waiting_events import next_words
from jobsearch.schema import GROUPINGS, LEFT_OUT, RESPONSE_EVENTS


def response_times(log: Log | Snapshot, *, as_of: AsOf | None = None) -> pd.DataFrame:
    """
    Days from each application to the first response, or to the end of what was observed.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now. What is dated
        after it has not been seen yet.

    Returns
    -------
    DataFrame
        A row for each application that was sent, in the order of the log:

        - ``application``, ``company``, ``source``, ``industry``, ``company_size``, ``role`` : str
        - ``applied_on``, ``responded_on`` : datetime
        - ``duration_days`` : Int64 [days, >= 0]; NA where left out of the estimate
        - ``event`` : categorical, positive, negative, unclear, or none (right-censored)
        - ``left_out`` : categorical, of ``schema.LEFT_OUT``: why a row is left out, else ""

    Notes
    -----
    Without a response by `as_of` an application is right-censored there, one that was given up as
    ``no_response``, too; a withdrawn application or a closed position at the day of its end.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> times = js.response_times(log, as_of="2026-07-01")
    >>> bool((times["applied_on"] <= "2026-07-01").all())
    True
    """
    return Snapshot.of(log, as_of).part(_response_times)


def _response_times(snapshot: Snapshot) -> pd.DataFrame:
    now = states(snapshot)
    sent = (now["is_known"] & now["is_sent"]).to_numpy()
    now = now[sent]
    applied = now["applied_on"].to_numpy().astype(DAY)
    responded = now["responded_on"].to_numpy().astype(DAY)
    closed = now["closed_on"].to_numpy().astype(DAY)
    answered = now["is_answered"].to_numpy()
    leaves = now["outcome"].isin(["withdrawn", "position_closed"]).to_numpy() & ~answered

    end = np.full(len(now), snapshot.today)
    end[leaves] = closed[leaves]
    end[answered] = responded[answered]
    days = (end - applied).astype("float64")
    days[np.isnat(end) | np.isnat(applied)] = np.nan
    left_out = np.zeros(len(now), dtype=np.int64)
    for why, where in (  # the first that holds is written last
        ("closed_before_application", leaves & (days < 0)),
        ("closed_without_date", leaves & np.isnat(closed)),
        ("response_before_application", answered & (days < 0)),
        ("no_response_date", answered & np.isnat(responded)),
        ("unreadable_application_date", np.isnat(applied)),
    ):
        left_out[where] = LEFT_OUT.index(why)
    days[left_out != 0] = np.nan
    about = snapshot.log.applications.loc[sent, ["application", "company", *GROUPINGS]].reset_index(
        drop=True
    )
    return about.assign(
        applied_on=now["applied_on"].to_numpy(),
        responded_on=now["responded_on"].to_numpy(),
        duration_days=pd.array(days, dtype="Float64").astype("Int64"),
        event=pd.Categorical(now["event"].array, categories=list(RESPONSE_EVENTS)),
        left_out=pd.Categorical.from_codes(left_out, categories=pd.Index(LEFT_OUT)),
    )


def next_step_times(log: Log | Snapshot, *, as_of: AsOf | None = None) -> pd.DataFrame:
    """
    Days from each interview to the employer's next word, by the same rules as `response_times`.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now.

    Returns
    -------
    DataFrame
        A row for each interview held by `as_of`: ``application``, ``interview`` : str;
        ``ended_on`` : datetime; ``duration_days`` : Int64 [days]; ``event`` : categorical, positive
        (a new interview or invitation, an offer), negative (a rejection) or none; ``left_out`` :
        categorical, why a row is left out, else "".

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> list(js.next_step_times(log, as_of="2026-10-30").columns[:3])
    ['application', 'interview', 'ended_on']
    """
    snapshot = Snapshot.of(log, as_of)
    words = next_words(snapshot)
    days = (words.until - words.ended).astype("float64")
    lost = ~np.isnat(words.lost_on)
    days[lost] = np.nan
    why = np.where(words.kind != 0, "no_response_date", "closed_without_date")
    event = np.where(words.kind > 0, "positive", np.where(words.kind < 0, "negative", "none"))
    return pd.DataFrame(
        {
            "application": snapshot.log.applications["application"].take(words.application).array,
            "interview": pd.Series(words.interview, dtype="str"),
            "ended_on": words.ended.astype("datetime64[us]"),
            "duration_days": pd.array(days, dtype="Float64").astype("Int64"),
            "event": pd.Categorical(event, categories=list(RESPONSE_EVENTS)),
            "left_out": pd.Categorical(np.where(lost, why, ""), categories=list(LEFT_OUT)),
        }
    )
