"""The database is created once, and its failures are typed errors."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from analytics.store import Store
from analytics.store.database import connection as connection_module
from analytics.store.database.schema import migrations
from analytics.vocabulary.errors import KeyDamaged, StoreCorrupted, StoreFailed, StoreLocked, StoreTooNew
from bot.state import database
from bot.state import schema as state_schema


def test_the_version_counts_the_migrations() -> None:
    """A database with all migrations is opened without sqlite-utils."""
    connection = sqlite3.connect(":memory:")
    from sqlite_utils import Database

    assert len(migrations.pending(Database(connection))) == connection_module.SCHEMA_VERSION
    assert len(state_schema.migrations.pending(Database(connection))) == database._SCHEMA_VERSION


def test_processes_that_start_together_make_one_database(home: Path) -> None:
    code = "import sys; from pathlib import Path; from analytics.store import Store; Store(Path(sys.argv[1])).close()"
    started = [subprocess.Popen([sys.executable, "-c", code, str(home)]) for _ in range(4)]
    assert [process.wait() for process in started] == [0] * 4
    with Store(home) as store:
        assert store.value("SELECT count(*) FROM events") == 0


def test_a_database_of_a_later_version_is_left_alone(home: Path) -> None:
    with Store(home) as store:
        store.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreTooNew):
        Store(home)


def test_a_database_that_is_none_is_called_so(home: Path) -> None:
    home.mkdir()
    (home / "data.db").write_bytes(b"text" * 5000)
    with pytest.raises(StoreCorrupted):
        Store(home)


def test_a_damaged_page_is_no_answer(brand: Path, home: Path) -> None:
    shutil.copytree(brand, home)
    with (home / "simulated" / "data.db").open("r+b") as file:
        file.seek(8 * 4096)
        file.write(b"\xff" * 4096 * 40)
    with pytest.raises(StoreFailed), Store(home) as store:
        store.arrow("SELECT * FROM events NOT INDEXED")


def test_a_locked_database_is_called_locked(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_module, "_LOCK_WAIT_SECONDS", 0.1)
    Store(home).close()
    keeper = sqlite3.connect(home / "data.db", isolation_level=None)
    keeper.execute("PRAGMA locking_mode = EXCLUSIVE")
    keeper.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreLocked, match="try again"), Store(home) as store:
        store.value("SELECT count(*) FROM events")
    keeper.close()


@pytest.mark.parametrize("content", ["", "not a key", "abcd"])
def test_a_damaged_key_is_refused_and_never_replaced(home: Path, content: str) -> None:
    """An empty key would let anyone find out who is who."""
    with Store(home) as store:
        (home / "pseudonym.key").write_text(content)
        with pytest.raises(KeyDamaged, match="backup"):
            _ = store.pseudonym_key
    assert (home / "pseudonym.key").read_text() == content


def test_a_full_disk_is_called_full(home: Path) -> None:
    with Store(home) as store:
        pages = store.value("PRAGMA page_count")
        store.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreFailed, match="full"), store.guarded():
            store.connection.execute("CREATE TABLE more AS SELECT zeroblob(1000000) AS x")


def test_an_answer_reads_one_snapshot_while_others_write(home: Path) -> None:
    """Parallel queries read the first snapshot, whatever is written in between."""
    with Store(home) as writer, Store(home) as reader:
        count = "SELECT count(*) AS n FROM properties WHERE name LIKE ?"
        assert reader.arrow(count, ["x%"]).to_pylist() == [{"n": 0}]
        for name in ("x1", "x2", "data_version"):
            with writer.connection as connection:
                connection.execute("INSERT INTO properties VALUES (?, '1')", (name,))
            both = reader.arrow_parallel(count, [["x1"], ["x2"]])
            assert both.to_pylist() == [{"n": 0}, {"n": 0}]
            assert reader.rows("SELECT name FROM properties") == []
        assert reader.connection.execute("SELECT count(*) FROM properties").fetchone() == (3,)


def test_only_one_copy_of_sqlite_has_the_file_open(home: Path) -> None:
    """POSIX drops a process's locks when any descriptor of the file is closed."""

    with Store(home) as store:
        store.connection.execute("SELECT 1")
        store.arrow("SELECT * FROM properties")
        assert store._connection is None
        store.connection.execute("INSERT INTO properties VALUES ('a', 'b')")
        with pytest.raises(RuntimeError, match="nothing is being written"):
            store.arrow("SELECT * FROM properties")
        store.connection.rollback()
        assert store.arrow("SELECT * FROM properties").num_rows == 0
    assert not [entry for entry in Path("/proc/self/fd").iterdir() if os.path.realpath(entry) == str(home / "data.db")]


def test_foreign_keys_are_kept(home: Path) -> None:
    with Store(home) as store, pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        store.connection.execute("INSERT INTO rejects (import, file, line, reason, raw) VALUES (9, 'f', 1, 'r', 't')")
