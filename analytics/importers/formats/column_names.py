"""Names of columns as people and programs spell them -> one spelling, with the unit that they mention."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BRACKETS = re.compile(r"[(\[【（〔].*?[)\]】）〕]")
_UNITS: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(rf"(?:[(\[（【]\s*(?:{words})\s*[)\]）】]|[_\s](?:{words}))\s*$", re.IGNORECASE), factor)
    for words, factor in (
        ("hours?|hrs?|h|小时|horas?", 3600.0),
        ("minutes?|mins?|分钟|minutos?", 60.0),
        ("seconds?|secs?|s|秒|segundos?", 1.0),
        ("milliseconds?|ms|msec|毫秒|milisegundos?", 0.001),
    )
)
_MULTIPLES = tuple(
    (re.compile(rf"[(\[（【]\s*(?:{words})\s*[)\]）】]\s*$", re.IGNORECASE), factor)
    for words, factor in (
        ("k|thousands?|千|miles", 1e3),
        ("万|萬|w", 1e4),
        ("m|millions?|百万|millones", 1e6),
        ("亿|億", 1e8),
    )
)
_CURRENCY = re.compile(r"[(\[（【]\s*([A-Z]{3})\s*[)\]）】]\s*$")
_PERCENT = re.compile(r"[(\[（【]\s*[%％]\s*[)\]）】]|[%％]\s*$|[_\s](?:pct|percent)\s*$", re.IGNORECASE)


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A name without case, width, accents, spaces, punctuation and what stands in brackets."""
    plain = unicodedata.normalize("NFKC", name)
    bare = _BRACKETS.sub("", plain)
    letters = _letters(bare)
    return letters or _letters(plain)


def _letters(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if letter.isalnum()))


def seconds_in_unit(name: str) -> float | None:
    """How many seconds the unit of time is that a name mentions at its end: `Watch time (hours)`, `play_ms`."""
    return next((factor for pattern, factor in _UNITS if pattern.search(name)), None)


def multiple_in_unit(name: str) -> float | None:
    """By how much the counts under a name are to be multiplied: `播放量（万）`, `Views (K)`."""
    return next((factor for pattern, factor in _MULTIPLES if pattern.search(name)), None)


def currency_in(name: str) -> str | None:
    """The currency that a name mentions: `Amount (USD)`."""
    match = _CURRENCY.search(name)
    return match[1] if match else None


def says_percent(name: str) -> bool:
    """Whether a name says that its numbers are percentages: `Average percentage viewed (%)`."""
    return _PERCENT.search(name) is not None
