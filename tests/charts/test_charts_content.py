"""What each picture shows of its table: data, labels, titles, each worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.lines import Line2D

import jobsearch as js
from jobsearch.measures.reasons import Limit
from jobsearch.measures.responses.silence import Threshold
from jobsearch.schema import RULES, VERDICTS
from pictures import axes, words

mpl.use("agg")
DAY = np.datetime64("2026-03-02", "D")


def title(ax: Axes) -> str:
    return " ".join(ax.get_title().split())


def marks(ax: Axes, sign: str) -> Iterator[Line2D]:
    """The lines that are drawn as signs of this kind."""
    return (line for line in ax.lines if line.get_marker() == sign)


def at(*days: int) -> pd.DatetimeIndex:
    return pd.DatetimeIndex([DAY + day for day in days])


# 4 applications: answers on the days 1, 4 and 6, one silent for 9 days.
FOUR = pd.DataFrame(
    {
        "duration_days": [1, 4, 6, 9],
        "event": ["positive", "negative", "positive", "none"],
        "source": ["board", "board", "fair", "fair"],
    }
)


def test_the_response_curve() -> None:
    ax = js.plot_response_curve(js.response_curve(FOUR), ax=axes())
    assert title(ax) == "Half of your applications heard back within 4 days"
    assert ax.get_xlabel() == "days since applying"
    assert ax.get_ylabel() == "share still waiting"
    curve = ax.lines[0]
    expected = [1, 0.75, 0.75, 0.75, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.25]
    np.testing.assert_allclose(curve.get_ydata(), expected)
    assert np.asarray(curve.get_xdata()).tolist() == list(range(11))
    (censored,) = marks(ax, "|")
    assert (censored.get_xdata(), censored.get_ydata()) == ([9], [0.25])
    assert "half: day 4" in words(ax)
    ticks = [int(tick) for tick in ax.get_xticks()]
    at_risk = [text.get_text() for text in ax.texts if text.get_fontsize() == 8]
    left = {0: "4", 1: "4", 2: "3", 3: "3", 4: "3", 5: "2", 6: "2", 7: "1", 8: "1", 9: "1", 10: "0"}
    assert at_risk == [*(left[tick] for tick in ticks), "waiting"]


def test_a_curve_that_does_not_come_down() -> None:
    rows = pd.DataFrame({"duration_days": [3, 10, 10, 10], "event": ["positive"] + ["none"] * 3})
    ax = js.plot_response_curve(js.response_curve(rows), ax=axes())
    assert title(ax) == "25% have heard back; too early to say when half will"
    rows = pd.DataFrame({"duration_days": [10], "event": ["none"]})
    ax = js.plot_response_curve(js.response_curve(rows), ax=axes())
    assert title(ax) == "Nobody has answered in 10 days"


def test_a_curve_for_each_group() -> None:
    ax = js.plot_response_curve(js.response_curve(FOUR, by="source"), ax=axes())
    assert title(ax) == "Half heard back within 1 (board) to 6 days (fair)"
    board, fair = (line for line in ax.lines if len(line.get_xdata()) > 1)
    np.testing.assert_allclose(board.get_ydata(), [1, 0.5, 0.5, 0.5, 0, 0])
    np.testing.assert_allclose(fair.get_ydata(), [1] * 6 + [0.5] * 5)
    assert words(ax).count("board") == words(ax).count("fair") == 2  # beside the line, at risk


def test_the_groups_that_do_not_come_down_are_counted() -> None:
    rows = pd.DataFrame(
        {
            "duration_days": [1, 5, 9, 9, 9, 9],
            "event": ["positive", "negative", *["none"] * 4],
            "source": ["board", "fair", "post", "radio", "web", "wire"],
        }
    )
    for others, said in ((4, "4 others not yet"), (1, "1 other not yet"), (0, "")):
        curve = js.response_curve(rows[: 2 + others], by="source")
        told = title(js.plot_response_curve(curve, ax=axes()))
        first = "Half heard back within 1 (board) to 5 days (fair)"
        assert told == first + (f"; {said}" if said else "")
    curve = js.response_curve(rows[1:4], by="source")
    told = title(js.plot_response_curve(curve, ax=axes()))
    assert told == "fair: half heard back within 5 days; 2 others not yet"


def test_only_so_many_groups_are_drawn_and_it_is_said() -> None:
    rows = pd.DataFrame(
        {
            "duration_days": [5] * 45,
            "event": ["negative"] * 45,
            "source": [f"source {n}" for n in range(9) for _ in range(n + 1)],
        }
    )
    ax = js.plot_response_curve(js.response_curve(rows, by="source"), ax=axes())
    assert "The 6 largest of 9." in " ".join(words(ax))
    shown = {word for word in words(ax) if word.startswith("source ")}
    assert shown == {f"source {n}" for n in range(3, 9)}


def test_the_stack_of_answers() -> None:
    ax = js.plot_cumulative_incidence(js.cumulative_incidence(FOUR), ax=axes())
    assert title(ax) == "Within 7 days, 50% of applications got good news and 25% a rejection"
    tops = [np.asarray(line.get_ydata()).tolist() for line in ax.lines]
    assert tops[0] == pytest.approx([0, 0.25, 0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0.5, 0.5, 0.5])
    assert tops[1] == pytest.approx([0, 0.25, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 0.75, 0.75, 0.75])
    assert {"good news 50%", "rejection 25%", "still waiting 25%"} <= set(words(ax))


def test_the_chance_and_the_threshold() -> None:
    table = pd.DataFrame(
        {
            "silent_days": [0, 1, 2],
            "chance": [0.5, 0.4, 0.2], "low": [0.3, 0.2, 0.1], "high": [0.7, 0.6, 0.4],
            "positive": [0.2, 0.1, 0.01], "positive_low": [0.1, 0.0, 0.0],
            "positive_high": [0.4, 0.3, 0.1], "n_at_risk": [20, 15, 12],
        }
    )  # fmt: skip
    limit = Threshold(2, Limit.EXPECTED, 9, 1, 0, 0.0)
    table.attrs = {"n": 20, "within_days": 30, "threshold": limit, "reason": ""}
    ax = js.plot_chance_of_response(table, ax=axes())
    assert title(ax) == (
        "After 2 days of silence, the chance of good news in the next 30 days is 1%"
    )
    assert (
        "Stale: 2 days: good news rarely comes later (1 of your 9 good answers did)."
        in " ".join(words(ax))
    )
    assert (
        ax.get_xlabel() == "days of silence so far"
        and ax.get_ylabel() == "chance in the next 30 days"
    )
    any_answer, good, threshold = ax.lines
    assert np.asarray(any_answer.get_ydata()).tolist() == [0.5, 0.4, 0.2]
    assert np.asarray(good.get_ydata()).tolist() == [0.2, 0.1, 0.01]
    assert list(threshold.get_xdata()) == [2, 2]
    assert {"stale from day 2", "any answer 20%", "good news 1%"} <= set(words(ax))
    table.attrs["threshold"] = Threshold(30, Limit.DEFAULT, 0, 0, 0, 0.0)
    ax = js.plot_chance_of_response(table, ax=axes())
    assert title(ax) == (
        "After 2 days of silence, the chance of an answer in the next 30 days is 20%"
    )
    stale = "Stale: 30 days, the default: there is no good news to learn from."
    assert stale in " ".join(words(ax))


def test_rates_are_points_and_the_small_are_listed() -> None:
    table = pd.DataFrame(
        {
            "group": ["fair", "board", "web"], "rate": [0.8, 0.4, np.nan],
            "low": [0.6, 0.2, np.nan], "high": [0.9, 0.6, np.nan], "n": [25, 30, 3],
            "n_responses": [20, 12, 1], "left_out": ["", "", "n = 3, 1 answer"],
        }
    )  # fmt: skip
    table.attrs = {"by": "source", "within_days": 30, "n": 58, "rate": 0.55, "reason": ""}
    ax = js.plot_response_rates(table, ax=axes())
    assert title(ax) == "fair: 80% heard back within 30 days; board: 40%"
    points = [float(line.get_xdata()[0]) for line in marks(ax, "o")]
    assert points == [0.8, 0.4]
    assert {"80%, n = 25", "40%, n = 30", "all 55%, n = 58", "fair", "board"} <= set(words(ax))
    assert "Not drawn: web (n = 3, 1 answer)." in " ".join(words(ax))
    only = table.iloc[2:]
    only.attrs = table.attrs
    ax = js.plot_response_rates(only, ax=axes())
    assert words(ax) == [
        "No response rates by source yet",
        "No source has 20 applications and 5 answers.",
    ]


def test_every_interviewer_is_a_dot_or_in_a_lane() -> None:
    table = pd.DataFrame(
        {
            "ended_at": at(0, 1, 2, 3, 4, 5),
            "hours_low": [0.5, 30, 2, np.nan, np.nan, np.nan],
            "hours_high": [0.5, 30, 20, np.nan, np.nan, np.nan],
            "verdict": pd.Categorical(
                ["met", "late", "met", "missed", "blocked", "waived"], categories=list(VERDICTS)
            ),
        }
    )
    ax = js.plot_thank_yous(table, ax=axes())
    assert title(ax) == "You thanked 2 of 6 interviewers within 24 hours"
    first = float(DAY.astype(int))
    (met,), (late,) = marks(ax, "o"), marks(ax, "D")
    assert 10 ** met.get_xdata() == pytest.approx([0.5]) and met.get_ydata() == [first]
    assert 10 ** late.get_xdata() == pytest.approx([30]) and late.get_ydata() == [first + 1]
    (span,) = ax.collections[0].get_segments()
    assert 10 ** span[:, 0] == pytest.approx([2, 20]) and (span[:, 1] == first + 2).all()
    lanes = {float(line.get_ydata()[0]) for line in marks(ax, "x")}
    assert lanes == {first + 3, first + 4}
    assert {"missed 1", "blocked 1", "1 h", "24 h"} <= set(words(ax))
    assert "Not drawn: 1 waived." in " ".join(words(ax))


def test_the_scorecard_has_every_count() -> None:
    owed = pd.DataFrame(
        {
            "rule": ["follow_up"] * 4 + ["move_on"],
            "verdict": ["met", "met", "met", "late", "pending"],
        }
    )
    ax = js.plot_compliance(js.compliance(owed), ax=axes(9.2, 4.4))
    assert title(ax) == "Your weakest habit: following up (3 of 4)"
    (point,) = marks(ax, "o")
    row = list(RULES).index("follow_up")
    assert (list(point.get_xdata()), list(point.get_ydata())) == ([0.75], [row])
    texts = words(ax)
    assert texts.count("nothing due") == 8 and texts.count("nothing to judge yet") == 1
    assert set(VERDICTS) <= set(texts) and "75%" in texts
    assert [texts.count(n) for n in ("3", "1")] == [1, 2]
    assert texts.count("·") == 80 - 3
    kept = js.compliance(owed[:3])
    assert title(js.plot_compliance(kept, ax=axes(9.2, 4.4))) == "You kept every rule every time"


def test_the_pipeline_is_stacked() -> None:
    table = pd.DataFrame(
        {"applied": [2, 3, 1], "screening": 0, "interview": [0, 1, 1], "offer": [0, 0, 1],
         "open": [2, 4, 3], "interviews": [0, 2, 0], "offers": [0, 0, 1]},
        index=at(0, 1, 2),
    )  # fmt: skip
    ax = js.plot_pipeline_history(table, ax=axes())
    assert title(ax) == "3 applications are open: 1 applied, 1 at interview, 1 with an offer"
    tops = [np.asarray(line.get_ydata()).tolist() for line in ax.lines[:3]]
    assert tops == [[0, 0, 1, 1], [0, 1, 2, 2], [2, 4, 3, 3]]
    (held,), (offers,) = marks(ax, "|"), marks(ax, "*")
    assert held.get_xdata() == float(DAY.astype(int)) + 1.5
    assert offers.get_xdata() == float(DAY.astype(int)) + 2.5
    assert {"applied 1", "interview 1", "offer 1", "2 interviews", "1 offer"} <= set(words(ax))
    assert "Most at once: 4, on Tue 3 Mar." in words(ax)
    gone = table.assign(applied=[2, 3, 0], interview=0, offer=0, open=[2, 3, 0])
    ax = js.plot_pipeline_history(gone, ax=axes())
    assert title(ax) == "No application is open"


def test_weeks_are_bars_over_bars() -> None:
    table = pd.DataFrame(
        {"applications": [3, 0, 1], "responses": [1, 2, 0], "interviews": [0, 1, 1],
         "waiting_days": [0, 4, 7]},
        index=at(0, 7, 14),
    )  # fmt: skip
    ax = js.plot_weekly_activity(table, ax=axes())
    assert title(ax) == "You sent 4 applications in 3 weeks; in 1 week you sent none"
    # The shade of the weeks of waiting comes first.
    bars = [bar.get_height() for bar in ax.patches][-9:]
    assert bars == [3, 0, 1, -1, -2, 0, 0, -1, -1]
    assert {"4 applications", "3 responses", "2 interviews"} <= set(words(ax))
    told = "Responses: the first to each application, if it has a date."
    shade = "Shaded: 2 weeks of waiting for a decision; in 1 of them you sent nothing."
    assert f"{told} {shade}" in words(ax)
    without = js.plot_weekly_activity(table.drop(columns="waiting_days"), ax=axes())
    assert f"{told} Weeks begin on Mondays." in words(without)


def test_breadth_has_shares_and_counts() -> None:
    table = pd.DataFrame(
        {"n": [3, 1], "effective_n1": [2.5, 1.0], "effective_n2": [2.2, 1.0],
         "largest_share": [0.5, 1.0], "n_applications": 10,
         "largest": [(("Acme", 5), ("Beta", 4)), (("board", 10),)]},
        index=pd.Index(["employers", "sources"], name="of"),
    )  # fmt: skip
    ax = js.plot_breadth(table, ax=axes())
    assert title(ax) == (
        "10 open applications: 3 employers; the largest brings 50%, so in effect about 2"
    )
    assert [bar.get_width() for bar in ax.patches] == pytest.approx([0.5, 0.4, 0.1, 1.0])
    assert {"Acme", "Beta", "board", "1 source"} <= set(words(ax))
    (side,) = ax.child_axes
    found = [float(line.get_xdata()[0]) for line in side.lines if line.get_marker() == "o"]
    assert found == [3, 2.5, 1, 1]


def test_flows_are_bands_as_thick_as_they_are_many() -> None:
    table = pd.DataFrame(
        {
            "source": ["board", "board", "fair"],
            "stage": pd.Categorical(["applied", "interview", "offer"]),
            "outcome": pd.Categorical(["rejected", "open", "accepted"]),
            "n": [6, 3, 1],
        }
    )
    ax = js.plot_flows(table, ax=axes())
    assert title(ax) == ("Of 10 applications, 4 reached an interview and 1 an offer; 3 are open")
    assert {"board 9", "fair 1", "applied 6", "interview 3", "offer 1", "rejected 6", "open 3",
            "accepted 1"} <= set(words(ax))  # fmt: skip
    bands = [c for c in ax.collections if isinstance(c, PathCollection)]
    for half in bands:
        thick = sorted(p.vertices[4][1] - p.vertices[3][1] for p in half.get_paths())
        assert thick == pytest.approx([t * thick[0] for t in (1, 3, 6)])


def test_lines_of_time_by_urgency() -> None:
    table = pd.DataFrame(
        {
            "rank": [0, 0, 0, 1, 1],
            "company": ["Acme"] * 3 + [np.nan] * 2, "role": ["Analyst"] * 3 + ["Clerk"] * 2,
            "what": ["applied", "interview", "silent_since", "applied", "silent_since"],
            "at": at(0, 5, 5, 2, 2),
            "is_stale": [False] * 3 + [True] * 2, "to_do": ["thank"] * 3 + ["close"] * 2,
        }
    )  # fmt: skip
    table.attrs = {"as_of": pd.Timestamp("2026-03-12 23:59"), "n_open": 7, "n_stale": 3,
                   "n_left_out": 5}  # fmt: skip
    ax = js.plot_timelines(table, ax=axes())
    assert title(ax) == "7 open applications, 3 of them stale; the 2 most urgent"
    assert "5 more are not drawn." in " ".join(words(ax))
    assert {
        "Acme · Analyst",
        "Clerk",
        "silent 5 days, thank",
        "silent 8 days, stale, close",
    } <= set(words(ax))
    first = float(DAY.astype(int))
    (held, _key) = marks(ax, "s")
    assert (list(held.get_xdata()), list(held.get_ydata())) == ([first + 5], [0])
    dotted = [line for line in ax.lines if line.get_linestyle() == ":"]
    assert [float(line.get_xdata()[0]) - first for line in dotted] == [5, 2]


def test_an_alt_text_by_hand() -> None:
    ax = js.plot_response_curve(js.response_curve(FOUR), ax=axes())
    assert js.alt_text(ax) == (
        "Falling curve: the share of 4 applications still waiting by day since applying. "
        "Half of your applications heard back within 4 days. Still waiting: 25% after 7 days."
    )
