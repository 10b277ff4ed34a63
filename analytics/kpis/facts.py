"""Facts: additive sums by period, unit and dimension, whatever the source; everything else is made from these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.vocabulary.metrics import METRICS, Metric
from analytics.vocabulary.reports import Source

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

UNKNOWN = -1
"""The code of an unknown value, and of a row that belongs to no unit."""

_ENGAGING = ("likes", "comments", "shares", "saves")
PER_VIEW = ("likes", "comments", "shares", "saves", "follows", "shares_comments", "purchases", "clicks", "impressions")
"""Counts whose change is told apart into more views and a higher rate per view."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One row a period (`when`: 1 now, 0 before), unit and combination of dimensions.

    `units` name the columns over which rows are independent (the first is what `n` counts); dimensions are columns of
    codes into `labels`, -1 unknown. `sums` are the columns that the source knows. `daily` holds the sums by `when`
    and `day` (days since the period's first). `centred`: the number of units was chosen and is not chance.
    """

    source: Source
    rows: pl.DataFrame
    units: tuple[str, ...]
    sums: tuple[str, ...]
    labels: Mapping[str, Sequence[str]]
    daily: pl.DataFrame
    centred: bool
    extra: Mapping[str, float] = field(default_factory=dict)
    """Facts for notes: young videos left out, purchases that no video can claim …"""

    @property
    def counted(self) -> str:
        """What `n` counts."""
        return {"events": "viewers", "account_days": "days"}.get(self.source, "videos")

    def metrics(self) -> list[Metric]:
        """The metrics that can be made of the sums, revenue once for each currency."""
        found = []
        for metric in METRICS:
            if metric.name == "revenue":
                currencies = sorted(name for name in self.sums if name.startswith("revenue:"))
                found += [Metric("revenue", "money", name, grain="purchase") for name in currencies]
            elif metric.of in self.sums and (metric.over is None or metric.over in self.sums):
                found.append(metric)
        return found

    def exposure(self, metric: Metric) -> str | None:
        """The sum that a count is a rate of; None where it has none."""
        if metric.name not in PER_VIEW and metric.name != "revenue":
            return None
        own = f"views@{metric.of}"
        return own if own in self.sums else "views" if "views" in self.sums else None

    def knows(self, dimension: str) -> bool:
        """Whether any row of this period has a value of the dimension."""
        if dimension not in self.rows.columns:
            return False
        return bool(self.rows.filter(pl.col("when") == 1, pl.col(dimension) != UNKNOWN).height)


def unit_of(metric: Metric) -> str:
    """The unit as reports name it: currencies by their code."""
    return metric.of.removeprefix("revenue:") if metric.unit == "money" else metric.unit


@dataclass(frozen=True, slots=True)
class Cells:
    """Sums by unit and value of a dimension, side by side for both periods.

    `unit` and `value` are (cells,) codes, `now` and `before` (cells, sums); `all_now` and `all_before` (units, sums)
    hold each unit over all values.
    """

    unit: Ints
    value: Ints
    now: Floats
    before: Floats
    all_now: Floats
    all_before: Floats
    values: int


def cells(facts: Facts, unit: str, dimension: str | None) -> Cells:
    """Add up the facts by unit and dimension; `dimension` None puts everything under one value, code 0.

    Unknown values become the last code, so that the parts still add up to the whole.
    """
    keys = [unit] if dimension is None else [unit, dimension]
    rows = facts.rows
    table = (
        rows.group_by(["when", *keys], maintain_order=True)
        .agg(pl.col(name).sum() for name in facts.sums)
        .sort(["when", *keys])
    )
    sums = table.select(facts.sums).to_numpy().astype(np.float64)
    named, units = np.unique(table[unit].to_numpy(), return_inverse=True)
    values = 1 if dimension is None else len(facts.labels[dimension]) + 1
    codes = np.zeros(len(units), np.int64) if dimension is None else table[dimension].to_numpy().astype(np.int64)
    codes = np.where(codes == UNKNOWN, values - 1, codes)
    when = table["when"].to_numpy()
    keyed, place = np.unique(units * values + codes, return_inverse=True)
    both = np.zeros((2, len(keyed), len(facts.sums)))
    whole = np.zeros((2, len(named), len(facts.sums)))
    for period in (0, 1):
        here = when == period
        both[period][place[here]] = sums[here]
        np.add.at(whole[period], units[here], sums[here])
    return Cells(keyed // values, keyed % values, both[1], both[0], whole[1], whole[0], values)


def encoded(rows: pl.DataFrame, names: Sequence[str]) -> tuple[pl.DataFrame, dict[str, list[str]]]:
    """Text columns as codes into sorted labels, unknown as -1."""
    labels: dict[str, list[str]] = {}
    for name in names:
        labels[name] = sorted(rows[name].drop_nulls().unique().to_list())
        kind = pl.Enum(labels[name])
        codes = rows[name].cast(kind).to_physical().cast(pl.Int32).fill_null(UNKNOWN)
        rows = rows.with_columns(codes.alias(name))
    return rows, labels


def with_made_sums(rows: pl.DataFrame, *, nulls: bool) -> pl.DataFrame:
    """Sums that are made of others: engagements, shares and comments, trials of a click.

    With `nulls` a count may be unknown in a row: then its rate is over the views of rows that know it.
    """
    have = set(rows.columns)
    made: dict[str, pl.Expr] = {}
    engaging = [pl.col(name) for name in _ENGAGING if name in have]
    if engaging:
        known = pl.any_horizontal(column.is_not_null() for column in engaging)
        made["engagements"] = pl.when(known).then(pl.sum_horizontal(column.fill_null(0) for column in engaging))
        made["engagement_views"] = pl.when(known).then(pl.col("views"))
    pair = [pl.col(name) for name in ("shares", "comments") if name in have]
    if pair:
        known = pl.any_horizontal(column.is_not_null() for column in pair)
        made["shares_comments"] = pl.when(known).then(pl.sum_horizontal(column.fill_null(0) for column in pair))
    rows = rows.with_columns(**made)
    if "impressions" in have:
        clicked = "clicks" if "clicks" in have and bool(rows["clicks"].sum()) else "views"
        trial = pl.col("impressions").is_not_null() & pl.col(clicked).is_not_null()
        rows = rows.with_columns(
            ctr_hits=pl.when(trial).then(pl.col(clicked)), ctr_trials=pl.when(trial).then(pl.col("impressions"))
        )
    if nulls:
        rows = rows.with_columns(
            pl.when(pl.col(name).is_not_null()).then(pl.col("views")).alias(f"views@{name}")
            for name in PER_VIEW
            if name in rows.columns
        )
    return rows
