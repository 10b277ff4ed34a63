"""`understand`: the intent of a question with its probability, its slots, and other likely readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from bot.understanding.intent_model import model
from bot.understanding.language_detection import is_foreign
from bot.understanding.normalized_text import NormalizedText
from bot.understanding.rules import has_domain_word, has_letters, is_empty, rule_evidence
from bot.understanding.slots import Slots, mask_slots, read_slots
from bot.understanding.typos import correct_typos
from bot.understanding.untrained_intents import matching_intent

_REFUSED_ABOVE = {True: 0.5, False: 0.3}
"""The least probability of a question being out of scope, by whether it contains a word of the field."""
_LEAST_SURE = 0.6
"""The least probability of an intent for a question without any word of the field."""
SURE = 0.6
"""The least probability at which a question is answered without asking back."""
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

    An empty text asks for help; a question that no command answers has the intent `out_of_scope`.
    """
    question = NormalizedText(text)
    if is_empty(question.text):
        return Understanding(Reading("help", 1.0))
    if not has_letters(question.text) or is_foreign(question.text):
        return Understanding(Reading("out_of_scope", 1.0))
    if untrained := matching_intent(question.text, model().intents):
        intent, confidence = untrained
        return Understanding(Reading(intent, confidence, read_slots(question.text, intent, today, week_start)))
    text = correct_typos(question.text)
    question = NormalizedText(text)
    chances = _intent_chances(text, question)
    by_chance = sorted(chances, key=lambda intent: -chances[intent])
    intent = _decide(chances, by_chance, has_domain_word(question, mask_slots(text, today)[1]))
    confidence = chances[intent]
    if intent == "out_of_scope":  # also where no other intent is likely enough
        confidence = max(confidence, 1 - max(chances[other] for other in by_chance if other != intent))
    best = Reading(intent, confidence, read_slots(text, intent, today, week_start))
    others = tuple(
        Reading(other, chances[other], read_slots(text, other, today, week_start))
        for other in by_chance
        if other != intent and chances[other] >= _WORTH_NAMING
    )
    return Understanding(best, others[:_ALTERNATIVES])


def _intent_chances(text: str, question: NormalizedText) -> dict[str, float]:
    trained, bonus = model(), rule_evidence(question)
    scores = trained.scores(text) + np.array([bonus.get(intent, 0.0) for intent in trained.intents])
    shares = np.exp(scores - scores.max())
    return {intent: float(share) for intent, share in zip(trained.intents, shares / shares.sum(), strict=True)}


def _decide(chances: dict[str, float], by_chance: list[str], domain: bool) -> str:
    if chances["out_of_scope"] >= _REFUSED_ABOVE[domain]:
        return "out_of_scope"
    likeliest = next(intent for intent in by_chance if intent != "out_of_scope")
    if not domain and likeliest != "help" and chances[likeliest] < _LEAST_SURE:
        return "out_of_scope"
    return likeliest
