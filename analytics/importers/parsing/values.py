"""Values as exports write them -> numbers and instants; what cannot be read is a Fault, never a guess.

What only a column tells (its decimal mark, whether its rates are percentages, whether its ids are damaged) is found
by `columns`, and is handed to these functions.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from analytics.importers.parsing.dates import Written, read
from analytics.vocabulary.reasons import Reason
from analytics.vocabulary.records import EPOCH, from_micros, to_micros

UNKNOWN = frozenset(
    {"", "-", "--", "—", "–", "−", "/", "\\n", "undefined", "null", "none", "nan", "nat", "n/a", "#n/a", "na", "<na>"}
    | {"暂无", "暂无数据", "无数据", "sin datos", "no data"}
)
"""Spellings of "not known"; none of them is 0."""
_NO_ID = UNKNOWN - {"none", "na"}
"""`none` and `na` are handles that people have."""

_LARGEST = 2**53
"""No count, weight or amount is larger; sums of millions of such numbers are finite still."""
LONGEST_DURATION = 31 * 86_400.0
"""No video, and nobody's watching of one, is longer: seconds."""
LONGEST_EXCERPT = 60
"""Characters of a value that are shown in a reason."""
_LONGEST = 400
"""The longest text that is tried as a number."""
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
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)
_FLOAT_ID = re.compile(r"(\d+)\.0+")
_EXACT_DIGITS = 15
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_EPOCH_UNITS = ((1e9, 1e11, 1_000_000), (1e12, 1e14, 1_000), (1e15, 1e17, 1))


class UnreadableValue(ValueError):
    """A value that cannot be read."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


def _unexpected(code: str, column: str, text: str, **facts: int) -> UnreadableValue:
    expected = Reason(code, column=column, **facts)
    return UnreadableValue(Reason("found", reason=expected, found=text[:LONGEST_EXCERPT]))


def damaged_id(text: str) -> Reason:
    """The reason why an id that a spreadsheet rounded is not a key."""
    return Reason("id_damaged", text=text[:LONGEST_EXCERPT])


def in_future(column: str, text: str, clock: Clock) -> UnreadableValue:
    """The error for a time after `clock.latest`."""
    now = f"{clock.now:%Y-%m-%d %H:%M}"
    return UnreadableValue(Reason("in_future", column=column, text=text[:LONGEST_EXCERPT], now=now))


@dataclass(frozen=True, slots=True)
class Clock:
    """How times are read: the zone of naive ones, the moment after which nothing can have happened, the order."""

    zone: ZoneInfo
    now: datetime
    day_first: bool | None = None
    """What 03/09/2026 means in this column; None: not known, so that it is refused."""

    @property
    def latest(self) -> datetime:
        """A day of grace for zones and clocks."""
        return self.now + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Instant:
    """Microseconds since the epoch; `coarse`: the file does not tell the second; `naive`: it names no zone."""

    micros: int
    coarse: bool = False
    naive: bool = False


def is_unknown(text: str) -> bool:
    """Whether a cell says that its value is not known."""
    return text.strip().lower() in UNKNOWN


def number(text: str, name: str, decimal: str = ".") -> float | None:
    """Read a number: `1,234.5`, `12.3K`, `1.2万`, `4.2 %` (0.042), `3 videos`; `1.234,5` where `decimal` is a comma."""
    if is_unknown(text):
        return None
    bare = unicodedata.normalize("NFKC", text[: _LONGEST + 1]).replace("−", "-").strip()
    percent = bare.endswith("%")
    match = _NUMBER.fullmatch(_SPACED.sub("", bare.removesuffix("%").strip()))
    if match is None or len(text) > _LONGEST:
        raise _unexpected("expected_number", name, text)
    digits = match["digits"]
    if not _GROUPED[decimal].fullmatch(digits):
        mark = "point" if decimal == "." else "comma"
        raise _unexpected(f"expected_decimal_{mark}", name, text)
    plain = digits.replace("," if decimal == "." else ".", "").replace(",", ".")
    value = float(f"{match['sign']}{plain}{match['exponent'] or ''}")
    value *= _MULTIPLES.get((match["multiple"] or "").lower(), 1.0)
    if not math.isfinite(value) or abs(value) > _LARGEST:
        raise _unexpected("expected_exact_number", name, text)
    return value / 100 if percent else value


def count(text: str, name: str, decimal: str = ".") -> int | None:
    """Read a count: a whole number from 0 to 2^53; averages of counts are rounded."""
    value = number(text, name, decimal)
    if value is None:
        return None
    if value < 0:
        raise _unexpected("negative_count", name, text)
    return round(value)


def positive(text: str, name: str, decimal: str = ".") -> float | None:
    """A number of at least 0."""
    value = number(text, name, decimal)
    if value is not None and value < 0:
        raise _unexpected("expected_positive", name, text)
    return value


def rate(text: str, name: str, decimal: str = ".", *, percent: bool = False) -> float | None:
    """A share of at least 0: `0.042`, `4.2 %`; a plain `4.2` where the column is in `percent`. All are 0.042."""
    value = positive(text, name, decimal)
    signed = "%" in text or "％" in text
    return value / 100 if value is not None and percent and not signed else value


def money(text: str, name: str, decimal: str = ".") -> float | None:
    """An amount, with or without a sign or a code of its currency: `$12.34`, `12,34 €`, `USD 5`, `¥19.9`."""
    return number(_MONEY.sub("", unicodedata.normalize("NFKC", text[: _LONGEST + 1]).strip()), name, decimal)


def seconds(text: str, name: str, decimal: str = ".") -> float | None:
    """Read a duration: seconds, `00:31`, `0:01:02`, `1分30秒`, `1h 2m 3s`, `PT1M30S`."""
    bare = unicodedata.normalize("NFKC", text[: _LONGEST + 1]).strip()
    if match := _CLOCK.fullmatch(bare):
        return int(match[1] or 0) * 3600 + int(match[2]) * 60 + float(match[3])
    match = _SPELLED.fullmatch(bare.upper().removeprefix("PT") if bare[:2].upper() == "PT" else bare)
    if match and any(match.groups()):
        factors = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
        return sum(float(match[unit]) * factor for unit, factor in factors.items() if match[unit])
    return positive(text, name, decimal)


def bounded(value: float | None, text: str, name: str, factor: float = 1.0) -> float | None:
    """A duration that somebody can have watched, in a unit of `factor` seconds, or a Fault."""
    if value is not None and value * factor > LONGEST_DURATION:
        raise _unexpected("expected_days", name, text, days=round(LONGEST_DURATION / 86_400))
    return value


def instant(text: str, name: str, clock: Clock, year: int | None = None) -> Instant | None:
    """Read a time: ISO 8601, a date in words or digits, or epoch seconds, milliseconds or microseconds.

    Naive times are in the clock's zone; dates that name no year are in `year`. Times before 1990 or after tomorrow
    are faults.
    """
    if is_unknown(text):
        return None
    found = _epoch(text, name) or _moment(text, name, clock, year)
    at = EPOCH + timedelta(microseconds=found.micros)
    if at < EARLIEST:
        raise UnreadableValue(Reason("before_1990", column=name, text=text[:LONGEST_EXCERPT]))
    if at > clock.latest:
        raise in_future(name, text, clock)
    return found


def day(text: str, name: str, clock: Clock, year: int | None = None) -> date | None:
    """Read a day as the platform counts it: the date that is written, or that of an instant in the clock's zone."""
    found = instant(text, name, clock, year)
    if found is None:
        return None
    written = None if found.naive is False else _written(text, clock)
    return (written and written.on(year)) or from_micros(found.micros).astimezone(clock.zone).date()


def _epoch(text: str, name: str) -> Instant | None:
    bare = text.strip()
    if _SCIENTIFIC.fullmatch(bare):
        raise UnreadableValue(Reason("time_rounded", column=name, text=bare[:LONGEST_EXCERPT]))
    try:
        value = float(bare)
    except ValueError:
        return None
    for low, high, factor in _EPOCH_UNITS:
        if low <= value < high:
            whole = int(bare) * factor if bare.isdigit() else round(value * factor)
            return Instant(whole)
    return None


def _written(text: str, clock: Clock) -> Written | None:
    return read(text.strip(), clock.day_first)


def _moment(text: str, name: str, clock: Clock, year: int | None) -> Instant:
    written = _written(text, clock)
    if written is None:
        either = clock.day_first is None and (read(text.strip(), True) or read(text.strip(), False))
        expected = Reason("expected_time", column=name, example="2026-05-21 09:44:45")
        code = "found_in_either_order" if either else "found"
        raise UnreadableValue(Reason(code, reason=expected, found=text[:LONGEST_EXCERPT]))
    day = written.on(year)
    if day is None:
        code = "no_year" if written.year is None and year is None else "no_such_day"
        raise UnreadableValue(Reason(code, column=name, text=text[:LONGEST_EXCERPT]))
    at = datetime(
        *(day.year, day.month, day.day, written.hour or 0, written.minute, written.second or 0, written.micro),
        tzinfo=written.zone or clock.zone,
    )
    try:
        return Instant(to_micros(at), coarse=written.second is None, naive=written.zone is None)
    except OverflowError:
        raise UnreadableValue(Reason("time_out_of_range", column=name, text=text[:LONGEST_EXCERPT])) from None


def flag(text: str, name: str) -> bool | None:
    """Read yes or no: 1/0, true/false, yes/no."""
    if is_unknown(text):
        return None
    word = text.strip().lower()
    if word in {"1", "true", "yes", "y", "1.0", "是", "sí", "si"}:
        return True
    if word in {"0", "false", "no", "n", "0.0", "否"}:
        return False
    raise _unexpected("expected_flag", name, text)


def identifier(text: str, name: str) -> str | None:
    """An id or handle without a leading @.

    Faults: a NUL in it, more than 1,000 characters, digits lost in a spreadsheet (`7.46998E+18`).
    """
    bare = text.strip().removeprefix("@").strip()
    if bare.lower() in _NO_ID:
        return None
    if "\x00" in bare:
        raise UnreadableValue(Reason("nul_character", column=name))
    if len(bare) > 1000:
        raise UnreadableValue(Reason("id_too_long", column=name, characters=len(bare)))
    if bare[0].isdigit():
        if _SCIENTIFIC.fullmatch(bare):
            raise UnreadableValue(Reason("in_column", column=name, reason=damaged_id(bare)))
        if whole := _FLOAT_ID.fullmatch(bare):
            if len(whole[1]) > _EXACT_DIGITS:
                raise UnreadableValue(Reason("in_column", column=name, reason=damaged_id(bare)))
            return whole[1]
    return bare


def written(value: str | float | bool | Instant | date | None) -> str:
    """The text of a value, which its reader turns into an equal one (an instant then names its zone)."""
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
