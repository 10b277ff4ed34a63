"""Mix and rate effects add up to the change for any numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.kpis.insights import decompose_change

_sums = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 1000), st.integers(0, 500), st.integers(0, 1000)),
    min_size=1,
    max_size=8,
)


def _columns(rows: list[tuple[int, int, int, int]]) -> list[np.ndarray[tuple[int], np.dtype[np.float64]]]:
    return [np.array(column, np.float64) for column in zip(*rows, strict=True)]


@given(_sums)
def test_the_parts_of_a_ratio_add_up_to_its_change(rows: list[tuple[int, int, int, int]]) -> None:
    """Values may be missing from either period; a numerator needs trials."""
    now, over_now, before, over_before = _columns(rows)
    now, before = np.minimum(now, over_now), np.minimum(before, over_before)
    if not over_now.sum() or not over_before.sum():
        return
    parts = decompose_change(now, over_now, before, over_before, ratio=True)
    assert parts.effect.sum() == pytest.approx(now.sum() / over_now.sum() - before.sum() / over_before.sum(), abs=1e-12)
    assert parts.effect == pytest.approx(parts.mix + parts.rate)


@given(_sums)
def test_the_parts_of_a_count_add_up_to_its_change_value_by_value(rows: list[tuple[int, int, int, int]]) -> None:
    """Even for counts without trials."""
    now, over_now, before, over_before = _columns(rows)
    parts = decompose_change(now, over_now, before, over_before, ratio=False)
    assert parts.effect == pytest.approx(now - before, abs=1e-9)


def test_every_topic_rises_and_the_total_falls() -> None:
    """Simpson's paradox: cooking goes from 10 to 12 %, dance from 2 to 3 %, but dance is now 90 % of all."""
    now, over_now = np.array([12.0, 27.0]), np.array([100.0, 900.0])
    before, over_before = np.array([90.0, 2.0]), np.array([900.0, 100.0])
    parts = decompose_change(now, over_now, before, over_before, ratio=True)
    change = 39 / 1000 - 92 / 1000
    assert (parts.rate > 0).all()
    assert parts.mix.sum() < 0
    assert change < 0
    assert parts.effect.sum() == pytest.approx(change, abs=1e-15)


def test_what_comes_new_is_mix_and_not_rate() -> None:
    parts = decompose_change(
        np.array([5.0, 8.0]), np.array([50.0, 50.0]), np.array([5.0, 0.0]), np.array([50.0, 0.0]), ratio=True
    )
    assert parts.rate == pytest.approx([0, 0])


def test_more_of_an_average_part_changes_nothing() -> None:
    parts = decompose_change(
        np.array([10.0, 10.0]), np.array([100.0, 100.0]), np.array([5.0, 15.0]), np.array([50.0, 150.0]), ratio=True
    )
    assert parts.mix == pytest.approx([0, 0])
