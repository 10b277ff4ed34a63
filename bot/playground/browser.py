"""The workspace in a browser: one stream of states, one address for what a person does; for this machine only."""

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

from bot.manifest import commands, manifest
from bot.playground.event_delivery import Delivered
from bot.playground.modals import fill
from bot.playground.workspace import ChannelMessage

if TYPE_CHECKING:
    from bot.playground.server import LocalSlack

Body = dict[str, Any]
POSTS_SHOWN = 300
LARGEST_FILE = 256 * 2**20
_MOMENT = 0.05
"""Changes within so many seconds are told together."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""No request leaves the machine. Inline styles are what the renderer of blocks gives its charts."""
_HEADERS = {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}


class BrowserPage:
    """What the browser sees and does. `token` stands in the address, so that no other web page can act here."""

    def __init__(self, local: LocalSlack) -> None:
        self._local = local
        self.token = secrets.token_urlsafe(16)
        self.ready = asyncio.Event()
        """Set once the app can be reached; what people type before waits for it."""
        self.closing = False
        self._acts: dict[str, Callable[[Body], Awaitable[Delivered | Body | None]]] = {
            "say": self._say,
            "command": self._command,
            "click": self._click,
            "fill": self._fill,
            "press": self._press,
            "submit": self._submit,
            "close": self._close,
            "fault": self._fault,
            "home": self._home,
            "press-home": self._press_home,
            "shortcut": self._shortcut,
        }

    def routes(self) -> list[Route]:
        """The addresses that a browser asks for."""
        return [
            Route("/", self._index),
            Route("/page/{name:str}.js", self._built),
            Route("/page/{name:str}.css", self._built),
            Route("/page/fonts/{name}", self._font),
            Route("/page/states", self._states),
            Route("/page/acts", self._act, methods=["POST"]),
            Route("/page/shared", self._shared, methods=["POST"]),
            Route("/page/manifest", self._manifest),
            Route("/page/files/{file}", self._file),
        ]

    def _allowed(self, request: Request) -> bool:
        """The token is right, and the name by which we were reached is this machine's own (DNS rebinding)."""
        given = request.headers.get("x-page-token") or request.query_params.get("token") or ""
        host = request.headers.get("host", "").rsplit(":", 1)[0]
        return secrets.compare_digest(given, self.token) and host in {"127.0.0.1", "localhost"}

    async def _index(self, request: Request) -> Response:
        if not self._allowed(request):
            words = "Open the whole address that `reelpulse demo` printed: its token is missing or old."
            return PlainTextResponse(words, 403)
        return HTMLResponse(_built("index.html").decode(), headers=_HEADERS)

    async def _built(self, request: Request) -> Response:
        name = request.url.path.rsplit("/", 1)[1]
        if name not in {"page.js", "page.css"}:
            return PlainTextResponse("not found", 404)
        kind = "text/javascript" if name.endswith("js") else "text/css"
        return Response(_built(name), media_type=kind, headers=_HEADERS)

    async def _font(self, request: Request) -> Response:
        """The fonts of the charts, so that Chinese is readable where the system has none."""
        name = request.path_params["name"]
        if name not in {font.name for font in (files("bot") / "fonts").iterdir() if font.name.endswith(".ttf")}:
            return PlainTextResponse("not found", 404)
        kept = {"Cache-Control": "max-age=86400"}
        return Response((files("bot") / "fonts" / name).read_bytes(), media_type="font/ttf", headers=_HEADERS | kept)

    async def _states(self, request: Request) -> Response:
        if not self._allowed(request):
            return PlainTextResponse("not allowed", 403)
        return StreamingResponse(self._told(), media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def _told(self) -> AsyncIterator[str]:
        workspace = self._local.workspace
        while not self.closing:
            seen = workspace.version
            yield f"data: {json.dumps(self.state(), ensure_ascii=False)}\n\n"
            await workspace.changed_since(seen)
            await asyncio.sleep(_MOMENT)

    def state(self) -> Body:
        """Everything that is shown, as the page's types name it."""
        workspace, slack = self._local.workspace, self._local.slack
        features = yaml.safe_load(manifest())["features"]
        return {
            "people": [
                {"id": one.id, "name": one.name, "real_name": one.real_name, "locale": one.locale, "is_bot": one.is_bot}
                for one in workspace.members.values()
            ],
            "conversations": [
                {"id": one.id, "name": one.name, "members": sorted(one.members), "archived": one.archived}
                for one in workspace.conversations.values()
            ],
            "posts": [post.as_json() | {"channel": post.channel, "only": post.only} for post in workspace.posts][
                -POSTS_SHOWN:
            ],
            "files": {
                one.id: {"name": one.name, "title": one.title, "size": len(one.content), "mimetype": one.mimetype}
                for one in workspace.uploads.values()
                if one.completed
            },
            "modals": [
                {"id": one.id, "user": one.user, "view": one.view, "state": one.state} for one in workspace.views.open
            ],
            "homes": workspace.homes,
            "prompts": features.get("agent_view", {}).get("suggested_prompts", []),
            "commands": features["slash_commands"],
            "shortcuts": [one for one in features.get("shortcuts", []) if one["type"] == "message"],
            "exchanges": list(workspace.exchanges),
            "faults": sorted(self._local.faults.switched),
            "status": workspace.status,
            "connected": slack.app_url is not None or slack.connections > 0,
        }

    async def _act(self, request: Request) -> Response:
        if not self._allowed(request):
            return JSONResponse({"ok": False, "error": "not allowed"}, 403)
        try:
            body = await request.json()
            act = self._acts[body["do"]]
            heard = await act(body)
        except LookupError as error:
            return JSONResponse({"ok": False, "error": str(error)})
        except ValueError:
            return JSONResponse({"ok": False, "error": "expected a JSON object"}, 400)
        if isinstance(heard, Delivered) and heard.status != 200:
            words = f"the app answered {heard.status}" if heard.status else "the app did not answer within 3 seconds"
            return JSONResponse({"ok": False, "error": f"Slack would say: {words}."})
        return JSONResponse({"ok": True, **(heard if isinstance(heard, dict) else {})})

    async def _say(self, body: Body) -> Delivered:
        await self.ready.wait()
        return await self._local.slack.say(body["user"], body["channel"], body["text"], body.get("thread"))

    async def _command(self, body: Body) -> Delivered:
        name = body["text"].partition(" ")[0].removeprefix("/")
        if name not in commands():
            raise LookupError(f"/{name} is not a command of this workspace; type / to see which there are.")
        await self.ready.wait()
        return await self._local.slack.command(body["user"], body["channel"], body["text"])

    async def _click(self, body: Body) -> Delivered:
        value, block = body.get("value") or "", body.get("block") or ""
        return await self._local.slack.click(body["user"], self._post(body), body["action"], value, block)

    async def _fill(self, body: Body) -> None:
        await self._local.slack.fill(body["user"], body["block"], body["value"])

    async def _press(self, body: Body) -> Delivered:
        self._filled(body)
        return await self._local.slack.press(body["user"], body["action"])

    async def _submit(self, body: Body) -> Body:
        self._filled(body)
        errors = await self._local.slack.submit(body["user"])
        return {"errors": errors}

    def _filled(self, body: Body) -> None:
        """Put what was typed into the modal, which hears of it only now, as Slack's own does."""
        shown = self._local.workspace.views.top(body["user"])
        for block, value in body.get("values", {}).items():
            if block in shown.state:
                fill(shown, block, value)

    async def _close(self, body: Body) -> None:
        shown = self._local.workspace.views.top(body["user"])
        self._local.workspace.views.open.remove(shown)
        await self._local.workspace.touch()

    async def _fault(self, body: Body) -> None:
        if body["name"] == "drop_socket":
            await self._local.slack.drop_sockets()
        else:
            self._local.faults.switch(body["name"], on=bool(body["on"]))
        await self._local.workspace.touch()

    async def _home(self, body: Body) -> Delivered:
        await self.ready.wait()
        return await self._local.slack.open_home(body["user"], body.get("tab", "home"))

    async def _press_home(self, body: Body) -> Delivered:
        return await self._local.slack.press_home(body["user"], body["action"], body.get("value") or "")

    async def _shortcut(self, body: Body) -> Delivered:
        return await self._local.slack.shortcut(body["user"], self._post(body), body["name"])

    def _post(self, body: Body) -> ChannelMessage:
        for post in self._local.workspace.posts:
            if (post.channel, post.ts) == (body["channel"], body["ts"]):
                return post
        raise LookupError("this message is gone")

    async def _shared(self, request: Request) -> Response:
        """Take a file that was dropped into a conversation."""
        if not self._allowed(request):
            return JSONResponse({"ok": False, "error": "not allowed"}, 403)
        said = request.query_params
        content = bytearray()
        async for part in request.stream():
            content += part
            if len(content) > LARGEST_FILE:
                words = (
                    f"the demo takes files of up to {LARGEST_FILE // 2**20} MB; use reelpulse import for larger ones"
                )
                return JSONResponse({"ok": False, "error": words})
        await self.ready.wait()
        await self._local.slack.share(said["user"], said["channel"], said["name"], bytes(content))
        return JSONResponse({"ok": True})

    async def _manifest(self, request: Request) -> Response:
        return PlainTextResponse(manifest()) if self._allowed(request) else PlainTextResponse("not allowed", 403)

    async def _file(self, request: Request) -> Response:
        upload = self._local.workspace.uploads.get(request.path_params["file"])
        if not self._allowed(request) or upload is None:
            return PlainTextResponse("not found", 404)
        return Response(upload.content, media_type=upload.mimetype, headers=_HEADERS)


def _built(name: str) -> bytes:
    return (files("bot") / "playground" / "built" / name).read_bytes()
