"""The composition root: creates the whole app from the settings; nothing is created at import."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import UTC, datetime

from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette

from bot.background import Background
from bot.conversation import ConversationService
from bot.conversation.language_model import Endpoint
from bot.delivery import Delivery, Destination
from bot.digests import DigestCommands, DigestDispatcher, DigestPublisher, Notices, SubscriptionService
from bot.forecast_outcomes import OutcomeWatcher
from bot.listeners import actions, chat, commands, digests, home, ideas, mentions, own_accounts, retries, uploads
from bot.listeners.digests import DigestListener
from bot.model_trainer import ModelTraining
from bot.outbox import LeaderLock, Outbox
from bot.settings import Settings
from bot.slack_clients import SlackClients, create_clients
from bot.state import Conversations, StateDatabase, UploadOffers
from bot.state.subscriptions import Subscriptions
from bot.uploads import UploadService
from bot.web import create_web_app
from bot.workers import JobPool


@dataclass(frozen=True, slots=True)
class App:
    """The parts that the command line and tests need."""

    bolt: AsyncApp
    web: Starlette
    jobs: JobPool


def build(settings: Settings) -> App:
    """Create the app; the lifespan of the web application starts the workers and connects by Socket Mode."""
    state = StateDatabase(settings.home)
    jobs = JobPool(settings)
    delivery = Delivery(settings, jobs, state)
    clients = create_clients(settings)
    bolt = AsyncApp(
        client=clients.bolt,
        signing_secret=settings.signing_secret.get_secret_value() if settings.signing_secret else "",
        request_verification_enabled=settings.app_token is None,
    )
    retries.register(bolt, state)
    background, digest_listener = _create_digests(delivery, state, clients)
    commands.register(bolt, delivery, digest_listener)
    actions.register(bolt, delivery)
    ideas.register(bolt, delivery)
    digests.register(bolt, delivery, digest_listener)
    _register_conversation(bolt, settings, delivery, state, digest_listener)
    return App(bolt, create_web_app(settings, bolt, delivery, background, clients), jobs)


def _register_conversation(
    bolt: AsyncApp, settings: Settings, delivery: Delivery, state: StateDatabase, digest_listener: DigestListener
) -> None:
    def answer_digest(destination: Destination, words: str) -> Awaitable[None]:
        return digest_listener.answer(destination, words, None)

    conversation = ConversationService(delivery, Conversations(state.connection), answer_digest, Endpoint(settings))
    upload_service = UploadService(delivery, UploadOffers(state.connection))
    mentions.register(bolt, delivery, digest_listener, conversation, upload_service)
    chat.register(bolt, delivery, conversation)
    uploads.register(bolt, delivery, upload_service)
    own_accounts.register(bolt, delivery)
    home.register(bolt, delivery, conversation, Subscriptions(state.connection))


def _create_digests(
    delivery: Delivery, state: StateDatabase, clients: SlackClients
) -> tuple[Background, DigestListener]:
    def clock() -> datetime:
        return datetime.now(UTC)

    subscriptions = Subscriptions(state.connection)
    outbox = Outbox(state.connection, clients.poster, clients.reader, clock)
    publisher = DigestPublisher(delivery, outbox, clients.bolt, clock)
    notices = Notices(subscriptions, outbox, clients.bolt, clock)
    leader_lock = LeaderLock(delivery.settings.home)
    dispatcher = DigestDispatcher(subscriptions, publisher, outbox, notices, leader_lock, clock)
    service = SubscriptionService(subscriptions, publisher, clients.bolt, clock)
    outcomes = OutcomeWatcher(delivery.settings.home, state, clients.poster, clock)
    training = ModelTraining(delivery.settings, clock)
    return Background(dispatcher, outcomes, training), DigestListener(delivery, service, DigestCommands(service))
