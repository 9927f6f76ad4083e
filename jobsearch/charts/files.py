"""Pictures as files: the same bytes for the same picture, with the alt text inside."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from jobsearch.charts.frame import alt_text, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A format's keys of metadata: what matplotlib would say of itself and the time, and the one for the
# alt text.
_METADATA = {
    "png": (("Software",), "Description"),
    "svg": (("Creator", "Date"), "Description"),
    "pdf": (("Creator", "Producer", "CreationDate"), "Subject"),
}
FORMATS = tuple(_METADATA)
_DPI = 150


def chart_bytes(ax: Axes, file_format: str) -> bytes:
    """The figure of the axes as a file of that format."""
    if file_format not in FORMATS:
        raise ValueError(
            f'"{file_format}" is not a format of pictures. There are {", ".join(FORMATS)}.'
        )
    figure = ax.get_figure(root=True)
    assert figure is not None
    title = " ".join(ax.get_title().split())
    omitted, description = _METADATA[file_format]
    metadata = dict.fromkeys(omitted) | {"Title": title, description: alt_text(ax)}
    file = io.BytesIO()
    with style():
        figure.savefig(file, format=file_format, dpi=_DPI, metadata=metadata)
    return file.getvalue()


def save_chart(ax: Axes, path: str | Path) -> Path:
    """
    Save a picture, its alt text inside.

    Parameters
    ----------
    ax : Axes
        From one of the ``plot_`` functions.
    path : str or Path
        A file that ends in .png, .svg or .pdf. Its folder has to be there.

    Returns
    -------
    Path
        `path`.

    Raises
    ------
    ValueError
        If it ends in something else.

    Notes
    -----
    The same picture gives the same bytes on one machine: no date and no version is in the file.

    Examples
    --------
    >>> import tempfile
    >>> import jobsearch as js
    >>> from matplotlib.figure import Figure
    >>> spread = js.breadth(js.read_log(js.sample_path()), as_of="2026-10-30")
    >>> ax = js.plot_breadth(spread, ax=Figure().subplots())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     js.save_chart(ax, f"{folder}/breadth.svg").name
    'breadth.svg'
    """
    path = Path(path)
    path.write_bytes(chart_bytes(ax, path.suffix.removeprefix(".").lower()))
    return path
