"""Sends a message with the best picture that Slack accepts: native chart, drawn chart, none, or plain blocks only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import structlog
from slack_sdk.errors import SlackApiError

from bot.blocks import FilePicture, Message, Picture

_MAX_TRIES = 3
_PLAIN_BLOCKS = {"header", "section", "context", "actions", "image"}
"""Block types that every workspace supports."""
_BAD_BLOCKS = {"invalid_blocks", "msg_blocks_too_long", "invalid_blocks_format"}

T = TypeVar("T")

log = structlog.get_logger()


def simplify(message: Message) -> Message:
    """Remove blocks that an older workspace may not support."""
    return replace(message, blocks=[block for block in message.blocks if block["type"] in _PLAIN_BLOCKS])


async def send_with_best_picture(
    attempt: Callable[[Picture, bool], Awaitable[T]],
    draw: Callable[[], Awaitable[FilePicture | None]],
    *,
    drawn_only: bool = False,
) -> T:
    """Try forms of a message in order; `attempt` gets the picture, and whether to send plain blocks only.

    `drawn_only`: the report has no native chart.

    Raises SlackApiError if Slack refuses the message for another reason than its blocks.
    """
    if not drawn_only:
        try:
            return await attempt("native", False)
        except SlackApiError as error:
            _raise_unless_blocks_refused(error)
            log.warning("native chart refused, drawing a picture", error=error.response.get("error"))
    picture = await draw()
    for _ in range(_MAX_TRIES if picture else 0):
        try:
            return await attempt(picture, False)
        except SlackApiError as error:
            _raise_unless_blocks_refused(error)
    try:
        return await attempt(None, False)
    except SlackApiError as error:
        _raise_unless_blocks_refused(error)
        log.exception("blocks refused, sending without tables")
        return await attempt(None, True)


def _raise_unless_blocks_refused(error: SlackApiError) -> None:
    if error.response.get("error") not in _BAD_BLOCKS:
        raise error
