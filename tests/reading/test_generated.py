"""Trackers made at random from a search that is known: the reading has to be that search."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import jobsearch as js
from corpus.cases import as_csv, as_xlsx, facts
from jobsearch.reading import Corrections, read_with_tables
from jobsearch.reading.vocabulary.cell_values import is_empty
from jobsearch.writing.adopt import adopt

HEADERS = {
    "company": ["Company", "company_name", "EMPLOYER", "Organisation", "Firma", "Entreprise"],
    "role": ["Role", "Job Title", "position", "Position-Name", "Stelle", "Puesto"],
    "applied": ["Date Applied", "applied_on", "APPLICATION DATE", "Date sent", "Beworben am"],
    "status": ["Status", "Current Status", "applicationStatus", "Outcome", "Estado"],
    "response": ["Response Date", "Date heard back", "first_reply_on", "Date de réponse"],
    "notes": ["Notes", "comments", "Bemerkungen"],
    "mine": ["Salary", "Priority", "Deadline", "Days since", "Easy apply?"],
}
ORDERS = {
    "iso": "%Y-%m-%d",
    "day first": "%d/%m/%Y",
    "month first": "%m/%d/%Y",
    "dots": "%d.%m.%Y",
    "named": "%d %b %Y",
    "native": "",
}
WORDS = {
    "rejection": ["Rejected", "denied", "Not selected", "Absage", "refusé", "rechazado"],
    "no_response": ["Ghosted", "no reply", "keine Antwort", "sans réponse"],
    "withdrawn": ["Withdrew", "not interested", "zurückgezogen"],
    "interview": ["Interviewing", "2nd round", "Vorstellungsgespräch", "entrevista"],
    "offer": ["Offer received", "Angebot"],
    "": ["", "Applied", "pending", "in Bearbeitung", "en attente"],
}
NAMES = st.text(st.characters(codec="utf-8", categories=("L",)), min_size=3, max_size=9).filter(
    lambda name: not is_empty(name)
)
FIRST = dt.date(2024, 1, 1)


@st.composite
def searches(draw: st.DrawFn) -> list[dict[str, Any]]:
    """What is known of some applications; one day at least fits one order only."""
    companies = draw(st.lists(NAMES, min_size=3, max_size=12, unique_by=lambda n: n.casefold()))
    rows = []
    for n, company in enumerate(companies):
        applied = FIRST + dt.timedelta(days=draw(st.integers(0, 300)))
        if n == 0:
            applied = applied.replace(day=28)
        kind = draw(st.sampled_from(sorted(WORDS)))
        answered = None
        if kind == "rejection" and draw(st.booleans()):
            answered = applied + dt.timedelta(days=draw(st.integers(0, 60)))
        rows.append({"company": company, "role": f"Job {n}", "applied": applied,
                     "status": kind, "response": answered})  # fmt: skip
    return rows


def expected(search: list[dict[str, Any]]) -> dict[str, list[str]]:
    known = {}
    for row in search:
        what = [f"applied {row['applied']}"]
        what += [f"response {row['response']}"] if row["response"] else []
        what += [row["status"]] if row["status"] else []
        known[f"{row['company']} / {row['role']}"] = sorted(what)
    return known


@st.composite
def trackers(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[list[object]], bool]:
    """A search, a table that tells it, and whether cells may be dates."""
    search = draw(searches())
    order = draw(st.sampled_from(sorted(ORDERS)))
    chosen = {name: draw(st.sampled_from(ways)) for name, ways in HEADERS.items()}
    columns = draw(st.permutations(sorted(chosen)))

    def cell(row: dict[str, Any], name: str) -> object:
        if name == "mine":
            return "x1"
        if name == "notes":
            return "a note, of 3 words"
        value = row[name]
        if name == "status":
            return draw(st.sampled_from(WORDS[value]))
        if isinstance(value, dt.date):
            return value.strftime(ORDERS[order]) if ORDERS[order] else value
        return "" if value is None else value

    table: list[list[object]] = draw(
        st.lists(st.sampled_from([[], ["My search"], ["", "of 2024"]]), max_size=3)
    )
    table = [list(row) for row in table]
    table.append([draw(st.sampled_from(["{}", " {}", "{} "])).format(chosen[c]) for c in columns])
    for row in search:
        if draw(st.integers(0, 5)) == 0:
            table.append([])
        table.append([cell(row, name) for name in columns])
    return search, table, order == "native"


@given(made=trackers())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.slow
def test_the_reading_is_the_search(
    made: tuple[list[dict[str, Any]], list[list[object]], bool], tmp_path: Any
) -> None:
    search, table, is_native = made
    path = tmp_path / ("log.xlsx" if is_native else "log.csv")
    path.write_bytes(as_xlsx(table) if is_native else as_csv(table).encode())
    found = read_with_tables(path, Corrections())
    assert facts(found.log) == expected(search)
    (reading, *_) = found.log.reading.tables
    assert (reading.n_rows, reading.n_read) == (len(search), len(search))
    out = tmp_path / "adopted.xlsx"
    out.unlink(missing_ok=True)
    adopt(found, out)
    again = js.read_log(out)
    assert facts(again) == facts(found.log)
    cards = [js.scorecard(log, as_of="2025-03-01") for log in (found.log, again)]
    for card in cards:
        del card["log"]["path"]
    assert cards[0] == cards[1]


@pytest.mark.parametrize("order", [True, False])
@given(searches())
@settings(max_examples=20, deadline=None)
@pytest.mark.slow
def test_one_order_a_column(order: bool, search: list[dict[str, Any]]) -> None:
    from jobsearch.reading import log_from_grids
    from jobsearch.reading.files.grid import Grid

    spelled = "%d/%m/%Y" if order else "%m/%d/%Y"
    rows = [[r["company"], r["role"], r["applied"].strftime(spelled)] for r in search]
    grid = Grid("log.csv", [["Company", "Role", "Applied"], *rows], {})
    log = log_from_grids([grid], path="log.csv")
    assert log.applications["applied_on"].dt.date.tolist() == [r["applied"] for r in search]
    assert log.reading.assumed == ()
