"""Reports, errors and help as Slack messages: pure functions from data to blocks, without any plotting."""

from bot.blocks.answer import answer_message
from bot.blocks.chat import framed
from bot.blocks.details import details_message
from bot.blocks.kpis import checked, definitions_message
from bot.blocks.message import FilePicture, Message, Picture, text_message
from bot.blocks.plain import error_message, help_message, working_message
from bot.blocks.score import outcome_message, score_document, score_message

__all__ = [
    "FilePicture",
    "Message",
    "Picture",
    "answer_message",
    "checked",
    "definitions_message",
    "details_message",
    "error_message",
    "framed",
    "help_message",
    "outcome_message",
    "score_document",
    "score_message",
    "text_message",
    "working_message",
]
