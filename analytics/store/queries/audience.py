"""Shares of the audience of an account by gender, age or territory, as an export tells them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from analytics.store.database.connection import Store
from analytics.vocabulary.records import from_micros


@dataclass(frozen=True, slots=True)
class AudienceShares:
    """The shares of one account, the largest first; they sum to 1."""

    platform: str
    account: str
    captured_at: datetime
    shares: tuple[tuple[str, float], ...]


def latest_shares(store: Store, dimension: str) -> AudienceShares | None:
    """The newest shares of a dimension, of our own account with the most followers if possible; None without any."""
    newest = store.rows(
        "SELECT s.platform, s.account, s.captured_at FROM audience_shares s "
        "JOIN accounts a ON a.platform = s.platform AND a.handle = s.account WHERE s.dimension = ? "
        "ORDER BY a.ours DESC, a.followers DESC NULLS LAST, s.captured_at DESC, s.account, s.platform LIMIT 1",
        (dimension,),
    )
    if not newest:
        return None
    platform, account, captured_at = newest[0]
    rows = store.rows(
        "SELECT key, share FROM audience_shares WHERE dimension = ? AND platform = ? AND account = ? "
        "AND captured_at = ? ORDER BY share DESC, key",
        (dimension, platform, account, captured_at),
    )
    total = sum(float(str(share)) for _, share in rows)
    if not total:
        return None
    shares = tuple((str(key), float(str(share)) / total) for key, share in rows)
    return AudienceShares(str(platform), str(account), from_micros(int(str(captured_at))), shares)
