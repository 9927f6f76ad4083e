"""What holds of every measure, whatever the log: tried on random logs."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import jobsearch
from jobsearch import Log
from jobsearch.measures.application_states import states
from jobsearch.schema import VERDICTS
from logs import make_log
from oracle import Cells, Sheets, World, midnight, moments_of_interest, random_sheets

# A log made at random cannot be made smaller: no time is spent on trying.
checked = settings(
    deadline=None, max_examples=8, derandomize=True, phases=(Phase.explicit, Phase.generate)
)
randoms = st.randoms(use_true_random=False)

FROM_THE_LOG: tuple[Callable[..., Any], ...] = (
    jobsearch.response_times,
    jobsearch.next_step_times,
    jobsearch.waiting_periods,
    jobsearch.obligations,
    jobsearch.pipeline_history,
    jobsearch.weekly_activity,
    jobsearch.breadth,
    jobsearch.pace_while_waiting,
    jobsearch.funnel,
    jobsearch.flows,
    jobsearch.stale_applications,
    jobsearch.scorecard,
    states,
)
TABLES = ("applications", "interviews", "follow_ups", "history", "events", "problems")
# Which of several rows is named depends on the sheet's order; what became of it does not.
VERDICT = ["rule", "application", "opens_at", "due_by", "done_at", "verdict", "tier", "is_open"]


def same(found: Any, expected: Any) -> bool:
    if isinstance(found, pd.DataFrame):
        pd.testing.assert_frame_equal(found, expected)
    elif isinstance(found, pd.Series):
        pd.testing.assert_series_equal(found, expected)
    else:
        assert found == expected
    return True


def rows(table: pd.DataFrame) -> Counter[tuple[object, ...]]:
    """The rows in any order."""
    return Counter(map(tuple, table.astype(object).where(table.notna(), None).to_numpy().tolist()))


def figures(log: Log, as_of: str) -> dict[str, Any]:
    """Everything that the log says at `as_of`, without the order and the places of its rows."""
    known = states(log, as_of=as_of)
    owed = jobsearch.obligations(log, as_of=as_of)
    stale = jobsearch.stale_applications(log, as_of=as_of)
    todo = jobsearch.agenda(owed, stale=stale)
    waits = jobsearch.waiting_periods(log, as_of=as_of)
    names = log.applications["application"].to_numpy()
    waits["position"] = names[waits["position"]]
    return {
        "states": rows(known[known["is_known"] & (known["stage"] != "prospect")]),
        "response_times": rows(jobsearch.response_times(log, as_of=as_of)),
        "next_step_times": rows(jobsearch.next_step_times(log, as_of=as_of)),
        "waiting_periods": rows(waits),
        "obligations": rows(owed[VERDICT]),
        "compliance": rows(jobsearch.compliance(owed)),
        "agenda": rows(todo[["do", "application", "opens_at", "due_by", "verdict"]]),
        "stale": rows(stale.drop(columns="contact")),
        "history": jobsearch.pipeline_history(log, as_of=as_of).to_dict("index"),
        "weekly": jobsearch.weekly_activity(log, as_of=as_of).to_dict("index"),
        "breadth": jobsearch.breadth(log, as_of=as_of).round(12).astype(str).to_dict("index"),
        "pace": jobsearch.pace_while_waiting(log, as_of=as_of).astype(str).to_dict(),
        "funnel": jobsearch.funnel(log, as_of=as_of).astype(str).to_dict("index"),
        "flows": rows(jobsearch.flows(log, as_of=as_of)),
    }


# The past can be replayed.


def known_by(sheets: Sheets, as_of: str) -> Sheets:
    """The log as it stood then: nothing that is dated later."""
    now = World(Sheets(), as_of).now

    def visible_events(text: str | None) -> bool:
        return not text or dt.datetime.fromisoformat(text) <= now

    def without_later(row: Cells, **with_its_word: str) -> Cells:
        late = [
            column for column in row if column in with_its_word and not visible_events(row[column])
        ]
        gone = {*late, *(with_its_word[column] for column in late)}
        return {column: "" if column in gone else text for column, text in row.items()}

    applications = [
        without_later(
            row,
            **{
                "Applied on": "Status" if not row.get("Closed on") else "",
                "Response on": "Response",
                "Offered on": "",
                "Closed on": "Status",
            },
        )
        for row in sheets.applications
    ]
    interviews = [
        without_later(row, **{"Thanked at": "Thanked by"})
        | ({} if visible_events(row.get("Thanked at")) else {"Thank-you note": ""})
        for row in sheets.interviews
        if visible_events(row["Ended at"]) or visible_events(row["Invited on"])
    ]
    follow_ups = [
        without_later(row, **{"Answered on": ""})
        for row in sheets.follow_ups
        if visible_events(row["Sent at"])
    ]
    return Sheets(
        tuple(applications),
        tuple(interviews),
        tuple(follow_ups),
        tuple(row for row in sheets.history if visible_events(row["On"])),
        sheets.settings,
    )


def with_one_end_each(sheets: Sheets) -> Sheets:
    """
    No end in History of an application whose Status tells its end.

    A Status has no day of its own: it stands on the last day on which its word is dated, and a
    later row of the same word moves that day.
    """
    told = {row["ID"] for row in sheets.applications if row.get("Status")}
    ends = {"rejection", "withdrawn", "position closed", "no response", "accepted"}
    history = (r for r in sheets.history if r["Application"] not in told or r["What"] not in ends)
    return dataclasses.replace(sheets, history=tuple(history))


@checked
@given(randoms)
@pytest.mark.slow
def test_what_is_dated_later_might_as_well_not_be_there(rng: random.Random) -> None:
    # All facts of these logs have their day: an undated one is seen once the last day on which
    # anything is dated is reached, and a later row moves that day.
    sheets = with_one_end_each(random_sheets(rng, undated=False))
    as_of = moments_of_interest(rng, 1)[0]
    found, expected = figures(sheets.log(), as_of), figures(known_by(sheets, as_of).log(), as_of)
    for name in expected:
        assert found[name] == expected[name], name


@pytest.mark.slow
def test_a_later_row_that_does_not_move_the_last_day_changes_nothing() -> None:
    # A status without its day is seen from 5 March on, the last day on which anything but an
    # interview is dated. An interview of the history does not move that day.
    base = Sheets(
        (
            {"ID": "A", "Company": "Acme", "Applied on": "2026-02-02", "Status": "rejected"},
            {"ID": "B", "Company": "Beta", "Applied on": "2026-03-05"},
        ),
        history=({"Application": "A", "On": "2026-02-20", "What": "screening"},),
    )
    later = {"Application": "B", "On": "2026-03-25", "What": "interview"}
    more = dataclasses.replace(base, history=(*base.history, later)).log()
    for as_of in ("2026-03-04", "2026-03-05", "2026-03-24"):
        assert figures(more, as_of) == figures(base.log(), as_of)
    assert figures(more, "2026-03-25") != figures(base.log(), "2026-03-25")


@checked
@given(randoms)
@pytest.mark.slow
def test_the_history_is_what_each_day_showed(rng: random.Random) -> None:
    log = random_sheets(rng).log()
    history = jobsearch.pipeline_history(log, as_of="2026-07-31")
    for day in rng.sample(history.index.tolist(), min(3, len(history))):
        now = states(log, as_of=day)
        open_now = now.loc[now["is_open"], "stage"].value_counts()
        for stage in ("applied", "screening", "interview", "offer"):
            assert history.loc[day, stage] == open_now[stage], (day, stage)
    weekly = jobsearch.pipeline_history(log, as_of="2026-07-31", every="week")
    pd.testing.assert_frame_equal(weekly, history.loc[weekly.index])


# How the rows are written does not matter.


@checked
@given(randoms)
@pytest.mark.slow
def test_the_order_of_rows_never_matters(rng: random.Random) -> None:
    sheets = random_sheets(rng)
    as_of = moments_of_interest(rng, 1)[0]
    expected = figures(sheets.log(), as_of)
    shuffled = Sheets(
        *(tuple(rng.sample(part, len(part))) for part in (
            sheets.applications, sheets.interviews, sheets.follow_ups, sheets.history
        )),
        sheets.settings,
    )  # fmt: skip
    found = figures(shuffled.log(), as_of)
    for name in expected:
        assert found[name] == expected[name], name


@settings(checked, max_examples=4)
@given(randoms)
@pytest.mark.slow
def test_unknown_columns_never_matter(rng: random.Random) -> None:
    sheets = random_sheets(rng)
    as_of = moments_of_interest(rng, 1)[0]
    own = {"Mood": "good", "position": "7", "wait": "-1", "event": "none", "Salary": "1e5"}
    wider = Sheets(
        *(tuple({**row, **own} for row in part) for part in (
            sheets.applications, sheets.interviews, sheets.follow_ups, sheets.history
        )),
        sheets.settings,
    )  # fmt: skip
    log, other = sheets.log(), wider.log()
    for measure in FROM_THE_LOG:
        assert same(measure(other, as_of=as_of), measure(log, as_of=as_of)), measure.__name__


# Inputs and cut-offs.


@settings(checked, max_examples=4)
@given(randoms)
@pytest.mark.slow
def test_inputs_are_not_changed(rng: random.Random) -> None:
    log = random_sheets(rng).log()
    as_of = moments_of_interest(rng, 1)[0]
    before = {name: getattr(log, name).copy(deep=True) for name in TABLES}
    for measure in FROM_THE_LOG:
        measure(log, as_of=as_of)
    for name, table in before.items():
        pd.testing.assert_frame_equal(getattr(log, name), table)

    owed = jobsearch.obligations(log, as_of=as_of)
    stale = jobsearch.stale_applications(log, as_of=as_of)
    times = jobsearch.response_times(log, as_of=as_of)
    given_tables = {"owed": owed, "stale": stale, "times": times}
    copies = {name: table.copy(deep=True) for name, table in given_tables.items()}
    jobsearch.compliance(owed)
    jobsearch.agenda(owed, stale=stale)
    for measure in (
        jobsearch.life_table,
        jobsearch.response_curve,
        jobsearch.cumulative_incidence,
        jobsearch.median_response,
        jobsearch.response_by_day,
        jobsearch.naive_rate,
        jobsearch.compare_groups,
    ):
        measure(times)
    jobsearch.chance_of_response(times, silent_days=7, within_days=7)
    for name, table in copies.items():
        pd.testing.assert_frame_equal(given_tables[name], table)


@pytest.mark.parametrize("measure", FROM_THE_LOG, ids=lambda m: m.__name__)
@pytest.mark.slow
def test_a_cut_off_may_be_written_in_many_ways(measure: Callable[..., Any]) -> None:
    log = random_sheets(random.Random(5)).log()
    expected = measure(log, as_of="2026-04-14")
    for day in (
        dt.date(2026, 4, 14),
        dt.datetime(2026, 4, 14),
        pd.Timestamp("2026-04-14"),
        "2026-04-14 23:59:59.999999",
        " 2026-04-14 ",
    ):
        assert same(measure(log, as_of=day), expected), day
    expected = measure(log, as_of="2026-04-14 15:30")
    for moment in (dt.datetime(2026, 4, 14, 15, 30), pd.Timestamp("2026-04-14T15:30")):
        assert same(measure(log, as_of=moment), expected), moment


@pytest.mark.parametrize("measure", FROM_THE_LOG, ids=lambda m: m.__name__)
def test_what_is_no_cut_off_is_refused(measure: Callable[..., Any]) -> None:
    log = make_log([{"Company": "Acme", "Applied on": "2026-03-02"}])
    with pytest.raises(ValueError) as error:
        measure(log, as_of="soon")
    assert str(error.value) == (
        '"soon" is not a day. Write it like 2026-03-14 or 2026-03-14 15:30.'
    )
    with pytest.raises(ValueError) as error:
        measure(log, as_of="2026-03-14T15:30+01:00")
    assert str(error.value) == (
        '"2026-03-14T15:30+01:00" has a time zone. Give the local time without one.'
    )


# Counts.


@checked
@given(randoms)
@pytest.mark.slow
def test_counts_add_up(rng: random.Random) -> None:
    log = random_sheets(rng).log()
    as_of = moments_of_interest(rng, 1)[0]
    owed = jobsearch.obligations(log, as_of=as_of)
    kept = jobsearch.compliance(owed)
    assert kept[list(VERDICTS)].sum(axis=1).to_dict() == {
        rule: int((owed["rule"] == rule).sum()) for rule in kept.index
    }
    assert kept["n"].equals(kept[["met", "late", "missed", "broken"]].sum(axis=1))
    assert (kept["rate"].isna() == (kept["n"] == 0)).all()

    times = jobsearch.response_times(log, as_of=as_of)
    funnel = jobsearch.funnel(log, as_of=as_of)
    assert funnel.loc["applied", "n_reached"] == len(times)
    assert funnel["n_furthest"].sum() == jobsearch.flows(log, as_of=as_of)["n"].sum() == len(times)
    assert (funnel["n_open"] <= funnel["n_furthest"]).all()
    assert (times["duration_days"].isna() == (times["left_out"] != "")).all()
    weeks = jobsearch.weekly_activity(log, as_of=as_of)
    assert weeks["applications"].sum() == times["applied_on"].notna().sum()
    assert weeks["interviews"].sum() == len(jobsearch.next_step_times(log, as_of=as_of))


# Little logs.

ONE_ROW = {
    "prospect": [{"Company": "Acme"}],
    "sent": [{"Company": "Acme", "Applied on": "2026-03-02"}],
    "undated": [{"Company": "Acme", "Status": "rejected"}],
    "the day cannot be read": [{"Company": "Acme", "Applied on": "soon"}],
    "after the cut-off": [{"Company": "Acme", "Applied on": "2026-05-02"}],
}


@pytest.mark.parametrize("applications", [[], *ONE_ROW.values()], ids=["empty", *ONE_ROW])
@pytest.mark.slow
def test_empty_and_one_row_logs_work_everywhere(applications: list[dict[str, str]]) -> None:
    log = make_log(applications)
    for measure in FROM_THE_LOG:
        found = measure(log, as_of="2026-03-20")
        if isinstance(found, pd.DataFrame):  # the same columns as of a full log
            full = measure(random_sheets(random.Random(1)).log(), as_of="2026-03-20")
            assert list(found.columns) == list(full.columns), measure.__name__
            assert found.dtypes.astype(str).equals(full.dtypes.astype(str)), measure.__name__
    owed = jobsearch.obligations(log, as_of="2026-03-20")
    stale = jobsearch.stale_applications(log, as_of="2026-03-20")
    times = jobsearch.response_times(log, as_of="2026-03-20")
    assert len(jobsearch.agenda(owed, stale=stale)) == 0
    assert jobsearch.compliance(owed)["rate"].isna().all()
    assert jobsearch.chance_of_response(times, silent_days=0, within_days=7)["reason"] != ""
    assert pd.isna(jobsearch.median_response(times)["median_days"]) or len(times) == 1
    for measure in (
        jobsearch.life_table,
        jobsearch.response_curve,
        jobsearch.cumulative_incidence,
        jobsearch.response_by_day,
        jobsearch.naive_rate,
        jobsearch.compare_groups,
    ):
        measure(times)


def test_one_row_of_each_sheet_works_everywhere() -> None:
    sheets = random_sheets(random.Random(3))
    for table in ("interviews", "follow_ups", "history"):
        one = {"applications": sheets.applications, table: getattr(sheets, table)[:1]}
        log = Sheets(**one).log()
        for measure in FROM_THE_LOG:
            measure(log, as_of=midnight(dt.date(2026, 5, 1)))
