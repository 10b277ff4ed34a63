"""Digests: what is due, what it says, who may change it."""

from bot.digests.deciding import default_request
from bot.digests.desk import Desk, Order
from bot.digests.message import Issue
from bot.digests.notices import Notices
from bot.digests.running import Digests
from bot.digests.talking import Talk
from bot.digests.writing import Writer

__all__ = [
    "Desk",
    "Digests",
    "Issue",
    "Notices",
    "Order",
    "Talk",
    "Writer",
    "default_request",
]
