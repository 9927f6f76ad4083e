"""Cells to dates: what is a date, which order a column has, and what is said of the rest."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobsearch.reading.vocabulary.dates import Dates, looks_like_date, parse_dates
from logs import make_log

WHEN = dt.datetime(2025, 3, 14, 15, 30)
A_DAY = "is not a date. Write it like 2026-03-14."
A_MOMENT = "is not a date and time. Write it like 2026-03-14 15:30."


def parse(*values: object, day_first: bool | None = None, moment: bool = False) -> Dates:
    return parse_dates(values, day_first=day_first, moment=moment)


def days(dates: Dates) -> list[str]:
    return ["" if np.isnat(at) else str(at.astype("datetime64[D]")) for at in dates.at]


# Cells that are dates.


def test_a_column_by_hand() -> None:
    dates = parse(dt.date(2025, 1, 5), "", WHEN, "2025-02-28", " 3/31/2025 ")
    assert days(dates) == ["2025-01-05", "", "2025-03-14", "2025-02-28", "2025-03-31"]
    assert dates.at.dtype == "datetime64[us]"
    assert (dates.wrong, dates.order, dates.assumed) == ({}, "month first", False)


def test_a_column_of_days_forgets_the_time_and_one_of_moments_keeps_it() -> None:
    for value in (WHEN, "2025-03-14 15:30", "2025-03-14T15:30:00", "14.3.2025 15:30"):
        assert parse(value).at[0] == np.datetime64("2025-03-14")
        assert parse(value, moment=True).at[0] == np.datetime64(WHEN)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-14 15:30",
        "2025/3/14 15:30",
        "2025.03.14 15:30:00",
        "2025-03-14T15:30",
        "2025-03-14T15:30:00.000",
        "3/14/2025 15:30",
        "3/14/25, 3:30 PM",
        "03-14-2025 3:30pm",
        "14.3.2025, 15:30",
        "14 Mar 2025 15:30",
        "14-Mar-2025 15:30",
        "14. March 2025 15:30",
        "Mar 14, 2025 15:30",
        "march 14 2025 3:30 p.m.",
    ],
)
def test_spellings_of_one_moment(text: str) -> None:
    dates = parse(text, moment=True)
    assert (dates.wrong, dates.at[0]) == ({}, np.datetime64(WHEN))
    assert looks_like_date(text)


def test_noon_and_midnight_on_a_twelve_hour_clock() -> None:
    dates = parse("3/14/2025 12:00 AM", "3/14/2025 12:00 PM", "3/14/2025 12:59 am", moment=True)
    assert dates.at.tolist() == [
        dt.datetime(2025, 3, 14),
        dt.datetime(2025, 3, 14, 12),
        dt.datetime(2025, 3, 14, 0, 59),
    ]


@pytest.mark.parametrize("empty", ["", " \xa0", "-", "–", "?", "n/a", "N/A", "NA", "null", "none"])
def test_empty_spelled_out_is_no_problem(empty: str) -> None:
    dates = parse(empty, "2025-03-14")
    assert (days(dates), dates.wrong) == (["", "2025-03-14"], {})


def test_an_empty_column() -> None:
    for dates in (parse(), parse(moment=True)):
        assert (len(dates.at), dates.wrong, dates.assumed) == (0, {}, False)


# Cells that are none.


@pytest.mark.parametrize(
    "text",
    [
        "last week",
        "2025",
        "Before 2025-01-24",
        "2025-02-30",
        "31/31/2025",
        "2025-03/14",
        "14 Foo 2025",
        "3/14/2025 3:30 XM",
        "3/14/2025 13:30 PM",
        "3/14/26 25:00",
        "=TODAY()",
    ],
)
def test_text_that_is_no_date_is_said_to_be_none(text: str) -> None:
    for moment, what in ((False, A_DAY), (True, A_MOMENT)):
        dates = parse("2025-01-01", text, moment=moment)
        assert days(dates) == ["2025-01-01", ""]
        assert dates.wrong == {1: f'"{text}" {what}'}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("8-Jul", "has no year."),
        ("14 Mar", "has no year."),
        ("14. März", "has no year."),
        ("July 8th", "has no year."),
        ("3/14", "has no year."),
        ("March 2025", "has no day of the month."),
        ("2025-03", "has no day of the month."),
        ("3/2025", "has no day of the month."),
        ("8/3/2019 and 9/9/2019", "names 2 days, not one."),
        ("2025-01-02 / 2025-01-03 / 2025-01-04", "names 3 days, not one."),
    ],
)
def test_what_keeps_a_text_from_naming_one_day_is_said(text: str, why: str) -> None:
    for moment, like in ((False, "2026-03-14"), (True, "2026-03-14 15:30")):
        dates = parse("2025-01-01", text, moment=moment)
        assert days(dates) == ["2025-01-01", ""]
        assert dates.wrong == {1: f'"{text}" {why} Write it like {like}.'}


SERIAL = "numbers are read as a spreadsheet's dates"
EPOCH = "numbers are read as seconds since 1970 (UTC)"


@pytest.mark.parametrize(
    ("cell", "day", "notes"),
    [
        (45000, "2023-03-15", (SERIAL,)),
        (45000.0, "2023-03-15", (SERIAL,)),
        ("45000", "2023-03-15", (SERIAL,)),
        ("1737676800", "2025-01-24", (EPOCH,)),
        (1737676800.0, "2025-01-24", (EPOCH,)),
        ("1737676800000", "2025-01-24", (EPOCH,)),
        ("20250124", "2025-01-24", ()),
        (20250124.0, "2025-01-24", ()),
    ],
)
def test_numbers_that_stand_for_days_and_what_is_said_of_them(
    cell: object, day: str, notes: tuple[str, ...]
) -> None:
    dates = parse(cell)
    assert (days(dates), dates.wrong, dates.notes) == ([day], {}, notes)


@pytest.mark.parametrize(
    "text",
    "2026-01-14|14 January 2026|14th of January, 2026|January 14th 2026|Jan 14 '26|14-Jan-26|"
    "14. Januar 2026|14 Jän 2026|14 janv. 2026|14 de enero de 2026|Wed, 14 Jan 2026|"
    "Mittwoch, 14.01.2026|mercredi 14 janvier 2026|14.1.26|2026/1/14|2026-Jan-14|"
    "2026年1月14日|2026-01-14T00:00:00Z|2026-01-14T00:00:00.000+02:00|(14 Jan 2026)|"
    "Wed Jan 14 2026".split("|"),
)
def test_one_day_in_many_spellings(text: str) -> None:
    dates = parse(text)
    assert (days(dates), dates.wrong, dates.order) == (["2026-01-14"], {}, "")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (5, "5"),
        (1.5, "1.5"),
        (0, "0"),
        (True, "True"),
        (False, "False"),
        (10**15, "1000000000000000"),
        (dt.time(0, 0), "00:00:00"),
        (dt.timedelta(hours=3), "3:00:00"),
    ],
)
def test_a_cell_of_another_type_is_no_date_whatever_stands_beside_it(
    cell: object, said: str
) -> None:
    for others in ([], [WHEN], ["2025-01-01"]):
        dates = parse(cell, *others)
        assert dates.wrong == {0: f'"{said}" {A_DAY}'}
        assert np.isnat(dates.at[0])


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (dt.date(205, 1, 1), "0205-01-01"),
        ("0205-01-01", "0205-01-01"),
        (dt.datetime(1899, 12, 31), "1899-12-31"),
        ("1/1/1989", "1989-01-01"),
        ("2090-01-01", "2090-01-01"),
        (dt.date(9999, 12, 31), "9999-12-31"),
    ],
)
def test_an_impossible_year(value: object, day: str) -> None:
    dates = parse(value, WHEN)
    assert dates.wrong == {0: f"{day} cannot be right: the year is not between 1990 and 2089."}
    assert days(dates) == ["", "2025-03-14"]
    assert days(parse("1990-01-01", "2089-12-31")) == ["1990-01-01", "2089-12-31"]


def test_a_long_text_is_shortened() -> None:
    assert parse("x" * 500).wrong == {0: f'"{"x" * 59}…" {A_DAY}'}


# The order of day and month: once per column.


def test_one_cell_decides_the_order_of_its_column() -> None:
    day_first = parse("01/12/2025", "02/03/2025", "13/01/2025")
    assert days(day_first) == ["2025-12-01", "2025-03-02", "2025-01-13"]
    assert (day_first.order, day_first.assumed) == ("day first", False)
    month_first = parse("01/12/2025", "02/03/2025", "01/13/2025")
    assert days(month_first) == ["2025-01-12", "2025-02-03", "2025-01-13"]
    assert (month_first.order, month_first.assumed) == ("month first", False)


def test_where_no_cell_decides_the_order_is_assumed_or_taken_from_the_settings() -> None:
    undecided = parse("01/12/2025", "02/03/2025")
    assert days(undecided) == ["2025-01-12", "2025-02-03"]
    assert (undecided.order, undecided.assumed) == ("month first", True)
    for day_first, order in ((True, "day first"), (False, "month first")):
        told = parse("01/12/2025", day_first=day_first)
        assert (told.order, told.assumed) == (order, False)
        assert days(told) == ["2025-12-01" if day_first else "2025-01-12"]


def test_what_the_cells_show_goes_before_the_settings() -> None:
    assert days(parse("01/12/2025", "01/13/2025", day_first=True)) == ["2025-01-12", "2025-01-13"]


def test_a_cell_that_contradicts_the_others_is_a_problem_and_not_turned_round() -> None:
    dates = parse("13/01/2025", "14/01/2025", "01/15/2025")
    assert dates.order == "day first"
    assert dates.wrong == {2: f'"01/15/2025" {A_DAY}'}


def test_iso_named_dotted_and_native_dates_leave_the_order_alone() -> None:
    dates = parse("2025-01-02", "2 Jan 2025", "02.01.2025", dt.date(2025, 1, 2))
    assert days(dates) == ["2025-01-02"] * 4
    assert (dates.order, dates.assumed) == ("", False)
    assert days(parse("02.01.2025", "01/13/2025")) == ["2025-01-02", "2025-01-13"]


def test_an_impossible_cell_is_no_evidence() -> None:
    dates = parse("30/02/2025", "01/02/2025")
    assert (dates.order, dates.assumed) == ("month first", True)
    assert dates.wrong == {0: f'"30/02/2025" {A_DAY}'}


def test_each_column_of_a_log_has_its_own_order_and_an_assumed_one_is_said() -> None:
    log = make_log(
        [
            {"Company": "A", "Applied on": "13/01/2025", "Response on": "01/02/2025"},
            {"Company": "B", "Applied on": "02/01/2025", "Response on": "03/04/2025"},
        ]
    )
    assert log.applications["applied_on"].dt.strftime("%m-%d").tolist() == ["01-13", "01-02"]
    assert log.applications["response_on"].dt.strftime("%m-%d").tolist() == ["02-01", "04-03"]
    assert log.reading.assumed == (
        'Applications: "Response on" is read day first, like the other dates of the sheet; no '
        "cell of its own settles it. Say --day-first or --month-first.",
    )
    open_log = make_log([{"Company": "A", "Applied on": "01/02/2025"}])
    assert open_log.applications["applied_on"].dt.strftime("%m-%d").tolist() == ["01-02"]
    assert open_log.reading.assumed == (
        'Applications: "Applied on" is read month first: no cell settles what "01/02/2025" means. '
        "Say --day-first or --month-first.",
    )
    told = make_log([{"Company": "A", "Applied on": "01/02/2025"}], settings={"day first": "yes"})
    assert told.applications["applied_on"].dt.strftime("%m-%d").tolist() == ["02-01"]
    assert told.reading.assumed == ()


# By definition: strptime on a known format.

FORMATS = (
    *("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m/%d/%y"),
    *("%Y-%m-%d", "%d.%m.%Y", "%d %b %Y", "%B %d, %Y"),
)
LOG_DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))


@given(st.lists(LOG_DAYS, max_size=20), st.sampled_from(FORMATS), st.integers(13, 28))
@pytest.mark.slow
def test_a_column_in_one_format_reads_as_strptime_reads_it(
    column: list[dt.date], form: str, decisive: int
) -> None:
    texts = [day.strftime(form) for day in [*column, dt.date(2025, 5, decisive)]]
    expected = [dt.datetime.strptime(text, form) for text in texts]
    dates = parse(*texts)
    assert dates.wrong == {}
    assert dates.at.tolist() == expected


@given(st.lists(st.one_of(LOG_DAYS, st.text(max_size=12), st.floats(), st.booleans()), max_size=8))
@pytest.mark.slow
def test_every_cell_is_a_date_blank_or_a_problem(column: list[object]) -> None:
    dates = parse(*column)
    for position, value in enumerate(column):
        is_date = not np.isnat(dates.at[position])
        assert not (is_date and position in dates.wrong)
        if isinstance(value, dt.date):
            assert is_date
        elif not isinstance(value, str):
            assert position in dates.wrong
