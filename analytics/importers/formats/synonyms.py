"""Names that columns have in files which no exporter of ours wrote: English, Chinese, Spanish."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from analytics.importers.formats.column_names import folded
from analytics.vocabulary.records import CANONICAL
from analytics.vocabulary.word_lists import read_word_table, read_words

MEANINGS = frozenset({meaning for names in CANONICAL.values() for meaning in names} | {"simulated"})

_FOLDER = Path(__file__).parent / "words"


@cache
def by_name() -> Mapping[str, tuple[str, ...]]:
    """Folded name -> meanings, the likeliest first: our own names, then synonyms, then second senses."""
    found: dict[str, list[str]] = {folded(meaning): [meaning] for meaning in sorted(MEANINGS)}
    for kind in ("columns", "columns-second-sense"):
        for meaning, names in read_word_table(_FOLDER, kind).items():
            for name in names:
                senses = found.setdefault(folded(name), [])
                if meaning not in senses:
                    senses.append(meaning)
    return {name: tuple(senses) for name, senses in found.items()}


@cache
def dimension_by_name() -> Mapping[str, str]:
    """Folded name of a column of keys -> dimension."""
    table = read_word_table(_FOLDER, "audience-dimensions")
    return {folded(name): dimension for dimension, names in table.items() for name in names}


@cache
def _uninformative_words() -> frozenset[str]:
    return frozenset(read_words(_FOLDER, "uninformative-words"))


_HAN_NOISE = re.compile(r"^(?:总|累计|视频|作品|笔记|内容)+|(?:次数|总数|总量|人数|数量|数|量|次)+$")


def stripped(name: str) -> str:
    """A folded name without words that say only that something is counted: `Number of likes`, `累计点赞次数`."""
    words = [word for word in re.split(r"[\W_]+", name.casefold()) if word and word not in _uninformative_words()]
    return _HAN_NOISE.sub("", folded(" ".join(words)))
