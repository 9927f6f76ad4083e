"""Patterns that are compiled when they are first looked for: most files need few of them."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    def __init__(self, text: str, flags: int) -> None:
        self._said = text, flags

    def __getattr__(self, name: str) -> Any:
        return getattr(re.compile(*self._said), name)  # which keeps what it has compiled


def late_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """
    Stand in for ``re.compile``, at no cost before the first use.

    Examples
    --------
    >>> bool(late_pattern("(day )?first").fullmatch("day first"))
    True
    """
    return cast("re.Pattern[str]", _Late(text, flags))
