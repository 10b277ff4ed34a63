"""What the bot must know after a restart."""

from bot.memory.answers import Answer, Memory
from bot.memory.predictions import Delivered, Predictions, Said

__all__ = ["Answer", "Delivered", "Memory", "Predictions", "Said"]
