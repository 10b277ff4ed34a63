"""The driver that makes Arrow tables of what SQLite holds and rows of Arrow tables."""

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
    """Open a database that exists; `mode` is that of SQLite: `ro` or `rw`."""
    with _without("pandas"):
        from adbc_driver_sqlite import dbapi
    return dbapi.connect(uri_of(path, mode), autocommit=autocommit)


def uri_of(path: Path, mode: str) -> str:
    """The address of a database for SQLite; `mode` as in `connect`."""
    return f"file:{quote(str(path.absolute()))}?mode={mode}"


class _Refusal:
    """Finds no module of one name for one thread; others load it meanwhile as they like."""

    def __init__(self, name: str) -> None:
        self._name, self._thread = name, get_ident()

    def find_spec(self, name: str, *_: object) -> None:
        """Refuse, or leave the search to the next finder."""
        if name == self._name and get_ident() == self._thread:
            raise ModuleNotFoundError(name=name)


@contextmanager
def _without(name: str) -> Iterator[None]:
    """Import what takes another module along where it finds it, and does well without it.

    PyArrow's data sets, which the driver asks for, load pandas: a second of every process that only stores. PyArrow
    looks for it again when a table is to become a data frame.
    """
    refusal = _Refusal(name)
    sys.meta_path.insert(0, refusal)
    try:
        yield
    finally:
        sys.meta_path.remove(refusal)
