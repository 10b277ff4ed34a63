"""Schedules as plain data: days of the calendar and times of the wall clock."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cronsim import CronSim

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Weekly:
    """On some days of the week, Monday being 0."""

    days: tuple[int, ...]
    at: time

    @property
    def text(self) -> str:
        """As text that `read_schedule` reads."""
        return f"weekly {','.join(DAYS[day] for day in self.days)} {_format_time(self.at)}"

    def wall_times(self, first: date) -> Iterator[datetime]:
        """Yield the wall times from the day `first` on."""
        return (datetime.combine(day, self.at) for day in _days_from(first) if day.weekday() in self.days)


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day."""

    at: time

    @property
    def text(self) -> str:
        """As text that `read_schedule` reads."""
        return f"daily {_format_time(self.at)}"

    def wall_times(self, first: date) -> Iterator[datetime]:
        """Yield the wall times from the day `first` on."""
        return (datetime.combine(day, self.at) for day in _days_from(first))


@dataclass(frozen=True, slots=True)
class Monthly:
    """On one day of the month, or on the last day of a shorter month."""

    day: int
    at: time

    @property
    def text(self) -> str:
        """As text that `read_schedule` reads."""
        return f"monthly {self.day} {_format_time(self.at)}"

    def wall_times(self, first: date) -> Iterator[datetime]:
        """Yield the wall times from the day `first` on."""
        return (
            datetime.combine(day, self.at)
            for day in _days_from(first)
            if day.day == min(self.day, calendar.monthrange(day.year, day.month)[1])
        )


@dataclass(frozen=True, slots=True)
class Cron:
    """Five fields as Debian's cron reads them: minute, hour, day of month, month, day of week (0 and 7: Sunday)."""

    expression: str

    @property
    def text(self) -> str:
        """As text that `read_schedule` reads."""
        return self.expression

    def wall_times(self, first: date) -> Iterator[datetime]:
        """Yield the wall times, from the day `first` on, without regard to summer time."""
        return CronSim(self.expression, datetime.combine(first, time()) - timedelta(minutes=1))


Schedule = Weekly | Daily | Monthly | Cron


def _format_time(at: time) -> str:
    return f"{at.hour}:{at.minute:02}"


def _days_from(first: date) -> Iterator[date]:
    day = first
    while True:
        yield day
        if day == date.max:
            return
        day += timedelta(days=1)
