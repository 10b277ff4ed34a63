"""Reads word lists: text files with one word or pattern a line, one file per language and kind.

A line that begins with `#` is a comment. A line `[name]` begins the words of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

WORDS = Path(__file__).parent / "words"
"""The words for the names in this package: `words/<language>/<kind>.txt`."""

_NAME = re.compile(r"\[(_?[a-z][a-z0-9_]*)\]")


def read_lines(file: Path) -> list[str]:
    """The lines of one file without comments and empty lines."""
    lines = (line.strip() for line in file.read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def read_words(folder: Path, kind: str) -> tuple[str, ...]:
    """All words of a kind, in every language. Raises FileNotFoundError where no language has the kind."""
    return tuple(word for file in _files(folder, kind) for word in read_lines(file))


def read_word_table(folder: Path, kind: str, language: str = "*") -> dict[str, tuple[str, ...]]:
    """The words of a kind by name, in one language or in every one.

    Raises FileNotFoundError where no language has the kind, ValueError for a word before the first name.
    """
    table: dict[str, tuple[str, ...]] = {}
    for file in _files(folder, kind, language):
        name = None
        for line in read_lines(file):
            if header := _NAME.fullmatch(line):
                name = header[1]
                table.setdefault(name, ())
            elif name is None:
                raise ValueError(f"{file}: {line!r} stands before the first [name]")
            else:
                table[name] += (line,)
    return table


def read_synonyms(folder: Path, *kinds: str) -> dict[str, str]:
    """Word -> name, of one or more kinds."""
    tables = (read_word_table(folder, kind) for kind in kinds)
    return {word: name for table in tables for name, words in table.items() for word in words}


def read_names_and_synonyms(folder: Path, names: Iterable[str], *kinds: str) -> dict[str, str]:
    """Word -> name, where each of `names` is a word for itself."""
    return {str(name): str(name) for name in names} | read_synonyms(folder, *kinds)


def _files(folder: Path, kind: str, language: str = "*") -> list[Path]:
    files = sorted(folder.glob(f"{language}/{kind}.txt"))
    if not files:
        raise FileNotFoundError(str(folder / "*" / f"{kind}.txt"))
    return files
