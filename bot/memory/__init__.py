"""What the bot must know after a restart."""

from bot.memory.answers import Answer, Memory

__all__ = ["Answer", "Memory"]
