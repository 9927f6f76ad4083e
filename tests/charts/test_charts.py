"""The pictures: what is on them, at every size, with any text, and with nothing to draw."""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable, Iterator

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

import jobsearch as js
from jobsearch.charts import colors, frame, ticks
from jobsearch.charts.registry import CHARTS
from jobsearch.charts.text_fit import (
    drawable,
    families,
    shorten,
    width,
    without_font,
    wrap,
)
from jobsearch.wording import percent
from logs import make_log
from pictures import AS_OF, HOSTILE, PLAIN, axes, faults, log_of, tables, words

mpl.use("agg")
SIZES = (1, 10, 140, 2000)
SAMPLE = js.read_log(js.sample_path())
TABLES = tables(SAMPLE)
NO_TIME = "No application has a response time."
EMPTY = {
    "response-curve": ("No response curve yet", NO_TIME),
    "response-curve-by-source": ("No response curve yet", NO_TIME),
    "cumulative-incidence": ("No answers yet", NO_TIME),
    "chance-of-response": ("Too early to say how likely an answer is", NO_TIME),
    "response-rates-by-source": ("No response rates by source yet", NO_TIME),
    "thank-yous": (
        "Nobody to thank yet",
        "Your log has no interview yet.",
    ),
    "compliance": (
        "Nothing to follow up on yet",
        "Your log has no interview to follow up on, and no message that you sent.",
    ),
    "pipeline-history": ("No pipeline yet", "Nothing in your log has a date."),
    "weekly-activity": (
        "No activity yet",
        "No application, response or interview has a date.",
    ),
    "breadth": ("Nothing is open", "None of the applications you sent is open."),
    "flows": ("No applications yet", "You have not sent an application yet."),
    "timelines": ("No open applications", "None of your applications is open."),
}


@pytest.fixture(autouse=True)
def _no_window_left() -> object:
    yield
    plt.close("all")


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("names", [(), HOSTILE], ids=["usual", "hostile"])
@pytest.mark.slow
def test_no_texts_overlap(n: int, names: tuple[str, ...]) -> None:
    log = log_of(n, names)
    found = tables(log)
    assert found["flows"]["n"].sum() <= n
    pairs = [(name, name, table) for name, table in found.items()]
    if n == 2000:
        pairs += [(name, f"{name} plain", of(log)) for name, of in PLAIN.items()]
    # In a figure of matplotlib's own size, too, which is narrower.
    sizes = [(6.4, 4.8)] if names and n in (10, 2000) else []
    wrong = {}
    for function, name, table in pairs:
        for size in (None, *sizes):
            ax = CHARTS[function].plot(table, ax=None if size is None else axes(*size))
            if found_here := faults(ax):
                wrong[name, size] = found_here
            plt.close("all")
    assert wrong == {}


@pytest.mark.parametrize("name", [*CHARTS])
def test_overlapping_texts_are_found(name: str) -> None:
    ax = CHARTS[name].plot(TABLES[name], ax=axes())
    assert faults(ax) == []
    title = ax.get_title()
    ax.annotate("on the title", (0, 1), (20, 20), textcoords="offset points",
                xycoords="axes fraction")  # fmt: skip
    ax.annotate("gone", (0, 1), (-900, 0), textcoords="offset points", xycoords="axes fraction")
    assert "'gone' leaves the figure" in faults(ax)
    assert any("'on the title'" in fault for fault in faults(ax)), title


@pytest.mark.parametrize("name", [*CHARTS])
def test_a_picture_of_nothing_says_why(name: str) -> None:
    table = tables(make_log())[name]
    ax = CHARTS[name].plot(table)
    title, reason = EMPTY[name]
    assert words(ax)[0] == title
    assert " ".join(words(ax)[1:]) == reason
    assert js.alt_text(ax) == f"Empty chart: {title}. {reason}"
    assert faults(ax) == []


@pytest.mark.parametrize("name", [*CHARTS])
def test_a_picture_is_drawn_where_it_is_told_and_leaves_its_table_alone(name: str) -> None:
    table = TABLES[name]
    before, attributes = table.copy(deep=True), dict(table.attrs)
    figure = Figure()
    ax, other = figure.subplots(1, 2)
    place = ax.get_position().bounds
    assert CHARTS[name].plot(table, ax=ax) is ax
    # Axes beside others stay where they are.
    assert ax.get_position().bounds == place
    assert not other.has_data()
    assert plt.get_fignums() == []
    pd.testing.assert_frame_equal(table, before)
    assert table.attrs == attributes
    alone = Figure().subplots()
    assert CHARTS[name].plot(table, ax=alone) is alone
    made = CHARTS[name].plot(table)
    assert plt.get_fignums() == [1] and made.figure is plt.figure(1)


@pytest.mark.parametrize("name", [*CHARTS])
def test_another_table_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"^The table has no column .*\. Use the table of \w+\.$"):
        CHARTS[name].plot(pd.DataFrame({"a": [1]}), ax=axes())


def test_the_table_that_is_meant_is_named() -> None:
    with pytest.raises(ValueError) as error:
        js.plot_thank_yous(js.obligations(SAMPLE, as_of=AS_OF))
    assert str(error.value) == (
        "The table has no column ended_at, hours_low, hours_high. Use the table of thank_you_hours."
    )
    times = js.response_times(SAMPLE, as_of=AS_OF)
    with pytest.raises(ValueError) as error:
        js.plot_cumulative_incidence(js.cumulative_incidence(times, by="source"))
    assert str(error.value) == (
        "The table has groups. Use the table of cumulative_incidence without by."
    )


@pytest.mark.parametrize("name", [*CHARTS])
def test_the_style_is_ours_alone(name: str) -> None:
    plain = CHARTS[name].plot(TABLES[name], ax=axes())
    with mpl.rc_context(
        {"font.size": 30, "axes.labelsize": 40, "text.color": "red", "font.family": "serif"}
    ):
        mine = CHARTS[name].plot(TABLES[name], ax=axes())
        assert mpl.rcParams["font.size"] == 30
    assert looks(mine) == looks(plain)


def looks(ax: Axes) -> list[object]:
    """What a style sets: of every text, the frame, the ticks."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    texts = [
        (t.get_text(), t.get_fontsize(), t.get_color(), t.get_fontfamily())
        for t in figure.findobj(Text)
        if t.get_text()
    ]
    spines = [(spine.get_visible(), spine.get_edgecolor()) for spine in ax.spines.values()]
    return [texts, spines, ax.get_facecolor(), ax.get_axisbelow()]


@pytest.mark.parametrize("name", [*CHARTS])
def test_alt_text_is_a_sentence_that_holds_the_finding(name: str) -> None:
    ax = CHARTS[name].plot(TABLES[name], ax=axes())
    said = js.alt_text(ax)
    title = " ".join(ax.get_title().split())
    assert said.endswith(".") and "\n" not in said
    if not name.endswith("by-source") and name != "breadth":
        assert title in said


def test_text_of_the_log_stays_text() -> None:
    log = make_log(
        [
            {"Company": "$x_$ & Sons", "Role": "_private", "Source": "$\\frac{1}{0}$",
             "Applied on": "2026-10-01"},
            {"Company": "日本株式会社", "Role": "🚀", "Applied on": "2026-10-02"},
        ]
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        lines = js.plot_timelines(js.timelines(log, as_of=AS_OF))
        flow = js.plot_flows(js.flows(log, as_of=AS_OF))
        for ax in (lines, flow):
            ax.get_figure(root=True).canvas.draw()
    assert "$x_$ & Sons · _private" in words(lines)
    assert "$\\frac{1}{0}$ 1" in words(flow)


@pytest.fixture
def fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Let a machine have these fonts beside its first."""
    from jobsearch.charts import text_fit as module

    def forget() -> None:
        for known in (module._drawn, module._family_of, module.width):
            known.cache_clear()

    def only(*names: str) -> None:
        monkeypatch.setattr(module, "_others", lambda: names)
        forget()

    yield only
    forget()


def test_what_no_font_has_is_no_box(fonts: Callable[..., None]) -> None:
    fonts()
    assert drawable("山田 Ltd 🛸\ufe0f") == "?? Ltd"
    assert without_font("山 a?田") == ["山", "田"]
    assert families("é") == ["DejaVu Sans"]


def test_another_font_helps_out(fonts: Callable[..., None]) -> None:
    # Comes with matplotlib, and has signs that the first one lacks.
    fonts("STIXGeneral")
    sign = "\u1d81"
    assert drawable(f"a{sign}") == f"a{sign}" and without_font(sign) == []
    assert families(f"a{sign}") == ["DejaVu Sans", "STIXGeneral"]
    assert width(f"a{sign}") > width("a")
    log = make_log([{"Company": f"A{sign}", "Role": "Clerk", "Applied on": "2026-10-01"}])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ax = js.plot_timelines(js.timelines(log, as_of=AS_OF))
        assert faults(ax) == []
        ax.get_figure(root=True).canvas.draw()
    assert f"A{sign} · Clerk" in words(ax)


def test_control_signs_are_dropped() -> None:
    assert drawable("a\u202eb\x00c\u200bd\ne\tf") == "abcd e f"
    assert drawable("e\u0301") == "é"


def test_shortened_text_fits() -> None:
    rng = random.Random(4)
    for _ in range(50):
        text = "".join(rng.choice("abcWWii é") for _ in range(rng.randint(1, 80)))
        points = rng.uniform(20, 200)
        assert width(shorten(text, points)) <= points
        lines = wrap(text, points, lines_at_most=3)
        assert all(width(line) <= points for line in lines) and len(lines) <= 3
        if len(lines) < 3 and not any(line.endswith("…") for line in lines):
            assert " ".join(lines) == " ".join(text.split())


def test_labels_are_spread_and_stay_near() -> None:
    rng = np.random.default_rng(1)
    for _ in range(200):
        n = int(rng.integers(1, 9))
        at = rng.uniform(0, 10, n)
        places = np.array(frame.spread_labels(at.tolist(), 1.0, 0.0, 10.0))
        order = np.argsort(at, kind="stable")
        assert (np.diff(places[order]) >= 1 - 1e-9).all()
        assert (places >= -1e-9).all() and (places <= 10 + 1e-9).all()


@pytest.mark.parametrize("days", [0.5, 3, 20, 90, 200, 800, 3000, 20000])
def test_dates_have_few_round_ticks_and_each_year_once(days: float) -> None:
    first = float(np.datetime64("2026-02-27", "D").astype(int))
    places, texts = ticks.date_ticks(first, first + days, 8)
    assert len(places) == len(texts) <= 9
    assert all(first <= place <= first + days for place in places)
    years = [text.split()[-1] for text in texts if text.split()[-1].isdigit()]
    assert len(years) == len(set(years))


def lightness(colour: str) -> float:
    """Luminance as a grey copy shows it."""
    return float(np.dot(to_rgb(colour), (0.299, 0.587, 0.114)))


def test_neighbours_differ_in_grey() -> None:
    for names in (
        [colors.KINDS[k] for k in ("positive", "negative", "silent")],
        [colors.STAGES[s] for s in ("applied", "screening", "interview", "offer")],
        [colors.OUTCOMES[o] for o in ("accepted", "open", "rejected", "no_response")],
    ):
        found = sorted(map(lightness, names))
        assert min(np.diff(found)) > 0.1


def test_percentages() -> None:
    assert [percent(x) for x in (0, 0.001, 0.5, 0.999, 1)] == [
        "0%", "<1%", "50%", ">99%", "100%",
    ]  # fmt: skip
