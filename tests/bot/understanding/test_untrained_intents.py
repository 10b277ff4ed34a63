"""Intents that the model does not know are understood from their utterances alone."""

from __future__ import annotations

import pytest

from bot.understanding.intent_model import model
from bot.understanding.untrained_intents import matching_intent
from bot.understanding.utterances import utterances


def test_nothing_is_compared_where_the_model_knows_every_kind() -> None:
    assert matching_intent("who watches us?", model().intents) is None


@pytest.mark.parametrize("kind", ["segments", "ideas"])
def test_utterances_of_an_unknown_kind_are_recognised_in_both_languages(kind: str) -> None:
    trained = tuple(intent for intent in model().intents if intent != kind)
    asked = utterances((kind,), 1)
    matches = [matching_intent(f"{utterance.text.upper()}?", trained) for utterance in asked]
    # Patterns with thousands of variants are compared with some of them only.
    assert sum(match is not None for match in matches) > 0.7 * len(asked)
    assert {match[0] for match in matches if match} == {kind}


def test_another_question_is_not_taken_for_one() -> None:
    trained = tuple(intent for intent in model().intents if intent != "ideas")
    assert matching_intent("what is the weather in Berlin", trained) is None
