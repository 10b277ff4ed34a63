"""Followers that came together: many on one day who do nothing else, as followers that were bought do."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import polars as pl

from analytics.influence.attention_graph import AttentionGraph
from analytics.store import Store
from analytics.store.queries.graph import read_follows

_FEWEST = 20
"""The fewest followers of one day that are told."""
_FEWEST_DAYS = 5
"""The fewest days with followers: the followers of an account that has one day only were listed on it."""
_LEAST_SHARE = 0.2
"""They must be more than this share of the sources of the account."""
_MOST_ELSEWHERE = 0.05
"""On a usual day the others gain at most this share of their followers: else it is the day of an export."""


def follower_bursts(store: Store, start: datetime | None, end: datetime, graph: AttentionGraph) -> dict[str, int]:
    """Count, by account, the followers of one day who pay attention to nobody else, where they stand out."""
    edges_of = np.bincount(graph.source, minlength=len(graph.names))
    single = pl.Series([name for name, edges in zip(graph.names, edges_of, strict=True) if edges == 1], dtype=pl.String)
    follows = pl.DataFrame(read_follows(store, start, end)).unique(["source", "target"])
    by_day = follows.group_by("day").agg(everyone=pl.len())
    bursts = (
        follows.filter(pl.col("source").is_in(single.implode()))
        .group_by("target", "day")
        .agg(together=pl.len())
        .join(follows.group_by("target", "day").agg(gained=pl.len()), on=["target", "day"])
        .join(follows.group_by("target").agg(followers=pl.len(), days=pl.col("day").n_unique()), on="target")
        .join(by_day, on="day")
        .with_columns(elsewhere=(pl.col("everyone") - pl.col("gained")) / (follows.height - pl.col("followers")))
        .filter(
            pl.col("together") >= _FEWEST,
            pl.col("days") >= _FEWEST_DAYS,
            pl.col("together") > _LEAST_SHARE * pl.col("followers"),
            pl.col("elsewhere") < _MOST_ELSEWHERE,
        )
        .group_by("target")
        .agg(pl.col("together").max())
    )
    return dict(bursts.iter_rows())
