"""Retrains the model of ideas in a separate process: after a tenth more videos, or at a set hour."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from analytics.ideas.staleness import is_due, model_folder
from analytics.store import Store
from analytics.store.queries.video_history import count_viewed
from bot.settings import Settings

log = structlog.get_logger()


class ModelTraining:
    """Runs one training at a time in the background; it ends with the application."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._settings, self._clock = settings, clock
        self._process: asyncio.subprocess.Process | None = None
        self._last_version: str | None = None
        self._last_day: date | None = None

    async def tick(self) -> None:
        """Start a training if one is due; checks only after a change of the data or at the set hour."""
        if self._process is not None:
            if self._process.returncode is None:
                return
            log.info("training ended", status=self._process.returncode)
            self._process = None
        local = self._clock().astimezone(ZoneInfo(self._settings.zone))
        at_hour = local.hour == self._settings.retrain_hour and self._last_day != local.date()
        version, due = await asyncio.to_thread(_check_due, self._settings.home, self._last_version, at_hour=at_hour)
        self._last_version = version
        if at_hour:
            self._last_day = local.date()
        if due:
            log.info("training started")
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "ideas", "train", "--home", str(self._settings.home)),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )

    async def stop(self) -> None:
        """Stop a running training; the previous model remains."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()


def _check_due(home: Path, last_version: str | None, *, at_hour: bool) -> tuple[str | None, bool]:
    """Return the data version, and whether a training is due; the first one is due only at the set hour."""
    with Store(home) as store:
        version = store.data_version
        if version == last_version and not at_hour:
            return version, False
        trained = (model_folder(store.folder) / "model.json").exists()
        if not trained and not at_hour:
            return version, False
        return version, is_due(store.folder, count_viewed(store))
