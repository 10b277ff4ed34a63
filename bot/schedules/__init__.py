"""Schedules: reads typed ones (`mon 9:00`, `monthly 31 9:00`, cron) and computes their due times, without a clock."""

from bot.schedules.due_times import due_instants, grace_period, next_due
from bot.schedules.schedule import Cron, Daily, Monthly, Schedule, Weekly
from bot.schedules.schedule_parser import (
    EXAMPLES,
    check_interval,
    read_clock,
    read_leading_schedule,
    read_schedule,
    read_zone,
)

__all__ = [
    "EXAMPLES",
    "Cron",
    "Daily",
    "Monthly",
    "Schedule",
    "Weekly",
    "check_interval",
    "due_instants",
    "grace_period",
    "next_due",
    "read_clock",
    "read_leading_schedule",
    "read_schedule",
    "read_zone",
]
