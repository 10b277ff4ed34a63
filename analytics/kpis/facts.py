"""Facts: additive sums by period, unit and dimension, in one form for all sources."""

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

FEW_VIDEOS = 5
"""Fewer videos than these are too few to tell a change."""
UNKNOWN = -1
"""The code of an unknown value, and of a row without a unit."""

_ENGAGEMENTS = ("likes", "comments", "shares", "saves")
PER_VIEW = ("likes", "comments", "shares", "saves", "follows", "shares_comments", "purchases", "clicks", "impressions")
"""Counts whose change is decomposed into more views and a higher rate per view."""


@dataclass(frozen=True, slots=True)
class Facts:
    """`rows` has one row for each period (`when`: 1 now, 0 before), unit and combination of dimensions.

    `units` are the columns of the independent units, or clusters; `n` counts the first. Dimensions are columns of codes
    into `labels`, -1 if unknown. `sums` are the columns of sums that the source has. `daily` has the sums by `when` and
    `day` (days since the start of the period). `fixed_n`: the number of units was chosen, and is not random.
    """

    source: Source
    rows: pl.DataFrame
    units: tuple[str, ...]
    sums: tuple[str, ...]
    labels: Mapping[str, Sequence[str]]
    daily: pl.DataFrame
    fixed_n: bool
    extra: Mapping[str, float] = field(default_factory=dict)
    """Numbers for notes: young videos excluded, purchases attributed to no video …"""

    @property
    def counted(self) -> str:
        """The kind of unit that `n` counts."""
        return {"events": "viewers", "account_days": "days"}.get(self.source, "videos")

    def accounts(self) -> set[str]:
        """Return the accounts with rows in the current period; empty where the source does not know them."""
        if "account" not in self.rows.columns:
            return set()
        codes = self.rows.filter(pl.col("when") == 1, pl.col("account") != UNKNOWN)["account"].unique().to_list()
        return {self.labels["account"][code] for code in codes}

    def metrics(self) -> list[Metric]:
        """Return the metrics that the sums allow, revenue once for each currency."""
        metrics = []
        for metric in METRICS:
            if metric.name == "revenue":
                currencies = sorted(name for name in self.sums if name.startswith("revenue:"))
                metrics += [Metric("revenue", "money", name, grain="purchase") for name in currencies]
            elif metric.of in self.sums and (metric.over is None or metric.over in self.sums):
                metrics.append(metric)
        return metrics

    def exposure(self, metric: Metric) -> str | None:
        """Return the sum of views that a count is divided by for a rate; None if it has none."""
        if metric.name not in PER_VIEW and metric.name != "revenue":
            return None
        known_views = f"views@{metric.of}"
        return known_views if known_views in self.sums else "views" if "views" in self.sums else None

    def has_dimension(self, dimension: str) -> bool:
        """Whether any row of the current period has a known value of the dimension."""
        if dimension not in self.rows.columns:
            return False
        return bool(self.rows.filter(pl.col("when") == 1, pl.col(dimension) != UNKNOWN).height)


def unit_of(metric: Metric) -> str:
    """Return the unit as it stands in reports: a currency is its code."""
    return metric.of.removeprefix("revenue:") if metric.unit == "money" else metric.unit


@dataclass(frozen=True, slots=True)
class Cells:
    """Sums of both periods for each combination of a unit and a value of a dimension.

    `unit` and `value` are codes (cells,); `now` and `before` are (cells, sums); `unit_now` and `unit_before` are the
    sums of each unit over all values (units, sums).
    """

    unit: Ints
    value: Ints
    now: Floats
    before: Floats
    unit_now: Floats
    unit_before: Floats
    n_values: int


def tabulate_cells(facts: Facts, unit: str, dimension: str | None) -> Cells:
    """Sum the facts by unit and dimension; without a dimension there is one value, code 0.

    Unknown values get the last code, so that the parts add up to the total.
    """
    keys = [unit] if dimension is None else [unit, dimension]
    rows = facts.rows
    table = (
        rows.group_by(["when", *keys], maintain_order=True)
        .agg(pl.col(name).sum() for name in facts.sums)
        .sort(["when", *keys])
    )
    sums = table.select(facts.sums).to_numpy().astype(np.float64)
    unit_codes, units = np.unique(table[unit].to_numpy(), return_inverse=True)
    n_values = 1 if dimension is None else len(facts.labels[dimension]) + 1
    codes = np.zeros(len(units), np.int64) if dimension is None else table[dimension].to_numpy().astype(np.int64)
    codes = np.where(codes == UNKNOWN, n_values - 1, codes)
    when = table["when"].to_numpy()
    cell_keys, cell_of_row = np.unique(units * n_values + codes, return_inverse=True)
    cell_sums = np.zeros((2, len(cell_keys), len(facts.sums)))
    unit_sums = np.zeros((2, len(unit_codes), len(facts.sums)))
    for period in (0, 1):
        in_period = when == period
        cell_sums[period][cell_of_row[in_period]] = sums[in_period]
        np.add.at(unit_sums[period], units[in_period], sums[in_period])
    return Cells(
        unit=cell_keys // n_values,
        value=cell_keys % n_values,
        now=cell_sums[1],
        before=cell_sums[0],
        unit_now=unit_sums[1],
        unit_before=unit_sums[0],
        n_values=n_values,
    )


def encode_labels(rows: pl.DataFrame, names: Sequence[str]) -> tuple[pl.DataFrame, dict[str, list[str]]]:
    """Replace text columns by codes into sorted labels, -1 for unknown."""
    labels: dict[str, list[str]] = {}
    for name in names:
        labels[name] = sorted(rows[name].drop_nulls().unique().to_list())
        codes = rows[name].cast(pl.Enum(labels[name])).to_physical().cast(pl.Int32).fill_null(UNKNOWN)
        rows = rows.with_columns(codes.alias(name))
    return rows, labels


def add_derived_sums(rows: pl.DataFrame, *, nulls: bool) -> pl.DataFrame:
    """Add the sums that follow from others: engagements, shares and comments, and the trials of a click.

    With `nulls` a count may be unknown in a row; its rate then uses only the views of the rows in which it is known.
    """
    columns = set(rows.columns)
    derived: dict[str, pl.Expr] = {}
    engagements = [pl.col(name) for name in _ENGAGEMENTS if name in columns]
    if engagements:
        known = pl.any_horizontal(column.is_not_null() for column in engagements)
        derived["engagements"] = pl.when(known).then(pl.sum_horizontal(column.fill_null(0) for column in engagements))
        derived["engagement_views"] = pl.when(known).then(pl.col("views"))
    sharing = [pl.col(name) for name in ("shares", "comments") if name in columns]
    if sharing:
        known = pl.any_horizontal(column.is_not_null() for column in sharing)
        derived["shares_comments"] = pl.when(known).then(pl.sum_horizontal(column.fill_null(0) for column in sharing))
    rows = rows.with_columns(**derived)
    if "impressions" in columns:
        hits = "clicks" if "clicks" in columns and bool(rows["clicks"].sum()) else "views"
        trial = pl.col("impressions").is_not_null() & pl.col(hits).is_not_null()
        rows = rows.with_columns(
            ctr_hits=pl.when(trial).then(pl.col(hits)), ctr_trials=pl.when(trial).then(pl.col("impressions"))
        )
    if nulls:
        rows = rows.with_columns(
            pl.when(pl.col(name).is_not_null()).then(pl.col("views")).alias(f"views@{name}")
            for name in PER_VIEW
            if name in rows.columns
        )
    return rows
