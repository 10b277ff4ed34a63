"""Uploads files to Slack by the external upload flow, which is asynchronous (files.upload was removed)."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.delivery.destination import Destination

_POLLS = 20
_PAUSE_SECONDS = 0.5
_UPLOAD_TIMEOUT = aiohttp.ClientTimeout(total=60)


class UploadFailed(Exception):
    """A file cannot be used in Slack; `reason` is for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


async def upload(
    client: AsyncWebClient, source: Path | bytes, name: str, title: str, destination: Destination | None = None
) -> str:
    """Upload a file or its content; return its id. It is shared with `destination`, or for a block if that is None.

    Raises UploadFailed.
    """
    content = source if isinstance(source, bytes) else await asyncio.to_thread(source.read_bytes)
    try:
        grant = await client.files_getUploadURLExternal(filename=name, length=len(content))
        async with (
            aiohttp.ClientSession(timeout=_UPLOAD_TIMEOUT) as session,
            session.post(str(grant["upload_url"]), data=content) as answer,
        ):
            if answer.status != 200:
                raise UploadFailed(f"upload answered {answer.status}")
        await client.files_completeUploadExternal(
            files=[{"id": str(grant["file_id"]), "title": title}],
            channel_id=destination.channel if destination else None,
            thread_ts=destination.thread_ts if destination else None,
        )
    except (SlackApiError, aiohttp.ClientError, TimeoutError, KeyError) as error:
        raise UploadFailed(f"{type(error).__name__}: {error}"[:200]) from error
    return str(grant["file_id"])


async def wait_until_processed(client: AsyncWebClient, file_id: str) -> None:
    """Wait until Slack has processed a file, which an image block requires. Raises UploadFailed."""
    for _ in range(_POLLS):
        try:
            file = (await client.files_info(file=file_id))["file"]
        except (SlackApiError, KeyError) as error:
            raise UploadFailed(f"files.info: {error}"[:200]) from error
        if file.get("mimetype"):
            return
        # Slack offers no event for this; its documentation says to poll.
        await asyncio.sleep(_PAUSE_SECONDS)
    raise UploadFailed("not processed in time")
