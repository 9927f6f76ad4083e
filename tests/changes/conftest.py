"""A clock that stands still: what is dated in words says the year of another one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest


@pytest.fixture(autouse=True)
def _in_november(set_clock: Callable[[dt.datetime], None]) -> None:
    set_clock(dt.datetime(2026, 11, 28, 12))
