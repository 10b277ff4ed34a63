"""Requests: the tables of commands and options; parsing, resolving into questions, and writing as text."""

from bot.requests.asked_extent import asked_extent
from bot.requests.commands import COMMANDS, COMMON_OPTIONS, Command, command_named, commands, questions
from bot.requests.drill_down import narrow_request
from bot.requests.formatter import command_line, write
from bot.requests.options import OPTIONS, QUESTIONS, Option, option_named, options_of
from bot.requests.parser import digest_words, form_command, parse
from bot.requests.request import Request
from bot.requests.resolver import presentation, resolve
from bot.requests.workspace_calendar import WEEK_START, WEEK_STARTS, ZONE, WorkspaceCalendar, read_calendar

__all__ = [
    "COMMANDS",
    "COMMON_OPTIONS",
    "OPTIONS",
    "QUESTIONS",
    "WEEK_START",
    "WEEK_STARTS",
    "ZONE",
    "Command",
    "Option",
    "Request",
    "WorkspaceCalendar",
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
    "read_calendar",
    "resolve",
    "write",
]
