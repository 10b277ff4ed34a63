"""The database `data.db` of a home.

`database` opens it, `ingest` writes records, `queries` read them, `events` has the column files. All SQL on `data.db`
is in this package and in `analytics.topics`.
"""

from analytics.store.database.connection import Extent, Store

__all__ = ["Extent", "Store"]
