"""The web page of the workspace: a stream of states and an endpoint for actions, reachable from this machine only."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.blocks.message import context
from bot.manifest import commands, manifest
from bot.playground.event_delivery import DeliveryResult
from bot.playground.modals import fill
from bot.playground.workspace import BOT, ChannelMessage
from bot.texts import say

if TYPE_CHECKING:
    from bot.playground.server import LocalSlack

Body = dict[str, Any]
PAGE_POSTS = 300
"""Posts that are shown at first, and that each press on "earlier" adds."""
MAX_FILE_BYTES = 256 * 2**20
_BATCH_SECONDS = 0.05
"""Changes within this time are sent together."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""No request leaves the machine. The block renderer uses inline styles in charts."""
_HEADERS = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}


class BrowserPage:
    """The page; its address contains `token`, so that no other web page can act here."""

    def __init__(self, local: LocalSlack) -> None:
        self._local = local
        self.token = secrets.token_urlsafe(16)
        self.ready = asyncio.Event()
        """Set once the app is reachable; earlier actions wait for it."""
        self.closing = False
        self._told_to_wait: set[str] = set()
        self._shown_posts = PAGE_POSTS
        self._actions: dict[str, Callable[[Body], Awaitable[DeliveryResult | Body | None]]] = {
            "say": self._say,
            "command": self._command,
            "click": self._click,
            "fill": self._fill,
            "press": self._press,
            "submit": self._submit,
            "close": self._close,
            "fault": self._fault,
            "earlier": self._show_earlier,
            "home": self._home,
            "press-home": self._press_home,
            "shortcut": self._shortcut,
        }

    def routes(self) -> list[Route]:
        """The routes of the page."""
        return [
            Route("/", self._index),
            Route("/page/{name:str}.js", self._asset),
            Route("/page/{name:str}.css", self._asset),
            Route("/page/fonts/{name}", self._font),
            Route("/page/states", self._states),
            Route("/page/acts", self._run_action, methods=["POST"]),
            Route("/page/shared", self._share, methods=["POST"]),
            Route("/page/manifest", self._manifest),
            Route("/page/files/{file}", self._file),
        ]

    def _is_allowed(self, request: Request) -> bool:
        """Whether the token is right and the host name is local, which prevents DNS rebinding."""
        given = request.headers.get("x-page-token") or request.query_params.get("token") or ""
        host = request.headers.get("host", "").rsplit(":", 1)[0]
        return secrets.compare_digest(given, self.token) and host in {"127.0.0.1", "localhost"}

    async def _index(self, request: Request) -> Response:
        if not self._is_allowed(request):
            message = "Open the whole address that `reelpulse demo` printed: its token is missing or old."
            return PlainTextResponse(message, 403)
        return HTMLResponse(_read_built("index.html").decode(), headers=_HEADERS)

    async def _asset(self, request: Request) -> Response:
        name = request.url.path.rsplit("/", 1)[1]
        if name not in {"page.js", "page.css"}:
            return PlainTextResponse("not found", 404)
        media_type = "text/javascript" if name.endswith("js") else "text/css"
        return Response(_read_built(name), media_type=media_type, headers=_HEADERS)

    async def _font(self, request: Request) -> Response:
        """Serve the fonts of the charts, which include Chinese."""
        name = request.path_params["name"]
        if name not in {font.name for font in (files("bot") / "fonts").iterdir() if font.name.endswith(".ttf")}:
            return PlainTextResponse("not found", 404)
        caching = {"Cache-Control": "max-age=86400"}
        return Response((files("bot") / "fonts" / name).read_bytes(), media_type="font/ttf", headers=_HEADERS | caching)

    async def _states(self, request: Request) -> Response:
        if not self._is_allowed(request):
            return PlainTextResponse("not allowed", 403)
        return StreamingResponse(
            self._stream_states(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _stream_states(self) -> AsyncIterator[str]:
        workspace = self._local.workspace
        while not self.closing:
            version = workspace.version
            yield f"data: {json.dumps(self.state(), ensure_ascii=False)}\n\n"
            await workspace.changed_since(version)
            await asyncio.sleep(_BATCH_SECONDS)

    def state(self) -> Body:
        """The state of the page, with the keys of its TypeScript types."""
        workspace, actions = self._local.workspace, self._local.actions
        features = yaml.safe_load(manifest())["features"]
        return {
            "people": [
                _pick(member, "id", "name", "real_name", "locale", "is_bot") for member in workspace.members.values()
            ],
            "conversations": [
                _pick(channel, "id", "name", "archived") | {"members": sorted(channel.members)}
                for channel in workspace.conversations.values()
            ],
            "posts": [
                post.as_json() | {"channel": post.channel, "only": post.only}
                for post in workspace.posts[-self._shown_posts :]
            ],
            "earlier": max(0, len(workspace.posts) - self._shown_posts),
            "files": {
                file.id: {"name": file.name, "title": file.title, "size": len(file.content), "mimetype": file.mimetype}
                for file in workspace.uploads.values()
                if file.completed
            },
            "modals": [_pick(modal, "id", "user", "view", "state") for modal in workspace.views.open],
            "homes": workspace.homes,
            "prompts": features.get("agent_view", {}).get("suggested_prompts", []),
            "commands": features["slash_commands"],
            "shortcuts": [shortcut for shortcut in features.get("shortcuts", []) if shortcut["type"] == "message"],
            "exchanges": list(workspace.exchanges),
            "faults": sorted(self._local.faults.active_switches),
            "status": workspace.status,
            "connected": actions.app_url is not None or actions.connections > 0,
        }

    async def _run_action(self, request: Request) -> Response:
        if not self._is_allowed(request):
            return JSONResponse({"ok": False, "error": "not allowed"}, 403)
        try:
            body = await request.json()
            action = self._actions[body["do"]]
            result = await action(body)
        except LookupError as error:
            return JSONResponse({"ok": False, "error": str(error)})
        except ValueError:
            return JSONResponse({"ok": False, "error": "expected a JSON object"}, 400)
        if isinstance(result, DeliveryResult) and result.status != 200:
            reason = f"the app answered {result.status}" if result.status else "the app did not answer within 3 seconds"
            return JSONResponse({"ok": False, "error": f"Slack would say: {reason}."})
        return JSONResponse({"ok": True, **(result if isinstance(result, dict) else {})})

    async def _wait_until_ready(self, body: Body) -> None:
        """Tell whoever asks while the app is starting or its data is loaded that the question is kept."""
        user = body["user"]
        if not self.ready.is_set() and user not in self._told_to_wait:
            self._told_to_wait.add(user)
            workspace = self._local.workspace
            text = say("zh" if workspace.members[user].locale.startswith("zh") else "en", "demo-still-loading")
            note = ChannelMessage(workspace.new_ts(), body["channel"], BOT, text, [context(text)], only=user)
            await workspace.add(note)
        await self.ready.wait()

    async def _say(self, body: Body) -> DeliveryResult:
        await self._wait_until_ready(body)
        return await self._local.actions.say(body["user"], body["channel"], body["text"], body.get("thread"))

    async def _command(self, body: Body) -> DeliveryResult:
        name = body["text"].partition(" ")[0].removeprefix("/")
        if name not in commands():
            raise LookupError(f"/{name} is not a command of this workspace; type / to see which there are.")
        await self._wait_until_ready(body)
        return await self._local.actions.command(body["user"], body["channel"], body["text"])

    async def _click(self, body: Body) -> DeliveryResult:
        value, block = body.get("value") or "", body.get("block") or ""
        return await self._local.actions.click(body["user"], self._post(body), body["action"], value, block)

    async def _fill(self, body: Body) -> None:
        await self._local.actions.fill(body["user"], body["block"], body["value"])

    async def _press(self, body: Body) -> DeliveryResult:
        self._fill_all(body)
        return await self._local.actions.press(body["user"], body["action"])

    async def _submit(self, body: Body) -> Body:
        self._fill_all(body)
        errors = await self._local.actions.submit(body["user"])
        return {"errors": errors}

    def _fill_all(self, body: Body) -> None:
        """Fill in the values that were typed in the page, which sends them only now, like the client of Slack."""
        modal = self._local.workspace.views.top(body["user"])
        for block, value in body.get("values", {}).items():
            if block in modal.state:
                fill(modal, block, value)

    async def _close(self, body: Body) -> None:
        modal = self._local.workspace.views.top(body["user"])
        self._local.workspace.views.open.remove(modal)
        await self._local.workspace.notify()

    async def _fault(self, body: Body) -> None:
        if body["name"] == "drop_socket":
            await self._local.actions.drop_sockets()
        else:
            self._local.faults.switch(body["name"], on=bool(body["on"]))
        await self._local.workspace.notify()

    async def _show_earlier(self, body: Body) -> None:
        del body
        self._shown_posts += PAGE_POSTS
        await self._local.workspace.notify()

    async def _home(self, body: Body) -> DeliveryResult:
        await self.ready.wait()
        return await self._local.actions.open_home(body["user"], body.get("tab", "home"))

    async def _press_home(self, body: Body) -> DeliveryResult:
        return await self._local.actions.press_home(body["user"], body["action"], body.get("value") or "")

    async def _shortcut(self, body: Body) -> DeliveryResult:
        return await self._local.actions.shortcut(body["user"], self._post(body), body["name"])

    def _post(self, body: Body) -> ChannelMessage:
        for post in self._local.workspace.posts:
            if (post.channel, post.ts) == (body["channel"], body["ts"]):
                return post
        raise LookupError("this message is gone")

    async def _share(self, request: Request) -> Response:
        """Receive a file that was dropped into a conversation."""
        if not self._is_allowed(request):
            return JSONResponse({"ok": False, "error": "not allowed"}, 403)
        query = request.query_params
        content = bytearray()
        async for part in request.stream():
            content += part
            if len(content) > MAX_FILE_BYTES:
                message = (
                    f"the demo takes files of up to {MAX_FILE_BYTES // 2**20} MB; use reelpulse import for larger ones"
                )
                return JSONResponse({"ok": False, "error": message})
        await self.ready.wait()
        await self._local.actions.share(query["user"], query["channel"], query["name"], bytes(content))
        return JSONResponse({"ok": True})

    async def _manifest(self, request: Request) -> Response:
        return PlainTextResponse(manifest()) if self._is_allowed(request) else PlainTextResponse("not allowed", 403)

    async def _file(self, request: Request) -> Response:
        upload = self._local.workspace.uploads.get(request.path_params["file"])
        if not self._is_allowed(request) or upload is None:
            return PlainTextResponse("not found", 404)
        return Response(upload.content, media_type=upload.mimetype, headers=_HEADERS)


def _pick(item: object, *names: str) -> Body:
    return {name: getattr(item, name) for name in names}


def _read_built(name: str) -> bytes:
    return (files("bot") / "playground" / "built" / name).read_bytes()
