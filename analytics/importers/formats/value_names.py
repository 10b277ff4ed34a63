"""Words in files for formats, platforms, genders and actions: folded word -> our name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analytics.importers.formats.column_names import fold_name
from analytics.importers.formats.format import ANY_OTHER
from analytics.vocabulary.platforms import platform_synonyms
from analytics.vocabulary.records import Format
from analytics.vocabulary.word_lists import WORDS, read_names_and_synonyms, read_synonyms


def _read(names: Iterable[str], *kinds: str) -> Mapping[str, str]:
    return {fold_name(word): name for word, name in read_names_and_synonyms(WORDS, names, *kinds).items()}


KINDS = _read(Format, "formats", "formats-in-files")
"""Folded word -> our format."""

POSTS: Mapping[str, str] = {**KINDS, ANY_OTHER: ""}
"""Folded word -> our format, for exporters: an unknown kind of post has an unknown format."""

OTHERS = _read(("other",), "others-in-files")
GENDERS = _read(("female", "male", "other"), "genders-in-files", "others-in-files")
"""Folded word -> key of an audience."""

PLATFORMS: Mapping[str, str] = {fold_name(word): name for word, name in platform_synonyms().items()}

ACTIONS: Mapping[str, str] = read_synonyms(WORDS, "actions-in-files")
"""Folded word -> our action, including our own names."""
