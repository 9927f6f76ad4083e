"""Waiting periods, and what is owed in them: by hand, then by definition on random logs."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import pytest

from jobsearch import Log, obligations, waiting_periods
from jobsearch.measures.following_up.waiting import union
from logs import make_log
from oracle import SEEDS, random_looks

# Monday 2 March, 10:00.
ACME = {"ID": "A", "Company": "Acme", "Role": "Analyst", "Applied on": "2026-02-02"}
MET = {"Application": "A", "Round": "First interview", "Invited on": "2026-02-20",
       "Ended at": "2026-03-02 10:00", "Interviewer": "Ana Ruiz",
       "Contact": "ana.ruiz@acme.example"}  # fmt: skip
SECOND = MET | {"Round": "Second", "Invited on": "2026-03-09", "Ended at": "2026-03-12 15:00"}
# Who is told of people by name; of the other rules only what became of them.
PEOPLE = {"thank_everyone", "proper_contact", "personal_note"}


def day(value: Any) -> str:
    return "" if pd.isna(value) else f"{value:%m-%d}"


def waits(log: Log, as_of: str = "2026-04-30") -> list[str]:
    """Start, end, by whom it ended; expected, window."""
    return [
        f"{day(w.started_on)} to {day(w.ended_on)} {w.ended_by}".rstrip()
        + f"; {day(w.expected_on)}, {day(w.opens_on)} to {day(w.closes_on)}"
        for w in waiting_periods(log, as_of=as_of).itertuples()
    ]


def word(on: str, what: str, decision: str = "") -> dict[str, str]:
    return {"Application": "A", "On": on, "What": what, "Decision expected on": decision}


def test_silence_after_an_interview() -> None:
    assert waits(make_log([ACME], [MET])) == ["03-02 to; 03-09, 03-12 to 03-19"]
    assert waits(make_log([ACME], [MET]), "2026-03-01") == []
    assert waits(make_log([ACME])) == []


def test_a_second_round_then_an_offer() -> None:
    log = make_log([ACME | {"Offered on": "2026-03-20"}], [MET, SECOND])
    assert waits(log) == [
        "03-02 to 03-09 employer; 03-09, 03-12 to 03-19",
        "03-12 to 03-20 employer; 03-19, 03-22 to 03-29",
    ]
    assert waits(log, "2026-03-10") == ["03-02 to 03-09 employer; 03-09, 03-12 to 03-19"]
    assert waits(log, "2026-03-08") == ["03-02 to; 03-09, 03-12 to 03-19"]


@pytest.mark.parametrize(
    ("cells", "ended"),
    [
        ({"Status": "rejected", "Closed on": "2026-03-13"}, "03-13 employer"),
        ({"Status": "position_closed", "Closed on": "2026-03-13"}, "03-13 employer"),
        ({"Status": "accepted", "Closed on": "2026-03-13"}, "03-13 employer"),
        ({"Status": "withdrawn", "Closed on": "2026-03-13"}, "03-13 me"),
        ({"Status": "no_response", "Closed on": "2026-03-13"}, "03-13 me"),
        # It ended, nobody knows when.
        ({"Status": "rejected"}, " employer"),
        ({"Status": "no_response"}, " me"),
        # An offer without a date ends it at the interview.
        ({"Status": "offer"}, "03-02 employer"),
    ],
    ids=str,
)
def test_what_ends_a_wait(cells: dict[str, str], ended: str) -> None:
    log = make_log([ACME | cells], [MET])
    assert waits(log) == [f"03-02 to {ended}; 03-09, 03-12 to 03-19"]
    table = waiting_periods(log, as_of="2026-04-30")
    assert table["is_undated_end"].tolist() == [ended.startswith(" ")]


def test_a_holding_answer_opens_a_new_wait() -> None:
    sent = {"Application": "A", "Sent at": "2026-03-13 09:00", "Answered on": "2026-03-14"}
    history = [word("2026-03-14", "reply", "2026-03-25"), word("2026-03-05", "acknowledged")]
    # Two sheets tell of one answer; a receipt is none.
    assert waits(make_log([ACME], [MET], [sent], history)) == [
        "03-02 to 03-14 employer; 03-09, 03-12 to 03-19",
        "03-14 to; 03-25, 03-28 to 04-04",
    ]
    # Nobody is waiting for anything: after the rejection, or before any interview.
    rejected = [word("2026-03-10", "rejection"), word("2026-03-14", "reply")]
    assert waits(make_log([ACME], [MET], history=rejected)) == [
        "03-02 to 03-10 employer; 03-09, 03-12 to 03-19"
    ]
    assert waits(make_log([ACME], history=[word("2026-03-14", "reply")])) == []


def test_an_interview_that_only_the_history_tells_of() -> None:
    history = [word("2026-03-02", "interview", "2026-03-20"), word("2026-03-10", "screening")]
    assert waits(make_log([ACME], history=history)) == [
        "03-02 to 03-10 employer; 03-20, 03-23 to 03-30",
        "03-10 to; 03-17, 03-20 to 03-27",
    ]
    # It repeats what the Interviews sheet says.
    assert waits(make_log([ACME], [MET], history=history[:1])) == [
        "03-02 to; 03-09, 03-12 to 03-19"
    ]


def test_where_the_expected_day_comes_from() -> None:
    def expected(application: str, interview: str, **settings: str) -> str:
        log = make_log(
            [ACME | {"Decision expected on": application}],
            [MET | {"Decision expected on": interview}],
            settings={name.replace("_", " "): value for name, value in settings.items()},
        )
        row = waiting_periods(log, as_of="2026-03-05").loc[0]
        return f"{day(row['expected_on'])} {row['expected_from']}"

    assert expected("2026-03-20", "2026-03-06") == "03-06 interview"
    assert expected("2026-03-20", "") == "03-20 application"
    assert expected("2026-02-27", "") == "03-09 default"
    assert expected("", "", expected_after_days="5") == "03-07 default"
    business = expected("", "", count_business_days="yes")
    assert business == "03-11 default"


def test_the_median_next_step_that_was_known_then() -> None:
    # Three interviews of 2 February: answered after 4 and 10 days, and one silent.
    earlier = [
        ACME | {"ID": "B", "Status": "rejected", "Closed on": "2026-02-06"},
        ACME | {"ID": "C", "Status": "rejected", "Closed on": "2026-02-12"},
        ACME | {"ID": "D"},
    ]
    met = [
        MET | {"Application": x, "Ended at": "2026-02-02", "Invited on": "2026-01-30"}
        for x in "BCD"
    ]
    late = [MET | {"Ended at": "2026-02-10"}]
    few = {"minimum at risk": "3"}

    def of_acme(applications: list[dict[str, str]], interviews: list[dict[str, str]]) -> str:
        log = make_log([ACME, *applications], interviews, settings=few)
        row = waiting_periods(log, as_of="2026-04-30").iloc[0]
        return f"{day(row['expected_on'])} {row['expected_from']}"

    # On 2 March S(4) = 2/3 and S(10) = 1/3. On 10 February C was silent still.
    assert of_acme(earlier, [*met, MET]) == "03-12 median"
    assert of_acme(earlier, [*met, *late]) == "02-17 default"
    # An answer without its day is known of from the last logged day on, here 30 March.
    undated = [*earlier[:2], earlier[2] | {"Status": "rejected"}, ACME | {"ID": "E"}]
    undated[-1]["Applied on"] = "2026-03-30"
    assert of_acme(undated, [*met, MET]) == "03-12 median"


def test_spells_are_unions_of_days_that_touch() -> None:
    days = np.array(["2026-03-02", "2026-03-05", "2026-03-09", "2026-03-20", "2026-03-25"], "M8[D]")
    until = np.array(
        ["2026-03-05", "2026-03-07", "2026-03-08", "2026-03-22", "2026-03-25"], "M8[D]"
    )
    first, after = union(days, until)
    assert first.astype(str).tolist() == ["2026-03-02", "2026-03-20"]
    assert after.astype(str).tolist() == ["2026-03-07", "2026-03-22"]


# Obligations that situations.py does not hold.


def verdicts(log: Log, rule: str, as_of: str) -> list[str]:
    owed = obligations(log, as_of=as_of)
    return owed.loc[owed["rule"] == rule, "verdict"].tolist()


def test_a_contact_falls_due_before_the_search_ends_where_the_interview_was() -> None:
    # Due on Wednesday 11 March, 22:00 in New York; accepted on Thursday.
    hired = ACME | {"ID": "B", "Status": "accepted", "Closed on": "2026-03-12"}
    met = MET | {"Ended at": "2026-03-10 22:00", "Contact": ""}
    for zone in ({}, {"time zone": "America/New_York"}, {"time zone": "Asia/Tokyo"}):
        log = make_log([ACME, hired], [met], settings=zone)
        assert verdicts(log, "proper_contact", "2026-03-20") == ["missed"], zone


def test_it_closed_some_day_before_the_search_did() -> None:
    hired = ACME | {"ID": "B", "Status": "accepted", "Closed on": "2026-03-25"}
    log = make_log([ACME | {"Status": "rejected"}, hired], [MET])
    assert verdicts(log, "thank_everyone", "2026-03-30") == ["unknown"]


@pytest.mark.parametrize(
    ("status", "accepted", "verdict"),
    [
        ("rejected", "2026-03-20", "waived"),  # before it fell due, whenever Acme said no
        ("rejected", "2026-03-30", "unknown"),
        ("no response", "2026-03-20", "unknown"),  # in time, or no longer owed
    ],
)
def test_moving_on_is_not_owed_after_the_search(status: str, accepted: str, verdict: str) -> None:
    hired = ACME | {"ID": "B", "Status": "accepted", "Closed on": accepted}
    sent = {"Application": "A", "Sent at": "2026-03-13"}  # due on 27 March
    log = make_log([ACME | {"Status": status}, hired], [MET], [sent])
    assert verdicts(log, "move_on", "2026-04-10") == [verdict]


def test_a_thank_you_through_an_unknown_channel_has_no_tier() -> None:
    met = MET | {"Contact": "", "Thanked at": "2026-03-02 11:30"}
    owed = obligations(make_log([ACME], [met]), as_of="2026-03-30")
    row = owed[owed["rule"] == "thank_everyone"].iloc[0]
    assert (row["verdict"], row["tier"]) == ("unknown", "")


def test_a_contact_is_known_from_its_interview_on() -> None:
    # At noon there is nobody to write to; in the afternoon Cleo Park gives her address.
    nobody = MET | {"Contact": ""}
    cleo = MET | {"Round": "Second", "Ended at": "2026-03-02 15:00", "Interviewer": "Cleo Park",
                  "Contact": "cleo.park@acme.example"}  # fmt: skip
    log = make_log([ACME], [nobody, cleo])
    assert verdicts(log, "follow_up", "2026-03-02 12:00") == ["blocked"]
    assert verdicts(log, "follow_up", "2026-03-02 16:00") == ["waived", "pending"]


def test_what_history_says_twice_of_one_day_keeps_its_decision_day() -> None:
    told = [word("2026-03-02", "interview", "2026-03-10"), word("2026-03-02", "interview"),
            word("2026-03-02", "screening")]  # fmt: skip
    for rows in itertools.permutations(told):
        log = make_log([ACME], history=list(rows))
        assert verdicts(log, "ask_next_steps", "2026-03-05") == ["met"]
        assert waits(log) == ["03-02 to; 03-10, 03-13 to 03-20"]


def test_a_contact_holds_for_all_rows_of_its_moment() -> None:
    # Two rounds on one day with the same person, her address beside one of them.
    blank = MET | {"Ended at": "2026-03-02", "Contact": ""}
    given = MET | {"Ended at": "2026-03-02", "Round": "Panel"}
    for rows in ([blank, given], [given, blank]):
        log = make_log([ACME], rows)
        assert verdicts(log, "proper_contact", "2026-03-10") == ["met", "met"]
        assert verdicts(log, "thank_everyone", "2026-03-10") == ["missed", "missed"]


def test_a_contact_is_known_from_the_end_of_its_interview_on() -> None:
    # The second round ended at 15:00; of the row with Ana only the day is written down.
    second = SECOND | {"Ended at": "2026-03-02 15:00", "Interviewer": "Cleo Park"}
    blank = SECOND | {"Ended at": "2026-03-02", "Contact": ""}
    log = make_log([ACME], [MET, second, blank])
    assert verdicts(log, "proper_contact", "2026-03-10") == ["met", "met", "met"]


def test_messages_of_one_day_count_alike_in_any_order() -> None:
    beta = ACME | {"ID": "B", "Company": "Beta"}
    sent = {"Sent at": "2026-03-12", "To": "kim@agency.example"}
    rows = [sent | {"Application": "A"}, sent | {"Application": "A", "To": ""},
            sent | {"Application": "B"}]  # fmt: skip
    for order in itertools.permutations(rows):
        log = make_log([ACME, beta], follow_ups=list(order))
        found = verdicts(log, "not_too_often", "2026-03-20")
        assert Counter(found) == {"met": 1, "broken": 2}


def test_a_panel_is_known_of_from_its_first_invitation_on() -> None:
    ana = MET | {"Invited on": "2026-02-20"}
    cleo = MET | {"Invited on": "2026-02-26", "Interviewer": "Cleo Park"}
    log = make_log([ACME], [ana, cleo])
    found = [verdicts(log, "ask_next_steps", f"2026-02-{d}") for d in (19, 20, 26)]
    assert found == [[], ["pending"], ["pending"]]


def test_one_wait_that_ended_on_an_unknown_day_leaves_the_weeks_of_another_alone() -> None:
    # Beta goes on being waited for; Acme said no, on some day.
    beta = ACME | {"ID": "B", "Company": "Beta"}
    met = [MET | {"Application": "B"}, MET | {"Ended at": "2026-03-04 10:00"}]
    log = make_log([ACME | {"Status": "rejected"}, beta], met)
    assert verdicts(log, "keep_applying", "2026-03-17") == ["missed", "missed", "pending"]
    # Were it Acme alone, nobody would know, and this week would not be owed.
    alone = make_log([ACME | {"Status": "rejected"}, beta], met[1:])
    assert verdicts(alone, "keep_applying", "2026-03-20") == ["unknown", "unknown"]


def test_a_week_that_ended_before_the_search_did_is_not_owed() -> None:
    # Beta said no on Thursday 12 March: the second week has three days, and the search ends then.
    rejected = ACME | {"Status": "rejected", "Closed on": "2026-03-12"}
    hired = ACME | {"ID": "B", "Status": "accepted", "Closed on": "2026-03-12"}
    log = make_log([rejected, hired], [MET])
    assert verdicts(log, "keep_applying", "2026-03-30") == ["missed"]


def test_rounds_that_end_at_one_moment_are_told_apart_by_name() -> None:
    first = MET | {"Ended at": "2026-03-02", "Decision expected on": "2026-03-06"}
    panel = MET | {"Ended at": "2026-03-02", "Round": "Panel"}
    application = ACME | {"Decision expected on": "2026-03-10"}
    for rows in ([first, panel], [panel, first]):
        log = make_log([application], rows)
        assert verdicts(log, "ask_next_steps", "2026-03-05") == ["met", "met"]
        assert waits(log) == [
            "03-02 to 03-02 employer; 03-06, 03-09 to 03-16",
            "03-02 to; 03-10, 03-13 to 03-20",
        ]


@pytest.mark.parametrize("seed", SEEDS)
def test_waits_follow_the_definitions(seed: int) -> None:
    _, log, looks = random_looks(seed)
    names = log.applications["application"].tolist()
    for as_of, world in looks:
        found = Counter(
            (
                names[w.position],
                f"{w.started_on:%Y-%m-%d}",
                "" if pd.isna(w.ended_on) else f"{w.ended_on:%Y-%m-%d}",
                w.ended_by,
                w.is_undated_end,
                f"{w.expected_on:%Y-%m-%d} {w.opens_on:%Y-%m-%d} {w.closes_on:%Y-%m-%d}",
            )
            for w in waiting_periods(log, as_of=as_of).itertuples()
        )
        assert found == Counter(
            (
                w.application,
                str(w.start),
                str(w.end or ""),
                w.ended_by,
                w.is_undated_end,
                f"{w.expected} {w.opens} {w.closes}",
            )
            for w in world.waits
        ), as_of


@pytest.mark.parametrize("seed", SEEDS)
def test_obligations_follow_the_definitions(seed: int) -> None:
    _, log, looks = random_looks(seed)

    def stamp(value: Any) -> pd.Timestamp | None:
        return None if value is None or pd.isna(value) else pd.Timestamp(value)

    for as_of, world in looks:
        owed = obligations(log, as_of=as_of)
        found = Counter(
            (
                r.rule,
                None if pd.isna(r.application) else r.application,
                None if r.rule not in PEOPLE or pd.isna(r.interviewer) else r.interviewer,
                *map(stamp, (r.opens_at, r.due_by, r.done_at)),
                r.verdict,
                r.tier,
            )
            for r in owed.itertuples()
        )
        expected = Counter(
            (
                o.rule,
                o.application,
                o.interviewer if o.rule in PEOPLE else None,
                *map(stamp, (o.opens, o.due, o.done)),
                o.verdict,
                o.tier,
            )
            for o in world.obligations()
        )
        assert found == expected, as_of
