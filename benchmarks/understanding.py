"""How well questions in plain words are read: right answers with Wilson's lower end, confusion, calibration, time."""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Iterator
from math import sqrt

from bot.understanding import INTENTS, understand
from tests.bot.understanding.questions import TODAY, Kept, folded, questions

_Z = 1.959964


def lower_end(right: int, n: int) -> float:
    """The lower end of the 95 % Wilson interval (Wilson 1927)."""
    share = right / n
    centre, spread = share + _Z**2 / (2 * n), _Z * sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return (centre - spread) / (1 + _Z**2 / n)


def run() -> Iterator[str]:
    """Lines: memory, rights, the confusion table, the calibration curve."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    understand("warm up", TODAY)
    yield f"understanding: {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024:.0f} MB added"
    kept = {name: questions(name) for name in ("en", "zh", "off_topic")}
    for name, asked in kept.items():
        yield _rights(name, asked)
    everything = [question for asked in kept.values() for question in asked]
    yield from _confusion(everything)
    yield from _calibration(everything)


def _rights(name: str, asked: list[Kept]) -> str:
    times, intents, both, refused = [], 0, 0, 0
    for question in asked:
        begun = time.perf_counter()
        best = understand(question.text, TODAY).best
        times.append(time.perf_counter() - begun)
        right = best.intent == question.intent
        intents += right
        both += right and folded(best.request) == folded(dict(question.slots))
        refused += best.intent == "out_of_scope"
    n, ordered = len(asked), sorted(times)
    return (
        f"understanding {name:>9}: n {n}, intent {intents / n:.3f}, intent and slots {both / n:.3f} "
        f"(from {lower_end(both, n):.3f}), "
        f"refused {refused / n:.3f}, median {ordered[n // 2] * 1e3:.1f} ms, 99th {ordered[int(n * 0.99)] * 1e3:.1f} ms"
    )


def _confusion(asked: list[Kept]) -> Iterator[str]:
    pairs = Counter((question.intent, understand(question.text, TODAY).best.intent) for question in asked)
    yield ("meant \\ read  " + " ".join(f"{intent[:7]:>8}" for intent in INTENTS))
    for meant in INTENTS:
        yield (f"{meant:>13} " + " ".join(f"{pairs[meant, read]:>8}" for read in INTENTS))


def _calibration(asked: list[Kept]) -> Iterator[str]:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for question in asked:
        best = understand(question.text, TODAY).best
        bins.setdefault(min(9, int(best.confidence * 10)), []).append((best.confidence, best.intent == question.intent))
    yield ("confidence  n  mean  right")
    for place, pairs in sorted(bins.items()):
        mean, right = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
        yield (f"{place / 10:.1f}-{place / 10 + 0.1:.1f}  {len(pairs):>5}  {mean:.2f}  {right:.2f}")
