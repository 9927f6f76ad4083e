"""What the commands print: the plain values of `scorecard`, laid out for 80 columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from jobsearch.page import Page, clean, quoted
from jobsearch.sentences import median_sentence, whole_percent

WIDTH = 80
_FIRST = 5  # errands and flags that the review shows; the other commands show all
_FEW = 5  # fewer applications than this have no pace, only counts
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
_A = {"interview": "an interview", "screening": "a screening"}
_DO = {
    "thank": "Thank",
    "ask_hr": "Ask HR",
    "follow_up": "Follow up",
    "close": "Close",
    "apply": "Apply",
    "interview": "Interview",
    "wait": "Wait",
}


def _whole(share: float) -> str:
    """Whole percent; 0 and 100 only where it is none and all, as in the pictures and tables."""
    if 0 < share < 0.005:
        return "<1"
    return ">99" if 0.995 <= share < 1 else str(whole_percent(share))


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{_whole(share)}%"


def _interval(row: dict[str, Any]) -> str:
    return f"{_whole(row['low'])} to {_whole(row['high'])}%"


def _count(n: int, thing: str, things: str = "") -> str:
    return f"{n:,} {thing if n == 1 else things or thing + 's'}"


def _day(iso: str | None, *, year: bool = False) -> str:
    """2026-11-20T15:30:00 as Fri 20 Nov 15:30."""
    if iso is None:
        return ""
    moment = dt.datetime.fromisoformat(iso)
    day = f"{moment:%a} {moment.day} {moment:%b}" + (f" {moment.year}" if year else "")
    return f"{day} {moment:%H:%M}" if "T" in iso else day


def _first_line(page: Page, path: str, as_of: str, as_of_from: str, quiet: str | None) -> None:
    said = f"{_file_name(path)} as of {_day(as_of, year=True)}, from {as_of_from}"
    page.line(said, bold=True)
    if quiet is not None:
        page.line(quiet)


def _file_name(path: str) -> str:
    return clean(path.replace("\\", "/").rsplit("/", 1)[-1])


# The pages.


def review_text(
    card: dict[str, Any],
    as_of_from: str,
    quiet: str | None,
    *,
    understood: Sequence[str] = (),
    same: str = "",
    own: str = "",
    width: int = WIDTH,
    styled: bool = False,
    encoding: str = "utf-8",
) -> str:
    """
    The scorecard, from `full_scorecard`.

    `understood` says how the file was read, `same` what another call says to read the same, `own`
    what one says to change it.
    """
    page = Page(width, styled, encoding)
    log = card["log"]
    _first_line(page, log["path"], card["as_of"], as_of_from, quiet)
    for line in understood:
        page.line(line)
    counts = [_count(log["applications"], "application")]
    if log["prospects"]:
        counts.append(_count(log["prospects"], "prospect"))
    if log["interviews"]:
        people = _count(log["interviewers"], "person", "people")
        counts.append(f"{_count(log['interviews'], 'interview')} with {people}")
    if log["follow_ups"]:
        counts.append(_count(log["follow_ups"], "follow-up"))
    page.line(", ".join(counts))
    if log["problems"]:
        page.line(f"{_count(log['problems'], 'problem')} in the log: jobsearch check{same}")

    page.heading("TO DO FIRST")
    over = card["beside"]["over"]
    errands = [
        e for e in card["agenda"] if e["do"] != "wait" and not (over and e["verdict"] == "stale")
    ]
    is_said = _add_ends(page, over, card["beside"]["offers"], own)
    _add_errands(page, errands[:_FIRST], is_all=not is_said)
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
    _add_flags(page, card["stale"], shown=_FIRST)
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
                    *(_percent(row[k]) for k in ("any", "positive", "negative", "unclear")),
                    f"n = {row['n_at_risk']:,}",
                )
                for day, row in times["by_day"].items()
            ],
        )
        page.line()
    if naive["rate"] is not None:
        page.line(
            f"Naive rate: {_percent(naive['rate'])} ({_interval(naive)}), "
            f"{_count(naive['n_responses'], 'answer')} of {naive['n']:,}; it counts the young "
            "applications as failures.",
            indent=2,
        )
    if times["n_left_out"]:
        page.line(
            f"{_count(times['n_left_out'], 'answer')} left out for want of a usable date.", indent=2
        )
    if n := beside["closed_undated"]:
        were = _count(n, "application that was", "applications that were")
        page.line(f"{were} withdrawn or closed on a day nobody wrote down left out.", indent=2)
    if times["n_inbound"]:
        page.line(
            f"{_count(times['n_inbound'], 'application')} without a day of applying (they came "
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
            rows.append((_RULES[rule], "nothing owed yet", "", rest))
            continue
        rows.append((_RULES[rule], f"{_percent(row['rate'])} of {n}", _interval(row), rest))
    if all(kept == "nothing owed yet" and not rest for _, kept, _, rest in rows):
        stage = next((s for s in ("interview", "screening") if reached[s]), None)
        if stage is None:
            page.line("Nothing was owed: no interview is logged.", indent=2)
            return
        page.line(
            f"{_count(reached[stage], 'application')} reached {_A[stage]}, but none has "
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
                f"the largest has {_percent(row['largest_share'])}.",
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
            f"{_count(pace['n_inside'], 'application')} in {_count(pace['days_inside'], 'day')}, "
            f"otherwise {pace['n_outside']} in {_count(pace['days_outside'], 'day')}.",
            indent=2,
        )
    elif pace["ratio"] is not None:
        high = "more" if pace["high"] is None else f"{pace['high']:.1f}"
        page.line(
            f"While waiting for a decision you applied {pace['ratio']:.1f} times as fast as "
            f"otherwise ({pace['low']:.1f} to {high}): {pace['n_inside']} in "
            f"{_count(pace['days_inside'], 'day')} against {pace['n_outside']} in "
            f"{_count(pace['days_outside'], 'day')}.",
            indent=2,
        )
    if sent := reached["applied"]:
        steps = "; ".join(
            f"{stage} {n} ({_percent(n / sent)})"
            for stage, n in reached.items()
            if stage != "applied"
        )
        page.line(f"Of {sent} sent, so far reached: {steps}.", indent=2)


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
    _first_line(page, path, as_of, as_of_from, quiet)
    silent = [e for e in errands if e["do"] == "close" and e["verdict"] == "stale"]
    waits = [e for e in errands if e["do"] == "wait"]
    page.heading("TO DO")
    is_said = _add_ends(page, over, offers, own)
    now = [e for e in errands if e not in silent and e not in waits]
    _add_errands(page, now, is_all=not is_said)
    if silent:
        page.heading(f"CLOSE: SILENT FOR TOO LONG (why: jobsearch stale{same})")
        for errand in silent:
            page.line(_whom(errand), indent=2)
    if waits:
        page.heading("LEAVE ALONE")
        _add_errands(page, waits)
    return str(page)


def _add_ends(
    page: Page, over: dict[str, Any] | None, offers: Sequence[dict[str, Any]], own: str
) -> bool:
    """Offers to answer, or that the search is over and what is left to do; whether it said any."""
    for offer in offers:
        on = f" of {_day(offer['on'], year=True)}" if offer["on"] else ""
        page.line(
            f"You have an offer from {_whom(offer)}{on}: answer it, then jobsearch closed "
            f"{quoted(clean(offer['name']))}{own} --as accepted, or --as withdrawn",
            indent=2,
        )
    if over is None:
        return bool(offers)
    said = f"You accepted an offer on {_day(over['on'], year=True)}: the search is over."
    if n := over["n_open"]:
        what = "Withdraw the one that is" if n == 1 else f"Withdraw the {n:,} that are"
        said += f" {what} still open: jobsearch closed NAME{own} --as withdrawn"
    page.line(said, indent=2)
    return True


def _add_errands(page: Page, errands: list[dict[str, Any]], *, is_all: bool = True) -> None:
    """The errands; `is_all` says that nothing else stands above them."""
    if not errands and is_all:
        page.line("Nothing. A good day to send an application.", indent=2)
    for errand in errands:
        line = _whom(errand)
        if errand["do"] == "interview":
            line = f"{_day(errand['opens_at']) or 'no day yet'}: {line}"
        do = _DO[errand["do"]]
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


def _whom(row: dict[str, Any]) -> str:
    """The person, the company and the role, as far as they are known."""
    company, role = clean(row["company"] or ""), clean(row["role"] or "")
    place = (
        f"{company} ({role})" if company and role else company or clean(row["application"] or "")
    )
    return ", ".join(filter(None, [clean(row.get("interviewer") or ""), place]))


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
    _first_line(page, path, as_of, as_of_from, quiet)
    page.heading(f"STALE: {len(flags)}")
    _add_flags(page, flags)
    return str(page)


def _add_flags(page: Page, flags: list[dict[str, Any]], *, shown: int | None = None) -> None:
    if not flags:
        page.line("No open application has been silent for too long.", indent=2)
        return
    page.table(
        ("application ", "stage ", "silent", "chance ", "suggestion "),
        [
            (_whom(f), f["stage"], f"{f['silent_days']:,} d", _chance(f), f["suggestion"])
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
        return f"{_percent(flag['chance'])}, n = {flag['n_at_risk']}"
    return f"{_percent(flag['chance'])} ({_interval(flag)}), n = {flag['n_at_risk']}"
