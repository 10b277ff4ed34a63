"""Direct messages that tell the creator of a subscription once that it was paused."""

from __future__ import annotations

from datetime import timedelta

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks import Message
from bot.blocks.message import section
from bot.digests.order_words import write_requests
from bot.digests.phrases import error_phrase
from bot.mrkdwn import escape
from bot.outbox import GaveUp, Outbox, Outgoing, PostRefused
from bot.outbox.rate_limit import Clock
from bot.state.subscriptions import Subscription, Subscriptions
from bot.texts import say

_SEND_TIMEOUT = timedelta(minutes=5)
_TOKEN_CODES = {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
"""The token is invalid: no message can be sent until the operator replaces it."""

log = structlog.get_logger()


class Notices:
    """Notifies creators of paused subscriptions."""

    def __init__(self, subscriptions: Subscriptions, outbox: Outbox, client: AsyncWebClient, clock: Clock) -> None:
        self._subscriptions, self._outbox, self._client, self._clock = subscriptions, outbox, client, clock

    async def send_pending(self) -> None:
        """Send all pending notices; those that fail temporarily are retried at the next tick."""
        for subscription in self._subscriptions.awaiting_notice():
            try:
                await self._send(subscription)
            except PostRefused as refusal:
                if refusal.error in _TOKEN_CODES:
                    log.warning("bot token refused by Slack: run `reelpulse doctor`", error=refusal.error)
                    return
                log.warning("notice undeliverable", subscription=subscription.id, error=refusal.error)
                self._subscriptions.mark_notified(subscription.id)
            except (GaveUp, OSError, TimeoutError) as error:
                log.warning("notice postponed", subscription=subscription.id, error=type(error).__name__)
                return

    async def _send(self, subscription: Subscription) -> None:
        try:
            opened = await self._client.conversations_open(users=subscription.creator)
        except SlackApiError as error:
            if error.response.status_code >= 500 or error.response.status_code == 429:
                raise GaveUp("unavailable") from error
            raise PostRefused(str(error.response.get("error"))) from error
        key = f"notice {subscription.id} {subscription.untold}"
        outgoing = Outgoing(key, str(opened["channel"]["id"]), self._clock() + _SEND_TIMEOUT)
        await self._outbox.deliver(outgoing, paused_message(subscription))
        self._subscriptions.mark_notified(subscription.id)


def paused_message(subscription: Subscription) -> Message:
    """Return the notice: which digest was paused, why, and how to resume it."""
    words = say(
        subscription.lang,
        "digest-paused-notice",
        number=str(subscription.id),
        request=escape(write_requests(subscription.requests), 200),
        channel=f"<#{subscription.channel}>",
        error=error_phrase(subscription.lang, subscription.last_error or ""),
    )
    remedy = say(subscription.lang, "digest-paused-do", number=str(subscription.id))
    return Message(f"{words} {remedy}", [section(words), section(remedy)])
