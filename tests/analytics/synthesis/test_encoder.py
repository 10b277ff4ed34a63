"""Decoding inverts encoding for all kinds of tables."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.synthesis.encoder_fit import fit_encoding
from tests.analytics.synthesis.tables import videos


def _round_trip(table: dict[str, list[str]], **options: object) -> dict[str, list[str]]:
    rng = np.random.default_rng(0)
    encoding = fit_encoding(table, rng, **options)  # type: ignore[arg-type]  # passed through
    return encoding.decode(encoding.encode(table, rng), rng)


def test_a_table_comes_back_as_it_was() -> None:
    table = videos()
    assert _round_trip(table) == table


def test_scores_are_standard_normal() -> None:
    table = videos(2_000)
    rng = np.random.default_rng(0)
    encoding = fit_encoding(table, rng)
    scores = encoding.encode(table, rng).scores
    assert encoding.stratum is not None
    assert encoding.categories[encoding.stratum].name == "kind"
    assert np.abs(scores.mean(axis=0)).max() < 0.1
    assert np.abs(scores.std(axis=0) - 1).max() < 0.1


@pytest.mark.parametrize(
    "column",
    [
        ["x"] * 200,
        [""] * 200,
        ["3"] * 200,
        [str(at) for at in range(200)],
        [f"level {at}" for at in range(200)],
        ["", "NA"] * 50 + [str(at) for at in range(100)],
        ["0"] * 100 + [str(at) for at in range(1, 101)],
        ["1.50", "2.25"] * 100,
    ],
)
def test_awkward_columns_keep_their_cells(column: list[str]) -> None:
    table = {"other": [str(at % 7) for at in range(200)], "column": column}
    back = _round_trip(table)
    assert list(back) == ["other", "column"]
    assert set(back["column"]) <= set(column)


def test_five_thousand_levels_are_drawn_by_frequency() -> None:
    rng = np.random.default_rng(0)
    column = [f"level {int(value)}" for value in rng.exponential(800, 6_000)]
    table = {"column": column, "n": [str(at % 50) for at in range(6_000)]}
    encoding = fit_encoding(table, rng)
    assert max(encoding.sizes) <= 40
    assert set(encoding.decode(encoding.encode(table, rng), rng)["column"]) <= set(column)


def test_sets_of_labels_come_back_in_the_order_of_frequency() -> None:
    table = {"tags": ["a b", "a", "", "b a"] * 50, "n": [str(at) for at in range(200)]}
    assert _round_trip(table, sets={"tags": " "})["tags"][:3] == ["a b", "a", ""]


def test_likes_never_exceed_views_whatever_is_drawn() -> None:
    table, rng = videos(2_000), np.random.default_rng(1)
    encoding = fit_encoding(table, rng)
    encoded = encoding.encode(table, rng)
    rng.shuffle(encoded.scores, axis=0)
    drawn = encoding.decode(encoded, rng)
    assert all(int(likes) <= int(views) for likes, views in zip(drawn["likes"], drawn["views"], strict=True))
    assert all(int(price) == 2 * int(length) for price, length in zip(drawn["price"], drawn["duration"], strict=True))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "a", "b"]), st.one_of(st.just(""), st.integers(0, 10**6).map(str)), st.text(max_size=3)
        ),
        min_size=1,
        max_size=120,
    )
)
def test_any_table_can_be_encoded_and_decoded(rows: list[tuple[str, str, str]]) -> None:
    table = {name: [row[at] for row in rows] for at, name in enumerate(("category", "number", "text"))}
    back = _round_trip(table)
    assert list(back) == list(table)
    assert all(len(column) == len(rows) for column in back.values())
