"""Types of columns are inferred, and numbers are written in their original format."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.synthesis.columns import Category, Number, find_atoms, infer_column, read_numbers


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "2", "30"], Number),
        (["1.5", "", "n/a"], Number),
        (["1e3", "-2.5"], Number),
        (["007", "012"], Category),
        (["7506832682593094928", "7506832682593094929"], Category),
        (["541.2K", "3"], Category),
        (["", "", "NA"], Category),
        (["1e999", "2"], Category),
    ],
)
def test_a_column_is_what_its_cells_say(cells: list[str], kind: type) -> None:
    assert isinstance(infer_column("x", cells), kind)


def test_a_discrete_column_is_a_category_whatever_its_cells_look_like() -> None:
    assert isinstance(infer_column("x", ["1", "2"], discrete=True), Category)


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=50))
def test_whole_numbers_come_back_as_they_were(values: list[int]) -> None:
    cells = [str(value) for value in values]
    column = infer_column("x", cells)
    assert isinstance(column, Number)
    assert column.write(column.on_grid(read_numbers(cells))) == cells


@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=50), st.integers(1, 4))
def test_decimals_come_back_as_they_were(values: list[int], decimals: int) -> None:
    cells = [f"{value / 10**decimals:.{decimals}f}" for value in values]
    column = infer_column("x", cells)
    assert isinstance(column, Number)
    assert column.write(read_numbers(cells)) == [
        cell.replace("-0." + "0" * decimals, "0." + "0" * decimals) for cell in cells
    ]


def test_counts_rounded_to_three_digits_stay_rounded() -> None:
    cells = [str(value * 100) for value in range(10, 60)] + [str(value) for value in range(900)]
    column = infer_column("x", cells)
    assert isinstance(column, Number)
    assert set(column.on_grid(np.array([1234.5, 5678.9])) % 100) == {0.0}
    assert column.on_grid(np.array([123.4]))[0] == 123


def test_a_value_that_is_far_more_frequent_than_its_neighbours_is_an_atom() -> None:
    values = np.r_[np.zeros(200), np.arange(1.0, 801.0)]
    assert find_atoms(values) == [0.0]
    assert find_atoms(np.arange(1000.0)) == []
