"""The schema of `data.db` and its named, ordered migrations.

Instants are INTEGER microseconds since the Unix epoch, UTC; days are TEXT `YYYY-MM-DD` as the platform counts
them; unknown is NULL, never 0. People appear by public handle or pseudonym (`privacy.pseudonym`), as text.
`import` is the import that first brought a row; the `…_repeats` tables have the other imports that brought it as well.

`records` has the rows of video, account, account day and audience files as they came. The tables `accounts`, `videos`,
`snapshots`, `account_days`, `audience_shares` and `topics` are derived from them, so that an import can be undone.
Events and edges are their own records. The key of an event is its time and its `id`, which is a hash of its fields
(`record_ids`): one B-tree is both the time index and the protection against storing an event twice.
"""

from __future__ import annotations

import sqlite3
import sys

# sqlite-utils imports pandas if it can (57 MB, which nothing here needs), and works without it.
_hidden = "pandas" not in sys.modules
if _hidden:
    sys.modules["pandas"] = None  # type: ignore[assignment]  # None is how an import is told that there is none
try:
    from sqlite_utils import Database, Migrations
finally:
    if _hidden:
        del sys.modules["pandas"]

migrations = Migrations("data")

_METRICS = ", ".join(
    f"{name} INTEGER CHECK ({name} >= 0)"
    for name in ("impressions", "clicks", "views", "likes", "comments", "shares", "saves", "follows")
)

_FIRST_STATEMENTS = (
    """CREATE TABLE properties (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE imports (
        id INTEGER PRIMARY KEY,
        path TEXT NOT NULL,
        digest TEXT NOT NULL,
        started INTEGER NOT NULL,
        finished INTEGER,
        format TEXT NOT NULL,
        read INTEGER NOT NULL DEFAULT 0,
        stored INTEGER NOT NULL DEFAULT 0,
        repeated INTEGER NOT NULL DEFAULT 0,
        rejected INTEGER NOT NULL DEFAULT 0,
        summary TEXT NOT NULL DEFAULT '{}'
    ) STRICT""",
    """CREATE TABLE rejects (
        id INTEGER PRIMARY KEY,
        import INTEGER NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
        file TEXT NOT NULL,
        line INTEGER NOT NULL,
        reason TEXT NOT NULL,
        raw TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE accounts (
        platform TEXT NOT NULL,
        handle TEXT NOT NULL,
        name TEXT,
        ours INTEGER NOT NULL DEFAULT 0 CHECK (ours IN (0, 1)),
        followers INTEGER CHECK (followers >= 0),
        viewer TEXT,
        import INTEGER REFERENCES imports(id),
        PRIMARY KEY (platform, handle)
    ) STRICT""",
    "CREATE INDEX accounts_viewer ON accounts(viewer) WHERE viewer IS NOT NULL",
    """CREATE TABLE videos (
        id INTEGER PRIMARY KEY,
        identity TEXT NOT NULL UNIQUE,
        video_id TEXT,
        platform TEXT NOT NULL,
        account TEXT,
        published INTEGER,
        duration REAL CHECK (duration >= 0),
        format TEXT CHECK (format IN ('video', 'image', 'text', 'live')),
        caption TEXT,
        hashtags TEXT,
        topic TEXT,
        music TEXT,
        link TEXT,
        import INTEGER NOT NULL REFERENCES imports(id),
        FOREIGN KEY (platform, account) REFERENCES accounts(platform, handle) ON UPDATE CASCADE
    ) STRICT""",
    "CREATE INDEX videos_video_id ON videos(video_id)",
    "CREATE INDEX videos_account ON videos(platform, account)",
    f"""CREATE TABLE snapshots (
        id INTEGER PRIMARY KEY,
        video INTEGER NOT NULL REFERENCES videos(id) ON DELETE CASCADE,
        captured_at INTEGER NOT NULL,
        captured_assumed INTEGER NOT NULL DEFAULT 0 CHECK (captured_assumed IN (0, 1)),
        {_METRICS},
        watch_seconds REAL CHECK (watch_seconds >= 0),
        completion REAL CHECK (completion >= 0),
        import INTEGER NOT NULL REFERENCES imports(id),
        UNIQUE (video, captured_at)
    ) STRICT""",
    """CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        viewer TEXT NOT NULL,
        video INTEGER REFERENCES videos(id),
        time INTEGER NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('impression', 'click', 'view', 'like', 'comment', 'share',
                                               'save', 'follow', 'purchase', 'hide')),
        watch_seconds REAL CHECK (watch_seconds >= 0),
        value REAL,
        currency TEXT,
        order_id TEXT,
        import INTEGER NOT NULL REFERENCES imports(id)
    ) STRICT""",
    "CREATE INDEX events_time ON events(time)",
    """CREATE TABLE edges (
        id INTEGER PRIMARY KEY,
        source TEXT NOT NULL,
        target TEXT NOT NULL,
        kind TEXT NOT NULL,
        weight REAL NOT NULL DEFAULT 1 CHECK (weight >= 0),
        time INTEGER,
        import INTEGER NOT NULL REFERENCES imports(id)
    ) STRICT""",
    "CREATE INDEX edges_target ON edges(target, source)",
    f"""CREATE TABLE account_days (
        platform TEXT NOT NULL,
        account TEXT NOT NULL,
        day TEXT NOT NULL,
        {_METRICS},
        followers INTEGER CHECK (followers >= 0),
        profile_views INTEGER CHECK (profile_views >= 0),
        viewers INTEGER CHECK (viewers >= 0),
        new_viewers INTEGER CHECK (new_viewers >= 0),
        returning_viewers INTEGER CHECK (returning_viewers >= 0),
        import INTEGER NOT NULL REFERENCES imports(id),
        PRIMARY KEY (platform, account, day),
        FOREIGN KEY (platform, account) REFERENCES accounts(platform, handle) ON UPDATE CASCADE
    ) STRICT""",
    """CREATE TABLE audience_shares (
        platform TEXT NOT NULL,
        account TEXT NOT NULL,
        captured_at INTEGER NOT NULL,
        dimension TEXT NOT NULL,
        key TEXT NOT NULL,
        share REAL NOT NULL CHECK (share >= 0),
        import INTEGER NOT NULL REFERENCES imports(id),
        PRIMARY KEY (platform, account, captured_at, dimension, key),
        FOREIGN KEY (platform, account) REFERENCES accounts(platform, handle) ON UPDATE CASCADE
    ) STRICT""",
    """CREATE TABLE topics (
        video INTEGER NOT NULL REFERENCES videos(id) ON DELETE CASCADE,
        topic TEXT NOT NULL,
        source TEXT NOT NULL CHECK (source IN ('column', 'hashtag', 'keyword')),
        PRIMARY KEY (video, topic)
    ) STRICT""",
)


@migrations(name="0001_complete_from_day_one")
def _complete_from_day_one(db: Database) -> None:
    for statement in _FIRST_STATEMENTS:
        db.execute(statement)


_SECOND_STATEMENTS = (
    "ALTER TABLE imports ADD COLUMN platform TEXT NOT NULL DEFAULT 'unknown'",
    "ALTER TABLE imports ADD COLUMN grains TEXT NOT NULL DEFAULT '[]'",
    # The account that was requested where the file names none; '' for no particular account.
    "ALTER TABLE imports ADD COLUMN wanted TEXT",
    "ALTER TABLE imports ADD COLUMN columns TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE imports ADD COLUMN simulated INTEGER NOT NULL DEFAULT 0 CHECK (simulated IN (0, 1))",
    # The sum of the ids of the rows that it brought first.
    "ALTER TABLE imports ADD COLUMN fingerprint INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE imports ADD COLUMN undone INTEGER",
    # The cells as a JSON list, so that a row can be corrected and imported again; NULL where they could not be split.
    "ALTER TABLE rejects ADD COLUMN cells TEXT",
    "CREATE INDEX rejects_import ON rejects(import)",
    """CREATE TABLE marks (
        handle TEXT PRIMARY KEY,
        ours INTEGER NOT NULL CHECK (ours IN (0, 1))
    ) STRICT""",
    f"""CREATE TABLE records (
        id INTEGER PRIMARY KEY,
        import INTEGER NOT NULL REFERENCES imports(id),
        grain TEXT NOT NULL,
        platform TEXT NOT NULL,
        account TEXT,
        viewer TEXT,
        name TEXT,
        ours INTEGER CHECK (ours IN (0, 1)),
        followers INTEGER CHECK (followers >= 0),
        own INTEGER,
        video INTEGER,
        video_id TEXT,
        published INTEGER,
        duration REAL CHECK (duration >= 0),
        format TEXT,
        caption TEXT,
        hashtags TEXT,
        topic TEXT,
        music TEXT,
        link TEXT,
        captured_at INTEGER,
        {_METRICS},
        watch_seconds REAL CHECK (watch_seconds >= 0),
        completion REAL CHECK (completion >= 0),
        day TEXT,
        profile_views INTEGER CHECK (profile_views >= 0),
        viewers INTEGER CHECK (viewers >= 0),
        new_viewers INTEGER CHECK (new_viewers >= 0),
        returning_viewers INTEGER CHECK (returning_viewers >= 0),
        dimension TEXT,
        key TEXT,
        share REAL CHECK (share >= 0)
    ) STRICT""",
    "CREATE INDEX records_video ON records(video) WHERE video IS NOT NULL",
    "CREATE INDEX records_video_id ON records(video_id) WHERE video_id IS NOT NULL",
    # Videos whose platform no row names: found by id when another file names it.
    "CREATE INDEX records_homeless ON records(video_id) WHERE platform = 'unknown' OR own <> video",
    "CREATE INDEX records_account ON records(platform, account) WHERE account IS NOT NULL",
    *(
        f"""CREATE TABLE {name}_repeats (
            id INTEGER NOT NULL,
            import INTEGER NOT NULL REFERENCES imports(id),
            PRIMARY KEY (id, import)
        ) STRICT, WITHOUT ROWID"""
        for name in ("event", "edge", "record")
    ),
    "ALTER TABLE events RENAME TO old_events",
    "DROP INDEX events_time",
    """CREATE TABLE events (
        id INTEGER NOT NULL DEFAULT (random()),
        viewer TEXT NOT NULL,
        video INTEGER REFERENCES videos(id),
        time INTEGER NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('impression', 'click', 'view', 'like', 'comment', 'share',
                                               'save', 'follow', 'purchase', 'hide')),
        watch_seconds REAL CHECK (watch_seconds >= 0),
        value REAL,
        currency TEXT,
        order_id TEXT,
        import INTEGER NOT NULL REFERENCES imports(id),
        PRIMARY KEY (time, id)
    ) STRICT, WITHOUT ROWID""",
)


@migrations(name="0002_every_import_can_be_undone")
def _every_import_can_be_undone(db: Database) -> None:
    from analytics.store.database.record_id_migration import migrate_records

    db.execute("PRAGMA defer_foreign_keys = ON")
    for statement in _SECOND_STATEMENTS:
        db.execute(statement)
    migrate_records(db.conn)


@migrations(name="0003_platform_channels")
def _platform_channels(db: Database) -> None:
    from analytics.store.database.platform_migration import rename_platform
    from analytics.vocabulary.platforms import FORMER_NAMES

    for old, new in FORMER_NAMES.items():
        rename_platform(db.conn, old, new)


def migrate(connection: sqlite3.Connection, migrations: Migrations = migrations) -> None:
    """Apply the pending migrations, and store their number in `PRAGMA user_version` so that they can be skipped.

    Two processes may start on a new home at once: the second waits and finds nothing pending.
    """
    db = Database(connection)
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        migrations.apply(db)
        connection.execute(f"PRAGMA user_version = {len(migrations.applied(db))}")
