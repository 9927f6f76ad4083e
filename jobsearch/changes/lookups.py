"""What is asked of a log before it is changed: days, people, rows, and what is doubtful."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import pandas as pd

from jobsearch import clock
from jobsearch.changes.find import find_person, said
from jobsearch.changes.parse_when import day_or_moment
from jobsearch.changes.plan_builder import PlanBuilder
from jobsearch.errors import LogError
from jobsearch.log import Log
from jobsearch.reading.vocabulary.cell_values import CHOICES, parse_word
from jobsearch.schema import LAST_ROW, STAGES
from jobsearch.spelling import fold
from jobsearch.writing.workbook.cells import said as shown

_PERSON = re.compile(r"\s*(.*?)\s*<([^<>]*)>?\s*")
_ADDRESS = re.compile(r"[<(\[]?([^\s<>()\[\],;]+@[^\s<>()\[\],;]+)[>)\]]?")
_COUNTED = re.compile(r"(\D*)(\d+)")

When = dt.date | dt.datetime | str


def on_sheet(draft: PlanBuilder, table: str, found: pd.Series) -> pd.DataFrame:
    """The rows of an application that stand on this sheet, not in wide columns of another."""
    rows: pd.DataFrame = getattr(draft.log, table)
    mine: pd.DataFrame = rows[
        (rows["application"] == found["application"]) & (rows["row"] <= LAST_ROW)
    ]
    return mine


def doubt_if_closed(draft: PlanBuilder, found: pd.Series) -> None:
    """Doubt a change to an application that ended."""
    outcome = found["status_outcome"]
    if isinstance(outcome, str) and outcome != "open":
        when = "" if pd.isna(found["closed_on"]) else f" since {of_moment(found['closed_on'])}"
        draft.doubts.append(f"{said(found)} is closed{when}: {outcome.replace('_', ' ')}.")


def doubt_order(draft: PlanBuilder, found: pd.Series, day: dt.date, what: str) -> None:
    """Doubt what is before the day of applying, or ahead."""
    doubt_if_early(draft, found, day, what)
    doubt_if_ahead(draft, day, what)


def doubt_if_early(draft: PlanBuilder, found: pd.Series, day: dt.date, what: str) -> None:
    """Doubt what is before the day of applying."""
    sent = found["applied_on"]
    if not pd.isna(sent) and pd.Timestamp(day) < sent:
        draft.doubts.append(f"{what} is before the day of applying, {of_moment(sent)}.")


def doubt_if_ahead(draft: PlanBuilder, when: dt.date, what: str) -> None:
    """Doubt what lies ahead."""
    start = pd.Timestamp(when)
    if start > clock.now() and start.date() > clock.now().date():
        draft.doubts.append(f"{what} lies ahead: {shown(when)}.")


def doubt_if_met(draft: PlanBuilder, mine: pd.DataFrame, name: str, moment: dt.date) -> None:
    """Doubt an interview that is in the log already."""
    same_day = mine["ended_at"].dt.normalize() == pd.Timestamp(moment).normalize()
    met = mine[same_day & (mine["interviewer"].fillna("").map(fold) == fold(name))]
    if not met.empty:
        who = f"with {name} " if name else ""
        draft.doubts.append(f"An interview {who}on that day is in the log already.")


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
            f"The log has no interview at {where}. Nothing was written. Enter the interview first."
        )
    rows = find_person(mine, person, where) if person else mine
    held = rows[rows["ended_at"].isna() | (rows["ended_at"] <= end_of(moment))]
    rows = held if not held.empty else rows
    still = rows[~rows["is_thanked"] & rows["owes_thanks"]]
    rows = (still if not still.empty else rows).sort_values("ended_at", kind="stable")
    people = list(dict.fromkeys(t for t in rows["interviewer"].tolist() if isinstance(t, str)))
    if not person and len(people) > 1:
        listed = ", ".join(people)
        raise LogError(
            f"{len(people)} people at {where} may be meant: {listed}. Nothing was written. Name "
            "one of them."
        )
    return rows.iloc[-1]


def person(text: str) -> tuple[str, str]:
    """
    Name and contact of "Dana Lee <dana@acme.example>", however the two stand together.

    Examples
    --------
    >>> person("Dana Lee <dana@acme.example>"), person("dana@acme.example"), person("Dana")
    (('Dana Lee', 'dana@acme.example'), ('', 'dana@acme.example'), ('Dana', ''))
    >>> person("Dana Lee (dana@acme.example)"), person("Dana Lee <+44 20 7946 0000")
    (('Dana Lee', 'dana@acme.example'), ('Dana Lee', '+44 20 7946 0000'))
    """
    if found := _PERSON.fullmatch(text):
        return found[1].strip('"'), found[2].strip()
    addresses = list(_ADDRESS.finditer(text))
    if len(addresses) != 1:
        return text.strip(), ""
    (at,) = addresses
    name = " ".join((text[: at.start()] + " " + text[at.end() :]).split())
    return name.strip(' ,;"'), at[1]


def named_again(names: Sequence[str]) -> list[str]:
    """
    The names that were there already.

    Examples
    --------
    >>> named_again(["Dana Lee", "", "Bo", "", "dana  lee"])
    ['dana  lee']
    """
    folded = [fold(name) for name in names]
    return [name for i, name in enumerate(names) if name and folded[i] in folded[:i]]


def channel_of(column: str, given: str | None, contact: str) -> str:
    """How it went out: as given, else as the contact tells."""
    if given:
        word = parse_word(column, given)
        if word is None:
            raise LogError(
                f'"{given}" is no way to send it. Nothing was written. Give {CHOICES[column]}.'
            )
        return word
    if "@" in contact:
        return "e-mail"
    return "phone" if sum(c.isdigit() for c in contact) >= 6 and "." not in contact else ""


def called(log: Log, found: pd.Series) -> str:
    """What the other sheets call an application: its ID, its company, or both names."""
    if isinstance(found["id"], str):
        return found["id"]
    company, role = found["company"], found["role"]
    if isinstance(company, str) and (log.applications["employer"] == found["employer"]).sum() == 1:
        return company
    is_both = isinstance(company, str) and isinstance(role, str)
    return f"{company} / {role}" if is_both else str(found["application"])


def named(name: str, known: pd.Series) -> str:
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


def is_further(stage: str, found: pd.Series) -> bool:
    """Whether a stage is beyond what the status says, of an application that is open."""
    outcome, now = found["status_outcome"], found["status_stage"]
    if isinstance(outcome, str) and outcome != "open":
        return False
    return STAGES.index(stage) > (STAGES.index(now) if isinstance(now, str) else 0)


def day_of(given: When | None, what: str) -> dt.date:
    """A day as given, else today."""
    return day_or_moment(clock.now() if given is None else given, what, with_time=False)


def moment_of(given: When | None, what: str) -> dt.date:
    """A moment as given, else now; a day where only that is known."""
    return day_or_moment(clock.now() if given is None else given, what, with_time=True)


def end_of(moment: dt.date) -> pd.Timestamp:
    """The last moment that a day or a moment can mean."""
    if isinstance(moment, dt.datetime):
        return pd.Timestamp(moment)
    return pd.Timestamp(moment) + pd.Timedelta(days=1) - pd.Timedelta(microseconds=1)


def of_moment(moment: pd.Timestamp) -> str:
    """A moment of the log in words."""
    return shown(moment.to_pydatetime())


def any_of(words: Sequence[str]) -> str:
    """Words with "or" before the last."""
    return ", ".join(words[:-1]) + " or " + words[-1]
