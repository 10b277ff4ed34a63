"""What a digest answers, whether there is data for it, and whether anything changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from analytics.errors import NoData, NothingInPeriod
from analytics.questions import InfluencersQuestion, Period, SegmentsQuestion
from analytics.records import NEEDS
from analytics.reports import InfluencersReport, SegmentsReport
from analytics.store import Extent, Store
from analytics.store.grains import grains
from bot.blocks.segments import changed
from bot.requests import Request, parse, resolve

AnyQuestion = SegmentsQuestion | InfluencersQuestion
AnyReport = SegmentsReport | InfluencersReport

DEFAULT_REQUEST = "segments last 7 days"
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Stale:
    """The data ends before the period that the digest is about: which exports are missing, for which days."""

    period: Period
    newest: datetime
    grains: tuple[str, ...]


def default_request() -> Request:
    """What a digest answers where nobody says."""
    return parse(DEFAULT_REQUEST)


def question_for(home: Path, request: Request, at: datetime, zone: str, before: datetime) -> AnyQuestion | Stale:
    """The question that `request` asks at the instant it is due, or what is missing to answer it.

    `before`: when the digest before was due; a request without a period of its own is about the time since then.
    Asking as of the due instant, a late digest says what a punctual one would have said. Raises what `resolve` does.
    """
    with Store(home) as store:
        extent = store.extent()
        if extent is None:
            raise NoData
        # The period as it would be if the data reached up to now.
        wanted = resolve(request, at, zone, Extent(min(extent.oldest, at), at - _MOMENT)).period
        start = wanted.start or before
        present = grains(store)
        if extent.newest < start:
            return Stale(Period(start=start, end=wanted.end, zone=zone), extent.newest, _missing(request, present))
        try:
            return resolve(request, at, zone, extent)
        except NothingInPeriod:
            return Stale(Period(start=start, end=wanted.end, zone=zone), extent.newest, _missing(request, present))


def _missing(request: Request, present: Sequence[object]) -> tuple[str, ...]:
    """The kinds of export that the question reads and that have come before; else those it could read."""
    wanted = [str(grain) for need in NEEDS if need.question == request.command for grain in need.any_of]
    known = [grain for grain in wanted if grain in {str(one) for one in present}]
    return tuple(known or wanted)


def has_changed(report: AnyReport, seen: str | None) -> bool:
    """Whether there is something beyond noise to tell; `seen` marks what was told last."""
    if isinstance(report, SegmentsReport):
        return any(segment.change is not None and changed(segment.change) for segment in report.segments)
    return mark(report) != seen


def mark(report: AnyReport) -> str:
    """A mark of what is told, the same as long as the same is told."""
    if isinstance(report, InfluencersReport):
        told = [rank.handle for rank in report.ranks]
    else:
        told = [segment.name for segment in report.segments]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
