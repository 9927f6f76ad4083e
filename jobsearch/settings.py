"""The rules and preferences of one search, each with its default and what it means."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from typing import Any, NamedTuple

import pandas as pd

from jobsearch.errors import LogError
from jobsearch.schema import FIRST_YEAR, LAST_ROW, LAST_YEAR
from jobsearch.spelling import nearest, normal, yes_or_no
from jobsearch.wording import quote

# What is settled when the file is read, and cannot change afterwards.
_FOR_READING = {"columns", "statuses", "day_first", "sheet", "header_row"}


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
        "moment", None, "Show the search as it stood then. Empty: now."
    )
    time_zone: str | None = _setting(
        "zone", None, "Such as Europe/Berlin. Then hours across a clock change are counted right."
    )
    own_addresses: tuple[str, ...] = _setting(
        "addresses", (), "Your own email addresses, which are never an interviewer's contact."
    )
    day_first: bool | None = _setting(
        "yes or no", None, "Does 01/12/2026 mean 1 December? Only for dates that could be either."
    )
    thank_you_within_hours: float = _setting(
        "hours",
        24.0,
        "A thank-you sent later than this after the interview is late.",
        "thank-you within hours",
    )
    best_within_hours: float = _setting("hours", 1.0, "A thank-you sent this soon is best.")
    note_words_at_most: int = _setting(
        "count", 200, "A note or message with more words counts as long."
    )
    expected_after_days: int = _setting(
        "days", 7, "When no date was given, expect a decision this long after the interview."
    )
    follow_up_after_days: int = _setting(
        "days", 3, "Follow up no sooner than this after the expected date."
    )
    follow_up_until_days: int = _setting(
        "days", 10, "Follow up no later than this after the expected date."
    )
    follow_ups_per_wait: int = _setting(
        "count",
        1,
        "Send at most this many follow-ups while waiting for one answer.",
        "follow-ups per wait",
    )
    days_between_messages: int = _setting(
        "days", 7, "Leave this long between two messages to an address."
    )
    move_on_after_days: int = _setting(
        "days", 14, "After this much silence since your last follow-up, close it."
    )
    applications_per_week: int = _setting(
        "count", 1, "Send at least this many applications in each week of waiting."
    )
    count_business_days: bool = _setting(
        "yes or no", False, "Leave out weekends when counting days to expect, follow up or close."
    )
    minimum_at_risk: int = _setting(
        "count", 10, "Your own log gives no chance with fewer applications still waiting."
    )
    stale_after_days: int = _setting(
        "days", 30, "Silence that makes an application stale when nothing can be learned."
    )
    stale_tail: float = _setting(
        "chance", 0.1, "Stale once all but this share of the expected good news has come."
    )
    reference_applications: int = _setting(
        "number", 40, "How much published searches count in what to expect. 0: not at all."
    )
    fresh_applications: int = _setting(
        "count", 5, "Fewer recent applications than this and one employer left is risky."
    )
    fresh_within_days: int = _setting("days", 14, "How long an application counts as recent.")
    # How the file is read: free names, so no rows of their own in an empty Settings sheet.
    sheet: str | None = None
    header_row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)


# Settings of earlier versions, as on the sheet, and what to use instead.
RETIRED = {"stale below chance": "stale tail"}


def setting_fields() -> dict[str, Field[Any]]:
    """The settings by their Python names, without those on how to read the file."""
    return {f.name: f for f in fields(Settings) if f.metadata}


def sheet_name(setting: Field[Any]) -> str:
    """The setting's name on the Settings sheet."""
    return setting.metadata["sheet_name"] or setting.name.replace("_", " ")


def unknown_setting(name: object, known: dict[str, str]) -> str:
    """That there is no such setting, and which one to use: of `known`, from folded names."""
    if instead := RETIRED.get(normal(name)):
        return f"{quote(name)} is no longer a setting. Use {quote(known[instead])} instead."
    near = nearest(normal(name), known)
    return f"{quote(name)} is not a setting." + (f" Did you mean {quote(near)}?" if near else "")


class ImpossibleValue(ValueError):
    """A value that a setting cannot have; the message is what to write instead."""


class _Kind(NamedTuple):
    """What the values of a kind are, and how one is read; ValueError where it cannot be."""

    takes: str
    read: Callable[[object], Any]


def parse_setting(setting: Field[Any], value: object) -> Any:
    """
    The value of a setting from what a person wrote for it.

    Raises
    ------
    ImpossibleValue
        If the setting cannot have it.

    Examples
    --------
    >>> parse_setting(setting_fields()["stale_tail"], "5 %")
    0.05
    """
    kind = _KINDS[setting.metadata["kind"]]
    try:
        return kind.read(value)
    except (ValueError, OverflowError, OSError):
        raise ImpossibleValue(kind.takes) from None


def parse_row_number(value: object) -> int:
    """The number of a row of a sheet; ImpossibleValue where it is none."""
    try:
        return _whole(1, LAST_ROW)(value)
    except (ValueError, OverflowError):
        raise ImpossibleValue("the number of a row") from None


def closes_too_early(values: Mapping[str, Any]) -> bool:
    """Whether the window for a follow-up would close before it opens; defaults fill the blanks."""
    names = ("follow_up_after_days", "follow_up_until_days")
    opens, closes = (values.get(name, setting_fields()[name].default) for name in names)
    return bool(closes < opens)


def with_changes(settings: Settings, changes: Mapping[str, Any]) -> Settings:
    """
    `settings` with `changes` by Python name; None brings a default back.

    Raises
    ------
    LogError
        If a setting is unknown or its value impossible.
    """
    known = setting_fields()
    new: dict[str, Any] = {}
    for name, value in changes.items():
        if name in _FOR_READING:
            raise LogError(f"{name} is needed to read the file. Set it on the Settings sheet.")
        if name not in known:
            raise LogError(unknown_setting(name, {normal(n): n for n in known}))
        try:
            new[name] = known[name].default if value is None else parse_setting(known[name], value)
        except ImpossibleValue as takes:
            raise LogError(f"{name} cannot be {quote(value)}. Give {takes}.") from None
    changed = replace(settings, **new)
    if closes_too_early(vars(changed)):
        raise LogError("The window for a follow-up would close before it opens.")
    return changed


def _moment(value: object) -> pd.Timestamp:
    if isinstance(value, str):
        value = dt.datetime.fromisoformat(value.strip())
    if not isinstance(value, dt.date) or getattr(value, "tzinfo", None) is not None:
        raise ValueError
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValueError
    return pd.Timestamp(value).as_unit("us")


def _zone(value: object) -> str:
    import zoneinfo

    try:
        return zoneinfo.ZoneInfo(str(value).strip()).key
    except zoneinfo.ZoneInfoNotFoundError:
        raise ValueError from None


def _addresses(value: object) -> tuple[str, ...]:
    words = value if isinstance(value, (tuple, list)) else str(value).replace(";", ",").split(",")
    addresses = tuple(str(w).strip().casefold() for w in words if str(w).strip())
    if not all("@" in a and " " not in a for a in addresses):
        raise ValueError
    return addresses


def _yes_or_no(value: object) -> bool:
    answer = yes_or_no(value)
    if answer is None:
        raise ValueError
    return answer


def _number(above: float, most: float) -> Callable[[object], float]:
    def read(value: object) -> float:
        if isinstance(value, (bool, dt.date)):
            raise ValueError
        text = str(value).strip()
        number = float(text.rstrip("%").replace(",", ".")) / (100 if text.endswith("%") else 1)
        if not above < number <= most:
            raise ValueError
        return number

    return read


def _whole(least: int, most: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        number = _number(least - 1, most)(value)
        if not number.is_integer():
            raise ValueError
        return int(number)

    return read


_KINDS = {
    "moment": _Kind("a date like 2026-03-14", _moment),
    "zone": _Kind("a time zone like Europe/Berlin", _zone),
    "addresses": _Kind("e-mail addresses with commas between them", _addresses),
    "yes or no": _Kind("yes or no", _yes_or_no),
    "hours": _Kind("a number of hours above 0", _number(0, 24 * 365)),
    "days": _Kind("a whole number of days from 0 to 3650", _whole(0, 3650)),
    "count": _Kind("a whole number from 1", _whole(1, 1_000_000)),
    "number": _Kind("a whole number from 0", _whole(0, 1_000_000)),
    "chance": _Kind("a chance between 0 and 1", _number(0, math.nextafter(1, 0))),
}
