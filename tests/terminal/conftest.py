"""A command run in this process."""

from __future__ import annotations

import io
import sys

import pytest

from command import Call, Run
from jobsearch.cli import main
from jobsearch.commands import change_options


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs a command, at a terminal if an answer is typed; what it printed in any encoding."""

    def call(*argv: object, answer: str | None = None, encoding: str = "utf-8") -> Run:
        out, err = (
            io.TextIOWrapper(io.BytesIO(), encoding, newline="", write_through=True)
            for _ in range(2)
        )
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            if answer is not None:
                patch.setattr(change_options, "_is_terminal", lambda: True)
                patch.setattr("builtins.input", lambda question: out.write(question) and answer)
            try:
                status = main([str(word) for word in argv])
            except SystemExit as end:  # argparse
                status = int(end.code or 0)
        printed = [stream.buffer.getvalue() for stream in (out, err)]  # type: ignore[attr-defined]
        return Run(status, *(p.decode(encoding) for p in printed))

    return call
