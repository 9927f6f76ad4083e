"""The page of `jobsearch review`: the whole scorecard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jobsearch.schema import RULES
from jobsearch.terminal.agenda import SearchEnd, add_to_do
from jobsearch.terminal.heading import LogView, add_heading
from jobsearch.terminal.page import PLAIN, Page, Screen
from jobsearch.terminal.stale import add_flags
from jobsearch.wording import count, listing, median_sentence, percent, percent_range, spread

_FIRST = 5  # errands and flags that the review shows; the other commands show all
_FEW = 5  # fewer than this have no share and no pace, only counts
_A = {"screening": "a screening", "interview": "an interview", "offer": "an offer"}
_DECIDED = ("met", "late", "missed", "broken")
_NOT_MET = ("late", "missed", "broken", "pending", "blocked", "unknown", "waived")
_SPREAD = {
    "employers": ("employer", "employers"),
    "sources": ("source", "sources"),
    "industries": ("industry", "industries"),
}


def review_text(
    card: dict[str, Any],
    view: LogView,
    screen: Screen = PLAIN,
    *,
    reading: Sequence[str] = (),
) -> str:
    """The scorecard, from `full_scorecard`; `reading` says how the file was read."""
    page = Page(screen)
    log, more = card["log"], card["beside"]
    repeat = view.repeat_options
    add_heading(page, view)
    for line in reading:
        page.line(line)
    counts = [count(log["applications"], "application")]
    if log["prospects"]:
        counts.append(count(log["prospects"], "prospect"))
    if log["interviews"]:
        people = count(log["interviewers"], "person", "people")
        counts.append(f"{count(log['interviews'], 'interview')} with {people}")
    if log["follow_ups"]:
        counts.append(count(log["follow_ups"], "follow-up"))
    page.line(", ".join(counts))
    if log["problems"]:
        page.line(f"{count(log['problems'], 'problem')} in the log: run jobsearch check{repeat}")

    page.heading("TO DO FIRST")
    end = SearchEnd(more["over"], more["offers"])
    errands = [
        e
        for e in card["agenda"]
        if e["do"] != "wait" and not (end.accepted and e["verdict"] == "stale")
    ][:_FIRST]
    add_to_do(page, errands, end, view)
    if n := len(card["agenda"]) - len(errands):
        page.line(f"{n} more, including any to leave alone: run jobsearch today{repeat}", indent=2)

    page.heading("RESPONSE TIMES")
    _add_response_times(page, card["response_times"], more)
    page.heading("FOLLOWING UP")
    _add_compliance(page, card["compliance"], card["funnel"])
    page.heading("PIPELINE")
    _add_breadth(page, card["breadth"], more)
    _add_pace(page, card["breadth"]["days_since_last_application"], more["pace"])
    _add_funnel(page, card["funnel"])
    page.heading(f"STALE: {len(card['stale'])}")
    add_flags(page, card["stale"], most=_FIRST)
    if (n := len(card["stale"]) - _FIRST) > 0:
        page.line(f"{n} more: run jobsearch stale{repeat}", indent=2)
    return str(page)


def _add_response_times(page: Page, times: dict[str, Any], more: dict[str, Any]) -> None:
    naive = more["naive"]
    page.line(f"{median_sentence(times)}.", indent=2)
    if times["reason"] is None and times["n"]:
        kinds = ("any", "positive", "negative", "unclear")
        page.line()
        page.table(
            ("heard back by", "any", "good news", "a no", "unclear", "still waiting"),
            [
                (f"day {day}", *(percent(row[kind]) for kind in kinds), f"{row['n_at_risk']:,}")
                for day, row in times["by_day"].items()
            ],
            figures=("any", "good news", "a no", "unclear", "still waiting"),
        )
        page.line()
    if naive["rate"] is not None:
        line = f"{naive['n_responses']:,} of {naive['n']:,} have answered so far "
        line += f"({percent(naive['rate'])})."
        if naive["n_responses"] < naive["n"]:
            line += " That is too low a figure: recent applications have not had time."
        page.line(line, indent=2)
    for n, one, many in (
        (
            times["n_left_out"],
            "answer has no usable date and is not counted",
            "answers have no usable date and are not counted",
        ),
        (
            more["closed_undated"],
            "application was withdrawn or closed on an unknown date and is not counted",
            "applications were withdrawn or closed on an unknown date and are not counted",
        ),
        (
            times["n_inbound"],
            "application has no application date and is not counted here",
            "applications have no application date and are not counted here",
        ),
    ):
        if n:
            page.line(f"{count(n, one, many)}.", indent=2)


def _add_compliance(page: Page, rules: dict[str, dict[str, Any]], reached: dict[str, int]) -> None:
    if not any(row[verdict] for row in rules.values() for verdict in (*_DECIDED, *_NOT_MET)):
        stage = next((s for s in ("interview", "screening") if reached[s]), None)
        page.line(
            "No interview is logged, so there was nothing to follow up."
            if stage is None
            else f"{count(reached[stage], 'application')} reached {_A[stage]}, but no interview "
            "has a date in the past, so there is nothing to judge yet.",
            indent=2,
        )
        return
    rows = []
    for name, row in rules.items():
        n = sum(row[verdict] for verdict in _DECIDED)
        kept = f"{row['met']} of {n}" if n else "nothing due yet"
        share = f"{percent(row['rate'])} ({percent_range(row['low'], row['high'])})"
        rest = ", ".join(f"{row[verdict]} {verdict}" for verdict in _NOT_MET if row[verdict])
        rows.append((RULES[name].label, kept, share if n >= _FEW else "", rest))
    page.table(("rule", "kept", "rate (95% interval)", "the rest"), rows)


def _add_breadth(page: Page, breadth: dict[str, Any], more: dict[str, Any]) -> None:
    stages = ", ".join(f"{n} at {stage}" for stage, n in breadth["by_stage"].items() if n)
    page.line(f"{breadth['open']} open" + (f": {stages}." if stages else "."), indent=2)
    n_sent = more["open_sent"]
    if breadth["open"] > n_sent > 0:
        page.line(f"The {n_sent} with an application date:", indent=2)
    for name, (one, many) in _SPREAD.items():
        n, of = breadth[name]["n"], breadth[name]
        if n == 1:
            page.line(f"All with one {one}, or with none named.", indent=2)
        elif n:
            page.line(f"{spread(n, one, many, of['effective_n1'], of['largest_share'])}.", indent=2)
    if breadth["eggs_in_one_basket"] and not more["over"]:
        page.line(
            "All your hopes rest on one employer: it is the only one left at interview or later, "
            "and few of your applications are recent. Send some more.",
            indent=2,
        )


def _add_pace(page: Page, days: int | None, pace: dict[str, Any]) -> None:
    if days is not None:
        when = {0: "today", 1: "yesterday"}.get(days, f"{days:,} days ago")
        page.line(f"You sent the last application {when}.", indent=2)
    if pace["ratio"] is None:
        return
    if pace["n_inside"] + pace["n_outside"] < _FEW:
        page.line(
            f"While waiting for decisions you sent {count(pace['n_inside'], 'application')} in "
            f"{count(pace['days_inside'], 'day')}, otherwise {pace['n_outside']} in "
            f"{count(pace['days_outside'], 'day')}.",
            indent=2,
        )
        return
    page.line(
        f"While waiting for decisions you sent {pace['pace_inside']:.1f} applications a week, "
        f"otherwise {pace['pace_outside']:.1f}.",
        indent=2,
    )


def _add_funnel(page: Page, reached: dict[str, int]) -> None:
    if sent := reached["applied"]:
        steps = listing(
            f"{n} ({percent(n / sent)}) {'reached ' * (not place)}{_A[stage]}"
            for place, (stage, n) in enumerate(list(reached.items())[1:])
        )
        page.line(f"Of {count(sent, 'application')} sent, {steps}.", indent=2)
