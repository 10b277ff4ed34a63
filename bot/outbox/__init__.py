"""Delivery of messages exactly once, across crashes and lost connections."""

from bot.outbox.leader_lock import LeaderLock
from bot.outbox.outbox import GaveUp, Outbox, Outgoing, PostRefused

__all__ = ["GaveUp", "LeaderLock", "Outbox", "Outgoing", "PostRefused"]
