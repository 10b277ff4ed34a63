"""Exact, mergeable sums of each viewer's events: the order of events does not matter, and sums of disjoint sets add."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store.events.column_files import ACTION_CODES, ACTIONS
from analytics.store.events.event_selection import UNKNOWN_HOUR, Ints

Floats = npt.NDArray[np.float64]

NIGHT_HOURS = (22, 23, 0, 1, 2, 3, 4, 5)
_SCALE = float(2**20)
"""Values are rounded to multiples of 2^-20 before they are summed, so that the order of rows changes no sum."""
_MAX_CELLS = 1 << 26
"""Tables of viewers by values are dense up to this number of cells."""
_DAY_RANGE, _DAY_OFFSET = 1 << 20, 1 << 19
_KIND_RANGE = 1 << 28


@dataclass(frozen=True, slots=True)
class ViewerSums:
    """Sums of each viewer in `hashes`, one array per sum in `columns`; `last` is the time of the last event.

    `days` has the distinct days of each viewer, `kind_keys` the distinct kinds of their views (indices into `kinds`)
    with the number of views of each in `kind_views`. Both are sorted keys: the viewer's row times a range, plus a day
    or kind. `kinded` counts views of a known kind, `clocked` events of a known hour, `alike` the ordered pairs of a
    viewer's views of one kind.
    """

    hashes: npt.NDArray[np.uint64]
    columns: dict[str, npt.NDArray[Any]] = field(repr=False)
    days: Ints = field(repr=False)
    kinds: list[str] = field(repr=False)
    kind_keys: Ints = field(repr=False)
    kind_views: Ints = field(repr=False)

    @classmethod
    def from_events(cls, events: pl.DataFrame, hashes: npt.NDArray[np.uint64]) -> ViewerSums:
        """Sums of events from `select_events`, whose viewers are rows of `hashes`."""
        n_viewers = len(hashes)
        viewer = events["viewer"].to_numpy().astype(np.int64)
        cells = np.bincount(viewer * len(ACTIONS) + events["action"].to_numpy(), minlength=n_viewers * len(ACTIONS))
        counts = cells.reshape(n_viewers, len(ACTIONS))
        watch, length = events["watch"].to_numpy(), events["duration"].to_numpy()
        timed = ~np.isnan(watch)
        measured = timed & (length > 0)
        part = np.clip(watch[measured] / length[measured], 0, 1)
        last = np.full(n_viewers, np.iinfo(np.int64).min)
        np.maximum.at(last, viewer, events["time"].to_numpy())
        days = _distinct_pairs(viewer, events["day"].to_numpy().astype(np.int64) + _DAY_OFFSET, _DAY_RANGE, n_viewers)
        kinds, keys, views = _count_kinds(events)
        hour = events["hour"].to_numpy()
        columns = {
            **{name: counts[:, code].copy() for name, code in ACTION_CODES.items()},
            "events": counts.sum(1),
            "watched": _sum_by_viewer(watch[timed], viewer[timed], n_viewers),
            "timed": np.bincount(viewer[timed], minlength=n_viewers),
            "completed": _sum_by_viewer(part, viewer[measured], n_viewers),
            "completed_squares": _sum_by_viewer(part**2, viewer[measured], n_viewers),
            "measured": np.bincount(viewer[measured], minlength=n_viewers),
            "night": np.bincount(viewer[np.isin(hour, NIGHT_HOURS)], minlength=n_viewers),
            "clocked": np.bincount(viewer[hour != UNKNOWN_HOUR], minlength=n_viewers),
            "last": last,
            "days": np.bincount(days // _DAY_RANGE, minlength=n_viewers),
            "kinded": np.bincount(keys // _KIND_RANGE, views, n_viewers).astype(np.int64),
            "alike": np.bincount(keys // _KIND_RANGE, views * (views - 1), n_viewers).astype(np.int64),
        }
        return cls(hashes, columns, days, kinds, keys, views)

    def merge(self, other: ViewerSums) -> ViewerSums:
        """The sums of both sets of events, which must be disjoint."""
        order = np.argsort(self.hashes)
        positions = np.searchsorted(self.hashes, other.hashes, sorter=order).clip(0, max(0, len(order) - 1))
        is_known = self.hashes[order[positions]] == other.hashes if len(order) else np.zeros(len(other.hashes), bool)
        rows = np.empty(len(other.hashes), np.int64)
        rows[is_known] = order[positions[is_known]]
        rows[~is_known] = len(self.hashes) + np.arange(int((~is_known).sum()))
        hashes = np.concatenate([self.hashes, other.hashes[~is_known]])
        columns = {name: self._merge_column(name, other, rows, len(hashes)) for name in self.columns}
        new, days = _merge_sorted(
            self.days, np.sort(rows[other.days // _DAY_RANGE] * _DAY_RANGE + other.days % _DAY_RANGE)
        )
        columns["days"] = _extend(self.columns["days"], len(hashes), 0)
        np.add.at(columns["days"], new // _DAY_RANGE, 1)
        kinds, keys, views = self._merge_kinds(other, rows, columns, len(hashes))
        return ViewerSums(hashes, columns, days, kinds, keys, views)

    def _merge_column(self, name: str, other: ViewerSums, rows: Ints, n_viewers: int) -> npt.NDArray[Any]:
        if name == "last":
            last = _extend(self.columns[name], n_viewers, np.iinfo(np.int64).min)
            last[rows] = np.maximum(last[rows], other.columns[name])
            return last
        total = _extend(self.columns[name], n_viewers, 0)
        total[rows] += other.columns[name]
        return total

    def _merge_kinds(
        self, other: ViewerSums, rows: Ints, columns: dict[str, npt.NDArray[Any]], n_viewers: int
    ) -> tuple[list[str], Ints, Ints]:
        kinds = list(dict.fromkeys([*self.kinds, *other.kinds]))
        index = {kind: code for code, kind in enumerate(kinds)}
        codes = np.array([index[kind] for kind in other.kinds], np.int64)
        keys = rows[other.kind_keys // _KIND_RANGE] * _KIND_RANGE + (
            codes[other.kind_keys % _KIND_RANGE] if len(codes) else 0
        )
        order = np.argsort(keys)
        keys, views = keys[order], other.kind_views[order]
        positions = np.searchsorted(self.kind_keys, keys)
        is_known = np.zeros(len(keys), bool)
        inside = positions < len(self.kind_keys)
        is_known[inside] = self.kind_keys[positions[inside]] == keys[inside]
        before = np.zeros(len(keys), np.int64)
        before[is_known] = self.kind_views[positions[is_known]]
        after = before + views
        columns["alike"] = _extend(self.columns["alike"], n_viewers, 0)
        np.add.at(columns["alike"], keys // _KIND_RANGE, after * (after - 1) - before * (before - 1))
        counts = self.kind_views.copy()
        counts[positions[is_known]] = after[is_known]
        return (
            kinds,
            np.insert(self.kind_keys, positions[~is_known], keys[~is_known]),
            np.insert(counts, positions[~is_known], after[~is_known]),
        )

    def table(self) -> pl.DataFrame:
        """One row per viewer (`hash`) with any event: the sums, with purchases net of refunds.

        `pairs` counts the ordered pairs of views of known kind, `apart` those of two different kinds.
        """
        columns = self.columns
        pairs = columns["kinded"] * (columns["kinded"] - 1)
        sums = {name: values for name, values in columns.items() if name not in {"kinded", "alike"}}
        sums["purchase"] = np.maximum(columns["purchase"] - columns["refund"], 0)
        kinded = columns["kinded"] > 0
        frame = pl.DataFrame(
            {
                "hash": self.hashes,
                **sums,
                "pairs": pl.Series(pairs.astype(np.float64)).set(pl.Series(~kinded), None),
                "apart": pl.Series((pairs - columns["alike"]).astype(np.float64)).set(pl.Series(~kinded), None),
            }
        )
        return frame.filter(pl.col("events") > 0)


def _sum_by_viewer(values: Floats, viewer: Ints, n_viewers: int) -> Floats:
    return np.bincount(viewer, np.rint(values * _SCALE), n_viewers) / _SCALE


def _extend(values: npt.NDArray[Any], n_viewers: int, fill: int) -> npt.NDArray[Any]:
    return np.concatenate([values, np.full(n_viewers - len(values), fill, values.dtype)])


def _distinct_pairs(viewer: Ints, value: Ints, width: int, n_viewers: int) -> Ints:
    """The distinct pairs of viewer and value, as sorted keys viewer * width + value."""
    if not len(value):
        return np.empty(0, np.int64)
    low = int(value.min())
    spread = int(value.max()) - low + 1
    if n_viewers * spread > _MAX_CELLS:
        return np.unique(viewer * width + value)
    present = np.zeros(n_viewers * spread, bool)
    present[viewer * spread + (value - low)] = True
    cells = np.flatnonzero(present)
    return cells // spread * width + cells % spread + low


def _merge_sorted(before: Ints, other: Ints) -> tuple[Ints, Ints]:
    """The numbers of `other` that are not in `before`, and the union; all are sorted."""
    positions = np.searchsorted(before, other)
    is_known = np.zeros(len(other), bool)
    inside = positions < len(before)
    is_known[inside] = before[positions[inside]] == other[inside]
    return other[~is_known], np.insert(before, positions[~is_known], other[~is_known])


def _count_kinds(events: pl.DataFrame) -> tuple[list[str], Ints, Ints]:
    """The kinds of the views, the distinct keys of viewer and kind, and the number of views of each."""
    views = events.select("viewer", "kind", "action").filter(
        (pl.col("action") == ACTION_CODES["view"]) & pl.col("kind").is_not_null()
    )
    kinds = views["kind"].unique().sort()
    codes = pl.DataFrame({"kind": kinds}).with_row_index("code")
    keys = views.join(codes, on="kind").select(
        key=pl.col("viewer").cast(pl.Int64) * _KIND_RANGE + pl.col("code").cast(pl.Int64)
    )
    counts = keys.group_by("key").agg(n=pl.len().cast(pl.Int64)).sort("key")
    return kinds.to_list(), counts["key"].to_numpy(), counts["n"].to_numpy()
