"""Forecasts that came true: looked for whenever the data has changed, told in the thread where they were made."""

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
from bot.delivery import Place
from bot.messages.score_card import outcome_message
from bot.state import Predictions, StateDatabase

log = structlog.get_logger()


def look(home: Path, now: datetime, waiting: list[PastForecast]) -> list[ForecastOutcome]:
    """Outcomes that the data of a home holds by now."""
    if not waiting:
        return []
    from analytics.prediction.forecast_scores import find_outcomes  # brings polars, which serving alone does not need

    with Store(home) as store:
        return find_outcomes(store, now, waiting)


class OutcomeWatcher:
    """Compares and tells; `tick` is called once a minute."""

    def __init__(self, home: Path, state: StateDatabase, client: AsyncWebClient, clock: Callable[[], datetime]) -> None:
        self._home, self._state, self._client, self._clock = home, state, client, clock
        self._predictions = Predictions(state.connection)
        self._seen: str | None = None

    async def tick(self) -> None:
        """Settle what the data tells since it last changed, and tell the threads."""
        version = await asyncio.to_thread(self._version)
        if version != self._seen:
            waiting = self._predictions.pending()
            now = self._clock().astimezone(UTC)
            self._predictions.settle(await asyncio.to_thread(look, self._home, now, waiting), now)
            self._seen = version
        for said in self._predictions.unannounced():
            answer = self._state.find_answer(said.answer) if said.answer else None
            # Marked first: an outcome that is told twice is worse than one that is only on the score card.
            self._predictions.mark_announced(said.key)
            if answer is None or answer.ts is None:
                continue
            place = Place(self._client, answer.channel, answer.user, thread_ts=answer.thread_ts or answer.ts)
            try:
                await place.post(outcome_message(said, said.lang))
            except SlackApiError as error:
                log.warning("an outcome could not be told", error=error.response.get("error"))

    def _version(self) -> str:
        with Store(self._home) as store:
            return store.data_version
