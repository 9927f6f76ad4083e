"""Compliance: of what was owed and decided, how much was done as it should be."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.measures.intervals import wilson
from jobsearch.schema import RULES, VERDICTS

_DECIDED = ["met", "late", "missed", "broken"]


def compliance(obligations: pd.DataFrame) -> pd.DataFrame:
    """
    How well each rule was kept.

    Parameters
    ----------
    obligations : DataFrame
        From `obligations`: ``rule``, ``verdict``.

    Returns
    -------
    DataFrame
        A row for each rule, in the order of ``schema.RULES`` (``rule`` is the index): ``rate``,
        ``low``, ``high`` : float in [0, 1], met / (met + late + missed + broken) with Wilson's
        95 % interval [1]_, NaN where nothing was owed; ``n`` : int, what the rate is of; and the
        count of each verdict.

    References
    ----------
    .. [1] E. B. Wilson, J. Am. Stat. Assoc. 22, 209 (1927).

    Examples
    --------
    >>> owed = pd.DataFrame({"rule": ["follow_up"] * 4, "verdict": ["met"] * 3 + ["pending"]})
    >>> compliance(owed).loc["follow_up", ["rate", "met", "pending"]].to_dict()
    {'rate': 1.0, 'met': 3.0, 'pending': 1.0}
    """
    counts = np.zeros((len(RULES), len(VERDICTS)), dtype=np.int64)
    rule = pd.Categorical(obligations["rule"], categories=list(RULES)).codes.astype(np.int64)
    verdict = pd.Categorical(obligations["verdict"], categories=list(VERDICTS)).codes
    np.add.at(counts, (rule, verdict), 1)
    table = pd.DataFrame(counts, columns=list(VERDICTS), index=pd.Index(list(RULES), name="rule"))
    n = table[_DECIDED].sum(axis=1)
    low, high = wilson(table["met"].to_numpy(), n.to_numpy())
    rate = table["met"] / n.where(n > 0)
    rates = pd.DataFrame({"rate": rate, "low": low, "high": high, "n": n}, index=table.index)
    return pd.concat([rates, table], axis=1)
