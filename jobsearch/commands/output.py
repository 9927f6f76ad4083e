"""What a command prints: text and JSON on standard output, what it has to say on standard error."""

from __future__ import annotations

import os
import sys
from typing import Any


def screen() -> dict[str, Any]:
    """80 columns, fewer on a narrow terminal; bold headings only on a terminal."""
    import shutil

    is_terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if is_terminal else 80
    return {
        "width": max(min(width, 80), 40),
        "styled": is_terminal and os.name != "nt",
        "encoding": sys.stdout.encoding or "utf-8",
    }


def print_text(text: str) -> None:
    """A page, or a line, on standard output."""
    print(text, flush=True)


def print_json(value: Any) -> None:
    """Figures for other programs, in ASCII, which any standard output can encode."""
    import json

    print(json.dumps(value, indent=2, allow_nan=False), flush=True)


def say(text: str) -> None:
    """A sentence on standard error, without anything in it that steers a terminal."""
    plain = "".join(c if c.isprintable() else "?" for c in text)
    encoding = sys.stderr.encoding or "utf-8"
    print(plain.encode(encoding, "replace").decode(encoding), file=sys.stderr)
