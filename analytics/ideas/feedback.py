"""Counts of kept and dropped briefs by trait, stored in the home: they change the ranking of later ones."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.vocabulary.atomic_file import write_atomically

if TYPE_CHECKING:
    from analytics.ideas.plan_space import SampledPlan

FILE = "taste.json"
_PRIOR = 2.0
_WEIGHT = 0.5


def traits(topic: str | None, tone: str, format_: str | None, duration: int | None) -> list[str]:
    """Return the traits of a brief that are counted."""
    length = "unknown" if duration is None else "short" if duration < 20 else "medium" if duration < 60 else "long"
    return [f"topic:{topic or ''}", f"tone:{tone}", f"format:{format_ or ''}", f"length:{length}"]


def write(home: Path, decisions: Iterable[tuple[list[str], bool]]) -> None:
    """Store the counts of all decisions: (traits, whether kept)."""
    counts: dict[str, list[int]] = {}
    for names, is_kept in decisions:
        for trait in names:
            counts.setdefault(trait, [0, 0])[0 if is_kept else 1] += 1
    write_atomically(home / FILE, json.dumps(counts, ensure_ascii=False, sort_keys=True))


def read(home: Path) -> Mapping[str, tuple[int, int]]:
    """Return how often each trait was kept and dropped; empty before the first decision."""
    try:
        counts = json.loads((home / FILE).read_text("utf-8"))
        return {str(trait): (int(kept), int(dropped)) for trait, (kept, dropped) in counts.items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}


def preference(plan: SampledPlan, counts: Mapping[str, tuple[int, int]]) -> float:
    """Return what is added to the log score of a plan: the mean log odds of its traits, shrunk towards 0."""
    if not counts:
        return 0.0
    pairs = [counts.get(trait, (0, 0)) for trait in traits(plan.topic, plan.tone, plan.format, plan.duration)]
    return _WEIGHT * sum(math.log((kept + _PRIOR) / (dropped + _PRIOR)) for kept, dropped in pairs) / len(pairs)
