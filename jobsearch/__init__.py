"""
How a job search is going and what to do next, from the spreadsheet that you keep.

    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> js.median_response(js.response_times(log, as_of="2026-10-30")).index[0]
    'n'
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"

# Public name → the module it comes from, loaded when it is asked for.
_PUBLIC = {
    "Log": "log",
    "LogError": "log",
    "Settings": "schema",
    "read_log": "reading",
    "sample_path": "sample",
    "cut_off": "as_of",
    "response_times": "measures.response",
    "next_step_times": "measures.response",
    "life_table": "measures.curves",
    "response_curve": "measures.curves",
    "cumulative_incidence": "measures.curves",
    "median_response": "measures.chances",
    "response_by_day": "measures.chances",
    "naive_rate": "measures.chances",
    "chance_of_response": "measures.chances",
    "compare_groups": "measures.groups",
    "waiting_periods": "measures.waiting",
    "obligations": "measures.obligations",
    "compliance": "measures.compliance",
    "agenda": "measures.agenda",
    "pipeline_history": "measures.pipeline",
    "weekly_activity": "measures.pipeline",
    "breadth": "measures.breadth",
    "pace_while_waiting": "measures.pace",
    "funnel": "measures.funnel",
    "flows": "measures.funnel",
    "stale_applications": "measures.stale",
    "scorecard": "summary",
    "median_sentence": "sentences",
    "chance_by_silence": "measures.silence",
    "thank_you_hours": "measures.thank_you_hours",
    "response_rates": "measures.rates",
    "curves_of_groups": "measures.rates",
    "pipeline_course": "measures.course",
    "weeks_with_waiting": "measures.course",
    "breadth_with_shares": "measures.shares",
    "largest_sources": "measures.shares",
    "timelines": "measures.timelines",
    "plot_response_curve": "charts.response",
    "plot_cumulative_incidence": "charts.response",
    "plot_chance_of_response": "charts.chances",
    "plot_response_rates": "charts.chances",
    "plot_thank_yous": "charts.thank_yous",
    "plot_compliance": "charts.compliance",
    "plot_pipeline_history": "charts.pipeline",
    "plot_weekly_activity": "charts.pipeline",
    "plot_breadth": "charts.breadth",
    "plot_flows": "charts.flow",
    "plot_timelines": "charts.timelines",
    "alt_text": "charts.canvas",
    "save_chart": "charts.files",
    "then_and_now": "measures.since",
    "recent_events": "measures.since",
    "readable": "tables",
    "opening_sentence": "notebook",
    "describe_pictures": "notebook",
    "save_charts": "notebook",
}
# Public module → where it is.
_MODULES = {"changes": "writing.changes"}

__all__ = sorted(_PUBLIC)


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC and name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    if name in _MODULES:
        return import_module(f"{__name__}.{_MODULES[name]}")
    value = getattr(import_module(f"{__name__}.{_PUBLIC[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC, *_MODULES])
