"""The calendar of a workspace: the time zone and the first day of the week that all of its numbers have in common."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.store import Store

ZONE, WEEK_START = "zone", "week_start"
"""Properties of the home."""
WEEK_STARTS = {"monday": 0, "sunday": 6, "saturday": 5}


@dataclass(frozen=True, slots=True)
class WorkspaceCalendar:
    """Where days begin and end, and on which day weeks begin (0: Monday)."""

    zone: str
    week_start: int = 0
    is_chosen: bool = False
    """Whether somebody has set the zone."""

    @property
    def first_day(self) -> str:
        """The name of the day on which weeks begin."""
        return next(name for name, day in WEEK_STARTS.items() if day == self.week_start)


def read_calendar(store: Store, default_zone: str) -> WorkspaceCalendar:
    """Read the calendar of a home; `default_zone` holds until a zone is set."""
    zone = store.read_property(ZONE)
    week_start = WEEK_STARTS.get(store.read_property(WEEK_START) or "monday", 0)
    return WorkspaceCalendar(zone or default_zone, week_start, is_chosen=zone is not None)
