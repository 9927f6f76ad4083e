"""What changed within some days: by hand, by definition, and what always holds."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest

import jobsearch as js
from jobsearch.schema import EVENTS
from logs import make_log
from oracle import SEEDS, random_sheets

FIGURES = [
    "applications sent",
    "answers",
    "interviews held",
    "open applications",
    "open at interview or later",
    "stale applications",
    "median response time",
    "heard back within 30 days",
    "good news within 30 days",
    "everyone thanked in time",
    "followed up in the window",
    "effective number of employers",
]
SMALL = make_log(
    applications=[
        {"ID": "a", "Company": "Acme", "Role": "Analyst", "Applied on": "2026-03-01",
         "Response on": "2026-03-11", "Response": "invitation"},
        {"ID": "b", "Company": "Bolt", "Applied on": "2026-03-02", "Response on": "2026-03-12",
         "Response": "rejection", "Status": "rejected", "Closed on": "2026-03-12"},
        {"ID": "c", "Company": "Corn", "Applied on": "2026-03-12"},
    ],
    interviews=[
        {"Application": "a", "Invited on": "2026-03-11", "Ended at": "2026-03-13 15:00",
         "Interviewer": name, "Contact": f"{name}@acme.example", "Thanked at": "2026-03-13 16:30",
         "Thanked by": "e-mail"}
        for name in ("ann", "ben")
    ],
)  # fmt: skip


def test_compare_with_earlier_by_hand() -> None:
    table = js.compare_with_earlier(SMALL, as_of="2026-03-14")
    assert table.index.tolist() == FIGURES
    assert table["unit"].tolist() == ["", "", "", "", "", "", "days", *["share"] * 4, ""]
    found = table[["then", "now", "change"]].to_dict("index")
    for figure, then, now in [
        ("applications sent", 2, 3),
        ("answers", 0, 2),
        ("interviews held", 0, 1),
        ("open applications", 2, 2),
        ("open at interview or later", 0, 1),
        ("stale applications", 0, 0),
        ("effective number of employers", 2, 2),
    ]:
        assert found[figure] == {"then": then, "now": now, "change": now - then}, figure
    # On the 7th nobody had answered, on the 14th two of the three had, both after ten days.
    assert found["median response time"] == {"then": np.inf, "now": 10, "change": -np.inf}
    thanked = found["everyone thanked in time"]
    assert thanked["now"] == 1
    assert np.isnan([thanked["then"], thanked["change"]]).all()


def test_recent_events_by_hand() -> None:
    table = js.recent_events(SMALL, as_of="2026-03-14")
    said = zip(
        table["at"].astype(str).str[:16], table["what"], table["by"], table["company"], strict=True
    )
    # The invitation stands on two sheets, and the rejection, too; two people were thanked.
    assert list(said) == [
        ("2026-03-11 00:00", "invitation", "employer", "Acme"),
        ("2026-03-12 00:00", "rejection", "employer", "Bolt"),
        ("2026-03-12 00:00", "applied", "me", "Corn"),
        ("2026-03-13 15:00", "interview", "employer", "Acme"),
        ("2026-03-13 16:30", "thank_you", "me", "Acme"),
        ("2026-03-13 16:30", "thank_you", "me", "Acme"),
    ]
    assert table["role"].fillna("").tolist() == ["Analyst", "", "", "Analyst", "Analyst", "Analyst"]


def test_the_bounds_of_the_week() -> None:
    # Seven days end on the 14th: the 8th to the 14th.
    log = make_log([{"ID": str(day), "Applied on": f"2026-03-{day:02}"} for day in (7, 8, 14, 15)])
    assert js.recent_events(log, as_of="2026-03-14")["application"].tolist() == ["8", "14"]
    assert js.recent_events(log, as_of="2026-03-14", days=1)["application"].tolist() == ["14"]
    sent = js.compare_with_earlier(log, as_of="2026-03-14", days=1).loc["applications sent"]
    assert sent[["then", "now", "change"]].tolist() == [2, 3, 1]


@pytest.mark.parametrize("measure", [js.compare_with_earlier, js.recent_events])
def test_no_time_at_all_is_refused(measure: object) -> None:
    with pytest.raises(ValueError) as error:
        measure(SMALL, as_of="2026-03-14", days=0)  # type: ignore[operator]
    assert str(error.value) == "days is 0; it has to be 1 or more."


@pytest.mark.parametrize("seed", SEEDS[:10])
def test_then_is_what_it_was_then(seed: int) -> None:
    log = random_sheets(random.Random(seed)).log()
    days = 1 + 3 * seed
    now = pd.Timestamp("2026-04-20")
    table = js.compare_with_earlier(log, as_of=now, days=days)
    before = js.compare_with_earlier(log, as_of=now - pd.Timedelta(days=days), days=days)
    pd.testing.assert_series_equal(table["then"], before["now"], check_names=False)


@pytest.mark.parametrize("seed", SEEDS[:10])
def test_now_is_what_the_scorecard_says(seed: int) -> None:
    log = random_sheets(random.Random(seed)).log()
    card = js.scorecard(log, as_of="2026-04-20")
    stages = card["breadth"]["by_stage"]
    now = js.compare_with_earlier(log, as_of="2026-04-20")["now"]
    expected = {
        "applications sent": card["funnel"]["applied"],
        "interviews held": card["log"]["interviews"],
        "open applications": card["breadth"]["open"],
        "open at interview or later": stages["interview"] + stages["offer"],
        "stale applications": len(card["stale"]),
        "median response time": card["response_times"]["median_days"],
        "heard back within 30 days": card["response_times"]["by_day"]["30"]["any"],
        "good news within 30 days": card["response_times"]["by_day"]["30"]["positive"],
        "everyone thanked in time": card["compliance"]["thank_everyone"]["rate"],
        "followed up in the window": card["compliance"]["follow_up"]["rate"],
        "effective number of employers": card["breadth"]["employers"]["effective_n1"],
    }
    found = {figure: None if not np.isfinite(value) else value for figure, value in now.items()}
    assert {figure: found[figure] for figure in expected} == pytest.approx(expected)


@pytest.mark.parametrize("seed", SEEDS[:10])
def test_recent_events_by_definition(seed: int) -> None:
    log = random_sheets(random.Random(seed)).log()
    days = 10 * (1 + seed)
    last = pd.Timestamp("2026-04-20 23:59:59.999999")
    facts = []
    for event in log.events.itertuples():
        if event.at is pd.NaT or not last - pd.Timedelta(days=days) < event.at <= last:
            continue
        day = (event.application, event.what, event.at.normalize())
        mine = event.what in ("thank_you", "follow_up")
        if mine or day not in [fact[:3] for fact in facts]:
            facts.append((*day, event.by, event.at if mine else None))
    table = js.recent_events(log, as_of="2026-04-20", days=days)
    assert table["at"].is_monotonic_increasing
    mine = table["what"].isin(["thank_you", "follow_up"])
    found = zip(
        table["application"], table["what"], table["at"].dt.normalize(), table["by"],
        table["at"].astype(object).where(mine, None), strict=True,
    )  # fmt: skip
    assert sorted(found, key=str) == sorted(facts, key=str)
    assert tuple(table["what"].cat.categories) == EVENTS


def test_an_empty_log_has_figures_and_no_events() -> None:
    log = make_log()
    table = js.compare_with_earlier(log, as_of="2026-03-14")
    assert table.loc[FIGURES[:6], ["then", "now", "change"]].eq(0).all(axis=None)
    assert table.loc[FIGURES[6:], "change"].isna().all()
    assert js.recent_events(log, as_of="2026-03-14").empty
