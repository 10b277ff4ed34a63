"""What the bot must know after a restart."""

from bot.memory.answers import Answer, Memory
from bot.memory.conversations import Conversations, Opinion, Standing
from bot.memory.offers import Offer, Offers

__all__ = ["Answer", "Conversations", "Memory", "Offer", "Offers", "Opinion", "Standing"]
