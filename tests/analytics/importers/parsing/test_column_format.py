"""A column tells what one number cannot: its decimal mark, percentages, ids that a spreadsheet has damaged."""

from __future__ import annotations

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from analytics.importers.parsing.cell_text import damaged_id
from analytics.importers.parsing.column_format import damaged_ids, decimal_mark, in_percent
from analytics.importers.parsing.values import parse_count, parse_number


@pytest.mark.parametrize(
    ("texts", "whole", "mark"),
    [
        (["1.234,5", "12"], False, ","),
        (["1.234.567"], False, ","),
        (["12,3", "1.234"], False, ","),
        (["12,3K"], True, ","),
        (["1,234", "12.5"], False, "."),
        (["1,234", "2,345"], True, "."),
        (["1.234", "987"], True, ","),
        (["1.234", "987"], False, "."),
        (["2579.686", "816.8823529411765"], True, "."),
        (["541.2K", "1161"], True, "."),
        (["12,3", "12.3"], False, "."),
        (["", "-", "words"], False, "."),
    ],
)
def test_the_decimal_mark_is_one_of_the_column(texts: list[str], whole: bool, mark: str) -> None:
    assert decimal_mark(texts, whole=whole) == mark


def test_rates_far_above_one_are_percentages() -> None:
    assert in_percent(["0.9", "42.1", "-"])
    assert in_percent(["42,1"], ",")
    assert not in_percent(["0.42", "1.02", ""])


def test_ids_that_a_spreadsheet_rounded_are_damaged_and_lucky_ones_are_not() -> None:
    assert damaged_ids(["7531345990947850000", "7527623000473070000"]) == damaged_id("7531345990947850000")
    assert damaged_ids(["7531345990947850000"])
    assert damaged_ids(["7531345990947850000", "7531345990947851551", "7527623000473079094"]) is None
    assert damaged_ids(["17900000000000100"]) is None
    assert damaged_ids(["10000", "20000"]) is None


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "it", "pt", "id", "vi", "zh", "de_CH", "en_IN"])
@given(cents=st.lists(st.integers(0, 10**9), min_size=1, max_size=20))
def test_numbers_of_a_column_are_read_back_as_a_language_writes_them(language: str, cents: list[int]) -> None:
    """At least one of them has a fraction, which shows the mark."""
    values = [cent / 100 for cent in [*cents, 50]]
    texts = [format_decimal(value, locale=language) for value in values]
    mark = decimal_mark(texts)
    assert [parse_number(text, "value", mark) for text in texts] == values


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "id", "zh"])
@given(values=st.lists(st.integers(0, 10**12), min_size=1, max_size=20))
def test_counts_of_a_column_are_read_back_as_a_language_writes_them(language: str, values: list[int]) -> None:
    texts = [format_decimal(value, locale=language) for value in values]
    mark = decimal_mark(texts, whole=True)
    assert [parse_count(text, "views", mark) for text in texts] == values
