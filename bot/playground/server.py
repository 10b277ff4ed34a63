"""The local Slack server on loopback: the Web API under `/api/`, uploads, `response_url` and Socket Mode."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send

from bot.manifest import scopes
from bot.playground import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from bot.playground.api import Api, ApiError
from bot.playground.browser import BrowserPage
from bot.playground.faults import SLOW_SECONDS, Faults, InjectedFault
from bot.playground.user_actions import UserActions
from bot.playground.workspace import Workspace

_GRACE_SECONDS = 3


class LocalSlack:
    """A server for one workspace; `actions` does what users do, `workspace` holds what they see."""

    def __init__(self, workspace: Workspace | None = None) -> None:
        self.workspace = workspace or Workspace()
        self.api = Api(self.workspace, lambda: self.address)
        self.faults = Faults()
        self.actions = UserActions(self.workspace, self.api, SIGNING_SECRET, self.faults)
        self.page = BrowserPage(self)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        """All calls of the Web API, in order."""
        self.scopes = self.api.scopes = set(scopes())
        self.address = ""

    @contextlib.asynccontextmanager
    async def running(self, port: int = 0, listening: socket.socket | None = None) -> AsyncIterator[LocalSlack]:
        """Serve on loopback inside the context, on the socket `listening` or on a port."""
        with listening or socket.create_server(("127.0.0.1", port)) as server_socket:
            self.address = f"http://127.0.0.1:{server_socket.getsockname()[1]}/"
            self.actions.address = self.address
            config = uvicorn.Config(
                self._web(),
                log_level="critical",
                access_log=False,
                ws="websockets-sansio",
                timeout_graceful_shutdown=_GRACE_SECONDS,
            )
            server = _SignalFreeServer(config)
            task = asyncio.create_task(server.serve(sockets=[server_socket]))
            try:
                yield self
            finally:
                self.page.closing = True
                await self.workspace.notify()  # ends the streams of open pages
                await self.actions.drop_sockets()
                server.should_exit = True
                await task

    async def set_status(self, status: str) -> None:
        """Set the status that the page shows."""
        self.workspace.status = status
        await self.workspace.notify()

    @property
    def api_url(self) -> str:
        """The value for `SLACK_API_URL`."""
        return f"{self.address}api/"

    def _web(self) -> _AbortableApp:
        return _AbortableApp(
            routes=[
                Route("/api/{method}", self._call, methods=["GET", "POST"]),
                Route("/upload/{file}", self._upload, methods=["POST"]),
                Route("/download/{file}", self._download, methods=["GET"]),
                Route("/response/{secret}", self._respond, methods=["POST"]),
                WebSocketRoute("/link", self.actions.serve_socket),
                *self.page.routes(),
            ]
        )

    async def _call(self, request: Request) -> Response:
        method, body = request.path_params["method"], await _read_arguments(request)
        self.calls.append((method, body))
        await self.workspace.notify()  # also for calls that never get an answer
        start = time.monotonic()
        if "slow" in self.faults.active_switches:
            await asyncio.sleep(SLOW_SECONDS)
        answer = await self._answer(method, body, request)
        status = json.loads(bytes(answer.body) or b"{}").get("error", "ok")
        self.workspace.record("call", method, str(status), time.monotonic() - start, body)
        await self.workspace.notify()
        return answer

    async def _answer(self, method: str, body: dict[str, Any], request: Request) -> Response:
        fault = self.faults.next(method, body)
        if fault and not fault.after and (fault.drop or fault.hang):
            return await _withhold_answer(request, fault)
        if fault and not fault.after:
            headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
            return JSONResponse({"ok": False, "error": fault.error}, fault.status, headers)
        try:
            answer = {"ok": True, **await self._method(method, body, _token(request, body))}
        except ApiError as refusal:
            answer = refusal.answer
        if fault and (fault.drop or fault.hang):
            return await _withhold_answer(request, fault)
        if fault:
            return JSONResponse({"ok": False, "error": fault.error}, fault.status)
        return JSONResponse(answer, headers={"x-oauth-scopes": ",".join(sorted(self.scopes))})

    async def _method(self, method: str, body: dict[str, Any], token: str) -> dict[str, Any]:
        if method not in self.api.methods:
            raise ApiError("unknown_method", req_method=method)
        if not token:
            raise ApiError("not_authed")
        if token != (APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN):
            raise ApiError("invalid_auth")
        scope, call = self.api.methods[method]
        if scope and scope not in self.scopes:
            raise ApiError("missing_scope", needed=scope, provided=",".join(sorted(self.scopes)))
        return await call(body)

    async def _upload(self, request: Request) -> Response:
        if fault := self.faults.next("upload", {}):
            return PlainTextResponse(fault.error or "", fault.status)
        upload = self.workspace.uploads.get(request.path_params["file"])
        if upload is None:
            return PlainTextResponse("not found", 404)
        upload.content = await request.body()
        return PlainTextResponse(f"OK - {len(upload.content)}")

    async def _download(self, request: Request) -> Response:
        if _token(request, {}) != BOT_TOKEN:
            return PlainTextResponse("", 302, {"Location": "https://slack.com/login"})
        if fault := self.faults.next("download", {}):
            return (
                await _withhold_answer(request, fault)
                if fault.hang or fault.drop
                else PlainTextResponse("", fault.status)
            )
        upload = self.workspace.uploads.get(request.path_params["file"])
        if upload is None or upload.deleted:
            return PlainTextResponse("not found", 404)
        return Response(upload.content, media_type="application/octet-stream")

    async def _respond(self, request: Request) -> Response:
        body = json.loads(await request.body())
        if fault := self.faults.next("response_url", body):
            return PlainTextResponse(fault.error or "", fault.status)
        status, text = await self.actions.respond(request.path_params["secret"], body)
        return PlainTextResponse(text, status)


class _AbortableApp(Starlette):
    """Gives requests access to their transport, so that a fault can close the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add uvicorn's transport to the scope."""
        cycle = getattr(send, "__self__", None)
        if cycle is not None and hasattr(cycle, "transport"):
            scope["transport"] = cycle.transport
        await super().__call__(scope, receive, send)


async def _withhold_answer(request: Request, fault: InjectedFault) -> Response:
    if fault.drop:
        request.scope["transport"].abort()
        await asyncio.sleep(0)
    else:
        while (await request.receive())["type"] != "http.disconnect":
            pass
    return Response()


class _SignalFreeServer(uvicorn.Server):
    """A server that leaves signals to the program."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture no signals."""
        yield


async def _read_arguments(request: Request) -> dict[str, Any]:
    """Read the arguments of a call: JSON, or a form whose structured fields are JSON."""
    arguments: dict[str, Any] = dict(request.query_params)
    content = (await request.body()).decode()
    if "json" in request.headers.get("content-type", ""):
        arguments |= json.loads(content or "{}")
        return arguments
    arguments |= dict(parse_qsl(content))
    return {
        name: json.loads(value) if name in {"blocks", "files", "metadata", "view"} else value
        for name, value in arguments.items()
    }


def _token(request: Request, body: dict[str, Any]) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ") or str(body.get("token") or "")
