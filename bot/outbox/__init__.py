"""Messages delivered once, as seen in the channel, whatever dies or drops in between."""

from bot.outbox.lead import Lead
from bot.outbox.outbox import GaveUp, Outbox, Outgoing, Refused

__all__ = ["GaveUp", "Lead", "Outbox", "Outgoing", "Refused"]
