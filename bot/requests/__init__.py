"""Requests: the tables of commands and options; parsing, resolving into questions, and writing as text."""

from bot.requests.asked_extent import asked_extent
from bot.requests.commands import COMMANDS, COMMON_OPTIONS, Command, command_named, commands, questions
from bot.requests.drill_down import narrow_request
from bot.requests.formatter import command_line, write
from bot.requests.options import OPTIONS, QUESTIONS, Option, option_named, options_of
from bot.requests.parser import digest_words, form_command, parse
from bot.requests.request import Request
from bot.requests.resolver import presentation, resolve

__all__ = [
    "COMMANDS",
    "COMMON_OPTIONS",
    "OPTIONS",
    "QUESTIONS",
    "Command",
    "Option",
    "Request",
    "asked_extent",
    "command_line",
    "command_named",
    "commands",
    "digest_words",
    "form_command",
    "narrow_request",
    "option_named",
    "options_of",
    "parse",
    "presentation",
    "questions",
    "resolve",
    "write",
]
