"""A few hundred damaged files; `python tests/mutations.py 20000` takes longer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import mutations


@pytest.mark.slow
def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    files = mutations.originals(tmp_path)
    came: Counter[str] = Counter()
    slow = []
    for suffix, data in mutations.damaged(300, 20260314, files):
        result, taken = mutations.outcome(suffix, data, tmp_path)
        came[result] += 1
        slow += [(suffix, taken)] if taken > 10 else []
    assert came.keys() == {"read", "refused"}
    assert slow == []
