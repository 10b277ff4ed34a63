"""Conversation in plain words: questions, follow-ups in threads, choices, corrections, feedback and the Home tab."""

from bot.conversation.conversation_service import ConversationService

__all__ = ["ConversationService"]
