"""Facts aggregated once for all dimensions, so that millions of rows are read three times and not fifty."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from analytics.kpis.facts import UNKNOWN, Cells, Facts, tabulate_cells

_MANY_ROWS = 300_000
"""With more rows, viewers are merged into groups, and single rows are sampled."""
_VIEWER_GROUPS = 1_000
"""Random groups of viewers; this many degrees of freedom are enough."""
_LARGEST_KEY = 2**62
_SAMPLE_ROWS = 60_000
"""A small sample of single rows is enough, because their variance is a small part of the total."""


@dataclass(frozen=True, slots=True)
class FactTables:
    """Facts of one source, aggregated by each kind of cluster of their standard errors."""

    by_unit: Facts
    by_hour: Facts
    """By unit and hour, if `by_unit` has no hours."""
    by_video: Facts | None
    by_row: Facts | None
    viewers: int | None
    """The number of viewers if they are merged into groups; None if each viewer is a unit."""

    def cells(self, dimension: str | None) -> dict[str, Cells]:
        """Return the cells of one dimension by kind of cluster."""
        unit = self.by_unit.units[0]
        cells = {unit: tabulate_cells(self.by_hour if dimension == "hour" else self.by_unit, unit, dimension)}
        if self.by_video is not None and self.by_row is not None:
            cells |= {
                "video": tabulate_cells(self.by_video, "video", dimension),
                "row": tabulate_cells(self.by_row, "row", dimension),
            }
        return cells


def build_fact_tables(facts: Facts, dimensions: Sequence[str], seed: int) -> FactTables:
    """Aggregate the facts for tests over the dimensions."""
    if len(facts.units) == 1:
        return FactTables(facts, facts, None, None, None)
    columns = [name for name in dimensions if name not in {"total", "hour"}]
    hour = ["hour"] if "hour" in facts.rows.columns else []
    with_video = replace(facts, rows=facts.rows.filter(pl.col("video") != UNKNOWN))
    by_row = _sample_rows(with_video, seed)
    by_video = _aggregate(with_video, ["video", *hour, *columns])
    if facts.rows.height <= _MANY_ROWS:
        return FactTables(facts, facts, by_video, by_row, None)
    viewers = int(facts.rows["viewer"].n_unique())
    # Viewers are numbered in the order of their pseudonyms, which are random, so these groups are random.
    grouped = replace(facts, rows=facts.rows.with_columns(pl.col("viewer") % _VIEWER_GROUPS))
    by_unit = _aggregate(grouped, ["viewer", *columns])
    by_hour = _aggregate(grouped, ["viewer", *hour]) if hour else by_unit
    return FactTables(by_unit, by_hour, by_video, by_row, viewers)


def _aggregate(facts: Facts, keys: list[str]) -> Facts:
    """Sum the rows by period and keys, packed into one integer if it is large enough; this is several times faster."""
    names = ["when", *keys]
    bounds = [int(facts.rows[name].max() or 0) + 2 for name in names]  # type: ignore[arg-type]  # codes
    sums = [pl.col(name).sum() for name in facts.sums]
    if math.prod(bounds) > _LARGEST_KEY:
        return replace(facts, rows=facts.rows.group_by(names, maintain_order=True).agg(sums))
    # Codes begin at -1, the code of unknown values.
    key = pl.lit(0, pl.Int64)
    for name, bound in zip(names, bounds, strict=True):
        key = key * bound + pl.col(name).cast(pl.Int64) + 1
    keyed = facts.rows.lazy().select(key.alias("key"), *facts.sums).group_by("key").agg(sums).collect().sort("key")
    remainder, columns = keyed["key"].to_numpy(), list[pl.Series]()
    for name, bound in zip(reversed(names), reversed(bounds), strict=True):
        columns.append(pl.Series(name, remainder % bound - 1, facts.rows.schema[name]))
        remainder = remainder // bound
    return replace(facts, rows=keyed.with_columns(columns).drop("key"))


def _sample_rows(facts: Facts, seed: int) -> Facts:
    """Make each row a cluster; a sample of many rows has its sums scaled, so that variances are unchanged."""
    rows = facts.rows
    if rows.height > _MANY_ROWS:
        scale = (rows.height / _SAMPLE_ROWS) ** 0.5
        rows = rows.sample(_SAMPLE_ROWS, seed=seed)
        rows = rows.with_columns(pl.col(name) * scale for name in facts.sums)
    return replace(facts, rows=rows.with_columns(row=pl.int_range(pl.len())))
