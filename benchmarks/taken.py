"""Two things taken in turn, A B A B, so that a busy machine slows both; memory at its peak."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Work = Callable[[], object]


@dataclass(frozen=True)
class Result:
    """What was compared with what: the ratio, how it was taken, and the most that it may be."""

    what: str
    ratio: float
    target: float
    how: str

    @property
    def is_met(self) -> bool:
        return self.ratio <= self.target


def in_turn(first: Work, second: Work, runs: int) -> tuple[float, float]:
    """The median time of each [s], after a run of each that does not count."""
    first(), second()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for work, taken in zip((first, second), times, strict=True):
            start = time.perf_counter()
            work()
            taken.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def process(*arguments: str) -> Work:
    """A whole run of this Python, its bytecode kept from one run to the next."""
    folder = tempfile.gettempdir()
    environment = {name: v for name, v in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "jobsearch-benchmarks-bytecode")

    def run() -> None:
        subprocess.run(
            [sys.executable, *arguments],
            check=True,
            env=environment,
            stdout=subprocess.DEVNULL,
        )

    return run


def traced(work: Work) -> float:
    """The most memory that Python held at once for this work [bytes]."""
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


_GROWN = """
import sys
import jobsearch as js
from benchmarks.taken import resident
for name in dir(js):
    getattr(js, name)
log = js.read_log(sys.argv[1])
del log
before = resident()
log = js.read_log(sys.argv[2])
print(resident() - before)
"""


def grown_by_reading(small: Path, path: Path) -> float:
    """How much a process that has read `small` grows at most by reading `path` [bytes]."""
    run = subprocess.run(
        [sys.executable, "-c", _GROWN, str(small), str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    return float(run.stdout)


def resident() -> int:
    """The most memory that this process has had so far [bytes]."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss counts the parent's memory in, too
        line = next(t for t in status.read_text().splitlines() if t.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
