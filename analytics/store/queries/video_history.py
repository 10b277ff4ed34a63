"""Videos with all their captured counts, as training data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.store.database.connection import Store
from analytics.store.queries.account_scope import EVERYONE, AccountScope


@dataclass(frozen=True, slots=True)
class PostRecord:
    """One video as known at a horizon; instants in µs since the epoch, None for unknown."""

    id: int
    platform: str
    account: str | None
    ours: bool
    published: int | None
    duration: float | None
    format: str | None
    caption: str
    hashtags: tuple[str, ...]
    topic: str | None
    music: str | None
    link: str | None
    captures: tuple[Capture, ...]
    is_date: bool = False
    """Whether the publication is a date without a time of day."""


@dataclass(frozen=True, slots=True)
class Capture:
    """Counts of a video at one instant."""

    at: int
    assumed: bool
    """Whether the file gives no time of capture: the instant is that of the import."""
    views: float | None
    likes: float | None
    comments: float | None
    shares: float | None
    completion: float | None


def read_posts(store: Store, end: int, scope: AccountScope = EVERYONE) -> list[PostRecord]:
    """All videos in scope published before `end` (µs) with their captures before it, in order of publication."""
    captures: dict[int, list[Capture]] = {}
    for video, at, assumed, *counts in store.rows(
        "SELECT video, captured_at, captured_assumed, 1.0 * views, 1.0 * likes, 1.0 * comments, 1.0 * shares, "
        "completion FROM snapshots WHERE (captured_at < ? OR captured_assumed = 1)"
        f"{scope.where_video('video')} ORDER BY video, captured_at",
        (end,),
    ):
        captures.setdefault(_to_int(video), []).append(Capture(_to_int(at), bool(assumed), *map(_to_float, counts)))
    rows = store.rows(
        "SELECT v.id, v.platform, v.account, coalesce(a.ours, 0), v.published, 1.0 * v.duration, v.format, "
        "coalesce(v.caption, ''), coalesce(v.hashtags, ''), (SELECT t.topic FROM topics t WHERE t.video = v.id "
        "ORDER BY CASE t.source WHEN 'column' THEN 0 WHEN 'hashtag' THEN 1 ELSE 2 END, t.topic LIMIT 1), v.music, "
        "v.link FROM videos v LEFT JOIN accounts a ON a.platform = v.platform AND a.handle = v.account "
        f"WHERE (v.published IS NULL OR v.published < ?){scope.where('v')} ORDER BY v.published, v.id",
        (end,),
    )
    # Imports polars, which the serving process, a user of `count_viewed`, does not need.
    from analytics.store.database.undated import videos_without_hour

    dates = set(videos_without_hour(store).to_list())
    return [_post(row, captures, dates) for row in rows]


def count_viewed(store: Store) -> int:
    """The number of videos with a count of views."""
    return _to_int(store.value("SELECT count(DISTINCT video) FROM snapshots WHERE views IS NOT NULL") or 0)


def _post(row: Sequence[object], captures: dict[int, list[Capture]], dates: set[int]) -> PostRecord:
    video, platform, account, ours, published, duration, format_, caption, hashtags, topic, music, link = row
    return PostRecord(
        id=_to_int(video),
        platform=str(platform),
        account=_to_text(account),
        ours=bool(ours),
        published=None if published is None else _to_int(published),
        duration=_to_float(duration),
        format=_to_text(format_),
        caption=str(caption),
        hashtags=tuple(str(hashtags).split()),
        topic=_to_text(topic),
        music=_to_text(music),
        link=_to_text(link),
        captures=tuple(captures.get(_to_int(video), ())),
        is_date=_to_int(video) in dates,
    )


def _to_int(value: object) -> int:
    return int(str(value))


def _to_float(value: object) -> float | None:
    return None if value is None else float(str(value))


def _to_text(value: object) -> str | None:
    return None if value is None else str(value)
