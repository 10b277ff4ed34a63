"""Periods count back from the newest record of the accounts that a request is about."""

from __future__ import annotations

from pathlib import Path

from analytics.store import Store
from bot.requests import Request, asked_extent
from tests.analytics.test_scope import NOW, bring, marked, video_rows


def test_a_request_counts_back_from_the_newest_record_of_its_accounts(home: Path) -> None:
    old = [row.replace(f"{NOW.year}-11-", f"{NOW.year}-10-") for row in video_rows("brand", 20, 1000)]
    bring(home, *old, *video_rows("rival", 20, 1000))
    with Store(marked(home)) as store:
        extents = [
            asked_extent(Request(command=command, options=options), store, NOW)
            for command, options in (("kpis", {}), ("kpis", {"of": "all"}), ("kpis", {"account": "rival"}))
        ] + [asked_extent(Request(command="influencers"), store, NOW)]
    newest = [extent.newest.month for extent in extents if extent is not None]
    assert newest == [10, 11, 11, 11]
