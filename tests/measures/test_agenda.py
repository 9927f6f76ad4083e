"""The agenda: each errand worked out by hand, when it comes and goes, and in which order."""

from __future__ import annotations

import pandas as pd
import pytest

from jobsearch import Log, agenda, obligations, stale_applications
from jobsearch.measures.calendar import days_in_words
from logs import make_log

# Monday 2 March, 10:00: thanks are due on Tuesday, the decision is expected on Monday 9 March, the
# window for a follow-up is 12 to 19 March.
ACME = {"ID": "A", "Company": "Acme", "Role": "Analyst", "Applied on": "2026-02-02"}
MET = {"Application": "A", "Round": "First interview", "Invited on": "2026-02-20",
       "Ended at": "2026-03-02 10:00", "Interviewer": "Ana Ruiz",
       "Contact": "ana.ruiz@acme.example", "Talked about": "forecasting"}  # fmt: skip
THANKED = MET | {"Thanked at": "2026-03-02 10:30"}
SENT = {"Application": "A", "Sent at": "2026-03-12 09:00"}
# Enough to do for every week of waiting.
BUSY = [
    {"ID": day, "Company": "Beta", "Applied on": day}
    for day in ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30")
]


def todo(log: Log, as_of: str, **options: int) -> pd.DataFrame:
    stale = stale_applications(log, as_of=as_of)
    return agenda(obligations(log, as_of=as_of), stale=stale, **options)


def errands(log: Log, as_of: str, **options: int) -> list[str]:
    table = todo(log, as_of, **options)
    names = table["application"].fillna("")
    return [f"{do} {name}".strip() for do, name in zip(table["do"], names, strict=True)]


def only(log: Log, as_of: str, do: str) -> list[str]:
    """What is said of one sort of errand."""
    table = todo(log, as_of)
    return table.loc[table["do"] == do, "why"].tolist()


def row(log: Log, as_of: str, do: str) -> dict[str, object]:
    table = todo(log, as_of)
    (found,) = table[table["do"] == do].astype(object).where(table.notna(), "").to_dict("records")
    return {str(name): value for name, value in found.items()}


def test_the_evening_of_an_interview() -> None:
    log = make_log([ACME], [MET])
    assert errands(log, "2026-03-02 18:00") == ["thank A", "apply", "wait A"]
    assert row(log, "2026-03-02 18:00", "thank") == {
        "do": "thank",
        "application": "A",
        "company": "Acme",
        "role": "Analyst",
        "interviewer": "Ana Ruiz",
        "contact": "ana.ruiz@acme.example",
        "talked_about": "forecasting",
        "opens_at": pd.Timestamp("2026-03-02 10:00"),
        "due_by": pd.Timestamp("2026-03-03 10:00"),
        "verdict": "pending",
        "why": "Send it by tomorrow, 10:00.",
    }


# Thank: still worth it, for less than 7 days.


def test_a_missed_thank_you_stays_for_six_days() -> None:
    log = make_log([ACME, *BUSY], [MET])
    assert only(log, "2026-03-03 10:00", "thank") == ["Send it today, 10:00."]
    today = ["Due today, 10:00. Still worth sending today."]
    assert only(log, "2026-03-03 10:01", "thank") == today
    late = ["Due Tue 3 Mar, 10:00. Still worth sending today."]
    assert only(log, "2026-03-09", "thank") == late
    assert only(log, "2026-03-10", "thank") == []
    assert only(make_log([ACME, *BUSY], [THANKED]), "2026-03-03", "thank") == []


def test_a_panel_is_thanked_one_by_one() -> None:
    panel = [MET, MET | {"Interviewer": "Cleo Park"}, THANKED | {"Interviewer": "Dan Wolf"}]
    table = todo(make_log([ACME, *BUSY], panel), "2026-03-02 18:00")
    assert table.loc[table["do"] == "thank", "interviewer"].tolist() == ["Ana Ruiz", "Cleo Park"]


# Ask HR: nobody can be written to.


def test_who_cannot_be_thanked_is_looked_up() -> None:
    log = make_log([ACME, *BUSY], [MET | {"Contact": "info@acme.example"}])
    found = row(log, "2026-03-02 18:00", "ask_hr")
    assert (found["interviewer"], found["verdict"]) == ("Ana Ruiz", "blocked")
    assert found["why"] == ("You have no address for Ana Ruiz. Look it up, or ask HR.")
    # In the window the same question would be asked once more.
    assert errands(log, "2026-03-12") == ["ask_hr A"]
    # By phone or in person it always counts; then there is nobody to follow up with.
    called = MET | {"Contact": "", "Thanked at": "2026-03-02 15:00", "Thanked by": "phone"}
    log = make_log([ACME, *BUSY], [called])
    assert only(log, "2026-03-11", "ask_hr") == []
    assert only(log, "2026-03-12", "ask_hr") == [
        "You have no address to follow up with. Ask HR for one."
    ]


# Wait, then follow up; missed ones stay for less than 14 days.


def test_wait_until_the_window_opens_then_write() -> None:
    log = make_log([ACME, *BUSY], [THANKED])
    assert errands(log, "2026-03-11") == ["wait A"]
    found = row(log, "2026-03-11", "wait")
    assert found["why"] == (
        "No date was given, so expect news around Mon 9 Mar. Hold off until tomorrow."
    )
    assert (found["opens_at"], found["interviewer"], found["contact"]) == (
        pd.Timestamp("2026-03-12"), "Ana Ruiz", "ana.ruiz@acme.example",
    )  # fmt: skip
    for day, when in (("2026-03-12", "by Thu 19 Mar"), ("2026-03-19", "today")):
        assert errands(log, day) == ["follow_up A"]
        assert only(log, day, "follow_up") == [
            f"No date was given, so expect news around Mon 9 Mar. Write {when}."
        ]
    missed = (
        "No date was given, so expect news around Mon 9 Mar. The best time to ask ended {}: write "
        "now, or let it go."
    )
    assert only(log, "2026-03-20", "follow_up") == [missed.format("yesterday")]
    assert only(log, "2026-04-01", "follow_up") == [missed.format("Thu 19 Mar")]
    assert only(log, "2026-04-02", "follow_up") == []


def test_who_cannot_be_written_to_is_waited_for_until_the_window_opens() -> None:
    called = MET | {"Contact": "", "Thanked at": "2026-03-02 15:00", "Thanked by": "phone"}
    log = make_log([ACME, *BUSY], [called])
    found = row(log, "2026-03-11", "wait")
    assert (found["verdict"], found["contact"]) == ("blocked", "")
    assert found["why"] == (
        "No date was given, so expect news around Mon 9 Mar. Hold off until tomorrow."
    )
    assert errands(log, "2026-03-12") == ["ask_hr A"]


def test_a_follow_up_that_was_sent_is_done() -> None:
    log = make_log([ACME, *BUSY], [THANKED], [SENT])
    assert only(log, "2026-03-12", "follow_up") == only(log, "2026-03-12", "wait") == []


# Close: what was asked and stayed silent, and what is stale.


def test_move_on_after_silence() -> None:
    log = make_log([ACME, *BUSY], [THANKED], [SENT])
    for day, when in (("2026-03-19", "by Thu 26 Mar"), ("2026-03-26", "today")):
        assert only(log, day, "close") == [
            f"Your last follow-up was Thu 12 Mar. If there is no answer {when}, close it."
        ]
    assert only(log, "2026-03-27", "close") == [
        "Your last follow-up was Thu 12 Mar. There was no answer: close it."
    ]
    found = row(log, "2026-03-27", "close")
    assert (found["verdict"], found["due_by"]) == ("missed", pd.Timestamp("2026-03-26"))


def test_stale_applications_are_closed_or_asked_once() -> None:
    silent = ACME | {"Applied on": "2026-03-02"}
    answered = ACME | {"ID": "B", "Response on": "2026-02-20", "Response": "invitation",
                       "Contact email": "hana.kim@acme.example"}  # fmt: skip
    log = make_log([silent, answered])
    assert errands(log, "2026-03-21") == []
    assert errands(log, "2026-03-22") == ["follow_up B"]
    assert errands(log, "2026-04-17") == ["follow_up B"]
    assert errands(log, "2026-04-18") == ["follow_up B", "close A"]
    assert row(log, "2026-04-18", "close") == {
        "do": "close",
        "application": "A",
        "company": "Acme",
        "role": "Analyst",
        "interviewer": "",
        "contact": "",
        "talked_about": "",
        "opens_at": pd.Timestamp("2026-04-18"),
        "due_by": "",
        "verdict": "stale",
        "why": "Silent for 47 days. The limit is 47 days: good news rarely comes later (yours "
        "came by then; 14% did in published searches).",
    }
    # Without the table of stale ones they are not on the list.
    assert len(agenda(obligations(log, as_of="2026-04-18"))) == 0
    # One errand each: what moves on already is not stale besides.
    moved = make_log([ACME, *BUSY], [THANKED], [SENT])
    assert errands(moved, "2026-04-10").count("close A") == 1
    # Nobody can be thanked: that is still to be asked, and the application is stale.
    asking = make_log([ACME, *BUSY], [MET | {"Contact": ""}])
    assert {"ask_hr A", "close A"} <= set(errands(asking, "2026-04-10"))


# Apply.


def test_applications_of_this_week_of_waiting() -> None:
    log = make_log([ACME, *BUSY[:1]], [THANKED], settings={"applications per week": "2"})
    assert only(log, "2026-03-05", "apply") == [
        "Keep applying while you wait: 1 of 2 sent in the week to Sun 8 Mar."
    ]
    assert only(log, "2026-03-09", "apply") == [
        "Keep applying while you wait: 0 of 2 sent in the week to Sun 15 Mar."
    ]
    assert only(make_log([ACME, *BUSY], [THANKED]), "2026-03-05", "apply") == []
    # Nobody is waited for.
    assert only(make_log([ACME]), "2026-03-05", "apply") == []


# Interviews ahead.


def test_an_interview_that_lies_ahead() -> None:
    panel = [MET, MET | {"Interviewer": "Cleo Park", "Contact": ""}]
    log = make_log([ACME], panel)
    assert errands(log, "2026-02-19") == []
    assert errands(log, "2026-02-25") == ["interview A"]
    found = row(log, "2026-02-25", "interview")
    assert found["interviewer"] == "Ana Ruiz, Cleo Park"
    assert found["due_by"] == pd.Timestamp("2026-03-02 10:00")
    assert found["why"] == "First interview. Ask for the next steps."
    no_day = make_log([ACME], [MET | {"Ended at": "", "Round": ""}])
    assert only(no_day, "2026-02-25", "interview") == ["Ask for the next steps."]


# What is closed needs nothing.


@pytest.mark.parametrize(
    "ended",
    [
        {"Status": "rejected", "Closed on": "2026-03-04"},
        {"Status": "withdrawn", "Closed on": "2026-03-04"},
        {"Status": "no_response", "Closed on": "2026-03-04"},
        {"Status": "position_closed", "Closed on": "2026-03-04"},
        {"Status": "accepted", "Closed on": "2026-03-04"},
        {"Status": "rejected"},
    ],
    ids=str,
)
def test_nothing_for_closed_applications(ended: dict[str, str]) -> None:
    panel = [MET, MET | {"Interviewer": "Cleo Park", "Contact": ""}]
    ahead = MET | {"Round": "Second", "Invited on": "2026-03-03", "Ended at": "2026-03-20"}
    log = make_log([ACME | ended], [*panel, ahead], [SENT | {"Sent at": "2026-03-03 09:00"}])
    for as_of in ("2026-03-04", "2026-03-06", "2026-03-15"):
        assert errands(log, as_of) == [], as_of
    log = make_log([ACME | ended], panel)
    assert errands(log, "2026-03-15") == errands(log, "2026-04-17") == []


def test_nothing_once_the_search_is_over() -> None:
    hired = ACME | {"ID": "H", "Status": "accepted", "Closed on": "2026-03-02"}
    assert errands(make_log([ACME, hired], [MET]), "2026-03-15") == []


# Order.


def test_by_urgency() -> None:
    """
    Tuesday 17 March, noon: thanks for yesterday's interview are due this evening, ...

    ... somebody has no address, an interview comes this afternoon, a week of waiting ends tomorrow,
    a window closes on Thursday, one closed on Sunday, a stale one can wait, and one is not to be
    written to before the end of the month.
    """
    names = "thank ask window missed ahead stale wait".split()
    applications = [
        {"ID": name, "Company": name.title(), "Role": "Analyst", "Applied on": "2026-02-25"}
        for name in names
    ]
    applications[5]["Applied on"] = "2026-01-05"

    def met(name: str, ended_at: str, **cells: str) -> dict[str, str]:
        thanked = {"Thanked at": ended_at, "Thanked by": "in person"}
        more = {header.replace("_", " ").capitalize(): text for header, text in cells.items()}
        return {**MET, **thanked, "Application": name, "Ended at": ended_at, **more}

    interviews = [
        met("thank", "2026-03-16 18:00", thanked_at="", thanked_by=""),
        met("ask", "2026-03-16 09:00", thanked_at="", thanked_by="", contact=""),
        met("window", "2026-03-02 10:00"),
        met("missed", "2026-02-26 10:00"),
        met("ahead", "2026-03-17 15:00", thanked_at="", thanked_by=""),
        met("wait", "2026-03-10 10:00", decision_expected_on="2026-03-27"),
    ]
    table = todo(make_log(applications, interviews), "2026-03-17 12:00")
    found = [f"{do} {name}" for do, name in zip(table["do"], table["application"], strict=True)]
    assert found == [
        "follow_up missed",  # closed on Sunday
        "ask_hr ask",  # due this morning
        "interview ahead",
        "thank thank",
        "apply nan",
        "follow_up window",
        "close stale",
        "wait thank",
        "wait ask",
        "wait wait",
    ]


def test_the_horizon() -> None:
    owed = obligations(make_log([ACME], [MET]), as_of="2026-03-02")
    with pytest.raises(ValueError) as error:
        agenda(owed, within_days=-1)
    assert str(error.value) == "within_days is -1; it has to be 0 or more."
    assert len(agenda(owed, within_days=0)) == 3


def test_a_day_of_another_year_is_said_with_its_year() -> None:
    log = make_log(
        applications=[{"ID": "A", "Company": "Acme", "Applied on": "2025-01-07"}],
        interviews=[{"Application": "A", "Ended at": "2025-01-20 10:00", "Interviewer": "Ana"}],
    )
    why = agenda(obligations(log, as_of="2026-03-02"))["why"].tolist()
    assert why == ["You have no address for Ana. Look it up, or ask HR."]
    days = pd.Series(pd.to_datetime(["2025-01-20 10:00", "2026-01-20 10:00"]))
    assert days_in_words(days, as_of=pd.Timestamp("2026-03-02")).tolist() == [
        "Mon 20 Jan 2025, 10:00",
        "Tue 20 Jan, 10:00",
    ]
