"""The page of `jobsearch show`: the story of one application."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from jobsearch.terminal.agenda import SearchEnd, add_to_do
from jobsearch.terminal.heading import LogView, add_heading, whom
from jobsearch.terminal.page import PLAIN, Page, Screen
from jobsearch.wording import (
    clean,
    count,
    day,
    listing,
    percent,
    percent_range,
    row_ranges,
    sentence_case,
    shorten,
)

_LONGEST = 600  # characters of a note
_NOW = {
    "prospect": "not sent yet",
    "applied": "no answer yet",
    "screening": "in screening",
    "interview": "interviewing",
    "offer": "you have an offer",
}
_ENDED = {
    "accepted": "you accepted the offer",
    "rejected": "rejected",
    "withdrawn": "withdrawn",
    "position_closed": "the position was closed",
    "no_response": "closed without a response",
}
# What happened, {} for whom it is about.
_WHAT = {
    "applied": "you applied",
    "thank_you": "you thanked {}",
    "follow_up": "you followed up{}",
    "acknowledged": "they confirmed your application",
    "reply": "they replied",
    "response": "they answered",
    "invitation": "they invited you",
    "screening": "screening{}",
    "interview": "interview{}",
    "offer": "they made you an offer",
    "rejection": "they rejected you",
    "no_response": "you closed it, as nobody answered",
    "withdrawn": "you withdrew",
    "position_closed": "they closed the position",
    "accepted": "you accepted the offer",
    "planned": "interview{}",
    "expected": "decision expected",
}
_JOINED = {"follow_up": " with ", "screening": " with ", "interview": " with ", "planned": " with "}


def story_text(story: dict[str, Any], view: LogView | None, screen: Screen = PLAIN) -> str:
    """One application's story, from ``Story.to_dict``; without a view no line about the log."""
    page, as_of = Page(screen), story["as_of"]
    page.line(f"{whom(story)}: {standing(story)}", bold=True)
    if view is not None:
        add_heading(page, view, bold=False)
    page.heading("DATES")
    _add_dates(page, story["events"], as_of)
    if story["people"]:
        page.heading("PEOPLE")
        for person in story["people"]:
            _add_person(page, person, as_of)
    if story["is_open"] or story["agenda"]:
        page.heading("TO DO")
        _add_to_do(page, story, view or LogView("", as_of, ""))
    if chance := chance_sentences(story):
        page.heading("CHANCE OF GOOD NEWS")
        page.line(" ".join(chance), indent=2)
    if story["notes"]:
        page.heading("NOTES")
        for note in story["notes"]:
            title = ", ".join(filter(None, [note["kind"], clean(note["person"] or "")]))
            when = f", {day(note['at'], as_of=as_of)}" if note["at"] else ""
            text = shorten(" ".join(clean(note["text"]).split()), _LONGEST)
            page.line(f"{sentence_case(title)}{when}: {text}", indent=2)
    page.heading("IN THE FILE")
    for sheet, cells in groupby(story["cells"], key=lambda cell: str(cell["sheet"])):
        page.line(f"{clean(sheet)} {row_ranges(cell['row'] for cell in cells)}", indent=2)
    return str(page)


def standing(story: dict[str, Any]) -> str:
    """Where the application stands, in a few words."""
    if not story["is_known"]:
        return "not in the log by then"
    stage, outcome = story["stage"], story["outcome"]
    if outcome != "open":
        text = _ENDED[outcome]
        if stage in ("screening", "interview", "offer") and outcome != "accepted":
            text += f" after {'an' if stage[0] in 'aeiou' else 'a'} {stage}"
        on = day(story["closed_on"], as_of=story["as_of"])
        return f"{text}, {on}" if on else text
    has_answer = stage == "applied" and story["is_answered"]
    text = "they have answered" if has_answer else _NOW[stage]
    if story["silent_days"] and stage != "offer":
        silent = f"silent for {count(int(story['silent_days']), 'day')}"
        text += f", {silent}" + (" (stale)" if story["is_stale"] else "")
    return text


def event_words(event: dict[str, Any]) -> str:
    """What happened, who was part of it, in which round or by which channel."""
    what = event["what"]
    person = clean(event["person"] or "")
    joined = f"{_JOINED.get(what, '')}{person}" if person else ""
    if what == "thank_you" and not person:
        joined = "them"
    text = _WHAT[what].format(joined)
    if detail := clean(event["detail"] or ""):
        by = what in ("thank_you", "follow_up") and detail != "in person"
        text += f" {'by ' if by else ''}{detail}" if by or detail == "in person" else f" ({detail})"
    if event["is_ahead"]:
        return f"ahead: {text}"
    return f"{text} by then" if what == "expected" else sentence_case(text)


def chance_sentences(story: dict[str, Any]) -> list[str]:
    """The chance of good news, why it is thought so, and how sure that is; none where it ended."""
    found = story["chance"]
    if not story["is_open"] or story["stage"] == "offer":
        return []
    sentences = []
    if found["chance"] is None:
        sentences.append(f"No figure: {found['reason']}.")
    else:
        between = ""
        if found["low"] is not None:
            between = f", probably {percent_range(found['low'], found['high'])}"
        sentences.append(
            f"{percent(found['chance'])} within the next {count(found['within_days'], 'day')}"
            f"{between}. It is learned from applications that had been silent as long."
        )
    if found["is_stale"]:
        sentences.append(f"It is stale. The limit is {clean(found['threshold_from'])}.")
        sentences.append("A late answer still counts.")
    return sentences


def _add_dates(page: Page, events: list[dict[str, Any]], as_of: str) -> None:
    if not events:
        page.line("No date is written down.", indent=2)
        return
    rows = [
        ("○ " if e["is_ahead"] else "● ", day(e["at"], as_of=as_of) or "no date", event_words(e))
        for e in events
    ]
    if any(event["is_ahead"] for event in events):
        n = sum(not event["is_ahead"] for event in events)
        rows.insert(n, ("│ ", day(as_of[:10], as_of=as_of), "today"))
    page.table(("  day", "what"), [(f"{sign}{when}", text) for sign, when, text in rows])


def _add_person(page: Page, person: dict[str, Any], as_of: str) -> None:
    name, contact = clean(person["name"] or ""), clean(person["contact"] or "")
    when = day(person["met_at"], as_of=as_of)
    if person["is_met"] or person["is_ahead"]:
        met = clean(person["round"] or "interview")
        line = f"{name}: {met}{f', {when}' if when else ''}"
        line += " (ahead)" if person["is_ahead"] else ""
    else:
        line = f"{name}: your contact" if name else "Your contact"
    page.line(line, indent=2)
    if person["is_proper_contact"]:
        page.line(f"write to: {contact}", indent=6)
    elif contact:
        page.line(f"on file: {contact}, which reaches nobody in person", indent=6)
    else:
        page.line("no address: look it up, or ask HR", indent=6)
    if person["is_thanked"]:
        how = person["thanked_by"]
        by = f" {how}" if how == "in person" else f" by {how}" if how else ""
        on = day(person["thanked_at"], as_of=as_of)
        page.line(f"thanked{by}{f', {on}' if on else ''}", indent=6)
    elif person["is_met"]:
        page.line("not thanked", indent=6)


def _add_to_do(page: Page, story: dict[str, Any], view: LogView) -> None:
    if story["agenda"] or story["offers"]:
        add_to_do(page, story["agenda"], SearchEnd(None, story["offers"]), view)
    else:
        page.line("Nothing to do for this one today.", indent=2)


def cells_in_words(cells: list[dict[str, Any]]) -> str:
    """The sheets and rows where an application stands."""
    return listing(
        f"{clean(sheet)} {row_ranges(cell['row'] for cell in found)}"
        for sheet, found in groupby(cells, key=lambda cell: str(cell["sheet"]))
    )
