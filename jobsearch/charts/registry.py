"""Every chart once: its name, what it shows, the measure that it draws, and what draws it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

import jobsearch as js
from jobsearch.charts.breadth import plot_breadth
from jobsearch.charts.chances import plot_chance_of_response, plot_response_rates
from jobsearch.charts.compliance import plot_compliance
from jobsearch.charts.flow import plot_flows
from jobsearch.charts.pipeline import plot_pipeline_history, plot_weekly_activity
from jobsearch.charts.response import plot_cumulative_incidence, plot_response_curve
from jobsearch.charts.thank_yous import plot_thank_yous
from jobsearch.charts.timelines import plot_timelines

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    Measure = Callable[[js.Log, pd.Timestamp], pd.DataFrame]


@dataclass(frozen=True)
class Chart:
    """
    One chart.

    ``name`` is its file without the ending, ``about`` what it shows, ``measure`` makes its table
    from a log and a day, ``plot`` draws that table on ``ax``, or in a new figure.
    """

    name: str
    about: str
    measure: Measure
    plot: Callable[..., Axes]

    def draw(self, log: js.Log, as_of: pd.Timestamp, *, ax: Axes | None = None) -> Axes:
        """The chart of a log, on these axes or in a new figure."""
        return self.plot(self.measure(log, as_of), ax=ax)


def _of_times(measure: Callable[[pd.DataFrame], pd.DataFrame]) -> Measure:
    """A measure of response times; an empty table says why no response time can be used."""

    def measured(log: js.Log, as_of: pd.Timestamp) -> pd.DataFrame:
        times = js.response_times(log, as_of=as_of)
        table = measure(times)
        if reason := js.median_response(times)["reason"]:
            table.attrs["reason"] = reason
        return table

    return measured


# In the order in which they are listed and drawn.
CHARTS = {
    chart.name: chart
    for chart in (
        Chart(
            "response-curve",
            "the share still waiting by day",
            _of_times(lambda times: js.response_curve(times)),
            plot_response_curve,
        ),
        Chart(
            "response-curve-by-source",
            "the same for each source",
            _of_times(lambda times: js.curves_of_groups(times, by="source")),
            plot_response_curve,
        ),
        Chart(
            "cumulative-incidence",
            "good news, a rejection, or silence by day",
            _of_times(lambda times: js.cumulative_incidence(times)),
            plot_cumulative_incidence,
        ),
        Chart(
            "chance-of-response",
            "the chance of still hearing back after so many days of silence",
            lambda log, as_of: js.chance_by_silence(log, as_of=as_of),
            plot_chance_of_response,
        ),
        Chart(
            "response-rates-by-source",
            "which sources answer within 30 days",
            _of_times(lambda times: js.response_rates(times, by="source")),
            plot_response_rates,
        ),
        Chart(
            "thank-yous",
            "how soon you thanked each interviewer",
            lambda log, as_of: js.thank_you_hours(log, as_of=as_of),
            plot_thank_yous,
        ),
        Chart(
            "compliance",
            "how well you follow up, rule by rule",
            lambda log, as_of: js.compliance(js.obligations(log, as_of=as_of)),
            plot_compliance,
        ),
        Chart(
            "pipeline-history",
            "open applications by stage over time",
            lambda log, as_of: js.pipeline_history(log, as_of=as_of, with_events=True),
            plot_pipeline_history,
        ),
        Chart(
            "weekly-activity",
            "applications, responses and interviews by week, and the weeks of waiting",
            lambda log, as_of: js.weekly_activity(log, as_of=as_of),
            plot_weekly_activity,
        ),
        Chart(
            "breadth",
            "how the open applications spread over employers, sources and industries",
            lambda log, as_of: js.breadth(log, as_of=as_of),
            plot_breadth,
        ),
        Chart(
            "flows",
            "where applications came from, how far they got and how they ended",
            lambda log, as_of: js.flows(log, as_of=as_of, sources_at_most=8),
            plot_flows,
        ),
        Chart(
            "timelines",
            "what happened to each open application, the most urgent first",
            lambda log, as_of: js.timelines(log, as_of=as_of),
            plot_timelines,
        ),
    )
}
