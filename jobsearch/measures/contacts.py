"""Which contact cells name a person that can be written to or called."""

from __future__ import annotations

import numpy as np
import pandas as pd

from jobsearch.log import Log

_EMAIL = r"([\w.+%'-]+)@([\w-]+(?:\.[\w-]+)+)"
_WEB = r"(?:https?://|www\.)\S+|\b[\w.-]+\.[a-z]{2,}/\S*"
_PHONE = r"\+?\(?\d(?:[\s()./-]*\d){6,}"
_SHARED = (
    "admin apply application applications bewerbung career careers contact enquiries employment "
    "hello help hiring hr humanresources info inquiries job jobs kontakt mail notification "
    "notifications office people personal post press reception recruiting recruitment sales "
    "service staffing support talent team"
).split()
# info@, jobs-berlin@, careers.uk@, hr2@ speak for nobody; hr.dana@ is Dana's.
_NOBODY = (
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
    text = contact.fillna("").astype("str").str.casefold().reset_index(drop=True)
    mailboxes = text.str.extractall(_EMAIL)
    address = mailboxes[0] + "@" + mailboxes[1]
    named = ~mailboxes[0].str.fullmatch(_NOBODY).astype(bool) & ~address.isin(own_addresses)
    proper = np.zeros(len(text), dtype=bool)
    proper[mailboxes.index.get_level_values(0)[named.to_numpy()]] = True
    rest = text.str.replace(_EMAIL, " ", regex=True).str.replace(_WEB, " ", regex=True)
    return np.asarray(proper | rest.str.contains(_PHONE).to_numpy(dtype=bool))


def interviewer_contacts(log: Log) -> pd.Series:
    """
    The contact of each row of the Interviews sheet.

    The row's own; else what an earlier interview with the same person gave; else the
    application's, where its Contact is that person.
    """
    interviews = log.interviews
    person = interviews["interviewer"].str.casefold()
    by_time = interviews.sort_values("ended_at", kind="stable").index
    earlier = (
        interviews["contact"]
        .loc[by_time]
        .groupby([interviews["application"].loc[by_time], person.loc[by_time]])
        .ffill()
        .reindex(interviews.index)
    )
    own = interviews["contact"].fillna(earlier)
    position = pd.Index(log.applications["application"]).get_indexer(interviews["application"])
    about = log.applications.iloc[position].reset_index(drop=True)
    same = (about["contact"].str.casefold() == person.reset_index(drop=True)).fillna(False)
    return own.reset_index(drop=True).fillna(about["contact_email"].where(same.to_numpy(bool)))


def application_contacts(log: Log) -> pd.Series:
    """The contact of each application: its e-mail, else what stands under Contact."""
    return log.applications["contact_email"].fillna(log.applications["contact"])
