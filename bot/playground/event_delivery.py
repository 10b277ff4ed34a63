"""How Slack reaches the app: signed requests with their retries, or socket envelopes; and `response_url` back."""

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

RESPONSES = 5
RESPONSE_SECONDS = 30 * 60
ACK_SECONDS = 3.0


@dataclass(slots=True)
class Delivered:
    """How the app took what Slack sent; `status` is 0 where it did not within three seconds."""

    status: int
    body: str
    seconds: float


@dataclass(slots=True)
class _Response:
    """An address given out with a command or a click."""

    channel: str
    user: str
    original: ChannelMessage | None
    made: float = field(default_factory=time.monotonic)
    used: int = 0


class EventDelivery:
    """The line between Slack and the app.

    `app_url`: where requests go, signed with `secret`; None sends them through the open socket.
    """

    def __init__(self, workspace: Workspace, api: Api, secret: str, faults: Faults) -> None:
        self.workspace, self._api, self._secret, self._faults = workspace, api, secret, faults
        self.app_url: str | None = None
        self.address = ""
        self._responses: dict[str, _Response] = {}
        self._sockets: list[WebSocket] = []
        self._acks: dict[str, asyncio.Future[Body]] = {}

    def response_url(self, channel: str, user: str, original: ChannelMessage | None = None) -> str:
        """An address at which the app may answer a command or a click."""
        secret = secrets.token_hex(12)
        self._responses[secret] = _Response(channel, user, original)
        return f"{self.address}response/{secret}"

    async def send(self, kind: str, body: Body) -> Delivered:
        """Let the app hear something, by the way that is open, and write it down."""
        heard = await self._sent(kind, body)
        if kind == "events_api" and "duplicates" in self._faults.switched:
            await self._sent(kind, body)
        self.workspace.record("event", _name(kind, body), str(heard.status or "no answer"), heard.seconds, body)
        await self.workspace.touch()
        return heard

    async def _sent(self, kind: str, body: Body) -> Delivered:
        if self.app_url is None:
            return await self._through_socket(kind, body)
        if kind == "slash_commands":
            return await self.post(urlencode(body), "application/x-www-form-urlencoded")
        if kind == "interactive":
            return await self.post(urlencode({"payload": json.dumps(body)}), "application/x-www-form-urlencoded")
        heard = await self.post(json.dumps(body), "application/json")
        for number in (1, 2, 3) if heard.status != 200 else ():
            again = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": "http_timeout"}
            heard = await self.post(json.dumps(body), "application/json", again)
            if heard.status == 200:
                break
        return heard

    async def post(self, content: str, kind: str, headers: dict[str, str] | None = None) -> Delivered:
        """Send a signed request to the app; `headers` win over what Slack would send."""
        begun = time.monotonic()
        sent = self.signed(content, int(time.time())) | {"Content-Type": kind} | (headers or {})
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ACK_SECONDS)) as session,
                session.post(str(self.app_url), data=content.encode(), headers=sent) as answer,
            ):
                return Delivered(answer.status, await answer.text(), time.monotonic() - begun)
        except (TimeoutError, aiohttp.ClientError):
            return Delivered(0, "", time.monotonic() - begun)

    def signed(self, content: str, stamp: int) -> dict[str, str]:
        """The headers that prove that a body comes from Slack (docs: verifying requests from Slack)."""
        digest = hmac.new(self._secret.encode(), f"v0:{stamp}:{content}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": str(stamp), "X-Slack-Signature": f"v0={digest}"}

    async def respond(self, secret: str, body: Body) -> tuple[int, str]:
        """Take what the app sends to a `response_url`: five times within thirty minutes."""
        known = self._responses.get(secret)
        if known is None or time.monotonic() - known.made > RESPONSE_SECONDS:
            return 404, "expired_url"
        if known.used >= RESPONSES:
            return 404, "used_url"
        known.used += 1
        if known.original and (body.get("delete_original") or body.get("replace_original")):
            self.workspace.posts.remove(known.original)
            await self.workspace.touch()
        if body.get("delete_original"):
            return 200, "ok"
        try:
            only = None if body.get("response_type") == "in_channel" else known.user
            await self.workspace.add(self._api.make_post(known.channel, body, only))
        except ApiError as refused:
            return 400, str(refused.answer["error"])
        return 200, "ok"

    async def serve_socket(self, socket: WebSocket) -> None:
        """Keep one Socket Mode connection until it ends."""
        if socket.query_params.get("ticket") not in self._api.tickets:
            await socket.close(1008)
            return
        await socket.accept()
        await socket.send_json({"type": "hello", "num_connections": len(self._sockets) + 1})
        self._sockets.append(socket)
        await self.workspace.touch()
        try:
            while True:
                said = await socket.receive_json()
                waiting = self._acks.pop(said.get("envelope_id"), None)
                if waiting and not waiting.done():
                    waiting.set_result(said.get("payload") or {})
        except WebSocketDisconnect:
            pass
        finally:
            self._sockets.remove(socket)
            await self.workspace.touch()

    @property
    def connections(self) -> int:
        """Open sockets."""
        return len(self._sockets)

    async def drop_sockets(self) -> None:
        """Close every socket, as Slack does when it refreshes connections."""
        for socket in list(self._sockets):
            with contextlib.suppress(RuntimeError):
                await socket.close(1001)

    async def _through_socket(self, kind: str, body: Body) -> Delivered:
        if not self._sockets:
            return Delivered(0, "", 0.0)
        begun, envelope = time.monotonic(), secrets.token_hex(8)
        waiting: asyncio.Future[Body] = asyncio.get_running_loop().create_future()
        self._acks[envelope] = waiting
        sent = {"envelope_id": envelope, "type": kind, "payload": body, "accepts_response_payload": True}
        await secrets.choice(self._sockets).send_json(sent)
        try:
            answer = await asyncio.wait_for(waiting, ACK_SECONDS)
        except TimeoutError:
            return Delivered(0, "", time.monotonic() - begun)
        return Delivered(200, json.dumps(answer), time.monotonic() - begun)


def _name(kind: str, body: Body) -> str:
    return str(body.get("command") or body.get("event", {}).get("type") or body.get("type") or kind)
