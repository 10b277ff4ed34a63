"""Formats of numbers, shares, dates and periods in both languages."""

from __future__ import annotations

import math
from datetime import date as date_type
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import ends_platform_day

LOCALES = {"en": "en", "zh": "zh_Hans"}
UNKNOWN = "–"
_COMPACT_FROM = {"en": 1_000_000, "zh": 10_000}


def number(lang: str, value: float | None, digits: int | None = None) -> str:
    """4,812 · 1.2M · 9.5万; a dash if unknown or infinite. `digits`: decimals; by default three significant digits."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    if abs(value) >= _COMPACT_FROM[lang]:
        return str(format_compact_decimal(value, locale=LOCALES[lang], fraction_digits=1))
    if float(value).is_integer() and digits is None:
        return str(format_decimal(int(value), locale=LOCALES[lang]))
    if digits is None:
        size = math.floor(math.log10(abs(value))) if value else 0
        digits = min(max(2 - size, 0), 6)
    return str(format_decimal(round(value, digits), format=_pattern(digits), locale=LOCALES[lang]))


def _pattern(digits: int) -> str:
    return "#,##0." + "#" * digits if digits else "#,##0"


def percent(lang: str, share: float | None, digits: int | None = None) -> str:
    """23% · 4.8% · 0.12%; `digits`: decimals; by default two significant digits."""
    if share is None or not math.isfinite(share):
        return UNKNOWN
    if digits is None:
        size = math.floor(math.log10(abs(share) * 100)) if share else 1
        digits = min(max(1 - size, 0), 4)
    pattern = f"#,##0.{'0' * digits}%" if digits else "#,##0%"
    return str(format_percent(share, format=pattern, locale=LOCALES[lang]))


def to_local(instant: datetime, zone: str) -> datetime:
    """Convert `instant` to local time in `zone`."""
    return instant.astimezone(ZoneInfo(zone))


def date(lang: str, instant: datetime, zone: str = "UTC") -> str:
    """Mar 1, 2026 · 2026年3月1日."""
    return str(format_date(to_local(instant, zone), "medium", locale=LOCALES[lang]))


def date_time(lang: str, instant: datetime, zone: str = "UTC") -> str:
    """Date, hours and minutes in local time of `zone`: Mar 1, 2026 20:15."""
    when = to_local(instant, zone)
    return f"{format_date(when, 'medium', locale=LOCALES[lang])} {when:%H:%M}"


def data_end(lang: str, newest: datetime, zone: str = "UTC") -> str:
    """The end of the data: a time, or the day of a platform's daily total, which may be incomplete."""
    return date(lang, newest) if ends_platform_day(newest) else date_time(lang, newest, zone)


def offset(instant: datetime, zone: str) -> str:
    """The offset of `zone` at `instant`: UTC+8."""
    shift = to_local(instant, zone).utcoffset() or timedelta()
    minutes = int(shift.total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "\N{MINUS SIGN}"
    return "UTC" if not minutes else f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def day_range(lang: str, period: Period) -> str:
    """First and last day of a half-open period, without the zone: Mar 1 – 31, 2026."""
    last = to_local(period.end - timedelta(microseconds=1), period.zone)
    if period.start is None:
        return f"… – {format_date(last, 'medium', locale=LOCALES[lang])}"
    first = to_local(period.start, period.zone)
    if first.date() == last.date():
        return str(format_skeleton("yMMMd", first, locale=LOCALES[lang]))
    return str(format_interval(first.date(), last.date(), skeleton="yMMMd", locale=LOCALES[lang]))


def day_label(lang: str, day: date_type) -> str:
    """A day without its year: Mar 1 · 3月1日."""
    return str(format_skeleton("MMMd", datetime(day.year, day.month, day.day), locale=LOCALES[lang]))  # noqa: DTZ001 - a day has no zone


def numeric_day_range(period: Period) -> str:
    """First and last day of a period in digits: 2026-03-01–2026-03-31."""
    last = to_local(period.end - timedelta(microseconds=1), period.zone).date()
    return f"{to_local(period.start, period.zone).date() if period.start else '…'}–{last}"


def period(lang: str, value: Period) -> str:
    """First and last day of a period with the time zone: Mar 1 – 31, 2026 (Asia/Shanghai, UTC+8)."""
    utc_offset = offset(value.end - timedelta(microseconds=1), value.zone)
    zone_text = utc_offset if value.zone in {"UTC", "Etc/UTC"} else f"{value.zone}, {utc_offset}"
    return f"{day_range(lang, value)}（{zone_text}）" if lang == "zh" else f"{day_range(lang, value)} ({zone_text})"
