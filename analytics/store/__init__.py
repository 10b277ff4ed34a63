"""The database `data.db` of a home.

`database` opens it, `ingest` writes records, `queries` read them, `events` has the column files. Only this package has
SQL on `data.db`.
"""

from analytics.store.database.connection import Extent, Store

__all__ = ["Extent", "Store"]
