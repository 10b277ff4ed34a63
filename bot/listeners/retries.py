"""Middleware that answers repeated requests of Slack with status 200 without running them."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.state import StateDatabase

_NextHandler = Callable[[], Awaitable[BoltResponse]]


def register(app: AsyncApp, state: StateDatabase) -> None:
    """Register the middleware, which runs after Bolt's check of signatures."""

    @app.middleware
    async def skip_repeated(req: AsyncBoltRequest, body: dict[str, Any], next: _NextHandler) -> BoltResponse:
        if not state.claim_request(_request_key(req, body), int(time.time() // 86_400)):
            return BoltResponse(status=200, body="")
        return await next()


def _request_key(req: AsyncBoltRequest, body: dict[str, Any]) -> str:
    for name in ("event_id", "trigger_id"):
        if body.get(name):
            return f"{name}:{body[name]}"
    stamp = "".join(req.headers.get("x-slack-request-timestamp", ()))
    return hashlib.sha256(f"{stamp}\n{req.raw_body}".encode()).hexdigest()
