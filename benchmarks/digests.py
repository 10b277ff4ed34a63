"""Ten thousand subscriptions: the time of the first and of the next tick.

The peer only reads the same rows from SQLite.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from bot.digests import DigestDispatcher
from bot.outbox import LeaderLock
from bot.state import StateDatabase
from bot.state.subscriptions import Subscription, Subscriptions

_SUBSCRIPTIONS = 10_000
_RUNS = 5
_SCHEDULES = ("weekly mon 9:00", "daily 9:00", "monthly 31 9:00", "0 9 * * 1", "weekly mon,thu 8:30")
_ZONES = ("Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Africa/Cairo", "UTC")
_NOW = datetime(2026, 11, 25, 12, 0, 30, tzinfo=UTC)


def run() -> list[str]:
    """Return two lines: seconds to start with 10,000 subscriptions, and milliseconds of a tick with nothing due."""
    return asyncio.run(_run())


async def _run() -> list[str]:
    starts, ticks, reads = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _fill(home)
        for _ in range(_RUNS):
            start = time.perf_counter()
            state = StateDatabase(home)
            subscriptions = Subscriptions(state.connection)
            # Nothing is due, so publisher, outbox and notices are not called.
            absent = cast("Any", None)
            digests = DigestDispatcher(subscriptions, absent, absent, absent, LeaderLock(home), lambda: _NOW)
            await digests.tick()
            starts.append(time.perf_counter() - start)
            start = time.perf_counter()
            await digests.tick()
            ticks.append(time.perf_counter() - start)
            await digests.stop()
            start = time.perf_counter()
            state.connection.execute("SELECT * FROM subscriptions").fetchall()
            reads.append(time.perf_counter() - start)
            state.close()
    first, tick, read = (statistics.median(times) for times in (starts, ticks, reads))
    return [
        f"digests: {_SUBSCRIPTIONS:,} subscriptions, start {first:.2f} s (mark: below 5 s); the rows {read:.2f} s",
        f"digests: {_SUBSCRIPTIONS:,} subscriptions, a tick with nothing due {tick * 1000:.1f} ms",
    ]


def _fill(home: Path) -> None:
    state = StateDatabase(home)
    state.connection.execute("PRAGMA synchronous = OFF")
    subscriptions = Subscriptions(state.connection)
    for index in range(_SUBSCRIPTIONS):
        subscription = Subscription(
            id=0,
            channel=f"C{index:08d}",
            creator="U0ANNA",
            schedule=_SCHEDULES[index % len(_SCHEDULES)],
            zone=_ZONES[index % len(_ZONES)],
            request='{"command":"kpis","options":{"last":"1 week"}}',
            lang="en",
            only_when_changed=False,
        )
        subscriptions.add(subscription, _NOW - timedelta(minutes=1))
    state.close()
