"""The page of `jobsearch today`: what to do, and what to leave alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jobsearch.schema import ERRANDS
from jobsearch.terminal.page import Page, clean, quoted
from jobsearch.terminal.phrases import WIDTH, day, first_line, whom
from jobsearch.wording import sentence_case


def today_text(
    errands: list[dict[str, Any]],
    path: str,
    as_of: str,
    as_of_from: str,
    quiet: str | None,
    *,
    over: dict[str, Any] | None = None,
    offers: Sequence[dict[str, Any]] = (),
    same: str = "",
    own: str = "",
    width: int = WIDTH,
    styled: bool = False,
    encoding: str = "utf-8",
) -> str:
    """The agenda; `over`, `offers`: the search's end and the offers; the rest as `review_text`."""
    page = Page(width, styled, encoding)
    first_line(page, path, as_of, as_of_from, quiet)
    silent = [e for e in errands if e["do"] == "close" and e["verdict"] == "stale"]
    waits = [e for e in errands if e["do"] == "wait"]
    page.heading("TO DO")
    is_said = add_ends(page, over, offers, own)
    now = [e for e in errands if e not in silent and e not in waits]
    add_errands(page, now, is_all=not is_said)
    if silent:
        page.heading(f"CLOSE: SILENT FOR TOO LONG (why: jobsearch stale{same})")
        for errand in silent:
            page.line(whom(errand), indent=2)
    if waits:
        page.heading("LEAVE ALONE")
        add_errands(page, waits)
    return str(page)


def add_ends(
    page: Page, over: dict[str, Any] | None, offers: Sequence[dict[str, Any]], own: str
) -> bool:
    """Offers to answer, or that the search is over and what is left to do; whether it said any."""
    for offer in offers:
        on = f" of {day(offer['on'], year=True)}" if offer["on"] else ""
        page.line(
            f"You have an offer from {whom(offer)}{on}: answer it, then jobsearch closed "
            f"{quoted(clean(offer['name']))}{own} --as accepted, or --as withdrawn",
            indent=2,
        )
    if over is None:
        return bool(offers)
    said = f"You accepted an offer on {day(over['on'], year=True)}: the search is over."
    if n := over["n_open"]:
        what = "Withdraw the one that is" if n == 1 else f"Withdraw the {n:,} that are"
        said += f" {what} still open: jobsearch closed NAME{own} --as withdrawn"
    page.line(said, indent=2)
    return True


def add_errands(page: Page, errands: list[dict[str, Any]], *, is_all: bool = True) -> None:
    """The errands; `is_all` says that nothing else stands above them."""
    if not errands and is_all:
        page.line("Nothing. A good day to send an application.", indent=2)
    for errand in errands:
        line = whom(errand)
        if errand["do"] == "interview":
            line += f", {day(errand['opens_at']) or 'no date yet'}"
        do = sentence_case(ERRANDS[errand["do"]].label)
        if errand["do"] == "close" and errand["verdict"] == "pending":
            do += " if silent"
        page.line(f"{do}: {line}" if line else do, indent=2, bold=True)
        page.line(clean(errand["why"]), indent=6)
        reach = clean(errand["contact"] or "")
        if reach and errand["do"] in {"thank", "follow_up"}:
            page.line(f"reach them: {reach}", indent=6)
        elif reach and errand["do"] == "ask_hr":
            page.line(f"on file: {reach}", indent=6)
        if errand["talked_about"]:
            page.line(f"talked about: {clean(errand['talked_about'])}", indent=6)
