"""The destination of a message: a channel, a thread, or one person in it."""

from __future__ import annotations

from dataclasses import dataclass

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.blocks import Message

CANNOT_POST = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action"})
"""Codes with which Slack refuses a message to everyone."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Destination:
    """A person in a channel, the ways to answer there, and the client to use."""

    client: AsyncWebClient
    channel: str
    user: str
    thread_ts: str | None = None
    response_url: str | None = None

    @property
    def is_direct(self) -> bool:
        """Whether the channel is a direct message of this person and the bot."""
        return self.channel.startswith("D")

    async def post(self, message: Message) -> str:
        """Post to everyone here; returns the message's timestamp. Raises SlackApiError."""
        posted = await self.client.chat_postMessage(
            channel=self.channel,
            text=message.text,
            blocks=message.blocks,
            thread_ts=self.thread_ts,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(posted["ts"])

    async def reply(self, message: Message) -> None:
        """Post to the thread of a question, where everyone saw it asked; elsewhere to this person only."""
        if self.thread_ts and not self.response_url:
            try:
                await self.post(message)
            except SlackApiError as error:
                if error.response.get("error") not in CANNOT_POST:
                    raise
            else:
                return
        await self.post_privately(message)

    async def post_privately(self, message: Message) -> None:
        """Post to this person only: by the command's response URL, else ephemerally, else as a direct message."""
        if self.response_url and await self._respond(message):
            return
        if self.is_direct:
            await self.post(message)
            return
        try:
            await self.client.chat_postEphemeral(
                channel=self.channel,
                user=self.user,
                text=message.text,
                blocks=message.blocks,
                thread_ts=self.thread_ts,
            )
        except SlackApiError as error:
            if error.response.get("error") in {"invalid_blocks", "msg_blocks_too_long"}:
                raise
            await (await self.open_direct_message()).post(message)

    async def _respond(self, message: Message) -> bool:
        """Post to the response URL; returns whether Slack accepted the message."""
        try:
            answer = await AsyncWebhookClient(str(self.response_url)).send(
                text=message.text, blocks=message.blocks, response_type="ephemeral", replace_original=False
            )
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning("response_url unreachable", error=type(error).__name__)
            return False
        if answer.status_code != 200:
            log.warning("response_url refused", status=answer.status_code, body=str(answer.body)[:80])
        if "invalid_blocks" in str(answer.body):
            raise SlackApiError("response_url", {"error": "invalid_blocks"})  # type: ignore[no-untyped-call]  # slack_sdk
        return answer.status_code == 200

    async def open_direct_message(self) -> Destination:
        """Open the direct message with this person."""
        opened = await self.client.conversations_open(users=self.user)
        return Destination(self.client, str(opened["channel"]["id"]), self.user)
