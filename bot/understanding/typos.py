"""Corrects typing errors in the words that slots depend on: `platfrom`, `veiws`, `last mnth`. Other words stay."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from analytics.vocabulary.word_lists import read_synonyms
from bot.understanding.intent_model import model
from bot.understanding.pattern_files import FOLDER, read_list
from bot.understanding.topic_slot import is_topic_word

_KEYWORDS = read_list("keywords")
_SHORT = read_synonyms(FOLDER, "abbreviations")
_WORD = re.compile(r"(?<![@#\w])[A-Za-z]{2,}(?![\w@.])", re.ASCII)


def correct_typos(text: str) -> str:
    """Correct the typing errors in a text."""
    return _WORD.sub(_correct, text)


def _correct(match: re.Match[str]) -> str:
    word = match[0].lower()
    if word in _SHORT:
        return _SHORT[word]
    if len(word) < 5 or word in model().words or is_topic_word(word):
        return match[0]
    best = min(_KEYWORDS, key=lambda key: OSA.distance(word, key, score_cutoff=2))
    distance = OSA.distance(word, best, score_cutoff=2)
    is_near = distance <= (2 if len(word) >= 8 else 1)
    return best if is_near and word[0] == best[0] else match[0]
