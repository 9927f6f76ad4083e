"""How applications fall into groups, events and whole days, and whether the groups differ."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from jobsearch.schema import BLANK, GROUPINGS, RESPONSE_EVENTS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

NO_ANSWER = RESPONSE_EVENTS.index("none")
# A longer time is a mistyped year or no number of days; counting per day would fill the memory.
DAYS_AT_MOST = 36_525
LEFT_OUT_AT_MOST = 0.1
APPLICATIONS_AT_LEAST = 20
ANSWERS_AT_LEAST = 5


def compare_groups(times: pd.DataFrame, *, by: str | Sequence[str] = GROUPINGS) -> pd.DataFrame:
    """
    Whether groups of applications hear back at different speeds.

    Parameters
    ----------
    times : DataFrame
        From `response_times`: ``duration_days`` [days, int >= 0, missing where left out],
        ``event`` (positive, negative, unclear, none), and the columns to group by.
    by : str or sequence of str
        One grouping or several. Of the default ones, those that the table lacks are skipped.

    Returns
    -------
    DataFrame
        A row for each grouping: ``by``; ``n_groups``, ``n``, ``n_responses`` inside the test;
        ``chi2``, ``df``, ``p_value``; ``p_holm``, corrected for the number of groupings tested;
        ``left_out``, a tuple that names the groups outside the test (fewer than 20 applications
        or 5 answers, or too many answers without a date); ``reason``, why there is no figure,
        else "".

    Raises
    ------
    ValueError
        If a named column is not there, a duration is negative, not whole or over a hundred years,
        or an event is unknown.

    Notes
    -----
    The k-sample logrank test [1]_ of the time to any answer, with the covariance matrix of the
    groups' counts; Holm's correction [2]_.

    References
    ----------
    .. [1] N. Mantel, Cancer Chemother. Rep. 50, 163 (1966).
    .. [2] S. Holm, Scand. J. Stat. 6, 65 (1979).

    Examples
    --------
    >>> times = pd.DataFrame(
    ...     {
    ...         "duration_days": [*range(1, 21), *range(11, 31), 3],
    ...         "event": ["negative"] * 40 + ["positive"],
    ...         "source": ["board"] * 20 + ["referral"] * 20 + ["fair"],
    ...     }
    ... )
    >>> test = compare_groups(times, by="source").loc[0]
    >>> print(round(test["chi2"], 2), test["df"], *test["left_out"])
    20.3 1 fair (n = 1, 1 answer)
    """
    if isinstance(by, str):
        columns = [by]
    else:
        columns = [name for name in by if by is not GROUPINGS or name in times]
    overall = str(read_sample(times).reasons[0])
    tests = [{"by": name} | _compare(read_sample(times, name), overall) for name in columns]
    table = pd.DataFrame(
        tests,
        columns=[
            "by",
            "n_groups",
            "n",
            "n_responses",
            "chi2",
            "df",
            "p_value",
            "left_out",
            "reason",
        ],
    ).astype({"by": str, "chi2": float, "p_value": float, "reason": str})
    table.insert(7, "p_holm", holm(table["p_value"].to_numpy()))
    return table


def _compare(rows: Sample, overall: str) -> dict[str, Any]:
    """One grouping's test."""
    n_groups = len(rows.groups)
    answered = rows.event != NO_ANSWER
    n_responses = count_per_group(rows.group, n_groups, answered)
    n = n_responses + count_per_group(rows.group, n_groups, ~answered)
    tested = (n >= APPLICATIONS_AT_LEAST) & (n_responses >= ANSWERS_AT_LEAST) & (rows.reasons == "")
    outside = np.flatnonzero(~tested & (n + rows.n_left_out > 0)).tolist()
    figures: dict[str, Any] = {
        "n_groups": np.count_nonzero(tested),
        "n": n[tested].sum(),
        "n_responses": n_responses[tested].sum(),
        "chi2": np.nan,
        "df": 0,
        "p_value": np.nan,
        "left_out": tuple(_name_group(rows, g, int(n[g]), int(n_responses[g])) for g in outside),
        "reason": overall,
    }
    if overall:
        return figures
    if figures["n_groups"] < 2:
        found = "only one group has" if figures["n_groups"] else "no group has"
        return figures | {"reason": f"{found} 20 applications and 5 answers"}
    chi2 = logrank(rows.of_groups(tested).cells())
    if math.isnan(chi2):
        return figures | {"reason": "all answers came after the same number of days"}
    from scipy.special import chdtrc  # slow to import

    df = figures["n_groups"] - 1
    return figures | {"chi2": chi2, "df": df, "p_value": float(chdtrc(df, chi2))}


def _name_group(rows: Sample, g: int, n: int, n_responses: int) -> str:
    answers = rows.reasons[g] or f"{n_responses} answer{'' if n_responses == 1 else 's'}"
    return f"{rows.groups[g]} (n = {n}, {answers})"


def logrank(cells: Ints) -> float:
    """The k-sample logrank statistic; NaN where no day has both an answer and a silent one."""
    n_responses = cells[:, :NO_ANSWER].sum(axis=1)
    n_at_risk = cells.sum(axis=1)[:, ::-1].cumsum(axis=1)[:, ::-1]
    days = n_responses.any(axis=0)
    d_i, n_i = n_responses[:, days], n_at_risk[:, days]
    d, n = d_i.sum(axis=0), n_i.sum(axis=0)
    share = n_i / n
    spread = d * (n - d) / np.maximum(n - 1, 1)
    if not spread.any():
        return math.nan
    excess = (d_i - d * share).sum(axis=1)
    covariance = np.diag((share * spread).sum(axis=1)) - (share * spread) @ share.T
    # The rows add up to 0: without one group the matrix has an inverse.
    excess, covariance = excess[1:], covariance[1:, 1:]
    return float(excess @ np.linalg.solve(covariance, excess))


def holm(p_values: Floats) -> Floats:
    """Holm's step-down correction over the p-values that are there."""
    order = np.argsort(p_values)[: np.count_nonzero(~np.isnan(p_values))]
    corrected = np.full(len(p_values), np.nan)
    times_left = np.arange(len(order), 0, -1)
    corrected[order] = np.minimum(np.maximum.accumulate(times_left * p_values[order]), 1)
    return corrected


class Sample(NamedTuple):
    """
    A response-times table, checked, as arrays over the rows inside the estimate.

    ``group`` indexes ``groups`` (None without grouping), ``event`` indexes RESPONSE_EVENTS.
    ``n_left_out`` (answers without a usable duration) and ``reasons`` (why there is no estimate,
    else "") have one entry a group.
    """

    groups: list[Any]
    group: npt.NDArray[Any] | None
    event: npt.NDArray[Any]
    days: Ints
    n_left_out: Ints
    reasons: npt.NDArray[np.object_]

    def cells(self) -> Ints:
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
            self.reasons[chosen],
        )


def read_sample(times: pd.DataFrame, by: str | None = None) -> Sample:
    """Read a response-times table; what is no duration or no event is a ValueError."""
    days, inside = _whole_days(times["duration_days"])
    event = event_codes(times["event"])
    groups, group = (["all"], None) if by is None else _group_codes(times, by)
    n_left_out = np.zeros(len(groups), np.int64)
    reasons = np.full(len(groups), "", object)
    if inside is None and len(days):
        return Sample(groups, group, event, days, n_left_out, reasons)

    inside = np.ones(len(event), bool) if inside is None else inside
    answers = event != NO_ANSWER
    lost = answers & ~inside
    undated = lost
    if "left_out" in times:
        no_date = times["left_out"] == "no response date"
        undated = lost & no_date.to_numpy(dtype=bool, na_value=False)
    n_inside, n_answers, n_left_out, n_undated = (
        count_per_group(group, len(groups), chosen) for chosen in (inside, answers, lost, undated)
    )
    reasons[n_inside == 0] = "no application has a response time"
    for g in np.flatnonzero(n_left_out > LEFT_OUT_AT_MOST * n_answers):
        lack = "no date" if n_undated[g] == n_left_out[g] else "no usable date"
        verb = "has" if n_left_out[g] == 1 else "have"
        reasons[g] = f"{n_left_out[g]} of {n_answers[g]} answers {verb} {lack}"
    group = None if group is None else group[inside]
    return Sample(groups, group, event[inside], days, n_left_out, reasons)


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
            _refuse(column, numbers % 1 != 0, "is no whole number")
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
        place = {word: i for i, word in enumerate(RESPONSE_EVENTS)}
        # A missing event has the code -1, which takes the last place.
        places = np.array([*(place.get(word, len(place)) for word in words), -1], np.int8)
        used = np.unique(codes)
        unknown = [words[i] for i in used if i >= 0 and places[i] == len(place)]
        if unknown:
            found = ", ".join(f'"{word}"' for word in unknown)
            raise ValueError(f"event holds {found}. It is one of {', '.join(RESPONSE_EVENTS)}.")
        codes = places[codes]
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
    # A missing group has the code -1, which takes the last place.
    places = np.append(np.where(blank, len(groups), np.cumsum(~blank) - 1), len(groups))
    return [*groups, BLANK], places[codes]


def _factorize(column: pd.Series) -> tuple[npt.NDArray[Any], pd.Index]:
    """Codes, -1 where missing, and what they stand for: categories in their order, else sorted."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(), column.cat.categories
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iu" and len(column):
        numbers = column.to_numpy()
        least, most = int(numbers.min()), int(numbers.max())
        if most - least < len(numbers):  # counted faster than hashed and sorted
            numbers = numbers - least if least else numbers
            there = np.bincount(numbers) > 0
            codes = numbers if there.all() else (there.cumsum() - 1)[numbers]
            return codes, pd.Index(np.flatnonzero(there) + least)
    codes, words = pd.factorize(column, sort=True)
    return codes, pd.Index(words)
