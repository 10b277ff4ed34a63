"""Writing records into `data.db`, inside the caller's transaction; each record is told as new or as a repeat."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping

from analytics.privacy import PUBLIC_IN_DEGREE, pseudonym
from analytics.records import METRICS

Plain = str | int | float | None
UNKNOWN_PLATFORM = "unknown"

_MEASURES = (*METRICS, "watch_seconds", "completion")
_DAILY = (*METRICS, "followers", "profile_views", "viewers", "new_viewers", "returning_viewers")
_DESCRIBED = ("account", "published", "duration", "format", "caption", "hashtags", "topic", "music", "link")


def identity(*fields: Plain) -> int:
    """A signed 64-bit name for a record, from its fields (BLAKE2b): equal fields, equal name."""
    said = "\x1f".join("" if field is None else f"{field}" for field in fields)
    return int.from_bytes(hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=8).digest(), signed=True)


class Ingest:
    """Stores the records of one import. Not thread-safe; keeps names it has seen."""

    def __init__(self, connection: sqlite3.Connection, number: int, key: bytes, *, public: bool) -> None:
        self._do = connection.execute
        self._number, self._key, self._public = number, key, public
        self._names: dict[str, str] = {}
        self._videos: dict[tuple[str, str], int] = {}
        self._handles: dict[str, str] = dict(
            connection.execute("SELECT viewer, handle FROM accounts WHERE viewer IS NOT NULL")
        )
        self._accounts: set[tuple[str, str]] = set()
        self._targets: dict[str, str] = {}
        self.fingerprint = 0
        """The sum of the names of what was stored: the same for the same rows in any order."""

    def viewer(self, raw: str) -> str:
        """The name of a viewer: a pseudonym, or the id itself where all ids are public."""
        return raw if self._public else self._pseudonym(raw)

    def _pseudonym(self, raw: str) -> str:
        name = self._names.get(raw)
        if name is None:
            name = self._names[raw] = pseudonym(self._key, raw)
        return name

    def _new(self, cursor: sqlite3.Cursor, name: int) -> bool:
        if cursor.rowcount > 0:
            self.fingerprint = (self.fingerprint + name) % 2**64
            return True
        return False

    def account(self, platform: str, values: Mapping[str, Plain], *, shared_ids: bool) -> bool:
        """Store or complete an account; `shared_ids`: it may also act as a viewer under the same id."""
        handle = str(values["handle"])
        viewer = self._pseudonym(handle) if shared_ids else None
        row = self._do(
            "SELECT name, ours, followers, viewer FROM accounts WHERE platform = ? AND handle = ?", (platform, handle)
        ).fetchone()
        known = row or (None, 0, None, None)
        name, followers = values.get("name") or known[0], values.get("followers")
        ours = int(bool(known[1])) if values.get("ours") is None else int(bool(values["ours"]))
        after = (name, ours, known[2] if followers is None else followers, known[3] or viewer)
        if viewer:
            self._handles.setdefault(viewer, handle)
        self._accounts.add((platform, handle))
        if row is not None and after == tuple(row):
            return False
        cursor = self._do(
            "INSERT INTO accounts (platform, handle, name, ours, followers, viewer, import) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (platform, handle) DO UPDATE SET name = excluded.name, ours = excluded.ours, "
            "followers = excluded.followers, viewer = excluded.viewer",
            (platform, handle, *after, self._number),
        )
        return self._new(cursor, identity("account", platform, handle, *after))

    def _ensure_account(self, platform: str, handle: str, *, shared_ids: bool) -> None:
        if (platform, handle) not in self._accounts:
            self.account(platform, {"handle": handle}, shared_ids=shared_ids)

    def video(self, platform: str, values: Mapping[str, Plain], *, shared_ids: bool) -> tuple[int, bool]:
        """Store or complete a video and its topics; its row, and whether anything was new."""
        account = values.get("account")
        if account is not None:
            self._ensure_account(platform, str(account), shared_ids=shared_ids)
        number, new = self._video_row(platform, values)
        row = self._do(f"SELECT {', '.join(_DESCRIBED)} FROM videos WHERE id = ?", (number,)).fetchone()
        after = tuple(values.get(name) if old is None else old for name, old in zip(_DESCRIBED, row, strict=True))
        if after != tuple(row):
            sets = ", ".join(f"{name} = ?" for name in _DESCRIBED)
            cursor = self._do(f"UPDATE videos SET {sets} WHERE id = ?", (*after, number))
            new = self._new(cursor, identity("video", platform, values.get("video_id"), *after)) or new
        for topic in _split(values.get("topic")):
            self._do("INSERT OR IGNORE INTO topics (video, topic, source) VALUES (?, ?, 'column')", (number, topic))
        return number, new

    def _video_row(self, platform: str, values: Mapping[str, Plain]) -> tuple[int, bool]:
        video_id = values.get("video_id")
        if video_id is None:
            title = hashlib.blake2b(str(values.get("caption")).encode(), digest_size=8).hexdigest()
            return self._video_named(f"{platform}|at:{values.get('published')}|{title}", None, platform)
        named = f"{platform}|id:{video_id}"
        if (
            platform != UNKNOWN_PLATFORM
            and not self._do("SELECT 1 FROM videos WHERE identity = ?", (named,)).fetchone()
        ):
            # A video that only events knew so far is this one.
            adopted = self._do(
                "UPDATE videos SET identity = ?, platform = ? WHERE identity = ?",
                (named, platform, f"{UNKNOWN_PLATFORM}|id:{video_id}"),
            )
            if adopted.rowcount:
                number = self._do("SELECT id FROM videos WHERE identity = ?", (named,)).fetchone()[0]
                return int(number), True
        return self._video_named(named, str(video_id), platform)

    def _video_named(self, named: str, video_id: str | None, platform: str) -> tuple[int, bool]:
        cursor = self._do(
            "INSERT OR IGNORE INTO videos (identity, video_id, platform, import) VALUES (?, ?, ?, ?)",
            (named, video_id, platform, self._number),
        )
        new = self._new(cursor, identity("video", named))
        number = self._do("SELECT id FROM videos WHERE identity = ?", (named,)).fetchone()[0]
        return int(number), new

    def video_of_event(self, platform: str, video_id: str) -> int:
        """The video that an events row means: on its platform, else the only one with this id, else a stub."""
        key = (platform, video_id)
        if key not in self._videos:
            found = self._do("SELECT id, platform FROM videos WHERE video_id = ?", (video_id,)).fetchall()
            same = [number for number, on in found if platform in (on, UNKNOWN_PLATFORM)]
            if len(same) == 1:
                self._videos[key] = int(same[0])
            else:
                self._videos[key] = self._video_named(f"{platform}|id:{video_id}", video_id, platform)[0]
        return self._videos[key]

    def snapshot(self, video: int, captured_at: int, values: Mapping[str, Plain], *, assumed: bool) -> bool | None:
        """Store what was counted; None where other numbers are on record for the very moment."""
        measured = tuple(values.get(name) for name in _MEASURES)
        same = " AND ".join(f"{name} IS ?" for name in _MEASURES)
        at = "" if assumed else " AND captured_at = ?"
        known = self._do(
            f"SELECT 1 FROM snapshots WHERE video = ? AND {same}{at}",
            (video, *measured, *(() if assumed else (captured_at,))),
        ).fetchone()
        if known:
            return False
        cursor = self._do(
            f"INSERT OR IGNORE INTO snapshots (video, captured_at, captured_assumed, {', '.join(_MEASURES)}, import) "
            f"VALUES (?, ?, ?, {', '.join('?' * len(_MEASURES))}, ?)",
            (video, captured_at, int(assumed), *measured, self._number),
        )
        return True if self._new(cursor, identity("snapshot", captured_at, *measured)) else None

    def event(self, viewer: str, video: int | None, action: str, values: Mapping[str, Plain], ordinal: int) -> bool:
        """Store an event; its identity is its fields, and where its time is coarse its ordinal among equals."""
        watched = values.get("watch_seconds") if action == "view" else None
        paid = tuple(values.get(name) if action == "purchase" else None for name in ("value", "currency", "order_id"))
        name = identity(
            viewer, values.get("video_id"), values["time"], action, values.get("watch_seconds"), *paid, ordinal
        )
        cursor = self._do(
            "INSERT OR IGNORE INTO events (id, viewer, video, time, action, watch_seconds, value, currency, order_id, "
            "import) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (name, viewer, video, values["time"], action, watched, *paid, self._number),
        )
        return self._new(cursor, name)

    def edge(self, platform: str, values: Mapping[str, Plain], ordinal: int) -> bool:
        """Store an edge under the names that its ends may have so far; `promote` settles them."""
        source, target = str(values["source"]), str(values["target"])
        ends = (self._pseudonym(source), self._pseudonym(target))
        kind, weight = values.get("kind") or "follow", values.get("weight")
        name = identity("edge", *ends, kind, weight, values.get("time"), ordinal)
        if self._public:
            for handle in (source, target):
                self._ensure_account(platform, handle, shared_ids=True)
        self._targets[ends[1]] = target
        shown = [self._handles.get(end, end) for end in ends]
        cursor = self._do(
            "INSERT OR IGNORE INTO edges (id, source, target, kind, weight, time, import) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (name, *shown, kind, 1.0 if weight is None else weight, values.get("time"), self._number),
        )
        return self._new(cursor, name)

    def promote(self, platform: str) -> None:
        """Give their handles back to accounts that are public by now: by being listed, or by many incoming edges."""
        self._do("CREATE TEMP TABLE IF NOT EXISTS candidates (name TEXT PRIMARY KEY, handle TEXT NOT NULL) STRICT")
        self._do("DELETE FROM candidates")
        for name, handle in self._targets.items():
            if name not in self._handles:
                self._do("INSERT INTO candidates VALUES (?, ?)", (name, handle))
        famous = self._do(
            "SELECT c.handle FROM candidates c JOIN edges e ON e.target = c.name "
            "GROUP BY c.name HAVING count(DISTINCT e.source) >= ?",
            (PUBLIC_IN_DEGREE,),
        ).fetchall()
        for (handle,) in famous:
            self.account(platform, {"handle": handle}, shared_ids=True)
        self._do("DELETE FROM candidates")
        self._do("INSERT OR IGNORE INTO candidates SELECT viewer, handle FROM accounts WHERE viewer IS NOT NULL")
        for end in ("source", "target"):
            self._do(
                f"UPDATE edges SET {end} = (SELECT handle FROM candidates WHERE name = {end}) "
                f"WHERE {end} IN (SELECT name FROM candidates)"
            )

    def day(self, platform: str, values: Mapping[str, Plain], *, shared_ids: bool) -> bool | None:
        """Store one account's day; None where other numbers are on record for it."""
        account = str(values["account"])
        self._ensure_account(platform, account, shared_ids=shared_ids)
        measured = tuple(values.get(name) for name in _DAILY)
        key = (platform, account, values["day"])
        row = self._do(
            f"SELECT {', '.join(_DAILY)} FROM account_days WHERE platform = ? AND account = ? AND day = ?", key
        ).fetchone()
        if row is None:
            cursor = self._do(
                f"INSERT INTO account_days (platform, account, day, {', '.join(_DAILY)}, import) "
                f"VALUES (?, ?, ?, {', '.join('?' * len(_DAILY))}, ?)",
                (*key, *measured, self._number),
            )
            return self._new(cursor, identity("day", *key, *measured))
        if any(old is not None and came is not None and old != came for old, came in zip(row, measured, strict=True)):
            return None
        merged = tuple(came if old is None else old for old, came in zip(row, measured, strict=True))
        if merged == tuple(row):
            return False
        sets = ", ".join(f"{name} = ?" for name in _DAILY)
        cursor = self._do(
            f"UPDATE account_days SET {sets} WHERE platform = ? AND account = ? AND day = ?", (*merged, *key)
        )
        return self._new(cursor, identity("day", *key, *merged))

    def share(self, platform: str, captured_at: int, values: Mapping[str, Plain], *, shared_ids: bool) -> bool:
        """Store one share of an account's audience."""
        account = str(values["account"])
        self._ensure_account(platform, account, shared_ids=shared_ids)
        row = (platform, account, captured_at, values["dimension"], values["key"], values["share"])
        cursor = self._do("INSERT OR IGNORE INTO audience_shares VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, self._number))
        return self._new(cursor, identity("share", *row))

    def mark_simulated(self) -> None:
        """From here on, everything shown from this home says that data in it is simulated."""
        self._do("INSERT OR REPLACE INTO properties VALUES ('simulated', '1')")

    def reject(self, file: str, line: int, reason: str, raw: str) -> None:
        """Keep a row that could not be stored, with the reason."""
        text = raw.encode("utf-8", "replace").decode()[:2000].rstrip("\r\n").replace("\x00", "\ufffd")
        self._do(
            "INSERT INTO rejects (import, file, line, reason, raw) VALUES (?, ?, ?, ?, ?)",
            (self._number, file, line, reason, text),
        )


def _split(topic: Plain) -> list[str]:
    return [part.strip() for part in str(topic or "").replace("|", ",").split(",") if part.strip()]
