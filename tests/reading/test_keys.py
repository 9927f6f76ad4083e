"""Which application a row speaks of, which interview, which employer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cells import at
from logs import ACME, BOLT, MEETING, NAME_IT, facts, make_log, said


def test_the_key_of_an_application() -> None:
    log = make_log(
        [
            {"ID": "A-1", "Company": "Acme", "Role": "Dev"},
            {"Company": "Acme", "Role": "Dev"},
            {"Role": "Dev"},
            {"Company": "Acme", "Status": "saved"},
            {"Company": "Acme", "Role": "Dev"},
            {"ID": "A-1", "Company": "Bolt"},
            {"Role": "Dev"},
        ]
    )
    assert log.applications["application"].tolist() == [
        "A-1",
        "Acme / Dev",
        "Dev",
        "row 5",
        "Acme / Dev (row 6)",
        "A-1 (row 7)",
        "Dev (row 8)",
    ]
    assert said(log) == [
        (
            at("Applications![Role]6"),
            "Role",
            "Dev",
            'An earlier row has the company and role "Acme / Dev", too. This one is called '
            '"Acme / Dev (row 6)".',
        ),
        (
            at("Applications![ID]7"),
            "ID",
            "A-1",
            'An earlier row has the ID "A-1", too. This one is called "A-1 (row 7)".',
        ),
        (
            at("Applications![Role]8"),
            "Role",
            "Dev",
            'An earlier row has the role "Dev", too. This one is called "Dev (row 8)".',
        ),
    ]


def test_a_duplicate_id_names_no_application() -> None:
    log = make_log([ACME | {"ID": "A"}, BOLT | {"ID": "A"}], [MEETING | {"Application": "a"}])
    assert said(log)[1:] == [
        (
            at("Interviews![Application]2"),
            "Application",
            "a",
            f'"a" fits 2 applications ("A", "A (row 3)"). The row is not counted. {NAME_IT}',
        )
    ]
    named = make_log(
        [ACME | {"ID": "A"}, BOLT | {"ID": "A"}], [MEETING, MEETING | {"Application": "A (row 3)"}]
    )
    assert named.interviews["application"].tolist() == ["A", "A (row 3)"]


def test_company_and_role_of_two_applications_name_neither() -> None:
    twice = {"Company": "Acme", "Role": "Dev", "Applied on": "2025-01-01"}
    log = make_log([twice, twice], [MEETING | {"Application": "acme / DEV"}])
    assert said(log)[1:] == [
        (
            at("Interviews![Application]2"),
            "Application",
            "acme / DEV",
            '"acme / DEV" fits 2 applications ("Acme / Dev", "Acme / Dev (row 3)"). The row '
            f"is not counted. {NAME_IT}",
        )
    ]
    named = make_log(
        [twice | {"ID": "Acme / Dev"}, twice],
        [MEETING | {"Application": "Acme / Dev"}, MEETING | {"Application": "Acme / Dev (row 3)"}],
    )
    assert named.interviews["application"].tolist() == ["Acme / Dev", "Acme / Dev (row 3)"]


NAMES = st.sampled_from(["", "A", "a", "A (row 3)", "A (row 4)", "A / A", "row 3", "row 5"])


@given(st.lists(st.tuples(NAMES, NAMES, NAMES), max_size=6))
@settings(max_examples=15, deadline=None)
def test_keys_are_unique_whatever_people_write(cells: list[tuple[str, str, str]]) -> None:
    rows = [{"ID": i, "Company": c, "Role": r, "Applied on": "2025-01-01"} for i, c, r in cells]
    log = make_log(rows)
    assert log.applications["application"].is_unique
    assert len(log.applications) == len(cells)


def test_employers_are_case_folded_with_blanks_collapsed_and_never_fuzzy() -> None:
    names = ["Acme  GmbH", "ACME gmbh", " Acme GmbH ", "Acme", "Straße AG", "STRASSE AG", ""]
    log = make_log([{"ID": str(i), "Company": n, "Role": "Dev"} for i, n in enumerate(names)])
    employers = log.applications["employer"]
    assert employers.tolist()[:6] == ["acme gmbh"] * 3 + ["acme", "strasse ag", "strasse ag"]
    assert employers.isna().tolist() == [False] * 6 + [True]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("B-1", "B-1"),
        (" b-1 ", "B-1"),
        ("Acme", "Acme / Dev"),
        ("ACME  /  dev", "Acme / Dev"),
        ("Bolt / Ops", "B-1"),
        ("Bolt / Lab", "B-2"),
        ("Bolt", None),
        ("Ops", None),
        ("Acm", None),
        ("Dyne", None),
        ("row 5", "row 5"),
        ("Dyne / Lab", "Dyne / Lab"),
    ],
)
def test_how_other_sheets_name_an_application(written: str, key: str | None) -> None:
    log = make_log(
        [
            ACME,
            BOLT | {"ID": "B-1"},
            BOLT | {"ID": "B-2", "Role": "Lab"},
            {"Company": "Dyne", "Applied on": "2025-01-10"},
            {"Company": "Dyne", "Role": "Lab"},
        ],
        [MEETING | {"Application": written}],
    )
    assert log.interviews["application"].tolist() == ([] if key is None else [key])
    assert len(said(log)) == (key is None)


def test_an_interview_is_one_application_one_day_one_round() -> None:
    log = make_log(
        [ACME, BOLT],
        [
            MEETING | {"Round": "Panel"},
            MEETING | {"Round": "panel ", "Ended at": "2025-02-03 16:30", "Interviewer": "Bob"},
            MEETING | {"Round": "Lunch"},
            MEETING | {"Round": "Panel", "Ended at": "2025-02-04"},
            MEETING | {"Round": "Panel", "Application": "Bolt"},
            MEETING | {"Round": "Panel", "Ended at": ""},
        ],
    )
    assert log.interviews["interview"].tolist() == [
        "Acme / Dev · 2025-02-03 · panel",
        "Acme / Dev · 2025-02-03 · panel",
        "Acme / Dev · 2025-02-03 · lunch",
        "Acme / Dev · 2025-02-04 · panel",
        "Bolt / Ops · 2025-02-03 · panel",
        "Acme / Dev · no day · panel",
    ]
    held = [f for f in facts(log) if f[1] == "interview"]
    # The panel's end is the latest of its rows.
    assert ("Acme / Dev", "interview", "2025-02-03 16:30:00", "employer", "Interviews", 3) in held
    assert len(held) == 5
