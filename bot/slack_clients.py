"""The clients of Slack's Web API, which differ in how they retry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class SlackClients:
    """Three clients of one workspace."""

    bolt: AsyncWebClient
    """For listeners; retries after connection errors and rate limits."""
    poster: AsyncWebClient
    """For messages that must be posted once; never retries."""
    reader: AsyncWebClient
    """For reading; retries after connection and server errors."""

    def __iter__(self) -> Iterator[AsyncWebClient]:
        return iter((self.bolt, self.poster, self.reader))


def create_clients(settings: Settings) -> SlackClients:
    """Create the clients of the workspace in the settings."""
    connection, limit = AsyncConnectionErrorRetryHandler(), AsyncRateLimitErrorRetryHandler(max_retry_count=3)
    return SlackClients(
        bolt=_client(settings, connection, limit),
        poster=_client(settings),
        reader=_client(settings, connection, AsyncServerErrorRetryHandler(max_retry_count=2)),
    )


def _client(settings: Settings, *handlers: AsyncRetryHandler) -> AsyncWebClient:
    token = settings.bot_token.get_secret_value() if settings.bot_token else None
    return AsyncWebClient(token=token, base_url=settings.api_url, retry_handlers=list(handlers))
