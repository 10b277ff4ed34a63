"""Patterns of the words for options and their values, from the vocabulary and from the pattern files."""

from __future__ import annotations

import re

from analytics.vocabulary.platforms import PLATFORMS, typed_platform_synonyms
from analytics.vocabulary.word_lists import read_word_table
from bot.understanding.pattern_files import FOLDER, read_list, read_patterns

_LETTER = r"[a-z0-9]"
_AMBIGUOUS = frozenset({"red"})
"""Words for platforms that mean something else in a sentence."""


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.ASCII)  # so that a Latin word ends before a Chinese character


def _patterns(kind: str) -> dict[str, re.Pattern[str]]:
    return {name: _pattern(words) for name, words in read_patterns(kind).items()}


def _platform_patterns() -> dict[str, re.Pattern[str]]:
    """Patterns of platforms: those of the file and the words of the vocabulary, Latin ones as whole words."""
    written = read_patterns("platforms")
    words: dict[str, list[str]] = {}
    for word, name in typed_platform_synonyms().items():
        if word not in _AMBIGUOUS:
            words.setdefault(name, []).append(word)
    patterns = {}
    for name in sorted(set(written) & set(PLATFORMS), key=list(written).index):
        ordered = sorted(words[name], key=len, reverse=True)
        known = (rf"(?<!{_LETTER}){re.escape(w)}(?!{_LETTER})" if w.isascii() else re.escape(w) for w in ordered)
        patterns[name] = _pattern("|".join([written[name], *known]))
    return patterns


def _nouns(language: str) -> dict[str, str]:
    return {name: "|".join(words) for name, words in read_word_table(FOLDER, "dimensions", language).items()}


PLATFORM = _platform_patterns()
CAPITAL_RED = _pattern(r"\b(?:on|for|from) (?:RED\b|red(?=\s*$|[?.!,]| (?:this|last|in|over|since|yesterday|today)\b))")

METRIC = _patterns("metrics")
STRONG_METRIC = _pattern(r"\b(?:engagement|engagement rate|ctr|completion|retention|gmv|revenue)\b|率|量\b|数\b")

_EN_NOUNS, _HAN_NOUNS = _nouns("en"), _nouns("zh")
BY = {
    name: _pattern(read_patterns("breakdowns", english=english, han=_HAN_NOUNS[name])["by"])
    for name, english in _EN_NOUNS.items()
}
BY["hour"] = _pattern(BY["hour"].pattern + r"|\bhourly\b|\bwhat time(?: of day)?\b|\bwhich time\b|几点(?!半|发)")
TOP_OF = {
    name: _pattern(rf"\b(?:top|best|worst) (?P<n>\d+|two|three|four|five|six|seven|eight|nine|ten) (?:{english})\b")
    for name, english in _EN_NOUNS.items()
}

FORMAT = _patterns("formats")
FORMATS_COMPARED = _pattern(read_patterns("breakdowns", english="", han="")["formats_compared"])

SHOW = _patterns("show")

WHOSE = _patterns("whose")
"""`vs_rivals` is a comparison with them; the others are values of `of`."""

CREATORS = _pattern(r"\b(?:creators?|content makers|posters|authors?)\b|创作者|作者|博主们?")
VIEWERS = _pattern(r"\b(?:viewers?)\b|观众")

SEGMENT_NAMES_ALWAYS = read_list("segment-names")
SEGMENT_NAMES_AFTER_FOR = read_list("segment-names-after-for")
