"""What the bot must know after a restart."""

from bot.memory.answers import Answer, Memory
from bot.memory.briefs import Briefs, Shown

__all__ = ["Answer", "Briefs", "Memory", "Shown"]
