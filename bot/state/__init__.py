"""What the bot must know after a restart."""

from bot.state.answers import Answer, Memory
from bot.state.briefs import Briefs, ShownBrief
from bot.state.conversations import Conversations, Opinion, Standing
from bot.state.predictions import Delivered, Predictions, RecordedForecast
from bot.state.upload_offers import Offer, Offers

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
    "RecordedForecast",
    "ShownBrief",
    "Standing",
]
