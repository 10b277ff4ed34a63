"""Talking: questions in plain words, threads that go on, choices, corrections, opinions, the Home tab."""

from bot.chat.talk import Chat

__all__ = ["Chat"]
