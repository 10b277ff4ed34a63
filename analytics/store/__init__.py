"""The home's `data.db`: opened, migrated, asked. Only this room (and `schema`) holds SQL.

One module per kind of access: `ingest` writes, `behaviour` and `graph` aggregate, `catalogue` describes what there is.
"""

from analytics.store.database.connection import Extent, Store

__all__ = ["Extent", "Store"]
