"""Changes to a log: each function plans one, and `apply` alone writes."""

from __future__ import annotations

from jobsearch.changes.actions import (
    ANSWERS,
    ENDINGS,
    applied,
    closed,
    followed_up,
    heard,
    interviewed,
    thanked,
)
from jobsearch.changes.apply import apply
from jobsearch.changes.doubts import Doubt, DoubtCode
from jobsearch.changes.journal import undo
from jobsearch.changes.plan import Change, Plan
from jobsearch.changes.preview import Preview, preview
from jobsearch.changes.target_file import MissingColumn
from jobsearch.writing.file_safety import locked

__all__ = [
    "ANSWERS",
    "ENDINGS",
    "Change",
    "Doubt",
    "DoubtCode",
    "MissingColumn",
    "Plan",
    "Preview",
    "applied",
    "apply",
    "closed",
    "followed_up",
    "heard",
    "interviewed",
    "locked",
    "preview",
    "thanked",
    "undo",
]
