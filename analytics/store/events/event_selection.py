"""Selects events of column files by period and video, and adds the columns of their videos and their local times."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store.events.column_files import ColumnFile
from analytics.vocabulary.units import DAY, HOUR

Ints = npt.NDArray[np.int64]


_EVENTS: dict[str, type[pl.DataType]] = {
    "viewer": pl.UInt32,
    "video": pl.Int64,
    "time": pl.Int64,
    "action": pl.UInt8,
    "watch": pl.Float64,
    "is_date": pl.Boolean,
}
_NAMES = {"hash": pl.UInt64, "name": pl.String}
_QUARTER = HOUR // 4
UNKNOWN_HOUR = -1


@dataclass(frozen=True, slots=True)
class EventSelection:
    """A selection of events: those in [low, high) (µs), of `selected` videos only if `narrowed`.

    Hours and days are local to `zone`. `videos` has all videos: video, creator, duration (s), kind (topic, else
    creator), selected.
    """

    low: int
    high: int
    zone: str
    narrowed: bool
    videos: pl.DataFrame = field(repr=False)


def merge_column_files(files: list[ColumnFile]) -> tuple[list[pl.DataFrame], pl.DataFrame]:
    """The events of all files with viewers in one numbering, and the viewers (hash, name) by number."""
    if not files:
        return [pl.DataFrame(schema=_EVENTS)], pl.DataFrame(schema=_NAMES)
    largest = max(files, key=lambda file: file.names.height)
    others = [file for file in files if file is not largest]
    additions = [file.names.join(largest.names, on="hash", how="anti") for file in others]
    names = pl.concat([largest.names, *additions], rechunk=True)
    if len(additions) > 1:
        names = names.unique("hash", keep="first", maintain_order=True)
    viewers = names.select("hash").with_row_index("viewer")
    frames = [largest.events]
    for file in others:
        numbers = file.names.join(viewers, on="hash", how="left", maintain_order="left")["viewer"]
        frames.append(file.events.with_columns(numbers.gather(file.events["viewer"]).alias("viewer")))
    return frames, names


def select_events(frames: list[pl.DataFrame], selection: EventSelection) -> pl.DataFrame:
    """The selected events with creator, duration and kind of their video, local hour, and local day since 1970.

    The hour of a date without a time of day is UNKNOWN_HOUR.
    """
    inside = pl.col("time").is_between(selection.low, selection.high, closed="left")
    frames = [frame if _is_inside(frame, selection) else frame.filter(inside) for frame in frames]
    events = pl.concat(frames, rechunk=True)
    local = _local_times(events["time"].to_numpy(), selection.zone)
    events = events.with_columns(
        pl.Series("hour", (local // HOUR % 24).astype(np.int8)), pl.Series("day", (local // DAY).astype(np.int32))
    )
    if events["is_date"].any():
        unknown = pl.lit(UNKNOWN_HOUR, pl.Int8)
        events = events.with_columns(hour=pl.when("is_date").then(unknown).otherwise("hour"))
    events = events.drop("is_date")
    events = events.join(selection.videos, on="video", how="left", maintain_order="left")
    return events.filter("selected") if selection.narrowed else events


def _is_inside(frame: pl.DataFrame, selection: EventSelection) -> bool:
    first, last = time_range([frame]) or (selection.low, selection.low)
    return selection.low <= first and last < selection.high


def time_range(frames: list[pl.DataFrame]) -> tuple[int, int] | None:
    """The first and the last time (µs); None without events."""
    times = [frame["time"] for frame in frames if frame.height]
    if not times:
        return None
    return min(int(str(time.min())) for time in times), max(int(str(time.max())) for time in times)


def _local_times(times: Ints, zone: str) -> Ints:
    """Local times of a zone, as if they were UTC. Since 1990 clocks have changed at quarters of an hour only."""
    if not len(times):
        return times
    first = int(times.min()) // _QUARTER
    quarters = np.arange(first, int(times.max()) // _QUARTER + 1) * _QUARTER
    clock = pl.from_epoch(pl.Series(quarters), time_unit="us").dt.convert_time_zone(zone).dt.replace_time_zone(None)
    offsets = clock.cast(pl.Int64).to_numpy() - quarters
    local: Ints = times + offsets[times // _QUARTER - first]
    return local
