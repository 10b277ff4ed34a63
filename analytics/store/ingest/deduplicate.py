"""Where records go: each is stored once, and every row is told whether it was new."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store.database.transaction import RowWriter

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

GROUP_ROWS = 60_000
"""Rows that are sorted and written together: enough for the tree to be walked in order, few enough to hold several."""
_BITS = 27
_FEW = 20_000
_WORTH_LOADING = 50_000
_ONE_BY_ONE = 20_000


def in_order(frame: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """Rows in the order of a key, equal ones in that of the file; `place` is where each stood."""
    numbered = frame.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("place"))
    first, last = (frame[name].to_numpy() for name in (key[0], key[-1]))
    if len(key) != 2 or np.any(first[1:] < first[:-1]):
        return numbered.sort(*key, "place")
    # A file in order of time: only records of one moment are still to be ordered.
    equal = first[1:] == first[:-1]
    tied = np.flatnonzero(np.append(equal, False) | np.insert(equal, 0, False))
    order = np.arange(len(first))
    order[tied] = tied[np.lexsort((tied, last[tied], first[tied]))]
    return numbered if np.array_equal(order[tied], tied) else numbered[order]


class _Seen:
    """Which names have been stored, perhaps: the names themselves while they are few, then a Bloom filter.

    The filter has a fixed size (16 MB) and three bits a name.
    """

    def __init__(self) -> None:
        self._few: Ints = np.empty(0, np.int64)
        self._words: npt.NDArray[np.uint64] | None = None

    @staticmethod
    def _places(names: Ints) -> list[npt.NDArray[np.uint64]]:
        bits = names.view(np.uint64)
        mask = np.uint64((1 << _BITS) - 1)
        return [bits & mask, (bits >> np.uint64(18)) & mask, (bits >> np.uint64(64 - _BITS)) & mask]

    def add(self, names: Ints) -> None:
        """Remember names."""
        if self._words is None:
            self._few = np.union1d(self._few, names)
            if len(self._few) <= _FEW:
                return
            self._words, names, self._few = np.zeros(1 << (_BITS - 6), np.uint64), self._few, np.empty(0, np.int64)
        for place in self._places(names):
            np.bitwise_or.at(self._words, place >> np.uint64(6), np.uint64(1) << (place & np.uint64(63)))

    def perhaps(self, names: Ints) -> Bools:
        """Of each name, whether it may be known; a no is certain."""
        if self._words is None:
            return np.isin(names, self._few)
        found = np.ones(len(names), bool)
        for place in self._places(names):
            found &= (self._words[place >> np.uint64(6)] >> (place & np.uint64(63))) & np.uint64(1) == 1
        return found


class Deduplicator:
    """One table of records with a 64-bit `id`, clustered by `key`; `kind` names its table of repeats.

    Groups of rows are taken in the order of the file.
    """

    def __init__(self, writer: RowWriter, table: str, kind: str, key: Sequence[str], number: int) -> None:
        self._writer, self._table, self._repeats, self._key = writer, table, f"{kind}_repeats", tuple(key)
        self._number = number
        self._seen = _Seen()
        self._loaded = not writer.value(f"SELECT EXISTS (SELECT 1 FROM {table})")
        """Whether all stored names are in `_seen`."""
        self._highest = -(2**63) if self._loaded else writer.number(f"SELECT max({self._key[0]}) FROM {table}")
        """The largest first part of a stored key: what lies above it is new without a question."""
        self.fingerprint = 0

    def take(self, frame: pl.DataFrame) -> Bools:
        """Store rows (`id` and the columns of the table but `import`); of each, whether it was new.

        Rows may come `in_order` already; `place` then only says so.
        """
        ordered = frame if "place" in frame.columns else in_order(frame, self._key)
        ids = ordered["id"].to_numpy()
        again = np.zeros(len(ids), bool)
        again[1:] = ids[1:] == ids[:-1]
        owners = self._owners(ordered, ids, again)
        fresh = ~again & (owners < 0)
        others = np.unique(ids[(owners >= 0) & (owners != self._number)])
        if len(others):
            self._writer.put_new(
                self._repeats, pl.DataFrame({"id": others}).with_columns(pl.lit(self._number, pl.Int64).alias("import"))
            )
        stored = ordered.drop("place") if fresh.all() else ordered.drop("place").filter(pl.Series(fresh))
        self._writer.put(self._table, stored.with_columns(pl.lit(self._number, pl.Int64).alias("import")))
        self._remember(ordered[self._key[0]].to_numpy(), ids[fresh])
        self.fingerprint = (self.fingerprint + int(ids[fresh].view(np.uint64).sum(dtype=np.uint64))) % 2**64
        if ordered is frame:
            return fresh
        new = np.empty(len(ids), bool)
        new[ordered["place"].to_numpy()] = fresh
        return new

    def _remember(self, firsts: Ints, names: Ints) -> None:
        """Note what was stored; rows that only ever came in order are told apart by their keys alone."""
        if len(self._key) > 1 and len(firsts) and int(firsts[0]) >= self._highest:
            self._loaded = self._loaded and not len(names)
        elif self._loaded:
            self._seen.add(names)
        self._highest = max(self._highest, int(firsts.max(initial=-(2**63))))

    def _load(self) -> None:
        for batch in self._writer.batches(f"SELECT id FROM {self._table}"):
            self._seen.add(batch["id"].to_numpy())
        self._loaded = True

    def _owners(self, ordered: pl.DataFrame, ids: Ints, again: Bools) -> Ints:
        """The import that each row is stored under; -1 for rows that are not stored yet."""
        owners = np.full(len(ids), -1, np.int64)
        doubtful = ~again & (ordered[self._key[0]].to_numpy() <= self._highest)
        if not self._loaded and int(doubtful.sum()) >= _WORTH_LOADING:
            self._load()
        if self._loaded:
            doubtful &= self._seen.perhaps(ids)
        places = np.flatnonzero(doubtful)
        if not len(places):
            return owners
        asked = ordered.select(*self._key)[places]
        found = self._asked(asked) if len(places) <= _ONE_BY_ONE else self._ranged(asked)
        if found.height:
            known = found.unique("id").sort("id")
            names = known["id"].to_numpy()
            at = np.searchsorted(names, ids[places]).clip(0, len(names) - 1)
            hit = names[at] == ids[places]
            owners[places[hit]] = known["import"].to_numpy()[at[hit]]
        return owners

    def _asked(self, asked: pl.DataFrame) -> pl.DataFrame:
        keys = " AND ".join(f"{name} = ?" for name in self._key)
        return self._writer.each(f'SELECT id, "import" FROM {self._table} WHERE {keys}', asked)

    def _ranged(self, asked: pl.DataFrame) -> pl.DataFrame:
        """All stored rows between the first and the last that are asked for: faster than many single questions."""
        first = self._key[0]
        low, high = asked[first].min(), asked[first].max()
        names = asked.select("id").unique()
        found = [
            batch.join(names, on="id", how="semi")
            for batch in self._writer.batches(
                f'SELECT id, "import" FROM {self._table} WHERE {first} BETWEEN ? AND ?', (low, high)
            )
        ]
        return pl.concat(found) if found else pl.DataFrame(schema={"id": pl.Int64, "import": pl.Int64})
