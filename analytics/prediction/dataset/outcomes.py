"""Outcomes of videos: the target at a fixed age if captures or events allow it, else the total at the export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store import Store
from analytics.store.queries.account_scope import EVERYONE, AccountScope
from analytics.store.queries.measures import read_captures
from analytics.store.queries.posts import first_event_time, read_posts, read_reactions
from analytics.vocabulary.errors import MissingColumns, MissingMetric
from analytics.vocabulary.records import METRICS
from analytics.vocabulary.units import DAY

Floats = npt.NDArray[np.float64]
Way = Literal["age", "export", "events"]

AGE_DAYS = 7
"""The age at which videos are compared."""
_MAX_FIRST_CAPTURE_DAYS = 10.5
"""A first capture up to this age counts as one at seven days if no earlier one allows interpolation."""
_MAX_INTERPOLATION_DAYS = 30.0
"""The largest age of the later capture of two between which the value at seven days is interpolated."""
_MIN_SHARE = 0.5
"""The share of the old enough videos that need an outcome at the fixed age for it to be the target."""
TARGETS = (
    *("views", "impressions", "clicks", "ctr", "watch_through", "completion", "likes", "comments", "shares", "saves"),
    *("follows", "engagement", "shares_comments", "purchases"),
)
"""The metrics of `vocabulary.metrics` that a single video has."""
RATES = frozenset({"ctr", "watch_through", "completion", "engagement"})
_MIN_RATE = 1e-4
_CAPTURE_COLUMNS = ("video", "captured", "age", "value")


@dataclass(frozen=True)
class VideoOutcomes:
    """Videos in order of `at`: the columns of `read_posts` and at (µs), value, known_at (µs), age (days).

    `at` is the publication, or the first capture if that is unknown. `value` is the outcome in plain units, null if
    it is not known yet; `known_at` is the instant from which it is known. `way` says what `value` is: the target at
    the age of seven days from captures (`age`) or from events (`events`), or the total at the latest capture
    (`export`).
    """

    frame: pl.DataFrame
    way: Way
    target: str
    early: pl.DataFrame
    """Captures before the age of seven days: video, captured (µs), age (days), value. Empty unless `way` is `age`."""
    assumed: bool
    """Whether the times of capture are only assumed."""


def to_log(values: Floats, target: str) -> Floats:
    """Return the log scale of models: log(1 + count), or the log of a rate with a lower bound."""
    return np.log(np.maximum(values, _MIN_RATE)) if target in RATES else np.log1p(np.maximum(values, 0.0))


def from_log(values: Floats | np.float64, target: str) -> Floats:
    """Return plain units; counts are at least 0, and rates other than engagement at most 1."""
    if target in RATES:
        rates: Floats = np.exp(values)
        return rates if target == "engagement" else np.minimum(rates, 1.0)
    return np.maximum(np.expm1(values), 0.0)


def read_outcomes(store: Store, end: int, target: str, scope: AccountScope = EVERYONE) -> VideoOutcomes:
    """Return the outcomes of all videos in scope as they were known just before `end` (µs).

    Raises MissingMetric if no record has the target, MissingColumns if no video has a publication or capture time.
    """
    if target not in TARGETS:
        raise MissingMetric(target, _available_targets(store, end, scope))
    posts = read_posts(store, end, scope)
    captures = _with_target(read_captures(store, end, scope), target, posts)
    videos = _date_videos(posts, captures)
    if not videos.height:
        raise MissingColumns("predict", ("published", "captured_at"))
    if captures.height and captures["value"].count():
        return _outcomes_of_captures(videos, captures, end, target)
    outcomes = _outcomes_of_events(store, videos, end, target, scope)
    if outcomes is None:
        raise MissingMetric(target, _available_targets(store, end, scope))
    return outcomes


def _date_videos(posts: pl.DataFrame, captures: pl.DataFrame) -> pl.DataFrame:
    """Add `at`, the instant from which the age of a video counts, and sort by it."""
    first = captures.filter(pl.col("assumed") == 0).group_by("video").agg(pl.col("captured").min().alias("first"))
    dated = posts.join(first, on="video", how="left", maintain_order="left")
    dated = dated.with_columns(at=pl.coalesce("published", "first")).drop("first")
    return dated.filter(pl.col("at").is_not_null()).sort("at", "identity", maintain_order=True)


def _with_target(captures: pl.DataFrame, target: str, posts: pl.DataFrame) -> pl.DataFrame:
    """Return captures with the value of the target: video, captured, assumed, value."""
    value: pl.Expr
    if target == "engagement":
        parts = [pl.col(name) for name in ("likes", "comments", "shares", "saves")]
        total = pl.sum_horizontal(*parts)
        present = pl.any_horizontal(*(part.is_not_null() for part in parts))
        value = pl.when((pl.col("views") > 0) & present).then(_smoothed_rate(total, pl.col("views")))
    elif target == "ctr":
        rate = _smoothed_rate(pl.col("clicks"), pl.col("impressions"))
        value = pl.when(pl.col("impressions") > 0).then(rate.clip(0, 1))
    elif target == "shares_comments":
        value = pl.col("shares") + pl.col("comments")
    elif target == "watch_through":
        captures = captures.join(posts.select("video", "seconds"), on="video", how="left", maintain_order="left")
        value = pl.when(pl.col("seconds") > 0).then((pl.col("watch_seconds") / pl.col("seconds")).clip(0, 1))
    elif target == "completion":
        value = pl.when(pl.col("views").fill_null(1) > 0).then(pl.col("completion").clip(0, 1))
    elif target == "purchases":
        value = pl.lit(None, pl.Float64)
    else:
        value = pl.col(target)
    return captures.select("video", "captured", "assumed", value.cast(pl.Float64).alias("value"))


def _smoothed_rate(hits: pl.Expr, trials: pl.Expr) -> pl.Expr:
    """Return a rate with one hit in twenty trials added, so that few trials give no extreme rate.

    The constant is the same for all videos and instants: one that depended on the data would leak later outcomes.
    """
    return (hits + 1.0) / (trials + 20.0)


def _outcomes_of_captures(videos: pl.DataFrame, captures: pl.DataFrame, end: int, target: str) -> VideoOutcomes:
    captures = captures.filter(pl.col("value").is_not_null()).join(
        videos.select("video", "at", "published"), on="video"
    )
    captures = captures.with_columns(age=(pl.col("captured") - pl.col("at")) / DAY).filter(
        (pl.col("age") >= 0) | (pl.col("assumed") == 1)
    )
    captures = captures.sort("video", "captured")
    certain = pl.col("assumed") == 0
    fixed = _interpolate_at_age(captures.filter(certain & pl.col("published").is_not_null()), target)
    old = captures.filter((pl.col("age") >= AGE_DAYS) & certain)["video"].n_unique()
    if fixed.height and fixed.height >= _MIN_SHARE * old:
        early = captures.filter((pl.col("age") < AGE_DAYS) & pl.col("published").is_not_null() & certain)
        frame = videos.join(fixed, on="video", how="left", maintain_order="left")
        return VideoOutcomes(frame, "age", target, early.select(_CAPTURE_COLUMNS), assumed=False)
    return _totals(videos, captures, end, target)


def _totals(videos: pl.DataFrame, captures: pl.DataFrame, end: int, target: str) -> VideoOutcomes:
    """Return the totals at the latest capture of videos that are at least seven days old.

    Without any date of publication the first capture replaces it, and its own values are compared.
    """
    assumed = bool(captures["assumed"].max())
    dated = captures["published"].count() > 0
    columns = pl.col("value", "captured", "age")
    totals = captures.group_by("video", maintain_order=True).agg(columns.last() if dated else columns.first())
    if dated:
        totals = totals.filter(pl.col("age") >= AGE_DAYS)
    totals = totals.select("video", "value", "age", known_at=pl.min_horizontal("captured", pl.lit(end - 1)))
    frame = videos.join(totals, on="video", how="left", maintain_order="left")
    if assumed or not _known_gradually(frame):
        frame = frame.with_columns(known_at=pl.when(pl.col("value").is_not_null()).then(pl.col("at")))
    return VideoOutcomes(frame, "export", target, captures.head(0).select(_CAPTURE_COLUMNS), assumed)


def _known_gradually(frame: pl.DataFrame) -> bool:
    """Return whether totals became known over a similar time as videos were posted, and not all in one export."""
    frame = frame.filter(pl.col("value").is_not_null())
    if not frame.height:
        return False
    known_at, at = (float(np.ptp(np.quantile(frame[name].to_numpy(), [0.1, 0.9]))) for name in ("known_at", "at"))
    return known_at >= _MIN_SHARE * at > 0


def _interpolate_at_age(captures: pl.DataFrame, target: str) -> pl.DataFrame:
    """Return the value of each video at the fixed age: video, value, known_at, age.

    The value is interpolated between the captures around that age, or is that of the first one soon after it.
    """
    after = captures.filter(pl.col("age") >= AGE_DAYS).group_by("video", maintain_order=True).first()
    before = captures.filter(pl.col("age") < AGE_DAYS).group_by("video", maintain_order=True).last()
    both = after.join(before.select("video", age_before="age", value_before="value"), on="video", how="left")
    # A count is 0 at publication; a rate is unknown there.
    if target not in RATES:
        both = both.with_columns(pl.col("age_before").fill_null(0.0), pl.col("value_before").fill_null(0.0))
    weight = (AGE_DAYS - pl.col("age_before")) / (pl.col("age") - pl.col("age_before"))
    interpolated = pl.col("value_before") + weight * (pl.col("value") - pl.col("value_before"))
    can_interpolate = (pl.col("age_before") > 0) & (pl.col("age") <= _MAX_INTERPOLATION_DAYS)
    soon = pl.col("age") <= _MAX_FIRST_CAPTURE_DAYS
    value = pl.when(can_interpolate).then(interpolated).when(soon).then(pl.col("value"))
    fixed = both.select("video", value=value, known_at="captured", age=pl.lit(float(AGE_DAYS)))
    return fixed.filter(pl.col("value").is_not_null()).sort("video")


def _outcomes_of_events(
    store: Store, videos: pl.DataFrame, end: int, target: str, scope: AccountScope
) -> VideoOutcomes | None:
    """Return outcomes counted from events of the first seven days; None if no event tells the target."""
    since = first_event_time(store)
    sums = read_reactions(store, end, AGE_DAYS * DAY, scope)
    if since is None or not sums.height:
        return None
    frame = videos.join(sums, on="video", how="left", maintain_order="left").with_columns(
        pl.col(name).fill_null(0.0) for name in sums.columns if name != "video"
    )
    reactions = pl.col("likes") + pl.col("comments") + pl.col("shares") + pl.col("saves")
    click_rate = _smoothed_rate(pl.col("clicks"), pl.col("impressions")).clip(0, 1)
    value = {
        "engagement": pl.when(pl.col("views") > 0).then(_smoothed_rate(reactions, pl.col("views"))),
        "ctr": pl.when(pl.col("impressions") > 0).then(click_rate),
        "completion": pl.when(pl.col("measured") > 0).then(pl.col("finished") / pl.col("measured")),
        "watch_through": pl.when(pl.col("measured") > 0).then(pl.col("watched") / pl.col("measured")),
        "shares_comments": pl.col("shares") + pl.col("comments"),
    }.get(target)
    source = {"ctr": "clicks", "completion": "measured", "watch_through": "measured", "engagement": "views"}
    if not sums[source.get(target, "shares" if value is not None else target)].sum():
        return None
    known_at = pl.col("published") + AGE_DAYS * DAY
    observed = (pl.col("published") >= since) & (known_at < end)
    frame = frame.with_columns(
        value=pl.when(observed).then(pl.col(target) if value is None else value),
        known_at=pl.when(observed).then(known_at),
        age=pl.lit(float(AGE_DAYS)),
    )
    frame = frame.with_columns(known_at=pl.when(pl.col("value").is_not_null()).then("known_at"))
    early = frame.head(0).select("video", captured="at", age="age", value="value")
    return VideoOutcomes(frame.drop(sums.columns[1:]), "events", target, early, assumed=False)


def _available_targets(store: Store, end: int, scope: AccountScope) -> tuple[str, ...]:
    """Return the targets that some record before `end` has."""
    captures = read_captures(store, end, scope)
    available = [name for name in METRICS if captures[name].count()]
    if "views" in available and any(name in available for name in ("likes", "comments", "shares", "saves")):
        available.append("engagement")
    if captures["completion"].count():
        available.append("completion")
    sums = read_reactions(store, end, AGE_DAYS * DAY, scope)
    counts = ("views", "likes", "comments", "shares", "saves", "follows", "purchases")
    available += [name for name in counts if sums[name].sum()]
    if sums["measured"].sum():
        available += ["completion", "watch_through"]
    return tuple(name for name in TARGETS if name in available)
