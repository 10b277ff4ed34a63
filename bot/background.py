"""Runs the periodic work once a minute; the due times are computed elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from analytics.vocabulary.errors import StoreLocked
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
        await _run_tick("digests", self._dispatcher.tick)
        await _run_tick("forecast outcomes", self._outcomes.tick)
        await _run_tick("model training", self._training.tick)

    async def stop(self) -> None:
        """Stop the ticks; running digests end or are resumed at the next start."""
        self._scheduler.shutdown(wait=False)
        await self._training.stop()
        await self._dispatcher.stop()


async def _run_tick(work: str, tick: Callable[[], Awaitable[None]]) -> None:
    try:
        await tick()
    except StoreLocked as error:
        # Expected during a long import; the next tick finds the lock released.
        log.warning("tick postponed, repeated in a minute", work=work, reason=error.reason)
    except Exception:
        log.exception("tick failed, repeated in a minute", work=work)
