"""A topic is found by its name in either language, and named in the reader's."""

from __future__ import annotations

from collections import Counter

import pytest

from analytics.vocabulary.suggestions import not_in_data
from analytics.vocabulary.topic_names import LANGUAGES, matching_topics, translated_topic
from analytics.vocabulary.word_lists import WORDS, read_lines, read_word_table


@pytest.mark.parametrize(
    ("asked", "topics", "meant"),
    [
        ("美食", ("baking", "cooking"), ("cooking",)),
        ("cooking", ("健身", "美食"), ("美食",)),
        ("美食", ("cooking", "fitness", "美食"), ("美食", "cooking")),
        ("Cooking", ("food", "cooking", "美食"), ("cooking", "美食")),
        ("健身", ("Fitness", "travel"), ("Fitness",)),
        ("workout", ("travel", "fitness"), ("fitness",)),
        ("make-up", ("彩妆", "travel"), ("彩妆",)),
        ("#street food", ("小吃",), ("小吃",)),
        ("air fryers", ("air fryer", "cooking"), ("air fryer",)),
        ("gamng", ("gaming", "cooking"), ()),
        ("quantum physics", ("cooking", "gaming"), ()),
        ("our own series", ("Our own series", "cooking"), ("Our own series",)),
        ("美食", (), ()),
    ],
)
def test_a_topic_stands_for_itself_and_its_translations(
    asked: str, topics: tuple[str, ...], meant: tuple[str, ...]
) -> None:
    assert matching_topics(asked, topics) == meant


@pytest.mark.parametrize(
    ("topic", "language", "name"),
    [
        ("cooking", "zh", "烹饪"),
        ("cooking", "en", "cooking"),
        ("美食", "en", "food"),
        ("美食", "zh", "美食"),
        ("萌宠", "en", "pets"),
        ("MakeUp", "zh", "化妆"),
        ("our own series", "zh", "our own series"),
    ],
)
def test_a_topic_is_named_in_a_language(topic: str, language: str, name: str) -> None:
    assert translated_topic(topic, language) == name


def test_every_topic_has_names_in_both_languages_and_every_word_stands_for_one() -> None:
    tables = [read_word_table(WORDS, "topics", language) for language in LANGUAGES]
    assert set(tables[0]) == set(tables[1])
    counts = Counter(word.casefold() for table in tables for words in table.values() for word in words)
    assert [word for word, n in counts.items() if n > 1] == []
    families = [line.split() for line in read_lines(WORDS / "en" / "topic-families.txt")]
    named = [name for family in families for name in family]
    assert len(named) == len(set(named))
    assert set(named) <= set(tables[0])


def test_an_unknown_topic_is_offered_the_nearest_ones_first() -> None:
    known = ("travel", "coffee", "electric cars", "gaming")
    assert not_in_data("topic", "新能源", known).known[0] == "electric cars"
    assert not_in_data("topic", "travels abroad", known).known[0] == "travel"
