"""Whether a note reads as if written for one person, and how long it is."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pandas as pd

from jobsearch.measures.following_up.first_match import first_match
from jobsearch.measures.following_up.reasons import sentence

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
    words = _Words(rows, ("note", "interviewer", "company", "talked_about"))
    note, person, company, topic = words.of_column
    company = company[~words.is_any(company, _COMPANY_FORMS)]
    topic = topic[~words.is_any(topic, _FUNCTION_WORDS) & (words.length(topic) > 2)]

    names_person = words.count(person[_in(person, note)]) > 0
    n_named = words.count(company[_in(company, note)])
    names_company = (n_named > 0) & (n_named == words.count(company))
    on_topic = (words.count(topic) == 0) | (words.count(topic[_in(topic, note)]) > 0)
    names = _distinct(np.r_[person, company])
    copied = _near_copies(rows, words, note[~_in(note, names)])
    personal = (names_person | names_company) & on_topic & ~copied
    why = first_match(
        [
            (personal, ""),
            (copied, sentence("copied")),
            (~(names_person | names_company), sentence("nameless")),
        ],
        sentence("off_topic"),
    )
    back = np.empty(n, dtype=np.int64)
    back[order] = np.arange(n)
    return personal[back], why[back]


class _Words:
    """
    The distinct words of some columns of texts.

    ``of_column`` has for each column sorted whole numbers, one for each word of each text: the
    text's row times the number of words that there are, and the word's code among them.
    """

    def __init__(self, rows: pd.DataFrame, columns: tuple[str, ...]) -> None:
        self.n = len(rows)
        texts = pd.concat([rows[name] for name in columns]).fillna("").str.casefold()
        found = texts.str.findall(_WORD).tolist()
        code, known = pd.factorize(np.array(list(chain.from_iterable(found)), dtype=object))
        self._known = pd.Index(known, dtype=object)
        self.n_known = max(len(known), 1)
        of_text = np.repeat(np.arange(len(found)), np.array([len(words) for words in found], int))
        column, row = np.divmod(of_text, max(self.n, 1))
        number = row * self.n_known + code
        self.of_column = [_distinct(number[column == c]) for c in range(len(columns))]

    def count(self, words: np.ndarray) -> np.ndarray:
        """How many words each row has."""
        return np.bincount(words // self.n_known, minlength=self.n)

    def is_any(self, words: np.ndarray, listed: set[str]) -> np.ndarray:
        """Which words are on a list."""
        return np.asarray(self._known.isin(listed)[words % self.n_known])

    def length(self, words: np.ndarray) -> np.ndarray:
        """Letters of each word."""
        lengths = np.array([len(word) for word in self._known], dtype=np.int64)
        return np.asarray(lengths[words % self.n_known])


def _distinct(numbers: np.ndarray) -> np.ndarray:
    """Each number once, sorted; nearly sorted ones, as here, are quicker to sort than to hash."""
    ordered = np.sort(numbers)
    is_first = np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
    return np.asarray(ordered[is_first])


def _in(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Which of some sorted numbers are among others."""
    position = np.searchsorted(others, some)
    return np.asarray(np.append(others, -1)[position] == some)


def _near_copies(rows: pd.DataFrame, words: _Words, plain: np.ndarray) -> np.ndarray:
    n = words.n
    row, word = np.divmod(plain, words.n_known)
    size = np.bincount(row, minlength=n)
    word, row = np.divmod(np.sort(word * max(n, 1) + row), max(n, 1))
    # Words that a note shares with each of those before it: a word's notes stand side by side, in
    # their order, so that it is enough to look at the next ones.
    shared = np.zeros((n, NOTES_BEFORE + 1), dtype=np.int32)
    first = np.arange(len(word))
    for step in range(1, NOTES_BEFORE + 1):
        first = first[: np.searchsorted(first, len(word) - step)]
        lag = row[first + step] - row[first]
        near = (word[first + step] == word[first]) & (lag <= NOTES_BEFORE)
        first, lag = first[near], lag[near]
        np.add.at(shared, (row[first + step], lag), 1)
    someone = pd.factorize(
        rows["interviewer"].fillna("").str.casefold()
        + "\n"
        + rows["company"].fillna("").str.casefold()
    )[0]
    sent = rows["sent_at"].to_numpy()
    copied = np.zeros(n, dtype=bool)
    for back in range(1, min(NOTES_BEFORE, n - 1) + 1):
        both = shared[back:, back].astype(np.int64)
        alike = 200 * both >= NEAR_COPY * np.maximum(size[back:] + size[:-back], 1)
        alike &= someone[back:] != someone[:-back]
        copied[back:] |= alike
        copied[:-back] |= alike & (sent[back:] == sent[:-back])  # sent with it
    return copied
