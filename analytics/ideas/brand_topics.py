"""The topics of the brand: those that our own accounts post on, and those of accounts that post on the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from analytics.ideas.training_table import Example

_MIN_VIDEOS, _MIN_SHARE = 3, 0.05
"""A topic of ours has at least so many of our videos, and at least this share of them."""
_MIN_NEIGHBOUR_SHARE = 0.3
"""A neighbour of our topics has at least this share of its videos from accounts that post mainly on our topics."""
_NEIGHBOUR_WEIGHT = 0.5


def brand_topics(examples: Sequence[Example]) -> dict[str, float]:
    """Return topic -> weight; empty if none of our own videos has a topic."""
    ours = Counter(example.post.topic for example in examples if example.post.ours and example.post.topic)
    total = ours.total()
    own = {topic: float(n) for topic, n in ours.items() if n >= min(_MIN_VIDEOS, total) and n >= _MIN_SHARE * total}
    if not own:
        return {}
    weight = _NEIGHBOUR_WEIGHT * min(own.values())
    return own | dict.fromkeys(sorted(_neighbours(examples, own) - ours.keys()), weight)


def _neighbours(examples: Sequence[Example], own: Mapping[str, float]) -> set[str]:
    """Return the topics beside ours of accounts at least half of whose videos are on topics of ours."""
    topics: dict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
    for example in examples:
        if example.post.topic and example.post.account and not example.post.ours:
            topics[example.post.platform, example.post.account][example.post.topic] += 1
    overall, shared = Counter[str](), Counter[str]()
    for counts in topics.values():
        overall += counts
        if 2 * sum(counts[topic] for topic in own) >= counts.total():
            shared += counts
    return {topic for topic, n in shared.items() if n >= _MIN_NEIGHBOUR_SHARE * overall[topic]} - own.keys()
