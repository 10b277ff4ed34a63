"""How our accounts stand among rivals, in words."""

from __future__ import annotations

from analytics.vocabulary.reports import KpisReport, Standing
from bot.blocks.message import Block, table
from bot.mrkdwn import escape, plain_handle
from bot.presenters.claim import Claim
from bot.texts import say
from bot.texts.formats import UNKNOWN, percent
from bot.texts.metric_words import amount, group_name, metric_name

_LINES = 3


def headline(report: KpisReport, lang: str) -> str:
    """Better than how many rivals, or that there are too few of them."""
    first = _first(report)
    if first is None:
        return say(lang, "headline-rivals-none")
    return _sentence(first, lang, "headline-rivals")


def claim(report: KpisReport) -> Claim:
    """The value of the first account; nothing where there is no account to compare."""
    first = _first(report)
    if first is None:
        return Claim(subject=report.scope.of, dimension="rivals")
    verdict = "none" if first.share_below is not None else "too_few"
    return Claim(subject=first.account, metric=first.metric, dimension="rivals", current=first.value, verdict=verdict)


def why(report: KpisReport, lang: str) -> list[str]:
    """The other metrics and accounts."""
    others = [standing for standing in _told(report) if standing is not _first(report)]
    return [escape(_sentence(standing, lang, "rivals-line")) for standing in others[:_LINES]]


def next_step(report: KpisReport, lang: str) -> str:
    """What the rivals do well, or that more of them are needed."""
    return say(lang, "next-rivals" if _told(report) else "next-rivals-few")


def standings_table(report: KpisReport, lang: str) -> Block:
    """All comparisons."""
    keys = ("account", "platform", "metric", "value", "rivals", "below", "typical")
    rows = [
        [
            plain_handle(standing.account, 40),
            group_name(lang, "platform", standing.platform),
            _metric(standing, lang),
            (standing.value, amount(lang, standing.value, standing.unit)),
            (standing.rivals, str(standing.rivals)),
            UNKNOWN if standing.share_below is None else (standing.share_below, percent(lang, standing.share_below)),
            UNKNOWN if standing.typical is None else (standing.typical, amount(lang, standing.typical, standing.unit)),
        ]
        for standing in report.benchmark or ()
    ]
    return table(say(lang, "caption-rivals"), [say(lang, f"column-rivals-{key}") for key in keys], rows)


def _told(report: KpisReport) -> list[Standing]:
    return [standing for standing in report.benchmark or () if standing.share_below is not None]


def _first(report: KpisReport) -> Standing | None:
    standings = _told(report) or list(report.benchmark or ())
    return standings[0] if standings else None


def _metric(standing: Standing, lang: str) -> str:
    name = metric_name(lang, standing.metric, standing.unit)
    return say(lang, "rivals-per-video", metric=name) if standing.per_video else name


def _sentence(standing: Standing, lang: str, key: str) -> str:
    facts = {
        "account": plain_handle(standing.account, 40),
        "metric": _metric(standing, lang),
        "value": amount(lang, standing.value, standing.unit),
        "n": standing.rivals,
        "like": say(lang, f"rivals-{'sized' if standing.is_sized else 'unsized'}"),
    }
    if standing.share_below is None or standing.typical is None:
        return say(lang, f"{key}-few", **facts)
    typical = amount(lang, standing.typical, standing.unit)
    return say(lang, key, **facts, share=percent(lang, standing.share_below), typical=typical)
