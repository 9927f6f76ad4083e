"""Changes to trackers with other columns than ours: dated statuses, no kind of an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

import jobsearch as js

changes = js.changes
SEVERAL = "Company,Status 1,Status 1 Date,Status 2,Status 2 Date\nAcme,applied,2026-09-01,"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tracker.csv"


def dated(path: Path) -> dict[str, str]:
    events = js.read_log(path).events
    return dict(zip(events["what"], events["at"].dt.strftime("%Y-%m-%d"), strict=True))


def test_the_day_of_a_status_is_written_beside_it(path: Path) -> None:
    head = "Company,Applied Date,Status,Status Date\n"
    path.write_text(f"{head}Acme,2026-09-01,APPLIED,2026-09-01\n")
    plan = changes.heard(js.read_log(path), "Acme", "rejection", on="2026-11-03")
    assert plan.table.values.tolist() == [
        ["tracker.csv", "C2", "Status", "APPLIED", "rejected"],
        ["tracker.csv", "D2", "Status Date", "2026-09-01", "2026-11-03"],
    ]
    assert plan.doubts == ()
    changes.apply(plan)
    assert dated(path) == {"applied": "2026-09-01", "rejection": "2026-11-03"}
    changes.apply(changes.applied(js.read_log(path), "Bolt", on="2026-11-04"))
    assert path.read_text() == (
        f"{head}Acme,2026-09-01,rejected,2026-11-03\nBolt,2026-11-04,APPLIED,2026-11-04\n"
        .replace("APPLIED", "applied")
    )  # fmt: skip


def test_of_several_statuses_the_next_one_is_filled_in(path: Path) -> None:
    path.write_text(f"{SEVERAL},\n")
    changes.apply(changes.closed(js.read_log(path), "Acme", "withdrawn", on="2026-11-03"))
    assert path.read_text() == f"{SEVERAL}withdrawn,2026-11-03\n"
    assert dated(path) == {"applied": "2026-09-01", "withdrawn": "2026-11-03"}


def test_where_every_status_is_filled_in_nothing_is_written(path: Path) -> None:
    path.write_text(f"{SEVERAL}interview,2026-09-20\n")
    with pytest.raises(js.LogError) as error:
        changes.closed(js.read_log(path), "Acme", on="2026-11-03")
    assert str(error.value) == (
        'tracker.csv!D2: every status column of this row is filled, up to "Status 2". Nothing was '
        "written. Add one more, with its date, and repeat."
    )  # fmt: skip


def test_an_offer_without_a_column_that_could_say_so_names_the_column(path: Path) -> None:
    path.write_text("Company,Applied,Interview,Offer\nAcme,yes,no,no\nBolt,yes,yes,no\n")
    with pytest.raises(changes.MissingColumn) as error:
        changes.heard(js.read_log(path), "Acme", "offer", on="2026-11-03")
    assert str(error.value) == (
        'The sheet tracker.csv of tracker.csv has no column "Status", which this needs.'
    )


def test_an_invitation_without_a_column_for_it_is_doubtful_and_the_column_can_be_added(
    path: Path,
) -> None:
    path.write_text("Company,Date applied,Status,Response date\nAcme,2026-09-01,applied,\n")
    log = js.read_log(path)
    plan = changes.heard(log, "Acme", "invitation", on="2026-11-03")
    assert plan.doubts == (
        changes.Doubt(
            changes.DoubtCode.MISSING_COLUMN,
            'The sheet tracker.csv has no column "Response" to say that it was an invitation.',
        ),
    )
    changes.apply(changes.heard(log, "Acme", "invitation", on="2026-11-03", add=True))
    assert path.read_text() == (
        "Company,Date applied,Status,Response date,Response\n"
        "Acme,2026-09-01,applied,2026-11-03,invitation\n"
    )


def test_a_header_of_a_sign_alone_is_no_status(path: Path) -> None:
    path.write_text("?,Company,Date applied,Status,Date\n1,Acme,2026-09-01,applied,x\n")
    plan = changes.closed(js.read_log(path), "Acme", on="2026-11-03", add=True)
    assert plan.table["cell"].tolist() == ["D2", "F1", "F2"]
