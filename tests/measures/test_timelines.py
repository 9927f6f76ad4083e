"""Timelines: the marks of one application by hand, then all by definition on random logs."""

from __future__ import annotations

import pandas as pd
import pytest

from jobsearch import agenda, obligations, stale_applications, timelines
from logs import make_log
from oracle import SEEDS, random_looks

ACME = {"ID": "A", "Company": "Acme", "Role": "Analyst", "Applied on": "2026-03-02"}
MET = {"Application": "A", "Round": "First interview", "Invited on": "2026-03-06",
       "Ended at": "2026-03-11 10:00", "Interviewer": "Ana Ruiz",
       "Contact": "ana.ruiz@acme.example", "Thanked at": "2026-03-11 11:00",
       "Thanked by": "e-mail", "Decision expected on": "2026-03-20"}  # fmt: skip
AHEAD = {"Application": "A", "Round": "Final", "Ended at": "2026-04-02 10:00"}
SENT = {"Application": "A", "Sent at": "2026-03-24 09:00", "To": "ana.ruiz@acme.example"}


def test_a_line_by_hand() -> None:
    table = timelines(make_log([ACME], [MET], [SENT]), as_of="2026-03-25")
    assert [(w, str(at)[:16]) for w, at in zip(table["what"], table["at"], strict=True)] == [
        ("applied", "2026-03-02 00:00"),
        ("response", "2026-03-06 00:00"),
        ("silent_since", "2026-03-11 00:00"),
        ("interview", "2026-03-11 10:00"),
        ("thank_you", "2026-03-11 11:00"),
        ("expected", "2026-03-20 00:00"),
        ("follow_up", "2026-03-24 09:00"),
    ]
    assert set(table["rank"]) == {0} and set(table["company"]) == {"Acme"}
    assert table.attrs == {
        "as_of": pd.Timestamp("2026-03-25 23:59:59.999999"),
        "n_open": 1,
        "n_stale": 0,
        "n_left_out": 0,
    }


def test_an_interview_ahead_is_one_mark_and_known_from_its_invitation() -> None:
    panel = [{**AHEAD, "Interviewer": who, "Invited on": "2026-03-26"} for who in ("Bo", "Cy")]
    log = make_log([ACME], panel)
    for as_of, n in (("2026-03-25", 0), ("2026-03-26", 1), ("2026-04-02", 0)):
        table = timelines(log, as_of=as_of)
        assert (table["what"] == "planned").sum() == n


def test_a_day_long_gone_is_not_expected() -> None:
    row = {**ACME, "Decision expected on": "2026-03-08"}
    assert "expected" in set(timelines(make_log([row]), as_of="2026-03-25")["what"])
    answered = {**row, "Response on": "2026-03-12", "Response": "invitation"}
    assert "expected" not in set(timelines(make_log([answered]), as_of="2026-03-25")["what"])


def test_the_most_urgent_are_kept() -> None:
    rows = [
        {"ID": f"B{n}", "Company": f"Beta {n}", "Applied on": f"2026-03-{n + 1:02}"}
        for n in range(20)
    ]
    log = make_log([*rows, ACME], [MET])
    table = timelines(log, as_of="2026-03-29", applications_at_most=3)
    # The follow-up first; then by stage and silence.
    assert table.drop_duplicates("rank")["application"].tolist() == ["A", "B0", "B1"]
    assert table["to_do"].iloc[0] == "follow_up"
    assert table.attrs["n_open"] == 21 and table.attrs["n_left_out"] == 18
    with pytest.raises(ValueError) as error:
        timelines(log, as_of="2026-03-29", applications_at_most=0)
    assert str(error.value) == "applications_at_most is 0; it has to be positive."


@pytest.mark.parametrize("seed", SEEDS)
def test_lines_against_their_definition(seed: int) -> None:
    _, log, looks = random_looks(seed)
    for as_of, world in looks:
        table = timelines(log, as_of=as_of, applications_at_most=1000)
        is_open = {name for name, s in world.states.items() if s.is_open}
        assert set(table["application"]) == is_open
        assert table.attrs["n_open"] == len(is_open) == table["rank"].max() + 1 if len(
            table
        ) else not is_open  # fmt: skip
        assert table["rank"].is_monotonic_increasing
        stale = stale_applications(log, as_of=as_of)
        flagged = table.drop_duplicates("rank").set_index("application")["is_stale"]
        assert set(flagged[flagged].index) == set(stale["application"])
        errands = agenda(obligations(log, as_of=as_of), stale=stale)
        first = errands[errands["do"] != "wait"].drop_duplicates("application")
        order = [name for name in first["application"].dropna() if name in is_open]
        shown = table.drop_duplicates("rank")["application"].tolist()
        assert shown[: len(order)] == order
        for name in is_open:
            mine = table[(table["application"] == name).to_numpy()]
            state, facts = world.states[name], world.seen(name)

            def dated(what: str, rows: pd.DataFrame = mine) -> list[object]:
                return [at.date() for at in rows.loc[(rows["what"] == what).to_numpy(), "at"]]

            assert dated("applied") == ([state.applied_on] if state.applied_on else [])
            assert dated("response") == ([state.responded_on] if state.responded_on else [])
            offers = {f.at.date() for f in facts if f.what == "offer" and f.at}
            assert set(dated("offer")) == offers
            held = {m.day for m in world.held(name)}
            assert set(dated("interview")) == held
            since = state.last_word_on or (None if state.is_answered else state.applied_on)
            silent = mine.loc[(mine["what"] == "silent_since").to_numpy(), "at"]
            assert len(silent) == 1
            assert silent.isna().all() if since is None else dated("silent_since") == [since]


def test_columns_hold_in_an_empty_log() -> None:
    table = timelines(make_log(), as_of="2026-05-01")
    assert table.dtypes.astype(str).to_dict() == {
        "rank": "int64", "application": "str", "company": "str", "role": "str",
        "stage": "category", "what": "category", "at": "datetime64[us]", "is_stale": "bool",
        "to_do": "str",
    }  # fmt: skip
