"""What earlier videos were: the values that a plan is chosen from, the most frequent first."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from analytics.store.database.connection import Store
from analytics.store.queries.account_scope import scope_of

_RECENT = 500
"""The latest videos whose length is looked at."""


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """The topics, platforms, formats and accounts of our videos, and their usual length in seconds."""

    topics: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    seconds: int | None = None


def plan_choices(store: Store) -> PlanChoices:
    """Return the values of our videos; of all videos where no account is known to be ours."""
    where = scope_of("ours", store).where("v")

    def values(column: str, source: str = "videos v") -> tuple[str, ...]:
        rows = store.rows(
            f"SELECT {column} FROM {source} WHERE {column} IS NOT NULL AND {column} <> ''{where} "
            f"GROUP BY {column} ORDER BY count(*) DESC, {column}"
        )
        return tuple(str(value) for (value,) in rows)

    lengths = store.rows(
        f"SELECT v.duration FROM videos v WHERE v.duration > 0{where} ORDER BY v.published DESC LIMIT {_RECENT}"
    )
    return PlanChoices(
        topics=values("t.topic", "topics t JOIN videos v ON v.id = t.video"),
        platforms=values("v.platform"),
        formats=values("v.format"),
        accounts=values("v.account"),
        seconds=round(median(float(str(length)) for (length,) in lengths)) if lengths else None,
    )
