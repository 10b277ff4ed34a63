"""Reads the slots of a question with the words of the option table and the lexicon; defaults are not filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from analytics.catalog import kinds
from bot.requests.request import Value
from bot.understanding import lexicon as words
from bot.understanding.normalized_text import NormalizedText
from bot.understanding.numbers import ANY, ENGLISH, HAN, read_number
from bot.understanding.pattern_files import read_patterns
from bot.understanding.posting_times import read_duration, read_hour, read_weekday
from bot.understanding.rankings import EARLIEST, is_of_all_time, read_rank
from bot.understanding.time_expressions import read_periods
from bot.understanding.topic_slot import read_topic

Slots = dict[str, Value]
SLOTS = (
    *("k", "n", "rank", "days", "since", "until", "period", "platform", "topic", "account", "segment", "metric"),
    *("by", "vs", "format", "duration", "hour", "weekday", "of", "show"),
)
_ABOUT_ACCOUNTS = frozenset({"kpis", "predict", "drivers", "ideas"})
"""Analyses of our accounts, of all or of rivals."""
_PLANNING = frozenset({"predict", "ideas"})
"""Analyses in which a festival is a plan; in all others a time expression is a period."""

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
_SEGMENT_STOP = frozenset(
    ["viewer", "viewers", "audience", "creator", "which", "that", "each", "first", "largest", "biggest", "best", "same"]
)

_K = re.compile(_PATTERNS["k"], re.A)
_N_TOP = re.compile(_PATTERNS["n_top"], re.A)
_N_EN = re.compile(_PATTERNS["n_en"], re.A)
_N_HAN = re.compile(
    rf"(?P<a>{HAN})\s*(?:个|名|位|条|期|款|篇|套|支|部|组|人|家)(?!月|星期|礼拜|小时|季|群|人群|平台|账号(?:的|分)|视频最|问题)"
)
_N_ANY = re.compile(rf"{ANY}", re.A)
_GROUPING_BEFORE = re.compile(_PATTERNS["grouped"])
_WISH = re.compile(
    r"\b(?:more|boost|increase|improve|maximi[sz]e|higher|raise|grow|get|drive|lift|optimi[sz]e)\b|提升|提高|增加|多|涨|高"
)


def read_slots(text: str, intent: str, today: date, week_start: int = 0) -> Slots:
    """Read the slots of a question in the order of `SLOTS`; words that belong to no slot are ignored."""
    if intent in {"help", "out_of_scope"}:
        return {}
    question = NormalizedText(text)
    slots: Slots = {}
    _read_names(question, slots)
    _read_values(question, words.SHOW, slots, "show")
    _read_whose(question, slots, intent)
    periods = read_periods(question, today, week_start, past=intent in kinds() and intent not in _PLANNING)
    slots = periods | slots
    _set(slots, "duration", read_duration(question))
    _set(slots, "hour", read_hour(question))
    _set(slots, "weekday", read_weekday(question))
    _read_platform(question, slots, intent)
    _read_breakdown(question, slots, intent)
    if intent in {"kpis", "digest"} and "by" not in slots:
        _read_rank(question, slots)
    _read_values(question, words.FORMAT, slots, "format")
    _read_metric(question, slots, intent)
    _read_count(question, slots, intent)
    _read_of(question, slots, intent)
    _set(slots, "topic", read_topic(question, intent))
    return {name: slots[name] for name in SLOTS if name in slots}


def _set(slots: Slots, name: str, value: Value | None) -> None:
    if value is not None and value != "":
        slots[name] = value


def _read_names(question: NormalizedText, slots: Slots) -> None:
    """Read the names of an account and a segment."""
    for pattern in (_HANDLE, _ACCOUNT_NAMED):
        for handle in question.find_all(pattern):
            group = next(group for group, text in enumerate(handle.groups(), 1) if text)
            if not _is_ruled_out(question, handle):
                slots.setdefault("account", question.original(*handle.span(group)).strip("@＠ "))
    if match := question.find(_SEGMENT_QUOTED):
        group = next(group for group, text in enumerate(match.groups(), 1) if text)
        if match[group].split()[0] not in _SEGMENT_STOP:
            _set(slots, "segment", question.original(*match.span(group)))
            question.strike(*match.span())
    for pattern in (_SEGMENT_ALWAYS, _SEGMENT_AFTER):
        if "segment" not in slots and (match := question.find(pattern)):
            span = next((match.span(name) for name, text in match.groupdict().items() if text), match.span())
            _set(slots, "segment", question.original(*span))
            question.strike(*span)


def _read_values(question: NormalizedText, patterns: Mapping[str, re.Pattern[str]], slots: Slots, slot: str) -> None:
    """Read the first value that is named and not ruled out; every named value is struck out."""
    matches: list[tuple[int, str]] = []
    for value, pattern in patterns.items():
        matches += [
            (match.start(), value) for match in question.find_all(pattern) if not _is_ruled_out(question, match)
        ]
    if slot == "format" and len({value for _, value in matches}) > 1:
        return
    if matches:
        slots.setdefault(slot, min(matches)[1])


def _read_whose(question: NormalizedText, slots: Slots, intent: str) -> None:
    """Read whose videos are asked about, and strike the words out."""
    if intent not in _ABOUT_ACCOUNTS:
        return
    for name, pattern in words.WHOSE.items():
        if (match := question.find(pattern)) is None or _is_ruled_out(question, match):
            continue
        if name == "vs_rivals" and intent == "kpis":
            slots["vs"] = "rivals"
        else:
            slots["of"] = name.removeprefix("vs_")
        question.strike(*match.span())
        return


def _is_ruled_out(question: NormalizedText, match: re.Match[str]) -> bool:
    before, after = question.rest[: match.start()].rstrip(" "), question.rest[match.end() :]
    return bool(_RULED_OUT.search(before)) or bool(_RULED_OUT_AFTER.match(after))


def _read_platform(question: NormalizedText, slots: Slots, intent: str) -> None:
    matches: list[tuple[int, str]] = []
    for name, pattern in words.PLATFORM.items():
        matches += [(match.start(), name) for match in question.find_all(pattern) if not _is_ruled_out(question, match)]
    if match := words.CAPITAL_RED.search(question.text):
        matches.append((match.start(), "xiaohongshu"))
        question.strike(*match.span())
    names = [name for _, name in sorted(matches)]
    if len(set(names)) == 1:
        slots["platform"] = names[0]
    elif names and intent in {"kpis", "digest"}:
        slots["by"] = "platform"  # several platforms are a breakdown
    elif names:
        slots["platform"] = names[0]


def _read_rank(question: NormalizedText, slots: Slots) -> None:
    _set(slots, "rank", read_rank(question.lower))
    if "rank" in slots and not {"days", "since", "until", "period"} & set(slots) and is_of_all_time(question.lower):
        slots["since"] = EARLIEST


def _read_breakdown(question: NormalizedText, slots: Slots, intent: str) -> None:
    for name, pattern in words.TOP_OF.items() if intent == "kpis" else ():
        if match := question.find(pattern):
            slots["by"], slots["n"] = name, read_number(match["n"])
            question.strike(*match.span())
    if question.find(words.FORMATS_COMPARED) and intent == "kpis":
        slots.setdefault("by", "format")
        for pattern in words.FORMAT.values():
            question.strike_all(pattern)
        return
    matches = [(match.start(), name, match) for name, pattern in words.BY.items() if (match := question.find(pattern))]
    if not matches or intent not in {"kpis", "digest"}:
        return
    for _, name, match in sorted(matches, key=lambda entry: (entry[0], -entry[2].end())):
        if not _is_ruled_out(question, match) and not question.rest[match.start() : match.end()].startswith("\x00"):
            slots.setdefault("by", name)
            question.strike(*match.span())
            return


def _read_metric(question: NormalizedText, slots: Slots, intent: str) -> None:
    matches: list[tuple[int, str, str]] = []
    unread = question.rest
    for name, pattern in words.METRIC.items():
        matches += [
            (match.start(), name, match[0])
            for match in question.find_all(pattern)
            if not _is_ruled_out(question, match)
        ]
    # The words between `watch` and `to the end` may be a topic.
    for start, _, text in matches:
        if text.count(" ") > 3:
            first, last = text.index(" "), text.rindex(" ", 0, text.rindex(" "))
            question.rest = (
                question.rest[: start + first] + unread[start + first : start + last] + question.rest[start + last :]
            )
    if not matches:
        return
    start, name, text = min(matches)
    if intent in {"influencers", "segments"} and not words.STRONG_METRIC.search(text):
        return
    if intent == "ideas" and not _WISH.search(question.lower[max(0, start - 24) : start]):
        return
    slots["metric"] = name


def _matched_number(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    text = next((text for text in match.groupdict().values() if text), match[0])
    try:
        return read_number(text.strip())
    except ValueError:
        return None


def _read_count(question: NormalizedText, slots: Slots, intent: str) -> None:
    """Read the number of groups, accounts or ideas."""
    if intent == "segments":
        for pattern in (_K, _N_ANY):
            match = question.find(pattern)
            number = _matched_number(match)
            if match and number is not None and 2 <= number <= 50:
                slots["k"] = number
                question.strike(*match.span())
                return
        return
    if (match := question.find(_N_TOP)) and (number := _matched_number(match)):
        slots["n"] = number
        question.strike(*match.span())
        return
    if intent not in {"influencers", "ideas"} and "rank" not in slots:
        return
    for pattern in (_N_HAN, _N_EN, _N_ANY):
        for match in pattern.finditer(question.rest):
            number = _matched_number(match)
            if number is None or not 1 <= number <= 1000:
                continue
            if number == 1 and not _is_counted(question, match):
                continue
            groups = [(name, text) for name, text in match.groupdict().items() if text]
            span = match.span(groups[0][0]) if groups else match.span()
            slots["n"] = number
            question.strike(*span)
            return


def _is_counted(question: NormalizedText, match: re.Match[str]) -> bool:
    """Whether `one` is a count: `just one`, `one idea`; not `this one`, 一个."""
    before = question.rest[: match.start()].rstrip()
    if re.search(r"[一1]", match[0]):
        return before.endswith(("就", "只", "只要", "就要", "仅", "就来", "只给")) or bool(re.match(r"1\b", match[0]))
    return not re.search(r"\b(?:this|that|which|another|the|no)$", before)


def _read_of(question: NormalizedText, slots: Slots, intent: str) -> None:
    if intent != "segments":
        return
    creators, viewers = question.find(words.CREATORS), question.find(words.VIEWERS)
    if creators and not _is_ruled_out(question, creators):
        ruled = re.search(r"\b(?:instead of|rather than|not)\b[^,]*$", question.rest[: creators.start()])
        if not ruled:
            slots["of"] = "creators"
            return
    if viewers and not _is_ruled_out(question, viewers):
        before = question.lower[: viewers.start()]
        if _GROUPING_BEFORE.search(before):
            slots["of"] = "viewers"


def mask_slots(text: str, today: date) -> tuple[str, Slots]:
    """Return the question with the words of all slots struck out, and the slots, whatever the intent."""
    question = NormalizedText(text)
    slots: Slots = {}
    _read_names(question, slots)
    _read_values(question, words.SHOW, slots, "show")
    slots |= read_periods(question, today, 0, past=True)
    _set(slots, "duration", read_duration(question))
    _set(slots, "hour", read_hour(question))
    _set(slots, "weekday", read_weekday(question))
    _read_platform(question, slots, "kpis")
    _read_breakdown(question, slots, "kpis")
    _set(slots, "rank", read_rank(question.lower))
    _read_values(question, words.FORMAT, slots, "format")
    _read_metric(question, slots, "kpis")
    if "topic" not in slots:
        _set(slots, "topic", read_topic(question, "kpis"))
    return question.rest, slots
