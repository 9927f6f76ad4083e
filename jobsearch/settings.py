"""The rules and preferences of one search, each with its default and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any

import pandas as pd


def _setting(kind: str, default: Any, sentence: str, sheet_name: str = "") -> Any:
    return field(
        default=default, metadata={"kind": kind, "sentence": sentence, "sheet_name": sheet_name}
    )


@dataclass(frozen=True)
class Settings:
    """
    The rules and preferences of one search; every field is a row of the Settings sheet.

    Examples
    --------
    >>> Settings().follow_up_after_days
    3
    >>> sheet_name(setting_fields()["thank_you_within_hours"])
    'thank-you within hours'
    """

    as_of: pd.Timestamp | None = _setting(
        "moment", None, "Look at the log as it stood then. Empty: now."
    )
    time_zone: str | None = _setting(
        "zone", None, "Such as Europe/Berlin. With it, hours across a clock change are true hours."
    )
    own_addresses: tuple[str, ...] = _setting(
        "addresses", (), "Your own e-mail addresses: never an interviewer's contact."
    )
    day_first: bool | None = _setting(
        "yes or no", None, "Does 01/12/2026 mean 1 December? Only where text dates leave it open."
    )
    thank_you_within_hours: float = _setting(
        "hours",
        24.0,
        "A thank-you later than this after the interview's end is late.",
        "thank-you within hours",
    )
    best_within_hours: float = _setting("hours", 1.0, "A thank-you this soon is the best tier.")
    note_words_at_most: int = _setting("count", 200, "A note or message with more words is long.")
    expected_after_days: int = _setting(
        "days", 7, "Nobody named a day for the decision: expect it this long after the interview."
    )
    follow_up_after_days: int = _setting(
        "days", 3, "The window for a follow-up opens this long after the expected day."
    )
    follow_up_until_days: int = _setting(
        "days", 10, "The window for a follow-up closes this long after the expected day."
    )
    follow_ups_per_wait: int = _setting(
        "count", 1, "No more follow-ups than this in one wait.", "follow-ups per wait"
    )
    days_between_messages: int = _setting("days", 7, "Days between two messages to the same place.")
    move_on_after_days: int = _setting(
        "days", 14, "Silence this long after the last follow-up: close it and move on."
    )
    applications_per_week: int = _setting(
        "count", 1, "New applications in each week of waiting, at least."
    )
    count_business_days: bool = _setting(
        "yes or no", False, "Count days without weekends, for expecting, following up, moving on."
    )
    minimum_at_risk: int = _setting(
        "count", 10, "With fewer applications still waiting there is no chance and no threshold."
    )
    stale_after_days: int = _setting(
        "days", 30, "Silence that makes an application stale where nothing can be learned."
    )
    stale_below_chance: float = _setting(
        "chance", 0.05, "Stale: a chance of good news within 30 days below this."
    )
    fresh_applications: int = _setting(
        "count", 5, "Fewer fresh applications than this, and one employer: eggs in one basket."
    )
    fresh_within_days: int = _setting("days", 14, "How long an application counts as fresh.")
    # How the file is read: free names, so no rows of their own in an empty Settings sheet.
    sheet: str | None = None
    header_row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)


def setting_fields() -> dict[str, Field[Any]]:
    """The settings by their Python names, without those on how to read the file."""
    return {f.name: f for f in fields(Settings) if f.metadata}


def sheet_name(setting: Field[Any]) -> str:
    """The setting's name on the Settings sheet."""
    return setting.metadata["sheet_name"] or setting.name.replace("_", " ")
