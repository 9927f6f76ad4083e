"""What a notebook needs besides measures and charts: first line, findings, descriptions, files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jobsearch.clock import AsOf, cut_off
from jobsearch.log import Log
from jobsearch.measures.scorecard import quiet_sentence
from jobsearch.wording import count, day, file_name

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def opening_sentence(log: Log, *, as_of: AsOf | None = None) -> str:
    """
    Which log this is, as of which day, and where that day comes from.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str, optional
        The parameter of the notebook; empty: the day in the log's Settings, else the clock.

    Returns
    -------
    str
        The file's name, the day, the numbers of applications and of problems; where nothing was
        logged for 60 days before the day, or ever, the last logged one or the first.

    Raises
    ------
    ValueError
        As `cut_off`.

    Examples
    --------
    >>> import jobsearch as js
    >>> opening_sentence(js.read_log(js.sample_path()), as_of="2026-07-01")
    'applications.xlsx as of 1 Jul 2026, from the parameters: 140 rows, 6 problems.'
    """
    moment, given_by = cut_off(log, as_of)
    source = {"--as-of": "the parameters"}.get(given_by, given_by)
    counts = f"{count(len(log.applications), 'row')}, {count(len(log.problems), 'problem')}"
    when = day(moment.date(), weekday=False, year=True)
    line = f"{file_name(log.reading.path)} as of {when}, from {source}: {counts}."
    note = quiet_sentence(log, as_of=moment, option='as_of = "{}"')
    return line if note is None else f"{line}\n{note}"


def findings(log: Log, *, as_of: AsOf, charts: Iterable[str]) -> str:
    """
    What some charts of a log say, a sentence for each.

    Parameters
    ----------
    log : Log
    as_of : Timestamp, date or str
        The data cut-off.
    charts : iterable of str
        Their names, as in ``jobsearch charts --only``.

    Returns
    -------
    str
        A line for each chart: its title.

    Raises
    ------
    KeyError
        If there is no such chart.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> print(js.findings(log, as_of="2026-10-30", charts=["thank-yous"]))
    You thanked 32 of 44 interviewers within 24 hours.
    """
    from matplotlib.figure import Figure

    from jobsearch.charts.registry import CHARTS

    moment, _ = cut_off(log, as_of)
    # So wide that no title has to be cut.
    drawn = [CHARTS[name].draw(log, moment, ax=Figure((40, 4)).subplots()) for name in charts]
    return "\n".join(f"{' '.join(ax.get_title().split())}." for ax in drawn)


def save_charts(charts: Mapping[str, Axes], *, folder: str | Path) -> list[str]:
    """
    Save the charts of a notebook as PNG files, each with its alt text inside.

    Parameters
    ----------
    charts : mapping
        The name of each file, without its ending, and the axes from a ``plot_`` function.
    folder : str or Path
        Where to; made if it is not there. Empty: nothing is saved.

    Returns
    -------
    list of str
        The names of the files.

    Examples
    --------
    >>> import tempfile
    >>> import jobsearch as js
    >>> from matplotlib.figure import Figure
    >>> spread = js.breadth(js.read_log(js.sample_path()), as_of="2026-10-30")
    >>> ax = js.plot_breadth(spread, ax=Figure().subplots())
    >>> with tempfile.TemporaryDirectory() as name:
    ...     save_charts({"breadth": ax}, folder=name)
    ['breadth.png']
    """
    from jobsearch.charts.files import save_chart

    if not folder:
        return []
    Path(folder).mkdir(parents=True, exist_ok=True)
    return [save_chart(ax, Path(folder) / f"{name}.png").name for name, ax in charts.items()]


def enable_alt_text() -> None:
    """
    Let every chart of this notebook say in words what it shows.

    Returns
    -------
    None

    Notes
    -----
    The words are kept with the picture in the notebook's file, as its text and alt text. Outside
    a notebook this does nothing.

    Examples
    --------
    >>> import jobsearch as js
    >>> js.enable_alt_text()
    """
    shell = _shell()
    if shell is None:
        return
    import matplotlib as mpl
    from matplotlib import pyplot as plt
    from matplotlib.figure import Figure

    from jobsearch.charts.frame import alt_text

    plt.switch_backend(mpl.get_backend())  # loads what draws in notebooks
    formatters = shell.display_formatter.formatters
    draw = formatters["image/png"].type_printers.get(Figure)
    if draw is None or getattr(draw, "describes", False):
        return

    def words(figure: Figure) -> str:
        return " ".join(filter(None, map(alt_text, figure.axes)))

    def described(figure: Figure) -> tuple[Any, dict[str, str]]:
        alt = words(figure)
        return draw(figure), {"alt": alt} if alt else {}

    def write(figure: Figure, printer: Any, cycle: bool) -> None:
        del cycle
        printer.text(words(figure) or repr(figure))

    described.describes = True  # type: ignore[attr-defined]
    formatters["image/png"].for_type(Figure, described)
    formatters["text/plain"].for_type(Figure, write)


def enable_readable_tables() -> None:
    """
    Let this notebook show every DataFrame as `readable` does, without calling it.

    Returns
    -------
    None

    Notes
    -----
    Only what is shown changes; a DataFrame stays a DataFrame. It shows as many rows as the pandas
    option ``display.max_rows`` says. pandas shows a Series, and a DataFrame whose row labels matter
    (several levels, or text without a name) or whose column names are not distinct text. Outside a
    notebook this does nothing.

    Examples
    --------
    >>> import jobsearch as js
    >>> js.enable_readable_tables()
    """
    shell = _shell()
    if shell is None:
        return
    import pandas as pd

    from jobsearch.readable_tables import readable

    def shown(table: pd.DataFrame) -> Any:
        rows = pd.get_option("display.max_rows") or None
        return readable(table, rows=rows) if _is_plain(table) else table

    def write(table: pd.DataFrame, printer: Any, cycle: bool) -> None:
        del cycle
        printer.text(repr(shown(table)))

    formatters = shell.display_formatter.formatters
    formatters["text/html"].for_type(pd.DataFrame, lambda table: shown(table)._repr_html_())
    formatters["text/plain"].for_type(pd.DataFrame, write)


def _is_plain(table: pd.DataFrame) -> bool:
    """Whether nothing of a table is lost where its row labels are left out or become a column."""
    from pandas.api.types import is_integer_dtype

    names = [*table.columns, table.index.name]
    is_text = all(isinstance(name, str) for name in table.columns)
    has_name = table.index.name is not None or is_integer_dtype(table.index)
    return is_text and has_name and len({*names}) == len(names)


def _shell() -> Any:
    """The IPython that runs this, else None."""
    import sys

    python = sys.modules.get("IPython")
    return python.get_ipython() if python else None
