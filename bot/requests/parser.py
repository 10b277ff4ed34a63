"""Parses typed text into a Request; unclear text raises a named error."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from analytics.vocabulary.errors import BadValue, Contradiction, EmptyPeriod, UnknownOption
from analytics.vocabulary.questions import ACCOUNT_SEPARATOR
from bot.requests.commands import commands, questions
from bot.requests.formatter import write_options
from bot.requests.lexer import Phrase, Word, split, unescape
from bot.requests.option_values import fold
from bot.requests.options import Option, options_of
from bot.requests.plan_words import name_plan_words
from bot.requests.request import Request, Value

_CLOSE_ENOUGH = 70.0
"""The least similarity (rapidfuzz ratio, 0-100) at which another word is worth suggesting."""

_MENTIONS = re.compile(r"(\s*<@[UW][A-Z0-9]*(\|[^<>]*)?>[\s,:，：]*)+")
_HEAD = re.compile(r"\s*([^\s,;，；、]+)[\s,;，；、]*(.*)", re.DOTALL)
_ASKED = re.compile(r"(?<=\w)\s*[?？]+\s*$")
"""A question mark after the last word: `Tuesday 20:00 or Saturday 11:00?`."""
_CLASHES = (
    *(("last", "since"), ("last", "until")),
    *(("period", "last"), ("period", "since"), ("period", "until")),
    *(("top", "flop"), ("top", "by"), ("flop", "by")),
)


def command_words() -> dict[str, str]:
    """Every word that names a command, folded -> the command's canonical name."""
    return {fold(word): command.name for command in commands() for word in (command.name, *command.synonyms)}


def parse(text: str, command: str | None = None) -> Request:
    """Parse `text` as typed in Slack or after `reelpulse ask`.

    `command` is the slash command that was used, if any: `/segments`, `/rp_segments`, `/reelpulse`; `text` then
    holds the options only. Without it the text begins with the command: `/segments k=4`, `segments k=4`,
    `/rp_segments k=4`, `/reelpulse segments k=4`.

    Returns a Request; `help`, or nothing at all, gives command `help` with, where asked, option `about`.
    Raises UnknownOption (with the nearest word that exists), BadValue, Contradiction, EmptyPeriod.
    """
    name, rest = _split_command(text, command)
    if name == "help":
        about, _ = _head(rest)
        return _help_about(_find_command(about) if about else "help")
    if name not in questions():
        return _help_about(name)
    return _read(name, list(split(_ASKED.sub("", unescape(rest)), _phrases(name))))


def digest_words(text: str, command: str | None = None) -> str | None:
    """Return the text after `/digest`, which has a grammar of its own; None if the command is another one."""
    try:
        name, rest = _split_command(text, command)
    except UnknownOption:
        return None
    return unescape(rest) if name == "digest" else None


_FORM_WORDS = frozenset({"plan", "form", "计划", "方案", "表单"})


def form_command(text: str, command: str | None = None) -> str | None:
    """The question that is to be filled in: `/predict plan`; None if the text asks something else."""
    try:
        name, rest = _split_command(text, command)
    except UnknownOption:
        return None
    return name if name in questions() and fold(unescape(rest).strip()) in _FORM_WORDS else None


def _split_command(text: str, command: str | None) -> tuple[str, str]:
    """Return the canonical name of the command and the text after it. Raises UnknownOption."""
    mentions = _MENTIONS.match(text)
    rest = text[mentions.end() :] if mentions else text
    name = "reelpulse" if command is None else _find_command(command, slash=True)
    while name == "reelpulse":
        head, rest = _head(rest)
        name = _find_command(head) if head else "help"
    return name, rest


def _head(text: str) -> tuple[str, str]:
    match = _HEAD.match(text)
    return (match[1], match[2]) if match else ("", "")


def _help_about(command: str) -> Request:
    return Request(command="help", options={"about": command} if command in (*questions(), "digest") else {})


def _find_command(word: str, *, slash: bool = False) -> str:
    """Return the canonical name of a command; of a slash command any prefix is removed."""
    typed = fold(word).removeprefix("/")
    known = command_words()
    if typed in known:
        return known[typed]
    for command in commands():
        if re.fullmatch(rf"[\w-]*{'' if slash else '[_-]'}{command.name}", typed):
            return command.name
    raise UnknownOption(word, "reelpulse", _nearest(typed, (command.name for command in commands())))


def _phrases(command: str) -> list[Phrase]:
    return [
        Phrase(option.name, spoken, option.phrase)
        for option in options_of(command)
        if option.phrase
        for spoken in (*option.names, *option.spoken)
    ]


_OR = frozenset({"or", "或", "或者", "还是"})
_ADDED_UP = frozenset({"hashtags", "metric"})
"""Options that take several values, also one after the other."""
_ABOUT_ALL = frozenset({"target", "of", "last", "since", "until", "show", "private", "score", "or"})
"""Options of predict that belong to all plans, so that a second plan cannot set them."""


def _read(command: str, words: list[Word]) -> Request:
    """Build the Request from words; in predict each `or` begins another plan."""
    if command != "predict":
        return _read_options(command, words)
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.value is None and not word.quoted and fold(word.name) in _OR:
            parts.append([])
        else:
            parts[-1].append(word)
    names = {fold(name) for option in options_of(command) for name in option.names}
    parts = [name_plan_words(part, names) for part in parts]
    first, *others = (_read_options(command, part) for index, part in enumerate(parts) if part or not index)
    if first.command == "help":
        return first
    if "or" in first.options:
        text = str(first.options["or"])
        others = [*parse_alternatives(text), *others]
        first = first.model_copy(update={"options": {k: v for k, v in first.options.items() if k != "or"}})
    for other in others:
        for name, value in other.options.items():
            if name in _ABOUT_ALL:
                raise Contradiction("or", f"{name}={value}")
    if not others:
        return first
    written = " or ".join(write_options(other) for other in others)
    return first.model_copy(update={"options": {**first.options, "or": written}})


def parse_alternatives(text: str) -> list[Request]:
    """Parse the plans of an `or` option, each with its own options only."""
    request = _read("predict", list(split(text, _phrases("predict"))))
    more = request.options.get("or")
    first = request.model_copy(update={"options": {k: v for k, v in request.options.items() if k != "or"}})
    return [first, *(parse_alternatives(str(more)) if more else [])]


def _read_options(command: str, words: list[Word]) -> Request:
    options = options_of(command)
    named = {fold(name): option for option in options for name in option.names}
    bare = {fold(word): (option, value) for option in options for word, value in option.bare.items()}
    known, asking_for_help = (*named, *bare), _help_words()
    values: dict[str, Value] = {}
    spellings: dict[str, str] = {}
    waiting = iter(words)
    for word in waiting:
        key = fold(word.name)
        if word.value is None and not word.quoted and key in asking_for_help:
            return _help_about(command)
        if word.value is None and not word.quoted and key in bare:
            option, value = bare[key]
            spoken = word.name
        elif key in named and not (word.quoted and word.value is None):
            option = named[key]
            holder = word if word.value is not None else _following(option, waiting)
            value = _value(option, holder)
            spoken = f"{option.name}{' ' if option.phrase else '='}{holder.value}"
        else:
            _check_closed(word)
            raise UnknownOption(word.name, command, _nearest(key, known))
        if option.name in _ADDED_UP and option.name in values:
            value = _value(option, Word(option.name, f"{values[option.name]},{value}"))
        elif option.name in values and values[option.name] != value:
            raise Contradiction(spellings[option.name], spoken)
        values[option.name], spellings[option.name] = value, spoken
    _check_together(values, spellings)
    # "private=no" is the same as saying nothing.
    return Request(command=command, options={name: value for name, value in values.items() if value is not False})


def _help_words() -> set[str]:
    return {word for word, name in command_words().items() if name == "help"}


def _following(option: Option, waiting: Iterable[Word]) -> Word:
    """Take the next word as the value of an option without a separator: `topic cooking`."""
    following = next(iter(waiting), None)
    if following is None:
        raise BadValue(option.name, "", option.expected)
    if following.value is not None:
        raise BadValue(option.name, f"{following.name}={following.value}", option.expected)
    return Word(option.name, following.name, following.quoted, following.closed)


def _value(option: Option, word: Word) -> Value:
    _check_closed(word)
    text = word.value or ""
    try:
        return option.read(text)
    except ValueError:
        raise BadValue(option.name, text, option.expected) from None


def _check_closed(word: Word) -> None:
    if not word.closed:
        raise BadValue("text", word.value or word.name, "a closing quotation mark")


def _check_together(values: dict[str, Value], spellings: dict[str, str]) -> None:
    for first, second in _CLASHES:
        if first in values and second in values:
            raise Contradiction(spellings[first], spellings[second])
    by = str(values.get("by", ""))
    if by in values and not (by == "account" and ACCOUNT_SEPARATOR in str(values[by])):
        raise Contradiction(spellings["by"], spellings[by])
    since, until = str(values.get("since", "")), str(values.get("until", ""))
    if since[:1].isdigit() and until[:1].isdigit() and since > until:
        raise EmptyPeriod(since, until)


def _nearest(word: str, known: Iterable[str]) -> str | None:
    best = max(known, key=lambda candidate: fuzz.ratio(word, candidate), default=None)
    return best if best is not None and fuzz.ratio(word, best) >= _CLOSE_ENOUGH else None
