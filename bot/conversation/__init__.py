"""Talking: questions in plain words, threads that go on, choices, corrections, opinions, the Home tab."""

from bot.conversation.conversation_service import ConversationService

__all__ = ["ConversationService"]
