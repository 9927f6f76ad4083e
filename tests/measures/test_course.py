"""The course of a search and its thank-yous: by hand, then by definition on random logs."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from jobsearch import (
    obligations,
    pipeline_history,
    thank_you_hours,
    weekly_activity,
)
from logs import make_log
from oracle import SEEDS, random_looks


def met(ended_at: str, interviewer: str = "Ana Ruiz", **cells: str) -> dict[str, str]:
    more = {name.replace("_", " ").capitalize(): text for name, text in cells.items()}
    return {"Application": "A", "Round": "First interview", "Ended at": ended_at,
            "Interviewer": interviewer, "Contact": "ana.ruiz@acme.example", **more}  # fmt: skip


ACME = {"ID": "A", "Company": "Acme", "Applied on": "2026-03-02", "Offered on": "2026-03-25"}


def test_a_course_by_hand() -> None:
    log = make_log([ACME], [met("2026-03-11 10:00"), met("2026-03-11 10:00", "Bo Lind")])
    course = pipeline_history(log, as_of="2026-03-27", with_events=True)
    assert course[course["interviews"] > 0].index.tolist() == [pd.Timestamp("2026-03-11")]
    assert course[course["offers"] > 0].index.tolist() == [pd.Timestamp("2026-03-25")]
    weeks = pipeline_history(log, as_of="2026-03-27", every="week", with_events=True)
    # The Sundays 8, 15, 22 and the last day, a Friday.
    assert weeks["interviews"].tolist() == [0, 1, 0, 0]
    assert weeks["offers"].tolist() == [0, 0, 0, 1]


def test_weeks_of_waiting_by_hand() -> None:
    log = make_log([ACME], [met("2026-03-11 10:00")])
    weeks = weekly_activity(log, as_of="2026-03-27")
    # From Wednesday the 11th to the day before the offer of Wednesday the 25th.
    assert weeks["waiting_days"].tolist() == [0, 5, 7, 2]
    # Without the offer it lasts, and the week is not over.
    log = make_log([{**ACME, "Offered on": ""}], [met("2026-03-11 10:00")])
    assert weekly_activity(log, as_of="2026-03-27")["waiting_days"].tolist() == [0, 5, 7, 5]


def test_hours_by_hand() -> None:
    people = [
        met("2026-03-11 10:00", "Ana Ruiz", Thanked_at="2026-03-11 10:30", Thanked_by="e-mail"),
        met("2026-03-11 10:00", "Bo Lind", Thanked_at="2026-03-12", Thanked_by="phone"),
        met("2026-03-11 10:00", "Cy Tran", Thanked_at="2026-03-11", Thanked_by="phone"),
        met("2026-03-11 10:00", "Di Moss"),
    ]
    hours = thank_you_hours(make_log([ACME], people), as_of="2026-03-27")
    assert hours["interviewer"].tolist() == ["Ana Ruiz", "Bo Lind", "Cy Tran", "Di Moss"]
    assert hours["hours_low"].fillna(-1).tolist() == [0.5, 14.0, 0.0, -1]
    assert hours["hours_high"].round(6).fillna(-1).tolist() == [0.5, 38.0, 14.0, -1]
    assert hours["verdict"].tolist() == ["met", "unknown", "met", "missed"]
    assert hours.attrs == {"best_within_hours": 1.0, "thank_you_within_hours": 24.0}


def test_hours_are_true_hours_where_the_zone_is_known() -> None:
    # In Berlin an hour is skipped in the night to 29 March.
    row = met("2026-03-28 20:00", Thanked_at="2026-03-29 20:30", Thanked_by="e-mail")
    for zone, hours in (("", 24.5), ("Europe/Berlin", 23.5)):
        log = make_log([{**ACME, "Offered on": ""}], [row], settings={"time zone": zone})
        table = thank_you_hours(log, as_of="2026-03-30")
        assert table["hours_low"].tolist() == table["hours_high"].tolist() == [hours]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_course_against_its_definition(seed: int) -> None:
    _, log, looks = random_looks(seed)
    for as_of, world in looks:
        held = [meeting.day for name in world.names for meeting in world.held(name)]
        offers = []
        for name in world.names:
            days = [f.at.date() for f in world.seen(name) if f.what == "offer" and f.at]
            offers += [min(days)] if days else []
        for every in ("day", "week"):
            course = pipeline_history(log, as_of=as_of, every=every, with_events=True)
            plain = pipeline_history(log, as_of=as_of, every=every)
            pd.testing.assert_frame_equal(course[plain.columns], plain)
            before = pd.Timestamp.min.date()
            for day, row in course.iterrows():
                today = day.date()
                assert row["interviews"] == sum(before < d <= today for d in held)
                assert row["offers"] == sum(before < d <= today for d in offers)
                before = today


@pytest.mark.parametrize("seed", SEEDS)
def test_weeks_of_waiting_against_their_definition(seed: int) -> None:
    _, log, looks = random_looks(seed)
    for as_of, world in looks:
        weeks = weekly_activity(log, as_of=as_of)
        spells = world.spells()
        for monday, n in weeks["waiting_days"].items():
            days = [monday.date() + timedelta(days=k) for k in range(7)]
            waited = [
                any(first <= day <= last for first, last in spells) and day <= world.today
                for day in days
            ]
            assert n == sum(waited)


@pytest.mark.parametrize("seed", SEEDS)
def test_hours_agree_with_the_verdicts(seed: int) -> None:
    _, log, looks = random_looks(seed)
    for as_of, _ in looks:
        hours = thank_you_hours(log, as_of=as_of)
        owed = obligations(log, as_of=as_of)
        rows = owed[(owed["rule"] == "thank_everyone").to_numpy()]
        assert hours["verdict"].tolist() == rows["verdict"].tolist()
        assert hours["hours_low"].isna().tolist() == hours["hours_high"].isna().tolist()
        limit = log.settings.thank_you_within_hours
        met_ = hours[(hours["verdict"] == "met").to_numpy()]
        late = hours[(hours["verdict"] == "late").to_numpy()]
        assert (met_["hours_high"] <= limit + 1e-6).all()
        assert (late["hours_low"] > limit - 1e-6).all()


def test_columns_hold_in_an_empty_log() -> None:
    hours = thank_you_hours(make_log(), as_of="2026-05-01")
    assert {name: str(kind) for name, kind in hours.dtypes.items()} == {
        "application": "str", "company": "str", "interviewer": "str",
        "ended_at": "datetime64[us]", "thanked_at": "datetime64[us]", "hours_low": "float64",
        "hours_high": "float64", "verdict": "category",
    }  # fmt: skip
    for found in (
        pipeline_history(make_log(), as_of="2026-05-01", with_events=True),
        weekly_activity(make_log(), as_of="2026-05-01"),
    ):
        assert len(found) == 0 and set(found.dtypes.astype(str)) == {"int64"}
