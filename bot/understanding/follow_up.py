"""Going on in a thread: what a short remark changes in the question before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding.interpretation import Understanding, understand
from bot.understanding.normalized_text import NormalizedText
from bot.understanding.pattern_files import read_patterns
from bot.understanding.slots import Slots, read_slots
from bot.understanding.typos import spelled

_PATTERNS = read_patterns("follow-ups")
_WHY = re.compile(_PATTERNS["why"], re.ASCII)
_OPENING = re.compile(_PATTERNS["opening"], re.ASCII)
_EVERYWHERE = re.compile(_PATTERNS["everywhere"], re.ASCII)
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
class Followed:
    """The question at which a thread stands now; `why`: reasons are asked for."""

    intent: str
    slots: Slots
    why: bool = False


def follow(intent: str, slots: Slots, text: str, today: date, week_start: int = 0) -> Followed | None:
    """What `text` makes of the question before it; None where it is a question of its own."""
    said = NormalizedText(spelled(NormalizedText(text).text))
    if _WHY.search(said.lower):
        kept = {name: value for name, value in slots.items() if name not in {"n", "k", "of", "show", "segment"}}
        return Followed("kpis", kept, why=True)
    if not said.text or len(said.text) > _LONGEST_REMARK:
        return None
    fresh = understand(text, today, week_start)
    if _stands_alone(fresh, intent, said):
        return None
    changes = read_slots(said.text, intent, today, week_start)
    taken_back = [name for name, pattern in _EVERYTHING.items() if pattern.search(said.lower)]
    if _EVERYWHERE.search(said.lower):
        taken_back.append("platform")
        changes.pop("by", None)
    changes = {name: value for name, value in changes.items() if name not in taken_back}
    if _WEEK_BEFORE.search(said.lower):
        changes = {name: value for name, value in changes.items() if name not in (*_TIMES, "vs")}
        changes |= _week_before(slots, today, week_start)
    if not changes and not taken_back:
        return None
    merged = {name: value for name, value in slots.items() if name not in taken_back}
    if set(changes) & set(_TIMES):
        merged = {name: value for name, value in merged.items() if name not in _TIMES}
    if "by" in changes and changes["by"] in merged:
        del merged[str(changes["by"])]
    return Followed(intent, merged | changes)


def _stands_alone(fresh: Understanding, intent: str, said: NormalizedText) -> bool:
    """Whether a remark is a question of its own."""
    best = fresh.best
    if best.intent in {"help", "digest"} and best.confidence > 0.8:
        return not _OPENING.search(said.lower)
    words = len(said.lower.split()) + len(re.findall(r"[\u4e00-\u9fff]", said.lower)) // 2
    if _OPENING.search(said.lower) and words <= 8:
        return best.intent not in {intent, "out_of_scope"} and best.confidence > 0.97 and words > 5
    if best.intent == "out_of_scope":
        return True
    if best.intent != intent:
        return best.confidence > 0.8 and words >= 3
    return bool(_FULL.search(said.lower)) and words >= 5


def _week_before(slots: Slots, today: date, week_start: int) -> Slots:
    """The week before the one that the thread is about."""
    if slots.get("period") == "this_week":
        return {"period": "last_week"}
    if "since" in slots and "until" in slots:
        first, last = (date.fromisoformat(str(slots[name])) - timedelta(days=7) for name in ("since", "until"))
    else:
        first = today - timedelta(days=(today.weekday() - week_start) % 7 + 14)
        last = first + timedelta(days=6)
    return {"since": first.isoformat(), "until": last.isoformat()}
