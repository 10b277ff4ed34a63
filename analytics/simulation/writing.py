"""The simulated brand as canonical CSV files, with the truth about viewers in a folder that imports leave alone."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from analytics.cells import guard
from analytics.records import to_micros
from analytics.simulation.people import (
    ACTIONS,
    DAY,
    TYPES,
    UTC_OFFSET_HOURS,
    Events,
    Floats,
    Ints,
    draw_events,
    draw_types,
)
from analytics.simulation.relations import Follows, draw_follows, viewer_name
from analytics.simulation.world import TOPICS, World, build_world

MARK = "SIMULATED.txt"
_ALL_ACTIONS = ("view", *ACTIONS)
_COUNTED = ("likes", "comments", "shares", "saves", "follows")
_WEEK = 7 * DAY
_DAY_COUNTS = {"views": 0, "likes": 1, "comments": 2, "shares": 3, "saves": 4, "follows": 5}

Column = Sequence[object]


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was written: rows by file name, without headers."""

    folder: Path
    rows: Mapping[str, int]


def simulate(out: Path, *, users: int, seed: int, end: date, weeks: int = 26) -> Simulated:
    """Write a simulated brand of `users` viewers into the folder `out`, ending with the day before `end` is over.

    The same arguments give the same bytes.
    """
    stop = datetime(end.year, end.month, end.day, tzinfo=UTC)
    start = stop - timedelta(weeks=weeks)
    streams = [np.random.Generator(np.random.PCG64(child)) for child in np.random.SeedSequence(seed).spawn(5)]
    world = build_world(streams[0], to_micros(start), to_micros(stop))
    kinds = draw_types(streams[1], users)
    events = draw_events(streams[2], world, kinds)
    follows = draw_follows(streams[3], world, kinds)
    tables = {
        "accounts.csv": _accounts(world),
        "videos.csv": _videos(world, events),
        "events.csv": _events(world, events),
        "edges.csv": _edges(follows),
        "account_days.csv": _account_days(world, events),
        "audience.csv": _audience(world, events),
    }
    (out / "truth").mkdir(parents=True, exist_ok=True)
    (out / MARK).write_text("Everything here was made by `reelpulse simulate`; none of it is about real people.\n")
    rows = {}
    for name, columns in tables.items():
        length = len(next(iter(columns.values())))
        rows[name] = _write(out / name, {**columns, "simulated": ["1"] * length})
    names = [viewer_name(number) for number in range(users)]
    rows["truth/viewers.csv"] = _write(
        out / "truth" / "viewers.csv", {"viewer": names, "type": [TYPES[kind].name for kind in kinds]}
    )
    rows["truth/ring.csv"] = _write(
        out / "truth" / "ring.csv",
        {"member": list(follows.ring), "target": [follows.boosted] * len(follows.ring)},
    )
    return Simulated(out, rows)


def _write(path: Path, columns: Mapping[str, Column]) -> int:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    return len(next(iter(columns.values())))


def _instants(micros: Iterable[int] | Ints) -> list[str]:
    milliseconds = np.asarray(micros, np.int64) // 1000
    text: list[str] = np.datetime_as_string(milliseconds.astype("datetime64[ms]"), unit="ms", timezone="UTC").tolist()
    return text


def _texts(values: Iterable[str]) -> list[str]:
    return [guard(value) for value in values]


def _video_id(number: int) -> str:
    return f"sim{number:05d}"


def _accounts(world: World) -> dict[str, Column]:
    followers = (world.fame * 400_000).astype(np.int64) + 800
    return {
        "platform": world.platforms,
        "handle": _texts(world.handles),
        "name": _texts(
            f"{handle} official" if ours else handle for handle, ours in zip(world.handles, world.ours, strict=True)
        ),
        "ours": [int(ours) for ours in world.ours],
        "followers": followers.tolist(),
    }


def _videos(world: World, events: Events) -> dict[str, Column]:
    """One row a video and week since its publication: totals up to then, the last at the very end."""
    number, captured, counts = _weekly_totals(world, events)
    described = {
        "video_id": [_video_id(video) for video in number.tolist()],
        "account": _texts(world.handles[world.account[video]] for video in number.tolist()),
        "platform": [world.platforms[world.account[video]] for video in number.tolist()],
        "published": _instants(world.published[number]),
        "duration": [f"{world.duration[video]:.1f}" for video in number.tolist()],
        "format": ["video"] * len(number),
        "caption": _texts(world.caption[video] for video in number.tolist()),
        "hashtags": [world.hashtags[video] for video in number.tolist()],
        "topic": [TOPICS[world.topic[video]] for video in number.tolist()],
        "music": _texts(world.music[video] for video in number.tolist()),
        "link": [f"https://example.com/v/{_video_id(video)}" for video in number.tolist()],
        "captured_at": _instants(captured),
    }
    watched = np.divide(counts["watched"], counts["views"], out=np.zeros(len(number)), where=counts["views"] > 0)
    seen = counts["views"] > 0
    return {
        **described,
        **{name: counts[name].astype(np.int64).tolist() for name in ("views", *_COUNTED)},
        "watch_seconds": [f"{value:.2f}" if has else "" for value, has in zip(watched, seen, strict=True)],
        "completion": [
            f"{value / world.duration[video]:.4f}" if has else ""
            for value, video, has in zip(watched, number, seen, strict=True)
        ],
    }


def _weekly_totals(
    world: World, events: Events
) -> tuple[
    Ints,
    Ints,
    dict[str, Floats],
]:
    weeks = -(-(world.end - world.start) // _WEEK)
    videos = len(world.account)
    week = np.clip((events.time - world.start) // _WEEK, 0, weeks - 1)
    cell = events.video * weeks + week
    ends = np.minimum(world.start + (np.arange(weeks) + 1) * _WEEK, world.end)
    alive = world.published[:, None] < ends[None, :]
    number, at = np.nonzero(alive)
    counts = {}
    for action, name in enumerate(("views", *_COUNTED)):
        made = np.bincount(cell[events.action == action], minlength=videos * weeks).reshape(videos, weeks)
        counts[name] = made.cumsum(1)[number, at].astype(np.float64)
    viewed = events.action == 0
    watched = np.bincount(cell[viewed], events.watched[viewed], videos * weeks).reshape(videos, weeks)
    counts["watched"] = watched.cumsum(1)[number, at]
    return number, ends[at], counts


def _events(world: World, events: Events) -> dict[str, Column]:
    bought = np.flatnonzero(events.action == _ALL_ACTIONS.index("purchase"))
    currency = np.array(["CNY", "USD"], object)[
        np.array([platform == "tiktok" for platform in world.platforms]).astype(int)[world.account[events.video]]
    ]
    value, paid_in, order = ([""] * len(events.time) for _ in range(3))
    for sequence, row in enumerate(bought.tolist()):
        value[row], paid_in[row], order[row] = f"{events.value[row]:.2f}", currency[row], f"order-{sequence:07d}"
    names = np.array([viewer_name(number) for number in range(int(events.viewer.max(initial=0)) + 1)], object)
    ids = np.array([_video_id(number) for number in range(len(world.account))], object)
    watched = ["" if np.isnan(seconds) else f"{seconds:.2f}" for seconds in events.watched.tolist()]
    return {
        "viewer": names[events.viewer].tolist(),
        "video_id": ids[events.video].tolist(),
        "time": _instants(events.time),
        "action": np.array(_ALL_ACTIONS, object)[events.action].tolist(),
        "watch_seconds": watched,
        "value": value,
        "currency": paid_in,
        "order_id": order,
    }


def _edges(follows: Follows) -> dict[str, Column]:
    order = np.argsort(follows.time, kind="stable")
    return {
        "source": _texts(follows.source[row] for row in order),
        "target": _texts(follows.target[row] for row in order),
        "kind": ["follow"] * len(order),
        "weight": ["1"] * len(order),
        "time": _instants(follows.time[order]),
    }


def _local_day(world: World, events: Events) -> Ints:
    return (events.time + UTC_OFFSET_HOURS * 3600 * 1_000_000) // DAY - world.start // DAY


def _account_days(world: World, events: Events) -> dict[str, Column]:
    """Daily figures of our own accounts, in local days, as their platform would export them."""
    own = [number for number, ours in enumerate(world.ours) if ours]
    day, account = _local_day(world, events), world.account[events.video]
    days = world.days
    first = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=world.start // DAY)).date()
    columns: dict[str, list[object]] = {
        "account": [guard(world.handles[number]) for number in own for _ in range(days)],
        "platform": [world.platforms[number] for number in own for _ in range(days)],
        "day": [(first + timedelta(days=step)).isoformat() for _ in own for step in range(days)],
    }
    for name, action in _DAY_COUNTS.items():
        columns[name] = []
        for number in own:
            mine = (account == number) & (events.action == action) & (day >= 0) & (day < days)
            columns[name] += np.bincount(day[mine], minlength=days).tolist()
    return dict(columns)


def _audience(world: World, events: Events) -> dict[str, Column]:
    """When the audience of our own accounts is awake, and where it lives."""
    hour = (events.time // 3_600_000_000 + UTC_OFFSET_HOURS) % 24
    account = world.account[events.video]
    rows: list[tuple[str, str, str, str, str, str]] = []
    at = _instants([world.end])[0]
    for number, ours in enumerate(world.ours):
        if not ours:
            continue
        counts = np.bincount(hour[(account == number) & (events.action == 0)], minlength=24)
        shares = counts / max(1, counts.sum())
        keys = [("hour", str(step), f"{share:.4f}") for step, share in enumerate(shares)]
        keys += [("territory", "CN", "0.8200"), ("territory", "SG", "0.1100"), ("territory", "Others", "0.0700")]
        rows += [(guard(world.handles[number]), world.platforms[number], at, *key) for key in keys]
    names = ("account", "platform", "captured_at", "dimension", "key", "share")
    return {name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
