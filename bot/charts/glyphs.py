"""Text that the shipped fonts can draw: what has no glyph becomes a visible box, what only joins glyphs goes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from bot.mrkdwn import clean

FONTS = Path(__file__).parent.parent / "fonts"
FAMILIES = ("Noto Sans SC", "Noto Emoji", "DejaVu Sans")
"""Tried in this order for every glyph; the last one comes with matplotlib."""

PLACEHOLDER = "□"
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’")


@cache
def register() -> None:
    """Make the shipped fonts known to matplotlib, once in a process."""
    for path in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(str(path))


@cache
def covered() -> frozenset[int]:
    """All code points that one of the families draws."""
    register()
    codes: set[int] = set()
    for family in FAMILIES:
        codes |= FT2Font(font_manager.findfont(family)).get_charmap().keys()
    return frozenset(codes)


def drawable(text: str, longest: int = 80) -> str:
    """`text` with a box for each glyph no font has; emoji sequences fall apart into their emoji.

    The dollar sign is doubled by a backslash because matplotlib would read formulas between two of them.
    """
    characters = (character for character in clean(text, longest) if not _joins(ord(character)))
    drawn = "".join(c if ord(c) in covered() else PLACEHOLDER for c in characters)
    # The Chinese font's apostrophe is as wide as a character.
    return _APOSTROPHE.sub("'", drawn).replace("$", r"\$")


def _joins(point: int) -> bool:
    is_joiner = point in {0x200C, 0x200D, 0x20E3} or 0xFE00 <= point <= 0xFE0F
    return is_joiner or 0x1F3FB <= point <= 0x1F3FF or 0xE0000 <= point <= 0xE007F
