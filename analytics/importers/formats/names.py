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


def says_percent(name: str) -> bool:
    """Whether a name says that its numbers are percentages: `Average percentage viewed (%)`."""
    return _PERCENT.search(name) is not None
