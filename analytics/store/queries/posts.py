"""Published videos as they were known at an instant: what they say of themselves, and what followed them."""

from __future__ import annotations

import polars as pl

from analytics.store.database.connection import Store

_VIDEO = {
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


def read_posts(store: Store, end: int) -> pl.DataFrame:
    """One row a video published before `end` (µs), or of unknown publication: the columns of `_VIDEO`, by identity.

    A video with several topics has the first of them (a column's before keywords' before hashtags').
    """
    table = store.arrow(
        "SELECT v.id AS video, v.identity, v.platform, v.account, v.published, 1.0 * v.duration AS seconds, v.format, "
        "v.caption, v.hashtags, v.music, t.topic FROM videos v "
        "LEFT JOIN (SELECT video, topic, row_number() OVER (PARTITION BY video ORDER BY CASE source "
        "WHEN 'column' THEN 0 WHEN 'keyword' THEN 1 ELSE 2 END, topic) AS place FROM topics) t "
        "ON t.video = v.id AND t.place = 1 WHERE v.published IS NULL OR v.published < ? ORDER BY v.identity",
        (end,),
    )
    return pl.DataFrame(table).cast(_VIDEO)  # type: ignore[arg-type]  # a mapping of names


def read_followers(store: Store, end: int) -> pl.DataFrame:
    """Dated counts of followers before `end` (µs), in order of time: platform, account, at (µs), followers.

    A count without a date is left out: it may come from after a video whose success it would then explain.
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


def read_reactions(store: Store, end: int, window: int) -> pl.DataFrame:
    """What viewers did with each video within `window` (µs) of its publication, and before `end` (µs).

    One row a video with a known publication and any such event: counts by action, seconds watched, finished and
    measured views.
    """
    actions = ("impression", "click", "view", "like", "comment", "share", "save", "follow", "purchase")
    counts = ", ".join(f"1.0 * sum(e.action = '{action}') AS {action}s" for action in actions)
    measured = "e.action = 'view' AND e.watch_seconds IS NOT NULL AND v.duration > 0"
    table = store.arrow(
        f"SELECT v.id AS video, {counts}, sum(CASE WHEN {measured} THEN min(e.watch_seconds / v.duration, 1.0) END) "
        f"AS watched, 1.0 * sum({measured} AND e.watch_seconds >= v.duration) AS finished, "
        f"1.0 * sum({measured}) AS measured FROM events e JOIN videos v ON v.id = e.video "
        "WHERE e.time < ? AND e.time >= v.published AND e.time < v.published + ? GROUP BY v.id ORDER BY v.id",
        (end, window),
    )
    names = (*(f"{action}s" for action in actions), "watched", "finished", "measured")
    return pl.DataFrame(table).cast({"video": pl.Int64, **dict.fromkeys(names, pl.Float64)})


def first_event(store: Store) -> int | None:
    """The instant (µs) of the first event on record."""
    found = store.value("SELECT min(time) FROM events")
    return None if found is None else int(str(found))


def follower_hours(store: Store, end: int) -> pl.DataFrame:
    """The latest shares of followers active by hour before `end` (µs): platform, account, hour, share."""
    table = store.arrow(
        "SELECT platform, account, CAST(key AS INTEGER) AS hour, avg(share) AS share FROM audience_shares "
        "WHERE dimension = 'hour' AND captured_at < ? GROUP BY platform, account, hour ORDER BY 1, 2, 3",
        (end,),
    )
    schema = {"platform": pl.String, "account": pl.String, "hour": pl.Int64, "share": pl.Float64}
    return pl.DataFrame(table).cast(schema)  # type: ignore[arg-type]  # as above
