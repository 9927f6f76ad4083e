"""Interviews that lie ahead, as trackers have them: in the status, with or without their day."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobsearch import read_log
from jobsearch.measures.application_states import states
from jobsearch.measures.scorecard import full_scorecard

HEADER = "Company,Date applied,Status,1st Interview\n"
FUNNEL = {"applied": 3, "screening": 1, "interview": 1, "offer": 0}


def tracker(path: Path, *lines: str) -> Path:
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines))
    return path


@pytest.mark.parametrize("day", ["2026-11-30", ""])
def test_a_planned_interview_has_the_stage_of_its_status(tmp_path: Path, day: str) -> None:
    log = read_log(
        tracker(
            tmp_path / "tracker.csv",
            f"Acme,2026-10-05,interview scheduled,{day}",
            "Bolt,2026-10-06,applied,",
            "Crane,2026-10-07,applied,",
        )
    )
    # By hand: the last logged day is 7 October, and an invitation is a word from the employer.
    now = states(log, as_of="2026-11-01").iloc[0]
    assert (now["stage"], now["is_answered"], now["event"]) == ("interview", True, "positive")
    card = full_scorecard(log, as_of="2026-11-01")
    assert card["funnel"] == FUNNEL
    assert card["beside"]["naive"]["n_responses"] == 1
    assert card["response_times"]["n_left_out"] == 1
    # Before that day an undated fact is not seen: neither stage nor answer.
    then = states(log, as_of="2026-10-06").iloc[0]
    assert (then["stage"], then["is_answered"], then["event"]) == ("applied", False, "none")
    # Once it was held, its day is the first word that has one.
    later = states(log, as_of="2026-12-05").iloc[0]
    assert (later["stage"], later["is_answered"]) == ("interview", True)
    assert str(later["responded_on"])[:10] == (day or "NaT")
    assert full_scorecard(log, as_of="2026-12-05")["funnel"] == FUNNEL


def test_a_day_by_the_last_logged_one_says_all(tmp_path: Path) -> None:
    log = read_log(
        tracker(
            tmp_path / "tracker.csv",
            "Acme,2026-01-05,interviewed,2026-01-12",
            "Bolt,2026-02-05,applied,",
        )
    )
    held = log.events[log.events["what"] == "interview"]
    assert held["at"].astype(str).tolist() == ["2026-01-12"]
    # Replayed to the day before it: invited, nobody knows when, and not met yet.
    before = states(log, as_of="2026-01-11").iloc[0]
    assert (before["stage"], before["is_answered"]) == ("applied", False)
