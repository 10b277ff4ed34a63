"""What became of what was foreseen: outcomes of videos, and of plans once their video is there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import polars as pl

from analytics.prediction.dataset.outcomes import read_outcomes
from analytics.prediction.track_record import ForecastOutcome, PastForecast
from analytics.store import Store
from analytics.vocabulary.errors import ReelPulseError
from analytics.vocabulary.platforms import FORMER_NAMES
from analytics.vocabulary.records import to_micros
from analytics.vocabulary.units import DAY

_SOON_DAYS = 14
"""How long after the asking the video of a plan is looked for."""
_ALIKE = 0.2
"""How far a video's length may be from the planned one."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def came_true(store: Store, now: datetime, waiting: Sequence[PastForecast]) -> list[ForecastOutcome]:
    """The outcomes that are known by now; a forecast without one goes on waiting.

    A plan's video is the first of its account, published within two weeks, that is what the plan decided: topic,
    format, platform, weekday and hour alike, the length within a fifth. A plan that names no account has none.
    """
    found = []
    for target in sorted({one.target for one in waiting}):
        try:
            frame = read_outcomes(store, to_micros(now), target).frame
        except ReelPulseError:
            # What was imported was taken out again: there is nothing to compare with.
            continue
        known = frame.filter(pl.col("value").is_not_null())
        values = dict(zip(known["identity"].to_list(), known["value"].to_list(), strict=True))
        for one in waiting:
            if one.target != target:
                continue
            video = _current_identity(one.video, values) if one.video else _made(frame, one)
            if video is not None and video in values:
                found.append(ForecastOutcome(one.key, video, float(values[video])))
    return found


def _current_identity(identity: str, known: Collection[str]) -> str:
    """The identity of a video whose platform had another name when it was kept."""
    platform, _, rest = identity.partition("|")
    if platform not in FORMER_NAMES or identity in known:
        return identity
    renamed = f"{FORMER_NAMES[platform]}|{rest}"
    # Without an id the identity ends in the video's number, which depends on the platform: the time tells the video.
    moment = renamed.rpartition("|")[0] + "|" if rest.startswith("at:") else renamed
    alike = [other for other in known if other == renamed or (rest.startswith("at:") and other.startswith(moment))]
    return alike[0] if len(alike) == 1 else identity


def _made(frame: pl.DataFrame, one: PastForecast) -> str | None:
    """The video that a plan became."""
    plan, asked = one.plan, to_micros(one.asked)
    if plan is None or plan.account is None:
        return None
    local = pl.from_epoch(pl.col("published"), time_unit="us").dt.convert_time_zone(one.zone)
    fits = (pl.col("account") == plan.account) & pl.col("published").is_between(asked, asked + _SOON_DAYS * DAY)
    for name in ("topic", "format", "platform"):
        wanted = getattr(plan, name)
        if wanted is not None:
            fits &= pl.col(name).str.to_lowercase() == wanted.casefold()
    if plan.weekday is not None:
        fits &= local.dt.weekday() == _WEEKDAYS.index(plan.weekday) + 1
    if plan.hour is not None:
        fits &= local.dt.hour() == plan.hour
    if plan.duration is not None:
        fits &= (pl.col("seconds") - plan.duration).abs() <= _ALIKE * plan.duration
    made = frame.filter(fits).sort("published", "identity")
    return str(made["identity"][0]) if made.height else None
