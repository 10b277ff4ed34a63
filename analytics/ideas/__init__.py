"""What to shoot tomorrow: plans sampled from what high-performing videos look like, ranked and told with evidence."""

from __future__ import annotations

from analytics.ideas.answering import ideas
from analytics.ideas.keeping import fingerprint

__all__ = ["fingerprint", "ideas"]
