"""Applies a short remark in a thread to the question before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from analytics.vocabulary.questions import WHOSE
from bot.understanding.interpretation import Understanding, understand
from bot.understanding.normalized_text import NormalizedText
from bot.understanding.pattern_files import read_patterns
from bot.understanding.slots import Slots, read_slots
from bot.understanding.typos import correct_typos

_PATTERNS = read_patterns("follow-ups")
_WHY = re.compile(_PATTERNS["why"], re.ASCII)
_OPENING = re.compile(_PATTERNS["opening"], re.ASCII)
_EVERYWHERE = re.compile(_PATTERNS["everywhere"], re.ASCII)
_GOOD = re.compile(_PATTERNS["good"], re.ASCII)
_EVERYTHING = {
    "topic": re.compile(r"\ball (?:the )?topics\b|without (?:the )?topic|(?:全部|所有)(?:话题|主题|内容)", re.ASCII),
    "account": re.compile(r"\ball (?:the |our )?accounts\b|without (?:the )?account|(?:全部|所有)账号", re.ASCII),
    "format": re.compile(r"\ball (?:the )?formats\b|(?:全部|所有)(?:体裁|形式)", re.ASCII),
}
_WEEK_BEFORE = re.compile(r"\b(?:the )?week before\b(?! last)|前一周|再前一周", re.ASCII)
_TIMES = ("days", "since", "until", "period")
_LONGEST_REMARK = 60
_FULL = re.compile(_PATTERNS["full"], re.ASCII)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The question that a remark leads to; `why` says that it asks for reasons."""

    intent: str
    slots: Slots
    why: bool = False


def follow(intent: str, slots: Slots, text: str, today: date, week_start: int = 0) -> FollowUp | None:
    """Apply a remark to the question before it; None if the remark is a question of its own."""
    question = NormalizedText(correct_typos(NormalizedText(text).text))
    if _WHY.search(question.lower):
        kept = {name: value for name, value in slots.items() if name not in {"n", "k", "show", "segment"}}
        kept = {name: value for name, value in kept.items() if name != "of" or value in WHOSE}
        return FollowUp("kpis", kept, why=True)
    if intent == "kpis" and _GOOD.search(question.lower):
        return FollowUp("kpis", {name: value for name, value in slots.items() if name != "by"} | {"vs": "rivals"})
    if not question.text or len(question.text) > _LONGEST_REMARK:
        return None
    reading = understand(text, today, week_start)
    if _stands_alone(reading, intent, question):
        return None
    changes = read_slots(question.text, intent, today, week_start)
    removed = [name for name, pattern in _EVERYTHING.items() if pattern.search(question.lower)]
    if _EVERYWHERE.search(question.lower):
        removed.append("platform")
        changes.pop("by", None)
    changes = {name: value for name, value in changes.items() if name not in removed}
    if _WEEK_BEFORE.search(question.lower):
        changes = {name: value for name, value in changes.items() if name not in (*_TIMES, "vs")}
        changes |= _read_week_before(slots, today, week_start)
    if not changes and not removed:
        return None
    merged = {name: value for name, value in slots.items() if name not in removed}
    if set(changes) & set(_TIMES):
        merged = {name: value for name, value in merged.items() if name not in _TIMES}
    if "by" in changes and changes["by"] in merged:
        del merged[str(changes["by"])]
    return FollowUp(intent, merged | changes)


def _stands_alone(reading: Understanding, intent: str, question: NormalizedText) -> bool:
    """Whether a remark is a question of its own."""
    best = reading.best
    if best.intent in {"help", "digest"} and best.confidence > 0.8:
        return not _OPENING.search(question.lower)
    words = len(question.lower.split()) + len(re.findall(r"[\u4e00-\u9fff]", question.lower)) // 2
    if _OPENING.search(question.lower) and words <= 8:
        return best.intent not in {intent, "out_of_scope"} and best.confidence > 0.97 and words > 5
    if best.intent == "out_of_scope":
        return True
    if best.intent != intent:
        return best.confidence > 0.8 and words >= 3
    return bool(_FULL.search(question.lower)) and words >= 5


def _read_week_before(slots: Slots, today: date, week_start: int) -> Slots:
    """Return the week before the week of the thread."""
    if slots.get("period") == "this_week":
        return {"period": "last_week"}
    if "since" in slots and "until" in slots:
        first, last = (date.fromisoformat(str(slots[name])) - timedelta(days=7) for name in ("since", "until"))
    else:
        first = today - timedelta(days=(today.weekday() - week_start) % 7 + 14)
        last = first + timedelta(days=6)
    return {"since": first.isoformat(), "until": last.isoformat()}
