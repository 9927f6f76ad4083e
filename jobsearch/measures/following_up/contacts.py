"""Which contact cells name a person that can be written to or called."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from jobsearch.log import Log
from jobsearch.measures.application_states import NO_DAY

_EMAIL = re.compile(r"([\w.+%'-]+)@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+\.[a-z]{2,}/\S*")
_PHONE = re.compile(r"\+?\(?\d(?:[\s()./-]*\d){6,}")
_SHARED = (
    "admin apply application applications bewerbung career careers contact enquiries employment "
    "hello help hiring hr humanresources info inquiries job jobs kontakt mail notification "
    "notifications office people personal post press reception recruiting recruitment sales "
    "service staffing support talent team"
).split()
# info@, jobs-berlin@, careers.uk@, hr2@ speak for nobody; hr.dana@ is Dana's.
_NOBODY = re.compile(
    rf"(?:no|do[._-]?not)[._-]?reply.*|(?:{'|'.join(_SHARED)})\d*"
    rf"(?:\.(?:{'|'.join(_SHARED)}|\w\w))*(?:[-_+].*)?"
)


def is_proper_contact(contact: pd.Series, *, own_addresses: tuple[str, ...] = ()) -> np.ndarray:
    """
    Whether each contact is a named mailbox or a phone number.

    Not proper: nothing, a web address or contact form, a no-reply or shared mailbox (info@, hr@),
    one of the user's `own_addresses`.

    Examples
    --------
    >>> cells = pd.Series(["dana@acme.example", "jobs@acme.example", "030 1234567", None])
    >>> is_proper_contact(cells).tolist()
    [True, False, True, False]
    """
    code, cells = pd.factorize(contact)  # each distinct cell once; -1 is a blank one
    return np.array([*(_is_proper(cell, own_addresses) for cell in cells), False])[code]


def _is_proper(cell: str, own_addresses: tuple[str, ...]) -> bool:
    text = cell.casefold()
    for mailbox in _EMAIL.finditer(text):
        if not _NOBODY.fullmatch(mailbox[1]) and mailbox[0] not in own_addresses:
            return True
    return bool(_PHONE.search(_WEB.sub(" ", _EMAIL.sub(" ", text))))


def people_met(log: Log) -> pd.DataFrame:
    """
    The Interviews sheet with what the measures ask of each person.

    ``position`` of the application; ``end``, the latest on the rows of the interview;
    ``known_contact``, and ``proper``, whether it is one.
    """
    interviews = log.interviews
    position = pd.Index(log.applications["application"]).get_indexer(interviews["application"])
    interview = pd.factorize(interviews["interview"])[0]
    ended = interviews["ended_at"].to_numpy()
    end = np.full(len(ended), NO_DAY, dtype="datetime64[us]")
    # NaT is the smallest number.
    np.maximum.at(end.view(np.int64), interview, ended.astype(np.int64))
    contact = _known_contacts(log, position, end[interview])
    return interviews.assign(
        position=position,
        end=end[interview],
        known_contact=contact,
        proper=is_proper_contact(contact, own_addresses=log.settings.own_addresses),
    )


def _known_contacts(log: Log, position: np.ndarray, end: np.ndarray) -> pd.Series:
    """
    The contact of each row of the Interviews sheet, whose interview ended at `end`.

    The row's own; else what an earlier interview with the same person gave; else the
    application's, where its Contact is that person.
    """
    interviews = log.interviews
    person = interviews["interviewer"].str.casefold()
    who = pd.factorize(person)[0]
    code, cells = pd.factorize(interviews["contact"], sort=True)
    # By person and time, without a day last: a contact holds from its moment on, so that blank
    # cells come after the others of the same moment.
    blank_last = np.where(code < 0, len(cells), code)
    order = np.lexsort((blank_last, end, np.isnat(end), who, position))
    own = interviews["contact"].to_numpy(dtype=object)[order]
    latest = np.maximum.accumulate(np.where(pd.isna(own), 0, np.arange(len(own))))
    same = (position[order][latest] == position[order]) & (who[order][latest] == who[order])
    contact = np.empty(len(own), dtype=object)
    contact[order] = np.where(same & (who[order] >= 0), own[latest], own)
    missing = np.flatnonzero(pd.isna(contact))
    about = log.applications[["contact", "contact_email"]].take(position[missing])
    named = about["contact"].str.casefold().to_numpy(object) == person.to_numpy(object)[missing]
    contact[missing[named]] = about["contact_email"].to_numpy(dtype=object)[named]
    return pd.Series(contact, dtype="str")


def application_contacts(log: Log) -> pd.Series:
    """The contact of each application: its e-mail, else its Contact."""
    return log.applications["contact_email"].fillna(log.applications["contact"])
