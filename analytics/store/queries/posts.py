"""Published videos as known at an instant: their columns, followers at the time, and the reactions of viewers."""

from __future__ import annotations

import polars as pl

from analytics.store.database.connection import Store
from analytics.store.database.undated import videos_without_hour
from analytics.store.queries.account_scope import EVERYONE, AccountScope

_POST_COLUMNS = {
    "video": pl.Int64,
    "identity": pl.String,
    "platform": pl.String,
    "account": pl.String,
    "published": pl.Int64,
    "seconds": pl.Float64,
    "format": pl.String,
    "caption": pl.String,
    "hashtags": pl.String,
    "music": pl.String,
    "topic": pl.String,
}


def read_posts(store: Store, end: int, scope: AccountScope = EVERYONE) -> pl.DataFrame:
    """One row per video published before `end` (µs) or of unknown publication, with `_POST_COLUMNS`, by identity.

    `is_date`: whether the publication is a date without a time of day.

    A video with several topics has the first one only (column before keyword before hashtag).
    """
    table = store.arrow(
        "SELECT v.id AS video, v.identity, v.platform, v.account, v.published, 1.0 * v.duration AS seconds, v.format, "
        "v.caption, v.hashtags, v.music, t.topic FROM videos v "
        "LEFT JOIN (SELECT video, topic, row_number() OVER (PARTITION BY video ORDER BY CASE source "
        "WHEN 'column' THEN 0 WHEN 'keyword' THEN 1 ELSE 2 END, topic) AS rank FROM topics) t "
        f"ON t.video = v.id AND t.rank = 1 WHERE (v.published IS NULL OR v.published < ?){scope.where('v')} "
        "ORDER BY v.identity",
        (end,),
    )
    posts = pl.DataFrame(table).cast(_POST_COLUMNS)  # type: ignore[arg-type]  # a mapping of names
    return posts.with_columns(is_date=pl.col("video").is_in(videos_without_hour(store).implode()))


def read_followers(store: Store, end: int) -> pl.DataFrame:
    """Dated counts of followers before `end` (µs), in order of time: platform, account, at (µs), followers.

    Counts without a date are left out: they may be later than a video, and a result of its success.
    """
    table = store.arrow(
        "SELECT platform, account, captured_at AS at, followers FROM records WHERE followers IS NOT NULL "
        "AND account IS NOT NULL AND captured_at IS NOT NULL AND captured_at < ? UNION ALL "
        "SELECT platform, account, 1000000 * (unixepoch(day) + 86400) AS at, followers FROM account_days "
        "WHERE followers IS NOT NULL AND 1000000 * (unixepoch(day) + 86400) <= ? ORDER BY at, platform, account, "
        "followers",
        (end, end),
    )
    schema = {"platform": pl.String, "account": pl.String, "at": pl.Int64, "followers": pl.Float64}
    return pl.DataFrame(table).cast(schema)  # type: ignore[arg-type]  # as above


def read_reactions(store: Store, end: int, window: int, scope: AccountScope = EVERYONE) -> pl.DataFrame:
    """Reactions of viewers to each video within `window` (µs) of its publication and before `end` (µs).

    One row per video with a known publication and any such event: counts by action, the sum of the watched parts,
    and the numbers of finished and of measured views.
    """
    actions = ("impression", "click", "view", "like", "comment", "share", "save", "follow", "purchase")
    counts = ", ".join(f"1.0 * sum(e.action = '{action}') AS {action}s" for action in actions)
    measured = "e.action = 'view' AND e.watch_seconds IS NOT NULL AND v.duration > 0"
    table = store.arrow(
        f"SELECT v.id AS video, {counts}, sum(CASE WHEN {measured} THEN min(e.watch_seconds / v.duration, 1.0) END) "
        f"AS watched, 1.0 * sum({measured} AND e.watch_seconds >= v.duration) AS finished, "
        f"1.0 * sum({measured}) AS measured FROM events e JOIN videos v ON v.id = e.video "
        "WHERE e.time < ? AND e.time >= v.published AND e.time < v.published + ?"
        f"{scope.where('v')} GROUP BY v.id ORDER BY v.id",
        (end, window),
    )
    names = (*(f"{action}s" for action in actions), "watched", "finished", "measured")
    return pl.DataFrame(table).cast({"video": pl.Int64, **dict.fromkeys(names, pl.Float64)})


def first_event_time(store: Store) -> int | None:
    """The time (µs) of the first event; None without events."""
    time = store.value("SELECT min(time) FROM events")
    return None if time is None else int(str(time))


def follower_hours(store: Store, end: int, scope: AccountScope = EVERYONE) -> pl.DataFrame:
    """The latest shares of followers active by hour before `end` (µs): platform, account, hour, share."""
    table = store.arrow(
        "SELECT platform, account, CAST(key AS INTEGER) AS hour, avg(share) AS share FROM audience_shares s "
        f"WHERE dimension = 'hour' AND captured_at < ?{scope.where('s')} "
        "GROUP BY platform, account, hour ORDER BY 1, 2, 3",
        (end,),
    )
    schema = {"platform": pl.String, "account": pl.String, "hour": pl.Int64, "share": pl.Float64}
    return pl.DataFrame(table).cast(schema)  # type: ignore[arg-type]  # as above
