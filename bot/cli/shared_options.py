"""Readers of options that several commands share: `--zone`, `--now` and other moments, `--lang`."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from analytics.vocabulary.errors import BadValue, UnknownOption

MOMENT = "a moment such as 2026-11-24T09:00Z"


def read_zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name, in any case.

    Raises UnknownOption with the nearest name, else BadValue.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # Slow, since it lists all zones.
        from bot.schedules import read_zone as find_zone

        try:
            return find_zone(name)
        except UnknownOption as error:
            raise UnknownOption(name, "reelpulse", error.suggestion) from None
        except BadValue as error:
            raise BadValue("--zone", name, error.expected) from None


def read_moment(option: str, text: str | None, zone: ZoneInfo, expected: str = MOMENT) -> datetime:
    """Return the moment in UTC; None means now. Raises BadValue.

    A moment without an offset is in `zone`; a day means its midnight.
    """
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
        # Converts in both directions, so that the first and last days of the calendar are refused here.
        local = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadValue(option, text, expected) from None


def read_language(lang: str) -> str:
    """Return a language that has texts. Raises BadValue."""
    from bot.texts import LANGUAGES

    if lang not in LANGUAGES:
        raise BadValue("--lang", lang, " or ".join(LANGUAGES))
    return lang
