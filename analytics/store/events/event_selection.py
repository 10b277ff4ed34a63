"""Mirrored events -> those that a question means, with what is known of their videos and their local times."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store.events.column_files import ACTIONS, ColumnFile
from analytics.vocabulary.units import DAY, HOUR

Ints = npt.NDArray[np.int64]

CODE = {name: code for code, name in enumerate(ACTIONS)}
_EVENTS = {"viewer": pl.UInt32, "video": pl.Int64, "time": pl.Int64, "action": pl.UInt8, "watch": pl.Float64}
_NAMES = {"hash": pl.UInt64, "name": pl.String}
_QUARTER = HOUR // 4


@dataclass(frozen=True, slots=True)
class EventSelection:
    """Which events: those in [low, high) (µs), of `wanted` videos where `narrowed`. Hours and days are those of `zone`.

    `videos` has all videos: video, creator, duration (s), kind (topic, else creator), wanted.
    """

    low: int
    high: int
    zone: str
    narrowed: bool
    videos: pl.DataFrame = field(repr=False)


def together(parts: list[ColumnFile]) -> tuple[list[pl.DataFrame], pl.DataFrame]:
    """The events of all parts with viewers numbered alike, and the viewers (hash, name) by number."""
    if not parts:
        return [pl.DataFrame(schema=_EVENTS)], pl.DataFrame(schema=_NAMES)
    largest = max(parts, key=lambda part: part.names.height)
    others = [part for part in parts if part is not largest]
    more = [part.names.join(largest.names, on="hash", how="anti") for part in others]
    names = pl.concat([largest.names, *more], rechunk=True)
    if len(more) > 1:
        names = names.unique("hash", keep="first", maintain_order=True)
    known = names.select("hash").with_row_index("viewer")
    frames = [largest.events]
    for part in others:
        numbers = part.names.join(known, on="hash", how="left", maintain_order="left")["viewer"]
        frames.append(part.events.with_columns(numbers.gather(part.events["viewer"]).alias("viewer")))
    return frames, names


def told(frames: list[pl.DataFrame], asked: EventSelection) -> pl.DataFrame:
    """The events that are asked for, with their video's creator, duration and kind, local hour and day (since 1970)."""
    inside = pl.col("time").is_between(asked.low, asked.high, closed="left")
    kept = [frame if _within(frame, asked) else frame.filter(inside) for frame in frames]
    events = pl.concat(kept, rechunk=True)
    local = _local(events["time"].to_numpy(), asked.zone)
    events = events.with_columns(
        pl.Series("hour", (local // HOUR % 24).astype(np.int8)), pl.Series("day", (local // DAY).astype(np.int32))
    ).join(asked.videos, on="video", how="left", maintain_order="left")
    return events.filter("wanted") if asked.narrowed else events


def _within(frame: pl.DataFrame, asked: EventSelection) -> bool:
    first, last = span([frame]) or (asked.low, asked.low)
    return asked.low <= first and last < asked.high


def span(frames: list[pl.DataFrame]) -> tuple[int, int] | None:
    """The first and the last time; None without events."""
    times = [frame["time"] for frame in frames if frame.height]
    if not times:
        return None
    return min(int(str(time.min())) for time in times), max(int(str(time.max())) for time in times)


def _local(times: Ints, zone: str) -> Ints:
    """Times by the clocks of a zone, as if they were UTC. Clocks have changed at quarters of an hour since 1990."""
    if not len(times):
        return times
    first = int(times.min()) // _QUARTER
    quarters = np.arange(first, int(times.max()) // _QUARTER + 1) * _QUARTER
    there = pl.from_epoch(pl.Series(quarters), time_unit="us").dt.convert_time_zone(zone).dt.replace_time_zone(None)
    offsets = there.cast(pl.Int64).to_numpy() - quarters
    local: Ints = times + offsets[times // _QUARTER - first]
    return local
