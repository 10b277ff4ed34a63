"""`/predict plan` says what a plan may hold, with values of the own videos, and how it is typed."""

from __future__ import annotations

import re

import pytest

from analytics.store.queries.plan_choices import PlanChoices
from bot.messages.plan_help import plan_message
from bot.requests import parse
from bot.texts import LANGUAGES

CHOICES = PlanChoices(
    topics=("cooking", *(f"topic {number}" for number in range(9))),
    platforms=("douyin", "tiktok"),
    formats=("video",),
    accounts=("ourbrand", "<!here>"),
    seconds=32,
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("choices", [CHOICES, PlanChoices()])
def test_every_example_can_be_typed(choices: PlanChoices, lang: str) -> None:
    text = str(plan_message(choices, lang).blocks)
    examples = re.findall("`(/predict [^`]+)`", text)
    assert len(examples) == 4
    for example in examples:
        assert parse(example).options


@pytest.mark.parametrize(("lang", "words"), [("en", ("cooking", "Douyin", "32 s")), ("zh", ("烹饪", "抖音", "32 秒"))])
def test_values_are_those_of_the_own_videos(lang: str, words: tuple[str, ...]) -> None:
    text = str(plan_message(CHOICES, lang).blocks)
    for word in (*words, "@ourbrand", "topic=cooking 32s"):
        assert word in text
    assert "<!here>" not in text
