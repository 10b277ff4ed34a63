"""The root of all named facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.vocabulary.reasons import Reason


class ReelPulseError(Exception):
    """Root of all errors that a person may be told about."""

    exit_status = 1

    def sentence(self, word: Callable[[Reason], str]) -> str:
        """The error in English; `word` gives the sentence for its reason, if it has one."""
        del word
        return str(self)

    @property
    def facts(self) -> dict[str, object]:
        """What was expected, what came and what to do, for wording in any language."""
        return dict(vars(self))
