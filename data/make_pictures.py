"""
Draw the pictures of the README from the sample log.

With jobsearch installed, ``python data/make_pictures.py`` writes them into ``pictures`` beside this
file, and prints the lines that show them. They are reduced to 48 colours, so that they stay small.
"""

from __future__ import annotations

import io
from pathlib import Path

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from PIL import Image
from PIL.PngImagePlugin import PngInfo

import jobsearch as js
from jobsearch.charts.files import chart_bytes
from jobsearch.charts.registry import CHARTS

mpl.use("agg")
FOLDER = Path(__file__).with_name("pictures")
AS_OF = "2026-10-30"
COLOURS = 48
NAMES = ("flows", "cumulative-incidence", "compliance")


def charts(as_of: str = AS_OF) -> dict[str, Axes]:
    """The pictures, by the names of their files."""
    log = js.read_log(js.sample_path())
    drawn = {name: CHARTS[name].draw(log, pd.Timestamp(as_of)) for name in NAMES}
    few = js.timelines(log, as_of=as_of, applications_at_most=12)
    return drawn | {"timelines": js.plot_timelines(few)}


def save(ax: Axes, path: Path) -> None:
    """Write a picture in a few colours, with its words and what drew it."""
    about = PngInfo()
    about.add_text("Software", f"matplotlib {mpl.__version__}")
    about.add_itxt("Description", js.alt_text(ax))
    with Image.open(io.BytesIO(chart_bytes(ax, "png"))) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True, pnginfo=about)


def shown(name: str, ax: Axes) -> str:
    """The line of the README that shows a picture."""
    return f"![{js.alt_text(ax)}](data/pictures/{name}.png)"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, ax in charts().items():
        save(ax, FOLDER / f"{name}.png")
        print(shown(name, ax))
