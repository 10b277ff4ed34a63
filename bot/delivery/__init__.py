"""Delivery of answers: from a typed command to a message in the channel and a stored answer."""

from bot.delivery.answer_delivery import Delivery, Framing
from bot.delivery.destination import Destination

__all__ = ["Delivery", "Destination", "Framing"]
