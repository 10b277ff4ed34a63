"""What people ask, as they say it: the option table; text -> Request -> Question, and back to text."""

from bot.requests.options import COMMANDS, OPTIONS, QUESTIONS, Command, Option, option_named, options_of
from bot.requests.parsing import digest_words, parse
from bot.requests.request import Request
from bot.requests.resolving import presentation, resolve
from bot.requests.showing import showing
from bot.requests.writing import command_line, write

__all__ = [
    "COMMANDS",
    "OPTIONS",
    "QUESTIONS",
    "Command",
    "Option",
    "Request",
    "command_line",
    "digest_words",
    "option_named",
    "options_of",
    "parse",
    "presentation",
    "resolve",
    "showing",
    "write",
]
