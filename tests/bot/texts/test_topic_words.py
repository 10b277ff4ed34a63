"""Topics are named in the reader's language; what no list has keeps its own name."""

from __future__ import annotations

import pytest

from analytics.vocabulary.word_lists import read_word_table
from bot.texts import topic_words
from bot.texts.metric_words import group_name


@pytest.mark.parametrize(
    ("lang", "topic", "name"),
    [
        ("zh", "beauty", "美妆"),
        ("zh", "Skin Care", "护肤"),
        ("zh", "做饭", "做饭"),
        ("en", "美妆", "beauty"),
        ("en", "beauty", "beauty"),
        ("en", "beekeeping", "beekeeping"),
        ("zh", "beekeeping", "beekeeping"),
    ],
)
def test_a_topic_is_named_in_the_language_of_the_reader(lang: str, topic: str, name: str) -> None:
    assert group_name(lang, "topic", topic) == name


def test_both_languages_list_the_same_topics_and_no_word_twice() -> None:
    tables = [read_word_table(topic_words._FOLDER, "topics", lang) for lang in ("en", "zh")]
    assert list(tables[0]) == list(tables[1])
    for table in tables:
        words = [word.casefold() for entry in table.values() for word in entry]
        assert len(words) == len(set(words))
