"""A message with the best picture that Slack takes: its own chart, a drawn one, none, and at the last plain blocks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import structlog
from slack_sdk.errors import SlackApiError

from bot.blocks import FilePicture, Message, Picture

_TRIES = 3
_CLASSIC = {"header", "section", "context", "actions", "image"}
"""Blocks that every workspace has had for years."""
_BAD_BLOCKS = {"invalid_blocks", "msg_blocks_too_long", "invalid_blocks_format"}

T = TypeVar("T")

log = structlog.get_logger()


def simplified(message: Message) -> Message:
    """The message without blocks that an older workspace may not know."""
    return replace(message, blocks=[block for block in message.blocks if block["type"] in _CLASSIC])


async def with_best_picture(
    attempt: Callable[[Picture, bool], Awaitable[T]],
    draw: Callable[[], Awaitable[FilePicture | None]],
    *,
    drawn: bool = False,
) -> T:
    """Try one form of a message after the other; `attempt` gets the picture, and whether to send plain blocks only.

    `drawn`: what is to be shown has no native form.

    Raises SlackApiError where something else than the blocks is refused.
    """
    if not drawn:
        try:
            return await attempt("native", False)
        except SlackApiError as error:
            _check(error)
            log.warning("native blocks refused: a picture is drawn", error=error.response.get("error"))
    picture = await draw()
    for _ in range(_TRIES if picture else 0):
        try:
            return await attempt(picture, False)
        except SlackApiError as error:
            _check(error)
    try:
        return await attempt(None, False)
    except SlackApiError as error:
        _check(error)
        log.exception("blocks refused: sent without tables")
        return await attempt(None, True)


def _check(error: SlackApiError) -> None:
    if error.response.get("error") not in _BAD_BLOCKS:
        raise error
