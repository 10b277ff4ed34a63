"""Reasons of an import in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

from analytics.vocabulary.reasons import Reason
from bot.texts import say

_LONGEST_KIND = {"en": 80}
"""Characters of a sentence under which rejected rows are counted; the Chinese sentences are short."""


def reason_text(lang: str, reason: Reason) -> str:
    """The sentence for a reason, not escaped."""
    facts = {
        name: reason_text(lang, fact) if isinstance(fact, Reason) else str(fact) for name, fact in reason.facts.items()
    }
    return say(lang, f"import-reason-{reason.code.replace('_', '-')}", **facts)


def in_words(lang: str) -> Callable[[Reason], str]:
    """`reason_text` in one language."""
    return partial(reason_text, lang)


def rejection_counts(lang: str, reasons: Mapping[Reason, int]) -> Counter[str]:
    """Rejected rows by the sentence for their reason."""
    counts: Counter[str] = Counter()
    for reason, rows in reasons.items():
        counts[reason_text(lang, reason)[: _LONGEST_KIND.get(lang)]] += rows
    return counts
