"""Sums of each viewer's events: exact in whatever order events come, and the sum of two sets is that of their union."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store.events.column_files import ACTIONS
from analytics.store.events.event_selection import CODE, Ints

Floats = npt.NDArray[np.float64]

_NIGHT = (22, 23, 0, 1, 2, 3, 4, 5)
_FINE = float(2**20)
"""Sums are of whole multiples of 2^-20, so that no order of rows changes them."""
_CELLS = 1 << 26
"""The most cells of a table of viewers by something else that is counted densely."""
_DAYS, _NO_DAY = 1 << 20, 1 << 19
_KINDS = 1 << 28


@dataclass(frozen=True, slots=True)
class ViewerSums:
    """Sums of the viewers in `hashes`, row by row in `columns`; `last` is the largest time.

    `days` has the different days of each viewer and `kind_keys` the different kinds of their views (places in `kinds`),
    both as sorted numbers that begin with the viewer's row, with the number of views of each.
    """

    hashes: npt.NDArray[np.uint64]
    columns: dict[str, npt.NDArray[Any]] = field(repr=False)
    days: Ints = field(repr=False)
    kinds: list[str] = field(repr=False)
    kind_keys: Ints = field(repr=False)
    kind_views: Ints = field(repr=False)

    @classmethod
    def of(cls, events: pl.DataFrame, hashes: npt.NDArray[np.uint64]) -> ViewerSums:
        """Sums of events (as `meant.told` gives them), whose viewers are rows of `hashes`."""
        people = len(hashes)
        who = events["viewer"].to_numpy().astype(np.int64)
        cells = np.bincount(who * len(ACTIONS) + events["action"].to_numpy(), minlength=people * len(ACTIONS))
        counts = cells.reshape(people, len(ACTIONS))
        watch, length = events["watch"].to_numpy(), events["duration"].to_numpy()
        timed = ~np.isnan(watch)
        measured = timed & (length > 0)
        part = np.clip(watch[measured] / length[measured], 0, 1)
        last = np.full(people, np.iinfo(np.int64).min)
        np.maximum.at(last, who, events["time"].to_numpy())
        days = _different(who, events["day"].to_numpy().astype(np.int64) + _NO_DAY, _DAYS, people)
        kinds, keys, views = _of_kinds(events)
        columns = {
            **{name: counts[:, code].copy() for name, code in CODE.items()},
            "events": counts.sum(1),
            "watched": _summed(watch[timed], who[timed], people),
            "timed": np.bincount(who[timed], minlength=people),
            "completed": _summed(part, who[measured], people),
            "completed_squares": _summed(part**2, who[measured], people),
            "measured": np.bincount(who[measured], minlength=people),
            "night": np.bincount(who[np.isin(events["hour"].to_numpy(), _NIGHT)], minlength=people),
            "last": last,
            "days": np.bincount(days // _DAYS, minlength=people),
            "kinded": np.bincount(keys // _KINDS, views, people).astype(np.int64),
            "alike": np.bincount(keys // _KINDS, views * (views - 1), people).astype(np.int64),
        }
        return cls(hashes, columns, days, kinds, keys, views)

    def with_more(self, more: ViewerSums) -> ViewerSums:
        """The sums of both; no event may be in both."""
        order = np.argsort(self.hashes)
        found = np.searchsorted(self.hashes, more.hashes, sorter=order).clip(0, max(0, len(order) - 1))
        known = self.hashes[order[found]] == more.hashes if len(order) else np.zeros(len(more.hashes), bool)
        rows = np.empty(len(more.hashes), np.int64)
        rows[known] = order[found[known]]
        rows[~known] = len(self.hashes) + np.arange(int((~known).sum()))
        hashes = np.concatenate([self.hashes, more.hashes[~known]])
        columns = {name: self._added(name, more, rows, len(hashes)) for name in self.columns}
        fresh, days = _merged(self.days, np.sort(rows[more.days // _DAYS] * _DAYS + more.days % _DAYS))
        columns["days"] = _stretched(self.columns["days"], len(hashes), 0)
        np.add.at(columns["days"], fresh // _DAYS, 1)
        kinds, keys, views = self._with_kinds(more, rows, columns, len(hashes))
        return ViewerSums(hashes, columns, days, kinds, keys, views)

    def _added(self, name: str, more: ViewerSums, rows: Ints, people: int) -> npt.NDArray[Any]:
        if name == "last":
            last = _stretched(self.columns[name], people, np.iinfo(np.int64).min)
            last[rows] = np.maximum(last[rows], more.columns[name])
            return last
        total = _stretched(self.columns[name], people, 0)
        total[rows] += more.columns[name]
        return total

    def _with_kinds(
        self, more: ViewerSums, rows: Ints, columns: dict[str, npt.NDArray[Any]], people: int
    ) -> tuple[list[str], Ints, Ints]:
        places = {kind: place for place, kind in enumerate(self.kinds)}
        kinds = [*self.kinds, *(kind for kind in more.kinds if kind not in places)]
        places = {kind: place for place, kind in enumerate(kinds)}
        codes = np.array([places[kind] for kind in more.kinds], np.int64)
        keys = rows[more.kind_keys // _KINDS] * _KINDS + (codes[more.kind_keys % _KINDS] if len(codes) else 0)
        order = np.argsort(keys)
        keys, views = keys[order], more.kind_views[order]
        at = np.searchsorted(self.kind_keys, keys)
        known = np.zeros(len(keys), bool)
        inside = at < len(self.kind_keys)
        known[inside] = self.kind_keys[at[inside]] == keys[inside]
        before = np.zeros(len(keys), np.int64)
        before[known] = self.kind_views[at[known]]
        after = before + views
        columns["alike"] = _stretched(self.columns["alike"], people, 0)
        np.add.at(columns["alike"], keys // _KINDS, after * (after - 1) - before * (before - 1))
        counts = self.kind_views.copy()
        counts[at[known]] = after[known]
        return (
            kinds,
            np.insert(self.kind_keys, at[~known], keys[~known]),
            np.insert(counts, at[~known], after[~known]),
        )

    def table(self) -> pl.DataFrame:
        """One row a viewer (`hash`) who did anything: sums, purchases less refunds, pairs of views and those apart."""
        columns = self.columns
        pairs = columns["kinded"] * (columns["kinded"] - 1)
        made = {name: values for name, values in columns.items() if name not in {"kinded", "alike"}}
        made["purchase"] = np.maximum(columns["purchase"] - columns["refund"], 0)
        kinded = columns["kinded"] > 0
        frame = pl.DataFrame(
            {
                "hash": self.hashes,
                **made,
                "pairs": pl.Series(pairs.astype(np.float64)).set(pl.Series(~kinded), None),
                "apart": pl.Series((pairs - columns["alike"]).astype(np.float64)).set(pl.Series(~kinded), None),
            }
        )
        return frame.filter(pl.col("events") > 0)


def _summed(values: Floats, of: Ints, people: int) -> Floats:
    return np.bincount(of, np.rint(values * _FINE), people) / _FINE


def _stretched(values: npt.NDArray[Any], people: int, fill: int) -> npt.NDArray[Any]:
    return np.concatenate([values, np.full(people - len(values), fill, values.dtype)])


def _different(who: Ints, what: Ints, width: int, people: int) -> Ints:
    """The different pairs of who and what, as sorted numbers who * width + what."""
    if not len(what):
        return np.empty(0, np.int64)
    low = int(what.min())
    span = int(what.max()) - low + 1
    if people * span > _CELLS:
        return np.unique(who * width + what)
    seen = np.zeros(people * span, bool)
    seen[who * span + (what - low)] = True
    places = np.flatnonzero(seen)
    return places // span * width + places % span + low


def _merged(before: Ints, more: Ints) -> tuple[Ints, Ints]:
    """The sorted numbers that are new, and all of them."""
    at = np.searchsorted(before, more)
    known = np.zeros(len(more), bool)
    inside = at < len(before)
    known[inside] = before[at[inside]] == more[inside]
    return more[~known], np.insert(before, at[~known], more[~known])


def _of_kinds(events: pl.DataFrame) -> tuple[list[str], Ints, Ints]:
    views = events.select("viewer", "kind", "action").filter(
        (pl.col("action") == CODE["view"]) & pl.col("kind").is_not_null()
    )
    kinds = views["kind"].unique().sort()
    places = pl.DataFrame({"kind": kinds}).with_row_index("place")
    keyed = views.join(places, on="kind").select(
        key=pl.col("viewer").cast(pl.Int64) * _KINDS + pl.col("place").cast(pl.Int64)
    )
    each = keyed.group_by("key").agg(n=pl.len().cast(pl.Int64)).sort("key")
    return kinds.to_list(), each["key"].to_numpy(), each["n"].to_numpy()
