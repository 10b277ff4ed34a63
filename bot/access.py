"""Language, time zone and admin rights of Slack users, from `users.info`, cached for an hour."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings
from bot.texts import language_of

_FRESH_SECONDS = 3600.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Person:
    """The properties of a user that answers depend on."""

    lang: str
    zone: str
    admin: bool = False
    """Whether the user is an administrator or owner of the workspace."""


class People:
    """Looks up users; simultaneous requests for a user share one call."""

    def __init__(self, settings: Settings) -> None:
        self._fallback = Person(settings.language, settings.zone)
        self._cache: dict[str, tuple[float, asyncio.Task[Person | None]]] = {}

    async def find(self, client: AsyncWebClient, user: str) -> Person:
        """The person with a user id; the defaults of the workspace if Slack gives no answer."""
        entry = self._cache.get(user)
        if entry is None or time.monotonic() - entry[0] > _FRESH_SECONDS:
            entry = self._cache[user] = (time.monotonic(), asyncio.create_task(self._request(client, user)))
        person = await asyncio.shield(entry[1])
        if person is None and self._cache.get(user) is entry:
            del self._cache[user]
        return person or self._fallback

    async def _request(self, client: AsyncWebClient, user: str) -> Person | None:
        try:
            answer = await client.users_info(user=user, include_locale=True)
            profile = answer.get("user") or {}
        except (SlackApiError, OSError, TimeoutError) as error:
            log.warning("users.info failed, defaults used", error=type(error).__name__)
            return None
        locale, zone = profile.get("locale"), profile.get("tz")
        return Person(
            language_of(locale) if locale else self._fallback.lang,
            zone if isinstance(zone, str) and zone else self._fallback.zone,
            bool(profile.get("is_admin") or profile.get("is_owner")),
        )
