"""The open applications as lines of time: what happened when, the most urgent first."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.log import Log
from jobsearch.measures.application_states import CODE, DAY, latest, states, visible_events
from jobsearch.measures.following_up.agenda import agenda
from jobsearch.measures.following_up.obligations import obligations
from jobsearch.measures.following_up.waiting import waiting_periods
from jobsearch.measures.pipeline.stale import stale_applications
from jobsearch.measures.snapshot import Snapshot
from jobsearch.schema import STAGES

MARKS = (
    "applied", "response", "interview", "thank_you", "follow_up", "offer", "planned", "expected",
    "silent_since",
)  # fmt: skip


def timelines(
    log: Log | Snapshot, *, as_of: AsOf | None = None, applications_at_most: int = 40
) -> pd.DataFrame:
    """
    What happened to each open application, the most urgent ones first.

    Parameters
    ----------
    log : Log or Snapshot
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now.
    applications_at_most : int
        So many applications, the most urgent. [>= 1]

    Returns
    -------
    DataFrame
        A row for each mark, by application and time:

        - ``rank`` : int, 0 is the most urgent application
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
    snapshot = Snapshot.of(log, as_of)
    applications, now = snapshot.log.applications, states(snapshot)
    stale = stale_applications(snapshot)
    keys = pd.Index(applications["application"])
    is_stale = np.asarray(keys.isin(stale["application"]))
    to_do, rank = _errands(snapshot, stale, keys)
    word = now["last_word_on"]
    # Answered on a day that nobody wrote down: how long it has been silent is not known.
    since = word.fillna(now["applied_on"]).mask(now["is_answered"] & word.isna())
    chosen = np.flatnonzero(now["is_open"].to_numpy())
    stage = now["stage"].cat.codes.to_numpy()
    silent = since.fillna(snapshot.as_of).to_numpy()
    by_urgency = (chosen, silent[chosen], -stage[chosen], ~is_stale[chosen], rank[chosen])
    shown = chosen[np.lexsort(by_urgency)][:applications_at_most]
    rank_of = np.full(len(keys), -1)
    rank_of[shown] = np.arange(len(shown))

    position, what, moment = _marks(snapshot, since)
    mine = (rank_of[position] >= 0) & (~np.isnat(moment) | (what == MARKS.index("silent_since")))
    position, what, moment = position[mine], what[mine], moment[mine]
    order = np.lexsort((what, moment, rank_of[position]))
    position, what, moment = position[order], what[order], moment[order]
    about = applications[["application", "company", "role"]].iloc[position]
    table: pd.DataFrame = about.reset_index(drop=True).assign(
        stage=pd.Categorical.from_codes(stage[position], pd.Index(STAGES), ordered=True),
        what=pd.Categorical.from_codes(what, pd.Index(MARKS)),
        at=moment,
        is_stale=is_stale[position],
        to_do=pd.Series(to_do[position], dtype="str"),
    )
    table.insert(0, "rank", rank_of[position])
    # The same fact may stand on two sheets.
    table = table.drop_duplicates(["rank", "what", "at"], ignore_index=True)
    table.attrs = {
        "as_of": snapshot.as_of,
        "n_open": len(chosen),
        "n_stale": int(is_stale[chosen].sum()),
        "n_left_out": len(chosen) - len(shown),
    }
    return table


def _errands(
    snapshot: Snapshot, stale: pd.DataFrame, keys: pd.Index
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.int64]]:
    """The first errand of each application, and its rank on the agenda."""
    errands = agenda(obligations(snapshot), stale=stale)
    first = errands[errands["application"].notna()].drop_duplicates("application")
    position = keys.get_indexer(pd.Index(first["application"]))
    to_do, rank = np.full(len(keys), "", dtype=object), np.full(len(keys), len(keys))
    to_do[position] = first["do"].astype("str").to_numpy(dtype=object)
    # What is to be left alone ranks with what has no errand: by its stage.
    waits = (first["do"] == "wait").to_numpy()
    rank[position[~waits]] = np.arange(np.count_nonzero(~waits))
    return to_do, rank


def _marks(snapshot: Snapshot, since: pd.Series) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Everything that is drawn on a line: whose, what (by its position in MARKS), and when."""
    events, now = visible_events(snapshot), states(snapshot)
    every = np.arange(len(now))
    found = [
        ("applied", every, now["applied_on"].to_numpy()),
        ("response", every, now["responded_on"].to_numpy()),
        ("expected", every, expected_decisions(snapshot)),
        ("planned", *_planned(snapshot)),
        ("silent_since", every, since.to_numpy()),
    ]
    for word in ("screening", "interview", "offer", "thank_you", "follow_up"):
        mine = (events.what == CODE[word]) & ~events.undated
        name = "interview" if word == "screening" else word
        found.append((name, events.application[mine], events.at[mine]))
    return (
        np.concatenate([position for _, position, _ in found]),
        np.repeat([MARKS.index(name) for name, *_ in found], [len(when) for *_, when in found]),
        np.concatenate([when.astype("datetime64[us]") for *_, when in found]),
    )


def expected_decisions(snapshot: Snapshot) -> np.ndarray:
    """The day of the decision: of the wait that lasts, else as the application says."""
    waits, now = waiting_periods(snapshot), states(snapshot)
    lasting = (waits["ended_by"] == "").to_numpy()
    day = waits["expected_on"].to_numpy().astype(DAY)
    found = latest(waits["position"].to_numpy(), day, lasting, len(now))
    written = snapshot.log.applications["decision_expected_on"].to_numpy().astype(DAY)
    # A day before the employer's last word is not waited for any more.
    gone = written < now["last_word_on"].to_numpy().astype(DAY)
    return np.where(np.isnat(found) & ~gone, written, found)


def _planned(snapshot: Snapshot) -> tuple[np.ndarray, np.ndarray]:
    """Interviews that lie ahead, known by now: one mark for each, not for each interviewer."""
    interviews = snapshot.log.interviews
    invited = interviews["invited_on"]
    known = (invited <= snapshot.as_of) | (invited.isna() & snapshot.sees_undated)
    ahead = interviews[(known & (interviews["ended_at"] > snapshot.as_of)).to_numpy()]
    ahead = ahead.drop_duplicates("interview")
    keys = pd.Index(snapshot.log.applications["application"])
    return keys.get_indexer(pd.Index(ahead["application"])), ahead["ended_at"].to_numpy()
