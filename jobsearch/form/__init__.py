"""A form in a notebook: what happened, what that changes in the log, save it or undo it."""

from __future__ import annotations

import os
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd

from jobsearch import changes
from jobsearch.changes import DoubtCode, Plan, Preview
from jobsearch.clock import AsOf, cut_off
from jobsearch.errors import LogError
from jobsearch.form.fields import ACTS
from jobsearch.log import Log
from jobsearch.measures.following_up.agenda import agenda
from jobsearch.measures.following_up.obligations import obligations
from jobsearch.measures.pipeline.stale import stale_applications
from jobsearch.readable_tables import readable
from jobsearch.reading import read_log
from jobsearch.sample import sample_path

NO_LOG = "There is no log in this folder. Start one with jobsearch init."
_WIDE = widgets.Layout(width="min(44rem, 98%)")
_ADD = "Add a column or a sheet that is missing"
_AGENDA = ["do", "company", "role", "interviewer", "contact", "due_by", "why"]
_ROWS = 8


class UpdateForm:
    """
    The form; a notebook shows it where it is a cell's last line.

    Attributes
    ----------
    what : Dropdown
        What happened: one of ACTS.
    fields : dict
        Act → its fields by the names that the function in `jobsearch.changes` has for them.
    show, save, undo : Button
        Show the change, write it, take the last one back.
    add : Checkbox
        Add a column that is missing.
    said, agenda : HTML
        The change or what is wrong, and what is to be done next.
    """

    def __init__(self, path: Path | None, *, as_of: AsOf | None = None) -> None:
        self._path, self._as_of = path, as_of or None
        self._plan: Plan | None = None
        self._log: Log | None = None
        self.what = widgets.Dropdown(
            options=[(act.replace("_", " "), act) for act in ACTS], description="What happened"
        )
        self.fields: dict[str, dict[str, Any]] = {act: make() for act, make in ACTS.items()}
        self._rows = widgets.VBox()
        self.add = widgets.Checkbox(description=_ADD, indent=False)
        self.show = widgets.Button(description="Show the change", button_style="primary")
        self.save = widgets.Button(description="Save", disabled=True)
        self.undo = widgets.Button(description="Undo the last change")
        self.said, self.agenda = widgets.HTML(), widgets.HTML()
        for shown in (self.said, self.agenda):
            shown.add_class("jp-RenderedHTMLCommon")  # tables as in other outputs
        buttons = widgets.HBox([self.show, self.save, self.undo])
        heading = widgets.HTML("<h3>What to do next</h3>")
        self.box = widgets.VBox(
            [self.what, self._rows, self.add, buttons, self.said, heading, self.agenda]
        )
        for field in (self.what, *(f for of in self.fields.values() for f in of.values())):
            field.layout = _WIDE
            field.style.description_width = "13rem"
            field.observe(self._changed, "value")
        self.add.observe(self._changed, "value")
        for button, act in (
            (self.show, self._show),
            (self.save, self._save),
            (self.undo, self._undo),
        ):
            button.layout = widgets.Layout(width="auto")
            button.on_click(self._answering(act))
        self._answering(self._refresh)()
        self._arrange()

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.box._repr_mimebundle_(**options)

    # What the fields offer.

    def _refresh(self) -> None:
        """Read the log again: the names that there are, and the agenda."""
        log = read_log(self._path or sample_path())
        self._log = log
        rows = log.applications
        known = _applications(rows)
        for act, fields in self.fields.items():
            if act == "applied":
                fields["company"].options = _known(rows["company"])
                fields["source"].options = _known(rows["source"])
            else:
                before = fields["application"].value
                fields["application"].options = known
                fields["application"].value = before if before in dict(known).values() else None
        self._offer_people()
        now, _ = cut_off(log, self._as_of)
        owed, stale = obligations(log, as_of=now), stale_applications(log, as_of=now)
        self.agenda.value = _html(agenda(owed, stale=stale)[_AGENDA], rows=_ROWS)

    def _offer_people(self) -> None:
        """Those met at the application that was chosen, those not thanked yet first."""
        fields = self.fields["thanked"]
        if self._log is None:
            return
        met = self._log.interviews
        met = met[met["application"] == fields["application"].value].sort_values("is_thanked")
        names = met["interviewer"].fillna(met["contact"]).dropna().unique().tolist()
        fields["person"].options = names or [("nobody in the log", None)]
        fields["person"].value = names[0] if names else None

    # What happens in the form.

    def _changed(self, change: Any = None) -> None:
        """Another entry: what was shown no longer holds."""
        if change is not None and change["owner"] is self.fields["thanked"]["application"]:
            self._offer_people()
        self._plan, self.save.disabled, self.save.description = None, True, "Save"
        self.save.button_style = ""
        self.said.value = ""
        self._arrange()

    def _arrange(self) -> None:
        """Only the fields that go with what happened."""
        fields = self._given()
        self._rows.children = tuple(fields.values())

    def _given(self) -> dict[str, Any]:
        fields = dict(self.fields[self.what.value])
        if self.what.value == "heard" and fields["what"].value == "rejection":
            del fields["decision_by"]  # nothing more is decided
        return fields

    def _show(self) -> None:
        log = read_log(self._path or sample_path())
        given = {name: _value(field) for name, field in self._given().items()}
        first = given.pop("company" if self.what.value == "applied" else "application")
        if first is None:
            raise LogError("No application is named. Nothing was written. Choose or enter one.")
        act: Callable[..., Plan] = getattr(changes, self.what.value)
        plan = act(log, first, **_named(self.what.value, given), add=self.add.value)
        self._offer(plan, changes.preview(plan))

    def _offer(self, plan: Plan, meaning: Preview) -> None:
        """Show a change that can be saved now."""
        self.said.value = _change_html(plan, meaning)
        self._plan, self.save.disabled, self.save.button_style = plan, False, "success"
        self.save.description = "Save all the same" if meaning.doubts else "Save"

    def _save(self) -> None:
        if self._plan is None:
            return
        plan, path = self._plan, self._own()
        changes.apply(plan)
        if not plan.is_undo:
            self._empty()
        self._changed()
        self._refresh()
        done = "Undone in" if plan.is_undo else "Saved in"
        self.said.value = _paragraph(f"{done} {path.name}: {plan.what}.")

    def _empty(self) -> None:
        """No entries, for what happens next."""
        for name, field in self.fields[self.what.value].items():
            if isinstance(field, (widgets.Text, widgets.Textarea, widgets.Combobox)):
                field.value = ""
            elif name in _MOMENTS:
                field.value = None
        self.add.value = False

    def _undo(self) -> None:
        path = self._own()
        plan = changes.undo(path)
        self._changed()
        if plan.doubts:
            self._offer(plan, Preview(plan.doubts))
            return
        changes.apply(plan)
        self._refresh()
        self.said.value = _change_html(plan, Preview(()))

    def _own(self) -> Path:
        """The log to write into: never the sample."""
        if self._path is None or (self._path.exists() and self._path.samefile(sample_path())):
            raise LogError(NO_LOG)
        return self._path

    def _answering(self, act: Callable[[], None]) -> Callable[..., None]:
        """The act, its errors as a sentence in the form."""

        def answered(button: object = None) -> None:
            try:
                act()
            except changes.MissingColumn as missing:
                self.said.value = _paragraph(f'{missing} Tick "{_ADD}".')
            except LogError as error:
                self.said.value = _paragraph(str(error))

        return answered


def update_form(log: str | os.PathLike[str] = "", *, as_of: AsOf | None = None) -> UpdateForm:
    """
    The form for a log.

    Parameters
    ----------
    log : str or PathLike
        The file. Empty: the sample, which the form shows and never writes into.
    as_of : Timestamp, date or str, optional
        The day of the agenda; empty: the day in the log's Settings, else now.

    Returns
    -------
    UpdateForm

    Examples
    --------
    >>> update_form().what.value
    'applied'
    """
    return UpdateForm(Path(log) if log else None, as_of=as_of)


_MOMENTS = {"on", "ended", "at", "decision_by"}


def _value(field: Any) -> Any:
    """What was entered; None for nothing."""
    value = field.value
    return (value.strip() or None) if isinstance(value, str) else value


def _named(act: str, given: dict[str, Any]) -> dict[str, Any]:
    if act == "interviewed":
        people = (given["people"] or "").splitlines()
        given["people"] = [line for line in people if line.strip()]
    return given


def _applications(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Names and keys, the open ones first: company and role, the key where that is there twice."""
    both = rows["company"].str.cat(rows["role"].fillna(""), sep=" / ").str.removesuffix(" / ")
    names = both.fillna(rows["role"]).fillna(rows["application"])
    keys = rows["application"]
    names = names.mask(names.duplicated(keep=False) & (names != keys), names + " (" + keys + ")")
    order = pd.DataFrame(
        {
            "is_over": rows["status_outcome"].notna() & (rows["status_outcome"] != "open"),
            "name": names.str.casefold(),
        }
    ).sort_values(["is_over", "name"])
    return [(names[i], keys[i]) for i in order.index]


def _known(column: pd.Series) -> list[str]:
    return sorted(column.dropna().unique().tolist(), key=str.casefold)


# What the form says.


def _change_html(plan: Plan, meaning: Preview) -> str:
    """A change: what, the cells, what is doubtful, what it means for the agenda."""
    parts = [f"<p><b>{escape(plan.title)}.</b></p>"]
    if len(plan.table):
        parts.append(_html(plan.table))
    doubts = [
        f'{doubt} Tick "{_ADD}" to add it.' if doubt.code == DoubtCode.MISSING_COLUMN else doubt
        for doubt in meaning.doubts
    ]
    for name, texts in (
        ("Doubtful", doubts),
        ("Note", [*plan.notes, *meaning.hints]),
        ("Agenda", meaning.errands),
    ):
        parts += [_paragraph(f"{name}: {text}") for text in texts]
    return "\n".join(parts)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _html(table: pd.DataFrame, rows: int | None = None) -> str:
    return readable(table, rows=rows)._repr_html_()
