"""Which application, which person: by a name that may be shortened while only one fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pandas as pd

from jobsearch.errors import LogError
from jobsearch.log import Log
from jobsearch.spelling import fold
from jobsearch.wording import format_value, listing, quote

_SHOWN = 6


def find_application(log: Log, name: str, *, file_state: str = "Nothing was written.") -> pd.Series:
    """
    The application of this name: its ID, company, role, "Company / Role", or the start of one.

    Parameters
    ----------
    log : Log
    name : str
    file_state : str
        What a message says of the file; empty where nobody meant to write.

    Returns
    -------
    Series
        Its row of ``log.applications``.

    Raises
    ------
    LogError
        If none or several fit: the candidates.

    Examples
    --------
    >>> import jobsearch as js
    >>> find_application(js.read_log(js.sample_path()), "lindqvist")["company"]
    'Lindqvist & Farrow'
    """
    state = f"{file_state} " if file_state else ""
    if not fold(name):
        raise LogError(f"No application is named. {state}Give its company, role or ID.")
    rows = log.applications
    names = [
        [n for n in (key, company, role, _both(company, role)) if isinstance(n, str)]
        for key, company, role in zip(
            rows["application"].tolist(), rows["company"].tolist(), rows["role"].tolist(),
            strict=True,
        )
    ]  # fmt: skip
    found = match_names(names, name)
    if len(found) == 1:
        return rows.iloc[found[0]]
    if not found:
        near = _near(name, [n for ns in names for n in ns])
        raise LogError(f"No application is called {quote(name)}.{near} {state}".rstrip())
    described = [describe_application(rows.iloc[i]) for i in found]
    if len(set(described)) < len(described):
        described = [
            f"{text} (row {rows['row'].iloc[i]})" for text, i in zip(described, found, strict=True)
        ]
    raise LogError(
        f"{quote(name)} matches {len(found)} applications: {_listed(described)}. {state}"
        'Write more of the name, "Company / Role", or the ID.'
    )


def describe_application(row: pd.Series) -> str:
    """
    An application in words: its key, and its company and role where the key is another.

    What has a company alone, and so is known by its row, is called by the company.

    Examples
    --------
    >>> row = {"application": "A-1", "company": "Acme", "role": "Analyst"}
    >>> describe_application(pd.Series(row))
    'A-1 (Acme / Analyst)'
    """
    key, both = row["application"], _both(row["company"], row["role"]) or row["company"]
    if isinstance(both, str) and re.fullmatch(r"row \d+", str(key)):
        return both
    return f"{key} ({both})" if isinstance(both, str) and both != key else str(key)


def _both(company: object, role: object) -> str | None:
    is_both = isinstance(company, str) and isinstance(role, str)
    return f"{company} / {role}" if is_both else None


def find_person(people: pd.DataFrame, name: str, where: str) -> pd.DataFrame:
    """
    The rows of this person among the interviewers of one application.

    Raises
    ------
    LogError
        If nobody or several people fit: the candidates.
    """
    texts = [t if isinstance(t, str) else "" for t in people["interviewer"].tolist()]
    contacts = [t if isinstance(t, str) else "" for t in people["contact"].tolist()]
    found = match_names([list(pair) for pair in zip(texts, contacts, strict=True)], name)
    who = sorted({fold(texts[i]) for i in found})
    if not found:
        listed = _listed(list(dict.fromkeys(t for t in texts if t)))
        only = f", only {listed}" if listed else ""
        raise LogError(
            f"The log has no interviewer called {quote(name)} at {where}{only}. Nothing was "
            "written."
        )
    if len(who) > 1:
        listed = _listed(list(dict.fromkeys(texts[i] for i in found)))
        raise LogError(
            f"{quote(name)} matches {len(who)} interviewers at {where}: {listed}. Nothing "
            "was written. Write more of the name."
        )
    return people.iloc[found]


def match_names(names: Sequence[Sequence[str]], wanted: str) -> list[int]:
    """
    Which of several things, each with some names, a name means.

    A whole name beats the start of one, the start beats a word's start, that any part.

    Examples
    --------
    >>> match_names([["Acme"], ["Acme Labs"], ["Big Acme"]], "acme")
    [0]
    >>> match_names([["Acme Labs"], ["Big Acme"]], "acm")
    [0]
    >>> match_names([["Acme Labs"], ["Acme Works"]], "acme")
    [0, 1]
    """
    text = fold(wanted)
    if not text:
        return []
    tests: list[Callable[[str], bool]] = [
        lambda n: n == text,
        lambda n: n.startswith(text),
        lambda n: f" {text}" in n,
        lambda n: text in n,
    ]
    folded = [[fold(name) for name in all_of_one] for all_of_one in names]
    for fits in tests:
        found = [i for i, all_of_one in enumerate(folded) if any(map(fits, all_of_one))]
        if found:
            return found
    return []


def _listed(names: list[str]) -> str:
    more = [f"{len(names) - _SHOWN} more"] if len(names) > _SHOWN else []
    return listing([*map(format_value, names[:_SHOWN]), *more])


def _near(name: str, names: list[str]) -> str:
    import difflib

    by_fold = {fold(n): n for n in names}
    near = difflib.get_close_matches(fold(name), by_fold, n=3, cutoff=0.6)
    quoted = [quote(by_fold[n]) for n in near]
    return f" Did you mean {listing(quoted, last='or')}?" if near else ""
