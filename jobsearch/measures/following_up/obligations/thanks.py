"""What each interviewer is owed: a thank-you in time, a proper contact, a personal, brief note."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from jobsearch.log import Log
from jobsearch.measures.calendar import bounds, latest_moment, to_local
from jobsearch.measures.following_up.note_quality import count_words, personal_notes
from jobsearch.measures.following_up.obligations.obligation_table import rule_rows
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
    noted = people[(thank_seen | _draft(people, undated_seen)).to_numpy()]
    return [
        *_thanks_and_contacts(rows, snapshot, closing),
        *note_rules(
            noted[noted["thank_you_note"].notna()].reset_index(drop=True),
            snapshot.log,
            text="thank_you_note",
            sent="thanked_at",
        ),
    ]


def _draft(interviews: pd.DataFrame, undated_seen: bool) -> pd.Series:
    """Notes that are written, with nothing said of their sending."""
    return ~interviews["is_thanked"] & interviews["thank_you_note"].notna() & undated_seen


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
    done = np.select([in_time, too_late], ["met", "late"], "unknown")
    tier = np.select(
        [in_time & (longest <= best), in_time, too_late],
        [
            f"within {settings.best_within_hours:g} h",
            f"within {settings.thank_you_within_hours:g} h",
            "late",
        ],
        "",
    )  # fmt: skip

    now_high = latest_moment(snapshot.as_of, zone)
    waived, maybe = _closed_first(closing, position, due_low, due_high, now_high)
    undone = np.select(
        [no_end | maybe, waived, ~proper, now_high <= due_high],
        ["unknown", "waived", "blocked", "pending"],
        "missed",
    )
    verdict = np.select([counts, unclear], [done, "unknown"], undone)
    is_done = counts | unclear
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
    detail = np.select(
        [
            form,
            astray,
            unclear,
            is_done & (verdict == "unknown") & too_early,
            is_done & (verdict == "unknown"),
            no_end,
            maybe & ~is_done,
            verdict == "waived",
            verdict == "blocked",
        ],
        [
            "sent through a contact form, which reaches nobody",
            "sent to an address that is not a person's",
            "the log does not say how it was sent, and there is no proper contact",
            "sent before the interview ended",
            "the log does not say at what hour",
            "the interview has no date",
            "it is not known when the application closed",
            "the application closed first",
            "no proper contact",
        ],
        "",
    )
    over = closing.search_over
    contact = np.select(
        [proper, no_end, due_high >= over, now_high <= due_high],
        ["met", "unknown", "waived", "pending"],
        "missed",
    )
    done_at = np.where(is_done, rows["thanked_at"].to_numpy(), np.datetime64("NaT", "us"))
    tier = np.where(counts, tier, "")
    no_contact = np.where(proper, "", "no named mailbox and no phone number")
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
    position = rows["position"].to_numpy()
    at = rows[sent].to_numpy()
    shared = {"opens_at": at, "due_by": at, "done_at": at}
    length = count_words(rows[text])
    brief = length <= log.settings.note_words_at_most
    detail = length.astype(str).astype(object) + " words"
    if text != "thank_you_note":
        return [rule_rows("brief_note", position, np.where(brief, "met", "broken"), detail=detail,
                     contact=rows["to"].to_numpy(dtype=object), **shared)]  # fmt: skip
    shared["interviewer"] = rows["interviewer"].to_numpy(dtype=object)
    notes = pd.DataFrame(
        {
            "note": rows[text],
            "interviewer": rows["interviewer"],
            "company": log.applications["company"].to_numpy()[position],
            "talked_about": rows["talked_about"],
            "sent_at": rows[sent],
        }
    )
    personal, why = personal_notes(notes)
    return [
        rule_rows(
            "brief_note", position, np.where(brief, "met", "broken"), detail=detail, **shared
        ),
        rule_rows(
            "personal_note", position, np.where(personal, "met", "broken"), detail=why, **shared
        ),
    ]
