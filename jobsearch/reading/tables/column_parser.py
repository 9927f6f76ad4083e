"""The cells of one column → days, moments, words with a fixed meaning, or text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from jobsearch.reading.tables.typed_table import Table
from jobsearch.reading.vocabulary.cell_values import choices, is_empty, parse_word
from jobsearch.reading.vocabulary.dates import assumed_order, parse_dates
from jobsearch.reading.vocabulary.status import parse_status
from jobsearch.schema import OUTCOMES, STAGES, Column
from jobsearch.settings import Settings
from jobsearch.spelling import normal, yes_or_no
from jobsearch.wording import format_value, quote

_MOST_COMPARED, _MOST_UNKNOWN = 50, 1000


class ColumnParser:
    """The columns of one table as they are typed: its words are gathered on the way."""

    def __init__(self, settings: Settings, table: Table) -> None:
        self._settings, self._table = settings, table
        self.find_known: Callable[[], str] = str
        self.words: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        self.unknown: dict[str, tuple[str, ...]] = {}

    def column(
        self, data: dict[str, object], column: Column, header: str, values: Sequence[object]
    ) -> dict[int, str]:
        """Put one typed column into `data`; return what is wrong, by position."""
        name = column.name
        if column.kind in {"day", "moment"}:
            return self._days(data, column, header, values)
        # Long texts are the user's own words: "-" or "none" in them stays.
        texts = _texts(values, column.is_long)
        if column.kind == "text":
            data[name] = pd.array(texts, dtype="str")
            return {}
        self.counts.update(text for text in texts if text is not None)
        if name == "status":
            return self._statuses(data, column, texts)
        return self._kinds(data, column, header, texts)

    def _days(
        self, data: dict[str, object], column: Column, header: str, values: Sequence[object]
    ) -> dict[int, str]:
        name, table = column.name, self._table
        day_first = self._settings.day_first
        is_moment = column.kind == "moment"
        dates = parse_dates(values, day_first=day_first, moment=is_moment)
        known = self.find_known() if dates.assumed else ""
        if known:
            dates = parse_dates(values, day_first=None, moment=is_moment, known=known)
        data[name] = dates.at
        table.wrong[name] = np.zeros(len(values), dtype=bool)
        table.wrong[name][list(dates.wrong)] = True
        if is_moment:
            data[f"{name}_is_date"] = ~np.isnat(dates.at) & (
                dates.at == dates.at.astype("datetime64[D]")
            )
        if known:
            why = assumed_order(header, dates.order, dates.example, known)
            table.assumed.append(f"{table.name}: {why}")
        elif dates.assumed:
            called = header or column.header
            why = assumed_order(called, dates.order, dates.example)
            table.assumed.append(f"{table.name}: {why}")
        elif day_first is not None and dates.order == ("month first" if day_first else "day first"):
            table.assumed.append(
                f'{table.name}: "{header}" is read {dates.order}, although you asked '
                f"for the other order: {quote(dates.example)} fits no other."
            )
        for note in dates.notes:
            table.assumed.append(f'{table.name}: in "{header}" {note}.')
        return dates.wrong

    def _kinds(
        self, data: dict[str, object], column: Column, header: str, texts: list[str | None]
    ) -> dict[int, str]:
        """Words with a fixed meaning; Response may be no more than yes or no."""
        name = column.name
        wrong: dict[int, str] = {}
        flags = np.zeros(len(texts), dtype=bool)
        selected = normal(header) == "selected for interview"
        if (
            name == "response"
            and not selected
            and all(t is None or yes_or_no(t) is not None for t in texts)
        ):
            # No more than yes or no: who answered, not how.
            flags = np.array([t is not None and yes_or_no(t) for t in texts], dtype=bool)
            said = {t for t in texts if t is not None}
            self.words |= {t: "answered" if yes_or_no(t) else "no answer" for t in sorted(said)}
            texts = [None] * len(texts)
        if name == "response":
            data["says_answered"] = flags
        found: dict[str | None, str | None] = {None: None}
        for position, text in enumerate(texts):
            if text is not None and text not in found:
                if selected and yes_or_no(text) is not None:
                    found[text] = "invitation" if yes_or_no(text) else "rejection"
                else:
                    found[text] = parse_word(name, text)
                if word := found[text]:
                    self.words[text] = word
                elif name == "response" and self._is_receipt(text):
                    self.words[text] = "no response"
            if text is not None and found[text] is None and text not in self.words:
                wrong[position] = f"{quote(text)} is not known here. Write {choices(name)}."
        data[name] = _words([found[t] or "" for t in texts], column.words)
        return wrong

    def _statuses(
        self, data: dict[str, object], column: Column, texts: list[str | None]
    ) -> dict[int, str]:
        """Stages and outcomes; a word that is not known is told once, at its first cell."""
        own, wrong = self._settings.statuses, {}
        beyond: list[int] = []
        known: dict[str | None, tuple[str, str] | None] = {None: ("", "")}
        for position, text in enumerate(texts):
            if text is None or text in known:
                continue
            # A column with so many words that nobody knows holds no statuses.
            is_worth_it = len(self.unknown) < _MOST_UNKNOWN
            meaning = parse_status(text, own) if is_worth_it else None
            if is_worth_it and meaning is None and any(c.isdigit() for c in text):
                meaning = self._dated(text)
            known[text] = meaning
            if meaning is not None:
                self.words[text] = " and ".join(m for m in meaning if m)
            elif is_worth_it:
                wrong[position] = self._unknown(text)
            else:
                beyond.append(position)
        if beyond:
            wrong[beyond[0]] = (
                f"{quote(texts[beyond[0]])} and {len(beyond) - 1:,} more words are not known "
                "statuses; they are read "
                "as open. If another column holds the status, say --column "
                "status=HEADER."
            )
        pairs = [known[text] or ("", "") for text in texts]
        stages, outcomes = [s for s, _ in pairs], [o for _, o in pairs]
        both = [o or s for s, o in pairs]
        data["status"] = _words(both, column.words)
        data["status_stage"] = _words(stages, STAGES)
        data["status_outcome"] = _words(outcomes, OUTCOMES)
        return wrong

    def _is_receipt(self, text: str) -> bool:
        from jobsearch.reading.vocabulary.status_meaning import is_receipt

        return is_receipt(text, self._settings.statuses)

    def _dated(self, text: str) -> tuple[str, str] | None:
        """What a status comes to that packs words with their days."""
        from jobsearch.reading.tables.wide_to_long import dated_words, whole_status

        own = self._settings.statuses
        packed = dated_words(text, True, own) or dated_words(text, False, own)
        return whole_status(packed) if packed else None

    def _unknown(self, text: str) -> str:
        from jobsearch.reading.vocabulary.status_meaning import AMBIGUOUS, nearest_statuses

        n = self.counts[text]
        rows = f" ({n} rows)" if n > 1 else ""
        if AMBIGUOUS & set(normal(text).split()):
            near = ["rejected", "withdrawn"]
            why = "could be their decision or yours; it is read as open. Write rejected or "
            why += "withdrawn"
        else:
            # Each is compared with every word that is known: for many that takes too long.
            near = nearest_statuses(text) if len(self.unknown) < _MOST_COMPARED else []
            why = "is not a known status; it is read as open. Write a stage "
            why += f"({', '.join(STAGES)}) or an outcome ({', '.join(OUTCOMES)})"
        self.unknown[text] = tuple(near)
        options = " or ".join(f"--status {quote(text)}={word}" for word in near or ["WORD"])
        nearest = "the nearest are " if near else "like "
        return (
            f"{quote(text)}{rows} {why}, or say what it means ({nearest}{options}), "
            f'or write a line "status: {format_value(text)}" in Settings.'
        )


def _words(chosen: list[str], words: tuple[str, ...]) -> object:
    """Words with a fixed meaning; "" is none of them."""
    code = {"": -1} | {word: place for place, word in enumerate(words)}
    return pd.Categorical.from_codes([code[word] for word in chosen], categories=pd.Index(words))


def _texts(values: Sequence[object], free: bool) -> list[str | None]:
    """The cells as text, None for blank ones."""
    if set(map(type, values)) == {str}:
        # Many cells say the same: each text is looked at once.
        known = {value: _text(value, free) for value in set(values)}
        return [known[value] for value in values]
    return [_text(value, free) for value in values]


def _text(value: object, free: bool) -> str | None:
    if isinstance(value, str):
        text = value.strip()
        return (text or None) if free else (None if is_empty(text) else text)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value)
