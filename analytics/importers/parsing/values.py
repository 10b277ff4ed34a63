"""Numbers, amounts, durations, flags and ids as exports write them -> values; anything else raises UnreadableValue.

Facts about a whole column (its decimal mark, percentages, damaged ids) come from `column_profile` as arguments.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date

from analytics.importers.parsing.cell_text import (
    SCIENTIFIC,
    UNKNOWN,
    UnreadableValue,
    damaged_id,
    is_unknown,
    unexpected,
)
from analytics.importers.parsing.instants import Instant
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import from_micros

_NO_ID = UNKNOWN - {"none", "na"}
"""Without `none` and `na`, which are handles that people have."""
_LARGEST = 2**53
"""The largest count, weight or amount; sums of millions of such numbers stay finite."""
LONGEST_DURATION = 31 * 86_400.0
"""The longest plausible video or time of watching, in seconds."""
_MAX_LENGTH = 400
"""The longest text that is read as a number."""
_MULTIPLES = {
    **{"k": 1e3, "m": 1e6, "b": 1e9, "千": 1e3, "万": 1e4, "w": 1e4, "亿": 1e8, "萬": 1e4, "億": 1e8},
    **{"mil": 1e3, "mi": 1e6, "mio": 1e6, "mln": 1e6, "tsd": 1e3, "rb": 1e3, "jt": 1e6},
}
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<digits>\d[\d.,]*|[.,]\d+)(?P<exponent>e[+-]?\d+)?\s*"
    r"(?P<multiple>" + "|".join(sorted(_MULTIPLES, key=len, reverse=True)) + r")?\.?\s*(?:[a-z]{2,}|次|个|人|条|元)?",
    re.IGNORECASE,
)
_GROUPED = {
    mark: re.compile(rf"(?:\d{{1,3}}(?:{group}\d{{2,3}})*{group}\d{{3}}|\d+)?(?:{re.escape(mark)}\d*)?")
    for mark, group in ((".", "[,]"), (",", "[.]"))
}
_SPACED = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_MONEY = re.compile(
    r"^[a-z]{0,3}\s*[$€£¥₫₹₩฿₱₽]\s*|^[a-z]{3}\s+(?=[\d+-])|\s*[$€£¥₫₹₩฿₱₽]$|\s+[a-z]{3}$", re.IGNORECASE
)
_CLOCK = re.compile(r"(?:(\d+):(?=\d{2}:))?(\d{1,2}):(\d{2}(?:\.\d+)?)")
_SPELLED = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?)\s*(?:h|hrs?|hours?|小时|时|小時))?\s*"
    r"(?:(?P<m>\d+(?:\.\d+)?)\s*(?:m|mins?|minutes?|分钟|分鐘|分))?\s*"
    r"(?:(?P<s>\d+(?:\.\d+)?)\s*(?:s|secs?|seconds?|秒钟|秒))?\s*"
    r"(?:(?P<ms>\d+(?:\.\d+)?)\s*(?:ms|milliseconds?|毫秒))?",
    re.IGNORECASE,
)
_FLOAT_ID = re.compile(r"(\d+)\.0+")
_EXACT_DIGITS = 15
_MAX_ID = 1000


def parse_number(text: str, name: str, decimal: str = ".") -> float | None:
    """Read a number: `1,234.5`, `12.3K`, `1.2万`, `4.2 %` (0.042), `3 videos`; `1.234,5` where `decimal` is a comma."""
    if is_unknown(text):
        return None
    bare = unicodedata.normalize("NFKC", text[: _MAX_LENGTH + 1]).replace("−", "-").strip()
    percent = bare.endswith("%")
    match = _NUMBER.fullmatch(_SPACED.sub("", bare.removesuffix("%").strip()))
    if match is None or len(text) > _MAX_LENGTH:
        raise unexpected("expected_number", name, text)
    digits = match["digits"]
    if not _GROUPED[decimal].fullmatch(digits):
        mark = "point" if decimal == "." else "comma"
        raise unexpected(f"expected_decimal_{mark}", name, text)
    plain = digits.replace("," if decimal == "." else ".", "").replace(",", ".")
    value = float(f"{match['sign']}{plain}{match['exponent'] or ''}")
    value *= _MULTIPLES.get((match["multiple"] or "").lower(), 1.0)
    if not math.isfinite(value) or abs(value) > _LARGEST:
        raise unexpected("expected_exact_number", name, text)
    return value / 100 if percent else value


def parse_count(text: str, name: str, decimal: str = ".") -> int | None:
    """Read a count: a whole number from 0 to 2^53; averages of counts are rounded."""
    value = parse_number(text, name, decimal)
    if value is None:
        return None
    if value < 0:
        raise unexpected("negative_count", name, text)
    return round(value)


def parse_positive(text: str, name: str, decimal: str = ".") -> float | None:
    """Read a number of at least 0."""
    value = parse_number(text, name, decimal)
    if value is not None and value < 0:
        raise unexpected("expected_positive", name, text)
    return value


def parse_rate(text: str, name: str, decimal: str = ".", *, percent: bool = False) -> float | None:
    """Read a share of at least 0: `0.042`, `4.2 %`, and a plain `4.2` in a column of percentages are all 0.042."""
    value = parse_positive(text, name, decimal)
    signed = "%" in text or "％" in text
    return value / 100 if value is not None and percent and not signed else value


def parse_money(text: str, name: str, decimal: str = ".") -> float | None:
    """Read an amount, with or without the sign or code of a currency: `$12.34`, `12,34 €`, `USD 5`, `¥19.9`."""
    return parse_number(_MONEY.sub("", unicodedata.normalize("NFKC", text[: _MAX_LENGTH + 1]).strip()), name, decimal)


def parse_seconds(text: str, name: str, decimal: str = ".") -> float | None:
    """Read a duration: seconds, `00:31`, `0:01:02`, `1分30秒`, `1h 2m 3s`, `PT1M30S`."""
    bare = unicodedata.normalize("NFKC", text[: _MAX_LENGTH + 1]).strip()
    if match := _CLOCK.fullmatch(bare):
        return int(match[1] or 0) * 3600 + int(match[2]) * 60 + float(match[3])
    match = _SPELLED.fullmatch(bare.upper().removeprefix("PT") if bare[:2].upper() == "PT" else bare)
    if match and any(match.groups()):
        factors = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
        return sum(float(match[unit]) * factor for unit, factor in factors.items() if match[unit])
    return parse_positive(text, name, decimal)


def check_duration(value: float | None, text: str, name: str, factor: float = 1.0) -> float | None:
    """Return a duration in units of `factor` seconds; raises UnreadableValue above `LONGEST_DURATION`."""
    if value is not None and value * factor > LONGEST_DURATION:
        raise unexpected("expected_days", name, text, days=round(LONGEST_DURATION / 86_400))
    return value


def parse_flag(text: str, name: str) -> bool | None:
    """Read yes or no: 1/0, true/false, yes/no."""
    if is_unknown(text):
        return None
    word = text.strip().lower()
    if word in {"1", "true", "yes", "y", "1.0", "是", "sí", "si"}:
        return True
    if word in {"0", "false", "no", "n", "0.0", "否"}:
        return False
    raise unexpected("expected_flag", name, text)


def parse_identifier(text: str, name: str) -> str | None:
    """Read an id or handle, without a leading @.

    Raises UnreadableValue for a NUL, more than 1,000 characters, and digits lost in a spreadsheet (`7.46998E+18`).
    """
    bare = text.strip().removeprefix("@").strip()
    if bare.lower() in _NO_ID:
        return None
    if "\x00" in bare:
        raise UnreadableValue(Reason("nul_character", column=name))
    if len(bare) > _MAX_ID:
        raise UnreadableValue(Reason("id_too_long", column=name, characters=len(bare)))
    if bare[0].isdigit():
        if SCIENTIFIC.fullmatch(bare):
            raise UnreadableValue(Reason("in_column", column=name, reason=damaged_id(bare)))
        if whole := _FLOAT_ID.fullmatch(bare):
            if len(whole[1]) > _EXACT_DIGITS:
                raise UnreadableValue(Reason("in_column", column=name, reason=damaged_id(bare)))
            return whole[1]
    return bare


def format_value(value: str | float | bool | Instant | date | None) -> str:
    """The text of a value, which its parser reads as an equal value; the text of an instant names the zone."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case Instant():
            return from_micros(value.micros).isoformat(timespec="minutes" if value.coarse else "auto")
        case date():
            return value.isoformat()
        case _:
            return str(value)
