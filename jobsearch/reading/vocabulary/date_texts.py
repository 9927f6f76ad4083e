"""One text → the day or moment that it names, in the spellings of four languages."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

from jobsearch.reading.vocabulary.lazy_pattern import late_pattern

_TIME = (
    r"(?:(?:[T,]|\s(?:at|um|a)\s)?\s*(?P<hour>\d{1,2})[:h](?P<minute>\d{2})"
    r"(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?(?:\s*uhr)?"
    r"(?:\s*(?:z|utc|gmt|[+-]\d{2}:?\d{2}|[ecmp][sd]t|cest|cet))?)?"
)
# The parts of the three shapes; with _TIME after them they are a whole text.
_ISO = r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)"
_NUMBERS = (
    r"(?P<a>\d{1,2})\s?(?P<sign>[-/.])\s?(?P<b>\d{1,2})\s?(?P=sign)\s?(?P<year>\d{4}|\d{2})(?!\d)"
)
_NAMED = (
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|ro|o)?\.?[-\s/]*(?:(?:de|of)\s+)?(?P<name>[a-z]{3,10})\.?|"
    r"(?P<name2>[a-z]{3,10})\.?[-\s]*(?P<day2>\d{1,2})(?:st|nd|rd|th)?)"
    r"(?:[-,\s/]+(?:(?:de|of)\s+)?|')+'?(?P<year>\d{4}|\d{2})(?!\d)"
)
_YEAR_NAMED = r"(?P<year>\d{4})[-\s/]+(?P<name>[a-z]{3,10})\.?[-\s/]+(?P<day>\d{1,2})(?!\d)"
_EAST = r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日?"
# As they stand in a text; a whole text has nothing around them.
_FIGURES, _LETTERS = (
    tuple(late_pattern(rf"(?<![\w./-])(?:{shape}{_TIME})(?!\w)", re.I) for shape in shapes)
    for shapes in ((_ISO, _NUMBERS), (_NAMED, _YEAR_NAMED, _EAST))
)
_NUMBERS_ONLY = late_pattern(rf"(?<![\d/.-]){_NUMBERS}")
_WEEKDAY = late_pattern(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun|"
    r"mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    r"lun(?:di|es)?|mar(?:di|tes)?|mer(?:credi)?|mie(?:rcoles)?|jeu(?:di)?|jue(?:ves)?|"
    r"ven(?:dredi)?|vie(?:rnes)?|sam(?:edi)?|sab(?:ado)?|dim(?:anche)?|dom(?:ingo)?)"
    r"(?:day)?\b[.,]*\s+(?=\S)",
    re.I,
)
# Each month by what its names start with: English, German, French, Spanish.
_MONTHS: tuple[tuple[str, ...], ...] = (
    ("january", "januar", "janner", "janvier", "enero"),
    ("february", "februar", "feber", "fevrier", "fev", "febrero"),
    ("march", "marz", "mrz", "maerz", "mars", "marzo"),
    ("april", "avril", "abril"),
    ("may", "mai", "mayo"),
    ("june", "juni", "juin", "junio"),
    ("july", "juli", "juillet", "juil", "julio"),
    ("august", "aout", "agosto"),
    ("september", "sept", "septembre", "septiembre"),
    ("october", "oktober", "octobre", "octubre"),
    ("november", "novembre", "noviembre"),
    ("december", "dezember", "decembre", "diciembre"),
)
_NAME = late_pattern(r"[a-z]{3,10}")
_LONGEST = 60
_AROUND = " \t\r\n\xa0,;()[]~?"
_NO_YEAR = late_pattern(r"\d{1,2}[-/.]\d{1,2}\.?")
_NO_YEAR_NAMED = late_pattern(r"\d{1,2}\S{0,3}[-\s/]*[a-z]+\.?|[a-z]+\.?[-\s/]*\d{1,2}\D{0,2}")
_NO_DAY = late_pattern(r"\d{4}[-/.]\d{1,2}|\d{1,2}/\d{4}")
_NO_DAY_NAMED = late_pattern(r"[a-z]+\.?[-,\s/]*\d{4}")


def day_in(text: str, day_first: bool) -> dt.datetime | None:
    """
    The moment that a whole text names; None where it names none, or more.

    Parameters
    ----------
    text : str
        Without blanks around it.
    day_first : bool
        What 01/12/2026 means.

    Examples
    --------
    >>> day_in("Mon, 14 January 2026, 3:30 pm", True)
    datetime.datetime(2026, 1, 14, 15, 30)
    """
    if len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return None
    plain = _folded(text).strip(_AROUND)
    shapes = _shapes(plain)
    for said in (plain, _WEEKDAY.sub("", plain, count=1).strip() if plain[:1].isalpha() else ""):
        for shape in shapes if said else ():
            if found := shape.fullmatch(said):
                return _moment(found, day_first)
    return None


def _shapes(plain: str) -> tuple[re.Pattern[str], ...]:
    """The shapes that a text may have: to compile one takes longer than to read a column."""
    return _FIGURES if not any(map(str.isalpha, plain)) else (*_FIGURES, *_LETTERS)


def numbers_of(text: str) -> Iterator[tuple[int, int]]:
    """The first two numbers of each 01/12/2026 in a text whose order has to be decided."""
    if len(text) > 2000:
        return
    for found in _NUMBERS_ONLY.finditer(text):
        first, second = int(found["a"]), int(found["b"])
        # 28.10.2025 is day first everywhere; a day that there never was is no evidence.
        orders = (_moment(found, True), _moment(found, False))
        if found["sign"] != "." and orders != (None, None):
            yield first, second


def days_within(text: str, day_first: bool) -> list[tuple[int, int, dt.datetime]]:
    """
    Every day that stands somewhere in a text: from where to where, and the moment.

    Examples
    --------
    >>> [day.isoformat() for _, _, day in days_within("Phone 2026-03-14, then 20 March 2026", True)]
    ['2026-03-14T00:00:00', '2026-03-20T00:00:00']
    """
    if len(text) > 2000 or not any(c.isdigit() for c in text):
        return []
    plain = _folded(text)
    # What is not the same length would name the wrong places.
    plain = plain if len(plain) == len(text) else text
    days: list[tuple[int, int, dt.datetime]] = []
    for shape in _shapes(plain):
        for found in shape.finditer(plain):
            start, end = found.span()
            if any(a < end and start < b for a, b, _ in days):
                continue
            if (moment := _moment(found, day_first)) is not None:
                days.append((start, end, moment))
    return sorted(days)


def why_no_day(text: str, day_first: bool) -> str:
    """What keeps a text from naming one day, where that can be said; the end of `"…" …`."""
    if len(text) > 200:
        return ""
    days = days_within(text, day_first)
    if len({day for _, _, day in days}) > 1:
        return f"names {len(days)} days, not one."
    plain = _folded(text).strip(_AROUND)
    word = _NAME.search(plain)
    is_named = word is not None and _month(word[0]) is not None
    if _NO_DAY.fullmatch(plain) or (is_named and _NO_DAY_NAMED.fullmatch(plain)):
        return "has no day of the month."
    if _NO_YEAR.fullmatch(plain) or (is_named and _NO_YEAR_NAMED.fullmatch(plain)):
        return "has no year."
    return ""


def _folded(text: str) -> str:
    lower = text.lower()
    if lower.isascii():
        return lower
    return "".join(
        c for c in unicodedata.normalize("NFKD", lower.replace("\xa0", " ").replace("’", "'"))
        if not unicodedata.combining(c)
    )  # fmt: skip


def _month(name: str) -> int | None:
    name = name.lower()
    fits = {n for n, names in enumerate(_MONTHS, 1) if any(m.startswith(name) for m in names)}
    return fits.pop() if len(fits) == 1 else None


def _moment(found: re.Match[str], day_first: bool) -> dt.datetime | None:
    parts = found.groupdict()
    year = int(parts["year"]) + (2000 if len(parts["year"]) == 2 else 0)
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        day, month = (first, second) if day_first or parts["sign"] == "." else (second, first)
    else:
        day = int(parts.get("day") or parts.get("day2") or 0)
        name = parts.get("name") or parts.get("name2")
        known = _month(name) if name else int(parts["month"])
        if known is None:
            return None
        month = known
    hour, half = int(parts.get("hour") or 0), parts.get("half") or ""
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return dt.datetime(
            year, month, day, hour, int(parts.get("minute") or 0), int(parts.get("second") or 0)
        )
    except ValueError:
        return None
