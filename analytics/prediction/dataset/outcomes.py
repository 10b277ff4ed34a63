"""What became of each video: the target at a fixed age where captures allow it, else the total at the export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from analytics.store import Store
from analytics.store.queries.measures import read_captures
from analytics.store.queries.posts import first_event_time, read_posts, read_reactions
from analytics.vocabulary.errors import MissingColumns, MissingMetric
from analytics.vocabulary.records import METRICS
from analytics.vocabulary.units import DAY

Floats = npt.NDArray[np.float64]
Way = Literal["age", "export", "events"]

AGE_DAYS = 7
"""The age at which videos are compared."""
_LATEST_DAYS = 10.5
"""A first capture up to this age still counts as one at seven days where no earlier one allows interpolation."""
_FARTHEST_DAYS = 30.0
"""The age of the later capture up to which the value in between is told by the line between two."""
_MOSTLY = 0.5
"""Part of the old enough videos that must have an outcome at the fixed age for it to be the target."""
TARGETS = (
    *("views", "impressions", "clicks", "ctr", "watch_through", "completion", "likes", "comments", "shares", "saves"),
    *("follows", "engagement", "shares_comments", "purchases"),
)
"""Metrics of the table that a single video has."""
RATES = frozenset({"ctr", "watch_through", "completion", "engagement"})
RATE_FLOOR = 1e-4
_EVENT_SUMS = {"purchases": "purchases"}


@dataclass(frozen=True)
class VideoOutcomes:
    """Videos in order of `at`: those of `read_posts` and at (µs), value, known (µs), age (days).

    `at` is the publication, or where that is unknown the first capture. `value` is the outcome in plain units, null
    where it is not known yet; `known` is when it was. `way`: at the age of seven days from captures (`age`) or events
    (`events`), or the total at the latest capture (`export`).
    """

    frame: pl.DataFrame
    way: Way
    target: str
    early: pl.DataFrame
    """Captures before the age of seven days: video, captured (µs), age (days), value; for `way` age only."""
    assumed: bool
    """Whether the moments of capture are only assumed."""


def to_log(values: Floats, target: str) -> Floats:
    """The scale on which everything is learned: log(1 + count), or the log of a rate, never below its floor."""
    return np.log(np.maximum(values, RATE_FLOOR)) if target in RATES else np.log1p(np.maximum(values, 0.0))


def from_log(values: Floats | np.float64, target: str) -> Floats:
    """Back into plain units; no count is below 0 and no share above 1."""
    if target in RATES:
        rates: Floats = np.exp(values)
        return rates if target == "engagement" else np.minimum(rates, 1.0)
    return np.maximum(np.expm1(values), 0.0)


def read_outcomes(store: Store, end: int, target: str) -> VideoOutcomes:
    """Outcomes of all videos as they were known just before `end` (µs).

    Raises MissingMetric where no record holds the target, MissingColumns where nothing says when videos were posted.
    """
    if target not in TARGETS:
        raise MissingMetric(target, _held(store, end))
    posts = read_posts(store, end)
    captures = _measured(read_captures(store, end), target, posts)
    placed = _placed(posts, captures)
    if not placed.height:
        raise MissingColumns("predict", ("published", "captured_at"))
    if captures.height and captures["value"].count():
        return _from_captures(placed, captures, end, target)
    found = _from_events(store, placed, end, target)
    if found is None:
        raise MissingMetric(target, _held(store, end))
    return found


def _placed(posts: pl.DataFrame, captures: pl.DataFrame) -> pl.DataFrame:
    """Videos with the moment from which they are counted, in its order."""
    first = captures.filter(pl.col("assumed") == 0).group_by("video").agg(pl.col("captured").min().alias("first"))
    dated = posts.join(first, on="video", how="left", maintain_order="left")
    dated = dated.with_columns(at=pl.coalesce("published", "first")).drop("first")
    return dated.filter(pl.col("at").is_not_null()).sort("at", "identity", maintain_order=True)


def _measured(captures: pl.DataFrame, target: str, posts: pl.DataFrame) -> pl.DataFrame:
    """Captures with the target's value: video, captured, assumed, value."""
    value: pl.Expr
    if target == "engagement":
        parts = [pl.col(name) for name in ("likes", "comments", "shares", "saves")]
        total = pl.sum_horizontal(*parts)
        known = pl.any_horizontal(*(part.is_not_null() for part in parts))
        value = pl.when((pl.col("views") > 0) & known).then(_steadied(total, pl.col("views")))
    elif target == "ctr":
        value = pl.when(pl.col("impressions") > 0).then(_steadied(pl.col("clicks"), pl.col("impressions")).clip(0, 1))
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


def _steadied(hits: pl.Expr, trials: pl.Expr) -> pl.Expr:
    """A rate with one hit in twenty trials more: one reaction to two views is no engagement of a half, nor none of 0.

    The same for every video and moment, so that no later one is seen through it.
    """
    return (hits + 1.0) / (trials + 20.0)


def _from_captures(placed: pl.DataFrame, captures: pl.DataFrame, end: int, target: str) -> VideoOutcomes:
    known = captures.filter(pl.col("value").is_not_null()).join(placed.select("video", "at", "published"), on="video")
    known = known.with_columns(age=(pl.col("captured") - pl.col("at")) / DAY).filter(
        (pl.col("age") >= 0) | (pl.col("assumed") == 1)
    )
    known = known.sort("video", "captured")
    fixed = _at_age(known.filter((pl.col("assumed") == 0) & pl.col("published").is_not_null()), target)
    old = known.filter((pl.col("age") >= AGE_DAYS) & (pl.col("assumed") == 0))["video"].n_unique()
    assumed = bool(known["assumed"].max())
    if fixed.height and fixed.height >= _MOSTLY * old:
        early = known.filter((pl.col("age") < AGE_DAYS) & pl.col("published").is_not_null() & (pl.col("assumed") == 0))
        frame = placed.join(fixed, on="video", how="left", maintain_order="left")
        return VideoOutcomes(frame, "age", target, early.select("video", "captured", "age", "value"), assumed=False)
    dated = known["published"].count() > 0
    # Without a date of publication the first capture stands in for it, and is what there is to compare.
    latest = known.group_by("video", maintain_order=True).agg(
        pl.col("value").last() if dated else pl.col("value").first(),
        pl.col("captured").last() if dated else pl.col("captured").first(),
        pl.col("age").last() if dated else pl.col("age").first(),
    )
    if dated:
        latest = latest.filter(pl.col("age") >= AGE_DAYS)
    made = latest.rename({"captured": "known"}).with_columns(known=pl.min_horizontal("known", pl.lit(end - 1)))
    frame = placed.join(made.select("video", "value", "known", "age"), on="video", how="left", maintain_order="left")
    if assumed or not _told_in_turn(frame):
        frame = frame.with_columns(known=pl.when(pl.col("value").is_not_null()).then(pl.col("at")))
    return VideoOutcomes(frame, "export", target, known.head(0).select("video", "captured", "age", "value"), assumed)


def _told_in_turn(frame: pl.DataFrame) -> bool:
    """Whether totals became known one after another, as videos did, and not all in one export."""
    told = frame.filter(pl.col("value").is_not_null())
    if not told.height:
        return False
    known, at = (float(np.ptp(np.quantile(told[name].to_numpy(), [0.1, 0.9]))) for name in ("known", "at"))
    return known >= _MOSTLY * at > 0


def _at_age(known: pl.DataFrame, target: str) -> pl.DataFrame:
    """Each video's value at the fixed age, between the captures around it, or from the first one soon after."""
    after = known.filter(pl.col("age") >= AGE_DAYS).group_by("video", maintain_order=True).first()
    before = known.filter(pl.col("age") < AGE_DAYS).group_by("video", maintain_order=True).last()
    both = after.join(before.select("video", age_before="age", value_before="value"), on="video", how="left")
    # Nothing has been counted at the moment of publication; of a rate nothing is known there.
    if target not in RATES:
        both = both.with_columns(pl.col("age_before").fill_null(0.0), pl.col("value_before").fill_null(0.0))
    part = (AGE_DAYS - pl.col("age_before")) / (pl.col("age") - pl.col("age_before"))
    between = pl.col("value_before") + part * (pl.col("value") - pl.col("value_before"))
    soon = pl.col("age") <= _LATEST_DAYS
    near = (pl.col("age_before") > 0) & (pl.col("age") <= _FARTHEST_DAYS)
    value = pl.when(near).then(between).when(soon).then(pl.col("value"))
    made = both.with_columns(made=value).filter(pl.col("made").is_not_null())
    return made.select("video", value="made", known="captured", age=pl.lit(float(AGE_DAYS))).sort("video")


def _from_events(store: Store, placed: pl.DataFrame, end: int, target: str) -> VideoOutcomes | None:
    """Outcomes counted from events of the first seven days; None where none of them tells the target."""
    since = first_event_time(store)
    sums = read_reactions(store, end, AGE_DAYS * DAY)
    if since is None or not sums.height:
        return None
    zeros = {"views": 0.0}
    frame = placed.join(sums, on="video", how="left", maintain_order="left").with_columns(
        pl.col(name).fill_null(zeros.get(name, 0.0)) for name in sums.columns if name != "video"
    )
    reactions = pl.col("likes") + pl.col("comments") + pl.col("shares") + pl.col("saves")
    value = {
        "engagement": pl.when(pl.col("views") > 0).then(_steadied(reactions, pl.col("views"))),
        "ctr": pl.when(pl.col("impressions") > 0).then(_steadied(pl.col("clicks"), pl.col("impressions")).clip(0, 1)),
        "completion": pl.when(pl.col("measured") > 0).then(pl.col("finished") / pl.col("measured")),
        "watch_through": pl.when(pl.col("measured") > 0).then(pl.col("watched") / pl.col("measured")),
        "shares_comments": pl.col("shares") + pl.col("comments"),
    }.get(target)
    source = {"ctr": "clicks", "completion": "measured", "watch_through": "measured", "engagement": "views"}
    if not sums[source.get(target, "shares" if value is not None else target)].sum():
        return None
    known = pl.col("published") + AGE_DAYS * DAY
    whole = (pl.col("published") >= since) & (known < end)
    frame = frame.with_columns(
        value=pl.when(whole).then(pl.col(target) if value is None else value),
        known=pl.when(whole).then(known),
        age=pl.lit(float(AGE_DAYS)),
    )
    frame = frame.with_columns(pl.when(pl.col("value").is_not_null()).then("known").alias("known"))
    early = frame.head(0).select("video", captured="at", age="age", value="value")
    return VideoOutcomes(frame.drop(sums.columns[1:]), "events", target, early, assumed=False)


def _held(store: Store, end: int) -> tuple[str, ...]:
    """Targets that some record before `end` holds."""
    captures = read_captures(store, end)
    held = [name for name in METRICS if captures[name].count()]
    if "views" in held and any(name in held for name in ("likes", "comments", "shares", "saves")):
        held.append("engagement")
    if captures["completion"].count():
        held.append("completion")
    sums = read_reactions(store, end, AGE_DAYS * DAY)
    held += [
        name for name in ("views", "likes", "comments", "shares", "saves", "follows", "purchases") if sums[name].sum()
    ]
    if sums["measured"].sum():
        held += ["completion", "watch_through"]
    return tuple(name for name in TARGETS if name in held)
