"""Who is asking: language and time zone of a Slack user, from `users.info`, remembered for an hour."""

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
    """How to talk to someone."""

    lang: str
    zone: str
    admin: bool = False
    """Whether Slack has them as an administrator or owner of the workspace."""


class People:
    """Looks people up; one call for all who ask at the same time."""

    def __init__(self, settings: Settings) -> None:
        self._fallback = Person(settings.language, settings.zone)
        self._known: dict[str, tuple[float, asyncio.Task[Person | None]]] = {}

    async def find(self, client: AsyncWebClient, user: str) -> Person:
        """The person behind a user id; the workspace's defaults where Slack does not say."""
        known = self._known.get(user)
        if known is None or time.monotonic() - known[0] > _FRESH_SECONDS:
            known = self._known[user] = (time.monotonic(), asyncio.create_task(self._ask(client, user)))
        person = await asyncio.shield(known[1])
        if person is None and self._known.get(user) is known:
            del self._known[user]
        return person or self._fallback

    async def _ask(self, client: AsyncWebClient, user: str) -> Person | None:
        try:
            answer = await client.users_info(user=user, include_locale=True)
            profile = answer.get("user") or {}
        except (SlackApiError, OSError, TimeoutError) as error:
            log.warning("users.info failed: defaults are used", error=type(error).__name__)
            return None
        locale, zone = profile.get("locale"), profile.get("tz")
        return Person(
            language_of(locale) if locale else self._fallback.lang,
            zone if isinstance(zone, str) and zone else self._fallback.zone,
            bool(profile.get("is_admin") or profile.get("is_owner")),
        )
