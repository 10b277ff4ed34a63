"""Outcomes of past forecasts: of videos, and of plans once a video matches them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import polars as pl

from analytics.prediction.dataset.outcomes import read_outcomes
from analytics.prediction.track_record import ForecastOutcome, PastForecast
from analytics.store import Store
from analytics.vocabulary.errors import ReelPulseError
from analytics.vocabulary.platforms import FORMER_NAMES
from analytics.vocabulary.questions import WEEKDAYS
from analytics.vocabulary.records import to_micros
from analytics.vocabulary.units import DAY

_MAX_DAYS = 14
"""How long after the question the video of a plan is looked for."""
_DURATION_TOLERANCE = 0.2
"""How far the length of a video may be from the planned one, as a share."""


def find_outcomes(store: Store, now: datetime, forecasts: Sequence[PastForecast]) -> list[ForecastOutcome]:
    """Return the outcomes that are known by `now`; forecasts without one are left out.

    The video of a plan is the first one of its account that was published within two weeks and agrees with what the
    plan decides: topic, format, platform, weekday and hour exactly, the length within a fifth. A plan without an
    account has none.
    """
    outcomes = []
    for target in sorted({forecast.target for forecast in forecasts}):
        try:
            frame = read_outcomes(store, to_micros(now), target).frame
        except ReelPulseError:
            # The data was removed after the forecast: there is nothing to compare with.
            continue
        known = frame.filter(pl.col("value").is_not_null())
        values = dict(zip(known["identity"].to_list(), known["value"].to_list(), strict=True))
        for forecast in forecasts:
            if forecast.target != target:
                continue
            if forecast.video:
                video: str | None = _current_identity(forecast.video, values)
            else:
                video = _video_of_plan(frame, forecast)
            if video is not None and video in values:
                outcomes.append(ForecastOutcome(forecast.key, video, float(values[video])))
    return outcomes


def _current_identity(identity: str, known: Collection[str]) -> str:
    """Return the identity now of a video whose platform had another name when the forecast was stored."""
    platform, _, rest = identity.partition("|")
    if platform not in FORMER_NAMES or identity in known:
        return identity
    renamed = f"{FORMER_NAMES[platform]}|{rest}"
    if not rest.startswith("at:"):
        return renamed if renamed in known else identity
    # Without an id the identity ends in a number that depends on the platform: the time identifies the video.
    prefix = renamed.rpartition("|")[0] + "|"
    matches = [other for other in known if other.startswith(prefix)]
    return matches[0] if len(matches) == 1 else identity


def _video_of_plan(frame: pl.DataFrame, forecast: PastForecast) -> str | None:
    """Return the identity of the video that a plan became."""
    plan, start = forecast.plan, to_micros(forecast.asked_at)
    if plan is None or plan.account is None:
        return None
    local = pl.from_epoch(pl.col("published"), time_unit="us").dt.convert_time_zone(forecast.zone)
    matches = (pl.col("account") == plan.account) & pl.col("published").is_between(start, start + _MAX_DAYS * DAY)
    for name in ("topic", "format", "platform"):
        value = getattr(plan, name)
        if value is not None:
            matches &= pl.col(name).str.to_lowercase() == value.casefold()
    if plan.weekday is not None:
        matches &= local.dt.weekday() == WEEKDAYS.index(plan.weekday) + 1
    if plan.hour is not None:
        matches &= local.dt.hour() == plan.hour
    if plan.duration is not None:
        matches &= (pl.col("seconds") - plan.duration).abs() <= _DURATION_TOLERANCE * plan.duration
    videos = frame.filter(matches).sort("published", "identity")
    return str(videos["identity"][0]) if videos.height else None
