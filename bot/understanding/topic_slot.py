"""Reads the topic of a question: from well-known words, and from the position of a word in the sentence."""

from __future__ import annotations

import re

from bot.understanding.normalized_text import STRUCK, NormalizedText
from bot.understanding.pattern_files import read_list, read_patterns

_WORD = r"[a-z][a-z'&+-]*"
_PATTERNS = read_patterns("topics", word=_WORD)
_EN = "|".join(read_list("known-topics", "en"))
_HAN = "|".join(read_list("known-topics", "zh"))
_KNOWN_EN = re.compile(rf"(?<![a-z@#'-])(?:{_EN})(?![a-z]|-free)")
_KNOWN_HAN = re.compile(f"(?:{_HAN})")
_HASHTAG = re.compile(r"[#＃]([^\s#＃\x00,.!?;:，。！？；：、]{1,60})[#＃]?")
_QUOTED = re.compile(_PATTERNS["quoted"])
_NAMED = re.compile(_PATTERNS["named"])

_STOP = frozenset(read_list("no-topics", "en"))
_PROPERTIES = frozenset({"music", "comedy", "音乐", "搞笑", "情感", "剧情", "段子"})
_BEFORE_HEAD = re.compile(rf"((?:{_WORD} ){{1,4}}|{_WORD}[- ])(?:{_PATTERNS['heads']})\b", re.A)
_AFTER = re.compile(_PATTERNS["after"], re.A)
_AFTER_CLEAR = re.compile(_PATTERNS["after_clear"], re.A)
_CLEAR = frozenset(read_list("clear-prepositions"))
_HAN_STOP = frozenset(read_list("no-topics", "zh"))
_HAN_BEFORE = re.compile(rf"([\u4e00-\u9fff]{{1,8}}?){_PATTERNS['han_end']}")
_HAN_ABOUT = re.compile(
    r"(?:关于|有关|围绕|针对|涉及)([\u4e00-\u9fffa-z]{1,8}?)(?:的|方面|这个|话题|主题|内容|视频|有|$|[\x00,，。？?!！\s])"
)
_HAN_IN = re.compile(
    r"(?:在|就|以)?([\u4e00-\u9fff]{2,4}?)(?:话题|主题|领域|赛道|圈里?|方向|题材|类目|这块|方面|品类)(?!哪|是)"
)
_HAN_SPLIT_AT = re.compile(_PATTERNS["han_split_at"])


def read_topic(question: NormalizedText, intent: str) -> str | None:
    """Strike out the topic and return it as written; None if there is none."""
    for pattern in (_QUOTED, _NAMED) if intent == "digest" else (_HASHTAG, _QUOTED, _NAMED):
        if match := question.find(pattern):
            group = next(group for group, text in enumerate(match.groups(), 1) if text)
            return _take(question, *match.span(group))
    matches = [match for pattern in (_KNOWN_EN, _KNOWN_HAN) for match in pattern.finditer(question.rest)]
    if intent == "drivers":  # there these words are properties of a video, not topics
        matches = [match for match in matches if match[0] not in _PROPERTIES]
    before = None if intent == "digest" else _find_before_head(question)
    if matches:
        first = _choose_known(matches, question)
        start, end = first.span()
        if before and before[0] < end and start < before[1]:
            start, end = min(start, before[0]), max(end, before[1])
        start, end = _widen(question, start, end)
        return _take(question, start, end)
    if before:
        return _take(question, *before)
    return _read_after_preposition(question, intent) or _read_han(question)


def is_topic_word(word: str) -> bool:
    """Whether a lower-case word is a well-known topic or never part of a topic."""
    return word in _STOP or bool(_KNOWN_EN.fullmatch(word))


def _choose_known(matches: list[re.Match[str]], question: NormalizedText) -> re.Match[str]:
    """Choose among several known words: the first one after `about`, else the first one."""
    about = [
        match
        for match in matches
        if re.search(r"(?:\babout|关于|有关) (?:the |our )?$|关于$|有关$", question.rest[: match.start()])
    ]
    return min(about or matches, key=lambda match: (match.start(), -match.end()))


def _take(question: NormalizedText, start: int, end: int) -> str:
    words = question.original(start, end).strip(" -\"'")
    question.strike(start, end)
    return words


_RIGHT = re.compile(rf"(?: (?:challenges?|hauls?|history|{_EN})\b)+")
_HAN_RIGHT = re.compile(f"(?:{_HAN})+")
_LEFT = re.compile(r"(?:^|\b(?:for|in|about|on|our|the|around|of|into|regarding|an?) )([a-z-]{4,} )$", re.ASCII)
_HAN_LEFT = re.compile(r"(?:^|[\x00,，。、\s的在找个位名类条])([\u4e00-\u9fff]{2})$")
_HAN_NO_KIND = re.compile(_PATTERNS["han_no_kind"])


def _widen(question: NormalizedText, start: int, end: int) -> tuple[int, int]:
    """Extend a known word by its modifiers: `electric cars`, `dance challenge`, 居家健身."""
    for pattern in (_RIGHT, _HAN_RIGHT):
        if match := pattern.match(question.rest, end):
            end = match.end()
    if ((match := _LEFT.search(question.rest[:start])) and not _is_no_topic(match[1].strip())) or (
        (match := _HAN_LEFT.search(question.rest[:start])) and not _is_no_modifier(match[1])
    ):
        start = match.start(1)
    return start, end


def _is_no_topic(word: str) -> bool:
    return word.strip("-") in _STOP or word.endswith("ly")


def _is_no_modifier(word: str) -> bool:
    return word in _HAN_STOP or bool(_HAN_NO_KIND.search(word))


def _find_before_head(question: NormalizedText) -> tuple[int, int] | None:
    for match in _BEFORE_HEAD.finditer(question.rest):
        start = end = match.end(1)
        parts = [
            (word_match.start() + match.start(1), word_match.end() + match.start(1), word_match[0])
            for word_match in re.finditer(_WORD, match[1])
        ]
        for first, last, word in reversed(parts):
            if word.strip("'-") in _STOP or word.endswith(("'s", "ly")) or len(word) < 3:
                break
            start, end = first, max(last, end if start != end else last)
        topic = question.rest[start:end].strip(" -")
        if topic and STRUCK not in topic:
            return start, start + len(topic)
    return None


_OF_PEOPLE = {"like", "on", "of", "in", "spread", "promote", "push", "advertise", "recommend", "endorse"}


def _read_after_preposition(question: NormalizedText, intent: str) -> str | None:
    for match in (*_AFTER_CLEAR.finditer(question.rest), *_AFTER.finditer(question.rest)):
        preposition = match["how"]
        if preposition not in _CLEAR and intent not in {"influencers", "ideas", "predict"}:
            continue
        if (
            preposition in _OF_PEOPLE
            and intent != "influencers"
            and (preposition, intent) not in {("on", "ideas"), ("of", "predict")}
        ):
            continue
        start, words = match.start("what"), []
        for word in re.finditer(_WORD, match["what"]):
            if word[0] in _STOP or len(word[0]) < 3 or word[0].endswith("'s"):
                break
            words.append(word)
        if not words:
            continue
        if words[-1].end() and re.match(r" (?:us|me)\b", question.rest[start + words[-1].end() :]):
            continue
        return _take(question, start, start + words[-1].end())
    return None


def _read_han(question: NormalizedText) -> str | None:
    for match in _HAN_ABOUT.finditer(question.rest):
        if match[1] not in _HAN_STOP:
            return _take(question, *match.span(1))
    for pattern in (_HAN_BEFORE, _HAN_IN):
        for match in re.finditer(pattern, question.rest):
            start, end = match.span(1)
            # The words before a topic are not part of it.
            for cut in _HAN_SPLIT_AT.finditer(question.rest, match.start(1), end):
                start = cut.end()
            word = question.rest[start:end]
            if (
                2 <= len(word) <= 6
                and word not in _HAN_STOP
                and not any(word.endswith(stop) or word.startswith(stop) for stop in _HAN_STOP if len(stop) > 1)
            ):
                return _take(question, start, end)
    return None
