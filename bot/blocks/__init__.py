"""Reports, errors and help as Slack messages: pure functions from data to blocks, without any plotting."""

from bot.blocks.answer import answer_message
from bot.blocks.chat import framed
from bot.blocks.details import details_message
from bot.blocks.kpis import definitions_message
from bot.blocks.message import FilePicture, Message, Picture
from bot.blocks.plain import error_message, help_message, working_message

__all__ = [
    "FilePicture",
    "Message",
    "Picture",
    "answer_message",
    "definitions_message",
    "details_message",
    "error_message",
    "framed",
    "help_message",
    "working_message",
]
