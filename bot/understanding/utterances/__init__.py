"""Reads the utterance files, one per intent and language: `(a|b)` is one of them, `[a]` or `(a)?` may be left out."""

from __future__ import annotations

import hashlib
import random
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_LISTS = HERE / "lists.toml"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One way to put a question; `line` names where it comes from, so that its like can be kept together."""

    text: str
    intent: str
    lang: str
    line: int


def digest() -> str:
    """A digest of all utterance files: weights trained on other files are stale."""
    files = sorted([*HERE.glob("*/*.txt"), _LISTS])
    return hashlib.sha256(b"\0".join(file.name.encode() + file.read_bytes() for file in files)).hexdigest()


def utterances(each: int, seed: int = 0) -> list[Utterance]:
    """Up to `each` different utterances of every line of all files, the same for the same seed."""
    return read_utterances({(file.stem, file.parent.name): file for file in sorted(HERE.glob("*/*.txt"))}, each, seed)


def read_utterances(files: Mapping[tuple[str, str], Path], each: int, seed: int = 0) -> list[Utterance]:
    """Up to `each` different utterances of every line of `files`, which are keyed by intent and language."""
    lists = tomllib.loads(_LISTS.read_text("utf-8"))
    chance = random.Random(seed)
    made = []
    for number, (intent, lang, line) in enumerate(_lines(files)):
        texts = dict.fromkeys(_spoken(line, lists[lang], chance) for _ in range(3 * each))
        made += [Utterance(text, intent, lang, number) for text in list(texts)[:each]]
    return made


def _lines(files: Mapping[tuple[str, str], Path]) -> Iterator[tuple[str, str, str]]:
    for (intent, lang), file in files.items():
        for line in file.read_text("utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                yield intent, lang, line


def _spoken(line: str, lists: dict[str, list[str]], chance: random.Random) -> str:
    text, _ = _sequence(line, 0, chance)
    while "{" in text:
        before, _, rest = text.partition("{")
        name, _, after = rest.partition("}")
        if name not in lists:
            break
        text = before + chance.choice(lists[name]) + after
    return " ".join(text.split())


def _sequence(line: str, at: int, chance: random.Random, closing: str = "") -> tuple[str, int]:
    """One choice among the alternatives from `at` on, and where they end."""
    choices = [""]
    while at < len(line):
        sign = line[at]
        if closing and sign == closing:
            at += 1
            break
        if sign == "|" and closing:
            choices.append("")
            at += 1
        elif sign in "([":
            inner, at = _sequence(line, at + 1, chance, ")" if sign == "(" else "]")
            optional = sign == "["
            if line[at : at + 1] in {"?", "*"}:
                optional, at = True, at + 1
            choices[-1] += "" if optional and chance.random() < 0.5 else inner
        else:
            choices[-1] += sign
            at += 1
    return chance.choice(choices), at
