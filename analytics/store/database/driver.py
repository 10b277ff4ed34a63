"""The ADBC driver, which reads and writes SQLite as Arrow tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from adbc_driver_manager import dbapi


def connect(path: Path, mode: str, *, autocommit: bool = False) -> dbapi.Connection:
    """Open an existing database; `mode` is SQLite's `ro` or `rw`."""
    with _import_blocked("pandas"):
        from adbc_driver_sqlite import dbapi
    return dbapi.connect(database_uri(path, mode), autocommit=autocommit)


def database_uri(path: Path, mode: str) -> str:
    """The URI of a database for SQLite; `mode` as in `connect`."""
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


class _ImportBlocker:
    """A module finder that blocks the import of one module in one thread."""

    def __init__(self, name: str) -> None:
        self._name, self._thread = name, get_ident()

    def find_spec(self, name: str, *_: object) -> None:
        """Raise for the blocked module; leave others to the next finder."""
        if name == self._name and get_ident() == self._thread:
            raise ModuleNotFoundError(name=name)


@contextmanager
def _import_blocked(name: str) -> Iterator[None]:
    """Block the import of an optional dependency.

    The driver imports PyArrow's data sets, and these import pandas: a second for every process that only writes.
    PyArrow looks for pandas again when a table is converted to a data frame.
    """
    blocker = _ImportBlocker(name)
    sys.meta_path.insert(0, blocker)
    try:
        yield
    finally:
        sys.meta_path.remove(blocker)
