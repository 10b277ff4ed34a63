"""The root of the error tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.vocabulary.reasons import Reason


class ReelPulseError(Exception):
    """The base class of all errors that are shown to users."""

    exit_status = 1

    def sentence(self, word: Callable[[Reason], str]) -> str:
        """Return the English sentence; `word` gives the sentence of its reason, if it has one."""
        del word
        return str(self)

    @property
    def facts(self) -> dict[str, object]:
        """The facts of the error, for sentences in any language."""
        return dict(vars(self))
