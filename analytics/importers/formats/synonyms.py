"""Names of columns in files of unknown exporters, in English, Chinese and Spanish."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from analytics.importers.formats.column_names import fold_name
from analytics.vocabulary.records import CANONICAL
from analytics.vocabulary.word_lists import read_word_table, read_words

MEANINGS = frozenset({meaning for names in CANONICAL.values() for meaning in names} | {"simulated"})

_FOLDER = Path(__file__).parent / "words"


@cache
def meanings_by_name() -> Mapping[str, tuple[str, ...]]:
    """Return the meanings of each folded name, most likely first: our names, synonyms, second senses."""
    meanings: dict[str, list[str]] = {fold_name(meaning): [meaning] for meaning in sorted(MEANINGS)}
    for kind in ("columns", "columns-second-sense"):
        for meaning, names in read_word_table(_FOLDER, kind).items():
            for name in names:
                senses = meanings.setdefault(fold_name(name), [])
                if meaning not in senses:
                    senses.append(meaning)
    return {name: tuple(senses) for name, senses in meanings.items()}


@cache
def dimensions_by_name() -> Mapping[str, str]:
    """Return the dimension of each folded name of a column of audience keys."""
    table = read_word_table(_FOLDER, "audience-dimensions")
    return {fold_name(name): dimension for dimension, names in table.items() for name in names}


@cache
def _uninformative_words() -> frozenset[str]:
    return frozenset(read_words(_FOLDER, "uninformative-words"))


_HAN_NOISE = re.compile(r"^(?:总|累计|视频|作品|笔记|内容)+|(?:次数|总数|总量|人数|数量|数|量|次)+$")


def remove_count_words(name: str) -> str:
    """Fold a name without words that only mean a count: `Number of likes`, `累计点赞次数`."""
    words = [word for word in re.split(r"[\W_]+", name.casefold()) if word and word not in _uninformative_words()]
    return _HAN_NOISE.sub("", fold_name(" ".join(words)))
