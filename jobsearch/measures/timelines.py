"""The open applications as lines of time: what happened when, the most urgent first."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.as_of import AsOf, as_timestamp
from jobsearch.log import Log
from jobsearch.measures.agenda import agenda
from jobsearch.measures.marks import course_of
from jobsearch.measures.obligations import obligations
from jobsearch.measures.stale import stale_applications
from jobsearch.measures.states import CODE, DAY, Seen, latest, seen, states_of
from jobsearch.measures.waiting import waiting_periods_of
from jobsearch.schema import STAGES

MARKS = (
    "applied", "response", "interview", "thank_you", "follow_up", "offer", "planned", "expected",
    "silent_since",
)  # fmt: skip
_OF_EVENTS = ("screening", "interview", "offer", "thank_you", "follow_up")


def timelines(log: Log, *, as_of: AsOf, applications_at_most: int = 40) -> pd.DataFrame:
    """
    What happened to each open application, the most urgent ones first.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off.
    applications_at_most : int
        So many applications, the most urgent. [>= 1]

    Returns
    -------
    DataFrame
        A row for each mark, by application and time:

        - ``place`` : int, 0 is the most urgent application
        - ``application``, ``company``, ``role`` : str; ``stage`` : categorical
        - ``what`` : categorical: applied, response (the first), interview (a screening, too),
          thank_you, follow_up, offer, planned (an interview ahead), expected (the day of the
          decision), silent_since (the employer's last word, else the day of applying)
        - ``at`` : datetime; NaT only for silent_since, where nobody knows
        - ``is_stale`` : bool; ``to_do`` : str, the errand of the agenda, "" without one

        Its ``attrs``: ``as_of``; ``n_open``, ``n_stale`` and ``n_left_out`` applications.

    Raises
    ------
    ValueError
        If `applications_at_most` is not positive.

    Notes
    -----
    By urgency: as on the agenda, then what is stale, then by stage, and the longest silent first.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> lines = js.timelines(log, as_of="2026-10-30", applications_at_most=5)
    >>> lines["application"].nunique(), lines.attrs["n_left_out"]
    (5, 26)
    """
    if applications_at_most < 1:
        raise ValueError(f"applications_at_most is {applications_at_most}; it has to be positive.")
    moment = as_timestamp(as_of)
    events = seen(log, moment)
    now = states_of(log, events)
    word, applied = now["last_word_on"], now["applied_on"]
    since = word.fillna(applied).mask(now["is_answered"] & word.isna())
    stale = stale_applications(log, as_of=moment)
    keys = pd.Index(log.applications["application"])
    is_stale = np.asarray(keys.isin(stale["application"]))
    to_do, rank = _errands(log, moment, stale, keys)
    chosen = np.flatnonzero(now["is_open"].to_numpy())
    stage = now["stage"].cat.codes.to_numpy()
    silent = since.fillna(moment).to_numpy()
    order = np.lexsort((chosen, silent[chosen], -stage[chosen], ~is_stale[chosen], rank[chosen]))
    shown = chosen[order][:applications_at_most]
    place_of = np.full(len(keys), -1)
    place_of[shown] = np.arange(len(shown))

    every = np.arange(len(keys))
    marks = [
        ("applied", every, applied.to_numpy()),
        ("response", every, now["responded_on"].to_numpy()),
        ("expected", every, _expected(log, events, every)),
        ("planned", *_planned(log, moment, keys)),
        ("silent_since", every, since.to_numpy()),
    ]
    for word_ in _OF_EVENTS:
        mine = (events.what == CODE[word_]) & ~events.undated
        name = "interview" if word_ == "screening" else word_
        marks.append((name, events.application[mine], events.at[mine]))
    what = np.repeat([MARKS.index(name) for name, _, _ in marks], [len(p) for _, p, _ in marks])
    position = np.concatenate([p for _, p, _ in marks])
    at = np.concatenate([np.asarray(a).astype("M8[us]") for _, _, a in marks])
    mine = (place_of[position] >= 0) & (~np.isnat(at) | (what == MARKS.index("silent_since")))
    what, position, at = what[mine], position[mine], at[mine]
    order = np.lexsort((what, at, place_of[position]))
    what, position, at = what[order], position[order], at[order]
    again = np.zeros(len(at), dtype=bool)  # the same fact on two sheets
    again[1:] = (what[1:] == what[:-1]) & (position[1:] == position[:-1]) & (at[1:] == at[:-1])
    what, position, at = what[~again], position[~again], at[~again]
    about = log.applications[["application", "company", "role"]].iloc[position]
    table: pd.DataFrame = about.reset_index(drop=True).assign(
        stage=pd.Categorical.from_codes(stage[position], pd.Index(STAGES), ordered=True),
        what=pd.Categorical.from_codes(what, pd.Index(MARKS)),
        at=at,
        is_stale=is_stale[position],
        to_do=pd.Series(to_do[position], dtype="str"),
    )
    table.insert(0, "place", place_of[position])
    table.attrs = {
        "as_of": moment,
        "n_open": len(chosen),
        "n_stale": int(is_stale[chosen].sum()),
        "n_left_out": len(chosen) - len(shown),
    }
    return table


def _errands(
    log: Log, as_of: pd.Timestamp, stale: pd.DataFrame, keys: pd.Index
) -> tuple[np.ndarray, np.ndarray]:
    """The first errand of each application, and its rank on the agenda; waits come last."""
    errands = agenda(obligations(log, as_of=as_of), stale=stale)
    first = errands[errands["application"].notna()].drop_duplicates("application")
    at = keys.get_indexer(pd.Index(first["application"]))
    to_do, rank = np.full(len(keys), "", dtype=object), np.full(len(keys), len(keys))
    to_do[at] = first["do"].astype("str").to_numpy(dtype=object)
    waits = (first["do"] == "wait").to_numpy()
    # What is to be left alone ranks with what is neither: by its stage.
    rank[at[~waits]] = np.arange(int((~waits).sum()))
    return to_do, rank


def _expected(log: Log, events: Seen, every: np.ndarray) -> np.ndarray:
    """The day of the decision: of the wait that lasts, else as the application says."""
    waits = waiting_periods_of(log, course_of(log, events))
    lasting = (waits["ended_by"] == "").to_numpy()
    day = waits["expected_on"].to_numpy().astype(DAY)
    found = latest(waits["position"].to_numpy(), day, lasting, len(every))
    written = log.applications["decision_expected_on"].to_numpy().astype(DAY)
    return np.where(np.isnat(found), written, found)


def _planned(log: Log, as_of: pd.Timestamp, keys: pd.Index) -> tuple[np.ndarray, np.ndarray]:
    """Interviews that lie ahead, known by now: one mark for each, not for each interviewer."""
    ahead = log.interviews[(log.interviews["ended_at"] > as_of).to_numpy()]
    known = ahead["invited_on"].isna() | (ahead["invited_on"] <= as_of)
    ahead = ahead[known.to_numpy()].drop_duplicates("interview")
    return keys.get_indexer(pd.Index(ahead["application"])), ahead["ended_at"].to_numpy()
