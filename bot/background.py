"""What ticks: once a minute, whatever is due is looked for. The scheduler knows no schedules of ours."""

from __future__ import annotations

from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot.digests import DigestDispatcher
from bot.forecast_outcomes import OutcomeWatcher
from bot.model_training import ModelTraining

log = structlog.get_logger()


class Background:
    """Starts and stops with the application."""

    def __init__(self, digests: DigestDispatcher, outcomes: OutcomeWatcher, retraining: ModelTraining) -> None:
        self._digests, self._outcomes, self._retraining = digests, outcomes, retraining
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    def start(self) -> None:
        """Tick now, and at every full minute."""
        # By default a tick that comes a second late is dropped without a word.
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
            await self._digests.tick()
            await self._outcomes.tick()
        except Exception:
            log.exception("a tick failed; the next one tries again")
        try:
            await self._retraining.tick()
        except Exception:
            log.exception("looking for a due training failed; the next tick tries again")

    async def stop(self) -> None:
        """No more ticks; what is under way comes to an end or is taken up again later."""
        self._scheduler.shutdown(wait=False)
        await self._retraining.stop()
        await self._digests.stop()
