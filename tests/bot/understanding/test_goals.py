"""The goals, on questions kept apart: what was asked and what was said right, off-topic refused, real ones answered."""

from __future__ import annotations

import pytest

from bot.understanding import understand
from bot.understanding.follow_up import follow
from bot.understanding.intent_model import model
from bot.understanding.utterances import digest
from tests.bot.understanding.questions import TODAY, folded, questions, remarks


@pytest.mark.parametrize(("lang", "goal"), [("en", 0.95), ("zh", 0.93)])
def test_intent_and_slots_are_right_for_nearly_all_questions_kept_apart(lang: str, goal: float) -> None:
    kept = questions(lang)
    assert len(kept) >= 300
    wrong = []
    for question in kept:
        best = understand(question.text, TODAY).best
        if (best.intent, folded(best.request)) != (question.intent, folded(dict(question.slots))):
            wrong.append((question, best))
    assert 1 - len(wrong) / len(kept) >= goal, wrong


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_hardly_any_real_question_is_refused(lang: str) -> None:
    kept = questions(lang)
    refused = [question for question in kept if understand(question.text, TODAY).best.intent == "out_of_scope"]
    assert len(refused) / len(kept) <= 0.03, refused


def test_what_is_off_topic_is_refused() -> None:
    kept = questions("off_topic")
    assert len(kept) >= 150
    answered = [question for question in kept if understand(question.text, TODAY).best.intent != "out_of_scope"]
    assert 1 - len(answered) / len(kept) >= 0.9, answered


def test_a_remark_changes_the_question_before_it() -> None:
    kept = remarks()
    assert len(kept) >= 60
    wrong = []
    for remark in kept:
        followed = follow(remark.before[0], dict(remark.before[1]), remark.text, TODAY)
        if followed is None or (followed.intent, followed.slots, followed.why) != (*remark.after, remark.why):
            wrong.append((remark, followed))
    assert len(wrong) / len(kept) <= 0.05, wrong


def test_confidence_is_calibrated() -> None:
    """Expected calibration error over ten bins, on questions of both languages and off-topic ones."""
    kept = [question for name in ("en", "zh", "off_topic") for question in questions(name)]
    bins: dict[int, list[tuple[float, bool]]] = {}
    for question in kept:
        best = understand(question.text, TODAY).best
        bins.setdefault(min(9, int(best.confidence * 10)), []).append((best.confidence, best.intent == question.intent))
    error = sum(
        abs(sum(sure for sure, _ in pairs) - sum(right for _, right in pairs)) for pairs in bins.values()
    ) / len(kept)
    assert error <= 0.1


def test_the_weights_were_trained_on_these_utterances() -> None:
    assert model().digest == digest(model().intents), "run: python -m bot.understanding.intent_trainer"
