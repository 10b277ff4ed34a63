"""Accuracy of the understanding of questions, with confusion table, calibration curve and time."""

from __future__ import annotations

import resource
import time
from collections import Counter
from collections.abc import Iterator

from analytics.vocabulary.confidence import wilson_interval
from bot.understanding import INTENTS, understand
from tests.bot.understanding.questions import TODAY, Kept, folded, questions


def run() -> Iterator[str]:
    """Return lines on memory, accuracy, confusion and calibration."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    understand("warm up", TODAY)
    yield f"understanding: {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024:.0f} MB added"
    samples = {name: questions(name) for name in ("en", "zh", "off_topic")}
    for name, sample in samples.items():
        yield _accuracy(name, sample)
    everything = [question for sample in samples.values() for question in sample]
    yield from _confusion(everything)
    yield from _calibration(everything)


def _accuracy(name: str, sample: list[Kept]) -> str:
    times, intents, both, refused = [], 0, 0, 0
    for question in sample:
        start = time.perf_counter()
        best = understand(question.text, TODAY).best
        times.append(time.perf_counter() - start)
        right = best.intent == question.intent
        intents += right
        both += right and folded(best.request) == folded(dict(question.slots))
        refused += best.intent == "out_of_scope"
    n, ordered = len(sample), sorted(times)
    return (
        f"understanding {name:>9}: n {n}, intent {intents / n:.3f}, intent and slots {both / n:.3f} "
        f"(from {wilson_interval(both, n)[0]:.3f}), "
        f"refused {refused / n:.3f}, median {ordered[n // 2] * 1e3:.1f} ms, 99th {ordered[int(n * 0.99)] * 1e3:.1f} ms"
    )


def _confusion(sample: list[Kept]) -> Iterator[str]:
    pairs = Counter((question.intent, understand(question.text, TODAY).best.intent) for question in sample)
    yield ("meant \\ read  " + " ".join(f"{intent[:7]:>8}" for intent in INTENTS))
    for meant in INTENTS:
        yield (f"{meant:>13} " + " ".join(f"{pairs[meant, read]:>8}" for read in INTENTS))


def _calibration(sample: list[Kept]) -> Iterator[str]:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for question in sample:
        best = understand(question.text, TODAY).best
        bins.setdefault(min(9, int(best.confidence * 10)), []).append((best.confidence, best.intent == question.intent))
    yield ("confidence  n  mean  right")
    for number, pairs in sorted(bins.items()):
        mean, right = (sum(values) / len(pairs) for values in zip(*pairs, strict=True))
        yield (f"{number / 10:.1f}-{number / 10 + 0.1:.1f}  {len(pairs):>5}  {mean:.2f}  {right:.2f}")
