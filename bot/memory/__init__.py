"""What the bot must know after a restart."""

from bot.memory.answers import Answer, Memory
from bot.memory.briefs import Briefs, Shown
from bot.memory.conversations import Conversations, Opinion, Standing
from bot.memory.offers import Offer, Offers
from bot.memory.predictions import Delivered, Predictions, Said

__all__ = [
    "Answer",
    "Briefs",
    "Conversations",
    "Delivered",
    "Memory",
    "Offer",
    "Offers",
    "Opinion",
    "Predictions",
    "Said",
    "Shown",
    "Standing",
]
