"""Who is asking: language and time zone of a Slack user, from `users.info`, remembered for an hour."""

from __future__ import annotations

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


class People:
    """Looks people up."""

    def __init__(self, settings: Settings) -> None:
        self._fallback = Person(settings.language, settings.zone)
        self._known: dict[str, tuple[float, Person]] = {}

    async def find(self, client: AsyncWebClient, user: str) -> Person:
        """The person behind a user id; the workspace's defaults where Slack does not say."""
        known = self._known.get(user)
        if known and time.monotonic() - known[0] < _FRESH_SECONDS:
            return known[1]
        try:
            answer = await client.users_info(user=user, include_locale=True)
            profile = answer.get("user") or {}
        except (SlackApiError, OSError, TimeoutError) as error:
            log.warning("users.info failed: defaults are used", error=type(error).__name__)
            return self._fallback
        locale, zone = profile.get("locale"), profile.get("tz")
        person = Person(
            language_of(locale) if locale else self._fallback.lang,
            zone if isinstance(zone, str) and zone else self._fallback.zone,
        )
        self._known[user] = (time.monotonic(), person)
        return person
