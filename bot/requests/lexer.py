"""Text as it is typed or as Slack sends it -> words: `name`, `name=value`, quoted values kept whole."""

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
"""Signs that open a quotation -> signs that close it. Keyboards mix straight and curly ones."""

_SEPARATORS = ":=：＝"
_BREAKS = ",;，；、"
_END = rf"(?=$|[\s{_BREAKS}])"
_EMOJI_CODE = re.compile(rf":[a-z0-9_+'-]+:(?::skin-tone-\d:)?{_END}")


@dataclass(frozen=True, slots=True)
class Word:
    """A bare word (`value` None) or a name with its value; `closed` is False where a quotation has no end."""

    name: str
    value: str | None = None
    quoted: bool = False
    closed: bool = True


def unescape(text: str) -> str:
    """Undo what Slack does to text: `<@U1|ann>` -> `ann`, `<#C1|food>` -> `food`, links -> labels, `&amp;` -> `&`."""

    def plain(match: re.Match[str]) -> str:
        sign, target, label, entity = match.groups()
        if entity:
            return _SLACK_ENTITIES[entity.lower()]
        return label or (target if sign in "@#!" else sign + target)

    return _SLACK_ESCAPE.sub(plain, text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name and the values (a regular expression) that may follow it without a sign: `last 30 days`, `top 5`."""

    name: str
    spoken: str
    values: str


def split(text: str, phrases: Sequence[Phrase]) -> Iterator[Word]:
    """Yield the words of `text` (already unescaped); decorations such as emoji are left out.

    Of several phrases that match, the first wins; its word carries `Phrase.name`.
    """
    patterns = [
        (
            phrase.name,
            re.compile(rf"{re.escape(phrase.spoken)}\s*[{_SEPARATORS}]?\s*({phrase.values}){_END}", re.IGNORECASE),
        )
        for phrase in phrases
    ]
    at = 0
    while True:
        while at < len(text) and (text[at].isspace() or text[at] in _BREAKS or _decoration(text[at])):
            at += 1
        if at >= len(text):
            return
        emoji = _EMOJI_CODE.match(text, at)
        if emoji:
            at = emoji.end()
            continue
        for name, pattern in patterns:
            match = pattern.match(text, at)
            if match:
                yield Word(name, match[1])
                at = match.end()
                break
        else:
            word, at = _word(text, at)
            yield word


def _word(text: str, at: int) -> tuple[Word, int]:
    quoted = _quotation(text, at)
    if quoted:
        content, end, closed = quoted
        return Word(content, quoted=True, closed=closed), end
    start = at
    while at < len(text) and not text[at].isspace() and text[at] not in _SEPARATORS + _BREAKS:
        at += 1
    name = text[start:at]
    sign = _skip(text, at)
    if not (name and sign < len(text) and text[sign] in _SEPARATORS):
        # A separator with nothing before it is a word of its own, so that the scan always moves on.
        return Word(name or text[at]), at if name else at + 1
    start = _skip(text, sign + 1)
    quoted = _quotation(text, start)
    if quoted:
        content, end, closed = quoted
        return Word(name, content, quoted=True, closed=closed), end
    end = start
    while end < len(text) and not text[end].isspace() and text[end] not in "，；、":
        end += 1
    value = _trim(text[start:end]).rstrip(_BREAKS)
    return Word(name, value), end


def _quotation(text: str, at: int) -> tuple[str, int, bool] | None:
    """The content of a quotation that opens at `at`, where it ends, and whether it is closed; a doubled sign is one."""
    closing = next((close for opening, close in _QUOTES if text[at : at + 1] and text[at] in opening), None)
    if closing is None:
        return None
    content: list[str] = []
    at += 1
    while at < len(text):
        sign = text[at]
        if sign in closing:
            following = text[at + 1 : at + 2]
            if following == sign:
                content.append(sign)
                at += 2
                continue
            if not following or following.isspace() or following in _BREAKS or _invisible(following):
                return "".join(content), at + 1, True
        content.append(sign)
        at += 1
    return "".join(content), at, False


def _skip(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or _invisible(text[at])):
        at += 1
    return at


def _trim(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _invisible(text[start]):
        start += 1
    while end > start and _invisible(text[end - 1]):
        end -= 1
    return text[start:end]


def _invisible(sign: str) -> bool:
    return unicodedata.category(sign) == "Cf"


def _decoration(sign: str) -> bool:
    """Whether a sign between words says nothing: emoji, their modifiers, marks of direction."""
    return unicodedata.category(sign) in ("So", "Sk", "Mn", "Me", "Cf")
