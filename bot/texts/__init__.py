"""The texts that people read: Fluent files for each language, and numbers formatted by Babel."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentFloat, FluentInt, FluentType

from bot.texts.formats import LOCALES, number

LANGUAGES = tuple(LOCALES)
_EXTRA_FOLDERS: list[Path] = []
"""Folders of texts outside of this package."""
_AFTER_WAN = re.compile(r"(?<=[0-9][万亿]) (?=[\u4e00-\u9fff])")
"""The space between digits and characters in Chinese text, which is omitted after 万 and 亿."""


class _Number(FluentType):
    """A number that is formatted by Babel; `PLURAL($n)` selects plural forms by it."""

    def __init__(self, value: float) -> None:
        self.value = value

    def format(self, locale: Locale) -> str:
        return number(_language(locale), self.value)


def _plural(fact: object) -> FluentInt | FluentFloat:
    """Return the number that selects a plural form; Fluent would format a number of its own class itself."""
    value = fact.value if isinstance(fact, _Number) else 0
    return FluentInt(value) if isinstance(value, int) else FluentFloat(value)


def _quote(text: str) -> str:
    """Quote the text of a file, so that its ends and its invisible characters show."""
    return repr(text)


def _group_digits(digits: str) -> str:
    """Format a whole number with separators between thousands, the same in both languages."""
    return f"{int(digits):,}"


_FUNCTIONS: dict[str, Callable[[Any], Any]] = {"PLURAL": _plural, "QUOTED": _quote, "GROUPED": _group_digits}


def _language(locale: Locale) -> str:
    return "zh" if locale.language == "zh" else "en"


def language_of(locale: str | None, default: str = "en") -> str:
    """Return the language for a Slack user's locale such as `zh-CN` or `en-GB`, or `default` for other locales."""
    language = (locale or "").replace("_", "-").split("-")[0].lower()
    return language if language in LANGUAGES else default


def add_folder(folder: Path) -> None:
    """Add the texts of `folder`, which has a file `LANGUAGE.ftl` for each language."""
    _EXTRA_FOLDERS.append(folder)
    _bundle.cache_clear()


def remove_folder(folder: Path) -> None:
    """Remove the texts of `folder`."""
    _EXTRA_FOLDERS.remove(folder)
    _bundle.cache_clear()


@cache
def _bundle(lang: str) -> FluentBundle:
    bundle = FluentBundle([LOCALES[lang]], functions=_FUNCTIONS, use_isolating=False)
    extra_files = (folder / f"{lang}.ftl" for folder in _EXTRA_FOLDERS)
    for source in (*sorted((Path(__file__).parent / lang).glob("*.ftl")), *extra_files):
        bundle.add_resource(FluentResource(source.read_text(encoding="utf-8")))
    return bundle


def knows(lang: str, key: str) -> bool:
    """Whether there is a text for `key`; `message.attribute` names an attribute."""
    name, _, attribute = key.partition(".")
    bundle = _bundle(lang)
    if not bundle.has_message(name):
        return False
    message = bundle.get_message(name)
    return attribute in message.attributes if attribute else message.value is not None


def say(lang: str, key: str, **facts: object) -> str:
    """Return the text for `key` with `facts` inserted; strings must be escaped.

    Raises KeyError for an unknown key and ValueError for a missing fact.
    """
    if not knows(lang, key):
        raise KeyError(key)
    name, _, attribute = key.partition(".")
    message = _bundle(lang).get_message(name)
    pattern = message.attributes[attribute] if attribute else message.value
    if pattern is None:
        raise KeyError(key)
    text, errors = _bundle(lang).format_pattern(pattern, {name: _fluent_value(value) for name, value in facts.items()})
    if errors:
        raise ValueError(f"{key}: {errors}")
    return _AFTER_WAN.sub("", str(text))


def _fluent_value(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return _Number(value) if isinstance(value, int | float) else str(value)
