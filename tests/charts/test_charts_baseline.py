"""
The pictures of the sample as they are kept in tests/baseline, so that a change is looked at.

After a wanted change ``python -m tests.charts.test_charts_baseline``, in the folder of the README,
draws them anew: look at each. They are kept without their texts, which other versions of matplotlib
set a little differently; test_charts.py and test_charts_content.py test those.
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from matplotlib.testing.compare import compare_images
from matplotlib.text import Text

import jobsearch as js
from jobsearch.charts.frame import style
from jobsearch.charts.registry import CHARTS

sys.path.append(str(Path(__file__).parents[1]))

from checkout import TESTS
from pictures import AS_OF

mpl.use("agg")
BASELINE = TESTS / "baseline"
# The root mean square of the differences, of 255. matplotlib 3.10 and 3.11 draw the same; a quarter
# of the rows less makes 12 and more.
TOLERANCE = 3.0


def save(name: str, path: Path, *, without: int = 0) -> None:
    """Draw a picture of the sample, its last rows left out."""
    table = sample_table(name)
    attributes = table.attrs
    table = table.iloc[: len(table) - without]
    table.attrs = attributes
    ax = CHARTS[name].plot(table)
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    for text in figure.findobj(Text):
        text.set_visible(False)
    # Margins are as wide as the texts.
    figure.set_size_inches(6, 4)
    ax.set_position((0.1, 0.1, 0.8 if name != "breadth" else 0.5, 0.8))
    with style():
        figure.savefig(path, dpi=60, metadata={"Software": None})
    plt.close(figure)


def sample_table(name: str) -> pd.DataFrame:
    return CHARTS[name].measure(js.read_log(js.sample_path()), pd.Timestamp(AS_OF))


@pytest.mark.parametrize("name", [*CHARTS])
@pytest.mark.slow
def test_a_picture_looks_as_it_did(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.png"
    save(name, path)
    assert compare_images(str(BASELINE / f"{name}.png"), str(path), TOLERANCE) is None


@pytest.mark.parametrize("name", [*CHARTS])
@pytest.mark.slow
def test_a_changed_picture_is_seen(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.png"
    table = sample_table(name)
    # A quarter, in threes, for each day of the incidence is three rows; of the rates all but three.
    without = -(-len(table) // 12) * 3 if len(table) > 3 else 1
    save(name, path, without=len(table) - 3 if name == "response-rates-by-source" else without)
    assert compare_images(str(BASELINE / f"{name}.png"), str(path), TOLERANCE) is not None


if __name__ == "__main__":
    BASELINE.mkdir(exist_ok=True)
    for picture in CHARTS:
        save(picture, BASELINE / f"{picture}.png")
        print(BASELINE / f"{picture}.png")
