"""A connection to `data.db` with errors turned into facts, and Arrow tables out of SQL.

Two copies of SQLite live in the process: Python's own, and that of the driver that makes Arrow tables. POSIX drops all
locks that a process has on a file when any of its descriptors is closed, so two copies with one file open would take
each other's locks away (sqlite.org/howtocorrupt.html, 2.2.1). A Store has the file open in one of them at a time.
"""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.store.database.data_version import DATA_VERSION
from analytics.store.database.driver import connect
from analytics.vocabulary.atomic_file import draft_beside
from analytics.vocabulary.errors import (
    DiskFull,
    KeyDamaged,
    StoreCorrupted,
    StoreFailed,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
)
from analytics.vocabulary.records import from_micros, to_micros

if TYPE_CHECKING:
    import pyarrow as pa
    from adbc_driver_manager import dbapi

SCHEMA_VERSION = 2
"""How many migrations there are: a database that has them all is opened without sqlite-utils, which loads pandas."""
_KEY_BYTES = 32
_LOCK_WAIT_SECONDS = 10.0
_PAGE_BYTES = 8192
_ARROW_BATCH_ROWS = 65_536
_EXTENT = """SELECT min(lo) || ' ' || max(hi) FROM (
    SELECT (SELECT min(time) FROM events WHERE time < ?1) AS lo, (SELECT max(time) FROM events WHERE time < ?1) AS hi
    UNION ALL SELECT min(time), max(time) FROM edges WHERE time < ?1
    UNION ALL SELECT min(published), max(published) FROM videos WHERE published < ?1
    UNION ALL SELECT min(captured_at), max(captured_at) FROM snapshots WHERE captured_assumed = 0 AND captured_at < ?1
    UNION ALL SELECT 1000000 * unixepoch(min(day)), 1000000 * (unixepoch(max(day)) + 86400) - 1
    FROM account_days
    WHERE 1000000 * unixepoch(day) < ?1)"""


@dataclass(frozen=True, slots=True)
class Extent:
    """The first and last instant on record; None in an empty store."""

    oldest: datetime
    newest: datetime


@contextmanager
def _facts(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a broken, locked or full database into an error a person can act on."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        words = str(error).lower()
        kinds: tuple[tuple[str, type[StoreFailed]], ...] = (
            ("locked", StoreLocked),
            ("readonly", StoreReadOnly),
            ("unable to open", StoreReadOnly),
            ("not a database", StoreCorrupted),
            ("malformed", StoreCorrupted),
            ("full", DiskFull),
        )
        for part, kind in kinds:
            if part in words:
                raise kind(str(path), str(error)) from error
        raise
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(str(path), "no room is left on the disk") from error
        if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM, errno.EEXIST, errno.ENOTDIR):
            raise StoreReadOnly(str(path), "the folder does not allow writing") from error
        raise


@contextmanager
def driver_errors() -> Iterator[None]:
    """The driver has errors of its own; they say what SQLite's do."""
    from adbc_driver_manager import Error

    try:
        yield
    except Error as error:
        raise sqlite3.DatabaseError(str(error)) from error


def _fetch(reader: dbapi.Connection, sql: str, parameters: Sequence[object]) -> pa.Table:
    with reader.cursor() as cursor:
        cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(_ARROW_BATCH_ROWS)})
        cursor.execute(sql, tuple(parameters) or None)
        return cursor.fetch_arrow_table()


class Store:
    """The data of one home folder.

    Parameters
    ----------
    home : the folder of one workspace; made if missing.

    Raises StoreFailed (locked, read-only, corrupted, disk full), with the path and the reason.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.path = home / "data.db"
        self._connection: sqlite3.Connection | None = None
        self._readers: list[dbapi.Connection] = []
        try:
            with self.guarded():
                home.mkdir(parents=True, exist_ok=True)
                self._migrate()
        except BaseException:
            self.close()
            raise

    def _migrate(self) -> None:
        version = int(str(self.value("PRAGMA user_version")))
        if version > SCHEMA_VERSION:
            raise StoreTooNew(str(self.path), f"schema {version}, this release knows {SCHEMA_VERSION}")
        if version < SCHEMA_VERSION:
            from analytics.store.database.schema import migrate

            migrate(self.connection)

    def close(self) -> None:
        """Close what is open; the next use opens it again."""
        while self._readers:
            self._readers.pop().close()
        if self._connection:
            self._connection.close()
        self._connection = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Run a block in which failures of SQLite or the disk become StoreFailed."""
        with _facts(self.path):
            yield

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection that writes, for the modules of this room and the importers."""
        if self._connection is None:
            self.close()
            self._connection = sqlite3.connect(self.path, timeout=_LOCK_WAIT_SECONDS)
            # Only a new file listens: larger pages take sorted rows faster.
            self._connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
        return self._connection

    def arrow(self, sql: str, parameters: Sequence[object] = ()) -> pa.Table:
        """All rows of a query as an Arrow table: 2-10 times faster than rows through sqlite3.

        From the first such query until the next write, everything is read from one snapshot of the data.
        """
        with self.guarded(), driver_errors():
            return _fetch(self._reader(0), sql, parameters)

    def arrow_side_by_side(self, sql: str, parameters: Sequence[Sequence[object]]) -> pa.Table:
        """Rows of one query for each of several sets of parameters, read at the same time where data stands still."""
        import pyarrow as pa

        with self.guarded(), driver_errors():
            readers = [self._reader(place) for place in range(len(parameters))]
            seen = [_fetch(reader, DATA_VERSION, ()).to_pylist() for reader in readers]
            if any(version != seen[0] for version in seen):
                # An import came between: the first snapshot is read alone.
                readers = readers[:1] * len(readers)
            with ThreadPoolExecutor(len(set(map(id, readers)))) as threads:
                work = [
                    threads.submit(_fetch, reader, sql, given)
                    for reader, given in zip(readers, parameters, strict=True)
                ]
                parts = [part.result() for part in work]
                # A part without rows has guessed its types.
                return pa.concat_tables([part for part in parts if part.num_rows] or parts[:1])

    def _reader(self, place: int) -> dbapi.Connection:
        if self._connection is not None:
            if self._connection.in_transaction:
                raise RuntimeError("Arrow tables are read when nothing is being written")
            self.close()
        while len(self._readers) <= place:
            self._readers.append(connect(self.path, "ro"))
            _fetch(self._readers[-1], f"PRAGMA busy_timeout = {round(_LOCK_WAIT_SECONDS * 1000)}", ())
        return self._readers[place]

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """All rows of a small query."""
        if not self._readers:
            with self.guarded():
                return self.connection.execute(sql, tuple(parameters)).fetchall()
        with self.guarded(), driver_errors(), self._readers[0].cursor() as cursor:
            cursor.execute(sql, tuple(parameters) or None)
            return cursor.fetchall()

    def value(self, sql: str, parameters: Sequence[object] = ()) -> object:
        """The first column of the first row; None where there is no row."""
        rows = self.rows(sql, parameters)
        return rows[0][0] if rows else None

    def read_property(self, name: str) -> str | None:
        """A named value that belongs to the data: `data_version`, `zone`, `simulated`."""
        value = self.value("SELECT value FROM properties WHERE name = ?", (name,))
        return None if value is None else str(value)

    def write_property(self, name: str, value: str | None) -> None:
        """Keep a named value; None forgets it."""
        with self.guarded(), self.connection:
            if value is None:
                self.connection.execute("DELETE FROM properties WHERE name = ?", (name,))
            else:
                self.connection.execute("INSERT OR REPLACE INTO properties VALUES (?, ?)", (name, value))

    @property
    def data_version(self) -> str:
        """Twelve hexadecimal digits that change with every import, topic edit or erasure; `empty` before the first."""
        return self.read_property("data_version") or "empty"

    @property
    def simulated(self) -> bool:
        """Whether any of the data comes from `reelpulse simulate`."""
        return self.read_property("simulated") == "1"

    def extent(self, before: datetime | None = None) -> Extent | None:
        """First and last instant on record over all grains that carry time, leaving out what is not `before`.

        Where no record carries any time, when they were imported.
        """
        bounds = self.value(_EXTENT, [2**63 - 1 if before is None else to_micros(before)])
        if bounds is None and self.value(_EXTENT, [2**63 - 1]) is None:
            bounds = self.value("SELECT min(started) || ' ' || max(started) FROM imports")
        if bounds is None:
            return None
        low, high = str(bounds).split()
        return Extent(from_micros(int(low)), from_micros(int(high)))

    @property
    def pseudonym_key(self) -> bytes:
        """The HMAC key of this home, made on first use; a file of its own (mode 0600), never in the database."""
        path = self.home / "pseudonym.key"
        with self.guarded():
            if not path.exists():
                self._write_key(path)
            return self._read_key(path)

    @staticmethod
    def _read_key(path: Path) -> bytes:
        try:
            key = bytes.fromhex(path.read_text("ascii").strip())
        except ValueError:
            key = b""
        if len(key) != _KEY_BYTES:
            raise KeyDamaged(str(path), f"expected {2 * _KEY_BYTES} hexadecimal digits")
        return key

    @staticmethod
    def _write_key(path: Path) -> None:
        # Written whole under another name and linked into place: two processes starting at once agree on one key.
        with draft_beside(path) as draft:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as out:
                out.write(secrets.token_bytes(_KEY_BYTES).hex())
            with suppress(FileExistsError):
                os.link(draft, path)
