"""Videos per week."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

from analytics.store import Store
from analytics.store.queries.posts import read_posts
from analytics.vocabulary.errors import NoData
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import Period
from analytics.vocabulary.records import from_micros, to_micros
from analytics.vocabulary.reports import Rows
from tests.cadence.question import CadenceQuestion
from tests.cadence.report import CadenceReport, Week


def cadence(question: CadenceQuestion, store: Store, policy: Policy) -> CadenceReport:
    """Count the videos published in each week of the period. Raises NoData."""
    del policy  # no viewer is counted
    extent = store.extent(question.horizon)
    if extent is None:
        raise NoData
    start, zone = question.period.start or extent.oldest, ZoneInfo(question.period.zone)
    posts = read_posts(store, to_micros(question.period.end))
    moments = [from_micros(at) for at in posts["published"] if at is not None and at >= to_micros(start)]
    days = [moment.astimezone(zone).date() for moment in moments]
    weeks = Counter((day - timedelta(days=day.weekday())).isoformat() for day in days)
    return CadenceReport(
        question=question,
        period=Period(start=start, end=question.period.end, zone=question.period.zone),
        n=len(days),
        data_version=store.data_version,
        newest=extent.newest,
        simulated=store.simulated,
        weeks=tuple(Week(monday=monday, videos=videos) for monday, videos in sorted(weeks.items())),
        rows=Rows({"week": sorted(weeks), "videos": [weeks[monday] for monday in sorted(weeks)]}),
    )
