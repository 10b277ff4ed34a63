"""The grammar: what was said, slot by slot, over the option table's vocabularies. Nothing is added."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from bot.requests.request import Value
from bot.understanding import lexicon as words
from bot.understanding.normalized_text import NormalizedText
from bot.understanding.numbers import ANY, ENGLISH, HAN, read_number
from bot.understanding.pattern_files import read_patterns
from bot.understanding.posting_times import read_duration, read_hour, read_weekday
from bot.understanding.time_expressions import read_periods
from bot.understanding.topic_slot import read_topic

Slots = dict[str, Value]
SLOTS = (
    *("k", "n", "days", "since", "until", "period", "platform", "topic", "account", "segment", "metric", "by", "vs"),
    *("format", "duration", "hour", "weekday", "of", "show"),
)
_PAST = {"kpis", "segments", "influencers", "drivers"}
"""Intents whose words of time are periods; those of the others are plans, festivals at least."""

_PATTERNS = read_patterns(
    "slots",
    any=ANY,
    english=ENGLISH,
    han=HAN,
    segments_after_for="|".join(name for name in words.SEGMENT_NAMES_AFTER_FOR if name.isascii()),
)
_RULED_OUT = re.compile(_PATTERNS["ruled_out"])
_RULED_OUT_AFTER = re.compile(
    r"^\s*(?:(?:is )?(?:excluded|aside|left out|out of it)\b"
    r"|除外|不算|以外|之外|外(?![国部面卖套站])|别算|不要|不用看|就算了)"
)
_HANDLE = re.compile(_PATTERNS["handle"])
_ACCOUNT_NAMED = re.compile(_PATTERNS["account_named"])
_SEGMENT_QUOTED = re.compile(_PATTERNS["segment_quoted"])
_SEGMENT_ALWAYS = re.compile(
    "|".join(re.escape(name) for name in sorted(words.SEGMENT_NAMES_ALWAYS, key=len, reverse=True))
)
_SEGMENT_AFTER = re.compile(_PATTERNS["segment_after"])
_SEGMENT_STOP = {
    "viewer",
    "audience",
    "which",
    "that",
    "each",
    "first",
    "largest",
    "biggest",
    "same",
    "creator",
    "viewers",
    "best",
}

_K = re.compile(_PATTERNS["k"], re.A)
_N_TOP = re.compile(_PATTERNS["n_top"], re.A)
_N_EN = re.compile(_PATTERNS["n_en"], re.A)
_N_HAN = re.compile(
    rf"(?P<a>{HAN})\s*(?:个|名|位|条|期|款|篇|套|支|部|组|人|家)(?!月|星期|礼拜|小时|季|群|人群|平台|账号(?:的|分)|视频最|问题)"
)
_NOT_COUNTED = re.compile(r"(?:第|每|这|那|哪|同|另|有|任|某|上|下|是|来|发|拍|想|做|传|写|给我|给|看|找|请)$")
_N_ANY = re.compile(rf"{ANY}", re.A)
_GROUPED = re.compile(_PATTERNS["grouped"])
_METRIC_WISHED = re.compile(
    r"\b(?:more|boost|increase|improve|maximi[sz]e|higher|raise|grow|get|drive|lift|optimi[sz]e)\b|提升|提高|增加|多|涨|高"
)
_WHO_VERB = re.compile(
    r"\b(?:who|whom|people who|and) (?:\w+ )?$|\b(?:us|will|would|could|can|should|to|that|people|she|he|it)(?: \w+)? $"
)


def read_slots(text: str, intent: str, today: date, week_start: int = 0) -> Slots:
    """What `text` says beside its intent, in the order of `SLOTS`; words that no slot takes are left."""
    if intent in {"help", "out_of_scope"}:
        return {}
    said = NormalizedText(text)
    found: Slots = {}
    _named(said, found)
    _one_of(said, words.SHOW, found, "show")
    found |= read_periods(said, today, week_start, past=intent in _PAST)
    _put(found, "duration", read_duration(said))
    _put(found, "hour", read_hour(said))
    _put(found, "weekday", read_weekday(said))
    _platform(said, found, intent)
    _breakdown(said, found, intent)
    _one_of(said, words.FORMAT, found, "format")
    _metric(said, found, intent)
    _counted(said, found, intent)
    _of(said, found, intent)
    _put(found, "topic", read_topic(said, intent))
    return {name: found[name] for name in SLOTS if name in found}


def _put(found: Slots, name: str, value: Value | None) -> None:
    if value is not None and value != "":
        found[name] = value


def _named(said: NormalizedText, found: Slots) -> None:
    """Accounts and segments by their names."""
    for pattern in (_HANDLE, _ACCOUNT_NAMED):
        for handle in said.every(pattern):
            place = next(place for place, text in enumerate(handle.groups(), 1) if text)
            if not _is_ruled_out(said, handle):
                found.setdefault("account", said.original(*handle.span(place)).strip("@＠ "))
    if match := said.find(_SEGMENT_QUOTED):
        place = next(place for place, text in enumerate(match.groups(), 1) if text)
        if match[place].split()[0] not in _SEGMENT_STOP:
            _put(found, "segment", said.original(*match.span(place)))
            said.strike(*match.span())
    for pattern in (_SEGMENT_ALWAYS, _SEGMENT_AFTER):
        if "segment" not in found and (match := said.find(pattern)):
            span = next((match.span(name) for name, text in match.groupdict().items() if text), match.span())
            _put(found, "segment", said.original(*span))
            said.strike(*span)


def _one_of(said: NormalizedText, patterns: Mapping[str, re.Pattern[str]], found: Slots, slot: str) -> None:
    """The first of several values that is said and not ruled out; every one is struck out."""
    places: list[tuple[int, str]] = []
    for value, pattern in patterns.items():
        places += [(one.start(), value) for one in said.every(pattern) if not _is_ruled_out(said, one)]
    if slot == "format" and len({value for _, value in places}) > 1:
        return
    if places:
        found.setdefault(slot, min(places)[1])


def _is_ruled_out(said: NormalizedText, match: re.Match[str]) -> bool:
    before, after = said.rest[: match.start()].rstrip(" "), said.rest[match.end() :]
    return bool(_RULED_OUT.search(before)) or bool(_RULED_OUT_AFTER.match(after))


def _platform(said: NormalizedText, found: Slots, intent: str) -> None:
    places: list[tuple[int, str]] = []
    for name, pattern in words.PLATFORM.items():
        places += [(one.start(), name) for one in said.every(pattern) if not _is_ruled_out(said, one)]
    if match := words.CAPITAL_RED.search(said.text):
        places.append((match.start(), "xiaohongshu"))
        said.strike(*match.span())
    names = [name for _, name in sorted(places)]
    if len(set(names)) == 1:
        found["platform"] = names[0]
    elif names and intent in {"kpis", "digest"}:
        found["by"] = "platform"  # several side by side are a breakdown
    elif names:
        found["platform"] = names[0]


def _breakdown(said: NormalizedText, found: Slots, intent: str) -> None:
    for name, pattern in words.TOP_OF.items() if intent == "kpis" else ():
        if match := said.find(pattern):
            found["by"], found["n"] = name, read_number(match["n"])
            said.strike(*match.span())
    if said.find(words.FORMATS_COMPARED) and intent == "kpis":
        found.setdefault("by", "format")
        for pattern in words.FORMAT.values():
            said.drop(pattern)
        return
    places = [(match.start(), name, match) for name, pattern in words.BY.items() if (match := said.find(pattern))]
    if not places or intent not in {"kpis", "digest"}:
        return
    for _, name, match in sorted(places, key=lambda place: (place[0], -place[2].end())):
        if not _is_ruled_out(said, match) and not said.rest[match.start() : match.end()].startswith("\x00"):
            found.setdefault("by", name)
            said.strike(*match.span())
            return


def _metric(said: NormalizedText, found: Slots, intent: str) -> None:
    places: list[tuple[int, str, str]] = []
    unread = said.rest
    for name, pattern in words.METRIC.items():
        places += [(one.start(), name, one[0]) for one in said.every(pattern) if not _is_ruled_out(said, one)]
    # What stands between `watch` and `to the end` may be a topic.
    for start, _, text in places:
        if text.count(" ") > 3:
            first, last = text.index(" "), text.rindex(" ", 0, text.rindex(" "))
            said.rest = said.rest[: start + first] + unread[start + first : start + last] + said.rest[start + last :]
    if not places:
        return
    start, name, text = min(places)
    if intent in {"influencers", "segments"} and not words.STRONG_METRIC.search(text):
        return
    if intent == "ideas" and not _METRIC_WISHED.search(said.lower[max(0, start - 24) : start]):
        return
    found["metric"] = name


def _number(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    text = next((text for text in match.groupdict().values() if text), match[0])
    try:
        return read_number(text.strip())
    except ValueError:
        return None


def _counted(said: NormalizedText, found: Slots, intent: str) -> None:
    """How many groups, accounts or ideas."""
    if intent == "segments":
        for pattern in (_K, _N_ANY):
            match = said.find(pattern)
            number = _number(match)
            if match and number is not None and 2 <= number <= 50:
                found["k"] = number
                said.strike(*match.span())
                return
        return
    if (match := said.find(_N_TOP)) and (number := _number(match)):
        found["n"] = number
        said.strike(*match.span())
        return
    if intent not in {"influencers", "ideas"}:
        return
    for pattern in (_N_HAN, _N_EN, _N_ANY):
        for match in pattern.finditer(said.rest):
            number = _number(match)
            if number is None or not 1 <= number <= 1000:
                continue
            if number == 1 and not _meant_one(said, match):
                continue
            groups = [(name, text) for name, text in match.groupdict().items() if text]
            span = match.span(groups[0][0]) if groups else match.span()
            found["n"] = number
            said.strike(*span)
            return


def _meant_one(said: NormalizedText, match: re.Match[str]) -> bool:
    """Whether `one` counts: `just one`, `one idea`; not `this one`, 一个."""
    before = said.rest[: match.start()].rstrip()
    if re.search(r"[一1]", match[0]):
        return before.endswith(("就", "只", "只要", "就要", "仅", "就来", "只给")) or bool(re.match(r"1\b", match[0]))
    return not re.search(r"\b(?:this|that|which|another|the|no)$", before)


def _of(said: NormalizedText, found: Slots, intent: str) -> None:
    if intent != "segments":
        return
    creators, viewers = said.find(words.CREATORS), said.find(words.VIEWERS)
    if creators and not _is_ruled_out(said, creators):
        ruled = re.search(r"\b(?:instead of|rather than|not)\b[^,]*$", said.rest[: creators.start()])
        if not ruled:
            found["of"] = "creators"
            return
    if viewers and not _is_ruled_out(said, viewers):
        before = said.lower[: viewers.start()]
        if _GROUPED.search(before):
            found["of"] = "viewers"


def masked(text: str, today: date) -> tuple[str, Slots]:
    """What no slot takes, with what slots take struck out, and the slots, read as if of any intent."""
    said = NormalizedText(text)
    found: Slots = {}
    _named(said, found)
    _one_of(said, words.SHOW, found, "show")
    found |= read_periods(said, today, 0, past=True)
    _put(found, "duration", read_duration(said))
    _put(found, "hour", read_hour(said))
    _put(found, "weekday", read_weekday(said))
    _platform(said, found, "kpis")
    _breakdown(said, found, "kpis")
    _one_of(said, words.FORMAT, found, "format")
    _metric(said, found, "kpis")
    if "topic" not in found:
        _put(found, "topic", read_topic(said, "kpis"))
    return said.rest, found
