"""The schema of `data.db` and its named, ordered migrations.

Instants are INTEGER microseconds since the Unix epoch, UTC; days are TEXT `YYYY-MM-DD` as the platform counts
them; unknown is NULL, never 0. People appear by public handle or pseudonym (`privacy.pseudonym`), as text.
`import` names the import that first brought a row.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

migrations = Migrations("data")

_METRICS = ", ".join(
    f"{name} INTEGER CHECK ({name} >= 0)"
    for name in ("impressions", "clicks", "views", "likes", "comments", "shares", "saves", "follows")
)

_FIRST = (
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
    for statement in _FIRST:
        db.execute(statement)


def migrate(connection: sqlite3.Connection, migrations: Migrations = migrations) -> None:
    """Apply what is pending and leave the number of migrations in `PRAGMA user_version`, from which it is skipped.

    Two processes may start on a new home at once: whoever comes second waits, and finds the work done.
    """
    db = Database(connection)
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        migrations.apply(db)
        connection.execute(f"PRAGMA user_version = {len(migrations.applied(db))}")
