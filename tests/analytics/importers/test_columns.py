"""A column tells what one number cannot: its decimal mark, percentages, ids that a spreadsheet has damaged."""

from __future__ import annotations

import pytest

from analytics.importers.columns import are_flags, damaged_ids, decimal_mark, in_percent


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
    assert "spreadsheet" in str(damaged_ids(["7531345990947850000", "7527623000473070000"]))
    assert damaged_ids(["7531345990947850000"])
    assert damaged_ids(["7531345990947850000", "7531345990947851551", "7527623000473079094"]) is None
    assert damaged_ids(["17900000000000100"]) is None
    assert damaged_ids(["10000", "20000"]) is None


def test_a_column_of_ones_and_zeros_is_one_of_flags() -> None:
    assert are_flags(["1", "0", ""])
    assert not are_flags(["1", "12.5"])
    assert not are_flags([""])
