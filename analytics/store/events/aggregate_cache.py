"""A cache of viewer aggregates beside the column files: a new import is added to them instead of recounting all events.

A cached aggregate equals a full recount to the bit. The sums do not depend on the order of events, and an entry is used
only while everything it was computed from is unchanged.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
from pyarrow import ipc

from analytics.store.database.connection import Store
from analytics.store.events.column_files import FOLDER, ColumnFile, map_table, read_column_files
from analytics.store.events.event_selection import EventSelection, merge_column_files, select_events, time_range
from analytics.store.events.viewer_sums import ViewerSums

_MAX_ENTRIES = 8
_SUFFIX = ".sums"


@dataclass(frozen=True, slots=True)
class _Basis:
    """What an entry was computed from, apart from the videos: column files, period, time range, zone and filter."""

    parts: list[str]
    low: int
    high: int
    first: int
    last: int
    zone: str
    narrowed: bool
    kinds: list[str]
    sums: list[str]
    """The names of the sums of each viewer."""

    def matches(self, selection: EventSelection, keys: list[str]) -> bool:
        """Whether the entry counts exactly the selected events of its files, and all its files are among `keys`."""
        return (
            self.zone == selection.zone
            and self.narrowed == selection.narrowed
            and set(self.parts) <= set(keys)
            and (self.low == selection.low or max(self.low, selection.low) <= self.first)
            and (self.high == selection.high or min(self.high, selection.high) > self.last)
        )


def viewer_table(store: Store, selection: EventSelection) -> tuple[pl.DataFrame, int | None]:
    """One row per viewer by name (see `ViewerSums.table`), and the time (µs) of the first selected event."""
    files = read_column_files(store)
    sums = _viewer_sums(store.folder / FOLDER, files, selection)
    names = pl.concat([pl.DataFrame(schema={"hash": pl.UInt64, "name": pl.String}), *(file.names for file in files)])
    table = sums.table().join(names.unique("hash"), on="hash", how="left")
    table = table.select(pl.col("name").alias("viewer"), pl.exclude("name", "hash")).sort("viewer")
    return table, _first_time(files, selection)


def _first_time(files: list[ColumnFile], selection: EventSelection) -> int | None:
    frames = [file.events for file in files]
    if selection.narrowed:
        frames = [select_events(frames, selection)] if frames else []
    inside = pl.col("time").is_between(selection.low, selection.high, closed="left")
    times = (frame.select(pl.col("time").filter(inside).min()).item() for frame in frames)
    return min((int(time) for time in times if time is not None), default=None)


def _viewer_sums(folder: Path, files: list[ColumnFile], selection: EventSelection) -> ViewerSums:
    cached, counted = _load(folder, [file.key for file in files], selection)
    remaining = [file for file in files if file.key not in counted]
    if cached is not None and not remaining:
        return cached
    frames, names = merge_column_files(remaining)
    events = select_events(frames, selection)
    sums = ViewerSums.from_events(events, names["hash"].to_numpy())
    if cached is not None:
        # Viewers without events are dropped first, so that a small table is added to a large one.
        active = sums.columns["events"] > 0
        sums = cached.merge(sums if active.all() else _active_sums(sums, events, active))
    _save(folder, files, sums, selection)
    return sums


def _active_sums(sums: ViewerSums, events: pl.DataFrame, active: npt.NDArray[np.bool_]) -> ViewerSums:
    numbers = np.cumsum(active) - 1
    events = events.with_columns(pl.Series("viewer", numbers[events["viewer"].to_numpy()].astype(np.uint32)))
    return ViewerSums.from_events(events, sums.hashes[active])


def _load(folder: Path, keys: list[str], selection: EventSelection) -> tuple[ViewerSums | None, set[str]]:
    """The newest cached sums that fit the selection, and the keys of the column files that they count."""
    for entry in sorted(folder.glob(f"*{_SUFFIX}"), reverse=True):
        with contextlib.suppress(OSError, pa.ArrowException, ValueError, KeyError, TypeError):
            basis = _Basis(**json.loads((entry / "basis.json").read_text("utf-8")))
            if basis.matches(selection, keys) and _videos_unchanged(map_table(entry / "videos"), selection.videos):
                return _read_entry(entry, basis), set(basis.parts)
    return None, set()


def _videos_unchanged(before: pl.DataFrame, now: pl.DataFrame) -> bool:
    """Whether every video of `before` has the same values now; new videos do not matter."""
    if before.height < now.height:
        now = now.join(before.select("video"), on="video", how="semi", maintain_order="left")
    return now.equals(before)


def _read_entry(entry: Path, basis: _Basis) -> ViewerSums:
    rows, days, kinds = (map_table(entry / name) for name in ("rows", "days", "kinds"))
    columns: dict[str, npt.NDArray[Any]] = {name: rows[name].to_numpy() for name in rows.columns if name != "hash"}
    return ViewerSums(
        rows["hash"].to_numpy(),
        columns,
        days["key"].to_numpy(),
        basis.kinds,
        kinds["key"].to_numpy(),
        kinds["views"].to_numpy(),
    )


def _save(folder: Path, files: list[ColumnFile], sums: ViewerSums, selection: EventSelection) -> None:
    """Write an entry and evict the oldest beyond the limit. A file error leaves the cache as it was."""
    times = time_range([file.events for file in files])
    if times is None:
        return
    keys = [file.key for file in files]
    basis = _Basis(
        keys, selection.low, selection.high, *times, selection.zone, selection.narrowed, sums.kinds, [*sums.columns]
    )
    draft = folder / f".{token_hex(8)}"
    try:
        draft.mkdir(parents=True)
        (draft / "basis.json").write_text(json.dumps(asdict(basis)), "utf-8")
        for name, frame in (
            ("videos", selection.videos),
            ("rows", pl.DataFrame({"hash": sums.hashes, **sums.columns})),
            ("days", pl.DataFrame({"key": sums.days})),
            ("kinds", pl.DataFrame({"key": sums.kind_keys, "views": sums.kind_views})),
        ):
            table = frame.to_arrow()
            with ipc.new_file(str(draft / name), table.schema) as file:
                file.write_table(table)
        entries = sorted(folder.glob(f"*{_SUFFIX}"))
        sequence = int(entries[-1].name.split("-")[0]) + 1 if entries else 0
        draft.rename(folder / f"{sequence:012}-{draft.name[1:]}{_SUFFIX}")
        for old in entries[: max(0, len(entries) + 1 - _MAX_ENTRIES)]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
