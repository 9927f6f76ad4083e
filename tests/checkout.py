"""Where the files of the checkout are, and the real logs that may lie beside it."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
PACKAGE = ROOT / "jobsearch"
NOTEBOOKS = ROOT / "notebooks"
DATA = ROOT / "data"
README = ROOT / "README.md"
REAL_LOGS = ROOT.parent / "shared" / "real-logs"
