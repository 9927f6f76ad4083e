"""Whether a note reads as if written for one person, and how long it is."""

from __future__ import annotations

import numpy as np
import pandas as pd

NEAR_COPY = 90  # of 100: the same words but for a few
NOTES_BEFORE = 30
_WORD = r"[^\W_]+(?:['’][^\W_]+)*"
_COMPANY_FORMS = set(
    "ag bv co company corp corporation gmbh group holding inc kg llc ltd plc sa se the".split()
)
_FUNCTION_WORDS = set(
    "a about after all also am an and any are as at be been being but by can could did do does "
    "each for from further get got had has have having he her here him his how i if in into is it "
    "its just like me more most my no nor not now of off on one only or other our out over own she "
    "so some such than that the their them then there these they this those to too under until up "
    "us very was we were what when where which while who why will with would you your".split()
)  # fmt: skip


def count_words(text: pd.Series) -> np.ndarray:
    """Words of each text, by the blanks between them."""
    return text.str.count(r"\S+").to_numpy(dtype=np.int64)


def personal_notes(notes: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """
    Whether each note is personal, and if not, why.

    Parameters
    ----------
    notes : DataFrame
        ``note``, ``interviewer``, ``company``, ``talked_about`` : str, missing where unknown;
        ``sent_at`` : datetime, NaT where unknown.

    Returns
    -------
    ndarray of bool, ndarray of str
        In the order of the rows.

    Notes
    -----
    A personal note names the person or the company, shares a content word with what was talked
    about, and is no near-copy: 100 * 2 |A & B| / (|A| + |B|) >= 90 over distinct words without
    names, against the 30 notes before it, or with it, to somebody else.
    """
    n = len(notes)
    order = np.lexsort((np.arange(n), notes["sent_at"].to_numpy()))
    rows = notes.iloc[order].reset_index(drop=True)
    note, person, company, topic = (
        _words(rows[c]) for c in ("note", "interviewer", "company", "talked_about")
    )
    company = company[~company.isin(_COMPANY_FORMS)]
    topic = topic[~topic.isin(_FUNCTION_WORDS) & (topic.str.len() > 2)]

    names_person = _shared(person, note, n) > 0
    names_company = (_size(company, n) > 0) & (_shared(company, note, n) == _size(company, n))
    on_topic = (_size(topic, n) == 0) | (_shared(topic, note, n) > 0)
    copied = _near_copies(rows, note, person, company)
    personal = (names_person | names_company) & on_topic & ~copied
    why = np.select(
        [personal, copied, ~(names_person | names_company)],
        [
            "",
            "nearly the same words as a note to somebody else",
            "names neither the person nor the company",
        ],
        default="says nothing of what you talked about",
    )
    back = np.empty(n, dtype=np.int64)
    back[order] = np.arange(n)
    return personal[back], why[back]


def _words(text: pd.Series) -> pd.Series:
    """The distinct words of each text, one a row, indexed by the text's row."""
    found = text.fillna("").str.casefold().str.findall(_WORD).explode().dropna()
    return found[~pd.MultiIndex.from_arrays([found.index, found]).duplicated()]


def _size(words: pd.Series, n: int) -> np.ndarray:
    return np.bincount(words.index.to_numpy(np.int64), minlength=n)


def _shared(some: pd.Series, others: pd.Series, n: int) -> np.ndarray:
    """How many words of `some` each row has in `others`, too."""
    pairs = pd.MultiIndex.from_arrays([some.index, some])
    there = pairs.isin(pd.MultiIndex.from_arrays([others.index, others]))
    return np.bincount(some.index.to_numpy(np.int64)[there], minlength=n)


def _near_copies(
    rows: pd.DataFrame, note: pd.Series, person: pd.Series, company: pd.Series
) -> np.ndarray:
    n = len(rows)
    names = pd.concat([person, company])
    named = pd.MultiIndex.from_arrays([note.index, note]).isin(
        pd.MultiIndex.from_arrays([names.index, names])
    )
    plain = note[~named]
    code, vocabulary = pd.factorize(plain)
    row = plain.index.to_numpy(np.int64)
    # One bit a word: a pair of notes is compared by counting common bits.
    bits = np.zeros((n, len(vocabulary) // 8 + 1), dtype=np.uint8)
    np.bitwise_or.at(bits, (row, code // 8), (1 << (code % 8)).astype(np.uint8))
    size = np.bincount(row, minlength=n)
    someone = pd.factorize(
        rows["interviewer"].fillna("").str.casefold()
        + "\n"
        + rows["company"].fillna("").str.casefold()
    )[0]
    sent = rows["sent_at"].to_numpy()
    copied = np.zeros(n, dtype=bool)
    for lag in range(1, min(NOTES_BEFORE, n - 1) + 1):
        both = np.bitwise_count(bits[lag:] & bits[:-lag]).sum(axis=1, dtype=np.int64)
        alike = 200 * both >= NEAR_COPY * np.maximum(size[lag:] + size[:-lag], 1)
        alike &= someone[lag:] != someone[:-lag]
        copied[lag:] |= alike
        copied[:-lag] |= alike & (sent[lag:] == sent[:-lag])  # sent with it
    return copied
