"""What editors and type checkers see of the namespace, and what `help` says of it."""

from __future__ import annotations

import os
import pydoc
import re
import subprocess
import sys
from pathlib import Path

import pytest

import jobsearch as js

STUB = Path(js.__file__).with_suffix(".pyi")
SNIPPETS = """
import jobsearch as js
from jobsearch.changes import Plan

reveal_type(js.read_log)
reveal_type(js.funnel)
reveal_type(js.changes.closed)
reveal_type(js.__version__)
log: js.Log = js.read_log(js.sample_path())
plan: Plan = js.changes.closed(log, "A-015")
js.no_such_thing
js.changes.no_such_thing
js.response_times(log, nonsense=3)
"""


def stub_of(public: dict[str, str]) -> str:
    """The stub that says what `__init__.py` does."""
    lines = sorted(
        f"from jobsearch.{module} import {name} as {name}"
        if module
        else f"from jobsearch import {name} as {name}"
        for name, module in public.items()
    )
    return "\n".join(["# The names in __init__.py, for editors.", *lines, "", "__version__: str\n"])


def test_the_stub_has_the_public_names_and_nothing_else() -> None:
    assert STUB.read_text(encoding="utf-8") == stub_of(js._PUBLIC)


@pytest.mark.slow
def test_a_type_checker_knows_the_public_names(tmp_path: Path) -> None:
    (tmp_path / "snippets.py").write_text(SNIPPETS, encoding="utf-8")
    # Without the types of pandas, which take most of the time.
    alone = ["--strict", "--no-site-packages", "--ignore-missing-imports", "--config-file="]
    run = subprocess.run(
        [sys.executable, "-m", "mypy", *alone, "--follow-imports=silent", "snippets.py"],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(STUB.parent.parent)},
        capture_output=True,
        text=True,
    )
    read_log, funnel, closed, version, *errors = run.stdout.splitlines()
    assert "(path: str | os.PathLike[str], *, sheet: str | None" in read_log
    assert read_log.endswith('-> jobsearch.log.Log"')
    assert "(log: jobsearch.log.Log | jobsearch.measures.snapshot.Snapshot, *, as_of: " in funnel
    assert closed.endswith('-> jobsearch.changes.plan.Plan"')
    assert version.endswith('Revealed type is "str"')
    assert errors == [
        'snippets.py:11: error: Module has no attribute "no_such_thing"  [attr-defined]',
        'snippets.py:12: error: Module has no attribute "no_such_thing"  [attr-defined]',
        'snippets.py:13: error: Unexpected keyword argument "nonsense" for "response_times"'
        "  [call-arg]",
        'snippets.py:13: note: "response_times" defined in "jobsearch.measures.responses.times"',
        "Found 3 errors in 1 file (checked 1 source file)",
    ]


def test_help_is_one_page_that_says_what_to_call() -> None:
    text = pydoc.plain(pydoc.render_doc(js))
    assert len(text.splitlines()) < 150
    listed = re.findall(r"^ {8}(\w+) +\S", text, re.M)
    assert listed == list(js._PUBLIC)
