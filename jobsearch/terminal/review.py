"""The page of `jobsearch review`: the whole scorecard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jobsearch.schema import RULES
from jobsearch.terminal.agenda import add_ends, add_errands
from jobsearch.terminal.page import Page
from jobsearch.terminal.phrases import WIDTH, count, first_line, interval, percent
from jobsearch.terminal.stale import add_flags
from jobsearch.wording import median_sentence

_FIRST = 5  # errands and flags that the review shows; the other commands show all
_FEW = 5  # fewer applications than this have no pace, only counts
_A = {"interview": "an interview", "screening": "a screening"}


def review_text(
    card: dict[str, Any],
    as_of_from: str,
    quiet: str | None,
    *,
    build_log: Sequence[str] = (),
    same: str = "",
    own: str = "",
    width: int = WIDTH,
    styled: bool = False,
    encoding: str = "utf-8",
) -> str:
    """
    The scorecard, from `full_scorecard`.

    `build_log` says how the file was read, `same` what another call says to read the same, `own`
    what one says to change it.
    """
    page = Page(width, styled, encoding)
    log = card["log"]
    first_line(page, log["path"], card["as_of"], as_of_from, quiet)
    for line in build_log:
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
        page.line(f"{count(log['problems'], 'problem')} in the log: jobsearch check{same}")

    page.heading("TO DO FIRST")
    over = card["beside"]["over"]
    errands = [
        e for e in card["agenda"] if e["do"] != "wait" and not (over and e["verdict"] == "stale")
    ]
    is_said = add_ends(page, over, card["beside"]["offers"], own)
    add_errands(page, errands[:_FIRST], is_all=not is_said)
    if len(card["agenda"]) > len(errands[:_FIRST]):
        more = len(card["agenda"]) - len(errands[:_FIRST])
        page.line(f"{more} more, what to leave alone among them: jobsearch today{same}", indent=2)

    page.heading("RESPONSE TIMES")
    _add_response_times(page, card["response_times"], card["beside"])
    page.heading("FOLLOWING UP")
    _add_compliance(page, card["compliance"], card["funnel"])
    page.heading("PIPELINE")
    _add_pipeline(page, card["breadth"], card["beside"], card["funnel"])
    page.heading(f"STALE: {len(card['stale'])}")
    add_flags(page, card["stale"], shown=_FIRST)
    if len(card["stale"]) > _FIRST:
        page.line(f"{len(card['stale']) - _FIRST} more: jobsearch stale{same}", indent=2)
    return str(page)


def _add_response_times(page: Page, times: dict[str, Any], beside: dict[str, Any]) -> None:
    naive = beside["naive"]
    page.line(median_sentence(times) + ".", indent=2)
    if times["reason"] is None and times["n"]:
        page.line()
        page.table(
            ("heard back by ", "any", "positive", "negative", "unclear", "at risk"),
            [
                (
                    f"day {day}",
                    *(percent(row[k]) for k in ("any", "positive", "negative", "unclear")),
                    f"n = {row['n_at_risk']:,}",
                )
                for day, row in times["by_day"].items()
            ],
        )
        page.line()
    if naive["rate"] is not None:
        page.line(
            f"Naive rate: {percent(naive['rate'])} ({interval(naive)}), "
            f"{count(naive['n_responses'], 'answer')} of {naive['n']:,}; it counts the young "
            "applications as failures.",
            indent=2,
        )
    if times["n_left_out"]:
        page.line(
            f"{count(times['n_left_out'], 'answer')} left out for want of a usable date.", indent=2
        )
    if n := beside["closed_undated"]:
        were = count(n, "application that was", "applications that were")
        page.line(f"{were} withdrawn or closed on a day nobody wrote down left out.", indent=2)
    if times["n_inbound"]:
        page.line(
            f"{count(times['n_inbound'], 'application')} without a day of applying (they came "
            "first, or it is not written down) not in these figures.",
            indent=2,
        )


def _add_compliance(page: Page, rules: dict[str, dict[str, Any]], reached: dict[str, int]) -> None:
    rows = []
    for rule, row in rules.items():
        n = sum(row[v] for v in ("met", "late", "missed", "broken"))
        rest = ", ".join(
            f"{row[v]} {v}"
            for v in ("late", "missed", "broken", "pending", "blocked", "unknown", "waived")
            if row[v]
        )
        if not n:
            rows.append((RULES[rule].label, "nothing owed yet", "", rest))
            continue
        rows.append((RULES[rule].label, f"{percent(row['rate'])} of {n}", interval(row), rest))
    if all(kept == "nothing owed yet" and not rest for _, kept, _, rest in rows):
        stage = next((s for s in ("interview", "screening") if reached[s]), None)
        if stage is None:
            page.line("Nothing was owed: no interview is logged.", indent=2)
            return
        page.line(
            f"{count(reached[stage], 'application')} reached {_A[stage]}, but none has "
            "a day that is over: nothing can be judged.",
            indent=2,
        )
        return
    page.table(("rule ", "kept ", "95% interval ", "not, or not yet "), rows)


def _add_pipeline(
    page: Page, breadth: dict[str, Any], beside: dict[str, Any], reached: dict[str, int]
) -> None:
    pace = beside["pace"]
    stages = ", ".join(f"{n} at {stage}" for stage, n in breadth["by_stage"].items() if n)
    page.line(f"{breadth['open']} open" + (f": {stages}." if stages else "."), indent=2)
    n_sent = beside["open_sent"]
    if breadth["open"] > n_sent > 0:
        page.line(f"Of the {n_sent} with a day of applying:", indent=2)
    names = {"employers": "employer", "sources": "source", "industries": "industry"}
    for many, one in names.items():
        row = breadth[many]
        if row["n"] == 1:
            page.line(f"All with one {one}, or with none named.", indent=2)
        elif row["n"]:
            page.line(
                f"{row['n']} {many}, as broad as {row['effective_n1']:.1f} equal ones; "
                f"the largest has {percent(row['largest_share'])}.",
                indent=2,
            )
    if breadth["eggs_in_one_basket"] and not beside["over"]:
        page.line(
            "All eggs in one basket: one employer is left at interview or later, and few "
            "applications are fresh. Send some.",
            indent=2,
        )
    days = breadth["days_since_last_application"]
    if days is not None:
        when = {0: "today", 1: "yesterday"}.get(days, f"{days:,} days ago")
        page.line(f"The last application was sent {when}.", indent=2)
    n_paced = pace["n_inside"] + pace["n_outside"]
    if pace["ratio"] is not None and n_paced < _FEW:
        page.line(
            "While waiting for a decision you sent "
            f"{count(pace['n_inside'], 'application')} in {count(pace['days_inside'], 'day')}, "
            f"otherwise {pace['n_outside']} in {count(pace['days_outside'], 'day')}.",
            indent=2,
        )
    elif pace["ratio"] is not None:
        high = "more" if pace["high"] is None else f"{pace['high']:.1f}"
        page.line(
            f"While waiting for a decision you applied {pace['ratio']:.1f} times as fast as "
            f"otherwise ({pace['low']:.1f} to {high}): {pace['n_inside']} in "
            f"{count(pace['days_inside'], 'day')} against {pace['n_outside']} in "
            f"{count(pace['days_outside'], 'day')}.",
            indent=2,
        )
    if sent := reached["applied"]:
        steps = "; ".join(
            f"{stage} {n} ({percent(n / sent)})"
            for stage, n in reached.items()
            if stage != "applied"
        )
        page.line(f"Of {sent} sent, so far reached: {steps}.", indent=2)
