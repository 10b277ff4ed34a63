"""Names of records: 64 bits that follow from their fields alone, on every machine and in every release.

Texts are hashed by BLAKE2b, numbers are taken as their 64 bits, and both are mixed by the finaliser of SplitMix64
(Steele, Lea & Flood 2014), column by column.
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
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_NOTHING = np.uint64(0xD1B54A32D192ED03)
"""Stands for an unknown value."""
_MOST_NAMES = 400_000
_FEW_TEXTS = 16_384


def hashed(text: str) -> int:
    """64 bits of a text."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


_known_hash = lru_cache(_FEW_TEXTS)(hashed)


def hashes(texts: pl.Series) -> Hashes:
    """64 bits of each text; each distinct one is hashed once."""
    if texts.null_count() == len(texts):
        return np.full(len(texts), _NOTHING)
    encoded = texts.to_arrow().dictionary_encode()
    # Videos and actions come again in every group of rows; where nearly each text is another one, nothing is kept.
    of = _known_hash if len(encoded.dictionary) <= _FEW_TEXTS else hashed
    known: Hashes = np.array([of(text) for text in encoded.dictionary.to_pylist()], np.uint64)
    if not encoded.null_count:
        found: Hashes = known[encoded.indices.to_numpy()]
        return found
    codes = encoded.indices.fill_null(0).to_numpy()
    return np.where(texts.is_null().to_numpy(), _NOTHING, known[codes])


def bits(values: pl.Series) -> Hashes:
    """The 64 bits of numbers; -0.0 is 0.0, and nothing has bits of its own."""
    if values.dtype == pl.Float64:
        floats = values.fill_null(np.nan).to_numpy() + 0.0
        made = np.asarray(floats, np.float64).view(np.uint64).copy()
    else:
        made = values.cast(pl.Int64).fill_null(0).to_numpy().astype(np.int64).view(np.uint64).copy()
    if values.null_count():
        made[values.is_null().to_numpy()] = _NOTHING
    return made


def mixed(*fields: Hashes | int) -> npt.NDArray[np.int64]:
    """One signed 64-bit name for each row of equally long columns of 64 bits."""
    rows = next(len(field) for field in fields if not isinstance(field, int))
    state = np.full(rows, 0, np.uint64)
    with np.errstate(over="ignore"):
        for field in fields:
            state += _GOLDEN
            state ^= np.uint64(field) if isinstance(field, int) else field
            state ^= state >> np.uint64(30)
            state *= _FIRST
            state ^= state >> np.uint64(27)
            state *= _SECOND
            state ^= state >> np.uint64(31)
    return state.view(np.int64)


def contents(frame: pl.DataFrame, kind: str) -> npt.NDArray[np.int64]:
    """One name for each row of a table of any columns: what it says, column by column, whatever columns it lacks."""
    told = [
        pl.concat_str(
            pl.lit(f"{name}="), pl.col(name).reinterpret(signed=True) if dtype == pl.Float64 else pl.col(name)
        )
        for name, dtype in sorted(frame.schema.items())
    ]
    said = frame.select(pl.concat_str(pl.lit(kind), *told, separator="\x1f", ignore_nulls=True)).to_series()
    return np.array([hashed(text) for text in said.to_list()], np.uint64).view(np.int64)


class Names:
    """Pseudonyms of raw ids with the hashes of both, each made once; holds so many at a time."""

    def __init__(self, key: bytes, *, public: bool) -> None:
        self._key, self._public = key, public
        self._known = self._made(())

    def _made(self, raw: Iterable[str]) -> pl.DataFrame:
        ids = list(raw)
        names = pseudonyms(self._key, ids)
        return pl.DataFrame(
            {
                "raw": pl.Series(ids, dtype=pl.String),
                "name": pl.Series(names, dtype=pl.String),
                "hash": pl.Series([hashed(name) for name in names], dtype=pl.UInt64),
            }
        )

    def of(self, raw: pl.Series) -> pl.DataFrame:
        """The `name` (a pseudonym) and its `hash`, row by row, beside `raw`."""
        asked = pl.DataFrame({"raw": raw})
        distinct = asked.unique().drop_nulls()
        new = distinct.join(self._known, on="raw", how="anti")["raw"].to_list()
        if self._known.height + len(new) > _MOST_NAMES:
            self._known = self._made(distinct["raw"].to_list())
        elif new:
            self._known = pl.concat([self._known, self._made(new)], rechunk=True)
        return asked.join(self._known, on="raw", how="left", maintain_order="left")

    def shown(self, raw: pl.Series) -> pl.DataFrame:
        """As `of`, for viewers: where all ids are public, `name` is the id itself."""
        if not self._public:
            return self.of(raw)
        return pl.DataFrame({"raw": raw, "name": raw, "hash": pl.Series(hashes(raw), dtype=pl.UInt64)})


def video_key(platform: str, video_id: str | None, published: int | None, title: str | None, ordinal: int = 0) -> str:
    """The text that identifies a video: its id on its platform, else when and under which title it was published."""
    if video_id is not None:
        return f"{platform}|id:{video_id}"
    said = hashlib.blake2b((title or "").encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return f"{platform}|at:{'' if published is None else published}|{said}" + (f"|{ordinal}" if ordinal else "")


def video_number(identity: str) -> int:
    """The positive 63-bit number of a video, from its identity."""
    return hashed(identity) >> 1


def event_names(frame: pl.DataFrame) -> npt.NDArray[np.int64]:
    """The names of events, from viewer (or its hash as `viewer_hash`), video_id, time, action and what it carries."""
    viewer = frame["viewer_hash"].to_numpy() if "viewer_hash" in frame.columns else hashes(frame["viewer"])
    return mixed(
        hashed("event"),
        viewer,
        hashes(frame["video_id"]),
        bits(frame["time"]),
        hashes(frame["action"]),
        *(bits(frame[name]) for name in ("watch_seconds", "value")),
        *(hashes(frame[name]) for name in ("currency", "order_id")),
    )


def edge_names(frame: pl.DataFrame) -> npt.NDArray[np.int64]:
    """The names of edges, from the pseudonyms `source_name` and `target_name`, kind, weight and time."""
    return mixed(
        hashed("edge"),
        *(hashes(frame[name]) for name in ("source_name", "target_name", "kind")),
        *(bits(frame[name]) for name in ("weight", "time")),
    )


def told_apart(names: npt.NDArray[np.int64], ordinals: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Names of equal records that are not the same one: the first keeps its name, the n-th gets another."""
    later = ordinals > 0
    if later.any():
        names = names.copy()
        names[later] = mixed(names[later].view(np.uint64), ordinals[later].astype(np.int64).view(np.uint64))
    return names
