"""Relations, parents and bounds are detected."""

from __future__ import annotations

import numpy as np

from analytics.synthesis.columns import Floats, Number, infer_column
from analytics.synthesis.relations import Ratio, exact_relations, find_bounds, find_parents


def _columns(**values: Floats) -> tuple[list[Number], dict[str, Floats]]:
    numbers = [infer_column(name, [f"{value:g}" for value in own]) for name, own in values.items()]
    return [number for number in numbers if isinstance(number, Number)], values


def test_twice_the_duration_is_found() -> None:
    duration = np.random.default_rng(0).integers(5, 200, 300).astype(float)
    (relation,) = exact_relations(*_columns(duration=duration, price=2 * duration))
    assert relation.name == "price"
    assert relation.factors == (("duration", 2.0),)


def test_a_sum_of_two_columns_is_found() -> None:
    rng = np.random.default_rng(0)
    likes, comments = rng.integers(0, 900, 300).astype(float), rng.integers(0, 90, 300).astype(float)
    (relation,) = exact_relations(*_columns(likes=likes, comments=comments, engagement=likes + comments))
    assert {name for name, _ in relation.factors} | {relation.name} == {"likes", "comments", "engagement"}


def test_what_is_only_correlated_is_no_relation() -> None:
    rng = np.random.default_rng(0)
    views = rng.integers(100, 100_000, 300).astype(float)
    assert exact_relations(*_columns(views=views, likes=np.floor(views * rng.random(300)))) == []


def test_likes_are_taken_per_view_and_shares_per_like() -> None:
    rng = np.random.default_rng(0)
    views = np.floor(10 ** rng.uniform(2, 6, 500))
    likes = np.floor(views * rng.uniform(0.1, 0.9, 500))
    shares = np.floor(likes * rng.uniform(0.1, 0.9, 500))
    numbers, values = _columns(shares=shares, likes=likes, views=views)
    assert find_parents(numbers, values) == {"likes": Ratio("views", True), "shares": Ratio("likes", True)}
    assert ("likes", "views") in find_bounds(numbers, values)
    assert ("views", "likes") not in find_bounds(numbers, values)
