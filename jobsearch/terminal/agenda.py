"""The page of `jobsearch today`: what to do, and what to leave alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from jobsearch.schema import ERRANDS
from jobsearch.terminal.heading import LogView, add_heading, whom
from jobsearch.terminal.page import PLAIN, Page, Screen, quoted
from jobsearch.wording import clean, day, sentence_case


class SearchEnd(NamedTuple):
    """How the search ended, None while it goes on; and the offers that wait for an answer."""

    accepted: dict[str, Any] | None = None
    offers: Sequence[dict[str, Any]] = ()


def today_text(
    errands: list[dict[str, Any]],
    end: SearchEnd,
    view: LogView,
    screen: Screen = PLAIN,
) -> str:
    """The agenda, from `todo`."""
    page = Page(screen)
    add_heading(page, view)
    silent = [e for e in errands if e["do"] == "close" and e["verdict"] == "stale"]
    waits = [e for e in errands if e["do"] == "wait"]
    page.heading("TO DO")
    add_to_do(page, [e for e in errands if e not in silent and e not in waits], end, view)
    if silent:
        page.heading(f"CLOSE: SILENT FOR TOO LONG (why: jobsearch stale{view.repeat_options})")
        for errand in silent:
            page.line(whom(errand), indent=2)
    if waits:
        page.heading("LEAVE ALONE")
        for errand in waits:
            _add_errand(page, errand, view.as_of)
    return str(page)


def add_to_do(page: Page, errands: list[dict[str, Any]], end: SearchEnd, view: LogView) -> None:
    """The offers to answer, or that the search is over and what is left to do; then the errands."""
    for offer in end.offers:
        on = f", made on {day(offer['on'], as_of=view.as_of)}" if offer["on"] else ""
        call = f"jobsearch closed {quoted(clean(offer['name']))}{view.update_options}"
        page.line(
            f"You have an offer from {whom(offer)}{on}. When you have answered it: {call} "
            "--as accepted, or --as withdrawn",
            indent=2,
        )
    if end.accepted is not None:
        on = day(end.accepted["on"], as_of=view.as_of)
        over = f"You accepted an offer on {on}: the search is over."
        if n := end.accepted["n_open"]:
            what = "the one that is" if n == 1 else f"the {n:,} that are"
            call = f"jobsearch closed NAME{view.update_options} --as withdrawn"
            over += f" Withdraw {what} still open: {call}"
        page.line(over, indent=2)
    for errand in errands:
        _add_errand(page, errand, view.as_of)
    if not errands and not end.offers and end.accepted is None:
        page.line("Nothing to do. A good day to send an application.", indent=2)


def _add_errand(page: Page, errand: dict[str, Any], as_of: str) -> None:
    do, line = sentence_case(ERRANDS[errand["do"]].label), whom(errand)
    if errand["do"] == "interview":
        line += f", {day(errand['opens_at'], as_of=as_of) or 'no date yet'}"
    if errand["do"] == "close" and errand["verdict"] == "pending":
        do += " if silent"
    page.line(f"{do}: {line}" if line else do, indent=2, bold=True)
    page.line(clean(errand["why"]), indent=6)
    contact = clean(errand["contact"] or "")
    if contact and errand["do"] in {"thank", "follow_up"}:
        page.line(f"write to: {contact}", indent=6)
    elif contact and errand["do"] == "ask_hr":
        page.line(f"on file: {contact}", indent=6)
    if errand["talked_about"]:
        page.line(f"talked about: {clean(errand['talked_about'])}", indent=6)
