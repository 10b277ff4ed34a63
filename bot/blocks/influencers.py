"""Words and table of an influencers report."""

from __future__ import annotations

from analytics.vocabulary.reports import InfluencersReport, Rank, Reach
from bot.blocks.message import Block, Cell, table
from bot.charts import spanned
from bot.mrkdwn import escape, handle, plain, plain_handle
from bot.texts import say
from bot.texts.formats import number, percent
from bot.texts.names import flag


def headline(report: InfluencersReport, lang: str) -> str:
    """One plain sentence: who leads."""
    if not report.ranks:
        return say(lang, f"headline-influencers-{'ours' if report.own else 'nobody'}", n=report.n)
    first, topic = report.ranks[0], report.question.topic
    facts: dict[str, object] = {
        "handle": plain_handle(first.handle, 40),
        "n": report.n,
        "share": percent(lang, first.score),
    }
    if topic:
        return say(lang, "headline-influencers-topic", topic=plain(topic, 30), **facts)
    return say(lang, "headline-influencers", **facts)


def findings(report: InfluencersReport, lang: str) -> list[str]:
    """The three first accounts with what stands beside the rank, then how concentrated attention is."""
    told = [rank_sentence(rank, place, lang) for place, rank in enumerate(report.ranks[:3], start=1)]
    closing = []
    if len(report.ranks) > 3:
        share = percent(lang, sum(rank.score for rank in report.ranks))
        closing.append(say(lang, "finding-concentration", k=len(report.ranks), share=share))
    if report.own:
        own = report.own[0]
        closing.append(say(lang, "finding-own", handle=handle(own.handle), share=percent(lang, own.score)))
    if told and closing:
        told[-1] += "\n\n" + "\n".join(closing)
    return told or closing


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
        flags = say(lang, "list-separator").join(flag(lang, code) for code in rank.flags)
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


def tables(report: InfluencersReport, lang: str) -> list[Block]:
    """The ranking as a table, with only the columns that say something."""
    if not report.ranks:
        return []
    keys = ["place", "handle", "score", "audience"]
    optional = {
        "engagement": any(rank.engagement_rate is not None for rank in report.ranks),
        "reaches": any(rank.reaches for rank in report.ranks),
        "flags": any(rank.flags for rank in report.ranks),
    }
    keys += [key for key, is_known in optional.items() if is_known]
    rows = [[_cells(rank, place, lang)[key] for key in keys] for place, rank in enumerate(report.ranks, start=1)]
    caption = say(lang, "caption-influencers", period=spanned(report, lang))
    made = table(caption, [say(lang, f"column-{key}") for key in keys], rows)
    return [made | {"row_header_column_index": 1}]


def _cells(rank: Rank, place: int, lang: str) -> dict[str, Cell]:
    separator = say(lang, "list-separator")
    audience, rate = rank.audience, rank.engagement_rate
    return {
        "place": (place, str(place)),
        "handle": plain_handle(rank.handle, 60),
        "score": (rank.score, percent(lang, rank.score)),
        "audience": "–" if audience is None else (audience, number(lang, whole(audience))),
        "engagement": "–" if rate is None else (rate, percent(lang, rate)),
        "reaches": reach_words(rank.reaches[:2], lang, in_cell=True) or "–",
        "flags": separator.join(flag(lang, code) for code in rank.flags) or "–",
    }
