"""How texts are compared: what a person may spell one way or another without meaning another."""

from __future__ import annotations

import re
import unicodedata

_YES = {"yes", "y", "true", "1", "ja", "oui", "si", "yep", "yeah"}
_NO = {"no", "n", "false", "0", "nein", "non", "nope"}


def normal(text: object) -> str:
    """
    Lower case, no accents, CamelCase split, anything but letters and digits a single blank.

    Examples
    --------
    >>> normal("dateApplied"), normal("  Réponse (1)")
    ('date applied', 'reponse 1')
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", without_accents(str(text)))
    return re.sub(r"[\W_]+", " ", spaced.casefold().replace("'", "").replace("’", "")).strip()


def without_accents(text: str) -> str:
    """The same letters without the signs on them."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def plain(text: str) -> str:
    """A header as it is compared: without hints in brackets."""
    return normal(re.sub(r"\(.*?\)|\[.*?\]", "", text)) or normal(text)


def fold(text: object) -> str:
    """Case-folded, blanks collapsed: how names are compared."""
    return " ".join(str(text).casefold().split())


def yes_or_no(value: object) -> bool | None:
    """
    What a value says that says no more than yes or no; None where it is neither.

    Examples
    --------
    >>> yes_or_no("Oui"), yes_or_no(0.0), yes_or_no("perhaps")
    (True, False, None)
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    word = normal(value)
    return True if word in _YES else False if word in _NO else None


def nearest(text: str, names: dict[str, str]) -> str | None:
    """The value in `names` whose key is spelled most like `text`; None where none is near."""
    import difflib

    near = difflib.get_close_matches(text, names, n=1)
    return names[near[0]] if near else None
