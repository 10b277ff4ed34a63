"""Writes the simulated tables as canonical CSV files, with the ground truth beside them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from analytics.simulation.canonical_tables import canonical_tables, video_ids
from analytics.simulation.follow_graph import FollowEdges, draw_edges, viewer_name
from analytics.simulation.platform_counts import draw_platform_counts
from analytics.simulation.viewer_types import ACTIONS, TYPE_NAMES
from analytics.simulation.viewers import Events, draw_events, draw_types
from analytics.simulation.world import Ints, World, build_world
from analytics.vocabulary.csv_cells import guard
from analytics.vocabulary.records import EPOCH
from analytics.vocabulary.units import DAY, WEEK

MARKER = "SIMULATED.txt"
BLOCK = 4096
"""Viewers per block: bounds the memory; another value gives other data for the same seed."""
_MARKER_TEXT = """The CSV files in this folder are simulated by ReelPulse: nobody in them exists.

The counts in videos.csv and account_days.csv are those of everybody. The viewers in events.csv are a sample: they watch
and react as everybody does. Orders are known of them only. Follows in edges.csv were made on profile pages and are not
in events.csv; an account has as many followers as its share of them says.
All times are UTC, and so is the daily rhythm. truth/ holds what an analysis may be compared with: the type of
each viewer, and the accounts that were paid to follow. An import leaves it alone.
"""


@dataclass(frozen=True, slots=True)
class SimulationResult:
    """The number of rows of each file by name, without the header."""

    rows: dict[str, int]


def simulate(
    out: Path, users: int, seed: int, end: date, weeks: int = 26, progress: Callable[[int], None] | None = None
) -> SimulationResult:
    """Write `weeks` weeks of `users` viewers up to (not including) the day `end` into the folder `out`.

    `progress` receives the number of viewers done. Raises OSError if `out` cannot be written, ValueError for fewer
    than 1 user or week.
    """
    if users < 1 or weeks < 1:
        raise ValueError("a simulation needs users and weeks")
    (out / "truth").mkdir(parents=True, exist_ok=True)
    (out / MARKER).write_text(_MARKER_TEXT, "utf-8")
    end_time = (end - EPOCH.date()).days * DAY
    world = build_world(_stream(seed, 0), end_time - weeks * WEEK, end_time)
    types = draw_types(_stream(seed, 1), users)
    edges = draw_edges(_stream(seed, 2), world, types)
    totals = draw_platform_counts(_stream(seed, 4), world)
    rows = {"events.csv": _write_events(out / "events.csv", seed, world, types, progress)}
    for grain, table in canonical_tables(world, totals, edges).items():
        name = f"{grain}.csv"
        rows_of_table = ((*row, "1") for row in table.rows)
        rows[name] = _write_table(out / name, (*table.columns, "simulated"), rows_of_table)
    _write_truth(out / "truth", types, edges)
    return SimulationResult(rows)


def _stream(*key: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(key)))


def _write_table(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow([guard(cell) for cell in row])
            count += 1
    return count


def _write_truth(folder: Path, types: Ints, edges: FollowEdges) -> None:
    viewer_rows = ((viewer_name(number), TYPE_NAMES[type_]) for number, type_ in enumerate(types))
    _write_table(folder / "viewers.csv", ("viewer", "type"), viewer_rows)
    _write_table(folder / "ring.csv", ("member", "target"), ((member, edges.boosted) for member in edges.ring))


def _write_events(path: Path, seed: int, world: World, types: Ints, progress: Callable[[int], None] | None) -> int:
    rows = 0
    with path.open("wb") as file:
        for block, first in enumerate(range(0, len(types), BLOCK)):
            events = draw_events(_stream(seed, 3, block), world, types[first : first + BLOCK])
            _event_table(world, events, block).write_csv(file, include_header=first == 0, float_precision=2)
            rows += len(events.time)
            if progress:
                progress(min(first + BLOCK, len(types)))
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
    order = pl.col("order_id")
    return frame.with_columns(
        pl.format("viewer-{}", pl.col("viewer").cast(pl.String).str.zfill(7)).alias("viewer"),
        pl.from_epoch("time", "us").dt.strftime("%Y-%m-%dT%H:%M:%S%.3fZ"),
        pl.col("watch_seconds", "value").fill_nan(None),
        pl.when(pl.col("action") == "purchase").then(pl.col("currency")),
        order_id=pl.when(order >= 0).then(pl.format(f"SO-{block:04d}-{{}}", order.cast(pl.String).str.zfill(6))),
        simulated=pl.lit(1),
    )
