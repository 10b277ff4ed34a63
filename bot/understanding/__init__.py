"""Free text -> intent, slots and confidence, with no outside service."""

from bot.understanding.reading import SURE, Reading, Understanding, understand
from bot.understanding.vocabulary import INTENTS

__all__ = ["INTENTS", "SURE", "Reading", "Understanding", "understand"]
