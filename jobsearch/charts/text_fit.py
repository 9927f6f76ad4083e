"""Text that fits: what a font here can draw, how wide it is, where to break and cut it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

FAMILY = "DejaVu Sans"
# Where a letter is not in DejaVu Sans: what Linux, macOS and Windows have for the other scripts.
_OTHERS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Noto Sans SC",
    "Noto Sans JP",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "IPAexGothic",
    "Unifont",
    "PingFang SC",
    "Hiragino Sans",
    "Hiragino Sans GB",
    "Apple SD Gothic Neo",
    "Arial Unicode MS",
    "Microsoft YaHei",
    "Yu Gothic",
    "MS Gothic",
    "Malgun Gothic",
    "SimHei",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Nirmala UI",
    "Leelawadee UI",
    "Noto Emoji",
    "Segoe UI Emoji",
    "Segoe UI Symbol",
    "Symbola",
    "Noto Sans Symbols2",
)
_ELLIPSIS = "…"


def drawable(text: object) -> str:
    r"""
    The text on one line, with nothing in it that no font here can draw.

    Letters of such scripts become "?", signs such as emoji go.

    Examples
    --------
    >>> drawable("Acme\n\x07 Inc \U000f0000")
    'Acme Inc'
    """
    plain = " ".join(unicodedata.normalize("NFC", str(text)).split())
    if plain.isascii() and plain.isprintable():
        return plain
    return " ".join("".join(map(_drawn, plain)).split())


@lru_cache(maxsize=4096)
def _drawn(sign: str) -> str:
    category = unicodedata.category(sign)
    # Marks of direction, joiners and the like draw nothing, or a box.
    if category[0] == "C" or sign in "\ufe0e\ufe0f\u20e3":
        return ""
    if _family_of(sign):
        return sign
    return "" if category in ("So", "Sk", "Mn", "Me") else "?"


@lru_cache(maxsize=4096)
def _family_of(sign: str) -> str:
    """The first font that has the sign, "" where none here does."""
    return next((name for name in (FAMILY, *_others()) if ord(sign) in _letters(name)), "")


def without_font(text: str) -> list[str]:
    """The letters that no font here has, in order."""
    return sorted(sign for sign in set(text) - {"?"} if drawable(sign) == "?")


@lru_cache(maxsize=1)
def _others() -> tuple[str, ...]:
    """The fonts for other scripts that are here."""
    from matplotlib.font_manager import fontManager

    here = {font.name for font in fontManager.ttflist}
    return tuple(name for name in _OTHERS if name in here)


@lru_cache(maxsize=64)
def _letters(family: str) -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    return frozenset(get_font(findfont(FontProperties(family=[family]))).get_charmap())


def families(text: str) -> list[str]:
    """The fonts to draw a drawable text with: more than one only where it needs them."""
    if text.isascii():
        return [FAMILY]
    return list(dict.fromkeys([FAMILY, *(_family_of(sign) or FAMILY for sign in text)]))


@lru_cache(maxsize=8192)
def width(text: str, size: float = 9, weight: str = "normal") -> float:
    """How wide a drawable text is, in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    if not text:
        return 0.0
    font = FontProperties(family=families(text), size=size, weight=weight)
    found = float(text_to_path.get_text_width_height_descent(text, font, False)[0])
    # On a screen letters are moved to whole pixels, which makes lines longer.
    return 1.04 * found


def widest(texts: Sequence[str], size: float = 9, weight: str = "normal") -> float:
    """The width of the widest of them, in points."""
    return max((width(text, size, weight) for text in texts), default=0.0)


def shorten(text: str, points: float, size: float = 9, weight: str = "normal") -> str:
    """The text, cut with an ellipsis where it is wider than so many points."""
    if width(text, size, weight) <= points:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if width(text[:middle].rstrip() + _ELLIPSIS, size, weight) <= points:
            fits = middle
        else:
            too_long = middle
    return text[:fits].rstrip() + _ELLIPSIS


def wrap(
    text: str, points: float, size: float = 9, weight: str = "normal", lines_at_most: int = 3
) -> list[str]:
    """The text in lines no wider than so many points; what is left over is cut."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < lines_at_most:
        n = 1
        while n < len(words) and width(" ".join(words[: n + 1]), size, weight) <= points:
            n += 1
        is_last = len(lines) == lines_at_most - 1
        line = " ".join(words if is_last else words[:n])
        lines.append(shorten(line, points, size, weight))
        words = words[n:]
    return lines
