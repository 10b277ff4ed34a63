"""Ids of records: 64-bit hashes that depend on the fields of a record only, on every machine and in every release.

Texts are hashed by BLAKE2b, numbers are taken as their 64 bits, and both are mixed column by column by the finaliser
of SplitMix64 (Steele, Lea & Flood 2014).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.vocabulary.privacy import pseudonyms

Hashes = npt.NDArray[np.uint64]
_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_MULTIPLIER_1, _MULTIPLIER_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_NULL = np.uint64(0xD1B54A32D192ED03)
"""The hash of null."""
_MAX_NAMES = 400_000
_CACHED_TEXTS = 16_384


def hash_text(text: str) -> int:
    """The 64-bit hash of a text."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


_cached_hash = lru_cache(_CACHED_TEXTS)(hash_text)


def hash_texts(texts: pl.Series) -> Hashes:
    """The 64-bit hash of each text; each distinct text is hashed once."""
    if texts.null_count() == len(texts):
        return np.full(len(texts), _NULL)
    encoded = texts.to_arrow().dictionary_encode()
    # Video ids and actions recur in every group of rows and are cached; columns of many distinct texts are not.
    hash_one = _cached_hash if len(encoded.dictionary) <= _CACHED_TEXTS else hash_text
    hashes: Hashes = np.array([hash_one(text) for text in encoded.dictionary.to_pylist()], np.uint64)
    if not encoded.null_count:
        all_hashes: Hashes = hashes[encoded.indices.to_numpy()]
        return all_hashes
    codes = encoded.indices.fill_null(0).to_numpy()
    return np.where(texts.is_null().to_numpy(), _NULL, hashes[codes])


def number_bits(values: pl.Series) -> Hashes:
    """The 64 bits of each number; -0.0 counts as 0.0, and null has a value of its own."""
    if values.dtype == pl.Float64:
        floats = values.fill_null(np.nan).to_numpy() + 0.0
        bits = np.asarray(floats, np.float64).view(np.uint64).copy()
    else:
        bits = values.cast(pl.Int64).fill_null(0).to_numpy().astype(np.int64).view(np.uint64).copy()
    if values.null_count():
        bits[values.is_null().to_numpy()] = _NULL
    return bits


def mix_bits(*fields: Hashes | int) -> npt.NDArray[np.int64]:
    """One signed 64-bit id for each row of equally long columns of 64 bits."""
    rows = next(len(field) for field in fields if not isinstance(field, int))
    state = np.full(rows, 0, np.uint64)
    with np.errstate(over="ignore"):
        for field in fields:
            state += _GAMMA
            state ^= np.uint64(field) if isinstance(field, int) else field
            state ^= state >> np.uint64(30)
            state *= _MULTIPLIER_1
            state ^= state >> np.uint64(27)
            state *= _MULTIPLIER_2
            state ^= state >> np.uint64(31)
    return state.view(np.int64)


def content_ids(frame: pl.DataFrame, kind: str) -> npt.NDArray[np.int64]:
    """One id for each row of a table with any columns; null cells and absent columns give the same id."""
    cells = [
        pl.concat_str(
            pl.lit(f"{name}="), pl.col(name).reinterpret(signed=True) if dtype == pl.Float64 else pl.col(name)
        )
        for name, dtype in sorted(frame.schema.items())
    ]
    texts = frame.select(pl.concat_str(pl.lit(kind), *cells, separator="\x1f", ignore_nulls=True)).to_series()
    return np.array([hash_text(text) for text in texts.to_list()], np.uint64).view(np.int64)


class Pseudonyms:
    """A bounded cache of the pseudonyms of raw ids and their hashes."""

    def __init__(self, key: bytes, *, public: bool) -> None:
        self._key, self._public = key, public
        self._cache = self._compute(())

    def _compute(self, raw: Iterable[str]) -> pl.DataFrame:
        ids = list(raw)
        names = pseudonyms(self._key, ids)
        return pl.DataFrame(
            {
                "raw": pl.Series(ids, dtype=pl.String),
                "name": pl.Series(names, dtype=pl.String),
                "hash": pl.Series([hash_text(name) for name in names], dtype=pl.UInt64),
            }
        )

    def look_up(self, raw: pl.Series) -> pl.DataFrame:
        """The pseudonym (`name`) and its `hash` of each raw id, row by row: raw, name, hash."""
        rows = pl.DataFrame({"raw": raw})
        distinct = rows.unique().drop_nulls()
        new = distinct.join(self._cache, on="raw", how="anti")["raw"].to_list()
        if self._cache.height + len(new) > _MAX_NAMES:
            self._cache = self._compute(distinct["raw"].to_list())
        elif new:
            self._cache = pl.concat([self._cache, self._compute(new)], rechunk=True)
        return rows.join(self._cache, on="raw", how="left", maintain_order="left")

    def for_viewers(self, raw: pl.Series) -> pl.DataFrame:
        """As `look_up`; where all ids are public, `name` is the raw id."""
        if not self._public:
            return self.look_up(raw)
        return pl.DataFrame({"raw": raw, "name": raw, "hash": pl.Series(hash_texts(raw), dtype=pl.UInt64)})


def video_identity(
    platform: str, video_id: str | None, published: int | None, title: str | None, ordinal: int = 0
) -> str:
    """The text that identifies a video: its id on its platform, else its publication time and title."""
    if video_id is not None:
        return f"{platform}|id:{video_id}"
    digest = hashlib.blake2b((title or "").encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{platform}|at:{'' if published is None else published}|{digest}" + (f"|{ordinal}" if ordinal else "")


def video_number(identity: str) -> int:
    """The positive 63-bit number of a video, a hash of its identity."""
    return hash_text(identity) >> 1


def event_ids(frame: pl.DataFrame) -> npt.NDArray[np.int64]:
    """The ids of events, from viewer (or its hash `viewer_hash`), video_id, time, action and the other columns."""
    viewer = frame["viewer_hash"].to_numpy() if "viewer_hash" in frame.columns else hash_texts(frame["viewer"])
    return mix_bits(
        hash_text("event"),
        viewer,
        hash_texts(frame["video_id"]),
        number_bits(frame["time"]),
        hash_texts(frame["action"]),
        *(number_bits(frame[name]) for name in ("watch_seconds", "value")),
        *(hash_texts(frame[name]) for name in ("currency", "order_id")),
    )


def edge_ids(frame: pl.DataFrame) -> npt.NDArray[np.int64]:
    """The ids of edges, from the pseudonyms `source_name` and `target_name`, kind, weight and time."""
    return mix_bits(
        hash_text("edge"),
        *(hash_texts(frame[name]) for name in ("source_name", "target_name", "kind")),
        *(number_bits(frame[name]) for name in ("weight", "time")),
    )


def distinct_ids(ids: npt.NDArray[np.int64], ordinals: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Ids that distinguish different records with equal fields: ordinal 0 keeps its id, later ones get another."""
    later = ordinals > 0
    if later.any():
        ids = ids.copy()
        ids[later] = mix_bits(ids[later].view(np.uint64), ordinals[later].astype(np.int64).view(np.uint64))
    return ids
