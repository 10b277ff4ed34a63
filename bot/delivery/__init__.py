"""From what was typed to a message in the channel: ask -> resolve -> job -> post -> remember."""

from bot.delivery.answer_delivery import Delivery, Framing
from bot.delivery.destination import Destination

__all__ = ["Delivery", "Destination", "Framing"]
