"""What the commands print: the plain values of `scorecard`, laid out for 80 columns."""

from __future__ import annotations

import codecs
import datetime as dt
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

WIDTH = 80
_FIRST = 5  # errands and flags that the review shows; the other commands show all
_ASCII = {"→": "->", "…": "...", "–": "-", "—": "-", "·": "-", "’": "'", "“": '"', "”": '"'}
_RULES = {
    "thank_everyone": "thank everyone",
    "proper_contact": "proper contact",
    "personal_note": "personal note (hint)",
    "brief_note": "brief note",
    "ask_next_steps": "ask for next steps",
    "follow_up": "follow up",
    "not_too_early": "not too early",
    "not_too_often": "not too often",
    "move_on": "move on",
    "keep_applying": "keep applying",
}
_DO = {
    "thank": "Thank",
    "ask_hr": "Ask HR",
    "follow_up": "Follow up",
    "close": "Close",
    "apply": "Apply",
    "interview": "Interview",
    "wait": "Wait",
}


def console() -> Console:
    """Standard output at 80 columns, less on a narrow terminal; what it cannot encode as ASCII."""
    codecs.register_error("ascii", _to_ascii)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="ascii")
    screen = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    screen.width = min(screen.width, WIDTH) if screen.is_terminal else WIDTH
    return screen


def _to_ascii(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_ascii, error.object[error.start : error.end])), error.end


def _ascii(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return _ASCII.get(character) or plain or "?"


def clean(text: Any) -> str:
    """Text of the log on one line, without anything that steers a terminal."""
    return "".join(c if c.isprintable() else " " for c in str(text)).strip()


# Parts of a page.


def _print(screen: Console, text: str, style: str = "", indent: int = 0) -> None:
    screen.print(Padding(Text(text, style=style), (0, 0, 0, indent)))


def _heading(screen: Console, text: str) -> None:
    screen.print()
    _print(screen, text.upper(), "bold")


def _table(screen: Console, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns of text; a head that ends on a blank is of words, the others are of figures."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
    for head in heads:
        words = head.endswith(" ")
        table.add_column(
            Text(head.strip()), justify="left" if words else "right",
            overflow="fold" if words else "crop", no_wrap=not words,
        )  # fmt: skip
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    screen.print(Padding(table, (0, 0, 0, 2)))


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f} %"


def _number(value: float | None, digits: int = 1) -> str:
    if value is None:
        return "-"
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.{digits}f}"


def _count(n: int, thing: str, things: str = "") -> str:
    return f"{n:,} {thing if n == 1 else things or thing + 's'}"


def _day(iso: str | None) -> str:
    """2026-11-20T15:30:00 as Fri 20 Nov 15:30."""
    if iso is None:
        return ""
    moment = dt.datetime.fromisoformat(iso)
    day = f"{moment:%a} {moment.day} {moment:%b}"
    return f"{day} {moment:%H:%M}" if "T" in iso else day


def _first_line(screen: Console, path: str, as_of: str, as_of_from: str, quiet: str | None) -> None:
    day = dt.datetime.fromisoformat(as_of)
    said = f"{_day(as_of)} {day.year}"
    _print(screen, f"{_file_name(path)} as of {said}, from {as_of_from}", "bold")
    if quiet is not None:
        _print(
            screen,
            f"Nothing was logged in the last 60 days: the last logged day is {quiet}. For the "
            f"search as it stood then: --as-of {quiet}",
        )


def _file_name(path: str) -> str:
    return clean(path.replace("\\", "/").rsplit("/", 1)[-1])


# The pages.


def print_review(card: dict[str, Any], as_of_from: str, quiet: str | None) -> None:
    """The scorecard."""
    screen = console()
    log = card["log"]
    _first_line(screen, log["path"], card["as_of"], as_of_from, quiet)
    _print(
        screen,
        ", ".join(
            [
                _count(log["applications"], "application"),
                _count(log["prospects"], "prospect"),
                _count(log["interviews"], "interview")
                + f" with {_count(log['interviewers'], 'person', 'people')}",
                _count(log["follow_ups"], "follow-up"),
            ]
        ),
    )
    if log["problems"]:
        _print(screen, f"{_count(log['problems'], 'problem')} in the log: jobsearch check")

    _heading(screen, "To do first")
    _print_errands(screen, [e for e in card["agenda"] if e["do"] != "wait"][:_FIRST])
    more = len(card["agenda"]) - min(_FIRST, len(card["agenda"]))
    if more:
        _print(screen, f"{more} more, and what to leave alone: jobsearch today", indent=2)

    _heading(screen, "Response times")
    _print_response_times(screen, card["response_times"])
    _heading(screen, "Following up")
    _print_compliance(screen, card["compliance"])
    _heading(screen, "Pipeline")
    _print_pipeline(screen, card["breadth"], card["funnel"])
    _heading(screen, f"Stale: {len(card['stale'])}")
    _print_flags(screen, card["stale"][:_FIRST])
    if len(card["stale"]) > _FIRST:
        _print(screen, f"{len(card['stale']) - _FIRST} more: jobsearch stale", indent=2)


def _print_response_times(screen: Console, times: dict[str, Any]) -> None:
    _print(screen, _median_sentence(times), indent=2)
    if times["reason"] is None and times["n"]:
        screen.print()
        _table(
            screen,
            ("heard back by ", "any", "positive", "negative", "unclear", "at risk"),
            [
                (
                    f"day {day}",
                    *(_percent(row[k]) for k in ("any", "positive", "negative", "unclear")),
                    str(row["n_at_risk"]),
                )
                for day, row in times["by_day"].items()
            ],
        )
        screen.print()
    answered = times["n_responses"] + times["n_left_out"]
    if times["naive_rate"] is not None:
        _print(
            screen,
            f"Naive rate: {_percent(times['naive_rate'])} ({_count(answered, 'answer')} so far; "
            "it counts young applications as failures).",
            indent=2,
        )
    if times["n_left_out"]:
        _print(
            screen,
            f"{_count(times['n_left_out'], 'answer')} left out, for want of a usable date.",
            indent=2,
        )
    if times["n_inbound"]:
        _print(
            screen,
            f"{_count(times['n_inbound'], 'application')} without a day of applying (they came "
            "first), not in these figures.",
            indent=2,
        )


def _median_sentence(times: dict[str, Any]) -> str:
    n = f"n = {times['n']:,}"
    if times["reason"] is not None:
        return f"No curve and no median: {times['reason']}."
    low, high = _number(times["median_low"]), _number(times["median_high"])
    if times["median_days"] is None:
        if times["median_low"] is None:
            return f"Fewer than half have heard back so far, {n}."
        return (
            f"Fewer than half have heard back so far; half will not have before day {low} "
            f"(95 % interval), {n}."
        )
    if times["median_low"] is None:
        interval = "too few for an interval"
    elif times["median_high"] is None:
        interval = f"{low} or more"
    else:
        interval = f"{low} to {high}"
    return f"Half heard back within {_number(times['median_days'])} days ({interval}), {n}."


def _print_compliance(screen: Console, rules: dict[str, dict[str, Any]]) -> None:
    rows = []
    for rule, row in rules.items():
        n = sum(row[v] for v in ("met", "late", "missed", "broken"))
        kept = "nothing owed yet" if row["rate"] is None else (
            f"{_percent(row['rate'])} ({100 * row['low']:.0f} to {100 * row['high']:.0f}), n = {n}"
        )  # fmt: skip
        rest = ", ".join(
            f"{row[v]} {v}"
            for v in ("late", "missed", "broken", "pending", "blocked", "unknown", "waived")
            if row[v]
        )
        rows.append((_RULES[rule], kept, rest))
    _table(screen, ("rule ", "kept (95 % interval) ", "not, or not yet "), rows)


def _print_pipeline(screen: Console, breadth: dict[str, Any], reached: dict[str, int]) -> None:
    stages = ", ".join(f"{n} at {stage}" for stage, n in breadth["by_stage"].items() if n)
    _print(screen, f"{breadth['open']} open" + (f": {stages}." if stages else "."), indent=2)
    for name in ("employers", "sources", "industries"):
        row = breadth[name]
        if row["n"]:
            one = {"employers": "employer", "sources": "source", "industries": "industry"}[name]
            _print(
                screen,
                f"{_count(row['n'], one, name)}, as broad as {_number(row['effective_n1'])} equal "
                f"ones; the largest has {_percent(row['largest_share'])}.",
                indent=2,
            )
    if breadth["eggs_in_one_basket"]:
        _print(
            screen,
            "All eggs in one basket: one employer is left at interview or later, and few "
            "applications are fresh. Send some.",
            indent=2,
        )
    days = breadth["days_since_last_application"]
    if days is not None:
        when = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
        _print(screen, f"The last application was sent {when}.", indent=2)
    if breadth["pace_ratio"] is not None:
        high = "any" if breadth["pace_high"] is None else f"{breadth['pace_high']:.1f}"
        _print(
            screen,
            f"While waiting for a decision you applied {breadth['pace_ratio']:.1f} times as fast "
            f"as otherwise ({breadth['pace_low']:.1f} to {high}).",
            indent=2,
        )
    sent = reached["applied"]
    if sent:
        steps = "; ".join(
            f"{stage} {n} ({_percent(n / sent)})" for stage, n in reached.items() if stage != "applied"
        )
        _print(screen, f"Of {sent} sent, so far reached: {steps}.", indent=2)


def print_today(
    log_path: str, as_of: str, as_of_from: str, quiet: str | None, errands: list[dict[str, Any]]
) -> None:
    """The agenda."""
    screen = console()
    _first_line(screen, log_path, as_of, as_of_from, quiet)
    waits = [e for e in errands if e["do"] == "wait"]
    _heading(screen, "To do")
    _print_errands(screen, [e for e in errands if e["do"] != "wait"])
    if waits:
        _heading(screen, "Leave alone")
        _print_errands(screen, waits)


def _print_errands(screen: Console, errands: list[dict[str, Any]]) -> None:
    if not errands:
        _print(screen, "Nothing. A good day to send an application.", indent=2)
    for errand in errands:
        place = " ".join(
            filter(None, [_at(errand), f"({clean(errand['role'])})" if errand["role"] else ""])
        )
        who = clean(errand["interviewer"] or "")
        line = ", ".join(filter(None, [who, place]))
        if errand["do"] == "interview":
            line = f"{_day(errand['opens_at'])}: {line}" if errand["opens_at"] else f"{line}, no day"
        _print(screen, f"{_DO[errand['do']]}: {line}" if line else _DO[errand["do"]], "bold", 2)
        _print(screen, clean(errand["why"]), indent=6)
        reach = clean(errand["contact"] or "")
        if reach and errand["do"] in {"thank", "follow_up"}:
            _print(screen, f"reach them: {reach}", indent=6)
        elif reach and errand["do"] == "ask_hr":
            _print(screen, f"on file: {reach}", indent=6)
        if errand["talked_about"]:
            _print(screen, f"talked about: {clean(errand['talked_about'])}", indent=6)


def _at(row: dict[str, Any]) -> str:
    return clean(row["company"] or row["application"] or "")


def print_stale(
    log_path: str, as_of: str, as_of_from: str, quiet: str | None, flags: list[dict[str, Any]]
) -> None:
    """The stale applications."""
    screen = console()
    _first_line(screen, log_path, as_of, as_of_from, quiet)
    _heading(screen, f"Stale: {len(flags)}")
    _print_flags(screen, flags)


def _print_flags(screen: Console, flags: list[dict[str, Any]]) -> None:
    if not flags:
        _print(screen, "No open application has been silent for too long.", indent=2)
        return
    _table(
        screen,
        ("company ", "role ", "stage ", "silent", "chance in 30 days ", "suggestion "),
        [
            (
                _at(flag),
                clean(flag["role"] or ""),
                flag["stage"],
                f"{flag['silent_days']} d",
                _chance(flag),
                flag["suggestion"],
            )
            for flag in flags
        ],
    )
    screen.print()
    for source in dict.fromkeys(f["threshold_from"] for f in flags):
        days = {f["threshold_days"] for f in flags if f["threshold_from"] == source}
        n = sum(f["threshold_from"] == source for f in flags)
        limit = f"{min(days)} days" if len(days) == 1 else f"{min(days)} to {max(days)} days"
        _print(screen, f"{n} flagged at {limit}: {source}.", indent=2)


def _chance(flag: dict[str, Any]) -> str:
    if flag["chance"] is None:
        return "no figure"
    if flag["low"] is None:
        return _percent(flag["chance"])
    return f"{_percent(flag['chance'])} ({100 * flag['low']:.0f} to {100 * flag['high']:.0f})"


def print_check(found: dict[str, Any]) -> None:
    """How the file was understood, and its problems."""
    screen = console()
    reading, counts = found["reading"], found["counts"]
    _print(screen, f"{_file_name(reading['path'])}, as it was understood", "bold")
    for table in reading["tables"]:
        _heading(screen, clean(table["sheet"]))
        aside = f", {table['n_set_aside']} set aside (nothing that makes them one)"
        _print(
            screen,
            f"{table['table'].replace('_', '-')}: header in row {table['header_row']}, "
            f"{_count(table['n_rows'], 'row')}{aside if table['n_set_aside'] else ''}",
            indent=2,
        )
        renamed = [
            f"{name} from {clean(header)}"
            for name, header in table["columns"].items()
            if name != header.lower().replace("-", "_").replace(" ", "_")
        ]
        if renamed:
            _print(screen, "columns: " + "; ".join(renamed), indent=2)
        words = [f"{clean(w)} → {m}" for w, m in table["words"].items() if w and w.casefold() != m]
        if words:
            _print(screen, "words: " + "; ".join(words), indent=2)
        if table["not_used"]:
            _print(screen, "carried along: " + ", ".join(map(clean, table["not_used"])), indent=2)
    if reading["other_sheets"]:
        screen.print()
        _print(screen, "Other sheets, not read: " + ", ".join(map(clean, reading["other_sheets"])))
    for assumed in reading["assumed"]:
        _print(screen, "Assumed: " + clean(assumed))
    _heading(screen, f"Problems: {counts['problems']}")
    if not found["problems"]:
        _print(screen, "None.", indent=2)
    for problem in found["problems"]:
        where = f"{clean(problem['sheet'])}!{problem['cell']}"
        _print(screen, f"{where}: {clean(problem['problem'])}", indent=2)
