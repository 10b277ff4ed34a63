"""The subscriptions of a workspace in `state.db`. Instants are stored as ISO text in UTC."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from analytics.vocabulary.errors import ReelPulseError
from bot.requests import Request
from bot.schedules import Schedule, next_due, read_schedule

log = structlog.get_logger()

_CLOCK_TOLERANCE = timedelta(minutes=1)
_BATCH = 250


@dataclass(frozen=True, slots=True)
class Subscription:
    """A digest that a channel receives regularly; channel and creator are Slack ids, since names change.

    `settled`: everything due up to this instant is done. `last_quiet`: when a digest last had nothing to report.
    `missed`: the due time of a digest that was never sent. `untold`: when the subscription was paused for an error
    of which the creator has not been notified. `seen`: a fingerprint of the last content, to detect changes.
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
    def parsed_schedule(self) -> Schedule:
        """The schedule as an object. Raises BadValue."""
        return read_schedule(self.schedule)

    @property
    def tzinfo(self) -> ZoneInfo:
        """The time zone of the schedule."""
        return ZoneInfo(self.zone)

    @property
    def requests(self) -> tuple[Request, ...]:
        """What the digest answers: one request, or several of a combined digest."""
        stored = json.loads(self.request)
        return tuple(Request.model_validate(request) for request in (stored if isinstance(stored, list) else [stored]))

    def due_after(self, moment: datetime) -> datetime | None:
        """The first due time after `moment`."""
        return next_due(self.parsed_schedule, self.tzinfo, moment)

    @property
    def next_due_local(self) -> datetime | None:
        """The next due time in the zone of the schedule."""
        return None if self.next_due is None else parse_instant(self.next_due).astimezone(self.tzinfo)


_FLAGS = {"only_when_changed", "paused"}
_COLUMNS = tuple(field.name for field in fields(Subscription))


def format_instant(moment: datetime) -> str:
    """Format an instant for the database; the texts sort like the instants."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def dump_requests(requests: Sequence[Request]) -> str:
    """Requests for the database: one as an object, several as a list."""
    if len(requests) == 1:
        return requests[0].model_dump_json()
    return json.dumps([request.model_dump() for request in requests], ensure_ascii=False)


def parse_instant(text: str) -> datetime:
    """Parse an instant from the database."""
    return datetime.fromisoformat(text)


class Subscriptions:
    """The table of subscriptions; used on one thread, on the connection of `Memory`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, subscription: Subscription, now: datetime) -> Subscription:
        """Store a new subscription that counts from `now`; returns it with its number (the given `id` is ignored)."""
        dated = _with_due_times(subscription, now)
        names = _COLUMNS[1:]
        with self._connection:
            cursor = self._connection.execute(
                f"INSERT INTO subscriptions ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
                [getattr(dated, name) for name in names],
            )
        return replace(dated, id=int(cursor.lastrowid or 0))

    def change(self, subscription: Subscription, now: datetime) -> Subscription:
        """Store the changes of the creator; the schedule counts from `now`, and earlier errors are cleared."""
        dated = replace(_with_due_times(subscription, now), last_error=None, missed=None, untold=None, seen=None)
        self._write(dated)
        return dated

    def remove(self, number: int) -> None:
        """Delete a subscription."""
        with self._connection:
            self._connection.execute("DELETE FROM subscriptions WHERE id = ?", (number,))

    def find(self, number: int) -> Subscription | None:
        """The subscription with this number."""
        matches = self._select("WHERE id = ?", number)
        return matches[0] if matches else None

    def visible_to(self, user: str, channel: str) -> list[Subscription]:
        """Subscriptions of this channel, and all that this person created; none of other channels."""
        return self._select("WHERE channel = ? OR creator = ? ORDER BY id", channel, user)

    def in_channel(self, channel: str) -> list[Subscription]:
        """Subscriptions of this channel that are not paused."""
        return self._select("WHERE channel = ? AND NOT paused ORDER BY id", channel)

    def pause(self, number: int, now: datetime, error: str | None = None) -> None:
        """Stop sending; with an error, the creator is to be notified."""
        with self._connection:
            self._connection.execute(
                "UPDATE subscriptions SET paused = 1, last_error = coalesce(?, last_error), untold = ? WHERE id = ?",
                (error, None if error is None else format_instant(now), number),
            )

    def resume(self, number: int, now: datetime) -> None:
        """Send again; a digest that an error held back is still sent in time, one due during a manual pause is not."""
        subscription = self.find(number)
        if subscription is None:
            return
        start = parse_instant(subscription.settled) if subscription.last_error else now
        self._write(replace(_with_due_times(subscription, start), paused=False, last_error=None, untold=None))

    def mark_notified(self, number: int) -> None:
        """Record that the creator was notified of the last error, or cannot be."""
        with self._connection:
            self._connection.execute("UPDATE subscriptions SET untold = NULL WHERE id = ?", (number,))

    def awaiting_notice(self) -> list[Subscription]:
        """Subscriptions whose creators are to be notified of an error."""
        return self._select("WHERE untold IS NOT NULL ORDER BY id")

    def due(self, now: datetime) -> list[Subscription]:
        """Subscriptions with a digest due at or before `now`."""
        return self._select("WHERE NOT paused AND next_due <= ? ORDER BY next_due, id", format_instant(now))

    def settle(self, number: int, upto: datetime, **changes: str | None) -> None:
        """Record that everything due up to `upto` is done; `changes` are columns to set."""
        subscription = self.find(number)
        if subscription is None:
            return  # deleted in the meantime
        dated = subscription if subscription.settled > format_instant(upto) else _with_due_times(subscription, upto)
        # mypy cannot check keywords built at run time; the dataclass checks their names.
        self._write(replace(dated, **changes))  # type: ignore[arg-type]

    def record_error(self, number: int, error: str) -> None:
        """Store the last error; the digest is retried."""
        with self._connection:
            self._connection.execute("UPDATE subscriptions SET last_error = ? WHERE id = ?", (error, number))

    def recompute_due_times(self, now: datetime) -> Iterator[int]:
        """Recompute all next due times: time zone rules change, and clocks are set back.

        Yields after each batch, so that other work on the thread can run.
        """
        subscriptions = self._select("")
        for start in range(0, len(subscriptions), _BATCH):
            with self._connection:
                for subscription in subscriptions[start : start + _BATCH]:
                    self._recompute(subscription, now)
            yield start

    def _recompute(self, subscription: Subscription, now: datetime) -> None:
        try:
            dated = _with_due_times(subscription, min(parse_instant(subscription.settled), now))
        except (ReelPulseError, KeyError, ValueError):
            log.exception("subscription unreadable", subscription=subscription.id)
            return
        if dated != subscription:
            self._connection.execute(
                "UPDATE subscriptions SET settled = ?, next_due = ? WHERE id = ? AND settled = ?",
                (dated.settled, dated.next_due, subscription.id, subscription.settled),
            )

    def is_settled_ahead(self, now: datetime) -> bool:
        """Whether a subscription is settled beyond `now`: the clock was set back."""
        limit = format_instant(now + _CLOCK_TOLERANCE)
        return bool(self._connection.execute("SELECT 1 FROM subscriptions WHERE settled > ?", (limit,)).fetchone())

    def _write(self, subscription: Subscription) -> None:
        names = _COLUMNS[1:]
        with self._connection:
            self._connection.execute(
                f"UPDATE subscriptions SET {', '.join(f'{name} = ?' for name in names)} WHERE id = ?",
                [*(getattr(subscription, name) for name in names), subscription.id],
            )

    def _select(self, condition: str, *values: object) -> list[Subscription]:
        rows: Iterable[sqlite3.Row] = self._connection.execute(
            f"SELECT {', '.join(_COLUMNS)} FROM subscriptions {condition}", values
        )
        return [_read(row) for row in rows]


def _read(row: sqlite3.Row) -> Subscription:
    values: dict[str, Any] = {name: bool(row[name]) if name in _FLAGS else row[name] for name in _COLUMNS}
    return Subscription(**values)


def _with_due_times(subscription: Subscription, settled: datetime) -> Subscription:
    """The subscription settled up to `settled`, with its next due time."""
    due = subscription.due_after(settled)
    return replace(subscription, settled=format_instant(settled), next_due=None if due is None else format_instant(due))
