"""Reads numbers as people write them: `12`, `twenty-five`, `a dozen`, `两`, `十二`, `半`."""

from __future__ import annotations

import re

from bot.requests.option_values import read_han

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPOKEN = {word: number for number, word in enumerate(_ONES)}
_SPOKEN |= {word: 10 * tens for tens, word in enumerate(_TENS, 2)}
_SPOKEN |= {"dozen": 12, "a dozen": 12, "one dozen": 12, "two dozen": 24, "half a dozen": 6, "half-dozen": 6}
_SPOKEN |= {"a couple of": 2, "a couple": 2, "couple of": 2, "couple": 2, "a pair of": 2, "hundred": 100}
_SPOKEN |= {"a hundred": 100, "fourty": 40}
_HAN = {"俩": 2, "仨": 3, "一打": 12, "半打": 6}

_WORDS = "|".join(sorted((re.escape(word) for word in _SPOKEN), key=len, reverse=True))
_COMPOUND = rf"(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_ONES[1:10])})"
ENGLISH = rf"(?:(?<![\d.@#])\d+(?![\d.]*[\d%@])|\b(?:{_COMPOUND}|{_WORDS})\b)"
"""A regular expression of a whole number in digits or English words."""
HAN = r"(?:一打|半打|(?<![\d.@#])\d+(?![\d.]*[\d%])|[零〇一二两俩三仨四五六七八九十百]+)"
"""A regular expression of a whole number in digits or Chinese numerals."""
ANY = rf"(?:{ENGLISH}|{HAN})"


def read_number(text: str) -> int:
    """Read a whole number. Raises ValueError."""
    text = " ".join(text.split())
    if text.isdigit():
        return int(text)
    for known in (_SPOKEN, _HAN):
        if text in known:
            return known[text]
    ten, _, one = text.replace("-", " ").partition(" ")
    if ten in _SPOKEN and one in _SPOKEN:
        return _SPOKEN[ten] + _SPOKEN[one]
    return read_han(text)
