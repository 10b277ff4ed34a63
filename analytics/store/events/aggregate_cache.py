"""Sums of viewers that are kept beside the events: a further import is added to them instead of counting all again.

What is kept is what counting everything would give, to the bit: sums do not depend on the order of events, and kept
ones are used only where everything that they rest on still stands.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
from pyarrow import ipc

from analytics.store.database.connection import Store
from analytics.store.events.column_files import FOLDER, ColumnFile, read_parts
from analytics.store.events.event_selection import EventSelection, span, together, told
from analytics.store.events.viewer_sums import ViewerSums

_MOST = 8
_SUFFIX = ".sums"


@dataclass(frozen=True, slots=True)
class _Basis:
    """What kept sums rest on, apart from what is known of videos: parts, period, their own span, zone, filter."""

    parts: list[str]
    low: int
    high: int
    first: int
    last: int
    zone: str
    narrowed: bool
    kinds: list[str]

    def serves(self, asked: EventSelection, parts: list[str]) -> bool:
        """Whether it counts the same events of its parts as are asked for, and of no other parts."""
        return (
            self.zone == asked.zone
            and self.narrowed == asked.narrowed
            and set(self.parts) <= set(parts)
            and (self.low == asked.low or max(self.low, asked.low) <= self.first)
            and (self.high == asked.high or min(self.high, asked.high) > self.last)
        )


def viewer_table(store: Store, asked: EventSelection) -> tuple[pl.DataFrame, int | None]:
    """One row a viewer by name (`tallies.Sums.table`), and the time (µs) of the first event that is asked for."""
    parts = read_parts(store)
    sums = _sums(store.home / FOLDER, parts, asked)
    names = pl.concat([pl.DataFrame(schema={"hash": pl.UInt64, "name": pl.String}), *(part.names for part in parts)])
    table = sums.table().join(names.unique("hash"), on="hash", how="left")
    table = table.select(pl.col("name").alias("viewer"), pl.exclude("name", "hash")).sort("viewer")
    return table, _first(parts, asked)


def _first(parts: list[ColumnFile], asked: EventSelection) -> int | None:
    frames = [part.events for part in parts]
    if asked.narrowed:
        frames = [told(frames, asked)] if frames else []
    inside = pl.col("time").is_between(asked.low, asked.high, closed="left")
    found = (frame.select(pl.col("time").filter(inside).min()).item() for frame in frames)
    return min((int(time) for time in found if time is not None), default=None)


def _sums(folder: Path, parts: list[ColumnFile], asked: EventSelection) -> ViewerSums:
    kept, done = _opened_for(folder, [part.key for part in parts], asked)
    later = [part for part in parts if part.key not in done]
    if kept is not None and not later:
        return kept
    frames, names = together(later)
    sums = ViewerSums.of(told(frames, asked), names["hash"].to_numpy())
    if kept is not None:
        # Only those who did anything are added, so that little is added to much.
        active = sums.columns["events"] > 0
        sums = kept.with_more(sums if active.all() else _without(sums, told(frames, asked), active))
    _keep(folder, parts, sums, asked)
    return sums


def _without(sums: ViewerSums, events: pl.DataFrame, active: npt.NDArray[np.bool_]) -> ViewerSums:
    numbers = np.cumsum(active) - 1
    events = events.with_columns(pl.Series("viewer", numbers[events["viewer"].to_numpy()].astype(np.uint32)))
    return ViewerSums.of(events, sums.hashes[active])


def _opened_for(folder: Path, keys: list[str], asked: EventSelection) -> tuple[ViewerSums | None, set[str]]:
    """Kept sums that count what is asked for, and the parts that they count; those of most parts first."""
    for place in sorted(folder.glob(f"*{_SUFFIX}"), reverse=True):
        with contextlib.suppress(OSError, pa.ArrowException, ValueError, KeyError, TypeError):
            basis = _Basis(**json.loads((place / "basis.json").read_text("utf-8")))
            if basis.serves(asked, keys) and _stand(_mapped(place / "videos"), asked.videos):
                return _opened(place, basis), set(basis.parts)
    return None, set()


def _stand(before: pl.DataFrame, now: pl.DataFrame) -> bool:
    """Whether all that was known of videos is known still."""
    if before.height < now.height:
        now = now.join(before.select("video"), on="video", how="semi", maintain_order="left")
    return now.equals(before)


def _opened(place: Path, basis: _Basis) -> ViewerSums:
    rows, days, kinds = (_mapped(place / name) for name in ("rows", "days", "kinds"))
    columns: dict[str, npt.NDArray[Any]] = {name: rows[name].to_numpy() for name in rows.columns if name != "hash"}
    return ViewerSums(
        rows["hash"].to_numpy(),
        columns,
        days["key"].to_numpy(),
        basis.kinds,
        kinds["key"].to_numpy(),
        kinds["views"].to_numpy(),
    )


def _mapped(path: Path) -> pl.DataFrame:
    with pa.memory_map(str(path)) as file:
        return cast("pl.DataFrame", pl.from_arrow(ipc.open_file(file).read_all()))


def _keep(folder: Path, parts: list[ColumnFile], sums: ViewerSums, asked: EventSelection) -> None:
    """Leave sums as files, where that is possible; the oldest of too many go."""
    reach = span([part.events for part in parts])
    if reach is None:
        return
    keys = [part.key for part in parts]
    basis = _Basis(keys, asked.low, asked.high, *reach, asked.zone, asked.narrowed, sums.kinds)
    draft = folder / f".{token_hex(8)}"
    try:
        draft.mkdir(parents=True)
        (draft / "basis.json").write_text(json.dumps(asdict(basis)), "utf-8")
        for name, frame in (
            ("videos", asked.videos),
            ("rows", pl.DataFrame({"hash": sums.hashes, **sums.columns})),
            ("days", pl.DataFrame({"key": sums.days})),
            ("kinds", pl.DataFrame({"key": sums.kind_keys, "views": sums.kind_views})),
        ):
            table = frame.to_arrow()
            with ipc.new_file(str(draft / name), table.schema) as file:
                file.write_table(table)
        kept = sorted(folder.glob(f"*{_SUFFIX}"))
        turn = int(kept[-1].name.split("-")[0]) + 1 if kept else 0
        draft.rename(folder / f"{turn:012}-{draft.name[1:]}{_SUFFIX}")
        for old in kept[: max(0, len(kept) + 1 - _MOST)]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError:
        shutil.rmtree(draft, ignore_errors=True)
