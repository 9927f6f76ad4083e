"""Three public logs, as their owners published them, where they lie beside the checkout."""

from __future__ import annotations

import pandas as pd
import pytest

import jobsearch as js
from checkout import REAL_LOGS
from jobsearch import Log

MERGED, HISTORY, APPLICATIONS = (
    "merged.csv",
    "job search history.csv",
    "Job Applications - Applications.csv",
)

pytestmark = pytest.mark.skipif(
    not REAL_LOGS.is_dir(),
    reason="The three real logs are not beside the checkout: ../shared/real-logs",
)


@pytest.fixture(scope="module", params=[MERGED, HISTORY, APPLICATIONS])
def log(request: pytest.FixtureRequest) -> Log:
    return js.read_log(REAL_LOGS / request.param)


@pytest.fixture(scope="module")
def merged() -> Log:
    return js.read_log(REAL_LOGS / MERGED)


@pytest.fixture(scope="module")
def history() -> Log:
    return js.read_log(REAL_LOGS / HISTORY)


@pytest.fixture(scope="module")
def applications() -> Log:
    return js.read_log(REAL_LOGS / APPLICATIONS)


def days_to_answer(log: Log) -> pd.Series:
    rows = log.applications
    return (rows["response_on"] - rows["applied_on"]).dt.days.dropna()


def card(log: Log) -> dict[str, object]:
    """The response times as the last logged day shows them."""
    return js.scorecard(log, as_of=log.last_logged_on)["response_times"]


# merged.csv: 177 applications, a status column that is called "Response?".


def test_merged_as_an_independent_count_finds_it(merged: Log) -> None:
    days = days_to_answer(merged)
    assert len(merged.applications) == 177
    assert merged.applications["applied_on"].notna().sum() == 177
    assert (len(days), days.min(), days.max(), days.median()) == (64, 0, 159, 3)
    assert round(days.mean(), 2) == 20.19
    assert (days == 0).sum() == 5


def test_merged_is_understood(merged: Log) -> None:
    table, interviews, history = merged.reading.tables
    assert table.also == {"Date Interview": "9 interviews", "Job Offer": "2 words of history"}
    assert (interviews.n_rows, interviews.made_from, history.n_rows) == (9, MERGED, 2)
    assert table.columns == {
        "company": "Company",
        "role": "Position",
        "source": "Application site",
        "industry": "Company Type",
        "location": "Location",
        "applied_on": "Date sent",
        "response_on": "Date of 1st Response",
        "status": "Response?",
    }
    assert {"Days Since", "Time to First Response", "Current Date"} <= set(table.not_used)
    assert merged.reading.assumed == ()
    assert table.words["Inter + Rejec"] == "interview and rejected"
    ghosted = merged.applications["status"] == "no_response"
    assert (ghosted & merged.applications["response_on"].notna()).sum() == 1
    alike = merged.problems["problem"].str.startswith("An earlier row has the company and role")
    nobody = merged.problems["problem"].str.startswith("The interview has no interviewer")
    assert (alike.sum(), nobody.sum(), len(merged.problems)) == (4, 9, 13)


def test_merged_has_a_curve(merged: Log) -> None:
    times = card(merged)
    assert (times["n"], times["n_responses"], times["n_left_out"]) == (177, 64, 0)
    assert times["reason"] is None
    assert times["naive_rate"] == pytest.approx(64 / 177)


# job search history.csv: 443 applications, no company and no status.


def test_history_as_an_independent_count_finds_it(history: Log) -> None:
    days = days_to_answer(history)
    assert len(history.applications) == 443
    assert history.applications["applied_on"].notna().sum() == 443
    assert (len(days), days.min(), days.max(), days.median()) == (123, 0, 76, 12)
    assert round(days.mean(), 2) == 16.77
    assert (days == 0).sum() == 2


def test_history_is_understood(history: Log) -> None:
    (table,) = history.reading.tables
    assert table.columns == {
        "role": "job title",
        "source": "Job Source",
        "applied_on": "applied date",
        "response_on": "response date",
        "response": "selected for interview?",
        "notes": "Notes",
    }
    assert table.not_used == ("job post date", "customized resume?")
    assert table.words == {"No": "rejection", "Yes": "invitation"}
    assert history.reading.assumed == (
        "job search history.csv: there is no company column, so 236 applications share their role "
        "with an earlier one and are told apart by the row. Say --column company=HEADER if there "
        "is one.",
    )
    assert history.applications["application"].is_unique
    other = '"Other" is not known here. Write invitation, rejection or offer.'
    undated = "They answered, but there is no response date. It is not counted in response times."
    assert history.problems[["cell", "problem"]].to_numpy().tolist() == [
        ["F165", undated],
        ["G214", other],
        ["G335", other],
        ["G366", other],
    ]


def test_history_has_a_curve_without_the_undated_answer(history: Log) -> None:
    times = card(history)
    assert (times["n"], times["n_responses"], times["n_left_out"]) == (442, 123, 1)
    assert times["reason"] is None
    assert times["naive_rate"] == pytest.approx(124 / 443)


# Job Applications - Applications.csv: 91 applications, no response dates at all.


def test_applications_as_an_independent_count_finds_them(applications: Log) -> None:
    table, _ = applications.reading.tables
    assert table.also == {"Interviewed": "6 words of history"}
    assert len(applications.applications) == 91
    assert table.columns["applied_on"] == "Date Applied"
    assert table.words == {
        "No Reply": "no_response",
        "Removed": "position_closed",
        "Rejected": "rejected",
        "Offered": "offer",
        "Ghosted": "no_response",
    }
    statuses = applications.applications["status"].value_counts()
    assert statuses[statuses > 0].to_dict() == {
        "no_response": 57 + 2,
        "rejected": 26,
        "position_closed": 4,
        "offer": 2,
    }


def test_applications_have_no_curve_and_the_reason_is_given(applications: Log) -> None:
    times = card(applications)
    assert times["reason"] == "30 of 30 answers have no date"
    figures = {k: v for k, v in times.items() if k.startswith("median") or k == "by_day"}
    assert all(v is None for v in (figures["median_days"], figures["median_low"]))
    by_day = figures["by_day"]
    assert isinstance(by_day, dict)
    assert all(day[kind] is None for day in by_day.values() for kind in ("any", "positive"))
    assert times["naive_rate"] == pytest.approx(30 / 91)
    assert len(applications.problems) == 30
    not_counted = "It is not counted in response times."
    rejected, offer = (
        f"The status says {word}, but there is no response date. {not_counted}"
        for word in ("rejected", "offer")
    )
    said = applications.problems["problem"].value_counts().to_dict()
    # Of the six that were interviewed two were removed, or never heard from again.
    interviewed = f"They answered, but there is no response date. {not_counted}"
    assert said == {rejected: 26, offer: 2, interviewed: 2}
    assert set(applications.problems["column"]) == {"Status"}


# All three.


def test_every_dated_fact_stands_in_the_events_once(log: Log) -> None:
    rows, events = log.applications, log.events
    for column, whats in (
        ("applied_on", {"applied"}),
        ("response_on", {"response", "invitation", "rejection", "offer"}),
    ):
        dated = events[events["at"].notna() & events["what"].isin(whats)]
        found = dated[["row", "at"]].sort_values(["row", "at"]).to_numpy().tolist()
        facts = rows.loc[rows[column].notna(), ["row", column]].to_numpy().tolist()
        assert found == sorted(facts)
    assert set(events["sheet"]) == {table.sheet for table in log.reading.tables}


def test_the_last_logged_day_is_the_last_day_in_the_file(log: Log) -> None:
    days = log.applications[["applied_on", "response_on"]].max().max()
    assert log.last_logged_on == days
