"""One application's story: its dates, people, errands, chance, notes and cells."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from jobsearch.measures.application_states import states, visible_events
from jobsearch.measures.following_up.agenda import agenda
from jobsearch.measures.following_up.contacts import is_proper_contact, people_met
from jobsearch.measures.following_up.obligations import obligations
from jobsearch.measures.following_up.waiting import waiting_periods
from jobsearch.measures.pipeline.stale import stale_applications
from jobsearch.measures.pipeline.timelines import expected_decisions
from jobsearch.measures.reasons import Reason, explain
from jobsearch.measures.responses.chances import HORIZON, expected_chance
from jobsearch.measures.responses.times import next_step_times, response_times
from jobsearch.measures.snapshot import Snapshot
from jobsearch.schema import ACTORS, EVENTS, LAST_ROW, SHEETS

AHEAD = ("planned", "expected")
# In this order on one day, where no time says another.
_SAME_DAY = (
    *("applied", "acknowledged", "reply", "response", "invitation", "screening", "interview"),
    *("thank_you", "follow_up", "offer", "rejection", "no_response", "withdrawn"),
    *("position_closed", "accepted"),
)
_NO_TIME = np.datetime64("NaT", "us")
_FACT = ["sheet", "row", "what", "at"]


class StoryTables(NamedTuple):
    """What `jobsearch.story` shows; ``facts`` says where the application stands."""

    facts: pd.Series
    events: pd.DataFrame
    people: pd.DataFrame
    agenda: pd.DataFrame
    chance: pd.Series
    notes: pd.DataFrame
    cells: pd.DataFrame


def story_tables(snapshot: Snapshot, position: int) -> StoryTables:
    """The story of the application at this position of ``log.applications``."""
    log, now = snapshot.log, states(snapshot).iloc[position]
    key = log.applications["application"].iloc[position]
    rows = {s.table: (t := getattr(log, s.table))[t["application"] == key] for s in SHEETS}
    people = _people(snapshot, position)
    errands = agenda(obligations(snapshot), stale=stale_applications(snapshot))
    chance = _chance(snapshot, position)
    about = log.applications.iloc[position][["application", "company", "role", "row"]]
    facts = pd.concat([about, now.drop("application")])
    facts["silent_days"], facts["is_stale"] = chance["silent_days"], chance["is_stale"]
    return StoryTables(
        facts,
        _events(snapshot, position, rows),
        people,
        errands[errands["application"] == key].reset_index(drop=True),
        chance,
        _notes(snapshot, rows),
        _cells(snapshot, rows),
    )


def _sheet_names(snapshot: Snapshot) -> dict[str, str]:
    """The name in the file of the sheet that holds each table."""
    return {t.table: t.made_from or t.sheet for t in snapshot.log.reading.tables}


def _in_file(row: pd.Series, rows: dict[str, pd.DataFrame]) -> pd.Series:
    """The rows in the file: what wide columns tell of stands in the application's own."""
    return row.mask(row > LAST_ROW, int(rows["applications"]["row"].iloc[0]))


def _events(snapshot: Snapshot, position: int, rows: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Every fact seen, by time; then what lies ahead."""
    log, seen = snapshot.log, visible_events(snapshot)
    seen = seen.take(np.flatnonzero(seen.application == position))
    table = pd.DataFrame(
        {
            "sheet": np.array([sheet.table for sheet in SHEETS], dtype=object)[seen.sheet],
            "row": seen.row,
            "what": np.array(EVENTS, dtype=object)[seen.what],
            "at": seen.at,
        }
    )
    table = table.merge(_details(rows), how="left", on=_FACT)
    actor = log.events.drop_duplicates("what").set_index("what")["by"].astype("str")
    table["by"] = table["what"].map(actor.to_dict()).astype("str")
    # One fact may stand on two sheets: the one that says more is shown.
    is_bare = table["person"].isna() & table["detail"].isna()
    table = table.assign(day=table["at"].dt.normalize(), is_bare=is_bare)
    table = table.sort_values("is_bare", kind="stable")
    table = table[~(table["is_bare"] & table.duplicated(["what", "day"]))]
    table = table[~table.duplicated(["what", "at", "person", "detail"])]
    # Who met them was invited, on whatever day.
    meetings = table["what"].isin(["invitation", "screening", "interview"])
    known = meetings & (table["at"].notna() | (table["what"] != "invitation"))
    guessed = (table["what"] == "invitation") & table["at"].isna()
    table = table[~(guessed & bool(known.any()))]
    # A thank-you of a day came after what happened on it.
    late = (table["what"] == "thank_you") & (table["at"] == table["day"])
    moment = table["at"] + pd.to_timedelta(np.where(late, 86_399, 0), unit="s")
    rank = table["what"].map({word: n for n, word in enumerate(_SAME_DAY)})
    table = table.iloc[np.lexsort((rank, moment.to_numpy(), moment.isna()))]
    table = pd.concat([table.assign(is_ahead=False), _ahead(snapshot, position)])
    words = (*EVENTS, *AHEAD)
    names = _sheet_names(snapshot)
    made: pd.DataFrame = pd.DataFrame(
        {
            "at": table["at"].astype("datetime64[us]"),
            "what": pd.Categorical(table["what"], categories=list(words)),
            "by": pd.Categorical(table["by"], categories=list(ACTORS)),
            "person": table["person"].astype("str"),
            "detail": table["detail"].astype("str"),
            "is_ahead": table["is_ahead"].astype(bool),
            "sheet": table["sheet"].map(names).astype("str"),
            "row": _in_file(table["row"].astype("Int64"), rows),
        }
    ).reset_index(drop=True)
    return made


def _details(rows: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Whom a fact is about, and which round or channel, by where the fact stands."""
    met, sent = rows["interviews"], rows["follow_ups"]
    everyone = met[met["interviewer"].notna()].groupby("interview")["interviewer"].agg(", ".join)
    together = met["interview"].map(everyone)
    nobody = met["interviewer"].where(met["row"] < 0)
    pieces = [
        (met, "interviews", what, "ended_at", together, met["round"])
        for what in ("screening", "interview")
    ]
    pieces += [
        (met, "interviews", "invitation", "invited_on", nobody, met["round"]),
        (met, "interviews", "thank_you", "thanked_at", met["interviewer"], met["thanked_by"]),
        (sent, "follow_ups", "follow_up", "sent_at", sent["to"], sent["channel"]),
    ]
    table = pd.concat(
        pd.DataFrame(
            {
                "sheet": sheet, "row": of["row"], "what": what, "at": of[at],
                "person": person, "detail": detail,
            },
            index=of.index,
        ).astype({"person": "str", "detail": "str", "sheet": object, "what": object})
        for of, sheet, what, at, person, detail in pieces
    )  # fmt: skip
    return table.drop_duplicates(_FACT)


def _ahead(snapshot: Snapshot, position: int) -> pd.DataFrame:
    """Interviews to come, and the day on which a decision is expected, which may have passed."""
    key = snapshot.log.applications["application"].iloc[position]
    owed = obligations(snapshot)
    coming = owed[
        (owed["application"] == key)
        & (owed["rule"] == "ask_next_steps")
        & (owed["verdict"] == "pending")
    ]
    planned = pd.DataFrame(
        {
            "at": coming["opens_at"], "what": "planned", "person": coming["interviewer"],
            "detail": coming["detail"].mask(coming["detail"] == ""), "is_ahead": True,
        }
    )  # fmt: skip
    day = expected_decisions(snapshot)[position]
    is_open = bool(states(snapshot)["is_open"].iloc[position])
    expected = pd.DataFrame(
        {
            "at": [pd.Timestamp(day)], "what": "expected", "person": np.nan, "detail": np.nan,
            "is_ahead": bool(day >= snapshot.today),
        }
    ).iloc[: int(is_open and not np.isnat(day))]  # fmt: skip
    table = pd.concat([planned, expected]).assign(by="employer", sheet=np.nan, row=np.nan)
    return table.sort_values("at", kind="stable")


def _people(snapshot: Snapshot, position: int) -> pd.DataFrame:
    """Everyone met or to be met, interview by interview; then the contact, if nobody of them."""
    log, undated = snapshot.log, snapshot.sees_undated
    met = people_met(log)
    met = met[(met["position"] == position) & met["interviewer"].notna()]
    end, as_of = met["end"], snapshot.as_of
    invited = met.groupby("interview")["invited_on"].transform("min")
    is_ahead = (end > as_of) | (end.isna() & ~met["is_held_some_day"])
    known = (invited <= as_of) | (invited.isna() & undated)
    seen = (is_ahead & known) | (end <= as_of) | (end.isna() & ~is_ahead & undated)
    thanked_at = met["thanked_at"]
    thanked = met["is_thanked"] & ((thanked_at <= as_of) | (thanked_at.isna() & undated))
    table = pd.DataFrame(
        {
            "name": met["interviewer"],
            "contact": met["known_contact"],
            "is_proper_contact": met["proper"].astype(bool),
            "met_at": end,
            "round": met["round"],
            "is_met": ~is_ahead,
            "is_ahead": is_ahead,
            "is_thanked": thanked,
            "thanked_at": thanked_at.where(thanked),
            "thanked_by": met["thanked_by"].astype("str").where(thanked),
        }
    )[seen].sort_values("met_at", kind="stable")
    about = log.applications.iloc[position]
    email = about["contact_email"]
    # A contact may be a name, or an address that stands under Contact.
    bare = pd.isna(email) and bool(
        is_proper_contact(
            log.applications["contact"].iloc[[position]], own_addresses=log.settings.own_addresses
        )[0]
    )
    contact = pd.DataFrame(
        {"name": [np.nan if bare else about["contact"]],
         "contact": [about["contact"] if bare else email]}
    ).astype("str")  # fmt: skip
    contact = contact.assign(
        is_proper_contact=is_proper_contact(
            contact["contact"], own_addresses=log.settings.own_addresses
        ),
        met_at=_NO_TIME, round=np.nan, is_met=False, is_ahead=False, is_thanked=False,
        thanked_at=_NO_TIME, thanked_by=np.nan,
    )  # fmt: skip
    among = contact["name"].str.casefold().isin(table["name"].str.casefold())
    blank = contact["name"].isna() & contact["contact"].isna()
    contact = contact[~(among | blank)]
    return pd.concat([table, contact.astype(table.dtypes.to_dict())], ignore_index=True)


def _chance(snapshot: Snapshot, position: int) -> pd.Series:
    """How long it has been silent, and the chance of good news within the next 30 days."""
    now = states(snapshot).iloc[position]
    since = now["last_word_on"]
    if pd.isna(since) and not now["is_answered"]:
        since = now["applied_on"]
    silent = np.nan
    if now["is_open"] and not pd.isna(since):
        silent = float((snapshot.as_of.normalize() - since).days)
    key = snapshot.log.applications["application"].iloc[position]
    stale = stale_applications(snapshot)
    stale = stale[stale["application"] == key]
    found: dict[str, Any] = {
        "silent_days": silent, "chance": np.nan, "low": np.nan, "high": np.nan,
        "within_days": HORIZON, "reason": "", "is_stale": bool(len(stale)),
        "threshold_from": "", "suggestion": "", "wait_until": pd.NaT,
    }  # fmt: skip
    if len(stale):
        row = stale.iloc[0]
        found |= {n: row[n] for n in ("threshold_from", "suggestion", "wait_until")}
    if now["is_open"] and now["stage"] != "offer":
        found |= _figure(snapshot, position, silent)
    return pd.Series(found, dtype=object)


def _figure(snapshot: Snapshot, position: int, silent: float) -> dict[str, Any]:
    waits = waiting_periods(snapshot)
    waiting = ((waits["position"] == position) & (waits["ended_by"] == "")).any()
    if np.isnan(silent):
        return {"reason": explain(Reason.SILENCE_UNKNOWN)}
    if not waiting and states(snapshot)["is_answered"].iloc[position]:
        return {"reason": explain(Reason.AFTER_REPLY)}
    times = next_step_times(snapshot) if waiting else response_times(snapshot)
    settings = snapshot.settings
    row = expected_chance(
        times,
        silent_days=int(silent),
        within_days=HORIZON,
        reference_applications=0 if waiting else settings.reference_applications,
        minimum_at_risk=settings.minimum_at_risk,
    ).iloc[0]
    return {
        "chance": row["positive"],
        "low": row["positive_low"],
        "high": row["positive_high"],
        "reason": row["reason"],
    }


def _notes(snapshot: Snapshot, rows: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """What was written down, sheet by sheet: notes, what was talked about, messages sent."""
    names, as_of, undated = _sheet_names(snapshot), snapshot.as_of, snapshot.sees_undated
    pieces = []
    for table, column, at, person, kind in (
        ("applications", "notes", None, None, "note"),
        ("interviews", "talked_about", "ended_at", "interviewer", "talked about"),
        ("interviews", "thank_you_note", "thanked_at", "interviewer", "thank-you note"),
        ("follow_ups", "message", "sent_at", "to", "message"),
        ("history", "notes", "on", None, "note"),
    ):
        of = rows[table]
        moment = pd.Series(pd.NaT, of.index, dtype="datetime64[us]") if at is None else of[at]
        seen = (moment <= as_of) | (moment.isna() & (undated or at is None))
        pieces.append(
            pd.DataFrame(
                {
                    "at": moment,
                    "kind": kind,
                    "person": pd.Series(np.nan, of.index) if person is None else of[person],
                    "text": of[column],
                    "sheet": names.get(table, ""),
                    "row": _in_file(of["row"], rows),
                }
            )[seen & of[column].notna()].astype({"kind": "str", "person": "str", "sheet": "str"})
        )
    return pd.concat(pieces, ignore_index=True)


def _cells(snapshot: Snapshot, rows: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The sheet and row of everything that the file has on it."""
    names = _sheet_names(snapshot)
    table = pd.concat(
        pd.DataFrame({"sheet": names.get(table, ""), "row": _in_file(of["row"], rows)}).astype(
            {"sheet": "str"}
        )
        for table, of in rows.items()
    )
    return table.astype({"sheet": "str"}).drop_duplicates(ignore_index=True)
