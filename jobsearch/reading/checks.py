"""Dates that cannot both be right, and facts that lack one: problems with their cells."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from jobsearch.reading.problems import Problems
from jobsearch.reading.tables import Table, as_text

_EXPECTED = "decision_expected_on"
# What may lie ahead without being a mistake.
_MAY_BE_AHEAD = {_EXPECTED, "ended_at"}
_SAYS_ANSWERED = {"screening", "interview", "offer", "accepted", "rejected"}
_ANSWERS = {"response", "invitation", "screening", "interview", "offer", "rejection"}


def check_tables(tables: dict[str, Table], *, today: dt.date, problems: Problems) -> None:
    """Check the dates of all tables against each other and against `today`."""
    applications = tables["applications"]
    applied = applications.rows.set_index("application")["applied_on"]
    for table in tables.values():
        if table.rows.empty:
            continue
        _check_future(table, today, problems)
        for column, earlier, said in _PAIRS.get(table.sheet.table, ()):
            before = table.rows[earlier]
            _check_order(table, column, before, said, problems)
        if table is not applications:
            sent = applied.reindex(table.rows["application"]).reset_index(drop=True)
            for column in ("invited_on", "ended_at", "on"):
                if column in table.rows:
                    _check_order(table, column, sent, "the application was sent", problems)
    interviews = tables["interviews"]
    rows = interviews.rows
    nobody = rows["owes_thanks"] & rows["interviewer"].isna()
    held = rows["ended_at"] < pd.Timestamp(today) + pd.Timedelta(days=1)
    interviews.add_problems(
        problems,
        (nobody & held).to_numpy(),
        "interviewer",
        "The interview has no interviewer. Write who you met, one person a row, "
        "so that everybody gets a thank-you.",
    )


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
    table: Table, column: str, before: pd.Series, said: str, problems: Problems
) -> None:
    at = table.rows[column]
    # With a day only on either side, days are all that can be compared.
    by_day = (at == at.dt.normalize()) | (before == before.dt.normalize())
    early = (at.dt.normalize() < before.dt.normalize()) | (~by_day & (at < before))
    if not early.any():
        return
    texts = [
        f"{as_text(a)} is before {said} ({as_text(b)}). One of the two dates is wrong."
        for a, b in zip(at[early], before[early], strict=True)
    ]
    table.add_problems(problems, early.to_numpy(), column, texts)


def _check_future(table: Table, today: dt.date, problems: Problems) -> None:
    end = pd.Timestamp(today) + pd.Timedelta(days=1)
    for column in table.sheet.columns:
        if column.kind not in {"day", "moment"} or column.name in _MAY_BE_AHEAD:
            continue
        at = table.rows[column.name]
        ahead = (at >= end).to_numpy(copy=True)
        if column.name == "on":  # a planned interview may stand in History
            ahead &= ~table.rows["what"].isin(["screening", "interview"]).to_numpy()
        if ahead.any():
            texts = [
                f"{as_text(a)} is in the future. It counts from that day on." for a in at[ahead]
            ]
            table.add_problems(problems, ahead, column.name, texts)


def check_answers(tables: dict[str, Table], events: pd.DataFrame, problems: Problems) -> None:
    """Applications with an answer that has no day, or that say they were sent but not when."""
    applications = tables["applications"]
    rows = applications.rows
    answers = events[events["what"].isin(_ANSWERS)]
    dated = rows["application"].isin(answers.loc[answers["at"].notna(), "application"])
    # An acceptance tells of an answer, too, whatever day it has.
    told = events[(events["what"] == "accepted") | events.index.isin(answers.index)]
    without_day = (
        rows["is_sent"] & rows["application"].isin(told["application"]) & ~dated
    ).to_numpy()
    texts = [
        f"The status says {word}, but no day says when they answered: left out of response times."
        if word in _SAYS_ANSWERED
        else "They answered, but no day says when: left out of response times."
        for word in rows.loc[without_day, "status"].tolist()
    ]
    applications.add_problems(
        problems, without_day & ~applications.wrong["response_on"], "response_on", texts
    )
    said_sent = events.loc[(events["what"] == "applied") & events["at"].isna(), "application"]
    no_day = rows["application"].isin(said_sent).to_numpy() & ~applications.wrong["applied_on"]
    applications.add_problems(
        problems,
        no_day,
        "applied_on",
        "The status says that it was sent, but Applied on is empty: left out of response times.",
    )
    saved = (rows["status"] == "prospect") & rows["applied_on"].notna()
    applications.add_problems(
        problems,
        saved.to_numpy(),
        "status",
        "The status says that it was not sent, but Applied on has a day: taken as sent.",
    )
    closed = rows["closed_on"].notna() & (
        rows["status_outcome"].isna() | (rows["status_outcome"] == "open")
    )
    ended = rows["application"].isin(events.loc[events["what"] == "rejection", "application"])
    applications.add_problems(
        problems,
        (closed & ~ended).to_numpy(),
        "status",
        "Closed on has a day, but the status is no outcome: taken as open. Write how it ended.",
    )


def check_zone(table: Table, columns: tuple[str, ...], zone: str, problems: Problems) -> None:
    """Times that never occur in `zone`: the hour that a clock change skips."""
    for column in columns:
        at = table.rows[column]
        first_time = np.ones(len(at), dtype=bool)  # an hour that occurs twice is no problem here
        shown = at.dt.tz_localize(zone, nonexistent="NaT", ambiguous=first_time)
        skipped = (at.notna() & shown.isna()).to_numpy()
        texts = [
            f"{as_text(a)} never occurs in {zone}: the clocks go forward over it."
            for a in at[skipped]
        ]
        table.add_problems(problems, skipped, column, texts)
