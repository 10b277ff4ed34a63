"""Derives the tables of accounts, videos, snapshots, topics, days and shares from `records`, for what changed.

The result does not depend on the order of imports. The newest value wins, and of equally new ones that of the greatest
record id. A video of no platform is the video with its id on another platform, if exactly one platform has it.
"""

from __future__ import annotations

import polars as pl

from analytics.store.database.transaction import RowWriter
from analytics.vocabulary.records import METRICS

UNKNOWN_PLATFORM = "unknown"
UNNAMED = "unnamed account"
"""Stands for an account without a name; no platform gives such a handle, since it contains a space."""
VIDEO_COLUMNS = ("account", "published", "duration", "format", "caption", "hashtags", "topic", "music", "link")
SNAPSHOT_COLUMNS = (*METRICS, "watch_seconds", "completion")
DAY_COLUMNS = (*METRICS, "followers", "profile_views", "viewers", "new_viewers", "returning_viewers")
_SNAPSHOT_TIME = "coalesce(r.captured_at, i.started)"
_RECORD_TIME = "coalesce(r.captured_at, 1000000 * unixepoch(r.day), i.started)"
_TIMED_RECORDS = "records r JOIN imports i ON i.id = r.import"


def open_touched(writer: RowWriter) -> None:
    """Create empty tables of what to derive: `touched_videos`, `touched_ids` (may move), `touched_accounts`."""
    for table, columns in (
        ("touched_videos", "video INTEGER PRIMARY KEY"),
        ("touched_ids", "video_id TEXT PRIMARY KEY"),
        ("touched_accounts", "platform TEXT, account TEXT, PRIMARY KEY (platform, account)"),
    ):
        writer.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} ({columns}) WITHOUT ROWID")
        writer.execute(f"DELETE FROM {table}")


def materialize(writer: RowWriter) -> int:
    """Derive the rows of everything that was touched, and return how many videos moved to another platform."""
    moved = _resolve_platforms(writer)
    _resolve_account_platforms(writer)
    _touch_accounts_of_videos(writer)
    _materialize_videos(writer)
    _touch_accounts_of_videos(writer)
    _materialize_snapshots(writer)
    _materialize_topics(writer)
    _materialize_accounts(writer)
    _materialize_days(writer)
    _materialize_shares(writer)
    return moved


def _resolve_platforms(writer: RowWriter) -> int:
    """Move records of no platform to the only platform that knows the id of their video, or back if none does now."""
    if not writer.value("SELECT EXISTS (SELECT 1 FROM records WHERE platform = 'unknown' OR own <> video)"):
        return 0
    run = writer.execute
    run("DROP TABLE IF EXISTS temp.moves")
    run(
        "CREATE TEMP TABLE moves AS SELECT r.id AS id, r.video AS old, r.platform AS before, r.account AS account, "
        "coalesce(h.home, r.own) AS new, coalesce(h.platform, 'unknown') AS after "
        "FROM touched_ids t JOIN records r ON r.video_id = t.video_id AND (r.platform = 'unknown' OR r.own <> r.video) "
        "LEFT JOIN (SELECT k.video_id, min(k.own) AS home, min(k.platform) AS platform FROM touched_ids t "
        "JOIN records k ON k.video_id = t.video_id WHERE k.platform <> 'unknown' AND k.own = k.video "
        "GROUP BY k.video_id HAVING count(DISTINCT k.own) = 1) h ON h.video_id = r.video_id "
        "WHERE r.video <> coalesce(h.home, r.own)"
    )
    moved = writer.integer("SELECT count(DISTINCT old) FROM moves")
    if moved:
        run("CREATE INDEX temp.moves_id ON moves(id)")
        for end in ("old", "new"):
            run(f"INSERT OR IGNORE INTO touched_videos SELECT {end} FROM moves")
        for platform in ("before", "after"):
            run(
                f"INSERT OR IGNORE INTO touched_accounts SELECT DISTINCT {platform}, account FROM moves "
                "WHERE account IS NOT NULL"
            )
        run("UPDATE records SET video = m.new, platform = m.after FROM moves m WHERE m.id = records.id")
        run(
            "UPDATE events SET video = m.new FROM (SELECT DISTINCT old, new FROM moves) m "
            "WHERE m.old = events.video AND events.import IN (SELECT id FROM imports WHERE platform = 'unknown')"
        )
    run("DROP TABLE moves")
    return moved


def _resolve_account_platforms(writer: RowWriter) -> None:
    """Move account records of no platform to the only platform that knows the handle, or back if none does now.

    A record that was moved has `own` = -1.
    """
    alone = "r.video IS NULL AND (r.platform = 'unknown' OR r.own = -1)"
    unplaced = "platform = 'unknown' AND account IS NOT NULL AND video IS NULL"
    if not writer.value(
        f"SELECT EXISTS (SELECT 1 FROM records WHERE {unplaced}) "
        "OR EXISTS (SELECT 1 FROM touched_accounts t JOIN records r ON r.platform = t.platform "
        "AND r.account = t.account WHERE r.video IS NULL AND r.own = -1)"
    ):
        return
    run = writer.execute
    run("DROP TABLE IF EXISTS temp.moves")
    run(
        "CREATE TEMP TABLE moves AS WITH "
        "platforms AS (SELECT DISTINCT platform FROM records WHERE account IS NOT NULL), "
        "here AS MATERIALIZED (SELECT DISTINCT t.account, p.platform FROM touched_accounts t CROSS JOIN platforms p), "
        "homes AS MATERIALIZED (SELECT account, min(platform) AS platform FROM here h WHERE platform <> 'unknown' AND "
        "EXISTS (SELECT 1 FROM records k WHERE k.platform = h.platform AND k.account = h.account "
        "AND k.own IS NOT -1) GROUP BY account HAVING count(*) = 1) "
        "SELECT r.id AS id, r.platform AS before, r.account AS account, coalesce(o.platform, 'unknown') AS after "
        "FROM here h CROSS JOIN records r ON r.platform = h.platform AND r.account = h.account "
        f"LEFT JOIN homes o ON o.account = r.account WHERE {alone} AND r.account NOT LIKE ? "
        "AND r.platform <> coalesce(o.platform, 'unknown')",
        (f"{UNNAMED}%",),
    )
    for platform in ("before", "after"):
        run(f"INSERT OR IGNORE INTO touched_accounts SELECT DISTINCT {platform}, account FROM moves")
    run(
        "UPDATE records SET platform = m.after, own = CASE m.after WHEN 'unknown' THEN NULL ELSE -1 END "
        "FROM moves m WHERE m.id = records.id"
    )
    run(
        "DELETE FROM accounts WHERE (platform, handle) IN (SELECT before, account FROM moves) AND NOT EXISTS "
        "(SELECT 1 FROM records r WHERE r.platform = accounts.platform AND r.account = accounts.handle)"
    )
    run("DROP TABLE moves")


def _touch_accounts_of_videos(writer: RowWriter) -> None:
    writer.execute(
        "INSERT OR IGNORE INTO touched_accounts SELECT v.platform, v.account FROM touched_videos t "
        "JOIN videos v ON v.id = t.video WHERE v.account IS NOT NULL"
    )


def _latest_value(column: str, same: str, alias: str = "b") -> str:
    """SQL of the newest value of a column that is not null; the newest record has it in most cases."""
    return (
        f"coalesce({alias}.{column}, CASE WHEN {alias}.m > 1 THEN (SELECT r.{column} FROM {_TIMED_RECORDS} "
        f"WHERE {same} AND r.{column} IS NOT NULL ORDER BY {_RECORD_TIME} DESC, r.id DESC LIMIT 1) END) AS {column}"
    )


def _materialize_videos(writer: RowWriter) -> None:
    ranked = (
        f"SELECT r.*, row_number() OVER (PARTITION BY r.video ORDER BY {_SNAPSHOT_TIME} DESC, r.id DESC) AS n, "
        "count(*) OVER (PARTITION BY r.video) AS m, min(r.import) OVER (PARTITION BY r.video) AS first "
        f"FROM touched_videos t CROSS JOIN records r ON r.video = t.video JOIN imports i ON i.id = r.import"
    )
    columns = ", ".join(_latest_value(name, "r.video = b.video") for name in VIDEO_COLUMNS)
    writer.execute(
        "DELETE FROM videos WHERE id IN (SELECT video FROM touched_videos) "
        "AND NOT EXISTS (SELECT 1 FROM records r WHERE r.video = videos.id)"
    )
    updates = ", ".join(
        f"{name} = excluded.{name}" for name in ("identity", "video_id", "platform", *VIDEO_COLUMNS, "import")
    )
    writer.execute(
        f"INSERT INTO videos (id, identity, video_id, platform, {', '.join(VIDEO_COLUMNS)}, import) "
        "SELECT b.video, CASE WHEN b.video_id IS NOT NULL THEN b.platform || '|id:' || b.video_id "
        "ELSE b.platform || '|at:' || coalesce(b.published, '') || '|' || printf('%016x', b.video) END, "
        f"b.video_id, b.platform, {columns}, b.first FROM ({ranked}) b WHERE b.n = 1 "
        f"ON CONFLICT (id) DO UPDATE SET {updates}"
    )


def _materialize_snapshots(writer: RowWriter) -> None:
    """One row per video and time of capture; of several counts at one time the largest, which is the latest."""
    any_measured = " OR ".join(f"r.{name} IS NOT NULL" for name in SNAPSHOT_COLUMNS)
    moment = f"PARTITION BY r.video, {_SNAPSHOT_TIME}"
    ranked = (
        f"SELECT r.*, {_SNAPSHOT_TIME} AS at, r.captured_at IS NULL AS assumed, "
        f"row_number() OVER ({moment} ORDER BY r.captured_at IS NULL, r.views DESC, r.id DESC) AS n, "
        f"count(*) OVER ({moment}) AS m, min(r.import) OVER ({moment}) AS first FROM touched_videos t "
        f"CROSS JOIN records r ON r.video = t.video JOIN imports i ON i.id = r.import WHERE {any_measured}"
    )
    values = ", ".join(
        f"coalesce(b.{name}, CASE WHEN b.m > 1 THEN (SELECT max(r.{name}) FROM {_TIMED_RECORDS} "
        f"WHERE r.video = b.video AND {_SNAPSHOT_TIME} = b.at) END)"
        for name in SNAPSHOT_COLUMNS
    )
    writer.execute("DELETE FROM snapshots WHERE video IN (SELECT video FROM touched_videos)")
    writer.execute(
        f"INSERT INTO snapshots (id, video, captured_at, captured_assumed, {', '.join(SNAPSHOT_COLUMNS)}, import) "
        f"SELECT b.id, b.video, b.at, b.assumed, {values}, b.first FROM ({ranked}) b WHERE b.n = 1"
    )


def _materialize_topics(writer: RowWriter) -> None:
    """Topics from a column of a file; `analytics.topics` assigns those from keywords and hashtags."""
    touched = "video IN (SELECT video FROM touched_videos)"
    writer.execute(
        f"DELETE FROM topics WHERE {touched} AND (source = 'column' OR video NOT IN (SELECT id FROM videos))"
    )
    named = writer.table(
        "SELECT v.id AS video, v.topic FROM touched_videos t JOIN videos v ON v.id = t.video WHERE v.topic IS NOT NULL"
    ).cast({"video": pl.Int64, "topic": pl.String})
    topics = (
        named.with_columns(pl.col("topic").str.replace_all("|", ",", literal=True).str.split(","))
        .explode("topic")
        .with_columns(pl.col("topic").str.strip_chars())
        .filter(pl.col("topic") != "")
        .unique()
    )
    if topics.height:
        writer.execute(
            f"DELETE FROM topics WHERE {touched} AND video IN (SELECT id FROM videos WHERE topic IS NOT NULL)"
        )
        writer.append_new("topics", topics.with_columns(source=pl.lit("column")))


def _materialize_accounts(writer: RowWriter) -> None:
    """Accounts that files name; `public_handles` settles the handles that only edges make public."""
    same = "r.platform = b.platform AND r.account = b.account"
    ranked = (
        "SELECT r.*, "
        f"row_number() OVER (PARTITION BY r.platform, r.account ORDER BY {_RECORD_TIME} DESC, r.id DESC) AS n, "
        "count(*) OVER (PARTITION BY r.platform, r.account) AS m, "
        "min(r.import) OVER (PARTITION BY r.platform, r.account) AS first, "
        "max(r.viewer) OVER (PARTITION BY r.platform, r.account) AS person "
        "FROM touched_accounts t CROSS JOIN records r ON r.platform = t.platform AND r.account = t.account "
        "JOIN imports i ON i.id = r.import"
    )
    columns = ", ".join(_latest_value(name, same) for name in ("name", "ours", "followers"))
    writer.execute("DROP TABLE IF EXISTS temp.orphans")
    writer.execute(
        "CREATE TEMP TABLE orphans AS SELECT a.platform, a.handle, a.viewer FROM touched_accounts t "
        "JOIN accounts a ON a.platform = t.platform AND a.handle = t.account "
        "WHERE NOT EXISTS (SELECT 1 FROM records r WHERE r.platform = a.platform AND r.account = a.handle)"
    )
    writer.execute(
        "INSERT INTO accounts (platform, handle, name, ours, followers, viewer, import) "
        "SELECT c.platform, c.account, c.name, coalesce(k.ours, c.ours, 0), c.followers, c.person, c.first "
        f"FROM (SELECT b.platform, b.account, {columns}, b.person, b.first FROM ({ranked}) b WHERE b.n = 1) c "
        "LEFT JOIN marks k ON k.handle = c.account WHERE true "
        "ON CONFLICT (platform, handle) DO UPDATE SET name = excluded.name, ours = excluded.ours, "
        "followers = excluded.followers, viewer = excluded.viewer, import = excluded.import"
    )


def _materialize_days(writer: RowWriter) -> None:
    """One row per account and day; where files disagree on a number, the later import wins."""
    columns = ", ".join(
        f"(SELECT r.{name} FROM records r WHERE r.platform = d.platform AND r.account = d.account AND r.day = d.day "
        f"AND r.{name} IS NOT NULL ORDER BY r.import DESC, r.id DESC LIMIT 1)"
        for name in DAY_COLUMNS
    )
    touched = "(platform, account) IN (SELECT platform, account FROM touched_accounts)"
    if not writer.value(
        "SELECT EXISTS (SELECT 1 FROM account_days UNION ALL SELECT 1 FROM records WHERE day IS NOT NULL)"
    ):
        return
    writer.execute(f"DELETE FROM account_days WHERE {touched}")
    writer.execute(
        "CREATE TEMP TABLE IF NOT EXISTS day_records (platform TEXT, account TEXT, day TEXT, import INTEGER, "
        f"id INTEGER, {', '.join(f'{name} INTEGER' for name in DAY_COLUMNS)})"
    )
    writer.execute("DELETE FROM day_records")
    writer.execute(
        "INSERT INTO day_records SELECT r.platform, r.account, r.day, r.import, r.id, "
        f"{', '.join(f'r.{name}' for name in DAY_COLUMNS)} FROM touched_accounts t "
        "CROSS JOIN records r ON r.platform = t.platform AND r.account = t.account WHERE r.day IS NOT NULL"
    )
    writer.execute("CREATE INDEX IF NOT EXISTS temp.day_records_day ON day_records(platform, account, day)")
    writer.execute(
        f"INSERT INTO account_days (platform, account, day, {', '.join(DAY_COLUMNS)}, import) "
        f"SELECT d.platform, d.account, d.day, {columns.replace('FROM records r', 'FROM day_records r')}, d.first "
        "FROM (SELECT platform, account, day, min(import) AS first FROM day_records GROUP BY platform, account, day) d"
    )


def _materialize_shares(writer: RowWriter) -> None:
    writer.execute(
        "DELETE FROM audience_shares WHERE (platform, account) IN (SELECT platform, account FROM touched_accounts)"
    )
    writer.execute(
        "INSERT INTO audience_shares (platform, account, captured_at, dimension, key, share, import) "
        "SELECT platform, account, at, dimension, key, share, first FROM ("
        f"SELECT r.platform, r.account, {_SNAPSHOT_TIME} AS at, r.dimension, r.key, r.share, "
        f"min(r.import) OVER (PARTITION BY r.platform, r.account, {_SNAPSHOT_TIME}, r.dimension, r.key) AS first, "
        f"row_number() OVER (PARTITION BY r.platform, r.account, {_SNAPSHOT_TIME}, r.dimension, r.key "
        "ORDER BY r.import DESC, r.id DESC) AS n FROM touched_accounts t "
        "CROSS JOIN records r ON r.platform = t.platform AND r.account = t.account JOIN imports i ON i.id = r.import "
        "WHERE r.dimension IS NOT NULL) WHERE n = 1"
    )
