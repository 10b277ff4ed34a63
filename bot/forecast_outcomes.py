"""Finds the outcomes of forecasts after each change of the data, and posts them in the threads of the forecasts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from analytics.prediction.track_record import ForecastOutcome, PastForecast
from analytics.store import Store
from bot.delivery import Destination
from bot.messages.score_card import outcome_message
from bot.state import Predictions, StateDatabase

log = structlog.get_logger()


def read_outcomes(home: Path, now: datetime, pending: list[PastForecast]) -> list[ForecastOutcome]:
    """Read the outcomes of pending forecasts in the data of a home."""
    if not pending:
        return []
    # Imports polars, which serving does not need.
    from analytics.prediction.forecast_scores import find_outcomes

    with Store(home) as store:
        return find_outcomes(store, now, pending)


class OutcomeWatcher:
    """Finds and posts outcomes; `tick` is called once a minute."""

    def __init__(self, home: Path, state: StateDatabase, client: AsyncWebClient, clock: Callable[[], datetime]) -> None:
        self._home, self._state, self._client, self._clock = home, state, client, clock
        self._predictions = Predictions(state.connection)
        self._last_version: str | None = None

    async def tick(self) -> None:
        """Store the outcomes in new data, and post them in the threads."""
        version = await asyncio.to_thread(self._version)
        if version != self._last_version:
            pending = self._predictions.pending()
            now = self._clock().astimezone(UTC)
            self._predictions.settle(await asyncio.to_thread(read_outcomes, self._home, now, pending), now)
            self._last_version = version
        for record in self._predictions.unannounced():
            answer = self._state.find_answer(record.answer) if record.answer else None
            # Marked first: posting an outcome twice is worse than showing it on the score card only.
            self._predictions.mark_announced(record.key)
            if answer is None or answer.ts is None:
                continue
            destination = Destination(
                self._client, answer.channel, answer.user, thread_ts=answer.thread_ts or answer.ts
            )
            try:
                await destination.post(outcome_message(record, record.lang))
            except SlackApiError as error:
                log.warning("outcome not posted", error=error.response.get("error"))

    def _version(self) -> str:
        with Store(self._home) as store:
            return store.data_version
