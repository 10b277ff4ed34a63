"""Who wants what, when: the subscriptions of a workspace in `state.db`. Instants are kept as ISO text in UTC."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from analytics.vocabulary.errors import ReelPulseError
from bot.requests import Request
from bot.schedules import Schedule, next_due, read

log = structlog.get_logger()

_CLOCK_PLAY = timedelta(minutes=1)
_BATCH = 250


@dataclass(frozen=True, slots=True)
class Subscription:
    """A channel's standing order; channel and creator are Slack's ids, which outlive names.

    `settled`: all that was due up to here has been dealt with. `last_quiet`: when there was last nothing to say.
    `missed`: what was due then was never sent. `untold`: when it was
    paused for an error that the creator has yet to hear of. `seen`: a mark
    of what was last sent, to tell whether something changed.
    """

    id: int
    channel: str
    creator: str
    schedule: str
    zone: str
    request: str
    lang: str
    only_when_changed: bool
    paused: bool = False
    settled: str = ""
    next_due: str | None = None
    last_sent: str | None = None
    last_quiet: str | None = None
    last_error: str | None = None
    missed: str | None = None
    untold: str | None = None
    seen: str | None = None

    @property
    def when(self) -> Schedule:
        """The schedule, read. Raises BadValue."""
        return read(self.schedule)

    @property
    def place(self) -> ZoneInfo:
        """The zone on whose clocks the schedule runs."""
        return ZoneInfo(self.zone)

    @property
    def wanted(self) -> Request:
        """What is to be answered."""
        return Request.model_validate_json(self.request)

    @property
    def following(self) -> datetime | None:
        """When it is due next, on its own clocks."""
        return None if self.next_due is None else instant(self.next_due).astimezone(self.place)


_FLAGS = {"only_when_changed", "paused"}
_COLUMNS = tuple(field.name for field in fields(Subscription))


def stamp(moment: datetime) -> str:
    """An instant as it is kept: texts sort as the instants do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def instant(text: str) -> datetime:
    """An instant out of the database."""
    return datetime.fromisoformat(text)


class Subscriptions:
    """The table; used on one thread, on the connection of whoever owns `state.db`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, made: Subscription, now: datetime) -> Subscription:
        """Keep a new subscription (its `id` is ignored) from `now` on; as kept."""
        kept = _dated(made, now)
        names = _COLUMNS[1:]
        with self._connection:
            cursor = self._connection.execute(
                f"INSERT INTO subscriptions ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
                [getattr(kept, name) for name in names],
            )
        return replace(kept, id=int(cursor.lastrowid or 0))

    def change(self, changed: Subscription, now: datetime) -> Subscription:
        """Keep what the creator changed; the schedule counts from `now`, and earlier trouble is forgotten."""
        kept = replace(_dated(changed, now), last_error=None, missed=None, untold=None, seen=None)
        self._write(kept)
        return kept

    def remove(self, identity: int) -> None:
        """Delete a subscription."""
        with self._connection:
            self._connection.execute("DELETE FROM subscriptions WHERE id = ?", (identity,))

    def find(self, identity: int) -> Subscription | None:
        """The subscription with this number."""
        found = self._select("WHERE id = ?", identity)
        return found[0] if found else None

    def shown_to(self, user: str, channel: str) -> list[Subscription]:
        """Those of this channel, and this person's own wherever they go: nothing of channels elsewhere."""
        return self._select("WHERE channel = ? OR creator = ? ORDER BY id", channel, user)

    def pause(self, identity: int, now: datetime, error: str | None = None) -> None:
        """Stop sending; with an error the creator is still to be told of it."""
        with self._connection:
            self._connection.execute(
                "UPDATE subscriptions SET paused = 1, last_error = coalesce(?, last_error), untold = ? WHERE id = ?",
                (error, None if error is None else stamp(now), identity),
            )

    def resume(self, identity: int, now: datetime) -> None:
        """Send again. What trouble kept back is still sent if it is not too late; what its owner held back is not."""
        kept = self.find(identity)
        if kept is None:
            return
        start = instant(kept.settled) if kept.last_error else now
        self._write(replace(_dated(kept, start), paused=False, last_error=None, untold=None))

    def told(self, identity: int) -> None:
        """The creator has been told of the last error, or can't be."""
        with self._connection:
            self._connection.execute("UPDATE subscriptions SET untold = NULL WHERE id = ?", (identity,))

    def untold(self) -> list[Subscription]:
        """Those whose creators are still to be told of an error."""
        return self._select("WHERE untold IS NOT NULL ORDER BY id")

    def due(self, now: datetime) -> list[Subscription]:
        """Those with something due at or before `now`."""
        return self._select("WHERE NOT paused AND next_due <= ? ORDER BY next_due, id", stamp(now))

    def settle(self, identity: int, upto: datetime, **changes: str | None) -> None:
        """All that was due up to `upto` has been dealt with; `changes` are columns to set."""
        kept = self.find(identity)
        if kept is None:
            return  # deleted meanwhile
        dated = kept if kept.settled > stamp(upto) else _dated(kept, upto)
        # mypy knows no keywords built at run time; the names are checked by the dataclass itself.
        self._write(replace(dated, **changes))  # type: ignore[arg-type]

    def remark(self, identity: int, error: str) -> None:
        """Keep what went wrong last; it is tried again."""
        with self._connection:
            self._connection.execute("UPDATE subscriptions SET last_error = ? WHERE id = ?", (error, identity))

    def recompute(self, now: datetime) -> Iterator[int]:
        """Work out anew what is due next: the rules of time zones change, and clocks are set back.

        Yields between batches, so that whoever shares the thread gets a turn.
        """
        everyone = self._select("")
        for first in range(0, len(everyone), _BATCH):
            with self._connection:
                for kept in everyone[first : first + _BATCH]:
                    self._redate(kept, now)
            yield first

    def _redate(self, kept: Subscription, now: datetime) -> None:
        try:
            dated = _dated(kept, min(instant(kept.settled), now))
        except (ReelPulseError, KeyError, ValueError):
            log.exception("a subscription cannot be read", subscription=kept.id)
            return
        if dated != kept:
            self._connection.execute(
                "UPDATE subscriptions SET settled = ?, next_due = ? WHERE id = ? AND settled = ?",
                (dated.settled, dated.next_due, kept.id, kept.settled),
            )

    def ahead(self, now: datetime) -> bool:
        """Whether something is settled for times to come: the clock was set back."""
        limit = stamp(now + _CLOCK_PLAY)
        return bool(self._connection.execute("SELECT 1 FROM subscriptions WHERE settled > ?", (limit,)).fetchone())

    def _write(self, kept: Subscription) -> None:
        with self._connection:
            self._update(kept)

    def _update(self, kept: Subscription) -> None:
        names = _COLUMNS[1:]
        self._connection.execute(
            f"UPDATE subscriptions SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?",
            [*(getattr(kept, name) for name in names), kept.id],
        )

    def _select(self, condition: str, *values: object) -> list[Subscription]:
        rows: Iterable[sqlite3.Row] = self._connection.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM subscriptions {condition}", values
        )
        return [_read(row) for row in rows]


def _read(row: sqlite3.Row) -> Subscription:
    values: dict[str, Any] = {name: bool(row[name]) if name in _FLAGS else row[name] for name in _COLUMNS}
    return Subscription(**values)


def _dated(kept: Subscription, settled: datetime) -> Subscription:
    """The subscription with all before `settled` dealt with, and what is due next worked out."""
    following = next_due(kept.when, kept.place, settled)
    return replace(kept, settled=stamp(settled), next_due=None if following is None else stamp(following))
