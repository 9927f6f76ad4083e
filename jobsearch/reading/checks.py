"""Dates that cannot both be right, and facts that lack one: problems with their cells."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from jobsearch.reading.problems import ProblemCode, Problems
from jobsearch.reading.tables.typed_table import Table, as_text
from jobsearch.schema import EVENTS

_DAY = "datetime64[D]"
_EXPECTED = "decision_expected_on"
# What may lie ahead without being a mistake, and how far.
_MAY_BE_AHEAD = {_EXPECTED, "ended_at"}
_FAR = np.timedelta64(2 * 365, "D")
_SAYS_ANSWERED = {"screening", "interview", "offer", "accepted", "rejected"}
_ANSWERS = {"response", "invitation", "screening", "interview", "offer", "rejection"}


def check_tables(tables: dict[str, Table], *, today: dt.date, problems: Problems) -> None:
    """Check the dates of all tables against each other and against `today`."""
    applications = tables["applications"]
    applied = applications.rows["applied_on"].to_numpy()
    place = pd.Index(applications.rows["application"])
    for table in tables.values():
        if table.rows.empty:
            continue
        _check_future(table, today, problems)
        for column, earlier, said in _PAIRS.get(table.sheet.table, ()):
            _check_order(table, column, table.rows[earlier].to_numpy(), said, problems)
        if table is not applications:
            sent = applied[place.get_indexer(table.rows["application"])]
            for column in ("invited_on", "ended_at", "on"):
                if column in table.rows:
                    _check_order(table, column, sent, "the application was sent", problems)
    interviews = tables["interviews"]
    rows = interviews.rows
    nobody = rows["owes_thanks"] & rows["interviewer"].isna()
    held = rows["ended_at"] < pd.Timestamp(today) + pd.Timedelta(days=1)
    interviews.add_problems(
        problems,
        ProblemCode.NO_INTERVIEWER,
        (nobody & held).to_numpy(),
        "interviewer",
        "The interview has no interviewer. Write who you met, one person per "
        "row, so that everybody gets a thank-you.",
    )


# What some come too early for; anything else is out of order.
_BEFORE = {
    "the application was sent": ProblemCode.BEFORE_APPLICATION,
    "the interview ended": ProblemCode.BEFORE_INTERVIEW_END,
}
# Column, the column that has to come first, and what that one is.
_PAIRS = {
    "applications": (
        ("response_on", "applied_on", "the application was sent"),
        ("offered_on", "applied_on", "the application was sent"),
        ("closed_on", "applied_on", "the application was sent"),
        (_EXPECTED, "applied_on", "the application was sent"),
    ),
    "interviews": (
        ("thanked_at", "ended_at", "the interview ended"),
        (_EXPECTED, "ended_at", "the interview ended"),
        ("ended_at", "invited_on", "they invited you"),
    ),
    "follow_ups": (("answered_on", "sent_at", "the message was sent"),),
    "history": ((_EXPECTED, "on", "the word that came with it"),),
}


def _check_order(
    table: Table, column: str, before: np.ndarray, said: str, problems: Problems
) -> None:
    at = table.rows[column].to_numpy()
    day, day_before = at.astype(_DAY), before.astype(_DAY)
    # With a day only on either side, days are all that can be compared.
    by_day = (at == day) | (before == day_before)
    early = (day < day_before) | (~by_day & (at < before))
    if not early.any():
        return
    texts = [
        f"{as_text(pd.Timestamp(a))} is before {said} ({as_text(pd.Timestamp(b))}). "
        "One of the two dates is wrong."
        for a, b in zip(at[early], before[early], strict=True)
    ]
    table.add_problems(problems, _BEFORE.get(said, ProblemCode.OUT_OF_ORDER), early, column, texts)


def _check_future(table: Table, today: dt.date, problems: Problems) -> None:
    end = np.datetime64(today) + np.timedelta64(1, "D")
    for column in table.sheet.columns:
        if column.kind not in {"day", "moment"}:
            continue
        at = table.rows[column.name].to_numpy()
        if column.name in _MAY_BE_AHEAD:
            far = at >= end + _FAR
            texts = [
                f"{as_text(pd.Timestamp(a))} is more than two years ahead. Check the year."
                for a in at[far]
            ]
            table.add_problems(problems, ProblemCode.FAR_AHEAD, far, column.name, texts)
            continue
        ahead = at >= end
        if column.name == "on":  # a planned interview may stand in History
            ahead &= ~table.rows["what"].isin(["screening", "interview"]).to_numpy()
        if ahead.any():
            texts = [
                f"{as_text(pd.Timestamp(a))} is in the future. It counts from that day on."
                for a in at[ahead]
            ]
            table.add_problems(problems, ProblemCode.IN_THE_FUTURE, ahead, column.name, texts)


def check_answers(tables: dict[str, Table], events: pd.DataFrame, problems: Problems) -> None:
    """Applications with an answer that has no day, or that say they were sent but not when."""
    applications = tables["applications"]
    rows = applications.rows
    place = pd.Index(rows["application"]).get_indexer(events["application"])
    what = events["what"].cat.codes.to_numpy()
    dated = ~np.isnat(events["at"].to_numpy())

    def having(events_chosen: np.ndarray) -> np.ndarray:
        found = np.zeros(len(rows), dtype=bool)
        found[place[events_chosen]] = True
        return found

    is_answer = np.isin(what, [EVENTS.index(word) for word in _ANSWERS])
    # An acceptance tells of an answer, too, whatever day it has.
    told = is_answer | (what == EVENTS.index("accepted"))
    without_day = rows["is_sent"].to_numpy() & having(told) & ~having(is_answer & dated)
    without_day &= ~applications.wrong["response_on"]
    texts = [
        f"The status says {word}, but there is no response date. It is not counted in "
        "response times."
        if word in _SAYS_ANSWERED
        else "They answered, but there is no response date. It is not counted in response times."
        for word in rows["status"].array[without_day].tolist()
    ]
    code = ProblemCode.NO_RESPONSE_DATE
    applications.add_problems(problems, code, without_day, "response_on", texts)
    no_day = having((what == EVENTS.index("applied")) & ~dated) & ~applications.wrong["applied_on"]
    applications.add_problems(
        problems,
        ProblemCode.NO_APPLICATION_DATE,
        no_day,
        "applied_on",
        "The status says that it was sent, but Applied on is empty. It is not counted in response "
        "times.",
    )
    saved = (rows["status"] == "prospect").to_numpy() & rows["applied_on"].notna().to_numpy()
    applications.add_problems(
        problems,
        ProblemCode.SAVED_WITH_DATE,
        saved,
        "status",
        "The status says that it was not sent, but Applied on has a date. It is read as sent.",
    )
    outcome = rows["status_outcome"]
    closed = (rows["closed_on"].notna() & (outcome.isna() | (outcome == "open"))).to_numpy()
    applications.add_problems(
        problems,
        ProblemCode.CLOSED_WITHOUT_OUTCOME,
        closed & ~having(what == EVENTS.index("rejection")),
        "status",
        "Closed on has a date, but the status is not an outcome. It is read as open. Write how it "
        "ended.",
    )


def check_zone(table: Table, columns: tuple[str, ...], zone: str, problems: Problems) -> None:
    """Times that never occur in `zone`: the hour that a clock change skips."""
    for column in columns:
        at = table.rows[column]
        first_time = np.ones(len(at), dtype=bool)  # an hour that occurs twice is no problem here
        shown = at.dt.tz_localize(zone, nonexistent="NaT", ambiguous=first_time)
        skipped = (at.notna() & shown.isna()).to_numpy()
        texts = [
            f"{as_text(a)} never occurs in {zone}: the clocks skip that hour." for a in at[skipped]
        ]
        table.add_problems(problems, ProblemCode.SKIPPED_HOUR, skipped, column, texts)
