"""Where the accounts of a ranking stand: who leads, what speaks for and against it, and where our own account is."""

from __future__ import annotations

from statistics import median

from analytics.vocabulary.reports import InfluencersReport, Rank
from bot.mrkdwn import escape, handle
from bot.texts import knows, say
from bot.texts.formats import percent
from bot.texts.topic_words import topic_name

_OFF_TOPIC = "off_topic"
_MIN_RATES = 3
"""Other accounts with an engagement rate that a rate is compared with, at least."""


def leader(report: InfluencersReport) -> Rank:
    """The first account; with a topic the first that posts on it, if any does."""
    return next((rank for rank in report.ranks if _OFF_TOPIC not in rank.flags), report.ranks[0])


def runner_up(report: InfluencersReport) -> Rank | None:
    """The account after the leader among those that are like it."""
    first = leader(report)
    after = report.ranks[report.ranks.index(first) + 1 :]
    is_off_topic = _OFF_TOPIC in first.flags
    return next((rank for rank in after if is_off_topic or _OFF_TOPIC not in rank.flags), None)


def off_topic_line(report: InfluencersReport, first: Rank, lang: str) -> str:
    """That an account draws more attention from those who like the topic without posting on it; empty if none does."""
    if report.ranks[0] is first or report.question.topic is None:
        return ""
    above = report.ranks[0]
    return say(
        lang,
        "influencer-off-topic",
        handle=handle(above.handle, 30),
        share=percent(lang, above.score),
        topic=escape(topic_name(lang, report.question.topic), 30),
    )


def flag_lines(rank: Rank, lang: str) -> list[str]:
    """The warning signs of an account, a sentence each."""
    keys = [f"flag-{code.replace('_', '-')}-why" for code in rank.flags]
    return [say(lang, key, handle=handle(rank.handle, 30)) for key in keys if knows(lang, key)]


def support_line(report: InfluencersReport, rank: Rank, lang: str) -> str:
    """Where the attention comes from, and the engagement rate beside that of the others."""
    if not rank.sources:
        return ""
    said = say(lang, "influencer-for", sources=rank.sources)
    if rank.engagement_rate is None:
        return said
    rate = percent(lang, rank.engagement_rate)
    others = [
        other.engagement_rate for other in report.ranks if other is not rank and other.engagement_rate is not None
    ]
    if len(others) < _MIN_RATES:
        return say(lang, "influencer-for-rate", said=said, rate=rate)
    return say(lang, "influencer-for-rate-others", said=said, rate=rate, others=percent(lang, median(others)))


def next_line(report: InfluencersReport, second: Rank, lang: str) -> str:
    """The two accounts after the leader."""
    after = report.ranks[report.ranks.index(second) :]
    is_off_topic = _OFF_TOPIC in leader(report).flags
    shown = [rank for rank in after if is_off_topic or _OFF_TOPIC not in rank.flags][:2]
    items = [
        say(lang, "influencer-item", handle=handle(rank.handle, 30), share=percent(lang, rank.score)) for rank in shown
    ]
    if len(items) == 1:
        return say(lang, "influencer-next-one", item=items[0])
    return say(lang, "influencer-next", items=say(lang, "and", first=items[0], last=items[1]))


def own_line(report: InfluencersReport, lang: str) -> str:
    """The best of our own accounts, with its place among all that are listed and our own."""
    own = max(report.own, key=lambda rank: rank.score)
    facts = {"handle": handle(own.handle, 30), "share": percent(lang, own.score)}
    above = sum(rank.score > own.score for rank in report.ranks)
    if not report.ranks:
        return say(lang, "influencer-own-alone", **facts)
    if above == len(report.ranks):
        return say(lang, "influencer-own-below", **facts)
    return say(lang, "influencer-own", place=above + 1, **facts)
