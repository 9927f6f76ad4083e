"""Shares and the largest sources: by hand, then by definition on random logs."""

from __future__ import annotations

from collections import Counter

import pytest

from jobsearch import breadth, flows
from logs import make_log
from oracle import SEEDS, random_looks

ROWS = [
    {"ID": str(n), "Company": company, "Source": source, "Applied on": "2026-03-02"}
    for n, (company, source) in enumerate(
        [("Acme", "board"), ("ACME ", "board"), ("Beta", "board"), ("Gamma", "fair"), ("", "")]
    )
]


def test_shares_by_hand() -> None:
    spread = breadth(make_log(ROWS), as_of="2026-03-10")
    # Of equals the first by name; an employer has the name that is written first.
    assert spread.loc["employers", "largest"][0] == ("Acme", 2)
    assert sorted(spread.loc["employers", "largest"][1:]) == [
        ("(blank)", 1), ("Beta", 1), ("Gamma", 1),
    ]  # fmt: skip
    assert spread.loc["sources", "largest"] == (("board", 3), ("(blank)", 1), ("fair", 1))
    assert spread.loc["industries", "largest"] == (("(blank)", 5),)


def test_the_other_sources_are_one() -> None:
    log = make_log(ROWS)
    cut = flows(log, as_of="2026-03-10", sources_at_most=1)
    assert dict(zip(cut["source"], cut["n"], strict=True)) == {"board": 3, "other (2 sources)": 2}
    assert cut.attrs == {"n_other": 2}
    # One source alone keeps its name.
    two = flows(log, as_of="2026-03-10", sources_at_most=2)
    assert set(two["source"]) == {"board", "fair", "(blank)"} and two.attrs == {"n_other": 0}
    with pytest.raises(ValueError) as error:
        flows(log, sources_at_most=0)
    assert str(error.value) == "sources_at_most is 0; it has to be 1 or more."


@pytest.mark.parametrize("seed", SEEDS)
def test_shares_against_their_definition(seed: int) -> None:
    _, log, looks = random_looks(seed)
    for as_of, world in looks:
        spread = breadth(log, as_of=as_of)
        chosen = [name for name, s in world.states.items() if s.is_open and s.is_sent]
        sizes = {
            "employers": Counter(world.employer(name) or "(blank)" for name in chosen),
            "sources": Counter(world.row_of[n].get("Source") or "(blank)" for n in chosen),
            "industries": Counter(world.row_of[n].get("Industry") or "(blank)" for n in chosen),
        }
        for of, counts in sizes.items():
            found = [n for _, n in spread.loc[of, "largest"]]
            assert found == sorted(counts.values(), reverse=True)[:8]
        for most in (1, 2, 3):
            table = flows(log, as_of=as_of)
            cut = flows(log, as_of=as_of, sources_at_most=most)
            assert cut["n"].sum() == table["n"].sum()
            assert cut["source"].nunique() <= most + 1
            assert not cut.duplicated(["source", "stage", "outcome"]).any()
            assert cut["n"].is_monotonic_decreasing
            for column in ("stage", "outcome"):
                assert (
                    cut.groupby(column, observed=False)["n"].sum().to_dict()
                    == table.groupby(column, observed=False)["n"].sum().to_dict()
                )
            assert cut.dtypes.to_dict() == table.dtypes.to_dict()


def test_columns_hold_in_an_empty_log() -> None:
    spread = breadth(make_log(), as_of="2026-05-01")
    assert spread["largest"].tolist() == [(), (), ()]
    table = flows(make_log(), as_of="2026-05-01", sources_at_most=8)
    assert table.dtypes.astype(str).to_dict() == {
        "source": "str", "stage": "category", "outcome": "category", "n": "int64",
    }  # fmt: skip
