"""Normalizes names of columns and reads the units that they mention."""

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
def fold_name(name: str) -> str:
    """Fold a name: without case, width, accents, spaces, punctuation and text in brackets."""
    normalized = unicodedata.normalize("NFKC", name)
    without_brackets = _BRACKETS.sub("", normalized)
    letters = _letters(without_brackets)
    return letters or _letters(normalized)


def _letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(character for character in decomposed if character.isalnum()))


def seconds_in_unit(name: str) -> float | None:
    """Return the seconds in the unit of time at the end of a name: `Watch time (hours)`, `play_ms`."""
    return next((factor for pattern, factor in _UNITS if pattern.search(name)), None)


def multiple_in_unit(name: str) -> float | None:
    """Return the factor of counts that a name mentions: `播放量（万）`, `Views (K)`."""
    return next((factor for pattern, factor in _MULTIPLES if pattern.search(name)), None)


def currency_in_name(name: str) -> str | None:
    """Return the currency that a name mentions: `Amount (USD)`."""
    match = _CURRENCY.search(name)
    return match[1] if match else None


def is_percent_name(name: str) -> bool:
    """Whether a name mentions per cent: `Average percentage viewed (%)`."""
    return _PERCENT.search(name) is not None
