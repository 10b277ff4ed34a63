"""The composition root: settings in, the whole app out; nothing is built at import."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import sys
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot import understanding
from bot.background import Background
from bot.conversation import ConversationService
from bot.conversation.language_model import Endpoint
from bot.delivery import Delivery, Place
from bot.digests import DigestCommands, DigestDispatcher, DigestPublisher, Notices, SubscriptionService
from bot.forecast_outcomes import OutcomeWatcher
from bot.listeners import actions, commands, digests, home, ideas, mentions, retries, uploads
from bot.listeners import chat as talking
from bot.listeners.digests import DigestListener
from bot.messages import help_message
from bot.model_training import ModelTraining
from bot.outbox import LeaderLock, Outbox
from bot.settings import Settings
from bot.state import Conversations, StateDatabase, UploadOffers
from bot.state.subscriptions import Subscriptions
from bot.texts import LANGUAGES
from bot.uploads import UploadService
from bot.workers import JobPool

_WARM_SECONDS = 1.0
_SWITCH_SECONDS = 0.0005

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class App:
    """The parts that a door or a test needs."""

    bolt: AsyncApp
    web: Starlette
    jobs: JobPool


def build(settings: Settings) -> App:
    """Build the app; workers start with the web application's lifespan, and the socket where a token asks for it."""
    state = StateDatabase(settings.home)
    jobs = JobPool(settings)
    delivery = Delivery(settings, jobs, state)
    clients = _clients(settings)
    bolt = AsyncApp(
        client=clients.asker,
        signing_secret=settings.signing_secret.get_secret_value() if settings.signing_secret else "",
        request_verification_enabled=settings.app_token is None,
    )
    retries.register(bolt, state)
    background, door = _digests(delivery, state, clients)
    commands.register(bolt, delivery, door)
    actions.register(bolt, delivery)
    ideas.register(bolt, delivery)
    digests.register(bolt, delivery, door)
    _conversation(bolt, settings, delivery, state, door)
    return App(bolt, _web(settings, bolt, delivery, background, clients), jobs)


def _conversation(
    bolt: AsyncApp, settings: Settings, delivery: Delivery, state: StateDatabase, door: DigestListener
) -> None:
    def digest(place: Place, words: str) -> Awaitable[None]:
        return door.answer(place, words, None)

    chat = ConversationService(delivery, Conversations(state.connection), digest, Endpoint(settings))
    desk = UploadService(delivery, UploadOffers(state.connection))
    mentions.register(bolt, delivery, door, chat, desk)
    talking.register(bolt, delivery, chat)
    uploads.register(bolt, delivery, desk)
    home.register(bolt, delivery, chat, Subscriptions(state.connection))


async def _warm(jobs: JobPool) -> None:
    """Load what the first person need not wait for; whoever is waiting already comes first."""
    gc.freeze()  # what stands at the start stays; collections need not walk through it
    await asyncio.sleep(_WARM_SECONDS)
    jobs.warm()
    patience = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)  # requests wait for the interpreter no longer than this
    try:
        await asyncio.to_thread(understanding.warm)
    finally:
        sys.setswitchinterval(patience)


def _client(settings: Settings, *handlers: AsyncRetryHandler) -> AsyncWebClient:
    token = settings.bot_token.get_secret_value() if settings.bot_token else None
    return AsyncWebClient(token=token, base_url=settings.api_url, retry_handlers=list(handlers))


@dataclass(frozen=True, slots=True)
class _Clients:
    """Bolt's client, one that never repeats a call (what is posted once must not be), one that reads stubbornly."""

    asker: AsyncWebClient
    poster: AsyncWebClient
    reader: AsyncWebClient


def _clients(settings: Settings) -> _Clients:
    connection, limit = AsyncConnectionErrorRetryHandler(), AsyncRateLimitErrorRetryHandler(max_retry_count=3)
    return _Clients(
        asker=_client(settings, connection, limit),
        poster=_client(settings),
        reader=_client(settings, connection, AsyncServerErrorRetryHandler(max_retry_count=2)),
    )


async def _taken_in(handler: AsyncSlackRequestHandler, secret: str, request: Request) -> Response:
    """Hand a request to Bolt, unless its body is nothing that Slack sends, at which Bolt would stumble."""
    body = await request.body()
    if request.headers.get("content-type", "").startswith("application/json") and not _is_object(body):
        signed = SignatureVerifier(secret).is_valid_request(body, dict(request.headers))
        return Response("expected a JSON object", status_code=400) if signed else Response(status_code=401)
    return await handler.handle(request)


def _is_object(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict)
    except ValueError:
        return False


def _digests(delivery: Delivery, state: StateDatabase, clients: _Clients) -> tuple[Background, DigestListener]:
    def clock() -> datetime:
        return datetime.now(UTC)

    subscriptions = Subscriptions(state.connection)
    outbox = Outbox(state.connection, clients.poster, clients.reader, clock)
    writer = DigestPublisher(delivery, outbox, clients.asker, clock)
    notices = Notices(subscriptions, outbox, clients.asker, clock)
    running = DigestDispatcher(subscriptions, writer, outbox, notices, LeaderLock(delivery.settings.home), clock)
    desk = SubscriptionService(subscriptions, writer, clients.asker, clock)
    outcomes = OutcomeWatcher(delivery.settings.home, state, clients.poster, clock)
    retraining = ModelTraining(delivery.settings, clock)
    return Background(running, outcomes, retraining), DigestListener(delivery, desk, DigestCommands(desk))


def _web(
    settings: Settings, bolt: AsyncApp, delivery: Delivery, background: Background, clients: _Clients
) -> Starlette:
    jobs, state = delivery.jobs, delivery.state
    handler = AsyncSlackRequestHandler(bolt)
    secret = settings.signing_secret.get_secret_value() if settings.signing_secret else ""

    async def events(request: Request) -> Response:
        if request.headers.get("x-slack-request-timestamp", "").isdigit():
            with delivery.turns.taking_in():
                answer = await _taken_in(handler, secret, request)
        else:
            answer = Response(status_code=401)  # slack_sdk reads the timestamp as a number, whatever it is
        if answer.status_code == 401:
            log.error(
                "a request was refused: its signature or time is wrong. Compare SLACK_SIGNING_SECRET with Basic "
                "Information -> App Credentials, and this machine's clock with the world's"
            )
        return answer

    async def healthz(request: Request) -> Response:
        del request
        return JSONResponse({"ok": True, "jobs": jobs.running})

    @contextlib.asynccontextmanager
    async def lifespan(web: Starlette) -> AsyncIterator[None]:
        del web
        for lang in LANGUAGES:
            help_message(None, lang)  # reads texts and options, which every answer needs
        # One pool of connections for all calls; slack_sdk would open a new one for each.
        session = aiohttp.ClientSession()
        for client in (clients.asker, clients.poster, clients.reader):
            client.session = session
        socket = None
        if settings.app_token:
            socket = AsyncSocketModeHandler(bolt, settings.app_token.get_secret_value())
            await socket.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it without types
        background.start()
        warming = asyncio.create_task(_warm(jobs))
        try:
            yield
        finally:
            warming.cancel()
            if socket:
                await socket.close_async()  # type: ignore[no-untyped-call]  # as above
            await background.stop()
            await delivery.turns.finish()
            await session.close()
            jobs.close()
            state.close()

    routes = [Route("/healthz", healthz)]
    if not settings.app_token:
        routes.append(Route("/slack/events", events, methods=["POST"]))
    return Starlette(routes=routes, lifespan=lifespan)
