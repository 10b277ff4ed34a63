"""Aggregated facts have the same sums for any codes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from analytics.kpis.insights.fact_tables import _aggregate
from tests.analytics.kpis.worlds import world


@pytest.mark.parametrize("video", [0, 2**62])
def test_adding_up_over_one_number_gives_what_adding_up_over_columns_gives(video: int) -> None:
    """Also if the ids of videos are too large for the keys to be packed into one integer."""
    facts = world(np.random.default_rng(3), 80)
    unknown = pl.when(pl.int_range(pl.len()) % 7 == 0).then(-1).otherwise("topic").cast(pl.Int32).alias("topic")
    facts = replace(facts, rows=facts.rows.with_columns(unknown, pl.col("video") + video))
    keys = ["when", "video", "topic"]
    expected = facts.rows.group_by(keys).agg(pl.col("views", "likes").sum()).sort(keys)
    assert _aggregate(facts, keys[1:]).rows.select(expected.columns).sort(keys).equals(expected)
