"""Asks that no data answers are known by their words; no question that can be answered is taken for one."""

from __future__ import annotations

import pytest

from analytics.catalog import kinds
from bot.texts import LANGUAGES, knows
from bot.understanding.unanswerable import unanswerable_kind
from bot.understanding.utterances import read_utterances, utterance_files
from tests.bot.understanding.questions import HERE, questions

PHRASES = {
    section.split("\n", 1)[0].strip(): section.split("\n", 1)[1].split("\n")
    for section in (HERE / "unanswerable.txt").read_text("utf-8").split("\n## ")[1:]
}


@pytest.mark.parametrize("kind", PHRASES)
def test_natural_phrases_of_a_kind_are_known(kind: str) -> None:
    phrases = [phrase for phrase in PHRASES[kind] if phrase]
    english = [phrase for phrase in phrases if phrase.isascii()]
    assert min(len(english), len(phrases) - len(english)) >= 15
    assert [phrase for phrase in phrases if unanswerable_kind(phrase) != kind] == []
    for lang in LANGUAGES:
        assert knows(lang, f"cannot-{kind.replace('_', '-')}")


def test_no_question_that_can_be_answered_is_caught() -> None:
    answerable = [question.text for lang in LANGUAGES for question in questions(lang)]
    answerable += [text for kind in kinds() for text in _utterances(kind)]
    assert len(answerable) > 2_000
    assert [text for text in answerable if unanswerable_kind(text)] == []


def _utterances(kind: str) -> list[str]:
    return [utterance.text for utterance in read_utterances(utterance_files((kind,)), 30)]


@pytest.mark.parametrize(
    "text", ["thanks, and by platform?", "谢谢，按平台分呢", "why did the numbers drop?", "数据有没有问题"]
)
def test_thanks_with_a_question_and_why_questions_are_answered(text: str) -> None:
    assert unanswerable_kind(text) is None
