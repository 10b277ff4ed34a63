"""The behavioural types of simulated viewers."""

from __future__ import annotations

from dataclasses import dataclass

ACTIONS = ("view", "like", "comment", "share", "save", "follow", "purchase")
VIEW, FOLLOW, PURCHASE = ACTIONS.index("view"), ACTIONS.index("follow"), ACTIONS.index("purchase")


@dataclass(frozen=True, slots=True)
class ViewerType:
    """The average behaviour of one type of viewer.

    `rates` per view: like, comment, share, save, follow, purchase (if the video sells anything). `watched` is the
    watched share of a video, `night` the share of views from 23 to 5 o'clock, `sitting` the views of one active day.
    """

    name: str
    share: float
    views: float
    rates: tuple[float, float, float, float, float, float]
    watched: float
    night: float
    sitting: int
    topics: tuple[str, ...]
    joins_late: float = 0.3


TYPES = (
    ViewerType("night owls", 0.22, 145, (0.026, 0.0005, 0.005, 0.014, 0.0003, 0.0), 0.8, 0.8, 7, ("coffee", "travel")),
    ViewerType("fans", 0.20, 145, (0.075, 0.036, 0.002, 0.001, 0.009, 0.003), 0.62, 0.05, 1, ("cooking", "breakfast")),
    ViewerType("sharers", 0.18, 145, (0.040, 0.014, 0.056, 0.001, 0.003, 0.0), 0.42, 0.20, 4, ("breakfast", "home")),
    ViewerType(
        "buyers", 0.16, 145, (0.010, 0.006, 0.001, 0.060, 0.003, 0.050), 0.86, 0.05, 2, ("kitchenware", "baking"), 0.5
    ),
    ViewerType("skimmers", 0.24, 160, (0.004, *3 * (0.0003,), 0.0002, 0.0), 0.11, 0.15, 14, ("fitness", "travel")),
)
"""Any two types differ in at least four features by about two within-type standard deviations, measured on events."""
NEWCOMER = len(TYPES)
"""The type number of viewers who came once: one or two views and no other action."""
TYPE_NAMES = (*(kind.name for kind in TYPES), "newcomers")
NEWCOMER_SHARE = 0.08
