"""A connection to `data.db` with errors turned into facts, and Arrow tables out of SQL."""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from analytics.errors import DiskFull, StoreCorrupted, StoreFailed, StoreLocked, StoreReadOnly, StoreTooNew
from analytics.records import from_micros

if TYPE_CHECKING:
    import pyarrow as pa

SCHEMA_VERSION = 1
"""How many migrations there are: a database that has them all is opened without sqlite-utils, which loads pandas."""
_KEY_BYTES = 32
_LOCK_WAIT_SECONDS = 10.0
_ARROW_BATCH_ROWS = 65_536


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
        with self.guarded():
            home.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(self.path, timeout=_LOCK_WAIT_SECONDS)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            self._migrate()

    def _migrate(self) -> None:
        version = int(str(self.value("PRAGMA user_version")))
        if version > SCHEMA_VERSION:
            raise StoreTooNew(str(self.path), f"schema {version}, this release knows {SCHEMA_VERSION}")
        if version < SCHEMA_VERSION:
            from analytics.schema import migrate

            migrate(self._connection)

    def close(self) -> None:
        """Close the connection; the store cannot be used after."""
        self._connection.close()

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
        """The sqlite3 connection, for the modules of this room."""
        return self._connection

    def arrow(self, sql: str, parameters: Sequence[object] = ()) -> pa.Table:
        """All rows of a query as an Arrow table: 2-10 times faster than rows through sqlite3."""
        from adbc_driver_sqlite import dbapi

        uri = f"file:{quote(str(self.path.absolute()))}?mode=ro"
        with self.guarded():
            try:
                with closing(dbapi.connect(uri)) as connection, closing(connection.cursor()) as cursor:
                    cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(_ARROW_BATCH_ROWS)})
                    cursor.execute(sql, tuple(parameters) or None)
                    return cursor.fetch_arrow_table()
            except dbapi.Error as error:
                # The driver has errors of its own; they say what SQLite's do.
                raise sqlite3.DatabaseError(str(error)) from error

    def value(self, sql: str, parameters: Sequence[object] = ()) -> object:
        """The first column of the first row; None where there is no row."""
        with self.guarded():
            row = self._connection.execute(sql, tuple(parameters)).fetchone()
        return None if row is None else row[0]

    def read_property(self, name: str) -> str | None:
        """A named value that belongs to the data: `data_version`, `zone`, `simulated`."""
        value = self.value("SELECT value FROM properties WHERE name = ?", (name,))
        return None if value is None else str(value)

    @property
    def data_version(self) -> str:
        """Twelve hexadecimal digits that change with every import, topic edit or erasure; `empty` before the first."""
        return self.read_property("data_version") or "empty"

    @property
    def simulated(self) -> bool:
        """Whether any of the data comes from `reelpulse simulate`."""
        return self.read_property("simulated") == "1"

    def extent(self) -> Extent | None:
        """First and last instant over all grains that carry time; where no record does, when they were imported."""
        bounds = self.value(
            """SELECT min(lo) || ' ' || max(hi) FROM (
                SELECT min(time) AS lo, max(time) AS hi FROM events
                UNION ALL SELECT min(time), max(time) FROM edges
                UNION ALL SELECT min(published), max(published) FROM videos
                UNION ALL SELECT min(captured_at), max(captured_at) FROM snapshots WHERE captured_assumed = 0
                UNION ALL SELECT 1000000 * unixepoch(min(day)), 1000000 * unixepoch(max(day)) FROM account_days)"""
        )
        if bounds is None:
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
            return bytes.fromhex(path.read_text("ascii").strip())

    @staticmethod
    def _write_key(path: Path) -> None:
        # Written whole under another name and linked into place: two processes starting at once agree on one key.
        draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(secrets.token_bytes(_KEY_BYTES).hex())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
