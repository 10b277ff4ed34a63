"""Durations in microseconds, the unit of all instants and durations in `data.db`."""

from __future__ import annotations

SECOND = 1_000_000
HOUR = 3_600 * SECOND
DAY = 24 * HOUR
WEEK = 7 * DAY
