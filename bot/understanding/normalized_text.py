"""A question on its way through the grammar: what was read is struck out, so that nothing is read twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.requests.lexer import unescape

STRUCK = "\x00"
_MENTION = re.compile(r"<@[UW][A-Z0-9]*(?:\|[^<>]*)?>")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "＂": '"', "‘": "'", "’": "'", "「": '"', "」": '"'})
LONGEST = 600
"""Characters that are looked at: nobody asks a question that is longer."""


def normal(text: str) -> str:
    """The text in one width and with straight quotes; what Slack escaped, and whom it mentions, undone."""
    plain = unicodedata.normalize("NFKC", unescape(_MENTION.sub(" ", text[: LONGEST * 8])))
    return " ".join(plain.translate(_QUOTES).split())[:LONGEST]


class NormalizedText:
    """A normalised question; `rest` is lower-case and equally long, with what has been read struck out."""

    def __init__(self, text: str) -> None:
        self.text = normal(text)
        self.lower = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in self.text)
        self.rest = self.lower

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match in what has not been read yet."""
        return pattern.search(self.rest)

    def every(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match in what has not been read yet, each struck out when it has been handed over."""
        while match := pattern.search(self.rest):
            if match.end() == match.start():
                return
            yield match
            self.strike(match.start(), match.end())

    def drop(self, pattern: re.Pattern[str]) -> None:
        """Strike out every match."""
        for match in self.every(pattern):
            self.strike(*match.span())

    def strike(self, start: int, end: int) -> None:
        """Take [start, end) as read."""
        self.rest = self.rest[:start] + STRUCK * (end - start) + self.rest[end:]

    def original(self, start: int, end: int) -> str:
        """The words at [start, end) as they were written."""
        return self.text[start:end]
