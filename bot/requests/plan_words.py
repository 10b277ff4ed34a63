"""Names the options of a plan's bare words: `1:30 at 8pm`, `45s tomorrow evening`, `1分30秒 明天晚上8点`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.requests.lexer import Word
from bot.requests.option_values import fold
from bot.requests.plan_values import WEEKDAYS

_UNITS = r"(?:s|secs?|seconds?|秒钟?|m|mins?|minutes?|分钟?)"
_LENGTH = re.compile(
    r"(?=\d)(?:\d+(?:\.\d+)?-?(?:m|mins?|minutes?|分钟?))?(?:\d+(?:\.\d+)?-?(?:s|secs?|seconds?|秒钟?))?"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_HALVES = frozenset({"am", "pm"})
_CLOCK = re.compile(r"(?:\d{1,2}|[一二两三四五六七八九十]+)(?:am|pm|点钟|点半|点|时)")
_SHORTEST_HOUR = 6
"""`1:30` is a length and `9:30` a time of day: hardly any short video is longer, or posted earlier."""
_FILLERS = frozenset({"at", "on", "in", "the", "for", "around", "about"})
_DAYS = {"today": "today", "tomorrow": "tomorrow", "今天": "today", "明天": "tomorrow"}
_HAN_DAYS = {**_DAYS, "今": "today", "明": "tomorrow"}
_PARTS = {
    "morning": 9,
    "noon": 12,
    "midday": 12,
    "afternoon": 15,
    "evening": 20,
    "night": 21,
    "midnight": 0,
    **{"早上": 9, "早": 9, "上午": 10, "凌晨": 1, "中午": 12, "下午": 15, "傍晚": 18, "晚上": 20, "晚": 20, "深夜": 22},
}
"""The hour of a part of the day where none is named."""
_LATE = frozenset({"afternoon", "evening", "night"})
_HAN = re.compile(
    rf"(?P<day>今天|明天|今(?=晚|早)|明(?=晚|早))?(?P<weekday>(?:周|星期|礼拜)[一二三四五六日天])?"
    rf"(?P<part>{'|'.join(sorted((part for part in _PARTS if not part.isascii()), key=len, reverse=True))})?"
    r"(?P<clock>(?:\d{1,2}|[一二两三四五六七八九十]+)(?:点钟|点半|点|时))?(?:发布|发)?"
)


def name_plan_words(words: Sequence[Word], names: Collection[str]) -> list[Word]:
    """Name the options of the bare words of one plan; words of other kinds stay as they are.

    `names`: those of options. A word after one of them is its value, such as `topic evening`.
    """
    tokens: list[Word] = []
    is_value = False
    for word in _joined(words):
        tokens += [word] if is_value else _split(word)
        is_value = not is_value and _is_bare(word) and fold(word.name) in names and fold(word.name) not in _FILLERS
    tokens = [token for place, token in enumerate(tokens) if not _is_filler(token, tokens[place + 1 :])]
    return _with_parts(_with_clocks(tokens))


def _is_bare(word: Word) -> bool:
    return word.value is None and not word.quoted


def _joined(words: Sequence[Word]) -> list[Word]:
    """Join a number and its unit: `45 s`, `8 pm`."""
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else None
        unit = fold(word.name) in _HALVES or re.fullmatch(_UNITS, fold(word.name))
        if before and _is_bare(word) and _is_bare(before) and unit and _NUMBER.fullmatch(before.name):
            joined[-1] = Word(before.name + word.name)
        else:
            joined.append(word)
    return joined


def _split(word: Word) -> list[Word]:
    """The words that a word stands for: `明天晚上8点` is a day and an hour."""
    if not _is_bare(word):
        return [word]
    text = fold(unicodedata.normalize("NFKC", word.name))
    if text == "tonight":
        return [Word("date", "today"), Word("part", "evening")]
    if text[:1] == "#" and len(text) > 1:
        return [Word("hashtags", word.name)]
    name = _name_of(text)
    if name is not None:
        return [Word(name, _DAYS.get(text, text.replace("-", "")))]
    match = _HAN.fullmatch(text)
    return _han_words(match) if match and any(match.groupdict().values()) else [word]


def _name_of(text: str) -> str | None:
    """The option that a whole word is a value of."""
    if text in _DAYS:
        return "date"
    if text in _PARTS:
        return "part"
    if _LENGTH.fullmatch(text):
        return "duration"
    return "hour" if _CLOCK.fullmatch(text) else None


def _han_words(match: re.Match[str]) -> list[Word]:
    words = []
    if match["day"]:
        words.append(Word("date", _HAN_DAYS[match["day"]]))
    if match["weekday"]:
        words.append(Word(match["weekday"]))
    if match["clock"]:
        words.append(Word("hour", (match["part"] or "") + match["clock"]))
    elif match["part"]:
        words.append(Word("part", match["part"]))
    return words


def _is_filler(word: Word, following: Sequence[Word]) -> bool:
    """Whether a word only leads to a named one: `on Saturday`, `in the evening`."""
    if not _is_bare(word) or fold(word.name) not in _FILLERS:
        return False
    after = next((one for one in following if not (_is_bare(one) and fold(one.name) in _FILLERS)), None)
    if after is None or after.quoted:
        return False
    is_time = after.value is not None and (after.name in {"date", "duration", "hour", "part"} or after.name.isdigit())
    return is_time or fold(after.name) in WEEKDAYS


def _with_clocks(words: list[Word]) -> list[Word]:
    """Name `1:30` a length and `20:00` an hour, or what the other one leaves."""
    has_hour = any(word.name == "hour" for word in words)
    has_length = any(word.name == "duration" for word in words)
    named: list[Word] = []
    for word in words:
        if word.value is None or word.quoted or not (word.name.isdigit() and len(word.name) <= 2):
            named.append(word)
            continue
        text = f"{word.name}:{word.value}"
        if not has_length and (has_hour or _looks_like_length(word)):
            named.append(Word("duration", text))
            has_length = True
        else:
            named.append(Word("hour", text))
            has_hour = True
    return named


def _looks_like_length(word: Word) -> bool:
    minutes = str(word.value)
    return ":" in minutes or (int(word.name) < _SHORTEST_HOUR and minutes.isdigit() and int(minutes) > 0)


def _with_parts(words: list[Word]) -> list[Word]:
    """Replace a part of the day by its hour; `8 in the evening` is 20:00."""
    parts = [str(word.value) for word in words if word.name == "part"]
    rest = [word for word in words if word.name != "part"]
    if not parts:
        return rest
    numbers = [word for word in rest if _is_bare(word) and word.name.isdigit()]
    if len(numbers) == 1 and not any(word.name == "hour" for word in rest):
        rest = [Word("hour", word.name) if word is numbers[0] else word for word in rest]
    if any(word.name == "hour" for word in rest):
        late = any(part in _LATE for part in parts)
        return [_later(word) if late and word.name == "hour" else word for word in rest]
    return [*rest, Word("hour", str(_PARTS[parts[-1]]))]


def _later(word: Word) -> Word:
    value = str(word.value)
    return replace(word, value=f"{value}pm") if re.fullmatch(r"(?:1[0-2]|[1-9])(?::[0-5]\d)?", value) else word
