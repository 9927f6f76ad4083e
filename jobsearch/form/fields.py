"""The fields of the form, for each act those that its function in `jobsearch.changes` takes."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from jobsearch import changes
from jobsearch.schema import CHANNELS

_TODAY, _NOW = "(empty: today)", "(empty: now)"


def _text(description: str, *, like: str = "") -> Any:
    return widgets.Text(description=description, placeholder=like, continuous_update=False)


def _long(description: str, *, like: str = "") -> Any:
    return widgets.Textarea(description=description, placeholder=like, continuous_update=False)


def _choice(description: str, options: Any = ()) -> Any:
    words = [(o.replace("_", " "), o) for o in options]
    return widgets.Dropdown(description=description, options=words)


def _known_or_new(description: str) -> Any:
    return widgets.Combobox(
        description=description, ensure_option=False, continuous_update=False
    )  # fmt: skip


def _day(description: str) -> Any:
    return widgets.DatePicker(description=description)


def _moment(description: str) -> Any:
    return widgets.NaiveDatetimePicker(description=description)


def _applied() -> dict[str, Any]:
    return {
        "company": _known_or_new("Company"),
        "role": _text("Role"),
        "source": _known_or_new("Source"),
        "on": _day(f"Sent on {_TODAY}"),
    }


def _interviewed() -> dict[str, Any]:
    return {
        "application": _choice("Application"),
        "people": _long("People, one a line", like="Dana Lee <dana@acme.example>"),
        "ended": _moment(f"Ended at {_NOW}"),
        "round": _text("Round", like="Phone screen, First interview"),
        "decision_by": _day("They decide by"),
        "talked_about": _text("Talked about", like="a few words, for the thank-you"),
    }


def _thanked() -> dict[str, Any]:
    return {
        "application": _choice("Application"),
        "person": _choice("Person"),
        "at": _moment(f"Sent at {_NOW}"),
        "by": _choice("By", ["", *CHANNELS]),
        "note": _long("What you wrote"),
    }


def _followed_up() -> dict[str, Any]:
    return {
        "application": _choice("Application"),
        "at": _moment(f"Sent at {_NOW}"),
        "to": _text("To (empty: the known address)"),
        "message": _long("What you wrote"),
    }


def _heard() -> dict[str, Any]:
    return {
        "application": _choice("Application"),
        "what": _choice("Their answer", changes.ANSWERS),
        "on": _day(f"On {_TODAY}"),
        "decision_by": _day("They decide by"),
    }


def _closed() -> dict[str, Any]:
    return {
        "application": _choice("Application"),
        "how": _choice("How it ended", sorted(changes.ENDINGS, key="no_response".__ne__)),
        "on": _day(f"On {_TODAY}"),
    }


ACTS = {
    "applied": _applied,
    "interviewed": _interviewed,
    "thanked": _thanked,
    "followed_up": _followed_up,
    "heard": _heard,
    "closed": _closed,
}
