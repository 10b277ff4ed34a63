"""Reads the words and patterns of this package: `words/<language>/<kind>.txt`, one alternative a line.

In a pattern `{name}` stands for the section of that name, or for a fragment that the caller gives. A section whose name
begins with `_` is only a part of others. `[ ]` at the end of a line is a space.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from analytics.vocabulary.word_lists import read_lines, read_word_table, read_words

FOLDER = Path(__file__).parent / "words"
_REFERENCE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


def read_patterns(kind: str, **fragments: str) -> dict[str, str]:
    """The regular expressions of a kind by name: the alternatives of all languages, joined.

    Raises KeyError for a reference to what is neither a section nor a fragment.
    """
    sections = {name: "|".join(lines) for name, lines in _read_sections(kind).items()}
    texts = sections | fragments
    return {name: _fill(text, texts) for name, text in sections.items() if not name.startswith("_")}


@cache
def _read_sections(kind: str) -> dict[str, tuple[str, ...]]:
    return read_word_table(FOLDER, kind)


def _fill(text: str, texts: Mapping[str, str]) -> str:
    return _REFERENCE.sub(lambda reference: _fill(texts[reference[1]], texts), text)


def read_list(kind: str, language: str | None = None) -> tuple[str, ...]:
    """The words of a kind, in one language or in all."""
    if language is None:
        return read_words(FOLDER, kind)
    return tuple(read_lines(FOLDER / language / f"{kind}.txt"))
