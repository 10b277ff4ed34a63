"""Slack towards the app: signed requests or socket envelopes for what people do, `response_url`, retries."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground.api import Api, Body, Refused
from bot.playground.faults import Faults
from bot.playground.views import Shown, empty_fields, fill
from bot.playground.workspace import BOT, TEAM, Post, Upload, Workspace

RESPONSES = 5
RESPONSE_SECONDS = 30 * 60
ACK_SECONDS = 3.0


@dataclass(slots=True)
class Heard:
    """How the app took what Slack sent; `status` is 0 where it did not within three seconds."""

    status: int
    body: str
    seconds: float


@dataclass(slots=True)
class _Response:
    """An address given out with a command or a click."""

    channel: str
    user: str
    original: Post | None
    made: float = field(default_factory=time.monotonic)
    used: int = 0


class Slack:
    """Does what Slack does when someone types, clicks or mentions.

    `app_url`: where requests go, signed with `secret`; None sends them through the open socket.
    """

    def __init__(self, workspace: Workspace, api: Api, secret: str, faults: Faults) -> None:
        self.workspace, self._api, self._secret, self._faults = workspace, api, secret, faults
        self.app_url: str | None = None
        self.address = ""
        self._responses: dict[str, _Response] = {}
        self._sockets: list[WebSocket] = []
        self._acks: dict[str, asyncio.Future[Body]] = {}

    async def command(self, user: str, channel: str, text: str) -> Heard:
        """Type a slash command."""
        name, _, rest = text.partition(" ")
        body = {
            "command": name,
            "text": rest,
            "team_id": TEAM,
            "channel_id": channel,
            "channel_name": self.workspace.conversations[channel].name,
            "user_id": user,
            "trigger_id": self.workspace.views.trigger(user, channel),
            "response_url": self._response_url(channel, user),
        }
        return await self._send("slash_commands", body)

    async def click(self, user: str, post: Post, action: str, value: str = "", within: str = "") -> Heard:
        """Press a button, or choose, under a message; `within`: the block, where several have this action."""
        block, element = _element(post, action, within)
        pressed: Body = {
            "type": element["type"],
            "action_id": action,
            "block_id": block["block_id"],
            "action_ts": self.workspace.new_ts(),
        }
        if element["type"] in {"overflow", "static_select"}:
            pressed["selected_option"] = next(o for o in element["options"] if o["value"] == value)
        else:
            pressed["value"] = element.get("value", "")
        body = {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "channel": {"id": post.channel, "name": self.workspace.conversations[post.channel].name},
            "container": {
                "type": "message",
                "message_ts": post.ts,
                "channel_id": post.channel,
                "is_ephemeral": bool(post.only),
            },
            "trigger_id": self.workspace.views.trigger(user, post.channel),
            "response_url": self._response_url(post.channel, user, post),
            "actions": [pressed],
        }
        if not post.only:
            body["message"] = post.as_json()
        return await self._send("interactive", body)

    async def press_home(self, user: str, action: str, value: str = "") -> Heard:
        """Press a button, or choose, in the Home tab."""
        view = self.workspace.homes[user]
        for block in view["blocks"]:
            for element in block.get("elements", []):
                if element.get("action_id") == action:
                    pressed: Body = {"type": element["type"], "action_id": action, "block_id": block["block_id"]}
                    if element["type"] == "static_select":
                        pressed["selected_option"] = next(o for o in element["options"] if o["value"] == value)
                    else:
                        pressed["value"] = element.get("value", "")
                    body = {
                        "type": "block_actions",
                        "team": {"id": TEAM},
                        "user": {"id": user, "team_id": TEAM},
                        "container": {"type": "view", "view_id": f"V{user}"},
                        "trigger_id": self.workspace.views.trigger(user, None),
                        "view": view,
                        "actions": [{**pressed, "action_ts": self.workspace.new_ts()}],
                    }
                    return await self._send("interactive", body)
        raise LookupError(f"no {action} in the Home tab")

    async def open_home(self, user: str, tab: str = "home") -> Heard:
        """Open the app's Home or Messages tab."""
        direct = self.workspace.direct_with(user)
        channel = direct.id if direct else ""
        return await self._event({"type": "app_home_opened", "user": user, "channel": channel, "tab": tab})

    async def share(
        self,
        user: str,
        channel: str,
        name: str,
        content: bytes,
        text: str = "",
        *,
        size: int = 0,
        deleted: bool = False,
    ) -> Post:
        """Share a file in a conversation; `size`: what Slack says of it, `deleted`: gone before the app looks."""
        number = f"F{self.workspace.number():08d}"
        made = Upload(number, name, name, content, completed=True, ready_at=0.0, claimed=size, deleted=deleted)
        self.workspace.uploads[number] = made
        post = Post(self.workspace.new_ts(), channel, user, text, files=[number])
        await self.workspace.add(post)
        place = self.workspace.conversations[channel]
        if BOT in place.members:
            event = post.as_json() | {"channel": channel, "subtype": "file_share", "channel_type": place.channel_type}
            event["files"] = [{"id": number, "name": name}]
            await self._event(event)
        return post

    async def shortcut(self, user: str, post: Post, callback: str) -> Heard:
        """Use a message shortcut."""
        body = {
            "type": "message_action",
            "callback_id": callback,
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "channel": {"id": post.channel, "name": self.workspace.conversations[post.channel].name},
            "message": post.as_json(),
            "message_ts": post.ts,
            "action_ts": self.workspace.new_ts(),
            "trigger_id": self.workspace.views.trigger(user, post.channel),
            "response_url": self._response_url(post.channel, user, post),
        }
        return await self._send("interactive", body)

    async def fill(self, user: str, field: str, value: str | list[str]) -> None:
        """Fill in a field of the modal on top; the app hears of it where it asked to."""
        shown = self.workspace.views.top(user)
        block = fill(shown, field, value)
        if block.get("dispatch_action"):
            action = block["element"]["action_id"]
            await self._act(shown, {**shown.state[field][action], "action_id": action, "block_id": field})

    async def press(self, user: str, action: str) -> Heard:
        """Press a button in the modal on top."""
        shown = self.workspace.views.top(user)
        for block in shown.view["blocks"]:
            for element in block.get("elements", []):
                if element.get("action_id") == action:
                    return await self._act(
                        shown,
                        {
                            "type": "button",
                            "action_id": action,
                            "block_id": block["block_id"],
                            "value": element.get("value", ""),
                        },
                    )
        raise LookupError(f"no {action} in this modal")

    async def _act(self, shown: Shown, action: Body) -> Heard:
        body = {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": shown.user, "team_id": TEAM},
            "container": {"type": "view", "view_id": shown.id},
            "trigger_id": self.workspace.views.trigger(shown.user, None),
            "view": shown.as_json(),
            "actions": [{**action, "action_ts": self.workspace.new_ts()}],
        }
        return await self._send("interactive", body)

    async def submit(self, user: str) -> dict[str, str]:
        """Press the modal's own button: what the app finds wrong, field by field; the modal closes if nothing."""
        shown = self.workspace.views.top(user)
        empty = empty_fields(shown)
        if empty:
            raise LookupError(f"Slack lets nobody send this: {empty} must be filled in")
        body = {
            "type": "view_submission",
            "team": {"id": TEAM},
            "user": {"id": user, "team_id": TEAM},
            "trigger_id": self.workspace.views.trigger(user, None),
            "view": shown.as_json(),
            "response_urls": [],
        }
        heard = await self._send("interactive", body)
        if heard.status != 200:
            raise LookupError(f"Slack says: we had trouble connecting ({heard.status})")
        answer = json.loads(heard.body or "{}")
        if answer.get("response_action") == "errors":
            errors: dict[str, str] = answer["errors"]
            unknown = set(errors) - set(shown.state)
            if unknown:
                raise LookupError(f"errors for fields that do not exist: {unknown}")
            return errors
        if shown in self.workspace.views.open:
            self.workspace.views.open.remove(shown)
        await self.workspace.touch()
        return {}

    async def say(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> Heard:
        """Write in a conversation: events go out for direct messages and for mentions of the bot."""
        post = Post(self.workspace.new_ts(), channel, user, text, thread_ts=thread_ts)
        await self.workspace.add(post)
        place = self.workspace.conversations[channel]
        event = post.as_json() | {"channel": channel}
        if place.channel_type == "im":
            return await self._event(event | {"channel_type": "im"})
        if BOT not in place.members:
            return Heard(200, "", 0.0)
        # A mention arrives twice: as such, and as a message of the channel.
        heard = await self._event(event | {"channel_type": place.channel_type})
        return await self._event(event | {"type": "app_mention"}) if f"<@{BOT}>" in text else heard

    async def _event(self, event: Body) -> Heard:
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "api_app_id": "A0REEL",
            "event": event,
            "event_id": f"Ev{secrets.token_hex(5).upper()}",  # never one that an earlier server gave out
            "event_time": int(time.time()),
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }
        return await self._send("events_api", body)

    def _response_url(self, channel: str, user: str, original: Post | None = None) -> str:
        secret = secrets.token_hex(12)
        self._responses[secret] = _Response(channel, user, original)
        return f"{self.address}response/{secret}"

    async def _send(self, kind: str, body: Body) -> Heard:
        heard = await self._sent(kind, body)
        if kind == "events_api" and "duplicates" in self._faults.switched:
            await self._sent(kind, body)
        self.workspace.record("event", _name(kind, body), str(heard.status or "no answer"), heard.seconds, body)
        await self.workspace.touch()
        return heard

    async def _sent(self, kind: str, body: Body) -> Heard:
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

    async def post(self, content: str, kind: str, headers: dict[str, str] | None = None) -> Heard:
        """Send a signed request to the app; `headers` win over what Slack would send."""
        begun = time.monotonic()
        sent = self.signed(content, int(time.time())) | {"Content-Type": kind} | (headers or {})
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ACK_SECONDS)) as session,
                session.post(str(self.app_url), data=content.encode(), headers=sent) as answer,
            ):
                return Heard(answer.status, await answer.text(), time.monotonic() - begun)
        except (TimeoutError, aiohttp.ClientError):
            return Heard(0, "", time.monotonic() - begun)

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
        except Refused as refused:
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

    async def _through_socket(self, kind: str, body: Body) -> Heard:
        if not self._sockets:
            return Heard(0, "", 0.0)
        begun, envelope = time.monotonic(), secrets.token_hex(8)
        waiting: asyncio.Future[Body] = asyncio.get_running_loop().create_future()
        self._acks[envelope] = waiting
        sent = {"envelope_id": envelope, "type": kind, "payload": body, "accepts_response_payload": True}
        await secrets.choice(self._sockets).send_json(sent)
        try:
            answer = await asyncio.wait_for(waiting, ACK_SECONDS)
        except TimeoutError:
            return Heard(0, "", time.monotonic() - begun)
        return Heard(200, json.dumps(answer), time.monotonic() - begun)


def _name(kind: str, body: Body) -> str:
    return str(body.get("command") or body.get("event", {}).get("type") or body.get("type") or kind)


def _element(post: Post, action: str, within: str) -> tuple[dict[str, Any], dict[str, Any]]:
    for block in post.blocks:
        if within not in {"", block.get("block_id")}:
            continue
        for element in [*block.get("elements", []), block.get("accessory") or {}]:
            if element.get("action_id") == action:
                return block, element
    raise LookupError(f"no {action} under this message")
