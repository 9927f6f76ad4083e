"""A choice for each row, as pairs of a condition and its value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def first_match(pairs: Sequence[tuple[np.ndarray | np.bool_, Any]], otherwise: Any) -> np.ndarray:
    """
    For each row the value of the first pair whose condition holds.

    Examples
    --------
    >>> days = np.array([0, 5, 50])
    >>> first_match([(days < 1, "today"), (days < 9, "soon")], "later").tolist()
    ['today', 'soon', 'later']
    """
    return np.select([where for where, _ in pairs], [value for _, value in pairs], otherwise)
