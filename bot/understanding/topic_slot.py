"""What a question is about: the topic as it was said, by well-known words and by the place a word stands in."""

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


def read_topic(said: NormalizedText, intent: str) -> str | None:
    """Strike out the topic and return it as it was written; None where none was said."""
    for pattern in (_QUOTED, _NAMED) if intent == "digest" else (_HASHTAG, _QUOTED, _NAMED):
        if match := said.find(pattern):
            group = next(place for place, text in enumerate(match.groups(), 1) if text)
            return _taken(said, *match.span(group))
    known = [match for pattern in (_KNOWN_EN, _KNOWN_HAN) for match in pattern.finditer(said.rest)]
    if intent == "drivers":  # there these are properties of a video, not what it is about
        known = [match for match in known if match[0] not in _PROPERTIES]
    before = None if intent == "digest" else _before_head(said)
    if known:
        first = _preferred(known, said)
        start, end = first.span()
        if before and before[0] < end and start < before[1]:
            start, end = min(start, before[0]), max(end, before[1])
        start, end = _widened(said, start, end)
        return _taken(said, start, end)
    if before:
        return _taken(said, *before)
    return _after(said, intent) or _han(said, intent)


def is_topic_word(word: str) -> bool:
    """Whether a word, in lower case, is a well-known topic or one that no topic is made of."""
    return word in _STOP or bool(_KNOWN_EN.fullmatch(word))


def _preferred(known: list[re.Match[str]], said: NormalizedText) -> re.Match[str]:
    """Of several known words the one that stands where topics stand; else the first."""
    about = [
        match
        for match in known
        if re.search(r"(?:\babout|关于|有关) (?:the |our )?$|关于$|有关$", said.rest[: match.start()])
    ]
    return min(about or known, key=lambda match: (match.start(), -match.end()))


def _taken(said: NormalizedText, start: int, end: int) -> str:
    words = said.original(start, end).strip(" -\"'")
    said.strike(start, end)
    return words


_RIGHT = re.compile(rf"(?: (?:challenges?|hauls?|history|{_EN})\b)+")
_HAN_RIGHT = re.compile(f"(?:{_HAN})+")
_LEFT = re.compile(r"(?:^|\b(?:for|in|about|on|our|the|around|of|into|regarding|an?) )([a-z-]{4,} )$", re.ASCII)
_HAN_LEFT = re.compile(r"(?:^|[\x00,，。、\s的在找个位名类条])([\u4e00-\u9fff]{2})$")
_HAN_NO_KIND = re.compile(_PATTERNS["han_no_kind"])


def _widened(said: NormalizedText, start: int, end: int) -> tuple[int, int]:
    """A known word together with those that name its kind: `electric cars`, `dance challenge`, 居家健身."""
    for pattern in (_RIGHT, _HAN_RIGHT):
        if match := pattern.match(said.rest, end):
            end = match.end()
    if ((match := _LEFT.search(said.rest[:start])) and not _is_plain(match[1].strip())) or (
        (match := _HAN_LEFT.search(said.rest[:start])) and not _is_no_kind(match[1])
    ):
        start = match.start(1)
    return start, end


def _is_plain(word: str) -> bool:
    return word.strip("-") in _STOP or word.endswith("ly")


def _is_no_kind(word: str) -> bool:
    return word in _HAN_STOP or bool(_HAN_NO_KIND.search(word))


def _before_head(said: NormalizedText) -> tuple[int, int] | None:
    for match in _BEFORE_HEAD.finditer(said.rest):
        start = end = match.end(1)
        words = [
            (found.start() + match.start(1), found.end() + match.start(1), found[0])
            for found in re.finditer(_WORD, match[1])
        ]
        for first, last, word in reversed(words):
            if word.strip("'-") in _STOP or word.endswith(("'s", "ly")) or len(word) < 3:
                break
            start, end = first, max(last, end if start != end else last)
        kept = said.rest[start:end].strip(" -")
        if kept and STRUCK not in kept:
            return start, start + len(kept)
    return None


_OF_PEOPLE = {"like", "on", "of", "in", "spread", "promote", "push", "advertise", "recommend", "endorse"}


def _after(said: NormalizedText, intent: str) -> str | None:
    for match in (*_AFTER_CLEAR.finditer(said.rest), *_AFTER.finditer(said.rest)):
        how = match["how"]
        if how not in _CLEAR and intent not in {"influencers", "ideas", "predict"}:
            continue
        if how in _OF_PEOPLE and intent != "influencers" and (how, intent) not in {("on", "ideas"), ("of", "predict")}:
            continue
        start, kept = match.start("what"), []
        for word in re.finditer(_WORD, match["what"]):
            if word[0] in _STOP or len(word[0]) < 3 or word[0].endswith("'s"):
                break
            kept.append(word)
        if not kept:
            continue
        if kept[-1].end() and re.match(r" (?:us|me)\b", said.rest[start + kept[-1].end() :]):
            continue
        return _taken(said, start, start + kept[-1].end())
    return None


def _han(said: NormalizedText, intent: str) -> str | None:
    for match in _HAN_ABOUT.finditer(said.rest):
        if match[1] not in _HAN_STOP:
            return _taken(said, *match.span(1))
    for pattern in (_HAN_BEFORE, _HAN_IN):
        for match in re.finditer(pattern, said.rest):
            start, end = match.span(1)
            # The words that lead up to a topic are not part of it.
            for cut in _HAN_SPLIT_AT.finditer(said.rest, match.start(1), end):
                start = cut.end()
            word = said.rest[start:end]
            if (
                2 <= len(word) <= 6
                and word not in _HAN_STOP
                and not any(word.endswith(stop) or word.startswith(stop) for stop in _HAN_STOP if len(stop) > 1)
            ):
                return _taken(said, start, end)
    del intent
    return None
