"""Faults on demand: what Slack does on its bad days, switched on for the next calls of one method."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class InjectedFault:
    """Refuse with `error`, or answer `status`; `after` lets the call take effect first, as a lost answer does."""

    error: str | None = None
    status: int = 200
    retry_after: int | None = None
    after: bool = False
    drop: bool = False
    """Cut the connection instead of answering."""
    hang: bool = False
    """Never answer: until whoever called is gone."""
    needs: str | None = None
    """Strike only where the body holds this."""


SWITCHES: dict[str, tuple[str, InjectedFault] | None] = {
    "rate_limit": ("chat.postMessage", InjectedFault(error="ratelimited", status=429, retry_after=2)),
    "lost_answer": ("chat.postMessage", InjectedFault(error="fatal_error", status=500, after=True)),
    "slow": None,
    "duplicates": None,
}
"""What can be switched on from the page: a fault of the next call, or a state that lasts."""
SLOW_SECONDS = 1.5


class Faults:
    """The faults to come, method by method; each strikes once."""

    def __init__(self) -> None:
        self._coming: dict[str, deque[InjectedFault]] = {}
        self._lasting: set[str] = set()

    @property
    def switched(self) -> set[str]:
        """Names of switches that are on; one that strikes once goes off by itself."""
        waiting = {name for name, once in SWITCHES.items() if once and once[1] in self._coming.get(once[0], ())}
        return self._lasting | waiting

    def switch(self, name: str, *, on: bool) -> None:
        """Turn a switch. Raises KeyError for an unknown one."""
        once = SWITCHES[name]
        if once is None:
            (self._lasting.add if on else self._lasting.discard)(name)
        elif on:
            self.add(*once)
        else:
            self._coming.pop(once[0], None)

    def add(self, method: str, fault: InjectedFault, times: int = 1) -> None:
        """Let the next `times` calls of `method` (or of `*`) go wrong."""
        self._coming.setdefault(method, deque()).extend([fault] * times)

    def clear(self) -> None:
        """No more faults."""
        self._coming.clear()

    def next(self, method: str, body: dict[str, Any]) -> InjectedFault | None:
        """The fault that strikes this call."""
        for name in (method, "*"):
            coming = self._coming.get(name)
            if coming and (coming[0].needs is None or coming[0].needs in str(body)):
                return coming.popleft()
        return None
