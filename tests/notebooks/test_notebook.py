"""What a notebook needs besides measures and charts."""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

import jobsearch as js
from logs import make_log

APPLIED = [{"ID": str(n), "Applied on": f"2026-03-{n:02}"} for n in (1, 2)]


def test_the_first_line_of_a_notebook() -> None:
    log = make_log(APPLIED)
    assert js.opening_sentence(log, as_of="2026-03-14") == (
        "log.xlsx as of 14 Mar 2026, from the parameters: 2 rows, 0 problems."
    )
    given = make_log(APPLIED[:1], settings={"as of": "2026-03-15"})
    assert js.opening_sentence(given, as_of="") == (
        "log.xlsx as of 15 Mar 2026, from Settings: 1 row, 0 problems."
    )
    assert ", from the clock: 2 rows, 0 problems." in js.opening_sentence(log)


def test_a_log_that_nobody_kept_is_named() -> None:
    assert js.opening_sentence(make_log(APPLIED), as_of="2026-05-01") == (
        "log.xlsx as of 1 May 2026, from the parameters: 2 rows, 0 problems.\n"
        "Nothing was logged in the 60 days before: the last logged day is 2026-03-02. "
        'For the search as it stood then: as_of = "2026-03-02"'
    )


def test_no_folder_of_a_machine_is_named() -> None:
    log = js.read_log(js.sample_path())
    assert js.opening_sentence(log, as_of="2026-07-01").startswith("applications.xlsx as of ")


def a_chart() -> mpl.axes.Axes:
    spread = js.breadth(make_log(APPLIED), as_of="2026-03-14")
    return js.plot_breadth(spread, ax=Figure().subplots())


def test_charts_are_saved_under_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert js.save_charts({"two": a_chart(), "one": a_chart()}, folder=folder) == [
        "two.png", "one.png",
    ]  # fmt: skip
    assert sorted(path.name for path in folder.iterdir()) == ["one.png", "two.png"]
    assert (folder / "one.png").read_bytes() == (folder / "two.png").read_bytes()


def test_without_a_folder_nothing_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert js.save_charts({"one": a_chart()}, folder="") == []
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> InteractiveShell:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    shell = InteractiveShell()
    monkeypatch.setattr(sys.modules["IPython"], "get_ipython", lambda: shell)
    return shell


def test_pictures_are_described_in_a_notebook(
    monkeypatch: pytest.MonkeyPatch, shell: InteractiveShell
) -> None:
    monkeypatch.setattr(plt, "switch_backend", lambda name: None)
    png = shell.display_formatter.formatters["image/png"]
    png.for_type(Figure, lambda figure: b"picture")
    js.enable_alt_text()
    js.enable_alt_text()  # again is the same
    ax = a_chart()
    shown, about = shell.display_formatter.format(ax.figure)
    assert shown == {"image/png": b"picture", "text/plain": js.alt_text(ax)}
    assert about == {"image/png": {"alt": js.alt_text(ax)}}
    # A picture of somebody else's has no such words.
    plain = Figure()
    shown, about = shell.display_formatter.format(plain)
    assert shown["text/plain"] == repr(plain)
    assert not about.get("image/png")


def shown(shell: InteractiveShell, thing: object) -> dict[str, str]:
    return shell.display_formatter.format(thing, include={"text/html", "text/plain"})[0]


def test_tables_are_readable_in_a_notebook(shell: InteractiveShell) -> None:
    reached = js.funnel(make_log(APPLIED), as_of="2026-03-14")
    assert "0.0" in shown(shell, reached)["text/html"]
    js.enable_readable_tables()
    js.enable_readable_tables()  # again is the same
    for table in (reached, reached[["n_reached", "rate"]]):
        text = js.readable(table)
        assert shown(shell, table) == {"text/html": text._repr_html_(), "text/plain": repr(text)}
    days = pd.DataFrame({"day": range(100)})
    with pd.option_context("display.max_rows", 3):
        assert shown(shell, days)["text/html"] == js.readable(days, rows=3)._repr_html_()
    with pd.option_context("display.max_rows", None):
        assert shown(shell, days)["text/html"] == js.readable(days)._repr_html_()
    # A DataFrame stays one.
    assert js.funnel(make_log(APPLIED), as_of="2026-03-14")["n_reached"].sum() == 2


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"n": [1, 2]}, index=["mean", "std"]),
        pd.DataFrame({"n": [1]}, index=pd.MultiIndex.from_tuples([("a", "b")])),
        pd.DataFrame([[1, 2]], columns=["n", "n"]),
        pd.DataFrame([[1, 2]]),
        pd.DataFrame({"n": [1]}, index=pd.Index(["a"], name="n")),
    ],
    ids=["labels", "levels", "twice", "numbers", "index named as a column"],
)
def test_pandas_shows_what_readable_would_cut(shell: InteractiveShell, table: pd.DataFrame) -> None:
    js.enable_readable_tables()
    assert shown(shell, table) == {"text/html": table._repr_html_(), "text/plain": repr(table)}


def test_a_cell_that_holds_an_array_can_be_shown(shell: InteractiveShell) -> None:
    js.enable_readable_tables()
    table = pd.DataFrame({"n": [np.array([1, 2])]})
    assert shown(shell, table)["text/plain"] == "n\n[1 2]"


def test_outside_a_notebook_nothing_is_described() -> None:
    js.enable_readable_tables()
    js.enable_alt_text()
