"""A rule, a column and a chart that nobody needs, added as a person adds one of their own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from jobsearch import schema
from jobsearch.measures.following_up import obligations
from jobsearch.measures.following_up.obligations.obligation_table import rule_rows
from jobsearch.schema import APPLICATIONS, Column, Rule

RULE = Rule("spell_the_name", "spell names")
COLUMN = Column("Mood", "text", "How you felt about it.", width=10)


def spell_the_name(snapshot: Any, people: pd.DataFrame) -> list[dict[str, Any]]:
    """Kept for every application with a company, broken for the others."""
    companies = snapshot.log.applications["company"]
    verdict = np.where(companies.notna(), "met", "broken")
    day = np.full(len(companies), np.datetime64("2026-10-01"))
    return [rule_rows(RULE.name, np.arange(len(companies)), verdict, opens_at=day)]


def add_rule() -> None:
    """To the schema, and to the rule functions."""
    schema.RULES[RULE.name] = RULE
    obligations.RULE_FUNCTIONS.append(spell_the_name)


def add_column() -> None:
    """To the sheet Applications."""
    APPLICATIONS.columns = (*APPLICATIONS.columns, COLUMN)


def add_chart() -> str:
    """To the registry; its name."""
    from jobsearch.charts.registry import CHARTS, Chart

    chart = Chart("people-met", "whom you met", lambda log, as_of: log.interviews, plot)
    CHARTS[chart.name] = chart
    return chart.name


def plot(table: pd.DataFrame, *, ax: Any = None) -> Any:
    """A bar."""
    from matplotlib import pyplot as plt

    ax = plt.figure().subplots() if ax is None else ax
    ax.bar([0], [len(table)])
    return ax
