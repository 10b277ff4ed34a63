"""The data version: what all imports brought, in their order, and what people decided since."""

from __future__ import annotations

import hashlib

from analytics.store.writing import Writer


def settle_version(writer: Writer, edit: str | None = None) -> str:
    """Work out the data version anew and keep it; `edit` is remembered as a decision, such as a mark or topics.

    An import that brought nothing new changes nothing; one that is undone has never been.
    """
    if edit is not None:
        before = writer.value("SELECT value FROM properties WHERE name = 'edits'")
        after = hashlib.blake2b(f"{before or ''} {edit}".encode(), digest_size=8).hexdigest()
        writer.do("INSERT OR REPLACE INTO properties VALUES ('edits', ?)", (after,))
    edits = writer.value("SELECT value FROM properties WHERE name = 'edits'")
    brought = writer.rows("SELECT fingerprint FROM imports WHERE fingerprint <> 0 AND undone IS NULL ORDER BY id")
    if not brought and edits is None:
        writer.do("DELETE FROM properties WHERE name = 'data_version'")
        return "empty"
    said = " ".join([str(edits or ""), *(str(one) for (one,) in brought)])
    version = hashlib.blake2b(said.encode(), digest_size=6).hexdigest()
    writer.do("INSERT OR REPLACE INTO properties VALUES ('data_version', ?)", (version,))
    return version
