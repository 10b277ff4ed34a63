"""Texts for the reasons of an import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

from analytics.vocabulary.reasons import Reason
from bot.texts import say

_MAX_LENGTHS = {"en": 80}
"""Maximum characters of a text under which rejected rows are counted; Chinese texts are short."""


def reason_text(lang: str, reason: Reason) -> str:
    """Return the text for a reason, not escaped."""
    facts = {
        name: reason_text(lang, fact) if isinstance(fact, Reason) else str(fact) for name, fact in reason.facts.items()
    }
    return say(lang, f"import-reason-{reason.code.replace('_', '-')}", **facts)


def reason_formatter(lang: str) -> Callable[[Reason], str]:
    """Return `reason_text` for one language."""
    return partial(reason_text, lang)


def rejection_counts(lang: str, reasons: Mapping[Reason, int]) -> Counter[str]:
    """Count rejected rows by the text of their reason."""
    counts: Counter[str] = Counter()
    for reason, rows in reasons.items():
        counts[reason_text(lang, reason)[: _MAX_LENGTHS.get(lang)]] += rows
    return counts
