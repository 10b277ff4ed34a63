"""Answers, details, errors and help as Slack messages: pure functions from data to blocks, without any plotting."""

from bot.messages.answer import answer_message
from bot.messages.conversation import framed
from bot.messages.details import details_message
from bot.messages.help import help_message
from bot.messages.score_card import outcome_message, score_document, score_message
from bot.messages.status import error_message, working_message

__all__ = [
    "answer_message",
    "details_message",
    "error_message",
    "framed",
    "help_message",
    "outcome_message",
    "score_document",
    "score_message",
    "working_message",
]
