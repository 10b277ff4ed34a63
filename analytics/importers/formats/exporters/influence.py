"""Estimates of influence between accounts: an edge leads from the influenced to the influencing account."""

from __future__ import annotations

from analytics.importers.formats.format import FileFormat
from analytics.vocabulary.records import Grain

ESTIMATES = FileFormat(
    "influence estimates",
    Grain.EDGES,
    signature=("influencer", "influenced", "probability"),
    columns={"source": "influenced", "target": "influencer", "weight": "probability"},
    platform="twitter",
    public=True,
)
