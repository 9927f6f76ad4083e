"""Tables as a person reads them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

import jobsearch as js
from project.test_namespace import COLUMNS, EMPTY, FULL

HOSTILE = ("<script>alert(1)</script>", "$x_$", "=1+1", "a & b", '"><img src=x>', "{{x}}")
# Figures that are no shares of something.
NO_RATES = {
    "effective_n1", "effective_n2", "low", "high", "any_low", "any_high", "chi2", "p_value",
    "p_holm", "then", "now", "change", "median_days", "median_low", "median_high", "positive_low",
    "positive_high",
}  # fmt: skip


class Cells(HTMLParser):
    """The texts of a page's table, by row, and its tags."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.rows: list[list[str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and data.strip():
            self.rows[-1][-1] += data


def one(value: object, name: str = "x") -> str:
    """How a value is written in a column of that name."""
    return str(js.readable(pd.DataFrame({name: [value]})).cells.iloc[0, 0])


def test_a_table_by_hand() -> None:
    table = pd.DataFrame(
        {
            "company": ["Acme", None],
            "stage": pd.Categorical(["interview", "no_response"]),
            "applied_on": pd.to_datetime(["2026-03-14", None]),
            "ended_at": [
                pd.Timestamp("2026-04-01 15:30"),
                pd.Timestamp("2026-04-02 23:59:59.999999"),
            ],
            "silent_days": pd.array([1200, None], dtype="Int64"),
            "rate": [0.125, 0.0],
            "low": [0.01, np.nan],
            "high": [0.5, np.nan],
            "is_stale": [True, False],
        }
    )
    shown = js.readable(table)
    assert list(shown.cells) == [
        "company", "stage", "applied on", "ended at", "silent days", "rate", "95% interval",
        "is stale",
    ]  # fmt: skip
    first = ["Acme", "interview", "14 Mar 2026", "1 Apr 2026, 15:30", "1,200", "13%"]
    second = ["", "no response", "", "2 Apr 2026", "", "0%"]
    rows = [[*first, "1 to 50%", "yes"], [*second, "", "no"]]
    assert shown.cells.to_numpy().tolist() == rows
    assert Cells(shown._repr_html_()).rows[1:] == rows
    right = 'style="text-align: right; white-space: nowrap"'
    assert shown._repr_html_().count(f"<th {right}") == 3  # days, rate and interval


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("rate", 0.284, "28%"),
        ("rate", 0.001, "<1%"),
        ("rate", 0.999, ">99%"),
        ("median_days", 20.0, "20"),
        ("median_days", 20.25, "20.2"),
        ("median_days", np.inf, "not reached"),
        ("median_days", np.nan, ""),
        ("p_value", 0.0004, "<0.001"),
        ("p_value", 0.0321, "0.032"),
        ("n", 2000, "2,000"),
        ("rule", "ask_next_steps", "ask for next steps"),
        ("rule", "keep_applying", "keep applying"),
        ("company", "snake_case", "snake_case"),
        ("company", " two\nlines\t and \x1b[31mred", "two lines and [31mred"),
        ("company", "x" * 301, "x" * 299 + "…"),
        ("rate", "a person's own column", "a person's own column"),
        ("left_out", ("a (n = 1)", "b"), "a (n = 1); b"),
        ("left_out", pd.NA, ""),
        ("at", pd.NaT, ""),
    ],
)
def test_a_value_is_written(name: str, value: object, written: str) -> None:
    assert one(value, name) == written


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [
        (0.132, 0.361, "13 to 36%"),
        (0.002, 0.5, "<1 to 50%"),
        (np.nan, np.nan, ""),
        (0.5, np.nan, "50% or more"),
    ],
)
def test_bounds_of_a_rate(low: float, high: float, written: str) -> None:
    table = pd.DataFrame({"rate": [0.2], "low": [low], "high": [high]})
    assert js.readable(table).cells["95% interval"].tolist() == [written]


@pytest.mark.parametrize(
    ("low", "high", "written"),
    [(13.0, 36.0, "13 to 36"), (13.0, np.inf, "13 or more"), (np.inf, np.inf, "")],
)
def test_bounds_of_days(low: float, high: float, written: str) -> None:
    table = pd.DataFrame({"median_days": [20], "median_low": [low], "median_high": [high]})
    assert js.readable(table).cells["95% interval (median)"].tolist() == [written]


def test_columns_of_a_person_s_own_are_no_bounds() -> None:
    table = pd.DataFrame({"salary low": [1], "salary high": [2], "Flow": [3], "low": ["a"], 7: [8]})
    assert list(js.readable(table).cells) == ["salary low", "salary high", "Flow", "low", "7"]


def test_figures_in_their_unit() -> None:
    table = pd.DataFrame(
        {
            "unit": ["", "days", "share", "share", "days"],
            "then": [3, 2, 0.5, np.nan, np.inf],
            "now": [2, 1, 0.51, 0.3, 30],
            "change": [-1, -1, 0.01, np.nan, -np.inf],
        },
        index=pd.Index(["a", "b", "c", "d", "e"], name="figure"),
    )
    assert js.readable(table).cells.to_numpy().tolist() == [
        ["a", "3", "2", "−1"],
        ["b", "2 days", "1 day", "−1 day"],
        ["c", "50%", "51%", "+1 point"],
        ["d", "", "30%", ""],
        ["e", "not reached", "30 days", ""],
    ]


def test_only_the_first_rows() -> None:
    table = pd.DataFrame({"n": range(1200)})
    shown = js.readable(table, rows=2)
    assert str(shown) == "n\n0\n1\nThe first 2 of 1,200 rows."
    assert shown._repr_html_().endswith("</table>\n<p>The first 2 of 1,200 rows.</p></div>")
    assert str(js.readable(table.head(2), rows=2)) == "n\n0\n1"
    with pytest.raises(ValueError) as error:
        js.readable(table, rows=0)
    assert str(error.value) == "rows is 0; it has to be 1 or more."


@pytest.mark.parametrize("table", [pd.DataFrame(), pd.DataFrame({"rate": [], "low": []})])
def test_an_empty_table(table: pd.DataFrame) -> None:
    assert str(js.readable(table)) == "None."
    assert js.readable(table)._repr_html_() == '<div class="jobsearch-table"><p>None.</p></div>'


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    table = pd.DataFrame({text: [text], "source": pd.Categorical([text])})
    page = js.readable(table)._repr_html_()
    found = Cells(page)
    cells = {"table", "thead", "tbody", "tr", "th", "td"}
    assert found.tags - {"wbr"} == {"div", "span", *cells}
    assert found.rows[1] == [text, text.replace("_", " ")]
    # No formula is looked for inside.
    assert '<table class="dataframe tex2jax_ignore mathjax_ignore">' in page


def test_a_person_s_words_in_the_index_stay_as_they_are() -> None:
    table = pd.DataFrame({"n": [1]}, index=pd.Index(["job_board"], name="source"))
    assert js.readable(table).cells.to_numpy().tolist() == [["job_board", "1"]]


@pytest.mark.parametrize("name", COLUMNS)
def test_every_table_is_readable_and_stays_unchanged(name: str) -> None:
    for table in (FULL[name], EMPTY[name]):
        before = table.copy(deep=True)
        shown = js.readable(table)
        pd.testing.assert_frame_equal(table, before)
        assert len(shown.cells) == len(table)
        assert shown.cells.map(lambda cell: type(cell) is str).all(axis=None)
        assert not re.search(r"\b(nan|NaN|NaT|<NA>|None)\b", shown.cells.to_csv())
        found = Cells(shown._repr_html_())
        assert len(found.rows) == (len(table) + 1 if len(table) else 0)


@pytest.mark.parametrize("name", COLUMNS)
def test_every_share_is_written_in_percent(name: str) -> None:
    table = FULL[name]
    floats = set(table.select_dtypes("float64").columns) - NO_RATES
    for column in floats:
        assert table[column].dropna().between(0, 1).all(), column
        assert {one(value, column) for value in table[column].dropna()} <= {
            f"{n}%" for n in (*range(101), "<1", ">99")
        }, column
