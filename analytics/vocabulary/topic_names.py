"""Names of common topics in both languages: translations, and the topics of the data that a name stands for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from analytics.vocabulary.word_lists import WORDS, read_lines, read_word_table

LANGUAGES = ("en", "zh")
_HAN = re.compile("[\u4e00-\u9fff]")
_GAPS = re.compile(r"[\s_-]+")


def translated_topic(topic: str, language: str) -> str:
    """Return the usual name of a topic in a language; a topic in that language, or an unknown one, as it is."""
    if _language(topic) == language:
        return topic
    names = _table(language).get(_topics_by_word().get(_folded(topic), ""), ())
    return names[0] if names else topic


def matching_topics(asked: str, topics: Sequence[str]) -> tuple[str, ...]:
    """Return those of the topics of the data that `asked` stands for; `topics` is sorted by frequency.

    These are the topic itself and its translations; without the topic itself also its synonyms, else what is related
    to it; else the same word in singular or plural. They are in the order of `topics`, the topic itself first.
    """
    wanted = _folded(asked)
    same = [topic for topic in topics if _folded(topic) == wanted]
    name = _topics_by_word().get(wanted)
    if name is not None:
        family = _families().get(name, frozenset({name}))
        named = [(topic, _topics_by_word().get(_folded(topic))) for topic in topics if topic not in same]
        if same:
            language = _language(asked)
            return (*same, *(topic for topic, other in named if other in family and _language(topic) != language))
        synonyms = tuple(topic for topic, other in named if other == name)
        related = tuple(topic for topic, other in named if other in family)
        if _is_in_both_languages(related):
            return related
        if synonyms or related:
            return synonyms or related
    return tuple(same) or tuple(topic for topic in topics if _singular(_folded(topic)) == _singular(wanted))


def related_topics(asked: str, topics: Sequence[str]) -> list[str]:
    """Return the topics of the data whose names, in either language, contain the asked name or are contained in it."""
    wanted = [_folded(translated_topic(asked, language)) for language in LANGUAGES]
    return [
        topic
        for topic in topics
        if any(
            one and other and (one in other or other in one)
            for one in wanted
            for other in (_folded(translated_topic(topic, language)) for language in LANGUAGES)
        )
    ]


def _is_in_both_languages(topics: Sequence[str]) -> bool:
    return len({_language(topic) for topic in topics}) > 1


def _language(topic: str) -> str:
    return "zh" if _HAN.search(topic) else "en"


def _folded(topic: str) -> str:
    return _GAPS.sub("", unicodedata.normalize("NFKC", topic).casefold().strip("#＃ "))


def _singular(folded: str) -> str:
    return folded.removesuffix("s")


@cache
def _table(language: str) -> dict[str, tuple[str, ...]]:
    return read_word_table(WORDS, "topics", language)


@cache
def _topics_by_word() -> dict[str, str]:
    """Folded word -> name of the topic, of both languages."""
    return {_folded(word): name for language in LANGUAGES for name, words in _table(language).items() for word in words}


@cache
def _families() -> dict[str, frozenset[str]]:
    families = [frozenset(line.split()) for line in read_lines(WORDS / "en" / "topic-families.txt")]
    return {name: family for family in families for name in family}
