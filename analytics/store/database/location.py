"""Where the data of a home is: its own rows in `data.db`, simulated rows in `simulated/data.db`.

The two are never added up: a home shows its own rows as soon as an import has stored any, and the simulated rows as
long as there are no others, or while the property `show_simulated` of its own rows says so.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from analytics.store.database.driver import database_uri

DATABASE = "data.db"
SIMULATED = "simulated"
"""The folder of simulated rows in a home."""
SHOW_SIMULATED = "show_simulated"
_HAS_ROWS = "SELECT EXISTS (SELECT 1 FROM imports WHERE stored > 0 AND undone IS NULL)"
_SHOWS_SIMULATED = f"SELECT value FROM properties WHERE name = '{SHOW_SIMULATED}'"
_WAIT_SECONDS = 10.0


def folder_of(home: Path, *, simulated: bool) -> Path:
    """The folder of a home's simulated or own rows."""
    return home / SIMULATED if simulated else home


def shown_folder(home: Path, wait: float = _WAIT_SECONDS) -> Path:
    """The folder of the rows that a home shows. What cannot be read is shown, so that its damage is told."""
    simulated = home / SIMULATED
    if not (simulated / DATABASE).is_file():
        return home
    # While a first import writes a new database, nobody can read it: there are no own rows yet.
    is_new = (home / f"{DATABASE}-journal").exists()
    try:
        if not is_new and _value(home, _HAS_ROWS, wait) and not _value(home, _SHOWS_SIMULATED, wait):
            return home
    except sqlite3.Error:
        return home
    try:
        return simulated if _value(simulated, _HAS_ROWS, wait) else home
    except sqlite3.Error:
        return simulated


def has_rows(home: Path, *, simulated: bool) -> bool:
    """Whether an import of simulated or own rows is stored."""
    try:
        return bool(_value(folder_of(home, simulated=simulated), _HAS_ROWS, _WAIT_SECONDS))
    except sqlite3.Error:
        return False


def last_import(home: Path, *, simulated: bool) -> int:
    """The largest number of an import of simulated or own rows; 0 where there is none."""
    try:
        number = _value(folder_of(home, simulated=simulated), "SELECT max(id) FROM imports", _WAIT_SECONDS)
    except sqlite3.Error:
        return 0
    return int(str(number or 0))


def _value(folder: Path, sql: str, wait: float) -> object:
    """The value of a query; None where there is no database or no row. Raises sqlite3.Error."""
    if not (folder / DATABASE).is_file():
        return None
    with closing(sqlite3.connect(database_uri(folder / DATABASE, "ro"), uri=True, timeout=wait)) as connection:
        row = connection.execute(sql).fetchone()
    return row[0] if row else None
