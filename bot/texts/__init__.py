"""Every word that a person reads: a folder of Fluent files for each language, numbers by Babel."""

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
_ADDED: list[Path] = []
"""Folders of texts from outside of this package."""
_AFTER_WAN = re.compile(r"(?<=[0-9][万亿]) (?=[\u4e00-\u9fff])")
"""The space between digits and characters in Chinese text, which does not follow 万 and 亿."""


class _Number(FluentType):
    """A number written as people write it; `PLURAL($n)` chooses plural forms by it."""

    def __init__(self, value: float) -> None:
        self.value = value

    def format(self, locale: Locale) -> str:
        return number(_language(locale), self.value)


def _plural(fact: object) -> FluentInt | FluentFloat:
    """The number that a plural form is chosen by. Fluent would write a number of its own class in its own way."""
    value = fact.value if isinstance(fact, _Number) else 0
    return FluentInt(value) if isinstance(value, int) else FluentFloat(value)


def _quoted(text: str) -> str:
    """Text of a file, quoted so that its ends and its invisible characters show."""
    return repr(text)


def _grouped(digits: str) -> str:
    """A whole number with separators between thousands, exact in both languages."""
    return f"{int(digits):,}"


_FUNCTIONS: dict[str, Callable[[Any], Any]] = {"PLURAL": _plural, "QUOTED": _quoted, "GROUPED": _grouped}


def _language(locale: Locale) -> str:
    return "zh" if locale.language == "zh" else "en"


def language_of(locale: str | None, default: str = "en") -> str:
    """The language for a Slack user's locale such as `zh-CN` or `en-GB`; `default` for any other."""
    spoken = (locale or "").replace("_", "-").split("-")[0].lower()
    return spoken if spoken in LANGUAGES else default


def add_folder(folder: Path) -> None:
    """Take further texts from `folder`: a file `LANGUAGE.ftl` each."""
    _ADDED.append(folder)
    _bundle.cache_clear()


def remove_folder(folder: Path) -> None:
    """Forget the texts of `folder`."""
    _ADDED.remove(folder)
    _bundle.cache_clear()


@cache
def _bundle(lang: str) -> FluentBundle:
    bundle = FluentBundle([LOCALES[lang]], functions=_FUNCTIONS, use_isolating=False)
    added = (folder / f"{lang}.ftl" for folder in _ADDED)
    for source in (*sorted((Path(__file__).parent / lang).glob("*.ftl")), *added):
        bundle.add_resource(FluentResource(source.read_text(encoding="utf-8")))
    return bundle


def knows(lang: str, key: str) -> bool:
    """Whether there are words for `key`; `message.attribute` names an attribute."""
    name, _, attribute = key.partition(".")
    bundle = _bundle(lang)
    if not bundle.has_message(name):
        return False
    message = bundle.get_message(name)
    return attribute in message.attributes if attribute else message.value is not None


def say(lang: str, key: str, **facts: object) -> str:
    """The words for `key` with `facts` put in; strings must come escaped.

    Raises KeyError for an unknown key and ValueError for a missing fact: both are our faults, found by tests.
    """
    if not knows(lang, key):
        raise KeyError(key)
    name, _, attribute = key.partition(".")
    message = _bundle(lang).get_message(name)
    pattern = message.attributes[attribute] if attribute else message.value
    if pattern is None:
        raise KeyError(key)
    text, faults = _bundle(lang).format_pattern(pattern, {name: _fact(value) for name, value in facts.items()})
    if faults:
        raise ValueError(f"{key}: {faults}")
    return _AFTER_WAN.sub("", str(text))


def _fact(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return _Number(value) if isinstance(value, int | float) else str(value)
