"""What each interviewer is owed: a thank-you in time, a proper contact, a personal, brief note."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from jobsearch.log import Log
from jobsearch.measures.application_states import NO_DAY
from jobsearch.measures.calendar import bounds, latest_moment, to_local
from jobsearch.measures.following_up.first_match import first_match
from jobsearch.measures.following_up.note_quality import count_words, personal_notes
from jobsearch.measures.following_up.obligations.obligation_table import rule_rows
from jobsearch.measures.following_up.reasons import sentence
from jobsearch.measures.snapshot import Snapshot

_ALWAYS_COUNTS = ("phone", "letter", "in person")
_WRITTEN = ("e-mail", "message")
_HOUR = 3_600_000_000  # microseconds


class Closing(NamedTuple):
    """When each application ended, or the whole search: both ends of the day [us]."""

    low: np.ndarray  # NaT: not ended
    high: np.ndarray
    undated: np.ndarray  # ended, nobody knows when
    search_over: np.datetime64  # the moment from which nothing is owed; NaT while it goes on


def thanks(snapshot: Snapshot, people: pd.DataFrame, closing: Closing) -> list[dict[str, Any]]:
    """`thank_everyone`, `proper_contact`, `personal_note` and `brief_note` of thank-you notes."""
    now, undated_seen = snapshot.as_of, snapshot.sees_undated
    some_day = people["end"].isna() & people["is_held_some_day"]
    end_seen = (people["end"] <= now) | (some_day & undated_seen)
    thank_seen = people["is_thanked"] & (
        (people["thanked_at"] <= now) | (people["thanked_at"].isna() & undated_seen)
    )
    people["thanked"] = thank_seen
    rows = people[(end_seen & people["owes_thanks"]).to_numpy()].reset_index(drop=True)
    # Notes that are written, without a word on whether they were sent.
    draft = ~people["is_thanked"] & undated_seen
    noted = people[((thank_seen | draft) & people["thank_you_note"].notna()).to_numpy()]
    return [
        *_thanks_and_contacts(rows, snapshot, closing),
        *note_rules(
            noted.reset_index(drop=True), snapshot.log, text="thank_you_note", sent="thanked_at"
        ),
    ]


def _thanks_and_contacts(
    rows: pd.DataFrame, snapshot: Snapshot, closing: Closing
) -> list[dict[str, Any]]:
    zone, settings = snapshot.settings.time_zone, snapshot.settings
    position = rows["position"].to_numpy()
    proper = rows["proper"].to_numpy()
    end = rows["end"]
    end_is_date = (end == end.dt.normalize()).to_numpy()
    end_low, end_high = bounds(end, end_is_date, zone)
    sent_low, sent_high = bounds(rows["thanked_at"], rows["thanked_at_is_date"].to_numpy(), zone)
    within = np.timedelta64(round(settings.thank_you_within_hours * _HOUR), "us")
    best = np.timedelta64(round(settings.best_within_hours * _HOUR), "us")
    due_low, due_high = end_low + within, end_high + within
    no_end = np.isnat(end_low)

    by = rows["thanked_by"].astype("str").fillna("").to_numpy()
    counts = rows["thanked"].to_numpy() & (
        np.isin(by, _ALWAYS_COUNTS) | (np.isin(by, (*_WRITTEN, "")) & proper)
    )
    unclear = rows["thanked"].to_numpy() & (by == "") & ~proper
    longest, shortest = sent_high - end_low, sent_low - end_high
    # In a panel somebody may thank after her own part, before the last one is over.
    own_end = bounds(rows["ended_at"].fillna(end), end_is_date, zone)[0]
    too_early = sent_high < own_end
    in_time = (longest <= within) & ~too_early
    too_late = shortest > within
    done = first_match([(in_time, "met"), (too_late, "late")], "unknown")
    tier = first_match(
        [
            (~counts, ""),
            (in_time & (longest <= best), sentence("within", hours=settings.best_within_hours)),
            (in_time, sentence("within", hours=settings.thank_you_within_hours)),
            (too_late, sentence("late")),
        ],
        "",
    )

    now_high = latest_moment(snapshot.as_of, zone)
    waived, maybe = _closed_first(closing, position, due_low, due_high, now_high)
    is_done = counts | unclear
    still_time = now_high <= due_high
    verdict = first_match(
        [
            (counts, done),
            (unclear | no_end | maybe, "unknown"),
            (waived, "waived"),
            (~proper, "blocked"),
            (still_time, "pending"),
        ],
        "missed",
    )
    due = to_local(due_low, zone)
    shared = {
        "interviewer": rows["interviewer"].to_numpy(dtype=object),
        "contact": rows["known_contact"].to_numpy(dtype=object),
        "talked_about": rows["talked_about"].to_numpy(dtype=object),
        "opens_at": end.to_numpy(),
        "due_by": due,
    }
    form = rows["thanked"].to_numpy() & (by == "contact form")
    astray = rows["thanked"].to_numpy() & np.isin(by, _WRITTEN) & ~proper
    no_hour = is_done & (verdict == "unknown")
    detail = first_match(
        [
            (form, sentence("contact_form")),
            (astray, sentence("not_personal")),
            (unclear, sentence("unknown_way")),
            (no_hour & too_early, sentence("before_end")),
            (no_hour, sentence("unknown_hour")),
            (no_end, sentence("undated")),
            (maybe & ~is_done, sentence("undated_closing")),
            (verdict == "waived", sentence("closed_first")),
            (verdict == "blocked", sentence("no_contact")),
        ],
        "",
    )
    over = due_high >= closing.search_over
    contact = first_match(
        [(proper, "met"), (no_end, "unknown"), (over, "waived"), (still_time, "pending")],
        "missed",
    )
    done_at = np.where(is_done, rows["thanked_at"].to_numpy(), NO_DAY)
    no_contact = np.where(proper, "", sentence("no_mailbox"))
    return [
        rule_rows(
            "thank_everyone", position, verdict, tier=tier, detail=detail, done_at=done_at, **shared
        ),
        rule_rows("proper_contact", position, contact, detail=no_contact, **shared),
    ]


def _closed_first(
    closing: Closing,
    position: np.ndarray,
    due_low: np.ndarray,
    due_high: np.ndarray,
    now: np.datetime64,
) -> tuple[np.ndarray, np.ndarray]:
    """Whether the application closed before the thank-you fell due: surely, or perhaps."""
    low, high, undated = closing.low[position], closing.high[position], closing.undated[position]
    high = np.where(np.isnat(high), high, np.minimum(high, now))
    high = np.where(undated & np.isnat(high), now, high)
    surely = high <= due_low
    never = np.isnat(high) | (~undated & (low > due_high))
    return surely, ~surely & ~never


def note_rules(rows: pd.DataFrame, log: Log, *, text: str, sent: str) -> list[dict[str, Any]]:
    """`brief_note` of any texts, and `personal_note` of thank-you notes."""
    if not len(rows):
        return []
    is_thanks = text == "thank_you_note"
    position, at = rows["position"].to_numpy(), rows[sent].to_numpy()
    whom = ("interviewer", "interviewer") if is_thanks else ("contact", "to")
    shared = {whom[0]: rows[whom[1]].to_numpy(dtype=object)}
    shared |= {"opens_at": at, "due_by": at, "done_at": at}
    n_words = count_words(rows[text])
    brief = np.where(n_words <= log.settings.note_words_at_most, "met", "broken")
    length = sentence("words", words=n_words.astype(str).astype(object))
    pieces = [rule_rows("brief_note", position, brief, detail=length, **shared)]
    if is_thanks:
        company = log.applications["company"].to_numpy()[position]
        personal, why = personal_notes(rows.assign(note=rows[text], company=company, sent_at=at))
        verdict = np.where(personal, "met", "broken")
        pieces.append(rule_rows("personal_note", position, verdict, detail=why, **shared))
    return pieces
