"""Options that several commands share, read in one way: `--zone`, moments such as `--now`, and `--lang`."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from analytics.vocabulary.errors import BadValue, UnknownOption

MOMENT = "a moment such as 2026-11-24T09:00Z"


def read_zone(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name, in any case.

    Raises UnknownOption with the nearest name, BadValue where no name is near.
    """
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # Listing all zones takes longer than opening one.
        from bot.schedules import read_zone as find_zone

        try:
            return find_zone(name)
        except UnknownOption as error:
            raise UnknownOption(name, "reelpulse", error.suggestion) from None
        except BadValue as error:
            raise BadValue("--zone", name, error.expected) from None


def read_moment(option: str, text: str | None, zone: ZoneInfo, expected: str = MOMENT) -> datetime:
    """Return the moment in UTC; without a text, now. Raises BadValue.

    A moment without an offset is on the clocks of `zone`; a day begins at its midnight.
    """
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
        # Both directions, so that the first and last days of the calendar are refused here.
        local = (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadValue(option, text, expected) from None


def read_language(lang: str) -> str:
    """Return a language that there are texts in. Raises BadValue."""
    from bot.texts import LANGUAGES

    if lang not in LANGUAGES:
        raise BadValue("--lang", lang, " or ".join(LANGUAGES))
    return lang
