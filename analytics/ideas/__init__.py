"""What to shoot tomorrow: plans sampled from what high-performing videos look like, ranked and told with evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.ideas.answering import ideas
    from analytics.ideas.keeping import fingerprint

__all__ = ["fingerprint", "ideas"]


def __getattr__(name: str) -> object:
    # Imported when first used: whoever remembers what was kept pays for no generation.
    if name == "ideas":
        from analytics.ideas.answering import ideas

        return ideas
    if name == "fingerprint":
        from analytics.ideas.keeping import fingerprint

        return fingerprint
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
