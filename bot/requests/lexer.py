"""Splits typed text, or text from Slack, into words: `name`, `name=value`, with quoted values kept whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_SLACK_ESCAPE = re.compile(r"<([@#!]|[a-z][a-z0-9+.-]*:)([^<>|]*)(?:\|([^<>]*))?>|&(amp|lt|gt);", re.IGNORECASE)
_SLACK_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}

_QUOTES = (
    ('"“”„＂', '"“”„＂'),
    ("'‘’＇", "'‘’＇"),
    ("「", "」"),
    ("『", "』"),
    ("《", "》"),
    ("«", "»"),
)
"""Opening quotation marks -> closing ones. Keyboards mix straight and curly marks."""

_SEPARATORS = ":=：＝"
_BREAKS = ",;，；、"
_END = rf"(?=$|[\s{_BREAKS}])"
_EMOJI_CODE = re.compile(rf":[a-z0-9_+'-]+:(?::skin-tone-\d:)?{_END}")


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word (`value` None) or a name with its value; `closed` is False if a quotation is not closed."""

    name: str
    value: str | None = None
    quoted: bool = False
    closed: bool = True


def unescape(text: str) -> str:
    """Undo Slack's escapes: `<@U1|ann>` -> `ann`, `<#C1|food>` -> `food`, links -> labels, `&amp;` -> `&`."""

    def plain(match: re.Match[str]) -> str:
        sign, target, label, entity = match.groups()
        if entity:
            return _SLACK_ENTITIES[entity.lower()]
        return label or (target if sign in "@#!" else sign + target)

    return _SLACK_ESCAPE.sub(plain, text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name and the values (a regular expression) that may follow it without a separator: `last 30 days`."""

    name: str
    spoken: str
    values: str


def split(text: str, phrases: Sequence[Phrase]) -> Iterator[Word]:
    """Yield the words of `text` (already unescaped) without decorations such as emoji.

    The first phrase that matches is used; its word has the name `Phrase.name`.
    """
    patterns = [
        (
            phrase.name,
            re.compile(rf"{re.escape(phrase.spoken)}\s*[{_SEPARATORS}]?\s*({phrase.values}){_END}", re.IGNORECASE),
        )
        for phrase in phrases
    ]
    position = 0
    while True:
        while position < len(text) and (
            text[position].isspace() or text[position] in _BREAKS or _decoration(text[position])
        ):
            position += 1
        if position >= len(text):
            return
        emoji = _EMOJI_CODE.match(text, position)
        if emoji:
            position = emoji.end()
            continue
        for name, pattern in patterns:
            match = pattern.match(text, position)
            if match:
                yield Word(name, match[1])
                position = match.end()
                break
        else:
            word, position = _word(text, position)
            yield word


def _word(text: str, position: int) -> tuple[Word, int]:
    quoted = _quotation(text, position)
    if quoted:
        content, end, closed = quoted
        return Word(content, quoted=True, closed=closed), end
    start = position
    while position < len(text) and not text[position].isspace() and text[position] not in _SEPARATORS + _BREAKS:
        position += 1
    name = text[start:position]
    separator = _skip(text, position)
    if not (name and separator < len(text) and text[separator] in _SEPARATORS):
        # A separator without a name is a word of its own, so that the scan always advances.
        return Word(name or text[position]), position if name else position + 1
    start = _skip(text, separator + 1)
    quoted = _quotation(text, start)
    if quoted:
        content, end, closed = quoted
        return Word(name, content, quoted=True, closed=closed), end
    end = start
    while end < len(text) and not text[end].isspace() and text[end] not in "，；、":
        end += 1
    value = _trim(text[start:end]).rstrip(_BREAKS)
    return Word(name, value), end


def _quotation(text: str, position: int) -> tuple[str, int, bool] | None:
    """Return the content of a quotation at `position`, its end and whether it is closed; a doubled mark is one."""
    closing = next(
        (close for opening, close in _QUOTES if text[position : position + 1] and text[position] in opening), None
    )
    if closing is None:
        return None
    content: list[str] = []
    position += 1
    while position < len(text):
        character = text[position]
        if character in closing:
            following = text[position + 1 : position + 2]
            if following == character:
                content.append(character)
                position += 2
                continue
            if not following or following.isspace() or following in _BREAKS or _invisible(following):
                return "".join(content), position + 1, True
        content.append(character)
        position += 1
    return "".join(content), position, False


def _skip(text: str, position: int) -> int:
    while position < len(text) and (text[position].isspace() or _invisible(text[position])):
        position += 1
    return position


def _trim(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _invisible(text[start]):
        start += 1
    while end > start and _invisible(text[end - 1]):
        end -= 1
    return text[start:end]


def _invisible(character: str) -> bool:
    return unicodedata.category(character) == "Cf"


def _decoration(character: str) -> bool:
    """Whether a character between words is without meaning: emoji, their modifiers, direction marks."""
    return unicodedata.category(character) in ("So", "Sk", "Mn", "Me", "Cf")
