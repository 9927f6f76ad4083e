"""What tests of several folders start from: a folder, a clock, the sample, a log of one's own."""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import jobsearch as js
from jobsearch import clock
from jobsearch.writing.template import empty_workbook


@pytest.fixture(autouse=True)
def _no_log_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JOBSEARCH_LOG", raising=False)


@pytest.fixture
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.datetime], None]:
    """Set the clock to a moment, from which every look at it takes a microsecond."""

    def set_to(start: dt.datetime) -> None:
        ticks = itertools.count()
        monkeypatch.setattr(clock, "now", lambda: start + dt.timedelta(microseconds=next(ticks)))

    return set_to


@pytest.fixture(scope="session")
def sample() -> Path:
    """The sample itself: not to be changed."""
    return js.sample_path()


@pytest.fixture
def sample_copy(sample: Path, tmp_path: Path) -> Path:
    """The sample as a log of one's own."""
    return Path(shutil.copy(sample, tmp_path / "applications.xlsx"))


@pytest.fixture
def new_log(tmp_path: Path) -> Path:
    """The workbook that `jobsearch init` makes."""
    path = tmp_path / "applications.xlsx"
    path.write_bytes(empty_workbook())
    return path
