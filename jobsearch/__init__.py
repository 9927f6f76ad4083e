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
    "LogError": "errors",
    "Settings": "settings",
    "read_log": "reading",
    "sample_path": "sample",
    "cut_off": "clock",
    "response_times": "measures.responses.times",
    "next_step_times": "measures.responses.times",
    "life_table": "measures.responses.curves",
    "response_curve": "measures.responses.curves",
    "cumulative_incidence": "measures.responses.curves",
    "median_response": "measures.responses.chances",
    "response_by_day": "measures.responses.chances",
    "naive_rate": "measures.responses.chances",
    "chance_of_response": "measures.responses.chances",
    "compare_groups": "measures.responses.groups",
    "waiting_periods": "measures.following_up.waiting",
    "obligations": "measures.following_up.obligations",
    "compliance": "measures.following_up.compliance",
    "agenda": "measures.following_up.agenda",
    "pipeline_history": "measures.pipeline.history",
    "weekly_activity": "measures.pipeline.history",
    "breadth": "measures.pipeline.breadth",
    "pace_while_waiting": "measures.pipeline.pace",
    "funnel": "measures.pipeline.funnel",
    "flows": "measures.pipeline.funnel",
    "stale_applications": "measures.pipeline.stale",
    "scorecard": "measures.scorecard",
    "median_sentence": "wording",
    "chance_by_silence": "measures.responses.silence",
    "thank_you_hours": "measures.following_up.thank_you_hours",
    "response_rates": "measures.responses.rates",
    "curves_of_groups": "measures.responses.rates",
    "pipeline_course": "measures.pipeline.course",
    "weeks_with_waiting": "measures.pipeline.course",
    "breadth_with_shares": "measures.pipeline.shares",
    "largest_sources": "measures.pipeline.shares",
    "timelines": "measures.pipeline.timelines",
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
    "alt_text": "charts.frame",
    "save_chart": "charts.files",
    "compare_with_earlier": "measures.pipeline.comparison",
    "recent_events": "measures.pipeline.comparison",
    "readable": "readable_tables",
    "opening_sentence": "notebook",
    "enable_alt_text": "notebook",
    "save_charts": "notebook",
}
# Public module → where it is.
_MODULES = {"changes": "changes"}

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
