"""`understand`: what was asked, how sure that is, what was said about it, and what else it may have meant."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from bot.understanding.extension_utterances import matching_intent
from bot.understanding.intent_model import model
from bot.understanding.language_detection import is_foreign
from bot.understanding.normalized_text import NormalizedText
from bot.understanding.rules import evidence, has_letters, is_domain, is_empty
from bot.understanding.slots import Slots, masked, read_slots
from bot.understanding.typos import spelled

_REFUSED_ABOVE = {True: 0.5, False: 0.3}
"""The probability from which on a question counts as out of scope, by whether it has a word of our field."""
_LEAST_SURE = 0.6
"""The least probability of an intent for a question without any word of our field."""
SURE = 0.6
"""From here on a question is answered without asking back."""
_ALTERNATIVES = 3
_WORTH_NAMING = 0.03


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a question."""

    intent: str
    confidence: float
    request: Slots = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"intent": self.intent, "confidence": round(self.confidence, 4), "request": self.request}


@dataclass(frozen=True, slots=True)
class Understanding:
    """The likeliest reading of a question and the next likely ones."""

    best: Reading
    alternatives: tuple[Reading, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether it can be answered without asking back."""
        return self.best.confidence >= SURE

    def as_json(self) -> dict[str, Any]:
        """As `reelpulse understand --json` prints it."""
        return self.best.as_json() | {"alternatives": [reading.as_json() for reading in self.alternatives]}


def understand(text: str, today: date, week_start: int = 0) -> Understanding:
    """Read a question in English, Chinese or both; `today` and `week_start` (0: Monday) are the asker's.

    Nothing said is a call for help; what no command answers has the intent `out_of_scope`.
    """
    said = NormalizedText(text)
    if is_empty(said.text):
        return Understanding(Reading("help", 1.0))
    if not has_letters(said.text) or is_foreign(said.text):
        return Understanding(Reading("out_of_scope", 1.0))
    if brought := matching_intent(said.text):
        intent, confidence = brought
        return Understanding(Reading(intent, confidence, read_slots(said.text, intent, today, week_start)))
    text = spelled(said.text)
    said = NormalizedText(text)
    chances = _chances(text, said)
    order = sorted(chances, key=lambda intent: -chances[intent])
    intent = _decided(chances, order, is_domain(said, masked(text, today)[1]))
    confidence = chances[intent]
    if intent == "out_of_scope":  # refused also where no intent is likely enough
        confidence = max(confidence, 1 - max(chances[other] for other in order if other != intent))
    best = Reading(intent, confidence, read_slots(text, intent, today, week_start))
    others = tuple(
        Reading(other, chances[other], read_slots(text, other, today, week_start))
        for other in order
        if other != intent and chances[other] >= _WORTH_NAMING
    )
    return Understanding(best, others[:_ALTERNATIVES])


def _chances(text: str, said: NormalizedText) -> dict[str, float]:
    learned, added = model(), evidence(said)
    scores = learned.scores(text) + np.array([added.get(intent, 0.0) for intent in learned.intents])
    shares = np.exp(scores - scores.max())
    return {intent: float(share) for intent, share in zip(learned.intents, shares / shares.sum(), strict=True)}


def _decided(chances: dict[str, float], order: list[str], domain: bool) -> str:
    if chances["out_of_scope"] >= _REFUSED_ABOVE[domain]:
        return "out_of_scope"
    likeliest = next(intent for intent in order if intent != "out_of_scope")
    if not domain and likeliest != "help" and chances[likeliest] < _LEAST_SURE:
        return "out_of_scope"
    return likeliest
