"""Fidelity is perfect for equal distributions, and reveals copies and independent columns."""

from __future__ import annotations

import numpy as np
import pytest

from analytics.synthesis.columns import Column, infer_column
from analytics.synthesis.fidelity import baselines, c2st, copies, nearest_share, pair_trends, shapes
from tests.analytics.synthesis.tables import videos


@pytest.fixture(scope="module")
def columns() -> dict[str, Column]:
    return {name: infer_column(name, cells) for name, cells in videos().items()}


def test_a_table_is_exactly_like_itself(columns: dict[str, Column]) -> None:
    table = videos()
    assert shapes(columns, table, table) == 1
    assert pair_trends(columns, table, table) == pytest.approx(1)
    assert copies(table, table) == 1


def test_shapes_and_trends_of_a_worked_example() -> None:
    real = {"n": ["1", "2", "3", "4"], "c": ["a", "a", "b", "b"]}
    synthetic = {"n": ["3", "4", "5", "6"], "c": ["a", "b", "b", "b"]}
    columns = {"n": infer_column("n", real["n"]), "c": infer_column("c", real["c"])}
    # Kolmogorov-Smirnov distance 1/2, total variation 1/4.
    assert shapes(columns, real, synthetic) == pytest.approx(1 - (0.5 + 0.25) / 2)


def test_two_parts_of_the_same_are_told_apart_by_nothing(columns: dict[str, Column]) -> None:
    assert c2st(columns, videos(1_000, 1), videos(1_000, 2), folds=3) == pytest.approx(0.5, abs=0.06)


def test_independent_columns_are_told_apart_and_copiers_are_nearer_to_training_rows(columns: dict[str, Column]) -> None:
    train, holdout = videos(800, 1), videos(800, 2)
    synthetic = baselines(columns, train, 800, np.random.default_rng(0))
    assert c2st(columns, holdout, synthetic["independent"], folds=3) > 0.8
    assert nearest_share(columns, train, holdout, synthetic["copier"]) > 0.8
    assert nearest_share(columns, train, holdout, videos(800, 3)) == pytest.approx(0.5, abs=0.07)
