"""The root of all named facts."""

from __future__ import annotations


class ReelPulseError(Exception):
    """Root of all errors that a person may be told about."""

    exit_status = 1

    @property
    def facts(self) -> dict[str, object]:
        """What was expected, what came and what to do, for wording in any language."""
        return dict(vars(self))
