"""A normalised question from which the words that were read are struck out, so that none is read twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.requests.lexer import unescape

STRUCK = "\x00"
_MENTION = re.compile(r"<@[UW][A-Z0-9]*(?:\|[^<>]*)?>")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "＂": '"', "‘": "'", "’": "'", "「": '"', "」": '"'})
LONGEST = 600
"""The most characters that are read."""


def normalize(text: str) -> str:
    """Normalise width and quotes, undo Slack's escapes and remove mentions."""
    plain = unicodedata.normalize("NFKC", unescape(_MENTION.sub(" ", text[: LONGEST * 8])))
    return " ".join(plain.translate(_QUOTES).split())[:LONGEST]


class NormalizedText:
    """A normalised question; `rest` is its lower-case form with the words that were read struck out."""

    def __init__(self, text: str) -> None:
        self.text = normalize(text)
        self.lower = "".join(character.lower() if len(character.lower()) == 1 else character for character in self.text)
        self.rest = self.lower

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Find the first match in the unread rest."""
        return pattern.search(self.rest)

    def find_all(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield every match in the unread rest and strike it out after it was handled."""
        while match := pattern.search(self.rest):
            if match.end() == match.start():
                return
            yield match
            self.strike(match.start(), match.end())

    def strike_all(self, pattern: re.Pattern[str]) -> None:
        """Strike out every match."""
        for match in self.find_all(pattern):
            self.strike(*match.span())

    def strike(self, start: int, end: int) -> None:
        """Mark [start, end) as read."""
        self.rest = self.rest[:start] + STRUCK * (end - start) + self.rest[end:]

    def original(self, start: int, end: int) -> str:
        """Return the text at [start, end) as written."""
        return self.text[start:end]
