"""Trains the model of ideas anew in a process of its own: when a tenth more videos have come, or at a set hour."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from analytics.ideas.staleness import folder_of, is_due
from analytics.store import Store
from analytics.store.queries.video_history import count_viewed
from bot.settings import Settings

log = structlog.get_logger()


class ModelTraining:
    """One training at a time; nobody waits for it, and it ends with the application."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._settings, self._clock = settings, clock
        self._process: asyncio.subprocess.Process | None = None
        self._looked: str | None = None
        self._day: date | None = None

    async def tick(self) -> None:
        """Start a training where one is due; looks closer only when the data has changed or the hour has come."""
        if self._process is not None:
            if self._process.returncode is None:
                return
            log.info("training ended", status=self._process.returncode)
            self._process = None
        local = self._clock().astimezone(ZoneInfo(self._settings.zone))
        at_hour = local.hour == self._settings.retrain_hour and self._day != local.date()
        version, due = await asyncio.to_thread(_look, self._settings.home, self._looked, at_hour=at_hour)
        self._looked = version
        if at_hour:
            self._day = local.date()
        if due:
            log.info("training begins")
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "ideas", "train", "--home", str(self._settings.home)),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )

    async def stop(self) -> None:
        """End a training that is under way: the model before stays whole."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()


def _look(home: Path, looked: str | None, *, at_hour: bool) -> tuple[str | None, bool]:
    """The data version, and whether a training is due: at the set hour also the first one."""
    with Store(home) as store:
        version = store.data_version
        if version == looked and not at_hour:
            return version, False
        trained = (folder_of(home) / "model.json").exists()
        if not trained and not at_hour:
            return version, False
        videos = count_viewed(store)
    return version, is_due(home, videos)
