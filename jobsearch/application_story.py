"""One application's story: a page in a notebook, text in a terminal, tables for pandas."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from jobsearch.clock import AsOf
from jobsearch.finding import find_application
from jobsearch.log import Log
from jobsearch.measures.scorecard import offers_in_hand, plain, records
from jobsearch.measures.snapshot import Snapshot
from jobsearch.measures.story import story_tables
from jobsearch.readable_tables import readable
from jobsearch.terminal.heading import whom
from jobsearch.terminal.story import cells_in_words, chance_sentences, standing, story_text
from jobsearch.wording import clean

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, repr=False, eq=False)
class Story:
    """
    One application's story, as `story` tells it.

    Attributes
    ----------
    as_of : Timestamp
    facts : Series
        ``application``, ``company``, ``role``, ``row``, ``stage``, ``outcome``, ``is_open``,
        ``silent_days`` and the like: where it stands.
    events : DataFrame
        Every dated or undated fact, then what lies ahead: ``at`` : datetime; ``what`` :
        categorical, of ``schema.EVENTS``, planned or expected; ``by`` : categorical; ``person``,
        ``detail`` : str; ``is_ahead`` : bool; ``sheet`` : str; ``row`` : Int64.
    people : DataFrame
        Whom you met or will meet, and your contact: ``name``, ``contact`` : str;
        ``is_proper_contact`` : bool; ``met_at`` : datetime; ``round`` : str; ``is_met``,
        ``is_ahead``, ``is_thanked`` : bool; ``thanked_at`` : datetime; ``thanked_by`` : str.
    agenda : DataFrame
        Its rows of `agenda`.
    chance : Series
        ``chance``, ``low``, ``high`` : float in [0, 1], of good news within the next
        ``within_days`` [days], NaN without a figure, for a ``reason``; ``silent_days``;
        ``is_stale``, ``threshold_from``, ``suggestion``, ``wait_until``.
    notes : DataFrame
        ``at`` : datetime; ``kind``, ``person``, ``text``, ``sheet`` : str; ``row`` : int.
    cells : DataFrame
        ``sheet`` : str; ``row`` : int.

    Examples
    --------
    >>> import jobsearch as js
    >>> told = js.story(js.read_log(js.sample_path()), "Fennel", as_of="2026-10-30")
    >>> print(str(told).splitlines()[0])
    Fennel & Crowe (Senior data analyst): you have an offer
    """

    as_of: pd.Timestamp
    facts: pd.Series
    events: pd.DataFrame
    people: pd.DataFrame
    agenda: pd.DataFrame
    chance: pd.Series
    notes: pd.DataFrame
    cells: pd.DataFrame
    _offers: list[dict[str, Any]] = field(default_factory=list)

    def __repr__(self) -> str:
        return story_text(self.to_dict(), None)

    def _repr_html_(self) -> str:
        told = self.to_dict()
        parts = [f"<h3>{escape(whom(told))}</h3>", f"<p>{escape(standing(told))}</p>"]
        parts.append(self._picture())
        for title, table in (
            ("To do", self.agenda[["do", "interviewer", "contact", "due_by", "why"]]),
            ("Dates", self.events[["at", "what", "by", "person", "detail", "is_ahead"]]),
            ("People", self.people),
            ("Notes", self.notes[["at", "kind", "person", "text"]]),
        ):
            if len(table):
                parts.append(f"<h4>{title}</h4>{readable(table)._repr_html_()}")
        if chance := chance_sentences(told):
            parts.append(f"<h4>Chance of good news</h4><p>{escape(' '.join(chance))}</p>")
        parts.append(f"<p>In the file: {escape(cells_in_words(told['cells']))}</p>")
        return "\n".join(parts)

    def plot(self, *, ax: Axes | None = None) -> Axes:
        """
        Draw its timeline, as `plot_story` does.

        Parameters
        ----------
        ax : Axes, optional
            Where to draw; without it in a new figure.

        Returns
        -------
        Axes
        """
        from jobsearch.charts.timelines import plot_story

        return plot_story(self.events, ax=ax)

    def to_dict(self) -> dict[str, Any]:
        """
        The story as plain values, as ``jobsearch show --json`` prints it.

        Returns
        -------
        dict
            The facts, and ``as_of``, ``events``, ``people``, ``agenda``, ``chance``, ``offers``,
            ``notes``, ``cells``.
        """
        told = {str(name): plain(value) for name, value in self.facts.items()}
        told["as_of"] = plain(self.as_of)
        for name in ("events", "people", "agenda", "notes", "cells"):
            told[name] = records(getattr(self, name))
        told["chance"] = {name: plain(value) for name, value in self.chance.items()}
        told["offers"] = self._offers
        return told

    def _picture(self) -> str:
        """Its timeline as an image inside the page, with its alt text."""
        import base64

        from matplotlib import pyplot as plt

        from jobsearch.charts.files import chart_bytes
        from jobsearch.charts.frame import alt_text

        ax = self.plot()
        figure = ax.get_figure(root=True)
        picture = base64.b64encode(chart_bytes(ax, "png")).decode("ascii")
        plt.close(figure)
        alt = escape(alt_text(ax))
        style = "max-width: 100%; width: 42em"
        return f'<img alt="{alt}" style="{style}" src="data:image/png;base64,{picture}">'


def story(log: Log | Snapshot, application: str, *, as_of: AsOf | None = None) -> Story:
    """
    One application's story: dates, people, what is owed, its chance, notes, and its cells.

    Parameters
    ----------
    log : Log or Snapshot
    application : str
        Its company, role, "Company / Role" or ID, or the beginning of one.
    as_of : Timestamp, date or str, optional
        The data cut-off; else the day in the log's Settings, else now.

    Returns
    -------
    Story
        A page in a notebook, text for ``print``, and tables as attributes.

    Raises
    ------
    LogError
        If no application or several are called so: the candidates.

    Examples
    --------
    >>> import jobsearch as js
    >>> log = js.read_log(js.sample_path())
    >>> told = js.story(log, "Fennel", as_of="2026-10-30")
    >>> told.facts["stage"], len(told.people)
    ('offer', 5)
    """
    snapshot = Snapshot.of(log, as_of)
    found = find_application(snapshot.log, application, file_state="")
    keys = snapshot.log.applications["application"].tolist()
    tables = story_tables(snapshot, keys.index(found["application"]))
    key = found["application"]
    offers = [offer for offer in offers_in_hand(snapshot) if offer["application"] == key]
    made = Story(snapshot.as_of, *tables, offers)
    told = {"interviewer": None, **made.to_dict()}
    made.events.attrs = {
        "as_of": snapshot.as_of,
        "title": clean(f"{whom(told)}: {standing(told)}"),
    }
    return made
