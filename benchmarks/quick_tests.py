"""
How long the quick tests take on two cores: ``python -m benchmarks.quick_tests``.

Prints the time beside its target, and the slowest tests; the exit status is 1 if it is missed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# The selection that CONTRIBUTING.md names.
QUICK = "not slow and not browser and not office and not kernel"
TARGET = 60.0  # seconds


def main() -> int:
    call = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", QUICK, "--durations=15"]
    start = time.perf_counter()
    done = subprocess.run(call, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    took = time.perf_counter() - start
    print(done.stdout[done.stdout.find("= slowest") :])
    if done.returncode:
        print(f"The tests failed: pytest ended with {done.returncode}.")
        return 1
    said = "met" if took <= TARGET else "NOT MET"
    print(f"the quick tests on two cores: {took:.0f} s, at most {TARGET:.0f} s: {said}")
    return 0 if took <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
