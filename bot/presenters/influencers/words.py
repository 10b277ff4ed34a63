"""Accounts of a ranking in words."""

from __future__ import annotations

from analytics.vocabulary.reports import Rank, Reach
from bot.mrkdwn import escape, handle, plain
from bot.texts import say
from bot.texts.formats import percent
from bot.texts.names import flag_text


def rank_sentence(rank: Rank, place: int, lang: str) -> str:
    """One account: share of attention, audience, engagement with interval, reach, flags."""
    first = say(lang, "rank-line", place=place, handle=handle(rank.handle), share=percent(lang, rank.score))
    parts = []
    if rank.audience is not None:
        parts.append(say(lang, f"rank-audience-{rank.audience_kind}", audience=whole(rank.audience)))
    if rank.sources:
        parts.append(say(lang, "rank-sources", sources=rank.sources))
    if rank.engagement_rate is not None:
        parts.append(engagement_words(rank, rank.engagement_rate, lang))
    if rank.reaches:
        parts.append(say(lang, "rank-reaches", what=reach_words(rank.reaches[:2], lang)))
    if rank.flags:
        flags = say(lang, "list-separator").join(flag_text(lang, code) for code in rank.flags)
        parts.append(say(lang, "rank-flagged", flags=escape(flags, 200)))
    return first + ("\n" + " · ".join(parts) if parts else "")


def whole(value: float) -> float:
    """Audiences of ten or more are counted in whole accounts."""
    return round(value) if value >= 10 or float(value).is_integer() else value


def engagement_words(rank: Rank, rate: float, lang: str) -> str:
    """The engagement rate with its interval, where there is one, and the views behind it."""
    if rank.engagement_low is None:
        return say(lang, "rank-engagement-alone", rate=percent(lang, rate), n=rank.engagement_n)
    return say(
        lang,
        "rank-engagement",
        rate=percent(lang, rate),
        low=percent(lang, rank.engagement_low),
        high=percent(lang, rank.engagement_high),
        n=rank.engagement_n,
    )


def reach_words(reaches: tuple[Reach, ...], lang: str, *, in_cell: bool = False) -> str:
    """What an audience is made of."""
    separator, show = say(lang, "list-separator"), plain if in_cell else escape
    return separator.join(
        say(lang, f"reach-item-{reach.dimension}", value=show(reach.value, 40), share=percent(lang, reach.share))
        for reach in reaches
    )
