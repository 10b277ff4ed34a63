"""The database `data.db` of a home.

`database` opens it, `ingest` writes records, `queries` read them, `events` has the column files. Only this package has
SQL on `data.db`.
"""

from analytics.store.database.connection import Extent, Store
from analytics.store.database.location import shown_folder

__all__ = ["Extent", "Store", "shown_folder"]
