"""Questions in plain words that extensions bring.

The trained model does not know them, so they are compared as text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDERS: dict[str, Path] = {}
_LEAST_SIMILARITY = 90.0
"""rapidfuzz ratio, 0-100: a slip of the finger passes, another question does not."""
_VARIANTS = 200
"""Utterances made of each pattern."""


def add(intent: str, folder: Path) -> None:
    """Take the utterances of an intent from `folder`: a file `LANGUAGE.txt` each, a pattern a line."""
    _FOLDERS[intent] = folder
    _utterances.cache_clear()


def remove(intent: str) -> None:
    """Forget the utterances of an intent."""
    del _FOLDERS[intent]
    _utterances.cache_clear()


def matching_intent(text: str) -> tuple[str, float] | None:
    """The intent with the most similar utterance, and the similarity in [0, 1]; None where none is similar."""
    if not _FOLDERS:
        return None
    from rapidfuzz import fuzz, process

    texts, intents = _utterances()
    match = process.extractOne(_bare(text), texts, scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILARITY)
    return None if match is None else (intents[match[2]], match[1] / 100)


@cache
def _utterances() -> tuple[list[str], list[str]]:
    from bot.understanding.utterances import read_utterances

    found = {
        _bare(utterance.text): intent
        for intent, folder in _FOLDERS.items()
        for utterance in read_utterances({(intent, file.stem): file for file in folder.glob("*.txt")}, _VARIANTS)
    }
    return list(found), list(found.values())


def _bare(text: str) -> str:
    return text.casefold().strip(" ?!.？！。")
