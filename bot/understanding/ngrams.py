"""Hashed n-grams of a question: of its characters, of its words, and of its words with slots masked."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from datetime import date

import numpy as np
import numpy.typing as npt

from bot.understanding.normalized_text import STRUCK, NormalizedText, normalize
from bot.understanding.slots import mask_slots

SIZE = 1 << 15
_TOKEN = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]|[\u3040-\u30ff\uac00-\ud7af]|\S")
_LATIN = re.compile(r"[a-z0-9'@#]+")
_HAN_RUN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]+")
_STRUCK_RUN = re.compile(f"{STRUCK}+")
_ANY_DAY = date(2026, 11, 24)
"""The words that are slots do not depend on the day."""


def count_grams(text: str) -> Counter[str]:
    """Count the n-grams of a question."""
    question = NormalizedText(text)
    counts: Counter[str] = Counter()
    lower = question.lower
    tokens = _TOKEN.findall(lower)
    _count_sequences(counts, "w", tokens, 3 if len(tokens) < 40 else 2)
    for run in _LATIN.findall(lower):
        padded = f"<{run}>"
        for length in (3, 4, 5):
            for start in range(len(padded) - length + 1):
                counts[f"c{padded[start : start + length]}"] += 1
    for run in _HAN_RUN.findall(lower):
        for length in (2, 3, 4):
            for start in range(len(run) - length + 1):
                counts[f"h{run[start : start + length]}"] += 1
    rest, slots = mask_slots(text, _ANY_DAY)
    plain = _STRUCK_RUN.sub(" § ", rest)
    _count_sequences(counts, "m", ["^", *_TOKEN.findall(plain), "$"], 3)
    for slot in slots:
        counts[f"s{slot}"] += 1
    if not slots:
        counts["s-none"] += 1
    return counts


def _count_sequences(counts: Counter[str], prefix: str, tokens: list[str], longest: int) -> None:
    for length in range(1, longest + 1):
        for start in range(len(tokens) - length + 1):
            counts[prefix + " ".join(tokens[start : start + length])] += 1


def vectorize(text: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return the indices of the n-grams, each below SIZE, and their weights (1 + log count) with norm 1."""
    counts = count_grams(text)
    indices = np.fromiter((zlib.crc32(gram.encode()) % SIZE for gram in counts), dtype=np.int64, count=len(counts))
    weights = 1 + np.log(np.fromiter(counts.values(), dtype=np.float64, count=len(counts)))
    length = float(np.sqrt((weights**2).sum())) or 1.0
    return indices, weights / length


__all__ = ["SIZE", "count_grams", "normalize", "vectorize"]
