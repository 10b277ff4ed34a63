"""Delivers events to the app by signed requests with retries, or by socket; receives answers to `response_url`."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

import aiohttp
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground.api import Api, ApiError, Body
from bot.playground.faults import Faults
from bot.playground.workspace import ChannelMessage, Workspace

MAX_RESPONSES = 5
RESPONSE_SECONDS = 30 * 60
ACK_SECONDS = 3.0


@dataclass(slots=True)
class DeliveryResult:
    """The answer of the app to a delivery; `status` is 0 without an answer within three seconds."""

    status: int
    body: str
    seconds: float


@dataclass(slots=True)
class _ResponseUrl:
    """A `response_url` of a command or a click."""

    channel: str
    user: str
    original: ChannelMessage | None
    created: float = field(default_factory=time.monotonic)
    used: int = 0


class EventDelivery:
    """The connection between Slack and the app.

    `app_url`: the target of requests, signed with `secret`; None sends them through an open socket.
    """

    def __init__(self, workspace: Workspace, api: Api, secret: str, faults: Faults) -> None:
        self.workspace, self._api, self._secret, self._faults = workspace, api, secret, faults
        self.app_url: str | None = None
        self.address = ""
        self._responses: dict[str, _ResponseUrl] = {}
        self._sockets: list[WebSocket] = []
        self._acks: dict[str, asyncio.Future[Body]] = {}

    def response_url(self, channel: str, user: str, original: ChannelMessage | None = None) -> str:
        """Create a `response_url` for a command or a click."""
        secret = secrets.token_hex(12)
        self._responses[secret] = _ResponseUrl(channel, user, original)
        return f"{self.address}response/{secret}"

    async def send(self, kind: str, body: Body) -> DeliveryResult:
        """Deliver an event to the app and record the exchange."""
        result = await self._deliver(kind, body)
        if kind == "events_api" and "duplicates" in self._faults.active_switches:
            await self._deliver(kind, body)
        self.workspace.record("event", _event_name(kind, body), str(result.status or "no answer"), result.seconds, body)
        await self.workspace.notify()
        return result

    async def _deliver(self, kind: str, body: Body) -> DeliveryResult:
        if self.app_url is None:
            return await self._through_socket(kind, body)
        if kind == "slash_commands":
            return await self.post(urlencode(body), "application/x-www-form-urlencoded")
        if kind == "interactive":
            return await self.post(urlencode({"payload": json.dumps(body)}), "application/x-www-form-urlencoded")
        result = await self.post(json.dumps(body), "application/json")
        for number in (1, 2, 3) if result.status != 200 else ():
            headers = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_timeout"}
            result = await self.post(json.dumps(body), "application/json", headers)
            if result.status == 200:
                break
        return result

    async def post(self, content: str, kind: str, headers: dict[str, str] | None = None) -> DeliveryResult:
        """Send a signed request to the app; `headers` override the usual ones."""
        start = time.monotonic()
        signed_headers = self.sign(content, int(time.time())) | {"Content-Type": kind} | (headers or {})
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ACK_SECONDS)) as session,
                session.post(str(self.app_url), data=content.encode(), headers=signed_headers) as answer,
            ):
                return DeliveryResult(answer.status, await answer.text(), time.monotonic() - start)
        except (TimeoutError, aiohttp.ClientError):
            return DeliveryResult(0, "", time.monotonic() - start)

    def sign(self, content: str, stamp: int) -> dict[str, str]:
        """Return the headers that prove that a body comes from Slack (docs: verifying requests from Slack)."""
        digest = hmac.new(self._secret.encode(), f"v0:{stamp}:{content}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": str(stamp), "X-Slack-Signature": f"v0={digest}"}

    async def respond(self, secret: str, body: Body) -> tuple[int, str]:
        """Handle a request to a `response_url`, which is valid for five uses within thirty minutes."""
        response = self._responses.get(secret)
        if response is None or time.monotonic() - response.created > RESPONSE_SECONDS:
            return 404, "expired_url"
        if response.used >= MAX_RESPONSES:
            return 404, "used_url"
        response.used += 1
        if response.original and (body.get("delete_original") or body.get("replace_original")):
            self.workspace.posts.remove(response.original)
            await self.workspace.notify()
        if body.get("delete_original"):
            return 200, "ok"
        try:
            only = None if body.get("response_type") == "in_channel" else response.user
            await self.workspace.add(self._api.create_message(response.channel, body, only))
        except ApiError as refusal:
            return 400, str(refusal.answer["error"])
        return 200, "ok"

    async def serve_socket(self, socket: WebSocket) -> None:
        """Serve one Socket Mode connection until it ends."""
        if socket.query_params.get("ticket") not in self._api.tickets:
            await socket.close(1008)
            return
        await socket.accept()
        await socket.send_json({"type": "hello", "num_connections": len(self._sockets) + 1})
        self._sockets.append(socket)
        await self.workspace.notify()
        try:
            while True:
                message = await socket.receive_json()
                ack = self._acks.pop(message.get("envelope_id"), None)
                if ack and not ack.done():
                    ack.set_result(message.get("payload") or {})
        except WebSocketDisconnect:
            pass
        finally:
            self._sockets.remove(socket)
            await self.workspace.notify()

    @property
    def connections(self) -> int:
        """The number of open sockets."""
        return len(self._sockets)

    async def drop_sockets(self) -> None:
        """Close all sockets, as Slack does to refresh connections."""
        for socket in list(self._sockets):
            with contextlib.suppress(RuntimeError):
                await socket.close(1001)

    async def _through_socket(self, kind: str, body: Body) -> DeliveryResult:
        if not self._sockets:
            return DeliveryResult(0, "", 0.0)
        start, envelope = time.monotonic(), secrets.token_hex(8)
        ack: asyncio.Future[Body] = asyncio.get_running_loop().create_future()
        self._acks[envelope] = ack
        message = {"envelope_id": envelope, "type": kind, "payload": body, "accepts_response_payload": True}
        await secrets.choice(self._sockets).send_json(message)
        try:
            answer = await asyncio.wait_for(ack, ACK_SECONDS)
        except TimeoutError:
            return DeliveryResult(0, "", time.monotonic() - start)
        return DeliveryResult(200, json.dumps(answer), time.monotonic() - start)


def _event_name(kind: str, body: Body) -> str:
    return str(body.get("command") or body.get("event", {}).get("type") or body.get("type") or kind)
