"""The counts of the platforms: events by video and week, and by own account and day."""

from __future__ import annotations

import numpy as np

from analytics.simulation.viewers import ACTIONS, VIEW, Events
from analytics.simulation.world import OURS, Floats, Ints, World
from analytics.vocabulary.units import DAY, HOUR, WEEK


class PlatformCounts:
    """Counts of the events added so far.

    `week_counts` (weeks, actions, videos); `seconds` and `parts` (weeks, videos): watch time, in seconds and as sums of
    shares of the duration; `day_counts` (own accounts, days, actions); `viewers`, `new_viewers` (own accounts, days);
    `hours` (own accounts, 24).
    """

    def __init__(self, world: World) -> None:
        self._world = world
        weeks, videos, ours = world.days // 7, len(world.account), len(OURS)
        self.week_counts: Ints = np.zeros((weeks, len(ACTIONS), videos), np.int64)
        self.seconds: Floats = np.zeros((weeks, videos))
        self.parts: Floats = np.zeros((weeks, videos))
        self.day_counts: Ints = np.zeros((ours, world.days, len(ACTIONS)), np.int64)
        self.viewers: Ints = np.zeros((ours, world.days), np.int64)
        self.new_viewers: Ints = np.zeros((ours, world.days), np.int64)
        self.hours: Ints = np.zeros((ours, 24), np.int64)

    def add(self, events: Events) -> None:
        """Count `events`. A viewer may be in one call only; refunds do not count as purchases."""
        is_counted = ~(events.value < 0)
        week = (events.time - self._world.start) // WEEK
        cells = np.ravel_multi_index((week, events.action, events.video), self.week_counts.shape)
        self.week_counts += _count_cells(cells[is_counted], self.week_counts.shape)
        view = events.action == VIEW
        cells = np.ravel_multi_index((week[view], events.video[view]), self.seconds.shape)
        watched = events.watched[view]
        size = self.seconds.size
        self.seconds += np.bincount(cells, watched, size).reshape(self.seconds.shape)
        watched_share = watched / self._world.duration[events.video[view]]
        self.parts += np.bincount(cells, watched_share, size).reshape(self.parts.shape)
        self._add_days(events, is_counted & (self._world.account[events.video] < len(OURS)))

    def _add_days(self, events: Events, selected: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
        world = self._world
        account, time = world.account[events.video[selected]], events.time[selected]
        day = (time - world.start) // DAY
        cells = np.ravel_multi_index((account, day, events.action[selected]), self.day_counts.shape)
        self.day_counts += _count_cells(cells, self.day_counts.shape)
        view = events.action[selected] == VIEW
        account, day, viewer = account[view], day[view], events.viewer[selected][view]
        self.hours += _count_cells(account * 24 + time[view] // HOUR % 24, self.hours.shape)
        viewer_days = np.unique((viewer * len(OURS) + account) * world.days + day)
        pair, day = viewer_days // world.days, viewer_days % world.days
        first = np.unique(pair, return_index=True)[1]
        account = pair % len(OURS)
        self.viewers += _count_cells(account * world.days + day, self.viewers.shape)
        self.new_viewers += _count_cells((account * world.days + day)[first], self.new_viewers.shape)


def _count_cells(cells: Ints, shape: tuple[int, ...]) -> Ints:
    return np.bincount(cells, minlength=int(np.prod(shape))).reshape(shape)
