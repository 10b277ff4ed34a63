"""Intents that the trained model does not know yet: their utterances are compared as text.

A new analysis is understood in chat from its utterance files alone; training merges it into the model later.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from analytics.catalog import kinds
from bot.understanding.utterances import read_utterances, utterance_files

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


def matching_intent(text: str, trained: tuple[str, ...]) -> tuple[str, float] | None:
    """The untrained intent with the most similar utterance, and the similarity in [0, 1]; None where none is similar.

    `trained`: the intents of the model.
    """
    untrained = tuple(kind for kind in kinds() if kind not in trained)
    if not untrained:
        return None
    from rapidfuzz import fuzz, process

    texts, intents = _utterances(untrained)
    match = process.extractOne(_bare(text), texts, scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILARITY)
    return None if match is None else (intents[match[2]], match[1] / 100)


@cache
def _utterances(intents: tuple[str, ...]) -> tuple[list[str], list[str]]:
    found = {
        _bare(utterance.text): utterance.intent
        for intent in intents
        for utterance in read_utterances(_files(intent), _VARIANTS)
    }
    return list(found), list(found.values())


def _files(intent: str) -> Mapping[tuple[str, str], Path]:
    folder = _FOLDERS.get(intent)
    return (
        utterance_files((intent,)) if folder is None else {(intent, file.stem): file for file in folder.glob("*.txt")}
    )


def _bare(text: str) -> str:
    return text.casefold().strip(" ?!.？！。")
