"""A transaction that writes many rows: Arrow tables go into SQLite without becoming Python objects.

Measured for 2 million events: 1.6 µs per row, against 3.9 µs with `sqlite3.executemany`. CHECK constraints are not
evaluated (`action IN (…)` alone costs 3 µs per row): the caller must have checked the values.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, cast

import polars as pl
import pyarrow as pa

from analytics.store.database.connection import Store, driver_errors
from analytics.store.database.driver import connect

if TYPE_CHECKING:
    from adbc_driver_manager import dbapi

MAX_WAIT = 600.0
"""Seconds to wait for another writing process, for instance an import."""
_BUSY_SECONDS = 1.0
_CACHE_KB = 24_576
_SLICE_ROWS = 32_768
_PRAGMAS = (
    f"busy_timeout = {round(_BUSY_SECONDS * 1000)}",
    "synchronous = NORMAL",
    f"cache_size = -{_CACHE_KB}",
    "ignore_check_constraints = ON",
    "temp_store = FILE",
)


class RowWriter:
    """Runs SQL inside one transaction, in the driver's copy of SQLite."""

    def __init__(self, connection: dbapi.Connection) -> None:
        self._connection = connection
        self._cursor = connection.cursor()

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Run one statement."""
        with driver_errors():
            self._cursor.execute(sql, tuple(parameters) or None)
            self._cursor.fetchall()

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """All rows of a small query; an empty list for a statement without rows."""
        with driver_errors():
            self._cursor.execute(sql, tuple(parameters) or None)
            return [tuple(row) for row in self._cursor.fetchall()]

    def value(self, sql: str, parameters: Sequence[object] = ()) -> object:
        """The first column of the first row; None where there is no row."""
        rows = self.rows(sql, parameters)
        return rows[0][0] if rows else None

    def integer(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """The first column of the first row as an integer; 0 where there is none."""
        return int(str(self.value(sql, parameters) or 0))

    def read_property(self, name: str) -> object:
        """As `Store.read_property`."""
        return self.value("SELECT value FROM properties WHERE name = ?", (name,))

    def table(self, sql: str, parameters: Sequence[object] = ()) -> pl.DataFrame:
        """All rows as columns."""
        with driver_errors():
            self._cursor.execute(sql, tuple(parameters) or None)
            return _to_frame(self._cursor.fetch_arrow_table())

    def batches(self, sql: str, parameters: Sequence[object] = (), rows: int = 65_536) -> Iterator[pl.DataFrame]:
        """Rows in batches; no other query may run on this writer in between."""
        with driver_errors(), self._connection.cursor() as cursor:
            cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(rows)})
            cursor.execute(sql, tuple(parameters) or None)
            for batch in cursor.fetch_record_batch():
                if batch.num_rows:
                    yield _to_frame(pa.Table.from_batches([batch]))

    def rows_for_each(self, sql: str, parameters: pl.DataFrame) -> pl.DataFrame:
        """The rows of a query that runs once for each row of parameters."""
        with driver_errors(), self._connection.cursor() as cursor:
            tables = []
            for batch in parameters.to_arrow().to_batches():
                cursor.execute(sql, batch)
                tables.append(cursor.fetch_arrow_table())
            return _to_frame(pa.concat_tables(tables)) if tables else pl.DataFrame()

    def append(self, table: str, frame: pl.DataFrame) -> None:
        """Append rows, with columns by name; absent columns are null."""
        enums = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.Enum)]
        for part in frame.iter_slices(_SLICE_ROWS):
            with driver_errors():
                self._cursor.adbc_ingest(table, part.cast(dict.fromkeys(enums, pl.String)).to_arrow(), mode="append")

    def append_new(self, table: str, frame: pl.DataFrame) -> None:
        """Append the rows whose key does not exist yet."""
        if frame.height:
            columns = ", ".join(f'"{name}"' for name in frame.columns)
            sql = f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({', '.join('?' * frame.width)})"
            with driver_errors(), self._connection.cursor() as cursor:
                cursor.executemany(sql, frame.to_arrow())

    def close(self) -> None:
        """Close the cursor."""
        self._cursor.close()


def _to_frame(table: pa.Table) -> pl.DataFrame:
    return cast("pl.DataFrame", pl.from_arrow(table))  # the constructor would load pandas


@contextmanager
def write_transaction(
    store: Store, on_wait: Callable[[], None] | None = None, max_wait: float = MAX_WAIT, *, commit: bool = True
) -> Iterator[RowWriter]:
    """A transaction that is committed at the end, or rolled back if the block fails or `commit` is False.

    While another process writes, `on_wait` is called about once a second. Raises StoreLocked after `max_wait` seconds.
    """
    store.close()
    with store.guarded():
        with driver_errors():
            connection = connect(store.path, "rw", autocommit=True)
        try:
            writer = RowWriter(connection)
            try:
                _begin(writer, on_wait, max_wait, commit=commit)
                yield writer
            except BaseException:
                _roll_back(writer)
                raise
            else:
                writer.execute("COMMIT" if commit else "ROLLBACK")
                _enable_wal(writer)
            finally:
                writer.close()
        finally:
            connection.close()


def _begin(writer: RowWriter, on_wait: Callable[[], None] | None, max_wait: float, *, commit: bool) -> None:
    for pragma in _PRAGMAS:
        writer.execute(f"PRAGMA {pragma}")
    if commit and not writer.value("SELECT EXISTS (SELECT 1 FROM imports)"):
        # A new database has no readers yet. Without the WAL each page is written once, not twice: 6 s, not 7.5.
        with suppress(sqlite3.DatabaseError):
            writer.execute("PRAGMA journal_mode = DELETE")
    remaining = max_wait
    while True:
        try:
            writer.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            remaining -= _BUSY_SECONDS
            if "locked" not in str(error).lower() or remaining <= 0:
                raise
            if on_wait is not None:
                on_wait()
        else:
            return


def _enable_wal(writer: RowWriter) -> None:
    """Allow readers beside one writer again; if a reader is active now, the next transaction does it."""
    with suppress(sqlite3.DatabaseError):
        writer.execute("PRAGMA journal_mode = WAL")


def _roll_back(writer: RowWriter) -> None:
    try:
        writer.execute("ROLLBACK")
    except sqlite3.DatabaseError:
        # A full disk has rolled the transaction back already; the first error is the one to report.
        return
