"""The storage of events and edges."""

from __future__ import annotations

import numpy as np
import polars as pl

from analytics.importers.pipeline.grain_storage import GrainStorage, StorageContext
from analytics.store.events.external_sort import EventSorter
from analytics.store.ingest.deduplicate import GROUP_ROWS, sort_by_key
from analytics.store.ingest.record_identity import Bools, Ints

_MAX_OVERLAP = 0.5
_MAX_OVERLAPPING_GROUPS = 3
"""Groups that may lie among earlier ones before events are set aside to be sorted."""


class EventStorage(GrainStorage):
    """Stores events by time; the events of a file in no order of time are sorted on disk first."""

    group_rows = GROUP_ROWS

    def __init__(self, context: StorageContext) -> None:
        super().__init__(context)
        self._overlapping_groups = 0
        self._latest: int | None = None
        self._sorter: EventSorter | None = None

    def identify(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Add the ids of events."""
        return self._context.record_writer.identify_events(frame)

    def sort(self, group: pl.DataFrame) -> pl.DataFrame:
        """Sort by the key of events, in the parsing thread, so that the other one only stores."""
        return sort_by_key(group, ("time", "id"))

    def store(self, group: pl.DataFrame) -> None:
        """Store a group, or set it aside where the file is in no order of time."""
        if not self._in_disorder(group):
            super().store(group)
            return
        self._sorter = self._sorter or EventSorter(self._context.home, group)
        self._sorter.add(group)

    def finish(self) -> None:
        """Store the events that were set aside."""
        if self._sorter:
            for group in self._sorter.sorted_batches(GROUP_ROWS):
                super().store(self.sort(group))

    def discard(self) -> None:
        """Remove the files of the sorter."""
        if self._sorter:
            self._sorter.discard()

    def _in_disorder(self, events: pl.DataFrame) -> bool:
        """Whether the file has shown by now that it is in no order of time."""
        times = events["time"].to_numpy()
        if self._latest is not None and float((times <= self._latest).mean()) > _MAX_OVERLAP:
            self._overlapping_groups += 1
        self._latest = max(int(times.max()), self._latest or int(times.max()))
        return self._sorter is not None or self._overlapping_groups > _MAX_OVERLAPPING_GROUPS

    def _insert(self, group: pl.DataFrame) -> Bools:
        new = self._context.record_writer.write_events(group)
        views = (group["action"] == "view").to_numpy()
        self._context.result.count_views(int(views.sum()), int((views & new).sum()))
        return _new_rows(group["row"].to_numpy(), new) if self._context.schema.format.flags else new


def _new_rows(rows: Ints, new: Bools) -> Bools:
    """Whether each row is new, where a row holds several events: it is a repeat only if all of its events are."""
    first = int(rows.min())
    present, any_new = np.zeros((2, int(rows.max()) - first + 1), bool)
    present[rows - first] = True
    any_new[rows[new] - first] = True
    selected: Bools = any_new[present]
    return selected


class EdgeStorage(GrainStorage):
    """Stores edges."""

    group_rows = GROUP_ROWS

    def _insert(self, group: pl.DataFrame) -> Bools:
        return self._context.record_writer.write_edges(group)
