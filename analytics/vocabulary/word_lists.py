"""Reads word lists: text files with one word or pattern a line, one file per language and kind.

A line that begins with `#` is a comment. A line `[name]` begins the words of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "words"
"""The words for the names in this package: `words/<language>/<kind>.txt`."""

_NAME = re.compile(r"\[(_?[a-z][a-z0-9_]*)\]")


def read_lines(file: Path) -> list[str]:
    """The lines of one file without comments and empty lines."""
    with file.open(encoding="utf-8") as lines:
        return [line for line in lines.read().split("\n") if line and line[0] != "#"]


def read_words(folder: Path, kind: str) -> tuple[str, ...]:
    """All words of a kind, in every language. Raises FileNotFoundError where no language has the kind."""
    return tuple(word for file in _files(folder, kind) for word in read_lines(file))


def read_word_table(folder: Path, kind: str, language: str = "*") -> dict[str, tuple[str, ...]]:
    """The words of a kind by name, in one language or in every one.

    Raises FileNotFoundError where no language has the kind, ValueError for a word before the first name.
    """
    table: dict[str, list[str]] = {}
    for file in _files(folder, kind, language):
        words: list[str] | None = None
        for line in read_lines(file):
            if line[0] == "[" and (header := _NAME.fullmatch(line)):
                words = table.setdefault(header[1], [])
            elif words is None:
                raise ValueError(f"{file}: {line!r} stands before the first [name]")
            else:
                words.append(line)
    return {name: tuple(words) for name, words in table.items()}


def read_synonyms(folder: Path, *kinds: str) -> dict[str, str]:
    """Word -> name, of one or more kinds."""
    tables = (read_word_table(folder, kind) for kind in kinds)
    return {word: name for table in tables for name, words in table.items() for word in words}


def read_names_and_synonyms(folder: Path, names: Iterable[str], *kinds: str) -> dict[str, str]:
    """Word -> name, where each of `names` is a word for itself."""
    return {str(name): str(name) for name in names} | read_synonyms(folder, *kinds)


def _files(folder: Path, kind: str, language: str = "*") -> list[Path]:
    languages = _languages(folder) if language == "*" else (language,)
    files = [file for name in languages if (file := folder / name / f"{kind}.txt").is_file()]
    if not files:
        raise FileNotFoundError(str(folder / language / f"{kind}.txt"))
    return files


@cache
def _languages(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir()))
