"""Messages delivered once, as seen in the channel, whatever dies or drops in between."""

from bot.outbox.leader_lock import LeaderLock
from bot.outbox.outbox import GaveUp, Outbox, Outgoing, PostRefused

__all__ = ["GaveUp", "LeaderLock", "Outbox", "Outgoing", "PostRefused"]
