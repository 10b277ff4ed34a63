"""Options, importers, chat, the language model's schema, questions and the README use one vocabulary."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from analytics.importers.formats import value_names
from analytics.importers.formats.column_names import fold_name
from analytics.vocabulary.metrics import DIMENSIONS, NAMES
from analytics.vocabulary.platforms import FORMER_NAMES, PLATFORMS, platform_synonyms, typed_platform_synonyms
from analytics.vocabulary.questions import WHOSE, KpisQuestion
from analytics.vocabulary.records import Action, Format
from analytics.vocabulary.word_lists import WORDS, read_lines, read_word_table
from bot.conversation.language_model import _INSTRUCTIONS, _Proposal, _Slots
from bot.requests import QUESTIONS
from bot.requests.calendar_periods import PERIODS
from bot.requests.options import INTENTS, OF, SHOW, VS, option_named
from bot.requests.plan_values import DAY_NAMES, DAYS
from bot.understanding import lexicon, slots, time_expressions
from bot.understanding.intent_model import model

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
LISTS = [file for room in ("analytics", "bot") for file in (ROOT / room).rglob("words/*/*.txt")]
NAMES_OF = {
    "platforms": PLATFORMS,
    "platforms-typed": PLATFORMS,
    "metrics": NAMES,
    "dimensions": DIMENSIONS,
    "formats": tuple(Format),
    "whose": WHOSE,
    "formats-in-files": tuple(Format),
    "actions-in-files": tuple(Action),
}


def _row(option: str) -> str:
    return next(line for line in README.splitlines() if line.startswith(f"| `{option}="))


@pytest.mark.parametrize("kind", NAMES_OF)
def test_words_stand_for_names_that_there_are_and_each_for_one(kind: str) -> None:
    table = read_word_table(WORDS, kind)
    assert set(table) <= set(NAMES_OF[kind])
    words = [word for words in table.values() for word in words]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("file", LISTS, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_word_lists_hold_short_lines_without_spaces_around_them(file: Path) -> None:
    assert read_lines(file)
    assert max(map(len, read_lines(file))) <= 200
    assert [line for line in read_lines(file) if line != line.strip()] == []


def test_every_word_for_a_platform_is_understood_wherever_one_is_named() -> None:
    read = option_named("platform").read
    for word, name in typed_platform_synonyms().items():
        assert read(word) == name
    for word, name in platform_synonyms().items():
        assert value_names.PLATFORMS[fold_name(word)] == name
    for name in PLATFORMS:
        assert read(name) == name
    for former, name in FORMER_NAMES.items():
        assert read(former) == value_names.PLATFORMS[former] == name


def test_chat_reads_names_of_the_tables_only() -> None:
    assert set(lexicon.PLATFORM) <= set(PLATFORMS)
    assert set(lexicon.METRIC) <= set(NAMES)
    assert set(lexicon.BY) == set(DIMENSIONS)
    assert set(lexicon.FORMAT) == set(Format)
    assert set(lexicon.SHOW) == {*SHOW, "list"}
    assert set(time_expressions.PERIODS) == set(PERIODS)
    assert model().intents == INTENTS
    assert INTENTS[: len(QUESTIONS)] == QUESTIONS


def test_questions_take_the_values_of_the_tables() -> None:
    def values(field: str) -> set[str]:
        options = get_args(KpisQuestion.model_fields[field].annotation)
        return {value for option in options for value in (get_args(option) or (option,)) if isinstance(value, str)}

    assert values("by") == set(DIMENSIONS)
    assert values("format") == set(Format)
    assert values("vs") == set(VS)
    assert set(OF) == {"viewers", "creators", *WHOSE}


@pytest.mark.parametrize(
    ("slot", "names"),
    [
        ("platform", PLATFORMS),
        ("metric", NAMES),
        ("by", DIMENSIONS),
        ("format", tuple(Format)),
        ("period", PERIODS),
        ("vs", VS),
        ("of", OF),
        ("weekday", DAY_NAMES),
        ("show", (*SHOW, "list")),
    ],
)
def test_the_language_model_is_told_and_may_answer_exactly_these(slot: str, names: tuple[str, ...]) -> None:
    for name in names:
        assert getattr(_Slots.model_validate({slot: name}), slot) == name
        assert slot == "weekday" or re.search(rf"\b{name}\b", _INSTRUCTIONS)
    with pytest.raises(ValueError, match="none of"):
        _Slots.model_validate({slot: "something else"})
    assert set(_Slots.model_fields) == set(slots.SLOTS)
    assert [_Proposal.model_validate({"intent": intent}).intent for intent in INTENTS] == list(INTENTS)


def test_readme_rows_name_the_values_of_the_tables() -> None:
    def named(option: str) -> list[str]:
        return re.findall(r"\w+", _row(option).split("|")[3].partition(":")[2].partition(";")[0])

    assert [name for name in named("platform") if name not in PLATFORMS] == []
    assert named("metric") == list(NAMES)
    assert set(named("by")) - {"or"} == set(DIMENSIONS)
    assert set(named("format")) - {"or"} == set(Format)
    assert all(f"`vs={name}`" in README for name in VS)
    assert f"`weekday={DAYS[1]}`" in README
