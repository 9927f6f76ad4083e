"""
How a job search is going and what to do next, from the spreadsheet that you keep.

    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> js.funnel(log, as_of="2026-10-30")["n_reached"].to_dict()
    {'applied': 132, 'screening': 23, 'interview': 17, 'offer': 2}

A measure takes a log and a day, or the table of another measure, and returns a DataFrame. A chart
takes the table of a measure. `help(js.funnel)` tells the columns, units and source of each.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"

# What for → public name → the module it comes from, loaded when it is asked for, and what it is.
# A name without a module is a module itself. __init__.pyi tells editors the same.
_CONTENTS = {
    "Read a log": {
        "read_log": ("reading", "your spreadsheet as a Log"),
        "sample_path": ("sample", "a made-up log to try everything on"),
        "Log": ("log", "the tables, events, settings and problems of one search"),
        "Settings": ("settings", "the rules and preferences of a log"),
        "LogError": ("errors", "raised where a file or a setting cannot be used"),
        "Snapshot": ("measures.snapshot", "a log as of one day, for several measures"),
        "cut_off": ("clock", "the day up to which a log is looked at"),
    },
    "The whole search": {
        "scorecard": ("measures.scorecard", "all figures of a review"),
        "compare_with_earlier": ("measures.pipeline.comparison", "figures now and days ago"),
        "recent_events": ("measures.pipeline.comparison", "what happened in the last days"),
    },
    "One application": {
        "story": ("application_story", "its dates, people, errands, chance, notes and cells"),
        "Story": ("application_story", "the same, as a page in a notebook"),
    },
    "How long replies take": {
        "response_times": ("measures.responses.times", "days until the first response"),
        "next_step_times": ("measures.responses.times", "days from an interview to their answer"),
        "life_table": ("measures.responses.curves", "responses and waits counted by day"),
        "response_curve": ("measures.responses.curves", "share still silent by day"),
        "cumulative_incidence": (
            "measures.responses.curves",
            "share with good news, a rejection, by day",
        ),
        "median_response": ("measures.responses.summary", "days until half have heard back"),
        "response_by_day": ("measures.responses.summary", "share that heard by day 7, 14, 30, 60"),
        "naive_rate": ("measures.responses.summary", "responses per application, too low"),
        "chance_of_response": ("measures.responses.chances", "chance of still hearing back"),
        "expected_chance": ("measures.responses.chances", "with published searches to lean on"),
        "chance_by_silence": ("measures.responses.silence", "that chance for each silent day"),
        "compare_groups": ("measures.responses.group_tests", "whether sources, roles, ... differ"),
        "response_rates": ("measures.responses.rates", "share that heard back in each group"),
        "curves_of_groups": ("measures.responses.rates", "the response curve of each group"),
    },
    "Following up": {
        "obligations": ("measures.following_up.obligations", "what the rules ask for, one by one"),
        "compliance": ("measures.following_up.compliance", "how well each rule is kept"),
        "agenda": ("measures.following_up.agenda", "what to do next, most urgent first"),
        "waiting_periods": ("measures.following_up.waiting", "from interview to their next word"),
        "thank_you_hours": ("measures.following_up.thank_you_hours", "hours until each thank-you"),
    },
    "The pipeline": {
        "pipeline_history": ("measures.pipeline.history", "open applications by stage and day"),
        "weekly_activity": ("measures.pipeline.history", "what came and went in each week"),
        "funnel": ("measures.pipeline.funnel", "how many reached each stage"),
        "flows": ("measures.pipeline.funnel", "from source over stage to outcome"),
        "breadth": ("measures.pipeline.breadth", "how widely the open applications spread"),
        "pace_while_waiting": ("measures.pipeline.pace", "applications a week while waiting"),
        "stale_applications": ("measures.pipeline.stale", "silent for too long"),
        "timelines": ("measures.pipeline.timelines", "the story of each open application"),
    },
    "Charts": {
        "plot_response_curve": ("charts.response", "of response_curve or curves_of_groups"),
        "plot_cumulative_incidence": ("charts.response", "of cumulative_incidence"),
        "plot_chance_of_response": ("charts.chances", "of chance_by_silence"),
        "plot_response_rates": ("charts.chances", "of response_rates"),
        "plot_thank_yous": ("charts.thank_yous", "of thank_you_hours"),
        "plot_compliance": ("charts.compliance", "of compliance"),
        "plot_pipeline_history": ("charts.pipeline", "of pipeline_history"),
        "plot_weekly_activity": ("charts.pipeline", "of weekly_activity"),
        "plot_breadth": ("charts.breadth", "of breadth"),
        "plot_flows": ("charts.flow", "of flows"),
        "plot_timelines": ("charts.timelines", "of timelines"),
        "plot_story": ("charts.timelines", "of the events of a story"),
        "alt_text": ("charts.frame", "what a chart shows, in words"),
        "save_chart": ("charts.files", "a chart as .png, .svg or .pdf"),
    },
    "Notebooks": {
        "opening_sentence": ("notebook", "which log, and as of which day"),
        "readable": ("readable_tables", "a table with percentages and days"),
        "median_sentence": ("wording", "median_response as a sentence"),
        "findings": ("notebook", "what charts say, a sentence each"),
        "enable_alt_text": ("notebook", "let charts say in words what they show"),
        "enable_readable_tables": ("notebook", "let every DataFrame show itself as readable"),
        "save_charts": ("notebook", "several charts as .png"),
    },
    "Change the log": {
        "changes": ("", "plan what you did, then write it with changes.apply"),
    },
}
_PUBLIC = {name: module for part in _CONTENTS.values() for name, (module, _) in part.items()}

# There is no __all__: with it, help(jobsearch) prints every docstring in full, 1,900 lines.
__doc__ = (__doc__ or "") + "".join(
    f"\n{purpose}\n" + "".join(f"    {name:<26}{what}\n" for name, (_, what) in part.items())
    for purpose, part in _CONTENTS.items()
)


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = _PUBLIC[name]
    if not module:
        return import_module(f"{__name__}.{name}")
    value = getattr(import_module(f"{__name__}.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_PUBLIC})
