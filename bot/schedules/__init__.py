"""When something is due: what people say (`mon 9:00`, `monthly 31 9:00`, cron) -> instants, without any clock."""

from bot.schedules.due import due, grace, next_due
from bot.schedules.reading import EXAMPLES, check_pauses, read, read_clock, read_zone, take
from bot.schedules.schedule import Cron, Daily, Monthly, Schedule, Weekly

__all__ = [
    "EXAMPLES",
    "Cron",
    "Daily",
    "Monthly",
    "Schedule",
    "Weekly",
    "check_pauses",
    "due",
    "grace",
    "next_due",
    "read",
    "read_clock",
    "read_zone",
    "take",
]
