"""What a command left behind: its exit status and what it printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Run(NamedTuple):
    status: int
    out: str
    err: str


Call = Callable[..., Run]
