"""The published searches: what is shipped adds up, and weighs as the definitions say."""

from __future__ import annotations

import numpy as np
import pytest

from jobsearch.measures.responses.curves import aalen_johansen, kaplan_meier
from jobsearch.measures.responses.reference import (
    expected_counts,
    reference_life_table,
    reference_shares,
)
from jobsearch.published import reference_counts, reference_searches


def test_the_counts_are_those_of_the_searches() -> None:
    counts, searches = reference_counts(), reference_searches()
    assert searches["search"].tolist() == list("ABCDEF")
    assert counts.sum(axis=(1, 2)).tolist() == searches["applications"].tolist()
    assert counts[:, :3].sum(axis=(1, 2)).tolist() == searches["replies"].tolist()
    assert counts[:, 0].sum(axis=1).tolist() == searches["good_news"].tolist()
    assert counts.sum() == 1686


def test_published_shares() -> None:
    # Heard back within 30 days 22 to 30 % (26 % together), good news 2 to 7 % (4 %); by day 60
    # any answer 28 to 41 % (34 %).
    counts = reference_counts()
    curve = kaplan_meier(counts.copy())
    heard = 1 - curve.still_silent
    good = aalen_johansen(counts, curve).incidence[:, 0]
    for figures, low, high in (
        (heard[:, 30], 0.22, 0.30),
        (good[:, 30], 0.02, 0.07),
        (heard[:, 60], 0.28, 0.41),
    ):
        assert (figures.min().round(2), figures.max().round(2)) == (low, high)
    together = expected_counts(np.zeros((1, 4, 1), np.int64), 40)
    curve = kaplan_meier(together)
    incidence = aalen_johansen(together, curve).incidence[0, 0]
    assert [round(1 - curve.still_silent[0, day], 2) for day in (30, 60)] == [0.26, 0.34]
    assert round(incidence[30], 2) == 0.04
    # Of the good news within 90 days half came within 7, eight tenths within 43.
    share = incidence / incidence[90]
    assert [int(np.argmax(share >= part)) for part in (0.5, 0.8, 0.9)] == [7, 43, 50]


def test_each_search_weighs_the_same() -> None:
    two = np.array([[[8, 0], [0, 0], [0, 0], [0, 2]], [[0, 0], [0, 1], [0, 0], [0, 1]]])
    assert reference_shares(two).tolist() == [[0.4, 0], [0, 0.25], [0, 0], [0, 0.1 + 0.25]]
    assert reference_life_table().to_numpy().sum() == pytest.approx(1)


def test_expected_counts() -> None:
    own = np.array([[[1], [2], [0], [3]]])
    shares = np.array([[0.5, 0], [0, 0.25], [0, 0], [0, 0.25]])
    expected = expected_counts(own, 4, shares)
    assert expected.tolist() == [[[3, 0], [2, 1], [0, 0], [3, 1]]]
    assert expected_counts(own, 0).tolist() == own.tolist()
    # Of a longer log no day is lost.
    longer = np.zeros((1, 4, 600), np.int64)
    longer[0, 3, 599] = 7
    assert expected_counts(longer, 40).shape == (1, 4, 600)
    assert expected_counts(longer, 40).sum() == pytest.approx(47)
