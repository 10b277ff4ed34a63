"""How wide text is in a picture, and how it is shortened or broken into lines to fit."""

from __future__ import annotations

from functools import cache, lru_cache

from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties

from bot.charts.glyphs import FAMILIES, drawable, register
from bot.mrkdwn import shorten

_DOTS = 200
_LONGEST = 400
_NEVER_FIRST = "，。：；、）】％"


@cache
def _renderer() -> RendererAgg:
    register()
    return RendererAgg(16, 16, _DOTS)  # type: ignore[no-untyped-call]


@cache
def _font(size: float, weight: str) -> FontProperties:
    return FontProperties(family=list(FAMILIES), size=size, weight=weight)


@lru_cache(maxsize=8192)
def width(text: str, size: float, weight: str = "normal") -> float:
    """Inches that `text` takes as it is drawn."""
    drawn = drawable(text, _LONGEST).replace(r"\$", "$")
    size_of = _renderer().get_text_width_height_descent(drawn, _font(size, weight), ismath=False)  # type: ignore[no-untyped-call]
    return float(size_of[0]) / _DOTS


def fitted(text: str, room: float, size: float, weight: str = "normal") -> str:
    """`text`, shortened to `room` inches."""
    if width(text, size, weight) <= room:
        return text
    longest, shortest = min(len(text), _LONGEST), 0
    while longest - shortest > 1:
        middle = (longest + shortest) // 2
        fits = width(shorten(text, middle), size, weight) <= room
        longest, shortest = (longest, middle) if fits else (middle, shortest)
    return shorten(text, shortest)


def wrapped(text: str, room: float, size: float, lines: int) -> list[str]:
    """`text` in at most `lines` lines: between words where there are any, the last one shortened."""
    broken: list[str] = []
    rest = text.strip()
    while rest and len(broken) < lines - 1 and width(rest, size) > room:
        head = _head(rest, room, size)
        broken.append(head.strip())
        rest = rest[len(head) :].strip()
    return [*broken, fitted(rest, room, size)] if rest else broken


def balanced(text: str, room: float, size: float) -> list[str]:
    """`text` in one line where it fits, else in two that are as even as possible."""
    if width(text, size) <= room:
        return [text]
    cuts = _cuts(text)
    if not cuts:
        return [fitted(text, room, size)]
    best = min(cuts, key=lambda cut: max(width(text[:cut].strip(), size), width(text[cut:].strip(), size)))
    return [fitted(part.strip(), room, size) for part in (text[:best], text[best:])]


def _head(text: str, room: float, size: float) -> str:
    """The longest beginning that fits and ends where a line may end."""
    fitting = [cut for cut in _cuts(text) if width(text[:cut].strip(), size) <= room]
    if fitting:
        return text[: fitting[-1]]
    return text[: next((end for end in range(len(text), 1, -1) if width(text[:end], size) <= room), 1)]


def _cuts(text: str) -> list[int]:
    """Where a line may end: at spaces, and between Chinese characters that no mark must follow."""
    return [place for place in range(1, len(text)) if text[place] == " " or _is_between_wide(text, place)]


def _is_between_wide(text: str, place: int) -> bool:
    return _is_wide(text[place - 1]) and _is_wide(text[place]) and text[place] not in _NEVER_FIRST


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\uffef"
