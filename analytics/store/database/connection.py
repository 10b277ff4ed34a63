"""The connection to `data.db`: rows and Arrow tables from SQL, properties, and typed errors.

The process has two copies of SQLite: that of Python, and that of the driver that makes Arrow tables. POSIX releases all
locks of a process on a file when any of its descriptors is closed, so two copies with the same file open would release
each other's locks (sqlite.org/howtocorrupt.html, 2.2.1). A Store has the file open in one of them at a time.
"""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.store.database.data_version import DATA_VERSION
from analytics.store.database.driver import connect
from analytics.store.database.location import DATABASE, folder_of, shown_folder
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

SCHEMA_VERSION = 3
"""The number of migrations: a database that has them all is opened without sqlite-utils, which loads pandas."""
_KEY_BYTES = 32
_LOCK_WAIT_SECONDS = 10.0
_LOCK_RETRY_SECONDS = 0.02
_PAGE_BYTES = 8192
_ARROW_BATCH_ROWS = 65_536
_OF_THE_ROWS = frozenset({"data_version", "simulated", "version_marks", "version_tags", "events_moved"})
"""Properties that belong to the rows of a database; all others are settings of the home."""
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
    """The first and last instant on record."""

    oldest: datetime
    newest: datetime


@contextmanager
def _store_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about a broken, locked or full database into StoreFailed."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        message = str(error).lower()
        errors: tuple[tuple[str, type[StoreFailed]], ...] = (
            ("locked", StoreLocked),
            ("readonly", StoreReadOnly),
            ("unable to open", StoreReadOnly),
            ("not a database", StoreCorrupted),
            ("malformed", StoreCorrupted),
            ("full", DiskFull),
        )
        for phrase, error_type in errors:
            if phrase in message:
                raise error_type(str(path), str(error)) from error
        raise
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(str(path), "no room is left on the disk") from error
        if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM, errno.EEXIST, errno.ENOTDIR):
            raise StoreReadOnly(str(path), "the folder does not allow writing") from error
        raise


@contextmanager
def driver_errors() -> Iterator[None]:
    """Turn the driver's errors into sqlite3.DatabaseError."""
    from adbc_driver_manager import Error

    try:
        yield
    except Error as error:
        raise sqlite3.DatabaseError(str(error)) from error


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch a database to WAL; waits for other processes that switch it at the same moment.

    SQLite answers "locked" at once here, without the wait of the busy handler (sqlite.org/c3ref/busy_handler.html).
    """
    deadline = time.monotonic() + _LOCK_WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(_LOCK_RETRY_SECONDS)
        else:
            return


def _write_property(connection: sqlite3.Connection, name: str, value: str | None) -> None:
    if value is None:
        connection.execute("DELETE FROM properties WHERE name = ?", (name,))
    else:
        connection.execute("INSERT OR REPLACE INTO properties VALUES (?, ?)", (name, value))


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
    simulated : whether to open its simulated rows or its own; by default those that the home shows.

    Raises StoreFailed (locked, read-only, corrupted, disk full), with the path and the reason.
    """

    def __init__(self, home: Path, *, simulated: bool | None = None) -> None:
        self.home = home
        self._is_fixed = simulated is not None
        self.folder = shown_folder(home) if simulated is None else folder_of(home, simulated=simulated)
        self._connection: sqlite3.Connection | None = None
        self._readers: list[dbapi.Connection] = []
        try:
            with self.guarded():
                self.folder.mkdir(parents=True, exist_ok=True)
                is_new = not self.path.exists()
                self._migrate()
                if is_new:
                    self._copy_settings()
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

    @property
    def path(self) -> Path:
        """The database: of the home's own rows, or of its simulated ones."""
        return self.folder / DATABASE

    def refresh(self) -> None:
        """Turn to what the home shows now, after another store has written; one of own or simulated rows stays so."""
        self.close()
        if not self._is_fixed:
            self.folder = shown_folder(self.home)

    def _others(self) -> Path:
        """The database of the rows that this store does not read."""
        return folder_of(self.home, simulated=self.folder == self.home) / DATABASE

    def _copy_settings(self) -> None:
        """Give a new database the settings of the home's other one."""
        if not self._others().is_file():
            return
        with closing(sqlite3.connect(self._others(), timeout=_LOCK_WAIT_SECONDS)) as others:
            settings = others.execute("SELECT name, value FROM properties").fetchall()
        with self.connection as connection:
            connection.executemany(
                "INSERT OR IGNORE INTO properties VALUES (?, ?)",
                [(name, value) for name, value in settings if name not in _OF_THE_ROWS],
            )

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
        with _store_errors(self.path):
            yield

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection that writes, for this package and the importers."""
        if self._connection is None:
            self.close()
            self._connection = sqlite3.connect(self.path, timeout=_LOCK_WAIT_SECONDS)
            # This affects new files only: larger pages take sorted rows faster.
            self._connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            _use_write_ahead_log(self._connection)
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
        return self._connection

    def arrow(self, sql: str, parameters: Sequence[object] = ()) -> pa.Table:
        """All rows of a query as an Arrow table: 2-10 times faster than rows through sqlite3.

        From the first such query until the next write, everything is read from one snapshot of the data.
        """
        with self.guarded(), driver_errors():
            return _fetch(self._reader(0), sql, parameters)

    def arrow_parallel(self, sql: str, parameters: Sequence[Sequence[object]]) -> pa.Table:
        """Rows of one query for several sets of parameters, read in parallel unless a write comes in between."""
        import pyarrow as pa

        with self.guarded(), driver_errors():
            readers = [self._reader(index) for index in range(len(parameters))]
            versions = [_fetch(reader, DATA_VERSION, ()).to_pylist() for reader in readers]
            if any(version != versions[0] for version in versions):
                # An import came in between: everything is read from the first snapshot.
                readers = readers[:1] * len(readers)
            with ThreadPoolExecutor(len(set(map(id, readers)))) as threads:
                futures = [
                    threads.submit(_fetch, reader, sql, values)
                    for reader, values in zip(readers, parameters, strict=True)
                ]
                tables = [table.result() for table in futures]
                # The types of a table without rows are guesses.
                return pa.concat_tables([table for table in tables if table.num_rows] or tables[:1])

    def _reader(self, index: int) -> dbapi.Connection:
        if self._connection is not None:
            if self._connection.in_transaction:
                raise RuntimeError("Arrow tables can be read only while nothing is being written")
            self.close()
        while len(self._readers) <= index:
            self._readers.append(connect(self.path, "ro"))
            _fetch(self._readers[-1], f"PRAGMA busy_timeout = {round(_LOCK_WAIT_SECONDS * 1000)}", ())
        return self._readers[index]

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
        """Store a named value in the home, whatever rows it shows; None deletes it."""
        with self.guarded():
            with self.connection:
                _write_property(self.connection, name, value)
            if name not in _OF_THE_ROWS and self._others().is_file():
                with closing(sqlite3.connect(self._others(), timeout=_LOCK_WAIT_SECONDS)) as others, others:
                    _write_property(others, name, value)

    def check_integrity(self) -> str:
        """`ok`, or the first damage that SQLite's quick check meets."""
        return str(self.value("PRAGMA quick_check(1)"))

    @property
    def data_version(self) -> str:
        """Twelve hexadecimal digits that change with every import, topic edit or erasure; `empty` before the first."""
        return self.read_property("data_version") or "empty"

    @property
    def simulated(self) -> bool:
        """Whether any of the data comes from `reelpulse simulate`."""
        return self.read_property("simulated") == "1"

    def extent(self, before: datetime | None = None) -> Extent | None:
        """First and last instant `before` a time over all grains with times; None in an empty store.

        Where no record has a time, the times of the imports.
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
        """The HMAC key of this home, created on first use in a file of its own (mode 0600), never in the database."""
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
        # Written under another name and then linked: two processes that start at once agree on one key.
        with draft_beside(path) as draft:
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as out:
                out.write(secrets.token_bytes(_KEY_BYTES).hex())
            with suppress(FileExistsError):
                os.link(draft, path)
