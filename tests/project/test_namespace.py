"""What the kit offers: its names, the columns of its tables, and what its functions say."""

from __future__ import annotations

import inspect
import random
from typing import Any

import pandas as pd
import pytest

import jobsearch
from jobsearch import schema
from jobsearch.measures.application_states import states
from jobsearch.measures.reasons import Limit
from logs import make_log
from oracle import random_sheets

AS_OF = "2026-05-01"
NAMES = """
    Log LogError Settings Snapshot Story agenda alt_text breadth chance_by_silence
    chance_of_response compare_groups compare_with_earlier compliance cumulative_incidence
    curves_of_groups cut_off enable_alt_text enable_readable_tables expected_chance findings flows
    funnel life_table median_response median_sentence naive_rate next_step_times obligations
    opening_sentence pace_while_waiting pipeline_history plot_breadth plot_chance_of_response
    plot_compliance plot_cumulative_incidence plot_flows plot_pipeline_history plot_response_curve
    plot_response_rates plot_story plot_thank_yous plot_timelines plot_weekly_activity read_log
    readable recent_events response_by_day response_curve response_rates response_times sample_path
    save_chart save_charts scorecard stale_applications story thank_you_hours timelines
    waiting_periods weekly_activity
"""
DTYPES = {
    "str": "str",
    "day": "datetime64[us]",
    "int": "int64",
    "Int": "Int64",
    "float": "float64",
    "bool": "bool",
    "word": "category",
    "any": "object",
}
# Table: its index and its columns, after their types.
COLUMNS = {
    "response_times": """
        str: application company source industry company_size role; day: applied_on responded_on;
        Int: duration_days; word: event left_out
    """,
    "next_step_times": """
        str: application interview; day: ended_on; Int: duration_days; word: event left_out
    """,
    "waiting_periods": """
        int: position; str: interview; int: start_place; day: started_on ended_on; str: ended_by;
        bool: is_undated_end; day: expected_on; word: expected_from; day: opens_on closes_on
    """,
    "obligations": """
        word: rule; str: application company interviewer; day: opens_at due_by done_at; word:
        verdict; str: tier detail role contact talked_about; bool: is_open; day: as_of
    """,
    "compliance": """
        index: rule; float: rate low high; int: n met late missed broken pending blocked unknown
        waived
    """,
    "agenda": """
        word: do; str: application company role interviewer contact talked_about; day: opens_at
        due_by; str: verdict why
    """,
    "pipeline_history": "index: date; int: applied screening interview offer open",
    "weekly_activity": "index: week; int: applications responses interviews waiting_days",
    "breadth": """
        index: of; int: n; float: effective_n1 effective_n2 largest_share; int: n_applications;
        any: largest
    """,
    "funnel": "index: stage; int: n_reached n_furthest n_open; float: rate low high",
    "flows": "str: source; word: stage outcome; int: n",
    "compare_with_earlier": "index: figure; str: unit; float: then now change",
    "recent_events": "day: at; word: what by; str: application company role",
    "stale_applications": """
        str: application company role; word: stage; int: silent_days threshold_days; word:
        threshold_source; str: threshold_from; float: chance low high; word: suggestion; day:
        wait_until; str: contact; day: stale_since
    """,
    "life_table": "index: day; int: positive negative unclear censored",
    "response_curve": "int: day n_at_risk n_responses n_censored; float: still_silent low high",
    "cumulative_incidence": """
        int: day; word: event; int: n_at_risk n_events; float: incidence low high
    """,
    "response_by_day": """
        int: day; float: any positive negative unclear any_low any_high; int: n_at_risk
    """,
    "compare_groups": """
        str: by; int: n_groups n n_responses; float: chi2; int: df; float: p_value p_holm; any:
        left_out; str: reason
    """,
    "states": """
        str: application; bool: is_known is_sent is_inbound; day: applied_on; word: stage outcome;
        bool: is_open; day: closed_on; bool: is_answered; day: responded_on; word: event; day:
        last_word_on
    """,
    "log.applications": """
        str: application employer; int: row; str: id company role source industry company_size
        location; day: applied_on response_on; bool: says_answered; word: response; day:
        decision_expected_on offered_on; word: status status_stage status_outcome; day: closed_on;
        str: contact contact_email link notes; bool: is_sent
    """,
    "log.interviews": """
        int: row; str: interview application round; day: invited_on ended_at; bool:
        ended_at_is_date; str: interviewer contact talked_about; day: decision_expected_on
        thanked_at; bool: thanked_at_is_date; word: thanked_by; str: thank_you_note; bool:
        owes_thanks is_thanked is_held_some_day
    """,
    "log.follow_ups": """
        int: row; str: application; day: sent_at; bool: sent_at_is_date; str: to; word: channel;
        str: message; day: answered_on
    """,
    "log.history": """
        int: row; str: application; day: on; word: what; day: decision_expected_on; str: notes
    """,
    "log.events": """
        str: application; day: at; bool: at_is_date; word: what by; str: sheet; int: row
    """,
    "log.problems": "str: sheet cell column value problem code",
}
SERIES = {
    "median_response": "n n_responses n_left_out median_days median_low median_high reason",
    "naive_rate": "n_responses n rate low high",
    "chance_of_response": """
        chance low high positive positive_low positive_high n_at_risk reason
    """,
    "pace_while_waiting": """
        n_inside days_inside n_outside days_outside pace_inside pace_outside ratio low high reason
    """,
}
CATEGORIES = {
    ("response_times", "event"): schema.RESPONSE_EVENTS,
    ("next_step_times", "event"): schema.RESPONSE_EVENTS,
    ("response_times", "left_out"): schema.LEFT_OUT,
    ("next_step_times", "left_out"): schema.LEFT_OUT,
    ("stale_applications", "suggestion"): schema.SUGGESTIONS,
    ("stale_applications", "threshold_source"): tuple(Limit),
    ("waiting_periods", "expected_from"): schema.EXPECTED_FROM,
    ("obligations", "rule"): tuple(schema.RULES),
    ("obligations", "verdict"): schema.VERDICTS,
    ("agenda", "do"): tuple(schema.ERRANDS),
    ("states", "stage"): schema.STAGES,
    ("states", "outcome"): schema.OUTCOMES,
    ("states", "event"): schema.RESPONSE_EVENTS,
    ("flows", "stage"): schema.STAGES,
    ("flows", "outcome"): schema.OUTCOMES,
    ("stale_applications", "stage"): schema.STAGES,
    ("recent_events", "what"): schema.EVENTS,
    ("recent_events", "by"): schema.ACTORS,
    ("log.applications", "response"): schema.RESPONSES,
    ("log.applications", "status"): schema.STATUSES,
    ("log.interviews", "thanked_by"): schema.CHANNELS,
    ("log.follow_ups", "channel"): schema.CHANNELS,
    ("log.history", "what"): schema.HISTORY_WORDS,
    ("log.events", "what"): schema.EVENTS,
    ("log.events", "by"): schema.ACTORS,
}
FROM_TIMES = (
    "life_table response_curve cumulative_incidence response_by_day compare_groups "
    "median_response naive_rate"
).split()


def made(log: jobsearch.Log) -> dict[str, Any]:
    """Everything that the measures make of a log."""
    names = {*COLUMNS, *SERIES} & set(NAMES.split())
    owed = jobsearch.obligations(log, as_of=AS_OF)
    stale = jobsearch.stale_applications(log, as_of=AS_OF)
    times = jobsearch.response_times(log, as_of=AS_OF)
    found: dict[str, Any] = {
        "compliance": jobsearch.compliance(owed),
        "agenda": jobsearch.agenda(owed, stale=stale),
        "chance_of_response": jobsearch.chance_of_response(times, silent_days=7, within_days=7),
        "states": states(log, as_of=AS_OF),
        **{name: getattr(jobsearch, name)(times) for name in FROM_TIMES},
    }
    for name in names - set(found):
        found[name] = getattr(jobsearch, name)(log, as_of=AS_OF)
    for name in COLUMNS:
        if name.startswith("log."):
            found[name] = getattr(log, name.removeprefix("log."))
    return found


def described(table: pd.DataFrame) -> dict[str, str]:
    """The columns with their types; a named index comes first."""
    index = {} if table.index.name is None else {str(table.index.name): "index"}
    return index | {str(name): str(dtype) for name, dtype in table.dtypes.items()}


def expected(text: str) -> dict[str, str]:
    columns = {}
    for part in text.split(";"):
        kind, names = part.split(":")
        columns |= dict.fromkeys(names.split(), DTYPES.get(kind.strip(), "index"))
    return columns


FULL = made(random_sheets(random.Random(2)).log())
EMPTY = made(make_log())


def test_the_public_names() -> None:
    assert sorted(jobsearch._PUBLIC) == sorted([*NAMES.split(), "changes"])
    assert set(jobsearch._PUBLIC) <= set(dir(jobsearch))
    assert jobsearch.changes.__name__ == "jobsearch.changes"
    for name in NAMES.split():
        assert getattr(jobsearch, name).__name__ == name
    with pytest.raises(AttributeError) as error:
        jobsearch.responses  # noqa: B018
    assert str(error.value) == "module 'jobsearch' has no attribute 'responses'"


@pytest.mark.parametrize("name", COLUMNS)
def test_the_columns_of_the_tables(name: str) -> None:
    assert described(FULL[name]) == expected(COLUMNS[name])
    assert list(described(FULL[name])) == list(expected(COLUMNS[name]))
    assert list(described(EMPTY[name])) == list(expected(COLUMNS[name]))
    if name != "agenda":
        assert described(EMPTY[name]) == expected(COLUMNS[name])


@pytest.mark.parametrize("name", SERIES)
def test_the_entries_of_the_series(name: str) -> None:
    assert list(FULL[name].index) == list(EMPTY[name].index) == SERIES[name].split()


@pytest.mark.parametrize(("table", "column"), CATEGORIES)
def test_words_with_a_fixed_meaning(table: str, column: str) -> None:
    for found in (FULL[table], EMPTY[table]):
        assert tuple(found[column].cat.categories) == CATEGORIES[table, column]


def test_the_keys_of_the_scorecard() -> None:
    card = jobsearch.scorecard(make_log(), as_of=AS_OF)
    assert list(card) == [
        "as_of", "log", "response_times", "compliance", "breadth", "funnel", "stale", "agenda",
    ]  # fmt: skip
    assert list(card["compliance"]) == list(schema.RULES)
    assert list(card["funnel"]) == list(schema.STAGES[1:])


@pytest.mark.parametrize("name", NAMES.split())
def test_every_public_function_says_what_it_takes_and_gives(name: str) -> None:
    thing = getattr(jobsearch, name)
    text = inspect.getdoc(thing) or ""
    assert text.splitlines()[0].endswith((".", "?", ":")), name
    if inspect.isclass(thing):
        return
    sections = [line for line, under in zip(text.splitlines(), text.splitlines()[1:], strict=False)
                if under and set(under) == {"-"}]  # fmt: skip
    parameters = inspect.signature(thing).parameters
    assert ("Parameters" in sections) == bool(parameters), name
    assert "Returns" in sections and "Examples" in sections, name
    order = ["Parameters", "Returns", "Raises", "Notes", "References", "Examples"]
    assert sections == [section for section in order if section in sections], name
    assert ">>> " in text, name
    for parameter in parameters:
        assert parameter in text, (name, parameter)


@pytest.mark.parametrize("name", [*NAMES.split(), *COLUMNS])
def test_measures_take_a_log_and_a_cut_off_or_a_table(name: str) -> None:
    thing = getattr(jobsearch, name, None)
    no_measure = {"read_log", "sample_path", "cut_off", "save_chart"}
    if not inspect.isfunction(thing) or name in no_measure or name.startswith("enable_"):
        return
    first, *others = inspect.signature(thing).parameters.values()
    if first.name == "log":
        named = [other for other in others if other.name != "application"]  # of a story
        assert named[0].name == "as_of"
        others = named
    # All but the first are given by name.
    assert all(other.kind is inspect.Parameter.KEYWORD_ONLY for other in others), name
