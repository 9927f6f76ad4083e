"""The page of `jobsearch stale`: what has been silent for too long."""

from __future__ import annotations

from typing import Any

from jobsearch.terminal.page import Page
from jobsearch.terminal.phrases import WIDTH, first_line, interval, percent, whom


def stale_text(
    flags: list[dict[str, Any]],
    path: str,
    as_of: str,
    as_of_from: str,
    quiet: str | None,
    *,
    width: int = WIDTH,
    styled: bool = False,
    encoding: str = "utf-8",
) -> str:
    """The stale applications."""
    page = Page(width, styled, encoding)
    first_line(page, path, as_of, as_of_from, quiet)
    page.heading(f"STALE: {len(flags)}")
    add_flags(page, flags)
    return str(page)


def add_flags(page: Page, flags: list[dict[str, Any]], *, shown: int | None = None) -> None:
    """The flags, the first `shown` of them, and where their limits come from."""
    if not flags:
        page.line("No open application has been silent for too long.", indent=2)
        return
    page.table(
        ("application ", "stage ", "silent", "chance ", "suggestion "),
        [
            (whom(f), f["stage"], f"{f['silent_days']:,} d", _chance(f), f["suggestion"])
            for f in flags[:shown]
        ],
    )
    page.line()
    for source in dict.fromkeys(f["threshold_from"] for f in flags):
        n = sum(f["threshold_from"] == source for f in flags)
        page.line(f"{n} flagged: {source}.", indent=2)
    few = any(f["chance"] is None for f in flags[:shown])
    page.line(
        "chance: of good news within 30 days, n still waiting then"
        + ("; no figure where they are too few." if few else "."),
        indent=2,
    )


def _chance(flag: dict[str, Any]) -> str:
    if flag["chance"] is None:
        return "no figure"
    if flag["low"] is None:
        return f"{percent(flag['chance'])}, n = {flag['n_at_risk']}"
    return f"{percent(flag['chance'])} ({interval(flag)}), n = {flag['n_at_risk']}"
