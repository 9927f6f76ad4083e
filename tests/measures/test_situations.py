"""The situations of situations.py, one by one, against `obligations` and `compliance`."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pandas as pd
import pytest

import jobsearch
from jobsearch.schema import RULES, VERDICTS
from logs import make_log
from situations import POSSIBLE, SITUATIONS, Row, Situation

NAMED = {situation.name: situation for situation in SITUATIONS}


@cache
def owed_under(name: str) -> pd.DataFrame:
    situation = NAMED[name]
    log = make_log(
        applications=[dict(row) for row in situation.applications],
        interviews=[dict(row) for row in situation.interviews],
        follow_ups=[dict(row) for row in situation.follow_ups],
        history=[dict(row) for row in situation.history],
        settings=dict(situation.settings),
    )
    return jobsearch.obligations(log, as_of=situation.as_of)


def owed_in(situation: Situation) -> pd.DataFrame:
    # Three tests look at each situation; a name stands for one.
    return owed_under(situation.name).copy()


def as_row(expected: str | Row) -> Row:
    return Row(expected) if isinstance(expected, str) else expected


def same_time(found: pd.Timestamp, expected: str) -> bool:
    # At exactly midnight the day is meant.
    return expected == "" or found == pd.Timestamp(expected)


def fits(found: pd.Series, expected: Row) -> bool:
    names = (found["interviewer"], found["company"], found["application"])
    return (
        found["verdict"] == expected.verdict
        and (expected.who == "" or expected.who in names)
        and (expected.tier == "" or found["tier"] == expected.tier)
        and same_time(found["opens_at"], expected.opens)
        and same_time(found["due_by"], expected.due)
        and same_time(found["done_at"], expected.done)
    )


def pairs_up(found: pd.DataFrame, expected: list[Row]) -> bool:
    # The rows that say most choose first; among few rows this finds a pairing if there is one.
    said = sorted(expected, key=lambda row: (row.who, row.opens, row.done, row.due), reverse=True)
    left = [row for _, row in found.iterrows()]
    for row in said:
        match = next((i for i, other in enumerate(left) if fits(other, row)), None)
        if match is None:
            return False
        del left[match]
    return not left


def report(situation: Situation, rule: str, found: pd.DataFrame, expected: list[Row]) -> str:
    columns = ["application", "interviewer", "verdict", "tier", "opens_at", "due_by", "done_at"]
    rows = found[columns].to_string(index=False) if len(found) else "no row"
    wanted = "\n".join(map(str, expected)) or "no row"
    doubt = f"\nin doubt: {situation.doubt}" if situation.doubt else ""
    return (
        f"{situation.name}, as of {situation.as_of}: {rule}\n"
        f"expected\n{wanted}\nfound\n{rows}{doubt}"
    )


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: s.name)
def test_the_verdicts_are_those_worked_out_by_hand(situation: Situation) -> None:
    owed = owed_in(situation)
    wrong = []
    for rule, verdicts in situation.expect.items():
        expected = [as_row(row) for row in verdicts]
        found = owed[owed["rule"] == rule]
        if not pairs_up(found, expected):
            wrong.append(report(situation, rule, found, expected))
    assert not wrong, "\n\n" + "\n\n".join(wrong)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: s.name)
def test_compliance_adds_up(situation: Situation) -> None:
    owed = owed_in(situation)
    table = jobsearch.compliance(owed)
    table = table.set_index("rule") if "rule" in table.columns else table
    counted = table.loc[:, list(VERDICTS)].sum(axis=1)
    for rule in RULES:
        assert counted.get(rule, 0) == (owed["rule"] == rule).sum(), rule
        if rule in table.index:
            done = table.loc[rule, ["met", "late", "missed", "broken"]].sum()
            rate = table.loc[rule, "rate"]
            # Nothing owed: no figure, not 100 %.
            assert pd.isna(rate) if done == 0 else rate == table.loc[rule, "met"] / done, rule


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: s.name)
def test_a_rule_gives_only_its_own_verdicts(situation: Situation) -> None:
    owed = owed_in(situation)
    given = set(zip(owed["rule"].astype(str), owed["verdict"].astype(str), strict=True))
    possible = {(rule, word) for rule, words in POSSIBLE.items() for word in words.split()}
    assert given <= possible


def test_every_verdict_that_a_rule_can_give_has_a_situation() -> None:
    shown = {
        (rule, as_row(row).verdict)
        for situation in SITUATIONS
        for rule, rows in situation.expect.items()
        for row in rows
    }
    assert shown == {(rule, word) for rule, words in POSSIBLE.items() for word in words.split()}
    assert {rule for rule, _ in shown} == set(RULES)
    assert {word for _, word in shown} == set(VERDICTS)


def test_there_are_enough_situations_and_each_has_its_own_name() -> None:
    assert len(SITUATIONS) >= 90
    twice = [name for name, n in Counter(s.name for s in SITUATIONS).items() if n > 1]
    assert twice == []
