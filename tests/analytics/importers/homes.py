"""Files into homes, and what a home holds apart from the numbers and times of its imports."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analytics.importers import ImportOptions, ImportResult, import_files
from analytics.store import Store

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TABLES = (
    *("accounts", "videos", "snapshots", "events", "edges", "account_days", "audience_shares", "topics", "records"),
    "marks",
)


def bring(store: Store, path: Path, content: str | bytes, **options: Any) -> list[ImportResult]:
    """Write a file and import it; every row is accounted for."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    results = list(import_files(store, [path], ImportOptions(**({"now": NOW} | options))))
    for result in results:
        assert result.read == result.stored + result.repeated + result.rejected
    return results


def holds(store: Store) -> dict[str, Any]:
    """All rows of all tables, without what says which import brought them."""
    found: dict[str, Any] = {}
    for table in TABLES:
        cursor = store.connection.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        kept = [place for place, name in enumerate(names) if name != "import"]
        found[table] = sorted(([row[place] for place in kept] for row in cursor), key=repr)
    # How often mirrors became stale is no data.
    properties = store.connection.execute("SELECT * FROM properties WHERE name <> 'events_moved'")
    found["properties"] = sorted(properties.fetchall())
    found["rejects"] = sorted(store.connection.execute("SELECT file, line, reason, raw, cells FROM rejects").fetchall())
    return found
