"""The table that all rules write into."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from jobsearch.log import Log
from jobsearch.schema import RULES, VERDICTS

NO_TIME = np.datetime64("NaT", "us")
_DEFAULTS: dict[str, Any] = {
    "interviewer": np.nan,
    "opens_at": NO_TIME,
    "due_by": NO_TIME,
    "done_at": NO_TIME,
    "tier": "",
    "detail": "",
    "contact": np.nan,
    "talked_about": np.nan,
}
_TIMES = ("opens_at", "due_by", "done_at")


def owed(rule: str, position: np.ndarray, verdict: np.ndarray, **columns: Any) -> dict[str, Any]:
    """Rows of one rule; `position` is the application's in the log, -1 where it is about none."""
    n = len(position)
    piece: dict[str, Any] = {"rule": np.full(n, rule, dtype=object), "position": position}
    piece["verdict"] = np.asarray(verdict, dtype=object)
    for name, default in _DEFAULTS.items():
        values = columns.get(name, default)
        if name in _TIMES:
            values = np.asarray(values).astype("datetime64[us]")
        else:
            values = np.asarray(values, dtype=object)
        piece[name] = np.broadcast_to(values, n)
    return piece


def assemble(
    pieces: list[dict[str, Any]], log: Log, is_open: np.ndarray, as_of: pd.Timestamp
) -> pd.DataFrame:
    """One table of all rules, by rule and then by time."""
    data = {name: np.concatenate([p[name] for p in pieces]) for name in pieces[0]}
    position = data["position"]
    about = position >= 0

    def of_application(column: str) -> pd.Series:
        values = np.full(len(position), np.nan, dtype=object)
        values[about] = log.applications[column].to_numpy(dtype=object)[position[about]]
        return pd.Series(values, dtype="str")

    still = np.ones(len(position), dtype=bool)
    still[about] = is_open[position[about]]
    table = pd.DataFrame(
        {
            "rule": pd.Categorical(data["rule"], categories=list(RULES)),
            "application": of_application("application"),
            "company": of_application("company"),
            "interviewer": pd.Series(data["interviewer"], dtype="str"),
            "opens_at": data["opens_at"],
            "due_by": data["due_by"],
            "done_at": data["done_at"],
            "verdict": pd.Categorical(data["verdict"], categories=list(VERDICTS)),
            "tier": pd.Series(data["tier"], dtype="str"),
            "detail": pd.Series(data["detail"], dtype="str"),
            "role": of_application("role"),
            "contact": pd.Series(data["contact"], dtype="str"),
            "talked_about": pd.Series(data["talked_about"], dtype="str"),
            "is_open": still,
            "as_of": np.full(len(position), as_of.to_datetime64()),
        }
    )
    order = np.lexsort((position, data["opens_at"], table["rule"].cat.codes))
    return table.take(order).reset_index(drop=True)
