"""Topics are named in the reader's language; what no list has keeps its own name."""

from __future__ import annotations

import pytest

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
