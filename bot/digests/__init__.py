"""Digests: due times, messages and the commands that manage subscriptions."""

from bot.digests.command import DigestCommands
from bot.digests.content import default_request
from bot.digests.dispatcher import DigestDispatcher
from bot.digests.message import Issue
from bot.digests.notices import Notices
from bot.digests.publisher import DigestPublisher
from bot.digests.subscription_service import SubscriptionOrder, SubscriptionService

__all__ = [
    "DigestCommands",
    "DigestDispatcher",
    "DigestPublisher",
    "Issue",
    "Notices",
    "SubscriptionOrder",
    "SubscriptionService",
    "default_request",
]
