"""The page of `jobsearch stale`: what has been silent for too long."""

from __future__ import annotations

from typing import Any

from jobsearch.terminal.heading import LogView, add_heading, whom
from jobsearch.terminal.page import PLAIN, Page, Screen
from jobsearch.wording import count, percent, percent_range


def stale_text(flags: list[dict[str, Any]], view: LogView, screen: Screen = PLAIN) -> str:
    """The stale applications, from `flags`."""
    page = Page(screen)
    add_heading(page, view)
    page.heading(f"STALE: {len(flags)}")
    add_flags(page, flags)
    return str(page)


def add_flags(page: Page, flags: list[dict[str, Any]], *, most: int | None = None) -> None:
    """The flags, the first `most` of them, and where their limits come from."""
    if not flags:
        page.line("No open application has been silent for too long.", indent=2)
        return
    listed = flags[:most]
    page.table(
        ("application", "stage", "silent", "chance", "suggestion"),
        [
            (whom(f), f["stage"], count(f["silent_days"], "day"), _chance(f), f["suggestion"])
            for f in listed
        ],
        figures=("silent",),
    )
    page.line()
    for source in dict.fromkeys(flag["threshold_from"] for flag in flags):
        n = sum(flag["threshold_from"] == source for flag in flags)
        page.line(f"Limit for {n}: {source}.", indent=2)
    if any(flag["chance"] is not None for flag in listed):
        page.line("chance: of good news within the next 30 days.", indent=2)
    if any(flag["chance"] is None for flag in listed):
        page.line("no figure: too few had waited that long to tell.", indent=2)


def _chance(flag: dict[str, Any]) -> str:
    if flag["chance"] is None:
        return "no figure"
    return f"{percent(flag['chance'])} ({percent_range(flag['low'], flag['high'])})"
