"""Every reason of an import has a sentence in both languages, which uses its facts."""

from __future__ import annotations

from collections import Counter

import pytest

from analytics.vocabulary.reasons import REASONS, Reason
from bot.texts import LANGUAGES
from bot.texts.reasons import reason_text, rejection_counts


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", REASONS)
def test_every_code_has_a_sentence_that_uses_all_of_its_facts_and_no_other(lang: str, code: str) -> None:
    """`say` refuses a text that uses a fact which the code lacks."""
    values = {name: 1_000_000 + place for place, name in enumerate(sorted(REASONS[code]))}
    facts = {name: Reason("zone", zone=str(value)) if name == "reason" else value for name, value in values.items()}
    sentence = reason_text(lang, Reason(code, **facts))
    assert sentence
    assert [name for name, value in values.items() if str(value) not in sentence.replace(",", "")] == []


def test_a_reason_inside_of_a_reason_is_in_the_same_language() -> None:
    reason = Reason("left_alone", reason=Reason("no_object", reason=Reason("expected_object")))
    assert reason_text("en", reason) == "left alone: no record of the file is a JSON object (expected a JSON object)"
    assert reason_text("zh", reason) == "未导入：文件里没有 JSON 对象（应为 JSON 对象）"


def test_values_of_a_file_are_quoted_and_numbers_are_exact() -> None:
    time = Reason("expected_time", column="time", example="2026-05-21 09:44:45")
    found = Reason("found_in_either_order", reason=time, found="03/04'\n")
    assert (
        reason_text("en", found)
        == 'time: expected a time such as 2026-05-21 09:44:45, found "03/04\'\\n": day or month first?'
    )
    assert reason_text("zh", Reason("line_too_long", bytes=1_048_576)) == "一行超过 1,048,576 字节"
    assert reason_text("en", Reason("header_of_another_table", line=12345)).endswith("line 12345: split the file there")


def test_kinds_with_the_same_beginning_are_counted_together() -> None:
    long = [Reason("before_1990", column="x" * 90, text=text) for text in ("1", "2")]
    assert rejection_counts("en", Counter({long[0]: 2, long[1]: 3})) == {"x" * 80: 5}
