"""Runs the periodic work once a minute; the due times are computed elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.digests import DigestDispatcher
from bot.forecast_outcomes import OutcomeWatcher
from bot.model_trainer import ModelTraining

log = structlog.get_logger()


class Background:
    """The minute ticks, from the start to the end of the application."""

    def __init__(self, dispatcher: DigestDispatcher, outcomes: OutcomeWatcher, training: ModelTraining) -> None:
        self._dispatcher, self._outcomes, self._training = dispatcher, outcomes, training
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Tick now and at every full minute."""
        # By default APScheduler drops a tick that is a second late.
        self._scheduler.add_job(
            self._tick,
            CronTrigger(second=0, timezone=UTC),
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    async def _tick(self) -> None:
        try:
            await self._dispatcher.tick()
            await self._outcomes.tick()
        except Exception:
            log.exception("tick failed, repeated in a minute")
        try:
            await self._training.tick()
        except Exception:
            log.exception("training check failed, repeated in a minute")

    async def stop(self) -> None:
        """Stop the ticks; running digests end or are resumed at the next start."""
        self._scheduler.shutdown(wait=False)
        await self._training.stop()
        await self._dispatcher.stop()
