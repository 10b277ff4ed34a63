"""Reads the utterance files, one per intent and language: `(a|b)` is one of them, `[a]` or `(a)?` may be left out."""

from __future__ import annotations

import hashlib
import random
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_LISTS = HERE / "lists.toml"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One way to ask a question; `line` is the number of its pattern, so that variants stay in one fold."""

    text: str
    intent: str
    lang: str
    line: int


def utterance_files(intents: Collection[str]) -> dict[tuple[str, str], Path]:
    """Return the files of the intents, by intent and language, in the order of their paths."""
    files = sorted(file for file in HERE.glob("*/*.txt") if file.stem in intents)
    return {(file.stem, file.parent.name): file for file in files}


def digest(intents: Collection[str]) -> str:
    """Return a digest of the files of the intents; weights trained on other files are stale."""
    files = sorted([*utterance_files(intents).values(), _LISTS])
    return hashlib.sha256(b"\0".join(file.name.encode() + file.read_bytes() for file in files)).hexdigest()


def utterances(intents: Collection[str], per_line: int, seed: int = 0) -> list[Utterance]:
    """Return up to `per_line` different utterances of every line of the intents, the same for the same seed."""
    return read_utterances(utterance_files(intents), per_line, seed)


def read_utterances(files: Mapping[tuple[str, str], Path], per_line: int, seed: int = 0) -> list[Utterance]:
    """Return up to `per_line` different utterances of every line of `files`, which are keyed by intent and language."""
    lists = tomllib.loads(_LISTS.read_text("utf-8"))
    rng = random.Random(seed)
    result = []
    for number, (intent, lang, line) in enumerate(_lines(files)):
        texts = dict.fromkeys(_choose_text(line, lists[lang], rng) for _ in range(3 * per_line))
        result += [Utterance(text, intent, lang, number) for text in list(texts)[:per_line]]
    return result


def _lines(files: Mapping[tuple[str, str], Path]) -> Iterator[tuple[str, str, str]]:
    for (intent, lang), file in files.items():
        for line in file.read_text("utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                yield intent, lang, line


def _choose_text(line: str, lists: dict[str, list[str]], rng: random.Random) -> str:
    text, _ = _choose_sequence(line, 0, rng)
    while "{" in text:
        before, _, rest = text.partition("{")
        name, _, after = rest.partition("}")
        if name not in lists:
            break
        text = before + rng.choice(lists[name]) + after
    return " ".join(text.split())


def _choose_sequence(line: str, position: int, rng: random.Random, closing: str = "") -> tuple[str, int]:
    """Choose among the alternatives from `position` on; return the text and where they end."""
    choices = [""]
    while position < len(line):
        character = line[position]
        if closing and character == closing:
            position += 1
            break
        if character == "|" and closing:
            choices.append("")
            position += 1
        elif character in "([":
            inner, position = _choose_sequence(line, position + 1, rng, ")" if character == "(" else "]")
            optional = character == "["
            if line[position : position + 1] in {"?", "*"}:
                optional, position = True, position + 1
            choices[-1] += "" if optional and rng.random() < 0.5 else inner
        else:
            choices[-1] += character
            position += 1
    return rng.choice(choices), position
