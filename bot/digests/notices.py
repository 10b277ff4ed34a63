"""Whoever made a subscription is told once, in a direct message, when it had to be paused."""

from __future__ import annotations

from datetime import timedelta

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import Message
from bot.blocks.message import section
from bot.digests.phrases import trouble
from bot.mrkdwn import escape
from bot.outbox import GaveUp, Outbox, Outgoing, PostRefused
from bot.outbox.rate_limit import Clock
from bot.requests import write
from bot.state.subscriptions import Subscription, Subscriptions
from bot.texts import say

_TRYING = timedelta(minutes=5)
_TOKEN = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
"""Nothing can be told to anyone before whoever runs the bot has put this right."""

log = structlog.get_logger()


class Notices:
    """Tells creators of trouble."""

    def __init__(self, subscriptions: Subscriptions, outbox: Outbox, client: AsyncWebClient, clock: Clock) -> None:
        self._subscriptions, self._outbox, self._client, self._clock = subscriptions, outbox, client, clock

    async def tell(self) -> None:
        """Tell everyone who is still to be told; who cannot be reached now is tried again at the next tick."""
        for kept in self._subscriptions.untold():
            try:
                await self._tell(kept)
            except PostRefused as refused:
                if refused.error in _TOKEN:
                    log.warning("Slack does not take the bot's token: see `reelpulse doctor`", error=refused.error)
                    return
                log.warning("an owner cannot be told", subscription=kept.id, error=refused.error)
                self._subscriptions.told(kept.id)
            except (GaveUp, OSError, TimeoutError) as error:
                log.warning("an owner is told later", subscription=kept.id, error=type(error).__name__)
                return

    async def _tell(self, kept: Subscription) -> None:
        try:
            opened = await self._client.conversations_open(users=kept.creator)
        except SlackApiError as error:
            if error.response.status_code >= 500 or error.response.status_code == 429:
                raise GaveUp("unavailable") from error
            raise PostRefused(str(error.response.get("error"))) from error
        key = f"notice {kept.id} {kept.untold}"
        going = Outgoing(key, str(opened["channel"]["id"]), self._clock() + _TRYING)
        await self._outbox.deliver(going, paused_message(kept))
        self._subscriptions.told(kept.id)


def paused_message(kept: Subscription) -> Message:
    """Return what is told: which digest, why it stopped, how to go on."""
    words = say(
        kept.lang,
        "digest-paused-notice",
        number=str(kept.id),
        request=escape(write(kept.wanted), 200),
        channel=f"<#{kept.channel}>",
        error=trouble(kept.lang, kept.last_error or ""),
    )
    remedy = say(kept.lang, "digest-paused-do", number=str(kept.id))
    return Message(f"{words} {remedy}", [section(words), section(remedy)])
