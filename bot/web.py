"""The web application: receives Slack requests over HTTP or Socket Mode, and runs background work while it is up."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import understanding
from bot.background import Background
from bot.delivery import Delivery
from bot.messages import help_message
from bot.settings import Settings
from bot.slack_clients import SlackClients
from bot.texts import LANGUAGES
from bot.workers import JobPool

_WARM_DELAY_SECONDS = 1.0
_SWITCH_SECONDS = 0.0005

log = structlog.get_logger()


def create_web_app(
    settings: Settings, bolt: AsyncApp, delivery: Delivery, background: Background, clients: SlackClients
) -> Starlette:
    """Create the application; its lifespan starts and stops workers, background work and the Socket Mode client."""

    async def healthz(request: Request) -> Response:
        del request
        return JSONResponse({"ok": True, "jobs": delivery.jobs.running})

    @contextlib.asynccontextmanager
    async def lifespan(web: Starlette) -> AsyncIterator[None]:
        del web
        for lang in LANGUAGES:
            help_message(None, lang)  # loads texts and options, which every answer needs
        # One connection pool for all calls; slack_sdk would open a new one for each.
        session = aiohttp.ClientSession()
        for client in clients:
            client.session = session
        socket = await _connect_socket(settings, bolt)
        background.start()
        preload = asyncio.create_task(_preload(delivery.jobs))
        try:
            yield
        finally:
            preload.cancel()
            if socket:
                await socket.close_async()  # type: ignore[no-untyped-call]  # Bolt has no types here
            await background.stop()
            await delivery.background_tasks.finish()
            await session.close()
            delivery.jobs.close()
            delivery.state.close()

    routes = [Route("/healthz", healthz)]
    if not settings.app_token:
        routes.append(Route("/slack/events", _events_endpoint(settings, bolt, delivery), methods=["POST"]))
    return Starlette(routes=routes, lifespan=lifespan)


async def _connect_socket(settings: Settings, bolt: AsyncApp) -> AsyncSocketModeHandler | None:
    """Connect by Socket Mode if the settings contain an app token."""
    if not settings.app_token:
        return None
    handler = AsyncSocketModeHandler(bolt, settings.app_token.get_secret_value())
    await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt has no types here
    return handler


async def _preload(jobs: JobPool) -> None:
    """Load after the start what the first question needs, without delaying requests that arrive meanwhile."""
    gc.freeze()  # objects that live as long as the process are exempt from collection
    await asyncio.sleep(_WARM_DELAY_SECONDS)
    jobs.warm()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)  # the longest time that requests wait for the interpreter
    try:
        await asyncio.to_thread(understanding.warm)
    finally:
        sys.setswitchinterval(interval)


def _events_endpoint(
    settings: Settings, bolt: AsyncApp, delivery: Delivery
) -> Callable[[Request], Awaitable[Response]]:
    handler = AsyncSlackRequestHandler(bolt)
    secret = settings.signing_secret.get_secret_value() if settings.signing_secret else ""

    async def events(request: Request) -> Response:
        if request.headers.get("x-slack-request-timestamp", "").isdigit():
            with delivery.background_tasks.acknowledging():
                response = await _handle(handler, secret, request)
        else:
            response = Response(status_code=401)  # slack_sdk fails on a timestamp that is not a number
        if response.status_code == 401:
            log.error(
                "request refused, signature or time invalid: compare SLACK_SIGNING_SECRET with Basic Information -> "
                "App Credentials, and check the clock of this machine"
            )
        return response

    return events


async def _handle(handler: AsyncSlackRequestHandler, secret: str, request: Request) -> Response:
    """Pass a request to Bolt, except JSON bodies that are not objects, on which Bolt fails."""
    body = await request.body()
    if request.headers.get("content-type", "").startswith("application/json") and not _is_object(body):
        is_signed = SignatureVerifier(secret).is_valid_request(body, dict(request.headers))
        return Response("expected a JSON object", status_code=400) if is_signed else Response(status_code=401)
    return await handler.handle(request)


def _is_object(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False
