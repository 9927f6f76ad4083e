"""How applications fall into groups, events and whole days: what every curve is made of."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobsearch.measures.reasons import Reason, explain
from jobsearch.schema import BLANK, RESPONSE_EVENTS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

NO_ANSWER = RESPONSE_EVENTS.index("none")
# A longer time is a mistyped year or no number of days; counting per day would fill the memory.
DAYS_AT_MOST = 36_525
LEFT_OUT_AT_MOST = 0.1


class Sample(NamedTuple):
    """
    A response-times table, checked, as arrays over the rows inside the estimate.

    ``group`` indexes ``groups`` (None without grouping), ``event`` indexes RESPONSE_EVENTS.
    ``n_left_out`` (answers without a usable duration), ``n_answers`` (those too) and ``reasons``
    (why there is no estimate) have one entry a group.
    """

    groups: list[Any]
    group: npt.NDArray[Any] | None
    event: npt.NDArray[Any]
    days: Ints
    n_left_out: Ints
    n_answers: Ints
    reasons: npt.NDArray[np.object_]

    def life_counts(self) -> Ints:
        """Counts, groups x events x days: the one thing that curves are made of."""
        n_days = int(self.days.max()) + 1 if len(self.days) else 0
        shape = (len(self.groups), len(RESPONSE_EVENTS), n_days)
        if self.group is None:
            cell = np.multiply(self.event, n_days, dtype=np.int64)
        else:
            cell = np.multiply(self.group, len(RESPONSE_EVENTS), dtype=np.int64)
            cell += self.event
            cell *= n_days
        cell += self.days
        return np.bincount(cell, minlength=math.prod(shape)).reshape(shape)

    def of_groups(self, chosen: Bools) -> Sample:
        """The rows of the chosen groups alone."""
        assert self.group is not None
        mine = chosen[self.group]
        return Sample(
            [name for name, is_chosen in zip(self.groups, chosen, strict=True) if is_chosen],
            (np.cumsum(chosen) - 1)[self.group[mine]],
            self.event[mine],
            self.days[mine],
            self.n_left_out[chosen],
            self.n_answers[chosen],
            self.reasons[chosen],
        )

    def explain(self, group: int = 0) -> str:
        """In words why a group has no estimate, else ""."""
        lost = int(self.n_left_out[group])
        have = "has" if lost == 1 else "have"
        return explain(
            self.reasons[group], lost=lost, answers=int(self.n_answers[group]), have=have
        )


def read_sample(times: pd.DataFrame, by: str | None = None) -> Sample:
    """Read a response-times table; what is no duration or no event is a ValueError."""
    days, inside = _whole_days(times["duration_days"])
    event = event_codes(times["event"])
    groups, group = (["all"], None) if by is None else _group_codes(times, by)
    reasons = np.full(len(groups), Reason.NONE, object)
    answers = event != NO_ANSWER
    n_answers = count_per_group(group, len(groups), answers)
    if inside is None and len(days):
        none_left_out = np.zeros(len(groups), np.int64)
        return Sample(groups, group, event, days, none_left_out, n_answers, reasons)

    inside = np.ones(len(event), bool) if inside is None else inside
    lost = answers & ~inside
    undated = lost
    if "left_out" in times:
        no_date = times["left_out"] == "no_response_date"
        undated = lost & no_date.to_numpy(dtype=bool, na_value=False)
    n_inside, n_left_out, n_undated = (
        count_per_group(group, len(groups), chosen) for chosen in (inside, lost, undated)
    )
    too_many = n_left_out > LEFT_OUT_AT_MOST * n_answers
    reasons[n_inside == 0] = Reason.NO_TIMES
    reasons[too_many] = Reason.NO_USABLE_DATES
    reasons[too_many & (n_undated == n_left_out)] = Reason.NO_DATES
    group = None if group is None else group[inside]
    return Sample(groups, group, event[inside], days, n_left_out, n_answers, reasons)


def count_per_group(group: npt.NDArray[Any] | None, n_groups: int, chosen: Bools) -> Ints:
    """How many of the chosen rows each group has; without grouping all are one group."""
    if group is None:
        return np.array([np.count_nonzero(chosen)])
    return np.bincount(group[chosen], minlength=n_groups)


def _whole_days(column: pd.Series) -> tuple[Ints, Bools | None]:
    """The durations that are there, and where (None: everywhere)."""
    inside = None
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iu":
        days = column.to_numpy().astype(np.int64, copy=False)
    elif column.dtype == object or pd.api.types.is_numeric_dtype(column.dtype):
        numbers = column.to_numpy(dtype=float, na_value=np.nan)
        inside = ~np.isnan(numbers)
        numbers, column = numbers[inside], column[inside]
        # An infinite one has no remainder either: NaN.
        with np.errstate(invalid="ignore"):
            _refuse(column, numbers % 1 != 0, "is not a whole number")
        days = numbers.astype(np.int64)
    else:
        raise ValueError(f"duration_days holds {column.dtype}, not numbers of days.")
    if len(days) and (days.min() < 0 or days.max() > DAYS_AT_MOST):
        _refuse(column, days < 0, "is negative")
        _refuse(column, days > DAYS_AT_MOST, "is over a hundred years")
    return days, inside


def _refuse(column: pd.Series, wrong: Bools, why: str) -> None:
    if wrong.any():
        first = int(wrong.argmax())
        raise ValueError(
            f"duration_days {why}: {column.iloc[first]} in row {column.index[first]}. "
            "Give whole days from 0 on, and leave it missing where it is not known."
        )


def event_codes(column: pd.Series) -> npt.NDArray[Any]:
    """Positions in RESPONSE_EVENTS."""
    codes, words = _factorize(column)
    if list(words) != list(RESPONSE_EVENTS):
        position = {word: i for i, word in enumerate(RESPONSE_EVENTS)}
        # A missing event has the code -1, which is the last position.
        positions = np.array([*(position.get(word, len(position)) for word in words), -1], np.int8)
        used = np.unique(codes)
        unknown = [words[i] for i in used if i >= 0 and positions[i] == len(position)]
        if unknown:
            found = ", ".join(f'"{word}"' for word in unknown)
            raise ValueError(f"event holds {found}. It is one of {', '.join(RESPONSE_EVENTS)}.")
        codes = positions[codes]
    if len(codes) and codes.min() < 0:
        raise ValueError(
            f"event is missing in {np.count_nonzero(codes < 0)} of {len(codes)} rows. "
            'Without an answer it is "none".'
        )
    return codes


def _group_codes(times: pd.DataFrame, by: str) -> tuple[list[Any], npt.NDArray[Any]]:
    """The groups, blanks last, and each row's position among them."""
    if by not in times:
        raise ValueError(f'There is no column "{by}" to group by.')
    codes, index = _factorize(times[by])
    names = index.tolist()
    blank = np.array([str(name).strip() in ("", BLANK) for name in names], bool)
    if not blank.any() and (len(codes) == 0 or codes.min() >= 0):
        return names, codes
    groups = [name for name, is_blank in zip(names, blank, strict=True) if not is_blank]
    # A missing group has the code -1, which is the last position.
    positions = np.append(np.where(blank, len(groups), np.cumsum(~blank) - 1), len(groups))
    return [*groups, BLANK], positions[codes]


def _factorize(column: pd.Series) -> tuple[npt.NDArray[Any], pd.Index]:
    """Codes, -1 where missing, and what they stand for: categories in their order, else sorted."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(), column.cat.categories
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iu" and len(column):
        numbers = column.to_numpy()
        least, most = int(numbers.min()), int(numbers.max())
        if most - least < len(numbers):  # counted faster than hashed and sorted
            numbers = numbers - least if least else numbers
            occurs = np.bincount(numbers) > 0
            codes = numbers if occurs.all() else (occurs.cumsum() - 1)[numbers]
            return codes, pd.Index(np.flatnonzero(occurs) + least)
    codes, words = pd.factorize(column, sort=True)
    return codes, pd.Index(words)


def whole_days(values: npt.ArrayLike, name: str, *, at_least: int) -> Ints:
    """Numbers of days that somebody asks about; anything else is a ValueError."""
    days = np.atleast_1d(np.asarray(values))
    wrong = ~((days >= at_least) & (days % 1 == 0))
    if wrong.any():
        raise ValueError(f"{name} is {days[wrong][0]}. Give whole days from {at_least} on.")
    return days.astype(np.int64)
