"""The table that all rules write into."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from jobsearch.measures.application_states import NO_DAY, states
from jobsearch.measures.snapshot import Snapshot
from jobsearch.schema import RULES, VERDICTS

_DEFAULTS: dict[str, Any] = {
    "interviewer": np.nan,
    "opens_at": NO_DAY,
    "due_by": NO_DAY,
    "done_at": NO_DAY,
    "tier": "",
    "detail": "",
    "contact": np.nan,
    "talked_about": np.nan,
}
_TIMES = ("opens_at", "due_by", "done_at")


def rule_rows(
    rule: str, position: np.ndarray, verdict: np.ndarray, **columns: Any
) -> dict[str, Any]:
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


def assemble(pieces: list[dict[str, Any]], snapshot: Snapshot) -> pd.DataFrame:
    """One table of all rules, by rule and then by time."""
    data = {name: np.concatenate([p[name] for p in pieces]) for name in pieces[0]}
    rule, verdict = _codes(data["rule"], list(RULES)), _codes(data["verdict"], list(VERDICTS))
    order = np.lexsort((data["position"], data["opens_at"], rule))
    data = {name: values[order] for name, values in data.items()}
    position = data["position"]
    texts = {
        name: pd.array(data[name], dtype="str")
        for name in ("interviewer", "tier", "detail", "contact", "talked_about")
    }

    def of_application(column: str) -> Any:
        return snapshot.log.applications[column].array.take(position, allow_fill=True)

    return pd.DataFrame(
        {
            "rule": pd.Categorical.from_codes(rule[order], categories=pd.Index(list(RULES))),
            "application": of_application("application"),
            "company": of_application("company"),
            "interviewer": texts["interviewer"],
            "opens_at": data["opens_at"],
            "due_by": data["due_by"],
            "done_at": data["done_at"],
            "verdict": pd.Categorical.from_codes(verdict[order], categories=pd.Index(VERDICTS)),
            "tier": texts["tier"],
            "detail": texts["detail"],
            "role": of_application("role"),
            "contact": texts["contact"],
            "talked_about": texts["talked_about"],
            # What is about no application is always open.
            "is_open": np.append(states(snapshot)["is_open"], True)[position],
            "as_of": np.full(len(position), snapshot.as_of.to_datetime64()),
        }
    )


def _codes(words: np.ndarray, known: list[str]) -> np.ndarray:
    """The position of each word among the known ones."""
    code, found = pd.factorize(words)
    return np.array([known.index(word) for word in found], dtype=np.int64)[code]
