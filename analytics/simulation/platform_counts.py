"""The counts of the platforms: everybody's views and reactions, of which the events are a sample."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.simulation.market import OURS
from analytics.simulation.view_shares import daily_growth, early_views, share_watched, type_shares
from analytics.simulation.viewer_types import ACTIONS, TYPES, VIEW
from analytics.simulation.world import Floats, Ints, World

COUNTED = tuple(action for action in ACTIONS if action != "purchase")
"""The actions that platforms count; orders are known from events only."""
_DAY_SPREAD = 0.12
_WEEKDAY = np.array([0.93, 0.92, 0.95, 0.98, 1.02, 1.12, 1.08])
_VIEWS_PER_VIEWER = 1.35
_NEW_VIEWERS = 0.62


@dataclass(frozen=True, slots=True)
class PlatformCounts:
    """Counts by video and by own account.

    `week_counts` (weeks, actions, videos): everything up to the end of each week; `impressions` and `clicks` (weeks,
    videos) likewise; `seconds` and `completion` (videos): means of a view; `day_counts` (own accounts, days, actions),
    `day_impressions`, `day_clicks`, `viewers` and `new_viewers` (own accounts, days).
    """

    week_counts: Ints
    impressions: Ints
    clicks: Ints
    seconds: Floats
    completion: Floats
    day_counts: Ints
    day_impressions: Ints
    day_clicks: Ints
    viewers: Ints
    new_viewers: Ints


def draw_platform_counts(rng: np.random.Generator, world: World) -> PlatformCounts:
    """Draw the daily counts of each video around what its viewers do on average, and add them up."""
    shares = type_shares(world)
    counts = _draw_daily_counts(rng, world, shares)
    impressions = np.rint(counts[VIEW] * world.impressions_per_view[:, None]).astype(np.int64)
    clicks = rng.binomial(impressions, world.clicks_per_impression[:, None])
    early = early_views(world)
    totals = (
        counts.cumsum(2)[:, :, 6::7]
        + np.stack([early, *(rng.poisson(early[None, :] * _rates(world, shares).T[1:]))])[:, :, None]
    )
    early_impressions = np.rint(early * world.impressions_per_view).astype(np.int64)
    early_clicks = rng.binomial(early_impressions, world.clicks_per_impression)
    tendency = np.array([kind.watched for kind in TYPES])
    watched = share_watched(tendency[None, :], world.hold[:, None])
    viewers, new_viewers = _draw_viewers(rng, _by_account(world, counts[VIEW]))
    return PlatformCounts(
        week_counts=np.moveaxis(totals, 2, 0),
        impressions=(impressions.cumsum(1)[:, 6::7] + early_impressions[:, None]).T,
        clicks=(clicks.cumsum(1)[:, 6::7] + early_clicks[:, None]).T,
        seconds=(shares * watched).sum(1) * world.duration,
        completion=(shares * watched**2).sum(1),
        day_counts=np.moveaxis(np.stack([_by_account(world, action) for action in counts]), 0, 2),
        day_impressions=_by_account(world, impressions),
        day_clicks=_by_account(world, clicks),
        viewers=viewers,
        new_viewers=new_viewers,
    )


def _draw_daily_counts(rng: np.random.Generator, world: World, shares: Floats) -> Ints:
    """Draw views and reactions: an array (actions, videos, days)."""
    weekday = _WEEKDAY[(world.first_weekday + np.arange(world.days)) % 7]
    expected = daily_growth(world) * world.popularity[:, None] * weekday
    views = rng.poisson(expected * np.exp(_DAY_SPREAD * rng.standard_normal(expected.shape)))
    reactions = [rng.poisson(views * rate[:, None]) for rate in _rates(world, shares).T[1:]]
    counts: Ints = np.stack([views, *reactions])
    return counts


def _rates(world: World, shares: Floats) -> Floats:
    """The mean number of each counted action per view: an array (videos, actions)."""
    rates = np.array([(1.0, *kind.rates[: len(COUNTED) - 1]) for kind in TYPES])
    result: Floats = (shares @ rates) * world.appeal[:, None]
    return result


def _by_account(world: World, counts: Ints) -> Ints:
    """The sums of each own account: an array (own accounts, days)."""
    return np.stack([counts[world.account == account].sum(0) for account in range(len(OURS))])


def _draw_viewers(rng: np.random.Generator, views: Ints) -> tuple[Ints, Ints]:
    """Draw the different viewers of each day, and how many of them had not come before."""
    viewers = np.rint(views / (_VIEWS_PER_VIEWER * np.exp(0.03 * rng.standard_normal(views.shape)))).astype(np.int64)
    return viewers, rng.binomial(viewers, _NEW_VIEWERS)
