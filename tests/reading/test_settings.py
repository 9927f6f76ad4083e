"""The Settings sheet and `with_settings`: what is read, what is refused, and what then holds."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from jobsearch import Log, LogError
from jobsearch.reading import log_from_grids
from jobsearch.reading.files.grid import Grid
from jobsearch.schema import APPLICATIONS, SETTINGS_SHEET
from jobsearch.settings import Settings, setting_fields, sheet_name
from logs import grid, make_log

WHOLE = "a whole number from 1"
DAYS = "a whole number of days from 0 to 3650"
DAY = "a date like 2026-03-14"


def problems(log: Log) -> list[tuple[str, ...]]:
    return [tuple(row) for row in log.problems.drop(columns="code").itertuples(index=False)]


def log_of(*pairs: tuple[object, object]) -> Log:
    """A log with these lines on its Settings sheet, from row 2."""
    rows = [["Setting", "Value", "What it means"], *[[*pair, ""] for pair in pairs]]
    return log_from_grids(
        [grid(APPLICATIONS, []), Grid("Settings", rows, {})],
        path="log.xlsx",
    )


# What is read.


def test_without_the_sheet_and_with_an_empty_one_the_defaults_hold() -> None:
    bare = log_from_grids([grid(APPLICATIONS, [])], path="log.xlsx")
    assert bare.settings == make_log().settings == Settings()
    assert problems(bare) == problems(make_log()) == []


def test_the_defaults_are_those_of_the_definitions() -> None:
    defaults = {sheet_name(f): getattr(Settings(), name) for name, f in setting_fields().items()}
    assert defaults == {
        "as of": None,
        "time zone": None,
        "own addresses": (),
        "day first": None,
        "thank-you within hours": 24,
        "best within hours": 1,
        "note words at most": 200,
        "expected after days": 7,
        "follow up after days": 3,
        "follow up until days": 10,
        "follow-ups per wait": 1,
        "days between messages": 7,
        "move on after days": 14,
        "applications per week": 1,
        "count business days": False,
        "minimum at risk": 10,
        "stale after days": 30,
        "stale tail": 0.1,
        "reference applications": 40,
        "fresh applications": 5,
        "fresh within days": 14,
    }


READ = [
    ("as of", "2025-03-14", pd.Timestamp("2025-03-14")),
    ("as of", "2025-03-14 15:30", pd.Timestamp("2025-03-14 15:30")),
    ("as of", pd.Timestamp("2025-03-14 15:30"), pd.Timestamp("2025-03-14 15:30")),
    ("as of", pd.Timestamp("2025-03-14").date(), pd.Timestamp("2025-03-14")),
    ("time zone", " Europe/Berlin ", "Europe/Berlin"),
    ("own addresses", "Me@Home.example; me@work.example", ("me@home.example", "me@work.example")),
    ("day first", "yes", True),
    ("day first", False, False),
    ("count business days", "Y", True),
    ("count business days", 1.0, True),
    ("count business days", "no", False),
    ("thank-you within hours", 36.0, 36.0),
    ("thank-you within hours", "1,5", 1.5),
    ("best within hours", "0.5", 0.5),
    ("note words at most", 150.0, 150),
    ("expected after days", 0, 0),
    ("follow up after days", "5", 5),
    ("stale tail", "5 %", 0.05),
    ("stale tail", 0.1, 0.1),
    ("reference applications", 0, 0),
    ("minimum at risk", "20", 20),
]


@pytest.mark.parametrize(("name", "value", "expected"), READ)
def test_a_setting_is_read_from_the_sheet_and_from_python(
    name: str, value: object, expected: object
) -> None:
    python = next(n for n, f in setting_fields().items() if sheet_name(f) == name)
    log = log_of((name, value))
    assert problems(log) == []
    assert getattr(log.settings, python) == expected
    assert type(getattr(log.settings, python)) is type(expected)
    rest = dataclasses.replace(log.settings, **{python: getattr(Settings(), python)})
    assert rest == Settings()
    if python != "day_first":
        assert getattr(make_log().with_settings(**{python: value}).settings, python) == expected


@pytest.mark.parametrize("name", ["Note-Words at most", "NOTE WORDS AT MOST", "note_words_at_most"])
def test_case_dashes_and_blanks_do_not_matter(name: str) -> None:
    assert log_of((name, 99)).settings.note_words_at_most == 99


def test_an_empty_value_and_a_line_of_the_users_own_below_are_no_problem() -> None:
    log = log_of(("stale after days", ""), ("stale after days", "n/a"), ("", "a remark"))
    assert (log.settings, problems(log)) == (Settings(), [])


# What is refused: the whole message, and the default holds.

REFUSED = [
    ("as of", "tomorrow", DAY),
    ("as of", "0205-01-01", DAY),
    ("as of", "2025-03-14T15:30+02:00", DAY),
    ("as of", 45000.0, DAY),
    ("time zone", "Europe", "a time zone like Europe/Berlin"),
    ("time zone", "../etc/passwd", "a time zone like Europe/Berlin"),
    ("time zone", "Mars/Olympus", "a time zone like Europe/Berlin"),
    ("own addresses", "me at home", "e-mail addresses with commas between them"),
    ("own addresses", "a@b.example c@d.example", "e-mail addresses with commas between them"),
    ("day first", "perhaps", "yes or no"),
    ("count business days", 2.0, "yes or no"),
    ("thank-you within hours", 0.0, "a number of hours above 0"),
    ("thank-you within hours", "a day", "a number of hours above 0"),
    ("best within hours", "inf", "a number of hours above 0"),
    ("best within hours", True, "a number of hours above 0"),
    ("note words at most", 0.0, WHOLE),
    ("note words at most", 1.5, WHOLE),
    ("follow-ups per wait", True, WHOLE),
    ("minimum at risk", "1e99", WHOLE),
    ("expected after days", -1.0, DAYS),
    ("stale after days", "99999", DAYS),
    ("days between messages", "NaN", DAYS),
    ("move on after days", pd.Timestamp("2025-01-01"), DAYS),
    ("stale tail", 5.0, "a chance between 0 and 1"),
    ("stale tail", "0 %", "a chance between 0 and 1"),
    ("reference applications", -1.0, "a whole number from 0"),
]


@pytest.mark.parametrize(("name", "value", "takes"), REFUSED)
def test_an_impossible_value(name: str, value: object, takes: str) -> None:
    said = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    log = log_of((name, value))
    problem = f'"{name}" cannot be "{said}". Write {takes}. The default is used.'
    assert problems(log) == [("Settings", "B2", "Value", said, problem)]
    assert log.settings == Settings()

    python = next(n for n, f in setting_fields().items() if sheet_name(f) == name)
    if python == "day_first":
        return
    with pytest.raises(LogError) as error:
        make_log().with_settings(**{python: value})
    assert str(error.value) == f'{python} cannot be "{said}". Give {takes}.'


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("thank you within hour", ' Did you mean "thank-you within hours"?'),
        ("Stale after", ' Did you mean "stale after days"?'),
        ("follow ups a wait", ' Did you mean "follow-ups per wait"?'),
        ("favourite colour", ""),
        (12.0, ""),
    ],
)
def test_an_unknown_setting_with_the_nearest_name(name: object, near: str) -> None:
    log = log_of(("minimum at risk", 5), (name, 3))
    said = "12" if name == 12.0 else str(name)
    problem = f'"{said}" is not a setting.{near}'
    assert problems(log) == [("Settings", "A3", "Setting", said, problem)]
    assert log.settings == Settings(minimum_at_risk=5)


def test_a_setting_of_an_earlier_version() -> None:
    log = log_of(("minimum at risk", 5), ("stale below chance", 0.05))
    problem = '"stale below chance" is no longer a setting. Use "stale tail" instead.'
    assert problems(log) == [("Settings", "A3", "Setting", "stale below chance", problem)]
    assert log.settings == Settings(minimum_at_risk=5)
    # The empty row that `jobsearch init` wrote is nobody's doing.
    assert problems(log_of(("stale below chance", ""))) == []


def test_a_window_that_ends_before_it_opens() -> None:
    log = log_of(("follow up after days", 12), ("follow up until days", 4))
    problem = (
        "The window for a follow-up would close before it opens: follow up until days is less "
        "than follow up after days. Both defaults are used."
    )
    assert problems(log) == [("Settings", "B1", "Value", "", problem)]
    assert log.settings == Settings()
    assert log_of(("follow up after days", 11)).settings == Settings()
    assert log_of(("follow up after days", 10)).settings == Settings(follow_up_after_days=10)


def test_a_sheet_without_a_header_is_not_used_and_that_is_said() -> None:
    log = log_from_grids(
        [grid(APPLICATIONS, []), Grid("settings", [["as of", "2025-01-01"]], {})], path="log.xlsx"
    )
    problem = "This sheet has no header row with Setting and Value. Nothing on it is used."
    assert problems(log) == [("settings", "A1", "", "", problem)]
    assert log.settings == Settings()


def test_the_last_line_wins_where_a_setting_stands_twice() -> None:
    assert log_of(("minimum at risk", 5), ("minimum at risk", 6)).settings.minimum_at_risk == 6


# Columns and words of the user's own.


def mapped(*pairs: tuple[str, object]) -> Log:
    return log_from_grids(
        [
            Grid("Bewerbungen", [["Firma", "Stelle", "Stand"], ["Acme", "Dev", "Absage"]], {}),
            Grid("Settings", [["Setting", "Value"], *map(list, pairs)], {}),
        ],
        path="log.xlsx",
    )


def test_a_column_and_a_status_of_the_users_own_language() -> None:
    log = mapped(
        ("column: company", "Firma"),
        ("column: Role", "stelle"),
        ("Column:status", "Stand"),
        ("status: Absage", "rejected"),
    )
    assert log.reading.tables[0].columns == {
        "company": "Firma",
        "role": "Stelle",
        "status": "Stand",
    }
    assert log.reading.tables[0].words == {"Absage": "rejected"}
    assert log.applications["status"].tolist() == ["rejected"]
    assert log.settings.columns == {"company": "Firma", "role": "stelle", "status": "Stand"}
    assert log.settings.statuses == {"absage": "rejected"}


@pytest.mark.parametrize(
    ("name", "value", "takes"),
    [
        ("column: role", "Rolle", "a header of this file"),
        ("column: colour", "Stelle", "the name of a column of Applications after the colon"),
        ("status: Zusage", "yes please", "a stage or an outcome"),
    ],
)
def test_a_column_or_status_that_cannot_be(name: str, value: str, takes: str) -> None:
    log = mapped(
        ("column: company", "Firma"),
        ("column: status", "Stand"),
        ("status: Absage", "rejected"),
        (name, value),
    )
    problem = f'"{name}" cannot be "{value}". Write {takes}. The default is used.'
    assert ("Settings", "B5", "Value", value, problem) in problems(log)


def test_a_word_of_the_users_own_goes_before_ours() -> None:
    log = make_log(
        [{"Company": "Acme", "Status": "declined"}, {"Company": "Bolt", "Status": "ghosted"}],
        settings={"status: declined": "rejected", "status: ghosted": "open"},
    )
    assert log.applications["status"].tolist() == ["rejected", "open"]


# Settings in Python.


def test_with_settings_changes_a_copy() -> None:
    log = make_log(settings={"minimum at risk": 5})
    changed = log.with_settings(follow_up_after_days=5, own_addresses=["Me@home.example"])
    assert changed.settings == Settings(
        minimum_at_risk=5, follow_up_after_days=5, own_addresses=("me@home.example",)
    )
    assert log.settings == Settings(minimum_at_risk=5)
    assert changed.events is log.events
    assert log.with_settings().settings == log.settings


def test_none_brings_the_default_back() -> None:
    log = make_log(settings={"minimum at risk": 5, "as of": "2025-01-01"})
    assert log.with_settings(minimum_at_risk=None, as_of=None).settings == Settings()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nonsense": 1}, '"nonsense" is not a setting.'),
        (
            {"stale_below_chance": 0.1},
            '"stale_below_chance" is no longer a setting. Use "stale_tail" instead.',
        ),
        (
            {"folow_up_after_days": 1},
            '"folow_up_after_days" is not a setting. Did you mean "follow_up_after_days"?',
        ),
        (
            {"follow up after days": 1},
            '"follow up after days" is not a setting. Did you mean "follow_up_after_days"?',
        ),
        (
            {"follow_up_after_days": 11},
            "The window for a follow-up would close before it opens.",
        ),
        (
            {"day_first": True},
            "day_first is needed to read the file. Set it on the Settings sheet.",
        ),
        (
            {"columns": {"company": "Firma"}},
            "columns is needed to read the file. Set it on the Settings sheet.",
        ),
        (
            {"statuses": {}},
            "statuses is needed to read the file. Set it on the Settings sheet.",
        ),
    ],
)
def test_what_with_settings_refuses(changes: dict[str, object], message: str) -> None:
    with pytest.raises(LogError) as error:
        make_log().with_settings(**changes)
    assert str(error.value) == message


def test_settings_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().minimum_at_risk = 3  # type: ignore[misc]


# Times that a zone never shows.


def test_a_time_that_never_occurs_in_the_zone() -> None:
    rows = [
        {"Application": "Acme", "Ended at": "2025-03-30 02:30", "Interviewer": "Ann"},
        {"Application": "Acme", "Ended at": "2025-10-26 02:30", "Interviewer": "Bob"},
    ]
    applications = [{"Company": "Acme"}]
    problem = "2025-03-30 02:30 never occurs in Europe/Berlin: the clocks skip that hour."
    log = make_log(applications, rows, settings={"time zone": "Europe/Berlin"})
    assert problems(log) == [("Interviews", "D2", "Ended at", "2025-03-30 02:30", problem)]
    assert problems(make_log(applications, rows)) == []


def test_the_sheets_columns_are_those_of_the_schema() -> None:
    assert [c.header for c in SETTINGS_SHEET.columns] == ["Setting", "Value", "What it means"]
