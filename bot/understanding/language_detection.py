"""Detects questions in other languages than English and Chinese by script and by common words."""

from __future__ import annotations

import re
import unicodedata

from bot.understanding.pattern_files import read_list

_OTHER_LANGUAGES = frozenset(read_list("common-words", "others"))
_ENGLISH = frozenset(read_list("common-words", "en"))
_SHARED = _OTHER_LANGUAGES & _ENGLISH
_WORD = re.compile(r"[^\W\d_]+")
_KNOWN_SCRIPTS = {"LATIN", "CJK"}


def is_foreign(text: str) -> bool:
    """Whether most letters are of another script, or common words of other languages outnumber English ones."""
    scripts = [unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha()]
    if scripts and sum(script not in _KNOWN_SCRIPTS for script in scripts) * 2 > len(scripts):
        return True
    if "CJK" in scripts:
        return False
    words = [word for word in _WORD.findall(text.casefold()) if word not in _SHARED]
    foreign = sum(word in _OTHER_LANGUAGES for word in words)
    return foreign >= 2 and foreign > sum(word in _ENGLISH for word in words)
