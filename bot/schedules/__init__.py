"""When something is due: what people say (`mon 9:00`, `monthly 31 9:00`, cron) -> instants, without any clock."""

from bot.schedules.due_times import due_instants, grace, next_due
from bot.schedules.schedule import Cron, Daily, Monthly, Schedule, Weekly
from bot.schedules.schedule_parser import EXAMPLES, check_pauses, read, read_clock, read_zone, take

__all__ = [
    "EXAMPLES",
    "Cron",
    "Daily",
    "Monthly",
    "Schedule",
    "Weekly",
    "check_pauses",
    "due_instants",
    "grace",
    "next_due",
    "read",
    "read_clock",
    "read_zone",
    "take",
]
