"""What a change asks of a log: which rows are meant, how the log spells a name, what comes next."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd

from jobsearch import clock
from jobsearch.changes.parse_when import day_or_moment
from jobsearch.clock import LAST_MICROSECOND
from jobsearch.errors import LogError
from jobsearch.finding import find_person
from jobsearch.log import Log
from jobsearch.reading.vocabulary.cell_values import choices, parse_word
from jobsearch.schema import LAST_ROW, STAGES
from jobsearch.spelling import fold
from jobsearch.wording import listing

_PERSON = re.compile(r"\s*(.*?)\s*<([^<>]*)>?\s*")
_ADDRESS = re.compile(r"[<(\[]?([^\s<>()\[\],;]+@[^\s<>()\[\],;]+)[>)\]]?")
_COUNTED = re.compile(r"(\D*)(\d+)")

When = dt.date | dt.datetime | str


def rows_on_sheet(log: Log, table: str, found: pd.Series) -> pd.DataFrame:
    """The rows of an application that stand on this sheet, not in wide columns of another."""
    rows: pd.DataFrame = getattr(log, table)
    is_mine = (rows["application"] == found["application"]) & (rows["row"] <= LAST_ROW)
    mine: pd.DataFrame = rows[is_mine]
    return mine


def planned_row(mine: pd.DataFrame, name: str, contact: str, moment: dt.date) -> int | None:
    """The row of a planned interview that this is: the same person, the same day or none yet."""
    people = mine["interviewer"].fillna("").map(fold)
    contacts = mine["contact"].fillna("").map(fold)
    is_open = ~mine["is_thanked"]
    same_day = mine["ended_at"].dt.normalize() == pd.Timestamp(moment).normalize()
    is_date = mine["ended_at_is_date"].astype(bool)
    when = mine["ended_at"].isna() | (same_day & is_date)
    who = (people == fold(name)) & ((contacts == fold(contact)) | (contacts == "") | (name != ""))
    fits = mine[is_open & when & who]
    return None if fits.empty else int(fits["row"].iloc[0])


def row_to_thank(mine: pd.DataFrame, person: str | None, where: str, moment: dt.date) -> pd.Series:
    """The row of the interviewer who was thanked."""
    person = person and person.strip()
    if mine.empty:
        raise LogError(
            f"The log has no interview at {where}. Nothing was written. Add the interview first."
        )
    rows = find_person(mine, person, where) if person else mine
    over = rows[rows["ended_at"].isna() | (rows["ended_at"] <= end_of(moment))]
    rows = over if not over.empty else rows
    still = rows[~rows["is_thanked"] & rows["owes_thanks"]]
    rows = (still if not still.empty else rows).sort_values("ended_at", kind="stable")
    people = list(dict.fromkeys(t for t in rows["interviewer"].tolist() if isinstance(t, str)))
    if not person and len(people) > 1:
        raise LogError(
            f"You met {len(people)} people at {where}: {listing(people)}. Nothing was written. "
            "Say whom you thanked."
        )
    return rows.iloc[-1]


def parse_person(text: str) -> tuple[str, str]:
    """
    Name and contact of "Dana Lee <dana@acme.example>", however the two stand together.

    Examples
    --------
    >>> parse_person("Dana Lee <dana@acme.example>"), parse_person("Dana")
    (('Dana Lee', 'dana@acme.example'), ('Dana', ''))
    >>> parse_person("Dana Lee (dana@acme.example)"), parse_person("Dana Lee <+44 20 7946 0000")
    (('Dana Lee', 'dana@acme.example'), ('Dana Lee', '+44 20 7946 0000'))
    """
    if found := _PERSON.fullmatch(text):
        return found[1].strip('"'), found[2].strip()
    addresses = list(_ADDRESS.finditer(text))
    if len(addresses) != 1:
        return text.strip(), ""
    (address,) = addresses
    name = " ".join((text[: address.start()] + " " + text[address.end() :]).split())
    return name.strip(' ,;"'), address[1]


def channel_of(column: str, channel: str | None, contact: str) -> str:
    """How a message went out: the channel that is named, else what the contact suggests."""
    if channel:
        word = parse_word(column, channel)
        if word is None:
            raise LogError(
                f'"{channel}" is not a way to send it. Nothing was written. Use {choices(column)}.'
            )
        return word
    if "@" in contact:
        return "e-mail"
    return "phone" if sum(c.isdigit() for c in contact) >= 6 and "." not in contact else ""


def reference_to(log: Log, found: pd.Series) -> str:
    """What the other sheets call an application: its ID, its company, or both names."""
    if isinstance(found["id"], str):
        return found["id"]
    company, role = found["company"], found["role"]
    if isinstance(company, str) and (log.applications["employer"] == found["employer"]).sum() == 1:
        return company
    is_both = isinstance(company, str) and isinstance(role, str)
    return f"{company} / {role}" if is_both else str(found["application"])


def known_spelling(name: str, known: pd.Series) -> str:
    """A name as the log spells it already, blanks put right."""
    plain = " ".join(name.split())
    return next((k for k in known.dropna().tolist() if fold(k) == fold(plain)), plain)


def next_id(known: list[str]) -> str | None:
    """The next of IDs that are counted, such as A-013 after A-012."""
    last = _COUNTED.fullmatch(known[-1]) if known else None
    if last is None:
        return None
    alike = [m for k in known if (m := _COUNTED.fullmatch(k)) and m[1] == last[1]]
    return f"{last[1]}{max(int(m[2]) for m in alike) + 1:0{len(last[2])}d}"


def is_answered(log: Log, found: pd.Series) -> bool:
    """Whether a person at the employer decided something before, by any sheet."""
    events = log.events[log.events["application"] == found["application"]]
    words = ("response", "invitation", "screening", "interview", "offer", "rejection")
    return bool(events["what"].isin(words).any())


def is_further(stage: str, found: pd.Series) -> bool:
    """Whether a stage is beyond what the status says, of an application that is open."""
    outcome, now = found["status_outcome"], found["status_stage"]
    if isinstance(outcome, str) and outcome != "open":
        return False
    return STAGES.index(stage) > (STAGES.index(now) if isinstance(now, str) else 0)


def day_of(when: When | None, what: str) -> dt.date:
    """A day, today where none is named."""
    return day_or_moment(clock.now() if when is None else when, what, with_time=False)


def moment_of(when: When | None, what: str) -> dt.date:
    """A moment, now where none is named; a day where only that is known."""
    return day_or_moment(clock.now() if when is None else when, what, with_time=True)


def end_of(moment: dt.date) -> pd.Timestamp:
    """The last moment that a day or a moment can mean."""
    at = pd.Timestamp(moment)
    return at if isinstance(moment, dt.datetime) else at + LAST_MICROSECOND
