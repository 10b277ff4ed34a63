"""The simulated tables as canonical CSV files, with the truth beside them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from analytics.simulation.canonical_tables import tables, video_ids
from analytics.simulation.follow_graph import FollowEdges, draw_edges, viewer_name
from analytics.simulation.platform_counts import Tallies
from analytics.simulation.viewers import ACTIONS, TYPE_NAMES, Events, draw_events, draw_types
from analytics.simulation.world import Ints, World, build_world
from analytics.vocabulary.csv_cells import guard
from analytics.vocabulary.records import EPOCH
from analytics.vocabulary.units import DAY, WEEK

MARK = "SIMULATED.txt"
BLOCK = 4096
"""Viewers drawn and written at a time; bounds the memory, and is part of what a seed means."""
_TEXT = """The CSV files in this folder are simulated by ReelPulse: nobody in them exists.

The viewers are everyone: the last snapshot of a video counts exactly its view, like, comment, share, save and
follow events. Impressions have no events. Follows in edges.csv were made on profile pages and are not in events.csv.
All times are UTC, and so is the daily rhythm. truth/ holds what an analysis may be compared with: the type of
each viewer, and the accounts that were paid to follow. An import leaves it alone.
"""


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was written: rows of each file by its name, without the header."""

    rows: dict[str, int]


def simulate(
    out: Path, users: int, seed: int, end: date, weeks: int = 26, progress: Callable[[int], None] | None = None
) -> Simulated:
    """Write `weeks` weeks of `users` viewers up to (not including) the day `end` into the folder `out`.

    `progress` is told how many viewers are done. Raises OSError where `out` cannot be written,
    ValueError for fewer than 1 user or week.
    """
    if users < 1 or weeks < 1:
        raise ValueError("a simulation needs users and weeks")
    (out / "truth").mkdir(parents=True, exist_ok=True)
    (out / MARK).write_text(_TEXT, "utf-8")
    last = (end - EPOCH.date()).days * DAY
    world = build_world(_stream(seed, 0), last - weeks * WEEK, last)
    kinds = draw_types(_stream(seed, 1), users)
    edges = draw_edges(_stream(seed, 2), world, kinds)
    tallies = Tallies(world)
    rows = {"events.csv": _write_events(out / "events.csv", seed, world, kinds, tallies, progress)}
    for grain, table in tables(world, tallies, edges).items():
        name = f"{grain}.csv"
        marked = ((*row, "1") for row in table.rows)
        rows[name] = _write_table(out / name, (*table.columns, "simulated"), marked)
    _write_truth(out / "truth", kinds, edges)
    return Simulated(rows)


def _stream(*key: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(key)))


def _write_table(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> int:
    number = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow([guard(cell) for cell in row])
            number += 1
    return number


def _write_truth(folder: Path, kinds: Ints, edges: FollowEdges) -> None:
    typed = ((viewer_name(number), TYPE_NAMES[kind]) for number, kind in enumerate(kinds))
    _write_table(folder / "viewers.csv", ("viewer", "type"), typed)
    _write_table(folder / "ring.csv", ("member", "target"), ((member, edges.boosted) for member in edges.ring))


def _write_events(
    path: Path, seed: int, world: World, kinds: Ints, tallies: Tallies, progress: Callable[[int], None] | None
) -> int:
    rows = 0
    with path.open("wb") as file:
        for block, first in enumerate(range(0, len(kinds), BLOCK)):
            events = draw_events(_stream(seed, 3, block), world, kinds[first : first + BLOCK])
            tallies.add(events)
            _event_table(world, events, block).write_csv(file, include_header=first == 0, float_precision=2)
            rows += len(events.time)
            if progress:
                progress(min(first + BLOCK, len(kinds)))
    return rows


def _event_table(world: World, events: Events, block: int) -> pl.DataFrame:
    currencies = pl.Series(["USD" if platform == "tiktok" else "CNY" for platform in world.platforms])
    frame = pl.DataFrame(
        {
            "viewer": events.viewer + block * BLOCK,
            "video_id": pl.Series(video_ids(world)).gather(events.video),
            "time": events.time,
            "action": pl.Series(ACTIONS).gather(events.action),
            "watch_seconds": events.watched,
            "value": events.value,
            "currency": currencies.gather(world.account[events.video]),
            "order_id": events.order,
        }
    )
    number = pl.col("order_id")
    return frame.with_columns(
        pl.format("viewer-{}", pl.col("viewer").cast(pl.String).str.zfill(7)).alias("viewer"),
        pl.from_epoch("time", "us").dt.strftime("%Y-%m-%dT%H:%M:%S%.3fZ"),
        pl.col("watch_seconds", "value").fill_nan(None),
        pl.when(pl.col("action") == "purchase").then(pl.col("currency")),
        order_id=pl.when(number >= 0).then(pl.format(f"SO-{block:04d}-{{}}", number.cast(pl.String).str.zfill(6))),
        simulated=pl.lit(1),
    )
