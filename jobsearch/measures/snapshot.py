"""A log as it stood at a cut-off: what several measures build on, worked out once."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import pandas as pd

from jobsearch.clock import AsOf, as_timestamp, cut_off
from jobsearch.log import Log
from jobsearch.measures.application_states import (
    VisibleEvents,
    search_end_of,
    states_of,
    visible_events,
)
from jobsearch.measures.following_up.sent_messages import move_on_due, sent_messages
from jobsearch.measures.following_up.waiting import waiting_periods_of
from jobsearch.measures.following_up.waiting_events import InterviewHistory, interview_history
from jobsearch.measures.responses.times import response_times_of


class Snapshot:
    """
    What has been seen of a log by `as_of`, and where everything stands.

    Each part is worked out when it is first asked for. Who takes one changes nothing in it.
    """

    @staticmethod
    def of(log: Log | Snapshot, as_of: AsOf | None = None) -> Snapshot:
        """A log at `as_of`, else at the day in its Settings, else now; a snapshot as it is."""
        if isinstance(log, Snapshot):
            return log if as_of is None else Snapshot(log.log, as_of)
        return Snapshot(log, cut_off(log, as_of)[0])

    def __init__(self, log: Log, as_of: AsOf) -> None:
        self.log = log
        self.as_of: pd.Timestamp = as_timestamp(as_of)

    @cached_property
    def events(self) -> VisibleEvents:
        """The events seen."""
        return visible_events(self.log, self.as_of)

    @cached_property
    def now(self) -> pd.DataFrame:
        """The state of each application, as from `states`."""
        return states_of(self.log, self.events)

    @cached_property
    def over(self) -> np.datetime64:
        """The day on which the search ended; NaT while it goes on."""
        return search_end_of(self.events)

    @cached_property
    def course(self) -> InterviewHistory:
        """Interviews, and what begins and ends waiting."""
        return interview_history(self.log, self.events)

    @cached_property
    def waits(self) -> pd.DataFrame:
        """The waiting periods, as from `waiting_periods`."""
        return waiting_periods_of(self.log, self.course)

    @cached_property
    def messages(self) -> pd.DataFrame:
        """The messages sent while waiting."""
        return sent_messages(self.log, self.as_of, self.waits)

    @cached_property
    def move_on_due(self) -> np.ndarray:
        """The day on which each waiting period is to be given up."""
        return move_on_due(self.log, self.waits, self.messages)

    @cached_property
    def times(self) -> pd.DataFrame:
        """The response times, as from `response_times`."""
        return response_times_of(self.log, self.now, self.as_of)
