"""Days and moments as a person types them into a command or the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from jobsearch import LogError
from jobsearch.changes.parse_when import day_or_moment

NOON = dt.datetime(2026, 11, 20, 9, 5)
NO_DATE = '"{}" is not a date for the answer. Nothing was written. Write it like 2026-03-14.'
EITHER = '"{}" for the answer may be {}. Nothing was written. Write it like 2026-03-14.'
ZONE = '"{}" has a time zone. Nothing was written. Give the local time without one.'


@pytest.fixture(autouse=True)
def on_20_november(set_clock: Callable[[dt.datetime], None]) -> None:
    set_clock(dt.datetime(2026, 11, 20, 16, 2))


@pytest.mark.parametrize(
    "said",
    [
        "2026-11-20 09:05", "2026-11-20 9:05", "2026-11-20T09:05:31", "20.11.2026 9:05",
        "20-11-2026 9:05", "11/20/2026 9:05 am", "20 Nov 2026, 9:05", "November 20, 2026 09:05",
        "Fri, 20 Nov 26 9:05", "20. November 2026 9:05 Uhr", "9:05", "today 9:05", "Today, 09:05",
    ],
)  # fmt: skip
def test_a_moment_in_every_spelling_that_leaves_no_doubt(said: str) -> None:
    assert day_or_moment(f" {said} ", "the answer", with_time=True) == NOON


def test_a_day_is_a_day_with_or_without_its_time() -> None:
    for said in ("2026-11-20", "20.11.2026 9:05", "20 Nov 2026", "today", "20/11/26"):
        assert day_or_moment(said, "the answer", with_time=False) == dt.date(2026, 11, 20)
    assert day_or_moment("20.11.2026", "the answer", with_time=True) == dt.date(2026, 11, 20)
    assert day_or_moment("yesterday", "the answer", with_time=True) == dt.date(2026, 11, 19)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("20 Nov", NO_DATE),
        ("9:05", NO_DATE),
        ("31.2.2026", NO_DATE),
        ("2026-11-20 25:00", NO_DATE),
        ("20 or 21 Nov 2026", NO_DATE),
        ("", NO_DATE),
        ("5/11/2026", EITHER.format("{}", "5 Nov or 11 May")),
        ("5-11-26 9:05", EITHER.format("{}", "5 Nov or 11 May")),
        ("2026-11-20T09:05+01:00", ZONE),
        ("20 Nov 2026 9:05 UTC", ZONE),
    ],
)
def test_what_leaves_a_doubt_is_refused(said: str, why: str) -> None:
    with pytest.raises(LogError) as error:
        day_or_moment(said, "the answer", with_time=False)
    assert str(error.value) == why.format(said)
