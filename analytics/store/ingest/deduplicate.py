"""Stores each record once, and reports for every row whether it was new."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store.database.transaction import RowWriter

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

GROUP_ROWS = 60_000
"""Rows that are sorted and written together: many enough for sequential inserts, few enough to hold several groups."""
_FILTER_BITS = 27
_EXACT_LIMIT = 20_000
_LOAD_THRESHOLD = 50_000
_LOOKUP_LIMIT = 20_000


def sort_by_key(frame: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """Rows sorted by a key, stably; `position` is the index of each row before."""
    numbered = frame.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("position"))
    first, last = (frame[name].to_numpy() for name in (key[0], key[-1]))
    if len(key) != 2 or np.any(first[1:] < first[:-1]):
        return numbered.sort(*key, "position")
    # The file is in order of time: only records of equal time remain to be sorted.
    equal = first[1:] == first[:-1]
    tied = np.flatnonzero(np.append(equal, False) | np.insert(equal, 0, False))
    order = np.arange(len(first))
    order[tied] = tied[np.lexsort((tied, last[tied], first[tied]))]
    return numbered if np.array_equal(order[tied], tied) else numbered[order]


class _IdFilter:
    """The ids stored so far: an exact set while they are few, then a Bloom filter of 16 MB with three bits per id."""

    def __init__(self) -> None:
        self._exact: Ints = np.empty(0, np.int64)
        self._words: npt.NDArray[np.uint64] | None = None

    @staticmethod
    def _bit_positions(ids: Ints) -> list[npt.NDArray[np.uint64]]:
        bits = ids.view(np.uint64)
        mask = np.uint64((1 << _FILTER_BITS) - 1)
        return [bits & mask, (bits >> np.uint64(18)) & mask, (bits >> np.uint64(64 - _FILTER_BITS)) & mask]

    def add(self, ids: Ints) -> None:
        """Add ids."""
        if self._words is None:
            self._exact = np.union1d(self._exact, ids)
            if len(self._exact) <= _EXACT_LIMIT:
                return
            self._words, ids, self._exact = (
                np.zeros(1 << (_FILTER_BITS - 6), np.uint64),
                self._exact,
                np.empty(0, np.int64),
            )
        for positions in self._bit_positions(ids):
            np.bitwise_or.at(self._words, positions >> np.uint64(6), np.uint64(1) << (positions & np.uint64(63)))

    def may_contain(self, ids: Ints) -> Bools:
        """Whether each id may have been added; False is certain."""
        if self._words is None:
            return np.isin(ids, self._exact)
        hits = np.ones(len(ids), bool)
        for positions in self._bit_positions(ids):
            hits &= (self._words[positions >> np.uint64(6)] >> (positions & np.uint64(63))) & np.uint64(1) == 1
        return hits


class Deduplicator:
    """Writes one table of records with a 64-bit `id`, clustered by `key`; `kind` is the prefix of its repeats table.

    Groups of rows come in the order of the file.
    """

    def __init__(self, writer: RowWriter, table: str, kind: str, key: Sequence[str], import_id: int) -> None:
        self._writer, self._table, self._repeats_table, self._key = writer, table, f"{kind}_repeats", tuple(key)
        self._import = import_id
        self._filter = _IdFilter()
        self._loaded = not writer.value(f"SELECT EXISTS (SELECT 1 FROM {table})")
        """Whether all stored ids are in `_filter`."""
        self._highest = -(2**63) if self._loaded else writer.integer(f"SELECT max({self._key[0]}) FROM {table}")
        """The largest first column of a stored key: a row above it is new without a lookup."""
        self.fingerprint = 0

    def store(self, frame: pl.DataFrame) -> Bools:
        """Store rows (`id` and the columns of the table except `import`), and return for each whether it was new.

        A column `position` says that the rows are sorted by `sort_by_key` already.
        """
        ordered = frame if "position" in frame.columns else sort_by_key(frame, self._key)
        ids = ordered["id"].to_numpy()
        repeated = np.zeros(len(ids), bool)
        repeated[1:] = ids[1:] == ids[:-1]
        owners = self._find_owners(ordered, ids, repeated)
        is_new = ~repeated & (owners < 0)
        import_column = pl.lit(self._import, pl.Int64).alias("import")
        duplicates = np.unique(ids[(owners >= 0) & (owners != self._import)])
        if len(duplicates):
            self._writer.append_new(
                self._repeats_table,
                pl.DataFrame({"id": duplicates}).with_columns(import_column),
            )
        rows = ordered.drop("position") if is_new.all() else ordered.drop("position").filter(pl.Series(is_new))
        self._writer.append(self._table, rows.with_columns(import_column))
        self._record(ordered[self._key[0]].to_numpy(), ids[is_new])
        self.fingerprint = (self.fingerprint + int(ids[is_new].view(np.uint64).sum(dtype=np.uint64))) % 2**64
        if ordered is frame:
            return is_new
        result = np.empty(len(ids), bool)
        result[ordered["position"].to_numpy()] = is_new
        return result

    def _record(self, times: Ints, ids: Ints) -> None:
        """Record which ids were stored. While rows come in order, the highest key is enough and no filter is kept."""
        if len(self._key) > 1 and len(times) and int(times[0]) >= self._highest:
            self._loaded = self._loaded and not len(ids)
        elif self._loaded:
            self._filter.add(ids)
        self._highest = max(self._highest, int(times.max(initial=-(2**63))))

    def _load(self) -> None:
        for batch in self._writer.batches(f"SELECT id FROM {self._table}"):
            self._filter.add(batch["id"].to_numpy())
        self._loaded = True

    def _find_owners(self, ordered: pl.DataFrame, ids: Ints, repeated: Bools) -> Ints:
        """The import under which each row is stored; -1 for rows that are not stored yet."""
        owners = np.full(len(ids), -1, np.int64)
        uncertain = ~repeated & (ordered[self._key[0]].to_numpy() <= self._highest)
        if not self._loaded and int(uncertain.sum()) >= _LOAD_THRESHOLD:
            self._load()
        if self._loaded:
            uncertain &= self._filter.may_contain(ids)
        positions = np.flatnonzero(uncertain)
        if not len(positions):
            return owners
        keys = ordered.select(*self._key)[positions]
        matches = self._look_up(keys) if len(positions) <= _LOOKUP_LIMIT else self._scan_range(keys)
        if matches.height:
            owned = matches.unique("id").sort("id")
            owned_ids = owned["id"].to_numpy()
            index = np.searchsorted(owned_ids, ids[positions]).clip(0, len(owned_ids) - 1)
            hit = owned_ids[index] == ids[positions]
            owners[positions[hit]] = owned["import"].to_numpy()[index[hit]]
        return owners

    def _look_up(self, keys: pl.DataFrame) -> pl.DataFrame:
        condition = " AND ".join(f"{name} = ?" for name in self._key)
        return self._writer.rows_for_each(f'SELECT id, "import" FROM {self._table} WHERE {condition}', keys)

    def _scan_range(self, keys: pl.DataFrame) -> pl.DataFrame:
        """The stored rows of these ids, by one scan of their key range: faster than many single lookups."""
        first = self._key[0]
        low, high = keys[first].min(), keys[first].max()
        ids = keys.select("id").unique()
        matches = [
            batch.join(ids, on="id", how="semi")
            for batch in self._writer.batches(
                f'SELECT id, "import" FROM {self._table} WHERE {first} BETWEEN ? AND ?', (low, high)
            )
        ]
        return pl.concat(matches) if matches else pl.DataFrame(schema={"id": pl.Int64, "import": pl.Int64})
