"""What to do about groups of viewers: which is worth most, and what it prefers."""

from __future__ import annotations

from analytics.vocabulary.reports import Preference, Segment, SegmentsReport
from bot.mrkdwn import escape
from bot.presenters.segments.words import preferred
from bot.requests import Request, write
from bot.texts import say
from bot.texts.names import lift_number

_REACTIONS = ("likes", "comments", "shares", "saves")


def most_valuable(report: SegmentsReport) -> tuple[Segment, str] | None:
    """The group that buys most, else the one that reacts most, and the key of the words for it; None if none does."""
    worth = (("segment-buys-most", ("purchases",)), ("segment-reacts-most", _REACTIONS))
    for key, features in worth:
        sums = [sum(segment.profile.get(name, 0.0) for name in features) for segment in report.segments]
        if max(sums, default=0.0) > 0:
            return report.segments[sums.index(max(sums))], key
    return None


def strongest_preference(segment: Segment) -> Preference | None:
    """What a group prefers most that a team can act on: topics before hours and lengths; None if there is nothing."""
    for dimensions in ({"topic"}, {"hour", "duration"}):
        liked = [preference for preference in segment.prefers if preference.dimension in dimensions]
        if liked:
            return max(liked, key=lambda preference: preference.low)
    return None


def preference_step(preference: Preference, name: str, worth: str, lang: str) -> str:
    """What to make, or when to post, for a group; `worth` is the key of the words for why it matters, or empty."""
    facts = {"name": name, "what": preferred(preference, lang), "lift": lift_number(lang, preference.lift)}
    facts["who"] = say(lang, "try-segment-who", who=say(lang, worth)) if worth else ""
    if preference.dimension == "topic":
        facts["command"] = escape("/" + write(Request(command="ideas", options={"topic": preference.value})), 120)
    return say(lang, f"try-segment-{preference.dimension}", **facts)
