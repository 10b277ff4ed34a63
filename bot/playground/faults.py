"""Faults of Slack that tests and the page inject into the next calls of a method."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class InjectedFault:
    """Answer with `error` and `status`; with `after` the call takes effect first, as with a lost answer."""

    error: str | None = None
    status: int = 200
    retry_after: int | None = None
    after: bool = False
    drop: bool = False
    """Close the connection instead of answering."""
    hang: bool = False
    """Do not answer until the caller disconnects."""
    needs: str | None = None
    """Apply only to calls whose body contains this text."""


SWITCHES: dict[str, tuple[str, InjectedFault] | None] = {
    "rate_limit": ("chat.postMessage", InjectedFault(error="ratelimited", status=429, retry_after=2)),
    "lost_answer": ("chat.postMessage", InjectedFault(error="fatal_error", status=500, after=True)),
    "slow": None,
    "duplicates": None,
}
"""The switches of the page: a fault of the next call, or None for a lasting state."""
SLOW_SECONDS = 1.5


class Faults:
    """The queued faults by method; each applies to one call."""

    def __init__(self) -> None:
        self._queued: dict[str, deque[InjectedFault]] = {}
        self._switched_on: set[str] = set()

    @property
    def active_switches(self) -> set[str]:
        """The names of the active switches; a fault of one call switches itself off."""
        queued = {name for name, fault in SWITCHES.items() if fault and fault[1] in self._queued.get(fault[0], ())}
        return self._switched_on | queued

    def switch(self, name: str, *, on: bool) -> None:
        """Turn a switch on or off. Raises KeyError for an unknown name."""
        fault = SWITCHES[name]
        if fault is None:
            (self._switched_on.add if on else self._switched_on.discard)(name)
        elif on:
            self.add(*fault)
        else:
            self._queued.pop(fault[0], None)

    def add(self, method: str, fault: InjectedFault, times: int = 1) -> None:
        """Queue a fault for the next `times` calls of `method`; `*` means any method."""
        self._queued.setdefault(method, deque()).extend([fault] * times)

    def clear(self) -> None:
        """Remove all queued faults."""
        self._queued.clear()

    def next(self, method: str, body: dict[str, Any]) -> InjectedFault | None:
        """Take the fault that applies to this call, if any."""
        for name in (method, "*"):
            queue = self._queued.get(name)
            if queue and (queue[0].needs is None or queue[0].needs in str(body)):
                return queue.popleft()
        return None
