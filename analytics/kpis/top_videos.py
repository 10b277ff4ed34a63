"""Ranks single videos by a metric, compares each with what is usual for its account, and tells what they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl

from analytics.kpis.facts import UNKNOWN, Facts, unit_of
from analytics.kpis.measurement import measure
from analytics.kpis.ranking_contrast import find_contrast
from analytics.kpis.usual_values import CaptureCounts, EventCounts, Usual, Window, usual_in_period
from analytics.store import Store
from analytics.store.queries.measures import first_times, read_captures, read_videos
from analytics.store.queries.ranked_videos import VideoDetails, read_video_details
from analytics.vocabulary.errors import MissingMetric
from analytics.vocabulary.metrics import Metric
from analytics.vocabulary.privacy import Policy
from analytics.vocabulary.questions import KpisQuestion, Period
from analytics.vocabulary.records import from_micros, to_micros
from analytics.vocabulary.reports import KpisReport, RankedVideo, Rows, VideoRanking
from analytics.vocabulary.units import DAY

_LEAST_VIEWS, _MOST_LEAST_VIEWS = 30, 1_000
_PART_OF_MEDIAN = 0.1
"""A rate is ranked from this part of the median video's views on, between the two numbers above."""
_YOUNG = 3 * DAY
"""Younger videos had too little time to be called weak."""
_ABOUT_CHANGES = frozenset(
    {
        *("no_comparison", "no_comparison_captures", "comparison_gaps", "comparison_empty"),
        *("ages_differ", "days_dropped", "days_alone", "young_left_out"),
    }
)
"""Notes that a ranking does not need: it shows no change, and says itself which videos are left out."""
_COMPARED = 4
"""So many times the listed videos are compared with what is usual at their age."""
_NOT_OF_VIDEOS = frozenset({"posts", "retention"})
"""Metrics that a single video does not have."""


@dataclass(frozen=True, slots=True)
class _Candidates:
    """The videos that can be ranked: video, value, size (the denominator of a rate), and columns of `read_videos`."""

    rows: pl.DataFrame
    least: int | None
    left_out: dict[str, int]


def rank_videos(question: KpisQuestion, store: Store, policy: Policy) -> KpisReport:
    """Return the report of the metric with its first videos: the strongest, or the weakest.

    The values are those that add up to the metric of the report: what each video gained in the period where events or
    captures tell it, else lifetime totals of the videos published in the period. The weakest videos are looked for
    among those published in the period, if any were, as older ones gain little by now.
    Raises MissingMetric, NotInData, NothingInPeriod.
    """
    asked = question.metrics[0] if question.metrics else "views"
    period = _from_first_record(question.period, store)
    measurement = measure(question.model_copy(update={"metric": asked, "period": period}), store, policy)
    report = measurement.report
    shown = report.metrics[0]
    metric, facts = next(
        (metric, facts)
        for metric, facts in measurement.metrics
        if (metric.name, unit_of(metric)) == (shown.name, shown.unit)
    )
    if metric.name in _NOT_OF_VIDEOS:
        others = [other.name for source in measurement.facts for other in source.metrics()]
        raise MissingMetric(metric.name, tuple(dict.fromkeys(name for name in others if name not in _NOT_OF_VIDEOS)))
    is_gained = facts.source == "events" or bool(facts.extra.get("differences"))
    all_videos = read_videos(store)
    candidates = _candidates(facts, metric, all_videos, question, report.period, policy, is_gained=is_gained)
    ordered = _ordered(candidates.rows, flop=question.flop)
    n = question.top or 0
    # Some of the weakest turn out to be usual for their age: more than are listed are compared.
    listed = ordered.head(_COMPARED * n if question.flop else n)
    usual = _usual_values(listed, ordered, all_videos, metric, facts, report.period, question, store)
    videos = _ranked_videos(listed, usual, store)
    if question.flop:
        videos = _below_usual(videos)[:n]
    contrast, verdict = find_contrast(ordered, len(videos), report.period, question.seed)
    ranking = VideoRanking(
        values="gained" if is_gained else "lifetime",
        ranked=ordered.height,
        least=candidates.least,
        left_out={reason: n for reason, n in candidates.left_out.items() if n},
        contrast=contrast,
        contrast_verdict=verdict,
    )
    return report.model_copy(
        update={
            "question": question,
            "n": ordered.height,
            "notes": tuple(note for note in report.notes if note.code not in _ABOUT_CHANGES),
            "metrics": (shown,),
            "videos": videos,
            "ranking": ranking,
            "rows": Rows(_columns(videos, metric.name, report.period.zone)),
        }
    )


def _ordered(rows: pl.DataFrame, *, flop: bool) -> pl.DataFrame:
    """Order the strongest by their value; the weakest by their part of the median of their account."""
    if not flop:
        return rows.sort(["value", "size", "video"], descending=[True, True, False], maintain_order=True)
    account = ["platform", "account"]
    part = pl.col("value") / pl.max_horizontal(pl.col("value").median().over(account), 1e-9)
    return rows.sort(part, "size", "video", maintain_order=True)


def _below_usual(videos: tuple[RankedVideo, ...]) -> tuple[RankedVideo, ...]:
    """Return the videos below what is usual for their account, the weakest first; all where none is known to be."""
    below = [video for video in videos if video.times_usual is not None and video.times_usual < 1]
    return tuple(sorted(below, key=lambda video: video.times_usual or 0.0)) or videos


def _from_first_record(period: Period, store: Store) -> Period:
    """Let a period begin at the first record, if it begins earlier."""
    first = min(first_times(store).values(), default=None)
    if period.start is None or first is None or not to_micros(period.start) < first < to_micros(period.end):
        return period
    return period.model_copy(update={"start": from_micros(first)})


def _candidates(
    facts: Facts,
    metric: Metric,
    videos: pl.DataFrame,
    question: KpisQuestion,
    period: Period,
    policy: Policy,
    *,
    is_gained: bool,
) -> _Candidates:
    rows = _values(facts, metric).join(videos, on="video", how="inner", maintain_order="left")
    left_out = {"few_viewers": 0, "few_views": 0, "young": 0, "growing": int(facts.extra.get("young", 0))}
    if "viewers" in rows.columns:
        enough = rows.filter(pl.col("viewers") >= policy.minimum_group)
        left_out["few_viewers"], rows = rows.height - enough.height, enough
    if question.flop and is_gained:
        rows, left_out["young"] = _grown_videos(rows, period)
    if metric.over is None or not rows.height:
        return _Candidates(rows, None, left_out)
    least = _least_size(rows["size"])
    enough = rows.filter(pl.col("size") >= least)
    left_out["few_views"] = rows.height - enough.height
    return _Candidates(enough, least, left_out)


def _values(facts: Facts, metric: Metric) -> pl.DataFrame:
    """Return the metric of each video in the period, of events also its number of viewers: video, value, size."""
    known_views = f"views@{metric.of}"
    has_unknown = known_views in facts.sums
    size = metric.over or ("views" if "views" in facts.sums else metric.of)
    sums = dict.fromkeys((metric.of, size, *((known_views, "views") if has_unknown else ())))
    viewers = [pl.col("viewer").filter(pl.col("video") != UNKNOWN).n_unique().alias("viewers")]
    rows = (
        facts.rows.filter(pl.col("when") == 1, pl.col("video") != UNKNOWN)
        .group_by("video")
        .agg(*(pl.col(name).sum().cast(pl.Float64) for name in sums), *(viewers if "viewer" in facts.units else []))
        .sort("video")
    )
    if has_unknown:
        # A count that a capture does not hold is no 0.
        rows = rows.filter((pl.col(known_views) > 0) | (pl.col("views") <= 0))
    if metric.over is not None:
        rows = rows.filter(pl.col(metric.over) > 0)
    value = pl.col(metric.of) / pl.col(metric.over) if metric.over is not None else pl.col(metric.of)
    counted = ["viewers"] if "viewers" in rows.columns else []
    return rows.select("video", *counted, value=value, size=pl.col(size))


def _grown_videos(rows: pl.DataFrame, period: Period) -> tuple[pl.DataFrame, int]:
    """Keep the videos published in the period, and of these the ones that had some days; return how many had not."""
    start, end = to_micros(period.start or period.end), to_micros(period.end)
    published = rows.filter(pl.col("published") >= start, pl.col("published") < end)
    if not published.height:
        return rows, 0
    grown = published.filter(pl.col("published") <= end - _YOUNG)
    return (grown, published.height - grown.height) if grown.height else (published, 0)


def _least_size(sizes: pl.Series) -> int:
    """Return the least denominator of a rate: a tenth of the median, in whole tens, within bounds."""
    tenth = float(sizes.median() or 0.0) * _PART_OF_MEDIAN  # type: ignore[arg-type]  # numbers
    return int(min(max(round(tenth, -1), _LEAST_VIEWS), _MOST_LEAST_VIEWS))


def _ranked_videos(listed: pl.DataFrame, usual: Mapping[int, Usual], store: Store) -> tuple[RankedVideo, ...]:
    numbers = listed["video"].to_list()
    details = read_video_details(store, numbers) if numbers else {}
    return tuple(_ranked_video(details[row["video"]], row, usual[row["video"]]) for row in listed.iter_rows(named=True))


def _ranked_video(details: VideoDetails, row: Mapping[str, object], usual: Usual) -> RankedVideo:
    value = float(str(row["value"]))
    return RankedVideo(
        video_id=details.video_id,
        platform=details.platform,
        account=details.account,
        caption=details.caption,
        link=details.link,
        published=None if details.published is None else from_micros(details.published),
        value=value,
        usual=usual.value,
        times_usual=value / usual.value if usual.value else None,
        usual_of=usual.of,
        compared=usual.n,
        topic=None if row["topic"] is None else str(row["topic"]),
        seconds=details.seconds,
    )


def _usual_values(
    listed: pl.DataFrame,
    ordered: pl.DataFrame,
    all_videos: pl.DataFrame,
    metric: Metric,
    facts: Facts,
    period: Period,
    question: KpisQuestion,
    store: Store,
) -> dict[int, Usual]:
    """Return what is usual for the account of each listed video."""
    of_accounts = all_videos.join(
        listed.select("platform", "account").drop_nulls().unique(), on=["platform", "account"], how="semi"
    ).sort("published", "video", nulls_last=False)
    by_account: dict[tuple[str, str], list[int]] = {}
    for video, platform, account in of_accounts.select("video", "platform", "account").iter_rows():
        by_account.setdefault((platform, account), []).append(video)
    accounts = {
        row["video"]: by_account.get((row["platform"], row["account"]), []) for row in listed.iter_rows(named=True)
    }
    values: dict[int, float] = dict(ordered.select("video", "value").iter_rows())
    in_period = {video: usual_in_period(values, account, video) for video, account in accounts.items()}
    if metric.over is not None:
        return in_period
    dated = of_accounts.filter(pl.col("published").is_not_null() if facts.source == "events" else pl.lit(value=True))
    end = to_micros(question.horizon)
    kind = EventCounts if facts.source == "events" else CaptureCounts
    counts = kind.read(store, dated, metric.of, end)
    if counts is None:
        return dict.fromkeys(accounts, Usual())
    windows = _windows(listed, facts, period, end, store)
    usual = {video: counts.usual(account, video, windows[video]) for video, account in accounts.items()}
    # What an old video gained has few to be compared with at its age, and is compared with what the others gained.
    return {
        video: in_period[video] if found.value is None and windows[video].since else found
        for video, found in usual.items()
    }


def _windows(listed: pl.DataFrame, facts: Facts, period: Period, end: int, store: Store) -> dict[int, Window]:
    """Return the ages over which the value of each video was counted."""
    published: dict[int, int | None] = dict(listed.select("video", "published").iter_rows())
    if facts.source == "events" or facts.extra.get("differences"):
        start, stop = to_micros(period.start or period.end), to_micros(period.end)
        return {
            video: Window(0, None) if at is None else Window(max(start - at, 0), max(stop - at, 0))
            for video, at in published.items()
        }
    captures = read_captures(store, end).filter(pl.col("video").is_in(list(published)))
    if not facts.extra.get("late"):
        captures = captures.filter((pl.col("captured") < to_micros(period.end)) | (pl.col("assumed") == 1))
    latest = captures.group_by("video", maintain_order=True).last().select("video", "captured", "assumed")
    windows = dict.fromkeys(published, Window(0, None))
    for video, captured, assumed in latest.iter_rows():
        at = published[video]
        if at is not None and not assumed:
            windows[video] = Window(0, max(captured - at, 0))
    return windows


def _local(instant: datetime | None, zone: str) -> str | None:
    return None if instant is None else instant.astimezone(ZoneInfo(zone)).isoformat()


def _columns(videos: tuple[RankedVideo, ...], metric: str, zone: str) -> dict[str, list[object]]:
    """Return the ranking as columns of a CSV file, with publications in local time."""
    names = ("video_id", "platform", "account", "caption", "link", "published", "topic", "seconds", "value", "usual")
    columns: dict[str, list[object]] = {
        "rank": list(range(1, len(videos) + 1)),
        "metric": [metric] * len(videos),
        **{name: [getattr(video, name) for video in videos] for name in (*names, "times_usual", "usual_of")},
    }
    return columns | {"published": [_local(video.published, zone) for video in videos]}
