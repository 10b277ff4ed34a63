"""A question -> hashed n-grams: of its characters, of its words, and of its words with every slot put as its name."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from datetime import date

import numpy as np
import numpy.typing as npt

from bot.understanding.normalized_text import STRUCK, NormalizedText, normal
from bot.understanding.slots import masked

SIZE = 1 << 15
_TOKEN = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]|[\u3040-\u30ff\uac00-\ud7af]|\S")
_LATIN = re.compile(r"[a-z0-9'@#]+")
_HAN_RUN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]+")
_STRUCK_RUN = re.compile(f"{STRUCK}+")
_ANY_DAY = date(2026, 11, 24)
"""Which words are slots does not depend on the day."""


def grams(text: str) -> Counter[str]:
    """The n-grams of a question, each with how often it occurs."""
    said = NormalizedText(text)
    found: Counter[str] = Counter()
    lower = said.lower
    tokens = _TOKEN.findall(lower)
    _sequences(found, "w", tokens, 3 if len(tokens) < 40 else 2)
    for run in _LATIN.findall(lower):
        padded = f"<{run}>"
        for length in (3, 4, 5):
            for start in range(len(padded) - length + 1):
                found[f"c{padded[start : start + length]}"] += 1
    for run in _HAN_RUN.findall(lower):
        for length in (2, 3, 4):
            for start in range(len(run) - length + 1):
                found[f"h{run[start : start + length]}"] += 1
    rest, slots = masked(text, _ANY_DAY)
    plain = _STRUCK_RUN.sub(" § ", rest)
    _sequences(found, "m", ["^", *_TOKEN.findall(plain), "$"], 3)
    for slot in slots:
        found[f"s{slot}"] += 1
    if not slots:
        found["s-none"] += 1
    return found


def _sequences(found: Counter[str], sign: str, tokens: list[str], longest: int) -> None:
    for length in range(1, longest + 1):
        for start in range(len(tokens) - length + 1):
            found[sign + " ".join(tokens[start : start + length])] += 1


def vector(text: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """The places of a question's n-grams, each below SIZE, and their weights (1 + log count), of length 1 in all."""
    found = grams(text)
    places = np.fromiter((zlib.crc32(gram.encode()) % SIZE for gram in found), dtype=np.int64, count=len(found))
    weights = 1 + np.log(np.fromiter(found.values(), dtype=np.float64, count=len(found)))
    length = float(np.sqrt((weights**2).sum())) or 1.0
    return places, weights / length


__all__ = ["SIZE", "grams", "normal", "vector"]
